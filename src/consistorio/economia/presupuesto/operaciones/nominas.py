"""A month of payroll: one obligation of many applications, and one payment that keeps what is withheld (TRLRHL 184; RD 500/1990 art. 67)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.eventos import NominaContabilizada
from consistorio.economia.presupuesto.models import (
    ConceptoNoPresupuestario,
    LineaOperacion,
    Nomina,
    Operacion,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.nomina import NominaLeida, huella_de
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.gasto import (
    exigir,
    gastar,
    ordenar_pago,
    pagar,
    problemas_de_tesoreria,
)
from consistorio.economia.presupuesto.operaciones.lote import exigir_presupuesto
from consistorio.economia.presupuesto.operaciones.otras import anotar_cerrados
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, Descuento, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

ORDEN: Final = "P"
CERRADO: Final = Ejercicio.Estado.CERRADO


def contabilizar(
    leida: NominaLeida, cabecera: Cabecera, *, ordinal: str, motivo: str = "", actor: Actor, reloj: Reloj
) -> Nomina:
    """Note its obligation (ADO), each application with what is due of it. `ordinal`: account of the treasury that pays it; `motivo`: why the same rows as those of
    another payroll are noted under another text.

    Writes: Nomina and as `gasto.gastar`. Emits: presupuesto.gasto, presupuesto.nomina. Raises DatosIncorrectos with every problem (it was noted before, the same rows
    with no reason, concepts, credit), Conflicto (no budget).
    """
    exigir_transaccion()
    exigir_presupuesto(cabecera.anio)
    tomar_diario(cabecera.anio)
    huella = huella_de(leida, cabecera.texto)
    problemas = [*problemas_de_tesoreria(ordinal), *problemas_de_repetida(leida, cabecera.texto, motivo)]
    if len(motivo.strip()) > LARGO_TEXTO:
        problemas.append(
            Problema("motivo", _("El motivo es demasiado largo: %(n)d letras como mucho.") % {"n": LARGO_TEXTO})
        )
    problemas += problemas_de_conceptos(leida)
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
        motivo=motivo.strip() if iguales_a(leida) else "",
    )
    hecho = NominaContabilizada(nomina.id, cabecera.anio, operacion.id, f"{nomina.bruto:.2f}", f"{nomina.neto:.2f}")
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=[nomina])
    return nomina


def problemas_de_conceptos(leida: NominaLeida) -> list[Problema]:
    """What it withholds under something that is not a concept of no budget in use that payments keep money under."""
    de_descuento = ConceptoNoPresupuestario.objects.filter(en_uso=True, de_descuento=True)
    conocidos = set(de_descuento.values_list("codigo", flat=True))
    return [
        Problema(concepto, _("%(c)s no es un concepto no presupuestario de descuento en uso.") % {"c": concepto})
        for concepto in leida.descuentos
        if concepto not in conocidos
    ]


def iguales_a(leida: NominaLeida) -> list[Nomina]:
    """The payrolls that stand with the same rows, whatever their text and the order or spacing of their file, the newest first."""
    descuentos = {concepto: f"{importe:.2f}" for concepto, importe in leida.descuentos.items()}
    suyas = sorted((fila.aplicacion, fila.bruto) for fila in leida.filas if fila.bruto)
    candidatas = Nomina.objects.filter(bruto=leida.bruto, neto=leida.neto, descuentos=descuentos, anulada=False)
    return [
        una
        for una in candidatas.select_related("operacion").order_by("-id")
        if sorted((str(li.aplicacion), li.importe) for li in una.operacion.lineas.select_related("aplicacion")) == suyas
    ]


def problemas_de_repetida(leida: NominaLeida, texto: str, motivo: str) -> list[Problema]:
    """Why a payroll that was noted before is not noted again: never under the same text; under another, with a reason."""
    if Nomina.objects.filter(huella=huella_de(leida, texto), anulada=False).exists():
        mensaje = _("Esa nómina ya está contabilizada. Si es de otro mes con iguales importes, diga en el texto cuál.")
        return [Problema("fichero", mensaje)]
    iguales = iguales_a(leida)
    if not iguales or motivo.strip():
        return []
    datos = {"n": iguales[0].texto, "o": str(iguales[0].operacion), "f": f"{iguales[0].operacion.fecha:%d/%m/%Y}"}
    mensaje = _("Tiene las mismas filas que «%(n)s» (%(o)s, del %(f)s). Si es otra, diga por qué se repite.") % datos
    return [Problema("motivo", mensaje)]


def por_pagar(nomina_id: UUID) -> Nomina:
    """One that is to be paid, locked. Raises NoEncontrado, FaseIncompatible (it is paid)."""
    exigir_transaccion()
    nomina = Nomina.objects.select_for_update(of=("self",)).select_related("operacion").filter(pk=nomina_id).first()
    if nomina is None or nomina.anulada:
        raise NoEncontrado(_("No encontramos esa nómina."))
    if nomina.pago_id is not None:
        raise FaseIncompatible(_("Esa nómina ya está pagada."))
    return nomina


def pagar_nomina(nomina: Nomina, fecha: date, *, texto: str = "", actor: Actor, reloj: Reloj) -> Nomina:
    """Pay it whole (PR; R when part of it was ordered, and then the rest is ordered too; PC when its year is closed): its net leaves the account, and what is withheld stays under
    its concepts. It is locked (`por_pagar`); `texto`: of the payment, if it is not its own. Who may pay may order too (`presupuesto.pagar`), and the control is asked of the payment: a
    PR is its order and its payment in one act.

    Writes: Nomina and as `gasto.ordenar_pago`, `gasto.pagar` or `otras.anotar_cerrados`. Emits: presupuesto.pago.ordenado, presupuesto.pago.hecho or presupuesto.cerrado,
    presupuesto.nomina. Raises DatosIncorrectos (part of it was paid, or ordered to somebody), FaseIncompatible (the control stops it).
    """
    exigir_transaccion()
    descuentos = [Descuento(concepto, Decimal(str(importe))) for concepto, importe in nomina.descuentos.items()]
    cabecera = Cabecera(fecha=fecha, texto=texto or nomina.texto, varios=True)
    como: dict[str, Any] = {"ordinal": nomina.ordinal, "descuentos": descuentos, "actor": actor, "reloj": reloj}
    suyas = list(nomina.operacion.lineas.order_by("orden"))
    if fecha.year == nomina.operacion.ejercicio_id:
        pago = _pagar_en_su_anio(nomina, suyas, cabecera, como)
    else:
        pago = anotar_cerrados("PC", cabecera, _de_cerrados(nomina, suyas, fecha.year), **como)
    nomina.pago = pago
    nomina.save(update_fields=["pago"])
    hecho = NominaContabilizada(nomina.id, pago.ejercicio_id, pago.id, f"{nomina.bruto:.2f}", f"{nomina.neto:.2f}")
    anotar(cadena(pago.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[nomina])
    return nomina


def _pagar_en_su_anio(
    nomina: Nomina, lineas: Sequence[LineaOperacion], cabecera: Cabecera, como: Mapping[str, Any]
) -> Operacion:
    """In one payment, whatever of it was ordered. Raises DatosIncorrectos (not all of it: part was paid, or was ordered to somebody and is paid by its order)."""
    tomar_diario(cabecera.anio)
    ordenes = list(_ordenes_de(lineas).select_related("operacion").order_by("operacion__fecha", "id"))
    if not ordenes:
        return pagar("PR", cabecera, [LineaPedida(una.importe, origen=una.id) for una in lineas], **como)
    sin_ordenar = [LineaPedida(una.saldo, origen=una.id) for una in lineas if una.saldo]
    if sum((una.saldo for una in ordenes), CERO) + sum((una.importe for una in sin_ordenar), CERO) != nomina.bruto:
        exigir([Problema("fecha", _("Una parte ya se pagó: pague lo que queda por sus operaciones."))])
    de_alguien = next((una.operacion for una in ordenes if una.operacion.tercero_id is not None), None)
    if de_alguien is not None:
        mensaje = _("Una parte se ordenó a nombre de un tercero (%(cual)s): pague la nómina por sus operaciones.")
        exigir([Problema("fecha", mensaje % {"cual": de_alguien})])
    if sin_ordenar:
        quien = {"actor": como["actor"], "reloj": como["reloj"]}
        ordenes += ordenar_pago(cabecera, sin_ordenar, **quien).lineas.order_by("orden")
    return pagar("R", cabecera, [LineaPedida(una.saldo, origen=una.id) for una in ordenes], **como)


def _ordenes_de(lineas: Sequence[LineaOperacion]) -> QuerySet[LineaOperacion]:
    """What was ordered of it and is not paid."""
    suyas = [una.id for una in lineas]
    return LineaOperacion.objects.filter(origen__in=suyas, operacion__clase=ORDEN, operacion__signo=1, saldo__gt=0)


def _de_cerrados(nomina: Nomina, lineas: Sequence[LineaOperacion], anio: int) -> list[LineaPedida]:
    """What came of it to a later year, also what of it was ordered and not paid. Raises DatosIncorrectos (not all of it: its year is not closed, or part was paid)."""
    saldos = SaldoCerrado.objects.filter(
        ejercicio=anio,
        clase="obligacion",
        vigente=True,
        linea_origen_id__in=[una.id for una in (*lineas, *_ordenes_de(lineas))],
    )
    suyos = list(saldos.order_by("id"))
    pedidas = [LineaPedida(uno.pendiente, cerrado=uno.id) for uno in suyos if uno.pendiente]
    if sum((una.importe for una in pedidas), CERO) != nomina.bruto:
        mensaje = _("Es una nómina de %(de)d y no está entera entre lo pendiente de ejercicios cerrados de %(en)d.")
        datos = {"de": nomina.operacion.ejercicio_id, "en": anio, "antes": anio - 1}
        que_hacer = _("Una parte ya se pagó o se dio de baja: pague lo que queda en «Ejercicios cerrados».")
        if not suyos and not Ejercicio.objects.filter(pk=anio - 1, estado=CERRADO).exists():
            que_hacer = _(
                "Traspase antes lo pendiente de %(antes)d en «Ejercicios cerrados», o páguela con fecha de entonces."
            )
        exigir([Problema("fecha", f"{mensaje} {que_hacer}" % datos)])
    return pedidas
