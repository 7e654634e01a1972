"""Background jobs of the daily digest."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.organizacion.consultas import actor_de, esta_ausente
from consistorio.servicios.comunicaciones import acciones, consultas, operaciones
from consistorio.servicios.comunicaciones.models import ResumenPedido
from consistorio.servicios.comunicaciones.permisos import REPARTIR_RESUMEN
from consistorio.servicios.comunicaciones.reglas import correo_del_resumen, es_hora_de_resumenes
from consistorio.servicios.comunicaciones.resumen import resumen_de


@periodico("comunicaciones.repartir_resumenes", cron="10 * * * *")
def repartir_resumenes() -> None:
    """On the hábil days of the town, in the morning, order the digests of who asked for them, one a day each; a worker that was down at seven
    orders them when it is back, until noon. The addresses of who left are forgotten.

    Raises CalendarioIncompleto when the town has not said which days of this year are inhábiles: nobody knows whether today is.
    """
    reloj = reloj_de_la_casa()
    if not es_hora_de_resumenes(reloj.ahora()) or not calendario_de_la_sede().es_habil(hoy(reloj)):
        return
    actor = Actor.sistema("resumen diario", REPARTIR_RESUMEN)

    def retirar(empleado_id: UUID) -> None:
        acciones.retirar_resumen(actor=actor, empleado_id=empleado_id, reloj=reloj)

    def encargar(empleado_id: UUID) -> None:
        with transaction.atomic(using=alias_actual()):
            pedido = ResumenPedido.objects.select_for_update().filter(empleado_id=empleado_id).first()
            if pedido is not None:
                operaciones.encargar_resumen(pedido, reloj=reloj)

    a_cada_uno(consultas.resumenes_de_quien_se_fue(en=hoy(reloj)), retirar, que="digests of who left")
    a_cada_uno(consultas.resumenes_por_encargar(en=hoy(reloj)), encargar, que="digests")


@trabajo("comunicaciones.enviar_resumen", cola="correo", prioridad=Prioridad.EN_BLOQUE)
def enviar_resumen(*, empleado_id: str, dia: str, desde: str) -> None:
    """Send somebody the digest of that day, once: not another day, nor when they are away, when they left it meanwhile or when nothing waits."""
    pedido = consultas.resumen_de(UUID(empleado_id))
    fecha = date.fromisoformat(dia)
    if pedido is None or fecha != hoy(reloj_de_la_casa()) or esta_ausente(pedido.empleado_id, en=fecha):
        return
    try:
        actor = actor_de(pedido.empleado, en=fecha)
    except NoPermitido:
        return  # they do not work here any more
    resumen = resumen_de(pedido.empleado, actor=actor, en=fecha, desde=datetime.fromisoformat(desde))
    if not resumen.dice_algo:
        return
    asunto, cuerpo = correo_del_resumen(
        resumen, entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]), sede=settings.CONSISTORIO_SEDE_URL
    )
    nombre = f"resumen:{empleado_id}:{dia}"
    salidas.enviar_una_vez(nombre, destino=pedido.correo, asunto=asunto, cuerpo=cuerpo, referencia=nombre)
