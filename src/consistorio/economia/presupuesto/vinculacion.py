"""Which bolsa an application belongs to (RD 500/1990 arts. 27-32). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

LARGO_PROGRAMA: Final = 5
LARGO_ECONOMICA: Final = 7


@dato
class Clave:
    """The codes of an application: organic one (or none), programme of 3 to 5 figures and economic one of 3 to 7."""

    organica: str
    programa: str
    economica: str

    def __str__(self) -> str:
        return ".".join(parte for parte in (self.organica, self.programa, self.economica) if parte)


@dato
class Regla:
    """As `ReglaVinculacion`."""

    orden: int
    organica: str = ""
    programa: str = ""
    economica: str = ""
    nivel_organico: int = 0
    nivel_programa: int = 0
    nivel_economica: int = 0
    en_si_misma: bool = False

    def vale_para(self, clave: Clave) -> bool:
        """Whether an application begins as it says."""
        return (
            clave.organica.startswith(self.organica)
            and clave.programa.startswith(self.programa)
            and clave.economica.startswith(self.economica)
        )


def bolsa_de(clave: Clave, reglas: Iterable[Regla]) -> str:
    """The key of its bolsa, by the first rule that fits; the application itself when none does, or when the rule says so.

    The key says its levels: `-|9|1` binds area of expense and chapter, without the organic code.
    """
    for regla in sorted(reglas, key=lambda regla: regla.orden):
        if regla.vale_para(clave):
            if regla.en_si_misma:
                break
            organica = clave.organica[: regla.nivel_organico] or "-"
            return f"{organica}|{clave.programa[: regla.nivel_programa]}|{clave.economica[: regla.nivel_economica]}"
    return f"={clave}"


@dato
class BolsaPrevista:
    """A bolsa that some rules make: its key, its applications and what their credits add up to, in euros."""

    clave: str
    aplicaciones: tuple[str, ...]
    importe: Decimal


def bolsas_previstas(
    creditos: Iterable[tuple[Clave, Decimal]], reglas: Sequence[Regla], ampliables: Collection[str] = ()
) -> list[BolsaPrevista]:
    """The bolsas of some credits, by their keys; ampliable ones are alone."""
    suyas: defaultdict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for clave, importe in creditos:
        codigo = str(clave)
        suyas[f"={codigo}" if codigo in ampliables else bolsa_de(clave, reglas)].append((codigo, importe))
    return [
        BolsaPrevista(nombre, tuple(sorted(c for c, _i in filas)), sum((i for _c, i in filas), Decimal(0)))
        for nombre, filas in sorted(suyas.items())
    ]


def problemas_de(reglas: Sequence[Regla]) -> list[Problema]:
    """What is wrong with the rules of the bases: levels wider than the law lets (RD 500/1990 arts. 28.2 and 29.2), or a place taken twice."""
    problemas, vistos = [], set[int]()
    for n, regla in enumerate(reglas):
        if regla.orden in vistos:
            problemas.append(Problema(f"reglas.{n}", _("Hay dos reglas con el orden %(n)d.") % {"n": regla.orden}))
        vistos.add(regla.orden)
        if regla.en_si_misma:
            continue
        if regla.nivel_programa < 1 or regla.nivel_economica < 1:
            mensaje = _(
                "La vinculación más amplia que cabe es el área de gasto y el capítulo: una cifra de cada código."
            )
            problemas.append(Problema(f"reglas.{n}", mensaje))
        if regla.nivel_programa > LARGO_PROGRAMA or regla.nivel_economica > LARGO_ECONOMICA:
            problemas.append(Problema(f"reglas.{n}", _("Ese nivel tiene más cifras que los códigos.")))
    return problemas


def leer_clave(texto: str) -> Clave | None:
    """`920.12000` or `01.920.12000`; None when it is neither."""
    partes = texto.strip().upper().split(".")
    if len(partes) == 2:
        partes = ["", *partes]
    if len(partes) != 3:
        return None
    organica, programa, economica = partes
    bien = programa.isdigit() and 3 <= len(programa) <= LARGO_PROGRAMA and _economica_bien(economica)
    return Clave(organica, programa, economica) if bien and (organica == "" or organica.isalnum()) else None


def _economica_bien(economica: str) -> bool:
    return economica.isdigit() and (len(economica) == 3 or 5 <= len(economica) <= LARGO_ECONOMICA)
