"""The page that says whether an entry is under a published head: by its receipt, by its proof, and never of what is not ours."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from consistorio.documental.registro import trabajos as registro
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tests.factories import LUNES, adjunto, asentar
from consistorio.documental.sellado import trabajos as sellado
from consistorio.plataforma.calendario.reloj import mover_reloj

pytestmark = [pytest.mark.usefixtures("base_propia", "casa_que_firma"), pytest.mark.lento]
DIRECCION, SEMILLA, CUANTAS = "/verificacion/prueba/", 20261128, 30


def registrado(clave: str = "p") -> tuple[Asiento, str]:
    """An entry with its receipt, and the code of this."""
    mover_reloj(LUNES.momento)
    with transaction.atomic():
        asiento = asentar(clave, documentos=[adjunto()])
    registro.emitir_justificante(asiento_id=str(asiento.id))
    asiento.justificante.refresh_from_db()
    documento = asiento.justificante.documento
    assert documento is not None
    return asiento, documento.csv


def test_an_entry_waits_for_its_head_and_then_is_proved_inside_and_outside(client: Client) -> None:
    asiento, csv = registrado()
    assert "Este hecho todavía no está sellado." in client.post(DIRECCION, {"csv": csv}).content.decode()
    sellado.sellar_cabecera()
    dicho = client.post(DIRECCION, {"csv": csv}).content.decode()
    assert "Está sellado" in dicho
    assert asiento.numero_completo in dicho
    hecho, prueba = (client.post(DIRECCION, {"csv": csv, "descargar": que}).content for que in ("hecho", "prueba"))
    assert json.loads(hecho)["datos"]["asiento_id"] == str(asiento.id)
    assert hashlib.sha256(b"\0" + hecho).hexdigest() == json.loads(prueba)["hash_hoja"]
    fichero = SimpleUploadedFile("prueba_inclusion.json", prueba)
    for dada in ({"fichero": fichero}, {"prueba": prueba.decode()}):
        dicho = client.post(DIRECCION, dada).content.decode()
        assert "lleva a una cabecera que publicamos nosotros" in dicho


def test_what_is_downloaded_fits_together_although_another_head_came_since(client: Client, tmp_path: Path) -> None:
    _asiento, csv = registrado()
    sellado.sellar_cabecera()
    pagina = client.post(DIRECCION, {"csv": csv}).content.decode()
    ocultos = dict(re.findall(r'<input type="hidden" name="(csv|tamano)" value="([^"]*)"', pagina))
    with transaction.atomic():
        asentar("otro")
    sellado.sellar_cabecera()
    orden = re.search(r"python3 (comprobar_inclusion\.py) (\S+) (\S+) ([a-z.]+)", pagina)
    assert orden is not None
    nombres = orden.groups()
    assert f'href="/verificacion/cabeceras/{ocultos["tamano"]}.json"' in pagina
    assert 'href="/verificacion/comprobar_inclusion.py"' in pagina
    for nombre, contenido in zip(
        nombres,
        (
            client.get(f"/verificacion/{nombres[0]}").content,
            client.post(DIRECCION, {**ocultos, "descargar": "prueba"}).content,
            client.get(f"/verificacion/cabeceras/{ocultos['tamano']}.json").content,
            client.post(DIRECCION, {**ocultos, "descargar": "hecho"}).content,
        ),
        strict=True,
    ):
        (tmp_path / nombre).write_bytes(contenido)
    hecho = subprocess.run([sys.executable, "-I", *nombres], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert (hecho.returncode, hecho.stdout) == (0, "Está bajo la cabecera.\n"), hecho.stdout


def test_a_proof_that_was_changed_is_not_ours(client: Client) -> None:
    _asiento, csv = registrado()
    sellado.sellar_cabecera()
    prueba = json.loads(client.post(DIRECCION, {"csv": csv, "descargar": "prueba"}).content)
    azar = Random(SEMILLA)
    for numero in range(CUANTAS):
        cambiada = json.loads(json.dumps(prueba))
        match azar.choice(("hash_hoja", "raiz", "camino", "indice", "tamano", "falta")):
            case "falta":
                del cambiada["camino"][azar.randrange(len(cambiada["camino"]))]
            case "camino":
                cambiada["camino"][azar.randrange(len(cambiada["camino"]))] = f"{azar.getrandbits(256):064x}"
            case "hash_hoja" | "raiz" as campo:
                cambiada[campo] = f"{azar.getrandbits(256):064x}"
            case campo:
                cambiada[campo] += azar.choice((-1, 1, 1 << 40))
        respuesta = client.post(DIRECCION, {"prueba": json.dumps(cambiada)})
        dicho = respuesta.content.decode()
        assert "Está sellado" not in dicho, f"seed {SEMILLA}, change {numero}: {cambiada}"
        assert respuesta.status_code in (200, 422)


MALAS: list[dict[str, str]] = [
    {},
    {"csv": "AAAA-BBBB-CCCC-DDDD-EEEE"},
    {"prueba": "{}"},
    {"prueba": "[" * 15_000},
    {"prueba": "9" * 19_000},
    {"prueba": "x" * 30_000},
    {"prueba": '{"camino":[],"hash_hoja":"' + "é" * 64 + '","indice":0,"raiz":"","tamano":1}'},
    {"prueba": json.dumps({"camino": [], "hash_hoja": "0" * 64, "indice": True, "raiz": "0" * 64, "tamano": 1})},
]


def test_what_is_no_proof_nor_receipt_is_said_beside_its_box(client: Client) -> None:
    asiento, _csv = registrado()
    otro = asiento.documentos.get().documento
    assert otro is not None
    for dada in (*MALAS, {"csv": otro.csv}):
        respuesta = client.post(DIRECCION, dada)
        assert respuesta.status_code == 422, dada
        assert "govuk-error-summary" in respuesta.content.decode()
    assert "no es de un justificante" in respuesta.content.decode()
