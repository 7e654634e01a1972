"""What becomes of a reparo that suspends: mended, or a discrepancy that the president or the Pleno settles."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion import operaciones, reglas
from consistorio.servicios.intervencion.models import Reparo
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acceso import tarea_para
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones.comunicaciones import cabecera_de


@accion(
    "motor.acto.en_firma",
    "intervencion.reparo.aceptado",
    "intervencion.fiscalizacion.pedida",
    permiso=TRAMITAR,
    norma="TRLRHL art. 216; RD 424/2017 art. 12",
)
def aceptar_reparo(*, actor: Actor, tarea_id: UUID, texto: Sequence[str], reloj: Reloj) -> ActoTramite:
    """Accept a reparo and say how it is mended; once signed, Intervención examines the proposal again.

    Who: who does the task. Writes: Documento, ActoTramite, Tarea; once signed, Reparo, Fiscalizacion. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (no text), FaseIncompatible.
    """
    reparo, expediente = _reparo(actor, tarea_id, Reparo.Estado.ABIERTO, Reparo.Estado.CONFIRMADO)
    return _dictar(
        reparo,
        expediente,
        "aceptacion_reparo",
        _("Aceptación del reparo de Intervención"),
        texto,
        mensaje=_("Escriba cómo se arregla lo que dice el reparo."),
        datos={},
        actor=actor,
        reloj=reloj,
    )


@accion(
    "motor.acto.en_firma",
    "intervencion.reparo.discrepancia",
    permiso=TRAMITAR,
    norma="TRLRHL art. 217; RD 424/2017 art. 15",
)
def discrepar(
    *, actor: Actor, tarea_id: UUID, texto: Sequence[str], gasto_del_pleno: bool, reloj: Reloj
) -> ActoTramite:
    """Not accept a reparo, with the reasons: once signed, it is settled by the president, or by the Pleno when there is no credit or
    `gasto_del_pleno`, because it approves the expense (217.2).

    Who: who does the task. Writes: Documento, ActoTramite, Tarea; once signed, Reparo. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (no reasons), FaseIncompatible.
    """
    reparo, expediente = _reparo(actor, tarea_id, Reparo.Estado.ABIERTO)
    resuelve = reglas.quien_resuelve(reparo.causas, gasto_del_pleno=gasto_del_pleno)
    return _dictar(
        reparo,
        expediente,
        "discrepancia",
        _("Discrepancia con el reparo de Intervención"),
        texto,
        mensaje=_("Escriba por qué no se acepta, con los preceptos en que se apoya."),
        datos={"resuelve": resuelve},
        actor=actor,
        reloj=reloj,
    )


@accion(
    "motor.acto.en_firma",
    "intervencion.reparo.resuelto",
    permiso=TRAMITAR,
    norma="TRLRHL art. 217.1; RD 424/2017 art. 15",
)
def resolver_discrepancia(
    *, actor: Actor, tarea_id: UUID, levanta: bool, texto: Sequence[str], reloj: Reloj
) -> ActoTramite:
    """Write how the president settles a discrepancy: the post of the Alcaldía signs it, and no delegate does (217.1).

    Who: who does the task writes it. Writes: Documento, ActoTramite, Tarea; once signed, Reparo, Fiscalizacion. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (no reasons; nobody holds the organ), FaseIncompatible (the Pleno settles it).
    """
    reparo, expediente = _reparo(actor, tarea_id, Reparo.Estado.DISCREPANCIA)
    if reparo.resuelve != Reparo.Resuelve.PRESIDENCIA:
        raise FaseIncompatible(_("Esta discrepancia la resuelve el Pleno (TRLRHL artículo 217.2)."))
    titulo = (
        _("Resolución de la discrepancia: se levanta el reparo")
        if levanta
        else _("Resolución de la discrepancia: se confirma el reparo")
    )
    return _dictar(
        reparo,
        expediente,
        "resolucion_discrepancia",
        titulo,
        texto,
        mensaje=_("Escriba en qué se funda."),
        datos={"levanta": levanta},
        actor=actor,
        reloj=reloj,
    )


@accion(
    "intervencion.reparo.resuelto",
    permiso=TRAMITAR,
    norma="TRLRHL art. 217.2; RD 424/2017 art. 15",
)
def anotar_acuerdo_del_pleno(
    *, actor: Actor, tarea_id: UUID, levanta: bool, documento_id: UUID, reloj: Reloj
) -> Reparo:
    """Note how the Pleno settled a discrepancy, with the certificate of its agreement, which is in the case.

    Who: who does the task. Writes: Reparo, Fiscalizacion, Tarea. Emits: intervencion.reparo.resuelto.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (that document is not of the case), FaseIncompatible.
    """
    reparo, expediente = _reparo(actor, tarea_id, Reparo.Estado.DISCREPANCIA)
    if reparo.resuelve != Reparo.Resuelve.PLENO:
        raise FaseIncompatible(_("Esta discrepancia la resuelve la Presidencia (TRLRHL artículo 217.1)."))
    propios = [uno for uno in (reparo.documento_id, reparo.respuesta_id) if uno is not None]
    suyos = documentos_utiles(expediente).exclude(documento_id__in=propios)
    if not suyos.filter(documento_id=documento_id).exists():
        mensaje = _("Elija el certificado del acuerdo. Si no está en el expediente, añádalo antes.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento", mensaje)])
    operaciones.resolver(reparo, expediente, documento_id=documento_id, levanta=levanta, actor=actor, reloj=reloj)
    return reparo


def _reparo(actor: Actor, tarea_id: UUID, *estados: str) -> tuple[Reparo, Expediente]:
    tarea, expediente = tarea_para(actor, tarea_id, TRAMITAR)
    reparo = (
        Reparo.objects.select_for_update(of=("self",))
        .select_related("fiscalizacion", "tarea")
        .filter(tarea=tarea)
        .first()
    )
    if reparo is None or reparo.estado not in estados:
        raise FaseIncompatible(_("Eso no procede ahora con este reparo."), que_hacer=_("Mire el siguiente paso."))
    if reparo.tarea is not None:
        for acto in tarea.actos.filter(estado=ActoTramite.Estado.EN_FIRMA):
            motor.exigir_sin_firmar(expediente, acto.clase, tarea)
    return reparo, expediente


def _dictar(
    reparo: Reparo,
    expediente: Expediente,
    clase: str,
    titulo: str,
    texto: Sequence[str],
    *,
    mensaje: str,
    datos: dict[str, Valor],
    actor: Actor,
    reloj: Reloj,
) -> ActoTramite:
    parrafos = [parrafo.strip() for parrafo in texto if parrafo.strip()]
    problemas = reglas.problemas_del_texto(parrafos, mensaje)
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)
    escrito = motor.Escrito(
        "respuesta_reparo",
        {
            **cabecera_de(expediente),
            "titulo": titulo,
            "causas": reparo.causas_en_palabras,
            "texto": parrafos,
            "norma": _("TRLRHL, artículos 215 a 217, y Real Decreto 424/2017."),
        },
        titulo,
        "TD13" if clase != "resolucion_discrepancia" else "TD01",
    )
    return motor.dictar(
        expediente,
        clase,
        escrito,
        datos={**datos, "reparo": str(reparo.id), "texto": list(parrafos)},
        tarea=operaciones.tarea_de(UUID(str(reparo.tarea_id)), expediente),
        actor=actor,
        reloj=reloj,
    )
