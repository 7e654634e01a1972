"""The treasury at the desk: from what is owed to the money that left, and what the bank says of it."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_tesoreria import (
    INTERVENTORA,
    TESORERO,
    TRAMITA,
    T,
    enviar,
    llano,
    pagina,
    reloj,
    villa_sembrada,
)
from consistorio.canales.escritorio.vistas.economia import marcas, por_pagar
from consistorio.documental.firma.eventos import CircuitoCompletado
from consistorio.documental.firma.models import Circuito
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.tesoreria.models import (
    Arqueo,
    Conciliacion,
    LineaDePago,
    MovimientoBancario,
    Ordinal,
    PlanDeFondos,
    RelacionDePagos,
)
from consistorio.economia.tesoreria.tests.escenario import BANCO, OTRO_BANCO, ordenado, persona
from consistorio.economia.tesoreria.tests.muestras import Movimiento, norma43
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.tests import manos
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["reloj", "villa_sembrada"]
pytestmark = pytest.mark.django_db


def firmado(documento_id: UUID | None, reloj: RelojDePrueba) -> None:
    """What the room of signatures leaves and says when the three have signed."""
    assert documento_id is not None
    circuito = Circuito.objects.get(documento_id=documento_id, estado="pendiente")
    Circuito.objects.filter(id=circuito.id).update(estado="completado", terminado_el=reloj.ahora())
    hecho = CircuitoCompletado(circuito.id, circuito.documento_id, circuito.referencia)
    with transaction.atomic():
        anotar(f"documento:{documento_id}", hecho, actor=Actor.sistema("pruebas"), reloj=reloj)
    manos.correr()
    reloj.avanzar(minutes=5)  # jobs live in the town's time, which runs


def el(dia: int) -> date:
    """A day of September of 2026."""
    return date(2026, 9, dia)


def extracto(hasta: date, inicial: str, movimientos: list[Movimiento], iban: str = BANCO) -> SimpleUploadedFile:
    desde = min((m[0] for m in movimientos), default=hasta)
    return SimpleUploadedFile("extracto.txt", norma43(iban, desde, hasta, inicial, movimientos).encode("latin-1"))


def test_a_payment_goes_from_what_is_owed_to_what_the_bank_did(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert mesa(TRAMITA).get(T).status_code == 403
    tesorero = mesa(TESORERO)
    assert "90.000,00" in llano(pagina(tesorero, T))
    assert "No hay ninguna así" in pagina(tesorero, f"{T}relaciones/?estado=pagada")
    assert "Todavía no hay ninguna" in pagina(tesorero, f"{T}relaciones/")
    luz = ordenado("920.22100", "1210.05", persona(0))
    obra = ordenado("1532.61900", "10000", persona(1), dia=date(2026, 8, 10))
    antes = ordenado("920.22000", "20", persona(2), dia=date(2026, 7, 1))
    ordenado("920.22000", "30", None, varios=True)
    lista = llano(pagina(tesorero, f"{T}pagos/"))
    assert "Pendiente 14.260,05 €" in lista
    assert "Se puede pagar 11.230,05 €" in lista
    assert "se paga con su propia lista" in lista
    assert lista.index("Obligación de 2025") < lista.index(f"P-2026-{antes.numero:06d}")
    suya = llano(enviar(tesorero, f"{T}pagos/", {"que": "todo", "texto": "nadie así"}, 200))
    assert "Ningún pago pendiente es así" in suya
    suya = enviar(tesorero, f"{T}pagos/", {"que": "todo", "texto": "arlanz", "pago": [obra.id]}, 200)
    assert "Hay 1 pago marcado que no se ve en esta página" in llano(suya)
    assert "Marcado 11.210,05 €" in llano(suya)
    _lo_marcado_pasa_de_pagina(tesorero, {luz.id, obra.id, antes.id})
    assert "Marque los pagos" in enviar(tesorero, f"{T}pagos/relacion/", {"que": "elegir"}, 422)

    elegidos = {"pago": [luz.id, obra.id]}
    preparar = enviar(tesorero, f"{T}pagos/relacion/", {"que": "elegir", **elegidos}, 200)
    assert "Se adelanta a 1 pago que va antes, de 20,00 €" in llano(preparar)
    campos: dict[str, object] = {**elegidos, "que": "preparar", "ordinal": "1", "fecha": "3/9/2026", "filas": "3"}
    campos |= {
        "descuento-0-pago": f"P-2026-{luz.numero:06d}",
        "descuento-0-concepto": "IRPF",
        "descuento-0-importe": "150",
    }
    campos |= {"descuento-1-pago": "P-1", "descuento-1-concepto": "SS", "descuento-1-importe": "10"}
    mal = llano(enviar(tesorero, f"{T}pagos/relacion/", campos, 422))
    assert "«P-1» no está" in mal
    campos["descuento-1-pago"] = f"P-2026-{luz.numero:06d}"
    mal = llano(enviar(tesorero, f"{T}pagos/relacion/", campos, 422))
    assert "Deja sin pagar 1 pago que va antes" in mal
    assert "Sale del banco 11.050,05" in mal
    campos["motivo_orden"] = "Vencen antes los plazos de la obra"
    suya = enviar(tesorero, f"{T}pagos/relacion/", campos)
    una = RelacionDePagos.objects.get()
    assert suya.endswith(f"/relaciones/{una.id}/")
    assert una.liquido == Decimal("11050.05")
    assert [(d["concepto"], d["importe"]) for d in una.lineas.order_by("orden")[0].descuentos] == [
        ("IRPF", "150.00"),
        ("SS", "10.00"),
    ]
    _se_firma_y_se_manda(mesa, una, reloj)
    _lo_que_dice_el_banco(tesorero, una, reloj)


def _lo_marcado_pasa_de_pagina(tesorero: Client, pagables: set[UUID]) -> None:
    """What is ticked stays ticked over the pages, and so does «all that match»."""
    with pytest.MonkeyPatch.context() as pequena:
        pequena.setattr(marcas, "A_LA_VISTA", 2)
        primera = enviar(tesorero, f"{T}pagos/", {"que": "todo", "se_puede": "1"}, 200)
        assert "Del 1 al 2 de 3" in llano(primera)
        [tambien] = re.findall(r'name="tambien" value="([^"]*)"', primera)
        suyos = re.findall(r'name="pago" value="([^"]+)"[^>]*checked', primera)
        segunda = enviar(tesorero, f"{T}pagos/", {"ir": "2", "se_puede": "1", "pago": suyos, "tambien": tambien}, 200)
        [tambien] = re.findall(r'name="tambien" value="([^"]*)"', segunda)
        suyos = re.findall(r'name="pago" value="([^"]+)"[^>]*checked', segunda)
        assert {UUID(uno) for uno in (*suyos, *tambien.split(","))} == pagables
        assert "Siguientes" not in segunda
        pequena.setattr(por_pagar, "retenido_en", None)  # none of them has an invoice that withholds: none is asked
        todos = enviar(tesorero, f"{T}pagos/relacion/", {"que": "elegir", "pago": suyos, "tambien": tambien}, 200)
        assert "11.230,05" in todos


def _se_firma_y_se_manda(mesa: Mesa, una: RelacionDePagos, reloj: RelojDePrueba) -> None:
    """Three signatures, its file and its sending, each in its moment and by who may."""
    tesorero, suya = mesa(TESORERO), f"{T}relaciones/{una.id}/"
    vista = llano(pagina(tesorero, suya))
    assert "IRPF 150,00" in vista
    assert "Vencen antes los plazos" in vista
    assert tesorero.get(f"{suya}transferencias/").status_code == 409
    assert tesorero.get(f"{suya}documento/").status_code == 404
    enviar(tesorero, f"{suya}transferencias/hacer/", {})
    assert "se hace cuando la relación tiene las tres firmas" in pagina(tesorero, suya)
    enviar(tesorero, f"{suya}firma/", {})
    assert llano(pagina(tesorero, suya)).count("Pendiente") >= 3
    una.refresh_from_db()
    firmado(una.documento_id, reloj)
    assert tesorero.get(f"{suya}documento/").headers["Content-Type"] == "application/pdf"
    assert mesa(INTERVENTORA).post(f"{suya}transferencias/hacer/").status_code == 403
    assert "Hacer el fichero" not in pagina(mesa(INTERVENTORA), suya)
    tesorero = mesa(TESORERO)
    enviar(tesorero, f"{suya}transferencias/hacer/", {})
    fichero = tesorero.get(f"{suya}transferencias/")
    assert b'<InstdAmt Ccy="EUR">1050.05</InstdAmt>' in fichero.content
    assert fichero.headers["Content-Disposition"] == f'attachment; filename="{una.mensaje}.xml"'
    assert Acceso.objects.filter(que="fichero_de_pagos", objeto_id=str(una.id)).count() == 2
    enviar(tesorero, f"{suya}enviada/", {})
    _se_pide_que_se_retire(mesa, una, suya)


def _se_pide_que_se_retire(mesa: Mesa, una: RelacionDePagos, suya: str) -> None:
    """Once it is sent, one asks with what the bank said and another one confirms; here it does not come to that."""
    antes, tesorero, pedir = transaction.savepoint(), mesa(TESORERO), f"{suya}retirar/pedir/"
    vista = pagina(tesorero, suya)
    assert ("Retirarla" in vista, "Pedir que se retire" in vista) == (False, True)
    assert "puede que se haya enviado" in enviar(tesorero, f"{suya}retirar/", {"motivo": "El banco no lo admite"}, 422)
    mal = enviar(tesorero, pedir, {"motivo": "El banco no lo admite", "documento": ""}, 422)
    assert "Su fichero se envió al banco" in mal
    assert enviar(tesorero, pedir, {"motivo": "El banco no lo admite", "documento": "NADA"}, 422)
    una.refresh_from_db()
    assert una.documento is not None
    enviar(tesorero, pedir, {"motivo": "El banco no lo admite", "documento": una.documento.csv})
    assert "Tiene que confirmarlo otra persona" in pagina(tesorero, suya)
    assert tesorero.post(f"{suya}retirar/confirmar/").status_code == 403
    interventora = mesa(INTERVENTORA)
    assert "Confirmar que se retire" in pagina(interventora, suya)
    enviar(interventora, f"{suya}retirar/confirmar/", {})
    una.refresh_from_db()
    assert una.estado == "retirada"
    assert "Se retiró" in pagina(interventora, suya)
    transaction.savepoint_rollback(antes)
    una.refresh_from_db()
    mesa(TESORERO)  # who is at the desk again


def _lo_que_dice_el_banco(tesorero: Client, una: RelacionDePagos, reloj: RelojDePrueba) -> None:
    """The bank pays the list, sends one of its transfers back, and brings money that nobody knows."""
    reloj.avanzar(days=(el(30) - hoy(reloj)).days)
    cuenta = f"{T}cuentas/1/"
    primero, segundo = una.lineas.order_by("orden")
    movimientos: list[Movimiento] = [
        (el(3), "-1050.05", primero.referencia[-16:], f"TRANSF {primero.referencia}"),
        (el(4), "-10000.00", "", "TRANSFERENCIA"),
        (el(7), "10000.00", "", "DEVOLUCION CUENTA CANCELADA"),
        (el(9), "33.33", "", "INGRESO SIN IDENTIFICAR"),
    ]
    mal = enviar(tesorero, f"{T}extractos/", {"fichero": SimpleUploadedFile("a.txt", b"nada")}, 422)
    assert "extracto" in llano(mal)
    assert enviar(tesorero, f"{T}extractos/", {}, 422)
    for nuevos in (4, 0):
        suyo = enviar(tesorero, f"{T}extractos/", {"fichero": extracto(el(30), "90000", movimientos)})
        assert suyo.endswith("/cuentas/1/conciliar/")
        assert MovimientoBancario.objects.count() == 5, nuevos  # with the balance before
        dice = "trae 4 movimientos" if nuevos else "no trae ningún movimiento que no estuviera ya cargado"
        tablero = pagina(tesorero, suyo)
        assert dice in tablero
    marcadas = re.findall(r'name="pareja" value="([^"]+)"[^>]* checked', tablero)
    assert len(marcadas) == 3  # the balance before with the opening, and both payments
    assert "El saldo anterior y la apertura" in tablero
    todos = list(MovimientoBancario.objects.values_list("id", flat=True))
    a_mano = {"que": "a_mano", "banco": todos, "nuestro": [marcadas[0].partition("|")[2]]}
    assert "tienen que ser iguales" in enviar(tesorero, suyo, a_mano, 422)
    assert "El banco da su referencia" in tablero
    assert "INGRESO SIN IDENTIFICAR" in tablero.partition("Sin pareja")[2]
    assert "al menos una pareja" in enviar(tesorero, suyo, {"que": "parejas"}, 422)
    enviar(tesorero, suyo, {"que": "parejas", "pareja": marcadas})
    una.refresh_from_db()
    assert una.estado == "pagada"
    assert Operacion.objects.filter(clase="R").count() == 2
    _lo_que_no_es_de_nadie(tesorero, segundo)
    movidos = llano(pagina(tesorero, cuenta))
    assert "Dice el banco, con extractos hasta el 30 de septiembre de 2026 88.983,28 €" in movidos
    assert "Por conciliar" not in movidos
    hoja = load_workbook(io.BytesIO(tesorero.get(f"{cuenta}fichero/xlsx/").content)).active
    assert hoja is not None
    assert [fila[2] for fila in hoja.iter_rows(min_row=2, values_only=True)] == [33.33, 10000, -10000, -1050.05, 90000]
    _el_arqueo(tesorero, reloj)


def _lo_que_no_es_de_nadie(tesorero: Client, segundo: LineaDePago) -> None:
    """A transfer sent back, and money that nobody knows: noted, undone and paired again by hand."""
    cuenta = f"{T}cuentas/1/"
    suya, suyo = f"{T}relaciones/{segundo.relacion_id}/", f"{cuenta}conciliar/"
    devuelta, desconocido = MovimientoBancario.objects.filter(importe__gt=0, clase="movimiento").order_by("fecha")
    assert tesorero.get(f"{T}movimientos/{desconocido.id}/devuelta/").status_code == 409
    enviar(tesorero, f"{T}movimientos/{devuelta.id}/devuelta/", {"linea": segundo.id})
    segundo.refresh_from_db()
    assert (segundo.estado, segundo.vuelta is not None) == ("devuelta", True)
    assert "Devuelta por el banco" in pagina(tesorero, suya)
    assert "10.000,00" in llano(pagina(tesorero, f"{T}pagos/"))
    sin = f"{T}movimientos/{desconocido.id}/sin-aplicar/"
    assert "COBROS_DESCONOCIDOS" in pagina(tesorero, sin)
    enviar(tesorero, sin, {"concepto": "COBROS_DESCONOCIDOS", "texto": "Ingreso sin identificar"})
    assert "No queda nada por conciliar" in pagina(tesorero, suyo)
    hecho = Conciliacion.objects.get(importe=Decimal("33.33"))
    assert "INGRESO SIN IDENTIFICAR" in pagina(tesorero, f"{cuenta}conciliado/")
    deshacer = f"{T}conciliaciones/{hecho.id}/deshacer/"
    enviar(tesorero, deshacer, {"motivo": "corto"}, 422)
    enviar(tesorero, deshacer, {"motivo": "Era de otro ingreso del banco"})
    enviar(tesorero, deshacer, {"motivo": "Era de otro ingreso del banco"}, 422)
    libre = pagina(tesorero, suyo)
    assert "INGRESO SIN IDENTIFICAR" in libre
    a_mano = {"que": "a_mano", "banco": [desconocido.id]}
    assert "Elija al menos un movimiento" in enviar(tesorero, suyo, a_mano, 422)
    [pareja] = re.findall(r'name="pareja" value="[^|"]+\|([^"]+)"', libre)
    enviar(tesorero, suyo, {**a_mano, "nuestro": [pareja]})
    assert Conciliacion.objects.filter(deshecha_el=None).count() == 5


def _el_arqueo(tesorero: Client, reloj: RelojDePrueba) -> None:
    """What stops the act is said before; drawn up and signed, its page and its file say the same."""
    nuevo = f"{T}arqueos/nuevo/"
    assert "Todavía no hay ninguna" in pagina(tesorero, f"{T}arqueos/")
    ensayo = llano(pagina(tesorero, nuevo))
    assert "Por qué no se puede levantar todavía" in ensayo
    assert "2 Recaudación: falta el extracto" in ensayo
    enviar(tesorero, nuevo, {"hasta": "30/9/2026"}, 422)
    assert not Arqueo.objects.exists()
    enviar(tesorero, f"{T}extractos/", {"fichero": extracto(el(30), "0", [], OTRO_BANCO)})
    ensayo = llano(pagina(tesorero, f"{nuevo}?hasta=30/9/2026"))
    assert "Levantar el acta y enviarla a firmar" in ensayo
    assert "Total 88.983,28" in ensayo
    suyo = enviar(tesorero, nuevo, {"hasta": "30/9/2026"})
    uno = Arqueo.objects.get()
    vista = llano(pagina(tesorero, suyo))
    assert "Pendiente de firma" in vista
    assert "Total 88.983,28" in vista
    assert tesorero.get(f"{suyo}documento/").headers["Content-Type"] == "application/pdf"
    assert "Ya hay un acta de arqueo" in pagina(tesorero, nuevo)
    firmado(uno.documento_id, reloj)
    assert "Firmado" in llano(pagina(tesorero, f"{T}arqueos/"))
    csv = tesorero.get(f"{suyo}fichero/csv/").content.decode("utf-8-sig")
    assert csv.splitlines()[1].split(";")[5:7] == ["88983,28", "88983,28"]


def test_accounts_are_opened_and_closed_and_a_plan_orders_the_payments(mesa: Mesa, reloj: RelojDePrueba) -> None:
    tesorero = mesa(TESORERO)
    nueva = {
        "codigo": "4",
        "nombre": "Cuenta de la obra",
        "clase": "operativa",
        "cuenta": "57104",
        "iban": "ES00",
        "desde": "1/9/2026",
    }
    mal = llano(enviar(tesorero, f"{T}cuentas/abrir/", nueva, 422))
    assert "pida a Intervención que la abra" in mal
    completa = mesa(INTERVENTORA)
    assert completa.get(f"{T}cuentas/abrir/").status_code == 403
    tesorero = mesa(TESORERO)
    assert "Cuenta operativa" in pagina(tesorero, f"{T}cuentas/1/")
    assert tesorero.get(f"{T}cuentas/77/").status_code == 404
    mal = llano(enviar(tesorero, f"{T}cuentas/1/cerrar/", {"hasta": "1/9/2026"}, 422))
    assert "Le quedan 90.000,00 €" in mal
    cerrada = enviar(tesorero, f"{T}cuentas/3/cerrar/", {"hasta": "1/9/2026"})
    assert "Sirvió hasta el 1 de septiembre de 2026" in pagina(tesorero, cerrada)
    pasar = {"desde": "57101", "hasta": "57301", "importe": "1.000,50", "fecha": "1/9/2026", "texto": "A recaudación"}
    assert "dos cuentas distintas" in enviar(tesorero, f"{T}traspasos/", {**pasar, "hasta": "57101"}, 422)
    [cual] = re.findall(r'name="formulario" value="([^"]+)"', pagina(tesorero, f"{T}traspasos/"))
    assert len({enviar(tesorero, f"{T}traspasos/", {**pasar, "formulario": cual}) for _vez in range(2)}) == 1
    assert "88.999,50" in llano(pagina(tesorero, T))
    assert "No hay plan" in pagina(tesorero, f"{T}plan/")
    mal = enviar(tesorero, f"{T}plan/nuevo/", {"desde": "1/9/2026", "grupos": "Suministros: 22\nDeuda: 31"}, 422)
    assert "La deuda ya va primero" in mal
    plan = {"desde": "1/9/2026", "grupos": "Obras en curso: 6\nSuministros: 221, 222"}
    enviar(tesorero, f"{T}plan/nuevo/", {**plan, "documento": "NADA"}, 422)
    enviar(tesorero, f"{T}plan/nuevo/", plan)
    assert [g["nombre"] for g in PlanDeFondos.objects.get().grupos] == ["Obras en curso", "Suministros"]
    assert "Económicas que empiezan por 221, 222" in pagina(tesorero, f"{T}plan/")
    ordenado("920.22100", "12", persona(0))
    ordenado("1532.61900", "13", persona(1), dia=date(2026, 8, 10))
    lista = llano(pagina(tesorero, f"{T}pagos/"))
    assert lista.index("Factura de 1532.61900") < lista.index("Factura de 920.22100")
    assert Ordinal.objects.get(codigo="3").hasta == el(1)


def test_the_lists_of_the_treasury_take_the_same_queries_whatever_their_rows(mesa: Mesa, reloj: RelojDePrueba) -> None:
    tesorero = mesa(TESORERO)

    def consultas(camino: str) -> int:
        pagina(tesorero, camino)  # what is read once a process
        with CaptureQueriesContext(
            connection,
        ) as hechas:
            pagina(tesorero, camino)
        return len(hechas)

    ordenado("920.22100", "12", persona(0))
    pocas = consultas(f"{T}pagos/")
    for importe in ("13", "14", "15"):
        ordenado("920.22100", importe, persona(1))
    assert consultas(f"{T}pagos/") == pocas
    assert LineaDePago.objects.count() == 0
