"""Correct a material, factual or arithmetical error (LPACAP 109.2)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes import operaciones
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.eventos import ErrorRectificado
from consistorio.tramitacion.expedientes.firmas import pedir_firma_de_quien_lo_hace
from consistorio.tramitacion.expedientes.models import Expediente, Rectificacion
from consistorio.tramitacion.expedientes.permisos import TRAMITAR


@accion("expediente.error.rectificado", permiso=TRAMITAR, norma="LPACAP art. 109.2")
def rectificar_error(
    *,
    actor: Actor,
    expediente_id: UUID,
    donde_dice: str,
    debe_decir: str,
    motivo: str,
    reloj: Reloj,
    documento_id: UUID | None = None,
) -> Rectificacion:
    """Correct an error with an act of its own: what was written stays, and a diligencia says what it should have said.

    `documento_id`: the document of the case with the error, if it is in one. Who: tramitador, at any time, of office or asked.
    Writes: Rectificacion, Documento, DocumentoExpediente. Emits: expediente.error.rectificado.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (every problem).
    """
    expediente = expediente_para(actor, expediente_id, TRAMITAR, bloquear=True)
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Una rectificación la acuerda una persona."))
    _comprobar(donde_dice.strip(), debe_decir.strip(), motivo.strip())
    if documento_id is not None and not expediente.documentos.filter(documento_id=documento_id).exists():
        raise NoEncontrado(_("Ese documento no es de este expediente."))
    rectificacion = Rectificacion.objects.create(
        expediente=expediente,
        documento_id=documento_id,
        donde_dice=donde_dice.strip(),
        debe_decir=debe_decir.strip(),
        motivo=motivo.strip(),
        acordada_el=reloj.ahora(),
        acordada_por_id=actor.id,
    )
    documento = _diligencia(expediente, rectificacion, actor=actor, reloj=reloj)
    pedir_firma_de_quien_lo_hace(
        documento,
        campo="quien",
        unidad_id=expediente.unidad_id,
        referencia=f"rectificacion:{rectificacion.id}",
        actor=actor,
        reloj=reloj,
    )
    operaciones.incorporar_documento(
        expediente, documento_id=documento.id, huella=documento.huella, origen="rectificacion", actor=actor, reloj=reloj
    )
    anotar(
        expediente.cadena,
        ErrorRectificado(expediente.id, rectificacion.id, documento_id),
        actor=actor,
        reloj=reloj,
    )
    return rectificacion


def _comprobar(donde_dice: str, debe_decir: str, motivo: str) -> None:
    problemas = []
    if not donde_dice:
        problemas.append(Problema("donde_dice", _("Copie el texto que está mal.")))
    if not debe_decir or debe_decir == donde_dice:
        problemas.append(Problema("debe_decir", _("Escriba lo que debe decir.")))
    if not motivo:
        problemas.append(Problema("motivo", _("Explique por qué es un error material, de hecho o aritmético.")))
    if problemas:
        raise DatosIncorrectos(_("La rectificación no está completa."), problemas=problemas)


def _diligencia(expediente: Expediente, rectificacion: Rectificacion, *, actor: Actor, reloj: Reloj) -> Documento:
    return crear_desde_plantilla(
        "diligencia",
        {
            "titulo": _("Rectificación de error"),
            "asunto": expediente.titulo,
            "expediente": expediente.numero,
            "texto": [
                _("Se corrige un error, de acuerdo con el artículo 109.2 de la Ley 39/2015."),
                _("Donde dice: «%(t)s».") % {"t": rectificacion.donde_dice},
                _("Debe decir: «%(t)s».") % {"t": rectificacion.debe_decir},
                _("Motivo: %(t)s") % {"t": rectificacion.motivo},
            ],
            "quien": actor.cargo or actor.nombre,
        },
        titulo=_("Rectificación de error"),
        tipo_documental="TD12",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        firmas=(CampoFirma("quien", f"{actor.nombre}, {actor.cargo}" if actor.cargo else actor.nombre),),
        actor=actor,
        reloj=reloj,
    )
