"""Third parties and invoices at the desk: an account, what stops a payment, and an invoice until it is paid."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    INTERVENTORA,
    JEFA,
    TESORERO,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.economia.facturas.acciones import recibir_papel
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.tests.escena import pagar, traida
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.economia.terceros.operaciones import proponer_cuenta
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db


def test_an_account_is_written_by_one_and_confirmed_by_another(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ficha = Tercero.objects.get(persona__nif="B09000001")
    ruta = f"{E}terceros/"
    assert mesa(JEFA).get(ruta).status_code == 403
    fernando = mesa(TESORERO)
    assert "Suministros Arlanza SL" in fernando.post(ruta, {"texto": "arlanza"}).content.decode()
    assert "Nadie con ese NIF" in fernando.post(ruta, {"texto": "12345678Z"}).content.decode()
    suya = f"{ruta}{ficha.id}/"
    assert "no se le puede pagar" in pagina(fernando, suya)
    fichero = io.BytesIO(un_pdf("Certificado del banco"))
    fichero.name = "certificado.pdf"
    subido = fernando.post(
        f"{suya}documentos/nuevo/", {"clase": "titularidad", "titulo": "Certificado del banco", "fichero": fichero}
    )
    assert subido.status_code == 302, subido.content.decode()
    documento = ficha.documentos.get()
    assert fernando.get(f"{ruta}documentos/{documento.documento_id}/").status_code == 200
    mal = fernando.post(f"{suya}cuenta/", {"iban": "ES00", "documento": str(documento.documento_id)})
    assert mal.status_code == 422
    buena = {"iban": "ES91 2100 0418 4502 0005 1332", "documento": str(documento.documento_id)}
    assert fernando.post(f"{suya}cuenta/", buena).status_code == 302
    cuenta = CuentaTercero.objects.get()
    assert "Confirmar la cuenta" not in pagina(fernando, suya)
    assert fernando.get(f"{ruta}cuentas/{cuenta.id}/confirmar/").status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "esperan su confirmación" in pagina(teresa, ruta)
    confirmar = f"{ruta}cuentas/{cuenta.id}/confirmar/"
    assert "ES91" not in pagina(teresa, confirmar)  # it is read in the certificate
    assert "no coincide" in teresa.post(confirmar, {"iban": "ES7921000813610123456789"}).content.decode()
    assert teresa.post(confirmar, {"iban": "ES9121000418450200051332"}).status_code == 302
    assert "ya no espera" in pagina(teresa, confirmar)
    fernando = mesa(TESORERO)
    assert fernando.post(f"{ruta}cuentas/{cuenta.id}/retirar/", {"motivo": "La ha cerrado"}).status_code == 302
    cuenta.refresh_from_db()
    assert cuenta.estado == "retirada"
    nueva = fernando.post(
        f"{ruta}nuevo/", {"tipo_documento": "nif", "numero": "12345678Z", "nombre": "Ana", "apellido1": "Ruiz"}
    )
    assert nueva.status_code == 302


def test_what_came_from_another_program_is_seen_to_here(mesa: Mesa, reloj: RelojDePrueba) -> None:
    """Its accounts are confirmed by who did not load them, those that are marked; its invoices get their file."""
    fernando, ficha = escenario.empleado("fernando", reloj), Tercero.objects.get(persona__nif="B09000001")
    cuenta = CuentaTercero(
        tercero=ficha,
        iban="ES9121000418450200051332",
        titular="Otra Sociedad, S. L.",
        carga="c" * 64,
        anotada_el=reloj.ahora(),
        anotada_por=fernando.id,
    )
    with transaction.atomic():
        proponer_cuenta(cuenta, actor=fernando, reloj=reloj)
    ruta = f"{E}terceros/carga/"
    assert mesa(TESORERO).get(ruta).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert ruta in pagina(teresa, f"{E}terceros/")
    assert "sin su certificado" in llano(pagina(teresa, f"{E}terceros/cuentas/{cuenta.id}/confirmar/"))
    vista = pagina(teresa, ruta)
    for dicho in ("ES91 2100 0418 4502 0005 1332", "B09000001", "Otra Sociedad, S. L.", "Otro nombre"):
        assert dicho in vista, dicho
    assert (" checked" in vista, " checked" in pagina(teresa, f"{ruta}?todas=si")) == (False, True)
    nada = teresa.post(ruta, {})
    assert (nada.status_code, "Marque al menos una cuenta" in nada.content.decode()) == (422, True)
    assert teresa.post(ruta, {"marcada": str(cuenta.id)}).status_code == 302
    assert "Ninguna cuenta de una carga" in pagina(teresa, ruta)
    cuenta.refresh_from_db()
    assert cuenta.estado == "vigente"
    una = traida("B09000001", fernando, reloj)
    suya, fichero = f"{E}facturas/{una.id}/", io.BytesIO(un_pdf("Factura 118"))
    fichero.name = "118.pdf"
    assert "con el número 2026/345. Vino sin su archivo." in llano(pagina(teresa, suya))
    assert teresa.get(f"{suya}documento/").status_code == 404
    assert teresa.post(f"{suya}original/", {}).status_code == 422
    hecho = teresa.post(f"{suya}original/", {"fichero": fichero}, follow=True).content.decode()
    assert ("Original adjuntado" in hecho, "Adjuntar su original" in hecho) == (True, False)
    assert teresa.get(f"{suya}documento/").status_code == 200


def test_what_stops_a_payment_is_put_and_lifted_with_its_document(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ficha = Tercero.objects.get(persona__nif="B09000001")
    suya = f"{E}terceros/{ficha.id}/"
    assert mesa(INTERVENTORA).get(f"{suya}retener/").status_code == 403
    fernando = mesa(TESORERO)

    def anadido(titulo: str) -> str:
        fichero = io.BytesIO(un_pdf(titulo))
        fichero.name = "traba.pdf"
        datos = {"clase": "traba", "titulo": titulo, "fichero": fichero}
        assert fernando.post(f"{suya}documentos/nuevo/", datos).status_code == 302
        return str(ficha.documentos.get(documento__titulo=titulo).documento_id)

    documento = anadido("Diligencia de embargo")
    pide = {"clase": "embargo", "documento": documento, "tope": "mil", "a_favor_de": "00000014Z"}
    pide |= {"desde.dia": "1", "desde.mes": "9", "desde.anio": "2026"}
    mal = fernando.post(f"{suya}retener/", pide)
    assert (mal.status_code, "Nadie con ese NIF tiene ficha" in mal.content.decode()) == (422, True)
    assert fernando.post(f"{suya}retener/", pide | {"a_favor_de": ""}).status_code == 422
    assert fernando.post(f"{suya}retener/", pide | {"a_favor_de": "", "tope": "1000"}).status_code == 302
    assert "retenidos o desviados" in pagina(fernando, suya)
    bloqueo = ficha.bloqueos.get()
    levantar = f"{E}terceros/retenciones/{bloqueo.id}/levantar/"
    assert fernando.post(levantar, {"documento": ""}).status_code == 422
    assert "no el que lo puso" in fernando.post(levantar, {"documento": documento}).content.decode()
    assert fernando.post(levantar, {"documento": anadido("Levantamiento")}).status_code == 302
    assert "retenidos o desviados" not in pagina(fernando, suya)

    quien = {"tipo_documento": "nif", "numero": "12345678Z", "nombre": "Ana", "apellido1": "Ruiz"}
    assert fernando.post(f"{E}terceros/nuevo/", quien).status_code == 302
    cede = pide | {"clase": "cesion", "tope": "", "a_favor_de": "12345678Z"}
    assert fernando.post(f"{suya}retener/", cede).status_code == 302
    confirmar = f"{E}terceros/retenciones/{ficha.bloqueos.get(clase='cesion').id}/confirmar/"
    vista = pagina(fernando, suya)
    assert ("Tiene que confirmarla otra persona" in vista, "Confirmar la cesión" in vista) == (True, False)
    assert fernando.get(confirmar).status_code == 403
    teresa = mesa(INTERVENTORA)
    assert "Cesiones de crédito que esperan su confirmación" in pagina(teresa, f"{E}terceros/")
    assert "Confirmar la cesión" in pagina(teresa, suya)
    assert "El NIF no es el de quien cobra" in teresa.post(confirmar, {"cobra": "00000014Z"}).content.decode()
    assert teresa.post(confirmar, {"cobra": "12345678Z"}).status_code == 302
    assert "Tiene que confirmarla" not in pagina(teresa, suya)
    cesion = ficha.bloqueos.get(clase="cesion")
    deja = f"{E}terceros/cesiones/{cesion.id}/levantar/"
    assert deja in pagina(teresa, suya)
    fernando = mesa(TESORERO)
    assert "Levantar" not in pagina(fernando, suya)
    assert fernando.get(deja).status_code == 403
    no = fernando.post(f"{E}terceros/retenciones/{cesion.id}/levantar/", {"documento": documento})
    assert (no.status_code, "está confirmada" in no.content.decode()) == (422, True)
    sin_efecto = anadido("Renuncia a la cesión")
    teresa = mesa(INTERVENTORA)
    assert teresa.post(deja, {"documento": sin_efecto}).status_code == 302
    assert "retenidos o desviados" not in pagina(teresa, suya)


def test_what_was_seen_in_an_invoice_is_said_where_it_goes_on(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ruta = f"{E}facturas/"
    datos = {"emisor_nif": "12345678z", "emisor_nombre": "Ana", "emisor_apellido1": "García", "numero": "8"}
    datos |= {"fecha.dia": "30", "fecha.mes": "8", "fecha.anio": "2026", "concepto": "Charla en el colegio"}
    datos |= {"base": "300", "iva": "21", "irpf": "0", "total": "370", "unidad": "LA0009986"}
    teresa = mesa(INTERVENTORA)
    [formulario] = re.findall(r'name="formulario" value="([^"]+)"', pagina(teresa, f"{ruta}papel/"))
    for _vez in range(2):  # a double submit
        fichero = io.BytesIO(un_pdf("Factura 8"))
        fichero.name = "8.pdf"
        enviado = datos | {"formulario": formulario, "fichero": fichero}
        anotada = llano(teresa.post(f"{ruta}papel/", enviado, follow=True).content.decode())
    una = Factura.objects.get()
    assert "ya estaba anotada: se había enviado dos veces" in anotada
    assert una.codigo in anotada
    marta, suya = mesa(JEFA), f"{ruta}{una.id}/"
    conformar = llano(pagina(marta, f"{suya}conformar/"))
    visto, pregunta = "La base y los impuestos no dan ese total.", "¿Por qué sigue la factura"
    assert "Qué la detiene" in conformar.partition(visto)[0]
    assert pregunta in conformar.partition(visto)[2]
    assert "lo que se ha visto en ella? (opcional)" not in llano(conformar)
    sin_motivo = marta.post(f"{suya}conformar/", {"observaciones": "Bien", "a_pesar": " "})
    assert (sin_motivo.status_code, "diga por qué sigue" in sin_motivo.content.decode()) == (422, True)
    dicho = {"observaciones": "", "a_pesar": "Lleva 7 euros de suplidos."}
    assert marta.post(f"{suya}conformar/", dicho).status_code == 302
    assert "Sigue a pesar de lo que se vio en ella. Lleva 7 euros de suplidos." in llano(pagina(marta, suya))
    teresa = mesa(INTERVENTORA)
    lista = pagina(teresa, reverse("escritorio:intervenir_facturas"))
    assert "La detiene lo que se ha visto en ella" in lista
    assert visto in llano(lista)
    assert 'name="marcada"' not in lista
    intervenir = reverse("escritorio:intervenir_factura", args=[una.id])
    dicha = llano(pagina(teresa, intervenir))
    assert visto in dicha
    assert pregunta in dicha.partition(visto)[2]
    for puerta in (intervenir, f"{suya}obligacion/"):
        assert visto in llano(pagina(teresa, puerta))


def test_an_invoice_from_the_counter_to_its_obligation(mesa: Mesa, reloj: RelojDePrueba) -> None:
    ruta, fichero = f"{E}facturas/", io.BytesIO(un_pdf("Factura 7"))
    fichero.name = "7.pdf"
    datos = {"emisor_nif": "12345678z", "emisor_nombre": "Ana", "emisor_apellido1": "García", "numero": "7"}
    datos |= {"fecha.dia": "30", "fecha.mes": "8", "fecha.anio": "2026", "concepto": "Charla en el colegio"}
    datos |= {"base": "300", "iva": "21", "irpf": "15", "total": "318,00", "unidad": "LA0009986"}
    teresa = mesa(INTERVENTORA)
    assert mesa(TESORERO).get(f"{ruta}papel/").status_code == 403
    teresa = mesa(INTERVENTORA)
    mal = teresa.post(f"{ruta}papel/", datos | {"base": "x"})
    assert (mal.status_code, "Falta «Imagen de la factura»" in mal.content.decode()) == (422, True)
    anotada = teresa.post(f"{ruta}papel/", datos | {"fichero": fichero}, follow=True).content.decode()
    una = Factura.objects.get()
    for texto in ("Charla en el colegio", "318,00", "0 días de 30", "No ha empezado: falta la conformidad"):
        assert texto in llano(anotada), texto
    assert "La tiene ahora Licencias y Disciplina Urbanística" in llano(anotada)
    suya = f"{ruta}{una.id}/"
    assert re.search(rf'href="{suya}rechazar/"[^>]*govuk-button--secondary', anotada)  # never what to begin with
    assert "Conformar" not in llano(anotada).partition("Qué se ha hecho")[0].partition(una.codigo)[2]
    assert teresa.get(f"{suya}documento/").status_code == 200
    assert mesa("ines").get(suya).status_code == 404  # neither hers nor of her unit
    marta = mesa(JEFA)
    assert "Facturas por conformar (1)" in pagina(marta, "/escritorio/")
    assert una.codigo in pagina(marta, ruta)
    assert marta.post(f"{suya}devolver/", {"texto": ""}).status_code == 422
    sin_motivo = marta.post(f"{suya}rechazar/", {"texto": "x"})
    assert "Falta «Motivo»" in sin_motivo.content.decode()
    assert marta.post(f"{suya}conformar/", {"observaciones": "Correcta"}).status_code == 302
    assert "Correcta" in pagina(marta, suya)
    assert marta.get(f"{suya}obligacion/").status_code == 403
    teresa = mesa(INTERVENTORA)
    ado = Operacion.objects.get(clase="ADO")
    dicho = {"numero": str(ado.numero), "anio": "2025"}
    assert "con ese número en ese ejercicio" in teresa.post(f"{suya}obligacion/", dicho).content.decode()
    assert "no reconoce" in teresa.post(f"{suya}obligacion/", {"numero": "1", "anio": "2026"}).content.decode()
    assert teresa.post(f"{suya}obligacion/", dicho | {"anio": "2026"}).status_code == 302
    assert f"/operaciones/{ado.id}/" in pagina(teresa, suya)
    # What was written of it is read by who conformed its invoice, and by who heads another unit it is not
    for usuario, lo_lee in ((JEFA, True), ("ines", False)):
        assert ("Prueba</p>" in pagina(mesa(usuario), f"{E}operaciones/{ado.id}/")) is lo_lee
    teresa = mesa(INTERVENTORA)
    pago = {"fecha.dia": "1", "fecha.mes": "9", "fecha.anio": "2026"}
    assert "Anotar que se pagó" not in pagina(teresa, suya)
    a_mano = teresa.post(f"{suya}pago/", pago)
    assert (a_mano.status_code, "está en estas cuentas" in a_mano.content.decode()) == (422, True)
    pagar(ado, reloj)
    medio = llano(pagina(teresa, f"{ruta}plazo/?desde=1/7/2026&hasta=30/9/2026"))
    assert "Todo el Ayuntamiento 318,00 0,00" in medio
    assert "Pagadas 1 318,00 0 0,00" in medio
    csv = teresa.get(f"{ruta}plazo/csv/?desde=1/7/2026&hasta=30/9/2026").content.decode()
    assert "Todo el Ayuntamiento;318,00;0,00" in csv
    assert una.codigo in pagina(teresa, f"{ruta}?ver=todas")
    assert una.codigo not in pagina(teresa, f"{ruta}?ver=vivas")
    assert teresa.post(f"{suya}anulacion/pedir/", {"texto": "Se repitió"}).status_code == 422
    assert "Nadie así tiene ficha" in teresa.post(f"{suya}emisor/", {"texto": "Nadie"}).content.decode()
    assert teresa.post(f"{suya}emisor/", {"texto": "12345678Z"}).status_code == 422  # it is paid


def test_an_invoice_asleep_in_its_section_is_seen_in_the_report_and_in_its_area(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    dia = hoy(reloj)
    papel = FacturaEnPapel(
        emisor_nif="12345678Z",
        emisor_nombre="Ana",
        emisor_apellido1="García",
        numero="9",
        fecha=dia - timedelta(days=200),
        concepto="Charla",
        base="1000",
        iva="21",
        total="1210",
        unidad="LA0009986",
        entrada=reloj.ahora() - timedelta(days=200),
    )
    una = recibir_papel(
        actor=escenario.empleado(INTERVENTORA, reloj),
        papel=papel,
        flujo=io.BytesIO(un_pdf("Factura 9")),
        nombre="9.pdf",
        reloj=reloj,
    )
    periodo = f"desde={dia - timedelta(days=89)}&hasta={dia}"
    ruta, teresa = f"{E}facturas/plazo/", mesa(INTERVENTORA)
    dicho = llano(pagina(teresa, f"{ruta}?{periodo}"))
    assert "Pendientes 0 0,00 1 1.210,00" in dicho
    assert "1 estaba sin conformar: 1.210,00 €. Había entrado 200 días antes." in dicho
    assert "Licencias y Disciplina Urbanística 0,00 0,00 1.210,00 1.210,00 200" in dicho
    assert una.codigo not in dicho
    de_ella = llano(pagina(teresa, f"{ruta}?{periodo}&area=LA0009986").partition('id="debe"')[2])
    assert f"{una.codigo} " in de_ella
    assert " 200 1.210,00 Sin conformar Fuera de plazo" in de_ella
    assert una.codigo not in pagina(teresa, f"{ruta}?{periodo}&area=ninguna")
    csv = teresa.get(f"{ruta}csv/?que=morosidad&{periodo}").content.decode()
    assert "Licencias y Disciplina Urbanística;0;0,00;0;0,00;0;0,00;1;1210,00;1;1210,00;200" in csv
    assert "Todo el Ayuntamiento;0;0,00;0;0,00;0;0,00;1;1210,00;1;1210,00;200" in csv
    # Who heads the section has it among what is late, with its days
    jefa = mesa(JEFA)
    assert jefa.get(ruta).status_code == 403
    suyas = llano(pagina(jefa, f"{E}facturas/?ver=atrasadas"))
    assert (una.codigo in suyas, "Lleva 200 días por conformar" in suyas) == (True, True)
