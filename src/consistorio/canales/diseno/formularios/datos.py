"""What every form of the `datos` of a kind of task does: show what they say, change only what was touched, and have its kind judge the whole."""

from __future__ import annotations

from collections.abc import Mapping

from consistorio.canales.diseno.formularios.condicion import SobreAlgo
from consistorio.tramitacion.catalogo.tipos_conocidos import problemas_de_datos
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de


class DeDatos(SobreAlgo):
    """A form on the `datos` of a task. What it does not show stays as it is."""

    def inicial(self, actual: Mapping[str, Valor]) -> dict[str, object]:
        """What the boxes show of the `datos` that there are."""
        return self.mostrado(como_datos(actual.get("datos") or {}))

    def mostrado(self, datos: Mapping[str, Valor]) -> dict[str, object]:
        """What each box shows of those `datos`."""
        raise NotImplementedError

    def suyos(self) -> dict[str, Valor]:
        """What the boxes say, of what was touched; None, where they are empty."""
        raise NotImplementedError

    def clean(self) -> dict[str, object]:
        """What it says holds together, as whoever runs the task reads it."""
        limpio = super().clean() or self.cleaned_data
        if not self.errors:
            datos = {**como_datos(self.actual.get("datos") or {}), **self.suyos()}
            dichos = {clave: valor for clave, valor in datos.items() if valor not in (None, "", [])}
            for problema in problemas_de_datos(texto_de(self.actual.get("tipo")), dichos, self.sobre.formulario):
                caja = problema.campo if problema.campo in self.fields else None
                self.add_error(caja, problema.mensaje[:1].upper() + problema.mensaje[1:])
        return limpio

    def cambios(self) -> dict[str, Valor]:
        """The same, as a change of the task."""
        suyos = self.suyos()
        return {"datos": suyos} if suyos else {}
