"""The taxes of the town at the desk: from a withholding of nobody to a model that was presented and paid."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    E,
    codigo,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.documental.documentos.models import Documento
from consistorio.economia.informacion.models import Remision
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tipos import Descuento
from consistorio.economia.recaudacion.models import CobroLeido, CompromisoDeIngreso
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.models import ApunteIva, Compensacion, Declaracion
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona

pytestmark = pytest.mark.django_db
__all__ = ["villa_sembrada"]


def test_a_model_from_its_withholding_to_its_payment(mesa: Mesa) -> None:
    gasto = presupuesto.gastar("ADO", presupuesto.de("1532.61900", "1000"))
    pago = del_presupuesto.pagar(
        actor=presupuesto.INTERVENCION,
        clase="PR",
        cabecera=presupuesto.cabecera(texto="Minuta"),
        lineas=[presupuesto.tras(gasto, "1000")],
        ordinal="571",
        descuentos=[Descuento("IRPF", Decimal(150))],
        reloj=presupuesto.RELOJ,
    )
    linea = pago.lineas.get(no_presupuestario="IRPF")
    assert mesa(JEFA).get(f"{ANIO}impuestos/").status_code == 403
    teresa = mesa(INTERVENTORA)
    todo = pagina(teresa, f"{ANIO}impuestos/")
    assert "Modelo 111: Retenciones del trabajo, profesionales y premios" in llano(todo)
    suya, trimestre = f"{E}impuestos/retenciones/{linea.id}/", f"{ANIO}impuestos/111/1T/"
    assert suya in todo
    assert "Sin operaciones" in pagina(teresa, f"{ANIO}impuestos/303/1T/")
    de_gasto = pago.lineas.filter(no_presupuestario=None).earliest("orden")
    assert teresa.get(f"{E}impuestos/retenciones/{de_gasto.id}/").status_code == 404  # nothing else is opened there
    vistos = Acceso.objects.filter(que="tributacion", objeto_id=f"retencion/{linea.id}")
    antes = vistos.count()
    pagina(teresa, suya)
    assert vistos.count() == antes + 1
    mala = teresa.post(suya, {"tercero": "Z", "clave": "G-01", "base": "1", "retencion": "x"})
    assert mala.status_code == 422
    buena = {"tercero": "B09000001", "clave": "G-01", "base": "1000", "retencion": "150"}
    assert teresa.post(suya, buena | {"retencion": "150,01"}).status_code == 422
    # A company is declared only if it was already
    ficha = Tercero.objects.get(persona__nif="B09000001")
    suelto = del_presupuesto.pagar(
        actor=presupuesto.INTERVENCION,
        clase="PR",
        cabecera=replace(presupuesto.cabecera(texto="Material"), tercero_id=ficha.persona_id, varios=False),
        lineas=[presupuesto.tras(presupuesto.gastar("ADO", presupuesto.de("1532.61900", "20")), "20")],
        ordinal="571",
        reloj=presupuesto.RELOJ,
    )
    se_dice = "Decir quién cobró sin retención"
    assert se_dice not in pagina(teresa, f"{E}operaciones/{suelto.id}/")
    assert teresa.post(suya, buena).status_code == 302
    assert se_dice in pagina(teresa, f"{E}operaciones/{suelto.id}/")
    cifras = pagina(teresa, f"{trimestre}?casilla=09")
    assert f"{E}operaciones/{pago.id}/" in cifras
    assert "De qué sale la casilla 09" in llano(cifras)
    assert "150,00" in pagina(teresa, f"{trimestre}csv/")
    csv = Documento.objects.get(id=documento(ficha, "Justificante")).csv
    presentado = {"fecha": "15/4/2026", "justificante": "1112026", "documento": "NADIE"}
    assert teresa.post(f"{trimestre}presentar/", presentado).status_code == 422
    assert teresa.post(f"{trimestre}presentar/", presentado | {"documento": csv}).status_code == 302
    una = Declaracion.objects.get()
    otro = del_presupuesto.pagar(
        actor=presupuesto.INTERVENCION,
        clase="PR",
        cabecera=presupuesto.cabecera(texto="Dietas"),
        lineas=[presupuesto.tras(presupuesto.gastar("ADO", presupuesto.de("1532.61900", "50")), "50")],
        ordinal="571",
        reloj=presupuesto.RELOJ,
    )
    sin_retencion = f"{E}impuestos/retenciones/{otro.lineas.get().id}/"
    assert sin_retencion in pagina(teresa, f"{E}operaciones/{otro.id}/")
    assert sin_retencion not in pagina(teresa, f"{E}operaciones/{pago.id}/")
    assert "Anotar que se presentó otra vez" not in pagina(teresa, trimestre)
    quien = {"tercero": "B09000001", "clave": "A-", "base": "50,01"}
    mala = teresa.post(sin_retencion, quien)
    assert "Pasa en 0,01 € de lo que se pagó" in llano(mala.content.decode())
    assert teresa.post(sin_retencion, quien | {"base": "50"}).status_code == 302
    # Its figures are others now: it is presented again, and what was presented before stays in sight
    assert "Anotar que se presentó otra vez" in pagina(teresa, trimestre)
    otra_vez = presentado | {"documento": csv, "justificante": "1112027"}
    assert teresa.post(f"{trimestre}presentar/", otra_vez).status_code == 302
    assert "Antes se presentó el" in llano(pagina(teresa, trimestre))
    assert Declaracion.objects.get(rectifica=una).clase == "complementaria"
    # What was presented before is paid still
    fernando = mesa(TESORERO)
    pagar = f"{E}impuestos/declaraciones/{una.id}/pagar/"
    assert pagar in pagina(fernando, trimestre)
    assert fernando.post(pagar, {"fecha": "20/4/2026", "ordinal": "400"}).status_code == 422
    assert fernando.post(pagar, {"fecha": "20/4/2026", "ordinal": "571"}).status_code == 302
    pagado = pagina(fernando, trimestre)
    assert "Pagado con" in llano(pagado)
    assert pagar not in pagado
    teresa = mesa(INTERVENTORA)
    anual = llano(pagina(teresa, f"{ANIO}impuestos/190/0A/"))
    assert "Coincide" in anual
    assert "Abierto" in anual  # the year has not ended
    for camino in ("347/0A/", "303/1T/", "115/1T/", "180/0A/", "347/archivo/"):
        pagina(teresa, f"{ANIO}impuestos/{camino}")
    assert teresa.get(f"{ANIO}impuestos/libros/soportado/xlsx/").status_code == 200
    sin_telefono = teresa.post(f"{ANIO}impuestos/347/archivo/", {"numero": "1", "telefono": "2", "contacto": "Inés"})
    assert sin_telefono.status_code == 422
    for hace, por_que in (
        ("303/1T/liquidar/", "no hay IVA que liquidar"),
        ("303/1T/deshacer/", "no está liquidado"),
    ):
        hecho = teresa.post(f"{ANIO}impuestos/{hace}", follow=True)
        assert hecho.redirect_chain == [(f"{ANIO}impuestos/303/1T/", 302)]
        assert por_que in llano(hecho.content.decode())
    assert teresa.post(f"{ANIO}impuestos/actividad/AGUA/deshacer/").status_code == 404
    assert teresa.get(f"{ANIO}impuestos/999/1T/").status_code == 404


def formulario(quien: Client, camino: str) -> str:
    """The identifier that a page gives to its form."""
    [cual] = re.findall(r'name="formulario" value="([^"]+)"', pagina(quien, camino))
    return str(cual)


def ingreso(**mas: str) -> dict[str, str]:
    """An operation of income as the grid sends it."""
    return {"clase": "DR", "fecha": "1/9/2026", "texto": "Tasa", "filas": "5", "que": "anotar"} | mas


def test_income_is_entered_by_keyboard(mesa: Mesa) -> None:
    aqui = f"{ANIO}operaciones/ingreso/"
    assert mesa(JEFA).get(aqui).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Concepto, línea 1" in pagina(teresa, f"{aqui}?clase=DR")
    mala = teresa.post(aqui, ingreso(fecha="x", tercero="Nadie", **{"linea-0-codigo": "30200", "linea-0-importe": "y"}))
    assert mala.status_code == 422
    for texto in ("Escriba una fecha que exista", "Ningún tercero tiene ese NIF", "Escriba la cantidad en euros"):
        assert texto in mala.content.decode()
    lineas = {"linea-0-codigo": "30200", "linea-0-importe": "100", "linea-1-codigo": "11300", "linea-1-importe": "50,5"}
    visto = teresa.post(aqui, ingreso(que="calcular", **lineas)).json()
    assert (visto["total"], visto["filas"][0]["disponible"]) == ("150,50", "20.000,00")
    assert teresa.get(f"{ANIO}conceptos/?texto=30").json()["aplicaciones"][0][0] == "30200"
    assert 'href="#campo-documento"' in teresa.post(aqui, ingreso(**lineas)).content.decode()
    una_vez = {"formulario": formulario(teresa, aqui), "documento": codigo()}
    hecha, otra_vez = (teresa.post(aqui, ingreso(**lineas, **una_vez)) for _vez in range(2))
    assert hecha.headers["Location"] == otra_vez.headers["Location"]
    derecho = Operacion.objects.filter(clase="DR").latest("id")
    assert f"{E}operaciones/{derecho.id}/" == hecha.headers["Location"]
    suya = pagina(teresa, f"{E}operaciones/{derecho.id}/")
    assert f"{aqui}?clase=I&amp;origen={derecho.id}" in suya  # what comes next has its page
    traido = llano(pagina(teresa, f"{aqui}?clase=I&origen={derecho.id}"))
    assert "quedan 100,00 €" in traido
    pendiente = del_presupuesto.anotar_no_presupuestario(
        actor=presupuesto.INTERVENCION,
        clase="INP",
        cabecera=presupuesto.cabecera(),
        lineas=[presupuesto.de("COBROS_PENDIENTES", "150.50")],
        ordinal="573",
        reloj=presupuesto.RELOJ,
    )
    filas = {
        f"linea-{n}-{que}": valor
        for n, linea in enumerate(derecho.lineas.order_by("orden"))
        for que, valor in (("origen", str(linea.id)), ("importe", str(linea.importe).replace(".", ",")))
    }
    cobra = ingreso(clase="I", pendiente="99", **filas)
    assert "Ningún cobro pendiente" in teresa.post(aqui, cobra).content.decode()
    assert teresa.post(aqui, cobra | {"pendiente": str(pendiente.numero), "que": "otra"}).status_code == 302
    assert pendiente.lineas.get().saldo == 0
    _a_refund_is_agreed_by_intervention(mesa, aqui)


def _a_refund_is_agreed_by_intervention(mesa: Mesa, aqui: str) -> None:
    cobro = Operacion.objects.filter(clase="I").latest("id")
    suya, opcion = f"{aqui}?clase=DEV&amp;origen={cobro.id}", '<option value="DEV"'
    for quien, puede in ((TESORERO, False), (INTERVENTORA, True)):
        cliente = mesa(quien)
        assert (opcion in pagina(cliente, aqui)) is puede
        assert (suya in pagina(cliente, f"{E}operaciones/{cobro.id}/")) is puede
    teresa = cliente
    de_antes = {"clase": "DEV", "linea-0-codigo": "30200", "linea-0-importe": "20"}
    for dicho, texto in (
        ("", "la resolución o el acuerdo"),
        (codigo(), "Elija el certificado del acuerdo, ya firmado"),
        ("NADA", "documento"),
    ):
        mala = teresa.post(aqui, ingreso(**de_antes, documento=dicho))
        assert mala.status_code == 422
        assert texto in mala.content.decode()
        assert 'href="#campo-documento"' in mala.content.decode()


def test_what_is_of_no_budget_comes_in_and_is_given_back(mesa: Mesa) -> None:
    aqui, fianzas = f"{ANIO}operaciones/no-presupuestaria/", f"{ANIO}no-presupuestario/FIANZAS/"
    assert mesa(JEFA).get(aqui).status_code == 403
    fernando = mesa(TESORERO)
    assert f"{aqui}?concepto=FIANZAS" in pagina(fernando, fianzas)
    fianza = {"fecha": "1/9/2026", "texto": "Fianza de obra", "ordinal": "571", "importe": "300"}
    cobro = fianza | {"clase": "INP", "concepto": "FIANZAS", "tercero": "B09000001"}
    mala = fernando.post(aqui, cobro | {"importe": "x", "tercero": "Nadie", "ordinal": "400"})
    assert mala.status_code == 422
    for texto in ("Escriba la cantidad en euros", "Ningún tercero tiene ese NIF"):
        assert texto in mala.content.decode()
    assert fernando.post(aqui, cobro | {"ordinal": "400"}).status_code == 422  # it is no account of the treasury
    assert fernando.post(aqui, cobro).status_code == 302
    linea = Operacion.objects.filter(clase="INP").latest("id").lineas.get()
    assert f"{aqui}?origen={linea.id}" in pagina(fernando, fianzas)
    vista = pagina(fernando, f"{aqui}?origen={linea.id}")
    assert "quedan 300,00 €" in llano(vista)
    vuelve = fianza | {"clase": "PNP", "concepto": "FIANZAS", "origen": str(linea.id), "formulario": str(uuid4())}
    assert fernando.post(aqui, vuelve | {"importe": "301"}).status_code == 422
    vuelve["importe"] = "100"
    assert "lo que se paga" in fernando.post(aqui, vuelve).content.decode()  # which document
    vuelve["documento"] = codigo()
    assert {fernando.post(aqui, vuelve).status_code for _vez in range(2)} == {302}
    linea.refresh_from_db()
    devuelta = Operacion.objects.get(clase="PNP", lineas__origen=linea)  # one, though it was sent twice
    assert (linea.saldo, devuelta.tercero_id) == (Decimal(200), linea.operacion.tercero_id)


def test_invoices_with_vat_and_debts_that_are_compensated(mesa: Mesa) -> None:
    teresa = mesa(INTERVENTORA)
    de_agua = {"codigo": "AGUA", "nombre": "Agua", "clase": "general", "provisional": "50"}
    assert teresa.post(f"{ANIO}impuestos/actividad/", de_agua | {"codigo": "a gua"}).status_code == 422
    assert teresa.post(f"{ANIO}impuestos/actividad/", de_agua).status_code == 302
    cabecera = {
        "fecha": "1/9/2026",
        "expedida": "30/8/2026",
        "tercero": "B09000001",
        "factura": "F1",
        "texto": "Bombas",
    }
    lineas = {"filas": "5", "linea-0-codigo": "920.22100", "linea-0-base": "100", "linea-0-tipo": "21"}
    recibida = {**cabecera, **lineas, "clase": "ADO", "linea-0-sector": "AGUA"}
    assert (
        "Aplicación, línea 10" in teresa.post(f"{ANIO}impuestos/recibida/", recibida | {"que": "mas"}).content.decode()
    )
    sin_acuerdo = teresa.post(f"{ANIO}impuestos/recibida/", recibida | {"antes": "extrajudicial"})
    assert (sin_acuerdo.status_code, "acuerdo del Pleno que reconoce" in sin_acuerdo.content.decode()) == (422, True)
    mala = teresa.post(f"{ANIO}impuestos/recibida/", recibida | {"linea-0-tipo": "x", "factura": ""})
    assert (mala.status_code, "El tipo es un tanto por ciento" in mala.content.decode()) == (422, True)
    recibida["formulario"] = formulario(teresa, f"{ANIO}impuestos/recibida/")
    for _vez in range(2):  # sent twice, noted once
        assert teresa.post(f"{ANIO}impuestos/recibida/", recibida).status_code == 302
    assert ApunteIva.objects.count() == 1
    otra = teresa.post(f"{ANIO}impuestos/recibida/", recibida | {"formulario": str(uuid4())})
    assert (otra.status_code, "ya está contabilizada" in otra.content.decode()) == (422, True)
    obligacion = Operacion.objects.filter(clase="ADO").latest("id")
    assert obligacion.importe == Decimal("110.50")
    sin_iva = recibida | {"factura": "F2", "formulario": formulario(teresa, f"{ANIO}impuestos/recibida/")}
    assert teresa.post(f"{ANIO}impuestos/recibida/", sin_iva | {"linea-0-regimen": "inversion"}).status_code == 302
    apunte = ApunteIva.objects.get(factura="F2")
    assert (apunte.regimen, apunte.operacion.importe, apunte.cuota) == ("inversion", Decimal(100), Decimal(21))
    anular = f"{E}operaciones/{obligacion.id}/anular-recibida/"
    assert anular in pagina(teresa, f"{E}operaciones/{obligacion.id}/")
    expedida = {**cabecera, **lineas, "clase": "DR", "linea-0-codigo": "30200", "linea-0-sector": "AGUA"}
    assert teresa.post(f"{ANIO}impuestos/expedida/", expedida | {"linea-0-sector": ""}).status_code == 422
    assert teresa.post(f"{ANIO}impuestos/expedida/", expedida).status_code == 302
    derecho = Operacion.objects.filter(clase="DR").latest("id")
    regularizar = f"{ANIO}impuestos/actividad/AGUA/"
    assert regularizar in pagina(teresa, f"{ANIO}impuestos/")
    assert "es del 100 %" in llano(pagina(teresa, regularizar))
    assert teresa.post(regularizar, {"fecha": "1/9/2026"}).status_code == 422  # where it goes is not said
    # What is owed for one pays what is due for the other
    ficha = Tercero.objects.get(persona__nif="B09000001")
    csv = Documento.objects.get(id=documento(ficha, "Acuerdo")).csv
    fernando = mesa(TESORERO)
    compensar = f"{ANIO}compensar/{ficha.id}/"
    assert compensar in pagina(fernando, f"{E}terceros/{ficha.id}/")
    debe, haber = f"obligacion-{obligacion.lineas.get().id}", f"derecho-{derecho.lineas.get().id}"
    acuerdo = {"clase": "oficio", "fecha": "1/9/2026", "documento": csv, debe: "40", haber: "50"}
    assert "tienen que ser iguales" in fernando.post(compensar, acuerdo).content.decode()
    assert fernando.post(compensar, acuerdo | {haber: "x"}).status_code == 422
    for vez in range(2):  # it is undone, and made again
        suyo = acuerdo | {haber: "40", "formulario": formulario(fernando, compensar)}
        assert len({fernando.post(compensar, suyo).headers["Location"] for _vez in range(2)}) == 1
        hecha = Compensacion.objects.get(deshecha=None)
        deshacer = f"{E}compensaciones/{hecha.id}/deshacer/"
        assert deshacer in pagina(fernando, f"{E}operaciones/{hecha.pago_id}/")
        if not vez:
            pagina(fernando, deshacer)
            assert fernando.post(deshacer, {"fecha": "1/9/2026", "texto": "No procede"}).status_code == 302
    teresa = mesa(INTERVENTORA)
    por_que = {"fecha": "1/9/2026", "texto": "Error"}
    pagina(teresa, anular)
    assert teresa.post(anular, por_que).status_code == 422  # some of it is paid
    suya = f"{E}operaciones/{derecho.id}/anular-expedida/"
    assert teresa.post(suya, por_que).status_code == 422  # and some of this, collected


def test_a_quarter_is_seen_adjusted_and_sent(mesa: Mesa) -> None:
    aqui = f"{ANIO}informacion/1/"
    assert mesa(JEFA).get(aqui).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Necesidad de financiación" in llano(pagina(teresa, aqui))  # spent, and nothing recognised
    mal = {"clase": "estabilidad", "concepto": "", "importe": "x"}
    assert teresa.post(f"{aqui}ajuste/", mal).status_code == 422
    ajuste = {"clase": "estabilidad", "concepto": "Devengo de intereses", "importe": "100000", "resta": ""}
    assert teresa.post(f"{aqui}ajuste/", ajuste).status_code == 302
    assert teresa.post(f"{aqui}tasa/", {"por_ciento": "tres", "norma": "Acuerdo"}).status_code == 422
    assert teresa.post(f"{aqui}tasa/", {"por_ciento": "3,2", "norma": "Acuerdo"}).status_code == 302
    visto = llano(pagina(teresa, aqui))
    assert "Capacidad de financiación" in visto
    assert "Devengo de intereses" in visto
    assert "3,20" in pagina(teresa, f"{aqui}csv/")
    assert teresa.post(f"{aqui}remitir/", {"fecha": "1/1/2026"}).status_code == 422
    assert teresa.post(f"{aqui}remitir/", {"fecha": "30/4/2026"}).status_code == 302
    remision = Remision.objects.get()
    suyo = f"{E}informacion/{remision.id}/"
    assert suyo in pagina(teresa, aqui)
    assert teresa.get(suyo)["Content-Type"] == "application/pdf"


def test_what_is_doubtful_is_noted_from_its_page(mesa: Mesa) -> None:
    aqui = f"{ANIO}dudosos/"
    teresa = mesa(INTERVENTORA)
    visto = llano(pagina(teresa, aqui))
    assert "El mínimo legal es 1.250,00" in visto.replace("\u00a0", " ")  # 25 % of 3,000 and of 2,000
    assert "No llega al mínimo" in visto
    assert f"{aqui}fuera/" in pagina(teresa, aqui)
    pagina(teresa, f"{aqui}fuera/")
    fuera = {"de": "2025", "importe": "3000,01", "motivo": "Lo debe la Junta"}
    assert "lo que queda por cobrar de ese año" in teresa.post(f"{aqui}fuera/", fuera).content.decode()
    assert teresa.post(f"{aqui}fuera/", fuera | {"importe": "1000"}).status_code == 302
    visto = llano(pagina(teresa, aqui)).replace("\u00a0", " ")
    assert "El mínimo legal es 1.000,00" in visto
    assert "Fuera: Lo debe la Junta" in visto
    assert teresa.post(f"{aqui}fuera/", {"de": "2025", "importe": "0"}).status_code == 302
    assert teresa.post(f"{aqui}anotar/", {"fecha": "1/9/2026", "importe": "x"}).status_code == 422
    assert teresa.post(f"{aqui}anotar/", {"fecha": "1/9/2026", "importe": "1000"}).status_code == 422
    assert teresa.post(f"{aqui}anotar/", {"fecha": "1/9/2026"}).status_code == 302
    assert "Cumple" in llano(pagina(teresa, aqui))
    assert teresa.get(f"{aqui}csv/").status_code == 200
    obligada = {"obligada": True, "causa_obligacion": "14.2.a"}
    junta = Persona.objects.create(clase="juridica", nif="S7800001E", razon_social="La Junta", **obligada)
    suyo = {"ejercicio_id": 2026, "clase": "derecho", "anio": 2023, "cuenta": "4310", "tercero": junta}
    SaldoCerrado.objects.create(**suyo, inicial=Decimal(100))
    assert "2023 100,00 100,00 0,00 50 % 50,00" in llano(pagina(teresa, aqui)), "what administrations owe of it"


def test_a_file_of_receipts_is_taken_and_what_waits_is_applied(mesa: Mesa) -> None:
    assert mesa(JEFA).get(f"{E}cobros/").status_code == 403
    fernando = mesa(TESORERO)

    def archivo(texto: str) -> SimpleUploadedFile:
        return SimpleUploadedFile("marzo.csv", texto.encode(), "text/csv")

    assert f"{E}cobros/" in pagina(fernando, E)
    mal = {"cuenta": "400", "fichero": archivo("fecha;referencia;importe\n99/3/2026;R1;x\n")}
    rechazado = fernando.post(f"{E}cobros/cargar/", mal).content.decode()
    assert "Fila 2: la fecha no existe" in rechazado
    cabeza = "fecha;referencia;importe;derecho;concepto;nif\n"
    bueno = {"cuenta": "573", "fichero": archivo(f"{cabeza}5/3/2026;R1;60;;30200;\n5/3/2026;R2;7;;;B09000001\n")}
    assert fernando.post(f"{E}cobros/cargar/", bueno).status_code == 302
    visto = llano(pagina(fernando, f"{E}cobros/"))
    assert "1 cobro aplicado, 1 por aplicar." in visto
    assert "No dice a qué derecho ni a qué concepto va." in visto
    espera = CobroLeido.objects.get(referencia="R2")
    suyo = f"{E}cobros/{espera.id}/"
    pagina(fernando, suyo)
    assert fernando.post(suyo, {"fecha": "1/9/2026", "derecho": "2026/777"}).status_code == 422
    assert fernando.post(suyo, {"fecha": "1/9/2026", "concepto": "30200"}).status_code == 302
    assert "No hay ningún cobro por aplicar." in llano(pagina(fernando, f"{E}cobros/"))


def test_a_commitment_of_income_at_the_desk(mesa: Mesa) -> None:
    aqui = f"{ANIO}compromisos/"
    assert mesa(JEFA).get(aqui).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "No hay ningún compromiso" in pagina(teresa, aqui)
    csv = Documento.objects.get(id=documento(Tercero.objects.get(persona__nif="B09000001"), "Convenio")).csv
    uno = {"tercero": "B09000001", "economica": "30200", "importe": "300", "texto": "Convenio", "fecha": "1/9/2026"}
    mal = teresa.post(f"{aqui}nuevo/", uno | {"documento": "NADA", "importe": "x", "tercero": "Z"})
    assert mal.status_code == 422
    uno |= {"documento": csv, "formulario": formulario(teresa, f"{aqui}nuevo/")}
    for _vez in range(2):
        assert teresa.post(f"{aqui}nuevo/", uno).status_code == 302
    compromiso = CompromisoDeIngreso.objects.get()
    cumplir = f"{E}compromisos/{compromiso.id}/cumplir/"
    assert teresa.post(cumplir, {"derecho": "2026/999"}).status_code == 422
    derecho = del_presupuesto.reconocer(
        actor=presupuesto.INTERVENCION,
        clase="DR",
        cabecera=presupuesto.cabecera(),
        lineas=[presupuesto.de("30200", "100")],
        reloj=presupuesto.RELOJ,
    )
    numero = {"derecho": f"2026/{derecho.numero}"}
    assert teresa.post(cumplir, numero).status_code == 302
    assert teresa.post(cumplir, numero).status_code == 422  # once
    assert "200,00" in llano(pagina(teresa, aqui))
    anular = f"{E}compromisos/{compromiso.id}/anular/"
    assert teresa.post(anular, {"importe": "201"}).status_code == 422
    assert teresa.post(anular, {"importe": "200"}).status_code == 302
    assert "Unir un derecho" not in pagina(teresa, aqui)
