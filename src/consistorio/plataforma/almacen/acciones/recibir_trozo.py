"""Receive one piece of an upload; the last one completes it."""

from __future__ import annotations

import os
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen import operaciones
from consistorio.plataforma.almacen.acceso import PERMISO, parcial, subida_para
from consistorio.plataforma.almacen.acciones.iniciar_subida import VIGENCIA
from consistorio.plataforma.almacen.deposito import borrar
from consistorio.plataforma.almacen.eventos import SubidaCompletada, SubidaRechazada
from consistorio.plataforma.almacen.models import EstadoSubida, Subida
from consistorio.plataforma.almacen.recepcion import TROZO
from consistorio.plataforma.almacen.reglas import Limites
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("almacen.subida.completada", "almacen.subida.rechazada", permiso=PERMISO, norma="LPACAP arts. 28.1 y 66.1")
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

    A lost connection keeps what arrived: ask `recibido` and go on from there. With the last byte the content is judged: the state
    becomes `completa` (with its `contenido`) or `rechazada` (with its `motivo`).
    Who: whoever opened it. Writes: Subida, Contenido. Emits: almacen.subida.completada or .rechazada, with the last piece.
    Raises: Conflicto (wrong offset, closed or expired, more bytes than announced), NoEncontrado, NoPermitido.
    """
    subida = subida_para(actor, subida_id, bloquear=True)
    if subida.estado != EstadoSubida.ABIERTA or subida.caduca <= reloj.ahora():
        raise Conflicto(_("Esta subida ya no admite más datos. Vuelva a elegir el fichero."))
    if desplazamiento != subida.recibido:
        raise Conflicto(_("La subida va por el byte %(recibido)d. Continúe desde ahí.") % {"recibido": subida.recibido})
    subida.recibido += _anexar(subida, flujo)
    subida.caduca = reloj.ahora() + VIGENCIA
    if subida.recibido == subida.tamano:
        _completar(subida, limites, actor=actor, reloj=reloj)
    subida.save()
    return subida


def _anexar(subida: Subida, flujo: BinaryIO) -> int:
    """Write the piece after what the row says that we have; what a crash left beyond that is cut off first."""
    ruta = parcial(subida.id)
    ruta.touch(mode=0o600)
    escrito, hueco = 0, subida.tamano - subida.recibido
    with ruta.open("r+b") as fichero:
        fichero.truncate(subida.recibido)
        fichero.seek(subida.recibido)
        while trozo := flujo.read(min(TROZO, hueco - escrito + 1)):
            if escrito + len(trozo) > hueco:
                raise Conflicto(_("Han llegado más datos de los que se anunciaron. Vuelva a elegir el fichero."))
            fichero.write(trozo)
            escrito += len(trozo)
        fichero.flush()
        os.fsync(fichero.fileno())
    return escrito


def _completar(subida: Subida, limites: Limites | None, *, actor: Actor, reloj: Reloj) -> None:
    ruta = parcial(subida.id)
    try:
        subida.contenido = operaciones.admitir_fichero(ruta, nombre=subida.nombre, limites=limites)
    except DatosIncorrectos as error:
        subida.estado = EstadoSubida.RECHAZADA
        subida.motivo = " ".join(p.mensaje for p in error.problemas)[:400]
        anotar(f"subida:{subida.id}", SubidaRechazada(subida.id), actor=actor, reloj=reloj)
    else:
        subida.estado = EstadoSubida.COMPLETA
        hecho = SubidaCompletada(subida.id, subida.contenido.sha256)
        anotar(f"subida:{subida.id}", hecho, actor=actor, reloj=reloj)
    finally:
        borrar(ruta)
