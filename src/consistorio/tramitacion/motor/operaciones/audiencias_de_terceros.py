"""The hearing of those whom what is asked may harm, in access to public information (Ley 19/2013 19.3): fifteen days, in which the term to
decide stands still, and of which who asked is told."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.models import Suspension, Tarea, TramiteAudiencia
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.decision import hay_decision, hay_propuesta
from consistorio.tramitacion.motor.operaciones.flujo import avanzar
from consistorio.tramitacion.motor.operaciones.plazos import alargar_suspension, levantar, suspender
from consistorio.tramitacion.motor.reglas import CAUSA_TERCEROS, norma_de

# In the `datos` of a task of hearing: it is only of third parties
TERCEROS = "terceros"


def es_de_terceros(tarea: Tarea) -> bool:
    """Whether a hearing is only of those who did not ask."""
    return tarea.datos.get(TERCEROS) is True


def espera_a_terceros(expediente: Expediente) -> bool:
    """Whether the procedure foresees now a hearing of third parties that is not open yet, and its task is the next of its kind."""
    tareas = expediente.tareas.filter(tipo="audiencia", del_modelo=True, cerrada_el=None, audiencia=None)
    siguiente = tareas.order_by("creada_el", "id").first()
    return siguiente is not None and es_de_terceros(siguiente)


def por_oir(expediente: Expediente) -> list[Interesado]:
    """The third parties who came after every hearing of theirs, where the procedure foresees one: nothing is decided without them."""
    if not any(tarea.datos.get(TERCEROS) is True for tarea in expediente.version.tipada.tareas):
        return []
    ultima = expediente.audiencias.filter(terceros=True).aggregate(ultima=Max("abierta_el"))["ultima"]
    terceros = comunicaciones.terceros_de(expediente)
    return [parte for parte in terceros if ultima is None or parte.desde > ultima]


def volver_a_oir(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Somebody is left to be heard and the hearing was over, or taken as not needed: its task opens again, for them.

    With a proposal made it waits until it is taken back. Writes: Tarea. Emits: tarea.creada.
    """
    exigir_transaccion()
    pasadas = [
        tarea.id
        for tarea in expediente.tareas.filter(tipo="audiencia", del_modelo=True, cerrada_el__isnull=False)
        if es_de_terceros(tarea)
    ]
    if not pasadas or expediente.estado != Expediente.Estado.ABIERTO:
        return
    if hay_propuesta(expediente) or hay_decision(expediente) or not por_oir(expediente):
        return
    Tarea.objects.filter(id__in=pasadas).update(del_modelo=False)
    avanzar(expediente, actor=actor, reloj=reloj)


def decir_que_se_les_oye(audiencia: TramiteAudiencia, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Tell who asked that third parties are heard, and that the term will stand still. Writes: Documento. Emits: motor.comunicacion.pedida."""
    exigir_transaccion()
    parrafos = [
        _("La información que pide puede afectar a los derechos o intereses de otras personas."),
        _("Les hemos dado %(n)d días hábiles para que aleguen lo que crean conveniente.") % {"n": audiencia.dias},
        _(
            "El plazo para resolver queda suspendido desde que se les notifique hasta que recibamos sus alegaciones o termine el suyo."
        ),
    ]
    _decir(
        audiencia,
        expediente,
        "terceros_oidos",
        _("Vamos a oír a otras personas antes de resolver"),
        parrafos,
        [],
        actor=actor,
        reloj=reloj,
    )


def parar(
    audiencia: TramiteAudiencia, expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj
) -> None:
    """The term to decide stands still from the first notification, until the last of their terms ends. Writes: Suspension, Plazo."""
    exigir_transaccion()
    suspender(
        expediente,
        causa=CAUSA_TERCEROS,
        referencia=audiencia.id,
        desde=en_madrid(momento).date(),
        tope=audiencia.vence,
        actor=actor,
        reloj=reloj,
    )
    if audiencia.vence is not None:
        alargar_suspension(expediente, referencia=audiencia.id, tope=audiencia.vence)


def seguir(audiencia: TramiteAudiencia, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """They were heard: the term goes on, and who asked is told from when. Writes: Suspension, Plazo, Documento."""
    exigir_transaccion()
    levantar(expediente, referencia=audiencia.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    suspension = Suspension.objects.filter(referencia=audiencia.id, hasta__isnull=False).first()
    if suspension is None:
        return
    plazo = suspension.plazo
    datos: list[tuple[str, object]] = [
        (_("Suspendido desde el"), suspension.desde),
        (_("La suspensión terminó el"), suspension.hasta),
        (_("El plazo termina ahora el"), plazo.vence),
    ]
    parrafos = [
        _("Ya hemos oído a las personas a las que puede afectar lo que pide."),
        _("El plazo para resolver y notificarle la resolución vuelve a contar."),
    ]
    titulo = _("El plazo para resolver vuelve a contar")
    _decir(audiencia, expediente, "terceros_fin", titulo, parrafos, datos, actor=actor, reloj=reloj)


def _decir(
    audiencia: TramiteAudiencia,
    expediente: Expediente,
    clase: str,
    titulo: str,
    parrafos: list[str],
    datos: list[tuple[str, object]],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    solicitantes = [parte.persona_id for parte in comunicaciones.solicitantes_de(expediente)]
    if not solicitantes:
        return
    documento = comunicaciones.generar(
        expediente,
        "comunicacion",
        {
            **comunicaciones.cabecera_de(expediente),
            "titulo": titulo,
            "datos": [{"rotulo": rotulo, "valor": dicho} for rotulo, dicho in datos],
            "texto": parrafos,
            "norma": f"{norma_de(CAUSA_TERCEROS)}.",
        },
        titulo=titulo,
        tipo_documental="TD06",
        origen=clase,
        actor=actor,
        reloj=reloj,
    )
    comunicacion = comunicaciones.Comunicacion(documento.id, titulo, f"{clase}:{audiencia.id}", comunicaciones.INFORMA)
    comunicaciones.comunicar(expediente, comunicacion, destinatarios=solicitantes, actor=actor, reloj=reloj)
