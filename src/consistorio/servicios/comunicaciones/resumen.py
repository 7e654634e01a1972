"""The daily digest: how many things wait for somebody of the staff, counted as their own pages count them."""

from __future__ import annotations

from datetime import date, datetime

from consistorio.documental.firma import consultas as firma
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.comunicaciones.consultas import cuantas_pendientes
from consistorio.servicios.comunicaciones.reglas import TOPE, Resumen
from consistorio.tramitacion.expedientes.consultas import menciones_de
from consistorio.tramitacion.motor.consultas import cuantas_nuevas, recuento
from consistorio.tramitacion.solicitudes.consultas import cuantas_sin_repartir


def resumen_de(empleado: Empleado, *, actor: Actor, en: date, desde: datetime) -> Resumen:
    """What waits for an employee on a day; new is what came since `desde`. `actor`: the one that they are that day."""
    return Resumen(
        vencen_hoy=recuento(actor, hoy=en)["vencen_hoy"],
        nuevas=cuantas_nuevas(actor, desde=desde),
        por_firmar=len(firma.pendientes_de(empleado, en=en)),
        por_acusar=cuantas_pendientes(actor),
        menciones=len(menciones_de(actor, por_ver=True, limite=TOPE)),
        por_repartir=cuantas_sin_repartir(actor),
    )
