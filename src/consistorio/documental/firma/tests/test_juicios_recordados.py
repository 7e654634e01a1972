"""That a certificate is valid is remembered, and never for longer than it would be said again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from consistorio.documental.firma.certificados import Confianza, Estado, Juicio, juzgar
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.revocacion import reunir
from consistorio.documental.firma.tests.conftest import AHORA
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.respuestas import VIGENCIA_CRL, VIGENCIA_OCSP, lista
from consistorio.integraciones.tsa.http import RevocacionHttp

EN_SEGUIDA = AHORA + timedelta(minutes=1)


@pytest.fixture
def revocable(pki: Pki, tmp_path: Path) -> Iterator[Pki]:
    """The authority, which forgets afterwards what was revoked here."""
    revocados = pki.carpeta / "revocados.json"
    shutil.copy(revocados, tmp_path / "revocados.json")
    yield pki
    shutil.copy(tmp_path / "revocados.json", revocados)


def juicio(pki: Pki, material: Material, *, tras: timedelta = timedelta()) -> Juicio:
    mano = pki.mano("sello")
    confianza = Confianza((pki.raiz.certificado,))
    return juzgar(mano.certificado, mano.cadena, confianza, momento=EN_SEGUIDA + tras, material=material)


def respuestas(pki: Pki) -> Material:
    mano = pki.mano("sello")
    return reunir([mano.certificado, *mano.cadena, pki.raiz.certificado], RevocacionHttp())


def listas(pki: Pki) -> Material:
    return Material(crls=(lista("emisora", pki), lista("raiz", pki)))


def test_what_an_answer_says_is_not_believed_past_its_end(pki: Pki) -> None:
    material = respuestas(pki)
    assert juicio(pki, material).estado is Estado.VALIDO
    assert juicio(pki, material, tras=VIGENCIA_OCSP / 2).estado is Estado.VALIDO
    assert juicio(pki, material, tras=min(VIGENCIA_OCSP, VIGENCIA_CRL) * 2).estado is Estado.SIN_COMPROBAR


def test_another_answer_is_another_judgement(revocable: Pki) -> None:
    assert juicio(revocable, respuestas(revocable)).estado is Estado.VALIDO
    revocable.revocar(revocable.mano("sello").certificado, momento=AHORA - timedelta(hours=1))
    assert juicio(revocable, respuestas(revocable)).estado is Estado.REVOCADO


def test_a_revocation_that_is_to_come_comes_also_where_it_was_valid_before(revocable: Pki) -> None:
    revocable.revocar(revocable.mano("sello").certificado, momento=EN_SEGUIDA + timedelta(minutes=5))
    material = listas(revocable)
    assert juicio(revocable, material).estado is Estado.VALIDO
    assert juicio(revocable, material, tras=timedelta(minutes=10)).estado is Estado.REVOCADO
