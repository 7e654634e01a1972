"""A month of payroll: one obligation of many applications, and one payment that keeps what is withheld (TRLRHL 184; RD 500/1990 art. 67)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.eventos import NominaContabilizada
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion, Nomina, SaldoCerrado
from consistorio.economia.presupuesto.nomina import NominaLeida, huella_de
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.gasto import exigir, gastar, pagar, problemas_de_tesoreria
from consistorio.economia.presupuesto.operaciones.otras import anotar_cerrados
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, Descuento, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar


def contabilizar(leida: NominaLeida, cabecera: Cabecera, *, ordinal: str, actor: Actor, reloj: Reloj) -> Nomina:
    """Note its obligation (ADO), each application with what is due of it. `ordinal`: account of the treasury that pays it.

    Writes: Nomina and as `gasto.gastar`. Emits: presupuesto.gasto, presupuesto.nomina. Raises DatosIncorrectos with every problem (it was noted before, concepts, credit).
    """
    exigir_transaccion()
    problemas = problemas_de_tesoreria(ordinal)
    huella = huella_de(leida, cabecera.texto)
    if Nomina.objects.filter(huella=huella, anulada=False).exists():
        mensaje = _("Esa nómina ya está contabilizada. Si es de otro mes con iguales importes, diga en el texto cuál.")
        problemas.append(Problema("fichero", mensaje))
    de_descuento = ConceptoNoPresupuestario.objects.filter(en_uso=True, de_descuento=True)
    conocidos = set(de_descuento.values_list("codigo", flat=True))
    problemas += [
        Problema(concepto, _("%(c)s no es un concepto no presupuestario de descuento en uso.") % {"c": concepto})
        for concepto in leida.descuentos
        if concepto not in conocidos
    ]
    exigir(problemas)
    lineas = [LineaPedida(fila.bruto, codigo=fila.aplicacion) for fila in leida.filas if fila.bruto]
    operacion = gastar("ADO", replace(cabecera, tercero_id=None, varios=True), lineas, actor=actor, reloj=reloj)
    nomina = Nomina.objects.create(
        ejercicio_id=cabecera.anio,
        huella=huella,
        texto=cabecera.texto.strip(),
        ordinal=ordinal,
        bruto=leida.bruto,
        neto=leida.neto,
        descuentos={concepto: f"{importe:.2f}" for concepto, importe in leida.descuentos.items()},
        operacion=operacion,
    )
    hecho = NominaContabilizada(nomina.id, cabecera.anio, operacion.id, f"{nomina.bruto:.2f}", f"{nomina.neto:.2f}")
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=[nomina])
    return nomina


def pagar_nomina(nomina_id: UUID, fecha: date, *, actor: Actor, reloj: Reloj) -> Nomina:
    """Pay it whole (PR; PC when its year is closed): its net leaves the account, and what is withheld stays under its concepts. Writes: Nomina and as `gasto.pagar` or
    `otras.anotar_cerrados`. Emits: presupuesto.pago.hecho or presupuesto.cerrado, presupuesto.nomina. Raises NoEncontrado, FaseIncompatible (it is paid)."""
    exigir_transaccion()
    nomina = Nomina.objects.select_for_update(of=("self",)).select_related("operacion").filter(pk=nomina_id).first()
    if nomina is None or nomina.anulada:
        raise NoEncontrado(_("No encontramos esa nómina."))
    if nomina.pago_id is not None:
        raise FaseIncompatible(_("Esa nómina ya está pagada."))
    descuentos = [Descuento(concepto, Decimal(str(importe))) for concepto, importe in nomina.descuentos.items()]
    cabecera = Cabecera(fecha=fecha, texto=nomina.texto, varios=True)
    como: dict[str, Any] = {"ordinal": nomina.ordinal, "descuentos": descuentos, "actor": actor, "reloj": reloj}
    suyas = list(nomina.operacion.lineas.order_by("orden"))
    if fecha.year == nomina.operacion.ejercicio_id:
        pago = pagar("PR", cabecera, [LineaPedida(una.importe, origen=una.id) for una in suyas], **como)
    else:
        pago = anotar_cerrados("PC", cabecera, _de_cerrados(nomina, suyas, fecha.year), **como)
    nomina.pago = pago
    nomina.save(update_fields=["pago"])
    hecho = NominaContabilizada(nomina.id, pago.ejercicio_id, pago.id, f"{nomina.bruto:.2f}", f"{nomina.neto:.2f}")
    anotar(cadena(pago.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[nomina])
    return nomina


def _de_cerrados(nomina: Nomina, lineas: Sequence[LineaOperacion], anio: int) -> list[LineaPedida]:
    """What came of it to a later year. Raises DatosIncorrectos (not all of it: its year is not closed, or part was paid)."""
    saldos = SaldoCerrado.objects.filter(
        ejercicio=anio, clase="obligacion", vigente=True, linea_origen_id__in=[una.id for una in lineas]
    )
    pedidas = [LineaPedida(uno.pendiente, cerrado=uno.id) for uno in saldos.order_by("id") if uno.pendiente]
    if sum((una.importe for una in pedidas), CERO) != nomina.bruto:
        mensaje = _("Es una nómina de %(de)d y no está entera entre lo pendiente de ejercicios cerrados de %(en)d.")
        datos = {"de": nomina.operacion.ejercicio_id, "en": anio}
        que_hacer = _("Cierre antes ese ejercicio, o páguela con fecha de entonces.")
        exigir([Problema("fecha", f"{mensaje % datos} {que_hacer}")])
    return pedidas
