"""Write an incident, publish it, end it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.incidencias.acceso import incidencia_para
from consistorio.servicios.incidencias.eventos import IncidenciaAnotada, IncidenciaPublicada, IncidenciaTerminada
from consistorio.servicios.incidencias.models import Incidencia
from consistorio.servicios.incidencias.permisos import GESTIONAR

NORMA = "LPACAP art. 32.4; RD 203/2021 art. 11.1.g"


@accion("incidencia.anotada", permiso=GESTIONAR, norma=NORMA)
def anotar_incidencia(
    *,
    actor: Actor,
    titulo: str,
    descripcion: str,
    desde: datetime,
    hasta: datetime | None,
    reloj: Reloj,
    incidencia_id: UUID | None = None,
) -> Incidencia:
    """Write an incident with its times, or write again one that is not published. Nobody sees it yet.

    Who: whoever keeps the sede running. Writes: Incidencia. Emits: incidencia.anotada.
    Raises: DatosIncorrectos (every problem), NoEncontrado, Conflicto (already published).
    """
    previa = incidencia_para(incidencia_id) if incidencia_id else None
    return escribir_incidencia(previa, titulo, descripcion, desde=desde, hasta=hasta, actor=actor, reloj=reloj)


def escribir_incidencia(
    previa: Incidencia | None,
    titulo: str,
    descripcion: str,
    *,
    desde: datetime,
    hasta: datetime | None,
    actor: Actor,
    reloj: Reloj,
) -> Incidencia:
    """What `anotar_incidencia` does, in an open transaction."""
    _comprobar(titulo.strip(), descripcion.strip(), desde, hasta, reloj)
    if previa is not None and previa.estado != Incidencia.Estado.BORRADOR:
        raise Conflicto(
            _("Una incidencia publicada no se cambia."),
            que_hacer=_("Diga cuándo terminó, o anote otra."),
        )
    incidencia = previa or Incidencia(anotada_el=reloj.ahora(), anotada_por=actor.id)
    incidencia.titulo, incidencia.descripcion = titulo.strip(), descripcion.strip()
    incidencia.desde, incidencia.hasta = desde, hasta
    incidencia.save(update_fields=["titulo", "descripcion", "desde", "hasta"] if previa else None)
    palabras = hashlib.sha256(canonico([incidencia.titulo, incidencia.descripcion])).hexdigest()
    hecho = IncidenciaAnotada(incidencia.id, desde, hasta, palabras)
    anotar(incidencia.cadena, hecho, actor=actor, reloj=reloj, filas=[incidencia])
    return incidencia


def _comprobar(titulo: str, descripcion: str, desde: datetime, hasta: datetime | None, reloj: Reloj) -> None:
    problemas = []
    if not titulo:
        problemas.append(Problema("titulo", _("Escriba un título.")))
    elif len(titulo) > 160:
        problemas.append(Problema("titulo", _("El título no puede pasar de 160 letras.")))
    if not descripcion:
        problemas.append(Problema("descripcion", _("Cuente qué no funciona, en palabras que entienda cualquiera.")))
    if desde > reloj.ahora():
        problemas.append(Problema("desde", _("La incidencia no puede empezar en el futuro.")))
    problemas += problemas_del_final(desde, hasta, reloj)
    if problemas:
        raise DatosIncorrectos(_("No se ha guardado la incidencia."), problemas=problemas)


def problemas_del_final(desde: datetime, hasta: datetime | None, reloj: Reloj) -> list[Problema]:
    """What is wrong with when an incident ended; nothing while it goes on."""
    if hasta is None:
        return []
    if hasta <= desde:
        return [Problema("hasta", _("El final tiene que ser posterior al principio."))]
    if hasta > reloj.ahora():
        return [Problema("hasta", _("El final no puede estar en el futuro: déjelo vacío mientras siga."))]
    return []


@accion("incidencia.publicada", permiso=GESTIONAR, norma=NORMA)
def publicar(*, actor: Actor, incidencia_id: UUID, reloj: Reloj) -> Incidencia:
    """Publish an incident at the sede. Once more changes nothing.

    Who: whoever keeps the sede running. Writes: Incidencia. Emits: incidencia.publicada. Raises: NoEncontrado.
    """
    incidencia = incidencia_para(incidencia_id)
    if incidencia.estado == Incidencia.Estado.BORRADOR:
        incidencia.estado, incidencia.publicada_el = Incidencia.Estado.PUBLICADA, reloj.ahora()
        incidencia.save(update_fields=["estado", "publicada_el"])
        hecho = IncidenciaPublicada(incidencia.id)
        anotar(incidencia.cadena, hecho, actor=actor, reloj=reloj, filas=[incidencia])
    return incidencia


@accion("incidencia.terminada", permiso=GESTIONAR, norma=NORMA)
def terminar(*, actor: Actor, incidencia_id: UUID, hasta: datetime, reloj: Reloj) -> Incidencia:
    """Say when the sede worked again.

    Who: whoever keeps the sede running. Writes: Incidencia. Emits: incidencia.terminada.
    Raises: DatosIncorrectos, NoEncontrado, Conflicto (it had ended).
    """
    incidencia = incidencia_para(incidencia_id)
    if incidencia.hasta is not None:
        raise Conflicto(_("Esta incidencia ya había terminado."), que_hacer=_("Si vuelve a fallar, anote otra."))
    problemas = problemas_del_final(incidencia.desde, hasta, reloj)
    if problemas:
        raise DatosIncorrectos(_("No se ha guardado el final."), problemas=problemas)
    incidencia.hasta = hasta
    incidencia.save(update_fields=["hasta"])
    hecho = IncidenciaTerminada(incidencia.id, hasta)
    anotar(incidencia.cadena, hecho, actor=actor, reloj=reloj, filas=[incidencia])
    return incidencia
