"""Background jobs of the control of what is owed and paid."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import ngettext

from consistorio.economia.intervenciones import acciones
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.intervencion.permisos import VIGILAR


@periodico("intervenciones.vigilar", cron="40 5 * * *")
def vigilar() -> None:
    """Once a day, tell who heads Intervención of what is over its term."""
    acciones.avisar_vencidas(actor=Actor.sistema("plazos de Intervención", VIGILAR), reloj=reloj_de_la_casa())


@trabajo("intervenciones.enviar_vencidas", cola="correo", prioridad=Prioridad.EN_BLOQUE)
def enviar_vencidas(*, empleado_id: str, dia: str, cuantas: int, nombres: str) -> None:
    """Mail what is over its term: codes and numbers, and nothing of whom they are about."""
    destino = Empleado.objects.select_related("persona").get(id=UUID(empleado_id)).persona.correo
    if not destino:
        return
    asunto = ngettext(
        "%(n)d asunto lleva en Intervención más de su plazo",
        "%(n)d asuntos llevan en Intervención más de su plazo",
        cuantas,
    ) % {"n": cuantas}
    cuales = nombres if cuantas == len(nombres.split("\n")) else f"{nombres}\n…"
    cuerpo = f"{asunto}:\n\n{cuales}\n\n{settings.CONSISTORIO_SEDE_URL}"
    clave = f"intervencion-vencidas:{empleado_id}:{dia}"
    salidas.enviar_una_vez(
        clave,
        destino=destino,
        asunto=asunto,
        cuerpo=cuerpo,
        referencia=clave,
    )
