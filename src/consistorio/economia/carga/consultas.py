"""Reads of what was loaded."""

from __future__ import annotations

from django.db.models import Q

from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.plataforma.auditoria.consultas import eventos_de


def operaciones_cargadas() -> Q:
    """The operations that came in a load: another program noted them first, and who saw to them there is not asked again here. Those without an entry were noted in the year
    before it ended."""
    cargadas = Q(pk__in=[])
    for anio in Ejercicio.objects.order_by("anio").values_list("anio", flat=True):
        for hecho in eventos_de(cadena_del_ejercicio(anio)).filter(tipo="carga.ejercicio.cargado"):
            cargadas |= Q(ejercicio=anio, asiento__numero__lte=int(str(hecho.datos["ultimo_asiento"])))
            cargadas |= Q(ejercicio=anio, asiento=None, anotada_el__lte=hecho.momento)
    return cargadas
