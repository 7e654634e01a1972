"""Opening a form of the designer and saving it without touching it changes nothing, whatever the layer says."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from django.http import QueryDict
from django.test import Client
from django.utils.http import urlencode

from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.diseno.formularios import DeDocumento, DePagina, DePregunta, DeTarea, DeTareaPropia, Sobre
from consistorio.canales.diseno.lecturas import Leido, borrador_de
from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.datos import PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.models import Area, BorradorProcedimiento
from consistorio.tramitacion.formularios.valores import Valor, como_datos

F = TypeVar("F", DeTarea, DeTareaPropia, DePregunta, DeDocumento, DePagina)
CODIGOS = [fichero.removesuffix(".json") for fichero in PROCEDIMIENTOS]
SI_MESAS: dict[str, Valor] = {"campo": "mesas", "operador": "mayor", "valor": "20.50"}
# What an area cannot say from its pages, and a file can
RARAS: list[Valor] = [
    {
        "codigo": "prueba_propia",
        "tipo": "prueba",
        "fase": "instruccion",
        "nombre": "Probar ",
        "plazo_interno": {"cantidad": 2, "unidad": "anios", "regimen": "especial"},
        "datos": {"dias": 12, "medios": ["peritos", "testigos"]},
        "condicion": {"campo": "declara_seguro", "operador": "igual", "valor": False},
    },
    {
        "codigo": "publica",
        "tipo": "informacion_publica",
        "fase": "instruccion",
        "nombre": "Información",
        "datos": {"boletin": "BOP", "dias": 20},
        "plazo_interno": {"cantidad": 1, "unidad": "lunas"},
        "condicion": {"campo": "nombre_local", "operador": "en", "valor": ["Bar, el de la esquina", "Otro"]},
    },
    {
        "codigo": "otra_administracion",
        "tipo": "consulta",
        "fase": "instruccion",
        "nombre": "Consultar",
        "area": "no_existe",
        "datos": {"precepto": "Ley 1/2020 art. 3", "a_quien": "Diputación"},
        "paralela": False,
        "condicion": {"campo": "ya_no_esta", "operador": "parecido", "valor": 3},
    },
    {
        "codigo": "informe_raro",
        "tipo": "informe",
        "fase": "instruccion",
        "nombre": "Informe",
        "norma": "LPACAP art. 79",
        "tras": ["publica", "revision", "informe_area"],
        "datos": {
            "preceptivo": True,
            "vinculante": True,
            "suspende": True,
            "precepto": "Ley 2/2021 art. 7",
            "otro": None,
        },
        "condicion": {"o": [SI_MESAS, {"no": {"campo": "declara_paso", "operador": "igual", "valor": False}}]},
    },
    {"codigo": "resuelve_otra", "tipo": "resolucion", "fase": "finalizacion", "nombre": "Otra", "tras": ["propuesta"]},
]
CAMPO: dict[str, Valor] = {
    "codigo": "rara",
    "tipo": "casillas",
    "etiqueta": "¿Qué más?",
    "ayuda": "Una línea.\nOtra línea.",
    "obligatorio": True,
    "error": "",
    "opciones": [
        {"valor": "uno", "texto": "Uno, el primero", "ayuda": "Con ayuda"},
        {"valor": "dos", "texto": "Dos"},
    ],
    "condicion": {"campo": "elementos", "operador": "en", "valor": ["toldo", "estufas"]},
}
DOCUMENTO: dict[str, Valor] = {
    "codigo": "raro",
    "nombre": "Plano",
    "ayuda": "",
    "formatos": ["zip", "dwg"],
    "max_mb": 30,
    "tipo_documental": "TD06",
    "ya_lo_tenemos": "plano",
    "condicion": {"campo": "temporada", "operador": "distinto", "valor": "anual"},
}


def paginas(borrador: BorradorProcedimiento, actor: Actor) -> list[str]:
    """The address of each form of a draft."""
    leido, uno = borrador_de(actor, borrador.id), f"/escritorio/procedimientos/{borrador.id}/"
    return [
        *(f"{uno}tareas/{tarea.codigo}/" for tarea in leido.tareas),
        *(f"{uno}documentos/{documento.codigo}/" for documento in leido.documentos),
        *(
            f"{uno}preguntas/{pagina.codigo}/{campo.codigo}/"
            for pagina in leido.paginas
            if pagina.propia
            for campo in pagina.preguntas
        ),
    ]


def comprobar(cliente: Client, borrador: BorradorProcedimiento, actor: Actor) -> int:
    """Open and save each form; how many there were."""
    capa = copy.deepcopy(borrador.capa)
    direcciones = paginas(borrador, actor)
    for direccion in direcciones:
        enviado = sin_tocar(cliente.get(direccion).content.decode(), "edicion")
        assert cliente.post(direccion, enviado).status_code == 302, direccion
        borrador.refresh_from_db()
        assert borrador.capa == capa, direccion
    assert borrador.edicion == int(enviado["edicion"][0])
    return len(direcciones)


def de_vias() -> Actor:
    """Who prepares the procedures of every area, for this test."""
    assert ActorDePrueba.actor is not None
    return ActorDePrueba.actor


def guardadas_sin_tocar(leido: Leido) -> Iterator[tuple[str, Mapping[str, Valor]]]:
    """The layer after opening and sending each form as it is, without asking for its page: there are hundreds of them."""
    capa = leido.capa

    def enviada(clase: Callable[[QueryDict | None, Sobre], F], sobre: Sobre) -> F:
        form = clase(
            QueryDict(urlencode(sin_tocar(f'<form method="post">{clase(None, sobre)}</form>', "edicion"), True)), sobre
        )
        assert form.is_valid(), form.errors
        return form

    for tarea in _objetos(leido.escrita["tareas"]):
        codigo, heredada = str(tarea["codigo"]), leido.heredadas.get(str(tarea["codigo"]))
        clase = DeTareaPropia if heredada is None else DeTarea
        cambios = enviada(clase, leido.sobre_tarea(tarea)).cambios()
        yield codigo, edicion.cambiar_tarea(capa, codigo, cambios, heredada=heredada)
    formulario = como_datos(capa["formulario"])
    for paso in _objetos(formulario["pasos"]):
        cambios = enviada(DePagina, leido.sobre_pagina(paso)).cambios()
        yield str(paso["codigo"]), edicion.poner_pagina(capa, str(paso["codigo"]), cambios)
        for campo in _objetos(paso["campos"]):
            cambios = enviada(
                partial(DePregunta, paginas=leido.propias(), paso=str(paso["codigo"])),
                leido.sobre_pregunta(campo, str(paso["codigo"])),
            ).cambios()
            yield str(campo["codigo"]), edicion.poner_pregunta(capa, str(paso["codigo"]), str(campo["codigo"]), cambios)
    for documento in _objetos(formulario.get("requisitos")):
        cambios = enviada(DeDocumento, leido.sobre_documento(documento)).cambios()
        yield str(documento["codigo"]), edicion.poner_documento(capa, str(documento["codigo"]), cambios)


def _objetos(lista: Valor) -> list[dict[str, Valor]]:
    return [como_datos(cosa) for cosa in lista] if isinstance(lista, list) else []


def test_each_form_of_everything_that_ships(entra: Entrar) -> None:
    unidad = Empleado.objects.get(cuenta__usuario="ines").ocupaciones.get(hasta=None).puesto.unidad
    Area.objects.update(unidad=unidad)
    for codigo in CODIGOS:
        borrador, _uno = preparado(entra, codigo=codigo)
        leido = borrador_de(de_vias(), borrador.id)
        capas = list(guardadas_sin_tocar(leido))
        assert len(capas) > 8
        assert [cual for cual, capa in capas if capa != leido.capa] == [], codigo


def test_each_form_of_what_no_page_could_have_written(entra: Entrar) -> None:
    borrador, _uno = preparado(entra)
    capa = como_datos(borrador.capa)
    tareas, formulario = como_datos(capa["tareas"]), como_datos(capa["formulario"])
    tareas["anadir"] = [*tareas["anadir"], *RARAS]  # type: ignore[misc]
    tareas["cambiar"] = [
        {"codigo": "informe_area", "nombre": "Informe del área", "datos": {"preceptivo": True, "mas": 1}},
        *tareas["cambiar"],  # type: ignore[misc]
        {"codigo": "cierre", "nombre": "Cerrar"},
    ]
    pasos = formulario["pasos"]
    assert isinstance(pasos, list)
    ultimo = como_datos(pasos[-1])
    ultimo["campos"] = [*ultimo["campos"], CAMPO]  # type: ignore[misc]
    formulario["pasos"] = [*pasos[:-1], ultimo]
    formulario["requisitos"] = [*formulario["requisitos"], DOCUMENTO]  # type: ignore[misc]
    borrador.capa = {**capa, "tareas": tareas, "formulario": formulario}
    borrador.save()
    assert comprobar(entra("ines"), borrador, de_vias()) > 25


def test_only_what_is_touched_changes(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    capa = como_datos(borrador.capa)
    tareas = como_datos(capa["tareas"])
    tareas["anadir"] = [*tareas["anadir"], *RARAS]  # type: ignore[misc]
    borrador.capa = {**capa, "tareas": tareas}
    borrador.save()
    ines = entra("ines")

    def tocar(codigo: str, **cambios: str) -> dict[str, Valor]:
        direccion = f"{uno}tareas/{codigo}/"
        enviado = sin_tocar(ines.get(direccion).content.decode(), "edicion")
        assert ines.post(direccion, {**enviado, **cambios}).status_code == 302
        borrador.refresh_from_db()
        return next(t for t in borrador.capa["tareas"]["anadir"] if t["codigo"] == codigo)

    antes = {str(como_datos(t)["codigo"]): como_datos(t) for t in RARAS}
    prueba = tocar("prueba_propia", nombre="Practicar la prueba", plazo="3")
    tres: Valor = {"cantidad": 3, "unidad": "anios", "regimen": "especial"}
    assert prueba == {**antes["prueba_propia"], "nombre": "Practicar la prueba", "plazo_interno": tres}
    publica = tocar("publica", condicion_operador="igual", condicion_valor="Bar, el de la esquina")
    assert publica["condicion"] == {"campo": "nombre_local", "operador": "igual", "valor": "Bar, el de la esquina"}
    assert publica["datos"] == antes["publica"]["datos"]
    informe = tocar("informe_raro", suspende="")
    assert informe["datos"] == {**como_datos(antes["informe_raro"]["datos"]), "suspende": False}
    assert informe["condicion"] == antes["informe_raro"]["condicion"]
    # One of the model: of its report, only what differs
    datos = sin_tocar(ines.get(f"{uno}tareas/informe_area/").content.decode(), "edicion")
    mal = ines.post(f"{uno}tareas/informe_area/", {**datos, "suspende": "on"})
    assert (mal.status_code, "solo un informe preceptivo" in mal.content.decode()) == (422, True)
    assert ines.post(f"{uno}tareas/informe_area/", {**datos, "preceptivo": "on", "suspende": "on"}).status_code == 302
    borrador.refresh_from_db()
    suyo = next(c for c in borrador.capa["tareas"]["cambiar"] if c["codigo"] == "informe_area")
    assert suyo == {"codigo": "informe_area", "datos": {"preceptivo": True, "suspende": True}}
    assert ines.post(f"{uno}tareas/informe_area/", {**datos, "edicion": str(borrador.edicion)}).status_code == 302
    borrador.refresh_from_db()
    assert "informe_area" not in {c["codigo"] for c in borrador.capa["tareas"]["cambiar"]}
