"""What is written in the journal, inside somebody's open transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad import reglas
from consistorio.economia.contabilidad.acceso import ejercicio_abierto
from consistorio.economia.contabilidad.cortes import CADA, hacer_corte
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.saldos import saldos
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion

_TOMAR = """
UPDATE contabilidad_ejercicio SET siguiente = siguiente + %(cuantos)s WHERE anio = %(anio)s AND estado = 'abierto'
RETURNING siguiente - %(cuantos)s, presupuesto_hasta, tesoreria_hasta,
  ARRAY(SELECT p FROM unnest(%(cuentas)s::text[]) p WHERE NOT EXISTS (SELECT 1 FROM contabilidad_cuenta c WHERE c.codigo = p)),
  ARRAY(SELECT p FROM unnest(%(cuentas)s::text[]) p WHERE EXISTS
        (SELECT 1 FROM contabilidad_cuenta c WHERE c.propia AND c.codigo > p AND c.codigo < p || ':'))
"""
_ASIENTOS = """
INSERT INTO contabilidad_asiento (ejercicio_id, autor_id, anotado_el, id, numero, fecha, clase, ambito, texto, operacion_id, expediente_id,
  documento_id, apuntes, huella)
SELECT %s, %s, %s, * FROM unnest(%s::uuid[], %s::int[], %s::date[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::uuid[],
  %s::smallint[], %s::text[])
"""
_APUNTES = """
INSERT INTO contabilidad_apunte (ejercicio, asiento_id, numero, fecha, orden, debe_id, haber_id, importe, regla)
SELECT %s, * FROM unnest(%s::uuid[], %s::int[], %s::date[], %s::smallint[], %s::text[], %s::text[], %s::numeric[], %s::text[])
"""


def asentar(nuevo: AsientoNuevo, *, actor: Actor, reloj: Reloj) -> Asiento:
    """Note an entry: see `asentar_varios`."""
    return asentar_varios([nuevo], actor=actor, reloj=reloj)[0]


def asentar_varios(nuevos: Sequence[AsientoNuevo], *, actor: Actor, reloj: Reloj) -> list[Asiento]:
    """Note entries in the journal of their years, in that order, in the caller's open transaction: three statements a year, however many.

    Call it last, just before the fact: it takes the numbers and with them holds the journal of the year until the transaction ends. It notes no fact:
    the caller's vouches for them (`anotar(..., filas=asientos)`). Amounts in euros, signed, with two decimals. Writes: Asiento, Apunte, Ejercicio and, each
    thousand entries, Corte. Raises DatosIncorrectos with every problem (accounts that are not there or are split, amounts, dates on or before a
    lock), Conflicto (the year is not open).
    """
    exigir_transaccion()
    problemas = reglas.problemas_de(nuevos)
    if problemas:
        raise DatosIncorrectos(_("El asiento no se ha anotado."), problemas=problemas)
    por_anio = defaultdict[int, list[int]](list)
    for lugar, nuevo in enumerate(nuevos):
        por_anio[nuevo.fecha.year].append(lugar)
    escritos: dict[int, Asiento] = {}
    momento = reloj.ahora()
    for anio in sorted(por_anio):
        lugares = por_anio[anio]
        suyos = [nuevos[lugar] for lugar in lugares]
        asientos = _del_anio(anio, suyos, actor=actor, momento=momento)
        escritos |= dict(zip(lugares, asientos, strict=True))
    return [escritos[lugar] for lugar in range(len(nuevos))]


def cerrar(anio: int) -> Ejercicio:
    """Have nothing more noted in a year, in the caller's open transaction, whose fact says so.

    Writes: Ejercicio. Raises NoEncontrado, Conflicto (it is closed; the budget's accounts have a balance yet).
    """
    exigir_transaccion()
    ejercicio = ejercicio_abierto(anio)
    con_saldo = [cuenta for cuenta, uno in saldos(anio).items() if cuenta.startswith("0") and uno.neto]
    if con_saldo:
        raise Conflicto(
            _("El ejercicio %(anio)d no se puede cerrar: el presupuesto tiene saldo en %(cuentas)s.")
            % {"anio": anio, "cuentas": ", ".join(con_saldo)},
            que_hacer=_("Anote antes el cierre del presupuesto."),
        )
    ejercicio.estado = Ejercicio.Estado.CERRADO
    ejercicio.save(update_fields=["estado"])
    return ejercicio


def _del_anio(anio: int, nuevos: Sequence[AsientoNuevo], *, actor: Actor, momento: datetime) -> list[Asiento]:
    primero = _tomar_numeros(anio, nuevos)
    asientos = [
        Asiento(
            id=uuid7(),
            ejercicio_id=anio,
            numero=numero,
            fecha=nuevo.fecha,
            clase=nuevo.clase,
            ambito=nuevo.ambito,
            texto=nuevo.texto,
            operacion_id=nuevo.operacion_id,
            expediente_id=nuevo.expediente_id,
            documento_id=nuevo.documento_id,
            autor_id=actor.id,
            anotado_el=momento,
            apuntes=len(nuevo.partidas),
            huella=reglas.huella_de(nuevo.partidas),
        )
        for numero, nuevo in enumerate(nuevos, primero)
    ]
    _escribir(anio, asientos, nuevos)
    ultimo = primero + len(nuevos) - 1
    if ultimo // CADA > (primero - 1) // CADA:
        hacer_corte(anio, ultimo // CADA * CADA)
    return asientos


def _escribir(anio: int, asientos: Sequence[Asiento], nuevos: Sequence[AsientoNuevo]) -> None:
    alias = alias_actual()
    for asiento in asientos:
        asiento._state.adding, asiento._state.db = False, alias
    filas = [
        (asiento, orden, partida)
        for asiento, nuevo in zip(asientos, nuevos, strict=True)
        for orden, partida in enumerate(nuevo.partidas)
    ]
    with connections[alias].cursor() as cursor:
        cursor.execute(
            _ASIENTOS,
            [
                anio,
                asientos[0].autor_id,
                asientos[0].anotado_el,
                [a.id for a in asientos],
                [a.numero for a in asientos],
                [a.fecha for a in asientos],
                [a.clase for a in asientos],
                [a.ambito for a in asientos],
                [a.texto for a in asientos],
                [a.operacion_id for a in asientos],
                [a.expediente_id for a in asientos],
                [a.documento_id for a in asientos],
                [a.apuntes for a in asientos],
                [a.huella for a in asientos],
            ],
        )
        cursor.execute(
            _APUNTES,
            [
                anio,
                [a.id for a, _orden, _partida in filas],
                [a.numero for a, _orden, _partida in filas],
                [a.fecha for a, _orden, _partida in filas],
                [orden for _a, orden, _partida in filas],
                [p.debe for _a, _orden, p in filas],
                [p.haber for _a, _orden, p in filas],
                [p.importe for _a, _orden, p in filas],
                [p.regla for _a, _orden, p in filas],
            ],
        )


@dato
class _Tomado:
    """What the row of a year says when the numbers are taken."""

    primero: int
    hasta: dict[str, date | None]
    desconocidas: tuple[str, ...]
    desglosadas: tuple[str, ...]


def _tomar_numeros(anio: int, nuevos: Sequence[AsientoNuevo]) -> int:
    """The first of so many numbers of the year, which is locked. Raises Conflicto, DatosIncorrectos."""
    cuentas = sorted({cuenta for nuevo in nuevos for p in nuevo.partidas for cuenta in (p.debe, p.haber)})
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_TOMAR, {"cuantos": len(nuevos), "anio": anio, "cuentas": cuentas})
        fila = cursor.fetchone()
    if fila is None:
        como = _("está cerrado") if Ejercicio.objects.filter(anio=anio).exists() else _("no está abierto")
        raise Conflicto(
            _("El ejercicio %(anio)d %(como)s: no se puede anotar nada en él.") % {"anio": anio, "como": como},
            que_hacer=_("Compruebe la fecha, o pida a Intervención que abra el ejercicio."),
        )
    tomado = _Tomado(fila[0], {"presupuesto": fila[1], "tesoreria": fila[2]}, tuple(fila[3]), tuple(fila[4]))
    problemas = _problemas(tomado, nuevos)
    if problemas:
        raise DatosIncorrectos(_("El asiento no se ha anotado."), problemas=problemas)
    return tomado.primero


def _problemas(tomado: _Tomado, nuevos: Sequence[AsientoNuevo]) -> list[Problema]:
    problemas = [
        Problema("cuenta", _("La cuenta %(cuenta)s no está en el plan.") % {"cuenta": cuenta})
        for cuenta in tomado.desconocidas
    ]
    problemas += [
        Problema(
            "cuenta",
            _("La cuenta %(cuenta)s está desglosada: elija una de las que cuelgan de ella.") % {"cuenta": cuenta},
        )
        for cuenta in tomado.desglosadas
    ]
    for fecha, ambito in sorted({(nuevo.fecha, nuevo.ambito) for nuevo in nuevos}):
        hasta = tomado.hasta[ambito]
        if hasta is not None and fecha <= hasta:
            mensaje = _("El %(fecha)s está bloqueado: se puede anotar desde el día siguiente al %(hasta)s.")
            problemas.append(Problema("fecha", mensaje % {"fecha": f"{fecha:%d/%m/%Y}", "hasta": f"{hasta:%d/%m/%Y}"}))
    return problemas
