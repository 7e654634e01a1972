"""Forms of the lists of basic requirements."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.actos.campos import parrafos, si_o_no
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.interfaz.campos import SEGUN
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.servicios.intervencion.acciones.requisitos import LARGO_NOMBRE, LARGO_NOTA
from consistorio.servicios.intervencion.ficheros_de_requisitos import leer
from consistorio.servicios.intervencion.models import AcuerdoDeControl
from consistorio.servicios.intervencion.reglas_de_requisitos import (
    ADICIONAL,
    CLASES,
    FASES,
    LARGO_NORMA,
    LARGO_TEXTO,
    MAXIMO,
    RequisitoPedido,
)

DE_MAS = 3  # empty ones, to write others


class NuevaLista(Formulario):
    """A version of a list: with which agreement and since when, and its requirements one by one or in a file. `tipo_y_fase`: whether they are asked."""

    nombre = forms.CharField(label=gettext_lazy("¿De qué tipo de gasto?"), max_length=LARGO_NOMBRE)
    fase = forms.ChoiceField(label=gettext_lazy("¿En qué fase?"), choices=[("", gettext_lazy("Elija")), *FASES.items()])
    acuerdo = forms.ChoiceField(
        label=gettext_lazy("¿Qué acuerdo del Pleno la aprueba?"),
        help_text=gettext_lazy("Si no está, anótelo antes en «Informes», «Anotar un acuerdo sobre el control»."),
    )
    desde = DiaCorto(gettext_lazy("¿Desde qué día?"))
    rige = si_o_no(
        gettext_lazy("¿Se comprueba esta lista desde ese día?"),
        gettext_lazy("Diga que no para dejarla sin efecto: su fiscalización vuelve a ser plena."),
        inicial="si",
    )
    nota = forms.CharField(label=gettext_lazy("Nota"), max_length=LARGO_NOTA, required=False)
    fichero = forms.FileField(
        label=gettext_lazy("Los requisitos en un archivo CSV, en lugar de los que siguen"),
        help_text=gettext_lazy(
            "Como el que se descarga de una lista: columnas clase, texto y norma, con punto y coma."
        ),
        required=False,
    )

    def __init__(
        self, datos: object, ficheros: object, puestos: Sequence[RequisitoPedido], *, tipo_y_fase: bool
    ) -> None:
        super().__init__(datos, ficheros)
        acuerdos = AcuerdoDeControl.objects.filter(clave=AcuerdoDeControl.Clave.LIMITADA, rige=True)
        campo = self.fields["acuerdo"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        opciones = [
            (str(uno.id), f"{uno.desde:%d/%m/%Y}. {uno.nota}".strip(". ")) for uno in acuerdos.order_by("-desde")
        ]
        campo.choices = [("", _("Elija")), *opciones]
        if not tipo_y_fase:
            del self.fields["nombre"], self.fields["fase"]
        enviados = sum(1 for clave in self.data if str(clave).startswith("texto."))
        self.cuantos = min(max(len(puestos) + DE_MAS, enviados), MAXIMO + DE_MAS)
        for n in range(1, self.cuantos + 1):
            self._fila(n, puestos[n - 1] if n <= len(puestos) else None)

    def _fila(self, n: int, puesto: RequisitoPedido | None) -> None:
        self.fields[f"texto.{n}"] = parrafos(
            _("Requisito %(n)d") % {"n": n},
            "" if puesto is not None else _("Déjelo vacío si no hace falta."),
            obligatorio=False,
            filas=2,
            segun=puesto is not None,
        )
        self.fields[f"clase.{n}"] = forms.ChoiceField(
            label=_("Clase del requisito %(n)d") % {"n": n},
            choices=list(CLASES.items()),
            required=False,
            widget=forms.Select(attrs={SEGUN: "1"}),
        )
        self.fields[f"norma.{n}"] = forms.CharField(
            label=_("Fundamento del requisito %(n)d") % {"n": n}, max_length=LARGO_NORMA, required=False
        )
        self.fields[f"texto.{n}"].initial = puesto.texto if puesto is not None else ""
        self.fields[f"clase.{n}"].initial = puesto.clase if puesto is not None else ADICIONAL
        self.fields[f"norma.{n}"].initial = puesto.norma if puesto is not None else ""

    def clean_fichero(self) -> list[RequisitoPedido]:
        """What the file brings; nothing when there is none. Raises ValidationError with everything that is wrong with it."""
        subido = self.cleaned_data.get("fichero")
        if subido is None:
            return []
        try:
            return leer(subido.read())
        except DatosIncorrectos as error:
            raise forms.ValidationError([problema.mensaje for problema in error.problemas]) from error

    def requisitos(self) -> tuple[list[RequisitoPedido], list[int]]:
        """What is asked for, and which question each comes from; no question, when it comes from the file."""
        limpio = self.cleaned_data
        if limpio["fichero"]:
            return limpio["fichero"], []
        escritos = [n for n in range(1, self.cuantos + 1) if str(limpio.get(f"texto.{n}") or "").strip()]
        pedidos = [
            RequisitoPedido(
                str(limpio[f"clase.{n}"]), str(limpio[f"texto.{n}"]).strip(), str(limpio[f"norma.{n}"]).strip()
            )
            for n in escritos
        ]
        return pedidos, escritos


class Confirmacion(Formulario):
    """With what a requirement that the program proposed was checked."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Con qué lo ha comprobado?"),
        help_text=gettext_lazy("Por ejemplo, el artículo que lo pide."),
        max_length=LARGO_TEXTO,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
