"""Pure rules of identity and representation."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.tipos import Nif

_LETRAS_SIN_PERSONALIDAD = frozenset("EHU")
ANIOS_MAXIMOS = 5


def mismo_nombre(declarado: tuple[str, str], conocido: tuple[str, str]) -> bool:
    """Whether name and first surname typed are those known, whatever accents, case or hyphens. Nothing typed claims nothing."""
    if not any(declarado):
        return True
    return [_plano(parte) for parte in declarado] == [_plano(parte) for parte in conocido]


def _plano(texto: str) -> str:
    return clave_orden(texto.replace("-", " "))


def clase_de_nif(nif: Nif) -> str:
    """Class of person that a Spanish number identifies: fisica, juridica or sin_personalidad.

    Letters E, H and U belong to communities of goods, of owners and temporary unions (Orden EHA/451/2008, art. 3).
    """
    if not nif.es_organizacion or nif.valor[0] in "KLM":
        return "fisica"
    return "sin_personalidad" if nif.valor[0] in _LETRAS_SIN_PERSONALIDAD else "juridica"


def causa_por_clase(clase: str) -> str:
    """Cause of the duty to use electronic means that the class alone brings (LPACAP 14.2.a-b); empty for natural persons."""
    return {"juridica": "14.2.a", "sin_personalidad": "14.2.b"}.get(clase, "")


def ultimo_dia_posible(desde: date) -> date:
    """Last day of five years that begin on `desde` (LPACAP 6.6)."""
    try:
        return desde.replace(year=desde.year + ANIOS_MAXIMOS)
    except ValueError:  # 29 February
        return desde.replace(year=desde.year + ANIOS_MAXIMOS, day=28)


def exigir_periodo(desde: date, hasta: date, *, hoy: date) -> None:
    """Check the period of a representation that is inscribed today: five years are counted from its inscription, however late it begins
    (LPACAP 6.6). Raises DatosIncorrectos with every problem."""
    problemas: list[Problema] = []
    if hasta < desde:
        problemas.append(Problema("hasta", _("La fecha final debe ser igual o posterior a la inicial.")))
    if hasta < hoy:
        problemas.append(Problema("hasta", _("La fecha final ya ha pasado.")))
    tope = ultimo_dia_posible(min(desde, hoy))
    if hasta > tope:
        problemas.append(
            Problema(
                "hasta",
                _("Una representación dura como mucho 5 años: elija una fecha hasta el %(fecha)s.")
                % {"fecha": f"{tope:%d/%m/%Y}"},
            )
        )
    if problemas:
        raise DatosIncorrectos(_("El periodo de la representación no es correcto."), problemas=problemas)


def exigir_prorroga(antes: date, hasta: date, *, hoy: date) -> None:
    """Check the new last day of a power that ends on `antes` (LPACAP 6.6). Raises DatosIncorrectos."""
    tope = ultimo_dia_posible(hoy)
    if antes < hasta <= tope:
        return
    mensaje = (
        _("Elija un día posterior al %(fecha)s, en el que termina ahora.") % {"fecha": f"{antes:%d/%m/%Y}"}
        if hasta <= antes
        else _("Una prórroga dura como mucho 5 años: elija una fecha hasta el %(fecha)s.")
        % {"fecha": f"{tope:%d/%m/%Y}"}
    )
    raise DatosIncorrectos(_("La fecha de la prórroga no es correcta."), problemas=[Problema("hasta", mensaje)])


@dato
class Poder:
    """What matters of a representation to decide whether it covers an act."""

    alcance: str
    organismo: str
    procedimiento: str
    estado: str
    desde: date
    hasta: date


def cubre(poder: Poder, *, organismo: str, procedimiento: str, en: date) -> bool:
    """Whether a power covers an act before `organismo` in `procedimiento` on the day `en` (LPACAP 6.4).

    An empty `procedimiento` asks for a matter of no procedure in particular, which a power for one does not cover.
    """
    if poder.estado != "vigente" or not poder.desde <= en <= poder.hasta:
        return False
    if poder.alcance == "general":
        return True
    if poder.organismo != organismo:
        return False
    return poder.alcance == "organismo" or (bool(procedimiento) and poder.procedimiento == procedimiento)
