"""Pure rules of the control: which reparos suspend, and who settles a discrepancy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.errores import Problema

RESULTADOS: Mapping[str, Promise] = {
    "favorable": gettext_lazy("Favorable"),
    "observaciones": gettext_lazy("Favorable, con observaciones"),
    "reparo": gettext_lazy("Reparo"),
}
# TRLRHL 216.2
QUE_SUSPENDEN: Mapping[str, Promise] = {
    "credito": gettext_lazy("No hay crédito, o no es el adecuado (216.2.a)"),
    "ordenes_de_pago": gettext_lazy("No se fiscalizaron los actos que dan origen a la orden de pago (216.2.b)"),
    "tramites": gettext_lazy("Faltan requisitos o trámites esenciales (216.2.c)"),
    "comprobaciones": gettext_lazy(
        "Lo dicen las comprobaciones materiales de obras, suministros o servicios (216.2.d)"
    ),
}
CAUSAS: Mapping[str, Promise] = {
    **QUE_SUSPENDEN,
    "otra": gettext_lazy("Otra, que no suspende (215)"),
}
# The senses of a decision that spends nothing
SIN_GASTO = frozenset({"deniega", "inadmite", "desistida", "renuncia", "caducada", "archiva"})
PRESIDENCIA, PLENO = "presidencia", "pleno"
MINIMO, MAXIMO = 10, 6000

# What the report on an omission says beside the description of the expense (RD 424/2017 art. 28.2)
PARTES_DEL_INFORME: Mapping[str, Promise] = {
    "naturaleza": gettext_lazy("Escriba la naturaleza jurídica del gasto. Por ejemplo, contrato menor de servicios."),
    "realizado_el": gettext_lazy("Escriba cuándo se realizó el gasto."),
    "incumplimientos": gettext_lazy("Escriba qué se incumplió, con los preceptos."),
    "prestacion": gettext_lazy("Escriba si se ha recibido lo que se paga, y si su precio es de mercado."),
    "credito": gettext_lazy("Escriba si hay crédito adecuado y suficiente."),
    "revision": gettext_lazy("Escriba si cabe revisar los actos, y si conviene."),
    "opinion": gettext_lazy("Escriba su opinión sobre la propuesta."),
}


def suspende(causas: Iterable[str]) -> bool:
    """Whether a reparo with these causes stops the procedure until it is settled (TRLRHL 216.2)."""
    return any(causa in QUE_SUSPENDEN for causa in causas)


def quien_resuelve(causas: Iterable[str], *, gasto_del_pleno: bool) -> str:
    """Who settles the discrepancy: the Pleno when there is no credit or it approves the expense, else the president (217)."""
    return PLENO if gasto_del_pleno or "credito" in causas else PRESIDENCIA


def problemas_del_resultado(
    resultado: str, causas: Sequence[str], texto: Sequence[str], *, importe: str
) -> tuple[Problema, ...]:
    """Everything that is wrong with what Intervención writes. `importe`: "" when it could not be read."""
    problemas = []
    if resultado not in RESULTADOS:
        problemas.append(Problema("resultado", _("Elija el resultado.")))
    if not importe:
        problemas.append(Problema("importe", _("Escriba el importe del gasto, mayor que cero. Por ejemplo, 1240,50.")))
    if resultado == "reparo" and not causas:
        problemas.append(Problema("causas", _("Un reparo dice sus causas: elija al menos una.")))
    if resultado in ("favorable", "observaciones") and causas:
        problemas.append(Problema("causas", _("Solo un reparo tiene causas.")))
    if any(causa not in CAUSAS for causa in causas):
        problemas.append(Problema("causas", _("Esa causa no existe.")))
    if resultado in ("reparo", "observaciones"):
        problemas += problemas_del_texto(texto, _("Escriba en qué se funda."))
    return tuple(problemas)


def problemas_del_texto(texto: Sequence[str], mensaje: str) -> tuple[Problema, ...]:
    """A reasoned act has its reasons."""
    largo = sum(len(parrafo.strip()) for parrafo in texto)
    if largo < MINIMO:
        return (Problema("texto", mensaje),)
    return (Problema("texto", _("El texto pasa de %(n)d caracteres.") % {"n": MAXIMO}),) if largo > MAXIMO else ()


def problemas_del_informe(partes: Mapping[str, str]) -> tuple[Problema, ...]:
    """Every part of the report on an omission that is missing, or too long."""
    problemas = [
        Problema(campo, str(falta)) for campo, falta in PARTES_DEL_INFORME.items() if not partes.get(campo, "").strip()
    ]
    largos = [campo for campo, texto in partes.items() if len(texto) > MAXIMO]
    problemas += [Problema(campo, _("El texto pasa de %(n)d caracteres.") % {"n": MAXIMO}) for campo in largos]
    return tuple(problemas)


def problemas_de_la_muestra(alcance: str, poblacion: int, muestra: int) -> tuple[Problema, ...]:
    """What is wrong with a sample of the income."""
    problemas = []
    if not alcance.strip():
        problemas.append(Problema("alcance", _("Escriba qué ingresos se miraron, y de qué días.")))
    if muestra < 1:
        problemas.append(Problema("muestra", _("Escriba cuántos se miraron: al menos uno.")))
    if poblacion < muestra:
        problemas.append(Problema("poblacion", _("No se pueden mirar más de los que hay.")))
    return tuple(problemas)
