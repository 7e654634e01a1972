"""Naming another person to stand in for who keeps away from a case, when who was named leaves or is away (LRJSP 13.1)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.apartados import apartamiento_de
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.acciones.imparcialidad import MAXIMO_TEXTO, de_sustituto, exigir_completo
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones, imparcialidad
from consistorio.tramitacion.motor.permisos import DECIDIR_IMPARCIALIDAD


@accion("motor.acto.en_firma", permiso=DECIDIR_IMPARCIALIDAD, norma="LRJSP arts. 13.1, 23.1, 24.3 y 43")
def cambiar_sustituto(
    *, actor: Actor, expediente_id: UUID, empleado_id: UUID, sustituto_id: UUID | None, motivo: str, reloj: Reloj
) -> ActoTramite:
    """Write who stands in from now on for somebody who keeps away from a case; once signed, they get the work of the one before in it.

    `empleado_id`: who keeps away. Who: who would decide today whether they do, with `expediente.decidir_imparcialidad`. Writes: Documento,
    ActoTramite, Tarea; once signed, Apartamiento, PermisoExpediente, Tarea. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido
    (another decides it), FaseIncompatible (nobody was named yet; another change waits for its signature), DatosIncorrectos.
    """
    expediente = expediente_para(actor, expediente_id, DECIDIR_IMPARCIALIDAD, bloquear=True)
    operaciones.exigir(expediente, "libre")
    apartado = apartamiento_de(expediente.id, empleado_id)
    if apartado is None or apartado.provisional:
        raise FaseIncompatible(
            _("En este expediente nadie sustituye a esa persona."),
            que_hacer=_("Quien sustituye se nombra al decidir que alguien deja de intervenir."),
        )
    decide = imparcialidad.quien_decide(expediente, empleado_id, en=hoy(reloj)).firmante.empleado
    if decide.id != actor.id:
        raise NoPermitido(_("Lo decide %(q)s.") % {"q": decide.nombre})
    problemas = de_sustituto(expediente, empleado_id, sustituto_id, reloj)
    if sustituto_id is not None and sustituto_id == apartado.sustituto_id:
        problemas = [Problema("sustituto", _("Esa persona ya le sustituye. Elija a otra."))]
    if not 10 <= len(motivo.strip()) <= MAXIMO_TEXTO:
        problemas.append(Problema("motivo", _("Explique por qué, en %(n)d letras como mucho.") % {"n": MAXIMO_TEXTO}))
    exigir_completo(problemas, _("El cambio no está completo."))
    return operaciones.dictar(
        expediente,
        "sustitucion",
        _escrito(expediente, apartado, Empleado.objects.get(id=str(sustituto_id)), motivo.strip()),
        datos={"apartamiento": str(apartado.id), "sustituto": str(sustituto_id), "motivo": motivo.strip()},
        actor=actor,
        reloj=reloj,
    )


def _escrito(expediente: Expediente, apartado: Apartamiento, sustituto: Empleado, motivo: str) -> Escrito:
    titulo = _("Cambia quien sustituye a una persona en el expediente")
    quienes = {"s": sustituto.nombre, "q": apartado.empleado.nombre, "n": apartado.norma}
    antes = (
        [_("Hasta ahora la sustituía %(a)s.") % {"a": apartado.sustituto.nombre}]
        if apartado.sustituto is not None
        else []
    )
    contenido: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": titulo,
        "datos": [],
        "texto": [
            _("%(s)s sustituye desde hoy en este expediente a %(q)s, que no interviene en él (%(n)s).") % quienes,
            *antes,
            motivo,
        ],
        "norma": _("Artículos 13, 23 y 24 de la Ley 40/2015."),
    }
    return Escrito("comunicacion", contenido, titulo, "TD01")
