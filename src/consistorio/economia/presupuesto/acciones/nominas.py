"""The payroll of a month."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.economia.presupuesto.models import Nomina
from consistorio.economia.presupuesto.nomina import leer
from consistorio.economia.presupuesto.operaciones import nominas
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("presupuesto.gasto", "presupuesto.nomina", permiso=GASTO, norma="TRLRHL art. 184; RD 500/1990 arts. 58-60 y 67")
def importar_nomina(
    *, actor: Actor, contenido: str, cabecera: Cabecera, ordinal: str, reloj: Reloj, motivo: str = ""
) -> Nomina:
    """Note the obligation of a file of payroll (`nomina`); `motivo`: why the same rows are noted again under another text. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.nominas.contabilizar`; DatosIncorrectos
    with everything that does not square to the cent."""
    return nominas.contabilizar(leer(contenido), cabecera, ordinal=ordinal, motivo=motivo, actor=actor, reloj=reloj)


@accion(
    "presupuesto.pago.ordenado",
    "presupuesto.pago.hecho",
    "presupuesto.cerrado",
    "presupuesto.nomina",
    permiso=PAGAR,
    norma="TRLRHL arts. 186-187; RD 500/1990 art. 61",
)
def pagar_nomina(*, actor: Actor, nomina_id: UUID, fecha: date, reloj: Reloj) -> Nomina:
    """Pay it, with what is withheld, whatever goes before it (`tesoreria.acciones.pagar_nomina_en_su_turno` asks). Who: with `presupuesto.pagar`. Writes, emits and raises as
    `operaciones.nominas.pagar_nomina`; NoEncontrado, FaseIncompatible (it is paid)."""
    return nominas.pagar_nomina(nominas.por_pagar(nomina_id), fecha, actor=actor, reloj=reloj)
