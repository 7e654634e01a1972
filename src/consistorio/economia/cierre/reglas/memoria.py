"""The notes of the memoria (Orden HAP/1781/2013, third part, normal model): which there are, in order, and what each asks. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

LARGO_TEXTO: Final = 30_000
LARGO_TABLA: Final = 20_000
MAXIMO_COLUMNAS: Final = 8
MAXIMO_FILAS: Final = 200
INDICADORES: Final = 25
# Above these inhabitants, notes 26 and 27 are not left out
MUCHOS_HABITANTES: Final = 50_000


@dato
class Nota:
    """A note. `pide`: what the town says in it; `obligada`: no accounts go without its text; `de_grandes`: nor without it, typed as text or table, of towns of more than `MUCHOS_HABITANTES`."""

    numero: int
    titulo: str | Promise
    pide: str | Promise
    obligada: bool = False
    de_grandes: bool = False


NOTAS: Final = (
    Nota(
        1,
        gettext_lazy("Organización y actividad"),
        gettext_lazy(
            "Población, norma de creación, actividad principal, de qué vive, consideración fiscal y prorrata, organización y sus responsables, empleados, y entidades de las que forma parte."
        ),
        obligada=True,
    ),
    Nota(
        2,
        gettext_lazy("Gestión indirecta de servicios públicos, convenios y otras formas de colaboración"),
        gettext_lazy("De cada uno: objeto, plazo, bienes que se ceden, transferencias comprometidas y anticipos."),
    ),
    Nota(
        3,
        gettext_lazy("Bases de presentación de las cuentas"),
        gettext_lazy(
            "Imagen fiel, principios que no se aplican y por qué, comparación con el año anterior, cambios de criterio y corrección de errores."
        ),
        obligada=True,
    ),
    Nota(
        4,
        gettext_lazy("Normas de reconocimiento y valoración"),
        gettext_lazy("Los criterios con que se valora cada partida."),
        obligada=True,
    ),
    Nota(
        5,
        gettext_lazy("Inmovilizado material"),
        gettext_lazy("Vidas útiles, bienes recibidos en cesión o adscripción, garantías y bienes en arrendamiento."),
    ),
    Nota(6, gettext_lazy("Patrimonio público del suelo"), gettext_lazy("Criterios y restricciones de sus bienes.")),
    Nota(7, gettext_lazy("Inversiones inmobiliarias"), gettext_lazy("Sus clases, y los ingresos y gastos que dan.")),
    Nota(8, gettext_lazy("Inmovilizado intangible"), gettext_lazy("Vidas útiles y desembolsos en investigación.")),
    Nota(
        9,
        gettext_lazy("Arrendamientos financieros y otras operaciones de naturaleza similar"),
        gettext_lazy("De cada contrato: bien, valor, pagos que quedan y opción de compra."),
    ),
    Nota(
        10,
        gettext_lazy("Activos financieros"),
        gettext_lazy("Clases, riesgos de tipo de cambio y de interés, y activos en garantía."),
    ),
    Nota(
        11,
        gettext_lazy("Pasivos financieros"),
        gettext_lazy("Líneas de crédito, deudas impagadas, avales y otras garantías concedidas."),
    ),
    Nota(12, gettext_lazy("Coberturas contables"), gettext_lazy("Operaciones cubiertas e instrumentos.")),
    Nota(
        13,
        gettext_lazy("Activos construidos o adquiridos para otras entidades y otras existencias"),
        gettext_lazy("De cada uno: entidad, coste e ingresos, y anticipos."),
    ),
    Nota(14, gettext_lazy("Moneda extranjera"), gettext_lazy("Saldos y diferencias de cambio.")),
    Nota(
        15,
        gettext_lazy("Transferencias, subvenciones y otros ingresos y gastos"),
        gettext_lazy("De las importantes: quién, para qué, condiciones y si se cumplen."),
    ),
    Nota(
        16,
        gettext_lazy("Provisiones y contingencias"),
        gettext_lazy("De cada provisión: qué obligación es y cuándo se espera pagar. De cada contingencia: qué es y cuánto."),
    ),
    Nota(17, gettext_lazy("Información sobre medio ambiente"), gettext_lazy("Beneficios fiscales por razones ambientales.")),
    Nota(18, gettext_lazy("Activos en estado de venta"), gettext_lazy("Qué son y por qué se venden.")),
    Nota(
        19,
        gettext_lazy("Presentación por actividades de la cuenta del resultado económico patrimonial"),
        gettext_lazy("El resultado de cada actividad, como tabla."),
    ),
    Nota(
        20,
        gettext_lazy("Operaciones por administración de recursos por cuenta de otros entes públicos"),
        gettext_lazy("Qué se recauda para otros y con qué acuerdo."),
    ),
    Nota(21, gettext_lazy("Operaciones no presupuestarias de tesorería"), gettext_lazy("Lo que haya que explicar.")),
    Nota(
        22,
        gettext_lazy("Contratación administrativa. Procedimientos de adjudicación"),
        gettext_lazy("Los contratos que no se tramitan aquí, por clase y procedimiento, como tabla."),
    ),
    Nota(23, gettext_lazy("Valores recibidos en depósito"), gettext_lazy("Lo que haya que explicar.")),
    Nota(24, gettext_lazy("Información presupuestaria"), gettext_lazy("Lo que haya que explicar.")),
    Nota(
        INDICADORES,
        gettext_lazy("Indicadores financieros, patrimoniales y presupuestarios"),
        gettext_lazy("Lo que haya que explicar."),
    ),
    Nota(
        26,
        gettext_lazy("Información sobre el coste de las actividades"),
        gettext_lazy("Obligada en municipios de más de 50.000 habitantes. El coste de cada actividad, como tabla."),
        de_grandes=True,
    ),
    Nota(
        27,
        gettext_lazy("Indicadores de gestión"),
        gettext_lazy("Obligada en municipios de más de 50.000 habitantes. Eficacia, eficiencia, economía y medios, como tabla."),
        de_grandes=True,
    ),
    Nota(
        28,
        gettext_lazy("Hechos posteriores al cierre"),
        gettext_lazy("Lo que se ha sabido después y cambia las cuentas, o conviene saber."),
    ),
)  # fmt: skip
POR_NUMERO: Final[Mapping[int, Nota]] = {nota.numero: nota for nota in NOTAS}


def leer_tabla(texto: str) -> tuple[tuple[str, ...], ...]:
    """What somebody typed as a table: a row for each line, its cells between semicolons; the first one has the titles."""
    filas = csv.reader(texto.splitlines(), delimiter=";")
    return tuple(tuple(celda.strip() for celda in fila) for fila in filas if any(celda.strip() for celda in fila))


def problemas_de_nota(texto: str, tabla: str) -> list[Problema]:
    """Everything for which a note is not kept."""
    problemas = []
    if len(texto) > LARGO_TEXTO:
        mensaje = _("El texto tiene %(tiene)d caracteres y caben %(caben)d.")
        problemas.append(Problema("texto", mensaje % {"tiene": len(texto), "caben": LARGO_TEXTO}))
    if len(tabla) > LARGO_TABLA:
        mensaje = _("La tabla tiene %(tiene)d caracteres y caben %(caben)d.")
        return [*problemas, Problema("tabla", mensaje % {"tiene": len(tabla), "caben": LARGO_TABLA})]
    filas = leer_tabla(tabla)
    if not filas:
        return problemas
    ancho = len(filas[0])
    if len(filas) == 1:
        problemas.append(Problema("tabla", _("La tabla solo tiene los títulos: añada filas debajo, o déjela vacía.")))
    if not 2 <= ancho <= MAXIMO_COLUMNAS:
        mensaje = _("La tabla lleva de 2 a %(n)d columnas, separadas por punto y coma.")
        problemas.append(Problema("tabla", mensaje % {"n": MAXIMO_COLUMNAS}))
    if len(filas) > MAXIMO_FILAS:
        problemas.append(Problema("tabla", _("La tabla lleva hasta %(n)d filas.") % {"n": MAXIMO_FILAS}))
    for n, fila in enumerate(filas[1:], start=2):
        if len(fila) != ancho:
            mensaje = _("La fila %(n)d tiene %(tiene)d columnas y los títulos son %(ancho)d.")
            problemas.append(Problema("tabla", mensaje % {"n": n, "tiene": len(fila), "ancho": ancho}))
    return problemas
