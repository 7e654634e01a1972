"""Pay a payroll, which no list holds: its people are several."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import Nomina
from consistorio.economia.presupuesto.operaciones import nominas
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.tesoreria import turnos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    "presupuesto.pago.ordenado",
    "presupuesto.pago.hecho",
    "presupuesto.cerrado",
    "presupuesto.nomina",
    permiso=PAGAR,
    norma="TRLRHL arts. 186-187; LO 2/2012 art. 14; RD 500/1990 art. 61",
)
def pagar_nomina_en_su_turno(
    *, actor: Actor, nomina_id: UUID, fecha: date, motivo_orden: str = "", reloj: Reloj
) -> Nomina:
    """Order and pay it in one act, with what is withheld. `motivo_orden`: why it goes before what has its turn earlier, kept in the text of its payment. As what is paid by hand, it never
    goes before the debt; in cash, or when its year is closed, a reason is enough. The law puts the staff level with earlier years: it waits for neither.

    Who: `presupuesto.pagar`. Writes and emits as `presupuesto.operaciones.nominas.pagar_nomina`. Raises NoEncontrado, FaseIncompatible (it is paid; the control stops it),
    DatosIncorrectos with every problem, Conflicto (a list of payments has its order; the year is closed).
    """
    nomina = nominas.por_pagar(nomina_id)
    se_niega = nomina.operacion.ejercicio_id == fecha.year and not turnos.en_metalico(nomina.ordinal)
    fuera = turnos.saltados_por_nomina(nomina, fecha)
    texto, problemas = turnos.texto_en_su_turno(nomina.texto, fuera, motivo_orden, se_niega=se_niega)
    if problemas:
        raise DatosIncorrectos(_("La nómina no se ha pagado."), problemas=problemas)
    return nominas.pagar_nomina(nomina, fecha, texto=texto, actor=actor, reloj=reloj)
