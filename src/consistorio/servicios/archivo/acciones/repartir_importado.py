"""What a unit does with an imported document that waits: put it in a case, or send it to another unit."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import cadena_de_documento
from consistorio.documental.registro.mostrador import unidad_vigente
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.archivo.eventos import ImportadoEnviado
from consistorio.servicios.archivo.importados import importado_para
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.archivo.permisos import INCORPORAR
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR


@accion("expediente.documento.incorporado", permiso=INCORPORAR, norma="LPACAP arts. 70.2 y 155; RD 4/2010 (ENI)")
def incorporar_importado(*, actor: Actor, importacion_id: UUID, expediente_id: UUID, reloj: Reloj) -> ImportacionEni:
    """Put an imported document that waits in one's unit into a case, in the next place of its index.

    Who: `archivo.incorporar` in the unit where it waits, and `expediente.tramitar` on the case. Writes: ImportacionEni,
    DocumentoExpediente. Emits: expediente.documento.incorporado. Raises NoEncontrado, NoPermitido, Conflicto, FaseIncompatible.
    """
    expediente = expediente_para(actor, expediente_id, TRAMITAR, bloquear=True)
    importacion = importado_para(actor, importacion_id, motivo=_("Llevar a un expediente"), bloquear=True)
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise FaseIncompatible(_("El expediente %(n)s está cerrado.") % {"n": expediente.numero})
    importacion.expediente = expediente
    importacion.save(update_fields=["expediente"])
    expedientes.incorporar_documento(
        expediente,
        documento_id=importacion.documento_id,
        huella=importacion.documento.huella,
        origen="importacion_eni",
        actor=actor,
        reloj=reloj,
    )
    return importacion


@accion("archivo.importado.enviado", permiso=INCORPORAR, norma="LRJSP art. 14.1")
def enviar_importado(*, actor: Actor, importacion_id: UUID, unidad_id: UUID, reloj: Reloj) -> ImportacionEni:
    """Send an imported document that waits here to the inbox of another unit.

    Who: `archivo.incorporar` in the unit where it waits. Writes: ImportacionEni. Emits: archivo.importado.enviado.
    Raises NoEncontrado, Conflicto (it is there already, or in a case), DatosIncorrectos (no such unit).
    """
    importacion = importado_para(actor, importacion_id, motivo=_("Enviar a otra unidad"), bloquear=True)
    destino, de = unidad_vigente(unidad_id, reloj), importacion.unidad_id
    if de is None or de == destino.id:
        raise Conflicto(_("Ese documento ya está en %(u)s.") % {"u": destino.nombre})
    importacion.unidad = destino
    importacion.save(update_fields=["unidad"])
    hecho = ImportadoEnviado(importacion.documento_id, de, destino.id)
    anotar(cadena_de_documento(importacion.documento_id), hecho, actor=actor, reloj=reloj)
    return importacion
