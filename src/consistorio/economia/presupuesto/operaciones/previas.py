"""Operations that an area prepares: their credit is held at once, and Intervención makes them definitive or gives them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto import clases, reglas
from consistorio.economia.presupuesto.eventos import PreviaPreparada, PreviaResuelta
from consistorio.economia.presupuesto.models import LineaOperacion, LineaPrevia, Operacion, OperacionPrevia
from consistorio.economia.presupuesto.operaciones.correccion import corregir
from consistorio.economia.presupuesto.operaciones.escritura import cadena, numerar, problemas_de_origen
from consistorio.economia.presupuesto.operaciones.gasto import exigir, gastar, retener
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

LIBRO: Final = "previas"
CLASES: Final = ("RC", "A", "AD", "ADO", "D", "DO", "O")
LARGO_MOTIVO: Final = 600
Estado = OperacionPrevia.Estado


def preparar(
    clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj
) -> OperacionPrevia:
    """Write one, whole. What is of an application holds its credit with an RC at once; what follows an earlier operation is held against what is left of it, less what other
    previas ask.

    Writes: OperacionPrevia, LineaPrevia and as `gasto.retener`. Emits: presupuesto.retenido, presupuesto.previa. Raises DatosIncorrectos with every problem: it does not
    fit, and how much is missing.
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera)
    if clase not in CLASES:
        problemas.append(Problema("clase", _("Se preparan: %(c)s.") % {"c": ", ".join(CLASES)}))
        exigir(problemas)
    sigue = clases.es_de_fases(clase) and clases.exige_origen(clase)
    problemas += reglas.problemas_de_lineas(lineas, exige_origen=sigue)
    if any(linea.origen is not None for linea in lineas) != sigue:
        problemas.append(Problema("lineas", _("O todas las líneas siguen a otra operación, o ninguna.")))
    if "D" in clase and not sigue and cabecera.tercero_id is None and not cabecera.varios:
        problemas.append(Problema("tercero", _("Diga con quién es el compromiso, o que son varios terceros.")))
    exigir(problemas)
    retencion = None
    if sigue:
        exigir(_de_lo_que_sigue(clase, cabecera, lineas))
    else:
        de_retener = replace(cabecera, tercero_id=None, varios=False)
        retencion = retener("RC", de_retener, lineas, actor=actor, reloj=reloj)
    previa = OperacionPrevia(
        id=uuid7(),
        ejercicio_id=cabecera.anio,
        numero=numerar(cabecera.anio, LIBRO),
        clase=clase,
        fecha=cabecera.fecha,
        texto=cabecera.texto.strip(),
        tercero_id=cabecera.tercero_id,
        varios=cabecera.varios,
        expediente_id=cabecera.expediente_id,
        documento_id=cabecera.documento_id,
        retencion=retencion,
        preparada_el=reloj.ahora(),
        preparada_por=actor.id,
    )
    previa.save(force_insert=True)
    filas = LineaPrevia.objects.bulk_create(
        [
            LineaPrevia(
                previa=previa,
                orden=n,
                codigo=linea.codigo if linea.origen is None else "",
                origen_id=linea.origen,
                importe=reglas.en_centimos(linea.importe),
            )
            for n, linea in enumerate(lineas)
        ]
    )
    total = sum((linea.importe for linea in filas), CERO)
    hecho = PreviaPreparada(previa.id, cabecera.anio, previa.numero, clase, f"{total:.2f}", cabecera.expediente_id)
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=[previa, *filas])
    return previa


def aceptar(previa_id: UUID, *, actor: Actor, reloj: Reloj) -> OperacionPrevia:
    """It becomes definitive, of the day on which it is accepted, over the credit that it held. Writes: OperacionPrevia and as `gasto.gastar`. Emits: presupuesto.gasto, presupuesto.previa.resuelta. Raises
    NoEncontrado, FaseIncompatible (it is resolved), NoPermitido (who prepared it), DatosIncorrectos (what it follows does not bear it any more)."""
    exigir_transaccion()
    previa = _bloqueada(previa_id)
    if previa.preparada_por == actor.id:
        raise NoPermitido(_("Una operación previa la acepta alguien distinto de quien la preparó."))
    if previa.clase == "RC" and previa.retencion is not None:
        return _resolver(previa, Estado.ACEPTADA, operacion=previa.retencion, actor=actor, reloj=reloj)
    cabecera = Cabecera(
        fecha=_dia(previa, reloj),
        texto=previa.texto,
        tercero_id=previa.tercero_id,
        varios=previa.varios,
        expediente_id=previa.expediente_id,
        documento_id=previa.documento_id,
    )
    if previa.retencion is not None:
        lineas = [LineaPedida(uno.importe, origen=uno.id) for uno in previa.retencion.lineas.order_by("orden")]
    else:
        lineas = [LineaPedida(uno.importe, origen=uno.origen_id) for uno in previa.lineas.order_by("orden")]
    hecha = gastar(previa.clase, cabecera, lineas, de_previa=True, actor=actor, reloj=reloj)
    return _resolver(previa, Estado.ACEPTADA, operacion=hecha, actor=actor, reloj=reloj)


