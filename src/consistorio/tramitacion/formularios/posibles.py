"""Whether some answers make a condition hold: what each question may be answered is tried, each with the others. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import combinations, pairwise

from consistorio.tramitacion.formularios.condiciones import (
    Condicion,
    campos_de,
    comparaciones_de,
    es_seguro,
    se_cumple,
)
from consistorio.tramitacion.formularios.tipos import Campo, Esquema
from consistorio.tramitacion.formularios.valores import Valor, texto_de

# A condition that takes more comparisons than these is taken as one that may hold: a file is never a way to keep the program busy
MAXIMO_DE_COMPARACIONES = 400_000
MAXIMAS_CIFRAS = 30  # nobody answers a number longer than that, nor is it written out to compare it
_TEXTOS = frozenset({"texto", "texto_largo", "nif", "iban", "telefono", "correo"})
_VARIAS_A_LA_VEZ = 6


def puede_cumplirse(condicion: Condicion | None, esquema: Esquema, hechos: Mapping[str, Campo]) -> bool:
    """Whether the condition holds for some answers of this form and some of these facts, which are written as questions.

    A question that is not asked has no answer, and one that is asked may come without it (LPACAP 68). What is not known of a field
    (an address, or a code that nobody has) may be anything.
    """
    if condicion is None:
        return True
    mirados = _mirados(condicion, esquema)
    campos = [campo for campo in (*esquema.campos, *hechos.values()) if campo.codigo in mirados]
    return _Busqueda(condicion, esquema, campos).hay({}, 0)


def _mirados(condicion: Condicion, esquema: Esquema) -> frozenset[str]:
    """The fields that it looks at, and those on which it depends that they are asked."""
    vistos: set[str] = set()
    faltan = set(campos_de(condicion))
    while faltan:
        codigo = faltan.pop()
        if codigo not in vistos:
            vistos.add(codigo)
            faltan |= {c for de in _de_que_depende(codigo, esquema) for c in campos_de(de)}
    return frozenset(vistos)


def _de_que_depende(codigo: str, esquema: Esquema) -> tuple[Condicion, ...]:
    """The conditions under which a question is asked: that of its page, and its own."""
    for paso in esquema.pasos:
        for campo in paso.campos:
            if campo.codigo == codigo:
                return tuple(c for c in (paso.condicion, campo.condicion) if c is not None)
    return ()


class _Busqueda:
    """The answers that make a condition hold, looked for one question after another."""

    def __init__(self, condicion: Condicion, esquema: Esquema, campos: Sequence[Campo]) -> None:
        self._condicion, self._campos, self._pruebas = condicion, campos, 0
        self._se_pregunta = {campo.codigo: _de_que_depende(campo.codigo, esquema) for campo in campos}
        visibles = [de for suyas in self._se_pregunta.values() for de in suyas]
        hojas = [hoja for una in (condicion, *visibles) for hoja in comparaciones_de(una)]
        self._maximo = MAXIMO_DE_COMPARACIONES // max(1, len(hojas))
        self._constantes: dict[str, list[Valor]] = {}
        for hoja in hojas:
            suyas = hoja.valor if isinstance(hoja.valor, list) else [hoja.valor]
            self._constantes.setdefault(hoja.campo, []).extend(suyas)

    def hay(self, datos: dict[str, Valor], orden: int) -> bool:
        """Whether some answers to the questions from this one on make it hold, with those given to the ones before."""
        self._pruebas += 1
        seguro = es_seguro(self._condicion, datos)
        if seguro is not None or orden == len(self._campos) or self._pruebas > self._maximo:
            return seguro is not False
        campo = self._campos[orden]
        if not all(se_cumple(de, datos) for de in self._se_pregunta[campo.codigo]):
            return self.hay({**datos, campo.codigo: None}, orden + 1)
        respuestas = respuestas_posibles(campo, self._constantes.get(campo.codigo, ()))
        if respuestas is None:
            return self.hay(datos, orden + 1)
        return any(self.hay({**datos, campo.codigo: respuesta}, orden + 1) for respuesta in respuestas)


def respuestas_posibles(campo: Campo, constantes: Sequence[Valor]) -> Sequence[Valor] | None:
    """One answer of each class that a comparison with these constants tells apart; None where the kind of the question does not say them."""
    if campo.tipo in {"casilla", "declaracion"}:
        return (True, False)
    if campo.tipo == "casillas":
        return (None, *_marcadas(campo, constantes))
    if campo.opciones:
        return (None, *(opcion.valor for opcion in campo.opciones))
    if campo.tipo in {"numero", "importe"}:
        return (None, *_numeros(campo, constantes))
    if campo.tipo == "fecha":
        return (None, *_fechas(constantes))
    if campo.tipo in _TEXTOS:
        dichos = [texto for texto in map(texto_de, constantes) if texto]
        return (None, "…", *dichos, "".join(dichos))
    return None


def _marcadas(campo: Campo, constantes: Sequence[Valor]) -> list[list[Valor]]:
    """Some of the boxes: every choice of those that are named, and all of them."""
    todas = [opcion.valor for opcion in campo.opciones]
    nombradas = [valor for valor in todas if valor in constantes][:_VARIAS_A_LA_VEZ]
    otras = [valor for valor in todas if valor not in nombradas][:1]
    varias = [list[Valor]([*unas, *otras]) for n in range(len(nombradas) + 1) for unas in combinations(nombradas, n)]
    solas = [list[Valor](unas) for n in range(1, len(nombradas) + 1) for unas in combinations(nombradas, n)]
    return [*varias, *solas, list[Valor](todas)]


def _numeros(campo: Campo, constantes: Sequence[Valor]) -> list[Valor]:
    """The constants and the numbers around them and between two of them, within the limits of the question."""
    dichos = {_sensato(campo.minimo), _sensato(campo.maximo), *map(_numero, constantes)}
    marcas = sorted(numero for numero in dichos if numero is not None) or [Decimal(1)]
    entre = [(uno + otro) / 2 for uno, otro in pairwise(marcas)]
    posibles = {*marcas, *entre, *(m - 1 for m in marcas), *(m + 1 for m in marcas)}
    if campo.entero:
        posibles = {numero.to_integral_value() for numero in posibles}
    return [
        f"{numero:f}"
        for numero in sorted(posibles)
        if (campo.minimo is None or numero >= campo.minimo) and (campo.maximo is None or numero <= campo.maximo)
    ]


def _fechas(constantes: Sequence[Valor]) -> list[Valor]:
    dias = {date(1900, 1, 1), date(2999, 12, 31)}
    for texto in map(texto_de, constantes):
        try:
            dia = date.fromisoformat(texto)
        except ValueError:
            continue
        dias |= {dia + timedelta(n) for n in (-1, 0, 1) if date(2, 1, 1) < dia < date(9998, 1, 1)}
    return [f"{dia:%Y-%m-%d}" for dia in sorted(dias)]


def _numero(valor: Valor) -> Decimal | None:
    try:
        numero = Decimal(texto_de(valor))
    except InvalidOperation:
        return None
    return _sensato(numero)


def _sensato(numero: Decimal | None) -> Decimal | None:
    """The number, if somebody could answer it."""
    if numero is None or not numero.is_finite() or abs(numero.adjusted()) > MAXIMAS_CIFRAS:
        return None
    return numero
