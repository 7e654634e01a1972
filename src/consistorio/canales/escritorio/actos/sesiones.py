"""What is decided in session: sending the proposal, and recording what was agreed."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import parrafos, si_o_no
from consistorio.canales.escritorio.actos.decision import SegunElDictamen
from consistorio.canales.escritorio.actos.registro import (
    Acto,
    FormularioActo,
    Limpio,
    Ocasion,
    Turno,
    lineas,
    motivo_orden,
    registrar,
)
from consistorio.canales.interfaz.campos import SEGUN
from consistorio.servicios.resoluciones.acciones import anotar_acuerdo, llevar_a_sesion
from consistorio.servicios.resoluciones.models import AsuntoSesion


def _llevar(ocasion: Ocasion, limpio: Limpio) -> object:
    return llevar_a_sesion(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        motivo_orden=motivo_orden(limpio),
        dictamen=str(limpio.get("dictamen") or ""),
        reloj=ocasion.reloj,
    )


class Acuerdo(FormularioActo):
    """What the organ decided."""

    resultado = forms.ChoiceField(
        label=_("¿Qué se decidió?"), choices=AsuntoSesion.Resultado.choices, widget=forms.RadioSelect
    )
    sesion_el = forms.DateField(
        label=_("¿Qué día fue la sesión?"),
        required=False,
        widget=forms.DateInput(attrs={SEGUN: "1"}),
        help_text=_(
            "Por ejemplo, 27/11/2026. Si se retiró antes de llegar a ninguna sesión, deje vacíos el día y el número."
        ),
    )
    sesion_numero = forms.CharField(
        label=_("Número de la sesión"),
        max_length=40,
        required=False,
        help_text=_("Por ejemplo, 12/2026, ordinaria"),
        widget=forms.TextInput(attrs={SEGUN: "1"}),
    )
    enmienda = parrafos(
        _("La decisión"),
        _("La que se propuso. Si se aprobó con una enmienda, déjela como se acordó: entera, un párrafo en cada línea."),
        filas=9,
        segun=True,
    )
    motivo = parrafos(
        _("Si no se aprobó, ¿por qué?"),
        _("Lo leerá quien lleva el expediente. Un párrafo en cada línea."),
        segun=True,
        filas=3,
    )
    acta_aprobada = si_o_no(
        _("¿Está aprobada el acta?"),
        _(
            "Si no, el certificado lo dice: a reserva de los términos que resulten de su aprobación (artículo 206 del ROF)."
        ),
        inicial="no",
    )

    def preparar(self) -> None:
        """The decision that was proposed, to be left as it was agreed."""
        self.fields["enmienda"].initial = "\n".join(self._propuesta())

    def clean(self) -> dict[str, object]:
        """A decision that changed is an amendment, and one that did not is none: nothing that was written is lost without saying so."""
        limpio: dict[str, object] = super().clean() or {}
        escrita = lineas(limpio.get("enmienda") or "")
        cambiada = bool(escrita) and escrita != lineas("\n".join(self._propuesta()))
        resultado = limpio.get("resultado")
        if resultado != AsuntoSesion.Resultado.ENMENDADO and cambiada:
            self.add_error(
                "enmienda", _("Ha cambiado la decisión: elija «Aprobado con una enmienda» o déjela como estaba.")
            )
        elif resultado == AsuntoSesion.Resultado.ENMENDADO and not cambiada:
            self.add_error("enmienda", _("La decisión es la que se propuso: escriba la enmienda o elija «Aprobado»."))
        if resultado != AsuntoSesion.Resultado.ENMENDADO:
            limpio["enmienda"] = ""
        return limpio

    def _propuesta(self) -> list[str]:
        tarea = self.ocasion.exigir_tarea()
        asunto = AsuntoSesion.objects.select_related("resolucion").filter(tarea_id=tarea.id).first()
        return [str(parrafo) for parrafo in asunto.resolucion.decision] if asunto is not None else []


def _anotar(ocasion: Ocasion, limpio: Limpio) -> object:
    dia = limpio["sesion_el"]
    return anotar_acuerdo(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        resultado=str(limpio["resultado"]),
        sesion_el=dia if isinstance(dia, date) else None,
        sesion_numero=str(limpio["sesion_numero"]),
        enmienda=lineas(limpio["enmienda"]),
        motivo=str(limpio["motivo"]),
        acta_aprobada=limpio["acta_aprobada"] == "si",
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="llevar_a_sesion",
        titulo=_("Llevar la propuesta a su sesión"),
        explicacion=_(
            "Usted firma la propuesta en su portafirmas y entonces pasa a los asuntos de la Secretaría, para la siguiente sesión."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Propuesta escrita. Fírmela en su portafirmas: entonces la tendrá la Secretaría."),
        formulario=SegunElDictamen,
        ejecutar=_llevar,
        turno=Turno.AL_HACERLA,
    ),
    Acto(
        codigo="anotar_acuerdo",
        titulo=_("Anotar lo que se acordó en la sesión"),
        explicacion=_(
            "Lo acordado toma su número y su certificado pasa a la firma de la Secretaría y de quien preside. Después se notifica."
        ),
        boton=_("Anotar"),
        hecho=_("Resultado anotado."),
        formulario=Acuerdo,
        ejecutar=_anotar,
    ),
):
    registrar(acto)
