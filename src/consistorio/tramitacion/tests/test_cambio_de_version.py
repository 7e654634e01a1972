"""Running cases moved to another version of their procedure: which may, which may not and why, and that in law they stay what they were."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion, DefinicionTarea
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor import acciones, historia, versiones
from consistorio.tramitacion.motor import consultas as motor
from consistorio.tramitacion.motor.cambio_de_version import (
    Empezada,
    Situacion,
    no_le_llegan,
    obstaculos,
    se_abririan,
)
from consistorio.tramitacion.motor.models import CambioDeVersion, Plazo, Suspension, Tarea, Vencimiento
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.operaciones.plazos import levantar, suspender
from consistorio.tramitacion.motor.permisos import CAMBIAR_VERSION
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal

pytestmark = pytest.mark.django_db
SISTEMA = Actor.sistema("versiones", CAMBIAR_VERSION)
MANO = Actor.sistema("pruebas", "expediente.tramitar")
INFORME: dict[str, Valor] = {
    "codigo": "informe_policia",
    "tipo": "informe",
    "fase": "instruccion",
    "nombre": "Informe de Policía Local",
    "norma": "LPACAP art. 79",
    "area": "policia_local",
}


def jefa(reloj: RelojMovil) -> Actor:
    return personal("jefatura-licencias", reloj)


def publicar_otra(reloj: RelojMovil, cambiar: Callable[[dict[str, Valor]], None] | None = None) -> VersionProcedimiento:
    """The next version of the works licence: with a report of the police, unless something else is said."""
    actual = vigente("licencia-obra-menor")
    borrador = catalogo.abrir_borrador(actor=jefa(reloj), version_id=actual.id, reloj=reloj)
    capa = copy.deepcopy(como_datos(borrador.capa))
    (cambiar or con_informe)(capa)
    guardado = catalogo.guardar_borrador(
        actor=jefa(reloj), borrador_id=borrador.id, edicion=borrador.edicion, capa=capa, reloj=reloj
    )
    version = catalogo.enviar_a_ensayo(
        actor=jefa(reloj), borrador_id=guardado.id, edicion=guardado.edicion, reloj=reloj
    )
    return catalogo.publicar(actor=personal("secretaria", reloj), version_id=version.id, reloj=reloj)


def con_informe(capa: dict[str, Valor]) -> None:
    tareas = como_datos(capa.get("tareas") or {})
    anadidas = tareas.get("anadir")
    capa["tareas"] = {**tareas, "anadir": [*(anadidas if isinstance(anadidas, list) else []), INFORME]}


def pasar(reloj: RelojMovil, version: VersionProcedimiento, *casos: Expediente) -> CambioDeVersion:
    """Ask for it, and do what the job does."""
    cambio = acciones.pedir_cambio_de_version(
        actor=jefa(reloj),
        version_id=version.id,
        expedientes=[caso.id for caso in casos] or None,
        motivo="Para que informe la Policía.",
        reloj=reloj,
    )
    for caso_id in versiones.por_pasar(cambio.id):
        acciones.pasar_de_version(actor=SISTEMA, caso_id=caso_id, reloj=reloj)
    return cambio


def hacer(expediente: Expediente, codigo: str, reloj: RelojMovil, sentido: str = "") -> None:
    with transaction.atomic():
        tarea = Tarea.objects.select_for_update().get(expediente=expediente, codigo=codigo, del_modelo=True)
        completar(tarea, {"codigo": sentido or "hecha", "sentido": sentido}, actor=MANO, reloj=reloj)


def en_derecho(expediente: Expediente) -> dict[str, object]:
    """What a case is in law: its phase, term, suspensions, silence, parties, watched dates and what was done."""
    plazo = Plazo.objects.get(expediente=expediente)
    sin_pasos = {c.attname: getattr(plazo, c.attname) for c in Plazo._meta.concrete_fields if "id" not in c.attname}
    return {
        "fase": Expediente.objects.get(id=expediente.id).fase,
        "plazo": sin_pasos,
        "suspensiones": list(
            Suspension.objects.filter(plazo=plazo).order_by("desde").values_list("causa", "desde", "hasta", "dias")
        ),
        "partes": list(expediente.interesados.values_list("persona", "hasta")),
        "fechas": sorted(
            Vencimiento.objects.filter(expediente=expediente)
            .exclude(clase="informe")  # a new report has a term of its own, which is of nobody but who informs
            .values_list("clase", "vence", "procesado_el", "anulado")
        ),
        "hechas": sorted(
            Tarea.objects.filter(expediente=expediente, estado="hecha").values_list("codigo", "cerrada_el")
        ),
    }


def se_rehace(expediente: Expediente) -> bool:
    """Whether the facts alone rebuild what is stored."""
    fresco = Expediente.objects.get(id=expediente.id)
    return expedientes.estado_segun_hechos(fresco) == expedientes.estado_actual(fresco) and motor.estado_segun_hechos(
        fresco
    ) == motor.estado_actual(fresco)


def definicion(reloj: RelojMovil) -> Definicion:
    return vigente("licencia-obra-menor").tipada


def con(base: Definicion, *tareas: DefinicionTarea, sin: str = "") -> Definicion:
    return replace(base, tareas=(*(t for t in base.tareas if t.codigo != sin), *tareas))


REVISION = Empezada("revision", "iniciacion", "Revisar la solicitud", "pendiente")
HECHA = replace(REVISION, estado="hecha")
INFORMA = Empezada("informe", "instruccion", "Informe del área", "pendiente")
CONTESTADO: dict[str, Valor] = {"tipo_obra": "interior"}
EMPIEZA = Situacion(True, "iniciacion", {"revision": REVISION}, CONTESTADO, {}, 1)
INSTRUYE = replace(EMPIEZA, fase="instruccion", tareas={"revision": HECHA, "informe_area": INFORMA})
NUEVA = DefinicionTarea("nueva", "libre", "iniciacion", "Mirar el padrón")
DEBIDA = replace(NUEVA, preceptiva=True, norma="LPACAP art. 75")


def test_what_moves_and_what_stays_with_its_reason(reloj: RelojMovil) -> None:
    base = definicion(reloj)
    informe = base.tarea("informe_area")
    assert informe is not None
    sin_el = con(base, sin="informe_area")
    otro = replace(base, formulario=replace(base.formulario, pasos=base.formulario.pasos[1:]))
    casos: list[tuple[Situacion, Definicion, str]] = [
        (EMPIEZA, base, ""),
        (EMPIEZA, con(base, NUEVA), ""),
        (EMPIEZA, con(base, DEBIDA), ""),
        (EMPIEZA, sin_el, ""),
        (INSTRUYE, con(base, NUEVA), ""),
        (INSTRUYE, con(base, DEBIDA), "«Mirar el padrón», que es preceptiva, y su momento ya pasó"),
        (INSTRUYE, con(base, replace(DEBIDA, fase="instruccion")), ""),
        (
            INSTRUYE,
            con(base, replace(DEBIDA, fase="instruccion"), replace(informe, tras=("nueva",)), sin="informe_area"),
            "su momento ya pasó",
        ),
        (INSTRUYE, sin_el, "no tiene «Informe del área», que ya ha empezado"),
        (
            replace(INSTRUYE, tareas={"revision": HECHA, "informe_area": replace(INFORMA, estado="cancelada")}),
            sin_el,
            "",
        ),
        (
            replace(INSTRUYE, tareas={"revision": HECHA, "informe_area": replace(INFORMA, estado="cancelada")}),
            con(base, replace(informe, preceptiva=True), sin="informe_area"),
            "no se hizo, y en la versión nueva es preceptiva",
        ),
        (INSTRUYE, con(base, replace(informe, fase="ordenacion"), sin="informe_area"), "es otra clase de trámite"),
        (EMPIEZA, otro, "no puede mostrar lo que se contestó"),
        (replace(EMPIEZA, respuestas={}), otro, "sin escribir"),
        (
            replace(EMPIEZA, respuestas={}, tareas={"revision": replace(REVISION, estado="cancelada")}),
            otro,
            "sin escribir",
        ),
        (replace(EMPIEZA, respuestas={}), con(base, NUEVA), ""),
        (replace(INSTRUYE, abierto=False), base, "está cerrado"),
        (replace(INSTRUYE, decision=True), base, "Ya hay propuesta"),
        (replace(INSTRUYE, terminacion="desistido"), base, "terminando de otra forma"),
        (replace(INSTRUYE, silencio="estimatorio"), base, "estimada por silencio"),
        (replace(INSTRUYE, silencio="desestimatorio"), base, ""),
    ]
    for situacion, nueva, motivo in casos:
        hallados = obstaculos(base, nueva, situacion)
        assert (motivo in " ".join(hallados)) if motivo else hallados == (), (situacion, motivo, hallados)


def test_legal_values_never_change_in_a_running_case(reloj: RelojMovil) -> None:
    base = definicion(reloj)
    legal = base.legal
    assert legal.plazo is not None
    otro_silencio = "desestimatorio" if legal.silencio != "desestimatorio" else "estimatorio"
    for suyo in (replace(legal, plazo=replace(legal.plazo, cantidad=6)), replace(legal, silencio=otro_silencio)):
        assert obstaculos(base, replace(base, legal=suyo), INSTRUYE) == ()
    for suyo, palabra in (
        (replace(legal, naturaleza="comunicacion"), "qué se presenta"),
        (replace(legal, organo=replace(legal.organo, codigo="junta")), "órgano"),
        (replace(legal, recursos=()), "recursos"),
        (replace(legal, tasa="Otra"), "tasa"),
        (replace(legal, conservacion="Otra"), "conservación"),
    ):
        (motivo,) = obstaculos(base, replace(base, legal=suyo), INSTRUYE)
        assert palabra in motivo


def test_what_comes_late_is_noted_and_what_is_due_opens(reloj: RelojMovil) -> None:
    base = definicion(reloj)
    ahora = replace(NUEVA, codigo="ahora", fase="instruccion", paralela=True)
    nueva = con(base, NUEVA, ahora)
    assert [t.codigo for t in no_le_llegan(base, nueva, INSTRUYE)] == ["nueva"]
    assert [t.codigo for t in se_abririan(base, nueva, INSTRUYE) if base.tarea(t.codigo) is None] == ["ahora"]
    assert no_le_llegan(base, nueva, EMPIEZA) == ()


def test_a_case_moves_with_what_it_was_and_gets_the_new_report(reloj: RelojMovil) -> None:
    caso = expediente_de_obra(reloj)
    hacer(caso, "revision", reloj)
    antes, anterior = en_derecho(caso), caso.version_id
    version = publicar_otra(reloj)
    (previsto,) = versiones.prever(jefa(reloj), version, en=hoy(reloj))
    assert (previsto.expediente, previsto.obstaculos) == (caso, ())
    assert "Informe de Policía Local" in previsto.tareas
    cambio = pasar(reloj, version, caso)
    caso.refresh_from_db()
    assert (caso.version_id, en_derecho(caso)) == (version.id, antes)
    policia = Tarea.objects.get(expediente=caso, codigo="informe_policia")
    assert (policia.estado, policia.unidad.nombre) == ("pendiente", "Policía Local")
    assert versiones.avance_de(cambio, personal("jefatura-licencias", reloj)) == versiones.Avance(0, 1, 0)
    hecho = eventos_de(caso.cadena).filter(tipo="expediente.version.cambiada").get()
    assert hecho.datos["anterior_id"] == str(anterior)
    assert (hecho.datos["version_id"], hecho.datos["pedido_por"]) == (str(version.id), str(jefa(reloj).id))
    assert se_rehace(caso)
    hitos = [h for h in expedientes.cronologia(caso, jefa(reloj), antes_de=None)[0] if h.tipo.endswith("cambiada")]
    motivos = historia.motivos_de(hitos)
    assert f"Versión {version.numero}: Para que informe la Policía." in motivos.values()
    assert acciones.pasar_de_version(actor=SISTEMA, caso_id=cambio.casos.get().id, reloj=reloj).estado == "pasado"
    assert not versiones.prever(jefa(reloj), version, en=hoy(reloj))


def test_a_case_that_changed_since_the_preview_stays_with_its_reason(reloj: RelojMovil) -> None:
    caso, otro = expediente_de_obra(reloj), expediente_de_obra(reloj, nif="87654321X")
    hacer(caso, "revision", reloj)
    version = publicar_otra(reloj)
    cambio = acciones.pedir_cambio_de_version(
        actor=jefa(reloj), version_id=version.id, expedientes=None, motivo="Para todos", reloj=reloj
    )
    with pytest.raises(Conflicto, match="Ya se están pasando"):
        acciones.pedir_cambio_de_version(
            actor=jefa(reloj), version_id=version.id, expedientes=None, motivo="Otra vez", reloj=reloj
        )
    hacer(caso, "informe_area", reloj)
    hacer(caso, "propuesta", reloj, "estima")
    antes = en_derecho(caso)
    with CaptureQueriesContext(connection) as preguntas:
        for caso_id in versiones.por_pasar(cambio.id):
            acciones.pasar_de_version(actor=SISTEMA, caso_id=caso_id, reloj=reloj)
    cerrojos = [p["sql"] for p in preguntas if p["sql"].endswith("FOR NO KEY UPDATE")]
    assert (
        len([sql for sql in cerrojos if 'FROM "catalogo_versionprocedimiento"' in sql]) == 2
    )  # nobody takes it back meanwhile
    resultados = {c.expediente_id: (c.estado, c.resultado) for c in cambio.casos.all()}
    assert resultados == {caso.id: ("se_queda", "Ya hay propuesta de resolución."), otro.id: ("pasado", "")}
    assert (en_derecho(caso), se_rehace(caso), se_rehace(otro)) == (antes, True, True)
    assert not Tarea.objects.filter(expediente=caso, codigo="informe_policia").exists()


def test_only_who_answers_for_the_area_moves_and_says_why(reloj: RelojMovil) -> None:
    caso = expediente_de_obra(reloj)
    vieja = caso.version
    version = publicar_otra(reloj)

    def pedir(
        actor: Actor, version_id: UUID = version.id, motivo: str = "Por eso", de: tuple[UUID, ...] = (caso.id,)
    ) -> None:
        acciones.pedir_cambio_de_version(actor=actor, version_id=version_id, expedientes=de, motivo=motivo, reloj=reloj)

    with pytest.raises(NoPermitido, match="responde Licencias"):
        pedir(personal("jefatura-via-publica", reloj))
    with pytest.raises(NoPermitido):
        pedir(personal("licencias-1", reloj))
    with pytest.raises(Conflicto, match="publicada"):
        pedir(jefa(reloj), version_id=vieja.id)
    with pytest.raises(DatosIncorrectos) as error:
        pedir(jefa(reloj), motivo=" ", de=())
    assert [p.campo for p in error.value.problemas] == ["motivo", "expedientes"]
    Expediente.objects.filter(id=caso.id).update(estado="cerrado", cerrado_el=reloj.ahora())
    with pytest.raises(DatosIncorrectos):
        pedir(jefa(reloj))


@pytest.mark.parametrize("semilla", range(6))
def test_moved_and_not_moved_cases_are_the_same_in_law(reloj: RelojMovil, semilla: int) -> None:
    """Two cases with the same life, one of which moves somewhere in it: term, silence, phase and what is done go on alike."""
    azar = Random(semilla)
    quieto, movido = expediente_de_obra(reloj), expediente_de_obra(reloj, nif="87654321X")
    version = publicar_otra(reloj)
    cuando, suspende, paso, cambio = azar.randrange(4), azar.choice([True, False]), 0, None
    while True:
        reloj.pasar(days=azar.randrange(12))
        if paso == 1 and suspende:
            for caso in (quieto, movido):
                with transaction.atomic():
                    suspender(caso, causa="22.1.d", referencia=caso.id, desde=hoy(reloj), actor=MANO, reloj=reloj)
        if paso == 2 and suspende:
            for caso in (quieto, movido):
                with transaction.atomic():
                    levantar(caso, referencia=caso.id, hasta=hoy(reloj), actor=MANO, reloj=reloj)
        if paso == cuando:
            antes = en_derecho(movido)
            cambio = pasar(reloj, version, movido)
            assert en_derecho(movido) == antes
            assert se_rehace(movido)
        movido.refresh_from_db()
        abiertas = sorted(quieto.tareas.filter(del_modelo=True, cerrada_el=None).values_list("codigo", flat=True))
        if Tarea.objects.filter(expediente=movido, codigo="informe_policia", cerrada_el=None).exists():
            hacer(movido, "informe_policia", reloj)
        assert abiertas == sorted(
            movido.tareas.filter(del_modelo=True, cerrada_el=None).values_list("codigo", flat=True)
        )
        uno, otro = en_derecho(quieto), en_derecho(movido)
        assert uno["plazo"] == otro["plazo"]
        assert (uno["fase"], uno["suspensiones"]) == (otro["fase"], otro["suspensiones"])
        assert se_rehace(movido)
        if not abiertas:
            break
        codigo = azar.choice(abiertas)
        sentido = "estima" if codigo in ("propuesta", "resolucion") else ""
        for caso in (quieto, movido):
            hacer(caso, codigo, reloj, sentido)
        paso += 1
    assert cambio is not None


def test_the_preview_asks_as_much_of_many_cases_as_of_few(reloj: RelojMovil) -> None:
    expediente_de_obra(reloj)
    version = publicar_otra(reloj)
    versiones.prever(jefa(reloj), version, en=hoy(reloj))
    actor = jefa(reloj)
    with CaptureQueriesContext(
        connection,
    ) as pocas:
        assert len(versiones.prever(actor, version, en=hoy(reloj))) == 1
    modelo = Expediente.objects.get()
    Expediente.objects.bulk_create(
        Expediente(
            numero=f"2026/LIC/{n:05d}",
            serie="LIC",
            anio=2026,
            orden=n,
            id_eni=f"ES_{n}",
            version=modelo.version,
            titulo="Otra",
            unidad=modelo.unidad,
            fase="iniciacion",
            datos=modelo.datos,
            abierto_el=modelo.abierto_el,
        )
        for n in range(100, 160)
    )
    with CaptureQueriesContext(connection) as muchas:
        pagina = versiones.prever(actor, version, en=hoy(reloj), limite=50)
    assert (len(pagina), len(muchas)) == (50, len(pocas))
    resto = versiones.prever(actor, version, en=hoy(reloj), tras=pagina[-1].expediente.id, limite=50)
    assert len(resto) == 11
