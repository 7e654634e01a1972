"""Where people's data end up after a whole story, looked for in the database itself: each such table says why and for how long."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from consistorio.plataforma.base.rutas import RAIZ

from .entrega import Entrega, correr

pytestmark = pytest.mark.lento
DATOS = RAIZ / "src/consistorio/plataforma/organizacion/datos"
COPIA = re.compile(r"^COPY public\.\"?(\w+)\"? ")


def datos_de_la_gente() -> set[str]:
    """What tells who somebody is, of every made-up citizen and member of staff: identity number, full name, mail, telephone."""
    ciudadania = json.loads((DATOS / "ciudadania.json").read_text("utf-8"))
    personal = json.loads((DATOS / "villaejemplo.json").read_text("utf-8"))["empleados"]
    gente = [*ciudadania["personas"], *personal]
    sueltos = {str(p.get(c)) for p in gente for c in ("nif", "correo", "telefono") if p.get(c)}
    return sueltos | {f"{p['nombre']} {p['apellido1']}" for p in gente}


def filas(volcado: str) -> Iterator[tuple[str, str]]:
    """Table and row of every row of a dump in text."""
    tabla = ""
    for linea in volcado.splitlines():
        if empieza := COPIA.match(linea):
            tabla = empieza[1]
        elif linea == "\\.":
            tabla = ""
        elif tabla:
            yield tabla, linea


def test_cada_tabla_con_datos_de_personas_dice_para_que_y_hasta_cuando(entrega: Entrega) -> None:
    codigo, volcado = correr("pg_restore", "--data-only", "--file=-", entrega.carpeta / "base.dump")
    assert codigo == 0, volcado[-2000:]
    busca = re.compile("|".join(re.escape(dato) for dato in sorted(datos_de_la_gente())))
    halladas = {tabla: hallado[0] for tabla, fila in filas(volcado) if (hallado := busca.search(fila))}
    assert {"identidad_persona", "expedientes_interesado", "solicitudes_solicitud"} <= set(halladas)
    modelos = {m._meta.db_table: m for m in apps.get_models()}
    callan = {
        tabla: dato
        for tabla, dato in halladas.items()
        if len(str(getattr(modelos.get(tabla), "proposito_datos", ""))) <= 10
        or len(str(getattr(modelos.get(tabla), "conservacion_datos", ""))) <= 2
    }
    assert callan == {}


def test_el_registro_de_actividad_y_las_colas_no_llevan_datos_de_nadie(entrega: Entrega) -> None:
    """Facts and jobs carry identifiers and hashes: who they are stands in one place alone."""
    codigo, volcado = correr("pg_restore", "--data-only", "--file=-", entrega.carpeta / "base.dump")
    assert codigo == 0, volcado[-2000:]
    busca = re.compile("|".join(re.escape(dato) for dato in sorted(datos_de_la_gente())))
    sin_nadie = ("auditoria_evento", "procrastinate_jobs", "cola_")
    assert [(t, f) for t, f in filas(volcado) if t.startswith(sin_nadie) and busca.search(f)] == []
