"""A unit asks for a change in a procedure; the area talks, decides and prepares it; published, who asked is told, and it is measured."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.estadistica.medidas import Medida, medida_de_procedimiento
from consistorio.servicios.mejoras import acciones, consultas
from consistorio.servicios.mejoras.acceso import peticion_para
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import PUBLICAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.tests.factories import personal

pytestmark = pytest.mark.django_db
TECNICA = "LA0009987"
LICENCIA = "licencia-obra-menor"
MIRAR: dict[str, Valor] = {
    "codigo": "mirar_catalogo",
    "tipo": "libre",
    "fase": "instruccion",
    "nombre": "Mirar si el edificio está protegido",
}


@pytest.fixture(autouse=True)
def _con_area(reloj: RelojDePrueba) -> None:
    """The unit of licences answers for its area."""
    quien = Actor.sistema("pruebas", PUBLICAR)
    areas = {
        "urbanismo": "LA0009986",
        "servicios_tecnicos": TECNICA,
        "via_publica": "LA0009988",
        "tributos": "LA0009992",
    }
    for area, dir3 in areas.items():
        unidad_id = Unidad.objects.get(dir3=dir3).id
        catalogo.asignar_area(actor=quien, area=area, unidad_id=unidad_id, nombre=area, reloj=reloj)


def pedida(reloj: RelojDePrueba, quien: Actor | None = None) -> PeticionDeArea:
    """The technical office asks the licences area for something."""
    return acciones.pedir(
        actor=quien or personal("arquitectura", reloj),
        procedimiento=LICENCIA,
        unidad_id=Unidad.objects.get(dir3=TECNICA).id,
        problema="Nadie mira si el edificio está protegido.",
        mejora="No habría que repetir informes.",
        reloj=reloj,
    )


def marta(reloj: RelojDePrueba) -> Actor:
    return personal("jefatura-licencias", reloj)


def preparado(reloj: RelojDePrueba) -> BorradorProcedimiento:
    """A draft of the licence with one task more."""
    borrador = catalogo.abrir_borrador(actor=marta(reloj), version_id=vigente(LICENCIA).id, reloj=reloj)
    capa = copy.deepcopy(como_datos(borrador.capa))
    tareas = como_datos(capa.get("tareas") or {})
    anadidas = tareas.get("anadir")
    capa["tareas"] = {**tareas, "anadir": [*(anadidas if isinstance(anadidas, list) else []), MIRAR]}
    catalogo.guardar_borrador(
        actor=marta(reloj), borrador_id=borrador.id, edicion=borrador.edicion, capa=capa, reloj=reloj
    )
    borrador.refresh_from_db()
    return borrador


def decidido(version: VersionProcedimiento, entrada: date, dias: int, tareas: int, *, cerrado: bool = True) -> None:
    """A case decided so many days after its entry, with so many tasks done."""
    inicio = datetime(entrada.year, entrada.month, entrada.day, 9, tzinfo=MADRID)
    fin = datetime.fromordinal(entrada.toordinal() + dias).replace(hour=12, tzinfo=MADRID)
    orden = Expediente.objects.count() + 1
    caso = Expediente.objects.create(
        numero=f"2026/AZAR/{orden}",
        serie="AZAR",
        anio=2026,
        orden=orden,
        id_eni=f"ES_{uuid4().hex}",
        version=version,
        titulo="Caso",
        unidad=Unidad.objects.get(dir3="LA0009986"),
        fase="archivo",
        abierto_el=inicio,
        estado="cerrado" if cerrado else "abierto",
        cerrado_el=fin if cerrado else None,
    )
    Plazo.objects.create(
        expediente=caso,
        inicio=inicio,
        cantidad=3,
        unidad_tiempo="meses",
        regimen="LPACAP",
        silencio="estimatorio",
        vence_inicial=fin.date(),
        vence=fin.date(),
        estado="cumplido",
        cumplido_el=fin,
    )
    for numero in range(tareas):
        Tarea.objects.create(
            expediente=caso,
            codigo=f"t{numero}",
            tipo="libre",
            nombre="T",
            fase="instruccion",
            estado="hecha",
            unidad=caso.unidad,
            procedimiento=version.procedimiento,
            incoada_el=inicio,
            creada_el=inicio,
            cerrada_el=fin,
        )


def test_from_the_request_to_what_it_improved(reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 10, 5, 10, tzinfo=MADRID))
    vieja = vigente(LICENCIA)
    for dias, tareas in ((40, 6), (60, 7), (90, 8)):
        decidido(vieja, date(2026, 5, 4), dias, tareas)
    decidido(vieja, date(2026, 5, 4), 2, 1, cerrado=False)  # it has tasks still to do, before as after
    decidido(vieja, date(2024, 1, 8), 5, 1)  # of more than a year ago
    peticion = pedida(reloj)
    pilar = personal("arquitectura", reloj)
    assert consultas.por_contestar(marta(reloj)) == 1
    acciones.comentar(actor=marta(reloj), peticion_id=peticion.id, texto="¿En todos los casos?", reloj=reloj)
    assert consultas.con_novedades(pilar) == 1
    acciones.dar_por_vista(actor=pilar, peticion_id=peticion.id, reloj=reloj)
    assert consultas.con_novedades(pilar) == 0
    acciones.comentar(actor=pilar, peticion_id=peticion.id, texto="Sí.", reloj=reloj)
    assert consultas.con_novedades(pilar) == 0  # it was she who said it
    assert [m.texto for m in consultas.mensajes_de(peticion)] == ["¿En todos los casos?", "Sí."]

    aceptada = acciones.aceptar(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    assert (aceptada.antes_casos, aceptada.antes_dias, aceptada.antes_tareas) == (3, Decimal("60.0"), Decimal("7.0"))
    assert (aceptada.antes_desde, aceptada.antes_hasta) == (date(2025, 10, 5), date(2026, 10, 5))
    with pytest.raises(Conflicto, match="No se está preparando"):
        acciones.enlazar_borrador(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    borrador = preparado(reloj)
    acciones.enlazar_borrador(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    version = catalogo.enviar_a_ensayo(
        actor=marta(reloj), borrador_id=borrador.id, edicion=borrador.edicion, reloj=reloj
    )
    peticion.refresh_from_db()
    assert (peticion.borrador_id, peticion.version_id, peticion.estado) == (None, version.id, "aceptada")

    otra_vez = catalogo.retomar_borrador(actor=marta(reloj), version_id=version.id, reloj=reloj)
    peticion.refresh_from_db()
    assert (peticion.borrador_id, peticion.version_id) == (otra_vez.id, None)
    segunda = catalogo.enviar_a_ensayo(actor=marta(reloj), borrador_id=otra_vez.id, edicion=1, reloj=reloj)
    acciones.dar_por_vista(actor=pilar, peticion_id=peticion.id, reloj=reloj)
    catalogo.publicar(actor=personal("secretaria", reloj), version_id=segunda.id, reloj=reloj)
    peticion.refresh_from_db()
    assert (peticion.estado, peticion.version_id, consultas.con_novedades(pilar)) == ("hecha", segunda.id, 1)

    decidido(segunda, date(2026, 10, 6), 20, 5)
    decidido(segunda, date(2026, 10, 6), 30, 6)
    decidido(segunda, date(2026, 10, 6), 1, 1, cerrado=False)
    resultado = consultas.resultado_de(peticion)
    assert resultado is not None
    assert resultado.antes == Medida(3, Decimal("60.0"), Decimal("7.0"))
    assert resultado.despues == Medida(2, Decimal("25.0"), Decimal("5.5"))
    assert list(eventos_de(peticion.cadena).values_list("tipo", flat=True)) == [
        "mejora.pedida",
        "mejora.comentada",
        "mejora.vista",
        "mejora.comentada",
        "mejora.decidida",
        "mejora.enlazada",
        "mejora.enlazada",
        "mejora.enlazada",
        "mejora.enlazada",
        "mejora.vista",
        "mejora.hecha",
    ]


def test_what_another_way_brought_is_said_to_be_done(reloj: RelojDePrueba) -> None:
    peticion = pedida(reloj)
    with pytest.raises(Conflicto, match="aceptada"):
        acciones.dar_por_hecha(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    acciones.aceptar(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    with pytest.raises(Conflicto, match="ninguna versión"):  # the one in force is of before
        acciones.dar_por_hecha(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    reloj.avanzar(minutes=5)
    borrador = preparado(reloj)  # with nothing said of the request, as a change of the model of the area
    version = catalogo.enviar_a_ensayo(
        actor=marta(reloj), borrador_id=borrador.id, edicion=borrador.edicion, reloj=reloj
    )
    catalogo.publicar(actor=personal("secretaria", reloj), version_id=version.id, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.dar_por_hecha(actor=personal("tecnico-urbanismo", reloj), peticion_id=peticion.id, reloj=reloj)
    hecha = acciones.dar_por_hecha(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    assert (hecha.estado, hecha.version_id, hecha.por_ver) == ("hecha", version.id, True)
    assert list(eventos_de(peticion.cadena).values_list("tipo", flat=True))[-2:] == ["mejora.enlazada", "mejora.hecha"]


def test_it_is_rejected_with_a_reason_and_decided_once(reloj: RelojDePrueba) -> None:
    peticion = pedida(reloj)
    with pytest.raises(DatosIncorrectos, match="por qué"):
        acciones.rechazar(actor=marta(reloj), peticion_id=peticion.id, motivo=" ", reloj=reloj)
    acciones.rechazar(actor=marta(reloj), peticion_id=peticion.id, motivo="Ya se mira.", reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.aceptar(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.rechazar(actor=marta(reloj), peticion_id=peticion.id, motivo="No", reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.enlazar_borrador(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeticionDeArea.objects.filter(id=peticion.id).update(motivo="")


def test_who_may_ask_see_answer_and_decide(reloj: RelojDePrueba) -> None:
    peticion = pedida(reloj)
    ines, raul = personal("jefatura-via-publica", reloj), personal("via-publica-1", reloj)
    for ajeno in (ines, raul, personal("secretaria", reloj)):
        with pytest.raises(NoEncontrado):
            peticion_para(ajeno, peticion.id)
        with pytest.raises(NoEncontrado):
            acciones.comentar(actor=ajeno, peticion_id=peticion.id, texto="Hola", reloj=reloj)
    assert consultas.pagina(ines) == []
    companera = personal("tecnico-urbanismo", reloj)
    assert peticion_para(companera, peticion.id) == peticion
    with pytest.raises(NoPermitido):  # of the unit that asked, not of the area
        acciones.aceptar(actor=companera, peticion_id=peticion.id, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.dar_por_vista(actor=companera, peticion_id=peticion.id, reloj=reloj)
    with pytest.raises(NoPermitido):
        pedida(reloj, ines)
    with pytest.raises(NoPermitido):  # she belongs to the area, and does not prepare its procedures
        acciones.aceptar(actor=personal("licencias-1", reloj), peticion_id=peticion.id, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pedir(
            actor=personal("arquitectura", reloj),
            procedimiento=LICENCIA,
            unidad_id=Unidad.objects.get(dir3=TECNICA).id,
            problema=" ",
            mejora="x" * 4001,
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["problema", "mejora"]


def test_who_asked_goes_on_seeing_it_from_another_unit(reloj: RelojDePrueba) -> None:
    peticion = pedida(reloj)
    acciones.comentar(actor=marta(reloj), peticion_id=peticion.id, texto="¿Desde cuándo?", reloj=reloj)
    ahora = replace(personal("arquitectura", reloj), unidades=personal("via-publica-1", reloj).unidades)
    assert peticion.unidad_id not in ahora.unidades
    assert consultas.con_novedades(ahora) == 1
    assert consultas.pagina(ahora) == [peticion]
    acciones.dar_por_vista(actor=ahora, peticion_id=peticion.id, reloj=reloj)
    assert consultas.con_novedades(ahora) == 0


def test_a_draft_that_is_given_up_carries_nothing(reloj: RelojDePrueba) -> None:
    peticion = pedida(reloj)
    acciones.aceptar(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    borrador = preparado(reloj)
    acciones.enlazar_borrador(actor=marta(reloj), peticion_id=peticion.id, reloj=reloj)
    catalogo.descartar_borrador(actor=marta(reloj), borrador_id=borrador.id, edicion=borrador.edicion, reloj=reloj)
    peticion.refresh_from_db()
    assert (peticion.borrador_id, peticion.version_id, peticion.estado) == (None, None, "aceptada")


def test_the_list_asks_as_much_of_many_as_of_few(reloj: RelojDePrueba) -> None:
    pedida(reloj)
    actor = personal("arquitectura", reloj)
    with CaptureQueriesContext(connection) as pocas:
        assert len(consultas.pagina(actor)) == 1
    for _vez in range(30):
        pedida(reloj)
    with CaptureQueriesContext(connection) as muchas:
        pagina = consultas.pagina(actor, limite=26)
        assert {fila.pedida_por.nombre for fila in pagina} == {"Pilar Serrano Gallo"} or len(pagina) == 26
    assert len(muchas) == len(pocas)
    assert len(consultas.pagina(actor, antes_de=pagina[-1].id, limite=26)) == 5


def test_nothing_to_measure_is_said(reloj: RelojDePrueba) -> None:
    procedimiento = vigente(LICENCIA).procedimiento_id
    assert medida_de_procedimiento(procedimiento, desde=date(2020, 1, 1), hasta=date(2020, 2, 1)) == Medida(
        0, None, None
    )
