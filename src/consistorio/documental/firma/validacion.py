"""Validation of signatures that come in (and of our own): a report that people can read.

Each signature gets one of three verdicts (EN 319 102-1): valid, not valid, or indeterminate when what is missing lies outside
(an unknown issuer, revocation that cannot be checked). A time stamp moves the judgement to its instant. Pure: roots, revocation
and the present instant are arguments. RD 203/2021 art. 29; NTI de Política de firma, II.5.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from consistorio.documental.firma import tsa
from consistorio.documental.firma.cambios_pdf import POLITICA, cambios
from consistorio.documental.firma.certificados import Confianza, Estado, Juicio, Titular, Uso, juzgar
from consistorio.documental.firma.firmantes import (
    AlgoritmoInseguro,
    FirmanteDudoso,
    SinCertificado,
    resumen_de,
    unico_firmante,
)
from consistorio.documental.firma.material import Material
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.puertos.revocacion import Revocacion

ERRORES_DE_LECTURA = (
    PdfError, SigningError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RecursionError,
)  # fmt: skip
_SUBFILTROS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
_SUBFILTRO_SELLO = "/ETSI.RFC3161"


class Veredicto(StrEnum):
    """The outcome."""

    VALIDA = "VALIDA"
    NO_VALIDA = "NO VALIDA"
    INDETERMINADA = "INDETERMINADA"


@dataclass(frozen=True, slots=True)
class InformeFirma:
    """What is known of one signature. `momento` is the one it claims; `sellada_el` the one that a time stamp proves; `certificado`, what
    became of its certificate, once it was judged."""

    nombre: str
    veredicto: Veredicto
    explicacion: str
    titular: Titular | None = None
    momento: datetime | None = None
    sellada_el: datetime | None = None
    nivel: str = ""
    cambios: str = ""
    certificado: Estado | None = None

    @property
    def resumen(self) -> str:
        """One line for people."""
        quien = str(self.titular) if self.titular else self.nombre
        return f"{quien}: {self.veredicto}. {self.explicacion} {self.cambios}".strip()


@dataclass(frozen=True, slots=True)
class Informe:
    """Every signature of a file. Document time stamps are in `sellos_de_tiempo`."""

    formato: str
    firmas: tuple[InformeFirma, ...] = ()
    sellos_de_tiempo: tuple[InformeFirma, ...] = ()
    ilegible: str = ""

    @property
    def veredicto(self) -> Veredicto:
        """The worst one; INDETERMINADA when there is nothing to judge."""
        todas = {f.veredicto for f in (*self.firmas, *self.sellos_de_tiempo)}
        if Veredicto.NO_VALIDA in todas:
            return Veredicto.NO_VALIDA
        return Veredicto.VALIDA if todas == {Veredicto.VALIDA} and self.firmas else Veredicto.INDETERMINADA

    def lineas(self) -> list[str]:
        """The report as text, one line a fact."""
        if self.ilegible:
            return [self.ilegible]
        if not self.firmas:
            return [_("El fichero no lleva ninguna firma electrónica.")]
        lineas = [_("El fichero lleva %(n)s firmas.") % {"n": len(self.firmas)}] if len(self.firmas) > 1 else []
        lineas += [f.resumen for f in self.firmas]
        lineas += [
            _("Sello de tiempo del %(cuando)s: %(veredicto)s. %(texto)s")
            % {"cuando": _cuando(s.sellada_el), "veredicto": s.veredicto, "texto": s.explicacion}
            for s in self.sellos_de_tiempo
        ]
        return lineas


@dataclass(frozen=True, slots=True)
class Criterio:
    """With what a signature is judged: roots, who answers about revocation, and the present instant."""

    confianza: Confianza
    momento: datetime
    revocacion: Revocacion | None = None

    def juzgar(
        self, certificados: Sequence[x509.Certificate], material: Material, momento: datetime, *, uso: Uso = Uso.FIRMA
    ) -> Juicio:
        """Judge the first of `certificados`, the others being its possible issuers."""
        propios = [x509.load_der_x509_certificate(c) for c in material.certificados]
        return juzgar(
            certificados[0],
            [*certificados[1:], *propios],
            self.confianza,
            momento=momento,
            revocacion=self.revocacion,
            material=material,
            uso=uso,
        )


def validar_pdf(pdf: bytes, criterio: Criterio) -> Informe:
    """The signatures of a PDF, in the order in which they were made. Never raises on bad input: it says that it is unreadable."""
    try:
        lector = PdfFileReader(io.BytesIO(pdf), strict=False)
        if lector.encrypted:
            return Informe("PAdES", ilegible=_("El PDF está protegido con contraseña y no se puede comprobar."))
        incrustadas = sorted(lector.embedded_signatures, key=lambda e: e.signed_revision)
        leidas = {str(e.field_name) for e in incrustadas}
        desconocidas = [n for n, _v, _r in enumerate_sig_fields(lector, filled_status=True) if str(n) not in leidas]
        material = _material_del_pdf(lector)
    except ERRORES_DE_LECTURA:
        return Informe("PAdES", ilegible=_("El PDF está dañado y no se puede leer."))
    sellos = _juzgar_sellos([e for e in incrustadas if e.sig_object_type == "/DocTimeStamp"], material, criterio)
    firmas = [_desconocida(nombre) for nombre in desconocidas]
    for incrustada in incrustadas:
        if incrustada.sig_object_type == "/DocTimeStamp":
            continue
        if incrustada.sig_object.get("/SubFilter") not in _SUBFILTROS:
            firmas.append(_desconocida(str(incrustada.field_name)))
            continue
        posteriores = [(e, s) for e, s in sellos if e.signed_revision > incrustada.signed_revision]
        firmas.append(_juzgar_firma(lector, incrustada, posteriores, material, criterio))
    return Informe("PAdES", tuple(firmas), tuple(s for _e, s in sellos))


def concluir(base: InformeFirma, integra: bool, juicio: Juicio, *, alterado: str = "") -> InformeFirma:
    """The verdict from the three questions: is it intact, was it changed later, did the certificate serve."""
    con_titular = replace(base, titular=juicio.titular, certificado=juicio.estado)
    if not integra:
        texto = _("El contenido se ha alterado después de firmarlo, o la firma no le corresponde.")
        return replace(con_titular, veredicto=Veredicto.NO_VALIDA, explicacion=texto)
    if alterado:
        return replace(con_titular, veredicto=Veredicto.NO_VALIDA, explicacion=alterado)
    match juicio.estado:
        case Estado.VALIDO:
            veredicto = Veredicto.VALIDA
        case Estado.EMISOR_DESCONOCIDO | Estado.SIN_COMPROBAR:
            veredicto = Veredicto.INDETERMINADA
        case _:
            veredicto = Veredicto.NO_VALIDA
    return replace(con_titular, veredicto=veredicto, explicacion=juicio.explicacion)


def dudosa(base: InformeFirma, error: Exception) -> InformeFirma:
    """The report on a signature that could not be judged: what is missing leaves it undecided, what is false refuses it."""
    if isinstance(error, SinCertificado | AlgoritmoInseguro):
        return replace(base, veredicto=Veredicto.INDETERMINADA, explicacion=str(error))
    texto = str(error) if isinstance(error, FirmanteDudoso) else _("La firma está dañada y no se puede comprobar.")
    return replace(base, veredicto=Veredicto.NO_VALIDA, explicacion=texto)


def sellada_el(
    fichas: Iterable[bytes], cubierto: Callable[[str], bytes], criterio: Criterio, material: Material
) -> datetime | None:
    """The earliest instant that a token over a signature proves: it is sound, about it, and its authority one of ours."""
    probados = []
    for ficha in fichas:
        try:
            leida = tsa.comprobar(ficha, cubierto)
        except ERRORES_DE_LECTURA:
            continue
        juicio = criterio.juzgar(leida.firmante.certificados, material, criterio.momento, uso=Uso.SELLO_DE_TIEMPO)
        if juicio.valido:
            probados.append(leida.momento)
    return min(probados, default=None)


def _material_del_pdf(lector: object) -> Material:
    try:
        almacen = DocumentSecurityStore.read_dss(lector)  # type: ignore[arg-type]
    except ValidationInfoReadingError:
        return Material()
    return Material(
        tuple(bytes(c.dump()) for c in almacen.load_certs()),
        tuple(bytes(o.get_object().data) for o in almacen.ocsps),
        tuple(bytes(c.get_object().data) for c in almacen.crls),
    )


def _juzgar_sellos(
    incrustadas: Sequence[EmbeddedPdfSignature], material: Material, criterio: Criterio
) -> list[tuple[EmbeddedPdfSignature, InformeFirma]]:
    """Each time stamp at the instant that the next one proves; the last one, now. So an expired authority still counts."""
    juzgados: list[tuple[EmbeddedPdfSignature, InformeFirma]] = []
    for incrustada in reversed(incrustadas):
        sello = _juzgar_sello(incrustada, material, criterio)
        if sello.veredicto is Veredicto.VALIDA and sello.sellada_el:
            criterio = replace(criterio, momento=sello.sellada_el)
        juzgados.insert(0, (incrustada, sello))
    return juzgados


def _juzgar_sello(incrustada: EmbeddedPdfSignature, material: Material, criterio: Criterio) -> InformeFirma:
    nombre = str(incrustada.field_name)
    try:
        if incrustada.sig_object.get("/SubFilter") != _SUBFILTRO_SELLO:
            raise ValueError("not a time stamp")
        incrustada.compute_integrity_info(skip_diff=True)
        ficha = tsa.comprobar_datos(incrustada.signed_data, incrustada.compute_digest)
    except (*ERRORES_DE_LECTURA, SignatureValidationError):
        texto = _("El sello de tiempo está dañado o no es de este documento.")
        return InformeFirma(nombre, Veredicto.NO_VALIDA, texto)
    juicio = criterio.juzgar(ficha.firmante.certificados, material, criterio.momento, uso=Uso.SELLO_DE_TIEMPO)
    cubre = incrustada.coverage is not None and incrustada.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    base = InformeFirma(nombre, Veredicto.VALIDA, "", sellada_el=ficha.momento)
    return concluir(base, cubre, juicio)


def _juzgar_firma(
    lector: PdfFileReader,
    incrustada: EmbeddedPdfSignature,
    posteriores: Sequence[tuple[EmbeddedPdfSignature, InformeFirma]],
    material: Material,
    criterio: Criterio,
) -> InformeFirma:
    base = InformeFirma(str(incrustada.field_name), Veredicto.NO_VALIDA, "", momento=_momento_declarado(incrustada))
    datos = incrustada.signed_data
    try:
        incrustada.compute_integrity_info(diff_policy=POLITICA)
        firmante = unico_firmante(datos)
        separada = datos["encap_content_info"]["content"].native is None
        integra = firmante.firma(incrustada.compute_digest, "data") and separada
        despues = cambios(lector, incrustada)
    except (*ERRORES_DE_LECTURA, SignatureValidationError) as error:
        return dudosa(base, error)
    probados = [s.sellada_el for _e, s in posteriores if s.veredicto is Veredicto.VALIDA and s.sellada_el]
    if propio := sellada_el(firmante.fichas(), resumen_de(firmante.valor), criterio, material):
        probados.append(propio)
    sellada = min(probados, default=None)
    juicio = criterio.juzgar(firmante.certificados, material, sellada or criterio.momento)
    nivel = "B-T" if sellada else "B-B"
    if juicio.valido:
        nivel = _nivel(lector, firmante.certificados, posteriores, sellada, criterio)
    con_nivel = replace(base, sellada_el=sellada, cambios=despues.texto, nivel=nivel)
    return concluir(con_nivel, integra, juicio, alterado=despues.alterado)


def _nivel(
    lector: PdfFileReader,
    certificados: Sequence[x509.Certificate],
    posteriores: Sequence[tuple[EmbeddedPdfSignature, InformeFirma]],
    sellada: datetime | None,
    criterio: Criterio,
) -> str:
    """The baseline level reached: what a verifier could do with the file alone."""
    if sellada is None:
        return "B-B"
    solo_el_fichero = replace(criterio, revocacion=None)
    if not solo_el_fichero.juzgar(certificados, _material_del_pdf(lector), sellada).valido:
        return "B-T"
    for incrustada, sello in posteriores:
        cubierto = _material_del_pdf(lector.get_historical_resolver(incrustada.signed_revision))
        if sello.veredicto is Veredicto.VALIDA and solo_el_fichero.juzgar(certificados, cubierto, sellada).valido:
            return "B-LTA"
    return "B-LT"


def _desconocida(nombre: str) -> InformeFirma:
    texto = _("La firma es de un tipo antiguo o desconocido que no se puede comprobar.")
    return InformeFirma(nombre, Veredicto.INDETERMINADA, texto)


def _momento_declarado(incrustada: EmbeddedPdfSignature) -> datetime | None:
    try:
        return incrustada.self_reported_timestamp
    except ERRORES_DE_LECTURA:
        return None


def _cuando(momento: datetime | None) -> str:
    return f"{en_madrid(momento):%d/%m/%Y, %H:%M:%S}" if momento else ""
