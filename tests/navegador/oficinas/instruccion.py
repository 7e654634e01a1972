"""Cases in the midst of their steps: proof, public information, another administration, somebody challenged."""

from __future__ import annotations

from datetime import timedelta

from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.solicitudes.acciones import guardar_escrito, presentar_escrito
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests.firmas import firmado
from tests.navegador.fichas import LARGO


def sembrar(reloj: RelojDePrueba) -> None:
    """In proof, in public information, and waiting for another administration."""
    _en_prueba(reloj)
    _en_publico(reloj)
    _en_consulta(reloj)


def _en_prueba(reloj: RelojDePrueba) -> None:
    """A case with its period of proof open, and one that is to be practised."""
    caso, marta = escenario.caso(reloj), escenario.empleado("marta", reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    apertura = motor.abrir_prueba(
        actor=marta, expediente_id=caso.id, causa="hechos", motivo="No consta desde cuándo existe la obra.", reloj=reloj
    )
    firmado(apertura, reloj)
    admitida = motor.admitir_prueba(
        actor=marta,
        expediente_id=caso.id,
        descripcion=LARGO,
        lugar="Sala de reuniones, Plaza Mayor, 1",
        practica_el=reloj.ahora() + timedelta(days=10),
        reloj=reloj,
    )
    firmado(admitida, reloj)


def _en_publico(reloj: RelojDePrueba) -> None:
    """A case in public information, not in the gazette yet, in which somebody alleged."""
    caso, marta = escenario.caso(reloj), escenario.empleado("marta", reloj)
    acto = motor.abrir_informacion(
        actor=marta, expediente_id=caso.id, titulo=LARGO[:200], texto=["Se cambia."], lugar="La oficina", reloj=reloj
    )
    firmado(acto, reloj)
    vecino = escenario.ciudadana("87654321X")
    guardado = guardar_escrito(
        actor=vecino, expediente_id=caso.id, clase="informacion", texto="No estoy de acuerdo.", reloj=reloj
    )
    presentar_escrito(
        actor=vecino,
        borrador_id=guardado.borrador.id,
        clave_idempotencia="oficinas-alega",
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )


def _en_consulta(reloj: RelojDePrueba) -> None:
    """A case that waits for another administration."""
    caso, marta = escenario.caso(reloj), escenario.empleado("marta", reloj)
    acto = motor.consultar(
        actor=marta,
        expediente_id=caso.id,
        clase="informe",
        nif="S4711001J",
        nombre="Junta de Castilla y León",
        asunto=LARGO[:200],
        precepto="Ley 12/2002, artículo 44",
        texto=["Pedimos el informe."],
        dias=10,
        canal="sir",
        suspende=True,
        reloj=reloj,
    )
    firmado(acto, reloj)


def en_cuestion(reloj: RelojDePrueba) -> None:
    """A case in which a party challenges two people: one challenge waits to be passed on, and the other to be answered."""
    caso, ana = escenario.caso(reloj), escenario.ciudadana("12345678Z")
    for numero in range(2):
        guardado = guardar_escrito(actor=ana, expediente_id=caso.id, clase="recusacion", texto=LARGO, reloj=reloj)
        presentar_escrito(
            actor=ana,
            borrador_id=guardado.borrador.id,
            clave_idempotencia=f"oficinas-recusa-{numero}",
            evidencia=EvidenciaSesion(),
            reloj=reloj,
        )
    motor.dar_curso_a_recusacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=Tarea.objects.filter(codigo="escrito_recusacion").order_by("id")[0].id,
        empleado_id=Empleado.objects.get(cuenta__usuario="sergio").id,
        causas=["b", "c"],
        reloj=reloj,
    )
