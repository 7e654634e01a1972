"""Hear the parties: before the proposal (LPACAP 82) or on it (89.2)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import limites, operaciones
from consistorio.tramitacion.motor.models import ActoTramite, TramiteAudiencia
from consistorio.tramitacion.motor.operaciones import Escrito, audiencias, redactar
from consistorio.tramitacion.motor.operaciones.audiencias_de_terceros import espera_a_terceros, por_oir
from consistorio.tramitacion.motor.operaciones.lo_escrito import LoEscrito, lo_escrito_para
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_audiencia


@accion(
    "motor.acto.en_firma",
    "motor.audiencia.abierta",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36, 82 y 89.2; LRJSP art. 43",
)
def abrir_audiencia(
    *, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj, dias: int | None = None
) -> ActoTramite:
    """Write the hearing of every party; it opens and is notified when who writes it signs it. Where the procedure foresees it on the
    proposal, it carries the proposal whole.

    Where it foresees one of third parties, only they are heard, and the term stands still meanwhile (Ley 19/2013 19.3).
    `motivo`: what the decision looks like and why, for them to answer, or how it may affect them; not needed on the proposal, which says it.
    `dias`: 10 to 15 hábiles from the notification; of third parties, 15.
    Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, TramiteAudiencia.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_audiencia(expediente)
    escrito = lo_escrito_para(expediente, "audiencia")
    problemas = []
    if escrito is None and not motivo.strip():
        problemas.append(Problema("motivo", _("Explique qué se va a proponer y por qué.")))
    de_terceros = espera_a_terceros(expediente)
    if de_terceros and not por_oir(expediente):
        problemas.append(Problema("", _("Añada antes al expediente a las personas a las que afecta lo que se pide.")))
    caben = limites.de_audiencia(en=hoy(reloj), terceros=de_terceros)
    dias = caben.minimo if dias is None else dias
    if not caben.admite(dias):
        mensaje = (
            _("Las personas afectadas tienen %(a)d días hábiles (Ley 19/2013, artículo 19.3).")
            if de_terceros
            else _("La audiencia dura de %(a)d a %(b)d días hábiles (artículo 82.2).")
        ) % {"a": caben.minimo, "b": caben.maximo}
        problemas.append(Problema("dias", mensaje))
    if problemas:
        raise DatosIncorrectos(_("La audiencia no está completa."), problemas=problemas)
    return operaciones.dictar(
        expediente,
        "audiencia",
        _sobre(escrito, expediente, dias)
        if escrito is not None
        else redactar.audiencia(expediente, motivo.strip(), dias, de_terceros=de_terceros),
        datos={
            "motivo": motivo.strip(),
            "dias": dias,
            **({} if escrito is None else {"lleva": str(escrito.documento_id)}),
        },
        actor=actor,
        reloj=reloj,
    )


def _sobre(escrito: LoEscrito, expediente: Expediente, dias: int) -> Escrito:
    """On the proposal, which the document carries whole."""
    datos = {
        **redactar.comun_de_audiencia(expediente, dias),
        "propuesta": escrito.para_documento(),
        "norma": _("Artículos 82 y 89.2 de la Ley 39/2015.")
        if expediente.version.tipada.sancionador
        else _("Artículo 82 de la Ley 39/2015."),
    }
    return Escrito("audiencia", datos, _("Audiencia sobre la propuesta de resolución"), "TD06")


@accion("motor.audiencia.cerrada", permiso=TRAMITAR, norma="LPACAP art. 82.3")
def cerrar_audiencia(*, actor: Actor, audiencia_id: UUID, causa: str, reloj: Reloj) -> TramiteAudiencia:
    """End the hearing before its term because every party alleged, or said that they will not (82.3).

    `causa`: alegaciones or renuncia. Who: tramitador. Writes: TramiteAudiencia, Tarea. Emits: motor.audiencia.cerrada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (already closed, or some party has not alleged), DatosIncorrectos.
    """
    audiencia = TramiteAudiencia.objects.filter(id=audiencia_id).first()
    if audiencia is None:
        raise NoEncontrado(_("No encontramos ese trámite de audiencia."))
    expediente = expediente_que_lleva(actor, audiencia.expediente_id, TRAMITAR)
    audiencia.refresh_from_db()
    if audiencia.cerrado_el is not None:
        raise FaseIncompatible(_("La audiencia ya terminó."))
    if causa not in ("alegaciones", "renuncia"):
        mensaje = _("La audiencia termina antes de plazo si ya han alegado o si dicen que no van a alegar.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("causa", mensaje)])
    if audiencia.lleva_id is not None and audiencias.sin_oir(audiencia, expediente):
        raise FaseIncompatible(
            _("Todavía no se ha notificado la propuesta a todas las personas interesadas."),
            que_hacer=_("Nadie puede decir que no va a alegar sobre lo que no ha recibido (artículo 89.2)."),
        )
    faltan = audiencias.sin_alegar(audiencia, expediente) if causa == "alegaciones" else []
    if faltan:
        raise FaseIncompatible(
            _("Quedan personas interesadas que no han alegado: %(n)d.") % {"n": len(faltan)},
            que_hacer=_("Espere a que termine el plazo, o a que digan que no van a alegar (artículo 82.3)."),
        )
    audiencias.cerrar_audiencia(audiencia, expediente, causa=causa, actor=actor, reloj=reloj)
    return audiencia
