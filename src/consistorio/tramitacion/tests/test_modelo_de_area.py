"""The model of an area from its draft to its publication: who may, what it would break, and the versions that it brings."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.carga import leer_texto
from consistorio.tramitacion.catalogo.consultas import modelo_vigente, vigente
from consistorio.tramitacion.catalogo.efectos import Efectos, efectos_de
from consistorio.tramitacion.catalogo.modelos import fichero_de, historia, leer_modelo, modelos_de_areas
from consistorio.tramitacion.catalogo.models import BorradorModelo, CasoDePrueba, Modelo, VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import CARGAR, PUBLICAR
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor.ensayos import datos_de, resultado_de
from consistorio.tramitacion.motor.simulacion import Caso, Paso, simular
from consistorio.tramitacion.tests.factories import RelojMovil, personal

pytestmark = pytest.mark.django_db
AREA = "urbanismo"
JURIDICO: dict[str, Valor] = {
    "codigo": "informe_de_accesibilidad",
    "tipo": "informe",
    "fase": "instruccion",
    "nombre": "Informe de accesibilidad",
    "norma": "LPACAP art. 79.1",
    "datos": {"precepto": "LPACAP art. 79.1"},
}


@pytest.fixture
def marta(reloj: RelojMovil) -> Actor:
    return personal("jefatura-licencias", reloj)


def abierto(marta: Actor, reloj: RelojMovil) -> BorradorModelo:
    return catalogo.abrir_modelo(actor=marta, area=AREA, reloj=reloj)


def guardado(marta: Actor, reloj: RelojMovil, capa: Mapping[str, Valor] | None = None) -> BorradorModelo:
    """A draft that adds a report, or says that."""
    borrador = abierto(marta, reloj)
    nueva = edicion.anadir_tarea(como_datos(borrador.capa), JURIDICO) if capa is None else capa
    catalogo.guardar_borrador(actor=marta, borrador_id=borrador.id, edicion=borrador.edicion, capa=nueva, reloj=reloj)
    borrador.refresh_from_db()
    return borrador


def enviado(marta: Actor, reloj: RelojMovil, capa: Mapping[str, Valor] | None = None) -> Modelo:
    borrador = guardado(marta, reloj, capa)
    return catalogo.enviar_modelo(actor=marta, borrador_id=borrador.id, edicion=borrador.edicion, reloj=reloj)


def efectos(modelo: Modelo, reloj: RelojMovil) -> Efectos:
    documento = como_datos(modelo.definicion)
    leido = leer_modelo(documento, en=hoy(reloj))
    return efectos_de(modelo.codigo, documento, en=hoy(reloj), del_modelo=leido.problemas)


def publicar(modelo: Modelo, reloj: RelojMovil, quien: Actor | None = None) -> Modelo:
    return catalogo.publicar_modelo(
        actor=quien or personal("secretaria", reloj),
        modelo_id=modelo.id,
        visto=efectos(modelo, reloj).huella,
        reloj=reloj,
    )


def test_an_area_changes_its_model_and_another_person_puts_it_in_force_with_what_it_changes(
    reloj: RelojMovil, marta: Actor
) -> None:
    antes = {codigo: vigente(codigo) for codigo in ("licencia-obra-menor", "licencia-obra-mayor", "terraza")}
    en_vigor = modelo_vigente("area", AREA)
    assert en_vigor is not None
    borrador = abierto(marta, reloj)
    assert borrador.capa["area"] == AREA
    assert abierto(marta, reloj) == borrador
    with pytest.raises(Conflicto, match="no hay nada que ensayar"):
        catalogo.enviar_modelo(actor=marta, borrador_id=borrador.id, edicion=1, reloj=reloj)
    modelo = enviado(marta, reloj)
    assert (modelo.numero, modelo.estado, modelo_vigente("area", AREA)) == (en_vigor.numero + 1, "ensayo", en_vigor)
    hechos = efectos(modelo, reloj)
    assert {e.codigo for e in hechos.publicados} == {"licencia-obra-menor", "licencia-obra-mayor"}
    for efecto in hechos.publicados:
        assert [d.texto for d in efecto.cambios] == ["Se añade la tarea «Informe de accesibilidad»."]
        assert not efecto.impide
    with pytest.raises(Conflicto, match="Lo publica otra persona"):
        publicar(modelo, reloj, marta.con_permisos(PUBLICAR))
    with pytest.raises(NoPermitido):
        publicar(modelo, reloj, marta)
    javier = personal("secretaria", reloj)
    publicar(modelo, reloj, javier)
    en_vigor.refresh_from_db()
    assert (en_vigor.estado, modelo_vigente("area", AREA)) == ("retirado", modelo)
    for codigo in ("licencia-obra-menor", "licencia-obra-mayor"):
        nueva = vigente(codigo)
        assert (nueva.cargada_por, nueva.publicada_por, nueva.modelo_area_id) == (marta.id, javier.id, modelo.id)
        assert nueva.tipada.tarea("informe_de_accesibilidad") is not None
        antes[codigo].refresh_from_db()
        assert antes[codigo].estado == "retirada"  # running cases go on with it, as it was
        assert antes[codigo].tipada.tarea("informe_de_accesibilidad") is None
        assert nueva.definicion["legal"] == antes[codigo].definicion["legal"]
        assert nueva.capa == antes[codigo].capa
    assert vigente("terraza") == antes["terraza"]
    tipos = Evento.objects.filter(cadena=f"modelo:{AREA}").order_by("seq").values_list("tipo", flat=True)
    assert [t.removeprefix("catalogo.modelo.") for t in tipos][-5:] == [
        "borrador_abierto",
        "borrador_guardado",
        "cargado",
        "borrador_cerrado",
        "publicado",
    ]
    de_la_obra = Evento.objects.filter(cadena="procedimiento:licencia-obra-menor").order_by("seq")
    assert list(de_la_obra.values_list("tipo", flat=True))[-2:] == [
        "catalogo.version.cargada",
        "catalogo.version.publicada",
    ]
    with pytest.raises(Conflicto, match="no está en ensayo"):
        publicar(modelo, reloj)
    (hoy_es,) = modelos_de_areas(en=hoy(reloj), areas=[AREA])
    assert (hoy_es.en_vigor, hoy_es.ensayo, hoy_es.borrador) == (modelo, None, None)
    assert [version.modelo for version in historia(AREA)] == [modelo, en_vigor]
    assert [d.texto for d in historia(AREA)[0].cambios] == ["Se añade la tarea «Informe de accesibilidad»."]


def test_what_would_break_is_said_procedure_by_procedure_and_nothing_is_sent(reloj: RelojMovil, marta: Actor) -> None:
    borrador = guardado(marta, reloj, edicion.quitar_tarea(como_datos(abierto(marta, reloj).capa), "informe_area"))
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.enviar_modelo(actor=marta, borrador_id=borrador.id, edicion=borrador.edicion, reloj=reloj)
    dichos = {(p.campo, p.mensaje) for p in error.value.problemas}
    lugar, mayor = "procedimientos[licencia-obra-mayor].tareas", "en «Licencia de obra mayor», en la tarea "
    suyo, juridico = "«Informe técnico sobre el proyecto»", "«Informe jurídico sobre el proyecto»"
    assert (f"{lugar}.cambiar[informe_area]", f"{mayor}{suyo}, no hay ninguna tarea con este código.") in dichos
    assert (f"{lugar}[informe_juridico].tras", f"{mayor}{juridico}, no hay ninguna tarea {suyo}.") in dichos
    assert not any("licencia-obra-menor" in lugar for lugar, _mensaje in dichos)  # that one changes, and is right

    sin_resolver = edicion.quitar_tarea({**como_datos(borrador.capa), "tareas": {}}, "resolucion")
    preceptiva = guardado(marta, reloj, sin_resolver)
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.enviar_modelo(actor=marta, borrador_id=preceptiva.id, edicion=preceptiva.edicion, reloj=reloj)
    de_la_ley = [p.campo for p in error.value.problemas if "la ley no deja quitarla" in p.mensaje]
    assert de_la_ley == ["tareas.quitar[resolucion]"]  # once, and not once for each procedure
    assert not Modelo.objects.filter(codigo=AREA, estado="ensayo").exists()


def test_the_cases_of_each_procedure_must_end_as_they_did(reloj: RelojMovil, marta: Actor) -> None:
    menor = vigente("licencia-obra-menor")
    caso = Caso(respuestas={}, entrada=hoy(reloj), pasos=[Paso("revision", 3, "", "hecha", 0)])
    hecha = simular(menor.tipada, caso, calendario_de_la_sede(en=hoy(reloj)))
    CasoDePrueba.objects.create(
        procedimiento="licencia-obra-menor",
        nombre="Recién revisada",
        caso=datos_de(caso),
        esperado=resultado_de(hecha),
        guardado_el=reloj.ahora(),
    )
    borrador = guardado(marta, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.enviar_modelo(actor=marta, borrador_id=borrador.id, edicion=borrador.edicion, reloj=reloj)
    (problema,) = error.value.problemas
    assert "en «Licencia de obra menor», el caso «Recién revisada» no acaba como cuando se guardó" in problema.mensaje


def test_only_the_area_changes_it_and_two_people_never_overwrite_each_other(reloj: RelojMovil, marta: Actor) -> None:
    ines = personal("jefatura-via-publica", reloj)
    with pytest.raises(NoPermitido, match="responde Licencias"):
        abierto(ines, reloj)
    with pytest.raises(NoEncontrado):
        catalogo.abrir_modelo(actor=marta, area="ninguna", reloj=reloj)
    borrador = guardado(marta, reloj)
    capa = como_datos(borrador.capa)
    otra = edicion.quitar_tarea(capa, "comprobar_partes")
    with pytest.raises(NoPermitido):
        catalogo.guardar_borrador(actor=ines, borrador_id=borrador.id, edicion=2, capa=otra, reloj=reloj)
    with pytest.raises(Conflicto, match="ha guardado cambios"):
        catalogo.guardar_borrador(actor=marta, borrador_id=borrador.id, edicion=1, capa=otra, reloj=reloj)
    malas: list[tuple[dict[str, Valor], str]] = [
        ({**capa, "area": "via_publica"}, "no cambia de área"),
        ({**capa, "legal": {"plazo": {}}}, "no se ha guardado"),
        ({**capa, "tareas": []}, "no se ha guardado"),
        ({**capa, "tareas": {"anadir": [{"codigo": "Mala"}]}}, "no se ha guardado"),
    ]
    for mala, dice in malas:
        with pytest.raises(DatosIncorrectos, match=dice):
            catalogo.guardar_borrador(actor=marta, borrador_id=borrador.id, edicion=2, capa=mala, reloj=reloj)
    borrador.refresh_from_db()
    assert (borrador.capa, borrador.edicion) == (capa, 2)
    assert guardado(marta, reloj, capa).edicion == 2  # nothing was said, nothing is noted
    catalogo.descartar_borrador(actor=marta, borrador_id=borrador.id, edicion=2, reloj=reloj)
    with pytest.raises(NoEncontrado):
        catalogo.guardar_borrador(actor=marta, borrador_id=borrador.id, edicion=2, capa=otra, reloj=reloj)


def test_what_is_in_trial_is_one_and_is_taken_back_or_given_up(reloj: RelojMovil, marta: Actor) -> None:
    modelo = enviado(marta, reloj)
    otro = abierto(marta, reloj)
    with pytest.raises(Conflicto, match="Ya se está preparando otra"):
        catalogo.retomar_modelo(actor=marta, modelo_id=modelo.id, reloj=reloj)
    segundo = catalogo.guardar_borrador(
        actor=marta,
        borrador_id=otro.id,
        edicion=1,
        capa=edicion.anadir_tarea(como_datos(otro.capa), {**JURIDICO, "codigo": "otro"}),
        reloj=reloj,
    )
    with pytest.raises(Conflicto, match="Ya hay una versión en ensayo"):
        catalogo.enviar_modelo(actor=marta, borrador_id=segundo.id, edicion=2, reloj=reloj)
    catalogo.descartar_borrador(actor=marta, borrador_id=segundo.id, edicion=2, reloj=reloj)
    vuelto = catalogo.retomar_modelo(actor=marta, modelo_id=modelo.id, reloj=reloj)
    assert vuelto.capa["tareas"]["anadir"] == [JURIDICO]
    siguiente = catalogo.enviar_modelo(actor=marta, borrador_id=vuelto.id, edicion=1, reloj=reloj)
    assert siguiente.numero == modelo.numero + 1
    catalogo.descartar_modelo(actor=personal("secretaria", reloj), modelo_id=siguiente.id, reloj=reloj)
    with pytest.raises(Conflicto, match="no está en ensayo"):
        publicar(siguiente, reloj)
    with pytest.raises(NoEncontrado):
        publicar(Modelo.objects.get(clase="modelo", estado="publicado"), reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        Modelo.objects.create(
            clase="area",
            codigo="otra",
            numero=1,
            nombre="Otra",
            definicion={},
            huella="",
            cargado_el=reloj.ahora(),
            cargado_por=marta.id,
            estado="publicado",
            publicado_el=reloj.ahora(),
            publicado_por=marta.id,
        )
    for cambio in ({"estado": "ensayo", "retirado_el": None}, {"nombre": "Otro"}):
        with pytest.raises(IntegrityError), transaction.atomic():  # nor does the database take it
            Modelo.objects.filter(id=siguiente.id).update(**cambio)


def test_what_was_read_is_what_is_published_and_what_was_in_trial_is_tried_again(
    reloj: RelojMovil, marta: Actor
) -> None:
    propio = catalogo.abrir_borrador(actor=marta, version_id=vigente("licencia-obra-menor").id, reloj=reloj)
    capa = edicion.anadir_tarea(como_datos(propio.capa), {**JURIDICO, "codigo": "de_la_obra", "nombre": "De la obra"})
    catalogo.guardar_borrador(actor=marta, borrador_id=propio.id, edicion=1, capa=capa, reloj=reloj)
    modelo = enviado(marta, reloj)
    (borrador,) = efectos(modelo, reloj).borradores  # what is being prepared will have it too
    assert (borrador.codigo, borrador.borrador, borrador.problemas) == ("licencia-obra-menor", propio, ())
    visto = efectos(modelo, reloj).huella
    en_ensayo = catalogo.enviar_a_ensayo(actor=marta, borrador_id=propio.id, edicion=2, reloj=reloj)
    javier = personal("secretaria", reloj)
    catalogo.publicar(actor=javier, version_id=en_ensayo.id, reloj=reloj)
    with pytest.raises(Conflicto, match="ya no es lo que usted ha leído"):
        catalogo.publicar_modelo(actor=javier, modelo_id=modelo.id, visto=visto, reloj=reloj)
    otra = catalogo.abrir_borrador(actor=marta, version_id=vigente("licencia-obra-menor").id, reloj=reloj)
    catalogo.guardar_borrador(
        actor=marta, borrador_id=otra.id, edicion=1, capa=edicion.quitar_tarea(capa, "de_la_obra"), reloj=reloj
    )
    atrasada = catalogo.enviar_a_ensayo(actor=marta, borrador_id=otra.id, edicion=2, reloj=reloj)
    assert list(efectos(modelo, reloj).en_ensayo) == [atrasada]
    publicar(modelo, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.publicar(actor=javier, version_id=atrasada.id, reloj=reloj)
    assert (
        "ha cambiado un modelo sobre el que se compone desde que la versión se envió a ensayo"
        in error.value.problemas[0].mensaje
    )
    de_nuevo = catalogo.retomar_borrador(actor=marta, version_id=atrasada.id, reloj=reloj)
    al_dia = catalogo.enviar_a_ensayo(actor=marta, borrador_id=de_nuevo.id, edicion=1, reloj=reloj)
    catalogo.publicar(actor=javier, version_id=al_dia.id, reloj=reloj)
    assert vigente("licencia-obra-menor").tipada.tarea("informe_de_accesibilidad") is not None


def test_a_draft_that_would_stop_being_right_says_what_it_has_not_today_and_stops_nobody(
    reloj: RelojMovil, marta: Actor
) -> None:
    propio = catalogo.abrir_borrador(actor=marta, version_id=vigente("licencia-obra-menor").id, reloj=reloj)
    suya = {**JURIDICO, "nombre": "La nuestra"}
    capa = {**edicion.anadir_tarea(como_datos(propio.capa), suya), "serie": ""}
    catalogo.guardar_borrador(actor=marta, borrador_id=propio.id, edicion=1, capa=capa, reloj=reloj)
    modelo = enviado(marta, reloj)
    (borrador,) = efectos(modelo, reloj).borradores
    assert [p.mensaje for p in borrador.problemas] == [
        "en la tarea «La nuestra», ya hay una tarea con este código en un nivel superior."
    ]
    assert not borrador.impide
    publicar(modelo, reloj)


def test_the_file_of_a_model_comes_back_as_it_was(reloj: RelojMovil, marta: Actor) -> None:
    pagina: Valor = {
        "codigo": "del_area",
        "titulo": "Del área",
        "campos": [{"codigo": "finca", "tipo": "texto", "etiqueta": "Referencia de la finca"}],
    }
    con_pagina = edicion.anadir_tarea(como_datos(abierto(marta, reloj).capa), JURIDICO)
    modelo = enviado(marta, reloj, {**con_pagina, "formulario": {"pasos": [pagina]}})
    assert modelo.definicion["pasos_comunes"] == [pagina]
    fichero = leer_texto(fichero_de(modelo))
    publicar(modelo, reloj)
    assert vigente("licencia-obra-mayor").tipada.formulario.campo("finca") is not None
    traido = catalogo.importar_modelo(actor=marta, documento=fichero, reloj=reloj)
    with pytest.raises(Conflicto, match="no hay nada que ensayar"):
        catalogo.enviar_modelo(actor=marta, borrador_id=traido.id, edicion=1, reloj=reloj)
    with pytest.raises(Conflicto, match="Ya se está preparando"):
        catalogo.importar_modelo(actor=marta, documento=fichero, reloj=reloj)
    malos: list[tuple[dict[str, Valor], str]] = [
        ({**fichero, "clase": "modelo"}, "no es del modelo de un área."),
        ({**fichero, "codigo": "noexiste"}, "no hay ningún área"),
        ({**fichero, "legal": {}}, "no es del modelo de un área"),
        ({**fichero, "pasos_comunes": [{"codigo": "Mal"}]}, "no es del modelo de un área"),
    ]
    for malo, dice in malos:
        with pytest.raises(DatosIncorrectos, match=dice):
            catalogo.importar_modelo(actor=marta, documento=malo, reloj=reloj)
    with pytest.raises(NoPermitido):
        catalogo.importar_modelo(actor=personal("jefatura-via-publica", reloj), documento=fichero, reloj=reloj)


def de_actividades(*anadidas: dict[str, Valor], pasos: list[Valor] | None = None) -> dict[str, Valor]:
    """The file of the model of an area whose only procedure is a declaration."""
    cambiada: dict[str, Valor] = {"codigo": "comprobacion", "area": "actividades"}
    tareas: dict[str, Valor] = {"cambiar": [cambiada], "anadir": list(anadidas)}
    documento: dict[str, Valor] = {"clase": "area", "codigo": "actividades", "numero": 1, "nombre": "Actividades"}
    return {**documento, "tareas": tareas, "pasos_comunes": pasos or []}


def test_the_model_of_an_area_writes_for_what_is_declared_too(reloj: RelojMovil) -> None:
    visita: dict[str, Valor] = {**JURIDICO, "tras": ["comprobacion"], "naturalezas": ["declaracion"]}
    documento = de_actividades(visita, {**JURIDICO, "codigo": "de_todos", "tras": ["informe_area"]})
    leido = leer_modelo(documento, en=hoy(reloj))
    assert leido.problemas == ()
    (efecto,) = efectos_de("actividades", documento, en=hoy(reloj), del_modelo=leido.llanos).publicados
    assert (efecto.codigo, efecto.problemas) == ("declaracion-responsable-actividad", ())
    suya = efecto.leido.definicion.tarea("comprobacion")
    assert suya is not None
    assert suya.area == "actividades"
    assert [efecto.leido.definicion.tarea(c) is not None for c in (str(JURIDICO["codigo"]), "de_todos")] == [True, True]
    de_urbanismo = {**documento, "codigo": AREA}
    for efecto in efectos_de(AREA, de_urbanismo, en=hoy(reloj)).publicados:  # whose procedures are applications
        assert efecto.leido.definicion.tarea(str(JURIDICO["codigo"])) is None
        assert efecto.leido.definicion.tarea("de_todos") is not None


def test_what_is_wrong_in_some_procedures_alone_says_in_which_and_is_said_once(reloj: RelojMovil) -> None:
    pagina: Valor = {
        "codigo": "local",
        "titulo": "El local",
        "naturalezas": ["declaracion"],
        "campos": [{"codigo": "mesas", "tipo": "numero", "etiqueta": "Mesas"}],
    }
    condicion: Valor = {"campo": "mesas", "operador": "mayor", "valor": 50}
    documento = de_actividades(
        {**JURIDICO, "condicion": condicion},
        {**JURIDICO, "codigo": "nunca", "naturalezas": ["declaracion"], "tras": ["informe_area"]},
        {**JURIDICO, "codigo": "otra", "naturalezas": ["comunicacion"], "tras": ["noesta"]},
        pasos=[pagina],
    )
    leido = leer_modelo(documento, en=hoy(reloj))
    assert [(p.campo, p.mensaje) for p in leido.problemas] == [
        ("tareas[nunca].tras", "espera a «Informe del área», que solo se hace en solicitudes."),
        (
            "tareas[informe_de_accesibilidad].condicion",
            "en solicitudes y comunicaciones, «mesas» no es un campo del formulario.",
        ),
        ("tareas[otra].tras", "no hay ninguna tarea «noesta»."),
    ]
    de_los_suyos = efectos_de("actividades", documento, en=hoy(reloj), del_modelo=leido.llanos)
    assert [efecto.problemas for efecto in de_los_suyos.publicados] == [()]


def test_a_file_that_a_person_loads_waits_for_another_and_the_installations_does_not(
    reloj: RelojMovil, marta: Actor
) -> None:
    en_vigor = modelo_vigente("area", AREA)
    assert en_vigor is not None
    fichero = {**en_vigor.definicion, "numero": en_vigor.numero + 1, "nombre": "Urbanismo"}
    contenido = json.dumps(fichero).encode()
    quien = personal("secretaria", reloj).con_permisos(CARGAR, PUBLICAR)
    carga = catalogo.cargar(actor=quien, contenido=contenido, reloj=reloj)
    assert not catalogo.cargar(actor=quien, contenido=contenido, reloj=reloj).nueva
    modelo = Modelo.objects.get(codigo=AREA, estado="ensayo")
    assert carga.modelo_id == modelo.id
    assert (modelo.estado, modelo.cargado_por) == ("ensayo", quien.id)
    with pytest.raises(Conflicto, match="Lo publica otra persona"):
        publicar(modelo, reloj, quien)
    mal: dict[str, Valor] = {**fichero, "numero": 9, "pasos_comunes": {}, "tareas": {"quitar": ["resolucion"]}}
    seco = catalogo.cargar(actor=quien, contenido=json.dumps(mal).encode(), reloj=reloj, en_seco=True)
    assert {p.campo for p in seco.problemas} == {"pasos_comunes", "tareas.quitar[resolucion]"}
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.cargar(actor=quien, contenido=json.dumps(mal).encode(), reloj=reloj)
    assert list(error.value.problemas) == list(seco.problemas)
    for numero, dice in ((en_vigor.numero, "con otro contenido"), (1, "La última versión")):
        otro = json.dumps({**fichero, "numero": numero, "nombre": "Otra cosa"}).encode()
        with pytest.raises(Conflicto, match=dice):
            catalogo.cargar(actor=quien, contenido=otro, reloj=reloj)
    instalacion = Actor.sistema("prueba", CARGAR)
    catalogo.descartar_modelo(actor=quien, modelo_id=modelo.id, reloj=reloj)
    otro = json.dumps({**fichero, "numero": modelo.numero + 1}).encode()
    catalogo.cargar(actor=instalacion, contenido=otro, reloj=reloj)
    de_nadie = Modelo.objects.get(codigo=AREA, numero=modelo.numero + 1)
    assert (de_nadie.estado, de_nadie.cargado_por, modelo_vigente("area", AREA)) == ("publicado", None, de_nadie)
    assert VersionProcedimiento.objects.filter(modelo_area=de_nadie).count() == 0


def test_what_it_asks_does_not_grow_with_the_procedures_of_the_area(reloj: RelojMovil) -> None:
    for area, cuantos in ((AREA, 2), ("atencion", 4)):
        documento: dict[str, Valor] = {
            "clase": "area",
            "codigo": area,
            "numero": 9,
            "nombre": area,
            "tareas": {"anadir": [JURIDICO]},
        }
        with CaptureQueriesContext(connection) as hechas:
            assert len(efectos_de(area, documento, en=hoy(reloj)).publicados) == cuantos
        # Who embodies each organ is asked apart, once for each that they name
        assert sum('FROM "catalogo_' in q["sql"] for q in hechas.captured_queries) == 8
