"""Keeping away from a case, at the desk: what is asked, and that who must do so is refused every act in words (LRJSP 23-24)."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from consistorio.canales.escritorio.actos import registrados
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, CuestionImparcialidad, Tarea
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests.firmas import firmado

pytestmark = pytest.mark.lento


def quien(usuario: str) -> UUID:
    return Empleado.objects.get(cuenta__usuario=usuario).id


def recusada(expediente: Expediente, reloj: RelojDePrueba) -> Tarea:
    """A party challenges somebody of the unit; the task of passing it on."""
    ana = escenario.ciudadana("12345678Z")
    guardado = solicitudes.guardar_escrito(
        actor=ana, expediente_id=expediente.id, clase="recusacion", texto="Recuso a Nuria Vidal.", reloj=reloj
    )
    solicitudes.presentar_escrito(
        actor=ana,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )
    return Tarea.objects.get(codigo="escrito_recusacion")


def test_who_abstains_is_refused_every_act_of_the_desk(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    ruta, cliente = f"/escritorio/expedientes/{expediente.id}/", mesa("nuria")
    assert "Abstenerme de intervenir" in cliente.get(ruta).content.decode()
    malo = cliente.post(f"{ruta}hacer/abstenerse/", {"hechos": "Es mi cuñada."}).content.decode()
    assert "Elija al menos una causa." in malo
    datos = {"causas": ["b"], "hechos": "La solicitante es mi cuñada."}
    assert cliente.post(f"{ruta}hacer/abstenerse/", datos).status_code == 302
    tarea = Tarea.objects.filter(expediente=expediente, cerrada_el=None, tipo="revision").get()
    motor.asignar(actor=escenario.empleado("nuria", reloj), tarea_id=tarea.id, empleado_id=quien("nuria"), reloj=reloj)
    firmado(ActoTramite.objects.get(clase="abstencion"), reloj)

    pagina = mesa("nuria").get(ruta).content.decode()
    assert "Usted no puede intervenir en este expediente mientras se decide" in pagina
    assert "Abstenerme de intervenir" not in pagina
    assert "/hacer/" not in pagina
    assert f"/tareas/{tarea.id}/" not in pagina
    for codigo in sorted(registrados() - {"contestar_recusacion"}):
        for direccion in (f"{ruta}hacer/{codigo}/", f"{ruta}tareas/{tarea.id}/{codigo}/"):
            for respuesta in (cliente.get(direccion), cliente.post(direccion, {})):
                assert respuesta.status_code == 403, direccion
                assert "Usted no puede intervenir en este expediente" in respuesta.content.decode(), direccion
    for pestana in ("personas/hoja/", "interesados/hoja/"):
        assert cliente.get(f"{ruta}{pestana}").status_code in {403, 404}
    tarea.refresh_from_db()
    assert (tarea.abierta, tarea.asignada_a_id) == (True, quien("nuria"))

    cuestion = CuestionImparcialidad.objects.get()
    decide = f"{ruta}tareas/{cuestion.tarea_id}/decidir_imparcialidad/"
    formulario = mesa("marta").get(decide).content.decode()
    assert "¿Debe dejar de intervenir Nuria Vidal Castro?" in formulario
    assert "Pleno" not in formulario
    sin_nadie = mesa("marta").post(decide, {"estima": "si", "motivo": "Consta en el padrón.", "sustituto": ""})
    assert 'href="#campo-sustituto"' in sin_nadie.content.decode()
    suyo = {"estima": "si", "motivo": "Consta en el padrón.", "sustituto": str(quien("sergio"))}
    assert mesa("sergio").post(decide, suyo).status_code == 403
    assert mesa("marta").post(decide, suyo).status_code == 302
    firmado(ActoTramite.objects.get(clase="imparcialidad"), reloj)
    assert "por abstención aceptada el" in mesa("nuria").get(ruta).content.decode()
    assert f"/tareas/{tarea.id}/" in mesa("sergio").get(ruta).content.decode()


def test_a_challenge_is_passed_on_answered_and_decided(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    ruta, escrito = f"/escritorio/expedientes/{expediente.id}/", recusada(expediente, reloj)
    pagina = mesa("marta").get(ruta).content.decode()
    assert "Dar curso a la recusación" in pagina
    assert "No corre ahora" in pagina
    assert "22.2.c" in mesa("marta").get(f"{ruta}plazo/").content.decode()
    cierre = f"{ruta}tareas/{escrito.id}/no_dar_curso_a_recusacion/"
    assert 'href="#campo-motivo"' in mesa("marta").post(cierre, {"porque": "nadie"}).content.decode()
    curso = f"{ruta}tareas/{escrito.id}/dar_curso_a_recusacion/"
    assert mesa("nuria").post(curso, {"causas": ["c"], "empleado": str(quien("sergio"))}).status_code == 403
    assert 'href="#campo-empleado"' in mesa("marta").post(curso, {"causas": ["c"]}).content.decode()
    assert mesa("marta").post(curso, {"causas": ["c"], "empleado": str(quien("nuria"))}).status_code == 302
    contestar = Tarea.objects.get(codigo="recusacion_contestar")
    suya = f"{ruta}tareas/{contestar.id}/contestar_recusacion/"
    assert suya in mesa("nuria").get(ruta).content.decode()  # the one thing that she may do
    assert mesa("sergio").post(suya, {"reconoce": "no", "texto": "No la conozco de nada."}).status_code == 403
    assert 'href="#campo-texto"' in mesa("nuria").post(suya, {"reconoce": "no", "texto": ""}).content.decode()
    assert mesa("nuria").post(suya, {"reconoce": "no", "texto": "No la conozco de nada."}).status_code == 302
    firmado(ActoTramite.objects.get(clase="recusacion_contestada"), reloj)
    cuestion = CuestionImparcialidad.objects.get()
    decide = f"{ruta}tareas/{cuestion.tarea_id}/decidir_imparcialidad/"
    assert mesa("marta").post(decide, {"estima": "no", "motivo": "No hay amistad."}).status_code == 302
    firmado(ActoTramite.objects.get(clase="imparcialidad"), reloj)
    assert Apartamiento.objects.get().hasta is not None
    assert "No corre ahora" not in mesa("nuria").get(ruta).content.decode()


def test_of_the_alcaldia_the_session_of_the_pleno_is_asked(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    escrito = recusada(expediente, reloj)
    motor.dar_curso_a_recusacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=escrito.id,
        empleado_id=quien("isabel"),
        causas=["a"],
        reloj=reloj,
    )
    cuestion = CuestionImparcialidad.objects.get()
    decide = f"/escritorio/expedientes/{expediente.id}/tareas/{cuestion.tarea_id}/decidir_imparcialidad/"
    assert "¿En qué sesión lo acordó el Pleno?" in mesa("javier").get(decide).content.decode()
    pronto = mesa("javier").post(decide, {"estima": "no", "motivo": "No lo hay.", "acuerdo": "Sesión de hoy"})
    assert pronto.status_code == 409
    assert "puede contestar hasta el 02/09/2026" in pronto.content.decode()
