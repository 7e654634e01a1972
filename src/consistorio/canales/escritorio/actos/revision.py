"""Acts of the review of office and of appeals: which act is reviewed, and suspending its execution."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import (
    UN_PARRAFO_POR_LINEA,
    ofrecer_documentos,
    parrafos,
    si_o_no,
)
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.interfaz.campos import SEGUN
from consistorio.servicios.resoluciones.acciones import anotar_suspension, senalar_acto, suspender_ejecucion
from consistorio.servicios.resoluciones.acciones.suspension import exigir_suspension, exigir_suspension_en_sesion
from consistorio.servicios.resoluciones.models import Revision
from consistorio.servicios.resoluciones.reglas_revision import CAUSAS
from consistorio.tramitacion.expedientes.consultas import acto_recurrido


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
        label=_("Resolución que se revisa, o expediente en el que se decidió"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={SEGUN: "1"}),
        help_text=_(
            "Su número: 118/2026, JGL 12/2026 o 2026/OBM/00041. De un expediente se revisa su última resolución o, si no la hay, lo que concedió "
            "el silencio. Si es de otra unidad, escriba el de la resolución: podrá leer su expediente hasta que termine la revisión."
        ),
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
    """What damage it would cause; of an appeal, that it stands on a nullity will do too (117.2)."""

    motivo = parrafos(_("¿Qué perjuicio, imposible o difícil de reparar, causaría ejecutarlo?"), UN_PARRAFO_POR_LINEA)

    def preparar(self) -> None:
        """An appeal may stand on a cause of nullity."""
        if acto_recurrido(self.ocasion.expediente) is not None:
            self.fields["motivo"].label = _(
                "¿Qué perjuicio, imposible o difícil de reparar, causaría ejecutarlo, o en qué causa de nulidad se funda el recurso?"
            )


def _suspender(ocasion: Ocasion, limpio: Limpio) -> object:
    return suspender_ejecucion(
        actor=ocasion.actor, expediente_id=ocasion.expediente.id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
    )


class SuspensionEnSesion(FormularioActo):
    """In which session, and the certificate of what was agreed."""

    sesion_el = forms.DateField(label=_("¿Qué día fue la sesión?"), help_text=_("Por ejemplo, 27/11/2026"))
    sesion_numero = forms.CharField(
        label=_("Número de la sesión"), max_length=40, help_text=_("Como está en el acta. Por ejemplo, 14/2026")
    )
    documento = forms.ChoiceField(
        label=_("¿Qué documento es el certificado del acuerdo?"), help_text=_("Añádalo antes al expediente.")
    )

    def preparar(self) -> None:
        """The last documents of the case, the newest first."""
        ofrecer_documentos(self)


def _anotar(ocasion: Ocasion, limpio: Limpio) -> object:
    dia = limpio["sesion_el"]
    return anotar_suspension(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        documento_id=UUID(str(limpio["documento"])),
        sesion_el=dia if isinstance(dia, date) else None,
        sesion_numero=str(limpio["sesion_numero"]),
        reloj=ocasion.reloj,
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
        titulo=_("Suspender la ejecución del acto que se recurre o se revisa"),
        explicacion=_(
            "La acuerda quien decide el recurso o la revisión (artículos 108 y 117). Cuando la firme se notifica, y hasta que se decida no se "
            "pide el pago de lo que resulta de ese acto."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Suspensión escrita. Falta que la firme quien decide."),
        formulario=MotivoDeSuspension,
        ejecutar=_suspender,
        procede=exigir_suspension,
    ),
    Acto(
        codigo="anotar_suspension",
        titulo=_("Anotar la suspensión acordada en sesión"),
        explicacion=_(
            "Cuando decide el Pleno o la Junta de Gobierno Local, la suspensión se acuerda en su sesión. Desde ese día no se pide el pago de lo "
            "que resulta del acto, y se notifica a las personas interesadas."
        ),
        boton=_("Anotar la suspensión"),
        hecho=_("Suspensión anotada. Se está notificando."),
        formulario=SuspensionEnSesion,
        ejecutar=_anotar,
        procede=exigir_suspension_en_sesion,
    ),
):
    registrar(acto)
