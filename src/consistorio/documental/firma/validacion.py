"""Validation of signatures that come in (and of our own): a report that people can read.

Each signature gets one of three verdicts (EN 319 102-1): valid, not valid, or indeterminate when what is missing lies outside
(an unknown issuer, revocation that cannot be checked, or proof that it was made before its certificate expired). A time stamp moves the judgement to its instant. Pure: roots, revocation
and the present instant are arguments. RD 203/2021 art. 29; NTI de Política de firma, II.5.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from django.utils.translation import gettext as _

from consistorio.documental.firma import tsa
from consistorio.documental.firma.certificados import Confianza, Estado, Juicio, Titular, Uso, juzgar
from consistorio.documental.firma.firmantes import AlgoritmoInseguro, FirmanteDudoso, SinCertificado
from consistorio.documental.firma.material import Material
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import lugar_de
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.puertos.revocacion import Revocacion

bitacora = logging.getLogger(__name__)

# What comes of reading what others wrote. A disk that fails (OSError) says nothing of it
ERRORES_DE_LECTURA = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    NotImplementedError,
    ArithmeticError,
    AssertionError,  # the libraries assert about what they read
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
# Those of them that a mistake of ours raises too
_QUIZA_NUESTROS = (LookupError, TypeError, AttributeError, NotImplementedError, AssertionError)
# Bytes that are digested to judge the signatures of one file: each signature, and each of its references, goes over what it signs
RESUMIDO_MAXIMO = 16 * 1024**3
FIRMAS_MAXIMAS = 1000


class Veredicto(StrEnum):
    """The outcome."""

    VALIDA = "VALIDA"
    NO_VALIDA = "NO VALIDA"
    INDETERMINADA = "INDETERMINADA"


@dato
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


@dato
class Informe:
    """Every signature of a file. Document time stamps are in `sellos_de_tiempo`. `ilegible`: why nothing in it was judged; `enorme`:
    only because of its size, which says nothing against it."""

    formato: str
    firmas: tuple[InformeFirma, ...] = ()
    sellos_de_tiempo: tuple[InformeFirma, ...] = ()
    ilegible: str = ""
    enorme: bool = False

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
            return [_("El archivo no lleva ninguna firma electrónica.")]
        lineas = [_("El archivo lleva %(n)s firmas.") % {"n": len(self.firmas)}] if len(self.firmas) > 1 else []
        lineas += [f.resumen for f in self.firmas]
        lineas += [
            _("Sello de tiempo del %(cuando)s: %(veredicto)s. %(texto)s")
            % {"cuando": _cuando(s.sellada_el), "veredicto": s.veredicto, "texto": s.explicacion}
            for s in self.sellos_de_tiempo
        ]
        return lineas


@dato
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
        case Estado.CADUCADO:  # OUT_OF_BOUNDS_NO_POE (EN 319 102-1, 5.2.6): it may have been in force then
            return replace(con_titular, veredicto=Veredicto.INDETERMINADA, explicacion=_sin_prueba(base, juicio))
        case Estado.REVOCADO if not _confiesa(base, juicio):  # REVOKED_NO_POE
            return replace(con_titular, veredicto=Veredicto.INDETERMINADA, explicacion=_sin_prueba(base, juicio))
        case _:
            veredicto = Veredicto.NO_VALIDA
    return replace(con_titular, veredicto=veredicto, explicacion=juicio.explicacion)


def _sin_prueba(base: InformeFirma, juicio: Juicio) -> str:
    """A time stamp says that the signature was there by then, not since when: a late one proves nothing, neither for nor against."""
    texto = _("Ningún sello de tiempo prueba que se firmara antes.")
    if base.sellada_el is not None and base.sellada_el > (juicio.revocado_el or juicio.titular.hasta):
        texto = _("El sello de tiempo es posterior y no prueba que se firmara antes.")
    return f"{juicio.explicacion} {texto}"


def _confiesa(base: InformeFirma, juicio: Juicio) -> bool:
    """Whether the signature itself says that it was made with the certificate already revoked. The norm leaves it undecided, since that
    date is no proof; taken at its word it is void, and taken as a lie nobody can rely on it."""
    return base.momento is not None and juicio.revocado_el is not None and base.momento >= juicio.revocado_el


def demasiado(formato: str, *, veces: int, tamano: int, tope: int = RESUMIDO_MAXIMO) -> Informe | None:
    """The report on a file of that size that says to be signed so many times that nobody can check it; None when it can be checked."""
    if veces * tamano <= tope and veces <= FIRMAS_MAXIMAS:
        return None
    texto = _("Dice llevar tantas firmas, o que firman tantas partes, que no se pueden comprobar aquí.")
    return Informe(formato, ilegible=texto, enorme=True)


def anotar_ilegible(error: Exception) -> None:
    """Write to the log where something that comes in could not be read, without what it says: a mistake of ours would look the same."""
    if isinstance(error, _QUIZA_NUESTROS):
        bitacora.warning("unreadable: %s", lugar_de(error))


def dudosa(base: InformeFirma, error: Exception) -> InformeFirma:
    """The report on a signature that could not be judged: what is missing leaves it undecided, what is false refuses it."""
    anotar_ilegible(error)
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
        except ERRORES_DE_LECTURA as error:
            anotar_ilegible(error)
            continue
        juicio = criterio.juzgar(leida.firmante.certificados, material, criterio.momento, uso=Uso.SELLO_DE_TIEMPO)
        if juicio.valido:
            probados.append(leida.momento)
    return min(probados, default=None)


def _cuando(momento: datetime | None) -> str:
    return f"{en_madrid(momento):%d/%m/%Y, %H:%M:%S}" if momento else ""
