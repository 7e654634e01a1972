"""Note whether who sent an invoice could be told of it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas import consultas, operaciones
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.eventos import EmisorAvisado
from consistorio.economia.facturas.models import AvisoEmisor, Factura
from consistorio.economia.facturas.permisos import REGISTRAR, VIGILAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

MAXIMO_COMO = 200


@accion("facturas.emisor.avisado", permiso=VIGILAR, norma="Ley 25/2013 art. 9; LPACAP art. 53.1.a")
def anotar_aviso_al_emisor(
    *, actor: Actor, factura_id: UUID, clase: str, resultado: str, detalle: str, reloj: Reloj
) -> AvisoEmisor:
    """Write down how the notice ended. `clase` and `resultado`: of `AvisoEmisor`; `detalle`: of the mail server, cut to 200 letters.

    Who: the job that mails. Writes: AvisoEmisor. Emits: facturas.emisor.avisado. Raises NoEncontrado.
    """
    return _anotar(operaciones.bloqueada(factura_id), clase, resultado, detalle, actor=actor, reloj=reloj)


@accion("facturas.emisor.avisado", permiso=REGISTRAR, norma="Ley 25/2013 art. 9; LPACAP art. 53.1.a")
def avisar_por_otro_medio(*, actor: Actor, factura_id: UUID, como: str, reloj: Reloj) -> AvisoEmisor:
    """Write down how who sent a rejected invoice was told of it, since the mail did not reach them: a letter, a call.

    Who: `facturas.registrar`. Writes: AvisoEmisor. Emits: facturas.emisor.avisado.
    Raises NoEncontrado, DatosIncorrectos (it does not say how), FaseIncompatible (they know already).
    """
    factura = factura_para(actor, factura_id, motivo=REGISTRAR, reloj=reloj, bloquear=True)
    dicho = como.strip()
    if not dicho or len(dicho) > MAXIMO_COMO:
        mensaje = _("Diga cómo se le avisó, en 200 letras como mucho.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("texto", mensaje)])
    if not consultas.por_avisar_de_otro_modo().filter(id=factura.id).exists():
        raise FaseIncompatible(_("Quien presentó esta factura ya sabe lo que pasó con ella."))
    clase, resultado = AvisoEmisor.Clase.RECHAZADA, AvisoEmisor.Resultado.OTRO_MEDIO
    return _anotar(factura, clase, resultado, dicho, actor=actor, reloj=reloj)


def _anotar(factura: Factura, clase: str, resultado: str, detalle: str, *, actor: Actor, reloj: Reloj) -> AvisoEmisor:
    aviso = AvisoEmisor.objects.create(
        factura=factura, clase=clase, resultado=resultado, detalle=detalle[:MAXIMO_COMO], momento=reloj.ahora()
    )
    anotar(factura.cadena, EmisorAvisado(factura.id, clase, resultado), actor=actor, reloj=reloj, filas=[aviso])
    return aviso
