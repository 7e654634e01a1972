"""What the ficha of a procedure says of its term and of who begins it, by how it begins (LPACAP 21.3, 24, 25; LGS 25.4)."""

from __future__ import annotations

import pytest
from django.test import Client

from consistorio.canales.sede import palabras
from consistorio.tramitacion.catalogo.tipos import Recurso
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil

__all__ = ["pueblo", "reloj"]
CADUCA = "Si lo inicia el Ayuntamiento y no notifica la decisión en ese plazo, el procedimiento caduca."
DENEGADA = "Si no respondemos en ese plazo, puede entenderla denegada y recurrir."
ENTRADA = "desde que su solicitud entra en el registro"
NO_TIENE_EFECTOS = "el silencio no tiene efectos"


@pytest.mark.parametrize(
    ("tipo", "dice"),
    [
        ("reposicion", "Recurso potestativo de reposición: 1 mes, Alcaldía (LPACAP arts. 123 y 124)"),
        ("contencioso", "Recurso contencioso-administrativo: 1 mes, Alcaldía (LPACAP arts. 123 y 124)"),
        ("ninguno", "Alcaldía (LPACAP arts. 123 y 124)"),
    ],
)
def test_an_appeal_has_the_name_that_people_know(tipo: str, dice: str) -> None:
    assert palabras.recurso(Recurso(tipo, "Alcaldía", "1 mes", "LPACAP arts. 123 y 124")) == dice


@pytest.mark.parametrize(
    ("codigo", "dice", "calla"),
    [
        (
            "subvencion-concurrencia",
            ("desde que se publica la convocatoria, si ella no dice otra fecha.", DENEGADA, "Para identificarse:"),
            (ENTRADA, CADUCA),
        ),
        (
            "sancionador-ordenanza",
            ("Quién lo inicia", "desde que el Ayuntamiento acuerda iniciarlo.", CADUCA),
            (
                ENTRADA,
                NO_TIENE_EFECTOS,
                "Para identificarse",
                "Cómo presentarlo",
                "Lo inicia el Ayuntamiento, de oficio.",
            ),
        ),
        (
            "declaracion-lesividad",
            ("desde que el Ayuntamiento acuerda iniciarlo.", CADUCA),
            (
                ENTRADA,
                NO_TIENE_EFECTOS,
                "Para identificarse",
                "Cómo presentarlo",
                "Lo inicia el Ayuntamiento, de oficio.",
            ),
        ),
        (
            "revision-oficio",
            (f"{ENTRADA}, o desde que el Ayuntamiento acuerda iniciarlo.", f"{DENEGADA} {CADUCA}", "Cómo presentarlo"),
            (NO_TIENE_EFECTOS,),
        ),
        ("recurso-reposicion", ("desde que su escrito entra en el registro.",), (ENTRADA,)),
        (
            "licencia-obra-menor",
            (f"{ENTRADA}.", "Quién puede pedirlo", "Recurso potestativo de reposición: 1 mes"),
            (CADUCA, "Reposicion"),
        ),
    ],
)
def test_its_term_and_its_beginning(
    reloj: RelojMovil, codigo: str, dice: tuple[str, ...], calla: tuple[str, ...]
) -> None:
    pagina = Client().get(f"/tramites/{codigo}/").content.decode()
    assert [frase for frase in dice if frase not in pagina] == []
    assert [frase for frase in calla if frase in pagina] == []
