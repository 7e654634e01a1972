"""Jobs of the store. They carry no personal data and may run any number of times."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.almacen import acciones, consultas
from consistorio.plataforma.almacen.deposito import barrer_temporales
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import periodico

_LOTE = 200
MANTENIMIENTO = Actor.sistema("almacen", "almacen.mantener")


@periodico("almacen.analizar", cron="*/5 * * * *")
def analizar() -> None:
    """Judge up to 200 contents that wait for the antivirus. Raises ServicioNoDisponible at the first that it does not answer for."""
    reloj = reloj_de_la_casa()
    for sha256 in list(consultas.pendientes_de_analizar().values_list("pk", flat=True)[:_LOTE]):
        acciones.analizar_pendiente(actor=MANTENIMIENTO, sha256=sha256, reloj=reloj)


@periodico("almacen.barrer", cron="17 * * * *")
def barrer() -> None:
    """Close up to 200 expired uploads and remove what crashes left."""
    reloj = reloj_de_la_casa()
    for subida_id in list(consultas.subidas_caducadas(en=reloj.ahora()).values_list("pk", flat=True)[:_LOTE]):
        acciones.caducar_subida(actor=MANTENIMIENTO, subida_id=subida_id, reloj=reloj)
    barrer_temporales()
