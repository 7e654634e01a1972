"""What `verificar` holds in the accounts of each year: a list of functions that other rooms of the accounts add theirs to.

A check reads only, and says in words everything that it finds, the first of it when it is much.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connections
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.cortes import CADA
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.plataforma.base.villa import alias_actual

Comprobacion = Callable[[int], list[str]]
_COMPROBACIONES: dict[str, tuple[str | Promise, Comprobacion]] = {}
COMO_MUCHO = 20  # problems that a check says


@dato
class Hallazgo:
    """Something that does not hold in a year: which check found it, and what it is, in words."""

    anio: int
    comprobacion: str
    texto: str


def comprobacion_contable(nombre: str | Promise) -> Callable[[Comprobacion], Comprobacion]:
    """Have `funcion(anio)` run by every verification of the accounts: it answers everything that does not hold, in words for people."""

    def registrar(funcion: Comprobacion) -> Comprobacion:
        _COMPROBACIONES[f"{funcion.__module__}.{funcion.__qualname__}"] = (nombre, funcion)
        return funcion

    return registrar


def comprobar(anio: int) -> list[Hallazgo]:
    """Run all of them over a year."""
    return [
        Hallazgo(anio, str(nombre), texto)
        for nombre, funcion in _COMPROBACIONES.values()
        for texto in funcion(anio)[:COMO_MUCHO]
    ]


def nombres() -> list[str]:
    """The checks that there are, for people."""
    return [str(nombre) for nombre, _funcion in _COMPROBACIONES.values()]


_NUMEROS = """
SELECT e.siguiente - 1, (SELECT count(*) FROM contabilidad_asiento WHERE ejercicio_id = e.anio),
  ARRAY(SELECT n FROM generate_series(1, e.siguiente - 1) n WHERE NOT EXISTS
        (SELECT 1 FROM contabilidad_asiento a WHERE a.ejercicio_id = e.anio AND a.numero = n) LIMIT %(limite)s)
FROM contabilidad_ejercicio e WHERE e.anio = %(anio)s
"""
# MATERIALIZED: planned to be read whole; for its first rows PostgreSQL would join each entry with every group
_HUELLAS = r"""
WITH malos AS MATERIALIZED (SELECT a.numero FROM contabilidad_asiento a LEFT JOIN (
  SELECT asiento_id, count(*) AS cuantos, encode(sha256(convert_to(string_agg(
    orden || '|' || debe_id || '|' || haber_id || '|' || importe || '|' || regla || E'\n', '' ORDER BY orden), 'UTF8')), 'hex') AS huella
  FROM contabilidad_apunte WHERE ejercicio = %(anio)s GROUP BY asiento_id) p ON p.asiento_id = a.id
WHERE a.ejercicio_id = %(anio)s AND (p.huella IS DISTINCT FROM a.huella OR p.cuantos <> a.apuntes))
SELECT numero FROM malos ORDER BY 1 LIMIT %(limite)s
"""
_SUELTOS = """
WITH malos AS MATERIALIZED (SELECT p.numero, p.orden FROM contabilidad_apunte p LEFT JOIN contabilidad_asiento a
  ON a.id = p.asiento_id AND a.ejercicio_id = p.ejercicio AND a.numero = p.numero AND a.fecha = p.fecha
WHERE p.ejercicio = %(anio)s AND a.id IS NULL)
SELECT numero, orden FROM malos ORDER BY 1, 2 LIMIT %(limite)s
"""
_FECHAS = """
SELECT numero FROM contabilidad_asiento WHERE ejercicio_id = %(anio)s AND extract(year FROM fecha) <> %(anio)s ORDER BY 1 LIMIT %(limite)s
"""
_CUENTAS = """
SELECT u.codigo FROM (SELECT debe_id AS codigo FROM contabilidad_apunte WHERE ejercicio = %(anio)s
                      UNION SELECT haber_id FROM contabilidad_apunte WHERE ejercicio = %(anio)s) u
WHERE length(u.codigo) < 3 OR NOT EXISTS (SELECT 1 FROM contabilidad_cuenta c WHERE c.codigo = u.codigo)
   OR (EXISTS (SELECT 1 FROM contabilidad_cuenta c WHERE c.propia AND c.codigo > u.codigo AND c.codigo < u.codigo || ':')
       AND EXISTS (SELECT 1 FROM contabilidad_ejercicio e WHERE e.anio = %(anio)s AND e.estado = 'abierto'))
