"""Acts about how a case is related to others: undo what was said by hand."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import parrafos
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.lecturas_relaciones import hechas_a_mano
from consistorio.tramitacion.motor.acciones import deshacer_relacion
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_relacion_a_mano


class RelacionPorDeshacer(FormularioActo):
    """Which relation, and why it is undone."""

    relacion = forms.ChoiceField(
        label=_("¿Qué relación deshace?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija la relación que deshace.")},
    )
    motivo = parrafos(_("¿Por qué?"), _("Quedará en el historial de los dos expedientes."), filas=3)

    def preparar(self) -> None:
        """Offer those that this case said by hand with others that one may see; when there is none, say so."""
        campo = self.fields["relacion"]
        if isinstance(campo, forms.ChoiceField):
            hechas = hechas_a_mano(self.ocasion.expediente, self.ocasion.actor)
            campo.choices = [(str(una.id), f"{una.get_clase_display()}: {una.otro.numero}") for una in hechas]
            if not hechas:
                campo.help_text = _("Las que se dijeron aquí son con expedientes que usted no puede ver.")


def _deshacer(ocasion: Ocasion, limpio: Limpio) -> object:
    return deshacer_relacion(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        relacion_id=UUID(str(limpio["relacion"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="deshacer_relacion",
        titulo=_("Deshacer una relación con otro expediente"),
        explicacion=_(
            "Solo las que se dijeron a mano en este expediente. Los dos dejarán de verse enlazados, y sus historiales dirán que lo estuvieron y por qué ya no."
        ),
        boton=_("Deshacer la relación"),
        hecho=_("Los expedientes ya no están relacionados."),
        formulario=RelacionPorDeshacer,
        ejecutar=_deshacer,
        procede=exigir_relacion_a_mano,
    )
)
