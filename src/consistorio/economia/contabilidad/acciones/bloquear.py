"""The two lock dates of a year: forward as the work goes on; back, only for a reason and by who may."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import ejercicio_abierto
from consistorio.economia.contabilidad.eventos import FechasBloqueadas, FechasReabiertas, cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Bloqueo, Ejercicio
from consistorio.economia.contabilidad.permisos import BLOQUEAR, REABRIR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 202, 204 y 205; Orden HAP/1781/2013"
LARGO_MOTIVO = 600


@accion("contabilidad.fechas.bloqueadas", permiso=BLOQUEAR, norma=NORMA)
def bloquear(
    *,
    actor: Actor,
    anio: int,
    reloj: Reloj,
    presupuesto_hasta: date | None = None,
    tesoreria_hasta: date | None = None,
) -> Ejercicio:
    """Have nothing more dated on or before a day, in the budget, in the treasury or in both. One that is not said stays.

    Who: with `contabilidad.bloquear`. Writes: Ejercicio, Bloqueo. Emits: contabilidad.fechas.bloqueadas. Raises DatosIncorrectos (a date of
    another year, none, or one that goes back), Conflicto, NoEncontrado.
    """
    ejercicio = ejercicio_abierto(anio)
    nuevas = (presupuesto_hasta or ejercicio.presupuesto_hasta, tesoreria_hasta or ejercicio.tesoreria_hasta)
    problemas = _de_otro_anio(anio, *nuevas)
    for campo, nueva, anterior in (
        ("presupuesto_hasta", presupuesto_hasta, ejercicio.presupuesto_hasta),
        ("tesoreria_hasta", tesoreria_hasta, ejercicio.tesoreria_hasta),
    ):
        if nueva is not None and anterior is not None and nueva < anterior:
            mensaje = _("Está bloqueado hasta el %(dia)s: para volver atrás hay que reabrir, con su motivo.")
            problemas.append(Problema(campo, mensaje % {"dia": f"{anterior:%d/%m/%Y}"}))
    if presupuesto_hasta is None and tesoreria_hasta is None:
        problemas.append(Problema("", _("Escriba hasta qué día se bloquea, al menos uno de los dos.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha bloqueado nada."), problemas=problemas)
    bloqueo = _cambiar(ejercicio, *nuevas, reabre=False, motivo="", actor=actor, reloj=reloj)
    hecho = FechasBloqueadas(anio, bloqueo.id, *nuevas)
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[bloqueo])
    return ejercicio


@accion("contabilidad.fechas.reabiertas", permiso=REABRIR, norma=NORMA)
def reabrir_fechas(
    *,
    actor: Actor,
    anio: int,
    motivo: str,
    reloj: Reloj,
    presupuesto_hasta: date | None = None,
    tesoreria_hasta: date | None = None,
) -> Ejercicio:
    """Put both lock dates back where they are said, or take one away (None), for a reason that is kept.

    Who: with `contabilidad.reabrir`. Writes: Ejercicio, Bloqueo. Emits: contabilidad.fechas.reabiertas. Raises DatosIncorrectos (no reason, a date of
    another year), Conflicto (the year is closed), NoEncontrado.
    """
    ejercicio = ejercicio_abierto(anio)
    problemas = _de_otro_anio(anio, presupuesto_hasta, tesoreria_hasta)
    if not motivo.strip() or len(motivo) > LARGO_MOTIVO:
        problemas.append(Problema("motivo", _("Escriba por qué, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}))
    if problemas:
        raise DatosIncorrectos(_("Las fechas siguen bloqueadas."), problemas=problemas)
    bloqueo = _cambiar(
        ejercicio,
        presupuesto_hasta,
        tesoreria_hasta,
        reabre=True,
        motivo=motivo.strip(),
        actor=actor,
        reloj=reloj,
    )
    hecho = FechasReabiertas(anio, bloqueo.id, presupuesto_hasta, tesoreria_hasta)
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[bloqueo])
    return ejercicio


def _cambiar(
    ejercicio: Ejercicio,
    presupuesto: date | None,
    tesoreria: date | None,
    *,
    reabre: bool,
    motivo: str,
    actor: Actor,
    reloj: Reloj,
) -> Bloqueo:
    ejercicio.presupuesto_hasta, ejercicio.tesoreria_hasta = presupuesto, tesoreria
    ejercicio.save(update_fields=["presupuesto_hasta", "tesoreria_hasta"])
    return Bloqueo.objects.create(
        ejercicio=ejercicio,
        presupuesto_hasta=presupuesto,
        tesoreria_hasta=tesoreria,
        reabre=reabre,
        motivo=motivo,
        autor_id=actor.id,
        anotado_el=reloj.ahora(),
    )


def _de_otro_anio(anio: int, *dias: date | None) -> list[Problema]:
    mensaje = _("El %(dia)s no es del ejercicio %(anio)d.")
    return [
        Problema("", mensaje % {"dia": f"{dia:%d/%m/%Y}", "anio": anio})
        for dia in dias
        if dia is not None and dia.year != anio
    ]
