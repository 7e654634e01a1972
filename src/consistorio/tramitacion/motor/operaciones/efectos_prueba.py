"""The acts of the period of proof: who signs each and what happens once it is signed (LPACAP 77-78)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, PeriodoPrueba, Prueba, Tarea
from consistorio.tramitacion.motor.operaciones import pruebas
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, a_todos, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar, destinatarios_de
from consistorio.tramitacion.motor.operaciones.flujo import exigir


class ActoPeriodoPrueba(ClaseActo):
    """Opening of a period of proof (LPACAP 77.2): signed by who handles the case."""

    codigo = "prueba"
    nombre = gettext_lazy("Apertura del período de prueba")
    accion = "abrir_prueba"
    origen = "prueba"
    tipo_tarea = "prueba"
    fase = "instruccion"
    abre_el_tramite = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is open and on its way to every party; its task waits for what they propose and for what is practised."""
        exigir(expediente, "prueba")
        periodo = pruebas.abrir_periodo(
            tarea,
            expediente,
            documento_id=acto.documento_id,
            dias=acto.datos["dias"],
            extraordinario=acto.datos["extraordinario"],
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(acto.documento_id, _("Puede proponer pruebas"), f"periodo_prueba:{periodo.id}")
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)


class ActoPruebaAdmitida(ClaseActo):
    """A proof is admitted, and it is told where and when it is practised (LPACAP 78): signed by who handles the case."""

    codigo = "prueba_admitida"
    nombre = gettext_lazy("Admisión de una prueba y aviso de cuándo se practica")
    accion = "admitir_prueba"
    origen = "prueba"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Every party is told in time to come; the term stands still if the act says so."""
        exigir(expediente, "prueba")
        practica_el = datetime.fromisoformat(acto.datos["practica_el"])
        if practica_el <= reloj.ahora():
            raise FaseIncompatible(
                _("La fecha en que se iba a practicar la prueba ya ha pasado: hay que fijar otra (artículo 78.1).")
            )
        propone = acto.datos["propone"]
        prueba = pruebas.admitir(
            _periodo(acto, expediente),
            expediente,
            documento_id=acto.documento_id,
            descripcion=acto.datos["descripcion"],
            lugar=acto.datos["lugar"],
            practica_el=practica_el,
            propone_id=UUID(propone) if propone else None,
            suspende=acto.datos["suspende"],
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id, _("Cuándo y dónde se practica una prueba"), f"prueba_admitida:{prueba.id}"
        )
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="admitida")


class ActoPruebaRechazada(ClaseActo):
    """The reasoned refusal of a proof that a party proposed (LPACAP 77.3, 35.1.f): signed by who handles the case."""

    codigo = "prueba_rechazada"
    nombre = gettext_lazy("Rechazo de una prueba propuesta")
    accion = "rechazar_prueba"
    origen = "prueba"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Who proposed it is told why."""
        exigir(expediente, "prueba")
        propone = UUID(acto.datos["propone"])
        if propone not in destinatarios_de(expediente):
            raise FaseIncompatible(_("Quien propuso la prueba ya no es parte en el expediente."))
        prueba = pruebas.rechazar(
            _periodo(acto, expediente),
            expediente,
            documento_id=acto.documento_id,
            descripcion=acto.datos["descripcion"],
            propone_id=propone,
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id, _("No admitimos una prueba que propuso"), f"prueba_rechazada:{prueba.id}"
        )
        comunicar(expediente, comunicacion, destinatarios=[propone], actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="rechazada")


class ActoPruebaPracticada(ClaseActo):
    """The record of a proof (LPACAP 77.1, 78): signed by who was there and writes it."""

    codigo = "acta_prueba"
    nombre = gettext_lazy("Acta de una prueba")
    accion = "levantar_acta"
    origen = "prueba"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Its result is in the case; the term that stood still for it goes on."""
        exigir(expediente, "prueba")
        prueba = Prueba.objects.select_for_update().get(id=UUID(acto.datos["prueba"]), periodo__expediente=expediente)
        if prueba.estado != Prueba.Estado.ADMITIDA:
            raise FaseIncompatible(_("Esta prueba ya tiene su acta."))
        practicada = acto.datos["practicada"]
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="practicada" if practicada else "no_practicada")
        pruebas.terminar(
            prueba, expediente, documento_id=acto.documento_id, practicada=practicada, actor=actor, reloj=reloj
        )


def _periodo(acto: ActoTramite, expediente: Expediente) -> PeriodoPrueba:
    return PeriodoPrueba.objects.select_for_update().get(id=UUID(acto.datos["periodo"]), expediente=expediente)
