"""How the operations of a script have to be written, before anything is asked of the accounts: what each kind asks for, and what each datum is. In words, all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from consistorio.economia.presupuesto.vinculacion import Regla

_APLICACION: Final = "aplicacion o sobre"
_CONCEPTO: Final = "concepto o sobre"
# Besides its day; «a o b» is satisfied by either
_PIDEN: Final[Mapping[str, tuple[str, ...]]] = {
    "APERTURA": ("saldos", "descripcion"),
    "PRESUPUESTO_INICIAL": ("creditos", "previsiones", "descripcion"),
    **dict.fromkeys(
        ("RC", "RC_TRANSFERENCIA", "RC_NO_DISPONIBLE", "ND", "A", "AD", "ADO", "D", "DO", "O", "P", "R", "P_R", "PR"),
        ("importe", _APLICACION),
    ),
    **dict.fromkeys(
        ("MC_EXTRAORDINARIO", "MC_SUPLEMENTO", "MC_AMPLIACION", "MC_INCORPORACION", "MC_GENERACION", "MC_BAJA"),
        ("importe", "aplicacion", "descripcion"),
    ),
    "MC_TRANSFERENCIA": ("importe", "origen", "destino", "descripcion"),
    **dict.fromkeys(("ACF_CONSTITUCION", "ACF_PAGOS", "ACF_REINTEGRO", "PJ_PAGOS", "PJ_JUSTIFICACION"), ("importe",)),
    "ACF_REPOSICION": ("importe", _APLICACION),
    "PJ": ("importe", "aplicacion"),
    "DEVENGO_413": ("importe", "asientos"),
    **dict.fromkeys(("DR", "DR_I"), ("importe", "concepto")),
    **dict.fromkeys(
        (
            *("I", "I_C60", "DR_ANULACION", "DR_INSOLVENCIA", "DR_APLAZAMIENTO", "DR_ESPECIE"),
            *("DEV_ACUERDO", "DEV_PAGO"),
        ),
        ("importe", _CONCEPTO),
    ),
    **dict.fromkeys(
        (
            *("I_CERRADOS", "CERRADOS_INSOLVENCIA", "CERRADOS_ANULACION", "CERRADOS_APLAZAMIENTO"),
            *("CERRADOS_PRESCRIPCION", "P_CERRADOS", "CERRADOS_PRESCRIPCION_OBL"),
        ),
        ("importe",),
    ),
    **dict.fromkeys(("INP", "PNP"), ("importe", "concepto o asientos")),
    "IVA_SECTOR": ("sector", "descripcion"),
    "IVA_RECIBIDA": ("base", "tipo_iva", "nif", "factura", _APLICACION),
    "IVA_EXPEDIDA": ("base", "tipo_iva", "concepto", "sector", "nif", "factura"),
    "IVA_LIQUIDACION": ("periodo",),
    "IVA_PRORRATA": ("sector",),
    **dict.fromkeys(
        ("AMORTIZACION", "RECLASIFICACION", "DETERIORO_REVERSION", "DETERIORO_DOTACION"), ("asientos", "descripcion")
    ),
    "CORRECCION": ("sobre",),
    "PRORROGA": ("descripcion",),
    "TRAMITE_PRESUPUESTO": ("ejercicio", "estado"),
    **dict.fromkeys(("FUTURO_RC", "FUTURO_A", "FUTURO_AD", "FUTURO_D"), ("supuesto", "anualidades", _APLICACION)),
    "FUTURO_CORRECCION": ("sobre",),
    "ELEVAR_LIMITE": ("aplicacion", "ejercicio", "importe", "documento", "descripcion"),
    "TRAER_PLURIANUALES": (),
    "PREVIA": ("clase", "importe", _APLICACION),
    "NOMINA": ("fichero", "ordinal"),
    "PRESTAMO": ("descripcion", "importe", "concepto", "amortiza", "intereses", "cuotas"),
    "PRESTAMO_DISPOSICION": ("descripcion", "importe"),
    "PRESTAMO_CUOTA": ("descripcion", "cuota"),
    "PRESTAMO_RECLASIFICACION": ("descripcion",),
}
_DE_PROYECTO: Final = ("codigo", "nombre", "desde", "hasta", "gasto_total", "agentes", "aplicaciones")
_REGLA: Final = frozenset(campo.name for campo in fields(Regla))


def problemas_del_fichero(leido: object) -> list[str]:
    """Why it is no list of operations: of each, that its year cannot be told, or its kind."""
    if not isinstance(leido, dict) or not isinstance(leido.get("operaciones"), list):
        return ["Tiene que ser un objeto JSON con «operaciones», que es la lista de las operaciones."]
    if not leido["operaciones"]:
        return ["No tiene ninguna operación."]
    problemas = []
    for orden, paso in enumerate(leido["operaciones"], 1):
        donde = f"Operación {orden} de la lista"
        if not isinstance(paso, dict):
            problemas.append(f"{donde}: tiene que ser un objeto, con su «tipo» y su «fecha».")
            continue
        mal = [f"falta «{campo}»" for campo in ("tipo", "fecha") if not paso.get(campo)]
        if paso.get("fecha") and not str(paso["fecha"])[:4].isdecimal():
            mal.append(f"«fecha» es un día, como 2026-03-31, y dice «{paso['fecha']}»")
        if mal:
            problemas.append(f"{donde}: {'; '.join(mal)}.")
    return problemas + _de_proyectos(leido.get("proyectos"))


def problemas_de_paso(paso: Mapping[str, object]) -> list[str]:
    """What an operation lacks, and what of it is not what it should be."""
    problemas = [
        f"Falta «{pedido.replace(' o ', '» o «')}»."
        for pedido in ("fecha", *_PIDEN.get(str(paso.get("tipo", "")), ()))
        if not any(campo in paso for campo in pedido.split(" o "))
    ]
    for campo, valor in paso.items():
        if campo in _SON and not _SON[campo][0](valor):
            problemas.append(f"«{campo}» {_SON[campo][1]}, y dice «{valor}».")
    return problemas


def _de_proyectos(proyectos: object) -> list[str]:
    if proyectos is None:
        return []
    if not isinstance(proyectos, list):
        return ["«proyectos» tiene que ser una lista."]
    problemas = []
    for orden, uno in enumerate(proyectos, 1):
        mal = [f"falta «{campo}»" for campo in _DE_PROYECTO if not isinstance(uno, dict) or campo not in uno]
        if not mal and not (_es_entero(uno["desde"]) and _es_entero(uno["hasta"]) and _es_importe(uno["gasto_total"])):
            mal.append("«desde» y «hasta» son años, y «gasto_total», euros")
        if not mal and not _es_lista(uno["aplicaciones"], lambda _una: True):
            mal.append("«aplicaciones» es una lista de códigos")
        if not mal and not _es_lista(uno["agentes"], _es_agente):
            mal.append("cada uno de «agentes» lleva su «nombre», su «economica» y su «aportacion» en euros")
        if mal:
            problemas.append(f"Proyecto {orden} de la lista: {'; '.join(mal)}.")
    return problemas


def _es_fecha(valor: object) -> bool:
    try:
        date.fromisoformat(str(valor))
    except ValueError:
        return False
    return True


def _es_importe(valor: object) -> bool:
    try:
        return Decimal(str(valor)).is_finite()
    except InvalidOperation:
        return False


def _es_entero(valor: object) -> bool:
    return str(valor).isdecimal()


def _son_importes(valor: object) -> bool:
    return isinstance(valor, dict) and all(_es_importe(uno) for uno in valor.values())


def _es_lista(valor: object, es: Callable[[object], bool]) -> bool:
    return isinstance(valor, list) and all(es(uno) for uno in valor)


def _con(valor: object, *campos: str) -> bool:
    """Whether it is an object with those fields, and with euros in its amount."""
    return (
        isinstance(valor, dict)
        and all(campo in valor for campo in campos)
        and ("importe" not in valor or _es_importe(valor["importe"]))
    )


def _es_agente(valor: object) -> bool:
    return isinstance(valor, dict) and _con(valor, "nombre", "economica") and _es_importe(valor.get("aportacion"))


def _es_cuota(valor: object) -> bool:
    return isinstance(valor, list) and len(valor) == 3 and _es_fecha(valor[0]) and all(map(_es_importe, valor[1:]))


_SON: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    **dict.fromkeys(("fecha", "aprobado", "informe", "acuerdo", "pagada"), (_es_fecha, "es un día, como 2026-03-31")),
    **dict.fromkeys(
        ("importe", "base", "tipo_iva", "del_anio"), (_es_importe, "es una cantidad, con punto para los decimales")
    ),
    **dict.fromkeys(
        ("n", "sobre", "inicia", "prueba", "ejercicio", "cuota", "prorrata"), (_es_entero, "es un número entero")
    ),
    **dict.fromkeys(
        ("creditos", "previsiones", "saldos", "anualidades", "descuentos"),
        (_son_importes, "es un objeto: de cada código o año, su cantidad"),
    ),
    "asientos": (
        lambda valor: _es_lista(valor, lambda uno: _con(uno, "debe", "haber")),
        "es una lista de apuntes, con su «debe» y su «haber»",
    ),
    "ajustes": (
        lambda valor: _es_lista(valor, lambda uno: _con(uno, "clase", "codigo", "importe")),
        "es una lista, con «clase», «codigo» e «importe»",
    ),
    "vinculacion": (
        lambda valor: _es_lista(valor, lambda uno: isinstance(uno, dict) and "orden" in uno and _REGLA.issuperset(uno)),
        "es una lista de reglas, con su «orden» y las columnas de las bases",
    ),
    "fichero": (lambda valor: isinstance(valor, list), "es una lista de líneas"),
    "cuotas": (lambda valor: _es_lista(valor, _es_cuota), "es una lista de [día, amortización, intereses]"),
    "compromiso": (
        lambda valor: isinstance(valor, list) and len(valor) == 2 and all(map(_es_entero, valor)),
        "es [año, número]",
    ),
}
