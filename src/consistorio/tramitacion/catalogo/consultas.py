"""Reads of the catalogue. Published procedures are public information (LPACAP 53.1, RD 203/2021 11.2.a)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.models import Area, Modelo, VersionProcedimiento

MAXIMO_EN_LISTA = 300


def publicados() -> QuerySet[VersionProcedimiento]:
    """The procedures that may be started today, by name; at most three hundred."""
    return (
        VersionProcedimiento.objects.filter(estado=VersionProcedimiento.Estado.PUBLICADA)
        .select_related("procedimiento")
        .order_by("procedimiento__nombre", "id")[:MAXIMO_EN_LISTA]
    )


def vigente(codigo: str) -> VersionProcedimiento:
    """The published version of a procedure. Raises NoEncontrado, saying how to file all the same."""
    version = (
        VersionProcedimiento.objects.filter(procedimiento__codigo=codigo, estado=VersionProcedimiento.Estado.PUBLICADA)
        .select_related("procedimiento", "formulario")
        .first()
    )
    if version is None:
        raise NoEncontrado(
            _("No encontramos ese trámite, o ya no se puede empezar."),
            que_hacer=_("Busque otro trámite o presente una instancia general."),
        )
    return version


def version_de_formulario(formulario_id: UUID) -> VersionProcedimiento:
    """The version of a procedure to which a form belongs. Raises NoEncontrado."""
    version = (
        VersionProcedimiento.objects.filter(formulario_id=formulario_id)
        .select_related("procedimiento", "formulario")
        .first()
    )
    if version is None:
        raise NoEncontrado(_("Este formulario no es de ningún procedimiento."))
    return version


def modelo_vigente(clase: str, codigo: str) -> Modelo | None:
    """The newest version of a model."""
    return Modelo.objects.filter(clase=clase, codigo=codigo).order_by("-numero").first()


def unidad_de_area(codigo: str, *, en: date) -> Unidad:
    """The unit that answers for an area on a day. Where nobody said, the top unit of the town hall: a filing never fails for that.

    Raises NoEncontrado when the town has no unit at all.
    """
    area = Area.objects.select_related("unidad").filter(codigo=codigo).first()
    if area is not None and area.unidad is not None and area.unidad.desde <= en:
        if area.unidad.hasta is None or area.unidad.hasta >= en:
            return area.unidad
        sucesora = area.unidad.sucesoras.filter(desde__lte=en, hasta=None).first()
        if sucesora is not None:
            return sucesora
    cabecera = Unidad.objects.filter(padre=None, desde__lte=en, hasta=None).order_by("desde", "id").first()
    if cabecera is None:
        raise NoEncontrado(_("El Ayuntamiento no tiene ninguna unidad dada de alta."))
    return cabecera
