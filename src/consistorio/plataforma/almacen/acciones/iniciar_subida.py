"""Begin to upload a file by pieces."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.acceso import PERMISO
from consistorio.plataforma.almacen.eventos import SubidaIniciada
from consistorio.plataforma.almacen.models import Subida
from consistorio.plataforma.almacen.reglas import Limites, problemas_de_tamano
from consistorio.plataforma.auditoria.operaciones import anotar

VIGENCIA = timedelta(hours=48)


@accion("almacen.subida.iniciada", permiso=PERMISO, norma="LPACAP arts. 28.1 y 66.1")
def iniciar_subida(*, actor: Actor, nombre: str, tamano: int, reloj: Reloj, limites: Limites | None = None) -> Subida:
    """Open an upload of `tamano` bytes; refused at once, before a byte travels, when it is too large.

    Who: whoever may attach files. Writes: Subida. Emits: almacen.subida.iniciada.
    Raises: DatosIncorrectos, NoPermitido.
    """
    problemas = problemas_de_tamano(tamano, limites or Limites())
    if problemas:
        raise DatosIncorrectos(_("No se ha podido adjuntar «%(nombre)s».") % {"nombre": nombre}, problemas=problemas)
    ahora = reloj.ahora()
    subida = Subida.objects.create(
        titular=actor.id, nombre=nombre[:255], tamano=tamano, abierta=ahora, caduca=ahora + VIGENCIA
    )
    anotar(f"subida:{subida.id}", SubidaIniciada(subida.id, tamano), actor=actor, reloj=reloj)
    return subida
