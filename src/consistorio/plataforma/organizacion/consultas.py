"""Reads of the organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.recordado import Recordado
from consistorio.plataforma.auditoria.consultas import cabeza_de
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad.models import NOMBRES
from consistorio.plataforma.identidad.permisos import PROPIOS_DEL_PERSONAL
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion import reglas
from consistorio.plataforma.organizacion.eventos import CADENA
from consistorio.plataforma.organizacion.models import (
    Ausencia,
    Delegacion,
    Empleado,
    Ocupacion,
    Puesto,
    Rol,
    Suplencia,
    Unidad,
)

MAXIMO_EN_LISTA = 200
_SABIDO: Recordado[_PorSusPuestos] = Recordado()
APELLIDOS: Final = (
    en_castellano("persona__apellido1"),
    en_castellano("persona__apellido2"),
    en_castellano("persona__nombre"),
)


@dato
class Firmante:
    """Who signs for a post: the person, and the words that go under the signature."""

    empleado: Empleado
    cargo_texto: str
    calidad: reglas.Calidad
    norma: str
    puesto: Puesto


def vigente(en: date) -> Q:
    """Filter of rows with `desde` and `hasta` in force on a day."""
    return Q(desde__lte=en) & (Q(hasta=None) | Q(hasta__gte=en))


def unidades_vigentes(*, en: date) -> QuerySet[Unidad]:
    """Units in force on a day, by name; at most two hundred."""
    return (
        Unidad.objects.filter(vigente(en))
        .select_related("padre")
        .order_by(en_castellano("nombre"), "id")[:MAXIMO_EN_LISTA]
    )


def oficinas_de_registro(*, en: date) -> list[Unidad]:
    """The offices that share out what is filed, in force on a day, by name."""
    return list(Unidad.objects.filter(vigente(en), es_oficina_registro=True).order_by(en_castellano("nombre"), "id"))


def unidad_por_dir3(dir3: str, *, en: date) -> Unidad:
    """The unit that has a code on a day. Raises NoEncontrado."""
    unidad = Unidad.objects.filter(vigente(en), dir3=dir3).first()
    if unidad is None:
        raise NoEncontrado(_("No hay una unidad vigente con el código %(dir3)s.") % {"dir3": dir3})
    return unidad


def puesto_de_organo(organo: str) -> Puesto:
    """The post that embodies an organ (alcaldia, secretaria, ...). Raises NoEncontrado."""
    puesto = Puesto.objects.select_related("unidad").filter(organo=organo, activo=True).exclude(organo="").first()
    if puesto is None:
        raise NoEncontrado(_("Ningún puesto ejerce el órgano «%(organo)s».") % {"organo": organo})
    return puesto


def nombres_de_organos() -> dict[str, str]:
    """What each organ is called: as the post that embodies it."""
    return dict(Puesto.objects.filter(activo=True).exclude(organo="").values_list("organo", "nombre"))


def nombres_de_puestos(codigos: Collection[str]) -> dict[str, str]:
    """What the posts with those codes are called; those that there are."""
    return dict(Puesto.objects.filter(codigo__in=codigos).values_list("codigo", "nombre")) if codigos else {}


def nombres_de_empleados(ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those members of staff, by their identifier, whether they work here today or not."""
    return {uno.id: uno.nombre for uno in Empleado.objects.select_related("persona").filter(id__in=ids)}


@dato
class PuestoQueFirma:
    """An active post of which a signature may be asked. `vacante`: nobody holds it that day, nor stands in for who did."""

    codigo: str
    nombre: str
    unidad: str
    vacante: bool


def puestos_que_firman(*, en: date, cerca_de: Collection[UUID]) -> list[PuestoQueFirma]:
    """The active posts by name; in a town with more than two hundred, those of some units, of the ones above them, and those that embody an
    organ."""
    filas = Puesto.objects.filter(activo=True)
    if filas[MAXIMO_EN_LISTA : MAXIMO_EN_LISTA + 1].exists():
        filas = filas.filter(Q(unidad_id__in=_con_las_de_arriba(cerca_de)) | ~Q(organo=""))
    ocupado = Ocupacion.objects.filter(vigente(en), puesto=OuterRef("pk"))
    suplido = Suplencia.objects.filter(vigente(en), puesto=OuterRef("pk"))
    filas = filas.annotate(con_gente=Exists(ocupado) | Exists(suplido)).order_by(en_castellano("nombre"), "codigo")
    campos = ("codigo", "nombre", "unidad__nombre", "con_gente")
    return [
        PuestoQueFirma(codigo, nombre, unidad, not con_gente)
        for codigo, nombre, unidad, con_gente in filas.values_list(*campos)[:MAXIMO_EN_LISTA]
    ]


