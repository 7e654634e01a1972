"""Order payments (P): one by its lines, or what is recognised in one act, each in its turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import gasto
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tesoreria import adelantos, turnos
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.reconocido import reconocido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion, alias_actual

NORMA: Final = "TRLRHL arts. 186-187; LO 2/2012 art. 14; RD 500/1990 arts. 61-66"
MAXIMO_DE_ORDENES: Final = 200
MAXIMO_MOTIVO: Final = 150


@accion("presupuesto.pago.ordenado", permiso=PAGAR, norma=NORMA)
def ordenar_en_su_turno(
    *, actor: Actor, cabecera: Cabecera, lineas: Sequence[LineaPedida], motivo_orden: str = "", reloj: Reloj
) -> Operacion:
    """Order payments (P) of what is recognised. `motivo_orden`: why it goes before what has its turn earlier and nobody has ordered, kept in its text: the debt that is due never waits,
    unless for the fund of a habilitado, which says why it leaves that behind and nothing else.

    Who: `presupuesto.pagar`. Writes and emits as `presupuesto.operaciones.gasto.ordenar_pago`. Raises as it does, and DatosIncorrectos (it may not go before, or says no reason).
    """
    facil = turnos.de_un_habilitado(lineas)
    fuera = turnos.saltados_al_ordenar(lineas, cabecera.fecha)
    fuera = turnos.de_deuda(fuera) if facil else fuera
    texto, problemas = turnos.texto_en_su_turno(
        cabecera.texto, fuera, motivo_orden, se_niega=not facil, al_ordenar=True
    )
    try:
        suya = replace(cabecera, texto=texto[:LARGO_TEXTO] if problemas else texto)  # its length is told already
        hecha = gasto.ordenar_pago(suya, lineas, actor=actor, reloj=reloj)
    except DatosIncorrectos as error:
        problemas += error.problemas
    if problemas:  # and then what was written is not
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=problemas)
    return hecha


@accion("presupuesto.pago.ordenado", permiso=PAGAR, norma=NORMA)
def ordenar_lo_reconocido(
    *, actor: Actor, fecha: date, obligaciones: Sequence[UUID], motivo_orden: str = "", reloj: Reloj
) -> list[Operacion]:
    """Order the payment of all that is left of some obligations, one order (P) for each, so that each keeps its third party, its case and its invoice, with its own text; all of them or
    none. `motivo_orden`: why they go before what has its turn earlier and is not among them, kept in the text of those that do.

    Who: `presupuesto.pagar`. Writes: Operacion, one for each. Emits: presupuesto.pago.ordenado. Raises DatosIncorrectos with everything that is wrong with each of them and with their
    turn, Conflicto (the year is closed).
    """
    tomar_diario(fecha.year)
    suyas = {p.id: p for p in reconocido(fecha, solo=set(obligaciones))}
    problemas = _de_fecha_y_cuantas(fecha, obligaciones, suyas.values(), reloj)
    problemas += [Problema("obligaciones", f"{p.referencia}: {uno}") for p in suyas.values() for uno in p.no_se_ordena]
    fuera = adelantos.saltados_al_ordenar([p.pendiente for p in suyas.values()], fecha, cuantos=turnos.NOMBRADOS + 1)
    problemas += turnos.problemas_de_turno(fuera, motivo_orden, al_ordenar=True)
    if len(motivo_orden.strip()) > MAXIMO_MOTIVO:
        problemas.append(Problema("motivo_orden", _("El motivo tiene %(n)d letras como mucho.") % {"n": MAXIMO_MOTIVO}))
    hechas = [] if problemas else _ordenadas(suyas.values(), fecha, fuera, motivo_orden, problemas, actor, reloj)
    if problemas:
        raise DatosIncorrectos(_("No se ha ordenado ningún pago."), problemas=problemas)
    return hechas


def _ordenadas(
    suyas: Iterable[PorPagar],
    fecha: date,
    fuera: Sequence[PorPagar],
    motivo: str,
    problemas: list[Problema],
    actor: Actor,
    reloj: Reloj,
) -> list[Operacion]:
    """The orders, and what is wrong with each of those that could not be."""
    hechas = []
    for una in suyas:
        lineas = [LineaPedida(saldo, origen=linea) for linea, saldo in una.lineas]
        cabecera = Cabecera(fecha, _texto_de(una, fuera, motivo), tercero_id=una.persona_id, varios=una.varios)
        try:
            with transaction.atomic(using=alias_actual()):
                hechas.append(gasto.ordenar_pago(cabecera, lineas, actor=actor, reloj=reloj))
        except DatosIncorrectos as error:
            problemas += [Problema("obligaciones", f"{una.referencia}: {p.mensaje}") for p in error.problemas]
        except FaseIncompatible as error:
            dicho = f"{una.referencia}: {error.mensaje} {error.que_hacer}".strip()
            problemas.append(Problema("obligaciones", dicho))
    return hechas


def _texto_de(una: PorPagar, fuera: Sequence[PorPagar], motivo: str) -> str:
    """That of the obligation and its invoice, with why it goes before if it leaves something behind: the reason is kept whole."""
    antes = (fuera[0].turno.categoria, fuera[0].turno.desde) if fuera else None
    if antes is None or (una.turno.categoria, una.turno.desde) <= antes:
        return una.texto[:LARGO_TEXTO]
    sobra = len(turnos.con_su_motivo(una.texto, motivo)) - LARGO_TEXTO
    return turnos.con_su_motivo(una.texto[: len(una.texto) - max(sobra, 0)], motivo)


def _de_fecha_y_cuantas(
    fecha: date, obligaciones: Sequence[UUID], suyas: Collection[PorPagar], reloj: Reloj
) -> list[Problema]:
    problemas = []
    if fecha > hoy(reloj):
        problemas.append(Problema("fecha", _("La fecha no ha llegado: se anota lo que ya ha pasado.")))
    if not 1 <= len(set(obligaciones)) <= MAXIMO_DE_ORDENES:
        mensaje = _("Elija de 1 a %(n)d obligaciones.") % {"n": MAXIMO_DE_ORDENES}
        problemas.append(Problema("obligaciones", mensaje))
    perdidas = len(set(obligaciones)) - len(suyas)
    if perdidas:
        mensaje = ngettext(
            "%(n)d obligación no espera su orden ese día: puede que ya esté ordenada o corregida, o que sea de otro año o posterior.",
            "%(n)d obligaciones no esperan su orden ese día: puede que ya estén ordenadas o corregidas, o que sean de otro año o posteriores.",
            perdidas,
        )
        problemas.append(Problema("obligaciones", mensaje % {"n": perdidas}))
    return problemas
