"""Validation of signatures that come in (and of our own): a report that people can read.

Each signature gets one of three verdicts (EN 319 102-1): valid, not valid, or indeterminate when what is missing lies outside
(an unknown issuer, revocation that cannot be checked). A time stamp moves the judgement to its instant. Pure: roots, revocation
and the present instant are arguments. RD 203/2021 art. 29; NTI de Política de firma, II.5.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from asn1crypto import cms as asn1
from cryptography import x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import async_validate_detached_cms, async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_timestamp
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from consistorio.documental.firma import tsa
from consistorio.documental.firma.certificados import Confianza, Estado, Juicio, Titular, correr, juzgar
from consistorio.documental.firma.material import Material
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.puertos.revocacion import Revocacion

ERRORES_DE_LECTURA = (
    PdfError, SigningError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RecursionError,
)  # fmt: skip


class Veredicto(StrEnum):
    """The outcome."""

    VALIDA = "VALIDA"
    NO_VALIDA = "NO VALIDA"
    INDETERMINADA = "INDETERMINADA"


@dataclass(frozen=True, slots=True)
class InformeFirma:
    """What is known of one signature. `momento` is the one it claims; `sellada_el` the one that a time stamp proves."""

    nombre: str
    veredicto: Veredicto
    explicacion: str
    titular: Titular | None = None
    momento: datetime | None = None
    sellada_el: datetime | None = None
    nivel: str = ""
    cambios: str = ""

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
        lineas = [f.resumen for f in self.firmas]
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
        self, certificados: Sequence[x509.Certificate], material: Material, momento: datetime, **mas: frozenset[str]
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
            **mas,
        )


def validar_pdf(pdf: bytes, criterio: Criterio) -> Informe:
    """The signatures of a PDF, in the order in which they were made. Never raises on bad input: it says that it is unreadable."""
    try:
        lector = PdfFileReader(io.BytesIO(pdf), strict=False)
        if lector.encrypted:
            return Informe("PAdES", ilegible=_("El PDF está protegido con contraseña y no se puede comprobar."))
        incrustadas = sorted(lector.embedded_signatures, key=lambda e: e.signed_revision)
        material = _material_del_pdf(lector)
    except ERRORES_DE_LECTURA:
        return Informe("PAdES", ilegible=_("El PDF está dañado y no se puede leer."))
    sellos = _juzgar_sellos([e for e in incrustadas if e.sig_object_type == "/DocTimeStamp"], material, criterio)
    firmas = []
    for incrustada in incrustadas:
        if incrustada.sig_object_type == "/DocTimeStamp":
            continue
        posteriores = [(e, s) for e, s in sellos if e.signed_revision > incrustada.signed_revision]
        firmas.append(_juzgar_firma(lector, incrustada, posteriores, material, criterio))
    return Informe("PAdES", tuple(firmas), tuple(s for _e, s in sellos))


def validar_cms(firma: bytes, contenido: bytes, criterio: Criterio) -> Informe:
    """A detached CMS or CAdES signature over `contenido`."""
    try:
        datos = asn1.ContentInfo.load(firma)["content"]
        certificados = certificados_cms(datos)
        estado = correr(async_validate_detached_cms(contenido, datos, _sin_juzgar()))
        integra = bool(estado.intact and estado.valid)
        ficha = _sello_de_firma(datos)
        firmados = datos["signer_infos"][0]["signed_attrs"]
        declarado = next((a["values"][0].native for a in firmados if a["type"].native == "signing_time"), None)
    except (*ERRORES_DE_LECTURA, SignatureValidationError):
        return Informe("CAdES", ilegible=_("La firma está dañada y no se puede leer."))
    sellada = _momento_de_sello(ficha, estado.timestamp_validity, criterio, Material())
    base = InformeFirma("firma", Veredicto.VALIDA, "", None, declarado, sellada, "B-T" if sellada else "B-B")
    return Informe(
        "CAdES", (concluir(base, integra, criterio.juzgar(certificados, Material(), sellada or criterio.momento)),)
    )


def concluir(base: InformeFirma, integra: bool, juicio: Juicio, *, alterado: str = "") -> InformeFirma:
    """The verdict from the three questions: is it intact, was it changed later, did the certificate serve."""
    con_titular = replace(base, titular=juicio.titular)
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


def certificados_cms(datos: asn1.SignedData) -> list[x509.Certificate]:
    """The certificates of a SignedData, the first signer's first. Raises ValueError when the signer's is missing."""
    identificador = datos["signer_infos"][0]["sid"].chosen
    serie = identificador["serial_number"].native if isinstance(identificador, asn1.IssuerAndSerialNumber) else None
    todos = [c.chosen for c in datos["certificates"] if c.name == "certificate"]
    firmante = [c for c in todos if serie is None or c.serial_number == serie]
    if not firmante:
        msg = "the signer's certificate is not inside"
        raise ValueError(msg)
    otros = [c for c in todos if c is not firmante[0]]
    return [x509.load_der_x509_certificate(c.dump()) for c in (firmante[0], *otros)]


def _sin_juzgar() -> ValidationContext:
    """A context that trusts nobody: only integrity is asked of pyHanko, certificates are judged apart."""
    return ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="none")


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
        ficha = bytes(incrustada.pkcs7_content)
        estado = correr(async_validate_pdf_timestamp(incrustada, _sin_juzgar()))
        certificados = certificados_cms(incrustada.signed_data)
        cuando = tsa.momento_de(ficha)
    except (*ERRORES_DE_LECTURA, SignatureValidationError):
        return InformeFirma(nombre, Veredicto.NO_VALIDA, _("El sello de tiempo está dañado."))
    juicio = criterio.juzgar(certificados, material, criterio.momento, usos_ampliados=frozenset({"time_stamping"}))
    integra = bool(estado.intact and estado.valid) and estado.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    return concluir(InformeFirma(nombre, Veredicto.VALIDA, "", None, None, cuando), integra, juicio)


def _juzgar_firma(
    lector: PdfFileReader,
    incrustada: EmbeddedPdfSignature,
    posteriores: Sequence[tuple[EmbeddedPdfSignature, InformeFirma]],
    material: Material,
    criterio: Criterio,
) -> InformeFirma:
    base = InformeFirma(str(incrustada.field_name), Veredicto.NO_VALIDA, "", momento=_momento_declarado(incrustada))
    try:
        estado = correr(async_validate_pdf_signature(incrustada, _sin_juzgar()))
        certificados = certificados_cms(incrustada.signed_data)
        ficha = _sello_de_firma(incrustada.signed_data)
    except (*ERRORES_DE_LECTURA, SignatureValidationError):
        return replace(base, explicacion=_("La firma está dañada y no se puede comprobar."))
    probados = [s.sellada_el for _e, s in posteriores if s.veredicto is Veredicto.VALIDA and s.sellada_el]
    if propio := _momento_de_sello(ficha, estado.timestamp_validity, criterio, material):
        probados.append(propio)
    sellada = min(probados, default=None)
    juicio = criterio.juzgar(certificados, material, sellada or criterio.momento)
    alterado, cambios = _cambios(estado)
    con_nivel = replace(
        base,
        sellada_el=sellada,
        cambios=cambios,
        nivel=_nivel(lector, certificados, posteriores, sellada, criterio)
        if juicio.valido
        else "B-T"
        if sellada
        else "B-B",
    )
    return concluir(con_nivel, bool(estado.intact and estado.valid), juicio, alterado=alterado)


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


def _cambios(estado: PdfSignatureStatus) -> tuple[str, str]:
    """(why it must be refused, what was added later) from the comparison of revisions."""
    if estado.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return "", _("Cubre todo el documento.")
    nivel = estado.modification_level
    if estado.coverage is not SignatureCoverageLevel.ENTIRE_REVISION or nivel is None:
        return _("La firma no cubre todo el documento."), ""
    if nivel is ModificationLevel.OTHER or not estado.docmdp_ok:
        return _("El documento se ha cambiado después de esta firma."), ""
    if nivel is ModificationLevel.FORM_FILLING:
        return "", _("Después solo se añadieron otras firmas y sellos de tiempo.")
    if nivel is ModificationLevel.ANNOTATIONS:
        return _("Después de esta firma se añadieron anotaciones al documento."), ""
    return "", _("Después solo se añadieron sellos de tiempo y datos para comprobarla.")


def _sello_de_firma(datos: asn1.SignedData) -> bytes:
    """The signature time stamp inside a CMS signature, if any."""
    for atributo in datos["signer_infos"][0]["unsigned_attrs"] or ():
        if atributo["type"].native == "signature_time_stamp_token":
            return bytes(atributo["values"][0].dump())
    return b""


def _momento_de_sello(
    ficha: bytes, validez: TimestampSignatureStatus | None, criterio: Criterio, material: Material
) -> datetime | None:
    """The instant that a token over a signature proves: the token is sound, about it, and its authority one of ours."""
    if not ficha or validez is None or not (validez.intact and validez.valid):
        return None
    try:
        certificados = certificados_cms(asn1.ContentInfo.load(ficha)["content"])
    except ERRORES_DE_LECTURA:
        return None
    juicio = criterio.juzgar(certificados, material, criterio.momento, usos_ampliados=frozenset({"time_stamping"}))
    return validez.timestamp if juicio.valido else None


def _momento_declarado(incrustada: EmbeddedPdfSignature) -> datetime | None:
    try:
        return incrustada.self_reported_timestamp
    except ERRORES_DE_LECTURA:
        return None


def _cuando(momento: datetime | None) -> str:
    return f"{en_madrid(momento):%d/%m/%Y, %H:%M:%S}" if momento else ""
