"""The drawing of a procedure: every task once, no box over another, no line over a box, and nothing outside, whatever the definition."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from consistorio.canales.interfaz.diagrama import ANCHO_FASE, LETRAS, Caja, Diagrama, Flecha, dibujar
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.datos import CARPETA, PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.en_palabras import FaseDicha, fases_de
from consistorio.tramitacion.catalogo.legales import naturaleza_de
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tareas import anteriores, previas
from consistorio.tramitacion.catalogo.tipos import FASES, Definicion
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def leida(nombre: str) -> dict[str, Valor]:
    return como_datos(json.loads((CARPETA / nombre).read_text("utf-8")))


MODELO = leida("modelo-estandar.json")


def compuesta(documento: dict[str, Valor]) -> Definicion:
    naturaleza = naturaleza_de(como_datos(documento.get("legal") or {}))
    return leer_definicion(componer(MODELO, documento, naturaleza=naturaleza)[0])[0]


def dibujada(definicion: Definicion) -> tuple[Diagrama, list[FaseDicha]]:
    dichas = fases_de(definicion, areas={})
    return dibujar(dichas, definicion.tareas), dichas


def se_pisan(una: Caja, otra: Caja) -> bool:
    return (
        una.x < otra.x + otra.ancho
        and otra.x < una.x + una.ancho
        and una.y < otra.y + otra.alto
        and otra.y < una.y + una.alto
    )


def cruza(flecha: Flecha, caja: Caja) -> bool:
    """Whether some point of the line is inside a box. Each stretch is straight: a hundred points of it are looked at."""
    for (x1, y1), (x2, y2) in zip(flecha.puntos, flecha.puntos[1:], strict=False):
        for paso in range(101):
            x, y = x1 + (x2 - x1) * paso / 100, y1 + (y2 - y1) * paso / 100
            if caja.x < x < caja.x + caja.ancho and caja.y < y < caja.y + caja.alto:
                return True
    return False


def comprobar(definicion: Definicion) -> None:
    dibujo, dichas = dibujada(definicion)
    assert sorted(caja.codigo for caja in dibujo.cajas) == sorted({t.codigo for t in definicion.tareas})
    assert len(dibujo.bandas) == len(dichas)
    for n, caja in enumerate(dibujo.cajas):
        assert caja.x >= ANCHO_FASE
        assert caja.x + caja.ancho <= dibujo.ancho
        assert caja.y >= 0
        assert caja.y + caja.alto <= dibujo.alto
        assert not any(se_pisan(caja, otra) for otra in dibujo.cajas[n + 1 :])
        for linea in caja.lineas:
            assert caja.y < linea.y <= caja.y + caja.alto
            assert len(linea.texto) <= LETRAS
    fase_de = {paso.codigo: n for n, fase in enumerate(dichas) for paso in fase.pasos}
    for caja in dibujo.cajas:  # each in the band of its phase
        banda = dibujo.bandas[fase_de[caja.codigo]]
        assert banda.y <= caja.y
        assert caja.y + caja.alto <= banda.y + banda.alto
    for flecha in dibujo.flechas:
        assert not any(cruza(flecha, caja) for caja in dibujo.cajas)
        assert flecha.puntos[-1][0] >= ANCHO_FASE


def comprobar_esperas(definicion: Definicion) -> None:
    """Following the lines back from a task one finds everything that it waits for, and nothing else."""
    dibujo, _dichas = dibujada(definicion)
    for tarea in definicion.tareas:
        halladas: set[str] = set()
        faltan = {f.de for f in dibujo.flechas if f.a == tarea.codigo}
        while faltan:
            codigo = faltan.pop()
            halladas.add(codigo)
            faltan |= {f.de for f in dibujo.flechas if f.a == codigo} - halladas
        assert halladas == anteriores(definicion.tareas, tarea)


@pytest.mark.parametrize("nombre", PROCEDIMIENTOS)
def test_what_ships_is_drawn_whole(nombre: str) -> None:
    definicion = compuesta(leida(nombre))
    comprobar(definicion)
    comprobar_esperas(definicion)


CODIGOS = [f"t{n}" for n in range(12)]
tarea = st.fixed_dictionaries(
    {
        "codigo": st.sampled_from(CODIGOS),
        "tipo": st.just("libre"),
        "fase": st.sampled_from([*FASES, "ninguna"]),
        "nombre": st.text(st.sampled_from("abcde ñ<&\"'"), min_size=1, max_size=120).filter(str.strip),
    },
    optional={
        "tras": st.lists(st.sampled_from(CODIGOS), max_size=4, unique=True),
        "paralela": st.booleans(),
        "plazo_interno": st.just({"cantidad": 1, "unidad": "meses"}),
    },
)


@settings(max_examples=150)
@given(st.lists(tarea, max_size=12, unique_by=lambda t: str(t["codigo"])))
def test_any_definition_is_drawn_whole(tareas: list[dict[str, Valor]]) -> None:
    """Also those that cannot be published: tasks that wait for each other, for nobody, or for a later phase."""
    definicion, _problemas = leer_definicion({"tareas": list(tareas)})
    comprobar(definicion)


@settings(max_examples=100)
@given(st.lists(tarea, max_size=12, unique_by=lambda t: str(t["codigo"])))
def test_the_lines_say_what_each_waits_for(tareas: list[dict[str, Valor]]) -> None:
    ordenadas = [{**t, "fase": FASES[n // 2]} for n, t in enumerate(tareas)]
    sitio = {str(t["codigo"]): n for n, t in enumerate(ordenadas)}
    for n, una in enumerate(ordenadas):
        una["tras"] = [c for c in una.get("tras", []) if sitio.get(str(c), n) < n]  # type: ignore[union-attr]
    definicion, _problemas = leer_definicion({"tareas": list(ordenadas)})
    comprobar_esperas(definicion)


def test_what_is_done_at_the_same_time_stands_side_by_side() -> None:
    terraza = leida("terraza.json")
    dibujo, dichas = dibujada(compuesta(terraza))
    altura = {caja.codigo: caja.y for caja in dibujo.cajas}
    assert altura["informe_area"] == altura["informe_tecnico"]
    assert altura["propuesta"] < altura["resolucion"] < altura["notificacion"] < altura["cierre"]
    instruccion = next(fase for fase in dichas if fase.codigo == "instruccion")
    tecnico = next(paso for paso in instruccion.pasos if paso.codigo == "informe_tecnico")
    assert tecnico.plazo == "10 días hábiles"
    assert tecnico.cuando == (
        "«¿Cuántos metros cuadrados ocupa?» es mayor que 20 o «¿Qué más va a poner?» incluye Cortavientos o cerramiento"
    )
    assert not previas(compuesta(terraza).tareas, compuesta(terraza).tareas[0])


def test_the_picture_has_a_name_says_what_is_new_and_holds_no_code() -> None:
    documento = leida("terraza.json")
    antes = componer(MODELO, documento)[0]
    tareas = como_datos(documento["tareas"])
    nueva: Valor = {"codigo": "nueva", "tipo": "libre", "fase": "instruccion", "nombre": "Ir a ver <b>la calle</b>"}
    cambio: Valor = {"codigo": "cierre", "nombre": "Archivar"}
    cambiado = {**documento, "tareas": {**tareas, "anadir": [nueva], "cambiar": [cambio]}}
    ahora = componer(MODELO, cambiado)[0]
    definicion = leer_definicion(ahora)[0]
    dichas = fases_de(definicion, areas={}, antes=antes, ahora=ahora)
    plantilla = Template("{% load componentes %}{% diagrama dibujo 'Diagrama de la terraza' %}{% fases dichas %}")
    pagina = plantilla.render(Context({"dibujo": dibujar(dichas, definicion.tareas), "dichas": dichas}))
    svg = ET.fromstring(pagina[pagina.index("<svg") : pagina.index("</svg>") + 6])
    textos = [elemento.text or "" for elemento in svg.iter() if elemento.text]
    assert textos[:2] == [
        "Diagrama de la terraza",
        f"{len(definicion.tareas)} tareas en 6 fases. La lista que acompaña al dibujo dice lo mismo.",
    ]
    assert "Nueva" in textos
    assert "Cambia" in textos
    assert "Ir a ver <b>la calle</b>" in textos
    assert "style=" not in pagina
    assert "<script" not in pagina
    for paso in (paso for fase in dichas for paso in fase.pasos):
        assert pagina.count(f"<strong>{paso.nombre.replace('<', '&lt;').replace('>', '&gt;')}</strong>") == 1
