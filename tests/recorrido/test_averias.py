"""Something stops in the middle of a story: people read what waits, the legal dates stand, and it ends without a developer.

One story with three breakdowns (`averias.py`), told once with the real processes; one test for each.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .averias import INDICE_FIRMADO
from .entrega import RAIZ, sin_base

pytestmark = pytest.mark.lento
Leido = dict[str, str]
NUMERO = re.compile(r"Número de registro\s*(\d{4}-E-\d{8})")
CUANDO = re.compile(r"La registramos el (.*?)\. Su expediente")
PLAZO_DE_LA_NOTIFICACION = re.compile(r"Disponible desde\s*(.*?) Puede abrirla hasta\s*(\d+ de \w+ de \d+)")


@pytest.fixture(scope="module")
def leido(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Leido]:
    """What each page said, by breakdown."""
    fichero = tmp_path_factory.mktemp("averias") / "leido.json"
    orden = [sys.executable, "-m", "tests.recorrido.contar_averias", str(fichero)]
    hecho = subprocess.run(orden, check=False, cwd=RAIZ, env=sin_base(), capture_output=True, text=True)
    assert hecho.returncode == 0, f"the story did not end:\n{hecho.stdout[-2000:]}{hecho.stderr[-4000:]}"
    return _leer(fichero)


def _leer(fichero: Path) -> dict[str, Leido]:
    contenido: dict[str, Leido] = json.loads(fichero.read_text("utf-8"))
    return contenido


def hallar(patron: re.Pattern[str], texto: str) -> tuple[str, ...]:
    """The groups of a pattern that must be there."""
    hallado = patron.search(texto)
    assert hallado is not None, texto
    return hallado.groups()


def test_sin_sello_de_tiempo_se_presenta_y_el_administrador_lo_reintenta(leido: dict[str, Leido]) -> None:
    tsa = leido["tsa"]
    antes, despues = tsa["confirmacion"], tsa["confirmacion despues"]
    assert "Su justificante" in antes
    assert "pendiente de sello de tiempo" in tsa["mesa"]
    assert "La autoridad de sellado de tiempo no responde" in tsa["mesa"]
    assert "Añadir el sello de tiempo a un documento firmado" in tsa["cola"]
    assert "La autoridad de sellado de tiempo no responde" in tsa["cola"]
    assert "pendiente" not in tsa["mesa despues"]
    assert "Firmado y con sello de tiempo" in tsa["mesa despues"]
    assert "Sellado" in despues
    assert hallar(NUMERO, antes) == hallar(NUMERO, despues)
    assert hallar(CUANDO, antes) == hallar(CUANDO, despues)
    assert ", a las 23:58:" in hallar(CUANDO, despues)[0]


def test_sin_trabajadores_el_decreto_conserva_su_numero_y_sigue_solo(leido: dict[str, Leido]) -> None:
    parados = leido["trabajadores"]
    assert re.search(
        r"Tiene el número 1/\d{4}\. Su documento se está preparando; cuando esté, irá solo", parados["mesa"]
    )
    assert "TrabajadoresMal" in parados["estado"]
    assert "Lo que espera no se pierde." in parados["estado"]
    assert "Generar el documento de una resolución numerada" in parados["cola"]
    assert re.search(r"Resolución 1/\d{4}: .*? Firmado y con sello de tiempo", leido["final"]["documentos"])


def test_sin_correo_la_notificacion_cuenta_desde_su_dia_y_el_aviso_sale_despues(leido: dict[str, Leido]) -> None:
    correo = leido["correo"]
    assert (
        "El aviso por correo no ha salido; se volverá a intentar. El servidor de correo no responde." in correo["mesa"]
    )
    assert "Avisar por correo de una notificación" in correo["cola"]
    assert "El servidor de correo no responde." in correo["cola"]
    assert "Avisada por correo" in correo["mesa despues"]
    assert int(correo["correos"]) == 1
    assert hallar(PLAZO_DE_LA_NOTIFICACION, correo["sede"]) == hallar(PLAZO_DE_LA_NOTIFICACION, correo["sede despues"])


def test_la_historia_termina(leido: dict[str, Leido]) -> None:
    final = leido["final"]
    assert "El expediente está cerrado. No queda nada por hacer." in final["expediente"]
    assert INDICE_FIRMADO in final["expediente"]
    assert "pendiente" not in final["documentos"].lower()
    assert "Este expediente está cerrado." in final["sede"]
