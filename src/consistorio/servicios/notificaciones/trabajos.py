"""Background jobs of the notifications. The outside world is touched here, after commit."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.puertos.correo import EntregaDudosa
from consistorio.servicios.notificaciones import acciones, consultas, reglas
from consistorio.servicios.notificaciones.models import Aviso, Notificacion
from consistorio.servicios.notificaciones.permisos import AVISAR, CADUCAR, EVIDENCIAR, PREPARAR


@trabajo("notificaciones.preparar", cola="documentos", prioridad=Prioridad.PRIMERO)
def preparar(*, notificacion_id: str) -> None:
    """Render the notification and ask for its seal."""
    actor = Actor.sistema("notificaciones", PREPARAR)
    acciones.preparar(actor=actor, notificacion_id=UUID(notificacion_id), reloj=reloj_de_la_casa())


@trabajo("notificaciones.disponer", cola="documentos", prioridad=Prioridad.PRIMERO)
def disponer(*, notificacion_id: str) -> None:
    """The notification has its seal: put it at disposal."""
    actor = Actor.sistema("notificaciones", PREPARAR)
    acciones.disponer(actor=actor, notificacion_id=UUID(notificacion_id), reloj=reloj_de_la_casa())


@trabajo("notificaciones.evidenciar", cola="documentos")
def evidenciar(*, notificacion_id: str) -> None:
    """Make the proof of the outcome and add it to the case."""
    actor = Actor.sistema("notificaciones", EVIDENCIAR)
    acciones.evidenciar(actor=actor, notificacion_id=UUID(notificacion_id), reloj=reloj_de_la_casa())


@trabajo("notificaciones.avisar", cola="correo", prioridad=Prioridad.PRIMERO)
def avisar(*, notificacion_id: str) -> None:
    """Send the notice by mail. While the server is down it waits and is tried again; the legal dates stand.

    Nobody is warned twice: when it was cut off while it was being handed over, nobody knows whether it left. That is written down, the job
    fails in sight, and only a person sends it again.
    """
    notificacion = Notificacion.objects.get(id=notificacion_id)
    acabada = notificacion.practicada or notificacion.estado == Notificacion.Estado.RETIRADA
    if acabada or notificacion.avisos.filter(resultado=Aviso.Resultado.ENVIADO).exists():
        return
    destino = notificacion.correo_aviso
    if not destino:
        _anotar(notificacion, Aviso.Resultado.SIN_MEDIO, "", "")
        return
    asunto, cuerpo = reglas.correo_de_aviso(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]), sede=settings.CONSISTORIO_SEDE_URL
    )

    def anotar(fin: salidas.Fin) -> None:
        if isinstance(fin, str):
            _anotar(notificacion, Aviso.Resultado.ENVIADO, destino, fin)
        else:
            duda = isinstance(fin, EntregaDudosa)
            _anotar(notificacion, Aviso.Resultado.DUDOSO if duda else Aviso.Resultado.FALLIDO, destino, fin.mensaje)

    try:
        salidas.enviar_una_vez(
            f"aviso:{notificacion.id}",
            destino=destino,
            asunto=asunto,
            cuerpo=cuerpo,
            referencia=str(notificacion.id),
            anotar=anotar,
        )
    except DatosIncorrectos:
        return  # refused for good: it is in the case, and trying again would be refused again


def _anotar(notificacion: Notificacion, resultado: Aviso.Resultado, destino: str, detalle: str) -> None:
    acciones.anotar_aviso(
        actor=Actor.sistema("avisos", AVISAR),
        notificacion_id=notificacion.id,
        resultado=resultado,
        destino=destino,
        detalle=detalle,
        reloj=reloj_de_la_casa(),
    )


@periodico("notificaciones.barrer_caducadas", cron="5,35 * * * *")
def barrer_caducadas() -> None:
    """Expire every notification whose ten days have ended, each in its own transaction: one that fails does not stop the others."""
    actor = Actor.sistema("caducidad de notificaciones", CADUCAR)
    reloj = reloj_de_la_casa()

    def caducar(notificacion_id: UUID) -> None:
        acciones.caducar(actor=actor, notificacion_id=notificacion_id, reloj=reloj)

    a_cada_uno(list(consultas.caducadas_a(hoy(reloj)).values_list("id", flat=True)), caducar, que="expiries")
