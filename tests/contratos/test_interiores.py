"""Every inner question about a permission is missed when it is left out: a test of this file fails without it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import resolve

from consistorio.canales.admin_tecnica.secciones import SECCIONES
from consistorio.canales.interfaz import menus
from consistorio.canales.interfaz.puertas import puerta_de
from consistorio.documental.documentos import cotejo
from consistorio.documental.registro import apoderamientos
from consistorio.documental.registro import consultas as registro
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.acciones.recibir_trozo import recibir_trozo
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.acceso import persona_para, personas_con_numero
from consistorio.plataforma.identidad.models import Representacion
from consistorio.plataforma.identidad.permisos import registrados
from consistorio.plataforma.organizacion.acciones.personal import anotar_ausencia, anular_ausencia
from consistorio.plataforma.organizacion.models import Ausencia
from consistorio.servicios.tests import escenario
from consistorio.tramitacion.catalogo import valores_legales
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes.acceso import lo_lleva
from consistorio.tramitacion.expedientes.acciones import incorporar, relacionar
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente, Relacion
from consistorio.tramitacion.expedientes.visibilidad import entre_pocos, visibles_para
from consistorio.tramitacion.formularios.acciones import adjuntar
from consistorio.tramitacion.motor.acciones import asignar, deshacer_relacion
from consistorio.tramitacion.motor.mesa import equipo_de
from consistorio.tramitacion.motor.versiones import en_otra_version
from consistorio.tramitacion.solicitudes.acciones import unir_asiento
from consistorio.tramitacion.solicitudes.acciones.guardar_escrito import anotar_escrito, guardar_escrito
from consistorio.tramitacion.solicitudes.consultas import repartos_de

from . import (  # noqa: F401 - they join the others
    faltas_de_economia,
    faltas_de_imparcialidad,
    faltas_de_presupuesto,
    faltas_de_servicios,
)
from .casa import acciones, puertas
from .faltas import NADIE, PRUEBAS, abierto_a_la_unidad, falta
from .interiores import Pregunta, preguntas, sin_preguntar
from .pueblo import Pueblo

pytestmark = [pytest.mark.usefixtures("pueblo_sembrado"), pytest.mark.django_db]

acciones()  # brings every room in
# Asked again further in, of who has already been asked: leaving one of the two out opens nothing
OTRA_VEZ = {
    "documental.registro.consultas.buscados registro.ver_todo": "it says where to look: visibles_para asks",
    "servicios.archivo.acciones.exportar_eni.exportar_eni archivo.exportar (2)": "the line above asks",
    "servicios.archivo.acciones.importar_eni._expediente archivo.importar": "the action that calls it asks",
    "servicios.intervencion.acciones.reparos._reparo expediente.tramitar": "the actions that call it ask",
    "tramitacion.expedientes.acciones.documentos.incorporar expediente.tramitar (2)": "the line above asks",
    "tramitacion.motor.acciones.declaraciones._por_comprobar expediente.tramitar": "the actions that call it ask",
    "tramitacion.motor.acciones.externas._esperada expediente.tramitar": "the actions that call it ask",
    "tramitacion.motor.acciones.representaciones._por_acreditar expediente.tramitar": "the actions that call it ask",
}


@falta("documental.documentos.cotejo.problemas_para_cotejar copia.cotejar")
def _who_may_not_compare_is_told(pueblo: Pueblo) -> None:
    problemas = cotejo.problemas_para_cotejar(pueblo.contenido, nombre="escaneo.pdf", actor=pueblo.de_fuera())
    assert [p.campo for p in problemas] == ["estado_elaboracion"]


@falta("documental.documentos.cotejo.copia_de_papel copia.cotejar")
def _who_may_not_compare_makes_no_copy(pueblo: Pueblo) -> None:
    with transaction.atomic(), pytest.raises(NoPermitido):
        cotejo.copia_de_papel(
            pueblo.contenido,
            titulo="Escritura",
            nombre="escritura.pdf",
            tipo_documental="TD99",
            origen_administracion=False,
            organo="L01999998",
            actor=pueblo.de_fuera(),
            reloj=pueblo.reloj,
        )


@falta("documental.registro.apoderamientos.apoderamiento_para representacion.inscribir")
def _a_power_is_read_by_who_inscribes_them(pueblo: Pueblo) -> None:
    with pytest.raises(NoEncontrado):
        apoderamientos.apoderamiento_para(pueblo.de_fuera(), pueblo.representacion.id, motivo="Ver")


def _apoderamientos(pueblo: Pueblo) -> list[Representacion]:
    assert pueblo.representacion.pk
    cuales = apoderamientos.Cuales.TODOS
    return apoderamientos.lista(
        pueblo.de_fuera(), texto="", cuales=cuales, en=hoy(pueblo.reloj), antes_de=None, cuantos=5
    )


@falta("documental.registro.apoderamientos.lista representacion.inscribir")
def _the_refused_look_at_powers_is_noted_as_such(pueblo: Pueblo) -> None:
    _apoderamientos(pueblo)
    assert [a.resultado for a in Acceso.objects.filter(que="representaciones")] == ["denegado"]


@falta("documental.registro.apoderamientos.lista representacion.inscribir (2)")
def _powers_are_listed_for_who_inscribes_them(pueblo: Pueblo) -> None:
    assert _apoderamientos(pueblo) == []


@falta("documental.registro.consultas.visibles_para registro.ver_todo")
def _the_entries_of_others_are_not_seen(pueblo: Pueblo) -> None:
    assert pueblo.asiento not in registro.visibles_para(pueblo.de_fuera("registro.ver"))


@falta("documental.registro.consultas.visibles_para registro.ver")
def _not_even_those_of_ones_unit(pueblo: Pueblo) -> None:
    assert pueblo.asiento not in registro.visibles_para(pueblo.de_la_unidad())


@falta("plataforma.almacen.acciones.recibir_trozo.recibir_trozo fichero.subir")
def _a_piece_is_refused_unread(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        recibir_trozo(
            actor=pueblo.de_fuera(), subida_id=NADIE, desplazamiento=0, flujo=io.BytesIO(b"a"), reloj=pueblo.reloj
        )


@falta("plataforma.identidad.acceso.persona_para personas.mantener")
def _the_data_of_a_person_are_not_read(pueblo: Pueblo) -> None:
    with pytest.raises(NoEncontrado):
        persona_para(pueblo.de_fuera(), pueblo.persona.id, motivo="Ver")


@falta("plataforma.identidad.acceso.personas_con_numero personas.mantener")
def _nobody_is_found_by_number(pueblo: Pueblo) -> None:
    assert personas_con_numero(pueblo.de_fuera(), "12345678Z", motivo="Buscar") == []


@falta("plataforma.organizacion.acciones.personal.anotar_ausencia organizacion.administrar")
def _the_absence_of_another_is_not_noted(pueblo: Pueblo) -> None:
    dia = hoy(pueblo.reloj)
    with pytest.raises(NoEncontrado):
        anotar_ausencia(
            actor=pueblo.de_fuera("personal.cuenta"),
            empleado_id=pueblo.otra_persona(),
            desde=dia,
            hasta=dia,
            motivo=Ausencia.Motivo.values[0],
            reloj=pueblo.reloj,
        )


@falta("plataforma.organizacion.acciones.personal.anular_ausencia organizacion.administrar")
def _the_absence_of_another_is_not_taken_back(pueblo: Pueblo) -> None:
    dia = hoy(pueblo.reloj) + timedelta(days=300)
    ajena = Ausencia.objects.create(
        empleado_id=pueblo.otra_persona(), desde=dia, hasta=dia, motivo=Ausencia.Motivo.values[0]
    )
    with pytest.raises(NoEncontrado):
        anular_ausencia(actor=pueblo.de_fuera("personal.cuenta"), ausencia_id=ajena.id, reloj=pueblo.reloj)


@falta("tramitacion.expedientes.acciones.documentos.incorporar expediente.tramitar")
def _a_file_is_refused_unread_and_no_case_is_looked_for(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        incorporar(
            actor=pueblo.de_fuera(),
            expediente_id=NADIE,
            flujo=io.BytesIO(b"a"),
            nombre="a.pdf",
            titulo="a",
            tipo_documental="TD99",
            reloj=pueblo.reloj,
        )


def _otro_que_lleva(pueblo: Pueblo) -> Expediente:
    """Another case; the unit carries both."""
    otro = escenario.caso(pueblo.reloj)
    for expediente in (pueblo.expediente, otro):
        PermisoExpediente.objects.create(
            expediente=expediente, unidad=pueblo.unidad, desde=pueblo.reloj.ahora(), referencia=NADIE
        )
    return otro


@falta("tramitacion.motor.acciones.relaciones.deshacer_relacion expediente.ver")
def _a_relation_is_undone_by_who_may_read_the_other(pueblo: Pueblo) -> None:
    relacion = Relacion.objects.create(
        expediente=pueblo.expediente,
        otro=_otro_que_lleva(pueblo),
        clase=Relacion.Clase.ANTECEDENTE,
        creada_el=pueblo.reloj.ahora(),
    )
    with pytest.raises(NoPermitido):
        deshacer_relacion(
            actor=pueblo.de_la_unidad("expediente.tramitar"),
            expediente_id=pueblo.expediente.id,
            relacion_id=relacion.id,
            motivo="Era de otra obra.",
            reloj=pueblo.reloj,
        )


@falta("tramitacion.expedientes.acciones.gestion.relacionar expediente.ver")
def _a_case_is_related_to_one_that_may_be_read(pueblo: Pueblo) -> None:
    otro = _otro_que_lleva(pueblo)
    with pytest.raises(NoPermitido):
        relacionar(
            actor=pueblo.de_la_unidad("expediente.tramitar"),
            expediente_id=pueblo.expediente.id,
            otro_id=otro.id,
            clase="antecedente",
            reloj=pueblo.reloj,
        )


@falta("tramitacion.catalogo.valores_legales.puede_escribir LEGAL_DE[DUENOS[campo]]")
def _a_legal_value_is_written_by_who_answers_for_it(pueblo: Pueblo) -> None:
    assert [p.campo for p in valores_legales.ajenos(pueblo.de_fuera("legal.anotar"), {"tasa": {}}, {})] == [
        "legal.tasa"
    ]


@falta("tramitacion.expedientes.acceso.lo_lleva control.expedientes")
def _who_answers_for_no_case_does_not_carry_that_of_another_unit(pueblo: Pueblo) -> None:
    assert not lo_lleva(pueblo.de_fuera("expediente.tramitar"), pueblo.expediente)


@falta("tramitacion.expedientes.visibilidad._unidades_que_ve expediente.ver")
def _not_even_the_cases_of_ones_unit(pueblo: Pueblo) -> None:
    assert pueblo.expediente not in visibles_para(pueblo.de_la_unidad())


@falta("tramitacion.expedientes.visibilidad._ve_por_su_trabajo control.expedientes")
def _the_cases_of_others_are_not_seen(pueblo: Pueblo) -> None:
    actor = pueblo.de_fuera("expediente.ver")
    assert pueblo.expediente not in visibles_para(actor)
    assert entre_pocos(actor) is not None


@falta("tramitacion.expedientes.visibilidad.visibles_para expediente.ver")
def _a_process_sees_no_case(pueblo: Pueblo) -> None:
    assert pueblo.expediente not in visibles_para(Actor.sistema("prueba"))


@falta("tramitacion.expedientes.visibilidad.visibles_para expediente.ver_propio")
def _a_session_without_it_sees_not_even_ones_own(pueblo: Pueblo) -> None:
    parte = Actor(ClaseActor.CIUDADANO, pueblo.persona.id, "Ana Ruiz", nivel=Nivel.ALTO)
    assert pueblo.expediente not in visibles_para(parte)


@falta("tramitacion.formularios.acciones.adjuntar.adjuntar solicitud.rellenar")
def _an_attachment_is_refused_unread(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        adjuntar(
            actor=pueblo.de_fuera(),
            borrador_id=NADIE,
            requisito="plano",
            flujo=io.BytesIO(b"a"),
            nombre="a.pdf",
            reloj=pueblo.reloj,
        )


@falta("tramitacion.motor.acciones.tareas.asignar expediente.asignar")
def _work_is_given_to_others_by_who_shares_it_out(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        asignar(
            actor=pueblo.de_la_unidad("expediente.tramitar", "expediente.ver"),
            tarea_id=pueblo.tarea.id,
            empleado_id=pueblo.otra_persona(),
            reloj=pueblo.reloj,
        )


@falta("tramitacion.motor.mesa.equipo_de expediente.asignar")
def _who_shares_out_no_work_supervises_nobody(pueblo: Pueblo) -> None:
    jefa = replace(escenario.empleado("marta", pueblo.reloj), permisos=frozenset())
    assert not equipo_de(jefa, en=hoy(pueblo.reloj))


def _escrito(pueblo: Pueblo, actor: Actor, expediente_id: UUID) -> None:
    """Of a kind that does not exist: whoever gets past the door is told so."""
    with pytest.raises(NoPermitido):
        guardar_escrito(actor=actor, expediente_id=expediente_id, clase="nada", texto="Hola", reloj=pueblo.reloj)


@falta("tramitacion.solicitudes.acciones.guardar_escrito.guardar_escrito solicitud.rellenar")
def _nobody_writes_without_it(pueblo: Pueblo) -> None:
    _escrito(pueblo, pueblo.de_fuera(), NADIE)


@falta("tramitacion.solicitudes.acceso.expediente_en_que_presenta expediente.ver_propio")
def _nobody_writes_in_a_case_as_if_they_were_a_party(pueblo: Pueblo) -> None:
    _escrito(pueblo, pueblo.de_la_unidad("solicitud.rellenar", "expediente.ver"), pueblo.expediente.id)
    with pytest.raises(NoPermitido):
        anotar_escrito(
            actor=pueblo.de_la_unidad("solicitud.rellenar", "expediente.ver"),
            expediente_id=pueblo.expediente.id,
            clase="otro",
            texto="Hola",
            adjuntos=[],
            reloj=pueblo.reloj,
        )


@falta("tramitacion.solicitudes.acciones.unir_asiento.unir_asiento expediente.tramitar")
def _an_entry_joins_a_case_that_one_handles(pueblo: Pueblo) -> None:
    actor = pueblo.de_la_unidad("solicitud.abrir", "expediente.ver", "registro.ver")
    with pytest.raises(NoPermitido):
        unir_asiento(
            actor=actor,
            asiento_id=pueblo.asiento.id,
            expediente_id=pueblo.expediente.id,
            clase="otro",
            reloj=pueblo.reloj,
        )


@falta("tramitacion.motor.versiones._que_ve expediente.ver")
def _who_only_prepares_procedures_sees_no_case_to_move(pueblo: Pueblo) -> None:
    abierto_a_la_unidad(pueblo)
    otra = VersionProcedimiento(procedimiento_id=pueblo.expediente.version.procedimiento_id)
    assert not en_otra_version(pueblo.de_la_unidad(), otra).exists()


@falta("tramitacion.solicitudes.consultas.repartos_de registro.ver")
def _the_tray_of_entries_is_empty(pueblo: Pueblo) -> None:
    assert pueblo.asiento.pk
    assert not repartos_de(pueblo.de_la_unidad()).exists()


def _de_las_paginas(pregunta: Pregunta) -> bool:
    return pregunta.modulo.startswith("consistorio.canales.")


@cache
def de_dentro() -> dict[str, Pregunta]:
    """Every one that has to be missed, by its name."""
    suyas = (p for p in preguntas() if not _de_las_paginas(p) and not p.repetida)
    return {p.nombre: p for p in suyas if p.nombre not in OTRA_VEZ}


def test_every_inner_question_has_the_test_that_misses_it() -> None:
    assert sorted(PRUEBAS) == sorted(de_dentro())
    assert sorted(set(OTRA_VEZ) - {p.nombre for p in preguntas()}) == []


@contextmanager
def _deshecho() -> Iterator[None]:
    """What is written inside is undone; actions may be durable in it, as in a test."""
    envoltura = transaction.atomic()
    setattr(envoltura, "_from_testcase", True)  # noqa: B010
    with envoltura:
        try:
            yield
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("nombre", PRUEBAS)
def test_without_the_permission_it_stays_closed_and_without_the_question_it_does_not(
    nombre: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _deshecho():
        PRUEBAS[nombre](Pueblo())
    sin_preguntar(de_dentro()[nombre], monkeypatch)
    with _deshecho(), pytest.raises((Exception, pytest.fail.Exception)):
        PRUEBAS[nombre](Pueblo())


def test_what_a_page_shows_is_asked_for_again_where_it_leads() -> None:
    """A page hides what the person cannot do: never the only place that asks for it."""
    pedidos = {d.permiso for d in acciones()} | {q.detalle for _r, p in puertas() if (q := puerta_de(p.callback))}
    pedidos |= {p.permiso for p in de_dentro().values()}
    de_las_paginas = {p.permiso for p in preguntas() if _de_las_paginas(p)} - {
        "e.permiso",
        "e.salvo",
        "s.permiso",
        "una.permiso",
    }
    assert sorted(de_las_paginas - pedidos) == []
    assert sorted(de_las_paginas - set(registrados())) == []


@pytest.mark.parametrize("entrada", [*menus.entradas(), *SECCIONES], ids=lambda e: e.url)
def test_an_entry_of_a_menu_is_seen_by_who_may_open_its_page(entrada: menus.Entrada) -> None:
    puerta = puerta_de(resolve(entrada.url).func)
    assert puerta is not None
    assert puerta.detalle == (entrada.permiso or puerta.detalle)
