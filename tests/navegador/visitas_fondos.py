"""Who opens each page of the funds of habilitados: Tesorería what moves their money, Intervención the rest."""

from __future__ import annotations

from consistorio.economia.presupuesto.models import Fondo
from tests.navegador.fichas import Fichas
from tests.navegador.quien_visita import COBRA, INTERVIENE, Datos, Visita, del_ejercicio


def caja(_fichas: Fichas) -> Datos:
    return {"fondo_id": Fondo.objects.get(clase="caja_fija").id}


def orden(_fichas: Fichas) -> Datos:
    return {"fondo_id": Fondo.objects.get(clase="a_justificar", denominacion="Fiestas").id}


def de_otro_anio(_fichas: Fichas) -> Datos:
    return {"fondo_id": Fondo.objects.get(denominacion="Cabalgata").id}


DE_LOS_FONDOS: dict[str, Visita] = {
    **dict.fromkeys(("fondos_de_habilitados", "librar_a_justificar"), (INTERVIENE, del_ejercicio)),
    "fondo": (INTERVIENE, orden),
    "justificar_fondo": (INTERVIENE, caja),
    "constituir_caja_fija": (COBRA, del_ejercicio),
    **dict.fromkeys(("pagos_del_fondo", "reintegrar_fondo"), (COBRA, caja)),
    "ingresar_de_fondo": (COBRA, de_otro_anio),
}
