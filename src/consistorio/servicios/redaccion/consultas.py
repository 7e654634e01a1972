"""Reads of the documents that are being written. The caller has fetched the case through its door."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from consistorio.nucleo.dato import dato
from consistorio.plataforma.cola.consultas import en_camino
from consistorio.servicios.redaccion.models import BorradorDocumento, Conversion, VersionBorrador
from consistorio.tramitacion.expedientes.models import Expediente

EN_LISTA = 200


@dato
class VersionComparada:
    """A version with how many bytes it has more than the one before (0 of the first), and whether its PDF is being made."""

    version: VersionBorrador
    diferencia: int
    se_convierte: bool


def borradores_de(expediente: Expediente) -> QuerySet[BorradorDocumento]:
    """The drafts of a case, those that are being written first and the newest before, with who has each out."""
    suyos = expediente.borradores.select_related("creado_por__persona", "prestamo__empleado__persona")
    return suyos.order_by("estado", "-creado_el", "-id")[:EN_LISTA]


def versiones_de(borrador: BorradorDocumento) -> Sequence[VersionComparada]:
    """Its versions, the last first, each compared with the one before."""
    versiones = list(
        borrador.versiones.select_related("contenido", "subida_por__persona", "conversion__pdf").order_by("numero")
    )
    antes = [None, *versiones]
    haciendose = convirtiendose([una.conversion for una in versiones if hasattr(una, "conversion")])
    comparadas = [
        VersionComparada(
            una,
            una.contenido.tamano - (previa.contenido.tamano if previa else una.contenido.tamano),
            se_convierte=una.id in haciendose,
        )
        for una, previa in zip(versiones, antes, strict=False)
    ]
    return comparadas[::-1]


def convirtiendose(conversiones: Sequence[Conversion]) -> set[str | int]:
    """Of some, those that a job is going to make, by their version: one that waits for a job that is there no more is made by nobody."""
    pendientes = [una.version_id for una in conversiones if una.estado == Conversion.Estado.PENDIENTE]
    return en_camino("redaccion.convertir", version_id=pendientes)
