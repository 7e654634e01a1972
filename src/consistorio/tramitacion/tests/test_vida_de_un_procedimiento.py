"""A procedure from its draft to its publication: who may, what is kept apart, and what each change says."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.consultas import con_datos_legales, vigente
from consistorio.tramitacion.catalogo.datos import CARPETA, PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.diferencias import diferencias
from consistorio.tramitacion.catalogo.exportar import documento_de, fichero_de
from consistorio.tramitacion.catalogo.models import (
    BorradorProcedimiento,
    CasoDePrueba,
    ValorLegal,
    VersionProcedimiento,
)
from consistorio.tramitacion.catalogo.permisos import CARGAR, DE_LA_INSTALACION, PUBLICAR
from consistorio.tramitacion.catalogo.valores_legales import escritos
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor.ensayos import datos_de, resultado_de
from consistorio.tramitacion.motor.simulacion import AMPLIA, REQUIERE, RESPONDE, Caso, Paso, simular
from consistorio.tramitacion.tests.factories import RelojMovil, personal

pytestmark = pytest.mark.django_db
INFORME: dict[str, Valor] = {
    "codigo": "informe_trafico",
    "tipo": "informe",
    "fase": "instruccion",
    "nombre": "Informe de tráfico",
    "norma": "LPACAP art. 79",
    "area": "policia_local",
}
SIMPLE: dict[str, Valor] = {
    "sentido": "estimatorio",
    "articulo": "Otra cosa",
    "responsable": "secretaria",
    "desde": "2026-01-01",
}


def con_informe(borrador: BorradorProcedimiento, **cambios: Valor) -> dict[str, Valor]:
    """The layer with one more report."""
    capa = copy.deepcopy(como_datos(borrador.capa))
    tareas = como_datos(capa.get("tareas") or {})
    anadidas = tareas.get("anadir")
    tareas["anadir"] = [*(anadidas if isinstance(anadidas, list) else []), {**INFORME, **cambios}]
    return {**capa, "tareas": tareas}


@pytest.fixture
def ines(reloj: RelojMovil) -> Actor:
    return personal("jefatura-via-publica", reloj)


def test_an_area_prepares_a_version_and_another_person_publishes_it(reloj: RelojMovil, ines: Actor) -> None:
    publicada = vigente("terraza")
    borrador = catalogo.abrir_borrador(actor=ines, version_id=publicada.id, reloj=reloj)
    assert "legal" not in borrador.capa
    assert (
        catalogo.abrir_borrador(actor=personal("via-publica-1", reloj), version_id=publicada.id, reloj=reloj)
        == borrador
    )
    with pytest.raises(Conflicto, match="no hay nada que ensayar"):
        catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=1, reloj=reloj)
    guardado = catalogo.guardar_borrador(
        actor=ines, borrador_id=borrador.id, edicion=1, capa=con_informe(borrador), reloj=reloj
    )
    version = catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=guardado.edicion, reloj=reloj)
    assert (version.estado, version.numero, vigente("terraza").id) == ("ensayo", publicada.numero + 1, publicada.id)
    assert [d.texto for d in diferencias(publicada.definicion, version.definicion)] == [
        "Se añade la tarea «Informe de tráfico»."
    ]
    with pytest.raises(Conflicto, match="La publica otra persona"):
        catalogo.publicar(actor=ines.con_permisos(PUBLICAR), version_id=version.id, reloj=reloj)
    with pytest.raises(NoPermitido):
        catalogo.publicar(actor=personal("via-publica-1", reloj), version_id=version.id, reloj=reloj)
    javier = personal("secretaria", reloj)
    catalogo.publicar(actor=javier, version_id=version.id, reloj=reloj)
    nueva = vigente("terraza")
    assert (nueva.id, nueva.cargada_por, nueva.publicada_por) == (version.id, ines.id, javier.id)
    publicada.refresh_from_db()
    assert publicada.estado == "retirada"
    with pytest.raises(IntegrityError), transaction.atomic():  # nor does the database take it
        VersionProcedimiento.objects.create(
            procedimiento=version.procedimiento,
            numero=99,
            definicion={},
            huella="",
            modelo=version.modelo,
            formulario=publicada.formulario,
            cargada_el=reloj.ahora(),
            cargada_por=ines.id,
            publicada_por=ines.id,
        )
    tipos = Evento.objects.filter(cadena="procedimiento:terraza").order_by("seq").values_list("tipo", flat=True)
    assert list(tipos)[-5:] == [
        "catalogo.borrador.abierto",
        "catalogo.borrador.guardado",
        "catalogo.version.cargada",
        "catalogo.borrador.cerrado",
        "catalogo.version.publicada",
    ]


def test_two_people_never_overwrite_each_other(reloj: RelojMovil, ines: Actor) -> None:
    borrador = catalogo.abrir_borrador(actor=ines, version_id=vigente("terraza").id, reloj=reloj)
    capa = con_informe(borrador)
    catalogo.guardar_borrador(
        actor=personal("via-publica-1", reloj), borrador_id=borrador.id, edicion=1, capa=capa, reloj=reloj
    )
    with pytest.raises(Conflicto, match="Raúl Pascual Ibarra ha guardado cambios"):
        catalogo.guardar_borrador(
            actor=ines, borrador_id=borrador.id, edicion=1, capa=con_informe(borrador, nombre="Otro"), reloj=reloj
        )
    borrador.refresh_from_db()
    assert (borrador.capa, borrador.edicion) == (capa, 2)
    igual = catalogo.guardar_borrador(actor=ines, borrador_id=borrador.id, edicion=2, capa=capa, reloj=reloj)
    assert igual.edicion == 2  # nothing was said, nothing is noted


def test_only_the_people_of_the_area_prepare_its_procedures(reloj: RelojMovil, ines: Actor) -> None:
    licencia = vigente("licencia-obra-menor")
    with pytest.raises(NoPermitido, match="responde Licencias"):
        catalogo.abrir_borrador(actor=ines, version_id=licencia.id, reloj=reloj)
    borrador = catalogo.abrir_borrador(actor=personal("jefatura-licencias", reloj), version_id=licencia.id, reloj=reloj)
    capa = como_datos(borrador.capa)
    for otra in ({**capa, "area": "via_publica"}, {**capa, "codigo": "otra"}, {**capa, "legal": {}}):
        with pytest.raises(DatosIncorrectos):
            catalogo.guardar_borrador(
                actor=personal("jefatura-licencias", reloj), borrador_id=borrador.id, edicion=1, capa=otra, reloj=reloj
            )


def test_what_is_in_trial_is_taken_back_and_given_up(reloj: RelojMovil, ines: Actor) -> None:
    borrador = catalogo.abrir_borrador(actor=ines, version_id=vigente("terraza").id, reloj=reloj)
    catalogo.guardar_borrador(actor=ines, borrador_id=borrador.id, edicion=1, capa=con_informe(borrador), reloj=reloj)
    version = catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=2, reloj=reloj)
    otra_vez = catalogo.retomar_borrador(actor=ines, version_id=version.id, reloj=reloj)
    assert (otra_vez.capa, otra_vez.id != borrador.id) == (con_informe(borrador), True)
    version.refresh_from_db()
    assert version.estado == "descartada"
    with pytest.raises(Conflicto):
        catalogo.publicar(actor=personal("secretaria", reloj), version_id=version.id, reloj=reloj)
    segunda = catalogo.enviar_a_ensayo(actor=ines, borrador_id=otra_vez.id, edicion=1, reloj=reloj)
    assert segunda.numero == version.numero + 1
    catalogo.descartar(actor=personal("secretaria", reloj), version_id=segunda.id, reloj=reloj)
    final = catalogo.abrir_borrador(actor=ines, version_id=vigente("terraza").id, reloj=reloj)
    catalogo.descartar_borrador(actor=ines, borrador_id=final.id, edicion=1, reloj=reloj)
    assert not BorradorProcedimiento.objects.filter(codigo="terraza", cerrado_el=None).exists()


def test_every_problem_of_a_draft_is_named_with_its_place(reloj: RelojMovil, ines: Actor) -> None:
    borrador = catalogo.abrir_borrador(actor=ines, version_id=vigente("terraza").id, reloj=reloj)
    capa = con_informe(borrador, tipo="magia", area="nadie", tras=["resolucion"])
    tareas = como_datos(capa["tareas"])
    tareas["quitar"] = ["notificacion"]
    tareas["cambiar"] = [
        {"codigo": "revision", "condicion": {"campo": "mesas", "operador": "mayor", "valor": 3}},
        {"codigo": "resolucion", "tras": []},
        {"codigo": "propuesta", "tras": ["comunicacion_inicial"]},
    ]
    cobra: dict[str, Valor] = {"codigo": "cobrar", "tipo": "pago", "fase": "ejecucion", "nombre": "Cobrar"}
    tareas["anadir"] = [*tareas["anadir"], {**cobra, "area": "policia_local"}]  # type: ignore[misc]
    catalogo.guardar_borrador(
        actor=ines, borrador_id=borrador.id, edicion=1, capa={**capa, "tareas": tareas}, reloj=reloj
    )
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=2, reloj=reloj)
    dicho = {p.campo: p.mensaje for p in error.value.problemas}
    assert "la ley no deja quitarla" in dicho["tareas.quitar[notificacion]"]
    assert "cuándo se hace lo dice la ley" in dicho["tareas.cambiar[revision].condicion"]
    assert "no solo a algunas" in dicho["tareas.cambiar[propuesta].tras"]
    assert "no a menos" in dicho["tareas.cambiar[resolucion].tras"]
    assert "fase posterior" in dicho["tareas[informe_trafico].tras"]
    assert "ninguna unidad responde" in dicho["tareas[informe_trafico].area"]
    assert "nadie tiene hoy el permiso" in dicho["tareas[cobrar].area"]
    assert any("«magia»" in mensaje for mensaje in dicho.values())


def test_legal_values_are_of_who_answers_for_them(reloj: RelojMovil, ines: Actor) -> None:
    with pytest.raises(NoPermitido):
        catalogo.anotar_valores_legales(actor=ines, procedimiento="terraza", valores={"silencio": SIMPLE}, reloj=reloj)
    elena = personal("archivo", reloj)
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.anotar_valores_legales(
            actor=elena, procedimiento="terraza", valores={"silencio": SIMPLE, "tarifa": {}}, reloj=reloj
        )
    assert [(p.campo, p.mensaje) for p in error.value.problemas] == [
        ("legal.tarifa", "este dato no existe."),
        (
            "legal.silencio",
            "El sentido del silencio lo cambia Secretaría, y no el área. Hoy se apoya en: LPACAP art. 24.1, párrafo segundo.",
        ),
    ]
    javier = personal("secretaria", reloj)
    with pytest.raises(DatosIncorrectos, match="no se han guardado"):
        catalogo.anotar_valores_legales(
            actor=javier, procedimiento="terraza", valores={"silencio": {**SIMPLE, "sentido": "a veces"}}, reloj=reloj
        )
    antes = ValorLegal.objects.count()
    valores = {"silencio": SIMPLE}
    assert catalogo.anotar_valores_legales(actor=javier, procedimiento="terraza", valores=valores, reloj=reloj) == (
        "silencio",
    )
    assert catalogo.anotar_valores_legales(actor=javier, procedimiento="terraza", valores=valores, reloj=reloj) == ()
    assert ValorLegal.objects.count() == antes + 1
    assert vigente("terraza").tipada.legal.silencio == "desestimatorio"  # a published version keeps those that it took


def test_a_file_that_does_not_know_a_fee_does_not_take_it_back(reloj: RelojMovil) -> None:
    """The terrace ships with its fee pending and its town has one: loaded again, as with each release, nothing changes."""
    de_antes = vigente("terraza")
    assert de_antes.tipada.legal.tasa.startswith("La tasa por ocupar la calle")
    carga = catalogo.cargar(
        actor=Actor.sistema("prueba", *DE_LA_INSTALACION),
        contenido=(CARPETA / "terraza.json").read_bytes(),
        reloj=reloj,
    )
    assert (carga.nueva, carga.version_id) == (False, de_antes.id)
    assert ValorLegal.objects.filter(procedimiento="terraza", campo="tasa").count() == 1


def test_a_version_is_published_with_the_legal_values_with_which_it_was_tried(reloj: RelojMovil, ines: Actor) -> None:
    borrador = catalogo.abrir_borrador(actor=ines, version_id=vigente("terraza").id, reloj=reloj)
    catalogo.guardar_borrador(actor=ines, borrador_id=borrador.id, edicion=1, capa=con_informe(borrador), reloj=reloj)
    version = catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=2, reloj=reloj)
    javier = personal("secretaria", reloj)
    catalogo.anotar_valores_legales(actor=javier, procedimiento="terraza", valores={"silencio": SIMPLE}, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.publicar(actor=javier, version_id=version.id, reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["legal.silencio"]
    otra_vez = catalogo.retomar_borrador(actor=ines, version_id=version.id, reloj=reloj)
    nueva = catalogo.enviar_a_ensayo(actor=ines, borrador_id=otra_vez.id, edicion=1, reloj=reloj)
    catalogo.publicar(actor=javier, version_id=nueva.id, reloj=reloj)
    assert vigente("terraza").tipada.legal.silencio == "estimatorio"


def test_a_value_written_for_later_is_taken_back_with_that_of_today(reloj: RelojMovil) -> None:
    javier = personal("secretaria", reloj)
    de_hoy = como_datos(vigente("terraza").definicion)["legal"]
    assert isinstance(de_hoy, dict)
    for valor in ({**SIMPLE, "desde": "2027-01-01"}, de_hoy["silencio"]):
        catalogo.anotar_valores_legales(actor=javier, procedimiento="terraza", valores={"silencio": valor}, reloj=reloj)
    reloj.ir_a(2027, 1, 4)
    assert escritos("terraza", en=date(2027, 1, 4)).vigentes["silencio"] == de_hoy["silencio"]


def test_a_value_of_later_waits_for_its_day(reloj: RelojMovil) -> None:
    javier = personal("secretaria", reloj)
    futuro = {**SIMPLE, "desde": "2027-01-01"}
    catalogo.anotar_valores_legales(actor=javier, procedimiento="terraza", valores={"silencio": futuro}, reloj=reloj)
    documento = documento_de(vigente("terraza"))
    actor = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    cargada = catalogo.cargar(actor=actor, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert (cargada.nueva, cargada.version_id) == (False, vigente("terraza").id)
    reloj.ir_a(2027, 1, 4)
    with pytest.raises(
        DatosIncorrectos
    ) as error:  # the file says what no longer holds, and who loads it does not answer for it
        catalogo.cargar(actor=Actor.sistema("pruebas", CARGAR), contenido=json.dumps(documento).encode(), reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["legal.silencio"]


def test_a_call_that_is_not_known_is_counted_among_what_is_not_written(reloj: RelojMovil) -> None:
    """LGS 25.4: whoever answers for it sees that this year's is not written."""
    javier = personal("secretaria", reloj)
    antes = {uno.codigo: uno.faltan for uno in con_datos_legales(en=hoy(reloj))}["terraza"]
    llamada: Valor = {
        "momento": "convocatoria",
        "pendiente": True,
        "articulo": "Ley 38/2003 art. 25.4",
        "responsable": "secretaria",
        "desde": "2026-01-01",
    }
    catalogo.anotar_valores_legales(actor=javier, procedimiento="terraza", valores={"comienzo": llamada}, reloj=reloj)
    assert {uno.codigo: uno.faltan for uno in con_datos_legales(en=hoy(reloj))}["terraza"] == antes + 1


