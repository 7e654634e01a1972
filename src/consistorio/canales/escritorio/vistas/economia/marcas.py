"""Rows that are ticked over several pages of a list: those in sight go one by one, and the rest in one field, since a form takes a thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from consistorio.canales.escritorio.lecturas_tesoreria import FilaPorPagar, FiltroPorPagar, suma
from consistorio.canales.escritorio.rejilla import LARGO_CODIGO
from consistorio.canales.escritorio.vistas.economia.marco import dia
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.puertas import PeticionConActor

A_LA_VISTA: Final = 100  # rows of a page


def filtro_de(filtros: Mapping[str, str]) -> FiltroPorPagar:
    """As it was typed."""
    return FiltroPorPagar(
        dia(filtros.get("vence")),
        numero(filtros.get("turno")),
        filtros.get("texto", "")[:80],
        filtros.get("se_puede") == "1",
        filtros.get("aplicacion", "").strip()[:LARGO_CODIGO],
    )


def marcados(request: PeticionConActor) -> set[UUID]:
    """What is ticked: in this page, and in the others."""
    dichos = [*request.POST.getlist("pago"), *request.POST.get("tambien", "").split(",")]
    return {uno for dicho in dichos if (uno := identificador(dicho)) is not None}


def en_un_campo(cuales: Iterable[UUID]) -> str:
    """As that field has them."""
    return ",".join(uno.hex for uno in cuales)


def lista_marcada(
    request: PeticionConActor, todas: Sequence[FilaPorPagar], halladas: Sequence[FilaPorPagar]
) -> dict[str, object]:
    """What a page of such a list shows: its rows with their marks, which page it is, and what they add up to. `todas`: with no filter; `halladas`: those that it lets."""
    que, paginas = request.POST.get("que"), max(1, -(-len(halladas) // A_LA_VISTA))
    pedida = numero(request.POST.get("ir")) or numero(request.POST.get("pagina")) or 1
    actual = 1 if que == "ver" else min(max(pedida, 1), paginas)
    filas = halladas[(actual - 1) * A_LA_VISTA : actual * A_LA_VISTA]
    suyos, marcables = marcados(request), [fila for fila in halladas if fila.pago.se_marca]
    if que == "pagina_entera":
        suyos |= {fila.pago.id for fila in filas if fila.pago.se_marca}
    if que == "todo":
        suyos |= {fila.pago.id for fila in marcables}
    if que == "nada":
        suyos = set()
    ocultos = sorted(suyos - {fila.pago.id for fila in filas})
    return {
        "filas": [(fila, fila.pago.id in suyos) for fila in filas],
        "ocultos": len(ocultos),
        "tambien": en_un_campo(ocultos),
        "pagina": actual,
        "paginas": paginas,
        "desde": (actual - 1) * A_LA_VISTA + 1,
        "hasta": (actual - 1) * A_LA_VISTA + len(filas),
        "halladas": len(halladas),
        "marcables": len(marcables),
        "hay": bool(todas),
        "total": suma(halladas),
        "se_pueden": suma(marcables),
        "marcado": suma([fila for fila in todas if fila.pago.id in suyos]),
    }
