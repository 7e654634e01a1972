"""Writing an ENI package to a folder: `expediente.xml`, `documentos/*.xml` and, for what is large, `ficheros/*`."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.reglas import nombre_formato
from consistorio.servicios.archivo.eni.escritura import documento_xml
from consistorio.servicios.archivo.eni.nombres import LIMITE_INCRUSTADO
from consistorio.servicios.archivo.eni.tipos import DocumentoEni, FirmaEni

_TROZO = 1024 * 1024


@dataclass(frozen=True, slots=True)
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


def escribir(carpeta: Path, indice: bytes, piezas: Sequence[PiezaDocumento]) -> None:
    """Write the whole package to a new folder. Contents over 5 MB, and those in quarantine, go beside the XML."""
    (carpeta / "documentos").mkdir(parents=True)
    (carpeta / "expediente.xml").write_bytes(indice)
    for pieza in piezas:
        nombre = f"{pieza.orden:04d}_{pieza.documento.id_eni}"
        (carpeta / "documentos" / f"{nombre}.xml").write_bytes(_documento(carpeta, pieza, nombre))


def _documento(carpeta: Path, pieza: PiezaDocumento, nombre: str) -> bytes:
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
            firmas=_firmas(documento, contenido),
        )
    )


def _firmas(documento: Documento, contenido: Contenido) -> tuple[FirmaEni, ...]:
    regulacion = str(settings.CONSISTORIO_REGULACION_CSV)
    firmas = [FirmaEni("TF01", csv=documento.csv, regulacion_csv=regulacion)]
    if contenido.tipo_mime == "application/pdf" and lleva_firma(contenido):
        firmas.append(FirmaEni("TF06"))
    return tuple(firmas)


def lleva_firma(contenido: Contenido) -> bool:
    """Whether a PDF carries a signature: every one names the bytes that it covers."""
    marca, cola = b"/ByteRange", b""
    with almacen.abrir(contenido.sha256, aunque_en_cuarentena=True) as flujo:
        while trozo := flujo.read(_TROZO):
            if marca in cola + trozo:
                return True
            cola = trozo[-len(marca) :]
    return False
