"""Conditions: a small typed tree (field, operator, constant, and/or/not), edited with selects. Never code.

Written form: `{"campo": "tipo_obra", "operador": "igual", "valor": "menor"}`, `{"y": [...]}`, `{"o": [...]}`, `{"no": {...}}`.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de

SIN_CONSTANTE = frozenset({"relleno", "vacio"})
DE_ORDEN = frozenset({"mayor", "mayor_o_igual", "menor", "menor_o_igual"})
OPERADORES = frozenset({"igual", "distinto", "contiene", "en"}) | SIN_CONSTANTE | DE_ORDEN
MAXIMA_PROFUNDIDAD = 8


@dato
class Comparacion:
    """A field against a constant."""

    campo: str
    operador: str
    valor: Valor = None


@dato
class Todas:
    """True when every part is (an empty one is true)."""

    partes: tuple[Condicion, ...]


@dato
class Alguna:
    """True when some part is (an empty one is false)."""

    partes: tuple[Condicion, ...]


@dato
class Negada:
    """True when the part is not."""

    parte: Condicion


Condicion: TypeAlias = Comparacion | Todas | Alguna | Negada


def leer_condicion(valor: Valor, ruta: str, problemas: list[Problema], *, nivel: int = 0) -> Condicion | None:
    """Read the written form of a condition. None when there is none or it cannot be read (the problems say why)."""
    if valor is None:
        return None
    lector = Lector(valor, ruta, problemas)
    if not isinstance(valor, dict):
        return None
    if nivel > MAXIMA_PROFUNDIDAD:
        lector.anotar("", _("la condición tiene demasiados niveles: como mucho %(n)d.") % {"n": MAXIMA_PROFUNDIDAD})
        return None
    formas = [clave for clave in ("y", "o", "no", "campo") if clave in valor]
    if len(formas) != 1:
        lector.anotar("", _("una condición lleva una sola de estas claves: campo, y, o, no."))
        return None
    if formas[0] == "campo":
        return _leer_comparacion(lector)
    if formas[0] == "no":
        parte = leer_condicion(lector.valor("no"), f"{ruta}.no", problemas, nivel=nivel + 1)
        lector.sobrantes()
        return Negada(parte) if parte is not None else None
    return _leer_grupo(lector, formas[0], nivel)


def _leer_grupo(lector: Lector, forma: str, nivel: int) -> Condicion | None:
    crudas = lector.valor(forma)
    lector.sobrantes()
    if not isinstance(crudas, list) or not crudas:
        lector.anotar(forma, _("aquí va una lista con una condición o más."))
        return None
    partes = [
        leer_condicion(cruda, f"{lector.ruta}.{forma}[{orden}]", lector.problemas, nivel=nivel + 1)
        for orden, cruda in enumerate(crudas, start=1)
    ]
    validas = tuple(parte for parte in partes if parte is not None)
    return Todas(validas) if forma == "y" else Alguna(validas)


def _leer_comparacion(lector: Lector) -> Comparacion:
    campo = lector.texto("campo", obligatorio=True)
    operador = lector.opcion("operador", OPERADORES)
    valor = lector.valor("valor")
    lector.sobrantes()
    if operador in SIN_CONSTANTE and valor is not None:
        lector.anotar("valor", _("con «%(op)s» no se escribe ningún valor.") % {"op": operador})
    if operador == "en" and not (isinstance(valor, list) and valor):
        lector.anotar("valor", _("con «en» el valor es una lista."))
    if operador in DE_ORDEN and _numero_o_texto(valor) is None:
        lector.anotar("valor", _("falta el valor con el que se compara."))
    if operador in {"igual", "distinto", "contiene"} and (valor is None or isinstance(valor, (list, dict))):
        lector.anotar("valor", _("falta el valor con el que se compara."))
    return Comparacion(campo, operador, valor)


def campos_de(condicion: Condicion | None) -> frozenset[str]:
    """The fields that a condition looks at."""
    match condicion:
        case None:
            return frozenset()
        case Comparacion():
            return frozenset({condicion.campo})
        case Negada():
            return campos_de(condicion.parte)
        case Todas() | Alguna():
            return frozenset().union(*(campos_de(parte) for parte in condicion.partes))


def comparaciones_de(condicion: Condicion | None) -> tuple[Comparacion, ...]:
    """The leaves of a condition."""
    match condicion:
        case None:
            return ()
        case Comparacion():
            return (condicion,)
        case Negada():
            return comparaciones_de(condicion.parte)
        case Todas() | Alguna():
            return tuple(hoja for parte in condicion.partes for hoja in comparaciones_de(parte))


def se_cumple(condicion: Condicion | None, datos: Datos) -> bool:
    """Whether the condition holds for these answers. No condition always holds; a field without answer is empty."""
    match condicion:
        case None:
            return True
        case Comparacion():
            return _comparar(condicion, datos.get(condicion.campo))
        case Negada():
            return not se_cumple(condicion.parte, datos)
        case Todas():
            return all(se_cumple(parte, datos) for parte in condicion.partes)
        case Alguna():
            return any(se_cumple(parte, datos) for parte in condicion.partes)


def es_seguro(condicion: Condicion | None, datos: Datos) -> bool | None:
    """Whether it holds whatever the fields that `datos` does not have turn out to be; None when that depends on them."""
    match condicion:
        case None:
            return True
        case Comparacion():
            return se_cumple(condicion, datos) if condicion.campo in datos else None
        case Negada():
            dentro = es_seguro(condicion.parte, datos)
            return None if dentro is None else not dentro
        case Todas():
            partes = [es_seguro(parte, datos) for parte in condicion.partes]
            return False if False in partes else None if None in partes else True
        case Alguna():
            partes = [es_seguro(parte, datos) for parte in condicion.partes]
            return True if True in partes else None if None in partes else False


def esta_vacio(valor: Valor) -> bool:
    """Whether an answer says nothing."""
    if isinstance(valor, bool):
        return not valor
    if isinstance(valor, dict):
        return all(esta_vacio(parte) for parte in valor.values())
    return valor is None or valor in ("", [])


def _comparar(hoja: Comparacion, respuesta: Valor) -> bool:
    match hoja.operador:
        case "relleno":
            return not esta_vacio(respuesta)
        case "vacio":
            return esta_vacio(respuesta)
        case "igual":
            return _iguales(respuesta, hoja.valor)
        case "distinto":
            return not _iguales(respuesta, hoja.valor)
        case "contiene":
            if isinstance(respuesta, list):
                return any(_iguales(parte, hoja.valor) for parte in respuesta)
            return texto_de(hoja.valor).casefold() in texto_de(respuesta).casefold()
        case "en":
            return isinstance(hoja.valor, list) and any(_iguales(respuesta, valor) for valor in hoja.valor)
    return _ordenados(hoja.operador, respuesta, hoja.valor)


def _iguales(respuesta: Valor, constante: Valor) -> bool:
    if isinstance(constante, bool) or isinstance(respuesta, bool):
        return bool(respuesta) == bool(constante)
    izquierda, derecha = _numero_o_texto(respuesta), _numero_o_texto(constante)
    return izquierda is not None and izquierda == derecha


def _ordenados(operador: str, respuesta: Valor, constante: Valor) -> bool:
    izquierda, derecha = _numero_o_texto(respuesta), _numero_o_texto(constante)
    if isinstance(izquierda, Decimal) and isinstance(derecha, Decimal):
        signo = int(izquierda.compare(derecha))
    elif isinstance(izquierda, str) and isinstance(derecha, str):
        signo = _orden_de_textos(izquierda, derecha)
    else:
        return False
    return {"mayor": signo > 0, "mayor_o_igual": signo >= 0, "menor": signo < 0, "menor_o_igual": signo <= 0}[operador]


def _orden_de_textos(izquierda: str, derecha: str) -> int:
    """ISO dates keep their order as text."""
    return (izquierda > derecha) - (izquierda < derecha)


def _numero_o_texto(valor: Valor) -> Decimal | str | None:
    texto = texto_de(valor)
    if not texto:
        return None
    try:
        numero = Decimal(texto)
    except InvalidOperation:
        return texto
    return numero if numero.is_finite() else texto