ORDER BY 1 LIMIT %(limite)s
"""
# What each thousand entries adds to an account is what its cut has more than the one before
_CORTES = """
WITH tramos AS (
  SELECT ((a.numero - 1) / %(cada)s + 1) * %(cada)s AS numero, l.cuenta, sum(l.debe) AS debe, sum(l.haber) AS haber FROM contabilidad_apunte a
  CROSS JOIN LATERAL (VALUES (a.debe_id, a.importe, 0::numeric), (a.haber_id, 0::numeric, a.importe)) AS l (cuenta, debe, haber)
  WHERE a.ejercicio = %(anio)s GROUP BY 1, 2
), ultimo AS (
  SELECT (siguiente - 1) / %(cada)s * %(cada)s AS numero FROM contabilidad_ejercicio WHERE anio = %(anio)s
), pasos AS (
  SELECT numero, cuenta_id AS cuenta, debe - lag(debe, 1, 0::numeric) OVER suya AS debe, haber - lag(haber, 1, 0::numeric) OVER suya AS haber,
         lead(numero) OVER suya AS despues
  FROM contabilidad_corte WHERE ejercicio_id = %(anio)s WINDOW suya AS (PARTITION BY cuenta_id ORDER BY numero)
)
SELECT DISTINCT coalesce(p.numero, t.numero), coalesce(p.cuenta, t.cuenta) FROM pasos p
FULL JOIN tramos t ON t.numero = p.numero AND t.cuenta = p.cuenta CROSS JOIN ultimo u
WHERE coalesce(p.numero, t.numero) <= u.numero AND (
      p.numero IS NULL OR coalesce(t.debe, 0) <> p.debe OR coalesce(t.haber, 0) <> p.haber
   OR (p.numero < u.numero AND p.despues IS DISTINCT FROM p.numero + %(cada)s))
   OR p.numero > u.numero
ORDER BY 1, 2 LIMIT %(limite)s
"""


def _filas(orden: str, anio: int) -> list[tuple[object, ...]]:
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(orden, {"anio": anio, "limite": COMO_MUCHO, "cada": CADA})
        return [tuple(fila) for fila in cursor.fetchall()]


@comprobacion_contable(gettext_lazy("La numeración no tiene huecos"))
def numeracion(anio: int) -> list[str]:
    """Every number up to the last one is an entry, and there is none beyond."""
    hallados = []
    for ultimo, cuantos, huecos in _filas(_NUMEROS, anio):
        faltan = huecos if isinstance(huecos, list) else []
        hallados += [_("falta el asiento %(numero)d") % {"numero": numero} for numero in faltan]
        if cuantos != ultimo and not faltan:
            hallados.append(
                _("hay %(cuantos)d asientos y el último es el %(ultimo)d") % {"cuantos": cuantos, "ultimo": ultimo}
            )
    return hallados


@comprobacion_contable(gettext_lazy("Cada asiento tiene los apuntes con que se anotó"))
def huellas(anio: int) -> list[str]:
    """The fingerprint of each entry, worked out again from its rows; and rows that are of none."""
    cambiados = [
        _("los apuntes del asiento %(numero)d no son los que se anotaron") % {"numero": numero}
        for (numero,) in _filas(_HUELLAS, anio)
    ]
    return cambiados + [
        _("el apunte %(orden)d del asiento %(numero)d no es de ese asiento, o no tiene su fecha")
        % {"numero": numero, "orden": orden}
        for numero, orden in _filas(_SUELTOS, anio)
    ]


@comprobacion_contable(gettext_lazy("Cada asiento es de su año"))
def fechas(anio: int) -> list[str]:
    """No entry is dated in another year."""
    return [_("el asiento %(numero)d tiene fecha de otro año") % {"numero": n} for (n,) in _filas(_FECHAS, anio)]


@comprobacion_contable(gettext_lazy("Solo se anota en cuentas que lo admiten"))
def cuentas(anio: int) -> list[str]:
    """No entry is on an account that is not there, is a group or is split."""
    return [
        _("hay apuntes en %(cuenta)s, que no existe, es un grupo o está desglosada") % {"cuenta": cuenta}
        for (cuenta,) in _filas(_CUENTAS, anio)
    ]


@comprobacion_contable(gettext_lazy("Los cortes de saldos son la suma de los apuntes"))
def cortes(anio: int) -> list[str]:
    """Each cut, added up again; none is missing and none is too many."""
    return [
        _("el corte del asiento %(numero)s no es lo que suma la cuenta %(cuenta)s")
        % {"numero": numero, "cuenta": cuenta}
        for numero, cuenta in _filas(_CORTES, anio)
    ]


@comprobacion_contable(gettext_lazy("Lo cargado es lo abonado"))
def sumas(anio: int) -> list[str]:
    """The balances of all the accounts add up to nothing."""
    total = sum((uno.neto for uno in saldos(anio).values()), CERO)
    return [_("los saldos no suman cero: %(total)s") % {"total": total}] if total else []


@comprobacion_contable(gettext_lazy("El presupuesto de un ejercicio cerrado está a cero"))
def presupuesto_cerrado(anio: int) -> list[str]:
    """The accounts of group 0 of a closed year have no balance."""
    if not Ejercicio.objects.filter(anio=anio, estado=Ejercicio.Estado.CERRADO).exists():
        return []
    return [
        _("la cuenta %(cuenta)s se cerró con saldo %(saldo)s") % {"cuenta": cuenta, "saldo": uno.neto}
        for cuenta, uno in saldos(anio).items()
        if cuenta.startswith("0") and uno.neto
    ]
