"""Acts on who acts for a party without a registered power (LPACAP 5.6)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import dias_habiles, limitar_dias, parrafos, si_suspende
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.nucleo.reloj import hoy
from consistorio.tramitacion.expedientes.models import Interesado
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.acciones import (
    aceptar_representacion,
    rechazar_representacion,
    requerir_representacion,
)
from consistorio.tramitacion.motor.operaciones.representaciones import sin_acreditar


class PedirRepresentacion(FormularioActo):
    """In how many days, and whether the term stops."""

    dias = dias_habiles(
        _("Días hábiles para acreditarla"), _("10, o hasta 30 si las circunstancias lo piden (artículo 5.6).")
    )
    suspende = si_suspende()

    def preparar(self) -> None:
        """The days of the law."""
        limitar_dias(self, limites.de_acreditacion(en=hoy(self.ocasion.reloj)))


class QuienRepresenta(FormularioActo):
    """Which representation is meant."""

    parte = forms.ChoiceField(label=_("¿Qué representación?"), widget=forms.RadioSelect)

    def preparar(self) -> None:
        """Offer those that are still to be accredited."""
        campo = self.fields["parte"]
        opciones = [(str(p.id), _frase(p)) for p in sin_acreditar(self.ocasion.expediente)]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = opciones
            campo.initial = opciones[0][0] if len(opciones) == 1 else None


class NoAcreditada(QuienRepresenta):
    """Which one, and why it is not enough."""

    motivo = parrafos(_("¿Por qué no es suficiente?"), filas=4)


def _frase(parte: Interesado) -> str:
    quien = parte.representante.nombre_completo if parte.representante else ""
    return gettext("%(quien)s, por %(parte)s") % {"quien": quien, "parte": parte.persona.nombre_completo}


def _requerir(ocasion: Ocasion, limpio: Limpio) -> object:
    return requerir_representacion(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        dias=int(str(limpio["dias"])),
        suspende=limpio["suspende"] == "si",
        reloj=ocasion.reloj,
    )


def _aceptar(ocasion: Ocasion, limpio: Limpio) -> object:
    return aceptar_representacion(actor=ocasion.actor, interesado_id=UUID(str(limpio["parte"])), reloj=ocasion.reloj)


def _rechazar(ocasion: Ocasion, limpio: Limpio) -> object:
    return rechazar_representacion(
        actor=ocasion.actor,
        interesado_id=UUID(str(limpio["parte"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="requerir_representacion",
        titulo=_("Pedir que acredite la representación"),
        explicacion=_(
            "Usted lo firma en su portafirmas y entonces se notifica a quien actúa sin poder inscrito. Lo que presentó vale si la "
            "acredita en plazo (artículo 5.6)."
        ),
        boton=_("Pedir la acreditación"),
        hecho=_("Requerimiento escrito. Fírmelo en su portafirmas: entonces se notificará."),
        formulario=PedirRepresentacion,
        ejecutar=_requerir,
    ),
    Acto(
        codigo="aceptar_representacion",
        titulo=_("Dar por acreditada la representación"),
        explicacion=_("Mire antes el documento aportado. Lo presentado vale desde el día en que se presentó."),
        boton=_("Dar por acreditada"),
        hecho=_("Representación acreditada."),
        formulario=QuienRepresenta,
        ejecutar=_aceptar,
    ),
    Acto(
        codigo="rechazar_representacion",
        titulo=_("No dar por acreditada la representación"),
        explicacion=_(
            "Lo presentado no contará como hecho por esa persona. Si no queda nadie más, el expediente termina con una resolución. "
            "Usted lo firma en su portafirmas y entonces se le notifica, con el motivo."
        ),
        boton=_("No dar por acreditada"),
        hecho=_("Decisión escrita. Fírmela en su portafirmas: entonces se notificará."),
        formulario=NoAcreditada,
        ejecutar=_rechazar,
        peligro=True,
    ),
):
    registrar(acto)
