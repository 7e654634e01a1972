"""Note whether who sent an invoice could be told of it."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.facturas import operaciones
from consistorio.economia.facturas.eventos import EmisorAvisado
from consistorio.economia.facturas.models import AvisoEmisor
from consistorio.economia.facturas.permisos import VIGILAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("facturas.emisor.avisado", permiso=VIGILAR, norma="Ley 25/2013 art. 9; LPACAP art. 53.1.a")
def anotar_aviso_al_emisor(
    *, actor: Actor, factura_id: UUID, clase: str, resultado: str, detalle: str, reloj: Reloj
) -> AvisoEmisor:
    """Write down how the notice ended. `clase` and `resultado`: of `AvisoEmisor`; `detalle`: of the mail server, cut to 200 letters.

    Who: the job that mails. Writes: AvisoEmisor. Emits: facturas.emisor.avisado. Raises NoEncontrado.
    """
    factura = operaciones.bloqueada(factura_id)
    aviso = AvisoEmisor.objects.create(
        factura=factura, clase=clase, resultado=resultado, detalle=detalle[:200], momento=reloj.ahora()
    )
    anotar(factura.cadena, EmisorAvisado(factura.id, clase, resultado), actor=actor, reloj=reloj, filas=[aviso])
    return aviso
