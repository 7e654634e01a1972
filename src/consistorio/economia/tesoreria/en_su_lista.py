"""What a list of payments holds is paid with it, and its payment is undone with it: never by another door, which would leave the same order to be paid twice.

The budget imports nobody of the treasury: it is refused in the transaction of whoever notes it, by what is subscribed to its facts (`suscripciones`). It only reads, but for the line that
follows its payment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.a_cerrados import antecesores
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.pendientes import debido
from consistorio.economia.tesoreria.eventos import PagoDeshecho, cadena
from consistorio.economia.tesoreria.models import ConciliacionApunte, LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.auditoria.operaciones import anotar

_CON_SU_LISTA: Final = ContextVar("con_su_lista", default=False)
LISTAS_QUE_SE_NOMBRAN: Final = 5


@contextmanager
def con_su_lista() -> Iterator[None]:
    """While a list pays what it holds, or its bank sends it back, nothing refuses it."""
    ficha = _CON_SU_LISTA.set(True)
    try:
        yield
    finally:
        _CON_SU_LISTA.reset(ficha)


def exigir_fuera_de_listas(operacion_id: UUID) -> None:
    """What was paid or moved by that operation is in no list that is not over. Raises Conflicto, with the lists and what to do."""
    if _CON_SU_LISTA.get():
        return
    lineas = LineaOperacion.objects.filter(operacion=operacion_id)
    ordenes = lineas.filter(origen__isnull=False).values("origen__operacion")
    cerrados = lineas.filter(cerrado__isnull=False)
    de_antes = antecesores(cerrados.values_list("cerrado_id", flat=True))
    vivas = LineaDePago.objects.filter(viva=True)
    en_lista = vivas.filter(
        Q(operacion__in=ordenes)
        | Q(cerrado__in=de_antes)
        | Q(operacion__lineas__in=cerrados.values("cerrado__linea_origen_id"))
        | Q(propuesto__linea__in=lineas.values("origen"))
    )
    _exigir_sin_listas(en_lista)
    _exigir_que_quede_lo_propuesto(operacion_id)


def _exigir_sin_listas(lineas: QuerySet[LineaDePago]) -> None:
    listas = RelacionDePagos.objects.filter(id__in=lineas.values("relacion")).order_by("ejercicio", "numero")
    if cuales := ", ".join(str(una) for una in listas[:LISTAS_QUE_SE_NOMBRAN]):
        raise Conflicto(
            _(
                "Está en una relación de pagos sin terminar: %(cuales)s. Si se paga o se cambia aparte, se pagaría dos veces."
            )
            % {"cuales": cuales},
            que_hacer=_("Anote el pago en su relación o, si no se va a pagar con ella, retire antes la relación."),
        )


def _exigir_que_quede_lo_propuesto(operacion_id: UUID) -> None:
    """Of a concept in which the town owes, enough is left for what the lists will pay of it."""
    operacion = Operacion.objects.get(id=operacion_id)
    acreedor = ConceptoNoPresupuestario.Naturaleza.ACREEDOR
    de_acreedores = LineaOperacion.objects.filter(operacion=operacion, no_presupuestario__naturaleza=acreedor)
    if operacion.clase != "PNP":
        return
    for cuenta in sorted(set(de_acreedores.values_list("no_presupuestario__cuenta", flat=True))):
        vivas = LineaDePago.objects.filter(viva=True, propuesto__concepto__cuenta=cuenta)
        falta = vivas.aggregate(suma=Sum("importe"))["suma"] or CERO
        if falta and debido(cuenta, operacion.ejercicio_id) < falta:
            _exigir_sin_listas(vivas)


def al_corregir(operacion_id: UUID, *, reintegro: bool, actor: Actor, reloj: Reloj) -> None:
    """An operation was corrected by that one. What a list is to pay is not changed meanwhile; a payment that a list noted is undone whole, and its line is to be paid by the same list again.
    `reintegro`: it was made, and who got the money gave it back: the line stays paid.

    Writes: LineaDePago, RelacionDePagos. Emits: tesoreria.pago.deshecho. Raises Conflicto (a list waits to pay it; the bank says that it was paid, by a list or by hand; only in part).
    """
    if _CON_SU_LISTA.get():
        return
    correccion = Operacion.objects.select_related("origen").get(id=operacion_id)
    original = correccion.origen
    if original is None:
        return
    _exigir_sin_listas(
        LineaDePago.objects.filter(Q(operacion=original) | Q(propuesto__linea__operacion=original), viva=True)
    )
    if reintegro or not _saca_dinero(original.clase):
        return
    suya = LineaDePago.objects.filter(pago=original, estado=LineaDePago.Estado.PAGADA).first()
    if suya is None:
        _exigir_sin_banco(original, None)
        return
    # Its list is locked before the budget by who pays: who corrects does not wait for it with the budget in hand
    listas = RelacionDePagos.objects.select_for_update(of=("self",), skip_locked=True).select_related("ordinal")
    relacion = listas.filter(id=suya.relacion_id).first()
    if relacion is None:
        mensaje = _("Alguien está cambiando la relación de ese pago en este momento.")
        raise Conflicto(mensaje, que_hacer=_("Inténtelo otra vez."))
    _exigir_sin_banco(original, relacion)
    if abs(correccion.importe) != original.importe:
        raise Conflicto(
            _("El pago lo anotó la relación %(cual)s: no se deshace una parte.") % {"cual": relacion},
            que_hacer=_(
                "Si no se pagó, corríjalo entero: volverá a estar por pagar en su relación. Si quien cobró ha devuelto dinero, diga que es un reintegro."
            ),
        )
    suya.estado, suya.viva, suya.pago = LineaDePago.Estado.PENDIENTE, True, None
    suya.save(update_fields=["estado", "viva", "pago"])
    enviada = relacion.enviada_el is not None
    relacion.estado = RelacionDePagos.Estado.ENVIADA if enviada else RelacionDePagos.Estado.FIRMADA
    relacion.terminada_el = None
    relacion.save(update_fields=["estado", "terminada_el"])
    hecho = PagoDeshecho(relacion.id, suya.id, correccion.id, f"{suya.liquido:.2f}")
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion, suya])


def _exigir_sin_banco(pago: Operacion, relacion: RelacionDePagos | None) -> None:
    """No row of its entry is paired with a movement of the bank, which would say that it was paid while it is to be paid again."""
    if not ConciliacionApunte.objects.filter(viva=True, apunte__asiento__operacion_id=pago.id).exists():
        return
    devuelto = (
        _("Si quien cobró ha devuelto dinero, diga que es un reintegro.")
        if pago.libro == Operacion.Libro.GASTO
        else _("Si quien cobró ha devuelto dinero, anótelo como un ingreso.")
    )
    if relacion is None:
        del_banco = _("Si lo devolvió el banco, o se concilió por error, deshaga antes esa conciliación.")
        raise Conflicto(
            _("El banco dice que %(cual)s salió: está conciliado.") % {"cual": pago},
            que_hacer=f"{devuelto} {del_banco}",
        )
    de_la_lista = _(
        "Si el banco devolvió la transferencia, anote su devolución en «Conciliación». Si se concilió por error, deshaga antes esa conciliación."
    )
    raise Conflicto(
        _("Lo pagó la relación %(cual)s, y el banco dice que salió: está conciliado.") % {"cual": relacion},
        que_hacer=f"{devuelto} {de_la_lista}",
    )


def _saca_dinero(clase: str) -> bool:
    return clase in ("PC", "PDEV", "PNP") or (clases.es_de_fases(clase) and "R" in clase)
