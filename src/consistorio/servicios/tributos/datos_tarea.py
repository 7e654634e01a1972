"""What a definition says of a task of payment: `datos` of the kind `pago`.

{"regimen": "autoliquidacion" | "liquidacion", "concepto": code of a tariff of the fee,
 "base": {"campo": numeric question, "unidad": "m²"},                              without it, a fixed amount
 "periodos": {"numero": 12, "unidad": "meses" | "semanas" | "veces"} | {"campo": numeric question, "unidad": the same},      months, if it says none
           | {"desde": date question, "hasta": date question, "cuenta": "empezados" | "completos", "si_no": 12},   in months
 "devengo": "solicitud" | "liquidacion",      whose day chooses the tariff (TRLRHL 26)
 "plazo": {"cantidad": 10, "unidad": "dias_habiles"},     of an autoliquidación, from the day it is made
 "antes_de": "propuesta" | "resolucion"}                  what waits for the payment
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.legales import leer_termino
from consistorio.tramitacion.catalogo.tipos import Termino
from consistorio.tramitacion.formularios.esquema import CODIGO
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

REGIMENES = frozenset({"autoliquidacion", "liquidacion"})
DEVENGOS = frozenset({"solicitud", "liquidacion"})
PASOS = frozenset({"propuesta", "resolucion"})
CUENTAS = frozenset({"empezados", "completos"})
NUMERICOS = frozenset({"numero", "importe"})
MESES = "meses"
UNIDADES = frozenset({MESES, "semanas", "veces"})
MAXIMO_PERIODOS = 1200


@dato
class Periodos:
    """How many times it is paid: a number or that of a question, of what `unidad` says; or the months between two dates (`si_no` when they are
    not asked)."""

    numero: int | None = None
    campo: str = ""
    desde: str = ""
    hasta: str = ""
    empezados: bool = False
    unidad: str = MESES


@dato
class DatosDePago:
    """The typed `datos`. Without `base` the amount is fixed; without `periodos`, for once."""

    regimen: str
    concepto: str
    base: str
    base_unidad: str
    periodos: Periodos | None
    devengo: str
    plazo: Termino | None
    antes_de: str


def leer(datos: Mapping[str, Valor], esquema: Esquema | None = None) -> tuple[DatosDePago, tuple[str, ...]]:
    """What they say, and what is wrong with them: also, given the form, the questions that it does not have."""
    problemas: list[Problema] = []
    lector = Lector(dict(datos), "", problemas)
    regimen = lector.opcion("regimen", REGIMENES)
    concepto = lector.texto("concepto", obligatorio=True, maximo=60)
    if concepto and not CODIGO.fullmatch(concepto):
        lector.anotar("concepto", _("el código lleva solo letras minúsculas sin acentos, números y guion bajo."))
    base, unidad = _base(lector, esquema)
    leidos = DatosDePago(
        regimen=regimen,
        concepto=concepto,
        base=base,
        base_unidad=unidad,
        periodos=_periodos(lector, esquema),
        devengo=lector.opcion("devengo", DEVENGOS, por_defecto="solicitud"),
        plazo=_plazo(lector),
        antes_de=lector.opcion("antes_de", PASOS | {""}, por_defecto=""),
    )
    if regimen == "liquidacion" and leidos.plazo is not None:
        lector.anotar("plazo", _("el plazo de una liquidación que se notifica lo fija la ley (LGT art. 62.2)."))
    if regimen == "autoliquidacion" and leidos.plazo is None and not leidos.antes_de:
        lector.anotar("plazo", _("diga hasta cuándo se ingresa, o qué trámite espera al pago (antes_de)."))
    lector.sobrantes()
    return leidos, tuple(f"{p.campo}: {p.mensaje}" if p.campo else p.mensaje for p in problemas)


def _base(lector: Lector, esquema: Esquema | None) -> tuple[str, str]:
    base = lector.hijo("base")
    if base is None:
        return "", ""
    campo = base.texto("campo", obligatorio=True, maximo=60)
    unidad = base.texto("unidad", obligatorio=True, maximo=20)
    _es_de(base, "campo", campo, NUMERICOS, esquema)
    base.sobrantes()
    return campo, unidad


def _periodos(lector: Lector, esquema: Esquema | None) -> Periodos | None:
    hijo = lector.hijo("periodos")
    if hijo is None:
        return None
    if hijo.tiene("desde") or hijo.tiene("hasta"):
        desde = hijo.texto("desde", obligatorio=True, maximo=60)
        hasta = hijo.texto("hasta", obligatorio=True, maximo=60)
        leidos = Periodos(
            numero=hijo.entero("si_no", minimo=1, maximo=MAXIMO_PERIODOS),
            desde=desde,
            hasta=hasta,
            empezados=hijo.opcion("cuenta", CUENTAS) == "empezados",
        )
        _es_de(hijo, "desde", desde, frozenset({"fecha"}), esquema)
        _es_de(hijo, "hasta", hasta, frozenset({"fecha"}), esquema)
    elif hijo.tiene("campo"):
        leidos = Periodos(campo=hijo.texto("campo", obligatorio=True, maximo=60), unidad=_unidad(hijo))
        _es_de(hijo, "campo", leidos.campo, NUMERICOS, esquema)
    else:
        numero = hijo.entero("numero", obligatorio=True, minimo=1, maximo=MAXIMO_PERIODOS)
        leidos = Periodos(numero=numero, unidad=_unidad(hijo))
    hijo.sobrantes()
    return leidos


def _unidad(lector: Lector) -> str:
    return lector.opcion("unidad", UNIDADES, por_defecto=MESES)


def _es_de(lector: Lector, clave: str, codigo: str, tipos: frozenset[str], esquema: Esquema | None) -> None:
    """The form has that question, and of a type that serves."""
    if esquema is None or not codigo:
        return
    campo = esquema.campo(codigo)
    if campo is None:
        lector.anotar(clave, _("«%(c)s» no es un campo del formulario.") % {"c": codigo})
    elif campo.tipo not in tipos:
        lector.anotar(
            clave,
            _("«%(c)s» no es de estos tipos: %(t)s.") % {"c": codigo, "t": ", ".join(sorted(tipos))},
        )


def _plazo(lector: Lector) -> Termino | None:
    hijo = lector.hijo("plazo")
    if hijo is None:
        return None
    termino = leer_termino(hijo)
    hijo.sobrantes()
    return termino
