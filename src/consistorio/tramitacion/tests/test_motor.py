"""The engine through its actions: success and refusal side by side, and the replay of facts at every end."""

from __future__ import annotations

import io
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import normalizado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import MADRID, hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes import acciones as acciones_de_expediente
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, consultas, operaciones, suscripciones, trabajos
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import Plazo, Requerimiento, Tarea, Terminacion, TramiteAudiencia, Vencimiento
from consistorio.tramitacion.motor.permisos import BARRER
from consistorio.tramitacion.solicitudes.tipos import AdjuntoNuevo
from consistorio.tramitacion.tests.factories import (
    RelojMovil,
    aportar,
    ciudadana,
    expediente_de_obra,
    personal,
    un_pdf,
)
from consistorio.tramitacion.tests.firmas import escribir_informe, firmado, surtido

pytestmark = pytest.mark.lento

PLANO = (Defecto("plano", "Falta el plano de la obra", "plano", "Aporte un plano con medidas."),)


def tramitadora(reloj: RelojMovil) -> Actor:
    return personal("licencias-1", reloj)


def notificar(
    expediente: Expediente,
    referencia: str,
    momento: datetime,
    reloj: RelojMovil,
    *,
    tipo: str = "practicada",
    persona: UUID | None = None,
) -> None:
    """What the room of notifications says when one took effect."""
    datos = normalizado(
        {
            "expediente_id": expediente.id,
            "referencia": referencia,
            "momento": momento,
            "destinatario_id": persona or ciudadana().id,
        }
    )
    assert isinstance(datos, dict)
    hecho = HechoAnotado(
        f"notificacion.{tipo}", expediente.cadena, 0, momento, datos, object(), Actor.sistema("pruebas"), reloj
    )
    funcion = suscripciones.al_notificar if tipo == "practicada" else suscripciones.al_cumplir_la_obligacion
    with transaction.atomic():
        funcion(hecho)


def barrer(reloj: RelojMovil) -> None:
    actor = Actor.sistema("plazos", BARRER)
    for vencimiento in consultas.por_barrer(en=hoy(reloj)):
        acciones.procesar_vencimiento(actor=actor, vencimiento_id=vencimiento, reloj=reloj)


def admitir(expediente: Expediente, reloj: RelojMovil) -> None:
    revision = expediente.tareas.get(codigo="revision")
    acciones.completar_tarea(actor=tramitadora(reloj), tarea_id=revision.id, resultado={}, reloj=reloj)


def informar(expediente: Expediente, reloj: RelojMovil, sentido: str = "favorable") -> None:
    firmado(escribir_informe(expediente, reloj, sentido), reloj)


def cerrar(tarea: Tarea, reloj: RelojMovil, **resultado: str) -> None:
    """Complete a task whose kind belongs to a room above."""
    with transaction.atomic():
        operaciones.completar(tarea, resultado, actor=Actor.sistema("pruebas"), reloj=reloj)


def comprobar_repeticion(expediente: Expediente) -> None:
    expediente = Expediente.objects.get(id=expediente.id)
    assert expedientes.estado_segun_hechos(expediente) == expedientes.estado_actual(expediente)
    assert consultas.estado_segun_hechos(expediente) == consultas.estado_actual(expediente)


def requerir(expediente: Expediente, reloj: RelojMovil, *, suspende: bool = True) -> Requerimiento:
    acto = acciones.requerir_subsanacion(
        actor=tramitadora(reloj), expediente_id=expediente.id, defectos=PLANO, suspende=suspende, reloj=reloj
    )
    return surtido(acto, Requerimiento, reloj)


def dar_audiencia(expediente: Expediente, reloj: RelojMovil) -> TramiteAudiencia:
    acto = acciones.abrir_audiencia(
        actor=tramitadora(reloj), expediente_id=expediente.id, motivo="El informe es desfavorable.", reloj=reloj
    )
    return surtido(acto, TramiteAudiencia, reloj)


def subsanar(expediente: Expediente, reloj: RelojMovil, clave: str = "subsana") -> None:
    plano = AdjuntoNuevo("plano.pdf", io.BytesIO(un_pdf("plano")), requisito="plano")
    aportar(expediente, reloj, "subsanacion", adjuntos=[plano], clave=clave)


