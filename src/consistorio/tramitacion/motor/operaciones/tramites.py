"""What notifications and later submissions do to the steps that wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Ampliacion, Computo, Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.eventos import (
    RequerimientoCerrado,
    RequerimientoContestado,
    RequerimientoEmitido,
    RequerimientoNotificado,
    TramiteAmpliado,
)
from consistorio.tramitacion.motor.models import (
    InformacionPublica,
    PeriodoPrueba,
    Requerimiento,
    Tarea,
    Terminacion,
    TramiteAudiencia,
    Vencimiento,
)
from consistorio.tramitacion.motor.operaciones.calendarios import calendario_de_residencia
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de, presentadores_de, terceros_de
from consistorio.tramitacion.motor.operaciones.decision import en_pie
from consistorio.tramitacion.motor.operaciones.declaraciones import mover_efectos
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.operaciones.plazos import (
    alargar_suspension,
    dejar_de_vigilar,
    levantar,
    reiniciar_plazo,
    suspender,
    vigilar,
)
from consistorio.tramitacion.motor.operaciones.prorrogas import por_llegar_a, prorrogas_de, ultimo_dia_de
from consistorio.tramitacion.motor.operaciones.representaciones import sin_acreditar
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, crear, reanudar
from consistorio.tramitacion.motor.operaciones.terminaciones import dejar_advertencia, deshacer_terminacion
from consistorio.tramitacion.motor.reglas import (
    CAUSA_SUBSANACION,
    comprobar_ampliacion_de_tramite,
    contar,
    pasos_de,
    pide_presentacion_electronica,
)
from consistorio.tramitacion.motor.valores_legales import valor

PENDIENTES = ("emitido", "notificado")
# What gives the parties, or everybody, a term from its notification or publication
Tramite = Requerimiento | TramiteAudiencia | PeriodoPrueba | InformacionPublica
# The task that waits for each class of request, by the code of the task of the request
QUIEN_ESPERA = {"requerimiento": "revision", "representacion": "acreditacion", "documentacion": "comprobacion"}
MOTIVO_AMPLIACION = gettext_noop("ampliación del plazo de la persona interesada")


def emitir_requerimiento(
    tarea: Tarea,
    expediente: Expediente,
    *,
    documento_id: UUID,
    defectos: list[dict[str, str]],
    dias: int,
    suspende: bool,
    actor: Actor,
    reloj: Reloj,
    clase: str = Requerimiento.Clase.SUBSANACION,
) -> Requerimiento:
    """The signed request of a task, to correct the application or to accredit who represents. Its suspension waits for the notification.

    Writes: Requerimiento, Suspension (not yet running). Emits: motor.requerimiento.emitido.
    """
    exigir_transaccion()
    requerimiento = Requerimiento.objects.create(
        expediente=expediente,
        tarea=tarea,
        clase=clase,
        documento_id=documento_id,
        defectos=defectos,
        dias=dias,
        suspende=suspende,
        emitido_el=reloj.ahora(),
    )
    if suspende:
        suspender(
            expediente, causa=CAUSA_SUBSANACION, referencia=requerimiento.id, desde=None, actor=actor, reloj=reloj
        )
    hecho = RequerimientoEmitido(expediente.id, requerimiento.id, documento_id, dias, suspende)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return requerimiento


def ampliar_tramite(
    tramite: Requerimiento | TramiteAudiencia,
    expediente: Expediente,
    *,
    dias: int,
    segun_escrito: str,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """Give the party more hábiles `dias`, within the limits of LPACAP 32.1 and 68.2 and before the term ends (32.3). A
    suspension of the term to decide that it caused lasts as long (22.1.a). `segun_escrito`: the new last day as the signed
    act says it.

    Writes: Requerimiento or TramiteAudiencia, Tarea, Vencimiento, Suspension. Emits: motor.tramite.ampliado.
    Raises FaseIncompatible (answered, not notified, extended already, another day), DatosIncorrectos.
    """
    exigir_transaccion()
    vence, pasos = prever_ampliacion_de_tramite(tramite, dias=dias, reloj=reloj)
    if vence.isoformat() != segun_escrito:
        raise FaseIncompatible(_("El plazo ha cambiado desde que se escribió el acto."))
    tramite.ampliado, tramite.vence, tramite.pasos = dias, vence, pasos
    tramite.save(update_fields=["ampliado", "vence", "pasos"])
    Tarea.objects.filter(id=tramite.tarea_id).update(vence=vence)
    clase = clase_de_tramite(tramite)
    vigilar(expediente, clase, referencia=tramite.id, vence=vence)
    alargar_suspension(expediente, referencia=tramite.id, tope=vence)
    hecho = TramiteAmpliado(expediente.id, clase, tramite.id, dias, vence)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def exigir_ampliable(expediente: Expediente, dia: date) -> tuple[Requerimiento | TramiteAudiencia, date]:
    """The request, else the hearing, whose term runs on that day and was not extended, with its last day (LPACAP 32.1, 32.3).
    A decision that is on its way to the cases counts (32.4), as for who answers.

    Raises FaseIncompatible.
    """
    tramite = (
        expediente.requerimientos.filter(estado="notificado").order_by("vence").first()
        or expediente.audiencias.filter(estado="notificado").order_by("vence").first()
    )
    vence = tramite.vence and ultimo_dia_de(tramite.vence, en=dia) if tramite is not None else None
    if tramite is None or vence is None or dia > vence:
        raise FaseIncompatible(
            _("No hay ningún plazo para contestar que esté corriendo."),
            que_hacer=_("Solo se pide y se decide antes de que termine el plazo (artículo 32.3)."),
        )
    if tramite.ampliado:
        raise FaseIncompatible(_("Este plazo ya se amplió una vez."))
    return tramite, vence


def prever_ampliacion_de_tramite(
    tramite: Requerimiento | TramiteAudiencia, *, dias: int, reloj: Reloj
) -> tuple[date, list[dict[str, str]]]:
    """When the party's term would end with `dias` hábiles more, and the reasoning. Raises FaseIncompatible, DatosIncorrectos."""
    if tramite.estado != "notificado" or tramite.vence is None or tramite.notificado_el is None:
        raise FaseIncompatible(_("Solo se amplía un plazo que está corriendo: notificado y sin contestar."))
    if tramite.ampliado:
        raise FaseIncompatible(_("Este plazo ya se amplió una vez."))
    dia = hoy(reloj)
    corrige = isinstance(tramite, Requerimiento) and tramite.clase == Requerimiento.Clase.SUBSANACION
    maximo = valor("subsanacion.dias_maximo", en=dia) if corrige else None
    comprobar_ampliacion_de_tramite(
        tramite.dias, dias, vence=ultimo_dia_de(tramite.vence, en=dia), acordada=dia, maximo=maximo
    )
    quien = next(iter(partes_del_tramite(tramite, tramite.expediente)), None)
    computo = contar_termino(
        tramite,
        quien.persona_id if quien else None,
        tramite.notificado_el,
        dias,
        reloj,
        por_llegar=por_llegar_a(tramite.vence),
    )
    return computo.vence, pasos_de(computo)


