"""Who is who in the story of the terrace, its days, and how what happened is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from consistorio.cli.recorrido.comprobaciones import leido
from consistorio.cli.recorrido.historias.pasos import Equipo
from consistorio.cli.recorrido.navegador import Pagina, PasoFallido
from consistorio.cli.recorrido.relato import Relato
from consistorio.nucleo.reloj import MADRID

TERRAZA, NOMBRE = "terraza-hosteleria", "Terraza de hostelería"
COMIENZO = datetime(2026, 3, 2, tzinfo=MADRID)
A, B, C = "12345678Z", "87654321X", "22222222J"
VIA_PUBLICA = Equipo(tramitadora="raul", jefa="ines", tecnico="pablo", organo="isabel", secretario="javier")
ACCIDENTAL, TESORERA, ADMINISTRADOR, POLICIA = "beatriz", "fernando", "andres", "cristina"
METROS = "cuantos_metros_cuadrados_ocupa"
ACABA = r"Acaba el (\d+ de \w+ de \d+)"
_CASO = re.compile(r"/expedientes/([0-9a-f]{8}-[0-9a-f-]{27})/")


def dia(mes: int, numero: int) -> int:
    """A day of 2026, counted from the first of the story."""
    return (date(2026, mes, numero) - COMIENZO.date()).days


def en_cajas(nombre: str, fecha: date) -> dict[str, str]:
    """A date as its three boxes are called."""
    return {f"{nombre}.dia": str(fecha.day), f"{nombre}.mes": str(fecha.month), f"{nombre}.anio": str(fecha.year)}


RESPUESTAS: Mapping[str, str] = {
    "nombre_local": "Bar Central",
    "direccion_local.via": "Plaza Mayor",
    "direccion_local.numero": "3",
    "direccion_local.codigo_postal": "09001",
    "direccion_local.municipio": "Villaejemplo",
    **en_cajas("desde", date(2026, 6, 1)),
    **en_cajas("hasta", date(2026, 11, 30)),
    "mesas": "6",
    "declara_seguro": "si",
    "declara_paso": "si",
    "medio_notificacion": "electronica",
}
INFORME: Mapping[str, str] = {
    "sentido": "favorable",
    "consideraciones": "La acera tiene 6 m y quedan 3 m libres para el paso.",
    "conclusion": "Se informa favorablemente la terraza.",
}


def caso_de(pagina: Pagina) -> str:
    """The case of a confirmation."""
    hallado = _CASO.search(pagina.url)
    if hallado is None:
        raise PasoFallido(f"{pagina.resumen()}: no case in the address")
    return hallado.group(1)


def en_la_mesa(relato: Relato, expediente: str, pestana: str = "", *, quien: str = VIA_PUBLICA.tramitadora) -> Pagina:
    """A tab of a case as somebody of the staff sees it."""
    return relato.empleado(quien).navegador.ir(f"/escritorio/expedientes/{expediente}/{pestana}")


def en_la_sede(relato: Relato, nif: str, expediente: str) -> Pagina:
    """A case as its party sees it."""
    return relato.ciudadano(nif).navegador.ir(f"/mi-carpeta/expedientes/{expediente}/")


def limite(relato: Relato, expediente: str) -> str:
    """The last day to decide, as the page of the term says it."""
    return leido(en_la_mesa(relato, expediente, "plazo/"), ACABA)


def fila_con(pagina: Pagina, *textos: str) -> str:
    """The row of a table that says all of that, in one line; what the page says where none does."""
    filas = [" ".join(" ".join(fila.itertext()).split()) for fila in pagina.arbol.xpath("//main//tbody/tr")]
    return next((fila for fila in filas if all(t in fila for t in textos)), f"(no está) {pagina.texto[:300]}")


def opcion(pagina: Pagina, campo: str, contiene: str) -> str:
    """The value of the option of a list whose words hold a text."""
    for una in pagina.arbol.xpath("//select[@name=$c]/option", c=campo):
        if contiene in " ".join(una.text_content().split()):
            return str(una.get("value"))
    raise PasoFallido(f"{pagina.resumen()}: nothing called {contiene} to choose")
