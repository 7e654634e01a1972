"""Publish a version of a procedure, or withdraw it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo import operaciones
from consistorio.tramitacion.catalogo.eventos import VersionRetirada
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones import cadena_de
from consistorio.tramitacion.catalogo.permisos import PUBLICAR


@accion("catalogo.version.publicada", permiso=PUBLICAR, norma="RD 203/2021 art. 11.1.h; LPACAP art. 21.4")
def publicar(*, actor: Actor, version_id: UUID, reloj: Reloj) -> VersionProcedimiento:
    """Publish a version in trial: from now on new cases start with it. The one before is withdrawn; its cases go on.

    Who: with `catalogo.publicar`, and not who sent it to trial. Writes: VersionProcedimiento. Emits: catalogo.version.publicada.
    Raises NoEncontrado, Conflicto (not in trial, or sent by the same person), DatosIncorrectos (problems, legal values not in force today).
    """
    return operaciones.publicar(_bloquear(version_id), actor=actor, reloj=reloj)


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
    anotar(
        cadena_de(version.procedimiento.codigo),
        VersionRetirada(version.id, version.procedimiento.codigo),
        actor=actor,
        reloj=reloj,
    )
    return version


@accion("catalogo.version.descartada", permiso=PUBLICAR, norma="RD 203/2021 art. 11.1.h")
def descartar(*, actor: Actor, version_id: UUID, reloj: Reloj) -> VersionProcedimiento:
    """Give up a version in trial: it is never published.

    Who: with `catalogo.publicar`. Writes: VersionProcedimiento. Emits: catalogo.version.descartada. Raises NoEncontrado, Conflicto (not in trial).
    """
    version = _bloquear(version_id)
    operaciones.descartar(version, actor=actor, reloj=reloj)
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
