"""An invoice with a negative amount lowers the obligation of the one that it corrects, what was paid of it, or is an income; never nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas import obligaciones
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import acciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import D, cerrado, interviene, motivos, obligacion, ultimo
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.consultas.en_pie import corregida
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.otras import anotar_no_presupuestario
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tesoreria.models import Conciliacion, ConciliacionApunte, Ordinal
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.operaciones.rectificativas import rectificar
from consistorio.economia.tributacion.tipos import Rebaja
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
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


def deshace(
    rectificativa: Factura,
    reloj: RelojDePrueba,
    quien: str = "teresa",
    motivo: str = "Era de otra factura.",
    fecha: date | None = None,
) -> None:
    reloj.avanzar(minutes=1)  # after what jobs noted meanwhile
    acciones.deshacer_rectificativa(
        actor=escenario.empleado(quien, reloj),
        factura_id=rectificativa.id,
        fecha=fecha or hoy(reloj),
        motivo=motivo,
        reloj=reloj,
    )
    vaciar_colas(colas=("general",))
    assert estado(rectificativa) == "conformada"


def que_la_anota(rectificativa: Factura) -> Operacion:
    assert rectificativa.operacion_o_id is not None
    return Operacion.objects.get(id=rectificativa.operacion_o_id)


def estado(una: Factura) -> str:
    una.refresh_from_db()
    return una.estado


def saldos(*operaciones: Operacion) -> list[Decimal]:
    return [una.lineas.get().saldo for una in operaciones]


def _leida(una: Factura) -> Factura:
    una.refresh_from_db()
    return una


def _lo_que_se_anoto_por_error(
    abono: Factura, una: Factura, debida: Operacion, compromiso: Operacion, reloj: RelojDePrueba
) -> None:
    """Who noted it or Intervención undoes it, with a reason, while the credit that came back is there; its entry is that of the original again."""
    antes = hoy(reloj)
    reloj.avanzar(days=1)
    rebaja(abono, una, reloj)
    negativa = que_la_anota(_leida(abono))
    with pytest.raises(NoPermitido, match="lo deshace quien lo anotó"):
        deshace(abono, reloj, "fernando")
    with pytest.raises(DatosIncorrectos, match="no se ha deshecho"):
        deshace(abono, reloj, motivo=" ")
    with pytest.raises(DatosIncorrectos) as error:
        deshace(abono, reloj, fecha=antes)
    assert "anterior a la de lo que se deshace" in motivos(error)
    linea = compromiso.lineas.get()
    otra = escena.factura(reloj, "F-2", "330")
    interviene(reloj, FacturaPorIntervenir(otra.id, origen=linea.id))
    with pytest.raises(DatosIncorrectos) as error:
        deshace(abono, reloj)
    assert f"Faltan 109,30 €: a la operación {compromiso} le quedan 11,70 €." in motivos(error)
    gastada = obligacion(otra)
    presupuesto.corregir_gasto(
        actor=escenario.empleado("teresa", reloj),
        operacion_id=gastada.id,
        cabecera=Cabecera(hoy(reloj), "No era de aquí"),
        lineas=[],
        reloj=reloj,
    )
    assert saldos(debida, compromiso) == [D(1089), D(411)]
    en_pie = Operacion.objects.filter(id=debida.id).exclude(corregida())
    assert not en_pie.exists()
    deshace(abono, reloj)
    assert en_pie.all().exists(), "it is whole again"
    vuelve = Operacion.objects.filter(signo=-1).latest("id")
    assert (vuelve.importe, vuelve.origen, saldos(debida, compromiso)) == (D(121), debida, [D(1210), D(290)])
    filas = [
        sorted((a.debe_id, a.haber_id, a.importe) for a in Apunte.objects.filter(asiento=suya.asiento_id))
        for suya in (negativa, vuelve)
    ]
    assert filas[1] == [(debe, haber, -importe) for debe, haber, importe in filas[0]]
    with pytest.raises(FaseIncompatible, match="no hay anotado nada"):
        deshace(abono, reloj)


def test_what_ended_of_no_known_amount_does_not_open_again(reloj: RelojDePrueba) -> None:
    una = escena.factura(reloj, "F-7")
    una.id, una.codigo, una.numero, una.orden, una.total = uuid4(), "RCF-2026-999999", 999_999, 2, None
    una.estado, una.terminada_el = Factura.Estado.ANULADA, reloj.ahora()
    una.save(force_insert=True)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        Factura.objects.filter(id=una.id).update(estado=Factura.Estado.CONFORMADA, terminada_el=None)


def _lo_que_dice_el_banco(operacion: Operacion, reloj: RelojDePrueba) -> None:
    """Somebody accepted which movement of the bank it is."""
    [apunte] = Apunte.objects.filter(asiento=operacion.asiento_id)
    iban = "ES9121000418450200051332"
    banco = Ordinal.objects.create(
        codigo="1", nombre="Banco", clase="operativa", cuenta_id="571", iban=iban, desde=hoy(reloj)
    )
    suya = Conciliacion.objects.create(
        ordinal=banco, importe=operacion.importe, hecha_el=reloj.ahora(), hecha_por=uuid4()
    )
    ConciliacionApunte.objects.create(conciliacion=suya, ordinal=banco, apunte=apunte)


def _la_del_iva_se_deshace(abono: Factura, una: Factura, suya: Operacion, reloj: RelojDePrueba) -> None:
    """Its rows of the book have others that take them back, and what had ended because nothing was owed is owed again, with nobody told that it was paid nor given back."""
    deshace(abono, reloj)
    assert (estado(una), saldos(suya), una.pagada_el) == ("contabilizada", [D("5.21")], None)
    de_ella = ApunteIva.objects.filter(factura="R-8").order_by("numero")
    assert [(a.base, a.deducible, a.anula_id is not None) for a in de_ella] == [
        (D(-5), D("-0.84"), False),
        (D(5), D("0.84"), True),
    ]
    assert [paso.clase for paso in una.pasos.order_by("id")][-2:] == ["pagada", "deshecha"]
    assert not una.avisos_al_emisor.filter(clase__in=("pagada", "impagada")).exists()
    assert (fallas(), comprobar(2026)) == ([], [])
    rebaja(abono, una, reloj)
    assert (estado(una), saldos(suya)) == ("pagada", [D(0)])


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


def _paga(debida: Operacion, importe: str, reloj: RelojDePrueba) -> Operacion:
    pago = presupuesto.pagar(
        actor=escenario.empleado("teresa", reloj).con_permisos("presupuesto.pagar"),
        clase="PR",
        cabecera=Cabecera(hoy(reloj), "Pago de lo que queda"),
        lineas=[LineaPedida(D(importe), origen=debida.lineas.get().id)],
        ordinal="571",
        reloj=reloj,
    )
    vaciar_colas(colas=("general",))
    return pago


def test_of_one_paid_in_part_what_came_back_is_not_lowered_again(reloj: RelojDePrueba) -> None:
    una, abono = escena.factura(reloj, "F-6"), escena.factura(reloj, "R-6", "-800")
    linea = escena.compromete(una, "1210", reloj).lineas.get()
    interviene(reloj, FacturaPorIntervenir(una.id, origen=linea.id))
    escena.firma(ultimo("resultado"), reloj)
    debida = obligacion(una)
    pago = _paga(debida, "400", reloj)
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(abono, una, reloj)  # 968 euros
    assert "por pagar quedan 810,00 €" in motivos(error)
    vuelve = Cabecera(hoy(reloj), "Cobró de más", documento_id=una.entrega.original_id)
    presupuesto.reintegrar_pago(
        actor=escenario.empleado("fernando", reloj),
        operacion_id=pago.id,
        cabecera=vuelve,
        lineas=[LineaPedida(D(200), origen=pago.lineas.get().id)],
        reloj=reloj,
    )
    rebaja(abono, una, reloj)
    fila = abono.como_rectificativa.get()
    assert (fila.importe, fila.de_reintegros, que_la_anota(_leida(abono)).importe) == (D(968), D(200), D(-768))
    assert (estado(una), saldos(debida, pago), obligaciones.vuelto(debida)) == ("contabilizada", [D(42), D(200)], D(0))
    deshace(abono, reloj)
    assert (saldos(debida, pago), obligaciones.vuelto(debida)) == ([D(810), D(200)], D(200))
    rebaja(abono, una, reloj)
    _paga(debida, "42", reloj)
    assert (estado(una), fallas(), comprobar(2026)) == ("pagada", [], [])


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
    # As of any invoice, its conformity is signed before
    with pytest.raises(FaseIncompatible, match="Falta firmar el documento de conformidad"):
        rebaja(escena.factura(reloj, "R-SIN-FIRMA", "-1", firma=False), una, reloj)
    # Not paid: the negative of its obligation, and the credit goes back to its commitment; the original is as it was
    _lo_que_se_anoto_por_error(abono, una, debida, compromiso, reloj)
    hecha = rebaja(abono, una, reloj)
    negativa = que_la_anota(hecha)
    assert (str(negativa)[:2], negativa.importe, negativa.origen) == ("O/", D(-121), debida)
    assert (estado(abono), estado(una), saldos(debida, compromiso)) == ("pagada", "contabilizada", [D(1089), D(411)])
    with pytest.raises(FaseIncompatible, match="está así: Pagada"):
        rebaja(abono, una, reloj)
    pago = _paga(debida, "1089", reloj)
    assert estado(una) == "pagada"
    # Paid: who was paid gives it back, and the payment, the obligation and the credit follow
    with pytest.raises(DatosIncorrectos) as error:
        rebaja(otro, una, reloj)
    assert "por pagar quedan 0,00 €" in motivos(error)
    con_dinero = acciones.reintegrar_factura(
        actor=fernando, factura_id=otro.id, original_id=una.id, fecha=hoy(reloj), reloj=reloj
    )
    vaciar_colas(colas=("general",))
    assert [str(una)[:3] for una in Operacion.objects.filter(signo=-1).order_by("id")][2:] == [
        "O 2",
        "O/ ",
        "PR/",
        "O/ ",
    ]
    assert que_la_anota(con_dinero).importe == D("-60.50")
    assert (estado(una), saldos(pago, debida, compromiso)) == ("pagada", [D("1028.50"), D(0), D("471.50")])
    # Its money had not come back: the payment stands again, until it does
    deshace(otro, reloj, "fernando")
    assert (estado(una), saldos(pago, debida, compromiso)) == ("pagada", [D(1089), D(0), D(411)])
    acciones.reintegrar_factura(actor=fernando, factura_id=otro.id, original_id=una.id, fecha=hoy(reloj), reloj=reloj)
    vaciar_colas(colas=("general",))
    assert (estado(una), saldos(pago, debida, compromiso)) == ("pagada", [D("1028.50"), D(0), D("471.50")])
    _lo_que_se_noto_antes_como_reintegro(una, debida, pago, reloj)
    _lo_que_el_banco_devuelve(una, debida, pago, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.cerrar_rectificativa(actor=teresa, factura_id=grande.id, original_id=una.id, motivo=" ", reloj=reloj)
    assert {problema.campo for problema in error.value.problemas} == {"motivo", "original"}
    acciones.cerrar_rectificativa(
        actor=teresa, factura_id=grande.id, original_id=None, motivo="La original no llegó nunca.", reloj=reloj
    )
    assert (estado(grande), grande.como_rectificativa.get().operacion_id) == ("anulada", None)
    deshace(grande, reloj)
    assert (grande.terminada_el, fallas(), comprobar(2026)) == (None, [], [])
    # What the bank says that came back is not undone
    _lo_que_dice_el_banco(Operacion.objects.filter(clase="PR", signo=-1, importe=D("-60.50")).latest("id"), reloj)
    with pytest.raises(Conflicto, match="El banco dice que ese dinero volvió"):
        deshace(otro, reloj, "fernando")


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
        [*_otras, solo_iva] = rectificar(
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
    _la_del_iva_se_deshace(Factura.objects.get(numero_factura="R-8"), del_agua, suya, reloj)
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
    deshace(del_saldo, reloj)
    saldo.refresh_from_db()
    assert saldo.pendiente == D(121)
    # What was noted in a year that is over is not undone in another one
    with pytest.raises(DatosIncorrectos) as error:
        deshace(Factura.objects.get(numero_factura="R-8"), reloj)
    assert "Se corrige en el mismo ejercicio" in motivos(error)
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
    assert con_derecho("38900").como_rectificativa.get().importe == D("24.20")
    # The right was noted apart: it stays, for another one to name
    derecho = que_la_anota(_leida(del_ingreso))
    deshace(del_ingreso, reloj)
    assert derecho.lineas.get().saldo == D("24.20")
    assert con_derecho("38900").como_rectificativa.count() == 2
