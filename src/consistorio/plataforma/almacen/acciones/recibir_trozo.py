"""Receive one piece of an upload; the last one completes it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones, recepcion
from consistorio.plataforma.almacen.acceso import PERMISO, parcial, subida_para
from consistorio.plataforma.almacen.acciones.iniciar_subida import VIGENCIA
from consistorio.plataforma.almacen.deposito import borrar, temporal
from consistorio.plataforma.almacen.eventos import SubidaCompletada, SubidaRechazada
from consistorio.plataforma.almacen.models import EstadoSubida, Subida
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.almacen.recepcion import TROZO, FlujosSeguidos
from consistorio.plataforma.almacen.reglas import Limites
from consistorio.plataforma.auditoria.operaciones import anotar


@dato
class Trozo:
    """A piece that is already on our disk, of `tamano` bytes; if it is the last one, what was decided about the whole."""

    fichero: Path
    tamano: int
    entero: Admitido | None = None
    rechazo: str = ""

    @property
    def ultimo(self) -> bool:
        """Whether the whole was judged."""
        return self.entero is not None or bool(self.rechazo)


def recibir_trozo(
    *,
    actor: Actor,
    subida_id: UUID,
    desplazamiento: int,
    flujo: BinaryIO,
    reloj: Reloj,
    limites: Limites | None = None,
) -> Subida:
    """Append the bytes of `flujo` at `desplazamiento` (bytes from the start); answer the upload with what it holds now.

    The stream goes to a file of this request alone, and the last piece is judged with the whole, before any transaction opens: a
    slow or broken connection holds no lock. A lost connection keeps what arrived: ask `recibido` and go on from there. Of two
    requests that bring the same piece at once the first to be whole stays and the other is told where to go on. With the last byte
    the state becomes `completa` (with its `contenido`) or `rechazada` (with its `motivo`).
    Who: whoever opened it. Writes: Subida, Contenido. Emits: almacen.subida.completada or .rechazada, with the last piece.
    Raises: Conflicto (wrong offset, closed or expired, more bytes than announced), NoEncontrado, NoPermitido.
    """
    exigir_permiso(actor, PERMISO, para="almacen.subida.completada")
    subida = subida_para(actor, subida_id)
    exigir_sitio(subida, desplazamiento, reloj)
    with temporal() as parte, temporal() as entero:
        tamano = _recoger(flujo, parte, hueco=subida.tamano - desplazamiento)
        trozo = Trozo(parte, tamano)
        if desplazamiento + tamano == subida.tamano:
            trozo = _juzgar_entero(subida, trozo, entero, limites)
        return asentar_trozo(actor=actor, subida_id=subida_id, desplazamiento=desplazamiento, trozo=trozo, reloj=reloj)


@accion("almacen.subida.completada", "almacen.subida.rechazada", permiso=PERMISO, norma="LPACAP arts. 28.1 y 66.1")
def asentar_trozo(*, actor: Actor, subida_id: UUID, desplazamiento: int, trozo: Trozo, reloj: Reloj) -> Subida:
    """Note a piece that is on our disk, or the whole with the last one. What a crash left beyond `recibido` is cut off first.

    Who: whoever opened the upload. Writes: Subida, Contenido. Emits: almacen.subida.completada or .rechazada, with the last piece.
    Raises: Conflicto (another request came first; closed or expired), NoEncontrado, NoPermitido.
    """
    subida = subida_para(actor, subida_id, bloquear=True)
    exigir_sitio(subida, desplazamiento, reloj)
    subida.recibido += trozo.tamano
    subida.caduca = reloj.ahora() + VIGENCIA
    if trozo.ultimo:
        _terminar(subida, trozo, actor=actor, reloj=reloj)
    else:
        _anexar(parcial(subida.id), trozo, desde=desplazamiento)
    subida.save()
    return subida


def exigir_sitio(subida: Subida, desplazamiento: int, reloj: Reloj) -> None:
    """Raises Conflicto when the upload is closed, or waits for another byte than this one."""
    if subida.estado != EstadoSubida.ABIERTA or subida.caduca <= reloj.ahora():
        raise Conflicto(_("Esta subida ya no admite más datos. Vuelva a elegir el archivo."))
    if desplazamiento != subida.recibido:
        raise Conflicto(_("La subida va por el byte %(recibido)d. Continúe desde ahí.") % {"recibido": subida.recibido})


def _recoger(flujo: BinaryIO, temporal: Path, *, hueco: int) -> int:
    """Write the stream to a new file, at most `hueco` bytes; how many. A connection that breaks ends it there."""
    escrito = 0
    with temporal.open("xb") as fichero:
        temporal.chmod(0o600)
        while datos := _leer(flujo, min(TROZO, hueco - escrito + 1)):
            if escrito + len(datos) > hueco:
                raise Conflicto(_("Han llegado más datos de los que se anunciaron. Vuelva a elegir el archivo."))
            fichero.write(datos)
            escrito += len(datos)
        fichero.flush()
        os.fsync(fichero.fileno())
    return escrito


def _leer(flujo: BinaryIO, cuanto: int) -> bytes:
    try:
        return flujo.read(cuanto)
    except OSError:  # the client is gone: what came before stays
        return b""


def _juzgar_entero(subida: Subida, trozo: Trozo, entero: Path, limites: Limites | None) -> Trozo:
    """Put the whole together in a file of its own and judge it, the antivirus included. A first piece is already the whole."""
    try:
        if trozo.tamano == subida.tamano:
            recibido = recepcion.examinar(trozo.fichero)
        else:
            with ExitStack() as pila:
                anterior = pila.enter_context(parcial(subida.id).open("rb"))
                ultimo = pila.enter_context(trozo.fichero.open("rb"))
                flujo = FlujosSeguidos([(anterior, subida.recibido), (ultimo, trozo.tamano)])
                recibido = recepcion.recibir(flujo, entero)
    except FileNotFoundError as error:  # somebody else completed or cancelled it meanwhile
        raise Conflicto(_("Esta subida ya no admite más datos. Vuelva a elegir el archivo.")) from error
    try:
        admitido = operaciones.admitir_recibido(recibido, nombre=subida.nombre, limites=limites)
        return Trozo(trozo.fichero, trozo.tamano, entero=admitido)
    except DatosIncorrectos as error:
        return Trozo(trozo.fichero, trozo.tamano, rechazo=" ".join(p.mensaje for p in error.problemas)[:400])


def _anexar(destino: Path, trozo: Trozo, *, desde: int) -> None:
    if desde == 0:
        trozo.fichero.replace(destino)
        return
    with trozo.fichero.open("rb") as origen, destino.open("r+b") as fichero:
        fichero.truncate(desde)
        fichero.seek(desde)
        while datos := origen.read(TROZO):
            fichero.write(datos)
        fichero.flush()
        os.fsync(fichero.fileno())


def _terminar(subida: Subida, trozo: Trozo, *, actor: Actor, reloj: Reloj) -> None:
    cadena = f"subida:{subida.id}"
    if trozo.entero is None:
        subida.estado, subida.motivo = EstadoSubida.RECHAZADA, trozo.rechazo
        anotar(cadena, SubidaRechazada(subida.id), actor=actor, reloj=reloj)
    else:
        subida.contenido = operaciones.asentar(trozo.entero)
        subida.estado = EstadoSubida.COMPLETA
        anotar(cadena, SubidaCompletada(subida.id, subida.contenido.sha256), actor=actor, reloj=reloj)
    borrar(parcial(subida.id))