def _con_las_de_arriba(unidades: Collection[UUID]) -> frozenset[UUID]:
    """Units and those to which they belong, up to the top."""
    todas, nuevas = set(unidades), set(unidades)
    while nuevas:
        madres = Unidad.objects.filter(id__in=nuevas).exclude(padre=None).values_list("padre_id", flat=True)
        nuevas = {madre for madre in madres if madre is not None} - todas
        todas |= nuevas
    return frozenset(todas)


def titular_de(puesto: Puesto, *, en: date, organo: str | None = None) -> Firmante:
    """Who signs for a post on a day and with which words: "P. S." or "acctal." of a substitute, text of the delegation.

    `organo`: the organ whose power is exercised, when it is not the post's own. Raises NoEncontrado (vacant, away without
    substitute, no delegation), Conflicto (several delegations and no `organo`). LRJSP arts. 9, 12, 13.
    """
    designacion = reglas.designar(
        puesto=puesto.nombre,
        organo_propio=puesto.organo,
        organo=organo,
        titulares=[
            reglas.Periodo(o.empleado_id, o.desde, o.hasta)
            for o in Ocupacion.objects.filter(vigente(en), puesto=puesto)
        ],
        suplencias=[
            reglas.Periodo(s.suplente_id, s.desde, s.hasta, s.norma, s.forma)
            for s in Suplencia.objects.filter(vigente(en), puesto=puesto)
        ],
        delegaciones=[
            reglas.Conferida(d.organo, d.texto, d.desde, d.hasta)
            for d in Delegacion.objects.filter(vigente(en), en=puesto)
        ],
        ausentes=list(
            Ausencia.objects.filter(vigente(en), anulada=False, empleado__ocupaciones__puesto=puesto).values_list(
                "empleado_id", flat=True
            )
        ),
        en=en,
    )
    empleado = Empleado.objects.select_related("persona", "cuenta").get(id=designacion.quien)
    return Firmante(empleado, designacion.cargo_texto, designacion.calidad, designacion.norma, puesto)


def en_lugar_de(firmante: Firmante, sustituto: Empleado, norma: str) -> Firmante:
    """Who signs for a post in one matter, from which its holder was set apart (LRJSP 13.1). `norma`: by which decision."""
    texto = f"P. S. ({norma}), {firmante.cargo_texto}"
    de_que = "; ".join(n for n in (norma, firmante.norma) if n)
    return Firmante(sustituto, texto, reglas.Calidad.SUPLENTE, de_que, firmante.puesto)


def puestos_de(empleado: Empleado, *, en: date) -> list[Puesto]:
    """The posts that an employee holds on a day, and those in which they substitute."""
    return list(_puestos_de(empleado, en=en).prefetch_related("roles"))


def _puestos_de(empleado: Empleado, *, en: date) -> QuerySet[Puesto]:
    propios = Ocupacion.objects.filter(vigente(en), empleado=empleado)
    suplidos = Suplencia.objects.filter(vigente(en), suplente=empleado)
    return (
        Puesto.objects.filter(
            Q(id__in=propios.values("puesto_id")) | Q(id__in=suplidos.values("puesto_id")), activo=True
        )
        .select_related("unidad")
        .order_by("codigo")
    )


def actor_de(
    empleado: Empleado,
    *,
    en: date,
    nivel: Nivel = Nivel.SUSTANCIAL,
    medio: str = "",
    sesion: str = "",
) -> Actor:
    """The actor that an employee is on a day: permissions and units of their posts and of those they substitute.

    Whoever works in a unit has what those before it left: its cases, tasks and entries stay where they were when it was reorganised.
    Raises NoPermitido when the employee is not (or no longer) in service that day.
    """
    if not (empleado.desde <= en and (empleado.hasta is None or en <= empleado.hasta)):
        raise NoPermitido(_("Esta persona no está en servicio en esa fecha."))
    suyo = _lo_que_tiene(empleado, en)
    return Actor(
        clase=ClaseActor.EMPLEADO,
        id=empleado.id,
        nombre=empleado.persona.nombre_completo,
        permisos=suyo.permisos,
        unidades=suyo.unidades,
        suple_a=suyo.suple_a,
        nivel=nivel,
        medio=medio,
        cargo=suyo.cargo,
        sesion=sesion,
    )


