"""What somebody of Intervención notes by hand: of which kind it is, and the rows that it makes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.contabilidad.posteo import partidas_de
from consistorio.economia.contabilidad.reglas import AMBITOS, LARGO_TEXTO
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, Problema

AJUSTES: Final[dict[str, str | Promise]] = {
    "amortizacion": gettext_lazy("Amortización"),
    "deterioro": gettext_lazy("Deterioro de valor"),
    "provision": gettext_lazy("Provisión"),
    "periodificacion": gettext_lazy("Periodificación"),
    "reclasificacion": gettext_lazy("Reclasificación"),
    "inmovilizado": gettext_lazy("Alta o baja de inmovilizado"),
    "otro": gettext_lazy("Otro ajuste"),
}
# Group 0, obligations, rights, what is due and not applied yet (413) and refunds agreed (418): operations of the budget move them, and keep their counters
DEL_PRESUPUESTO: Final = ("0", "400", "401", "413", "418", "430", "431", "433", "434", "437", "438", "439")
TESORERIA: Final = "57"
LARGO_MOTIVO = LARGO_TEXTO - 40  # what stands before it


@dato
class LineaDeAjuste:
    """A row that is asked for: `importe` euros, signed. With `regla`, the accounts may be left empty where the rule names one alone."""

    importe: Decimal
    debe: str = ""
    haber: str = ""
    regla: str = ""


@dato
class AsientoDirecto:
    """An entry that is asked for by hand. `ajuste`: one of `AJUSTES`; `motivo`: why; `ambito`: which of the two locks holds it."""

    fecha: date
    ajuste: str
    motivo: str
    lineas: tuple[LineaDeAjuste, ...]
    ambito: str = "presupuesto"
    expediente_id: UUID | None = None
    documento_id: UUID | None = None


def partidas_del_ajuste(pedido: AsientoDirecto, *, hoy: date) -> tuple[tuple[Partida, ...], list[Problema]]:
    """The rows of what is asked for, and everything that is wrong with it."""
    problemas = []
    if pedido.ajuste not in AJUSTES:
        problemas.append(Problema("ajuste", _("Elija de qué clase es el ajuste.")))
    if not pedido.motivo.strip() or len(pedido.motivo) > LARGO_MOTIVO:
        problemas.append(Problema("motivo", _("Escriba por qué, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}))
    if pedido.fecha > hoy:
        problemas.append(Problema("fecha", _("La fecha no puede ser posterior a hoy.")))
    if pedido.ambito not in AMBITOS:
        problemas.append(Problema("ambito", _("El ámbito es presupuesto o tesorería.")))
    if not pedido.lineas:
        problemas.append(Problema("lineas", _("Escriba al menos un apunte.")))
    partidas = []
    for n, linea in enumerate(pedido.lineas, 1):
        partida, suyos = _partida(linea, f"lineas.{n}", en=pedido.fecha)
        problemas += suyos
        partidas.append(partida)
    return tuple(partidas), problemas


def _partida(linea: LineaDeAjuste, campo: str, *, en: date) -> tuple[Partida, list[Problema]]:
    partida, problemas = Partida(linea.debe, linea.haber, linea.importe), list[Problema]()
    if linea.regla:
        dichas = {lado: cuenta for lado, cuenta in (("debe", linea.debe), ("haber", linea.haber)) if cuenta}
        try:
            partida = partidas_de(linea.regla, linea.importe, en=en, **dichas)
        except DatosIncorrectos as error:
            return partida, [Problema(campo, p.mensaje) for p in error.problemas] or [Problema(campo, error.mensaje)]
        except ErrorDominio as error:
            return partida, [Problema(campo, error.mensaje)]
    for cuenta in (partida.debe, partida.haber):
        if cuenta.startswith(DEL_PRESUPUESTO):
            mensaje = _("La cuenta %(cuenta)s la mueven las operaciones del presupuesto, no un asiento directo.")
            problemas.append(Problema(campo, mensaje % {"cuenta": cuenta}))
    de_tesoreria = [cuenta for cuenta in (partida.debe, partida.haber) if cuenta.startswith(TESORERIA)]
    if len(de_tesoreria) == 1:
        mensaje = _(
            "La cuenta %(cuenta)s es de la Tesorería: el dinero entra y sale con un cobro o un pago. En un asiento directo solo pasa de una de sus cuentas (57) a otra."
        )
        problemas.append(Problema(campo, mensaje % {"cuenta": de_tesoreria[0]}))
    return partida, problemas
