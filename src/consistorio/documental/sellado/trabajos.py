"""Background work of sealing."""

from __future__ import annotations

import hashlib

from consistorio.documental.firma import tsa
from consistorio.documental.firma.casa import autoridad_de_la_casa
from consistorio.documental.sellado import cabeceras, consultas, publicacion
from consistorio.documental.sellado.acciones import sellar as acciones
from consistorio.documental.sellado.models import Cabecera, SuscripcionCabeceras
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo

ACTOR = Actor.sistema("sellado", acciones.PERMISO)
_PENDIENTES = 50


@periodico("sellado.cabecera", cron="*/5 * * * *")
def sellar_cabecera() -> None:
    """Every five minutes, and on demand: seal, time-stamp and publish. Without a time-stamp authority the head waits for it. What a process
    that died left unpublished is published by the next."""
    acciones.sellar(actor=ACTOR, reloj=reloj_de_la_casa())
    for cabecera in Cabecera.objects.order_by("-tamano")[:_PENDIENTES]:
        publicacion.publicar(cabecera)
    for cabecera in Cabecera.objects.filter(sello=None).order_by("tamano")[:_PENDIENTES]:
        try:
            ficha = tsa.pedir(hashlib.sha256(consultas.publicada(cabecera).fichero).digest(), autoridad_de_la_casa())
        except ServicioNoDisponible:
            return  # the next round asks again; the screen of health shows heads without time stamp
        respuesta = cabeceras.respuesta_de(ficha)
        acciones.fechar(actor=ACTOR, tamano=cabecera.tamano, respuesta=respuesta, reloj=reloj_de_la_casa())
        publicacion.publicar(cabecera)


@periodico("sellado.repasar", cron="40 3 * * *")
def repasar() -> None:
    """Every night: look in the whole log for what the rounds did not see, because it was written down much later than it began. The next
    round stamps and publishes its head."""
    acciones.sellar(actor=ACTOR, reloj=reloj_de_la_casa(), repasar=True)


@trabajo("sellado.avisar", cola="correo", prioridad=Prioridad.EN_BLOQUE)
def avisar(*, suscripcion: int, tamano: int) -> None:
    """Send a head to one subscriber, once."""
    fila = SuscripcionCabeceras.objects.filter(pk=suscripcion, baja=None).first()
    if fila is None:
        return
    asunto, cuerpo = publicacion.texto_del_correo(consultas.publicada(Cabecera.objects.get(tamano=tamano)))
    nombre = f"cabecera-{tamano}-{suscripcion}"
    salidas.enviar_una_vez(nombre, destino=fila.correo, asunto=asunto, cuerpo=cuerpo, referencia=nombre)
