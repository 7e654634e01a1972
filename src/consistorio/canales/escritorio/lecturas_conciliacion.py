"""The reconciliation as its page shows it: what the bank says on one side, what it may be on the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario, Ordinal, RelacionDePagos
from consistorio.economia.tesoreria.propuestas import APUNTE, LINEA, RELACION, mesa
from consistorio.economia.tesoreria.tipos import Candidato, Propuesta
from consistorio.nucleo.dato import dato


@dato
class Nuestro:
    """Something of the books, in words: what it is, and the entry or the list that it leads to. In euros; what comes in is positive."""

    clave: str
    fecha: date
    importe: Decimal
    texto: str
    asiento_id: UUID | None = None
    relacion_id: UUID | None = None


@dato
class Pareja:
    """A pair that is proposed."""

    propuesta: Propuesta
    movimiento: MovimientoBancario
    nuestro: Nuestro

    @property
    def valor(self) -> str:
        """As the form sends it."""
        return f"{self.movimiento.id}|{self.nuestro.clave}"


@dato
class Tablero:
    """What is to be reconciled of an account: pairs that are proposed, and what is left of each side."""

    parejas: tuple[Pareja, ...]
    del_banco: tuple[MovimientoBancario, ...]
    nuestros: tuple[Nuestro, ...]


def tablero(ordinal: Ordinal, *, hasta: date) -> Tablero:
    """Of an account, with the books until a day; the same queries whatever their number."""
    suya = mesa(ordinal.codigo, hasta=hasta)
    palabras = _Palabras(suya.candidatos)
    dichos = {uno.clave: palabras.de(uno) for uno in suya.candidatos}
    movimientos = {m.id: m for m in suya.movimientos}
    parejas = tuple(Pareja(p, movimientos[p.movimiento_id], dichos[p.clave]) for p in suya.propuestas)
    cogidos = {p.clave for p in suya.propuestas}
    partes = {parte for uno in suya.candidatos if uno.clave in cogidos for parte in (uno.clave, *uno.partes)}
    con_pareja = {p.movimiento_id for p in suya.propuestas}
    return Tablero(
        parejas,
        tuple(m for m in suya.movimientos if m.id not in con_pareja),
        tuple(dichos[uno.clave] for uno in suya.candidatos if not partes & {uno.clave, *uno.partes}),
    )


class _Palabras:
    """What each thing of the books is called, read at once."""

    def __init__(self, candidatos: Iterable[Candidato]) -> None:
        claves = [clave for uno in candidatos for clave in uno.clave.split(",")]
        apuntes = [int(c.partition(":")[2]) for c in claves if c.startswith(f"{APUNTE}:")]
        self.apuntes = {a.id: a for a in Apunte.objects.select_related("asiento").filter(id__in=apuntes)}
        self.relaciones: Mapping[UUID, RelacionDePagos] = RelacionDePagos.objects.in_bulk(_ids(claves, RELACION))
        self.lineas = LineaDePago.objects.select_related("relacion").in_bulk(_ids(claves, LINEA))

    def de(self, uno: Candidato) -> Nuestro:
        """In words."""
        primera = uno.clave.split(",")[0]
        clase, _separador, cual = primera.partition(":")
        asiento_id, relacion_id = None, None
        if clase == RELACION:
            suya = self.relaciones[UUID(cual)]
            texto, relacion_id = _("Relación de pagos %(cual)s, entera") % {"cual": suya}, suya.id
        elif clase == LINEA:
            linea = self.lineas[UUID(cual)]
            datos = {"cual": linea.relacion, "nombre": linea.nombre, "ref": linea.referencia}
            texto, relacion_id = _("%(nombre)s, %(ref)s, de la relación %(cual)s") % datos, linea.relacion_id
        else:
            texto, asiento_id = self._de_asientos(uno)
        return Nuestro(uno.clave, uno.fecha, uno.importe, texto, asiento_id, relacion_id)

    def _de_asientos(self, uno: Candidato) -> tuple[str, UUID | None]:
        suyos = [self.apuntes[int(clave.partition(":")[2])].asiento for clave in uno.clave.split(",")]
        cuantos = len({asiento.id for asiento in suyos})
        if cuantos == 1:
            datos = {"n": suyos[0].numero, "texto": suyos[0].texto}
            return _("Asiento %(n)d. %(texto)s") % datos, suyos[0].id
        dicho = ngettext("%(n)d pago de una misma relación", "%(n)d pagos de una misma relación", cuantos)
        return dicho % {"n": cuantos}, None


def _ids(claves: Iterable[str], clase: str) -> list[UUID]:
    return [UUID(clave.partition(":")[2]) for clave in claves if clave.startswith(f"{clase}:")]
