"""Refunds and payments of no budget at the desk: proposed from a concept or a deposit, put in a list with the rest, and taken away."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_tesoreria import (
    INTERVENTORA,
    TESORERO,
    TRAMITA,
    E,
    T,
    enviar,
    llano,
    pagina,
    reloj,
    villa_sembrada,
)
from consistorio.economia.tesoreria.models import PagoPropuesto, RelacionDePagos
from consistorio.economia.tesoreria.tests.escenario import NUMEROS, ordenado, persona
from consistorio.economia.tesoreria.tests.test_sin_orden import devolucion, fianza, propuesto, retenido
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["reloj", "villa_sembrada"]
PROPONER = f"{T}pagos/proponer/"
pytestmark = pytest.mark.django_db


def test_what_is_of_others_is_proposed_and_paid_with_the_refunds(mesa: Mesa, reloj: RelojDePrueba) -> None:
    acuerdo = devolucion("60.10", persona(2))
    retenido("75.50", persona(0))
    deposito = fianza("300", persona(1)).lineas.get()
    for quien in (INTERVENTORA, TRAMITA):
        assert mesa(quien).get(PROPONER).status_code == 403
    assert "Proponer un pago" not in pagina(mesa(INTERVENTORA), f"{T}pagos/")
    tesorero = mesa(TESORERO)
    assert "Proponer un pago por transferencia" in pagina(tesorero, f"{E}2026/no-presupuestario/IRPF/")
    assert "Proponer un pago por" not in pagina(tesorero, f"{E}2026/no-presupuestario/ANTICIPOS/")
    _lo_retenido(tesorero)

    # A deposit is given back from its page: neither its concept nor its third party is asked for
    suya = f"{PROPONER}?linea={deposito.id}"
    assert suya in pagina(tesorero, f"{E}depositos/{persona(1)}/")
    vista = pagina(tesorero, suya)
    assert "de la que quedan 300,00 €" in llano(vista)
    assert all(f'name="{campo}"' not in vista for campo in ("concepto", "tercero"))
    assert Acceso.objects.filter(que="pago_propuesto", objeto_id=str(deposito.id)).count() == 1
    campos: dict[str, object] = {"linea": deposito.id, "importe": "300,01", "texto": "Devolución de la fianza"}
    assert "Faltan 0,01 €" in llano(enviar(tesorero, PROPONER, campos, 422))
    assert enviar(tesorero, PROPONER, campos | {"importe": "300"}).endswith("/tesoreria/pagos/")
    assert "de la que quedan 0,00 € sin proponer" in llano(pagina(tesorero, suya))
    assert pagina(tesorero, f"{PROPONER}?linea={acuerdo.lineas.get().id}").count('name="concepto"') == 1, "of no budget"

    _en_una_relacion(tesorero, acuerdo.id)


def _lo_retenido(tesorero: Client) -> None:
    """By its concept, to whoever is said; a form sent twice proposes once."""
    vista = pagina(tesorero, f"{PROPONER}?concepto=IRPF")
    assert re.findall(r"<option[^>]*selected[^>]*>([^<]+)", vista) == ["IRPF · Retenciones del IRPF · 75,50 €"]
    assert "EMBARGOS" not in vista, "nothing is owed there"
    mal = llano(enviar(tesorero, PROPONER, {}, 422))
    assert all(f"Falta «{cual}»" in mal for cual in ("¿Quién cobra?", "Importe", "¿De qué es el pago?"))
    [usado] = re.findall(r'name="formulario" value="([^"]+)"', vista)
    campos: dict[str, object] = {"concepto": "IRPF", "importe": "75,50", "texto": "Modelo 111 de agosto"}
    campos["formulario"] = usado
    for tercero, dice in (("Z0000000Z", "Ningún tercero"), ("Suministros", "")):
        mal = llano(enviar(tesorero, PROPONER, campos | {"tercero": tercero, "importe": "80"}, 422))
        assert (dice or "Faltan 4,50 €") in mal
    for _vez in range(2):
        enviar(tesorero, PROPONER, campos | {"tercero": NUMEROS[0]})
    [hecho] = PagoPropuesto.objects.all()
    assert (hecho.importe, hecho.persona_id, hecho.texto) == (Decimal("75.50"), persona(0), "Modelo 111 de agosto")


def _en_una_relacion(tesorero: Client, acuerdo_id: object) -> None:
    """They wait with the rest, and what a list has is not taken away."""
    hacienda, vuelta = PagoPropuesto.objects.order_by("id")
    lista = pagina(tesorero, f"{T}pagos/")
    assert f"/operaciones/{acuerdo_id}/" in lista
    assert all(dicho in llano(lista) for dicho in ("IRPF. Modelo 111 de agosto", "Devolución de la tasa", "435,60 €"))
    assert llano(lista).count("Quitarlo de lo pendiente") == 2
    csv = tesorero.get(f"{T}pagos/fichero/csv/").content.decode("utf-8-sig")
    assert hacienda.referencia in csv
    elegidos: dict[str, object] = {"pago": [acuerdo_id, hacienda.id, vuelta.id]}
    preparar = llano(enviar(tesorero, f"{T}pagos/relacion/", {"que": "elegir", **elegidos}, 200))
    assert "Total 435,60" in preparar
    campos = elegidos | {"que": "preparar", "ordinal": "1", "fecha": "3/9/2026", "filas": "1"}
    descuento = {"descuento-0-pago": hacienda.referencia, "descuento-0-concepto": "SS", "descuento-0-importe": "1"}
    assert "no se descuenta nada" in llano(enviar(tesorero, f"{T}pagos/relacion/", campos | descuento, 422))
    suya = enviar(tesorero, f"{T}pagos/relacion/", campos)
    una = RelacionDePagos.objects.get()
    assert "FIANZAS. Devolución de la fianza" in llano(pagina(tesorero, suya))
    retirar = f"{T}pagos/propuestos/{vuelta.id}/retirar/"
    assert retirar not in pagina(tesorero, f"{T}pagos/")
    assert "en una relación" in llano(enviar(tesorero, retirar, {"motivo": "Sigue la obra en marcha"}, 422))
    enviar(tesorero, f"{T}relaciones/{una.id}/retirar/", {"motivo": "Sigue la obra en marcha"})
    assert "300,00 €" in llano(pagina(tesorero, retirar))
    enviar(tesorero, retirar, {"motivo": "corto"}, 422)
    enviar(tesorero, retirar, {"motivo": "Sigue la obra en marcha"})
    assert "Devolución de la fianza" not in llano(pagina(tesorero, f"{T}pagos/"))


def test_the_list_takes_the_same_queries_whatever_refunds_and_proposals_it_has(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    def consultas() -> int:
        tesorero = mesa(TESORERO)
        pagina(tesorero, f"{T}pagos/")
        with CaptureQueriesContext(connection) as hechas:
            pagina(tesorero, f"{T}pagos/")
        return len(hechas)

    def hay(veces: int) -> None:
        for _vez in range(veces):
            devolucion("1", persona(2))
            propuesto(reloj, "1", persona(0), concepto="IRPF")
            propuesto(reloj, "1", linea_id=fianza("2", persona(1)).lineas.get().id)

    ordenado("920.22100", "12", persona(0))
    retenido("75.50", persona(0))
    hay(1)
    pocas = consultas()
    hay(3)
    assert consultas() == pocas
