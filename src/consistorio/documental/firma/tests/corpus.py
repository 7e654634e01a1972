"""Signed files as they come in, good and bad, for two judges to disagree about. The seed decides who signs and what is altered."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from lxml import etree
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from consistorio.documental.firma import xades
from consistorio.documental.firma.cms import DATOS, Firmador
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests import test_cambios_pdf as cambios
from consistorio.documental.firma.tests.conftest import alterar, pdf_con_campos
from consistorio.documental.firma.tests.falsificador import FIRMA, cofirmada, hacer, nombre
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.nombres import PERSONA, Persona, sujeto_persona
from consistorio.nucleo.dato import dato

CADUCADO, REVOCADO = "ciudadania/caducado", "ciudadania/revocado"
TEXTO = b"Solicito la licencia"
VUELCOS = int(os.environ.get("VUELCOS", "4"))  # files of each format with one bit flipped

Formato = Callable[[Sequence[ManoSoftware], datetime], bytes]


@dato
class Muestra:
    """One file; `suelto`: what its detached signature is about. `nombre` says format and case."""

    nombre: str
    contenido: bytes
    suelto: bytes | None = None


def pdf(manos: Sequence[ManoSoftware], momento: datetime) -> bytes:
    """PAdES, one field for each hand and one more that stays empty."""
    hecho = pdf_con_campos(*[f"f{n}" for n in range(len(manos) + 1)], texto=TEXTO.decode())
    for numero, mano in enumerate(manos):
        hecho = pades.firmar(hecho, pades.Firma(f"f{numero}", momento), Firmador(mano))
    return hecho


def csig(manos: Sequence[ManoSoftware], momento: datetime) -> bytes:
    """CAdES with the content inside."""
    return cofirmada(*(Firmador(m).envolvente(TEXTO, tipo=DATOS, momento=momento) for m in manos))


def xsig(manos: Sequence[ManoSoftware], momento: datetime) -> bytes:
    """XAdES internally detached."""
    raiz = etree.fromstring(b"<AFIRMA><CONTENT Id='C'>" + TEXTO + b"</CONTENT></AFIRMA>")
    for numero, mano in enumerate(manos):
        xades.firmar(raiz, Firmador(mano), referencias=["C"], donde=raiz, identificador=f"s{numero}", momento=momento)
    return bytes(etree.tostring(raiz, xml_declaration=True, encoding="UTF-8"))


FORMATOS: dict[str, Formato] = {"pdf": pdf, "csig": csig, "xsig": xsig}


def corpus(pki: Pki, criterio: Criterio, autoridad: Autoridad, azar: random.Random) -> Iterator[Muestra]:
    """Every sample. Certificates are revoked on the way: whoever judges asks afterwards."""
    ahora = datetime.now(UTC).replace(microsecond=0)
    buenos = ["ciudadania/12345678Z", "sello"]
    azar.shuffle(buenos)
    uno, otro = (pki.mano(b) for b in buenos)
    ajena = hacer(nombre("Alguien de fuera"), FIRMA, x509.BasicConstraints(ca=False, path_length=None))
    despues = _revocada_despues(pki, ahora)
    for formato, hacer_con in FORMATOS.items():
        sanos = {
            "valida": [uno],
            "caducada": [pki.mano(CADUCADO)],
            "revocada_antes": [pki.mano(REVOCADO)],
            "revocada_despues": [despues],
            "emisor_desconocido": [ajena],
            "dos_validas": [uno, otro],
            "una_valida_y_otra_revocada": [uno, pki.mano(REVOCADO)],
            "una_valida_y_otra_desconocida": [uno, ajena],
        }
        for caso, manos in sanos.items():
            dicho = ahora - timedelta(days=2) if despues in manos else ahora
            yield Muestra(f"{formato}:{caso}", hacer_con(manos, dicho))
        entero = hacer_con([uno], ahora)
        yield Muestra(f"{formato}:alterada", alterar(entero))
        for numero in range(VUELCOS):
            roto = bytearray(entero)
            roto[azar.randrange(len(roto))] ^= 1 << azar.randrange(8)
            yield Muestra(f"{formato}:vuelco_{numero}", bytes(roto))
    yield from _separadas(uno, ahora, autoridad)
    yield from _a_largo_plazo(pki, uno, otro, ahora, criterio, autoridad)
    yield from _sombras(pki, uno, ahora)


def _revocada_despues(pki: Pki, ahora: datetime) -> ManoSoftware:
    """Somebody whose certificate was revoked yesterday."""
    quien = Persona("12345678Z", "ANA", "REVOCADA AYER")
    mano = pki.emitir("corpus/revocada-ayer", sujeto_persona(quien), PERSONA)
    pki.revocar(mano.certificado, momento=ahora - timedelta(days=1))
    return mano


def _separadas(mano: ManoSoftware, ahora: datetime, autoridad: Autoridad) -> Iterator[Muestra]:
    basica = cades.firmar_separada(TEXTO, Firmador(mano), momento=ahora)
    yield Muestra("p7s:valida", basica, TEXTO)
    yield Muestra("p7s:con_sello_de_tiempo", cades.sellar_tiempo(basica, autoridad), TEXTO)
    yield Muestra("p7s:de_otro_contenido", basica, TEXTO + b".")


def _a_largo_plazo(
    pki: Pki, uno: ManoSoftware, otro: ManoSoftware, ahora: datetime, criterio: Criterio, autoridad: Autoridad
) -> Iterator[Muestra]:
    larga = pades.ampliar_con(pdf([uno], ahora), criterio, autoridad)
    yield Muestra("pdf:lta", larga)
    segunda = pades.firmar(larga, pades.Firma("f1", ahora), Firmador(otro))
    yield Muestra("pdf:lta_y_otra_encima", segunda)
    yield Muestra("pdf:lta_de_dos", pades.ampliar_con(segunda, criterio, autoridad))
    yield Muestra("pdf:lta_alterada", alterar(larga))
    quien = sujeto_persona(Persona("12345678Z", "ANA", "REVOCADA LUEGO"))
    mano = pki.emitir("corpus/revocada-luego", quien, PERSONA)
    sellada = pades.ampliar_con(pdf([mano], ahora), criterio, autoridad)
    sin_material = pades.sellar_tiempo(pdf([mano], ahora), autoridad, campo="t")
    pki.revocar(mano.certificado, momento=datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1))
    yield Muestra("pdf:lta_revocada_luego", sellada)
    yield Muestra("pdf:con_sello_revocada_luego", sin_material)
    yield Muestra(
        "pdf:con_sello_revocada_antes", pades.sellar_tiempo(pdf([pki.mano(REVOCADO)], ahora), autoridad, campo="t")
    )
    yield Muestra("pdf:con_sello_caducada", pades.sellar_tiempo(pdf([pki.mano(CADUCADO)], ahora), autoridad, campo="t"))
    raiz = etree.fromstring(xsig([uno], ahora))
    xades.sellar_tiempo(raiz[-1], autoridad)
    yield Muestra("xsig:con_sello_de_tiempo", etree.tostring(raiz, xml_declaration=True, encoding="UTF-8"))


def _sombras(pki: Pki, mano: ManoSoftware, ahora: datetime) -> Iterator[Muestra]:
    """A signature over an old revision, and a later one that makes the document show another thing; signed again on top, too."""
    firmado = cambios.con_formulario(pki)
    yield Muestra("pdf:con_formulario", firmado)
    for ataque in cambios.ATAQUES:
        escritor = cambios.Escritor(io.BytesIO(firmado))
        ataque(escritor)
        cambiado = cambios.escrito(escritor)
        yield Muestra(f"pdf:sombra_{ataque.__name__}", cambiado)
        if (ataque, True) in cambios.CASOS:
            refirmado = pades.firmar(cambiado, pades.Firma("g", ahora), Firmador(mano))
            yield Muestra(f"pdf:sombra_{ataque.__name__}_refirmada", refirmado)
    escritor = cambios.Escritor(io.BytesIO(firmado))
    append_signature_field(escritor, SigFieldSpec("nueva", box=(10, 10, 300, 200)))
    visible = pades.firmar(cambios.escrito(escritor), pades.Firma("nueva", ahora), Firmador(mano))
    yield Muestra("pdf:otra_firma_visible", visible)
    yield Muestra("pdf:basura_detras", firmado + b"\n% " + b"x" * 40 + b"\n%%EOF\n")
