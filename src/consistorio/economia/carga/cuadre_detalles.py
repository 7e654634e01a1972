"""Whether what details an account squares with it: funds of habilitados, deposits, loans and later years. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.carga import fases
from consistorio.economia.carga.diferencias import distinto, repetidos, suma_de
from consistorio.economia.carga.filas import CERO, FondoLeido, Tablas
from consistorio.nucleo.errores import Problema

CAJA_FIJA = "caja_fija"


def totales(t: Tablas) -> dict[str, Decimal]:
    """What these tables add up to, by the names that the table of totals uses."""
    return {
        "futuros_retenidos": suma_de(f.saldo for f in t.futuros if f.fase == "RC"),
        "futuros_autorizados": suma_de(f.saldo for f in t.futuros if f.fase == "A"),
        "futuros_comprometidos": suma_de(f.saldo for f in t.futuros if f.fase in ("AD", "D")),
        "fondos_de_habilitados": suma_de(f.en_su_poder for f in t.fondos),
        "fondos_sin_justificar": suma_de(f.sin_justificar for f in t.fondos),
        "depositos": suma_de(d.saldo for d in t.depositos),
        "deuda_viva": suma_de(p.dispuesto - p.amortizado for p in t.prestamos),
        "intereses_de_prestamos": suma_de(c.intereses for c in t.cuotas),
    }


def problemas_de(t: Tablas, saldos: Mapping[str, Decimal]) -> Iterator[Problema]:
    """Everything that does not square. `saldos`: of each account, in euros."""
    yield from _de_fondos(t, saldos)
    yield from _de_depositos(t)
    yield from _de_prestamos(t, saldos)


def _de_fondos(t: Tablas, saldos: Mapping[str, Decimal]) -> Iterator[Problema]:
    yield from repetidos("fondos", (f.fondo for f in t.fondos))
    dados, pagados = _de_gastos(t)
    conocidos = {f.fondo: f for f in t.fondos}
    for cual in sorted(dados.keys() - conocidos.keys()):
        yield Problema("fondos", _("El fondo %(cual)s no está en la tabla.") % {"cual": cual})
    for gasto in t.gastos:
        if gasto.fondo and gasto.fase != "ADO":
            yield Problema("gastos", _("%(cual)s: el fondo se dice en una ADO.") % {"cual": fases.nombre(gasto)})
    esperado: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for fondo in t.fondos:
        yield from _de_uno(fondo, dados, pagados)
        esperado[fondo.cuenta] += fondo.en_su_poder
        esperado["5581" if fondo.clase == CAJA_FIJA else "5580"] += fondo.sin_justificar
    sueltas = {c for c in saldos if c.startswith(("574", "575", "5580", "5581")) and saldos[c]} if t.fondos else set()
    for cuenta in sorted(esperado.keys() | sueltas):
        dice = suma_de(saldo for otra, saldo in saldos.items() if otra.startswith(cuenta))
        if dice != esperado[cuenta] and not any(una != cuenta and cuenta.startswith(una) for una in esperado):
            que = _("cuenta %(cuenta)s, por habilitados") % {"cuenta": cuenta}
            yield distinto("fondos", que, dice, esperado[cuenta])


def _de_gastos(t: Tablas) -> tuple[Mapping[str, Decimal], Mapping[str, Decimal]]:
    """By fund: the obligations that name it, and what of them was paid."""
    siguen = fases.origenes(t.gastos)
    por_nombre: dict[str, fases.Linea] = {fases.nombre(g): g for g in t.gastos}
    dados: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    pagados: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for gasto in t.gastos:
        if gasto.fondo:
            dados[gasto.fondo] += gasto.importe
        if "R" in gasto.fase and gasto.fase != "RC" and (suyo := fases.fondo(gasto, por_nombre, siguen)):
            pagados[suyo] += gasto.importe
    return dados, pagados


def _de_uno(fondo: FondoLeido, dados: Mapping[str, Decimal], pagados: Mapping[str, Decimal]) -> Iterator[Problema]:
    entro = fondo.entregado
    if fondo.clase == CAJA_FIJA:
        entro += pagados.get(fondo.fondo, CERO)
        if fondo.justificado != dados.get(fondo.fondo, CERO):
            que = _("justificado de %(cual)s") % {"cual": fondo.fondo}
            yield distinto("fondos", que, fondo.justificado, dados.get(fondo.fondo, CERO))
    elif fondo.fondo in dados and fondo.entregado != pagados.get(fondo.fondo, CERO):
        que = _("entregado de %(cual)s") % {"cual": fondo.fondo}
        yield distinto("fondos", que, fondo.entregado, pagados.get(fondo.fondo, CERO))
    if fondo.en_su_poder != entro - fondo.pagado:
        que = _("lo que tiene %(cual)s") % {"cual": fondo.fondo}
        yield distinto("fondos", que, fondo.en_su_poder, entro - fondo.pagado)
    if fondo.sin_justificar != fondo.pagado - fondo.justificado:
        que = _("lo que %(cual)s tiene sin justificar") % {"cual": fondo.fondo}
        yield distinto("fondos", que, fondo.sin_justificar, fondo.pagado - fondo.justificado)


def _de_depositos(t: Tablas) -> Iterator[Problema]:
    """Those of a concept are all of it: its balance, by third party."""
    sumas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for deposito in t.depositos:
        sumas[deposito.concepto] += deposito.saldo
    dichos = {n.concepto: n.saldo for n in t.no_presupuestarias}
    for concepto, suma in sorted(sumas.items()):
        if suma != dichos.get(concepto, CERO):
            que = _("concepto %(cual)s, por terceros") % {"cual": concepto}
            yield distinto("depositos", que, dichos.get(concepto, CERO), suma)


def _de_prestamos(t: Tablas, saldos: Mapping[str, Decimal]) -> Iterator[Problema]:
    yield from repetidos("prestamos", (p.prestamo for p in t.prestamos))
    conocidos = {p.prestamo for p in t.prestamos}
    for cual in sorted({c.prestamo for c in t.cuotas} - conocidos):
        yield Problema("prestamos", _("El préstamo %(cual)s no está en la tabla.") % {"cual": cual})
    if not t.prestamos:
        return
    corto = suma_de(p.a_corto for p in t.prestamos)
    largo = suma_de(p.dispuesto - p.amortizado for p in t.prestamos) - corto
    for cuenta, suma in (("170", largo), ("520", corto)):
        dice = -suma_de(saldo for otra, saldo in saldos.items() if otra.startswith(cuenta))
        if dice != suma:
            yield distinto("prestamos", _("cuenta %(cuenta)s, por préstamos") % {"cuenta": cuenta}, dice, suma)
