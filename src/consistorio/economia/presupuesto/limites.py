"""What a modification of credits may do: its kinds, their organ and the limits of transfers (TRLRHL 177-182; RD 500/1990 arts. 34-51). Pure, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe

PERSONAL: Final = "1"
# Programmes of unforeseen expense and not classified ones, that limits do not reach (TRLRHL 180.2): política 92, grupo 929
SIN_LIMITES: Final = ("929",)
REMANENTE_GENERAL: Final = "87000"
REMANENTE_AFECTADO: Final = "87010"


@dato
class Credito:
    """An application as the limits see it. `subio`, `bajo`: kinds of the modifications booked in the year that raised or lowered it; `incorporado_sin_comprometer`:
    it holds remnants that were not committed."""

    programa: str
    economica: str
    ampliable: bool = False
    existe: bool = True
    subio: frozenset[str] = frozenset()
    bajo: frozenset[str] = frozenset()
    incorporado_sin_comprometer: bool = False

    @property
    def de_personal(self) -> bool:
        """Of chapter 1."""
        return self.economica.startswith(PERSONAL)

    @property
    def sin_limites(self) -> bool:
        """Of unforeseen expense, or not classified."""
        return self.programa.startswith(SIN_LIMITES)


@dato
class Movimiento:
    """A line of a file: `alta`, `baja` or `financiacion`; of a credit, or of a concept of income."""

    sentido: str
    importe: Decimal
    credito: Credito | None = None
    concepto: str = ""


@dato
class Limite:
    """A limit of transfers: whom it reaches, when it is broken, what is told and its article."""

    articulo: str
    sentidos: tuple[str, ...]
    salvo_personal: bool
    roto: Callable[[Credito], bool]
    mensaje: str | Promise


LIMITES: Final = (
    Limite(
        "180.1.a",
        ("alta", "baja"),
        False,
        lambda c: c.ampliable or "extraordinario" in c.subio,
        gettext_lazy("una transferencia no toca créditos ampliables ni extraordinarios concedidos este ejercicio"),
    ),
    Limite(
        "180.1.b",
        ("baja",),
        True,
        lambda c: bool({"suplemento", "transferencia"} & c.subio),
        gettext_lazy("no se minora un crédito incrementado con suplementos o transferencias, salvo el de personal"),
    ),
    Limite(
        "180.1.b",
        ("baja",),
        False,
        lambda c: c.incorporado_sin_comprometer,
        gettext_lazy("no se minora un crédito con remanentes incorporados que no estaban comprometidos"),
    ),
    Limite(
        "180.1.c",
        ("alta",),
        True,
        lambda c: "transferencia" in c.bajo,
        gettext_lazy("no se incrementa un crédito que otra transferencia minoró, salvo el de personal"),
    ),
)


@dato
class Tipo:
    """A kind of modification. `con_bajas`, `con_ingresos`: what finances it; `remanente`: and the remnant of the treasury among it; `organos`: who may approve."""

    con_bajas: bool
    con_ingresos: bool
    remanente: tuple[str, ...]
    organos: tuple[str, ...]
    articulo: str


# What is in force at once in a calamity, or in what is like it (TRLRHL 177.6)
CON_URGENCIA: Final = ("extraordinario", "suplemento")
_TODOS: Final = ("pleno", "presidencia", "junta")
TIPOS: Final[Mapping[str, Tipo]] = {
    "extraordinario": Tipo(True, True, (REMANENTE_GENERAL,), ("pleno",), "TRLRHL 177"),
    "suplemento": Tipo(True, True, (REMANENTE_GENERAL,), ("pleno",), "TRLRHL 177"),
    "ampliacion": Tipo(False, True, (), _TODOS, "TRLRHL 178"),
    "transferencia": Tipo(True, False, (), _TODOS, "TRLRHL 179-180"),
    "incorporacion": Tipo(False, True, (REMANENTE_GENERAL, REMANENTE_AFECTADO), _TODOS, "TRLRHL 182"),
    "generacion": Tipo(False, True, (), _TODOS, "TRLRHL 181"),
    "baja": Tipo(True, False, (), ("pleno",), "RD 500/1990 arts. 49-51"),
}


def problemas_de(tipo: str, movimientos: Sequence[Movimiento], *, reorganizacion: bool = False) -> list[Problema]:
    """Everything for which a file of that kind cannot be."""
    reglas, problemas = TIPOS[tipo], list[Problema]()
    for n, uno in enumerate(movimientos):
        mensajes = _de_ingreso(reglas, uno) if uno.credito is None else _de_credito(tipo, reglas, uno, uno.credito)
        if tipo == "transferencia" and uno.credito is not None and not reorganizacion:
            mensajes += _de_transferencia(uno.sentido, uno.credito)
        problemas += [Problema(f"lineas.{n}", mensaje) for mensaje in mensajes]
    return problemas + _cuadre(tipo, movimientos)


def organos_de(tipo: str, movimientos: Sequence[Movimiento]) -> tuple[str, ...]:
    """Who may approve it: the Pleno what goes from one area of expense to another, unless both are of personnel (TRLRHL 179.2)."""
    if tipo != "transferencia":
        return TIPOS[tipo].organos
    creditos = [m.credito for m in movimientos if m.credito is not None]
    de_areas = len({c.programa[:1] for c in creditos}) > 1
    return ("pleno",) if de_areas and not all(c.de_personal for c in creditos) else TIPOS[tipo].organos


def con_exposicion(tipo: str, organo: str) -> bool:
    """Whether it is approved with the steps of the budget: extraordinary credits and supplements, and the transfers that the Pleno approves (RD 500/1990 arts. 38 and 42.1)."""
    return tipo in CON_URGENCIA or (tipo == "transferencia" and organo == "pleno")


def _de_ingreso(tipo: Tipo, uno: Movimiento) -> list[str]:
    if not tipo.con_ingresos:
        return [_("Esta modificación no se financia con ingresos.")]
    if uno.concepto.startswith("87") and uno.concepto not in tipo.remanente:
        return [_("El remanente de tesorería no financia esta modificación (%(art)s).") % {"art": tipo.articulo}]
    return []


def _de_credito(tipo: str, reglas: Tipo, uno: Movimiento, credito: Credito) -> list[str]:
    if uno.sentido == "baja":
        return [] if reglas.con_bajas else [_("Esta modificación no se financia con bajas de otros créditos.")]
    if tipo == "baja":
        return [_("Una baja por anulación no aumenta ningún crédito.")]
    if tipo == "extraordinario" and credito.existe:
        return [_("Ya hay crédito en esa aplicación: lo que hace falta es un suplemento.")]
    if tipo == "suplemento" and credito.ampliable:
        return [_("Ese crédito es ampliable: se amplía, no se suplementa.")]
    if tipo == "ampliacion" and not credito.ampliable:
        return [_("Las bases no declaran ampliable ese crédito (TRLRHL 178).")]
    # A transfer, a generation or an incorporation may open the application that it needs
    return (
        [_("No hay crédito en esa aplicación: hace falta uno extraordinario.")]
        if (tipo in ("suplemento", "ampliacion") and not credito.existe)
        else []
    )


def _de_transferencia(sentido: str, credito: Credito) -> list[str]:
    if credito.sin_limites:
        return []
    return [
        _("TRLRHL %(art)s: %(que)s.") % {"art": limite.articulo, "que": limite.mensaje}
        for limite in LIMITES
        if sentido in limite.sentidos and not (limite.salvo_personal and credito.de_personal) and limite.roto(credito)
    ]


def _cuadre(tipo: str, movimientos: Sequence[Movimiento]) -> list[Problema]:
    sumas = {s: Decimal(0) for s in ("alta", "baja", "financiacion")}
    for uno in movimientos:
        sumas[uno.sentido] += uno.importe
    if tipo == "baja":
        return [] if sumas["baja"] else [Problema("lineas", _("Escriba qué créditos se dan de baja."))]
    if not sumas["alta"]:
        return [Problema("lineas", _("Escriba qué créditos aumentan."))]
    diferencia = sumas["alta"] - sumas["baja"] - sumas["financiacion"]
    if not diferencia:
        return []
    texto = (
        _("No cuadra: faltan %(cuanto)s de financiación o de bajas.")
        if diferencia > 0
        else _("No cuadra: la financiación y las bajas pasan en %(cuanto)s de lo que aumenta.")
    )
    return [Problema("lineas", texto % {"cuanto": Importe(abs(diferencia))})]
