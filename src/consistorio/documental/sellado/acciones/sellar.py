"""Sealing what happened since the last time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consistorio.documental.sellado import consultas, operaciones
from consistorio.documental.sellado.models import Cabecera
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.permisos import Ambito, declarar

PERMISO = declarar("sellado.sellar", _("Sellar el registro de actividad"), Ambito.SISTEMA).codigo


@accion("sellado.cabecera.firmada", permiso=PERMISO, norma="RD 311/2022 anexo II op.exp.8 y mp.info.4")
def sellar(*, actor: Actor, reloj: Reloj, repasar: bool = False) -> Cabecera | None:
    """Put every pending event into the tree and sign its head; None when there is nothing to seal. `repasar`: look for them in the
    whole log, and not only where they are to be expected (`consultas.suelo`).

    Who: the system. Writes: Hoja, Nodo, Cabecera. Emits: sellado.cabecera.firmada. Raises: ServicioNoDisponible without the seal.
    """
    ultima = consultas.ultima_cabecera()
    desde = consultas.ENTERO if repasar else consultas.suelo()
    if ultima is not None and not operaciones.hay_que_sellar(desde=desde):
        return None
    if operaciones.crecer(desde=desde) == 0 and (ultima is not None or consultas.tamano() == 0):
        return None
    return operaciones.firmar_cabecera(actor=actor, reloj=reloj)


@accion("sellado.cabecera.fechada", permiso=PERMISO, norma="RD 311/2022 anexo II mp.info.4")
def fechar(*, actor: Actor, tamano: int, respuesta: bytes, reloj: Reloj) -> None:
    """Keep the time stamp that the authority gave for the head of that size.

    Who: the system. Writes: SelloCabecera. Emits: sellado.cabecera.fechada. Raises: ServicioNoDisponible when
    it is not a time stamp of that head.
    """
    operaciones.fechar_cabecera(Cabecera.objects.get(tamano=tamano), respuesta, actor=actor, reloj=reloj)
