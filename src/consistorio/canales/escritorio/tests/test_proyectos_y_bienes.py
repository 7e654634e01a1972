"""Projects with what finances them, the assets, and the concepts of no budget, at the desk."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_tesoreria import (
    INTERVENTORA,
    TESORERO,
    E,
    enviar,
    llano,
    pagina,
    reloj,
    villa_sembrada,
)
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.tesoreria.tests.escenario import ordenado, persona
from consistorio.servicios.tests.escenario import RelojDePrueba

CONCEPTO = "42010"  # of income, of the budget of the example
__all__ = ["reloj", "villa_sembrada"]
pytestmark = pytest.mark.django_db


def test_a_project_is_opened_with_what_finances_it_and_what_is_of_it(mesa: Mesa, reloj: RelojDePrueba) -> None:
    jefa = mesa("marta")
    assert "Este año no hay proyectos" in pagina(jefa, f"{E}2026/proyectos/")
    assert jefa.get(f"{E}proyectos/abrir/").status_code == 403
    interventora = mesa(INTERVENTORA)
    nuevo = f"{E}proyectos/abrir/"
    con_mas = enviar(
        interventora, nuevo, {"que": "mas_agentes", "nombre": "Parque", "agentes": "3", "arrastres": "2"}, 200
    )
    assert con_mas.count('-aportacion"') > 5
    assert 'value="Parque"' in con_mas
    campos = {
        "que": "abrir",
        "codigo": "2026-inv-1",
        "nombre": "Parque",
        "gasto_total": "20.000,00",
        "desde": "2026",
        "hasta": "2027",
    }
    campos |= {
        "agente-0-exclusivo": "on",
        "agente-0-nombre": "Comunidad",
        "agente-0-economica": "75080",
        "agente-0-aportacion": "mucho",
    }
    campos |= {"arrastre-0-anio": "2025", "arrastre-0-importe": "10"}
    assert "Escriba" in enviar(interventora, nuevo, campos, 422)
    campos["agente-0-aportacion"] = "15.000,00"
    assert "El año es del proyecto" in enviar(interventora, nuevo, campos, 422)
    campos |= {"arrastre-0-anio": "", "arrastre-0-importe": ""}
    suyo = enviar(interventora, nuevo, campos)
    assert suyo.endswith("/proyectos/2026-INV-1/")
    assert "Ninguna todavía" in pagina(interventora, suyo)
    mal = enviar(interventora, f"{suyo}aplicaciones/", {"anio": "2026", "codigos": "1532.61900\n1.1\n920.99999"}, 422)
    assert "1.1 no está en el presupuesto" in mal
    assert "920.99999 no está" in mal
    enviar(interventora, f"{suyo}aplicaciones/", {"anio": "2026", "codigos": "1532.61900"})
    obra = ordenado("1532.61900", "10000", persona(1))
    vista = llano(pagina(interventora, suyo))
    assert "0,750000" in vista
    assert "-7.500,00" in vista
    assert obra.texto not in vista
    lista = llano(pagina(interventora, f"{E}2026/proyectos/"))
    assert "2026-INV-1 Parque 2026–2027 20.000,00 10.000,00 10.000,00 -7.500,00" in lista
    _cambia(interventora, suyo)
    _un_derecho_suyo(interventora, campos, reloj)
    csv = interventora.get(f"{E}2026/proyectos/csv/").content.decode("utf-8-sig").splitlines()
    assert len(csv) == 4
    assert csv[1].endswith(";-7500,00;-7500,00")


def _cambia(interventora: Client, suyo: str) -> None:
    """It costs more and another one finances it: from this year on, with its reason; what it was is told."""
    cambiar = f"{suyo}cambiar/"
    vista = pagina(interventora, cambiar)
    assert 'value="20.000,00"' in vista or 'value="20000,00"' in vista
    [aporta] = re.findall(r'name="(aporta_[0-9a-f]+)"', vista)
    pide = {"ejercicio": "2026", "nombre": "Parque", "gasto_total": "25.000,00", "hasta": "2026", aporta: "30.000,00"}
    mal = enviar(interventora, cambiar, pide | {"nuevo_nombre": "Diputación", "motivo": "Más obra"}, 422)
    assert "dígalo, o deje vacío" in mal
    assert "financian más de lo que cuesta" in enviar(interventora, cambiar, pide | {"motivo": "Más obra"}, 422)
    nuevo = {"nuevo_nombre": "Diputación", "nuevo_economica": "76100", "nuevo_aportacion": "5.000,00"}
    enviar(interventora, cambiar, pide | nuevo | {aporta: "15.000,00", "motivo": "Más obra"})
    vista = llano(pagina(interventora, suyo))
    assert "0,600000" in vista
    assert "Más obra Desde 2026" in vista
    assert "Antes: Parque, hasta 2027" in vista
    suyas = dict.fromkeys(re.findall(r'name="(aporta_[0-9a-f]+)"', pagina(interventora, cambiar)), "5.000,00")
    pide |= suyas | {"gasto_total": "20.000,00", "hasta": "2027", aporta: "15.000,00"}
    enviar(interventora, cambiar, pide | {"motivo": "Como estaba"})


def _un_derecho_suyo(interventora: Client, campos: dict[str, str], reloj: RelojDePrueba) -> None:
    """Of who finances with a concept that is not only of the project, each right is said."""
    nuevo = f"{E}proyectos/abrir/"
    agente = Proyecto.objects.get().agentes.get(nombre="Comunidad")
    assert interventora.get(f"{E}proyectos/agentes/{agente.id}/derecho/").status_code == 409
    derecho = presupuesto.reconocer(
        actor=INTERVENCION,
        clase="DR",
        cabecera=Cabecera(date(2026, 8, 3), "Subvención para el parque", tercero_id=persona(1)),
        lineas=[LineaPedida(Decimal("6000"), codigo=CONCEPTO)],
        reloj=reloj,
    )
    otro = campos | {"codigo": "2026-INV-2", "agente-0-economica": CONCEPTO, "agente-0-exclusivo": ""}
    otro_suyo = enviar(interventora, nuevo, otro)
    agente = Proyecto.objects.get(codigo="2026-INV-2").agentes.get()
    camino = f"{E}proyectos/agentes/{agente.id}/derecho/"
    assert "Subvención para el parque" in pagina(interventora, camino)
    enviar(interventora, camino, {"linea": derecho.lineas.get().id})
    assert "6.000,00" in llano(pagina(interventora, otro_suyo))


def test_an_asset_is_entered_depreciated_and_taken_out(mesa: Mesa, reloj: RelojDePrueba) -> None:
    assert mesa("marta").get(f"{E}inmovilizado/").status_code == 403
    interventora = mesa(INTERVENTORA)
    assert "Todavía no hay bienes" in pagina(interventora, f"{E}inmovilizado/")
    alta = {"nombre": "Camión", "cuenta": "430", "valor": "10.000,00", "en_servicio": "1/7/2025", "vida": "10"}
    assert "no es una cuenta de inmovilizado" in enviar(interventora, f"{E}inmovilizado/alta/", alta, 422)
    suyo = enviar(interventora, f"{E}inmovilizado/alta/", alta | {"cuenta": "218", "previa": "504,11"})
    assert "Todavía no se ha amortizado" in pagina(interventora, suyo)
    ensayo = llano(pagina(interventora, f"{E}2026/amortizacion/"))
    assert "Total 999,46" in ensayo
    asiento = enviar(interventora, f"{E}2026/amortizacion/", {})
    assert "6818" in pagina(interventora, asiento)
    assert "No queda nada por amortizar" in pagina(interventora, f"{E}2026/amortizacion/")
    assert f'href="{asiento}"' in pagina(interventora, suyo)
    mal = llano(enviar(interventora, f"{suyo}baja/", {"dia": "1/8/2026", "causa": "Se vendió"}, 422))
    assert "ya está amortizado por el ejercicio" in mal
    enviar(interventora, f"{E}2026/amortizacion/deshacer/", {"motivo": "Faltaba la baja del camión"})
    enviar(interventora, f"{suyo}baja/", {"dia": "1/8/2026", "causa": "Se vendió"})
    vista = llano(pagina(interventora, suyo))
    assert "De baja desde el 1 de agosto de 2026: Se vendió" in vista
    lista = llano(pagina(interventora, f"{E}inmovilizado/?cuenta=21"))
    assert "Camión 218 01/07/2025 10 10.000,00 504,11 9.495,89 De baja" in lista
    csv = interventora.get(f"{E}inmovilizado/fichero/csv/").content.decode("utf-8-sig").splitlines()
    assert csv[1].endswith("504,11;9495,89;01/08/2026;Se vendió")


def test_a_concept_of_no_budget_goes_down_to_its_entries(mesa: Mesa, reloj: RelojDePrueba) -> None:
    tesorero = mesa(TESORERO)
    nuevo = {"codigo": "fianzas obra", "denominacion": "Fianzas de obras", "cuenta": "700", "naturaleza": "acreedor"}
    mal = enviar(tesorero, f"{E}no-presupuestario/nuevo/", nuevo, 422)
    assert "El código son letras" in mal
    assert "grupos 1, 2, 4 o 5" in mal
    enviar(tesorero, f"{E}no-presupuestario/nuevo/", nuevo | {"codigo": "fianzas_obra", "cuenta": "560"})
    for clase, importe in (("INP", "500.25"), ("PNP", "100.25")):
        presupuesto.anotar_no_presupuestario(
            actor=INTERVENCION,
            clase=clase,
            cabecera=Cabecera(date(2026, 9, 1), f"Fianza {clase}"),
            lineas=[LineaPedida(Decimal(importe), codigo="FIANZAS_OBRA")],
            ordinal="57101",
            reloj=reloj,
        )
    lista = llano(pagina(tesorero, f"{E}2026/no-presupuestario/"))
    assert "FIANZAS_OBRA Fianzas de obras Acreedor 500,25 100,25 560 -400,00" in lista
    suyo = pagina(tesorero, f"{E}2026/no-presupuestario/FIANZAS_OBRA/")
    operacion = Operacion.objects.get(clase="INP")
    assert f"/asientos/{operacion.asiento_id}/" in suyo
    assert "Fianza PNP 100,25" in llano(suyo)
    assert "FIANZAS_OBRA</a>" in pagina(tesorero, f"{E}operaciones/{operacion.id}/")
    assert tesorero.get(f"{E}2026/no-presupuestario/NADA/").status_code == 404
    csv = tesorero.get(f"{E}2026/no-presupuestario/FIANZAS_OBRA/fichero/csv/").content.decode("utf-8-sig").splitlines()
    assert csv[-1].split(";")[3:7] == ["500,25", "", "", "400,00"]
    todos = tesorero.get(f"{E}2026/no-presupuestario/fichero/csv/").content.decode("utf-8-sig")
    assert "FIANZAS_OBRA;Fianzas de obras;560;Acreedor;500,25;100,25;0,00;-400,00" in todos
