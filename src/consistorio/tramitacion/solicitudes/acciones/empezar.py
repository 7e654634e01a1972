"""Start an application."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.consultas import poder_para
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.tipos import EN_EXPEDIENTE
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from consistorio.tramitacion.formularios.permisos import SOLICITAR
from consistorio.tramitacion.solicitudes.operaciones import exigir_nivel

MAXIMO_BORRADORES = 50


@accion("formularios.borrador.creado", permiso=SOLICITAR, norma="LPACAP art. 66")
def empezar(*, actor: Actor, procedimiento: str, reloj: Reloj) -> Borrador:
    """Start a draft of the published version of a procedure, which the draft keeps to its end.

    Acting for another, the power must cover this procedure (LPACAP 5). Who: an identified citizen. Writes: Borrador.
    Emits: formularios.borrador.creado. Raises NoEncontrado, NoPermitido (level), Conflicto (no power, too many drafts, or it is not
    started by a citizen).
    """
    version = catalogo.vigente(procedimiento)
    if version.tipada.iniciacion == EN_EXPEDIENTE:
        raise Conflicto(
            _("Este trámite no se empieza desde aquí."),
            que_hacer=_("Un recurso se presenta desde el expediente de la decisión, en Mi carpeta."),
        )
    if not version.tipada.admite_solicitud:
        raise Conflicto(
            _("Este procedimiento lo inicia el Ayuntamiento: no se puede solicitar."),
            que_hacer=_("Si quiere contarnos unos hechos, presente una instancia general."),
        )
    exigir_nivel(actor, version.tipada.nivel)
    if actor.representa_a is not None and not (
        actor.alcanza(procedimiento)
        and poder_para(
            representante_id=actor.id, representado_id=actor.representa_a, procedimiento=procedimiento, en=hoy(reloj)
        )
    ):
        raise Conflicto(
            _("Su representación no alcanza a este trámite."),
            que_hacer=_("Pida a quien representa que se la amplíe en la sede, o actúe en su propio nombre."),
        )
    if Borrador.objects.filter(titular_id=actor.id, estado=Borrador.Estado.VIVO).count() >= MAXIMO_BORRADORES:
        raise Conflicto(_("Tiene demasiados borradores. Borre alguno para empezar otro."))
    return crear_borrador(
        procedimiento=procedimiento,
        formulario_id=version.formulario_id,
        representado_id=actor.representa_a,
        actor=actor,
        reloj=reloj,
    )
