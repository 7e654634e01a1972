"""The act that takes a document to the case where it belongs."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import ofrecer_documentos, parrafos
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.acciones import llevar_documento
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.correcciones import SE_LLEVAN, exigir_indice_abierto


class DocumentoDeOtroExpediente(FormularioActo):
    """Which document, to which case and why."""

    documento = forms.ChoiceField(
        label=_("¿Qué documento es de otro expediente?"),
        error_messages={"required": _("Elija el documento.")},
    )
    numero = forms.CharField(
        label=_("Número del expediente al que se lleva"),
        help_text=_("Por ejemplo, 2026/LIC/00012"),
        max_length=40,
        error_messages={"required": _("Escriba el número del expediente al que se lleva.")},
    )
    motivo = parrafos(
        _("¿Por qué es de ese expediente?"), _("Lo dirán las diligencias y el historial de los dos."), filas=3
    )

    def preparar(self) -> None:
        """Offer those that were added by hand or that came and had no effect; when there is none, say so."""
        ofrecer_documentos(self, solo=SE_LLEVAN)
        campo = self.fields["documento"]
        campo.help_text = _("Los que se añadieron a mano, y los escritos que no son de un trámite.")
        if not documentos_utiles(self.ocasion.expediente).filter(SE_LLEVAN).exists():
            campo.help_text = _("Este expediente no tiene ninguno que se pueda llevar a otro.")


def _llevar(ocasion: Ocasion, limpio: Limpio) -> object:
    try:
        otro = consultas.por_numero(ocasion.actor, str(limpio["numero"]))
    except NoEncontrado as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema("numero", error.mensaje)]) from error
    try:
        return llevar_documento(
            actor=ocasion.actor,
            expediente_id=ocasion.expediente.id,
            documento_id=UUID(str(limpio["documento"])),
            otro_id=otro.id,
            motivo=str(limpio["motivo"]),
            reloj=ocasion.reloj,
        )
    except (Conflicto, NoPermitido) as error:
        raise DatosIncorrectos(" ".join(filter(None, (error.mensaje, error.que_hacer)))) from error


registrar(
    Acto(
        codigo="llevar_documento",
        titulo=_("Llevar un documento a otro expediente"),
        explicacion=_(
            "Para lo que se incorporó aquí y es de otro. Se incorpora en el otro, y aquí queda marcado en su lugar del índice. Usted firma una "
            "diligencia en cada uno. Las personas interesadas de este dejan de verlo."
        ),
        boton=_("Llevarlo"),
        hecho=_("Documento llevado. Las dos diligencias esperan la firma en el portafirmas."),
        formulario=DocumentoDeOtroExpediente,
        ejecutar=_llevar,
        procede=exigir_indice_abierto,
    )
)
