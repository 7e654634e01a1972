"""What is recognised and nobody has ordered to pay: it has its turn too (TRLRHL 187; LO 2/2012 art. 14). Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.numeros_de_factura import numeros_de
from consistorio.economia.tesoreria import prelacion
from consistorio.economia.tesoreria.esperas import por_que_esperan
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.reglas import Grupo, Pendiente
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.economia.tesoreria.trabas import Quienes


def reconocido(en: date, *, solo: Collection[UUID] | None = None) -> list[PorPagar]:
    """The obligations of the year of a day, until that day, that have something left to be ordered, by their turn; each as if it went alone. `solo`: of those alone. The same queries
    whatever their number."""
    obligaciones = prelacion.por_operacion(prelacion.con_saldo("O", en), solo)
    quienes = Quienes({o.tercero_id for o in obligaciones if o.tercero_id is not None}, en)
    grupos, esperan = prelacion.grupos_en_vigor(en), prelacion.sin_vencer(en)
    quienes.facturas = numeros_de(obligaciones.keys())
    motivos = por_que_esperan([o.id for o in obligaciones], en)
    filas = [
        _fila(una, lineas, quienes, grupos, vence=esperan.get(una.id), espera=motivos.get(una.id, ""))
        for una, lineas in obligaciones.items()
    ]
    return sorted(filas, key=lambda p: (p.turno.categoria, p.turno.desde, p.id.bytes))


def pendientes(en: date) -> list[Pendiente]:
    """All of it, as turns see it and with nothing of what stops it."""
    return prelacion.a_la_vez(prelacion.con_saldo("O", en), prelacion.sin_vencer(en))


def _fila(
    una: Operacion,
    lineas: Sequence[LineaOperacion],
    quienes: Quienes,
    grupos: Sequence[Grupo],
    *,
    vence: date | None,
    espera: str,
) -> PorPagar:
    debido = defaultdict[str, Decimal](lambda: CERO)
    for linea in lineas:
        debido[f"factura:{una.factura_id}" if una.factura_id else ""] += linea.saldo
    trabas = quienes.trabas(una.tercero, debido, varios=una.varios)
    esperas = (espera,) if espera else ()
    fila = prelacion.fila(
        replace(prelacion.pendiente_de(una, lineas), vence=vence),
        prelacion.RECONOCIDA,
        una.tercero,
        texto=prelacion.de_que_es([una], quienes.facturas),
        referencia=str(una),
        importe=sum((linea.saldo for linea in lineas), CERO),
        trabas=replace(
            trabas, impedimentos=(*esperas, *trabas.impedimentos), paran=tuple(dict.fromkeys((*esperas, *trabas.paran)))
        ),
        quienes=quienes,
        ocupados=(),
        grupos=grupos,
        lineas=tuple((linea.id, linea.saldo) for linea in lineas),
    )
    codigos = (linea.aplicacion.codigo for linea in lineas if linea.aplicacion is not None)
    return replace(fila, aplicaciones=tuple(dict.fromkeys(codigos)))
