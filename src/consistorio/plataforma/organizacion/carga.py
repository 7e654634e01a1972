"""Loading a whole organisation inside somebody's open transaction: what is there already stays, and every problem is found at once."""

from __future__ import annotations

import fnmatch
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Cuenta
from consistorio.plataforma.identidad.operaciones import crear_cuenta, persona_por_nif
from consistorio.plataforma.identidad.permisos import del_personal
from consistorio.plataforma.organizacion import operaciones
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.eventos import CADENA, OrganizacionImportada
from consistorio.plataforma.organizacion.ficheros import (
    Carga,
    Fila,
    fecha,
    fecha_obligada,
    lista,
    ocupaciones,
    texto,
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

# What any load of an organisation may note.
HECHOS_DE_LA_CARGA = (
    "organizacion.importada",
    "organizacion.unidad.creada",
    "organizacion.puesto.creado",
    "organizacion.puesto.roles_asignados",
    "organizacion.rol.definido",
    "organizacion.empleado.dado_de_alta",
    "organizacion.puesto.ocupado",
    "organizacion.delegacion.conferida",
    "organizacion.suplencia.designada",
    "identidad.persona.creada",
    "identidad.cuenta.creada",
)


@dato
class CuentaNueva:
    """An account made by the load and its first password, to hand over once; it must be changed at the first login."""

    usuario: str
    contrasena: str
    nombre: str


@dato
class ResultadoCarga:
    """How much was new, and the accounts to hand over."""

    unidades: int
    puestos: int
    empleados: int
    cuentas: tuple[CuentaNueva, ...]


@dato
class _Mano:
    """Who loads, with which clock."""

    actor: Actor
    reloj: Reloj


def cargar(carga: Carga, *, actor: Actor, reloj: Reloj) -> ResultadoCarga:
    """Load units, roles, posts, people, delegations and substitutions, each noting its fact.

    Raises DatosIncorrectos with everything that cannot be; whoever called undoes what was written until then.
    """
    exigir_transaccion()
    mano = _Mano(actor, reloj)
    problemas: list[Problema] = []
    for fila in carga.de("roles"):
        permisos = expandir_permisos(lista(fila, "permisos"))
        with _anotando(problemas, f"roles.{texto(fila, 'codigo')}"):
            operaciones.definir_rol(
                codigo=texto(fila, "codigo"), nombre=texto(fila, "nombre"), permisos=permisos, actor=actor, reloj=reloj
            )
    unidades = _unidades(carga.de("unidades"), problemas, mano)
    puestos = _puestos(carga.de("puestos"), problemas, mano)
    empleados, cuentas = _empleados(carga.de("empleados"), problemas, mano)
    _delegaciones(carga.de("delegaciones"), problemas, mano)
    _suplencias(carga.de("suplencias"), problemas, mano)
    if problemas:
        raise DatosIncorrectos(
            _("El fichero de organización tiene errores; no se ha cargado nada."), problemas=problemas
        )
    hecho = OrganizacionImportada(carga.huella, unidades, puestos, empleados)
    anotar(CADENA, hecho, actor=actor, reloj=reloj)
    return ResultadoCarga(unidades, puestos, empleados, tuple(cuentas))


@contextmanager
def _anotando(problemas: list[Problema], lugar: str) -> Iterator[None]:
    """What the operation of one row refuses is one more problem, and the next row is tried."""
    try:
        yield
    except (Conflicto, DatosIncorrectos) as error:
        mensajes = [p.mensaje for p in error.problemas] or [error.mensaje]
        problemas += [Problema(lugar, mensaje) for mensaje in mensajes]


def expandir_permisos(patrones: Sequence[str]) -> list[str]:
    """Codes for patterns such as `registro.*`, against the permissions of the staff. A code without `*` stays as it is."""
    conocidos = sorted(del_personal())
    codigos: list[str] = []
    for patron in patrones:
        codigos += fnmatch.filter(conocidos, patron) if "*" in patron else [patron]
    return sorted(set(codigos))


def _unidades(filas: Sequence[Fila], problemas: list[Problema], mano: _Mano) -> int:
    """Parents first, whatever the order of the file; a circle is reported."""
    nuevas = 0
    pendientes = list(filas)
    while pendientes:
        resto: list[Fila] = []
        for fila in pendientes:
            codigo_padre = texto(fila, "padre")
            padre = _unidad(codigo_padre) if codigo_padre else None
            if codigo_padre and padre is None:
                resto.append(fila)
            elif _unidad(texto(fila, "dir3")) is None:
                with _anotando(problemas, f"unidades.{texto(fila, 'dir3')}"):
                    operaciones.crear_unidad(
                        dir3=texto(fila, "dir3"),
                        nombre=texto(fila, "nombre"),
                        padre=padre,
                        desde=fecha_obligada(fila, "desde"),
                        telefono=texto(fila, "telefono"),
                        correo=texto(fila, "correo"),
                        direccion=texto(fila, "direccion"),
                        es_oficina_registro=texto(fila, "es_oficina_registro").lower() in ("true", "1", "si", "sí"),
                        actor=mano.actor,
                        reloj=mano.reloj,
                    )
                    nuevas += 1
        if len(resto) == len(pendientes):
            problemas += [
                Problema(f"unidades.{texto(f, 'dir3')}", _("Depende de una unidad que no existe o de sí misma."))
                for f in resto
            ]
            return nuevas
        pendientes = resto
    return nuevas


def _unidad(dir3: str) -> Unidad | None:
    return Unidad.objects.filter(dir3=dir3.upper(), hasta=None).first()


def _puestos(filas: Sequence[Fila], problemas: list[Problema], mano: _Mano) -> int:
    nuevos = 0
    for fila in filas:
        codigo = texto(fila, "codigo")
        codigos = lista(fila, "roles")
        roles = list(Rol.objects.filter(codigo__in=codigos))
        unidad = _unidad(texto(fila, "unidad"))
        for falta in sorted(set(codigos) - {r.codigo for r in roles}):
            problemas.append(Problema(f"puestos.{codigo}", _("No hay ningún rol «%(rol)s».") % {"rol": falta}))
        if unidad is None:
            problemas.append(Problema(f"puestos.{codigo}", _("La unidad no existe.")))
            continue
        if Puesto.objects.filter(codigo=codigo).exists():
            continue
        with _anotando(problemas, f"puestos.{codigo}"):
            operaciones.crear_puesto(
                unidad=unidad,
                codigo=codigo,
                nombre=texto(fila, "nombre"),
                organo=texto(fila, "organo"),
                roles=roles,
                actor=mano.actor,
                reloj=mano.reloj,
            )
            nuevos += 1
    return nuevos


def _empleados(filas: Sequence[Fila], problemas: list[Problema], mano: _Mano) -> tuple[int, list[CuentaNueva]]:
    nuevos, cuentas = 0, list[CuentaNueva]()
    for fila in filas:
        with _anotando(problemas, "empleados"):
            persona = persona_por_nif(
                texto(fila, "nif"),
                nombre=texto(fila, "nombre"),
                apellido1=texto(fila, "apellido1"),
                apellido2=texto(fila, "apellido2"),
                correo=texto(fila, "correo"),
                actor=mano.actor,
                reloj=mano.reloj,
            )
            empleado = Empleado.objects.filter(persona=persona).first()
            if empleado is None:
                cuenta = _cuenta(texto(fila, "usuario"), persona.nombre_completo, cuentas, mano)
                empleado = operaciones.dar_de_alta(
                    persona=persona,
                    cuenta=cuenta,
                    desde=fecha_obligada(fila, "desde"),
                    actor=mano.actor,
                    reloj=mano.reloj,
                )
                nuevos += 1
            for puesto_fila in ocupaciones(fila):
                _ocupar(empleado, puesto_fila, problemas, mano)
    return nuevos, cuentas


def _cuenta(usuario: str, nombre: str, cuentas: list[CuentaNueva], mano: _Mano) -> Cuenta | None:
    if not usuario:
        return None
    cuenta = Cuenta.objects.filter(usuario=usuario.lower()).first()
    if cuenta is None:
        contrasena = secrets.token_urlsafe(12)
        cuenta = crear_cuenta(usuario, contrasena, actor=mano.actor, reloj=mano.reloj)
        cuentas.append(CuentaNueva(cuenta.usuario, contrasena, nombre))
    return cuenta


def _ocupar(empleado: Empleado, fila: Fila, problemas: list[Problema], mano: _Mano) -> None:
    codigo = texto(fila, "codigo")
    puesto = Puesto.objects.filter(codigo=codigo, activo=True).first()
    if puesto is None:
        problemas.append(Problema("empleados", _("No hay un puesto «%(codigo)s».") % {"codigo": codigo}))
        return
    desde = fecha_obligada(fila, "desde")
    if Ocupacion.objects.filter(empleado=empleado, puesto=puesto, desde=desde).exists():
        return
    with _anotando(problemas, "empleados"):
        operaciones.ocupar(
            empleado=empleado,
            puesto=puesto,
            desde=desde,
            hasta=fecha(fila, "hasta"),
            norma=texto(fila, "norma"),
            actor=mano.actor,
            reloj=mano.reloj,
        )


def _delegaciones(filas: Sequence[Fila], problemas: list[Problema], mano: _Mano) -> None:
    for fila in filas:
        puesto = Puesto.objects.filter(codigo=texto(fila, "puesto"), activo=True).first()
        if puesto is None:
            mensaje = _("No hay un puesto «%(codigo)s».") % {"codigo": texto(fila, "puesto")}
            problemas.append(Problema("delegaciones", mensaje))
            continue
        desde = fecha_obligada(fila, "desde")
        if Delegacion.objects.filter(organo=texto(fila, "organo"), en=puesto, desde=desde).exists():
            continue
        with _anotando(problemas, "delegaciones"):
            operaciones.delegar(
                organo=texto(fila, "organo"),
                en=puesto,
                texto=texto(fila, "texto"),
                desde=desde,
                hasta=fecha(fila, "hasta"),
                materia=texto(fila, "materia"),
                publicada_en=texto(fila, "publicada_en"),
                actor=mano.actor,
                reloj=mano.reloj,
            )


def _suplencias(filas: Sequence[Fila], problemas: list[Problema], mano: _Mano) -> None:
    for fila in filas:
        puesto = Puesto.objects.filter(codigo=texto(fila, "puesto"), activo=True).first()
        suplente = _por_usuario_o_nif(texto(fila, "suplente"), mano)
        if puesto is None or suplente is None:
            problemas.append(Problema("suplencias", _("No existe el puesto o la persona suplente.")))
            continue
        desde = fecha_obligada(fila, "desde")
        if Suplencia.objects.filter(puesto=puesto, desde=desde).exists():
            continue
        with _anotando(problemas, "suplencias"):
            operaciones.suplir(
                puesto=puesto,
                suplente=suplente,
                desde=desde,
                hasta=fecha_obligada(fila, "hasta"),
                norma=texto(fila, "norma"),
                forma=texto(fila, "forma") or Suplencia.Forma.SUPLENCIA,
                actor=mano.actor,
                reloj=mano.reloj,
            )


def _por_usuario_o_nif(quien: str, mano: _Mano) -> Empleado | None:
    en_servicio = Empleado.objects.filter(vigente(hoy(mano.reloj)))
    return (
        en_servicio.filter(cuenta__usuario=quien.lower()).first()
        or en_servicio.filter(persona__nif=quien.upper()).first()
    )
