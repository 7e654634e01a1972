"""Building blocks that change the organisation inside somebody's open transaction. Each notes its fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Dir3
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad.models import Cuenta, Persona
from consistorio.plataforma.identidad.permisos import del_personal
from consistorio.plataforma.organizacion.eventos import (
    CADENA,
    DelegacionConferida,
    EmpleadoDadoDeAlta,
    PuestoCreado,
    PuestoOcupado,
    RolDefinido,
    RolesAsignados,
    SuplenciaDesignada,
    UnidadCreada,
)
from consistorio.plataforma.organizacion.models import (
    Delegacion,
    Empleado,
    Ocupacion,
    Puesto,
    Rol,
    Suplencia,
    Unidad,
)


@contextmanager
def sin_chocar(mensaje: str, que_hacer: str = "") -> Iterator[None]:
    """Turn what PostgreSQL refuses (overlap, cycle, repeated code) into a Conflicto in words."""
    try:
        with transaction.atomic(using=alias_actual()):
            yield
    except IntegrityError as error:
        raise Conflicto(mensaje, que_hacer=que_hacer) from error


def crear_unidad(
    *,
    dir3: str,
    nombre: str,
    padre: Unidad | None,
    desde: date,
    sucede_a: Unidad | None = None,
    telefono: str = "",
    correo: str = "",
    direccion: str = "",
    es_oficina_registro: bool = False,
    actor: Actor,
    reloj: Reloj,
) -> Unidad:
    """A unit in force from `desde`. Raises DatosIncorrectos (DIR3), Conflicto (code in use those days, or a cycle)."""
    exigir_transaccion()
    codigo = Dir3(dir3.strip().upper()).valor
    with sin_chocar(_("El código %(dir3)s ya lo usa otra unidad en esas fechas.") % {"dir3": codigo}):
        unidad = Unidad.objects.create(
            dir3=codigo,
            nombre=nombre,
            padre=padre,
            desde=desde,
            sucede_a=sucede_a,
            telefono=telefono,
            correo=correo,
            direccion=direccion,
            es_oficina_registro=es_oficina_registro,
        )
    hecho = UnidadCreada(unidad.id, codigo, padre.id if padre else None, desde)
    anotar(CADENA, hecho, actor=actor, reloj=reloj)
    return unidad


def definir_rol(*, codigo: str, nombre: str, permisos: Sequence[str], actor: Actor, reloj: Reloj) -> Rol:
    """Make a role, or change what it may do. Raises DatosIncorrectos naming every permission that does not exist."""
    exigir_transaccion()
    conocidos = del_personal()
    problemas = [
        Problema("permisos", _("El permiso «%(permiso)s» no existe.") % {"permiso": p})
        for p in permisos
        if p not in conocidos
    ]
    if problemas:
        raise DatosIncorrectos(
            _("El rol «%(rol)s» pide permisos que no existen.") % {"rol": codigo}, problemas=problemas
        )
    ordenados = sorted(set(permisos))
    rol, _nuevo = Rol.objects.update_or_create(codigo=codigo, defaults={"nombre": nombre, "permisos": ordenados})
    anotar(CADENA, RolDefinido(rol.id, codigo, tuple(ordenados)), actor=actor, reloj=reloj)
    return rol


def crear_puesto(
    *, unidad: Unidad, codigo: str, nombre: str, organo: str, roles: Sequence[Rol], actor: Actor, reloj: Reloj
) -> Puesto:
    """A post of a unit with its roles. Raises Conflicto (code or organ taken)."""
    exigir_transaccion()
    with sin_chocar(_("Ya hay un puesto con el código «%(codigo)s» o con ese órgano.") % {"codigo": codigo}):
        puesto = Puesto.objects.create(unidad=unidad, codigo=codigo, nombre=nombre, organo=organo)
    anotar(CADENA, PuestoCreado(puesto.id, unidad.id, codigo), actor=actor, reloj=reloj)
    return asignar_roles(puesto, roles, actor=actor, reloj=reloj)


def asignar_roles(puesto: Puesto, roles: Sequence[Rol], *, actor: Actor, reloj: Reloj) -> Puesto:
    """Set the roles of a post."""
    exigir_transaccion()
    puesto.roles.set(roles)
    anotar(CADENA, RolesAsignados(puesto.id, tuple(sorted(r.codigo for r in roles))), actor=actor, reloj=reloj)
    return puesto


def dar_de_alta(*, persona: Persona, cuenta: Cuenta | None, desde: date, actor: Actor, reloj: Reloj) -> Empleado:
    """A person becomes an employee. Raises Conflicto (already one)."""
    exigir_transaccion()
    with sin_chocar(_("Esa persona, o esa cuenta, ya está dada de alta.")):
        empleado = Empleado.objects.create(persona=persona, cuenta=cuenta, desde=desde)
    anotar(CADENA, EmpleadoDadoDeAlta(empleado.id, persona.id, desde), actor=actor, reloj=reloj)
    return empleado


def ocupar(
    *,
    empleado: Empleado,
    puesto: Puesto,
    desde: date,
    hasta: date | None = None,
    norma: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Ocupacion:
    """Somebody holds a post. Raises Conflicto (somebody holds it those days)."""
    exigir_transaccion()
    with sin_chocar(
        _("El puesto «%(puesto)s» ya está ocupado en esas fechas.") % {"puesto": puesto.nombre},
        _("Anote antes el cese de quien lo ocupa."),
    ):
        ocupacion = Ocupacion.objects.create(empleado=empleado, puesto=puesto, desde=desde, hasta=hasta, norma=norma)
    hecho = PuestoOcupado(ocupacion.id, puesto.id, empleado.id, desde, hasta)
    anotar(CADENA, hecho, actor=actor, reloj=reloj)
    return ocupacion


def suplir(
    *,
    puesto: Puesto,
    suplente: Empleado,
    desde: date,
    hasta: date,
    norma: str,
    forma: str = Suplencia.Forma.SUPLENCIA,
    actor: Actor,
    reloj: Reloj,
) -> Suplencia:
    """Designate a substitute. Raises DatosIncorrectos (no act that designates, or dates, or words; the holder for themselves), Conflicto (overlap)."""
    exigir_transaccion()
    problemas = []
    if forma not in Suplencia.Forma.values:
        problemas.append(Problema("forma", _("Elija cómo firma: por suplencia o por nombramiento accidental.")))
    if not norma.strip():
        problemas.append(Problema("norma", _("Escriba el decreto o acuerdo que designa la suplencia.")))
    if hasta < desde:
        problemas.append(Problema("hasta", _("La fecha final debe ser igual o posterior a la inicial.")))
    if _lo_ocupa(puesto, suplente, desde, hasta):
        problemas.append(
            Problema("suplente_id", _("Esa persona ocupa ese puesto en esas fechas: elija a quien la suple."))
        )
    if problemas:
        raise DatosIncorrectos(_("La suplencia no se puede anotar."), problemas=problemas)
    with sin_chocar(_("Ya hay una suplencia de «%(puesto)s» en esas fechas.") % {"puesto": puesto.nombre}):
        suplencia = Suplencia.objects.create(
            puesto=puesto, suplente=suplente, desde=desde, hasta=hasta, norma=norma.strip(), forma=forma
        )
    hecho = SuplenciaDesignada(suplencia.id, puesto.id, suplente.id, desde, hasta, forma)
    anotar(CADENA, hecho, actor=actor, reloj=reloj)
    return suplencia


def _lo_ocupa(puesto: Puesto, empleado: Empleado, desde: date, hasta: date) -> bool:
    """Whether somebody holds a post on any of those days."""
    suyas = Ocupacion.objects.filter(puesto=puesto, empleado=empleado, desde__lte=hasta)
    return suyas.filter(Q(hasta=None) | Q(hasta__gte=desde)).exists()


def delegar(
    *,
    organo: str,
    en: Puesto,
    texto: str,
    desde: date,
    hasta: date | None = None,
    materia: str = "",
    publicada_en: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Delegacion:
    """Confer a delegation. Raises DatosIncorrectos (no text, or to itself), Conflicto (overlap)."""
    exigir_transaccion()
    problemas = []
    if not texto.strip():
        problemas.append(
            Problema(
                "texto", _("Escriba el texto de la antefirma, por ejemplo «por delegación de la Alcaldía, Decreto …».")
            )
        )
    if organo == en.organo:
        problemas.append(Problema("organo", _("Un órgano no puede delegar en sí mismo.")))
    if hasta is not None and hasta < desde:
        problemas.append(Problema("hasta", _("La fecha final debe ser igual o posterior a la inicial.")))
    if problemas:
        raise DatosIncorrectos(_("Faltan datos de la delegación."), problemas=problemas)
    with sin_chocar(_("Ese órgano ya delega en ese puesto en esas fechas.")):
        delegacion = Delegacion.objects.create(
            organo=organo,
            en=en,
            desde=desde,
            hasta=hasta,
            texto=texto.strip(),
            materia=materia,
            publicada_en=publicada_en,
        )
    anotar(CADENA, DelegacionConferida(delegacion.id, organo, en.id, desde), actor=actor, reloj=reloj)
    return delegacion
