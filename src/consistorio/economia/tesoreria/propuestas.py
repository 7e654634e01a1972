"""The pairs that are proposed between what the bank says and the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from consistorio.economia.tesoreria import acceso, consultas
from consistorio.economia.tesoreria.conciliacion import DIAS, Movimiento, proponer
from consistorio.economia.tesoreria.consultas import EnLibros
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario, Ordinal, RelacionDePagos
from consistorio.economia.tesoreria.tipos import Candidato, Propuesta

APUNTE, RELACION, LINEA = "apunte", "relacion", "linea"


def propuestas(codigo: str) -> tuple[Propuesta, ...]:
    """The pairs that are proposed of an ordinal: with the rows of its books and with the lists of payments, whole or payment by payment, that are to be paid from it."""
    ordinal = acceso.ordinal(codigo)
    movimientos = consultas.sin_conciliar_del_banco(ordinal)
    if not movimientos:
        return ()
    del_banco = [Movimiento(m.id, m.fecha, m.importe, m.dicho) for m in movimientos]
    return proponer(del_banco, candidatos(ordinal, movimientos))


def candidatos(ordinal: Ordinal, movimientos: Sequence[MovimientoBancario]) -> list[Candidato]:
    """What some movements may be: rows of the books by themselves, the payments of a list already noted, taken together, and lists that are not noted yet."""
    hasta = max(m.fecha for m in movimientos) + timedelta(days=DIAS)
    libres = consultas.sin_conciliar_de_libros(ordinal, hasta=hasta)
    pagados = consultas.lineas_con_operacion([a.operacion_id for a in libres if a.operacion_id is not None])
    sueltos, juntos = list[Candidato](), dict[UUID, list[EnLibros]]()
    for apunte in libres:
        linea = pagados.get(apunte.operacion_id) if apunte.operacion_id is not None else None
        referencias = (linea.referencia,) if linea is not None and apunte.importe < 0 else ()
        sueltos.append(Candidato(f"{APUNTE}:{apunte.apunte_id}", apunte.fecha, apunte.importe, referencias))
        if linea is not None and apunte.importe < 0:
            juntos.setdefault(linea.relacion_id, []).append(apunte)
    nombres = {r.id: r for r in RelacionDePagos.objects.filter(id__in=juntos)}
    agrupados = [
        Candidato(
            ",".join(f"{APUNTE}:{a.apunte_id}" for a in suyos),
            max(a.fecha for a in suyos),
            sum((a.importe for a in suyos[1:]), suyos[0].importe),
            (nombres[relacion_id].mensaje,),
        )
        for relacion_id, suyos in juntos.items()
        if len(suyos) > 1
    ]
    return [*_por_pagar(ordinal), *agrupados, *sueltos]


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
            hallados.append(Candidato(clave, relacion.fecha, -suma, (relacion.mensaje,)))
        hallados += [
            Candidato(f"{LINEA}:{linea.id}", relacion.fecha, -linea.liquido, (linea.referencia,))
            for linea in lineas
            if linea.liquido and len(lineas) > 1
        ]
    return hallados
