"""Acts of the review of office: which act is reviewed, and suspending its execution."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import UN_PARRAFO_POR_LINEA, parrafos, si_o_no
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.interfaz.campos import SEGUN
from consistorio.servicios.resoluciones.acciones import senalar_acto, suspender_ejecucion
from consistorio.servicios.resoluciones.acciones.revision import exigir_suspension
from consistorio.servicios.resoluciones.models import Revision
from consistorio.servicios.resoluciones.reglas_revision import CAUSAS


class ActoRevisado(FormularioActo):
    """Of which case, and why; of a nullity, by which cause, or why what somebody asks for cannot be reviewed."""

    se_puede = si_o_no(
        _("¿Se puede revisar el acto que señala la solicitud?"),
        _(
            "Conteste que no si todavía cabe recurso, si no se invoca ninguna causa de nulidad o si es anterior a este programa. Entonces solo queda no admitirla (artículo 106.3)."
        ),
        inicial="si",
    )
    original = forms.CharField(
        label=_("Expediente en el que se decidió"),
        max_length=40,
        required=False,
        help_text=_("Su número. Se revisa su última resolución firmada o, si no la hay, lo que concedió el silencio."),
        widget=forms.TextInput(attrs={SEGUN: "1"}),
    )
    causa = forms.ChoiceField(
        label=_("¿Por qué sería nulo? (artículo 47.1)"),
        widget=forms.RadioSelect(attrs={SEGUN: "1"}),
        required=False,
    )
    motivo = forms.CharField(
        label=_("¿Por qué se revisa, o por qué no se puede?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, object]:
        """What is missing of an act that can be reviewed is said together with the rest."""
        limpio = super().clean() or {}
        if limpio.get("se_puede") == "no":
            return limpio
        if not limpio.get("original") and "original" not in self.errors:
            self.add_error("original", _("Escriba el número del expediente en el que se decidió."))
        if "causa" in self.fields and not limpio.get("causa") and "causa" not in self.errors:
            self.add_error("causa", _("Elija la causa de nulidad que se invoca (artículo 47.1)."))
        return limpio

    def preparar(self) -> None:
        """Only a nullity has a cause of 47.1; only what somebody asked for may be not admitted."""
        tarea = self.ocasion.tarea
        campo = self.fields["causa"]
        if tarea is not None and tarea.datos.get("clase") == Revision.Clase.LESIVIDAD:
            del self.fields["causa"]
            del self.fields["se_puede"]
        elif isinstance(campo, forms.ChoiceField):
            campo.choices = [(letra, _con_letra(letra)) for letra in CAUSAS]


def _con_letra(letra: str) -> str:
    texto = str(_(CAUSAS[letra]))
    return f"{letra}) {texto[:1].upper()}{texto[1:]}"


def _senalar(ocasion: Ocasion, limpio: Limpio) -> object:
    return senalar_acto(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        original=str(limpio["original"]),
        causa=str(limpio.get("causa") or ""),
        motivo=str(limpio["motivo"]),
        se_puede=limpio.get("se_puede") != "no",
        reloj=ocasion.reloj,
    )


class MotivoDeSuspension(FormularioActo):
    """What damage it would cause."""

    motivo = parrafos(_("¿Qué perjuicio, imposible o difícil de reparar, causaría ejecutarlo?"), UN_PARRAFO_POR_LINEA)


def _suspender(ocasion: Ocasion, limpio: Limpio) -> object:
    return suspender_ejecucion(
        actor=ocasion.actor, expediente_id=ocasion.expediente.id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
    )


for acto in (
    Acto(
        codigo="senalar_acto",
        titulo=_("Decir qué acto se revisa"),
        explicacion=_("Los dos expedientes quedan relacionados, y el de la decisión dice que se revisa."),
        boton=_("Guardar"),
        hecho=_("Acto señalado."),
        formulario=ActoRevisado,
        ejecutar=_senalar,
    ),
    Acto(
        codigo="suspender_ejecucion",
        titulo=_("Suspender la ejecución del acto que se revisa"),
        explicacion=_(
            "La acuerda quien decide la revisión (artículo 108). Cuando la firme se notifica a las personas interesadas."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Suspensión escrita. Falta que la firme quien decide la revisión."),
        formulario=MotivoDeSuspension,
        ejecutar=_suspender,
        procede=exigir_suspension,
    ),
):
    registrar(acto)
