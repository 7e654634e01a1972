"""What was spent and is not in the budget yet (413) at the desk: noted from its invoices and by hand, held against the account, applied and undone."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    E,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.canales.escritorio.tests.test_impuestos_e_ingresos import formulario
from consistorio.documental.documentos.models import Documento
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.consultas import devengados
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.tramitacion.tests.factories import un_pdf

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
AQUI = f"{ANIO}devengados/"
SIN_UUID = "00000000-0000-7000-8000-000000000000"


def factura(teresa: Client, numero: str, total: str) -> Factura:
    """One on paper, of 21 % of VAT."""
    fichero = io.BytesIO(un_pdf(f"Factura {numero}"))
    fichero.name = f"{numero}.pdf"
    base = f"{Decimal(total) / Decimal('1.21'):.2f}".replace(".", ",")
    datos = {"emisor_nif": "12345678z", "emisor_nombre": "Ana", "emisor_apellido1": "García", "numero": numero}
    datos |= {
        "fecha.dia": "30",
        "fecha.mes": "8",
        "fecha.anio": "2026",
        "concepto": "Charla",
        "base": base,
        "iva": "21",
    }
    datos |= {"irpf": "0", "total": total.replace(".", ","), "unidad": "LA0009986"}
    assert teresa.post(f"{E}facturas/papel/", datos | {"fichero": fichero}).status_code == 302
    return Factura.objects.get(numero_factura=numero)


def pendiente(anio: int = 2026) -> dict[str, str]:
    """What waits of each operation."""
    return {str(una.operacion): f"{una.pendiente:.2f}" for una in devengados(anio)}  # type: ignore[attr-defined]  # annotated


def test_invoices_are_ticked_noted_together_once_and_held_against_the_account(mesa: Mesa) -> None:
    assert mesa(JEFA).get(f"{AQUI}facturas/").status_code == 403
    teresa = mesa(INTERVENTORA)
    vacia = llano(pagina(teresa, AQUI))
    assert "No hay ningún gasto pendiente de aplicar" in vacia
    assert "la diferencia es de 500,00 €" in vacia, "what the account had when it was opened"
    una, otra = factura(teresa, "7", "121.00"), factura(teresa, "8", "242.00")
    lista = pagina(teresa, f"{AQUI}facturas/")
    assert "363,00" in llano(lista)
    clave = formulario(teresa, f"{AQUI}facturas/")
    pide = {"fecha": "1/9/2026", "marcada": [str(una.id), str(otra.id)], "formulario": clave, "comun": "920.22100"}
    pide |= {f"importe-{una.id}": "121,00", f"importe-{otra.id}": "242,00", f"donde-{otra.id}": "629"}
    nada = teresa.post(f"{AQUI}facturas/", pide | {"marcada": []})
    assert (nada.status_code, "Elija al menos una factura" in llano(nada.content.decode())) == (422, True)
    mal = teresa.post(
        f"{AQUI}facturas/",
        pide | {f"importe-{una.id}": "121,01", f"donde-{otra.id}": "430", "fecha": ""},
    )
    dicho = llano(mal.content.decode())
    assert (mal.status_code, "Falta «Fecha»" in dicho, "El importe va de 100,00 €" in dicho) == (422, True, True)
    dicho = llano(mal.content.decode())
    assert f"{una.codigo}: El importe va de 100,00 €, sin su IVA, a 121,00 €." in dicho
    assert f"{otra.codigo}: Escriba la aplicación o la cuenta del gasto" in dicho
    assert not Operacion.objects.filter(clase="DV").exists(), "nothing half done"
    mal = teresa.post(f"{AQUI}facturas/", pide | {f"donde-{otra.id}": "6290000"})
    assert (mal.status_code, "6290000" in llano(mal.content.decode())) == (422, True)
    assert not Operacion.objects.filter(clase="DV").exists()
    hecho, otra_vez = (teresa.post(f"{AQUI}facturas/", pide) for _vez in range(2))
    assert (hecho.headers["Location"], otra_vez.headers["Location"]) == (AQUI, AQUI)
    assert Operacion.objects.filter(clase="DV").count() == 2
    vista = llano(pagina(teresa, AQUI))
    ana = str(Tercero.objects.get(persona__nif="12345678Z").persona)
    for texto in (f"{ana} 363,00", una.codigo, otra.codigo, "920.22100", "629", "la diferencia es de 500,00 €"):
        assert texto in vista, (texto, vista)
    csv = teresa.get(f"{AQUI}fichero/csv/").content.decode()
    assert f"12345678Z;{ana};7;{una.codigo};DV 2026/" in csv
    assert Acceso.objects.filter(que="devengados", objeto_id="2026").exists()
    assert "Todas las facturas registradas" in llano(pagina(teresa, f"{AQUI}facturas/"))
    # From its page no more; and the closing leads here
    suya = pagina(teresa, f"{E}facturas/{una.id}/")
    assert ("En la cuenta 413" in suya, f"{E}facturas/{una.id}/devengar/" in suya) == (True, False)
    repetida = teresa.post(f"{E}facturas/{una.id}/devengar/", {"fecha": "1/9/2026", "donde": "629", "importe": "121"})
    assert (repetida.status_code, "Ya está anotada en la 413" in llano(repetida.content.decode())) == (422, True)
    assert AQUI in pagina(teresa, f"{ANIO}cierre/")


def test_an_invoice_is_conformed_applied_and_undone(mesa: Mesa) -> None:
    teresa = mesa(INTERVENTORA)
    una = factura(teresa, "9", "121.00")
    suya = f"{E}facturas/{una.id}/"
    assert f"{suya}devengar/" in pagina(teresa, suya)
    assert "121,00" in pagina(teresa, f"{suya}devengar/")
    mal = teresa.post(f"{suya}devengar/", {"fecha": "1/9/2026", "donde": "430", "importe": "121"})
    assert (mal.status_code, "Escriba una aplicación" in llano(mal.content.decode())) == (422, True)
    assert (
        teresa.post(f"{suya}devengar/", {"fecha": "1/9/2026", "donde": "920.22100", "importe": "121"}).status_code
        == 302
    )
    linea = LineaOperacion.objects.get(operacion__factura_id=una.id)
    aplicar = f"{E}devengados/{linea.id}/aplicar/"
    pide = {"como": "ejercicio", "fecha": "1/9/2026", "importe": "121", "aplicacion": "920.22100", "texto": "Charla"}
    sin_conformar = teresa.post(aplicar, pide)
    assert "está así: Pendiente de conformidad" in llano(sin_conformar.content.decode())
    assert mesa(JEFA).post(f"{suya}conformar/", {"observaciones": ""}).status_code == 302
    teresa = mesa(INTERVENTORA)
    # By the number of another operation it would be twice in the accounts
    ado = Operacion.objects.get(clase="ADO")
    por_numero = teresa.post(f"{suya}obligacion/", {"numero": str(ado.numero), "anio": "2026"})
    assert "La factura está en la cuenta 413" in llano(por_numero.content.decode())
    parte = teresa.post(aplicar, pide | {"importe": "100"})
    assert (parte.status_code, "esta obliga a 121,00 €" in llano(parte.content.decode())) == (422, True)
    hecha = teresa.post(aplicar, pide)
    operacion = Operacion.objects.get(clase="ADO", factura_id=una.id)
    assert hecha.headers["Location"] == f"{E}operaciones/{operacion.id}/"
    una.refresh_from_db()
    assert (una.estado, una.operacion_o_id, pendiente()) == ("contabilizada", operacion.id, {})
    assert operacion.asiento is not None
    [apunte] = operacion.asiento.filas.filter(haber__codigo__startswith="400")
    assert apunte.debe_id == "4131"
    assert "ya se aplicó o se deshizo" in llano(teresa.get(aplicar).content.decode())
    # Its negative puts it back where it was, and the note itself is undone with its own
    corregir = {"fecha": "1/9/2026", "texto": "No era así", "linea-0": "121"}
    assert teresa.post(f"{E}operaciones/{operacion.id}/corregir/", corregir).status_code == 302
    assert pendiente() == {str(linea.operacion): "121.00"}
    assert teresa.post(f"{E}operaciones/{linea.operacion_id}/corregir/", corregir).status_code == 302
    assert pendiente() == {}
    assert presupuesto.fallas() == []


def test_by_hand_and_by_extrajudicial_recognition(mesa: Mesa) -> None:
    assert mesa(TESORERO).get(f"{AQUI}nuevo/").status_code == 403
    teresa = mesa(INTERVENTORA)
    pide = {"tercero": "B09000009", "texto": "Luz de 2025", "fecha": "1/9/2026", "donde": "628", "importe": "x"}
    mal = llano(teresa.post(f"{AQUI}nuevo/", pide | {"pendiente": "4131"}).content.decode())
    assert "Ningún tercero tiene ese NIF" in mal
    pide |= {"tercero": "B09000001", "importe": "300", "pendiente": "4131", "factura": "L-1"}
    clave = formulario(teresa, f"{AQUI}nuevo/")
    sin_documento = teresa.post(f"{AQUI}nuevo/", pide | {"documento": "NO-HAY"})
    assert sin_documento.status_code == 422
    for _vez in range(2):
        assert teresa.post(f"{AQUI}nuevo/", pide | {"formulario": clave}).status_code == 302
    linea = LineaOperacion.objects.get(operacion__clase="DV")
    assert (linea.cuenta, linea.saldo, linea.aplicacion_id) == ("628", Decimal(300), None)
    ficha = Tercero.objects.get(persona__nif="B09000001")
    assert linea.operacion.tercero_id == ficha.persona_id
    aplicar = f"{E}devengados/{linea.id}/aplicar/"
    assert teresa.get(f"{E}devengados/{SIN_UUID}/aplicar/").status_code == 404
    assert mesa(JEFA).get(aplicar).status_code == 403
    teresa = mesa(INTERVENTORA)
    como = {"como": "extrajudicial", "fecha": "1/9/2026", "importe": "300", "texto": "Luz de 2025"}
    sin_acuerdo = teresa.post(aplicar, como | {"aplicacion": "165.22100"})
    assert (sin_acuerdo.status_code, "acuerdo del Pleno que reconoce" in llano(sin_acuerdo.content.decode())) == (
        422,
        True,
    )
    sin_sitio = llano(teresa.post(aplicar, como | {"como": "ejercicio", "aplicacion": ""}).content.decode())
    assert "Diga la aplicación" in sin_sitio
    sin_origen = llano(teresa.post(aplicar, como | {"como": "ejercicio", "sigue": "RC 2026/99"}).content.decode())
    assert "No hay ninguna RC, A, AD ni D de 2026 con el número «RC 2026/99»" in sin_origen
    de_mas = llano(
        teresa.post(aplicar, como | {"como": "ejercicio", "aplicacion": "165.22100", "importe": "301"}).content.decode()
    )
    assert "Faltan 1,00 €" in de_mas
    acuerdo = Documento.objects.get(id=documento(ficha, "Acuerdo del Pleno")).csv
    parte = como | {"aplicacion": "165.22100", "importe": "100", "documento": acuerdo}
    clave = formulario(teresa, aplicar)
    primera, otra_vez = (teresa.post(aplicar, parte | {"formulario": clave}) for _vez in range(2))
    assert primera.headers["Location"] == otra_vez.headers["Location"]
    hecha = Operacion.objects.get(texto__startswith="Reconocimiento extrajudicial. Luz de 2025")
    assert (hecha.clase, hecha.importe) == ("ADO", Decimal(100))
    assert hecha.documento_id is not None
    assert Documento.objects.get(id=hecha.documento_id).csv == acuerdo
    # The rest after what was retained for it
    rc = presupuesto.retener(presupuesto.de("165.22100", "200"))
    de_la_rc = como | {"como": "ejercicio", "importe": "200", "sigue": f"RC 2026/{rc.numero}", "aplicacion": ""}
    assert teresa.post(aplicar, de_la_rc).status_code == 302
    assert (pendiente(), rc.lineas.get().saldo) == ({}, Decimal(0))
    assert re.search(r"Pendiente 0,00 € En la cuenta 413 500,00 €", llano(pagina(teresa, AQUI)))


def test_at_the_end_of_a_year_it_is_what_was_then(mesa: Mesa) -> None:
    quien, reloj = presupuesto.INTERVENCION, presupuesto.RELOJ
    antes = acciones.devengar(
        actor=quien,
        cabecera=presupuesto.cabecera(date(2025, 12, 30)),
        lineas=[LineaPedida(Decimal(80), cuenta="629")],
        reloj=reloj,
    )
    assert pendiente(2025) == pendiente(2026) == {"DV 2025/1": "80.00"}
    teresa, linea = mesa(INTERVENTORA), antes.lineas.get()
    pide = {"como": "ejercicio", "fecha": "1/9/2026", "importe": "50", "aplicacion": "920.22100", "texto": "De 2025"}
    aplicar = f"{E}devengados/{linea.id}/aplicar/"
    mal = llano(teresa.post(aplicar, pide).content.decode())
    assert "El gasto es de 2025 y no consta qué lo comprometió entonces" in mal
    mal = llano(teresa.post(aplicar, pide | {"como": "compromiso", "documento": "AD 2025/7"}).content.decode())
    assert "No hay ninguna operación de gasto con el número «AD 2025/7»" in mal
    acuerdo = Documento.objects.get(id=documento(Tercero.objects.order_by("id")[0], "Acuerdo del Pleno")).csv
    lleva = teresa.post(aplicar, pide | {"como": "con_dotacion", "documento": acuerdo}).headers["Location"]
    assert "tenía crédito en su ejercicio (RD 500/1990 60.2)" in llano(pagina(teresa, lleva))
    assert (pendiente(2025), pendiente(2026)) == ({"DV 2025/1": "80.00"}, {"DV 2025/1": "30.00"})
    assert "Pendiente 80,00 € En la cuenta 413 80,00 €" in llano(pagina(teresa, f"{E}2025/devengados/"))
    hecha = Operacion.objects.get(clase="ADO", texto="De 2025")
    corregir = {"fecha": "1/9/2026", "texto": "No era", "linea-0": "50"}
    assert teresa.post(f"{E}operaciones/{hecha.id}/corregir/", corregir).status_code == 302
    assert pendiente(2025) == pendiente(2026) == {"DV 2025/1": "80.00"}
