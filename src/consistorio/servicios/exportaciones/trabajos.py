"""Making the copies, and taking them away when their day is over."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.deposito import deposito, temporal
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.servicios.exportaciones import comprimido, consultas
from consistorio.servicios.exportaciones.acciones import entregar
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.servicios.exportaciones.permisos import ENTREGAR
from consistorio.servicios.exportaciones.piezas import piezas_de
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import VER

# Each how many documents it is said how far it is
CADA = 10


@trabajo("exportaciones.hacer", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def hacer(*, exportacion_id: str) -> None:
    """Make a copy as who asked for it sees the case today. What the domain refuses ends it, with its reason; anything else is tried again."""
    exportacion = (
        Exportacion.objects.select_related("solicitante__persona")
        .filter(id=UUID(exportacion_id), estado=Exportacion.Estado.PENDIENTE)
        .first()
    )
    if exportacion is None:
        return
    esta = Exportacion.objects.filter(id=exportacion.id)
    try:
        _hacer(exportacion)
    except ServicioNoDisponible as error:
        esta.update(motivo=error.mensaje[:300])
        raise
    except ErrorDominio as error:
        esta.update(estado=Exportacion.Estado.FALLIDA, motivo=error.mensaje[:300])
    except Exception:
        esta.update(motivo=_("Ha fallado y se está intentando otra vez."))
        raise


def _hacer(exportacion: Exportacion) -> None:
    reloj = reloj_de_la_casa()
    actor = actor_de(exportacion.solicitante, en=hoy(reloj))
    expediente = expediente_para(actor, exportacion.expediente_id, VER)
    hechos = 0

    def avance() -> None:
        nonlocal hechos
        hechos += 1
        if hechos % CADA == 0:
            Exportacion.objects.filter(id=exportacion.id).update(hechos=min(hechos, exportacion.total))

    with temporal() as fichero:
        piezas = piezas_de(expediente, actor)
        if exportacion.clase == Exportacion.Clase.COMPRIMIDO:
            dentro = comprimido.escribir(fichero, piezas, total=exportacion.total, avance=avance)
        else:
            from consistorio.servicios.exportaciones import libro  # slow to load: few jobs need it

            dentro = libro.escribir(fichero, expediente, piezas, momento=reloj.ahora(), avance=avance)
        tamano, sha256 = fichero.stat().st_size, _huella(fichero)
        deposito().dejar(fichero, exportacion.nombre)
    entregada = entregar(
        actor=Actor.sistema("exportaciones", ENTREGAR),
        exportacion_id=exportacion.id,
        tamano=tamano,
        sha256=sha256,
        documentos=dentro,
        reloj=reloj,
    )
    if not entregada:  # its day was over before it was made
        deposito().retirar(exportacion.nombre)


def _huella(fichero: Path) -> str:
    with fichero.open("rb") as flujo:
        return hashlib.file_digest(flujo, "sha256").hexdigest()


@periodico("exportaciones.retirar", cron="41 * * * *")
def retirar() -> None:
    """Take away up to 200 copies whose day is over: the file first, so that no row is missed that still has one."""
    for exportacion in consultas.por_retirar(en=reloj_de_la_casa().ahora()):
        deposito().retirar(exportacion.nombre)
        exportacion.delete()
