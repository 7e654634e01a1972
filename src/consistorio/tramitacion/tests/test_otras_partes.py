"""Several parties: a hearing waits for each of them, and who withdraws withdraws for themselves alone (LPACAP 82, 94)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear, lo_lleva
from consistorio.tramitacion.expedientes.acciones import cambiar_unidad, diligenciar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor import acciones, consultas, operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Plazo, Tarea, Terminacion, TramiteAudiencia
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import firmado, firmar
from consistorio.tramitacion.tests.test_motor import (
    admitir,
    barrer,
    comprobar_repeticion,
    dar_audiencia,
    notificar,
    tramitadora,
)

pytestmark = pytest.mark.lento
ANA, PEDRO = "12345678Z", "87654321X"


def con_pedro(reloj: RelojMovil, papel: str) -> Expediente:
    """Ana's case, where Pedro applied too or appeared."""
    expediente = expediente_de_obra(reloj)
    with transaction.atomic():
        expedientes.anadir_interesado(
            bloquear(expediente.id),
            Persona.objects.get(nif=PEDRO),
            papel=papel,
            canal="papel",
            actor=Actor.sistema("pruebas"),
            reloj=reloj,
        )
    return Expediente.objects.get(id=expediente.id)


def notificar_a(expediente: Expediente, audiencia: TramiteAudiencia, nif: str, reloj: RelojMovil) -> None:
    persona = Persona.objects.get(nif=nif)
    notificar(expediente, f"audiencia:{audiencia.id}", reloj.ahora(), reloj, persona=persona.id)


def aceptar(expediente: Expediente, reloj: RelojMovil) -> Terminacion:
    return acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)


def test_a_hearing_does_not_end_before_each_party_has_had_its_term(reloj: RelojMovil) -> None:
    expediente = con_pedro(reloj, "interesado")
    admitir(expediente, reloj)
    reloj.ir_a(2026, 9, 30)
    audiencia = dar_audiencia(expediente, reloj)
    notificar_a(expediente, audiencia, ANA, reloj)
    aportar(expediente, reloj, "alegaciones", texto="No estoy de acuerdo.")
    with pytest.raises(FaseIncompatible):  # Pedro has alleged nothing, and has not read it
        acciones.cerrar_audiencia(actor=tramitadora(reloj), audiencia_id=audiencia.id, causa="alegaciones", reloj=reloj)
    reloj.ir_a(2026, 11, 3)  # his letter goes from door to door
    barrer(reloj)
    audiencia.refresh_from_db()
    assert (audiencia.cerrado_el, audiencia.vence) == (None, date(2026, 10, 15))
    notificar_a(expediente, audiencia, PEDRO, reloj)
    audiencia.refresh_from_db()
    assert audiencia.vence == date(2026, 11, 17)
    reloj.ir_a(2026, 11, 18)
    barrer(reloj)
    audiencia.refresh_from_db()
    assert audiencia.cerrado_el is not None
    comprobar_repeticion(expediente)


def test_a_delivery_told_late_ends_the_hearing_at_the_next_sweep(reloj: RelojMovil) -> None:
    expediente = con_pedro(reloj, "interesado")
    admitir(expediente, reloj)
    reloj.ir_a(2026, 9, 30)
    audiencia = dar_audiencia(expediente, reloj)
    entregada = reloj.ahora()
    notificar_a(expediente, audiencia, ANA, reloj)
    reloj.ir_a(2026, 11, 3)
    barrer(reloj)
    persona = Persona.objects.get(nif=PEDRO)
    notificar(expediente, f"audiencia:{audiencia.id}", entregada, reloj, persona=persona.id)
    barrer(reloj)
    audiencia.refresh_from_db()
    assert (audiencia.vence, audiencia.cerrado_el) == (date(2026, 10, 15), reloj.ahora())


def test_who_withdraws_among_several_leaves_the_case_and_it_goes_on(reloj: RelojMovil) -> None:
    expediente = con_pedro(reloj, "solicitante")
    aportar(expediente, reloj, "desistimiento", actor=ciudadana(PEDRO))
    assert aceptar(expediente, reloj).estado == "pedida"  # until it is signed
    with pytest.raises(FaseIncompatible):
        aceptar(expediente, reloj)
    firmado(ActoTramite.objects.get(expediente=expediente, clase="desiste_una"), reloj)
    assert Terminacion.objects.get(expediente=expediente).estado == "parcial"
    assert [i.persona.nif for i in expediente.interesados.filter(hasta=None)] == [ANA]
    assert operaciones.terminacion_aceptada(expediente) == ""
    assert Plazo.objects.get(expediente=expediente).silencio == "estimatorio"
    abiertas = set(expediente.tareas.filter(cerrada_el=None).values_list("codigo", flat=True))
    assert "revision" in abiertas
    assert not abiertas & {"escrito_desistimiento", "desiste_una"}
    dicha = [h.datos for h in eventos_de(expediente.cadena) if h.tipo == "motor.comunicacion.pedida"][-1]
    assert dicha["destinatarios"] == [str(Persona.objects.get(nif=PEDRO).id)]
    comprobar_repeticion(expediente)


def test_one_more_who_withdraws_meanwhile_is_not_left_out(reloj: RelojMovil) -> None:
    expediente = con_pedro(reloj, "solicitante")
    aportar(expediente, reloj, "desistimiento", actor=ciudadana(PEDRO))
    aceptar(expediente, reloj)
    aportar(expediente, reloj, "desistimiento")
    escrito = ActoTramite.objects.get(expediente=expediente, clase="desiste_una")
    firmar(escrito.documento_id, reloj)
    escrito.refresh_from_db()
    assert (escrito.estado, expediente.interesados.filter(hasta=None).count()) == ("sin_efecto", 2)
    assert aceptar(expediente, reloj).estado == "aceptada"  # nobody is left for whom it goes on
    assert not expediente.tareas.filter(codigo="desiste_una", cerrada_el=None).exists()
    comprobar_repeticion(expediente)


