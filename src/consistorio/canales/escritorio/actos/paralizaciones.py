"""Acts by which the term of what the town began stands still because of a party, and goes on (LPACAP 25.2)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import parrafos
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.actos.tareas import SinPreguntas
from consistorio.tramitacion.motor.acciones import parar_por_la_parte, seguir_tras_la_parte
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_paralizacion


class Paralizacion(FormularioActo):
    """Who stops the procedure, and how."""

    persona = forms.ChoiceField(
        label=_("¿Qué persona interesada lo para?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija a una persona.")},
    )
    motivo = parrafos(_("¿Qué no hace y por qué no se puede seguir sin eso?"), filas=4)

    def preparar(self) -> None:
        """Offer today's parties."""
        campo = self.fields["persona"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [(str(p.persona_id), p.persona.nombre_completo) for p in partes_de(self.ocasion.expediente)]


def _parar(ocasion: Ocasion, limpio: Limpio) -> object:
    return parar_por_la_parte(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        persona_id=UUID(str(limpio["persona"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


def _seguir(ocasion: Ocasion, limpio: Limpio) -> object:
    return seguir_tras_la_parte(actor=ocasion.actor, expediente_id=ocasion.expediente.id, reloj=ocasion.reloj)


registrar(
    Acto(
        codigo="parar_por_la_parte",
        titulo=_("Parar el plazo por causa de una persona interesada"),
        explicacion=_(
            "Solo en lo que inició el Ayuntamiento (artículo 25.2). Usted lo firma en su portafirmas y se notifica a esa persona: el plazo deja de "
            "contarse desde ese día. Vuelve a contarse cuando presente algo, o cuando usted anote que ya no falta nada."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Acto escrito. Fírmelo en su portafirmas: el plazo se para cuando se notifique."),
        formulario=Paralizacion,
        ejecutar=_parar,
        procede=exigir_paralizacion,
    )
)
registrar(
    Acto(
        codigo="seguir_tras_la_parte",
        titulo=_("Volver a contar el plazo"),
        explicacion=_(
            "Ya no falta nada de la persona interesada: el plazo para resolver sigue desde hoy (artículo 25.2)."
        ),
        boton=_("Volver a contar"),
        hecho=_("El plazo para resolver vuelve a contar desde hoy."),
        formulario=SinPreguntas,
        ejecutar=_seguir,
    )
)