def test_a_request_suspends_from_its_notification_until_it_is_answered(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    assert Plazo.objects.get(expediente=expediente).vence == date(2026, 12, 28)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert plazo.estado == "corriendo"
    assert plazo.vence == date(2026, 12, 28)
    assert requerimiento.vence is None
    with pytest.raises(FaseIncompatible):
        requerir(expediente, reloj)
    reloj.ir_a(2026, 10, 1)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    requerimiento.refresh_from_db()
    plazo.refresh_from_db()
    assert requerimiento.vence == date(2026, 10, 16)  # ten hábiles: the 12th is a holiday
    assert plazo.estado == "suspendido"
    assert "hasta el 16/10/2026 para" in consultas.espera_de(expediente.tareas.get(codigo="revision"))
    reloj.ir_a(2026, 10, 8)
    subsanar(expediente, reloj)
    plazo.refresh_from_db()
    assert plazo.estado == "corriendo"
    assert plazo.vence == date(
        2027, 1, 4
    )  # 28 December is 26 + 2 of a weekend: 26 + 7 suspended = 2 January, a Saturday
    assert expediente.tareas.get(codigo="revision").estado == "pendiente"
    assert expediente.tareas.get(codigo="requerimiento").estado == "hecha"
    comprobar_repeticion(expediente)


def test_a_request_that_does_not_suspend_leaves_the_term_alone(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj, suspende=False)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"


def test_an_unanswered_request_proposes_the_withdrawal_by_a_decision(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    with pytest.raises(FaseIncompatible):
        acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    reloj.ir_a(2026, 10, 14)
    barrer(reloj)
    requerimiento.refresh_from_db()
    assert requerimiento.estado == "notificado"  # its last day is today
    reloj.ir_a(2026, 10, 15)
    barrer(reloj)
    requerimiento.refresh_from_db()
    assert requerimiento.estado == "desatendido"
    paso = consultas.siguiente_paso(Expediente.objects.get(id=expediente.id), tramitadora(reloj))
    assert paso.accion is not None
    assert paso.accion.codigo == "tener_por_desistida"
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    assert dict(expediente.tareas.values_list("codigo", "estado")) == {
        "comunicacion_inicial": "pendiente",
        "revision": "cancelada",
        "requerimiento": "hecha",
        "comprobar_partes": "cancelada",
        "informe_area": "cancelada",
        "propuesta": "pendiente",
    }
    assert expediente.tareas.get(codigo="propuesta").datos["terminacion"] == "desistido"
    comprobar_repeticion(expediente)


@pytest.mark.parametrize("barrido", [True, False])
def test_late_answer_counts_while_nothing_was_decided(reloj: RelojMovil, barrido: bool) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    reloj.ir_a(2026, 10, 20)
    if barrido:
        barrer(reloj)
    subsanar(expediente, reloj)
    requerimiento.refresh_from_db()
    assert requerimiento.estado == "cumplido"
    assert Plazo.objects.get(expediente=expediente).suspensiones.get().hasta == date(2026, 10, 14)  # 22.1.a
    with pytest.raises(FaseIncompatible):
        acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    with pytest.raises(FaseIncompatible):
        subsanar(expediente, reloj, "otra")


def test_request_is_refused_whole_with_every_problem(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.requerir_subsanacion(
            actor=tramitadora(reloj),
            expediente_id=expediente.id,
            defectos=(Defecto("x", " "),),
            suspende=False,
            dias=40,
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["defectos.1", "dias"]
    assert not Requerimiento.objects.exists()


def test_only_the_unit_sees_and_works_on_its_case(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    for ajeno in (personal("via-publica-1", reloj), personal("arquitectura", reloj)):
        with pytest.raises((NoEncontrado, NoPermitido)):
            acciones.requerir_subsanacion(
                actor=ajeno, expediente_id=expediente.id, defectos=PLANO, suspende=False, reloj=reloj
            )
    admitir(expediente, reloj)
    arquitecta = personal("arquitectura", reloj)
    assert expediente.id in {e.id for e in expedientes.pagina(arquitecta)}
    informar(expediente, reloj)
    assert expedientes.pagina(arquitecta) == []
    assert expedientes.pagina(personal("via-publica-1", reloj)) == []
    assert [e.id for e in expedientes.pagina(personal("secretaria", reloj))] == [expediente.id]


def test_reports_block_the_proposal_and_say_so(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    expediente.refresh_from_db()
    assert expediente.fase == "instruccion"
    paso = consultas.siguiente_paso(expediente, tramitadora(reloj))
    assert paso.accion is not None
    assert paso.accion.codigo == "enviar_comunicacion_inicial"
    acciones.enviar_comunicacion_inicial(
        actor=tramitadora(reloj), tarea_id=expediente.tareas.get(codigo="comunicacion_inicial").id, reloj=reloj
    )
    paso = consultas.siguiente_paso(expediente, tramitadora(reloj))
    assert paso.accion is None
    assert paso.motivos == ("Falta «Informe técnico municipal» (Oficina Técnica de Urbanismo).",)
    informar(expediente, reloj)
    with pytest.raises((FaseIncompatible, NoEncontrado)):
        acciones.emitir_informe(
            actor=personal("arquitectura", reloj),
            informe_id=expediente.informes.get().id,
            sentido="favorable",
            conclusion="Otra vez",
            reloj=reloj,
        )
    expediente.refresh_from_db()
    assert expediente.fase == "finalizacion"
    assert expediente.tareas.get(codigo="propuesta").estado == "pendiente"
    comprobar_repeticion(expediente)


def test_only_a_mandatory_report_may_suspend_three_months_at_most(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    comun = {
        "actor": tramitadora(reloj),
        "expediente_id": expediente.id,
        "unidad_id": expediente.unidad_id,
        "reloj": reloj,
    }
    with pytest.raises(DatosIncorrectos):
        acciones.pedir_informe(**comun, asunto="Patrimonio", precepto="x", preceptivo=False, suspende=True)  # type: ignore[arg-type]
    acciones.pedir_informe(**comun, asunto="Patrimonio", precepto="Ley 12/2002", preceptivo=True, suspende=True)  # type: ignore[arg-type]
    plazo = Plazo.objects.get(expediente=expediente)
    assert plazo.estado == "suspendido"
    reloj.ir_a(2026, 12, 30)
    barrer(reloj)
    plazo.refresh_from_db()
    assert plazo.estado == "corriendo"
    assert plazo.suspensiones.get().hasta == date(2026, 12, 29)
    assert plazo.vence == date(2027, 3, 29)  # 26 December + 91 days = 27 March, a Saturday
    comprobar_repeticion(expediente)


def test_putting_the_decision_at_disposal_in_time_meets_the_term(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 10, 20)
    notificar(expediente, f"resolucion:{UUID(int=1)}", reloj.ahora(), reloj, tipo="obligacion_cumplida")
    plazo = Plazo.objects.get(expediente=expediente)
    assert plazo.estado == "cumplido"
    reloj.ir_a(2027, 2, 1)
    barrer(reloj)
    plazo.refresh_from_db()
    assert plazo.silencio_el is None


def test_extension_is_once_reasoned_and_no_longer_than_the_term(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    motivo = "Hay que consultar a otra Administración."
    for cantidad, razon in ((4, motivo), (1, "porque")):
        with pytest.raises(DatosIncorrectos):
            acciones.ampliar_plazo(
                actor=tramitadora(reloj), expediente_id=expediente.id, cantidad=cantidad, motivo=razon, reloj=reloj
            )
    acto = acciones.ampliar_plazo(
        actor=tramitadora(reloj), expediente_id=expediente.id, cantidad=1, motivo=motivo, reloj=reloj
    )
    assert Plazo.objects.get(expediente=expediente).vence == date(2026, 12, 28)
    firmado(acto, reloj)
    assert Plazo.objects.get(expediente=expediente).vence == date(2027, 1, 26)
    with pytest.raises(FaseIncompatible):
        acciones.ampliar_plazo(
            actor=tramitadora(reloj), expediente_id=expediente.id, cantidad=1, motivo=motivo, reloj=reloj
        )
    comprobar_repeticion(expediente)


def test_hearing_runs_from_its_notification_and_ends_by_itself(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informar(expediente, reloj, "desfavorable")
    reloj.ir_a(2026, 9, 30)
    audiencia = dar_audiencia(expediente, reloj)
    notificar(expediente, f"audiencia:{audiencia.id}", reloj.ahora(), reloj)
    audiencia.refresh_from_db()
    assert audiencia.vence == date(2026, 10, 15)
    aportar(expediente, reloj, "alegaciones", texto="No estoy de acuerdo con el informe.")
    reloj.ir_a(2026, 10, 16)
    barrer(reloj)
    audiencia.refresh_from_db()
    assert audiencia.cerrado_el is not None
    with pytest.raises(FaseIncompatible):
        acciones.cerrar_audiencia(actor=tramitadora(reloj), audiencia_id=audiencia.id, causa="alegaciones", reloj=reloj)
    comprobar_repeticion(expediente)


def test_withdrawal_is_accepted_and_leads_to_a_decision(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    with pytest.raises(NoEncontrado):
        acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    aportar(expediente, reloj, "desistimiento")
    acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    assert expediente.tareas.get(codigo="escrito_desistimiento").cerrada_el is not None
    assert expediente.tareas.get(codigo="propuesta").datos["terminacion"] == "desistimiento"
    comprobar_repeticion(expediente)


def test_lapse_needs_a_notified_warning_and_three_months(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 30)
    quien = {"actor": tramitadora(reloj), "expediente_id": expediente.id, "reloj": reloj}
    with pytest.raises(FaseIncompatible):
        acciones.declarar_caducidad(**quien)  # type: ignore[arg-type]
    acto = acciones.advertir_caducidad(**quien, motivo="Falta el plano.")  # type: ignore[arg-type]
    terminacion = surtido(acto, Terminacion, reloj)
    # Silence would come before the three months of the warning: a mandatory report suspends the term
    acciones.pedir_informe(
        **quien,  # type: ignore[arg-type]
        unidad_id=expediente.unidad_id,
        asunto="Patrimonio",
        precepto="Ley 12/2002",
        preceptivo=True,
        suspende=True,
    )
    with pytest.raises(FaseIncompatible):
        acciones.declarar_caducidad(**quien)  # type: ignore[arg-type]
    notificar(expediente, f"caducidad:{terminacion.id}", reloj.ahora(), reloj)
    reloj.ir_a(2026, 12, 30)
    with pytest.raises(FaseIncompatible):
        acciones.declarar_caducidad(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    reloj.ir_a(2026, 12, 31)
    barrer(reloj)
    assert (
        acciones.declarar_caducidad(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj).estado
        == "aceptada"
    )
    assert expediente.tareas.get(codigo="caducidad_advertida").estado == "hecha"


def test_nothing_lapses_after_positive_silence(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 28)
    acto = acciones.advertir_caducidad(
        actor=tramitadora(reloj), expediente_id=expediente.id, motivo="Falta el plano.", reloj=reloj
    )
    terminacion = surtido(acto, Terminacion, reloj)
    notificar(expediente, f"caducidad:{terminacion.id}", reloj.ahora(), reloj)
    reloj.ir_a(2026, 12, 29)
    with pytest.raises(FaseIncompatible) as error:
        acciones.declarar_caducidad(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    assert "24.2" in error.value.mensaje


def test_work_is_shared_out_inside_the_unit(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    tarea = expediente.tareas.get(codigo="revision")
    uno, otra, jefa = (personal(p, reloj) for p in ("licencias-1", "licencias-2", "jefatura-licencias"))
    acciones.asignar(actor=jefa, tarea_id=tarea.id, empleado_id=uno.id, reloj=reloj)
    assert [t.codigo for t in consultas.bandeja(uno)] == ["revision"]
    assert consultas.bandeja(otra) == []
    assert [t.codigo for t in consultas.bandeja(otra, cual="sin_asignar")] == ["comunicacion_inicial"]
    with pytest.raises(DatosIncorrectos):
        acciones.asignar(actor=jefa, tarea_id=tarea.id, empleado_id=personal("via-publica-1", reloj).id, reloj=reloj)
    assert acciones.reasignar_por_ausencia(actor=jefa, ausente_id=uno.id, empleado_id=otra.id, reloj=reloj) == 1
    assert [t.codigo for t in consultas.bandeja(otra)] == ["revision"]
    with pytest.raises(NoEncontrado):
        acciones.asignar(actor=personal("via-publica-1", reloj), tarea_id=tarea.id, empleado_id=None, reloj=reloj)
    comprobar_repeticion(expediente)


def test_the_open_tasks_of_a_unit_follow_its_case_to_another(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    uno = personal("licencias-1", reloj)
    propia = expediente.tareas.filter(unidad=expediente.unidad, cerrada_el=None).first()
    assert propia is not None
    acciones.asignar(actor=uno, tarea_id=propia.id, empleado_id=uno.id, reloj=reloj)
    ajena = expediente.tareas.get(tipo="informe", cerrada_el=None)
    cerrada = expediente.tareas.get(codigo="revision")
    otra = Unidad.objects.get(dir3="LA0009988")
    acciones_de_expediente.cambiar_unidad(actor=uno, expediente_id=expediente.id, unidad_id=otra.id, reloj=reloj)
    for tarea in (propia, ajena, cerrada):
        tarea.refresh_from_db()
    assert (propia.unidad_id, propia.asignada_a_id) == (otra.id, None)
    assert ajena.unidad_id not in (otra.id, expediente.unidad_id)  # a report that another unit gives
    assert cerrada.unidad_id == expediente.unidad_id
    nueva = personal("via-publica-1", reloj)
    assert propia.codigo in [t.codigo for t in consultas.bandeja(nueva, cual="sin_asignar")]
    assert consultas.bandeja(uno) == consultas.bandeja(uno, cual="sin_asignar") == []
    hechos = [e for e in eventos_de(expediente.cadena) if e.tipo == "tarea.asignada"]
    assert hechos[-1].datos["motivo"] == "cambio_de_unidad"
    comprobar_repeticion(expediente)


def test_the_case_goes_through_to_its_closing_task(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    with pytest.raises(Conflicto):
        admitir(expediente, reloj)
    informar(expediente, reloj)
    for codigo in ("propuesta", "resolucion", "notificacion"):
        cerrar(expediente.tareas.get(codigo=codigo), reloj, codigo="hecha")
    expediente.refresh_from_db()
    assert expediente.fase == "archivo"
    assert expediente.tareas.get(codigo="cierre").estado == "pendiente"
    with pytest.raises(FaseIncompatible):
        requerir(expediente, reloj)
    comprobar_repeticion(expediente)


def test_the_sweep_applies_each_date_once(reloj: RelojMovil) -> None:
    expediente_de_obra(reloj)
    reloj.ir_a(2027, 3, 1)
    actor = Actor.sistema("plazos", BARRER)
    vencidos = consultas.por_barrer(en=hoy(reloj))
    assert [acciones.procesar_vencimiento(actor=actor, vencimiento_id=v, reloj=reloj) for v in vencidos] == [True]
    assert [acciones.procesar_vencimiento(actor=actor, vencimiento_id=v, reloj=reloj) for v in vencidos] == [False]
    trabajos.barrer_plazos()
    assert Vencimiento.objects.filter(procesado_el=None, anulado=False).count() <= 1


def test_history_hides_the_sharing_out_of_work_from_citizens(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    ana, empleada = ciudadana(), tramitadora(reloj)
    visible = {hito.tipo for hito in expedientes.cronologia(expediente, ana)[0]}
    todo = {hito.tipo for hito in expedientes.cronologia(expediente, empleada)[0]}
    assert {"tarea.creada", "expediente.documento.incorporado"} <= todo - visible
    assert "solicitud.presentada" in visible
    assert all(not hito.texto.startswith("expediente.") for hito in expedientes.cronologia(expediente, ana)[0])
    assert {e.tipo for e in eventos_de(expediente.cadena)} == todo


def test_term_starts_at_the_entry_even_on_an_inhabil_night(reloj: RelojMovil) -> None:
    plazo = Plazo.objects.get(expediente=expediente_de_obra(reloj))
    assert plazo.inicio.astimezone(MADRID).isoformat().startswith("2026-09-26T23:58")
