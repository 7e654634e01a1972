"""In access to information, those whom it may harm are heard, and the term of who asked stands still meanwhile (Ley 19/2013 19.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from pruebas.tramitaciones.terceros import terceros_sin_oir

from consistorio.canales.escritorio import lecturas
from consistorio.canales.sede import seguimiento
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import ActoTramite, Plazo, Suspension, TramiteAudiencia
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import surtido, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
CODIGO = "acceso-informacion"
ANA, BRUNO = "12345678Z", "87654321X"


def pedida(reloj: RelojDePrueba, *otras: str, papel: str = "afectado") -> Expediente:
    """A request that its unit has looked at, of which some are parties besides who asked first."""
    sancion.publicar_procedimiento(CODIGO, reloj, "transparencia", "servicios_juridicos")
    expediente = escenario.caso(reloj, procedimiento=CODIGO)
    for nif in otras:
        llega(expediente, nif, reloj, papel=papel)
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    for tarea in expediente.tareas.filter(tipo="libre", cerrada_el=None):
        motor.completar_tarea(actor=escenario.empleado("marta", reloj), tarea_id=tarea.id, resultado={}, reloj=reloj)
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    return Expediente.objects.get(id=expediente.id)


def llega(expediente: Expediente, nif: str, reloj: RelojDePrueba, papel: str = "afectado") -> None:
    """One more party."""
    with transaction.atomic():
        expedientes.anadir_interesado(
            expediente,
            Persona.objects.get(nif=nif),
            papel=papel,
            canal="electronica",
            correo_aviso="otra@correo.example",
            actor=SISTEMA,
            reloj=reloj,
        )


def oir(expediente: Expediente, reloj: RelojDePrueba, **como: int) -> ActoTramite:
    return motor.abrir_audiencia(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        motivo="Se pide el contrato.",
        reloj=reloj,
        **como,
    )


def proponer(expediente: Expediente, reloj: RelojDePrueba) -> Resolucion:
    borrador = manos.motivado(borrador_para(expediente, "deniega"))
    return resoluciones.proponer(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        borrador=replace(borrador, decision=("Denegar el acceso.",)),
        reloj=reloj,
    )


def plazo_de(expediente: Expediente) -> tuple[str, str]:
    plazo = Plazo.objects.get(expediente=expediente)
    return plazo.estado, plazo.vence.isoformat()


def test_the_term_stands_still_until_they_allege_and_who_asked_is_told(reloj: RelojDePrueba) -> None:
    expediente = pedida(reloj, BRUNO)
    with pytest.raises(DatosIncorrectos) as error:
        oir(expediente, reloj, dias=10)
    assert "19.3" in error.value.problemas[0].mensaje
    acto = oir(expediente, reloj)
    assert "Artículo 19.3 de la Ley 19/2013" in texto_de(acto)
    audiencia = surtido(acto, TramiteAudiencia, reloj)
    notas = Notificacion.objects.filter(expediente=expediente).order_by("referencia")
    assert [(n.referencia.split(":")[0], n.destinatario.nif, n.clase) for n in notas if ":" in n.referencia][-2:] == [
        ("audiencia", BRUNO, "notificacion"),
        ("terceros_oidos", ANA, "comunicacion"),
    ]
    assert plazo_de(expediente) == ("corriendo", "2026-10-01")
    reloj.avanzar(days=2)
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", BRUNO, reloj)
    audiencia.refresh_from_db()
    assert (audiencia.vence, plazo_de(expediente)[0]) == (date(2026, 9, 24), "suspendido")
    assert seguimiento.turno(expediente, escenario.ciudadana(BRUNO)).boton == "Presentar alegaciones"
    assert seguimiento.turno(expediente, escenario.ciudadana(ANA)).boton != "Presentar alegaciones"
    reloj.avanzar(days=5)
    aportar(expediente, reloj, "alegaciones", actor=escenario.ciudadana(BRUNO), texto="No.", clave="a")
    assert plazo_de(expediente) == ("corriendo", "2026-10-06")
    pasos = " ".join(paso["texto"] for paso in Plazo.objects.get(expediente=expediente).pasos)
    assert "Ley 19/2013 art. 19.3" in pasos
    (dicha,) = lecturas.suspensiones_de(expediente)
    assert (dicha.norma, dicha.desde, dicha.hasta) == (
        "Ley 19/2013 art. 19.3",
        date(2026, 9, 3),
        date(2026, 9, 8),
    )
    motor.cerrar_audiencia(
        actor=escenario.empleado("marta", reloj), audiencia_id=audiencia.id, causa="alegaciones", reloj=reloj
    )
    assert Notificacion.objects.filter(referencia=f"terceros_fin:{audiencia.id}", destinatario__nif=ANA).exists()
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)


def test_it_lasts_until_the_last_of_their_terms_and_no_longer(reloj: RelojDePrueba) -> None:
    expediente = pedida(reloj, BRUNO, "X1234567L")
    audiencia = surtido(oir(expediente, reloj), TramiteAudiencia, reloj)
    referencia = f"audiencia:{audiencia.id}"
    manos.abrir_notificacion(expediente, referencia, BRUNO, reloj)
    reloj.avanzar(days=3)
    manos.abrir_notificacion(expediente, referencia, "X1234567L", reloj)
    assert not list(terceros_sin_oir(expediente, {"deniega"}))
    suspension = Plazo.objects.get(expediente=expediente).suspensiones.get()
    assert (suspension.desde, suspension.tope) == (date(2026, 9, 1), date(2026, 9, 25))
    reloj.poner(reloj.momento + timedelta(days=40))
    manos.barrer(reloj)
    suspension.refresh_from_db()
    assert (suspension.hasta, plazo_de(expediente)) == (date(2026, 9, 25), ("corriendo", "2026-10-26"))


def test_nobody_is_heard_where_nobody_else_is_concerned(reloj: RelojDePrueba) -> None:
    expediente = pedida(reloj)
    assert expediente.tareas.get(codigo="terceros").estado == "cancelada"


def test_two_who_ask_together_are_no_third_parties(reloj: RelojDePrueba) -> None:
    expediente = pedida(reloj, BRUNO, papel="solicitante")
    assert expediente.tareas.get(codigo="terceros").estado == "cancelada"
    assert proponer(expediente, reloj).sentido == "deniega"


def test_who_comes_later_is_heard_too_and_the_term_stands_still(reloj: RelojDePrueba) -> None:
    expediente = pedida(reloj)
    llega(expediente, BRUNO, reloj)
    with pytest.raises(DatosIncorrectos):
        oir(expediente, reloj, dias=10)
    primera = surtido(oir(expediente, reloj), TramiteAudiencia, reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{primera.id}", BRUNO, reloj)
    assert (primera.terceros, plazo_de(expediente)[0]) == (True, "suspendido")
    reloj.avanzar(days=1)
    llega(expediente, "X1234567L", reloj)
    aportar(expediente, reloj, "alegaciones", actor=escenario.ciudadana(BRUNO), texto="No.", clave="a")
    reloj.poner(reloj.momento + timedelta(days=40))
    manos.barrer(reloj)
    segunda = surtido(oir(expediente, reloj), TramiteAudiencia, reloj)
    assert [str(Persona.objects.get(nif="X1234567L").id)] == segunda.por_notificar
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)


def test_nothing_is_decided_without_who_came_after_the_proposal(reloj: RelojDePrueba) -> None:
    expediente, marta = pedida(reloj), escenario.empleado("marta", reloj)
    proponer(expediente, reloj)
    llega(expediente, BRUNO, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        resoluciones.elevar_a_firma(actor=marta, expediente_id=expediente.id, reloj=reloj)
    assert "19.3" in error.value.problemas[0].mensaje
    resoluciones.retirar_propuesta(actor=marta, expediente_id=expediente.id, motivo="Falta oír a Bruno.", reloj=reloj)
    assert expediente.tareas.filter(codigo="terceros", cerrada_el=None).exists()


def test_the_oracle_sees_who_was_not_heard_and_a_term_that_went_on(reloj: RelojDePrueba) -> None:
    expediente = pedida(reloj, BRUNO)
    assert [falta.split(": ")[1] for falta in terceros_sin_oir(expediente, {"deniega"})] == [
        "decided without hearing a third party"
    ]
    assert not list(terceros_sin_oir(expediente, {"inadmite"}))
    audiencia = surtido(oir(expediente, reloj), TramiteAudiencia, reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", BRUNO, reloj)
    Suspension.objects.filter(referencia=audiencia.id).update(referencia=expediente.id)
    assert [falta.split(": ")[1] for falta in terceros_sin_oir(expediente, {"deniega"})] == [
        "third parties were heard and the term went on"
    ]
