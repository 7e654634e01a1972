"""Writing an ENI package to a folder: `expediente.xml`, `documentos/*.xml` and, for what is large, `ficheros/*`."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.consultas import es_su_original
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.documental.firma.formatos import formatos_de
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.reglas import nombre_formato
from consistorio.servicios.archivo.eni.escritura import documento_xml
from consistorio.servicios.archivo.eni.lectura import analizar, leer_documento
from consistorio.servicios.archivo.eni.nombres import LIMITE_INCRUSTADO
from consistorio.servicios.archivo.eni.tipos import DocumentoEni, FirmaEni
from consistorio.servicios.archivo.models import ImportacionEni

_TROZO = 1024 * 1024


@dato
class PiezaDocumento:
    """A document with the bytes that the index says, which may be an earlier revision."""

    documento: Documento
    contenido: Contenido
    orden: int


def exigir_vacia(carpeta: Path) -> None:
    """Raises Conflicto when there is something of that name and it is not an empty folder."""
    if carpeta.exists() and (not carpeta.is_dir() or any(carpeta.iterdir())):
        raise Conflicto(
            _("La carpeta «%(nombre)s» no está vacía.") % {"nombre": carpeta.name},
            que_hacer=_("Elija una carpeta nueva o vacía."),
        )


def escribir(carpeta: Path, indice: bytes, piezas: Sequence[PiezaDocumento], *, momento: datetime) -> None:
    """Write the whole package to a new folder. Contents over 5 MB, and those in quarantine, go beside the XML.

    `momento`: what the seals that are put now say. Raises ServicioNoDisponible when one is needed and the seal is not at hand."""
    (carpeta / "documentos").mkdir(parents=True)
    (carpeta / "expediente.xml").write_bytes(indice)
    for pieza in piezas:
        nombre = f"{pieza.orden:04d}_{pieza.documento.id_eni}"
        (carpeta / "documentos" / f"{nombre}.xml").write_bytes(_documento(carpeta, pieza, nombre, momento))


def _documento(carpeta: Path, pieza: PiezaDocumento, nombre: str, momento: datetime) -> bytes:
    documento, contenido = pieza.documento, pieza.contenido
    datos: bytes | None = None
    referencia = ""
    if contenido.tamano > LIMITE_INCRUSTADO or contenido.amenaza:
        referencia = f"ficheros/{nombre}.{documento.formato.lower()}"
        (carpeta / "ficheros").mkdir(exist_ok=True)
        with (
            almacen.abrir(contenido.sha256, aunque_en_cuarentena=True) as origen,
            (carpeta / referencia).open("xb") as destino,
        ):
            shutil.copyfileobj(origen, destino, _TROZO)
    else:
        datos = almacen.leer(contenido.sha256)
    return documento_xml(
        DocumentoEni(
            identificador=documento.id_eni,
            organos=(documento.organo,),
            fecha_captura=documento.fecha_captura,
            origen_administracion=documento.origen_administracion,
            estado_elaboracion=documento.estado_elaboracion,
            tipo_documental=documento.tipo_documental,
            nombre_formato=nombre_formato(contenido.tipo_mime),
            contenido=datos,
            referencia=referencia,
            documento_origen=documento.id_eni_origen,
            firmas=_firmas(documento, contenido, momento),
        )
    )


def _firmas(documento: Documento, contenido: Contenido, momento: datetime) -> tuple[FirmaEni, ...]:
    """What vouches for a document, each with the type that is true (NTI de Documento electrónico, IV: always one at least).

    Its CSV when it is on its pages; the signatures inside its content; those that came beside it from another administration. What has
    none of its own, such as a plain file of a citizen, leaves with a detached seal of the town hall over its bytes (TF04).
    """
    firmas = [FirmaEni(formato) for formato in formatos_de(contenido)]
    importacion = ImportacionEni.objects.filter(documento=documento).first()
    if importacion is not None and not documento.plantilla:
        llegadas = leer_documento(analizar(almacen.leer(importacion.original_id))).firmas
        firmas += [firma for firma in llegadas if firma.csv or (firma.base64 and firma.tipo in ("TF04", "TF05"))]
    elif es_su_original(documento):
        regulacion = str(settings.CONSISTORIO_REGULACION_CSV)
        firmas.insert(0, FirmaEni("TF01", csv=documento.csv, regulacion_csv=regulacion))
    return tuple(firmas) or (FirmaEni("TF04", base64=_sello_separado(contenido, momento)),)


def _sello_separado(contenido: Contenido, momento: datetime) -> str:
    """A detached CAdES of the organ's seal over a content, of which the store's key is the SHA-256."""
    firma = sello_de_organo().separada(bytes.fromhex(contenido.sha256), momento=momento)
    return base64.b64encode(firma).decode()
