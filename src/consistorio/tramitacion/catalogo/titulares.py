"""Whether somebody answers for everything that a procedure names: each area its unit with people, each decision its organ, each signature
its post."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Conflicto, NoEncontrado, Problema
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, titular_de, unidades_con_personal
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.tramitacion.catalogo import tipos_conocidos
from consistorio.tramitacion.catalogo.consultas import areas_con_unidad
from consistorio.tramitacion.catalogo.tipos import ORGANO_DEL_ACTO, Definicion, DefinicionTarea

ORGANO_DE_FE_PUBLICA = "secretaria"


def sin_titular(definicion: Definicion, *, en: date) -> tuple[Problema, ...]:
    """What of it nobody answers for on that day, each with the place to mend it.

    A town's first load is not held to it: it brings the procedures before anybody holds a post.
    """
    return (*_areas(definicion, en), *_organo(definicion, en), *_firmas(definicion, en))


def _areas(definicion: Definicion, en: date) -> tuple[Problema, ...]:
    unidades = {area.codigo: unidad for area, unidad in areas_con_unidad(en=en)}
    con_gente = unidades_con_personal(en=en)
    nombradas = {"area": definicion.area} | {f"tareas[{t.codigo}].area": t.area for t in definicion.tareas if t.area}
    problemas = []
    for lugar, area in nombradas.items():
        unidad = unidades.get(area)
        if unidad is None:
            mensaje = _("ninguna unidad responde del área «%(a)s»: quien administra la organización se la asigna.")
            problemas.append(Problema(lugar, mensaje % {"a": area}))
        elif unidad.id not in con_gente:
            mensaje = _("en %(u)s no trabaja nadie hoy: nadie haría esta tarea.")
            problemas.append(Problema(lugar, mensaje % {"u": unidad.nombre}))
    return tuple(problemas)


def _organo(definicion: Definicion, en: date) -> tuple[Problema, ...]:
    codigo = definicion.legal.organo.codigo
    if codigo in ("", ORGANO_DEL_ACTO):
        return ()
    try:
        titular_de(puesto_de_organo(codigo), en=en)
    except NoEncontrado as error:
        return (Problema("legal.organo", str(error)),)
    return ()


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
