"""Correct the metadata of a document that is filed in a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.models import Documento, VersionMetadatos
from consistorio.documental.documentos.operaciones_metadatos import (
    CORREGIR,
    comprobar_correccion,
    corregir,
    en_palabras,
)
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes import diligencias
from consistorio.tramitacion.expedientes.acceso import bloquear_juntos, expediente_que_lleva
from consistorio.tramitacion.expedientes.correcciones import donde_esta, exigir_sin_archivar
from consistorio.tramitacion.expedientes.firmas import pedir_firma_de_quien_lo_hace
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Rectificacion


@accion(
    "documento.metadatos.corregidos",
    "expediente.error.rectificado",
    permiso=CORREGIR,
    norma="NTI de Documento electrónico V.1.c; LPACAP arts. 70.2 y 109.2",
)
def corregir_documento(
    *, actor: Actor, documento_id: UUID, cambios: Mapping[str, str | bool], motivo: str, reloj: Reloj
) -> Documento:
    """Correct what a filed document says of itself, with a diligencia in its case: what it said, what it says, and why. The document and its
    place in the index stay. Its signed content is corrected by `rectificar_error`.

    Who: whoever may correct and carries the case, open or closed; of a document of several cases, every one of them, and each has its diligencia;
    not that from which it was taken to another.
    Writes: VersionMetadatos, Documento, Rectificacion, DocumentoExpediente, Circuito. Emits: documento.metadatos.corregidos,
    expediente.error.rectificado. Raises NoEncontrado (also when it is in no case), NoPermitido, FaseIncompatible (archived), Conflicto (somebody is
    taking it to another case), DatosIncorrectos.
    """
    comprobar_correccion(cambios, motivo)
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Una rectificación la acuerda una persona."))
    puestos = donde_esta(documento_id)
    bloquear_juntos(actor, *(puesto.expediente_id for puesto in puestos))
    try:
        casos = [expediente_que_lleva(actor, puesto.expediente_id, CORREGIR) for puesto in puestos]
    except NoEncontrado as error:  # of a case that they may not see it is not said which it is
        raise NoPermitido(
            _("Los datos de este documento los corrige la unidad que lleva su expediente."),
            que_hacer=_("Dígale qué está mal."),
        ) from error
    for caso in casos:
        exigir_sin_archivar(caso)
    documento = documento_para(actor, documento_id, motivo="corrección de metadatos", bloquear=True)
    _exigir_que_sigan_ahi(documento_id, puestos)
    if not casos:
        raise NoEncontrado(_("Ese documento no es de ningún expediente."))
    version = corregir(documento, cambios, motivo=motivo, actor=actor, reloj=reloj)
    for puesto, expediente in zip(puestos, casos, strict=True):
        _diligencia(puesto, expediente, version, cambios, actor=actor, reloj=reloj)
    return documento


def _exigir_que_sigan_ahi(documento_id: UUID, puestos: Sequence[DocumentoExpediente]) -> None:
    """Asked once the cases are locked, with which nobody takes it from them: while that was awaited somebody may have."""
    if {uno.id for uno in donde_esta(documento_id)} != {uno.id for uno in puestos}:
        raise Conflicto(
            _("Mientras lo corregía, el documento ha cambiado de expediente."),
            que_hacer=_("Mire en cuál está y vuelva a intentarlo."),
        )


def _diligencia(
    puesto: DocumentoExpediente,
    expediente: Expediente,
    version: VersionMetadatos,
    cambios: Mapping[str, str | bool],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The correction in a case. It names no document with an error: what it says inside is right, and whoever reads it with its code is told nothing."""
    rectificacion = Rectificacion.objects.create(
        expediente=expediente,
        donde_dice=en_palabras({campo: version.datos[campo] for campo in cambios}),
        debe_decir=en_palabras(cambios),
        motivo=version.motivo,
        acordada_el=reloj.ahora(),
        acordada_por_id=actor.id,
    )
    de_que = _("El error está en los datos del documento n.º %(n)d del índice, con identificador %(i)s.") % {
        "n": puesto.orden,
        "i": version.documento.id_eni,
    }
    documento = diligencias.escribir(
        expediente,
        diligencias.parrafos_de(rectificacion, de_que),
        titulo=_("Corrección de los datos de un documento"),
        actor=actor,
        reloj=reloj,
    )
    pedir_firma_de_quien_lo_hace(
        documento,
        campo=diligencias.CAMPO,
        unidad_id=expediente.unidad_id,
        referencia=f"rectificacion:{rectificacion.id}",
        actor=actor,
        reloj=reloj,
    )
    diligencias.asentar_rectificacion(
        rectificacion, documento, visible_interesado=puesto.visible_interesado, actor=actor, reloj=reloj
    )