def devolver(previa_id: UUID, motivo: str, *, actor: Actor, reloj: Reloj) -> OperacionPrevia:
    """Give it back to its area, with the reason; the credit that it held is free. Writes: OperacionPrevia and as `correccion.corregir`. Emits: presupuesto.corregido,
    presupuesto.previa.resuelta. Raises NoEncontrado, FaseIncompatible, DatosIncorrectos (no reason)."""
    exigir_transaccion()
    if not motivo.strip() or len(motivo) > LARGO_MOTIVO:
        mensaje = _("Diga por qué se devuelve, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        exigir([Problema("motivo", mensaje)])
    previa = _bloqueada(previa_id)
    _resolver(previa, Estado.DEVUELTA, motivo=motivo.strip(), actor=actor, reloj=reloj)
    return _liberar(previa, actor=actor, reloj=reloj)


def retirar(previa_id: UUID, *, actor: Actor, reloj: Reloj) -> OperacionPrevia:
    """Who prepared it takes it back; the credit is free. Writes, emits and raises as `devolver`; NoPermitido (somebody else prepared it)."""
    exigir_transaccion()
    previa = _bloqueada(previa_id)
    if previa.preparada_por != actor.id:
        raise NoPermitido(_("Una operación previa la retira quien la preparó."))
    _resolver(previa, Estado.RETIRADA, actor=actor, reloj=reloj)
    return _liberar(previa, actor=actor, reloj=reloj)


def _liberar(previa: OperacionPrevia, *, actor: Actor, reloj: Reloj) -> OperacionPrevia:
    if previa.retencion is not None:
        cabecera = Cabecera(fecha=_dia(previa, reloj), texto=previa.texto)
        corregir(previa.retencion.id, cabecera, (), actor=actor, reloj=reloj)
    return previa


def _dia(previa: OperacionPrevia, reloj: Reloj) -> date:
    """That on which it is resolved; the last of its year, once it is over and is open yet."""
    return min(max(previa.fecha, hoy(reloj)), date(previa.ejercicio_id, 12, 31))


def _resolver(
    previa: OperacionPrevia,
    estado: str,
    *,
    operacion: Operacion | None = None,
    motivo: str = "",
    actor: Actor,
    reloj: Reloj,
) -> OperacionPrevia:
    previa.estado, previa.operacion, previa.motivo = estado, operacion, motivo
    previa.resuelta_el, previa.resuelta_por = reloj.ahora(), actor.id
    previa.save(update_fields=["estado", "operacion", "motivo", "resuelta_el", "resuelta_por"])
    hecho = PreviaResuelta(previa.id, previa.ejercicio_id, estado, operacion.id if operacion is not None else None)
    anotar(cadena(previa.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[previa])
    return previa


def _bloqueada(previa_id: UUID) -> OperacionPrevia:
    previas = OperacionPrevia.objects.select_for_update(of=("self",)).select_related("retencion")
    previa = previas.filter(pk=previa_id).first()
    if previa is None:
        raise NoEncontrado(_("No encontramos esa operación previa."))
    if previa.estado != Estado.PENDIENTE:
        raise FaseIncompatible(_("Esa operación previa ya está así: %(e)s.") % {"e": previa.get_estado_display()})
    return previa


def _de_lo_que_sigue(clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida]) -> list[Problema]:
    tomar_diario(cabecera.anio)
    ids = [linea.origen for linea in lineas if linea.origen is not None]
    filas = LineaOperacion.objects.select_for_update(of=("self",)).select_related("operacion")
    origenes = {linea.id: linea for linea in filas.filter(id__in=ids).order_by("id")}
    pedido = dict(
        LineaPrevia.objects.filter(origen__in=ids, previa__estado=Estado.PENDIENTE)
        .values_list("origen")
        .annotate(suma=Sum("importe"))
    )
    problemas = problemas_de_origen(clase, [origenes.get(uno) for uno in ids], cabecera)
    for n, linea in enumerate(lineas):
        origen = origenes.get(linea.origen) if linea.origen is not None else None
        if origen is None:
            problemas.append(Problema(f"lineas.{n}", _("No encontramos la operación de la que sigue.")))
            continue
        queda = origen.saldo - pedido.get(origen.id, CERO)
        if linea.importe > queda:
            donde = _("a la operación %(cual)s le quedan %(hay)s.") % {"cual": origen.operacion, "hay": Importe(queda)}
            problemas.append(Problema(f"lineas.{n}", reglas.faltan(linea.importe - queda, donde)))
    return problemas
