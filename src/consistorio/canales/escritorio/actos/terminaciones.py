"""Acts that move or end the term, and the other ways in which a case ends: withdrawal, caducity, certificate of silence."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.actos.tareas import SinPreguntas
from consistorio.tramitacion.motor.acciones import (
    aceptar_desistimiento,
    advertir_caducidad,
    ampliar_plazo,
    certificar_silencio,
    declarar_caducidad,
    rechazar_desistimiento,
    tener_por_desistida,
)


class Motivo(FormularioActo):
    """A reasoned act."""

    motivo = forms.CharField(label=_("Motivo"), widget=forms.Textarea(attrs={"rows": 4}))


class AmpliacionPlazo(Motivo):
    """How much longer, and why."""

    cantidad = forms.IntegerField(
        label=_("¿Cuánto?"),
        min_value=1,
        max_value=12,
        help_text=_("En meses si el plazo se cuenta en meses. Nunca más que el plazo inicial."),
    )


def _ampliar(ocasion: Ocasion, limpio: Limpio) -> object:
    return ampliar_plazo(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        cantidad=int(str(limpio["cantidad"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="ampliar_plazo",
        titulo=_("Ampliar el plazo para resolver"),
        explicacion=_("Se notificará a las personas interesadas. No cabe recurso (artículo 23)."),
        boton=_("Ampliar"),
        hecho=_("Plazo ampliado. Se está notificando."),
        formulario=AmpliacionPlazo,
        ejecutar=_ampliar,
    )
)


def _sobre_el_expediente(accion: Callable[..., object]) -> Callable[[Ocasion, Limpio], object]:
    def ejecutar(ocasion: Ocasion, limpio: Limpio) -> object:
        return accion(actor=ocasion.actor, expediente_id=ocasion.expediente.id, reloj=ocasion.reloj)

    return ejecutar


def _con_motivo(accion: Callable[..., object]) -> Callable[[Ocasion, Limpio], object]:
    def ejecutar(ocasion: Ocasion, limpio: Limpio) -> object:
        return accion(
            actor=ocasion.actor, expediente_id=ocasion.expediente.id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
        )

    return ejecutar


for acto in (
    Acto(
        codigo="certificar_silencio",
        titulo=_("Expedir el certificado de silencio"),
        explicacion=_("Acredita qué ha pasado al terminar el plazo sin resolver (artículo 24.4). Se expide de oficio."),
        boton=_("Expedir el certificado"),
        hecho=_("Certificado expedido. Se está notificando."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(certificar_silencio),
    ),
    Acto(
        codigo="aceptar_desistimiento",
        titulo=_("Aceptar el desistimiento o la renuncia"),
        explicacion=_("El expediente pasará a la propuesta de resolución que lo declara (artículo 94)."),
        boton=_("Aceptar"),
        hecho=_("Aceptado. Falta la resolución."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(aceptar_desistimiento),
    ),
    Acto(
        codigo="rechazar_desistimiento",
        titulo=_("Seguir con el procedimiento"),
        explicacion=_("Solo si lo exige el interés general (artículo 94.5)."),
        boton=_("Seguir con el procedimiento"),
        hecho=_("El procedimiento sigue."),
        formulario=Motivo,
        ejecutar=_con_motivo(rechazar_desistimiento),
    ),
    Acto(
        codigo="tener_por_desistida",
        titulo=_("Proponer que se tenga por desistida"),
        explicacion=_("No contestó al requerimiento en su plazo. Hace falta una resolución (artículo 68.1)."),
        boton=_("Proponer"),
        hecho=_("Falta la propuesta de resolución."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(tener_por_desistida),
    ),
    Acto(
        codigo="advertir_caducidad",
        titulo=_("Advertir de la caducidad"),
        explicacion=_("Si en tres meses no hace lo que se le pide, el procedimiento caducará (artículo 95.1)."),
        boton=_("Advertir"),
        hecho=_("Advertencia hecha. Se está notificando."),
        formulario=Motivo,
        ejecutar=_con_motivo(advertir_caducidad),
    ),
    Acto(
        codigo="declarar_caducidad",
        titulo=_("Declarar la caducidad"),
        explicacion=_("Han pasado los tres meses de la advertencia. Hace falta una resolución."),
        boton=_("Proponer la caducidad"),
        hecho=_("Falta la propuesta de resolución."),
        formulario=SinPreguntas,
        ejecutar=_sobre_el_expediente(declarar_caducidad),
    ),
):
    registrar(acto)
