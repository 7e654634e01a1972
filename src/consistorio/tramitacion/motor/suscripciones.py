"""What notifications and decisions, of rooms above, do to the work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente, Interesado, Relacion
from consistorio.tramitacion.expedientes.operaciones import retirar_acceso
from consistorio.tramitacion.motor.models import (
    EjecucionSuspendida,
    InformacionPublica,
    PeriodoPrueba,
    Requerimiento,
    Tarea,
    Terminacion,
    TramiteAudiencia,
)
from consistorio.tramitacion.motor.operaciones import (
    TareaNueva,
    asignar,
    audiencias,
    audiencias_de_terceros,
    completar,
    crear,
    cumplir,
    ejecucion,
    paralizaciones,
    pruebas,
    publicidad,
    tramites,
)
from consistorio.tramitacion.motor.operaciones.decision import (
    ALCANCE,
    falta_decir_el_alcance,
    imposibles_que_deja_sin_efecto,
    restablecidas_sin_apoyo,
)
from consistorio.tramitacion.motor.operaciones.representaciones import pedir_comprobacion

DE_UNA_PERSONA = ("abstencion", "recusacion")


@suscrito("catalogo.legal.anotado")
def al_escribir_un_dato_legal(hecho: HechoAnotado) -> None:
    """Secretaría wrote down a call: the terms that run from it are counted again."""
    if hecho.datos["campo"] == "comienzo":
        encolar("motor.recontar_convocatoria", procedimiento=str(hecho.datos["procedimiento"]))


@suscrito("notificacion.practicada")
def al_notificar(hecho: HechoAnotado) -> None:
    """A notification took effect: terms that wait for it run from there (LPACAP 30.3)."""
    clase, referencia = _referencia(hecho)
    if referencia is None:
        return
    momento, persona = _momento(hecho), UUID(str(hecho.datos["destinatario_id"]))
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    match clase:
        case "requerimiento":
            requerimiento = (
                Requerimiento.objects.select_for_update().filter(id=referencia, expediente=expediente).first()
            )
            if requerimiento is not None:
                tramites.notificado_requerimiento(
                    requerimiento, expediente, momento=momento, persona_id=persona, actor=hecho.actor, reloj=hecho.reloj
                )
        case "audiencia":
            audiencia = (
                TramiteAudiencia.objects.select_for_update().filter(id=referencia, expediente=expediente).first()
            )
            if audiencia is not None:
                audiencias.notificada_audiencia(
                    audiencia, expediente, momento=momento, persona_id=persona, actor=hecho.actor, reloj=hecho.reloj
                )
        case "periodo_prueba":
            periodo = PeriodoPrueba.objects.select_for_update().filter(id=referencia, expediente=expediente).first()
            if periodo is not None:
                pruebas.notificado_periodo(
                    periodo, expediente, momento=momento, persona_id=persona, actor=hecho.actor, reloj=hecho.reloj
                )
        case paralizaciones.CLASE:
            dia = en_madrid(momento).date()
            paralizaciones.notificada(expediente, referencia, dia=dia, actor=hecho.actor, reloj=hecho.reloj)
        case "caducidad":
            terminacion = Terminacion.objects.select_for_update().filter(id=referencia, expediente=expediente).first()
            if terminacion is not None:
                tramites.notificada_advertencia(
                    terminacion, expediente, momento=momento, persona_id=persona, actor=hecho.actor, reloj=hecho.reloj
                )


@suscrito("tablon.anuncio.terminado")
def al_terminar_un_anuncio(hecho: HechoAnotado) -> None:
    """An announcement is no longer shown: its task is done or, taken down before its time, the step begins again."""
    clase, referencia = _referencia(hecho)
    if referencia is None:
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    causa = str(hecho.datos["causa"])
    if clase == "anuncio":
        tarea = Tarea.objects.select_related("expediente").filter(actos__id=referencia, cerrada_el=None).first()
        if tarea is not None and causa == "retirado":
            publicidad.volver_a_empezar(tarea, expediente, actor=hecho.actor, reloj=hecho.reloj)
        elif tarea is not None:
            resultado = {"codigo": causa, "documento": str(hecho.datos["documento_id"])}
            completar(tarea, resultado, actor=hecho.actor, reloj=hecho.reloj, expediente=expediente)
    elif clase == "informacion" and causa == "retirado":
        informacion = InformacionPublica.objects.select_for_update().filter(id=referencia, cerrado_el=None).first()
        if informacion is not None:
            publicidad.cerrar_informacion(
                informacion, expediente, causa="retirada", actor=hecho.actor, reloj=hecho.reloj
            )


@suscrito("notificacion.obligacion_cumplida")
def al_cumplir_la_obligacion(hecho: HechoAnotado) -> None:
    """The notification of a decision meets the duty to notify in term (LPACAP 40.4, 43.3)."""
    clase, _identificador = _referencia(hecho)
    if clase != "resolucion":
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    momento = _momento(hecho)
    cumplir(expediente, momento=momento, actor=hecho.actor, reloj=hecho.reloj)
    ejecucion.alzar_si_sigue_en_pie(expediente, dia=en_madrid(momento).date(), actor=hecho.actor, reloj=hecho.reloj)
    for original_id in imposibles_que_deja_sin_efecto(expediente):
        encolar("motor.restablecer_lo_declarado", expediente_id=str(original_id), decidido_en=str(expediente.id))
    for revisado_id in expediente.relaciones.filter(clase=Relacion.Clase.REVISION).values_list("otro", flat=True):
        _sin_apoyo(Expediente.objects.get(id=revisado_id))
    if falta_decir_el_alcance(expediente):
        nueva = TareaNueva(
            codigo=ALCANCE,
            tipo=ALCANCE,
            nombre=gettext("Decir si lo declarado puede continuar, según lo resuelto"),
            fase="ejecucion",
            unidad_id=expediente.unidad_id,
            preceptiva=True,
        )
        crear(expediente, nueva, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("motor.decision.sin_efecto")
def al_quedar_sin_efecto(hecho: HechoAnotado) -> None:
    """What was declared and could go on by a decision that stands no more, cannot again: a job locks its case."""
    _sin_apoyo(Expediente.objects.get(id=UUID(str(hecho.datos["expediente_id"]))))


def _sin_apoyo(decidido_en: Expediente) -> None:
    for original_id in restablecidas_sin_apoyo(decidido_en):
        encolar(
            "motor.volver_a_lo_declarado_imposible",
            expediente_id=str(original_id),
            decidido_en=str(decidido_en.id),
        )


@suscrito("expediente.cerrado")
def al_cerrar(hecho: HechoAnotado) -> None:
    """The case that had stopped what another decided is over: that goes on. Who closes it holds its lock."""
    fin, dia = EjecucionSuspendida.Fin.CERRADO, en_madrid(hecho.momento).date()
    ejecucion.alzar(UUID(str(hecho.datos["expediente_id"])), fin=fin, hasta=dia, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("expediente.unidad.cambiada")
def al_cambiar_de_unidad(hecho: HechoAnotado) -> None:
    """The open tasks of the unit that had the case go to that which has it now, to be shared out there; those of others stay, and those that one
    person alone may do."""
    anterior, nueva = hecho.datos.get("anterior_id"), UUID(str(hecho.datos["unidad_id"]))
    if anterior is None:
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    abiertas = (
        Tarea.objects.select_for_update(of=("self",))
        .filter(expediente=expediente, unidad_id=UUID(str(anterior)), cerrada_el=None)
        .exclude(tipo__in=DE_UNA_PERSONA)
    )
    for tarea in abiertas.select_related("unidad").order_by("id"):
        tarea.expediente = expediente
        asignar(
            tarea, empleado_id=None, motivo="cambio_de_unidad", unidad_id=nueva, actor=hecho.actor, reloj=hecho.reloj
        )


@suscrito("expediente.interesado.anadido")
def al_llegar_otra_persona(hecho: HechoAnotado) -> None:
    """A party who did not ask: where the procedure foresees hearing them, they are heard though the others were (Ley 19/2013 19.3)."""
    if hecho.datos["papel"] == Interesado.Papel.SOLICITANTE:
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    audiencias_de_terceros.volver_a_oir(expediente, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("expediente.interesado.cambiado")
def al_cambiar_de_representante(hecho: HechoAnotado) -> None:
    """Who acts for a party now may have no registered power: somebody of the unit has to check it (LPACAP 5.6)."""
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    pedir_comprobacion(expediente, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("firma.circuito.completado")
def al_firmar(hecho: HechoAnotado) -> None:
    """An act has its signature: a job goes on, so that the case is locked before anything else."""
    _recoger(hecho, "motor.recoger_acto")
    clase, rectificacion_id = _referencia(hecho)
    if clase == "rectificacion" and rectificacion_id is not None:
        encolar("motor.recoger_rectificacion", rectificacion_id=rectificacion_id)


@suscrito("firma.circuito.devuelto")
def al_devolver(hecho: HechoAnotado) -> None:
    """An act came back without signature; of a correction, whoever had to sign it no longer sees the case because of it."""
    _recoger(hecho, "motor.recoger_acto_devuelto")
    clase, rectificacion_id = _referencia(hecho)
    if clase == "rectificacion" and rectificacion_id is not None:
        retirar_acceso(referencia=rectificacion_id, momento=hecho.momento)


def _recoger(hecho: HechoAnotado, trabajo: str) -> None:
    clase, acto_id = _referencia(hecho)
    if clase == "acto" and acto_id is not None:
        encolar(trabajo, acto_id=acto_id)


@suscrito("identidad.representacion.terminada")
def al_terminar_un_poder(hecho: HechoAnotado) -> None:
    """A power was revoked or given up: a job follows it in every case that runs, each with its row locked."""
    encolar("motor.seguir_poder", representacion_id=str(hecho.datos["representacion_id"]))


@suscrito("almacen.contenido.en_cuarentena")
def al_poner_en_cuarentena(hecho: HechoAnotado) -> None:
    """Something filed is infected: whoever handles its cases asks for a correction (RD 203/2021 39.2), by a job that locks them."""
    encolar("motor.avisar_de_cuarentena", huella=str(hecho.datos["sha256"]))


def _referencia(hecho: HechoAnotado) -> tuple[str, UUID | None]:
    clase, _separador, resto = str(hecho.datos.get("referencia") or "").partition(":")
    try:
        return clase, UUID(resto)
    except ValueError:
        return clase, None


def _momento(hecho: HechoAnotado) -> datetime:
    valor = str(hecho.datos.get("momento") or "")
    return datetime.fromisoformat(valor) if valor else hecho.momento