def test_when_all_who_applied_withdraw_a_third_person_is_heard_before(reloj: RelojMovil) -> None:
    expediente = con_pedro(reloj, "interesado")
    with pytest.raises(FaseIncompatible):  # he asked for nothing: he has nothing to withdraw
        aportar(expediente, reloj, "desistimiento", actor=ciudadana(PEDRO))
    admitir(expediente, reloj)
    aportar(expediente, reloj, "desistimiento")
    with pytest.raises(FaseIncompatible) as error:
        aceptar(expediente, reloj)
    assert "94.4" in str(error.value.mensaje)
    reloj.ir_a(2026, 9, 30)
    audiencia = dar_audiencia(expediente, reloj)
    for nif in (ANA, PEDRO):
        notificar_a(expediente, audiencia, nif, reloj)
    with pytest.raises(FaseIncompatible):  # his ten days run
        aceptar(expediente, reloj)
    reloj.ir_a(2026, 10, 16)
    barrer(reloj)
    assert aceptar(expediente, reloj).estado == "aceptada"
    assert expediente.tareas.get(codigo="propuesta").datos["terminacion"] == "desistimiento"
    comprobar_repeticion(expediente)


def test_a_warning_of_lapse_is_left_without_effect_by_who_was_warned_and_by_nobody_else(reloj: RelojMovil) -> None:
    expediente = con_pedro(reloj, "interesado")
    quien = {"actor": tramitadora(reloj), "expediente_id": expediente.id, "reloj": reloj}
    firmado(acciones.advertir_caducidad(**quien, motivo="Falta el plano."), reloj)  # type: ignore[arg-type]
    advertida = Terminacion.objects.get(expediente=expediente)
    notificar(expediente, f"caducidad:{advertida.id}", reloj.ahora(), reloj)
    aportar(expediente, reloj, "otro", actor=ciudadana(PEDRO), texto="Que se archive ya.")
    advertida.refresh_from_db()
    assert advertida.estado == "advertida"
    aportar(expediente, reloj, "otro", texto="Ya estoy haciendo el plano.")
    advertida.refresh_from_db()
    assert advertida.estado == "descartada"
    reloj.ir_a(2027, 2, 1)
    with pytest.raises(FaseIncompatible):
        acciones.declarar_caducidad(**quien)  # type: ignore[arg-type]


def test_what_the_town_began_does_not_lapse_because_the_party_stands_still(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    Plazo.objects.filter(expediente=expediente).update(comienzo=Plazo.Comienzo.ACUERDO)
    with pytest.raises(FaseIncompatible) as error:
        acciones.advertir_caducidad(
            actor=tramitadora(reloj), expediente_id=expediente.id, motivo="Falta el plano.", reloj=reloj
        )
    assert "95.1" in error.value.mensaje


def test_the_work_of_another_unit_is_not_of_who_shares_out_that_of_theirs(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informe = expediente.informes.get()
    tarea = Tarea.objects.get(id=informe.tarea_id)
    jefa = personal("jefatura-licencias", reloj)
    assert jefa.puede("expediente.asignar")
    assert tarea.unidad_id not in jefa.unidades
    with pytest.raises(NoPermitido):
        acciones.asignar(actor=jefa, tarea_id=tarea.id, empleado_id=jefa.id, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.emitir_informe(
            actor=jefa, informe_id=informe.id, sentido="favorable", conclusion="Cumple.", reloj=reloj
        )
    assert consultas.acciones_de(tarea, jefa) == ()


def test_who_only_helps_with_a_case_does_not_move_it(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    arquitecta, via_publica = personal("arquitectura", reloj), personal("via-publica-1", reloj)
    acciones.crear_tarea_libre(
        actor=tramitadora(reloj),
        expediente_id=expediente.id,
        nombre="Medir",
        unidad_id=next(iter(via_publica.unidades)),
        reloj=reloj,
    )
    for quien in (arquitecta, via_publica):  # one is asked for a report, the other for an errand
        assert visibles_para(quien).filter(id=expediente.id).exists()
        with pytest.raises(NoPermitido):
            acciones.abrir_audiencia(actor=quien, expediente_id=expediente.id, motivo="Se denegará.", reloj=reloj)
        with pytest.raises(NoPermitido):
            cambiar_unidad(actor=quien, expediente_id=expediente.id, unidad_id=next(iter(quien.unidades)), reloj=reloj)
        with pytest.raises(NoPermitido):  # nor shows it to whom it likes
            acciones.crear_tarea_libre(actor=quien, expediente_id=expediente.id, nombre="Mirar", reloj=reloj)
        diligenciar(actor=quien, expediente_id=expediente.id, texto="Consta la visita.", reloj=reloj)
    with transaction.atomic():  # a definition may give a unit more than help
        operaciones.crear(
            bloquear(expediente.id),
            operaciones.TareaNueva(
                codigo="otra",
                tipo="revision",
                nombre="Revisar",
                fase="instruccion",
                unidad_id=next(iter(via_publica.unidades)),
            ),
            actor=Actor.sistema("pruebas"),
            reloj=reloj,
        )
    assert lo_lleva(via_publica, Expediente.objects.get(id=expediente.id))
    assert not lo_lleva(arquitecta, Expediente.objects.get(id=expediente.id))
