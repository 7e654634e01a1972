"""Attach a file to a draft, or take it out."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.models import EstadoSubida, Subida
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.almacen.reglas import Limites
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.formularios import acceso
from consistorio.tramitacion.formularios.eventos import AdjuntoQuitado
from consistorio.tramitacion.formularios.models import AdjuntoBorrador, Borrador
from consistorio.tramitacion.formularios.operaciones import cadena_de, poner_adjunto
from consistorio.tramitacion.formularios.permisos import SOLICITAR
from consistorio.tramitacion.formularios.tipos import Requisito


def adjuntar(
    *, actor: Actor, borrador_id: UUID, requisito: str, flujo: BinaryIO, nombre: str, reloj: Reloj
) -> AdjuntoBorrador:
    """Attach the stream's bytes to a requirement; refused with words that say what to do (password, virus, size, type).

    The file is judged before any transaction opens. Who: the holder. Writes: Contenido, AdjuntoBorrador.
    Emits: formularios.adjunto.anadido. Raises NoEncontrado (draft, requirement), DatosIncorrectos (every reason), Conflicto
    (already filed), NoPermitido.
    """
    exigir_permiso(actor, SOLICITAR, para="formularios.adjunto.anadido")
    pedido = requisito_de(acceso.solicitud_en_borrador(actor, borrador_id), requisito)
    limites = Limites(tamano=pedido.max_bytes, tipos=pedido.tipos_mime)
    juzgado = almacen.juzgar(flujo, nombre=nombre, limites=limites)
    return anotar_adjunto(
        actor=actor, borrador_id=borrador_id, requisito=requisito, juzgado=juzgado, nombre=nombre, reloj=reloj
    )


@accion("formularios.adjunto.anadido", permiso=SOLICITAR, norma="LPACAP arts. 53.1.e y 66.5")
def anotar_adjunto(
    *, actor: Actor, borrador_id: UUID, requisito: str, juzgado: Admitido, nombre: str, reloj: Reloj
) -> AdjuntoBorrador:
    """Note a file that is already judged and in the store.

    Who, writes, emits, raises: as `adjuntar`.
    """
    borrador = acceso.solicitud_en_borrador(actor, borrador_id, bloquear=True)
    pedido = requisito_de(borrador, requisito)
    return poner_adjunto(borrador, pedido, almacen.asentar(juzgado), nombre=nombre, actor=actor, reloj=reloj)


@accion("formularios.adjunto.anadido", permiso=SOLICITAR, norma="LPACAP arts. 53.1.e y 66.5")
def adjuntar_subida(
    *, actor: Actor, borrador_id: UUID, requisito: str, subida_id: UUID, reloj: Reloj
) -> AdjuntoBorrador:
    """Attach what this person finished uploading by pieces: it was judged when its last piece came.

    Who: the holder. Writes: AdjuntoBorrador. Emits: formularios.adjunto.anadido.
    Raises NoEncontrado (draft, requirement, upload), DatosIncorrectos (every reason), Conflicto (already filed).
    """
    borrador = acceso.solicitud_en_borrador(actor, borrador_id, bloquear=True)
    pedido = requisito_de(borrador, requisito)
    subida = Subida.objects.select_related("contenido").filter(id=subida_id, titular=actor.id).first()
    if subida is not None and subida.estado == EstadoSubida.RECHAZADA:
        raise DatosIncorrectos(subida.motivo, problemas=[Problema("fichero", subida.motivo)])
    if subida is None or subida.contenido is None:
        raise NoEncontrado(
            _("El archivo no llegó entero."), que_hacer=_("Vuelva a subirlo. Su borrador sigue guardado.")
        )
    return poner_adjunto(borrador, pedido, subida.contenido, nombre=subida.nombre, actor=actor, reloj=reloj)


def requisito_de(borrador: Borrador, codigo: str) -> Requisito:
    """The requirement of the draft's form. Raises NoEncontrado."""
    pedido = borrador.esquema.requisito(codigo)
    if pedido is None:
        raise NoEncontrado(_("Este trámite no pide ese documento."))
    return pedido


@accion("formularios.adjunto.quitado", permiso=SOLICITAR, norma="LPACAP art. 66.5")
def quitar_adjunto(*, actor: Actor, borrador_id: UUID, adjunto_id: UUID, reloj: Reloj) -> None:
    """Take a file out of a draft.

    Who: the holder. Deletes: AdjuntoBorrador. Emits: formularios.adjunto.quitado. Raises NoEncontrado, Conflicto.
    """
    borrador = acceso.borrador_para(actor, borrador_id, bloquear=True)
    adjunto = borrador.adjuntos.filter(id=adjunto_id).first()
    if adjunto is None:
        raise NoEncontrado(_("Ese archivo ya no está en el borrador."))
    anotar(
        cadena_de(borrador), AdjuntoQuitado(borrador.id, adjunto.requisito, adjunto.contenido), actor=actor, reloj=reloj
    )
    adjunto.delete()
