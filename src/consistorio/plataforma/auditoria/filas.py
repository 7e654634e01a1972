"""Rows that a fact vouches for.

The fact that writes a row carries the row's fingerprint (`anotar(..., filas=[row])`), so that whoever changes, adds or takes away
a row behind our back is found, however few of its columns the fact names. The last fact that vouches for a row counts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from django.db import DataError, connections, models, transaction
from django.db.backends.utils import CursorWrapper

from consistorio.nucleo.canonico import canonico
from consistorio.plataforma.auditoria.cotejos import ILEGIBLE, Informe, cotejo, legible

M = TypeVar("M", bound=type[models.Model])
_AVALADAS: dict[str, type[models.Model]] = {}
_LIBRES: dict[str, frozenset[str]] = {}
_FIJAS: set[str] = set()
_TANDA = 2000
_NO_SE_LEEN = "tiene filas, o hechos de ellas, que no se pueden leer"
# What the last fact of each row says, of every table: the log is read once, whatever the tables
_DICHAS = """
SELECT DISTINCT ON (tabla.key, fila.key) tabla.key, fila.key, fila.value, jsonb_typeof(tabla.value)
FROM auditoria_evento e CROSS JOIN LATERAL jsonb_each(e.datos -> 'filas') AS tabla
LEFT JOIN LATERAL jsonb_each_text(CASE WHEN jsonb_typeof(tabla.value) = 'object' THEN tabla.value END) AS fila ON true
WHERE jsonb_typeof(e.datos -> 'filas') = 'object' ORDER BY tabla.key, fila.key, e.momento DESC, e.seq DESC
"""
_DICHAS_DE_UNA = """
SELECT DISTINCT ON (fila.key) fila.key, fila.value
FROM auditoria_evento e CROSS JOIN LATERAL jsonb_each_text(e.datos -> 'filas' -> %(tabla)s) AS fila
WHERE e.datos -> 'filas' ? %(tabla)s ORDER BY fila.key, e.momento DESC, e.seq DESC
"""
_DOS_VECES = """
SELECT tabla.key, fila.key FROM auditoria_evento e CROSS JOIN LATERAL jsonb_each(e.datos -> 'filas') AS tabla
CROSS JOIN LATERAL jsonb_each_text(tabla.value) AS fila
WHERE jsonb_typeof(e.datos -> 'filas') = 'object' AND tabla.key = ANY(%(fijas)s)
GROUP BY 1, 2 HAVING count(DISTINCT fila.value) > 1 ORDER BY 1, 2 LIMIT 1000
"""


def avalada(*, salvo: Collection[str] = (), fija: bool = False) -> Callable[[M], M]:
    """Class decorator of a model: each of its rows must be vouched for by a fact, and `verificar` sees to it.

    `salvo`: names of the fields that change without a fact of this row (they name documents that have facts of their own).
    `fija`: its rows never change, so that no later fact may vouch for another one under the same key.
    """

    def declarar(modelo: M) -> M:
        tabla = modelo._meta.db_table
        _AVALADAS[tabla], _LIBRES[tabla] = modelo, frozenset(salvo)
        if fija:
            _FIJAS.add(tabla)
        return modelo

    return declarar


def tablas_avaladas() -> frozenset[str]:
    """The tables whose rows are vouched for."""
    return frozenset(_AVALADAS)


def tablas_fijas() -> frozenset[str]:
    """Those of them whose rows never change."""
    return frozenset(_FIJAS)


def huella_de_fila(fila: models.Model) -> str:
    """SHA-256 in hex of the columns of a row that hold something, in canonical JSON.

    Empty columns (NULL, "", 0, false, []) are left out: one that a later version adds does not change the rows before it.
    """
    valores: dict[str, object] = {}
    libres = _LIBRES.get(fila._meta.db_table, frozenset())
    for campo in fila._meta.concrete_fields:
        if campo.name in libres:
            continue
        valor: object = campo.to_python(campo.value_from_object(fila))
        if valor:
            valores[str(campo.column)] = valor
    return hashlib.sha256(canonico(valores)).hexdigest()


def huellas_de(filas: Iterable[models.Model]) -> dict[str, dict[str, str]]:
    """Table -> key -> fingerprint, as a fact carries it. Raises TypeError on a row whose model is not `@avalada`."""
    huellas: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for fila in filas:
        tabla = fila._meta.db_table
        if tabla not in _AVALADAS:
            msg = f"{tabla}: only rows of a model decorated with @avalada can be vouched for"
            raise TypeError(msg)
        huellas[tabla][str(fila.pk)] = huella_de_fila(fila)
    return dict(huellas)


@cotejo
def filas_avaladas(alias: str, informe: Informe) -> None:
    """Every row is what its fact said, none is missing and none came without a fact."""
    nombradas = set[str]()
    with connections[alias].chunked_cursor() as cursor:
        cursor.execute(_DICHAS)
        for tabla, dichas in groupby(_de_una_en_una(cursor), key=itemgetter(0)):
            modelo = _AVALADAS.get(tabla)
            if modelo is None:
                continue
            nombradas.add(tabla)
            with legible(alias, informe, tabla, "", _NO_SE_LEEN):
                _una_tabla(alias, modelo, dichas, informe)
    for tabla, modelo in sorted(_AVALADAS.items()):
        if tabla not in nombradas and modelo._default_manager.using(alias).exists():
            with legible(alias, informe, tabla, "", _NO_SE_LEEN):
                _sin_hecho(alias, modelo, informe)
    with connections[alias].cursor() as cursor:
        cursor.execute(_DOS_VECES, {"fijas": sorted(_FIJAS)})
        for tabla, clave in cursor.fetchall():
            informe.falla(tabla, clave, "dos hechos dicen cosas distintas de una fila que no cambia nunca")


def _de_una_en_una(cursor: CursorWrapper) -> Iterator[tuple[str, str | None, str | None, str]]:
    while dichas := cursor.fetchmany(_TANDA):
        yield from dichas


def _una_tabla(
    alias: str, modelo: type[models.Model], dichas: Iterable[tuple[str, str | None, str | None, str]], informe: Informe
) -> None:
    """Raises ValueError when a fact says of a table something that is no list of rows."""
    halladas, tanda = 0, dict[str, str]()
    for tabla, clave, huella, clase in dichas:
        if clase != "object":
            raise ValueError(tabla)
        if clave is not None:
            tanda[clave] = str(huella)
        if len(tanda) == _TANDA:
            halladas += _una_tanda(alias, modelo, tanda, informe)
            tanda.clear()
    halladas += _una_tanda(alias, modelo, tanda, informe)
    if (
        halladas != modelo._default_manager.using(alias).count()
    ):  # to look for those without a fact is to read the log again
        _sin_hecho(alias, modelo, informe)


def _una_tanda(alias: str, modelo: type[models.Model], dichas: Mapping[str, str], informe: Informe) -> int:
    """Compare so many rows, and say how many there are; those that cannot be read are found one by one, and not counted."""
    try:
        with transaction.atomic(using=alias):
            return _comparar(alias, modelo, dichas, informe)
    except (*ILEGIBLE, DataError):
        for clave, huella in dichas.items():
            with legible(
                alias,
                informe,
                modelo._meta.db_table,
                clave,
                "la fila, o lo que un hecho dice de ella, no se puede leer",
            ):
                _comparar(alias, modelo, {clave: huella}, informe)
        return 0


def _comparar(alias: str, modelo: type[models.Model], dichas: Mapping[str, str], informe: Informe) -> int:
    """How many rows there are of those. Nothing is noted of rows that cannot all be read."""
    tabla = modelo._meta.db_table
    halladas = defaultdict[str, list[models.Model]](list)
    for fila in modelo._default_manager.using(alias).filter(pk__in=list(dichas)):
        halladas[str(fila.pk)].append(fila)
    for clave, huella in dichas.items():
        filas = halladas[clave]
        if not filas:
            informe.falla(tabla, clave, "la fila ha desaparecido")
        elif any(_huella_o_nada(fila) != huella for fila in filas):
            informe.falla(tabla, clave, "la fila no dice lo que decía cuando se anotó su hecho")
        elif len(filas) > 1:
            informe.falla(tabla, clave, "la fila está dos veces")
    informe.contar("filas", len(dichas))
    return sum(map(len, halladas.values()))


def _huella_o_nada(fila: models.Model) -> str:
    """Empty for a row that the house could not have written: one of its values has no canonical form."""
    try:
        return huella_de_fila(fila)
    except ILEGIBLE:
        return ""


def _sin_hecho(alias: str, modelo: type[models.Model], informe: Informe) -> None:
    tabla, columna = modelo._meta.db_table, modelo._meta.pk.column if modelo._meta.pk is not None else "id"
    with connections[alias].cursor() as cursor:
        cursor.execute(
            f'WITH dichas AS MATERIALIZED ({_DICHAS_DE_UNA}) SELECT t."{columna}"::text FROM "{tabla}" t '  # noqa: S608 - names of ours
            f'LEFT JOIN dichas d ON d.key = t."{columna}"::text WHERE d.key IS NULL ORDER BY 1 LIMIT 1000',
            {"tabla": tabla},
        )
        for (clave,) in cursor.fetchall():
            informe.falla(tabla, clave, "ningún hecho responde de esta fila")
