"""Ask the interested party to correct the application, and close that request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import limites, operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento
from consistorio.tramitacion.motor.operaciones import redactar, tramites


@dato
class Defecto:
    """Something wrong with the application. `texto`: what is wrong; `como`: how to mend it; `requisito`: code, if a document."""

    codigo: str
    texto: str
    requisito: str = ""
    como: str = ""


@accion(
    "motor.acto.en_firma",
    "motor.requerimiento.emitido",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36 y 68.1; LRJSP art. 43",
)
def requerir_subsanacion(
    *,
    actor: Actor,
    expediente_id: UUID,
    defectos: Sequence[Defecto],
    suspende: bool,
    reloj: Reloj,
    dias: int | None = None,
) -> ActoTramite:
    """Write a request to correct the application; it is issued and notified when who writes it signs it.

    `dias`: hábiles, 10, or up to 15 (68.2). Suspending the term (22.1.a) is the organ's express decision, said here, and runs
    from the notification, not from here. The review waits meanwhile.
    Who: tramitador of the unit. Writes: Documento, ActoTramite, Tarea; once signed, Requerimiento and Suspension.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "subsanacion")
    dia = hoy(reloj)
    dias = limites.de_subsanacion(en=dia).minimo if dias is None else dias
    _comprobar(expediente, defectos, dias, dia)
    acto = operaciones.dictar(
        expediente,
        "requerimiento",
        redactar.requerimiento(expediente, [_dicho(d) for d in defectos], dias=dias, suspende=suspende),
        datos={"defectos": [asdict(defecto) for defecto in defectos], "dias": dias, "suspende": suspende},
        actor=actor,
        reloj=reloj,
    )
    for revision in expediente.tareas.select_related("expediente").filter(tipo="revision", cerrada_el=None):
        operaciones.poner_en_espera(revision, actor=actor, reloj=reloj)
    return acto


def _comprobar(expediente: Expediente, defectos: Sequence[Defecto], dias: int, dia: date) -> None:
    problemas = []
    if not defectos:
        problemas.append(Problema("defectos", _("Diga qué hay que corregir.")))
    for orden, defecto in enumerate(defectos, start=1):
        if not defecto.texto.strip():
            problemas.append(Problema(f"defectos.{orden}", _("Explique este defecto.")))
    caben = limites.de_subsanacion(en=dia)
    if not caben.admite(dias):
        mensaje = _("El plazo para corregir es de %(a)d días hábiles, o hasta %(b)d si se amplía.") % {
            "a": caben.minimo,
            "b": caben.maximo,
        }
        problemas.append(Problema("dias", mensaje))
    if problemas:
        raise DatosIncorrectos(_("El requerimiento no está completo."), problemas=problemas)
    tramites.exigir_sin_requerimiento(expediente, "requerimiento")


def _dicho(defecto: Defecto) -> dict[str, str]:
    return {"requisito": defecto.texto, **({"como": defecto.como} if defecto.como else {})}


@accion("motor.requerimiento.cerrado", permiso=TRAMITAR, norma="LPACAP arts. 68 y 73.3")
def cerrar_requerimiento(*, actor: Actor, requerimiento_id: UUID, reloj: Reloj) -> Requerimiento:
    """Take the application as corrected (or give up a request made by mistake): the review goes on.

    Who: tramitador. Writes: Requerimiento, Tarea, Suspension, Plazo. Emits: motor.requerimiento.cerrado.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (already closed).
    """
    requerimiento = Requerimiento.objects.filter(id=requerimiento_id).first()
    if requerimiento is None:
        raise NoEncontrado(_("No encontramos ese requerimiento."))
    expediente = expediente_que_lleva(actor, requerimiento.expediente_id, TRAMITAR)
    requerimiento.refresh_from_db()
    if requerimiento.estado == "cerrado":
        raise FaseIncompatible(_("Ese requerimiento ya está cerrado."))
    tramites.cerrar_requerimiento(requerimiento, expediente, actor=actor, reloj=reloj)
    return requerimiento
