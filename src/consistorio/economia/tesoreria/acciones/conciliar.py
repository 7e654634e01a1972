"""Pair what the bank says with the books: what is proposed, a person accepts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario
from consistorio.economia.presupuesto.operaciones.otras import anotar_no_presupuestario
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tesoreria import acceso, consultas, operaciones
from consistorio.economia.tesoreria.consultas import EnLibros
from consistorio.economia.tesoreria.eventos import ConciliacionDeshecha, MovimientoSinAplicar, cadena
from consistorio.economia.tesoreria.models import (
    Conciliacion,
    ConciliacionApunte,
    ConciliacionMovimiento,
    LineaDePago,
    MovimientoBancario,
    Ordinal,
    RelacionDePagos,
)
from consistorio.economia.tesoreria.permisos import CONCILIAR
from consistorio.economia.tesoreria.propuestas import APUNTE, LINEA, RELACION
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL art. 196.1; Orden HAP/1781/2013 quinta parte, 554, 555, 559 y 57"
MINIMO_MOTIVO, LARGO_MOTIVO = 10, 300
SIN_APLICAR = {
    True: ("559", "554"),
    False: ("555",),
}  # accounts of what came in, and of what went out, and nobody knows why


@dato
class Par:
    """What somebody says that is the same: movements of the bank, and keys of the books (`apunte:<id>`, `relacion:<uuid>`, `linea:<uuid>`)."""

    movimientos: tuple[UUID, ...]
    claves: tuple[str, ...]


@accion("tesoreria.conciliacion.hecha", permiso=CONCILIAR, norma=NORMA)
def conciliar(*, actor: Actor, ordinal: str, pares: Sequence[Par], reloj: Reloj) -> list[Conciliacion]:
    """Accept pairs of an ordinal, all or none. What is a list of payments, or one of its payments, is noted as paid on the day of the bank.

    Who: with `tesoreria.conciliar`. Writes: Conciliacion and what it holds, and what `operaciones.pagar_lineas` says. Emits: tesoreria.conciliacion.hecha,
    tesoreria.pagos.hechos. Raises NoEncontrado, FaseIncompatible, DatosIncorrectos with every problem of the first pair that is wrong.
    """
    suyo = acceso.ordinal(ordinal, bloquear=True)
    if not pares:
        mal = Problema("pares", _("Elija al menos una pareja."))
        raise DatosIncorrectos(_("No se ha conciliado."), problemas=[mal])
    _tomar_lo_que_se_paga(pares)
    return [_conciliado(suyo, par, actor=actor, reloj=reloj) for par in pares]


def _tomar_lo_que_se_paga(pares: Sequence[Par]) -> None:
    """The lists that they pay and then the journals of their years up to that of the bank, the older first: each pair would take those of its own (ADR 037)."""
    claves = [clave for par in pares for junta in par.claves for clave in junta.split(",")]
    relaciones = [_identificador(clave) for clave in claves if clave.startswith(f"{RELACION}:")]
    de_lineas = LineaDePago.objects.filter(id__in=[_identificador(c) for c in claves if c.startswith(f"{LINEA}:")])
    suyas = RelacionDePagos.objects.select_for_update(of=("self",)).order_by("id")
    tomadas = list(suyas.filter(Q(id__in=relaciones) | Q(id__in=de_lineas.values("relacion"))))
    if not tomadas:
        return
    movimientos = MovimientoBancario.objects.filter(id__in=[uno for par in pares for uno in par.movimientos])
    anios = [*(una.ejercicio_id for una in tomadas), *(dia.year for dia in movimientos.values_list("fecha", flat=True))]
    for anio in range(min(anios), max(anios) + 1):
        tomar_diario(anio)


def _identificador(clave: str) -> UUID:
    """That of a list or of one of its payments, in a key. Raises NoEncontrado."""
    try:
        return UUID(clave.partition(":")[2])
    except ValueError:
        raise NoEncontrado(_("No encontramos esa relación de pagos.")) from None


def _conciliado(ordinal: Ordinal, par: Par, *, actor: Actor, reloj: Reloj) -> Conciliacion:
    movimientos = list(MovimientoBancario.objects.filter(id__in=par.movimientos).order_by("fecha", "orden"))
    if len(movimientos) != len(set(par.movimientos)):
        raise NoEncontrado(_("No encontramos alguno de esos movimientos del banco."))
    claves = [clave for junta in par.claves for clave in junta.split(",")]
    ids = [_numero(clave) for clave in claves if clave.startswith(f"{APUNTE}:")]
    apuntes = list(consultas.apuntes_de(ordinal, ids).values())
    if len(apuntes) != len(set(ids)):
        raise NoEncontrado(_("No encontramos alguno de esos apuntes de la cuenta."))
    for clave in claves:
        if not clave.startswith(f"{APUNTE}:"):
            apuntes += _pagados(ordinal, clave, movimientos, actor=actor, reloj=reloj)
    return operaciones.emparejar(ordinal, movimientos, apuntes, actor=actor, reloj=reloj)


def _numero(clave: str) -> int:
    texto = clave.partition(":")[2]
    if not (texto.isascii() and texto.isdigit()):
        raise NoEncontrado(_("No encontramos alguno de esos apuntes de la cuenta."))
    return int(texto)


def _pagados(
    ordinal: Ordinal, clave: str, movimientos: Sequence[MovimientoBancario], *, actor: Actor, reloj: Reloj
) -> list[EnLibros]:
    """Note the payments of a list that the bank has made, and say what they did to the ordinal."""
    clase, identificador = clave.partition(":")[0], _identificador(clave)
    fecha = max((m.fecha for m in movimientos), default=None)
    if clase == LINEA:
        linea = acceso.linea_bloqueada(identificador)
        relacion, lineas = linea.relacion, [linea]
    elif clase == RELACION:
        relacion = acceso.relacion_bloqueada(identificador)
        lineas = list(relacion.lineas.filter(estado=LineaDePago.Estado.PENDIENTE).order_by("orden"))
    else:
        raise NoEncontrado(_("«%(clave)s» no es nada de la contabilidad.") % {"clave": clave})
    if relacion.ordinal_id != ordinal.codigo or fecha is None:
        mal = Problema("pares", _("Esa relación de pagos es de otra cuenta."))
        raise DatosIncorrectos(_("No se ha conciliado."), problemas=[mal])
    pagos = operaciones.pagar_lineas(relacion, lineas, fecha=fecha, del_banco=True, actor=actor, reloj=reloj)
    return operaciones.apuntes_de_pagos(ordinal, pagos)


@accion("tesoreria.conciliacion.deshecha", permiso=CONCILIAR, norma=NORMA)
def deshacer_conciliacion(*, actor: Actor, conciliacion_id: UUID, motivo: str, reloj: Reloj) -> Conciliacion:
    """Undo a pair: both sides are free again. What was noted in the books stays.

    Who: with `tesoreria.conciliar`. Writes: Conciliacion and what it holds. Emits: tesoreria.conciliacion.deshecha. Raises NoEncontrado, FaseIncompatible,
    DatosIncorrectos.
    """
    conciliacion = acceso.conciliacion_bloqueada(conciliacion_id)
    if conciliacion.deshecha_el is not None:
        raise FaseIncompatible(_("Esa conciliación ya se deshizo."))
    if not MINIMO_MOTIVO <= len(motivo.strip()) <= LARGO_MOTIVO:
        mensaje = _("Explique por qué se deshace, de %(min)d a %(max)d letras.")
        mal = Problema("motivo", mensaje % {"min": MINIMO_MOTIVO, "max": LARGO_MOTIVO})
        raise DatosIncorrectos(_("La conciliación no se ha deshecho."), problemas=[mal])
    conciliacion.deshecha_el, conciliacion.deshecha_por = reloj.ahora(), actor.id
    conciliacion.motivo = motivo.strip()
    conciliacion.save(update_fields=["deshecha_el", "deshecha_por", "motivo"])
    suyos = list(conciliacion.movimientos.select_related("movimiento"))
    nuestros = list(conciliacion.apuntes.all())
    anio = max(uno.movimiento.fecha for uno in suyos).year
    for uno in suyos:
        uno.viva = False
    for otro in nuestros:
        otro.viva = False
    ConciliacionMovimiento.objects.bulk_update(suyos, ["viva"])
    ConciliacionApunte.objects.bulk_update(nuestros, ["viva"])
    hecho = ConciliacionDeshecha(conciliacion.id, conciliacion.ordinal_id)
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[conciliacion, *suyos, *nuestros])
    return conciliacion


@accion("tesoreria.movimiento.sin_aplicar", permiso=CONCILIAR, norma=NORMA)
def dejar_sin_aplicar(*, actor: Actor, movimiento_id: UUID, concepto: str, texto: str, reloj: Reloj) -> Conciliacion:
    """Note in the books a movement of which nobody knows what it is: what came in, under a concept of 559 or 554; what went out, of 555. And pair it.

    Who: with `tesoreria.conciliar`. Writes: what the budget says of an operation of no budget, and Conciliacion. Emits: tesoreria.movimiento.sin_aplicar,
    tesoreria.conciliacion.hecha. Raises NoEncontrado, DatosIncorrectos with every problem, Conflicto (the year is closed).
    """
    movimiento = acceso.movimiento_bloqueado(movimiento_id)
    entra = movimiento.importe > 0
    _exigir_sin_aplicar(movimiento, concepto, entra=entra)
    operacion = anotar_no_presupuestario(
        "INP" if entra else "PNP",
        Cabecera(movimiento.fecha, texto.strip() or _("Movimiento del banco pendiente de aplicación")),
        [LineaPedida(abs(movimiento.importe), codigo=concepto)],
        ordinal=movimiento.ordinal.cuenta_id,
        actor=actor,
        reloj=reloj,
    )
    apuntes = consultas.apuntes_de_operaciones(movimiento.ordinal, [operacion.id])
    conciliacion = operaciones.emparejar(movimiento.ordinal, [movimiento], apuntes, actor=actor, reloj=reloj)
    hecho = MovimientoSinAplicar(movimiento.id, operacion.id, f"{movimiento.importe:.2f}")
    anotar(cadena(movimiento.fecha.year), hecho, actor=actor, reloj=reloj)
    return conciliacion


def _exigir_sin_aplicar(movimiento: MovimientoBancario, concepto: str, *, entra: bool) -> None:
    problemas = []
    suyo = ConceptoNoPresupuestario.objects.filter(codigo=concepto, en_uso=True).first()
    if suyo is None or not suyo.cuenta.startswith(SIN_APLICAR[entra]):
        mensaje = _("Elija un concepto de cobros pendientes de aplicación: los de las cuentas 559 y 554.")
        if not entra:
            mensaje = _("Elija un concepto de pagos pendientes de aplicación: los de la cuenta 555.")
        problemas.append(Problema("concepto", mensaje))
    if ConciliacionMovimiento.objects.filter(movimiento=movimiento, viva=True).exists():
        problemas.append(Problema("movimiento", _("Ese movimiento ya está conciliado.")))
    if movimiento.clase == MovimientoBancario.Clase.SALDO_INICIAL:
        problemas.append(Problema("movimiento", _("El saldo inicial se concilia con la apertura de la contabilidad.")))
    if problemas:
        raise DatosIncorrectos(_("El movimiento no se ha contabilizado."), problemas=problemas)


@accion(
    "tesoreria.pago.devuelto",
    "tesoreria.pago.propuesto",
    permiso=CONCILIAR,
    norma="TRLRHL art. 196.1; Orden HAP/1781/2013 quinta parte, 400",
)
def anotar_devolucion(*, actor: Actor, movimiento_id: UUID, linea_id: UUID, reloj: Reloj) -> LineaDePago:
    """A movement is a transfer that the bank sent back: the payment is undone by its negative, what was ordered may be paid again, and both are paired. What was paid in
    another year is owed out of the budget, and proposed again.

    Who: with `tesoreria.conciliar`. Writes: what `operaciones.devolver_linea` says, and Conciliacion. Emits: tesoreria.pago.devuelto, tesoreria.conciliacion.hecha.
    Raises NoEncontrado, FaseIncompatible (it is not paid), DatosIncorrectos with every problem.
    """
    movimiento = acceso.movimiento_bloqueado(movimiento_id)
    linea = acceso.linea_bloqueada(linea_id)
    problemas = []
    if linea.relacion.ordinal_id != movimiento.ordinal_id:
        problemas.append(Problema("linea", _("Ese pago salió de otra cuenta.")))
    if movimiento.importe != linea.liquido:
        problemas.append(Problema("movimiento", _("Lo que ha vuelto no es lo que se pagó.")))
    if problemas:
        raise DatosIncorrectos(_("La devolución no se ha anotado."), problemas=problemas)
    vuelta = operaciones.devolver_linea(linea, fecha=movimiento.fecha, actor=actor, reloj=reloj)
    apuntes = consultas.apuntes_de_operaciones(movimiento.ordinal, [vuelta.id])
    operaciones.emparejar(movimiento.ordinal, [movimiento], apuntes, actor=actor, reloj=reloj)
    return linea
