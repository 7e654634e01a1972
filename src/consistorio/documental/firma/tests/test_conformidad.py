"""Signatures that come in, judged by us and by the European Commission's DSS: the same verdict, or a difference that is explained."""

from __future__ import annotations

import io
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from consistorio.cli.conformidad import taller
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.revocacion import CacheRevocacion
from consistorio.documental.firma.tests.corpus import FORMATOS, Muestra, corpus
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio, Informe, Veredicto
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.documental.firma.validacion_fichero import validar_fichero
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from consistorio.integraciones.pki_demo.respuestas import lista
from consistorio.integraciones.tsa.http import RevocacionHttp, SelloTiempoHttp
from consistorio.nucleo.reloj import RelojSistema

pytestmark = pytest.mark.lento


# Where we differ, (ours, DSS's), and why. Whatever follows a signature and is neither a signature nor data to check one makes it void
# here (ISO 32000-2, 12.8.2); to DSS it is a warning, as EN 319 102-1 does not judge it.
SOMBRA = (Veredicto.NO_VALIDA, Veredicto.VALIDA)
# The signature itself says that it was made with the certificate revoked: the norm leaves it undecided, we take its word
CONFIESA = (Veredicto.NO_VALIDA, Veredicto.INDETERMINADA)
DIFERENCIAS = {
    **{f"{formato}:revocada_antes": CONFIESA for formato in FORMATOS},
    **{f"{formato}:una_valida_y_otra_revocada": CONFIESA for formato in FORMATOS},
    "pdf:con_sello_revocada_antes": CONFIESA,
    # A comment after the end, without a cross-reference table: our reader finds no end of file and says that it is damaged
    "pdf:basura_detras": (Veredicto.INDETERMINADA, Veredicto.VALIDA),
}


def test_we_and_dss_say_the_same(tmp_path: Path) -> None:
    if not taller.construido():
        pytest.skip(f"NOT RUN: the reference validators are not built ({taller.PREPARAR})")
    semilla = int(os.environ.get("SEMILLA", "3"))
    juzgadas = _juzgadas(tmp_path, semilla)
    distintas, sin_aviso = [], []
    for muestra, nuestro, dictamen in juzgadas:
        ajeno = _de_dss(dictamen)
        caso = muestra.nombre.partition(":")[2]
        dicho = f"{muestra.nombre}: we say {nuestro}, DSS {ajeno} {dictamen}"
        if caso.startswith("sombra"):
            if (nuestro, ajeno) != SOMBRA:
                distintas.append(dicho)
            if not dictamen.firmas[0].avisos:
                sin_aviso.append(caso)
        elif caso.startswith("vuelco"):
            # A broken file is no good to both, each in its own words
            if (nuestro is Veredicto.VALIDA) is not (ajeno is Veredicto.VALIDA):
                distintas.append(dicho)
        elif (nuestro, ajeno) != DIFERENCIAS.get(muestra.nombre, (ajeno, ajeno)):
            distintas.append(dicho)
    assert not distintas, f"SEMILLA={semilla}\n" + "\n".join(distintas)
    # What DSS does not even warn of: a drawing given to an empty field, under the signature that then fills it
    assert sin_aviso == ["sombra_apariencia_de_un_hueco_refirmada"], sin_aviso
    assert set(DIFERENCIAS) <= {muestra.nombre for muestra, _n, _d in juzgadas}


def _juzgadas(carpeta: Path, semilla: int) -> list[tuple[Muestra, Veredicto, taller.Dictamen]]:
    with pki_de_pruebas(carpeta / "pki") as servidor:
        pki, revocacion = servidor.pki, RevocacionHttp()
        confianza = Confianza((pki.raiz.certificado,))
        autoridad = Autoridad(SelloTiempoHttp(f"{servidor.url}/tsa"), confianza, RelojSistema(), revocacion)
        muestras = list(
            corpus(pki, Criterio(confianza, datetime.now(UTC), revocacion), autoridad, random.Random(semilla))
        )
        criterio = Criterio(confianza, datetime.now(UTC) + timedelta(seconds=2), CacheRevocacion(revocacion))
        nuestros = [_nuestro(muestra, criterio).veredicto for muestra in muestras]
        raiz = carpeta / "ca.pem"
        raiz.write_bytes(pki.raiz.certificado.public_bytes(Encoding.PEM))
        listas = [carpeta / f"{cual}.crl" for cual in ("raiz", "emisora")]
        for fichero in listas:
            fichero.write_bytes(lista(fichero.stem, pki))
    ajenos = taller.juzgar([_pedida(m, carpeta) for m in muestras], raices=[raiz], listas=listas)
    return list(zip(muestras, nuestros, ajenos, strict=True))


def _nuestro(muestra: Muestra, criterio: Criterio) -> Informe:
    if muestra.suelto is not None:
        return validar_cms(muestra.contenido, muestra.suelto, criterio)
    return validar_fichero(io.BytesIO(muestra.contenido), criterio)


def _pedida(muestra: Muestra, carpeta: Path) -> taller.Peticion:
    fichero = carpeta / muestra.nombre.replace(":", ".")
    fichero.write_bytes(muestra.contenido)
    if muestra.suelto is None:
        return taller.Peticion("", fichero)
    suelto = fichero.with_name(f"{fichero.name}.dat")
    suelto.write_bytes(muestra.suelto)
    return taller.Peticion("", fichero, suelto)


def _de_dss(dictamen: taller.Dictamen) -> Veredicto:
    """The worst of its signatures, in our words (EN 319 102-1, 5.1.3). A file that it cannot read is undecided."""
    dichas = {firma.indicacion for firma in dictamen.firmas}
    if "TOTAL_FAILED" in dichas:
        return Veredicto.NO_VALIDA
    return Veredicto.VALIDA if dichas == {"TOTAL_PASSED"} else Veredicto.INDETERMINADA
