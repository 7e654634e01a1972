"""A command in another window calls the processes of the demo that is running."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from consistorio.cli.entorno import conocer_a_los_procesos


def test_the_processes_of_the_demo_are_where_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"CONSISTORIO_VAR": str(tmp_path), "CONSISTORIO_SMTP_SERVIDOR": "otro"})
    conocer_a_los_procesos()
    assert "CONSISTORIO_CLAMD" not in os.environ, "there was no demo"
    (tmp_path / "demo").mkdir()
    puertos = {"web": "8300", "pki": "8301", "correo": "8303", "antivirus": "8305"}
    (tmp_path / "demo" / "puertos.json").write_text(json.dumps(puertos))
    conocer_a_los_procesos()
    assert os.environ["CONSISTORIO_PKI_URL"] == "http://127.0.0.1:8301"
    assert os.environ["CONSISTORIO_CLAMD"] == "127.0.0.1:8305"
    assert os.environ["CONSISTORIO_SMTP_PUERTO"] == "8303"
    assert os.environ["CONSISTORIO_SMTP_SERVIDOR"] == "otro", "what was said is not changed"
