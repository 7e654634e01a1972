"""Reads of the tree: heads, and proofs that anybody can check. Of all of it only the addresses of who keeps heads are personal data."""

from __future__ import annotations

import time
from uuid import UUID

from django.db import connections
from django.db.models import Max
from django.utils.translation import gettext as _

from consistorio.documental.sellado import arbol
from consistorio.documental.sellado.cabeceras import CabeceraPublicada
from consistorio.documental.sellado.models import Cabecera, Hoja, Nodo, SelloCabecera, SuscripcionCabeceras
from consistorio.documental.sellado.pruebas import PruebaInclusion
from consistorio.nucleo.canonico import momento_canonico
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.accion import alias_actual
from consistorio.plataforma.auditoria.models import Evento

MAXIMO_EN_LISTA = 100
ENTERO = UUID(int=0)  # the whole log
HOLGURA_MS = 3_600_000
# Both sides from the same place on: neither the log nor the tree is read whole
SIN_HOJA = """
FROM auditoria_evento e LEFT JOIN (SELECT evento_id FROM sellado_hoja WHERE evento_id >= %(desde)s) h ON h.evento_id = e.id
WHERE e.id >= %(desde)s AND h.evento_id IS NULL
"""


def tamano() -> int:
    """Leaves in the tree."""
    ultima = Hoja.objects.aggregate(m=Max("indice"))["m"]
    return 0 if ultima is None else int(ultima) + 1


def nodo(nivel: int, indice: int) -> bytes:
    """Hash of a complete subtree. Raises NoEncontrado when the tree has none there."""
    if nivel == 0:
        valor = Hoja.objects.filter(indice=indice).values_list("hash", flat=True).first()
    else:
        valor = Nodo.objects.filter(nivel=nivel, indice=indice).values_list("hash", flat=True).first()
    if valor is None:
        raise NoEncontrado(_("Falta una parte del árbol de sellado."))
    return bytes.fromhex(valor)


def suelo() -> UUID:
    """From which identifier on an event may be outside the tree: those an hour older than the last leaf have been looked at.

    Identifiers begin with the machine's time (UUIDv7), so that a round reads an hour of the log and not all of it. What was noted in a
    transaction that took longer, or by a machine whose clock is slow, waits for the night, when everything is looked at.
    """
    ultima = Hoja.objects.order_by("-indice").values_list("evento_id", flat=True).first()
    if ultima is None:
        return ENTERO
    ahora = time.time_ns() // 1_000_000
    return UUID(int=max(0, min(ultima.int >> 80, ahora) - HOLGURA_MS) << 80)


def sin_sellar() -> int:
    """Events that no head covers yet."""
    cubiertas = ultima_cabecera()
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(f"SELECT count(*) {SIN_HOJA}", {"desde": suelo()})
        fuera = int(cursor.fetchone()[0])
    return fuera + tamano() - (cubiertas.tamano if cubiertas else 0)


def ultima_cabecera() -> Cabecera | None:
    """The newest head."""
    return Cabecera.objects.order_by("-tamano").first()


def cabecera_de_tamano(tamano: int) -> Cabecera | None:
    """The head of a tree of so many leaves; None when none was published."""
    return Cabecera.objects.filter(tamano=tamano).first()


def cabeceras_publicadas(*, antes_de: int | None = None) -> list[Cabecera]:
    """Heads from the newest, a hundred at most; `antes_de`: only those of a smaller tree, to go on."""
    lista = Cabecera.objects.select_related("sello").order_by("-tamano")
    if antes_de is not None:
        lista = lista.filter(tamano__lt=antes_de)
    return list(lista[:MAXIMO_EN_LISTA])


def suscripciones() -> list[SuscripcionCabeceras]:
    """Who receives the heads by mail, a hundred at most."""
    return list(SuscripcionCabeceras.objects.filter(baja=None).order_by("correo")[:MAXIMO_EN_LISTA])


def publicada(cabecera: Cabecera) -> CabeceraPublicada:
    """A head as it travels."""
    return CabeceraPublicada(
        tamano=cabecera.tamano,
        raiz=cabecera.raiz,
        momento=momento_canonico(cabecera.momento),
        organo=cabecera.organo,
        firma=cabecera.firma,
    )


def sello_de(cabecera: Cabecera) -> bytes | None:
    """The content of `cabecera.tsr`; None while the time stamp is pending."""
    fila = SelloCabecera.objects.filter(cabecera=cabecera).first()
    return bytes(fila.respuesta) if fila else None


def prueba_de_inclusion(evento: Evento, *, cabecera: Cabecera | None = None) -> PruebaInclusion:
    """That an event is in the tree of `cabecera` (the newest one by default). Raises NoEncontrado while it is not sealed."""
    elegida = cabecera or ultima_cabecera()
    hoja = Hoja.objects.filter(evento=evento).first()
    if elegida is None or hoja is None or hoja.indice >= elegida.tamano:
        raise NoEncontrado(
            _("Este hecho todavía no está sellado."), que_hacer=_("Se sella cada pocos minutos: vuelva a intentarlo.")
        )
    camino = arbol.prueba_inclusion(hoja.indice, elegida.tamano, nodo)
    return PruebaInclusion(hoja.indice, hoja.hash, elegida.tamano, elegida.raiz, tuple(p.hex() for p in camino))


def cabecera_de(prueba: PruebaInclusion) -> Cabecera | None:
    """The published head that a proof leads to; None when it leads to none of ours."""
    if not prueba.se_cumple():
        return None
    return Cabecera.objects.select_related("sello").filter(tamano=prueba.tamano, raiz=prueba.raiz).first()


def prueba_de_consistencia(antes: int, ahora: int) -> list[str]:
    """That the tree of `ahora` leaves continues that of `antes` (hex). Raises NoEncontrado when there are no such trees."""
    if not 0 < antes <= ahora <= tamano():
        raise NoEncontrado(_("No hay árboles de ese tamaño."))
    return [p.hex() for p in arbol.prueba_consistencia(antes, ahora, nodo)]
