"""The annual accounts at the desk: the notes of the memoria, who types them and what is missing."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.escena_economia import (
    ANIO,
    INTERVENTORA,
    llano,
    pagina,
    villa_sembrada,
)
from consistorio.economia.cierre.models import NotaDeMemoria

__all__ = ["villa_sembrada"]
pytestmark = pytest.mark.django_db
ALCALDESA = "isabel"


def test_the_notes_are_typed_by_who_prepares_the_accounts(mesa: Mesa) -> None:
    interventora = mesa(INTERVENTORA)
    memoria = f"{ANIO}memoria/"
    dicha = llano(pagina(interventora, memoria))
    assert "1. Organización y actividad" in dicha
    assert "Sin esto no se forma la Cuenta General" in dicha
    suya = f"{memoria}1/"
    enviada = {"texto": "El municipio.\n\nSus servicios.", "tabla": "", "version": "0"}
    assert interventora.post(suya, enviada).status_code == 302
    otra_vez = interventora.post(suya, enviada)
    assert otra_vez.status_code == 422
    assert "mientras usted la tenía abierta" in llano(otra_vez.content.decode())
    mala = interventora.post(f"{memoria}26/", {"texto": "", "tabla": "Coste;Euros\nUno", "version": "0"})
    assert "La fila 2 tiene 1 columnas y los títulos son 2." in llano(mala.content.decode())
    assert NotaDeMemoria.objects.get().texto == "El municipio.\n\nSus servicios."
    assert interventora.get(f"{memoria}29/").status_code == 404
    assert "24.2 Derechos de ejercicios cerrados" in pagina(interventora, f"{memoria}24/")
    assert "Nota 24: 24.2 Derechos de ejercicios cerrados" in interventora.get(f"{ANIO}cierre/csv/").content.decode(
        "utf-8-sig"
    )
    # Who may see reads it and does not type it
    alcaldesa = mesa(ALCALDESA)
    assert "<form" not in pagina(alcaldesa, suya).split("<main")[1]
    assert "Sus servicios." in pagina(alcaldesa, suya)
    assert alcaldesa.post(suya, {**enviada, "version": "1"}).status_code == 403
    assert "Falta el texto" in llano(pagina(alcaldesa, memoria))
