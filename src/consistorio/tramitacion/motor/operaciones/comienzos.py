"""What the term to decide counts from: the entry, the agreement to begin, or the call of a subsidy (LPACAP 21.3; LGS 25.4)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.catalogo.comienzos import CONVOCATORIA
from consistorio.tramitacion.catalogo.valores_legales import Convocatoria, convocatoria_en_vigor
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.motor.operaciones.plazos import ComienzoDelPlazo, plazo_abierto, recalcular

CAUSA_CONVOCATORIA = "25.4"  # of Ley 38/2003
DE_CONVOCATORIA = (Plazo.Comienzo.CONVOCATORIA, Plazo.Comienzo.SIN_CONVOCATORIA)


def comienzo_de(expediente: Expediente, *, entrada: datetime, de_oficio: bool = False) -> ComienzoDelPlazo:
    """Where the term of a case begins, by what the law and Secretaría say of its procedure."""
    if de_oficio:
        return ComienzoDelPlazo(Plazo.Comienzo.ACUERDO, "LPACAP art. 21.3.a")
    definicion = expediente.version.tipada
    if definicion.legal.comienzo.momento != CONVOCATORIA:
        return ComienzoDelPlazo(Plazo.Comienzo.ENTRADA, "LPACAP art. 21.3.b")
    hallada = convocatoria_en_vigor(definicion.codigo, en=en_madrid(entrada).date())
    if hallada is None:
        return ComienzoDelPlazo(Plazo.Comienzo.SIN_CONVOCATORIA, "LPACAP art. 21.3.b")
    return ComienzoDelPlazo(Plazo.Comienzo.CONVOCATORIA, hallada.norma, hallada.desde, _en_palabras(hallada))


def _en_palabras(una: Convocatoria) -> str:
    """Which one, where and when it was published, and the day to which it defers its effects, if it does."""
    cual = _("%(n)s (%(b)s, %(d)s)") % {"n": una.nombre, "b": una.boletin, "d": f"{una.publicada:%d/%m/%Y}"}
    if una.desde == una.publicada:
        return cual
    return _("%(c)s, con efectos desde el %(e)s") % {"c": cual, "e": f"{una.desde:%d/%m/%Y}"}


def contar_desde_la_convocatoria(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> bool:
    """Secretaría wrote down the call, or corrected it: the term that may still move counts from it. Whether it changed.

    Writes: Plazo, Vencimiento. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    plazo = plazo_abierto(expediente)
    if plazo is None or plazo.comienzo not in DE_CONVOCATORIA:
        return False
    suyo = comienzo_de(expediente, entrada=plazo.inicio)
    antes = (plazo.comienzo, plazo.convocatoria_el, plazo.convocatoria)
    if antes == (suyo.comienzo, suyo.convocatoria_el, suyo.convocatoria):
        return False
    plazo.comienzo, plazo.comienzo_norma = suyo.comienzo, suyo.norma
    plazo.convocatoria_el, plazo.convocatoria = suyo.convocatoria_el, suyo.convocatoria
    plazo.save(update_fields=["comienzo", "comienzo_norma", "convocatoria_el", "convocatoria"])
    recalcular(plazo, expediente, causa=CAUSA_CONVOCATORIA, actor=actor, reloj=reloj)
    return True
