"""The taxes of the town at the desk: from a withholding of nobody to a model that was presented and paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_economia import (
    ANIO,
    INTERVENTORA,
    JEFA,
    TESORERO,
    E,
    Sembradas,
    llano,
    pagina,
    sembrar,
)
from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.economia.presupuesto.tipos import Descuento
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion.models import Declaracion
from consistorio.economia.tributacion.tests.escenario import documento
from consistorio.servicios.tests import escenario

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """The town with its accounts, as the tests of the accounts have it."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("cuentas_del_escritorio", sembrar):
        yield


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
    mala = teresa.post(suya, {"tercero": "Z", "clave": "G-01", "base": "1", "retencion": "x"})
    assert mala.status_code == 422
    buena = {"tercero": "B09000001", "clave": "G-01", "base": "1000", "retencion": "150"}
    assert teresa.post(suya, buena | {"retencion": "150,01"}).status_code == 422
    assert teresa.post(suya, buena).status_code == 302
    cifras = pagina(teresa, f"{trimestre}?casilla=09")
    assert f"{E}operaciones/{pago.id}/" in cifras
    assert "De qué sale la casilla 09" in llano(cifras)
    assert "150,00" in pagina(teresa, f"{trimestre}csv/")
    ficha = Tercero.objects.get(persona__nif="B09000001")
    csv = Documento.objects.get(id=documento(ficha, "Justificante")).csv
    presentado = {"fecha": "15/4/2026", "justificante": "1112026", "documento": "NADIE"}
    assert teresa.post(f"{trimestre}presentar/", presentado).status_code == 422
    assert teresa.post(f"{trimestre}presentar/", presentado | {"documento": csv}).status_code == 302
    una = Declaracion.objects.get()
    fernando = mesa(TESORERO)
    pagar = f"{E}impuestos/declaraciones/{una.id}/pagar/"
    assert fernando.post(pagar, {"fecha": "20/4/2026", "ordinal": "400"}).status_code == 422
    assert fernando.post(pagar, {"fecha": "20/4/2026", "ordinal": "571"}).status_code == 302
    assert "Pagado" in llano(pagina(fernando, trimestre))
    teresa = mesa(INTERVENTORA)
    anual = llano(pagina(teresa, f"{ANIO}impuestos/190/0A/"))
    assert "Coincide" in anual
    assert "Abierto" in anual  # the year has not ended
    for camino in ("347/0A/", "303/1T/", "115/1T/", "180/0A/", "347/archivo/"):
        pagina(teresa, f"{ANIO}impuestos/{camino}")
    assert teresa.get(f"{ANIO}impuestos/libros/soportado/xlsx/").status_code == 200
    sin_telefono = teresa.post(f"{ANIO}impuestos/347/archivo/", {"numero": "1", "telefono": "2", "contacto": "Inés"})
    assert sin_telefono.status_code == 422
    assert teresa.post(f"{ANIO}impuestos/303/1T/liquidar/").status_code == 302
    assert teresa.get(f"{ANIO}impuestos/999/1T/").status_code == 404
