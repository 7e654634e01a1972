"""Acts written in one's own words: a providencia, a letter to the parties."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import (
    UN_PARRAFO_POR_LINEA,
    empezar_con_lo_del_procedimiento,
    parrafos,
)
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, lineas, registrar
from consistorio.servicios.resoluciones.textos import CARTA, PROVIDENCIA
from consistorio.tramitacion.motor.acciones import dictar_providencia, escribir_a_las_partes
from consistorio.tramitacion.motor.acciones.escritos import MAXIMO_ASUNTO
from consistorio.tramitacion.motor.consultas import por_escribir_otra_vez
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de


class Providencia(FormularioActo):
    """What is ordered."""

    texto = parrafos(_("¿Qué ordena?"), UN_PARRAFO_POR_LINEA)

    def preparar(self) -> None:
        """Begin with the words of the procedure."""
        empezar_con_lo_del_procedimiento(self, "texto", PROVIDENCIA)


def _providencia(ocasion: Ocasion, limpio: Limpio) -> object:
    return dictar_providencia(
        actor=ocasion.actor, expediente_id=ocasion.expediente.id, texto=lineas(limpio["texto"]), reloj=ocasion.reloj
    )


class Carta(FormularioActo):
    """What is told, and to whom."""

    destinatarios = forms.MultipleChoiceField(
        label=_("¿A quién escribe?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos a una persona.")},
    )
    asunto = forms.CharField(label=_("Asunto"), max_length=MAXIMO_ASUNTO)
    texto = parrafos(_("Texto"), UN_PARRAFO_POR_LINEA, filas=8)

    def preparar(self) -> None:
        """Offer today's parties, all ticked, or those to whom the letter that came back was for; begin with the words of the procedure."""
        empezar_con_lo_del_procedimiento(self, "texto", CARTA)
        campo = self.fields["destinatarios"]
        if isinstance(campo, forms.MultipleChoiceField):
            campo.choices = [(str(p.persona_id), p.persona.nombre_completo) for p in partes_de(self.ocasion.expediente)]
            escritas = por_escribir_otra_vez(self.ocasion.tarea).get("personas") if self.ocasion.tarea else None
            campo.initial = escritas or [codigo for codigo, _nombre in campo.choices]


def _carta(ocasion: Ocasion, limpio: Limpio) -> object:
    elegidas = limpio["destinatarios"]
    return escribir_a_las_partes(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        asunto=str(limpio["asunto"]),
        texto=lineas(limpio["texto"]),
        destinatarios=[UUID(persona) for persona in elegidas] if isinstance(elegidas, list) else [],
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="dictar_providencia",
        titulo=_("Dictar una providencia"),
        explicacion=_("Ordena el siguiente paso del procedimiento (artículo 71). Usted la firma en su portafirmas."),
        boton=_("Enviar a la firma"),
        hecho=_("Providencia escrita. Fírmela en su portafirmas: entonces formará parte del expediente."),
        formulario=Providencia,
        ejecutar=_providencia,
    ),
    Acto(
        codigo="escribir_a_las_partes",
        titulo=_("Escribir a las personas interesadas"),
        explicacion=_(
            "Informa y no abre ningún plazo. Para pedir algo, dar audiencia o decidir hay actos propios. Todas reciben ese "
            "texto: no escriba en él datos que no deban conocer las demás. Usted lo firma en su portafirmas."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Escrito. Fírmelo en su portafirmas: entonces saldrá hacia cada persona."),
        formulario=Carta,
        ejecutar=_carta,
    ),
):
    registrar(acto)
