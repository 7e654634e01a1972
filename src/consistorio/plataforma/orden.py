"""Spanish order, and words without accents, asked of the database: the same answer whatever locale its cluster was created with.

`normalize` brings the tables of Unicode inside PostgreSQL; under `COLLATE "C"` all the rest looks at ASCII alone, and what lies
beyond it is told one by one. No index serves the order: it is for lists that are cut short. Words are found through an index of trigrams
(`indice_de_palabras`), which PostgreSQL keeps over the same expression, since all its functions are immutable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connections, transaction
from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.db.models.lookups import Contains

M = TypeVar("M", bound=Model)
K = TypeVar("K")
MAXIMO_PALABRAS = 8
_PALABRA: Final = re.compile(r"[^\W_]+")
_ESPERADAS: Final = re.compile(r"rows=(\d+)")
MINIMO_PERDONABLE = 5  # letters of a word in which a mistake is forgiven

_PLEGADO: Final = """lower(normalize(%(expressions)s COLLATE "C", NFKD))"""
_SIN_ESZETT: Final = rf"replace(replace({_PLEGADO}, U&'\00DF', 'ss'), U&'\1E9E', 'ss')"
_CON_ENIE: Final = rf"replace({_SIN_ESZETT}, U&'n\0303', 'n~')"
_MARCAS: Final = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
# For searches, which read many rows: the marks of European languages and their capitals that are no letter with a mark.
_QUITADAS: Final = r"\0300\0301\0302\0303\0304\0306\0307\0308\030A\030B\030C\0323\0326\0327\0328"
_GRANDES, _PEQUENAS = r"\00C6\00D8\0141\0110\0152\00DE\00D0", r"\00E6\00F8\0142\0111\0153\00FE\00F0"


def en_castellano(campo: str | Combinable) -> Func:
    """What to sort a list of names by: `order_by(en_castellano("nombre"), "id")`. The same key as `nucleo.orden.clave_orden`."""
    sin_marcas = f"regexp_replace({_CON_ENIE}, '{_MARCAS}', '', 'g')"
    return Func(
        campo,
        template=f"btrim(regexp_replace({sin_marcas}, '[^0-9a-z~]+', ' ', 'g'))",
        output_field=TextField(),
    )


def sin_acentos(campo: str | Combinable) -> Func:
    """A text to look for words in, which come without accents or case; ñ as n, so that it is found typed either way."""
    plantilla = f"translate({_SIN_ESZETT}, U&'{_GRANDES}{_QUITADAS}', U&'{_PEQUENAS}')"
    return Func(campo, template=plantilla, output_field=TextField())


def con_palabras(consulta: QuerySet[M], texto: str, *campos: str | Combinable) -> QuerySet[M]:
    """The rows in whose fields, read as one text, is every word (the first eight), without minding accents or case; none without words."""
    palabras = _plano(texto).split()[:MAXIMO_PALABRAS]
    if not palabras:
        return consulta.none()
    plano = _juntos(*campos)
    return consulta.filter(*(Contains(plano, palabra) for palabra in palabras))


def cuantas_se_esperan(filas: QuerySet[M]) -> int:
    """How many rows PostgreSQL reckons that there are, by its statistics: nothing is read."""
    dicho = _ESPERADAS.search(filas.order_by().values("pk").explain())
    return int(dicho[1]) if dicho else 0


def planos(textos: Iterable[str]) -> list[str]:
    """Some texts as words are looked for in them by `con_todas` and `parecidas`: without accents or case, in any alphabet."""
    leidos = list(textos)
    return _plano("\0".join(leidos)).split("\0") if leidos else []  # PostgreSQL keeps no such sign


def con_todas(texto: str, filas: Iterable[tuple[K, str]]) -> list[K]:
    """What `con_palabras` answers of some plain texts at hand."""
    palabras = _plano(texto).split()[:MAXIMO_PALABRAS]
    return [clave for clave, leido in filas if all(palabra in leido for palabra in palabras)] if palabras else []


def parecidas(texto: str, filas: Iterable[tuple[K, str]]) -> list[K]:
    """Of some plain texts, those that have every word of another one, with one mistake at most in each word of five letters or more: one too
    many, wrong, missing, or two that changed places. Pure: no index finds those sooner, so the caller brings few."""
    buscadas = _plano(texto).split()[:MAXIMO_PALABRAS]
    if not any(_perdonable(palabra) for palabra in buscadas):
        return []
    leidas = list(filas)
    distintas = set(_PALABRA.findall(" ".join(leido for _clave, leido in leidas)))
    valen = [{leida for leida in distintas if vale(leida)} for vale in map(_vale_por, buscadas)]
    if not all(valen):
        return []
    return [clave for clave, leido in leidas if not any(map(set(_PALABRA.findall(leido)).isdisjoint, valen))]


def _vale_por(buscada: str) -> Callable[[str], bool]:
    """Whether a word that is read may be the one that somebody wrote."""
    if not _perdonable(buscada):
        return lambda leida: buscada in leida
    media = (len(buscada) - 1) // 2  # one mistake leaves the beginning or the end as it was
    empieza, acaba = buscada[:media], buscada[-media:]
    return lambda leida: (leida.startswith(empieza) or leida.endswith(acaba)) and _a_una_falta(buscada, leida)


def _a_una_falta(una: str, otra: str) -> bool:
    """Whether two words are the same but for one mistake, where they differ first."""
    i = next((i for i, (a, b) in enumerate(zip(una, otra, strict=False)) if a != b), min(len(una), len(otra)))
    a, b = una[i:], otra[i:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


def _perdonable(palabra: str) -> bool:
    return len(palabra) >= MINIMO_PERDONABLE and palabra.isascii() and palabra.isalnum()


@contextmanager
def planes_a_medida(alias: str) -> Iterator[None]:
    """What is asked of a database inside is planned for its own words, in a transaction: a statement that is prepared (ADR 025) may keep a plan that does not
    look at them, and a word that is in half the rows is not looked for as one that is in none."""
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        yield


def indice_de_palabras(nombre: str, *campos: str | Combinable) -> GinIndex:
    """The index that serves `con_palabras` over just those fields of a model, in that order. Words of one or two letters do without it.

    Migrations call it: who changes the expression makes the indexes anew in another one.
    """
    return GinIndex(OpClass(_juntos(*campos), name="gin_trgm_ops"), name=nombre)


def _juntos(*campos: str | Combinable) -> Func:
    leidos = [F(campo) if isinstance(campo, str) else campo for campo in campos]
    return sin_acentos(Concat(*(parte for leido in leidos for parte in (leido, Value(" "))), output_field=TextField()))


class _SinMarcas(dict[int, int | None]):
    """What each sign is left in: nothing of the marks, which are looked up once each."""

    def __missing__(self, codigo: int) -> int | None:
        return self.setdefault(codigo, None if unicodedata.combining(chr(codigo)) else codigo)


_SIN_MARCAS: Final = _SinMarcas()


def _plano(texto: str) -> str:
    return unicodedata.normalize("NFKD", texto.casefold()).translate(_SIN_MARCAS)
