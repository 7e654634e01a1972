"""Whether the invoices that are not over, and the accounts of third parties, square: with the other program's totals, with themselves and with the operations of the load, so
that nothing that is owed counts twice. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.carga import fases
from consistorio.economia.carga.diferencias import distinto, repetidos, suma_de
from consistorio.economia.carga.filas import CERO, FacturaPendiente, Gasto, Tablas
from consistorio.economia.facturas.reglas import numero_limpio
from consistorio.economia.presupuesto import clases
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe, Nif

TABLA: Final = "facturas_pendientes"
CUENTAS: Final = "cuentas_de_terceros"
# What an invoice that is not over may be in the other register -> its total there
ESTADOS: Final = {
    "anotada": "facturas_anotadas",
    "remitida": "facturas_remitidas",
    "devuelta": "facturas_devueltas",
    "conformada": "facturas_conformadas",
    "contabilizada": "facturas_contabilizadas",
}
NUMEROS: Final = {"numero_de_facturas": TABLA, "numero_de_cuentas_de_terceros": CUENTAS}
DE_TABLA: Final[Mapping[str, str]] = {**dict.fromkeys(ESTADOS.values(), TABLA), **NUMEROS}
CONFORMADAS: Final = ("conformada", "contabilizada")
CON_UNIDAD: Final = ("remitida", *CONFORMADAS)
_LARGOS: Final = {"registro": 40, "serie": 20, "numero": 40, "concepto": 500, "face": 60, "oficina_contable": 10}
_CENTIMO: Final = Decimal("0.01")
Clave = tuple[str, str]


def totales(t: Tablas) -> dict[str, Decimal]:
    """What these tables add up to, by the names that the table of totals uses."""
    sumas = {
        nombre: suma_de(f.total for f in t.facturas_pendientes if f.estado == estado)
        for estado, nombre in ESTADOS.items()
    }
    return sumas | {nombre: Decimal(len(getattr(t, tabla))) for nombre, tabla in NUMEROS.items()}


def clave(tercero: str, numero: str) -> Clave:
    """How an invoice is told apart in a load: who issues it, and its series and number without signs."""
    return tercero.upper(), numero_limpio(numero)


def clave_de(factura: FacturaPendiente) -> Clave:
    """That of a row."""
    return clave(factura.emisor, factura.serie + factura.numero)


def de_gasto(gasto: Gasto, por_nombre: Mapping[str, fases.Linea], siguen: Mapping[str, str]) -> Clave | None:
    """That of the invoice which an operation says, if it says one."""
    return clave(fases.quien(gasto, por_nombre, siguen), gasto.factura) if numero_limpio(gasto.factura) else None


def problemas_de(t: Tablas) -> Iterator[Problema]:
    """Everything that does not square."""
    yield from repetidos(CUENTAS, (c.tercero.upper() for c in t.cuentas_de_terceros))
    facturas = t.facturas_pendientes
    if not facturas:
        return
    yield from repetidos(TABLA, (f.registro for f in facturas))
    yield from repetidos(TABLA, (f.face for f in facturas if f.face))
    yield from repetidos(TABLA, (f"{f.emisor} {f.serie} {f.numero} ({f.fecha.year})" for f in facturas))
    hasta = next((uno.valor for uno in t.carga if uno.dato == "fecha"), "")
    for factura in facturas:
        for mensaje in _de_una(factura, hasta):
            yield Problema(TABLA, f"{factura.registro}: {mensaje}")
        if factura.obligado - factura.retencion != factura.total:
            que = _("total de la factura %(cual)s") % {"cual": factura.registro}
            yield distinto(TABLA, que, factura.total, factura.obligado - factura.retencion)
    yield from _con_operaciones(t)


def _de_una(factura: FacturaPendiente, hasta: str) -> Iterator[str]:
    """What is wrong with a row by itself. `hasta`: last day loaded."""
    for columna, largo in _LARGOS.items():
        if len(getattr(factura, columna)) > largo:
            yield _("%(columna)s tiene más de %(n)d letras.") % {"columna": columna, "n": largo}
    try:
        Nif.de(factura.emisor)
    except DatosIncorrectos:
        yield _("«%(nif)s» no es un NIF: regístrela aquí a mano, y diga quién la expide.") % {"nif": factura.emisor}
    if factura.estado not in ESTADOS:
        estados = ", ".join(ESTADOS)
        yield _("«%(estado)s» no es un estado de lo pendiente: %(estados)s.") % {
            "estado": factura.estado,
            "estados": estados,
        }
        return
    if factura.estado in CON_UNIDAD and not factura.unidad:
        yield _("Falta la unidad que la conforma, por su código DIR3.")
    if factura.estado == "anotada" and factura.unidad:
        yield _("Está en una unidad: su estado es «remitida», o «devuelta» si la unidad la devolvió.")
    if (factura.estado in CONFORMADAS) != (factura.conformada is not None):
        yield _("El día de la conformidad se dice de las conformadas y de las contabilizadas, y solo de ellas.")
    if factura.estado == "contabilizada" and not factura.operacion:
        yield _("Falta la operación que reconoce su obligación.")
    if factura.oficina_contable and not factura.face:
        yield _("La oficina contable se dice de las que vinieron de FACe, con su número.")
    dias = [("fecha", factura.fecha), ("entrada", factura.entrada), ("conformada", factura.conformada)]
    for columna, dia in dias:
        if dia is not None and dia.isoformat() > (hasta or date.max.isoformat()):
            yield _("El día de «%(columna)s» es posterior al de la carga.") % {"columna": columna}
    for columna, tipo, cuota in (
        ("tipo_iva", factura.tipo_iva, factura.iva),
        ("tipo_retencion", factura.tipo_retencion, factura.retencion),
    ):
        if tipo is not None and abs(factura.base * tipo / 100 - cuota) > _CENTIMO:
            yield _("La base por %(columna)s no da %(cuota)s.") % {"columna": columna, "cuota": Importe(cuota)}


def _con_operaciones(t: Tablas) -> Iterator[Problema]:
    """Each invoice with what the load says of its expense: what is owed counts once."""
    siguen, por_nombre = fases.origenes(t.gastos), {fases.nombre(g): g for g in t.gastos}
    pendientes, en_413 = por_clave(t), defaultdict[Clave, Decimal](lambda: CERO)
    for gasto in t.gastos:
        cual = de_gasto(gasto, por_nombre, siguen)
        suyas = pendientes.get(cual, []) if cual is not None else []
        if cual is not None and suyas and gasto.fase == "DV":
            en_413[cual] += gasto.importe
        elif suyas and "O" in gasto.fase and not any(_es_su_obligacion(gasto, una) for una in suyas):
            mensaje = _(
                "%(cual)s: su obligación está en %(operacion)s. Quítela, o escriba «contabilizada» y esa operación: se pagará con ella. Si esa operación es de otra factura con el mismo número, quíteselo a la operación."
            )
            cuales = ", ".join(una.registro for una in suyas)
            yield Problema(TABLA, mensaje % {"cual": cuales, "operacion": gasto.operacion})
    for cual, suma in en_413.items():
        yield from _en_413(pendientes[cual], suma)
    por_operacion: defaultdict[str, list[FacturaPendiente]] = defaultdict(list)
    for factura in t.facturas_pendientes:
        if factura.operacion:
            por_operacion[factura.operacion].append(factura)
    pagado, por_nombre_de_operacion = fases.pagado(t.gastos), defaultdict[str, list[Gasto]](list)
    for gasto in t.gastos:
        por_nombre_de_operacion[gasto.operacion].append(gasto)
    for operacion, suyas in sorted(por_operacion.items()):
        lineas = por_nombre_de_operacion.get(operacion, [])
        quien = fases.quien(lineas[0], por_nombre, siguen) if lineas else ""
        for mensaje in _de_su_operacion(operacion, lineas, quien, suyas, pagado.get(operacion, CERO)):
            cuales = ", ".join(f.registro for f in suyas)
            yield Problema(TABLA, f"{cuales}: {mensaje}")


def por_clave(t: Tablas) -> Mapping[Clave, list[FacturaPendiente]]:
    """The invoices by who issues them and their number, which may repeat in another year."""
    halladas: defaultdict[Clave, list[FacturaPendiente]] = defaultdict(list)
    for factura in t.facturas_pendientes:
        halladas[clave_de(factura)].append(factura)
    return halladas


def _es_su_obligacion(gasto: Gasto, factura: FacturaPendiente) -> bool:
    return (factura.estado, factura.operacion) == ("contabilizada", gasto.operacion)


def _en_413(suyas: Sequence[FacturaPendiente], suma: Decimal) -> Iterator[Problema]:
    """What is in 413 of one that has no obligation is what it owes, with its tax or without it."""
    factura = suyas[0]
    if len(suyas) > 1:
        mensaje = _(
            "%(cual)s: tienen el mismo número y no se sabe de cuál es lo que hay en la 413. Quite el número de esa operación y, después, anótelas aquí."
        )
        yield Problema(TABLA, mensaje % {"cual": ", ".join(una.registro for una in suyas)})
    elif factura.estado == "contabilizada":
        mensaje = _("%(cual)s: está contabilizada y también en la 413.") % {"cual": factura.registro}
        yield Problema(TABLA, mensaje)
    elif not factura.base <= suma <= factura.obligado:
        mensaje = _("%(cual)s: en la 413 hay %(suma)s, y debe de %(base)s, sin su IVA, a %(todo)s.")
        partes = {"suma": Importe(suma), "base": Importe(factura.base), "todo": Importe(factura.obligado)}
        yield Problema(TABLA, mensaje % {"cual": factura.registro, **partes})


def _de_su_operacion(
    operacion: str, lineas: Sequence[Gasto], quien: str, suyas: Sequence[FacturaPendiente], pagado: Decimal
) -> Iterator[str]:
    """Why an operation is not that of some invoices: it is of who issues them, and they fit in it."""
    if not lineas:
        yield _("La operación %(cual)s no está en la tabla de gastos.") % {"cual": operacion}
        return
    contabilizadas = [f for f in suyas if f.estado == "contabilizada"]
    fase, dicho = lineas[0].fase, {"cual": operacion}
    if contabilizadas and ("O" not in fase or not clases.es_de_fases(fase)):
        yield _("%(cual)s no reconoce una obligación.") % dicho
        return
    if len(contabilizadas) < len(suyas) and fase not in ("D", "AD"):
        yield _("%(cual)s no es un compromiso (D o AD).") % dicho
        return
    ajenas = [f.emisor for f in suyas if quien != f.emisor.upper() and (quien or fase in ("D", "AD"))]
    if ajenas:
        yield _("%(cual)s no es de %(quien)s.") % {**dicho, "quien": ", ".join(ajenas)}
    if contabilizadas:
        yield from _de_lo_reconocido(dicho, suma_de(linea.importe for linea in lineas), contabilizadas, pagado)
        return
    queda, minimo = suma_de(linea.saldo for linea in lineas), suma_de(f.base for f in suyas)
    if minimo > queda:
        mensaje = _("A %(cual)s le quedan %(queda)s, y sus facturas son un gasto de %(minimo)s como poco.")
        yield mensaje % {**dicho, "queda": Importe(queda), "minimo": Importe(minimo)}


def _de_lo_reconocido(
    dicho: Mapping[str, str], reconocido: Decimal, suyas: Sequence[FacturaPendiente], pagado: Decimal
) -> Iterator[str]:
    """Of an obligation that was paid in part, it has to be known of which invoice."""
    obligado = suma_de(f.obligado for f in suyas)
    if obligado > reconocido:
        mensaje = _("%(cual)s reconoce %(hay)s, y sus facturas obligan a %(obligado)s.")
        yield mensaje % {**dicho, "hay": Importe(reconocido), "obligado": Importe(obligado)}
    elif pagado == reconocido:
        yield _("%(cual)s ya está pagada: sus facturas no están pendientes. Quítelas.") % dicho
    elif pagado and (len(suyas) > 1 or obligado != reconocido):
        mensaje = _(
            "De %(cual)s ya se pagaron %(pagado)s y no se sabe de qué facturas. Quítelas de la tabla: se pagarán con su operación."
        )
        yield mensaje % {**dicho, "pagado": Importe(pagado)}
