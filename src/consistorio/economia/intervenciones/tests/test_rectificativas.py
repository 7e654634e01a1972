"""An invoice with a negative amount lowers the obligation of the one that it corrects, what was paid of it, or is an income; never nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas import obligaciones
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import acciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import D, cerrado, interviene, motivos, obligacion, ultimo
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.otras import anotar_no_presupuestario
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.operaciones.rectificativas import rectificar
from consistorio.economia.tributacion.tipos import Rebaja
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def rebaja(rectificativa: Factura, original: Factura, reloj: RelojDePrueba) -> Factura:
    hecha = acciones.rectificar_obligacion(
        actor=escenario.empleado("teresa", reloj),
        factura_id=rectificativa.id,
        original_id=original.id,
        fecha=hoy(reloj),
        reloj=reloj,
    )
    vaciar_colas(colas=("general",))
    return hecha


def que_la_anota(rectificativa: Factura) -> Operacion:
    assert rectificativa.operacion_o_id is not None
    return Operacion.objects.get(id=rectificativa.operacion_o_id)


def estado(una: Factura) -> str:
    una.refresh_from_db()
    return una.estado


def saldos(*operaciones: Operacion) -> list[Decimal]:
    return [una.lineas.get().saldo for una in operaciones]


def _lo_que_el_banco_devuelve(una: Factura, debida: Operacion, pago: Operacion, reloj: RelojDePrueba) -> None:
    """In another year it is owed again out of the budget, until it is paid from there."""
    fernando = escenario.empleado("fernando", reloj)
    with transaction.atomic():
        lo_vuelto, hoy_ = (
            pago.lineas.get().saldo,
            Cabecera(hoy(reloj), "Devuelta por el banco", tercero_id=debida.tercero_id),
        )
        pedida = LineaPedida(lo_vuelto, codigo="PAGOS_DEVUELTOS", origen=pago.lineas.get().id)
        con: dict[str, Any] = {"ordinal": "571", "actor": fernando, "reloj": reloj}
        vuelta = anotar_no_presupuestario("INP", hoy_, [pedida], **con)
    vaciar_colas(colas=("general",))
    assert estado(una) == "contabilizada"
    with transaction.atomic():
        tras = LineaPedida(lo_vuelto, origen=vuelta.lineas.get().id)
        anotar_no_presupuestario("PNP", hoy_, [tras], **con)
    vaciar_colas(colas=("general",))
    assert estado(una) == "pagada"


def _lo_que_se_noto_antes_como_reintegro(
    una: Factura, debida: Operacion, pago: Operacion, reloj: RelojDePrueba
) -> None:
    """The money came back before the invoice that says it: that one names it, and takes no more than what is left."""
    fernando = escenario.empleado("fernando", reloj)
    vuelve = Cabecera(hoy(reloj), "Cobró de más", documento_id=una.entrega.original_id)
    parte = LineaPedida(D(300), origen=pago.lineas.get().id)
    hechas = presupuesto.reintegrar_pago(
        actor=fernando, operacion_id=pago.id, cabecera=vuelve, lineas=[parte], reloj=reloj
    )
    vaciar_colas(colas=("general",))
    assert (estado(una), saldos(pago)) == ("pagada", [D("728.50")])
    su_abono, de_mas = escena.factura(reloj, "R-8", "-100"), escena.factura(reloj, "R-9", "-200")
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(su_abono, una, reloj)
    assert "ya se devolvieron 300,00 €, sin rectificativa" in motivos(error)
    quedan = []
    for abono in (su_abono, de_mas):
        acciones.reintegrar_factura(
            actor=fernando, factura_id=abono.id, original_id=una.id, fecha=hoy(reloj), reloj=reloj
        )
        vaciar_colas(colas=("general",))
        assert estado(una) == "pagada"
        abono.refresh_from_db()
        quedan += saldos(pago)
    assert quedan == [D("728.50"), D("665.50")]
    assert obligaciones.vuelto(debida) == 0, "all that came back has its rectificativa"
    assert (que_la_anota(su_abono), que_la_anota(de_mas).importe) == (hechas[-1], D(-63))
    assert (debida.importe + sum(x.importe for x in debida.correcciones.all()), fallas()) == (D("665.50"), [])


def test_what_a_rectificativa_lowers_is_noted_where_the_original_is(reloj: RelojDePrueba) -> None:
    teresa, fernando = (escenario.empleado(quien, reloj) for quien in ("teresa", "fernando"))
    una = escena.factura(reloj, "F-1")
    compromiso = escena.compromete(una, "1500", reloj)
    abono, otro, grande = (escena.factura(reloj, f"R-{n}", base) for n, base in enumerate(("-100", "-50", "-2000")))
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(abono, una, reloj)
    assert "Sin obligación no hay nada que rebajar" in motivos(error)
    interviene(reloj, FacturaPorIntervenir(una.id, origen=compromiso.lineas.get().id))
    escena.firma(ultimo("resultado"), reloj)
    debida = obligacion(una)
    # It is not recognised as the rest are, nor said to be in an operation that does not lower anything
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, FacturaPorIntervenir(abono.id, origen=compromiso.lineas.get().id))
    assert "anote en su página qué factura rectifica" in motivos(error)
    with pytest.raises(DatosIncorrectos) as error:
        facturas.contabilizar(actor=teresa, factura_id=abono.id, operacion_id=debida.id, reloj=reloj)
    assert "Es una rectificativa" in motivos(error)
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(grande, una, reloj)
    assert "se deben 1.210,00 €" in motivos(error)
    with pytest.raises(FaseIncompatible, match="no rebaja nada"):
        rebaja(una, abono, reloj)
    # Not paid: the negative of its obligation, and the credit goes back to its commitment; the original is as it was
    hecha = rebaja(abono, una, reloj)
    negativa = que_la_anota(hecha)
    assert (str(negativa)[:2], negativa.importe, negativa.origen) == ("O/", D(-121), debida)
    assert (estado(abono), estado(una), saldos(debida, compromiso)) == ("pagada", "contabilizada", [D(1089), D(411)])
    with pytest.raises(FaseIncompatible, match="está así: Pagada"):
        rebaja(abono, una, reloj)
    pago = presupuesto.pagar(
        actor=escenario.empleado("teresa", reloj).con_permisos("presupuesto.pagar"),
        clase="PR",
        cabecera=Cabecera(hoy(reloj), "Pago de lo que queda"),
        lineas=[LineaPedida(D(1089), origen=debida.lineas.get().id)],
        ordinal="571",
        reloj=reloj,
    )
    vaciar_colas(colas=("general",))
    assert estado(una) == "pagada"
    # Paid: who was paid gives it back, and the payment, the obligation and the credit follow
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(otro, una, reloj)
    assert "por pagar quedan 0,00 €" in motivos(error)
    con_dinero = acciones.reintegrar_factura(
        actor=fernando, factura_id=otro.id, original_id=una.id, fecha=hoy(reloj), reloj=reloj
    )
    vaciar_colas(colas=("general",))
    assert [una.clase for una in Operacion.objects.filter(signo=-1).order_by("id")] == ["O", "PR", "O"]
    assert que_la_anota(con_dinero).importe == D("-60.50")
    assert (estado(una), saldos(pago, debida, compromiso)) == ("pagada", [D("1028.50"), D(0), D("471.50")])
    _lo_que_se_noto_antes_como_reintegro(una, debida, pago, reloj)
    _lo_que_el_banco_devuelve(una, debida, pago, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.cerrar_rectificativa(actor=teresa, factura_id=grande.id, original_id=una.id, motivo=" ", reloj=reloj)
    assert {problema.campo for problema in error.value.problemas} == {"motivo", "original"}
    acciones.cerrar_rectificativa(
        actor=teresa, factura_id=grande.id, original_id=None, motivo="La original no llegó nunca.", reloj=reloj
    )
    assert (estado(grande), grande.rectificacion.operacion_id) == ("anulada", None)
    assert fallas() == []


def test_the_vat_that_was_deducted_and_the_earlier_years_follow(reloj: RelojDePrueba) -> None:
    teresa = escenario.empleado("teresa", reloj)
    tributacion.abrir_sector(actor=teresa, codigo="AGUA", nombre="Agua", reloj=reloj)
    tributacion.fijar_prorrata(actor=teresa, codigo="AGUA", anio=2026, clase="general", provisional=80, reloj=reloj)
    del_agua, cara = escena.factura(reloj, "F-4", "10"), escena.factura(reloj, "F-5", "100")
    linea = escena.compromete(del_agua, "500", reloj).lineas.get()
    interviene(reloj, FacturaPorIntervenir(del_agua.id, origen=linea.id, actividad="AGUA"))
    interviene(reloj, FacturaPorIntervenir(cara.id, origen=linea.id))
    suya = obligacion(del_agua)
    assert suya.importe == D("10.42")
    rebaja(escena.factura(reloj, "R-4", "-5"), del_agua, reloj)
    fila = ApunteIva.objects.get(factura="R-4")
    assert (fila.base, fila.tipo, fila.cuota, fila.deducible) == (D(-5), D(21), D("-1.05"), D("-0.84"))
    assert (fila.operacion.importe, fila.operacion_iva and fila.operacion_iva.importe) == (D("-5.21"), D("-0.84"))
    assert (estado(del_agua), saldos(suya)) == ("contabilizada", [D("5.21")])
    de_mas = escena.factura(reloj, "R-5", "-6")
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(de_mas, del_agua, reloj)
    assert "se deben 6,05 €" in motivos(error)
    with transaction.atomic():  # only VAT that was deducted: no expense
        solo_iva = rectificar(
            *(suya, D("0.01"), [Rebaja(D(0), D(21), D("0.01"))], Cabecera(hoy(reloj), "Solo IVA", factura="R-X")),
            expedida=hoy(reloj),
            pagado=False,
            actor=teresa,
            reloj=reloj,
        )
        assert (solo_iva.clase, solo_iva.importe) == ("IVS", D("-0.01"))
        transaction.set_rollback(True)
    rebaja(escena.factura(reloj, "R-8", "-5"), del_agua, reloj)
    assert (estado(del_agua), saldos(suya)) == ("pagada", [D(0)]), "nothing more is owed of it"
    # The year after, what is left to pay is of closed years; what was paid is an income of this one
    del_saldo, del_ingreso = escena.factura(reloj, "R-6", "-10"), escena.factura(reloj, "R-7", "-20")
    reloj.avanzar(days=140)
    teresa = escenario.empleado("teresa", reloj)
    contrato.cuentas(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(del_saldo, cara, reloj)
    assert "En los ejercicios cerrados de 2027 quedan por pagar 0,00 €" in motivos(error)
    saldo = cerrado(obligacion(cara), 2027)
    hecha = rebaja(del_saldo, cara, reloj)
    saldo.refresh_from_db()
    assert (que_la_anota(hecha).clase, saldo.pendiente) == ("RO", D("108.90"))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.reintegrar_factura(
            actor=escenario.empleado("fernando", reloj),
            factura_id=del_ingreso.id,
            original_id=cara.id,
            fecha=hoy(reloj),
            reloj=reloj,
        )
    assert "es un ingreso de este" in motivos(error)

    def con_derecho(concepto: str, menos: str = "") -> Factura:
        derecho = presupuesto.reconocer(
            actor=teresa,
            clase="DR",
            cabecera=Cabecera(hoy(reloj), "Reintegro", tercero_id=suya.tercero_id),
            lineas=[LineaPedida(D("24.20"), codigo=concepto)],
            reloj=reloj,
        )
        if menos:
            lo_anulado = [LineaPedida(D(menos), origen=derecho.lineas.get().id)]
            baja = Cabecera(hoy(reloj), "No se debía tanto", tercero_id=suya.tercero_id)
            presupuesto.dar_de_baja(actor=teresa, clase="AN", cabecera=baja, lineas=lo_anulado, reloj=reloj)
        return acciones.rectificar_con_ingreso(
            actor=teresa, factura_id=del_ingreso.id, original_id=cara.id, operacion_id=derecho.id, reloj=reloj
        )

    with pytest.raises(DatosIncorrectos) as error:
        con_derecho("11300")
    assert "no es de un concepto de reintegros" in motivos(error)
    with pytest.raises(DatosIncorrectos) as error:
        con_derecho("38900", menos="4.20")
    assert "quedan 20,00 € para rectificativas" in motivos(error)
    assert con_derecho("38900").rectificacion.importe == D("24.20")
