"""Who sent an invoice asks to cancel it, and the accounting office answers."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas import eventos, operaciones
from consistorio.economia.facturas.acceso import factura_para, factura_propia
from consistorio.economia.facturas.models import Factura, PasoFactura
from consistorio.economia.facturas.permisos import PRESENTAR, RECHAZAR, REGISTRAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

NORMA = "Ley 25/2013 arts. 6 y 9"


@accion("facturas.anulacion.pedida", permiso=REGISTRAR, norma=NORMA)
def pedir_anulacion(*, actor: Actor, factura_id: UUID, texto: str, reloj: Reloj) -> Factura:
    """Note that who sent an invoice asks to cancel it, and why. What is paid or ended is not cancelled, nor asked twice.

    Who: `facturas.registrar`. Writes: Factura, PasoFactura. Emits: facturas.anulacion.pedida. Raises NoEncontrado, FaseIncompatible.
    """
    return _pedir(
        factura_para(actor, factura_id, motivo=REGISTRAR, reloj=reloj, bloquear=True), texto, actor=actor, reloj=reloj
    )


@accion("facturas.anulacion.pedida", permiso=PRESENTAR, norma=NORMA)
def pedir_anulacion_propia(*, actor: Actor, factura_id: UUID, texto: str, reloj: Reloj) -> Factura:
    """Who issued an invoice asks to cancel it, and says why.

    Who: a citizen with `facturas.presentar`, of what they may see. Writes, emits: as `pedir_anulacion`.
    Raises NoEncontrado, DatosIncorrectos (no reason), FaseIncompatible.
    """
    if not texto.strip():
        mensaje = _("Escriba por qué hay que anularla.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("texto", mensaje)])
    suya = factura_propia(actor, factura_id, motivo=PRESENTAR)
    return _pedir(operaciones.bloqueada(suya.id), texto, actor=actor, reloj=reloj)


def _pedir(factura: Factura, texto: str, *, actor: Actor, reloj: Reloj) -> Factura:
    vivas = (Factura.Estado.ANOTADA, Factura.Estado.REMITIDA, Factura.Estado.CONFORMADA, Factura.Estado.CONTABILIZADA)
    operaciones.exigir(factura, *vivas)
    operaciones.exigir_sin_anulacion(factura)
    factura.anulacion = Factura.Anulacion.SOLICITADA
    operaciones.dar_paso(
        factura,
        PasoFactura.Clase.ANULACION_PEDIDA,
        eventos.AnulacionPedida(factura.id),
        ["anulacion"],
        texto=texto.strip(),
        actor=actor,
        reloj=reloj,
    )
    return factura


@accion("facturas.anulacion.resuelta", permiso=RECHAZAR, norma=NORMA)
def resolver_anulacion(*, actor: Actor, factura_id: UUID, acepta: bool, texto: str, reloj: Reloj) -> Factura:
    """Answer who asked to cancel an invoice: it is cancelled, or it goes on and they are told why. One whose obligation was recognised is not
    cancelled until that is annulled.

    Who: `facturas.rechazar`. Writes: Factura, PasoFactura. Emits: facturas.anulacion.resuelta.
    Raises NoEncontrado, DatosIncorrectos (no reason to refuse), FaseIncompatible.
    """
    factura = factura_para(actor, factura_id, motivo=RECHAZAR, reloj=reloj, bloquear=True)
    if factura.anulacion != Factura.Anulacion.SOLICITADA:
        raise FaseIncompatible(_("Nadie ha pedido anular esta factura."))
    if not acepta and not texto.strip():
        mensaje = _("Explique por qué no se anula.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("texto", mensaje)])
    campos = ["anulacion"]
    if acepta:
        operaciones.soltar_conformidad(factura, actor=actor, reloj=reloj)
        campos += operaciones.pasar(factura, Factura.Estado.ANULADA, terminada_el=reloj.ahora())
    factura.anulacion = Factura.Anulacion.ACEPTADA if acepta else Factura.Anulacion.RECHAZADA
    clase = PasoFactura.Clase.ANULADA if acepta else PasoFactura.Clase.ANULACION_NEGADA
    hecho = eventos.AnulacionResuelta(factura.id, acepta)
    operaciones.dar_paso(factura, clase, hecho, campos, texto=texto.strip(), actor=actor, reloj=reloj)
    return factura
