"""When the book of a year may be closed, and what its closing diligencia says. Pure rules. No ORM and no clock of their own."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

NOMBRADOS = 5


@dato
class Contenido:
    """What a book holds when somebody would close it. `primero`, `ultimo`: its numbers as people write them, "" of a book without any;
    `sin_firmar`: numbers whose act waits for its signature; `faltan`: numbers that nothing holds; `anulados`: how many a diligencia
    annulled; `sin_sesion`: cases whose proposal went to the organ that year and of which no session is recorded."""

    cuantos: int
    primero: str = ""
    ultimo: str = ""
    anulados: int = 0
    sin_firmar: tuple[str, ...] = ()
    faltan: tuple[str, ...] = ()
    sin_sesion: tuple[str, ...] = ()


def problemas_de_cierre(contenido: Contenido, *, anio: int, este_anio: int) -> tuple[Problema, ...]:
    """Every reason why the book of a year cannot be closed yet (ROF 198 to 200, 202)."""
    problemas = []
    if anio >= este_anio:
        problemas.append(_("El libro se cierra cuando termina el año."))
    if contenido.sin_firmar:
        problemas.append(
            _("Sin firmar: %(cuales)s. Espere a su firma; un decreto que no se va a firmar se anula por diligencia.")
            % {"cuales": _nombrados(contenido.sin_firmar)}
        )
    if contenido.sin_sesion:
        problemas.append(
            _("Propuestas enviadas ese año sin resultado: %(cuales)s. Anote lo que se decidió, o que se retiraron.")
            % {"cuales": _nombrados(contenido.sin_sesion)}
        )
    if contenido.faltan:
        problemas.append(
            _("Faltan números: %(cuales)s. No lo cierre y avise a quien administra el programa.")
            % {"cuales": _nombrados(contenido.faltan)}
        )
    return tuple(Problema("", problema) for problema in problemas)


def texto_de_cierre(libro: str, contenido: Contenido) -> str:
    """The closing diligencia: how many, from the first to the last, without gaps, and how many were annulled. `libro`: with its year."""
    abre = _("Diligencia para hacer constar que se cierra el %(libro)s.") % {"libro": libro}
    if not contenido.cuantos:
        return " ".join([abre, _("No contiene ningún número.")])
    dice = ngettext(
        "Contiene un solo número: el %(primero)s.",
        "Contiene %(n)s números correlativos y sin saltos, del %(primero)s al %(ultimo)s.",
        contenido.cuantos,
    ) % {"n": contenido.cuantos, "primero": contenido.primero, "ultimo": contenido.ultimo}
    anulados = (
        ngettext("Uno está anulado por diligencia.", "%(n)s están anulados por diligencia.", contenido.anulados)
        % {"n": contenido.anulados}
        if contenido.anulados
        else ""
    )
    return " ".join(filter(None, [abre, dice, anulados]))


def _nombrados(cuales: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    dichos = ", ".join(cuales[:NOMBRADOS])
    resto = len(cuales) - NOMBRADOS
    return _("%(cuales)s y %(n)s más") % {"cuales": dichos, "n": resto} if resto > 0 else dichos
