"""The statements of a closed year as tables for people: the same ones go to the PDF, to the page and to the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from consistorio.economia.cierre.rotulos import (
    CAPITULOS_GASTO,
    CAPITULOS_INGRESO,
    EVOLUCION,
    FILAS_PATRIMONIO,
    FLUJOS,
    GRUPOS,
    INDICADORES,
    LINEAS_DE_FLUJO,
    PROPIETARIAS,
    RECONOCIDOS,
    REMANENTE,
    SUMAS_DEL_REMANENTE,
)
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe


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
        *_evolucion(cuentas),
        *_desviaciones(cuentas),
        *_remanentes_de_credito(cuentas),
    ]


def de_los_estados(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    """Balance sheet, economic result, changes in the equity in their three parts, cash flows and settlement of the budget."""
    return [
        _balance(cuentas),
        _resultado_economico(cuentas),
        _patrimonio(cuentas),
        *_otras_partes_del_patrimonio(cuentas),
        _flujos(cuentas),
        *(_gastos(cuentas), _ingresos(cuentas), _resultado(cuentas)),
    ]


def de_las_notas(cuentas: Mapping[str, Any]) -> dict[int, list[Cuadro]]:
    """The tables of the statements that go in the memoria, by the number of their note."""
    return {
        11: _deuda(cuentas),
        24: [
            replace(cuadro, titulo=f"{apartado} {cuadro.titulo}")
            for apartado, cuadros in (
                ("24.1", _remanentes_de_credito(cuentas)),
                ("24.3", _plurianuales(cuentas)),
                ("24.5", _desviaciones(cuentas)),
                ("24.6", [_remanente(cuentas), *_evolucion(cuentas)]),
            )
            for cuadro in cuadros
        ],
        25: [_indicadores(cuentas)],
    }


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
        filas.append((f"{capitulo}. {_(nombres[capitulo])}", *(en_euros(cifra) for cifra in cifras)))
    filas.append((_("Total"), *(en_euros(suma) for suma in sumas)))
    return Cuadro(titulo, rotulos, tuple(filas), totales=(len(filas) - 1,))


def _resultado(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["resultado_presupuestario"]
    filas = [
        (_(rotulo), *(en_euros(dicho[clave][columna]) for columna in ("derechos", "obligaciones", "resultado")))
        for clave, rotulo in GRUPOS.items()
    ]
    ajustes = dicho["ajustes"]
    filas += [
        (_("I. Resultado presupuestario del ejercicio"), "", "", en_euros(dicho["resultado"])),
        (_("3. Créditos gastados financiados con remanente"), "", "", en_euros(ajustes["con_remanente"])),
        (_("4. Desviaciones de financiación negativas"), "", "", en_euros(ajustes["desviaciones_negativas"])),
        (_("5. Desviaciones de financiación positivas"), "", "", en_euros(ajustes["desviaciones_positivas"])),
        (_("Resultado presupuestario ajustado (I + 3 + 4 - 5)"), "", "", en_euros(dicho["ajustado"])),
    ]
    columnas = (_("Concepto"), _("Derechos netos"), _("Obligaciones netas"), _("Resultado"))
    return Cuadro(_("Resultado presupuestario"), columnas, tuple(filas), totales=(2, 5, 9))


def _remanente(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["remanente_tesoreria"]
    filas = tuple((_(rotulo), en_euros(dicho[clave])) for clave, rotulo in REMANENTE)
    totales = tuple(n for n, (clave, _rotulo) in enumerate(REMANENTE) if clave in SUMAS_DEL_REMANENTE)
    return Cuadro(_("Remanente de tesorería"), (_("Concepto"), _("Importe")), filas, totales)


def _evolucion(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    """From the remnant of the year before to this one. A closing of before has none."""
    dicho = cuentas.get("evolucion_del_remanente")
    if not dicho:
        return []
    filas = [(_(rotulo), en_euros(dicho[clave])) for clave, rotulo in EVOLUCION.items() if clave in dicho]
    filas.append((_("Remanente de tesorería total"), en_euros(_suma(dicho.values()))))
    return [
        Cuadro(
            _("Del remanente del año anterior al de este"),
            (_("Concepto"), _("Importe")),
            tuple(filas),
            (len(filas) - 1,),
        )
    ]


def _desviaciones(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    filas = tuple(
        (
            f"{codigo} · {d['agente']}",
            d["coeficiente"].replace(".", ","),
            en_euros(d["ejercicio"]),
            en_euros(d["acumulada"]),
        )
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
            en_euros(r["comprometido"]),
            en_euros(_suma(r[c] for c in ("autorizado", "retenido", "no_disponible", "disponible"))),
            en_euros(r["obligatorio"]),
            en_euros(r["voluntario"]),
        )
        for r in dichos
    ]
    no_comprometido = _suma(r[c] for r in dichos for c in ("autorizado", "retenido", "no_disponible", "disponible"))
    otras = (en_euros(_suma(r[c] for r in dichos)) for c in ("obligatorio", "voluntario"))
    filas.append((_("Total"), en_euros(_suma(r["comprometido"] for r in dichos)), en_euros(no_comprometido), *otras))
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
        (
            f"{fila['anio']} · {fila['aplicacion']}",
            *(en_euros(fila[c]) for c in ("retenido", "autorizado", "dispuesto")),
        )
        for fila in cuentas.get("plurianuales", [])
    )
    columnas = (_("Ejercicio y aplicación"), _("Retenido"), _("Autorizado"), _("Comprometido"))
    return [Cuadro(_("Gastos de ejercicios posteriores"), columnas, filas)] if filas else []


def _deuda(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    cuales = ("inicial", "dispuesto", "amortizado", "intereses", "a_corto", "a_largo")
    filas = tuple(
        (f"{fila['codigo']} · {fila['denominacion']}", *(en_euros(fila[c]) for c in cuales))
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
    return [Cuadro(_("Deuda"), columnas, filas)] if filas else []


def _balance(cuentas: Mapping[str, Any]) -> Cuadro:
    filas: list[tuple[str, ...]] = []
    totales: list[int] = []
    for lado, rotulo in (("activo", _("Total activo")), ("pasivo", _("Total patrimonio neto y pasivo"))):
        lineas = cuentas["balance"][lado]
        filas += [
            (f"{linea['clave'][0].upper()}{linea['clave'][1:]}. {linea['texto']}", en_euros(linea["importe"]))
            for linea in lineas
        ]
        totales.append(len(filas))
        filas.append((rotulo, en_euros(_suma(linea["importe"] for linea in lineas))))
    return Cuadro(_("Balance"), (_("Epígrafe"), _("Importe")), tuple(filas), tuple(totales))


def _resultado_economico(cuentas: Mapping[str, Any]) -> Cuadro:
    lineas = cuentas["resultado_economico"]
    filas = tuple((f"{linea['clave']}. {linea['texto']}", en_euros(linea["importe"])) for linea in lineas)
    totales = tuple(n for n, linea in enumerate(lineas) if not linea["clave"].isdigit())
    titulo = _("Cuenta del resultado económico patrimonial")
    return Cuadro(titulo, (_("Concepto"), _("Importe")), filas, totales)


def _patrimonio(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["patrimonio"]
    columnas = (_("Concepto"), _("Aportado"), _("Generado"), _("Ajustes de valor"), _("Subvenciones"), _("Total"))
    filas = tuple(
        (
            _(FILAS_PATRIMONIO[fila["clave"]]),
            *(en_euros(fila[columna]) for columna in ("aportado", "generado", "ajustes", "subvenciones")),
            en_euros(_suma(fila[columna] for columna in ("aportado", "generado", "ajustes", "subvenciones"))),
        )
        for fila in dicho["filas"]
    )
    titulo = _("Estado de cambios en el patrimonio neto. 1: estado total")
    return Cuadro(titulo, columnas, filas, totales=(0, 2, 6))


def _otras_partes_del_patrimonio(cuentas: Mapping[str, Any]) -> list[Cuadro]:
    """Income and expense recognised, and what was done with who owns the entity. A closing of before has the sums of the second part alone, and not the third."""
    dicho = cuentas["patrimonio"]
    lineas, columnas = dicho.get("reconocidos", {}), (_("Concepto"), _("Importe"))
    filas = [(_("I. Resultado económico patrimonial"), en_euros(dicho["resultado"]))]
    totales = [0]
    for grupo, rotulo, suma in (
        ("directos", _("II. Reconocidos directamente en el patrimonio neto"), dicho["directos"]),
        ("traspasos", _("III. Transferidos a la cuenta del resultado"), dicho["a_resultados"]),
    ):
        totales.append(len(filas))
        filas.append((rotulo, en_euros(suma)))
        filas += [
            (_(nombre), en_euros(lineas[clave]))
            for clave, nombre in RECONOCIDOS.items()
            if clave.startswith(grupo) and clave in lineas
        ]
    totales.append(len(filas))
    total = _suma((dicho["resultado"], dicho["directos"], dicho["a_resultados"]))
    filas.append((_("IV. Total de ingresos y gastos reconocidos (I + II + III)"), en_euros(total)))
    titulo = _("Estado de cambios en el patrimonio neto. 2: ingresos y gastos reconocidos")
    partes = [Cuadro(titulo, columnas, tuple(filas), tuple(totales))]
    if propias := dicho.get("propietarias"):
        filas = [(_(nombre), en_euros(propias[clave])) for clave, nombre in PROPIETARIAS.items()]
        titulo = _("Estado de cambios en el patrimonio neto. 3: operaciones con la entidad o entidades propietarias")
        aviso = _("Un ayuntamiento no tiene entidad propietaria: salvo que dependa de otra, no hay importes.")
        sin_nada = not any(map(Decimal, propias.values()))
        partes.append(Cuadro(titulo, columnas, tuple(filas), explicacion=aviso if sin_nada else ""))
    return partes


def _flujos(cuentas: Mapping[str, Any]) -> Cuadro:
    dicho = cuentas["flujos"]
    filas: list[tuple[str, str]] = []
    totales: list[int] = []
    for actividad, rotulo in FLUJOS.items():
        suyas = [linea for linea in dicho["lineas"] if linea["actividad"] == actividad]
        totales.append(len(filas))
        filas.append((_(rotulo), en_euros(_suma(linea["importe"] for linea in suyas))))
        filas += [(_(LINEAS_DE_FLUJO[linea["linea"]]), en_euros(linea["importe"])) for linea in suyas]
    inicial, final = Decimal(dicho["inicial"]), Decimal(dicho["final"])
    totales += [len(filas), len(filas) + 2]
    filas += [
        (_("Variación del efectivo"), en_euros(final - inicial)),
        (_("Efectivo al comenzar el ejercicio"), en_euros(inicial)),
        (_("Efectivo al terminar el ejercicio"), en_euros(final)),
    ]
    return Cuadro(_("Estado de flujos de efectivo"), (_("Concepto"), _("Importe")), tuple(filas), tuple(totales))


def _indicadores(cuentas: Mapping[str, Any]) -> Cuadro:
    dichos = cuentas["indicadores"]
    filas = tuple(
        (_(nombre), dichos[clave].replace(".", ",") if dichos.get(clave) is not None else "-")
        for clave, nombre in INDICADORES.items()
    )
    return Cuadro(_("Indicadores"), (_("Indicador"), _("Valor")), filas)


def _suma(importes: Iterable[str]) -> Decimal:
    return sum((Decimal(importe) for importe in importes), Decimal(0))


def en_euros(importe: str | Decimal) -> str:
    """As amounts are written: `1.234,56`, without the sign of the euro, which the title of the column does not need."""
    return str(Importe(Decimal(str(importe)))).removesuffix(" €")
