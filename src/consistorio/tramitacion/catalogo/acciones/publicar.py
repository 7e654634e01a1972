"""Publish a version of a procedure, or withdraw it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.eventos import VersionPublicada, VersionRetirada
from consistorio.tramitacion.catalogo.models import Procedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import PUBLICAR
from consistorio.tramitacion.catalogo.reglas import leer_definicion, problemas_de_vigencia
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos

CADENA = "sistema"


@accion("catalogo.version.publicada", permiso=PUBLICAR, norma="RD 203/2021 art. 11.1.h; LPACAP art. 21.4")
def publicar(*, actor: Actor, version_id: UUID, reloj: Reloj) -> VersionProcedimiento:
    """Publish a version: from now on it is locked and new cases start with it. The one before is withdrawn; its cases go on.

    Who: with `catalogo.publicar`. Writes: VersionProcedimiento. Emits: catalogo.version.publicada.
    Raises NoEncontrado, Conflicto (not in preparation), DatosIncorrectos (problems, legal values not in force today).
    """
    version = _bloquear(version_id)
    if version.estado != VersionProcedimiento.Estado.BORRADOR:
        raise Conflicto(_("Esta versión ya se publicó."))
    definicion, problemas = leer_definicion(version.definicion, tipos_de_tarea=conocidos())
    problemas += problemas_de_vigencia(definicion, hoy(reloj))
    if problemas:
        raise DatosIncorrectos(_("La versión no se puede publicar."), problemas=problemas)
    ahora = reloj.ahora()
    anterior = VersionProcedimiento.objects.filter(
        procedimiento=version.procedimiento, estado=VersionProcedimiento.Estado.PUBLICADA
    ).first()
    if anterior is not None:
        anterior.estado, anterior.retirada_el = VersionProcedimiento.Estado.RETIRADA, ahora
        anterior.save(update_fields=["estado", "retirada_el"])
    version.estado, version.publicada_el = VersionProcedimiento.Estado.PUBLICADA, ahora
    version.save(update_fields=["estado", "publicada_el"])
    Procedimiento.objects.filter(id=version.procedimiento_id).update(nombre=definicion.nombre, serie=definicion.serie)
    anotar(
        CADENA,
        VersionPublicada(version.id, definicion.codigo, version.numero, anterior.id if anterior else None),
        actor=actor,
        reloj=reloj,
    )
    return version


@accion("catalogo.version.retirada", permiso=PUBLICAR, norma="RD 203/2021 art. 11.1.h")
def retirar(*, actor: Actor, version_id: UUID, reloj: Reloj) -> VersionProcedimiento:
    """Withdraw a published version: nothing new starts with it. Running cases keep it to their end.

    Who: with `catalogo.publicar`. Writes: VersionProcedimiento. Emits: catalogo.version.retirada.
    Raises NoEncontrado, Conflicto (not published).
    """
    version = _bloquear(version_id)
    if version.estado != VersionProcedimiento.Estado.PUBLICADA:
        raise Conflicto(_("Esta versión no está publicada."))
    version.estado, version.retirada_el = VersionProcedimiento.Estado.RETIRADA, reloj.ahora()
    version.save(update_fields=["estado", "retirada_el"])
    anotar(CADENA, VersionRetirada(version.id, version.procedimiento.codigo), actor=actor, reloj=reloj)
    return version


def _bloquear(version_id: UUID) -> VersionProcedimiento:
    version = (
        VersionProcedimiento.objects.select_for_update(of=("self",))
        .select_related("procedimiento")
        .filter(id=version_id)
        .first()
    )
    if version is None:
        raise NoEncontrado(_("No encontramos esa versión del procedimiento."))
    return version