def test_what_is_filed_is_of_secretaria_and_decides_whether_there_is_a_term(reloj: RelojMovil) -> None:
    """LPACAP 69.3: nobody writes a term of what is declared, and the area does not change what it is."""
    javier, codigo = personal("secretaria", reloj), "declaracion-responsable-actividad"
    plazo = escritos("terraza", en=hoy(reloj)).vigentes["plazo"]
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.anotar_valores_legales(actor=javier, procedimiento=codigo, valores={"plazo": plazo}, reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["legal.plazo"]
    documento = documento_de(vigente(codigo))
    legales = como_datos(documento["legal"])
    solicitud: Valor = {**como_datos(legales["naturaleza"]), "clase": "solicitud"}
    otro = json.dumps({**documento, "legal": {**legales, "naturaleza": solicitud}}).encode()
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.cargar(actor=Actor.sistema("pruebas", CARGAR), contenido=otro, reloj=reloj)
    assert "lo cambia Secretaría" in error.value.problemas[-1].mensaje
    # What was an application keeps its term written, and it says nothing from the day on which it is declared
    catalogo.anotar_valores_legales(
        actor=javier, procedimiento="terraza", valores={"naturaleza": legales["naturaleza"]}, reloj=reloj
    )
    assert not {"plazo", "silencio"} & set(escritos("terraza", en=hoy(reloj)).vigentes)
    assert {uno.codigo: uno.faltan for uno in con_datos_legales(en=hoy(reloj))}["terraza"] == 0
    catalogo.anotar_valores_legales(
        actor=javier, procedimiento="terraza", valores={"naturaleza": solicitud}, reloj=reloj
    )
    assert escritos("terraza", en=hoy(reloj)).vigentes["plazo"] == plazo


@pytest.mark.parametrize("nombre", PROCEDIMIENTOS)
def test_what_is_exported_loads_as_the_same(reloj: RelojMovil, nombre: str) -> None:
    version = vigente(nombre.removesuffix(".json"))
    casos = con_casos(version, reloj)
    fichero = fichero_de(version)
    assert len(json.loads(fichero)["casos"]) == len(casos)
    actor = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    carga = catalogo.cargar(actor=actor, contenido=fichero, reloj=reloj)
    assert (carga.nueva, carga.version_id) == (False, version.id)
    otro = json.dumps({**json.loads(fichero), "codigo": "traido-de-otro-sitio"}).encode()
    carga = catalogo.cargar(actor=actor, contenido=otro, reloj=reloj)
    assert carga.version_id is not None
    traida = VersionProcedimiento.objects.get(id=carga.version_id)
    assert diferencias(version.definicion, traida.definicion) == ()
    assert json.loads(fichero_de(traida)) == json.loads(otro)
    llegados = CasoDePrueba.objects.filter(procedimiento="traido-de-otro-sitio")
    assert [uno.caso for uno in llegados.order_by("guardado_el", "id")] == [uno.caso for uno in casos]
    catalogo.cargar(actor=actor, contenido=otro, reloj=reloj)
    assert llegados.count() == len(casos)  # what the town has already does not come twice


def con_casos(version: VersionProcedimiento, reloj: RelojMovil) -> list[CasoDePrueba]:
    """Two made-up cases of a procedure: one that only came in, and one whose term stops, goes on and is extended."""
    definicion = version.tipada
    entrada, de_oficio = date(2026, 3, 2), definicion.iniciacion == "oficio"
    corto = Caso({}, entrada, de_oficio=de_oficio)
    quien = "comprobacion" if definicion.declarada else "revision"
    pasos = [] if de_oficio else [Paso(quien, 3, que=REQUIERE), Paso(quien, 5, que=RESPONDE)]
    mas = [] if definicion.declarada else [Paso("", 1, que=AMPLIA, cantidad=1)]
    largo = Caso({}, entrada, (*pasos, *mas), de_oficio=de_oficio)
    filas = []
    for nombre, caso in (("Recién llegada", corto), ("Parada y ampliada", largo)):
        hecha = simular(definicion, caso, calendario_de_la_sede(en=entrada))
        fila = CasoDePrueba(procedimiento=definicion.codigo, nombre=nombre, guardado_el=reloj.ahora())
        fila.caso, fila.esperado = datos_de(caso), resultado_de(hecha)
        fila.save()
        filas.append(fila)
    return filas


def test_a_file_whose_cases_do_not_end_as_it_says_is_refused(reloj: RelojMovil, ines: Actor) -> None:
    con_casos(vigente("terraza"), reloj)
    bueno = {**documento_de(vigente("terraza")), "codigo": "quioscos"}
    actor = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    lista = bueno["casos"]
    assert isinstance(lista, list)
    primero = como_datos(lista[0])
    raros: list[tuple[Valor, str]] = [
        ("nada", "aquí va una lista"),
        ([{"nombre": "Sin más"}], "lleva «nombre»"),
        ([{**primero, "caso": {"entrada": "ayer"}}], "no se puede leer"),
        (
            [{**primero, "caso": {"entrada": "2026-03-02", "pasos": [{"tarea": "revision", "dias": 99999}]}}],
            "no se puede leer",
        ),
        (
            [{**primero, "caso": {"entrada": "2026-03-02", "pasos": [{"tarea": "informe_de_nadie", "dias": 1}]}}],
            "ya no se puede seguir: se esperaba «informe_de_nadie», que ya no es de este procedimiento. Abiertas: ",
        ),
        ([{**primero, "esperado": {"abiertas": [], "en_plazo": True}}], "no acaba como cuando se guardó"),
    ]
    for casos, dice in raros:
        contenido = json.dumps({**bueno, "casos": casos}).encode()
        ensayo = catalogo.cargar(actor=actor, contenido=contenido, reloj=reloj, en_seco=True)
        assert [dice in p.mensaje for p in ensayo.problemas] == [True], casos
        with pytest.raises(DatosIncorrectos):
            catalogo.cargar(actor=actor, contenido=contenido, reloj=reloj)
    assert not CasoDePrueba.objects.filter(procedimiento="quioscos").exists()
    with pytest.raises(DatosIncorrectos):
        catalogo.importar_borrador(actor=ines, documento={**bueno, "casos": [{}]}, reloj=reloj)
    catalogo.importar_borrador(actor=ines, documento=bueno, reloj=reloj)
    assert CasoDePrueba.objects.filter(procedimiento="quioscos").count() == 2


def test_a_file_that_comes_to_the_designer_leaves_its_legal_values_to_who_answers(
    reloj: RelojMovil, ines: Actor
) -> None:
    documento = {**documento_de(vigente("terraza")), "codigo": "quioscos", "nombre": "Quioscos"}
    borrador = catalogo.importar_borrador(actor=ines, documento=documento, reloj=reloj)
    with pytest.raises(Conflicto, match="Ya se está preparando"):
        catalogo.importar_borrador(actor=ines, documento=documento, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=1, reloj=reloj)
    assert {p.campo for p in error.value.problemas} >= {"legal.plazo", "legal.silencio", "legal.organo"}
    legales = como_datos(documento["legal"])
    for puesto, campos in (
        ("secretaria", ("plazo", "silencio", "organo", "recursos")),
        ("tributos-1", ("tasa",)),
        ("archivo", ("conservacion",)),
    ):
        suyos = {campo: legales[campo] for campo in campos}
        catalogo.anotar_valores_legales(
            actor=personal(puesto, reloj), procedimiento="quioscos", valores=suyos, reloj=reloj
        )
    version = catalogo.enviar_a_ensayo(actor=ines, borrador_id=borrador.id, edicion=1, reloj=reloj)
    assert (version.procedimiento.codigo, version.numero) == ("quioscos", 1)
    assert ValorLegal.objects.filter(procedimiento="quioscos", desde__lte=date(2026, 9, 26)).count() == 6
