"""What sealing does on its own facts: whoever keeps our heads gets each one."""

from __future__ import annotations

from django.conf import settings

from consistorio.documental.sellado.models import SuscripcionCabeceras
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar


@suscrito("sellado.cabecera.firmada")
def enviar_a_quien_las_guarda(hecho: HechoAnotado) -> None:
    """One message a subscriber, asked for with the head itself: no process that dies between both loses it."""
    if not settings.CONSISTORIO_PUERTOS.get("correo"):
        return
    for suscripcion in SuscripcionCabeceras.objects.filter(baja=None).order_by("pk").values_list("pk", flat=True):
        encolar("sellado.avisar", suscripcion=suscripcion, tamano=int(str(hecho.datos["tamano"])))
