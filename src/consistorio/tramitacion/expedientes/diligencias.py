"""Building blocks that write a diligencia in a case. The caller holds the case's row lock."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes import operaciones
from consistorio.tramitacion.expedientes.eventos import ErrorRectificado
from consistorio.tramitacion.expedientes.firmas import pedir_firma_de_quien_lo_hace
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Rectificacion

CAMPO = "quien"


def escribir(
    expediente: Expediente,
    texto: str | Sequence[str],
    *,
    actor: Actor,
    reloj: Reloj,
    titulo: str = "",
    firma: tuple[str, str] | None = None,
) -> Documento:
    """The document of a diligencia, with a place to sign. `texto`: its paragraphs; `firma`: the name and post of who signs it, when it is not
    who writes it.

    Writes: Documento.
    """
    exigir_transaccion()
    nombre, cargo = firma or (actor.nombre, actor.cargo)
    datos: dict[str, object] = {
        "texto": texto if isinstance(texto, str) else list(texto),
        "asunto": expediente.titulo,
        "expediente": expediente.numero,
        "quien": cargo or nombre,
    }
    return crear_desde_plantilla(
        "diligencia",
        {**datos, "titulo": titulo} if titulo else datos,
        titulo=titulo or _("Diligencia"),
        tipo_documental="TD12",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        firmas=(CampoFirma(CAMPO, f"{nombre}, {cargo}" if cargo else nombre),),
        actor=actor,
        reloj=reloj,
    )


def extender(
    expediente: Expediente,
    texto: str | Sequence[str],
    *,
    actor: Actor,
    reloj: Reloj,
    titulo: str = "",
    visible_interesado: bool = True,
) -> DocumentoExpediente:
    """A diligencia in the next place of the index, which waits for the signature of who writes it.

    Writes: Documento, Circuito, DocumentoExpediente. Emits: expediente.documento.incorporado, firma.circuito.pedido. Raises Conflicto (not open).
    """
    documento = escribir(expediente, texto, titulo=titulo, actor=actor, reloj=reloj)
    pedir_firma_de_quien_lo_hace(
        documento,
        campo=CAMPO,
        unidad_id=expediente.unidad_id,
        referencia=f"diligencia:{documento.id}",
        actor=actor,
        reloj=reloj,
    )
    return operaciones.incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="diligencia",
        visible_interesado=visible_interesado,
        actor=actor,
        reloj=reloj,
    )


def parrafos_de(rectificacion: Rectificacion, de_que: str = "") -> list[str]:
    """What the diligencia of a correction says (LPACAP 109.2). `de_que`: of which document the data were wrong."""
    return [
        _("Se corrige un error, de acuerdo con el artículo 109.2 de la Ley 39/2015."),
        *([de_que] if de_que else []),
        _("Donde dice: «%(t)s».") % {"t": rectificacion.donde_dice},
        _("Debe decir: «%(t)s».") % {"t": rectificacion.debe_decir},
        _("Motivo: %(t)s") % {"t": rectificacion.motivo},
    ]


def asentar_rectificacion(
    rectificacion: Rectificacion, documento: Documento, *, visible_interesado: bool, actor: Actor, reloj: Reloj
) -> None:
    """The diligencia of a correction takes its place in the case, closed or not. Its signature is asked for by the caller.

    Writes: DocumentoExpediente. Emits: expediente.documento.incorporado, expediente.error.rectificado.
    """
    expediente = rectificacion.expediente
    operaciones.incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="rectificacion",
        visible_interesado=visible_interesado,
        actor=actor,
        reloj=reloj,
    )
    hecho = ErrorRectificado(expediente.id, rectificacion.id, rectificacion.documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
