"""Say what a year that ended leaves with affected financing, so that the next one may incorporate it before it is closed."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.cierre.calculo import REMANENTE_AFECTADO
from consistorio.economia.cierre.eventos import RemanentesAnticipados
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.cierre.remanentes import de_credito
from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.models import RemanenteCredito, RemanenteQueFinancia
from consistorio.economia.presupuesto.operaciones.remanentes import anotar_remanentes
from consistorio.economia.proyectos.consultas import desviaciones_en
from consistorio.economia.proyectos.reglas import resumir
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("cierre.remanentes.anticipados", permiso=CERRAR, norma="TRLRHL art. 182.3; RD 500/1990 arts. 47 y 48")
def anticipar_remanentes(*, actor: Actor, anio: int, reloj: Reloj) -> list[RemanenteCredito | RemanenteQueFinancia]:
    """Write the remnants with affected financing of a year that ended and is still open, and the excess that finances them, as its lines say now: the next year may incorporate them. They
    may be reckoned again, and are at the closing. The rest of the remnants waits for it.

    Who: with `cierre.cerrar`. Writes: RemanenteCredito, RemanenteQueFinancia. Emits: cierre.remanentes.anticipados. Raises NoEncontrado, Conflicto (the year has not ended, is closed, or leaves none).
    """
    ejercicio = Ejercicio.objects.filter(anio=anio).first()
    if ejercicio is None:
        raise NoEncontrado(_("No hay contabilidad de %(anio)d.") % {"anio": anio})
    tomar_diario(anio)
    ejercicio.refresh_from_db()
    if ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(
            _("El ejercicio %(anio)d no está abierto.") % {"anio": anio},
            que_hacer=_("Si está cerrado, sus remanentes ya se saben: incorpórelos."),
        )
    if hoy(reloj).year <= anio:
        raise Conflicto(_("El ejercicio %(anio)d no ha terminado.") % {"anio": anio})
    afectados = [uno for uno in de_credito(anio) if uno.obligatorio > 0]
    if not afectados:
        raise Conflicto(
            _("En %(anio)d no queda ningún crédito con financiación afectada.") % {"anio": anio},
            que_hacer=_("Los demás remanentes se saben al cerrar el ejercicio."),
        )
    exceso = resumir([una for varias in desviaciones_en(anio).values() for una in varias]).exceso
    filas = anotar_remanentes(anio, afectados, {REMANENTE_AFECTADO: exceso}, provisional=True)
    total = sum((uno.obligatorio for uno in afectados), Decimal(0))
    hecho = RemanentesAnticipados(anio, len(afectados), f"{total:.2f}", f"{exceso:.2f}")
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=filas)
    return filas
