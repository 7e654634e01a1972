"""Judging the signatures of an ENI XML: XML signatures over its nodes, PAdES inside the content, CAdES beside it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO

from cryptography import x509
from lxml import etree
from signxml.exceptions import InvalidInput, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from consistorio.documental.firma.material import Material
from consistorio.documental.firma.validacion import (
    Criterio,
    Informe,
    InformeFirma,
    Veredicto,
    concluir,
    demasiado,
)
from consistorio.documental.firma.validacion_cms import cuantos_firman, validar_cms
from consistorio.documental.firma.validacion_fichero import validar_fichero
from consistorio.documental.firma.validacion_xml import TRABAJO_MAXIMO
from consistorio.nucleo.textos import gettext as _
from consistorio.servicios.archivo.eni.lectura import texto
from consistorio.servicios.archivo.eni.nombres import DS, EXP, EXP_INDICE, FIRMA, q
from consistorio.servicios.archivo.eni.tipos import ProblemaEni
from consistorio.servicios.archivo.eni.validacion import Contenido

Elemento = etree._Element


class JuezEni:
    """Judges with a criterion. `exigir`: what cannot be decided (unknown issuer, no revocation) is a no as well."""

    def __init__(self, criterio: Criterio, *, exigir: bool = False) -> None:
        self.criterio = criterio
        self.exigir = exigir

    def __call__(self, raiz: Elemento, contenido: Contenido) -> list[ProblemaEni]:
        """Every signature that is not valid, with its reason. What is too large to be judged is indeterminate."""
        enorme = _enorme(raiz, contenido)
        if enorme is not None:
            return list(self._de_informe(enorme, "firmas"))
        de_dentro: dict[str, Informe] = {}  # the signatures that the content itself carries are judged once
        return [
            problema
            for nodo in raiz.iter(q(FIRMA, "firma"))
            for problema in self._firma(raiz, nodo, contenido, de_dentro)
        ]

    def _firma(
        self, raiz: Elemento, nodo: Elemento, contenido: Contenido, de_dentro: dict[str, Informe]
    ) -> Iterator[ProblemaEni]:
        tipo = texto(nodo.find(q(FIRMA, "TipoFirma")))
        donde = f"firma {nodo.get('Id', '')} ({tipo})"
        if tipo in {"TF02", "TF03"} and nodo.find(f".//{q(DS, 'Signature')}") is not None:
            yield from self._de_xml(raiz, nodo, donde)
        elif tipo in {"TF02", "TF03", "TF04", "TF05", "TF06"}:
            informe = self._de_contenido(tipo, nodo, contenido, de_dentro)
            if informe is not None:
                yield from self._de_informe(informe, donde)

    def _de_contenido(
        self, tipo: str, nodo: Elemento, contenido: Contenido, de_dentro: dict[str, Informe]
    ) -> Informe | None:
        valor = nodo.find(f".//{q(FIRMA, 'FirmaBase64')}")
        if tipo == "TF06":
            como = "PAdES"
        elif valor is None and nodo.find(f".//{q(FIRMA, 'ReferenciaFirma')}") is not None:
            como = "fichero"
        elif valor is None:
            return None
        else:
            como = ""
        if como in de_dentro:
            return de_dentro[como]
        with contenido() as flujo:
            if flujo is None:
                return None
            if valor is not None and not como:
                return validar_cms(_bytes(valor), flujo, self.criterio)
            de_dentro[como] = self._dentro(como, flujo)
        return de_dentro[como]

    def _dentro(self, como: str, flujo: BinaryIO) -> Informe:
        if como == "fichero":
            return validar_fichero(flujo, self.criterio)
        from consistorio.documental.firma.validacion_pdf import validar_pdf  # slow to load

        return validar_pdf(flujo, self.criterio)

    def _de_xml(self, raiz: Elemento, nodo: Elemento, donde: str) -> Iterator[ProblemaEni]:
        firma = nodo.find(f".//{q(DS, 'Signature')}")
        if firma is None:
            return
        informe, firmados = juzgar_xml(raiz, firma, self.criterio)
        yield from self._de_informe(Informe("XAdES", (informe,)), donde)
        if informe.veredicto is not Veredicto.NO_VALIDA and raiz.tag == q(EXP, "expediente"):
            indice = raiz.find(f"{q(EXP_INDICE, 'indice')}/{q(EXP_INDICE, 'IndiceContenido')}")
            cubiertos = {"", raiz.get("Id"), indice.getparent().get("Id") if indice is not None else None}  # type: ignore[union-attr]
            if indice is not None and indice.get("Id") not in firmados and not (cubiertos - {None}) & firmados:
                yield ProblemaEni(donde, _("La firma no cubre el contenido del índice."))

    def _de_informe(self, informe: Informe, donde: str) -> Iterator[ProblemaEni]:
        if informe.enorme:
            yield ProblemaEni(donde, f"{Veredicto.INDETERMINADA}: {informe.ilegible}", grave=self.exigir)
            return
        if informe.ilegible or not informe.firmas:
            yield ProblemaEni(donde, informe.ilegible or _("No hay ninguna firma donde se dice."))
            return
        for firma in (*informe.firmas, *informe.sellos_de_tiempo):
            if firma.veredicto is Veredicto.NO_VALIDA:
                yield ProblemaEni(donde, firma.resumen)
            elif firma.veredicto is Veredicto.INDETERMINADA:
                yield ProblemaEni(donde, firma.resumen, grave=self.exigir)


def _enorme(raiz: Elemento, contenido: Contenido) -> Informe | None:
    """The report on a package that says to be signed so many times that judging it would stop the house; None when it can be judged.

    Each XML signature reads the whole tree again, and each of its references puts part of it in canonical form; each detached one reads
    the whole content.
    """
    en_xml = sum(1 for _nodo in raiz.iter(q(DS, "Signature"), q(DS, "Reference")))
    if en_xml:
        enorme = demasiado("XAdES", veces=en_xml, tamano=len(etree.tostring(raiz)), tope=TRABAJO_MAXIMO)
        if enorme is not None:
            return enorme
    separadas = sum(cuantos_firman(_bytes(valor)) for valor in raiz.iter(q(FIRMA, "FirmaBase64")))
    if separadas < 2:
        return None
    with contenido() as flujo:
        return None if flujo is None else demasiado("CAdES", veces=separadas, tamano=flujo.seek(0, SEEK_END))


def _bytes(nodo: Elemento) -> bytes:
    return base64.b64decode("".join((nodo.text or "").split()))


def juzgar_xml(raiz: Elemento, firma: Elemento, criterio: Criterio) -> tuple[InformeFirma, frozenset[str]]:
    """The verdict on one ds:Signature of a tree, and the Ids that it covers ("" the whole document)."""
    nombre, certificados = firma.get("Id", "firma"), []
    try:
        for nodo in firma.iterfind(f"{q(DS, 'KeyInfo')}/{q(DS, 'X509Data')}/{q(DS, 'X509Certificate')}"):
            certificados.append(x509.load_der_x509_certificate(base64.b64decode("".join((nodo.text or "").split()))))
    except ValueError:
        return InformeFirma(nombre, Veredicto.NO_VALIDA, _("El certificado de la firma está dañado.")), frozenset()
    if not certificados:
        mensaje = _("La firma no lleva el certificado de quien firma.")
        return InformeFirma(nombre, Veredicto.NO_VALIDA, mensaje), frozenset()
    referencias = frozenset(
        r.get("URI", "").removeprefix("#") for r in firma.iterfind(f"{q(DS, 'SignedInfo')}/{q(DS, 'Reference')}")
    )
    integra = _integra(raiz, firma, certificados[0], len(referencias))
    juicio = criterio.juzgar(certificados, Material(), criterio.momento)
    return concluir(InformeFirma(nombre, Veredicto.VALIDA, ""), integra, juicio), referencias


def _integra(raiz: Elemento, firma: Elemento, certificado: x509.Certificate, cuantas: int) -> bool:
    """Whether the signature's value and every digest are right, against the certificate that it carries."""
    padre = firma.getparent()
    lugar = raiz.getroottree().getelementpath(padre) if padre is not None else "."
    try:
        XMLVerifier().verify(
            raiz,
            x509_cert=certificado,
            validate_schema=False,
            expect_config=SignatureConfiguration(location=f"{lugar}/", expect_references=cuantas, require_x509=True),
        )
    except (SignXMLException, InvalidInput, etree.LxmlError, ValueError):
        return False
    return True
