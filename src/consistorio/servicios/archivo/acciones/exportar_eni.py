"""Export a case as an ENI package."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.archivo import paquete
from consistorio.servicios.archivo.eventos import ExpedienteExportado
from consistorio.servicios.archivo.indice import entradas_de, firmar_indice, huella_del_indice
from consistorio.servicios.archivo.models import Cierre
from consistorio.servicios.archivo.paquete import PiezaDocumento
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente

PERMISO = "archivo.exportar"


def exportar_eni(*, actor: Actor, expediente_id: UUID, carpeta: Path, reloj: Reloj) -> Path:
    """Write the package of a case to an empty or new folder; answer the path of `expediente.xml`.

    A closed case goes with the index signed when it was closed (with its time stamp, once an authority gave it) and the bytes that
    its documents had then; with an index of now, in the same state, when a proof or a correction (109.2) joined it later; an open
    one with an index of now, in state E01. The package is made beside, outside any transaction, and takes its place whole once the
    fact is written; if anything fails, nothing is left of it.
    Who: whoever may export, of a case that they may see. Writes: the folder. Emits: archivo.expediente.exportado.
    Raises: Conflicto (folder not empty, no documents, index not signed yet), NoEncontrado, NoPermitido, ServicioNoDisponible (a
    document without signature of its own needs the seal, and it is not at hand).
    """
    exigir_permiso(actor, PERMISO, para="archivo.expediente.exportado")
    expediente = expediente_para(actor, expediente_id, PERMISO)
    paquete.exigir_vacia(carpeta)
    cierre = Cierre.objects.filter(expediente=expediente).first()
    if cierre is None and expediente.estado != Expediente.Estado.ABIERTO:
        raise Conflicto(
            _("El índice de este expediente todavía no está firmado."),
            que_hacer=_("Se firma solo en unos minutos. Si tarda, avise a quien administra el sistema."),
        )
    if cierre is None:
        indice, piezas = _de_ahora(expediente, "E01", reloj)
    elif documentos_utiles(expediente).count() > len(cierre.entradas):
        indice, piezas = _de_ahora(expediente, "E02", reloj)
    else:
        indice, piezas = _cerrado(cierre)
    carpeta.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".eni-", dir=carpeta.parent) as temporal:
        hecho = Path(temporal) / "paquete"
        paquete.escribir(hecho, indice, piezas, momento=reloj.ahora())
        anotar_exportacion(actor=actor, expediente_id=expediente_id, indice=indice, reloj=reloj)
        hecho.replace(carpeta)
    return carpeta / "expediente.xml"


@accion("archivo.expediente.exportado", permiso=PERMISO, norma="LPACAP art. 70; RD 4/2010 (ENI); NTI de Expediente V")
def anotar_exportacion(*, actor: Actor, expediente_id: UUID, indice: bytes, reloj: Reloj) -> None:
    """Note that the package of a case was made, and keep its index.

    Who: whoever may export, of a case that they may see. Writes: Contenido. Emits: archivo.expediente.exportado.
    Raises: NoEncontrado, NoPermitido.
    """
    expediente = expediente_para(actor, expediente_id, PERMISO)
    hecho = ExpedienteExportado(expediente.id, guardar_bytes(indice).sha256)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def _cerrado(cierre: Cierre) -> tuple[bytes, list[PiezaDocumento]]:
    documentos = Documento.objects.in_bulk([UUID(e["documento"]) for e in cierre.entradas])
    contenidos = Contenido.objects.in_bulk([e["sha256"] for e in cierre.entradas])
    piezas = [
        PiezaDocumento(documentos[UUID(e["documento"])], contenidos[e["sha256"]], int(e["orden"]))
        for e in cierre.entradas
    ]
    return almacen.leer(huella_del_indice(cierre)), piezas


def _de_ahora(expediente: Expediente, estado: str, reloj: Reloj) -> tuple[bytes, list[PiezaDocumento]]:
    entradas = entradas_de(expediente)
    if not entradas:
        raise Conflicto(_("El expediente no tiene documentos que exportar."))
    indice = firmar_indice(expediente, entradas, estado=estado, momento=reloj.ahora())
    return indice, [PiezaDocumento(e.documento, e.documento.contenido, e.orden) for e in entradas]
