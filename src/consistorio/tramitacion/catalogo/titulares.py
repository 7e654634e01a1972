"""Whether somebody answers for everything that a procedure names: each area its unit with people, each decision its organ."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, titular_de, unidades_con_personal
from consistorio.tramitacion.catalogo.consultas import areas_con_unidad
from consistorio.tramitacion.catalogo.tipos import ORGANO_DEL_ACTO, Definicion


def sin_titular(definicion: Definicion, *, en: date) -> tuple[Problema, ...]:
    """What of it nobody answers for on that day, each with the place to mend it.

    A town's first load is not held to it: it brings the procedures before anybody holds a post.
    """
    return (*_areas(definicion, en), *_organo(definicion, en))


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