def recontar(tramite: Tramite, reloj: Reloj) -> Computo:
    """The term of a notified request, hearing or period of proof with everything that was given to it since."""
    quien = next(iter(partes_del_tramite(tramite, tramite.expediente)), None)
    momento = tramite.notificado_el or tramite.tarea.creada_el
    return contar_termino(tramite, quien.persona_id if quien else None, momento, tramite.ampliado, reloj)


def contar_termino(
    tramite: Tramite,
    persona_id: UUID | None,
    momento: datetime,
    mas: int,
    reloj: Reloj,
    *,
    por_llegar: Sequence[Ampliacion] = (),
) -> Computo:
    """A party's term in hábiles from its notification, with `mas` given later (LPACAP 32.1) and what the incidents of the sede
    gave (32.4), where they live too (30.6). That of everybody counts as the sede's calendar says."""
    expediente = tramite.expediente
    de_todos = isinstance(tramite, InformacionPublica)
    dadas = [Ampliacion(_(MOTIVO_AMPLIACION), "LPACAP art. 32.1", Duracion(mas, Unidad.DIAS_HABILES))] if mas else []
    dadas += [*prorrogas_de(tramite.id), *por_llegar]
    return contar(
        momento,
        Duracion(tramite.dias, Unidad.DIAS_HABILES),
        calendario_de_la_sede(en=hoy(reloj)),
        interesado=None if de_todos else calendario_de_residencia(expediente, persona_id, en=hoy(reloj)),
        ampliaciones=dadas,
    )


