"""Whether somebody answers for everything that a procedure names: each area its unit with people who may do what it is for, each decision its
organ, each signature its post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado, Problema
from consistorio.plataforma.identidad.permisos import registrados
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, titular_de, unidades_con_personal
from consistorio.plataforma.organizacion.models import Puesto, Unidad
from consistorio.tramitacion.catalogo import tipos_conocidos
from consistorio.tramitacion.catalogo.consultas import areas_con_unidad
from consistorio.tramitacion.catalogo.tipos import ORGANO_DEL_ACTO, Definicion, DefinicionTarea

ORGANO_DE_FE_PUBLICA = "secretaria"


@dato
class Responsables:
    """Who answers on a day: the unit of each area, the units with people, those where somebody holds a permission that was asked for, and why an
    organ that was asked for has nobody ("" when it has)."""

    dia: date
    unidades: Mapping[str, Unidad | None]
    con_gente: frozenset[UUID]
    organos: dict[str, str] = field(default_factory=dict)
    con_permiso: dict[str, frozenset[UUID]] = field(default_factory=dict)

    def falta_en(self, organo: str) -> str:
        """Why nobody embodies that organ; "" when somebody does."""
        if organo not in self.organos:
            try:
                titular_de(puesto_de_organo(organo), en=self.dia)
            except NoEncontrado as error:
                self.organos[organo] = str(error)
            else:
                self.organos[organo] = ""
        return self.organos[organo]

    def puede(self, unidad: Unidad, permiso: str) -> bool:
        """Whether somebody in that unit holds that permission; with "", whether somebody works there."""
        if not permiso:
            return unidad.id in self.con_gente
        if permiso not in self.con_permiso:
            self.con_permiso[permiso] = unidades_con_personal(en=self.dia, permiso=permiso)
        return unidad.id in self.con_permiso[permiso]


def responsables(*, en: date) -> Responsables:
    """Asked once, for as many procedures as there are."""
    unidades = {area.codigo: unidad for area, unidad in areas_con_unidad(en=en)}
    return Responsables(en, unidades, unidades_con_personal(en=en))


def sin_titular(definicion: Definicion, *, en: date, quien: Responsables | None = None) -> tuple[Problema, ...]:
    """What of it nobody answers for on that day, each with the place to mend it. `quien`: who answers, if it was asked already.

    A town's first load is not held to it: it brings the procedures before anybody holds a post.
    """
    quien = quien or responsables(en=en)
    return (*_areas(definicion, quien), *_organo(definicion, quien), *_firmas(definicion, quien.dia))


def _areas(definicion: Definicion, quien: Responsables) -> tuple[Problema, ...]:
    problemas = []
    nombradas = {"area": definicion.area} | {f"tareas[{t.codigo}].area": t.area for t in definicion.tareas if t.area}
    for lugar, area in nombradas.items():
        unidad = quien.unidades.get(area)
        if unidad is None:
            mensaje = _("ninguna unidad responde del área «%(a)s»: quien administra la organización se la asigna.")
            problemas.append(Problema(lugar, mensaje % {"a": area}))
        elif not quien.puede(unidad, ""):
            mensaje = _("en %(u)s no trabaja nadie hoy: nadie haría esta tarea.")
            problemas.append(Problema(lugar, mensaje % {"u": unidad.nombre}))
    return (*problemas, *_permisos(definicion, quien))


def _permisos(definicion: Definicion, quien: Responsables) -> Iterator[Problema]:
    """The tasks that nobody of their unit may do: a report where nobody issues them, a payment where nobody computes them."""
    for tarea in definicion.tareas:
        unidad, permiso = quien.unidades.get(tarea.area or definicion.area), tipos_conocidos.permiso_de(tarea.tipo)
        if unidad is None or not permiso or not quien.puede(unidad, "") or quien.puede(unidad, permiso):
            continue
        dicho = registrados().get(permiso)
        datos = {"u": unidad.nombre, "p": dicho.etiqueta if dicho is not None else permiso}
        mensaje = _("en %(u)s nadie tiene hoy el permiso «%(p)s»: elija otra unidad, o que alguien lo tenga.") % datos
        yield Problema(f"tareas[{tarea.codigo}].area", mensaje)


def _organo(definicion: Definicion, quien: Responsables) -> tuple[Problema, ...]:
    codigo = definicion.legal.organo.codigo
    if codigo in ("", ORGANO_DEL_ACTO):
        return ()
    falta = quien.falta_en(codigo)
    return (Problema("legal.organo", falta),) if falta else ()


def _firmas(definicion: Definicion, en: date) -> tuple[Problema, ...]:
    nombrados = {paso.puesto for tarea in definicion.tareas for paso in tarea.firmas}
    puestos = {p.codigo: p for p in Puesto.objects.filter(codigo__in=nombrados, activo=True)} if nombrados else {}
    sin_nadie = {codigo: motivo for codigo, puesto in puestos.items() if (motivo := _vacante(puesto, en))}
    problemas = []
    for tarea in definicion.tareas:
        for paso in tarea.firmas:
            puesto = puestos.get(paso.puesto)
            if puesto is None:
                falta = _("este Ayuntamiento no tiene el puesto «%(p)s», que firma «%(t)s»: elija otro.")
                falta %= {"p": paso.puesto, "t": tarea.nombre}
            elif puesto.organo and puesto.organo in _firman_por_ley(tarea, definicion):
                falta = _("«%(p)s» ya firma «%(t)s» porque lo dice la ley: no hace falta añadirlo.")
                falta %= {"p": puesto.nombre, "t": tarea.nombre}
            else:
                falta = sin_nadie.get(paso.puesto, "")
            if falta:
                problemas.append(Problema(f"tareas[{tarea.codigo}].firmas", falta))
    return tuple(problemas)


def _vacante(puesto: Puesto, en: date) -> str:
    """Why nobody could sign for a post on that day; "" when somebody could."""
    try:
        titular_de(puesto, en=en)
    except (NoEncontrado, Conflicto) as error:
        return str(error)
    return ""


def _firman_por_ley(tarea: DefinicionTarea, definicion: Definicion) -> frozenset[str]:
    """The organs that the law already makes sign the document of a task."""
    match tipos_conocidos.circuito_de(tarea.tipo):
        case tipos_conocidos.RESUELVE:
            return frozenset({definicion.legal.organo.codigo, ORGANO_DE_FE_PUBLICA})
        case tipos_conocidos.EL_ORGANO:
            return frozenset({definicion.legal.organo.codigo})
    return frozenset()
