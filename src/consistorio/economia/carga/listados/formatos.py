"""The formats that are known: how each names its columns, and what of a row adds up to what.

Jerez de la Frontera: liquidations of 2020 and 2021, rounded to euros, so that what adds up may stray by one. Madrid: execution of 2017, with decimal comma and ten
significant figures, so that the cents of the largest amounts are rounded. The last three are of the house: a budget that begins, with nothing noted in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato


@dato
class Suma:
    """`total` is what `sumandos` add up to, those of `restan` taken away."""

    total: str
    sumandos: tuple[str, ...]
    restan: tuple[str, ...] = ()


@dato
class Formato:
    """A format. `organica`: columns that make the organic code; `comprueba`: column -> how many figures of which code it repeats; `orden`: amounts that never go up from
    one to the next; `largos`: column -> figures of its code; `holgura`: what a sum may stray, in euros; `en_json`: a list of objects instead of a table."""

    nombre: str | Promise
    clase: str
    organica: tuple[str, ...]
    programa: str
    economica: str
    denominacion: str
    importes: Mapping[str, str]
    sumas: tuple[Suma, ...]
    comprueba: Mapping[str, tuple[str, int]]
    orden: tuple[str, ...] = ()
    positivos: tuple[str, ...] = ()
    largos: Mapping[str, int] = field(default_factory=dict)
    holgura: Decimal = Decimal("0.01")
    en_json: bool = False

    @property
    def columnas(self) -> frozenset[str]:
        """Those that it cannot do without."""
        codigos = {*self.organica, self.programa, self.economica, self.denominacion} - {""}
        return frozenset(codigos | set(self.importes) | set(self.comprueba))


_CREDITO: Final = Suma("definitivos", ("iniciales", "modificaciones"))
_PREVISION: Final = Suma("definitivas", ("iniciales", "modificaciones"))
FORMATOS: Final = (
    Formato(
        _("Jerez, liquidación de gastos"),
        "gasto",
        ("CodOrg",),
        "CodPro",
        "CodEco",
        "Descripcion",
        {
            "Iniciales": "iniciales",
            "Modificaciones": "modificaciones",
            "Definitivas": "definitivos",
            "GastosComprometidos": "dispuesto",
            "ObligacionesReconocidasNetas": "obligaciones",
            "Pagos": "pagos",
            "ObligacionesPendientePago": "pendiente",
            "RemanenteCredito": "remanente",
        },
        (
            _CREDITO,
            Suma("obligaciones", ("pagos", "pendiente")),
            Suma("remanente", ("definitivos",), ("obligaciones",)),
        ),
        {"CodCap": ("economica", 1), "CodArt": ("economica", 2), "CodCon": ("economica", 3), "CodAre": ("programa", 1)},
        orden=("dispuesto", "obligaciones", "pagos"),
        positivos=("iniciales", "definitivos", "pagos"),
        largos={"CodPro": 5, "CodEco": 5},
        holgura=Decimal(1),
    ),
    Formato(
        _("Jerez, liquidación de ingresos"),
        "ingreso",
        (),
        "",
        "CodEco",
        "DescripcionAyto",
        {
            "Iniciales": "iniciales",
            "Modificaciones": "modificaciones",
            "Definitivas": "definitivas",
            "DerechosReconocidos": "derechos_reconocidos",
            "DerechosAnulados": "derechos_anulados",
            "DerechosCancelados": "derechos_cancelados",
            "DerechosReconocidosNetos": "derechos_netos",
            "RecaudacionNeta": "recaudacion",
            "DerechosPendienteCobro": "pendiente",
            "DiferenciaPrevision": "diferencia",
        },
        (
            _PREVISION,
            Suma("derechos_netos", ("derechos_reconocidos",), ("derechos_anulados", "derechos_cancelados")),
            Suma("derechos_netos", ("recaudacion", "pendiente")),
            Suma("diferencia", ("derechos_netos",), ("definitivas",)),
        ),
        {"CodCap": ("economica", 1), "CodArt": ("economica", 2), "CodCon": ("economica", 3)},
        positivos=("iniciales", "definitivas"),
        holgura=Decimal(2),
        en_json=True,
    ),
    Formato(
        _("Madrid, ejecución de gastos"),
        "gasto",
        ("Centro", "Seccion"),
        "Programa",
        "Economico",
        "Descripcion Economico",
        {
            "CRED_INICIAL": "iniciales",
            "MOD_CREDITO": "modificaciones",
            "C_DEFINITIVO": "definitivos",
            "C_AUTORIZADO": "autorizado",
            "C_DISPUESTO": "dispuesto",
            "OBL_RECONOC": "obligaciones",
        },
        (_CREDITO,),
        {"Capitulo": ("economica", 1)},
        orden=("autorizado", "dispuesto", "obligaciones"),
        positivos=("iniciales", "definitivos", "obligaciones"),
        largos={"Centro": 3, "Seccion": 3, "Programa": 5, "Economico": 5},
    ),
    Formato(
        _("Madrid, ejecución de ingresos"),
        "ingreso",
        ("Centro",),
        "",
        "Economico",
        "Descripcion Economico",
        {
            "PREV.INICIAL": "iniciales",
            "MODIFICACIONES": "modificaciones",
            "PREV.DEFINITIV": "definitivas",
            "D. RECON.NETOS": "derechos_netos",
            "RECAUDADO": "recaudacion",
        },
        (_PREVISION,),
        {"Capitulo": ("economica", 1)},
        orden=("derechos_netos", "recaudacion"),
        positivos=("iniciales", "definitivas"),
    ),
    Formato(
        _("Presupuesto de gastos con orgánica"),
        "gasto",
        ("organica",),
        "programa",
        "economica",
        "denominacion",
        {"iniciales": "iniciales"},
        (),
        {},
        positivos=("iniciales",),
    ),
    Formato(
        _("Presupuesto de gastos"),
        "gasto",
        (),
        "programa",
        "economica",
        "denominacion",
        {"iniciales": "iniciales"},
        (),
        {},
        positivos=("iniciales",),
    ),
    Formato(
        _("Presupuesto de ingresos"),
        "ingreso",
        (),
        "",
        "economica",
        "denominacion",
        {"iniciales": "iniciales"},
        (),
        {},
        positivos=("iniciales",),
    ),
)
