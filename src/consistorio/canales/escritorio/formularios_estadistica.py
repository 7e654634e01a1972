"""Of what and of when the figures are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.formularios import Formulario
from consistorio.plataforma.calendario.textos import mes_y_anio
from consistorio.servicios.estadistica.ambito import PROPIAS, Opcion
from consistorio.servicios.estadistica.reglas import MESES_COMO_MUCHO, mes_siguiente
from consistorio.servicios.estadistica.tipos import Periodo

MESES_DE_ENTRADA = 12


class PeticionDeCifras(Formulario):
    """Units, whole months and procedure. What the address does not say: one's own units, the last twelve months, all procedures.

    It is read when it is made: `errors`, and else `opcion` (None for who has no unit), `periodo` and `de_uno`, the code of a
    procedure or nothing.
    """

    unidad = forms.ChoiceField(label=gettext_lazy("De qué unidad"))
    desde = forms.ChoiceField(label=gettext_lazy("Desde"))
    hasta = forms.ChoiceField(label=gettext_lazy("Hasta, con ese mes incluido"))
    procedimiento = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, escrito: QueryDict, *, opciones: Sequence[Opcion], hoy: date) -> None:
        este = hoy.replace(day=1)
        dicho = {
            "unidad": PROPIAS,
            "desde": f"{mes_siguiente(este, 1 - MESES_DE_ENTRADA):%Y-%m}",
            "hasta": f"{este:%Y-%m}",
            **{nombre: valor for nombre, valor in escrito.items() if valor},
        }
        super().__init__({nombre: dicho.get(nombre, "") for nombre in self.base_fields})
        meses = [mes_siguiente(este, -atras) for atras in range(MESES_COMO_MUCHO)]
        de_meses = [(f"{mes:%Y-%m}", mes_y_anio(mes)) for mes in meses]
        if opciones:
            self._elegir("unidad", [(opcion.codigo, opcion.nombre) for opcion in opciones])
        else:
            del self.fields["unidad"]
        self._elegir("desde", de_meses)
        self._elegir("hasta", de_meses)
        self.opcion: Opcion | None = None
        self.de_uno = ""
        self.periodo = Periodo(este, mes_siguiente(este))
        if self.is_valid():
            self.opcion = next((o for o in opciones if o.codigo == self.cleaned_data.get("unidad")), None)
            self.de_uno = str(self.cleaned_data["procedimiento"])

    def _elegir(self, nombre: str, opciones: list[tuple[str, str]]) -> None:
        campo = self.fields[nombre]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = opciones
        campo.error_messages["invalid_choice"] = _("Elija una opción de la lista «%(c)s».") % {"c": campo.label}

    def clean(self) -> dict[str, object]:
        """A period of whole months, its first day and the one after its last."""
        datos = super().clean() or {}
        if datos.get("desde") and datos.get("hasta"):
            desde, ultimo = (date.fromisoformat(f"{datos[nombre]}-01") for nombre in ("desde", "hasta"))
            self.periodo = Periodo(desde, mes_siguiente(ultimo))
            if desde > ultimo:
                self.add_error("hasta", _("El último mes no puede ser anterior al primero."))
        return datos

    @property
    def ultimo_mes(self) -> date:
        """Of the period."""
        return mes_siguiente(self.periodo.hasta, -1)

    @property
    def periodo_en_palabras(self) -> str:
        """From which month to which."""
        desde, hasta = mes_y_anio(self.periodo.desde), mes_y_anio(self.ultimo_mes)
        return desde if desde == hasta else _("de %(desde)s a %(hasta)s") % {"desde": desde, "hasta": hasta}

    def direccion(self, **cambios: str) -> str:
        """What the address of the same figures says, with some changes."""
        return urlencode({n: v for n, v in {**self.data, **cambios}.items() if v})
