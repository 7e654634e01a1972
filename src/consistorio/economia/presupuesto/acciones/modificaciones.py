"""Modifications of credits, from the draft to the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import ModificacionCredito, Operacion
from consistorio.economia.presupuesto.operaciones import modificaciones, pasos_de_modificacion
from consistorio.economia.presupuesto.operaciones_de_credito import Excepcional
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.economia.presupuesto.tipos import LineaDeModificacion, PasosDeModificacion
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


class _Quien(TypedDict):
    actor: Actor
    reloj: Reloj


_NORMA = "TRLRHL arts. 177-182; RD 500/1990 arts. 34-51"


@accion("presupuesto.modificacion.preparada", permiso=MODIFICAR, norma=_NORMA)
def preparar_modificacion(
    *,
    actor: Actor,
    anio: int,
    tipo: str,
    texto: str,
    lineas: Sequence[LineaDeModificacion],
    reloj: Reloj,
    reorganizacion: bool = False,
    expediente_id: UUID | None = None,
    excepcional: Excepcional | None = None,
) -> ModificacionCredito:
    """A draft, whole. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.modificaciones.preparar`."""
    return modificaciones.preparar(
        anio,
        tipo,
        texto,
        lineas,
        reorganizacion=reorganizacion,
        expediente_id=expediente_id,
        excepcional=excepcional,
        actor=actor,
        reloj=reloj,
    )


@accion("presupuesto.modificacion.informada", permiso=MODIFICAR, norma="RD 500/1990 arts. 37 y 44; TRLRHL art. 177.2")
def informar_modificacion(
    *, actor: Actor, modificacion_id: UUID, fecha: date, reloj: Reloj, informe_id: UUID | None = None
) -> ModificacionCredito:
    """Intervención has reported on it. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.pasos_de_modificacion.informar`."""
    return pasos_de_modificacion.informar(modificacion_id, fecha, informe_id, actor=actor, reloj=reloj)


@accion("presupuesto.modificacion.aprobada", permiso=MODIFICAR, norma=_NORMA)
def aprobar_modificacion(
    *,
    actor: Actor,
    modificacion_id: UUID,
    organo: str,
    fecha: date,
    reloj: Reloj,
    acuerdo_id: UUID | None = None,
    mayoria_absoluta: bool = False,
    urgencia: str = "",
) -> ModificacionCredito:
    """Its organ has approved it. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.pasos_de_modificacion.aprobar`."""
    return pasos_de_modificacion.aprobar(
        modificacion_id,
        organo,
        fecha,
        acuerdo_id,
        mayoria_absoluta=mayoria_absoluta,
        urgencia=urgencia,
        actor=actor,
        reloj=reloj,
    )


@accion(
    "presupuesto.modificacion.tramite",
    permiso=MODIFICAR,
    norma="TRLRHL arts. 169, 177.2 y 179.4; RD 500/1990 arts. 20, 38 y 42.1",
)
def anotar_tramite_de_modificacion(
    *,
    actor: Actor,
    modificacion_id: UUID,
    estado: str,
    fecha: date,
    reloj: Reloj,
    documento_id: UUID | None = None,
    reclamaciones: bool = False,
) -> ModificacionCredito:
    """What the Pleno approved initially was exposed, is definitive or was published. Who: with `presupuesto.modificar`. Writes, emits and raises as
    `operaciones.pasos_de_modificacion.anotar_tramite`."""
    return pasos_de_modificacion.anotar_tramite(
        modificacion_id, estado, fecha, documento_id, reclamaciones=reclamaciones, actor=actor, reloj=reloj
    )


@accion("presupuesto.modificacion.sin_efecto", permiso=MODIFICAR, norma=_NORMA)
def dejar_sin_efecto_modificacion(
    *,
    actor: Actor,
    modificacion_id: UUID,
    fecha: date,
    motivo: str,
    reloj: Reloj,
    documento_id: UUID | None = None,
) -> ModificacionCredito:
    """It will not go to the accounts. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.pasos_de_modificacion.dejar_sin_efecto`."""
    return pasos_de_modificacion.dejar_sin_efecto(
        modificacion_id, fecha, motivo, documento_id, actor=actor, reloj=reloj
    )


@accion("presupuesto.modificacion.contabilizada", permiso=MODIFICAR, norma=_NORMA)
def contabilizar_modificacion(*, actor: Actor, modificacion_id: UUID, fecha: date, reloj: Reloj) -> Operacion:
    """Its credits and its financing go to the accounts. Who: with `presupuesto.modificar`. Writes, emits and raises as
    `operaciones.modificaciones.contabilizar`."""
    return modificaciones.contabilizar(modificacion_id, fecha, actor=actor, reloj=reloj)


@accion(
    "presupuesto.modificacion.preparada",
    "presupuesto.modificacion.informada",
    "presupuesto.modificacion.aprobada",
    "presupuesto.modificacion.contabilizada",
    permiso=MODIFICAR,
    norma=_NORMA,
)
def anotar_modificacion_ya_tramitada(
    *,
    actor: Actor,
    anio: int,
    tipo: str,
    texto: str,
    lineas: Sequence[LineaDeModificacion],
    pasos: PasosDeModificacion,
    reloj: Reloj,
) -> Operacion:
    """A file that was processed outside the program, where its papers are, whole and in the accounts; its limits and what finances it are looked at. Who: a system actor with
    `presupuesto.modificar`, never a member of staff. Writes, emits and raises as `operaciones.modificaciones.preparar` and `contabilizar` and
    `operaciones.pasos_de_modificacion.informar` and `aprobar`; NoPermitido."""
    if actor.clase is not ClaseActor.SISTEMA:
        raise NoPermitido(_("Una modificación se tramita con sus pasos y sus documentos."))
    quien: _Quien = {"actor": actor, "reloj": reloj}
    una = modificaciones.preparar(anio, tipo, texto, lineas, reorganizacion=False, expediente_id=None, **quien)
    pasos_de_modificacion.informar(una.id, pasos.informe, None, de_otro_programa=True, **quien)
    pasos_de_modificacion.aprobar(una.id, pasos.organo, pasos.acuerdo, None, de_otro_programa=True, **quien)
    return modificaciones.contabilizar(una.id, pasos.contabilizada, **quien)
