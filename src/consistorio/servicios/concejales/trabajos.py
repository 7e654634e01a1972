"""Background work of the councillors' requests."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.servicios.concejales import acciones, consultas
from consistorio.servicios.concejales.permisos import ATENDER


def _actor() -> Actor:
    return Actor.sistema("peticiones de concejales", ATENDER)


@trabajo("concejales.recoger_escrito", cola="firma")
def recoger_escrito(*, escrito_id: str, firmado: bool) -> None:
    """What is signed about a request was signed, or came back."""
    acciones.recoger_escrito(actor=_actor(), escrito_id=UUID(escrito_id), firmado=firmado, reloj=reloj_de_la_casa())


@periodico("concejales.silencio", cron="10 * * * *")
def silencio() -> None:
    """Each hour, grant what nobody refused within its five days. A decision that was signed, and whose job never ran, is collected first."""
    reloj, actor = reloj_de_la_casa(), _actor()

    def una(peticion_id: UUID) -> None:
        firmada = consultas.por_recoger(peticion_id)
        if firmada is not None:
            acciones.recoger_escrito(actor=actor, escrito_id=firmada.id, firmado=True, reloj=reloj)
        acciones.conceder_por_silencio(actor=actor, peticion_id=peticion_id, reloj=reloj)

    a_cada_uno(consultas.vencidas(en=hoy(reloj)), una, que="requests of councillors")