def partes_del_tramite(tramite: Tramite, expediente: Expediente) -> list[Interesado]:
    """Whom a request, a hearing or a period of proof concerns (a public information, nobody in particular): every party, those still to accredit who represents them, or the first
    applicant."""
    if isinstance(tramite, InformacionPublica):
        return []
    if isinstance(tramite, TramiteAudiencia) and tramite.terceros:
        antes = expediente.audiencias.filter(terceros=True, abierta_el__lt=tramite.abierta_el)
        ultima = antes.aggregate(ultima=Max("abierta_el"))["ultima"]
        return [parte for parte in terceros_de(expediente) if ultima is None or parte.desde > ultima]
    if isinstance(tramite, TramiteAudiencia | PeriodoPrueba):
        return partes_de(expediente)
    if tramite.clase == Requerimiento.Clase.REPRESENTACION:
        return sin_acreditar(expediente)
    return partes_de(expediente)[:1]


def clase_de_tramite(tramite: Tramite) -> str:
    """requerimiento, audiencia, prueba or informacion."""
    if isinstance(tramite, InformacionPublica):
        return "informacion"
    if isinstance(tramite, PeriodoPrueba):
        return "prueba"
    return "requerimiento" if isinstance(tramite, Requerimiento) else "audiencia"


def notificado_requerimiento(
    requerimiento: Requerimiento,
    expediente: Expediente,
    *,
    momento: datetime,
    persona_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The request was notified: its term runs from the day after, and the suspension from that day (LPACAP 22.1.a, 30.3).

    Writes: Requerimiento, Vencimiento, Suspension, Plazo. Emits: motor.requerimiento.notificado.
    """
    exigir_transaccion()
    if requerimiento.estado != "emitido":
        return
    computo = contar_termino(requerimiento, persona_id, momento, 0, reloj)
    requerimiento.estado, requerimiento.notificado_el = "notificado", momento
    requerimiento.vence, requerimiento.pasos = computo.vence, pasos_de(computo)
    requerimiento.save(update_fields=["estado", "notificado_el", "vence", "pasos"])
    Tarea.objects.filter(id=requerimiento.tarea_id).update(vence=computo.vence)
    vigilar(expediente, Vencimiento.Clase.REQUERIMIENTO, referencia=requerimiento.id, vence=computo.vence)
    if requerimiento.suspende:
        suspender(
            expediente,
            causa=CAUSA_SUBSANACION,
            referencia=requerimiento.id,
            desde=en_madrid(momento).date(),
            tope=computo.vence,
            actor=actor,
            reloj=reloj,
        )
    anotar(
        expediente.cadena,
        RequerimientoNotificado(expediente.id, requerimiento.id, computo.vence),
        actor=actor,
        reloj=reloj,
    )


def requerimiento_contestable(expediente: Expediente) -> Requerimiento | None:
    """The request that a party may still answer: in term, or late while no decision was notified (LPACAP 68.1, 73.3)."""
    if _notificacion(expediente, Tarea.Estado.HECHA):
        return None
    contestables = expediente.requerimientos.filter(estado__in=(*PENDIENTES, "desatendido"))
    return contestables.order_by("-emitido_el").first()


def _notificacion(expediente: Expediente, estado: str) -> bool:
    return expediente.tareas.filter(tipo="notificacion", estado=estado).exists()


def contestar_requerimiento(
    requerimiento: Requerimiento, expediente: Expediente, *, presentado: datetime, actor: Actor, reloj: Reloj
) -> None:
    """Documents came in answer: the suspension is lifted that day and the review goes on. Late answers count while no decision
    was notified (LPACAP 73.3): they undo the withdrawal that was proposed or accepted. When its notification was already ordered,
    or no review or check waits for them, somebody has to look at them. What had to be filed electronically counts as filed that day: the term starts again (68.4).

    Writes: Requerimiento, Tarea, Suspension, Plazo, Terminacion. Emits: motor.requerimiento.contestado.
    """
    exigir_transaccion()
    if requerimiento.estado not in (*PENDIENTES, "desatendido"):
        return
    dia = en_madrid(presentado).date()
    en_plazo = requerimiento.vence is None or dia <= ultimo_dia_de(requerimiento.vence, en=dia)
    requerimiento.estado, requerimiento.cumplido_el = "cumplido", presentado
    requerimiento.save(update_fields=["estado", "cumplido_el"])
    dejar_de_vigilar(referencia=requerimiento.id)
    dejar_advertencia(expediente, actor=actor, reloj=reloj)
    levantar(expediente, referencia=requerimiento.id, hasta=dia, actor=actor, reloj=reloj)
    if pide_presentacion_electronica(requerimiento.defectos):
        reiniciar_plazo(expediente, inicio=presentado, actor=actor, reloj=reloj)
        mover_efectos(expediente, dia=dia, actor=actor, reloj=reloj)
    propuesta = expediente.terminaciones.filter(
        referencia=requerimiento.id, estado="propuesta", cerrada_el=None
    ).first()
    if propuesta is not None:
        propuesta.estado, propuesta.cerrada_el = "descartada", reloj.ahora()
        propuesta.save(update_fields=["estado", "cerrada_el"])
    aceptada = en_pie(expediente.terminaciones.filter(referencia=requerimiento.id)).first()
    por_notificar = aceptada is not None and _notificacion(expediente, Tarea.Estado.EN_ESPERA)
    if aceptada is not None and not por_notificar:
        deshacer_terminacion(aceptada, expediente, actor=actor, reloj=reloj)
    elif por_notificar:
        nombre = _("Llegó lo que se pidió antes de notificarse la resolución: decidir qué procede (artículo 73.3)")
        _avisar_de_respuesta(expediente, "escrito_tardio", nombre, actor=actor, reloj=reloj)
    anotar(
        expediente.cadena,
        RequerimientoContestado(expediente.id, requerimiento.id, en_plazo),
        actor=actor,
        reloj=reloj,
    )
    terminar_requerimiento(requerimiento, expediente, actor=actor, reloj=reloj)
    if not por_notificar and not expediente.tareas.filter(tipo=_espera_a(requerimiento), cerrada_el=None).exists():
        nombre = _("Revisar la documentación aportada")
        _avisar_de_respuesta(expediente, "escrito_subsanacion", nombre, actor=actor, reloj=reloj)


def _espera_a(requerimiento: Requerimiento) -> str:
    return QUIEN_ESPERA.get(str(requerimiento.clase), QUIEN_ESPERA["requerimiento"])


def _avisar_de_respuesta(expediente: Expediente, codigo: str, nombre: str, *, actor: Actor, reloj: Reloj) -> None:
    crear(
        expediente,
        TareaNueva(
            codigo=codigo,
            tipo="escrito",
            nombre=nombre,
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
            datos={"clase": "subsanacion"},
        ),
        actor=actor,
        reloj=reloj,
    )


def exigir_sin_requerimiento(expediente: Expediente, clase: str) -> None:
    """Assert that the parties were asked for nothing that they still have to answer, and that nobody has written another class
    of request: only one at a time. `clase`: that of the act about to be written. Raises FaseIncompatible.
    """
    if expediente.requerimientos.filter(estado__in=PENDIENTES).exists():
        raise FaseIncompatible(_("Ya hay un requerimiento pendiente de contestar en este expediente."))
    if expediente.tareas.filter(tipo="requerimiento", cerrada_el=None).exclude(codigo=clase).exists():
        raise FaseIncompatible(
            _("Ya hay otro requerimiento escrito en este expediente."),
            que_hacer=_("Espere a que se firme y se conteste, o retírelo si ya no hace falta."),
        )


def soltar_esperas(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """What waited for a request goes on once none of that class is open: the review, or the check of a representation.

    Writes: Tarea. Emits: tarea.estado.
    """
    exigir_transaccion()
    abiertas = set(expediente.tareas.filter(tipo="requerimiento", cerrada_el=None).values_list("codigo", flat=True))
    for codigo, tipo in QUIEN_ESPERA.items():
        esperan = expediente.tareas.select_related("expediente").filter(tipo=tipo, estado=Tarea.Estado.EN_ESPERA)
        for tarea in esperan if codigo not in abiertas else ():
            reanudar(tarea, actor=actor, reloj=reloj)


def terminar_requerimiento(requerimiento: Requerimiento, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """The task of the request is over, and what waited for it goes on. Writes: Tarea."""
    tarea = Tarea.objects.select_related("expediente").get(id=requerimiento.tarea_id)
    if tarea.abierta:
        completar(tarea, {"codigo": requerimiento.estado}, actor=actor, reloj=reloj, expediente=expediente)
    soltar_esperas(expediente, actor=actor, reloj=reloj)


def cerrar_requerimiento(requerimiento: Requerimiento, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Take the answer as enough, or give the request up. Writes: Requerimiento, Tarea. Emits: motor.requerimiento.cerrado."""
    exigir_transaccion()
    abierto = requerimiento.estado in PENDIENTES
    requerimiento.estado, requerimiento.cerrado_el = "cerrado", reloj.ahora()
    requerimiento.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=requerimiento.id)
    if abierto:
        levantar(expediente, referencia=requerimiento.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    anotar(expediente.cadena, RequerimientoCerrado(expediente.id, requerimiento.id), actor=actor, reloj=reloj)
    terminar_requerimiento(requerimiento, expediente, actor=actor, reloj=reloj)


def cerrar_requerimientos(expediente: Expediente, clase: str, *, actor: Actor, reloj: Reloj) -> None:
    """Give up every request of that kind that is not closed yet. Writes and emits: what `cerrar_requerimiento` says."""
    for requerimiento in expediente.requerimientos.filter(clase=clase).exclude(estado="cerrado"):
        cerrar_requerimiento(requerimiento, expediente, actor=actor, reloj=reloj)


def notificada_advertencia(
    terminacion: Terminacion,
    expediente: Expediente,
    *,
    momento: datetime,
    persona_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The warning of lapse was notified: three months from there (LPACAP 95.1). Writes: Terminacion, Vencimiento."""
    exigir_transaccion()
    if terminacion.estado != "advertida" or terminacion.advertida_el is not None:
        return
    terminacion.advertida_el = en_madrid(momento).date()
    terminacion.vence = contar(
        momento,
        Duracion(valor("caducidad.meses", en=hoy(reloj)), Unidad.MESES),
        calendario_de_la_sede(en=hoy(reloj)),
        interesado=calendario_de_residencia(expediente, persona_id, en=hoy(reloj)),
    ).vence
    terminacion.save(update_fields=["advertida_el", "vence"])
    vigilar(expediente, Vencimiento.Clase.CADUCIDAD, referencia=terminacion.id, vence=terminacion.vence)


def llego_escrito(
    expediente: Expediente,
    *,
    clase: str,
    referencia: UUID,
    documento_id: UUID,
    persona_id: UUID,
    actor: Actor,
    reloj: Reloj,
    nombrados: Sequence[UUID] = (),
) -> Tarea:
    """A later submission joined the case: somebody has to look at it. `nombrados`: whom of the staff a challenge names in its text. That of who was warned of the lapse (95.1) leaves the warning
    without effect: the procedure no longer stands still because of them.

    Writes: Tarea, Terminacion. LPACAP 53.1.e.
    """
    exigir_transaccion()
    if clase in ("alegaciones", "otro") and persona_id in presentadores_de(expediente):
        dejar_advertencia(expediente, actor=actor, reloj=reloj)
    nombres = {
        "subsanacion": _("Revisar la documentación aportada"),
        "alegaciones": _("Estudiar las alegaciones"),
        "desistimiento": _("Decidir sobre el desistimiento"),
        "renuncia": _("Decidir sobre la renuncia"),
        "ampliacion": _("Decidir si se da más plazo"),
        "prueba": _("Decidir sobre la prueba propuesta"),
        "recusacion": _("Dar curso a la recusación"),
        "certificado": _("Ver lo que se presentó al pedir el certificado de silencio"),
        "otro": _("Ver el escrito presentado"),
    }
    return crear(
        expediente,
        TareaNueva(
            codigo=f"escrito_{clase}",
            tipo="escrito",
            nombre=nombres[clase],
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
            datos={
                "clase": clase,
                "aportacion": str(referencia),
                "documento": str(documento_id),
                "persona": str(persona_id),
                **({"nombrados": [str(uno) for uno in nombrados]} if nombrados else {}),
            },
        ),
        actor=actor,
        reloj=reloj,
    )
