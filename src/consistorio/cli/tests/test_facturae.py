"""`facturae importar` in this process, on the tests' database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from consistorio.cli import facturae
from consistorio.cli.datos_demo.facturae import Pedida, factura, firmada
from consistorio.documental.firma.cms import Firmador
from consistorio.economia.facturas.models import Factura
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.reloj import RelojSistema

pytestmark = [pytest.mark.usefixtures("pueblo_sembrado"), pytest.mark.django_db]


def _orden(*palabras: str | Path) -> int:
    analizador = argparse.ArgumentParser()
    facturae.configurar(analizador)
    return facturae.ejecutar(analizador.parse_args(["importar", *map(str, palabras)]))


def test_it_notes_them_and_says_what_is_wrong(
    casa_que_firma: Servidor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(facturae, "preparar_django", lambda: None)  # it is ready: this process is the tests'
    firmador, ahora = Firmador(casa_que_firma.pki.mano("ciudadania/11111111H-B99999997")), RelojSistema().ahora()
    buena, mala = tmp_path / "buena.xml", tmp_path / "mala.xml"
    buena.write_bytes(firmada(factura(Pedida(fecha="2020-01-01")), firmador, ahora))
    mala.write_bytes(firmada(factura(Pedida(fecha="2020-01-01", numero="F-2", total="1.00")), firmador, ahora))
    assert _orden(buena) == 0
    una = Factura.objects.get()
    assert una.codigo in capsys.readouterr().out
    assert _orden(buena, "--json") == 0
    [dicha] = json.loads(capsys.readouterr().out)["anotadas"]
    assert (dicha["codigo"], dicha["total"], dicha["estado"], dicha["firma"]) == (
        una.codigo,
        "1210.00",
        "1300",
        "VALIDA",
    )
    assert Factura.objects.count() == 1
    assert _orden(mala) == 1
    dicho = capsys.readouterr().out
    assert "el total de la factura (línea" in dicho
    assert "Se propone rechazarla: Sus importes no cuadran" in dicho
    (tmp_path / "nada.xml").write_bytes(b"<a/>")
    assert _orden(tmp_path / "nada.xml") == 1
    assert "No es una factura electrónica" in capsys.readouterr().out
    assert _orden(tmp_path / "no-esta.xml") == 2
