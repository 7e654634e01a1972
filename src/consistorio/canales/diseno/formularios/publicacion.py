"""Form of what a task publishes on the notice board: the `datos` of the kinds that everybody reads (`motor.datos_publicacion`), which judges them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from consistorio.canales.diseno.formularios.condicion import Sobre, con_actual
from consistorio.canales.diseno.formularios.datos import DeDatos
from consistorio.tramitacion.formularios.valores import Valor, texto_de
from consistorio.tramitacion.motor.datos_publicacion import IDENTIFICACIONES, MAXIMO_DIAS, MAXIMO_TITULO


class DePublicacion(DeDatos):
    """With which words an announcement begins, for how long it is shown, and how those affected are named in it."""

    titulo = forms.CharField(
        label=gettext_lazy("Título del anuncio"),
        max_length=MAXIMO_TITULO,
        required=False,
        help_text=gettext_lazy("Con él empieza quien lo escribe en cada expediente, y lo puede cambiar."),
    )
    texto = forms.CharField(
        label=gettext_lazy("Texto del anuncio"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Un párrafo en cada línea. No ponga datos de nadie: lo leerá cualquiera."),
    )
    dias = forms.IntegerField(
        label=gettext_lazy("Días hábiles que se expone"),
        required=False,
        min_value=1,
        max_value=MAXIMO_DIAS,
        help_text=gettext_lazy("Vacío, si se dice en cada expediente."),
    )
    identificacion = forms.ChoiceField(
        label=gettext_lazy("¿Cómo se nombra a quien afecta?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Un nombre y el número completo de su documento no se publican nunca juntos (LOPDGDD, disposición adicional 7.ª)."
        ),
    )

    def __init__(self, datos: Mapping[str, object] | None, sobre: Sobre) -> None:
        super().__init__(datos, sobre)
        campo = self.fields["identificacion"]
        if isinstance(campo, forms.ChoiceField):
            ofrecidas = [("", gettext_lazy("Lo decide quien escribe cada anuncio")), *IDENTIFICACIONES.items()]
            campo.choices = con_actual(ofrecidas, self.initial.get("identificacion"))

    def mostrado(self, datos: Mapping[str, Valor]) -> dict[str, object]:
        """What the task says of it."""
        texto = datos.get("texto")
        return {
            "titulo": texto_de(datos.get("titulo")),
            "texto": "\n".join(texto_de(parrafo) for parrafo in texto) if isinstance(texto, list) else "",
            "dias": datos.get("dias"),
            "identificacion": texto_de(datos.get("identificacion")),
        }

    def suyos(self) -> dict[str, Valor]:
        """What the boxes say, of what was touched."""
        limpio = self.cleaned_data
        parrafos: list[Valor] = [linea.strip() for linea in limpio["texto"].splitlines() if linea.strip()]
        return self.cambiado(
            {
                "titulo": (["titulo"], limpio["titulo"] or None),
                "texto": (["texto"], parrafos or None),
                "dias": (["dias"], limpio["dias"]),
                "identificacion": (["identificacion"], limpio["identificacion"] or None),
            }
        )