@dato
class _PorSusPuestos:
    """What somebody of the staff has for the posts that they hold or substitute. `cargo`: the name of the first one; `suple_a`: who holds
    those that they substitute."""

    permisos: frozenset[str]
    unidades: frozenset[UUID]
    suple_a: frozenset[UUID]
    cargo: str


def _lo_que_tiene(empleado: Empleado, en: date) -> _PorSusPuestos:
    """Every page of the staff asks: read again when something of the organisation changed, which is always noted in its chain."""
    cabeza = cabeza_de(CADENA)
    if not cabeza:
        return _por_sus_puestos(empleado, en)
    return _SABIDO.de((alias_actual(), cabeza, empleado.id, en), lambda: _por_sus_puestos(empleado, en))


def _por_sus_puestos(empleado: Empleado, en: date) -> _PorSusPuestos:
    propios = Ocupacion.objects.filter(vigente(en), empleado=empleado, puesto=OuterRef("pk"))
    permisos = Rol.objects.filter(puestos=OuterRef("pk")).values_list(Func("permisos", function="unnest"))
    titular = Ocupacion.objects.filter(vigente(en), puesto=OuterRef("pk")).values("empleado_id")
    todo = _puestos_de(empleado, en=en).annotate(
        propio=Exists(propios), permisos=ArraySubquery(permisos), titular=Subquery(titular)
    )
    campos = ("nombre", "unidad_id", "unidad__sucede_a_id", "propio", "permisos", "titular")
    puestos = [*todo.values_list(*campos, named=True)]
    principal = next(iter(sorted(puestos, key=lambda puesto: not puesto.propio)), None)
    return _PorSusPuestos(
        permisos=PROPIOS_DEL_PERSONAL.union(*(puesto.permisos for puesto in puestos)),
        unidades=_con_sus_antecesoras({puesto.unidad_id: puesto.unidad__sucede_a_id for puesto in puestos}),
        suple_a=frozenset(puesto.titular for puesto in puestos if puesto.titular not in (None, empleado.id)),
        cargo=principal.nombre if principal is not None else "",
    )


def con_sus_antecesoras(unidades: Collection[UUID]) -> frozenset[UUID]:
    """Units, with those that they succeed and those that these did: whose papers they have."""
    suyas = Unidad.objects.filter(id__in=unidades).values_list("id", "sucede_a_id")
    return _con_sus_antecesoras(dict(suyas))


def con_sus_sucesoras(unidades: Collection[UUID]) -> frozenset[UUID]:
    """Units, with those that succeed them and those that succeed these: who has their papers."""
    todas, nuevas = set(unidades), set(unidades)
    while nuevas:
        siguientes = Unidad.objects.filter(sucede_a_id__in=nuevas).values_list("id", flat=True)
        nuevas = set(siguientes) - todas
        todas |= nuevas
    return frozenset(todas)


def _con_sus_antecesoras(unidades: Mapping[UUID, UUID | None]) -> frozenset[UUID]:
    """Units, each with that which it succeeds, and those, and theirs in turn. Asks the database only where there are some."""
    todas = set(unidades)
    nuevas = {anterior for anterior in unidades.values() if anterior is not None} - todas
    while nuevas:
        todas |= nuevas
        anteriores = Unidad.objects.filter(id__in=nuevas).exclude(sucede_a=None)
        nuevas = set(anteriores.values_list("sucede_a_id", flat=True)) - todas
    return frozenset(todas)


def empleado_de_cuenta(cuenta_id: UUID) -> Empleado:
    """The employee who logs in with an account, read as far as `actor_de` needs. Raises NoEncontrado."""
    empleados = Empleado.objects.select_related("persona").filter(cuenta_id=cuenta_id)
    empleado = empleados.only("desde", "hasta", *(f"persona__{campo}" for campo in ("clase", *NOMBRES))).first()
    if empleado is None:
        raise NoEncontrado(_("Esta cuenta no es de nadie que trabaje en el Ayuntamiento."))
    return empleado


def esta_ausente(empleado_id: UUID, *, en: date) -> bool:
    """Whether an employee is away on a day."""
    return Ausencia.objects.filter(vigente(en), empleado_id=empleado_id, anulada=False).exists()


