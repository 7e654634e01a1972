"""Correcting a field of an entry: what it said stays beside what it should have said (LPACAP 109.2)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.eventos import AsientoRectificado
from consistorio.documental.registro.models import Asiento, RectificacionAsiento
from consistorio.documental.registro.motivos import motivo_escrito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar

RECTIFICABLES = (
    "asunto",
    "extracto",
    "epigrafe",
    "codigo_asunto",
    "referencia_externa",
    "numero_expediente",
    "codigo_sia",
    "numero_transporte",
    "numero_origen",
    "observaciones",
)


@accion("registro.asiento.rectificado", permiso="registro.rectificar", norma="LPACAP art. 109.2")
def rectificar(
    *, actor: Actor, asiento_id: UUID, campo: str, despues: str, motivo: str, reloj: Reloj
) -> RectificacionAsiento:
    """Correct a descriptive field (`RECTIFICABLES`). Number, dates, parties and documents cannot be corrected: annul and file anew.

    Who: registry office (`registro.rectificar`). Writes RectificacionAsiento; emits registro.asiento.rectificado.
    Raises NoEncontrado, DatosIncorrectos.
    """
    motivo = motivo_escrito(motivo)
    asiento = asiento_para(actor, asiento_id, motivo="Rectificar el asiento", bloquear=True)
    if campo not in RECTIFICABLES:
        mensaje = _("Ese dato no se puede rectificar: anule el asiento y practíquelo de nuevo.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("campo", mensaje)])
    antes, despues = vigente(asiento, campo), despues.strip()
    maximo = getattr(Asiento._meta.get_field(campo), "max_length", None)
    if isinstance(maximo, int) and len(despues) > maximo:
        mensaje = _("Escriba %(n)d caracteres como mucho.") % {"n": maximo}
        raise DatosIncorrectos(mensaje, problemas=[Problema(campo, mensaje)])
    if antes == despues or (campo == "asunto" and not despues):
        raise DatosIncorrectos(
            _("Escriba un texto distinto del que ya consta."), problemas=[Problema(campo, _("No cambia."))]
        )
    rectificacion = RectificacionAsiento.objects.create(
        asiento=asiento,
        campo=campo,
        antes=antes,
        despues=despues,
        motivo=motivo,
        rectificado_el=reloj.ahora(),
        rectificado_por=actor.id,
    )
    hecho = AsientoRectificado(asiento_id=asiento.id, rectificacion_id=rectificacion.id, campo=campo)
    anotar(cadena_de_libro(asiento.libro_id, asiento.anio), hecho, actor=actor, reloj=reloj, filas=[rectificacion])
    return rectificacion


def vigente(asiento: Asiento, campo: str) -> str:
    """What a field says after its corrections. One query, or none if they were fetched before (`prefetch_related`)."""
    suyas = [una for una in asiento.rectificaciones.all() if una.campo == campo]
    ultima = max(suyas, key=lambda una: (una.rectificado_el, una.id), default=None)
    return ultima.despues if ultima is not None else str(getattr(asiento, campo))
