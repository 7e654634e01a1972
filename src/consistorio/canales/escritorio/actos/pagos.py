"""What a case has to pay: making it, and annulling what was wrong."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.campos_de_anulacion import decision_elegida, en_que_se_apoya, por_que
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.servicios.tributos.acciones import anular_liquidacion, autoliquidar, liquidar
from consistorio.servicios.tributos.calculo import calcular
from consistorio.servicios.tributos.consultas import anulables_de
from consistorio.tramitacion.expedientes.models import Expediente


class Cuenta(FormularioActo):
    """The account that is seen, and that it is right. What was seen goes with it: a change meanwhile is told."""

    comprobada = forms.BooleanField(
        label=_("He comprobado la cuenta"), error_messages={"required": _("Compruebe la cuenta y marque la casilla.")}
    )
    importe = forms.CharField(widget=forms.HiddenInput, required=False)

    def preparar(self) -> None:
        """Show each factor of the amount. Raises FaseIncompatible when it cannot be computed."""
        calculo, faltan = calcular(self.ocasion.exigir_tarea(), self.ocasion.expediente, reloj=self.ocasion.reloj)
        if calculo is None:
            raise FaseIncompatible(
                str(_("Todavía no se puede calcular lo que hay que pagar.")), que_hacer=" ".join(faltan)
            )
        self.fields["comprobada"].help_text = _("%(c)s. Tarifa: %(a)s, la del %(d)s.") % {
            "c": calculo.factores.cuenta,
            "a": calculo.tarifa.articulo,
            "d": f"{calculo.devengo:%d/%m/%Y}",
        }
        self.fields["importe"].initial = f"{calculo.factores.importe.euros:.2f}"


def _autoliquidar(ocasion: Ocasion, limpio: Limpio) -> object:
    return autoliquidar(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        importe=str(limpio["importe"]),
        reloj=ocasion.reloj,
    )


def _liquidar(ocasion: Ocasion, limpio: Limpio) -> object:
    return liquidar(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        importe=str(limpio["importe"]),
        reloj=ocasion.reloj,
    )


class Anulacion(FormularioActo):
    """Which debt, and why."""

    liquidacion = forms.ChoiceField(label=_("¿Qué se anula?"), error_messages={"required": _("Elija lo que se anula.")})
    decision = forms.ChoiceField()
    motivo = por_que()

    def preparar(self) -> None:
        """Those of this case; that of the task, first."""
        self.fields["decision"] = en_que_se_apoya(self.ocasion.expediente)
        campo = self.fields["liquidacion"]
        if isinstance(campo, forms.ChoiceField):
            deudas = list(anulables_de(self.ocasion.expediente))
            campo.choices = [
                ("", str(_("Elija una"))),
                *((str(una.id), f"{una.nombre}: {una.debido} ({una.referencia_dictada})") for una in deudas),
            ]
            suya = self.ocasion.tarea.id if self.ocasion.tarea is not None else None
            campo.initial = next((str(una.id) for una in deudas if una.tarea_id == suya), "")


def _anular(ocasion: Ocasion, limpio: Limpio) -> object:
    return anular_liquidacion(
        actor=ocasion.actor,
        liquidacion_id=UUID(str(limpio["liquidacion"])),
        decision_id=decision_elegida(limpio["decision"]),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


def _hay_que_anular(expediente: Expediente) -> None:
    if not anulables_de(expediente).exists():
        raise FaseIncompatible(str(_("En este expediente no hay nada que pagar que anular.")))


for acto in (
    Acto(
        codigo="autoliquidar",
        titulo=_("Calcular la autoliquidación"),
        explicacion=_(
            "Sale del dato de la solicitud, la tarifa de la ordenanza y los periodos. La persona interesada recibe en su carpeta el documento con el que "
            "se paga."
        ),
        boton=_("Hacer la autoliquidación"),
        hecho=_("Autoliquidación hecha. Su documento de ingreso está en el expediente."),
        formulario=Cuenta,
        ejecutar=_autoliquidar,
    ),
    Acto(
        codigo="liquidar",
        titulo=_("Liquidar la tasa"),
        explicacion=_(
            "La aprueba el órgano que resuelve: va a su portafirmas. Al firmarla se notifica, y desde ahí corre el plazo para pagar (LGT artículo 62.2)."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Liquidación enviada a la firma del órgano que resuelve."),
        formulario=Cuenta,
        ejecutar=_liquidar,
    ),
    Acto(
        codigo="anular_liquidacion",
        titulo=_("Anular una liquidación"),
        explicacion=_(
            "La acuerda el órgano que resuelve: va a su portafirmas. Al firmarla deja de deberse, se comunica, y lo que se hubiera pagado se devuelve. "
            "Si fue un error, después puede calcularse otra vez."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Anulación enviada a la firma del órgano que resuelve."),
        formulario=Anulacion,
        ejecutar=_anular,
        peligro=True,
        procede=_hay_que_anular,
    ),
):
    registrar(acto)
