"""Start an application."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.consultas import poder_para
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_declarada
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.tipos import EN_EXPEDIENTE
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from consistorio.tramitacion.formularios.permisos import SOLICITAR
from consistorio.tramitacion.solicitudes.operaciones import exigir_nivel

MAXIMO_BORRADORES = 50


@accion("formularios.borrador.creado", permiso=SOLICITAR, norma="LPACAP art. 66")
def empezar(
    *, actor: Actor, procedimiento: str, reloj: Reloj, representado: Mapping[str, str] | None = None
) -> Borrador:
    """Start a draft of the published version of a procedure, which the draft keeps to its end.

    `representado` (nif, nombre, apellido1, apellido2, razon_social): for whom one acts without a registered power; it has to be
    accredited then or when asked (LPACAP 5.6). If a power turns out to be registered it is used.

    Acting for another, the power must cover this procedure (LPACAP 5). Who: an identified citizen. Writes: Borrador.
    Writes: Persona if new. Emits: formularios.borrador.creado.
    Raises NoEncontrado, NoPermitido (level), Conflicto (no power, too many drafts, not started by a citizen), DatosIncorrectos
    (who is represented).
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
            representante_id=actor.id,
            representado_id=actor.representa_a,
            procedimiento=procedimiento,
            en=hoy(reloj),
            sesion=actor.sesion,
        )
    ):
        raise Conflicto(
            _("Su representación no alcanza a este trámite."),
            que_hacer=_("Pida a quien representa que se la amplíe en la sede, o actúe en su propio nombre."),
        )
    if Borrador.objects.filter(titular_id=actor.id, estado=Borrador.Estado.VIVO).count() >= MAXIMO_BORRADORES:
        raise Conflicto(_("Tiene demasiados borradores. Borre alguno para empezar otro."))
    otra = _representado(actor, representado, reloj=reloj) if representado is not None else None
    return crear_borrador(
        procedimiento=procedimiento,
        formulario_id=version.formulario_id,
        representado_id=otra.id if otra else actor.representa_a,
        sin_poder=otra is not None,
        actor=actor,
        reloj=reloj,
    )


def _representado(actor: Actor, datos: Mapping[str, str], *, reloj: Reloj) -> Persona:
    if actor.representa_a is not None:
        raise Conflicto(
            _("Ya actúa en nombre de otra persona en esta sesión."), que_hacer=_("Vuelva a actuar en su propio nombre.")
        )
    persona = persona_declarada(datos, actor=actor, reloj=reloj)
    if persona.id == actor.id:
        mensaje = _("Ese documento es el suyo. Para presentar en su propio nombre no hace falta escribirlo.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("nif", mensaje)])
    return persona