def disponibles(empleados: Collection[UUID], *, en: date) -> frozenset[UUID]:
    """Those of them who work here on a day and are not away."""
    fuera = Ausencia.objects.filter(vigente(en), anulada=False).values("empleado_id")
    suyos = Empleado.objects.filter(vigente(en), id__in=empleados).exclude(id__in=fuera)
    return frozenset(suyos.values_list("id", flat=True))


def ausentes_en(en: date) -> frozenset[UUID]:
    """The employees who are away on a day."""
    return frozenset(Ausencia.objects.filter(vigente(en), anulada=False).values_list("empleado_id", flat=True))


def personal_de_unidades(unidades: Collection[UUID], *, en: date, ademas: Collection[UUID] = ()) -> QuerySet[Empleado]:
    """Those who hold a post of some units on a day, and those of `ademas`, by surname; at most two hundred."""
    ocupaciones = Ocupacion.objects.filter(vigente(en), puesto__unidad_id__in=unidades)
    return (
        Empleado.objects.filter(Q(ocupaciones__in=ocupaciones) | Q(id__in=ademas))
        .select_related("persona")
        .distinct()
        .order_by(*APELLIDOS, "id")[:MAXIMO_EN_LISTA]
    )


def empleados_de_unidad(unidad_id: UUID, *, en: date) -> QuerySet[Empleado]:
    """Those who hold a post of a unit on a day, or substitute in one, by surname; at most two hundred."""
    titulares = Ocupacion.objects.filter(vigente(en), puesto__unidad_id=unidad_id).values("empleado_id")
    suplentes = Suplencia.objects.filter(vigente(en), puesto__unidad_id=unidad_id).values("suplente_id")
    return (
        Empleado.objects.filter(Q(id__in=titulares) | Q(id__in=suplentes))
        .select_related("persona")
        .order_by(*APELLIDOS, "id")[:MAXIMO_EN_LISTA]
    )


def unidades_con_personal(*, en: date, permiso: str = "") -> frozenset[UUID]:
    """The units of which somebody holds an active post on a day; with `permiso`, a post whose roles give it."""
    ocupaciones = Ocupacion.objects.filter(vigente(en), puesto__activo=True)
    if permiso:
        ocupaciones = ocupaciones.filter(puesto__roles__permisos__contains=[permiso])
    return frozenset(ocupaciones.values_list("puesto__unidad_id", flat=True).distinct())


def quienes_pueden(permiso: str, *, en: date) -> QuerySet[Empleado]:
    """Those who hold on a day an active post whose roles give a permission, by surname; at most two hundred."""
    ocupaciones = Ocupacion.objects.filter(
        vigente(en), puesto__activo=True, puesto__roles__permisos__contains=[permiso]
    )
    return (
        Empleado.objects.filter(id__in=ocupaciones.values("empleado_id"))
        .select_related("persona")
        .order_by(*APELLIDOS, "id")[:MAXIMO_EN_LISTA]
    )


POR_PAGINA = 50


@dato
class RamaUnidad:
    """A unit in its place of the tree. `nivel`: 0 for those at the top."""

    unidad: Unidad
    nivel: int


def arbol_de_unidades(*, en: date) -> list[RamaUnidad]:
    """The units in force on a day, mothers before daughters, by name among sisters; at most two hundred."""
    unidades = list(unidades_vigentes(en=en))
    presentes = {unidad.id for unidad in unidades}
    hijas: dict[UUID | None, list[Unidad]] = {}
    for unidad in unidades:
        hijas.setdefault(unidad.padre_id if unidad.padre_id in presentes else None, []).append(unidad)
    ramas: list[RamaUnidad] = []
    pendientes = [RamaUnidad(unidad, 0) for unidad in reversed(hijas.get(None, []))]
    while pendientes:
        rama = pendientes.pop()
        ramas.append(rama)
        pendientes += [RamaUnidad(hija, rama.nivel + 1) for hija in reversed(hijas.get(rama.unidad.id, []))]
    return ramas


@dato
class FilaPuesto:
    """A post on a day: who holds it, who stands in, whether the holder is away."""

    puesto: Puesto
    ocupacion: Ocupacion | None
    suplencia: Suplencia | None
    ausente: bool


