"""Asks who made a document of a case to sign it with their post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.consultas import circuito_de, pasos_de
from consistorio.documental.firma.models import Circuito, PasoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.organizacion.consultas import puestos_de
from consistorio.plataforma.organizacion.models import Empleado, Puesto


def puesto_de_quien_lo_hace(actor: Actor, unidad_id: UUID, *, en: date) -> Puesto | None:
    """The post with which somebody signs what they write, that of the unit first; None for a system process and for who holds none."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return None
    puestos = puestos_de(Empleado.objects.get(id=actor.id), en=en)
    return min(puestos, key=lambda uno: uno.unidad_id != unidad_id) if puestos else None


def pedir_firma_de_quien_lo_hace(
    documento: Documento,
    *,
    campo: str,
    unidad_id: UUID,
    referencia: str,
    actor: Actor,
    reloj: Reloj,
    despues: Sequence[PasoPedido] = (),
) -> Circuito | None:
    """Send the document to the signature folder of the actor's post; `despues`: to which others, once it is signed.

    A system process, or somebody without a post, signs nothing: None. Writes: Circuito. Emits: firma.circuito.pedido.
    """
    exigir_transaccion()
    puesto = puesto_de_quien_lo_hace(actor, unidad_id, en=hoy(reloj))
    if puesto is None:
        return None
    pasos = [PasoPedido(puesto, campo), *despues]
    return pedir_firmas(documento, pasos, referencia=referencia, actor=actor, reloj=reloj)


def firma_que_falta(documento_id: UUID) -> str:
    """Whose signature a document waits for, in words; empty when it waits for none."""
    circuito = circuito_de(documento_id)
    if circuito is None or circuito.estado != Circuito.Estado.PENDIENTE:
        return ""
    paso = pasos_de(circuito).filter(estado=PasoFirma.Estado.PENDIENTE).first()
    return _("Pendiente de firma de %(q)s.") % {"q": paso.puesto.nombre} if paso is not None else ""


def motivo_de_devolucion(documento_id: UUID) -> str:
    """Why the last circuit of a document was sent back without signature."""
    circuito = circuito_de(documento_id)
    paso = pasos_de(circuito).filter(estado=PasoFirma.Estado.DEVUELTO).first() if circuito is not None else None
    return paso.motivo if paso is not None else _("Devuelto sin firmar.")
