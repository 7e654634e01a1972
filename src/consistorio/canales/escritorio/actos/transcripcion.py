"""Writing down in the case the answers of a paper application, or of a case of office, with the boxes of its form."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.interfaz.campos import EntradaFecha
from consistorio.tramitacion.formularios.tipos import PARTES_DIRECCION, PARTES_DIRECCION_OBLIGATORIAS, Campo
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de
from consistorio.tramitacion.solicitudes.acciones import transcribir

PARCIAL = "parcial:"  # no question's code has a colon
_ROTULOS = {
    "via": _("calle"),
    "numero": _("número"),
    "piso": _("piso y puerta"),
    "codigo_postal": _("código postal"),
    "municipio": _("municipio"),
    "provincia": _("provincia"),
}


class SinJuzgar:
    """A box that takes anything: the form's own rules judge it. `required` only says whether people read «opcional»."""

    def validate(self, value: object) -> None:
        """Nothing is wrong here."""


class Texto(SinJuzgar, forms.CharField):
    """A text."""


class Casilla(SinJuzgar, forms.BooleanField):
    """A yes."""


class Opcion(SinJuzgar, forms.ChoiceField):
    """One of a list."""


class Opciones(SinJuzgar, forms.MultipleChoiceField):
    """Some of a list."""

    widget = forms.CheckboxSelectMultiple


class FechaEscrita(SinJuzgar, forms.Field):
    """A date as it was typed."""

    widget = EntradaFecha

    def to_python(self, value: object) -> str:
        """Day, month and year with bars; "" when nothing was typed."""
        partes = [str(parte or "").strip() for parte in value] if isinstance(value, list) else []
        return "/".join(partes) if any(partes) else ""


class Transcripcion(FormularioActo):
    """A box for each question of the form; none is mandatory here: the form's rules say what is missing."""

    def preparar(self) -> None:
        """The boxes, with what was written down before."""
        datos = como_datos(self.ocasion.expediente.datos)
        for paso in self.ocasion.expediente.version.tipada.formulario.pasos:
            for campo in paso.campos:
                siempre = campo.obligatorio and paso.condicion is None and campo.condicion is None
                self.fields.update(_cajas(campo, datos.get(campo.codigo), siempre=siempre))
        self.fields[PARCIAL] = forms.BooleanField(
            label=_("No hay respuesta para todo: guardar solo lo que se sabe"),
            help_text=_(
                "Si no contesta a nada, márquelo sin escribir nada. Lo que falte se dirá a mano en la decisión."
            ),
            required=False,
        )


def _cajas(campo: Campo, valor: Valor, *, siempre: bool) -> dict[str, forms.Field]:
    """The boxes of a question, holding what is known. `siempre`: it is asked of everybody."""
    if campo.tipo == "direccion":
        partes: Mapping[str, Valor] = valor if isinstance(valor, dict) else {}
        return {
            f"{campo.codigo}.{parte}": Texto(
                label=f"{campo.etiqueta}: {_ROTULOS[parte]}",
                required=siempre and parte in PARTES_DIRECCION_OBLIGATORIAS,
                initial=partes.get(parte),
            )
            for parte in PARTES_DIRECCION
        }
    opciones = [(opcion.valor, opcion.texto) for opcion in campo.opciones]
    caja: forms.Field
    match campo.tipo:
        case "casilla" | "declaracion":
            caja = Casilla()
        case "fecha":
            caja = FechaEscrita()
        case "casillas":
            caja = Opciones(choices=opciones)
        case "opcion" | "seleccion":
            caja = Opcion(choices=[("", _("No lo dice")), *opciones])
        case "texto_largo":
            caja = Texto(widget=forms.Textarea(attrs={"rows": 4}))
        case _:
            caja = Texto()
    caja.label, caja.help_text, caja.required = campo.etiqueta, campo.ayuda, siempre
    con_decimales = campo.tipo in {"importe", "numero"}
    caja.initial = texto_de(valor).replace(".", ",") if con_decimales else valor
    return {campo.codigo: caja}


def _transcribir(ocasion: Ocasion, limpio: Limpio) -> object:
    datos = como_datos({clave: valor for clave, valor in limpio.items() if clave != PARCIAL})
    return transcribir(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        datos=datos,
        parcial=bool(limpio[PARCIAL]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="transcribir_solicitud",
        titulo=_("Escribir las respuestas en el expediente"),
        explicacion=_(
            "Si la solicitud llegó en papel, escríbalas tal como figuran en él. Quedará quién las escribió y cuándo; si después las "
            "corrige, las anteriores se conservan."
        ),
        boton=_("Guardar las respuestas"),
        hecho=_("Respuestas guardadas como escritas por usted."),
        formulario=Transcripcion,
        ejecutar=_transcribir,
    )
)
