"""Pure rules of cases: numbers, and the state of a case rebuilt from its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MAXIMO_MENCIONES = 10
# An at sign that begins a word: the one of an address has something before it
_MENCION = re.compile(r"(?<![\w.@+-])@([\w.+-]*[\w+-])")

_NUMERO = re.compile(r"(?:(?P<anio>[0-9]{4}) ?/ ?)?(?P<serie>[A-Z][A-Z0-9]{0,5}) ?/ ?(?P<orden>[0-9]{1,9})")


def mencionados(texto: str) -> tuple[str, ...]:
    """The users that a note calls with an at sign, each once and in lower case, in the order in which it calls them."""
    return tuple(dict.fromkeys(usuario.lower() for usuario in _MENCION.findall(texto)))


def numero_de_expediente(serie: str, anio: int, orden: int) -> str:
    """`2026/LIC/00417`."""
    return f"{anio:04d}/{serie}/{orden:05d}"


def leer_numero(texto: str) -> tuple[str, int | None, int] | None:
    """Series, year (None if it is not said) and order of a number as people write it: `2026/LIC/00417`, `2026/lic/417`, `LIC/417`."""
    dicho = _NUMERO.fullmatch(texto.strip().upper())
    if dicho is None:
        return None
    return dicho["serie"], int(dicho["anio"]) if dicho["anio"] else None, int(dicho["orden"])


@dataclass(slots=True)
class EstadoExpediente:
    """What a case is, as far as facts tell. Identifiers as text, as in the log."""

    numero: str = ""
    id_eni: str = ""
    version: str = ""
    unidad: str = ""
    fase: str = ""
    estado: str = ""
    resultado: str = ""
    interesados: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    documentos: list[tuple[int, str, str]] = field(default_factory=list)


def reconstruir(hechos: Iterable[tuple[str, Mapping[str, object]]]) -> EstadoExpediente:
    """The state of a case from its facts (type and data, in order). Facts of other rooms are passed over."""
    estado = EstadoExpediente()
    for tipo, datos in hechos:
        _aplicar(estado, tipo, datos)
    return estado


def _aplicar(estado: EstadoExpediente, tipo: str, datos: Mapping[str, object]) -> None:
    def texto(clave: str) -> str:
        valor = datos.get(clave)
        return "" if valor is None else str(valor)

    match tipo:
        case "expediente.abierto":
            estado.numero, estado.id_eni = texto("numero"), texto("id_eni")
            estado.version, estado.unidad = texto("version_id"), texto("unidad_id")
            estado.fase, estado.estado = texto("fase"), "abierto"
        case "expediente.interesado.anadido" | "expediente.interesado.cambiado":
            estado.interesados[texto("persona_id")] = (texto("representante_id"), texto("papel"), texto("canal"))
        case "expediente.interesado.retirado":
            estado.interesados.pop(texto("persona_id"), None)
        case "expediente.documento.incorporado":
            estado.documentos.append((int(texto("orden")), texto("documento_id"), texto("huella")))
        case "expediente.fase.cambiada":
            estado.fase = texto("fase")
        case "expediente.unidad.cambiada":
            estado.unidad = texto("unidad_id")
        case "expediente.version.cambiada":
            estado.version = texto("version_id")
        case "expediente.cerrado":
            estado.estado, estado.resultado = "cerrado", texto("resultado")
        case "expediente.archivado":
            estado.estado = "archivado"
