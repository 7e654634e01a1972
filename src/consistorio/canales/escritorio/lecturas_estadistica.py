"""The tables of the statistics in words: the same on the page and in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.hojas import TablaDeTexto
from consistorio.plataforma.calendario.textos import mes_y_anio
from consistorio.servicios.estadistica.reglas import POCOS
from consistorio.servicios.estadistica.tipos import Cuadro, FilaProcedimiento, Paso, Tiempos


def cuenta(cuantos: int | None) -> str:
    """How many; of a few that are not told, that they are few."""
    return _("menos de %(n)d") % {"n": POCOS} if cuantos is None else str(cuantos)


def dias(valor: float | None) -> str:
    """Days with at most one decimal; a dash where there is nothing to tell."""
    return "–" if valor is None else f"{valor:.1f}".removesuffix(".0").replace(".", ",")


def porcentaje(valor: float | None) -> str:
    """A percentage without decimals."""
    return "–" if valor is None else f"{valor:.0f} %"


def resumen(fila: FilaProcedimiento, cuadro: Cuadro) -> list[Fila]:
    """What is looked at first, with over how many cases it is."""
    decididos = _("de %(n)s decididos") % {"n": cuenta(fila.decision.veces)}
    mediana = _("%(d)s (%(de)s)") % {"d": dias(fila.decision.mediana), "de": decididos}
    en_plazo = _("%(p)s (%(de)s)") % {"p": porcentaje(fila.en_plazo), "de": decididos}
    atrasadas = cuenta_de(paso.atrasadas for paso in cuadro.pasos)
    return [
        Fila(_("Expedientes iniciados"), cuenta(fila.iniciados)),
        Fila(_("Expedientes terminados"), cuenta(fila.terminados)),
        Fila(_("Abiertos al acabar el periodo"), cuenta(fila.abiertos)),
        Fila(_("Días desde la entrada hasta la decisión, mediana"), mediana),
        Fila(_("Decididos dentro del plazo legal"), en_plazo),
        Fila(_("Fuera del plazo legal hoy"), cuenta(fila.vencidos)),
        Fila(_("Tareas atrasadas hoy"), atrasadas),
    ]


def cuenta_de(partes: Iterable[int | None]) -> str:
    """How many in all; when some part is not told, at least how many."""
    todas = list(partes)
    suma = sum(parte or 0 for parte in todas)
    return _("%(n)d o más") % {"n": suma} if None in todas else str(suma)


def con_enlaces(cuadro: Cuadro, direccion: Callable[[str], str]) -> list[tuple[str, Sequence[str]]]:
    """The rows of the table of procedures, each with the address of its own figures; that of all has none."""
    direcciones = [direccion(fila.codigo) for fila in cuadro.procedimientos]
    return list(zip_longest(direcciones, procedimientos(cuadro).filas, fillvalue=""))


def meses(cuadro: Cuadro) -> TablaDeTexto:
    """Month by month."""
    return TablaDeTexto(
        (_("Mes"), _("Iniciados"), _("Terminados"), _("Abiertos al acabar el mes")),
        [(mes_y_anio(m.mes), cuenta(m.iniciados), cuenta(m.terminados), cuenta(m.abiertos)) for m in cuadro.meses],
    )


def procedimientos(cuadro: Cuadro) -> TablaDeTexto:
    """Procedure by procedure, and all of them at the end."""
    return TablaDeTexto(
        (
            _("Procedimiento"),
            _("Iniciados"),
            _("Terminados"),
            _("Abiertos al acabar"),
            _("Fuera de plazo hoy"),
            _("Decididos"),
            *_de_tiempos(),
            _("En plazo"),
        ),
        [
            *(_fila(fila, fila.nombre) for fila in cuadro.procedimientos),
            *([_fila(cuadro.total, _("Todos"))] if len(cuadro.procedimientos) > 1 else ()),
        ],
    )


def _fila(fila: FilaProcedimiento, nombre: str) -> tuple[str, ...]:
    return (
        nombre,
        *(cuenta(n) for n in (fila.iniciados, fila.terminados, fila.abiertos, fila.vencidos, fila.decision.veces)),
        *_dias_de(fila.decision),
        porcentaje(fila.en_plazo),
    )


def pasos_de_uno(de: Iterable[Paso]) -> TablaDeTexto:
    """Step by step, of one procedure, whose name the page says."""
    de_varios = pasos(de)
    return TablaDeTexto(de_varios.cabeceras[1:], [fila[1:] for fila in de_varios.filas])


def pasos(de: Iterable[Paso]) -> TablaDeTexto:
    """Step by step, of several procedures."""
    return TablaDeTexto(
        (
            _("Procedimiento"),
            _("Paso"),
            _("Veces"),
            *_de_tiempos(),
            _("Parte de los días"),
            _("Pendientes hoy"),
            _("Atrasadas hoy"),
            _("Cuello de botella"),
        ),
        [
            (
                paso.procedimiento_nombre,
                paso.nombre,
                cuenta(paso.tiempos.veces),
                *_dias_de(paso.tiempos),
                porcentaje(paso.parte),
                cuenta(paso.abiertas),
                cuenta(paso.atrasadas),
                _("Sí") if paso.cuello else _("No"),
            )
            for paso in de
        ],
    )


def _de_tiempos() -> tuple[str, str, str]:
    return _("Mediana (días)"), _("9 de cada 10 (días)"), _("El más largo (días)")


def _dias_de(tiempos: Tiempos) -> tuple[str, str, str]:
    return dias(tiempos.mediana), dias(tiempos.p90), dias(tiempos.maximo)
