"""Looking for resolutions by their number or by the words of their subject."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from consistorio.plataforma.orden import con_palabras
from consistorio.servicios.resoluciones.consultas import visibles_para
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.busqueda import Donde

_NUMERO = re.compile(r"(\d{1,6})/(\d{4})")


def buscadas(donde: Donde) -> QuerySet[Resolucion]:
    """The newest visible resolutions with that number (`118/2026`), or with every word in their subject."""
    entre = donde.a_la_vista.expedientes if donde.a_la_vista is not None else None
    visibles = visibles_para(donde.actor, entre=entre)
    numero = numero_buscado(donde.texto)
    halladas = visibles.filter(numero) if numero is not None else con_palabras(visibles, donde.texto, "asunto")
    return donde.primeras(Resolucion.objects.select_related("libro", "expediente"), [halladas])


def numero_buscado(texto: str) -> Q | None:
    """The condition that a text is, when it is the number of a resolution."""
    hallado = _NUMERO.fullmatch(texto.strip())
    if hallado is None:
        return None
    numero, anio = hallado.groups()
    return Q(numero=int(numero), libro__anio=int(anio))
