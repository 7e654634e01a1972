"""Pure computation of the treasury: who is paid first, what a list of payments adds up to, which account a statement is of, and the arithmetic of an arqueo."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.tesoreria.tipos import CERO, MovimientoLeido
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

DEUDA, PREFERENTE = 0, 1
_CAPITULOS_DE_DEUDA: Final = ("3", "9")
_CAPITULO_DE_PERSONAL: Final = "1"
MAXIMO_GRUPOS: Final = 20
_ECONOMICA: Final = re.compile(r"[0-9]{1,7}")
NOMBRES: Final[dict[int, Promise]] = {
    DEUDA: gettext_lazy("Intereses y capital de la deuda"),
    PREFERENTE: gettext_lazy("Personal y obligaciones de ejercicios anteriores"),
}


@dato
class Grupo:
    """A group of the plan of disposal of funds: what is paid before the rest, by how its economic codes begin."""

    nombre: str
    economicas: tuple[str, ...]


@dato
class Turno:
    """The place of a payment: `categoria` first, then the day on which its obligation was recognised."""

    categoria: int
    desde: date


@dato
class Pendiente:
    """Something that is owed. `economicas`: of its applications; `cerrado`: it comes from an earlier year; `desde`: when it was recognised; `vence`: from which day it has to be paid, when
    that is known (the instalment of a loan)."""

    id: UUID
    economicas: tuple[str, ...]
    cerrado: bool
    desde: date
    vence: date | None = None


def turno_de(pago: Pendiente, grupos: Sequence[Grupo] = ()) -> Turno:
    """When it is its turn: interest and capital of the debt before anything else (LO 2/2012 art. 14), then the staff and what was recognised in earlier years
    (TRLRHL 187), then the groups of the plan in their order, then the rest by age. What has several applications has the place of the first of them."""
    categorias = [_categoria(economica, pago.cerrado, grupos) for economica in pago.economicas or ("",)]
    return Turno(min(categorias), pago.desde)


def _categoria(economica: str, cerrado: bool, grupos: Sequence[Grupo]) -> int:
    if economica.startswith(_CAPITULOS_DE_DEUDA):
        return DEUDA
    if cerrado or economica.startswith(_CAPITULO_DE_PERSONAL):
        return PREFERENTE
    for n, grupo in enumerate(grupos):
        if economica and economica.startswith(grupo.economicas):
            return PREFERENTE + 1 + n
    return PREFERENTE + 1 + len(grupos)


def ordenados(pagos: Iterable[Pendiente], grupos: Sequence[Grupo] = ()) -> list[tuple[Turno, Pendiente]]:
    """The payments by their turn."""
    con_turno = [(turno_de(pago, grupos), pago) for pago in pagos]
    return sorted(con_turno, key=lambda uno: (uno[0].categoria, uno[0].desde, uno[1].id.bytes))


def saltados(
    elegidos: Iterable[Pendiente], pendientes: Iterable[Pendiente], grupos: Sequence[Grupo] = (), *, en: date
) -> list[tuple[Turno, Pendiente]]:
    """Those that are left out on a day although their turn comes before that of one that is chosen, in their order. What falls due later waits for its day: nobody goes before it yet."""
    suyos = {pago.id: turno_de(pago, grupos) for pago in elegidos}
    if not suyos:
        return []
    ultimo = max(suyos.values(), key=lambda turno: (turno.categoria, turno.desde))
    return [
        (turno, pago)
        for turno, pago in ordenados((uno for uno in pendientes if uno.vence is None or uno.vence <= en), grupos)
        if pago.id not in suyos and (turno.categoria, turno.desde) < (ultimo.categoria, ultimo.desde)
    ]


def nombre_de_categoria(categoria: int, grupos: Sequence[Grupo] = ()) -> str:
    """As people read it."""
    if categoria in NOMBRES:
        return str(NOMBRES[categoria])
    lugar = categoria - PREFERENTE - 1
    return grupos[lugar].nombre if lugar < len(grupos) else _("Resto de obligaciones, por antigüedad")


def problemas_de_grupos(grupos: Sequence[Grupo]) -> list[Problema]:
    """What is wrong with the groups of a plan. It cannot say anything of what the law puts first."""
    problemas = []
    if len(grupos) > MAXIMO_GRUPOS:
        problemas.append(Problema("grupos", _("Un plan tiene %(n)d grupos como mucho.") % {"n": MAXIMO_GRUPOS}))
    for n, grupo in enumerate(grupos):
        if not grupo.nombre.strip():
            problemas.append(Problema(f"grupos.{n}", _("Escriba el nombre del grupo.")))
        if not grupo.economicas or not all(_ECONOMICA.fullmatch(e) for e in grupo.economicas):
            mensaje = _("Escriba con qué números empiezan las económicas del grupo. Por ejemplo, 160 o 22.")
            problemas.append(Problema(f"grupos.{n}", mensaje))
        if any(e.startswith(_CAPITULOS_DE_DEUDA) for e in grupo.economicas):
            mensaje = _("La deuda ya va primero por la Ley Orgánica 2/2012: quítela del grupo.")
            problemas.append(Problema(f"grupos.{n}", mensaje))
    return problemas


def misma_cuenta(iban: str, cuenta: str) -> bool:
    """Whether what a statement says is the account of an IBAN: the IBAN itself or, in Norma 43, bank, office and number."""
    if cuenta.isdigit():
        return iban.startswith("ES") and iban[4:12] + iban[14:24] == cuenta
    return iban == cuenta


def huellas_de(ordinal: str, movimientos: Sequence[MovimientoLeido]) -> list[str]:
    """SHA-256 in hex of each movement, the same whatever statement brings it: two that are alike in all on a day are told apart by which one of them it is.

    So a statement has to bring whole days, as those of the banks do.
    """
    cuantas: dict[str, int] = {}
    huellas = []
    for m in movimientos:
        dicho = "|".join((ordinal, f"{m.fecha}", f"{m.valor}", f"{m.importe:.2f}", m.texto, *m.referencias))
        cuantas[dicho] = cuantas.get(dicho, 0) + 1
        huellas.append(hashlib.sha256(f"{dicho}|{cuantas[dicho]}".encode()).hexdigest())
    return huellas


def huella_de_lineas(lineas: Iterable[tuple[str, str, str, Decimal]]) -> str:
    """SHA-256 in hex of what is signed: reference, name, IBAN and net amount of each line."""
    texto = "".join(f"{ref}|{nombre}|{iban}|{importe:.2f}\n" for ref, nombre, iban, importe in lineas)
    return hashlib.sha256(texto.encode()).hexdigest()


@dato
class Estado:
    """How an ordinal stands on a day. `banco` None: it has no bank (a cash box). What is not in both places is positive, in euros."""

    anterior: Decimal
    cobros: Decimal
    pagos: Decimal
    banco: Decimal | None = None
    cobros_sin_contabilizar: Decimal = CERO
    pagos_sin_contabilizar: Decimal = CERO
    cobros_sin_banco: Decimal = CERO
    pagos_sin_banco: Decimal = CERO

    @property
    def existencias(self) -> Decimal:
        """What the books say that there is."""
        return self.anterior + self.cobros - self.pagos

    @property
    def descuadre(self) -> Decimal:
        """What the reconciliation does not explain: zero when it squares."""
        if self.banco is None:
            return CERO
        conciliado = (
            self.banco
            - self.cobros_sin_contabilizar
            + self.pagos_sin_contabilizar
            + self.cobros_sin_banco
            - self.pagos_sin_banco
        )
        return conciliado - self.existencias
