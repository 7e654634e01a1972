"""The validator: structure, rules of the NTI that no schema holds, hashes of the index. Every problem at once. Pure over a folder."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lxml import etree

from consistorio.nucleo.textos import gettext as _
from consistorio.servicios.archivo.eni.estructura import problemas_de_estructura
from consistorio.servicios.archivo.eni.lectura import (
    XmlInaceptable,
    analizar,
    leer_documento,
    leer_fichero,
    momento,
    texto,
)
from consistorio.servicios.archivo.eni.nombres import (
    CLASIFICACION,
    DOC,
    DOC_META,
    DS,
    EXIGEN_ORIGEN,
    EXP,
    EXP_CONTENIDO,
    EXP_INDICE,
    EXP_META,
    FIRMA,
    FUNCIONES_RESUMEN,
    ID_DOCUMENTO,
    ID_EXPEDIENTE,
    ORGANO,
    q,
)
from consistorio.servicios.archivo.eni.tipos import ProblemaEni

Elemento = etree._Element
# Opens a content, that may be moved in; None when it is not at hand
Contenido = Callable[[], AbstractContextManager[BinaryIO | None]]
# Judges the signatures of a tree whose structure is right
JuezDeFirmas = Callable[[Elemento, Contenido], list[ProblemaEni]]
_TROZO = 1024 * 1024


def validar(datos: bytes, *, carpeta: Path | None = None, firmas: JuezDeFirmas | None = None) -> list[ProblemaEni]:
    """Everything wrong with an ENI document or case, empty when nothing is.

    `carpeta`: where the XML lies, to find what it refers to (contents, and the documents of a case); without it they are not looked for.
    `firmas`: who judges the signatures; without it only their form is.
    """
    try:
        raiz = analizar(datos)
    except XmlInaceptable as error:
        return [ProblemaEni("", str(error))]
    problemas = problemas_de_estructura(raiz)
    if raiz.tag == q(DOC, "documento"):
        problemas += _reglas_documento(raiz)
    elif raiz.tag == q(EXP, "expediente"):
        problemas += _reglas_expediente(raiz)
    problemas += _reglas_firmas(raiz)
    if problemas:
        return problemas
    if raiz.tag == q(EXP, "expediente"):
        problemas += _hashes(raiz, carpeta) if carpeta else []
        return problemas + (firmas(raiz, nullcontext) if firmas else [])
    return _juzgar_documento(raiz, carpeta, firmas)


def _juzgar_documento(raiz: Elemento, carpeta: Path | None, firmas: JuezDeFirmas | None) -> list[ProblemaEni]:
    documento = leer_documento(raiz)
    if documento.contenido is None and carpeta is not None:
        fichero = resolver(carpeta, documento.referencia)
        if fichero is None:
            return [
                ProblemaEni(
                    "documento/contenido",
                    _("No está el fichero al que se refiere («%(referencia)s»).")
                    % {"referencia": documento.referencia},
                )
            ]
        return firmas(raiz, lambda: fichero.open("rb")) if firmas else []
    datos = documento.contenido
    return firmas(raiz, nullcontext if datos is None else lambda: io.BytesIO(datos)) if firmas else []


def resolver(carpeta: Path, referencia: str) -> Path | None:
    """The file of a reference beside the XML or, when this lies in the `documentos` of a package, beside that folder.

    None when it is not there or leads out of the package, also through a symbolic link.
    """
    ruta = PurePosixPath(referencia)
    if ruta.is_absolute() or ".." in ruta.parts or "\\" in referencia or "\0" in referencia:
        return None
    for base in (carpeta, carpeta.parent) if carpeta.name == "documentos" else (carpeta,):
        candidato = base / ruta
        if candidato.is_file() and candidato.resolve().is_relative_to(base.resolve()):
            return candidato
    return None


def _reglas_documento(raiz: Elemento) -> Iterator[ProblemaEni]:
    meta = raiz.find(q(DOC_META, "metadatos"))
    if meta is None:
        return
    ruta = "documento/metadatos"
    if (version := texto(meta.find(q(DOC_META, "VersionNTI")))) != DOC:
        yield ProblemaEni(
            f"{ruta}/VersionNTI",
            _("«%(version)s» no es la versión de la norma (%(norma)s).") % {"version": version, "norma": DOC},
        )
    identificador = texto(meta.find(q(DOC_META, "Identificador")))
    yield from _identificador(f"{ruta}/Identificador", identificador, ID_DOCUMENTO, "ES_<órgano>_<AAAA>_<ID de 30>")
    yield from _organos(meta, DOC_META, ruta)
    yield from _anio(
        f"{ruta}/Identificador", identificador, ID_DOCUMENTO, texto(meta.find(q(DOC_META, "FechaCaptura"))), "captura"
    )
    estado = meta.find(q(DOC_META, "EstadoElaboracion"))
    if estado is not None:
        origen = texto(estado.find(q(DOC_META, "IdentificadorDocumentoOrigen")))
        valor = texto(estado.find(q(DOC_META, "ValorEstadoElaboracion")))
        if valor in EXIGEN_ORIGEN and not origen:
            yield ProblemaEni(
                f"{ruta}/EstadoElaboracion",
                _("Una copia %(valor)s tiene que decir su documento de origen.") % {"valor": valor},
            )
        if origen:
            yield from _identificador(
                f"{ruta}/EstadoElaboracion/IdentificadorDocumentoOrigen",
                origen,
                ID_DOCUMENTO,
                "ES_<órgano>_<AAAA>_<ID de 30>",
            )
    if raiz.find(q(FIRMA, "firmas")) is None:
        yield ProblemaEni(
            "documento/firmas", _("No lleva ninguna firma: un documento de un expediente tiene que llevarla."), False
        )


def _reglas_expediente(raiz: Elemento) -> Iterator[ProblemaEni]:
    meta = raiz.find(q(EXP_META, "metadatosExp"))
    if meta is not None:
        ruta = "expediente/metadatosExp"
        if (version := texto(meta.find(q(EXP_META, "VersionNTI")))) != EXP:
            yield ProblemaEni(
                f"{ruta}/VersionNTI",
                _("«%(version)s» no es la versión de la norma (%(norma)s).") % {"version": version, "norma": EXP},
            )
        identificador = texto(meta.find(q(EXP_META, "Identificador")))
        yield from _identificador(
            f"{ruta}/Identificador", identificador, ID_EXPEDIENTE, "ES_<órgano>_<AAAA>_EXP_<ID de 30>"
        )
        yield from _organos(meta, EXP_META, ruta)
        apertura = texto(meta.find(q(EXP_META, "FechaAperturaExpediente")))
        yield from _anio(f"{ruta}/Identificador", identificador, ID_EXPEDIENTE, apertura, "apertura")
        clasificacion = texto(meta.find(q(EXP_META, "Clasificacion")))
        if not CLASIFICACION.match(clasificacion):
            yield ProblemaEni(
                f"{ruta}/Clasificacion",
                _("«%(clasificacion)s» no es un código SIA ni <órgano>_PRO_<identificador>.")
                % {"clasificacion": clasificacion},
            )
    vistos: set[str] = set()
    for nodo in raiz.iter(q(EXP_CONTENIDO, "DocumentoIndizado")):
        identificador = texto(nodo.find(q(EXP_CONTENIDO, "IdentificadorDocumento")))
        ruta = f"indice/{identificador}"
        yield from _identificador(ruta, identificador, ID_DOCUMENTO, "ES_<órgano>_<AAAA>_<ID de 30>")
        if identificador in vistos:
            yield ProblemaEni(ruta, _("El documento está dos veces en el índice."))
        vistos.add(identificador)
        funcion = texto(nodo.find(q(EXP_CONTENIDO, "FuncionResumen")))
        if funcion not in FUNCIONES_RESUMEN:
            yield ProblemaEni(
                ruta, _("La función resumen «%(funcion)s» no se conoce o ya no es segura.") % {"funcion": funcion}
            )
        elif _huella(nodo) is None:
            yield ProblemaEni(ruta, _("La huella no tiene la forma de su función resumen (base64)."))


def _identificador(ruta: str, valor: str, patron: object, forma: str) -> Iterator[ProblemaEni]:
    if not getattr(patron, "match")(valor):  # noqa: B009 - a compiled pattern
        yield ProblemaEni(ruta, _("«%(valor)s» no tiene la forma %(forma)s.") % {"valor": valor, "forma": forma})


def _anio(ruta: str, identificador: str, patron: object, fecha: str, cual: str) -> Iterator[ProblemaEni]:
    encaja, cuando = getattr(patron, "match")(identificador), momento(fecha)  # noqa: B009
    if encaja and cuando and int(encaja.group(1)) != cuando.year:
        yield ProblemaEni(
            ruta,
            _("El año %(anio)s no es el de la %(cual)s (%(otro)s).")
            % {"anio": encaja.group(1), "cual": cual, "otro": cuando.year},
        )


def _organos(meta: Elemento, espacio: str, ruta: str) -> Iterator[ProblemaEni]:
    for nodo in meta.findall(q(espacio, "Organo")):
        if not ORGANO.match(texto(nodo)):
            yield ProblemaEni(
                f"{ruta}/Organo", _("«%(nodo)s» no es un código DIR3 de nueve caracteres.") % {"nodo": texto(nodo)}
            )


def _reglas_firmas(raiz: Elemento) -> Iterator[ProblemaEni]:
    identificadores = {nodo.get("Id") for nodo in raiz.iter(etree.Element)}
    for nodo in raiz.iter(q(FIRMA, "firma")):
        tipo = texto(nodo.find(q(FIRMA, "TipoFirma")))
        es_csv = nodo.find(f".//{q(FIRMA, 'CSV')}") is not None
        if (tipo == "TF01") != es_csv:
            yield ProblemaEni("firma", _("El tipo %(tipo)s no se corresponde con lo que lleva.") % {"tipo": tipo})
        en_el_contenido = nodo.find(f".//{q(FIRMA, 'ReferenciaFirma')}") is not None
        if tipo in {"TF02", "TF03"} and not en_el_contenido and nodo.find(f".//{q(DS, 'Signature')}") is None:
            yield ProblemaEni("firma", _("El tipo %(tipo)s tiene que llevar una firma XML.") % {"tipo": tipo})
        for referencia in (r.strip().lstrip("#") for r in nodo.get("ref", "").split(",")):
            if referencia and referencia not in identificadores:
                yield ProblemaEni(
                    "firma", _("Se refiere al nodo «%(referencia)s», que no existe.") % {"referencia": referencia}
                )


def _huella(nodo: Elemento) -> bytes | None:
    """The digest in bytes, written in base64 or in hexadecimal, if its length is that of its function."""
    largo = hashlib.new(FUNCIONES_RESUMEN[texto(nodo.find(q(EXP_CONTENIDO, "FuncionResumen")))]).digest_size
    valor = "".join(texto(nodo.find(q(EXP_CONTENIDO, "ValorHuella"))).split())
    for leer in (lambda v: base64.b64decode(v, validate=True), bytes.fromhex):
        try:
            leido = leer(valor)
        except (binascii.Error, ValueError):
            continue
        if len(leido) == largo:
            return bytes(leido)
    return None


def _hashes(raiz: Elemento, carpeta: Path) -> Iterator[ProblemaEni]:
    """Each document of the index, found by its identifier in `documentos/`, holds the content whose digest the index says."""
    origen = carpeta / "documentos"
    if not origen.is_dir():
        yield ProblemaEni("indice", _("No están los documentos: no se han podido comprobar las huellas."), False)
        return
    por_identificador: dict[str, Path] = {}
    for fichero in sorted(origen.glob("*.xml")):
        try:
            meta = analizar(leer_fichero(fichero)).find(q(DOC_META, "metadatos"))
        except XmlInaceptable as error:
            yield ProblemaEni(f"documentos/{fichero.name}", str(error))
            continue
        if meta is not None:
            por_identificador[texto(meta.find(q(DOC_META, "Identificador")))] = fichero
    indizados = raiz.iterfind(
        f"{q(EXP_INDICE, 'indice')}/{q(EXP_INDICE, 'IndiceContenido')}//{q(EXP_CONTENIDO, 'DocumentoIndizado')}"
    )
    for nodo in indizados:
        identificador = texto(nodo.find(q(EXP_CONTENIDO, "IdentificadorDocumento")))
        ruta = por_identificador.pop(identificador, None)
        if ruta is None:
            yield ProblemaEni(f"indice/{identificador}", _("El documento no está en el paquete."))
            continue
        funcion = FUNCIONES_RESUMEN[texto(nodo.find(q(EXP_CONTENIDO, "FuncionResumen")))]
        real = _resumen_de_contenido(ruta, funcion)
        if real is None:
            yield ProblemaEni(f"indice/{identificador}", _("No se ha podido leer el contenido del documento."))
        elif real != _huella(nodo):
            yield ProblemaEni(
                f"indice/{identificador}", _("La huella no es la del documento: el contenido ha cambiado.")
            )
    for sobrante in sorted(por_identificador):
        yield ProblemaEni(f"documentos/{sobrante}", _("El documento está en el paquete pero no en el índice."))


def _resumen_de_contenido(fichero: Path, funcion: str) -> bytes | None:
    try:
        documento = leer_documento(analizar(leer_fichero(fichero)))
    except (XmlInaceptable, ValueError):
        return None
    digesto = hashlib.new(funcion)
    if documento.contenido is not None:
        digesto.update(documento.contenido)
        return digesto.digest()
    referido = resolver(fichero.parent, documento.referencia)
    if referido is None:
        return None
    with referido.open("rb") as flujo:
        while trozo := flujo.read(_TROZO):
            digesto.update(trozo)
    return digesto.digest()


def formato_de(raiz: Elemento) -> str:
    """`documento`, `expediente` or ""."""
    return {q(DOC, "documento"): "documento", q(EXP, "expediente"): "expediente"}.get(str(raiz.tag), "")
