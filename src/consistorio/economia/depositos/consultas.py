"""Guarantees and deposits by third party, and values in deposit. Who may see them was asked at the door; whoever shows people logs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum

from consistorio.economia.contabilidad.consultas import codigos_de, saldos_de_siempre
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import Persona

CERO: Final = Decimal("0.00")
RECIBIDOS, CONSTITUIDOS = "recibidos", "constituidos"
# What is of others and what is ours with others, short and long term (Orden HAP/1781/2013, fifth part), and the class of the operation that begins each
CUENTAS: Final[Mapping[str, tuple[str, ...]]] = {
    RECIBIDOS: ("560", "561", "180", "185"),
    CONSTITUIDOS: ("565", "566", "270", "275"),
}
_EMPIEZAN: Final[Mapping[str, str]] = {RECIBIDOS: "INP", CONSTITUIDOS: "PNP"}


@dato
class DeTercero:
    """What is live with a third party: none is what has nobody noted. `desde`: of the oldest; in euros."""

    persona: Persona | None
    cuantos: int
    importe: Decimal
    desde: date

    def dias(self, en: date) -> int:
        """How old the oldest is."""
        return (en - self.desde).days


def depositos(clase: str, *, persona_id: UUID | None = None) -> QuerySet[LineaOperacion]:
    """Each guarantee or deposit that is not given back whole, the oldest first, of everybody or of a third party. `clase`: recibidos or constituidos."""
    filas = LineaOperacion.objects.filter(operacion__clase=_EMPIEZAN[clase], operacion__signo=1, saldo__gt=0).filter(
        _de_cuentas(CUENTAS[clase])
    )
    filas = filas.filter(operacion__tercero=persona_id) if persona_id is not None else filas
    return filas.select_related("operacion__tercero", "no_presupuestario").order_by("operacion__fecha", "id")


def por_tercero(clase: str, personas: Iterable[UUID] | None = None, *, limite: int | None = None) -> list[DeTercero]:
    """What is live of each third party, the most first; of some, if they are said. Two queries whatever their number."""
    filas = depositos(clase)
    filas = filas.filter(operacion__tercero__in=list(personas)) if personas is not None else filas
    grupos = (
        filas.order_by()
        .values("operacion__tercero")
        .annotate(cuantos=Count("id"), importe=Sum("saldo"), desde=Min("operacion__fecha"))
        .order_by("-importe", "operacion__tercero")
    )
    hallados = list(grupos[:limite] if limite is not None else grupos)
    quienes = Persona.objects.in_bulk([uno["operacion__tercero"] for uno in hallados if uno["operacion__tercero"]])
    return [
        DeTercero(quienes.get(uno["operacion__tercero"]), uno["cuantos"], uno["importe"], uno["desde"])
        for uno in hallados
    ]


def sin_detalle(clase: str, en: date) -> Decimal:
    """What the accounts say on a day beyond what is known by third party, in euros, whichever years are closed: what came with the first opening, or was noted by hand. Negative when
    they say less."""
    suyas = [codigo for prefijo in CUENTAS[clase] for codigo in codigos_de(prefijo)]
    hay = sum(saldos_de_siempre(suyas, hasta=en).values(), CERO)
    sabido = depositos(clase).order_by().aggregate(suma=Sum("saldo"))["suma"] or CERO
    return (-hay if clase == RECIBIDOS else hay) - sabido


def valores(*, persona_id: UUID | None = None, fuera: bool = False) -> QuerySet[ValorEnDeposito]:
    """The values that are kept, or those that went out, the oldest first."""
    filas = ValorEnDeposito.objects.exclude(salida="") if fuera else ValorEnDeposito.objects.filter(salida="")
    filas = filas.filter(persona=persona_id) if persona_id is not None else filas
    return filas.select_related("persona", "documento", "documento_salida").order_by("recibido_el", "numero")


def tiene(persona_id: UUID) -> bool:
    """Whether a third party has or had something in deposit, or left it with them."""
    suyas = any(depositos(clase, persona_id=persona_id).exists() for clase in CUENTAS)
    return suyas or ValorEnDeposito.objects.filter(persona=persona_id).exists()


def movimiento_de_valores(anio: int) -> Sequence[tuple[str, Decimal, Decimal, Decimal, Decimal, Decimal]]:
    """Each class in a year: at the beginning, received, given back, charged, and at the end, in euros. One query."""
    primero, ultimo = date(anio, 1, 1), date(anio, 12, 31)
    del_anio = Q(salio_el__gte=primero, salio_el__lte=ultimo)
    habia = Q(recibido_el__lt=primero) & (Q(salio_el=None) | Q(salio_el__gte=primero))
    grupos = ValorEnDeposito.objects.values("clase").annotate(
        antes=Sum("importe", filter=habia),
        entra=Sum("importe", filter=Q(recibido_el__gte=primero, recibido_el__lte=ultimo)),
        vuelve=Sum("importe", filter=del_anio & Q(salida="devuelto")),
        ejecutado=Sum("importe", filter=del_anio & Q(salida="ejecutado")),
    )
    filas = []
    for uno in grupos.order_by("clase"):
        antes, entra, vuelve, ejecutado = (uno[c] or CERO for c in ("antes", "entra", "vuelve", "ejecutado"))
        filas.append((uno["clase"], antes, entra, vuelve, ejecutado, antes + entra - vuelve - ejecutado))
    return [fila for fila in filas if any(fila[1:])]


def _de_cuentas(prefijos: Iterable[str]) -> Q:
    suyas = Q()
    for prefijo in prefijos:
        suyas |= Q(no_presupuestario__cuenta__startswith=prefijo)
    return suyas
