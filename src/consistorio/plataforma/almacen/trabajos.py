"""Jobs of the store. They carry no personal data and may run any number of times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen import acciones, consultas
from consistorio.plataforma.almacen.deposito import barrer_temporales
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.puertos.antivirus import antivirus

_LOTE = 200
# How long a content is judged again whenever the signatures are updated: new threats are known days after they travel
RECIENTES = timedelta(days=30)
MANTENIMIENTO = Actor.sistema("almacen", "almacen.mantener")


@periodico("almacen.analizar", cron="*/5 * * * *")
def analizar() -> None:
    """Judge up to 200 contents that wait for the antivirus. Raises ServicioNoDisponible while some wait on."""
    _juzgar(consultas.pendientes_de_analizar().values_list("pk", flat=True).iterator())


@periodico("almacen.reanalizar", cron="*/30 * * * *")
def reanalizar() -> None:
    """Judge again, with the signatures of now, up to 200 contents of the last 30 days that older ones found clean."""
    desde = RelojSistema().ahora() - RECIENTES
    if not consultas.por_reanalizar(firmas="", desde=desde).exists():
        return  # nobody ever judged anything: there may be no antivirus to ask
    recientes = consultas.por_reanalizar(firmas=antivirus().firmas(), desde=desde)
    _juzgar(recientes.values_list("pk", flat=True).iterator())


@trabajo("almacen.analizar_uno", cola="comunicaciones")
def analizar_uno(*, sha256: str) -> None:
    """Judge a content that somebody was refused because of malicious code and that was clean when it was stored."""
    acciones.juzgar(actor=MANTENIMIENTO, sha256=sha256, reloj=reloj_de_la_casa())


@periodico("almacen.barrer", cron="17 * * * *")
def barrer() -> None:
    """Close up to 200 expired uploads and remove what crashes left."""
    reloj = reloj_de_la_casa()
    for subida_id in list(consultas.subidas_caducadas(en=reloj.ahora()).values_list("pk", flat=True)[:_LOTE]):
        acciones.caducar_subida(actor=MANTENIMIENTO, subida_id=subida_id, reloj=reloj)
    barrer_temporales()


def _juzgar(contenidos: Iterable[str]) -> None:
    """Judge up to 200. One that the antivirus cannot judge (larger than it takes) does not stop those behind it."""
    reloj = reloj_de_la_casa()
    juzgados, fallo = 0, None
    for sha256 in contenidos:
        try:
            acciones.juzgar(actor=MANTENIMIENTO, sha256=sha256, reloj=reloj)
        except ServicioNoDisponible as error:
            antivirus().firmas()  # raises when it is the daemon who is down, and not this content that it cannot judge
            fallo = error
            continue
        juzgados += 1
        if juzgados == _LOTE:
            break
    if fallo is not None:
        raise fallo