def cuadro_de_puestos(
    *, en: date, unidad_id: UUID | None = None, despues_de: str = "", limite: int = POR_PAGINA
) -> list[FilaPuesto]:
    """Active posts by code with who answers for each on a day; `despues_de`: the last code seen. `limite`: 1 to 200."""
    puestos = Puesto.objects.filter(activo=True, codigo__gt=despues_de).select_related("unidad").order_by("codigo")
    if unidad_id is not None:
        puestos = puestos.filter(unidad_id=unidad_id)
    ocupaciones = Ocupacion.objects.filter(vigente(en)).select_related("empleado__persona")
    suplencias = Suplencia.objects.filter(vigente(en)).select_related("suplente__persona")
    anotados = puestos.prefetch_related(
        "roles",
        Prefetch("ocupaciones", ocupaciones, to_attr="ocupaciones_de_hoy"),
        Prefetch("suplencias", suplencias, to_attr="suplencias_de_hoy"),
    )
    lista = list(anotados[: max(1, min(limite, MAXIMO_EN_LISTA))])
    titulares = {puesto.id: next(iter(getattr(puesto, "ocupaciones_de_hoy", ())), None) for puesto in lista}
    empleados = [ocupacion.empleado_id for ocupacion in titulares.values() if ocupacion is not None]
    ausentes = set(
        Ausencia.objects.filter(vigente(en), anulada=False, empleado_id__in=empleados).values_list(
            "empleado_id", flat=True
        )
    )
    return [
        FilaPuesto(
            puesto,
            (titular := titulares[puesto.id]),
            next(iter(getattr(puesto, "suplencias_de_hoy", ())), None),
            titular is not None and titular.empleado_id in ausentes,
        )
        for puesto in lista
    ]


def roles() -> list[Rol]:
    """Every role by name; at most two hundred."""
    return list(Rol.objects.order_by(en_castellano("nombre"), "codigo")[:MAXIMO_EN_LISTA])


def personal(*, en: date, texto: str = "", despues_de: UUID | None = None, limite: int = POR_PAGINA) -> list[Empleado]:
    """Those in service on a day or later, by surname, with their posts of that day in `ocupaciones_de_hoy`.

    `texto` looks in names, NIF and user name; `despues_de`: the last one seen. `limite`: 1 to 200.
    """
    filas = Empleado.objects.filter(Q(hasta=None) | Q(hasta__gte=en)).select_related("persona", "cuenta")
    for palabra in texto.split()[:5]:
        filas = filas.filter(
            Q(persona__nombre__icontains=palabra)
            | Q(persona__apellido1__icontains=palabra)
            | Q(persona__apellido2__icontains=palabra)
            | Q(persona__nif__iexact=palabra)
            | Q(cuenta__usuario__iexact=palabra)
        )
    if despues_de is not None:
        filas = filas.filter(_tras(despues_de))
    ocupaciones = Ocupacion.objects.filter(vigente(en)).select_related("puesto__unidad")
    return list(
        filas.order_by(*APELLIDOS, "id").prefetch_related(
            Prefetch("ocupaciones", ocupaciones, to_attr="ocupaciones_de_hoy")
        )[: max(1, min(limite, MAXIMO_EN_LISTA))]
    )


def _tras(empleado_id: UUID) -> Q:
    """Those who come after an employee by surname; everybody when there is no such employee."""
    ultimo = Empleado.objects.filter(id=empleado_id).values_list(*APELLIDOS).first()
    if ultimo is None:
        return Q()
    despues, iguales = Q(), Q()
    for clave, valor in zip(APELLIDOS, ultimo, strict=True):
        despues |= iguales & Q(GreaterThan(clave, valor))
        iguales &= Q(Exact(clave, valor))
    return despues | iguales & Q(id__gt=empleado_id)


def suplencias_desde(dia: date) -> list[Suplencia]:
    """Substitutions in force or to come; at most two hundred, the first to begin first."""
    filas = Suplencia.objects.filter(hasta__gte=dia).select_related("puesto", "suplente__persona")
    return list(filas.order_by("desde", "id")[:MAXIMO_EN_LISTA])


def delegaciones_desde(dia: date) -> list[Delegacion]:
    """Delegations in force or to come; at most two hundred."""
    filas = Delegacion.objects.filter(Q(hasta=None) | Q(hasta__gte=dia)).select_related("en")
    return list(filas.order_by("organo", "desde", "id")[:MAXIMO_EN_LISTA])


def ausencias_desde(dia: date) -> list[Ausencia]:
    """Absences in force or to come that stand; at most two hundred."""
    filas = Ausencia.objects.filter(hasta__gte=dia, anulada=False).select_related("empleado__persona")
    return list(filas.order_by("desde", "id")[:MAXIMO_EN_LISTA])
