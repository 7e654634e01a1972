"""More time for the party to answer a request or a hearing, or not (LPACAP 32)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento, TramiteAudiencia
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones, tramites


@accion(
    "motor.acto.en_firma", "motor.tramite.ampliado", permiso=TRAMITAR, norma="LPACAP arts. 32, 36 y 68.2; LRJSP art. 43"
)
def ampliar_tramite(*, actor: Actor, expediente_id: UUID, dias: int, motivo: str, reloj: Reloj) -> ActoTramite:
    """Decide whether the party gets more time for the request or the hearing whose term runs, of office or as it asked.

    `dias`: hábiles more, up to half of the first ones and never beyond the 15 of a correction (32.1, 68.2); 0 refuses it. The
    decision is signed before the term ends (32.3), takes effect then and is told to whom it concerns, also when it refuses.
    No appeal. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, the term. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (no term runs, extended already, nobody left to
    answer), DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    problemas = []
    if len(motivo.strip()) < 10:
        problemas.append(
            Problema("motivo", _("Explique por qué: la decisión tiene que estar motivada (artículo 35.1.e)."))
        )
    if dias < 0:
        problemas.append(Problema("dias", _("Los días no pueden ser menos que cero.")))
    if problemas:
        raise DatosIncorrectos(_("La decisión no está completa."), problemas=problemas)
    tramite, vencia = operaciones.exigir_ampliable(expediente, hoy(reloj))
    vence = vencia
    if dias:
        vence, _pasos = tramites.prever_ampliacion_de_tramite(tramite, dias=dias, reloj=reloj)
    return operaciones.dictar(
        expediente,
        "mas_plazo",
        _escrito(expediente, tramite, dias=dias, vencia=vencia, vence=vence, motivo=motivo.strip()),
        datos={
            "clase": tramites.clase_de_tramite(tramite),
            "tramite": str(tramite.id),
            "dias": dias,
            "vence": vence.isoformat(),
            "motivo": motivo.strip(),
        },
        actor=actor,
        reloj=reloj,
    )


def _escrito(
    expediente: Expediente,
    tramite: Requerimiento | TramiteAudiencia,
    *,
    dias: int,
    vencia: date,
    vence: date,
    motivo: str,
) -> Escrito:
    if not tramites.partes_del_tramite(tramite, expediente):
        raise FaseIncompatible(_("Ya no queda nadie que tenga que contestar."))
    que_hacer, norma = _que_se_pidio(tramite)
    datos: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "tramite": que_hacer,
        "vencia": vencia,
        "motivo": motivo,
        "recursos": _("Contra esta decisión no cabe recurso (artículo 32.3)."),
        "norma": norma,
    }
    if dias:
        datos["acuerdo"] = ngettext("Le damos %(n)d día hábil más.", "Le damos %(n)d días hábiles más.", dias) % {
            "n": dias
        }
        datos["vence"] = vence
    else:
        datos["acuerdo"] = _("No ampliamos el plazo: tiene que contestar antes de que termine.")
    titulo = _("Ampliación de su plazo para contestar") if dias else _("Denegación de más plazo para contestar")
    return Escrito("mas_plazo", datos, titulo, "TD02")


def _que_se_pidio(tramite: Requerimiento | TramiteAudiencia) -> tuple[str, str]:
    """What the party has to do in that term, in words, and the articles of the decision about it."""
    if isinstance(tramite, TramiteAudiencia):
        return _("Ver el expediente y alegar"), _("Artículo 32 de la Ley 39/2015.")
    if tramite.clase == Requerimiento.Clase.REPRESENTACION:
        return _("Acreditar la representación"), _("Artículos 5.6 y 32 de la Ley 39/2015.")
    if tramite.clase == Requerimiento.Clase.DOCUMENTACION:
        return _("Enviar la documentación de lo que declaró"), _("Artículos 32 y 69.1 de la Ley 39/2015.")
    return _("Corregir su solicitud"), _("Artículos 32 y 68.2 de la Ley 39/2015.")
