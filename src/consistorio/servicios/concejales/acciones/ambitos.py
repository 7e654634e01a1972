"""Say which part of the budget a unit manages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.concejales.eventos import AmbitoAnotado, AmbitoCerrado, cadena
from consistorio.servicios.concejales.models import AmbitoDeUnidad
from consistorio.servicios.concejales.permisos import LLEVAR

_CODIGO = re.compile(r"[0-9A-Z]{0,10}(\.[0-9A-Z]{0,10}){0,2}")
NORMA = "ROF art. 15.a"


@accion("concejales.ambito.anotado", permiso=LLEVAR, norma=NORMA)
def anotar_ambito(*, actor: Actor, unidad_id: UUID, codigo: str, norma: str, reloj: Reloj) -> AmbitoDeUnidad:
    """From today a unit manages the credits whose codes begin so (`920`, `920.22`, `.22`, `01.920.`: two parts are programme and economic, and organic goes first of three).
    `norma`: the act or the bases that say so. Whether the budget has any such code is asked at the desk.

    Who: `concejales.llevar`. Writes: AmbitoDeUnidad. Emits: concejales.ambito.anotado. Raises DatosIncorrectos with every problem.
    """
    codigo, norma = codigo.strip().upper(), norma.strip()
    unidad = Unidad.objects.select_for_update().filter(vigente(hoy(reloj)), id=unidad_id).first()
    problemas = []
    if unidad is None:
        problemas.append(Problema("unidad", _("Elija un área que exista hoy.")))
    if not codigo.strip(".") or not _CODIGO.fullmatch(codigo):
        problemas.append(Problema("codigo", _("Escriba cómo empiezan sus códigos. Por ejemplo, 920 o 920.22.")))
    if not norma or len(norma) > 200:
        problemas.append(Problema("norma", _("Diga quién lo dispuso, en 200 letras como mucho.")))
    if AmbitoDeUnidad.objects.filter(unidad=unidad, codigo=codigo, hasta=None).exists():
        problemas.append(Problema("codigo", _("Esa área ya gestiona esos códigos.")))
    if problemas or unidad is None:
        raise DatosIncorrectos(_("No se ha anotado."), problemas=problemas)
    ambito = AmbitoDeUnidad.objects.create(
        unidad=unidad, codigo=codigo, norma=norma, desde=hoy(reloj), anotado_por=actor.id
    )
    hecho = AmbitoAnotado(ambito.id, unidad.id, codigo)
    anotar(cadena(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[ambito])
    return ambito


@accion("concejales.ambito.cerrado", permiso=LLEVAR, norma=NORMA)
def cerrar_ambito(*, actor: Actor, ambito_id: UUID, reloj: Reloj) -> AmbitoDeUnidad:
    """A unit manages that part of the budget no more: until yesterday, or until today if it began today.

    Who: `concejales.llevar`. Writes: AmbitoDeUnidad. Emits: concejales.ambito.cerrado. Raises NoEncontrado, FaseIncompatible (it was closed).
    """
    ambito = AmbitoDeUnidad.objects.select_for_update().filter(id=ambito_id).first()
    if ambito is None:
        raise NoEncontrado(_("No encontramos esa parte del presupuesto."))
    if ambito.hasta is not None:
        raise FaseIncompatible(_("Ya no la gestiona desde el %(d)s.") % {"d": f"{ambito.hasta:%d/%m/%Y}"})
    ambito.hasta = max(ambito.desde, _vispera(hoy(reloj)))
    ambito.save(update_fields=["hasta"])
    hecho = AmbitoCerrado(ambito.id, ambito.hasta)
    anotar(cadena(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[ambito])
    return ambito


def _vispera(dia: date) -> date:
    return dia - timedelta(days=1)
