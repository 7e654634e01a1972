"""What went over to the closed years of the next ones goes back to its own year, unless something was done with it where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.models.otros import CONTADORES_DE_CERRADO
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.accion import exigir_transaccion


def recuperar(anio: int, *, lineas: Collection[UUID], cerrados: Collection[UUID]) -> dict[int, list[SaldoCerrado]]:
    """Of what an operation of a year changes (its lines, its balances of closed years), what had gone over to the next one, and from there to later ones, comes back; by the year
    where it was, which the caller tells in a fact. Writes: SaldoCerrado. Raises Conflicto (something was done with it there)."""
    tomar_diario(anio + 1)  # before the rows that it may be paying (ADR 037)
    de_aqui = Q(linea_origen_id__in=lineas) | Q(anterior__in=cerrados)
    ultimos = list(_bloqueados().filter(de_aqui, ejercicio=anio + 1).order_by("id"))
    por_anio = dict[int, list[SaldoCerrado]]()
    while ultimos:
        por_anio[ultimos[0].ejercicio_id] = ultimos
        tomar_diario(ultimos[0].ejercicio_id + 1)
        ultimos = list(_bloqueados().filter(anterior__in=[uno.id for uno in ultimos]).order_by("id"))
    pasados = [uno for suyos in por_anio.values() for uno in suyos]
    if cual := next((uno for uno in pasados if _se_movio(uno)), None):
        datos = {"codigo": cual.codigo or cual.cuenta, "anio": anio, "otro": cual.ejercicio_id}
        raise Conflicto(
            _("Lo que quedaba de %(codigo)s en %(anio)d pasó a %(otro)d, y allí se ha hecho algo con ello.") % datos,
            que_hacer=_("Corríjalo en los ejercicios cerrados de %(otro)d.") % datos,
        )
    _sin_vigor(pasados)
    return por_anio


def enlazar(anio: int) -> list[SaldoCerrado]:
    """What a year was opened with, before each balance said which one it continues, says it now; for a fact to vouch for. While the year before is closed, each is what was left there,
    so nothing else may be it. Writes: SaldoCerrado."""
    exigir_transaccion()
    sueltos = list(_bloqueados().filter(ejercicio=anio, anterior=None, anio__lt=anio - 1).order_by("id"))
    if not sueltos:
        return []
    libres = defaultdict[tuple[object, ...], list[SaldoCerrado]](list)
    continuados = SaldoCerrado.objects.filter(ejercicio=anio, vigente=True, anterior__isnull=False)
    de_antes = SaldoCerrado.objects.filter(ejercicio=anio - 1, vigente=True).exclude(
        id__in=continuados.values("anterior")
    )
    for uno in de_antes.order_by("-id"):
        libres[(*_de_que_es(uno), uno.pendiente)].append(uno)
    enlazados = []
    for uno in sueltos:
        if suyos := libres[(*_de_que_es(uno), uno.inicial)]:
            uno.anterior = suyos.pop()
            enlazados.append(uno)
    SaldoCerrado.objects.bulk_update(enlazados, ["anterior"])
    return enlazados


def devolver_cerrados(anio: int) -> int:
    """The year before is opened again: of what went over, only that with which something was done stays here, or in the year to which it went from here. How many came back.
    Writes: SaldoCerrado."""
    exigir_transaccion()
    pasados = list(_bloqueados().filter(ejercicio__gte=anio, anio__lt=anio).order_by("ejercicio", "id"))
    se_quedan = set[UUID]()
    for uno in reversed(pasados):
        if _se_movio(uno) or uno.id in se_quedan:
            se_quedan |= {uno.id} if uno.anterior_id is None else {uno.id, uno.anterior_id}
    return len(_sin_vigor([uno for uno in pasados if uno.id not in se_quedan]))


def _bloqueados() -> QuerySet[SaldoCerrado]:
    return SaldoCerrado.objects.select_for_update(of=("self",)).filter(vigente=True)


def _de_que_es(uno: SaldoCerrado) -> tuple[object, ...]:
    return uno.clase, uno.anio, uno.codigo, uno.cuenta, uno.tercero_id, uno.linea_origen_id


def _se_movio(uno: SaldoCerrado) -> bool:
    return any(getattr(uno, cual) for cual in CONTADORES_DE_CERRADO)


def _sin_vigor(pasados: list[SaldoCerrado]) -> list[SaldoCerrado]:
    for uno in pasados:
        uno.vigente = False
    SaldoCerrado.objects.bulk_update(pasados, ["vigente"])
    return pasados
