"""The narrow doors to reparos, omissions and material checks of what is of no task of a case; each look is in the access log."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.consultas import firmados_de
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.organizacion.mando import unidades_a_cargo
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion.models import (
    Comprobacion,
    EscritoDeControl,
    Fiscalizacion,
    Omision,
    Reparo,
)
from consistorio.servicios.intervencion.permisos import CONTESTAR, VER

M = TypeVar("M", bound=Model)


def reparos_visibles(actor: Actor, *, en: date) -> QuerySet[Reparo]:
    """Those of obligations and payments that somebody may see: all, or those of the units that they head that day."""
    todos = Reparo.objects.exclude(objeto="").select_related("fiscalizacion__unidad", "fiscalizacion__expediente")
    return _suyos(actor, todos, "fiscalizacion__unidad_id__in", en)


def omisiones_visibles(actor: Actor, *, en: date) -> QuerySet[Omision]:
    """Those that somebody may see: all, or those of the units that they head that day."""
    return _suyos(actor, Omision.objects.select_related("unidad", "expediente"), "unidad_id__in", en)


def comprobaciones_visibles(actor: Actor, *, en: date) -> QuerySet[Comprobacion]:
    """Those that somebody may see: all, those of the units that they head that day, or those that they were told to do."""
    todas = Comprobacion.objects.select_related("unidad", "expediente", "designado")
    return _suyos(actor, todas, "unidad_id__in", en) | todas.filter(designado_id=actor.id)


def _suyos(actor: Actor, todos: QuerySet[M], campo: str, en: date) -> QuerySet[M]:
    if _ve_todo(actor):
        return todos
    return todos.filter(**{campo: unidades_a_cargo(actor.id, permiso=CONTESTAR, en=en)})


def cuantos_por_contestar(actor: Actor, *, en: date, tope: int) -> int:
    """How many reparos wait for the answer of who heads their units that day, `tope` at most. One query when none waits in the whole town."""
    esperan = Reparo.objects.filter(estado__in=[Reparo.Estado.ABIERTO, Reparo.Estado.CONFIRMADO]).exclude(objeto="")
    if not esperan.exists():
        return 0
    suyas = unidades_a_cargo(actor.id, permiso=CONTESTAR, en=en)
    return esperan.filter(fiscalizacion__unidad_id__in=suyas)[:tope].count()


def cuantas_discrepancias(tope: int) -> int:
    """How many discrepancies on obligations and payments wait for who settles them, `tope` at most."""
    return Reparo.objects.filter(estado=Reparo.Estado.DISCREPANCIA).exclude(objeto="")[:tope].count()


def cuantas_por_decidir(tope: int) -> int:
    """How many omissions wait for who decides whether they go on, `tope` at most."""
    return Omision.objects.filter(estado=Omision.Estado.INFORMADA)[:tope].count()


def _ve_todo(actor: Actor) -> bool:
    return actor.puede(VER)


def reparo_para(actor: Actor, reparo_id: UUID, *, motivo: str, reloj: Reloj) -> Reparo:
    """A reparo that somebody may see. Raises NoEncontrado."""
    return _uno(actor, reparos_visibles(actor, en=hoy(reloj)), reparo_id, motivo, _("No encontramos ese reparo."))


def omision_para(actor: Actor, omision_id: UUID, *, motivo: str, reloj: Reloj) -> Omision:
    """An omission that somebody may see. Raises NoEncontrado."""
    return _uno(actor, omisiones_visibles(actor, en=hoy(reloj)), omision_id, motivo, _("No encontramos esa omisión."))


def comprobacion_para(actor: Actor, comprobacion_id: UUID, *, motivo: str, reloj: Reloj) -> Comprobacion:
    """A material check that somebody may see. Raises NoEncontrado."""
    visibles = comprobaciones_visibles(actor, en=hoy(reloj))
    return _uno(actor, visibles, comprobacion_id, motivo, _("No encontramos esa comprobación."))


def _uno(actor: Actor, visibles: QuerySet[M], cual: UUID, motivo: str, mensaje: str) -> M:
    hallado = visibles.filter(pk=cual).first()
    registrar_acceso(actor, que="control", objeto_id=cual, motivo=motivo, permitido=hallado is not None)
    if hallado is None:
        raise NoEncontrado(mensaje)
    return hallado


def documento_para(actor: Actor, documento_id: UUID, *, reloj: Reloj) -> Documento:
    """A document of the control that somebody may see: of what they may see, what they wrote or, with the permission to see all, any. Raises NoEncontrado."""
    dia = hoy(reloj)
    visible = (
        EscritoDeControl.objects.filter(documento_id=documento_id, escrito_por=actor.id).exists()
        or (_ve_todo(actor) and _es_de_control(documento_id))
        or reparos_visibles(actor, en=dia).filter(_de(documento_id, "documento", "respuesta", "decision")).exists()
        or omisiones_visibles(actor, en=dia).filter(_de(documento_id, "informe", "decision")).exists()
        or comprobaciones_visibles(actor, en=dia).filter(acta_id=documento_id).exists()
    )
    registrar_acceso(actor, que="documento", objeto_id=documento_id, motivo="control", permitido=visible)
    if not visible:
        raise NoEncontrado(_("No encontramos ese documento."))
    return Documento.objects.select_related("contenido").get(id=documento_id)


def _es_de_control(documento_id: UUID) -> bool:
    return (
        EscritoDeControl.objects.filter(documento_id=documento_id).exists()
        or Fiscalizacion.objects.filter(documento_id=documento_id).exists()
        or Omision.objects.filter(_de(documento_id, "informe", "decision")).exists()
        or Reparo.objects.filter(_de(documento_id, "documento", "respuesta", "decision")).exists()
    )


def _de(documento_id: UUID, *campos: str) -> Q:
    condicion = Q(pk__in=[])
    for campo in campos:
        condicion |= Q(**{f"{campo}_id": documento_id})
    return condicion


def dirige(actor: Actor, unidad: Unidad, *, en: date) -> bool:
    """Whether somebody heads a unit that day, and so answers for it."""
    return unidad.id in unidades_a_cargo(actor.id, permiso=CONTESTAR, en=en)


def exigir_a_cargo(actor: Actor, unidad: Unidad, *, en: date) -> None:
    """Assert that somebody heads a unit that day, and so answers for it. Raises NoPermitido."""
    if not dirige(actor, unidad, en=en):
        raise NoPermitido(
            _("Esto es de una unidad que usted no dirige."),
            que_hacer=_("Lo contesta quien dirige «%(u)s», o quien le suple hoy.") % {"u": unidad.nombre},
        )


def documento_firmado(documento_id: UUID | None) -> UUID:
    """A document that people of this house signed, by its identifier. Raises DatosIncorrectos (there is none, or nobody signed it)."""
    if documento_id is None or not firmados_de(documento_id):
        mensaje = _("Elija el certificado del acuerdo, ya firmado: escriba su código (CSV).")
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento", mensaje)])
    return documento_id
