"""The remnants of credit as their pages show them, and the boxes where it is typed how much of each is incorporated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.rejilla import LARGO_IMPORTE
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.presupuesto import consultas
from consistorio.economia.presupuesto.models import RemanenteCredito
from consistorio.nucleo.dato import dato

# Why a remnant may be incorporated, as the closing says it (RD 500/1990 art. 47)
CAUSAS: Final[Mapping[str, str | Promise]] = {
    "afectado": gettext_lazy("Tiene financiación afectada"),
    "capital": gettext_lazy("Es de capital"),
    "compromisos": gettext_lazy("Está comprometido"),
    "ultimo_trimestre": gettext_lazy("Se aprobó o se transfirió en el último trimestre"),
    "recaudacion": gettext_lazy("Depende de lo recaudado por derechos afectados"),
}
OTROS_INGRESOS = 2  # rows for new income, or more than was foreseen


@dato
class FilaIncorporable:
    """A box: how much of `hay` euros of an application (alta) is incorporated, or of a concept finances it (financiacion). `campo`: its name; `texto`: what it is."""

    campo: str
    sentido: str
    codigo: str
    texto: str
    hay: Decimal | None
    comprometido: bool = False
    escrito: str = ""

    @property
    def pide_codigo(self) -> bool:
        """Whether its concept is typed too."""
        return self.hay is None


def por_que(uno: RemanenteCredito) -> str:
    """Why it may be incorporated, in words."""
    return ". ".join(str(CAUSAS.get(causa, causa)) for causa in uno.causas.split())


def con_nombres(anio: int) -> list[tuple[RemanenteCredito, str, str]]:
    """Those of a year, with what each application is called and why its remnant may be incorporated."""
    filas = list(consultas.remanentes(anio))
    nombres = consultas.denominaciones_por_codigo(anio, (uno.codigo for uno in filas))
    return [(uno, nombres[uno.codigo], por_que(uno)) for uno in filas]


def incorporables(anio: int) -> list[FilaIncorporable]:
    """What of each application may be incorporated yet: what was committed apart, since it goes to what was committed."""
    filas = []
    for uno, nombre, _por_que in con_nombres(anio):
        if not uno.incorporable:
            continue
        comprometido = min(uno.comprometido - uno.incorporado_comprometido, uno.incorporable)
        partes = (
            (comprometido, True, _("comprometido")),
            (uno.incorporable - comprometido, False, _("sin comprometer")),
        )
        for cuanto, es_comprometido, clase in partes:
            if not cuanto:
                continue
            obliga = f". {_('Hay que incorporarlo: su financiación es afectada')}" if uno.obligatorio else ""
            campo = f"{'comprometido' if es_comprometido else 'libre'}-{uno.codigo}"
            texto = f"{nombre}: {clase}{obliga}" if nombre else f"{clase[0].upper()}{clase[1:]}{obliga}"
            filas.append(FilaIncorporable(campo, "alta", uno.codigo, texto, cuanto, es_comprometido))
    return filas


def fuentes(anio: int) -> list[FilaIncorporable]:
    """What may finance it: what is left of the remnant of the treasury, and new income."""
    nombres = {"87000": _("Para gastos generales"), "87010": _("Exceso de financiación afectada")}
    filas = [
        FilaIncorporable(
            f"fuente-{uno.concepto}",
            "financiacion",
            uno.concepto,
            nombres.get(uno.concepto, ""),
            uno.importe - uno.usado,
        )
        for uno in consultas.financiacion_de_remanentes(anio)
        if uno.importe > uno.usado
    ]
    otras = [
        FilaIncorporable(f"ingreso-{n}", "financiacion", "", _("Nuevos ingresos, o mayores de los previstos"), None)
        for n in range(OTROS_INGRESOS)
    ]
    return [*filas, *otras]


def escritas(filas: Sequence[FilaIncorporable], enviado: Mapping[str, str]) -> list[FilaIncorporable]:
    """The same with what was typed in them."""
    return [
        replace(
            una,
            escrito=enviado.get(una.campo, "").strip()[:LARGO_IMPORTE],
            codigo=enviado.get(f"{una.campo}-codigo", "").strip()[:7] if una.pide_codigo else una.codigo,
        )
        for una in filas
    ]


def tabla(anio: int) -> Tabla:
    """Those of a year, for a file."""
    cabeceras = [
        _("Aplicación"),
        _("Denominación"),
        _("Comprometido"),
        _("Autorizado"),
        _("Retenido"),
        _("No disponible"),
    ]
    cabeceras += [
        _("Disponible"),
        _("Obligatorio"),
        _("Voluntario"),
        _("Incorporado"),
        _("Por incorporar"),
        _("Por qué"),
    ]
    filas: list[list[Celda]] = [
        [
            *(uno.codigo, nombre, uno.comprometido, uno.autorizado, uno.retenido, uno.no_disponible),
            *(uno.disponible, uno.obligatorio, uno.voluntario, uno.incorporado, uno.incorporable, dicho),
        ]
        for uno, nombre, dicho in con_nombres(anio)
    ]
    return Tabla(_("Remanentes de %(anio)d") % {"anio": anio}, cabeceras, filas)
