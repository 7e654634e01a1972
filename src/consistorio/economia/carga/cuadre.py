"""Whether a load squares: with the totals of the program that is left behind, and its tables with one another. Pure; one cent is enough to say no."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.carga import cuadre_detalles, cuadre_facturas, fases
from consistorio.economia.carga.diferencias import distinto, distinto_numero, repetidos, suma_de
from consistorio.economia.carga.filas import CERO, Cerrado, Tablas
from consistorio.economia.contabilidad.reglas import cumple
from consistorio.economia.inventario.reglas import AMORTIZABLES, SIN_AMORTIZAR, cuenta_acumulada
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe

# Totals of tables that may be left out: they are asked for when the table has something
_DE_TABLA: Final = {
    "pendiente_400": "pendientes",
    "pendiente_401": "pendientes",
    "pendiente_430": "pendientes",
    "pendiente_431": "pendientes",
    "obligaciones_de_cerrados": "cerrados",
    "derechos_de_cerrados": "cerrados",
    "no_presupuestarias": "no_presupuestarias",
    "tesoreria": "bancos",
    "inmovilizado": "bienes",
    "amortizacion_acumulada": "bienes",
    "gasto_de_proyectos": "proyectos",
    "financiacion_de_proyectos": "agentes",
    "desviaciones_de_proyectos": "agentes",
    "arrastres_de_proyectos": "arrastres",
    "futuros_retenidos": "futuros",
    "futuros_autorizados": "futuros",
    "futuros_comprometidos": "futuros",
    "fondos_de_habilitados": "fondos",
    "fondos_sin_justificar": "fondos",
    "depositos": "depositos",
    "deuda_viva": "prestamos",
    "intereses_de_prestamos": "cuotas",
    **cuadre_facturas.DE_TABLA,
}
_FASES: Final = ("retenido", "autorizado", "dispuesto", "obligado", "ordenado", "pagado")


def totales(t: Tablas) -> dict[str, Decimal]:
    """What the tables add up to, by the names that the table of totals uses."""
    sumas = {
        "creditos_iniciales": suma_de(c.iniciales for c in t.creditos),
        "modificaciones_de_credito": suma_de(c.modificaciones for c in t.creditos),
        "creditos_definitivos": suma_de(c.definitivos for c in t.creditos),
        "credito_disponible": suma_de(c.definitivos - c.retenido - c.autorizado for c in t.creditos)
        - suma_de(g.importe for g in t.gastos if g.fase == "ND"),
        "credito_retenido": suma_de(c.retenido for c in t.creditos),
        "autorizado": suma_de(c.autorizado for c in t.creditos),
        "dispuesto": suma_de(c.dispuesto for c in t.creditos),
        "obligaciones_reconocidas": suma_de(c.obligado for c in t.creditos),
        "pagos_ordenados": suma_de(c.ordenado for c in t.creditos),
        "pagos_realizados": suma_de(c.pagado for c in t.creditos),
        "previsiones_iniciales": suma_de(p.iniciales for p in t.previsiones),
        "previsiones_definitivas": suma_de(p.definitivas for p in t.previsiones),
        "derechos_reconocidos_netos": suma_de(p.derechos_netos for p in t.previsiones),
        "recaudacion_neta": suma_de(p.recaudacion_neta for p in t.previsiones),
        "derechos_pendientes": suma_de(p.pendiente for p in t.previsiones),
        "saldos_deudores": suma_de(s.saldo for s in t.saldos if s.saldo > 0),
        "saldos_acreedores": -suma_de(s.saldo for s in t.saldos if s.saldo < 0),
        "obligaciones_de_cerrados": suma_de(c.pendiente for c in t.cerrados if c.clase == "obligacion"),
        "derechos_de_cerrados": suma_de(c.pendiente for c in t.cerrados if c.clase == "derecho"),
        "no_presupuestarias": suma_de(n.saldo for n in t.no_presupuestarias),
        "tesoreria": suma_de(b.saldo for b in t.bancos),
        "inmovilizado": suma_de(b.valor for b in t.bienes),
        "amortizacion_acumulada": suma_de(b.amortizado for b in t.bienes),
        "gasto_de_proyectos": suma_de(p.gasto_total for p in t.proyectos),
        "financiacion_de_proyectos": suma_de(a.aportacion for a in t.agentes),
        "desviaciones_de_proyectos": suma_de(a.desviacion for a in t.agentes),
        "arrastres_de_proyectos": suma_de(a.importe for a in t.arrastres),
    }
    sumas |= cuadre_detalles.totales(t) | cuadre_facturas.totales(t)
    for cuenta in ("400", "401", "430", "431"):
        sumas[f"pendiente_{cuenta}"] = suma_de(p.saldo for p in t.pendientes if p.cuenta == cuenta)
    return sumas


def problemas_de(t: Tablas, anio: int) -> list[Problema]:
    """Everything that does not square, by name and with both amounts."""
    return [
        *_con_totales(t),
        *_de_creditos(t),
        *_de_previsiones(t),
        *_de_lineas(t),
        *_de_modificaciones(t),
        *_de_cerrados(t),
        *_de_terceros(t, anio),
        *_de_cuentas(t),
        *_de_inmovilizado(t),
        *_de_proyectos(t),
        *cuadre_detalles.problemas_de(t, {s.cuenta: s.saldo for s in t.saldos}),
        *cuadre_facturas.problemas_de(t),
    ]


def _con_totales(t: Tablas) -> Iterator[Problema]:
    sumas, vistos = totales(t), set[str]()
    for total in t.totales:
        if total.total not in sumas:
            yield Problema("totales", _("No conocemos el total «%(total)s».") % {"total": total.total})
        elif total.total in vistos:
            yield Problema("totales", _("El total «%(total)s» está dos veces.") % {"total": total.total})
        elif sumas[total.total] != total.importe:
            como = distinto_numero if total.total in cuadre_facturas.NUMEROS else distinto
            yield como("totales", total.total, total.importe, sumas[total.total])
        vistos.add(total.total)
    for nombre in sumas.keys() - vistos:
        tabla = _DE_TABLA.get(nombre)
        if tabla is None or getattr(t, tabla):
            yield Problema("totales", _("Falta el total «%(total)s» del programa anterior.") % {"total": nombre})


def _de_creditos(t: Tablas) -> Iterator[Problema]:
    yield from repetidos("creditos", (c.aplicacion for c in t.creditos))
    de_operaciones = fases.por_aplicacion(t.gastos)
    modificado = _modificado(t)
    for credito in t.creditos:
        if credito.iniciales + credito.modificaciones != credito.definitivos:
            que = _("crédito definitivo de %(cual)s") % {"cual": credito.aplicacion}
            yield distinto("creditos", que, credito.definitivos, credito.iniciales + credito.modificaciones)
        de_lineas = modificado.get(credito.aplicacion, CERO)
        if credito.modificaciones != de_lineas:
            que = _("modificaciones de %(cual)s") % {"cual": credito.aplicacion}
            yield distinto("modificaciones", que, credito.modificaciones, de_lineas)
        for fase in _FASES:
            dice, suma = getattr(credito, fase), de_operaciones.get(credito.aplicacion, {}).get(fase, CERO)
            if dice != suma:
                yield distinto("gastos", f"{fase} de {credito.aplicacion}", dice, suma)
    conocidas = {c.aplicacion for c in t.creditos}
    for cual in sorted((set(de_operaciones) | {c for c in modificado if "." in c}) - conocidas):
        yield Problema(
            "creditos", _("La aplicación %(cual)s tiene operaciones y no está en la tabla.") % {"cual": cual}
        )


def _de_previsiones(t: Tablas) -> Iterator[Problema]:
    yield from repetidos("previsiones", (p.concepto for p in t.previsiones))
    de_operaciones = fases.por_concepto(t.ingresos)
    modificado = _modificado(t)
    for prevision in t.previsiones:
        if prevision.iniciales + prevision.modificaciones != prevision.definitivas:
            que = _("previsión definitiva de %(cual)s") % {"cual": prevision.concepto}
            yield distinto("previsiones", que, prevision.definitivas, prevision.iniciales + prevision.modificaciones)
        de_lineas = modificado.get(prevision.concepto, CERO)
        if prevision.modificaciones != de_lineas:
            que = _("modificaciones de %(cual)s") % {"cual": prevision.concepto}
            yield distinto("modificaciones", que, prevision.modificaciones, de_lineas)
        for cual in ("derechos_netos", "recaudacion_neta", "pendiente"):
            dice, suma = getattr(prevision, cual), de_operaciones.get(prevision.concepto, {}).get(cual, CERO)
            if dice != suma:
                yield distinto("ingresos", f"{cual} de {prevision.concepto}", dice, suma)
    conocidos = {p.concepto for p in t.previsiones}
    for codigo in sorted((set(de_operaciones) | {c for c in modificado if "." not in c}) - conocidos):
        mensaje = _("El concepto %(cual)s tiene operaciones y no está en la tabla.")
        yield Problema("previsiones", mensaje % {"cual": codigo})


def _modificado(t: Tablas) -> Mapping[str, Decimal]:
    sumas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for linea in t.modificaciones:
        sumas[linea.codigo] += -linea.importe if linea.sentido == "baja" else linea.importe
    return sumas


def _de_lineas(t: Tablas) -> Iterator[Problema]:
    for tabla, lineas in (
        ("gastos", tuple[fases.Linea, ...](t.gastos)),
        ("ingresos", tuple[fases.Linea, ...](t.ingresos)),
        ("futuros", tuple[fases.Linea, ...](t.futuros)),
    ):
        yield from repetidos(tabla, (fases.nombre(linea) for linea in lineas))
        siguen, quedan = fases.origenes(lineas), fases.saldos(lineas)
        for linea in lineas:
            cual = fases.nombre(linea)
            if linea.sigue_a and cual not in siguen:
                mensaje = _("%(cual)s sigue a «%(sigue)s», que no está con esa aplicación o concepto.")
                yield Problema(tabla, mensaje % {"cual": cual, "sigue": linea.sigue_a})
            if linea.saldo != quedan[cual]:
                yield distinto(tabla, _("saldo de %(cual)s") % {"cual": cual}, linea.saldo, quedan[cual])


def _de_modificaciones(t: Tablas) -> Iterator[Problema]:
    cabeceras: dict[str, tuple[object, ...]] = {}
    for linea in t.modificaciones:
        suya = (linea.tipo, linea.fecha, linea.organo, linea.texto)
        if cabeceras.setdefault(linea.modificacion, suya) != suya:
            mensaje = _("Las líneas de %(cual)s no dicen el mismo tipo, fecha, órgano y texto.")
            yield Problema("modificaciones", mensaje % {"cual": linea.modificacion})


def _pendiente(cerrado: Cerrado) -> Decimal:
    quita = cerrado.anulado + cerrado.cancelado + cerrado.prescrito + cerrado.realizado
    return cerrado.inicial + cerrado.rectificado - quita


def _de_cerrados(t: Tablas) -> Iterator[Problema]:
    iniciales: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for cerrado in t.cerrados:
        if _pendiente(cerrado) != cerrado.pendiente:
            que = _("pendiente de %(anio)d %(codigo)s %(tercero)s")
            partes = {"anio": cerrado.anio, "codigo": cerrado.codigo, "tercero": cerrado.tercero}
            yield distinto("cerrados", (que % partes).strip(), cerrado.pendiente, _pendiente(cerrado))
        iniciales[cerrado.cuenta] += cerrado.inicial if cerrado.clase == "derecho" else -cerrado.inicial
    abiertos = {s.cuenta: s.saldo for s in t.apertura if s.cuenta.startswith(("401", "431"))}
    for cuenta in sorted(iniciales.keys() | abiertos.keys()):
        if iniciales[cuenta] != abiertos.get(cuenta, CERO):
            que = _("apertura de la cuenta %(cuenta)s") % {"cuenta": cuenta}
            yield distinto("apertura", que, abiertos.get(cuenta, CERO), iniciales[cuenta])


def _de_terceros(t: Tablas, anio: int) -> Iterator[Problema]:
    """What each third party owes or is owed, as the other program says it and as its operations leave it."""
    hallado: defaultdict[tuple[str, int, str], Decimal] = defaultdict(lambda: CERO)
    for lineas in (t.gastos, t.ingresos):
        for clave, importe in fases.por_tercero(lineas, anio).items():
            hallado[clave] += importe
    for cerrado in t.cerrados:
        hallado[cerrado.cuenta[:3], cerrado.anio, cerrado.tercero.upper()] += cerrado.pendiente
    dicho: defaultdict[tuple[str, int, str], Decimal] = defaultdict(lambda: CERO)
    for pendiente in t.pendientes:
        quien = "" if pendiente.tercero.upper() == fases.VARIOS else pendiente.tercero.upper()
        dicho[pendiente.cuenta, pendiente.anio, quien] += pendiente.saldo
    for clave in sorted(hallado.keys() | dicho.keys()):
        if hallado[clave] != dicho[clave]:
            que = _("cuenta %(cuenta)s, %(anio)d, tercero %(quien)s")
            partes = {"cuenta": clave[0], "anio": clave[1], "quien": clave[2] or _("varios")}
            yield distinto("pendientes", que % partes, dicho[clave], hallado[clave])


def _de_cuentas(t: Tablas) -> Iterator[Problema]:
    yield from repetidos("saldos", (s.cuenta for s in t.saldos))
    yield from repetidos("apertura", (s.cuenta for s in t.apertura))
    for tabla, filas in (("saldos", t.saldos), ("apertura", t.apertura)):
        if suma := suma_de(s.saldo for s in filas):
            mensaje = _("Los saldos de las cuentas no suman cero: sobran %(suma)s en el debe.")
            yield Problema(tabla, mensaje % {"suma": Importe(suma)})
    obligado, pagado = suma_de(c.obligado for c in t.creditos), suma_de(c.pagado for c in t.creditos)
    pares = [
        (("400",), pagado - obligado),
        (("430", "433", "437", "438"), suma_de(p.pendiente for p in t.previsiones)),
        (("401",), -suma_de(c.pendiente for c in t.cerrados if c.clase == "obligacion")),
        (("431", "434", "439"), suma_de(c.pendiente for c in t.cerrados if c.clase == "derecho")),
    ]
    for cuentas, suma in pares:
        dice = _de(t, *cuentas)
        if dice != suma:
            yield distinto("saldos", _("saldo de %(cuentas)s") % {"cuentas": ", ".join(cuentas)}, dice, suma)
    por_cuenta: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for banco in t.bancos:
        por_cuenta[banco.cuenta] += banco.saldo
    de_bancos = {banco.cuenta for banco in t.bancos}
    for fondo in t.fondos:
        por_cuenta[fondo.cuenta] += CERO if fondo.cuenta in de_bancos else fondo.en_su_poder
    for cuenta in sorted({s.cuenta for s in t.saldos if s.cuenta.startswith("57") and s.saldo} | por_cuenta.keys()):
        if _de(t, cuenta) != por_cuenta[cuenta]:
            que = _("saldo de la cuenta %(cuenta)s de la Tesorería") % {"cuenta": cuenta}
            yield distinto("bancos", que, _de(t, cuenta), por_cuenta[cuenta])


def _de(t: Tablas, *cuentas: str) -> Decimal:
    return suma_de(s.saldo for s in t.saldos if s.cuenta.startswith(cuentas))


def _de_inmovilizado(t: Tablas) -> Iterator[Problema]:
    """Assets against the ledger, if they are loaded: what they cost, and what is used up of them."""
    if not t.bienes:
        return
    esperado: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for bien in t.bienes:
        esperado[bien.cuenta] += bien.valor
        if bien.amortizado:
            esperado[cuenta_acumulada(bien.cuenta)] -= bien.amortizado
    en_libro = {s.cuenta for s in t.saldos if s.saldo and s.cuenta.startswith((*AMORTIZABLES, *SIN_AMORTIZAR, "28"))}
    sueltas = {cuenta for cuenta in en_libro if not any(cumple(una, cuenta) for una in esperado)}
    for cuenta in sorted(esperado.keys() | sueltas):
        if _de(t, cuenta) != esperado[cuenta]:
            que = _("saldo de la cuenta %(cuenta)s del inmovilizado") % {"cuenta": cuenta}
            yield distinto("bienes", que, _de(t, cuenta), esperado[cuenta])
    if dotado := _de(t, "68"):
        mensaje = _(
            "Hay %(dotado)s ya amortizados este ejercicio: este programa amortiza el año entero. Quítelos antes."
        )
        yield Problema("bienes", mensaje % {"dotado": Importe(dotado)})


def _de_proyectos(t: Tablas) -> Iterator[Problema]:
    yield from repetidos("proyectos", (p.codigo for p in t.proyectos))
    conocidos = {p.codigo for p in t.proyectos}
    dichos = {a.proyecto for a in t.agentes} | {a.proyecto for a in t.arrastres}
    dichos |= {c.proyecto for c in t.creditos if c.proyecto}
    for cual in sorted(dichos - conocidos):
        yield Problema("proyectos", _("El proyecto %(cual)s no está en la tabla.") % {"cual": cual})
