"""The statements of a closed year as tables for people: the same ones go to the PDF, to the page and to the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe

_GRUPOS = {
    "corrientes": gettext_noop("a) Operaciones corrientes"),
    "capital": gettext_noop("b) Operaciones de capital"),
    "no_financieras": gettext_noop("1. Total de operaciones no financieras (a + b)"),
    "activos": gettext_noop("c) Activos financieros"),
    "pasivos": gettext_noop("d) Pasivos financieros"),
}
_REMANENTE = (
    ("fondos_liquidos", gettext_noop("1. Fondos líquidos")),
    ("derechos_corrientes", gettext_noop("2. Derechos pendientes del presupuesto corriente")),
    ("derechos_cerrados", gettext_noop("2. Derechos pendientes de presupuestos cerrados")),
    ("derechos_no_presupuestarios", gettext_noop("2. Derechos pendientes no presupuestarios")),
    ("obligaciones_corrientes", gettext_noop("3. Obligaciones pendientes del presupuesto corriente")),
    ("obligaciones_cerradas", gettext_noop("3. Obligaciones pendientes de presupuestos cerrados")),
    ("obligaciones_no_presupuestarias", gettext_noop("3. Obligaciones pendientes no presupuestarias")),
    ("cobros_sin_aplicar", gettext_noop("4. Cobros pendientes de aplicación")),
    ("pagos_sin_aplicar", gettext_noop("4. Pagos pendientes de aplicación")),
    ("total", gettext_noop("I. Remanente de tesorería total (1 + 2 - 3 + 4)")),
    ("dudoso_cobro", gettext_noop("II. Saldos de dudoso cobro")),
    ("exceso_financiacion_afectada", gettext_noop("III. Exceso de financiación afectada")),
    ("para_gastos_generales", gettext_noop("IV. Remanente de tesorería para gastos generales (I - II - III)")),
    ("sin_aplicar_a_presupuesto", gettext_noop("V. Obligaciones pendientes de aplicar al presupuesto")),
    ("devoluciones_pendientes", gettext_noop("VI. Devoluciones de ingresos pendientes de pago")),
    ("ajustado", gettext_noop("VII. Remanente para gastos generales ajustado (IV - V - VI)")),
)
_SUMAS_DEL_REMANENTE = ("total", "para_gastos_generales", "ajustado")
_FILAS_PATRIMONIO = {
    "A": gettext_noop("A. Patrimonio neto al final del ejercicio anterior"),
    "B": gettext_noop("B. Ajustes por cambios de criterio y corrección de errores"),
    "C": gettext_noop("C. Patrimonio neto inicial ajustado (A + B)"),
    "D1": gettext_noop("D.1 Ingresos y gastos reconocidos en el ejercicio"),
    "D2": gettext_noop("D.2 Operaciones patrimoniales"),
    "D3": gettext_noop("D.3 Otras variaciones del patrimonio neto"),
    "E": gettext_noop("E. Patrimonio neto al final del ejercicio"),
}
_FLUJOS = {
    "gestion": gettext_noop("I. Actividades de gestión"),
    "inversion": gettext_noop("II. Actividades de inversión"),
    "financiacion": gettext_noop("III. Actividades de financiación"),
    "pendientes": gettext_noop("IV. Flujos pendientes de clasificación"),
}
_LINEAS_DE_FLUJO = {
    "tributarios": gettext_noop("Ingresos tributarios y urbanísticos"),
    "ventas_y_prestaciones": gettext_noop("Tasas, precios públicos y otros ingresos"),
    "transferencias_recibidas": gettext_noop("Transferencias y subvenciones recibidas"),
    "intereses_y_dividendos": gettext_noop("Intereses, dividendos y otros ingresos patrimoniales"),
    "venta_de_inversiones": gettext_noop("Venta de inversiones reales"),
    "venta_de_activos_financieros": gettext_noop("Venta de activos financieros"),
    "deuda_recibida": gettext_noop("Deuda recibida"),
    "personal": gettext_noop("Gastos de personal"),
    "otros_gastos_de_gestion": gettext_noop("Otros gastos de gestión"),
    "intereses_pagados": gettext_noop("Intereses pagados"),
    "transferencias_concedidas": gettext_noop("Transferencias y subvenciones concedidas"),
    "compra_de_inversiones": gettext_noop("Compra de inversiones reales"),
    "compra_de_activos_financieros": gettext_noop("Compra de activos financieros"),
    "reembolso_de_deuda": gettext_noop("Reembolso de deuda"),
    "recursos_de_otros_entes": gettext_noop("Recursos recaudados para otros entes"),
    "retenciones_y_no_presupuestarias": gettext_noop("Retenciones y otras operaciones no presupuestarias"),
    "por_clasificar": gettext_noop("Cobros y pagos pendientes de clasificación"),
}
_INDICADORES = {
    "liquidez_inmediata": gettext_noop("Liquidez inmediata"),
    "liquidez_a_corto_plazo": gettext_noop("Liquidez a corto plazo"),
    "liquidez_general": gettext_noop("Liquidez general"),
    "endeudamiento": gettext_noop("Endeudamiento"),
    "relacion_de_endeudamiento": gettext_noop("Relación de endeudamiento"),
    "endeudamiento_por_habitante": gettext_noop("Endeudamiento por habitante, en euros"),
    "ejecucion_de_gastos": gettext_noop("Ejecución del presupuesto de gastos"),
    "realizacion_de_pagos": gettext_noop("Realización de pagos"),
    "gasto_por_habitante": gettext_noop("Gasto por habitante, en euros"),
    "inversion_por_habitante": gettext_noop("Inversión por habitante, en euros"),
    "esfuerzo_inversor": gettext_noop("Esfuerzo inversor"),
    "ejecucion_de_ingresos": gettext_noop("Ejecución del presupuesto de ingresos"),
    "realizacion_de_cobros": gettext_noop("Realización de cobros"),
    "autonomia_fiscal": gettext_noop("Autonomía fiscal"),
    "superavit_por_habitante": gettext_noop("Superávit o déficit por habitante, en euros"),
}
CAPITULOS_GASTO = {
    "1": gettext_noop("Gastos de personal"),
    "2": gettext_noop("Gastos corrientes en bienes y servicios"),
    "3": gettext_noop("Gastos financieros"),
    "4": gettext_noop("Transferencias corrientes"),
    "5": gettext_noop("Fondo de contingencia y otros imprevistos"),
    "6": gettext_noop("Inversiones reales"),
    "7": gettext_noop("Transferencias de capital"),
    "8": gettext_noop("Activos financieros"),
    "9": gettext_noop("Pasivos financieros"),
}
CAPITULOS_INGRESO = CAPITULOS_GASTO | {
    "1": gettext_noop("Impuestos directos"),
    "2": gettext_noop("Impuestos indirectos"),
    "3": gettext_noop("Tasas, precios públicos y otros ingresos"),
    "5": gettext_noop("Ingresos patrimoniales"),
    "6": gettext_noop("Enajenación de inversiones reales"),
}


@dato
class Cuadro:
    """A table: `columnas`, the first of text and the rest of figures; `totales`: places of the rows that add others up."""

    titulo: str
    columnas: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]
    totales: tuple[int, ...] = ()
    explicacion: str = ""

    def para_plantilla(self) -> dict[str, Any]:
        """As the template `cuentas` takes it."""
        return {
            "titulo": self.titulo,
            "columnas": list(self.columnas),
            "filas": [list(fila) for fila in self.filas],
            "totales": list(self.totales),
            "explicacion": self.explicacion,
        }


def de_la_liquidacion(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    """Settlement of both budgets by chapter, result, remnant of the treasury and remnants of credit: signed, it certifies what may be incorporated."""
    return [
        *(_gastos(cuentas), _ingresos(cuentas), _resultado(cuentas), _remanente(cuentas)),
        *_desviaciones(cuentas),
        *_remanentes_de_credito(cuentas),
    ]


def de_las_cuentas_anuales(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    """Balance sheet, economic result, changes in the equity, cash flows, settlement, and the notes that the accounts can write."""
    return [
        _balance(cuentas),
        _resultado_economico(cuentas),
        _patrimonio(cuentas),
        _flujos(cuentas),
        *de_la_liquidacion(cuentas),
        *_plurianuales(cuentas),
        *_deuda(cuentas),
        _indicadores(cuentas),
    ]


def _gastos(cuentas: Mapping[str, Any]) -> Cuadro:
    columnas = ("creditos", "obligaciones", "pagos")
    rotulos = (
        _("Capítulo"),
        _("Créditos definitivos"),
        _("Obligaciones reconocidas"),
        _("Pagos"),
        _("Pendiente de pago"),
    )
    return _por_capitulos(cuentas, columnas, rotulos, CAPITULOS_GASTO, _("Liquidación del presupuesto de gastos"))


def _ingresos(cuentas: Mapping[str, Any]) -> Cuadro:
    columnas = ("previsiones", "derechos", "recaudacion")
    rotulos = (
        _("Capítulo"),
        _("Previsiones definitivas"),
        _("Derechos netos"),
        _("Recaudación neta"),
        _("Pendiente de cobro"),
    )
    return _por_capitulos(cuentas, columnas, rotulos, CAPITULOS_INGRESO, _("Liquidación del presupuesto de ingresos"))


def _por_capitulos(
    cuentas: Mapping[str, Any],
    columnas: tuple[str, str, str],
    rotulos: tuple[str, ...],
    nombres: Mapping[str, str],
    titulo: str,
) -> Cuadro:
    ejecucion = cuentas["ejecucion"]
    capitulos = sorted({c for columna in columnas for c in ejecucion[columna]})
    filas = []
    sumas = [Decimal(0)] * 4
    for capitulo in capitulos:
        primera, segunda, tercera = (Decimal(ejecucion[columna].get(capitulo, "0")) for columna in columnas)
        cifras = (primera, segunda, tercera, segunda - tercera)
        sumas = [suma + cifra for suma, cifra in zip(sumas, cifras, strict=True)]
        filas.append((f"{capitulo}. {_(nombres[capitulo])}", *(_e(cifra) for cifra in cifras)))
    filas.append((_("Total"), *(_e(suma) for suma in sumas)))
    return Cuadro(titulo, rotulos, tuple(filas), totales=(len(filas) - 1,))


def _resultado(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["resultado_presupuestario"]
    filas = [
        (_(rotulo), *(_e(dicho[clave][columna]) for columna in ("derechos", "obligaciones", "resultado")))
        for clave, rotulo in _GRUPOS.items()
    ]
    ajustes = dicho["ajustes"]
    filas += [
        (_("I. Resultado presupuestario del ejercicio"), "", "", _e(dicho["resultado"])),
        (_("3. Créditos gastados financiados con remanente"), "", "", _e(ajustes["con_remanente"])),
        (_("4. Desviaciones de financiación negativas"), "", "", _e(ajustes["desviaciones_negativas"])),
        (_("5. Desviaciones de financiación positivas"), "", "", _e(ajustes["desviaciones_positivas"])),
        (_("Resultado presupuestario ajustado (I + 3 + 4 - 5)"), "", "", _e(dicho["ajustado"])),
    ]
    columnas = (_("Concepto"), _("Derechos netos"), _("Obligaciones netas"), _("Resultado"))
    return Cuadro(_("Resultado presupuestario"), columnas, tuple(filas), totales=(2, 5, 9))


def _remanente(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["remanente_tesoreria"]
    filas = tuple((_(rotulo), _e(dicho[clave])) for clave, rotulo in _REMANENTE)
    totales = tuple(n for n, (clave, _rotulo) in enumerate(_REMANENTE) if clave in _SUMAS_DEL_REMANENTE)
    return Cuadro(_("Remanente de tesorería"), (_("Concepto"), _("Importe")), filas, totales)


def _desviaciones(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    filas = tuple(
        (f"{codigo} · {d['agente']}", d["coeficiente"].replace(".", ","), _e(d["ejercicio"]), _e(d["acumulada"]))
        for codigo, varias in cuentas["desviaciones"].items()
        for d in varias
    )
    columnas = (_("Proyecto y agente"), _("Coeficiente"), _("Del ejercicio"), _("Acumulada"))
    return [Cuadro(_("Desviaciones de financiación"), columnas, filas)] if filas else []


def _remanentes_de_credito(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    """By application (RD 500/1990 arts. 98-100). A closing of before has none."""
    dichos = cuentas.get("remanentes_credito", [])
    filas: list[tuple[str, ...]] = [
        (
            r["aplicacion"],
            _e(r["comprometido"]),
            _e(_suma(r[c] for c in ("autorizado", "retenido", "no_disponible", "disponible"))),
            _e(r["obligatorio"]),
            _e(r["voluntario"]),
        )
        for r in dichos
    ]
    no_comprometido = _suma(r[c] for r in dichos for c in ("autorizado", "retenido", "no_disponible", "disponible"))
    otras = (_e(_suma(r[c] for r in dichos)) for c in ("obligatorio", "voluntario"))
    filas.append((_("Total"), _e(_suma(r["comprometido"] for r in dichos)), _e(no_comprometido), *otras))
    columnas = (
        _("Aplicación"),
        _("Comprometido"),
        _("No comprometido"),
        _("De incorporación obligatoria"),
        _("De incorporación voluntaria"),
    )
    titulo = _("Remanentes de crédito")
    return [Cuadro(titulo, columnas, tuple(filas), totales=(len(filas) - 1,))] if dichos else []


def _plurianuales(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    filas = tuple(
        (f"{fila['anio']} · {fila['aplicacion']}", *(_e(fila[c]) for c in ("retenido", "autorizado", "dispuesto")))
        for fila in cuentas.get("plurianuales", [])
    )
    columnas = (_("Ejercicio y aplicación"), _("Retenido"), _("Autorizado"), _("Comprometido"))
    return [Cuadro(_("Memoria: gastos de ejercicios posteriores"), columnas, filas)] if filas else []


def _deuda(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    cuales = ("inicial", "dispuesto", "amortizado", "intereses", "a_corto", "a_largo")
    filas = tuple(
        (f"{fila['codigo']} · {fila['denominacion']}", *(_e(fila[c]) for c in cuales))
        for fila in cuentas.get("deuda", [])
    )
    columnas = (
        _("Préstamo"),
        _("Pendiente al empezar"),
        _("Dispuesto"),
        _("Amortizado"),
        _("Intereses"),
        _("Pendiente a corto plazo"),
        _("Pendiente a largo plazo"),
    )
    return [Cuadro(_("Memoria: deuda"), columnas, filas)] if filas else []


def _balance(cuentas: Mapping[str, Any]) -> Cuadro:
    filas: list[tuple[str, ...]] = []
    totales: list[int] = []
    for lado, rotulo in (("activo", _("Total activo")), ("pasivo", _("Total patrimonio neto y pasivo"))):
        lineas = cuentas["balance"][lado]
        filas += [
            (f"{linea['clave'][0].upper()}{linea['clave'][1:]}. {linea['texto']}", _e(linea["importe"]))
            for linea in lineas
        ]
        totales.append(len(filas))
        filas.append((rotulo, _e(_suma(linea["importe"] for linea in lineas))))
    return Cuadro(_("Balance"), (_("Epígrafe"), _("Importe")), tuple(filas), tuple(totales))


def _resultado_economico(cuentas: Mapping[str, Any]) -> Cuadro:
    lineas = cuentas["resultado_economico"]
    filas = tuple((f"{linea['clave']}. {linea['texto']}", _e(linea["importe"])) for linea in lineas)
    totales = tuple(n for n, linea in enumerate(lineas) if not linea["clave"].isdigit())
    titulo = _("Cuenta del resultado económico patrimonial")
    return Cuadro(titulo, (_("Concepto"), _("Importe")), filas, totales)


def _patrimonio(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["patrimonio"]
    columnas = (_("Concepto"), _("Aportado"), _("Generado"), _("Ajustes de valor"), _("Subvenciones"), _("Total"))
    filas = tuple(
        (
            _(_FILAS_PATRIMONIO[fila["clave"]]),
            *(_e(fila[columna]) for columna in ("aportado", "generado", "ajustes", "subvenciones")),
            _e(_suma(fila[columna] for columna in ("aportado", "generado", "ajustes", "subvenciones"))),
        )
        for fila in dicho["filas"]
    )
    explicacion = _(
        "Ingresos y gastos reconocidos: %(total)s (resultado %(r)s; directamente en el patrimonio %(d)s; traspasado a resultados %(t)s)."
    )
    cifras = {
        "total": _e(_suma((dicho["resultado"], dicho["directos"], dicho["a_resultados"]))),
        "r": _e(dicho["resultado"]),
        "d": _e(dicho["directos"]),
        "t": _e(dicho["a_resultados"]),
    }
    titulo = _("Estado de cambios en el patrimonio neto")
    return Cuadro(titulo, columnas, filas, totales=(0, 2, 6), explicacion=explicacion % cifras)


def _flujos(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["flujos"]
    filas: list[tuple[str, str]] = []
    totales: list[int] = []
    for actividad, rotulo in _FLUJOS.items():
        suyas = [linea for linea in dicho["lineas"] if linea["actividad"] == actividad]
        totales.append(len(filas))
        filas.append((_(rotulo), _e(_suma(linea["importe"] for linea in suyas))))
        filas += [(_(_LINEAS_DE_FLUJO[linea["linea"]]), _e(linea["importe"])) for linea in suyas]
    inicial, final = Decimal(dicho["inicial"]), Decimal(dicho["final"])
    totales += [len(filas), len(filas) + 2]
    filas += [
        (_("Variación del efectivo"), _e(final - inicial)),
        (_("Efectivo al comenzar el ejercicio"), _e(inicial)),
        (_("Efectivo al terminar el ejercicio"), _e(final)),
    ]
    return Cuadro(_("Estado de flujos de efectivo"), (_("Concepto"), _("Importe")), tuple(filas), tuple(totales))


def _indicadores(cuentas: Mapping[str, Any]) -> Cuadro:
    dichos = cuentas["indicadores"]
    filas = tuple(
        (_(nombre), dichos[clave].replace(".", ",") if dichos.get(clave) is not None else "-")
        for clave, nombre in _INDICADORES.items()
    )
    return Cuadro(_("Memoria: indicadores financieros y presupuestarios"), (_("Indicador"), _("Valor")), filas)


def _suma(importes: Iterable[str]) -> Decimal:
    return sum((Decimal(importe) for importe in importes), Decimal(0))


def _e(importe: str | Decimal) -> str:
    """As amounts are written: `1.234,56`, without the sign of the euro, which the title of the column does not need."""
    return str(Importe(Decimal(str(importe)))).removesuffix(" €")
