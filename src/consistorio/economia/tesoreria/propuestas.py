"""The pairs that are proposed between what the bank says and the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from consistorio.economia.tesoreria import acceso, consultas
from consistorio.economia.tesoreria.conciliacion import DIAS, Movimiento, proponer
from consistorio.economia.tesoreria.consultas import EnLibros
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario, Ordinal, RelacionDePagos
from consistorio.economia.tesoreria.tipos import CERO, Candidato, Propuesta
from consistorio.nucleo.dato import dato

APUNTE, RELACION, LINEA = "apunte", "relacion", "linea"


@dato
class Mesa:
    """What is to be reconciled of an ordinal: what the bank says, what it may be of the books, and the pairs that are proposed."""

    movimientos: tuple[MovimientoBancario, ...]
    candidatos: tuple[Candidato, ...]
    propuestas: tuple[Propuesta, ...]


def mesa(codigo: str, *, hasta: date) -> Mesa:
    """What is to be reconciled of an ordinal; of the books, what is dated until that day, or some days after the last movement."""
    ordinal = acceso.ordinal(codigo)
    movimientos = consultas.sin_conciliar_del_banco(ordinal)
    ultimo = max((m.fecha for m in movimientos), default=hasta) + timedelta(days=DIAS)
    suyos = candidatos(ordinal, max(hasta, ultimo))
    del_banco = [
        Movimiento(m.id, m.fecha, m.importe, m.dicho, m.clase == MovimientoBancario.Clase.SALDO_INICIAL)
        for m in movimientos
    ]
    return Mesa(tuple(movimientos), tuple(suyos), proponer(del_banco, suyos))


def propuestas(codigo: str) -> tuple[Propuesta, ...]:
    """The pairs that are proposed of an ordinal: with the rows of its books and with the lists of payments, whole or payment by payment, that are to be paid from it."""
    return mesa(codigo, hasta=date.min).propuestas


def candidatos(ordinal: Ordinal, hasta: date) -> list[Candidato]:
    """What movements may be: entries of the books until a day, the payments of a list already noted, taken together, and lists that are not noted yet."""
    libres = consultas.sin_conciliar_de_libros(ordinal, hasta=hasta)
    pagados = consultas.lineas_con_operacion([a.operacion_id for a in libres if a.operacion_id is not None])
    asientos, listas = dict[tuple[int, int], list[EnLibros]](), dict[UUID, list[EnLibros]]()
    for apunte in libres:
        asientos.setdefault((apunte.fecha.year, apunte.numero), []).append(apunte)
        linea = pagados.get(apunte.operacion_id) if apunte.operacion_id is not None else None
        if linea is not None and apunte.importe < 0:
            listas.setdefault(linea.relacion_id, []).append(apunte)
    mensajes = {r.id: r.mensaje for r in RelacionDePagos.objects.filter(id__in=listas)}
    pagos = {operacion: linea.referencia for operacion, linea in pagados.items()}
    de_listas = [_juntos(suyos, mensajes[una]) for una, suyos in listas.items() if len({a.numero for a in suyos}) > 1]
    de_asientos = [
        _juntos(suyos, pagos.get(suyos[0].operacion_id, "") if suyos[0].operacion_id is not None else "")
        for suyos in asientos.values()
    ]
    return [*_por_pagar(ordinal), *de_listas, *de_asientos]


def _juntos(apuntes: Sequence[EnLibros], referencia: str) -> Candidato:
    """Some rows of the books that are one thing for the bank."""
    return Candidato(
        ",".join(f"{APUNTE}:{a.apunte_id}" for a in apuntes),
        max(a.fecha for a in apuntes),
        sum((a.importe for a in apuntes), CERO),
        (referencia,) if referencia else (),
        tuple(f"{APUNTE}:{a.apunte_id}" for a in apuntes),
        apertura=all(a.apertura for a in apuntes),
    )


def _por_pagar(ordinal: Ordinal) -> list[Candidato]:
    """Lists that are signed and not paid."""
    vivas = RelacionDePagos.objects.filter(
        ordinal=ordinal, estado__in=[RelacionDePagos.Estado.FIRMADA, RelacionDePagos.Estado.ENVIADA]
    )
    hallados = []
    for relacion in vivas.prefetch_related("lineas").order_by("fecha", "numero"):
        lineas = [linea for linea in relacion.lineas.all() if linea.estado == LineaDePago.Estado.PENDIENTE]
        suma = sum((linea.liquido for linea in lineas[1:]), lineas[0].liquido) if lineas else None
        if suma:
            clave = f"{RELACION}:{relacion.id}"
            partes = tuple(f"{LINEA}:{linea.id}" for linea in lineas)
            # of one payment, the bank gives back that of the payment
            referencias = (relacion.mensaje, *(linea.referencia for linea in lineas if len(lineas) == 1))
            hallados.append(Candidato(clave, relacion.fecha, -suma, referencias, partes))
        hallados += [
            Candidato(f"{LINEA}:{linea.id}", relacion.fecha, -linea.liquido, (linea.referencia,))
            for linea in lineas
            if linea.liquido and len(lineas) > 1
        ]
    return hallados
