"""Open and close the accounts of the treasury, and note the plan of disposal of funds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.tesoreria import acceso, consultas, ordinales, reglas
from consistorio.economia.tesoreria.eventos import OrdinalCerrado, PlanAnotado, cadena
from consistorio.economia.tesoreria.models import Ordinal, PlanDeFondos, RelacionDePagos
from consistorio.economia.tesoreria.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.permisos import ORDINAL
from consistorio.economia.tesoreria.reglas import Grupo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.auditoria.operaciones import anotar

__all__ = ["OrdinalPedido", "abrir_ordinal", "anotar_plan", "cerrar_ordinal"]
NORMA = "TRLRHL arts. 194 a 198; Orden HAP/1781/2013 quinta parte, subgrupo 57"


@accion("tesoreria.ordinal.abierto", permiso=ORDINAL, norma=NORMA)
def abrir_ordinal(*, actor: Actor, pedido: OrdinalPedido, reloj: Reloj) -> Ordinal:
    """Open an account of the treasury over its account of the ledger, which `contabilidad.acciones.abrir_cuenta` opened (`apertura.abrir` does both).

    Who: with `tesoreria.ordinal`. Writes: Ordinal. Emits: tesoreria.ordinal.abierto. Raises DatosIncorrectos with every problem, Conflicto (its code, account or
    IBAN is already of another).
    """
    return ordinales.abrir(pedido, actor=actor, reloj=reloj)


@accion("tesoreria.ordinal.cerrado", permiso=ORDINAL, norma=NORMA)
def cerrar_ordinal(*, actor: Actor, codigo: str, hasta: date, reloj: Reloj) -> Ordinal:
    """Close an account of the treasury: nothing is left in it, nor waits to be paid from it.

    Who: with `tesoreria.ordinal`. Writes: Ordinal. Emits: tesoreria.ordinal.cerrado. Raises NoEncontrado, FaseIncompatible (closed), DatosIncorrectos with every
    problem.
    """
    ordinal = acceso.ordinal(codigo, bloquear=True)
    if ordinal.hasta is not None:
        raise FaseIncompatible(_("El ordinal ya está cerrado."))
    problemas = []
    if not ordinal.desde <= hasta <= hoy(reloj):
        problemas.append(Problema("hasta", _("Elija un día entre el de su apertura y hoy.")))
    queda = consultas.saldo_contable(ordinal, hasta=hoy(reloj))
    if queda:
        mensaje = _("Le quedan %(cuanto)s: pase antes ese dinero a otra cuenta.") % {"cuanto": Importe(queda)}
        problemas.append(Problema("codigo", mensaje))
    vivas = ordinal.relaciones.exclude(estado__in=[RelacionDePagos.Estado.PAGADA, RelacionDePagos.Estado.RETIRADA])
    if vivas.exists():
        problemas.append(Problema("codigo", _("Tiene relaciones de pagos sin terminar: páguelas o retírelas antes.")))
    if problemas:
        raise DatosIncorrectos(_("El ordinal no se ha cerrado."), problemas=problemas)
    ordinal.hasta = hasta
    ordinal.save(update_fields=["hasta"])
    anotar(cadena(hasta.year), OrdinalCerrado(codigo, hasta), actor=actor, reloj=reloj, filas=[ordinal])
    return ordinal


@accion("tesoreria.plan.anotado", permiso=ORDINAL, norma="TRLRHL art. 187")
def anotar_plan(
    *, actor: Actor, desde: date, grupos: Sequence[Grupo], documento_id: UUID | None, reloj: Reloj
) -> PlanDeFondos:
    """Note the plan of disposal of funds that the Presidencia approved, in force from a day. What the law puts first stays first.

    Who: with `tesoreria.ordinal`. Writes: PlanDeFondos. Emits: tesoreria.plan.anotado. Raises DatosIncorrectos with every problem, Conflicto (there is one from that
    day).
    """
    problemas = reglas.problemas_de_grupos(grupos)
    if documento_id is not None and not Documento.objects.filter(id=documento_id).exists():
        problemas.append(Problema("documento", _("No encontramos el documento del plan.")))
    if problemas:
        raise DatosIncorrectos(_("El plan no se ha anotado."), problemas=problemas)
    plan = PlanDeFondos(
        desde=desde,
        grupos=[{"nombre": g.nombre.strip(), "economicas": list(g.economicas)} for g in grupos],
        documento_id=documento_id,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    try:
        with transaction.atomic(using=alias_actual()):
            plan.save(force_insert=True)
    except IntegrityError as error:
        raise Conflicto(
            _("Ya hay un plan en vigor desde ese día."), que_hacer=_("Anote este desde otro día.")
        ) from error
    anotar(cadena(desde.year), PlanAnotado(plan.id, desde), actor=actor, reloj=reloj, filas=[plan])
    return plan
