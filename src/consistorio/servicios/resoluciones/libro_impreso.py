"""The printed book: its index and what each number decides, between the words of its diligencias. Reads; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones.consultas import sesiones_de
from consistorio.servicios.resoluciones.models import AsuntoSesion, Diligencia, Libro, Resolucion
from consistorio.servicios.resoluciones.reglas import declarada_nula

POR_VOLUMEN = 500  # numbers of a printed volume


def componer(libro: Libro, resoluciones: Sequence[Resolucion]) -> dict[str, object]:
    """Template `libro_de_actos`. `resoluciones`: those of the volume, in order, with its document and its diligencias."""
    adoptados = sesiones_de([una.id for una in resoluciones])
    diligencias = {una.clase: una for una in libro.diligencias.filter(resolucion=None)}
    numeros = {"primero": resoluciones[0].numero_completo, "ultimo": resoluciones[-1].numero_completo}
    datos: dict[str, object] = {
        "titulo": libro.nombre,
        "periodo": _("Año %(anio)s, del %(primero)s al %(ultimo)s") % {"anio": libro.anio, **numeros},
        "apertura": _palabras(diligencias.get(Diligencia.Clase.APERTURA)),
        "actos": [_acto(una, adoptados) for una in resoluciones],
        "cierre": _palabras(diligencias.get(Diligencia.Clase.CIERRE))
        or _("El libro sigue abierto: aún no tiene diligencia de cierre."),
    }
    return {clave: valor for clave, valor in datos.items() if valor}


def _palabras(diligencia: Diligencia | None) -> str:
    if diligencia is None:
        return ""
    return f"{diligencia.texto} {fecha_larga(diligencia.momento)}."


def _dia(momento: date) -> date:
    return en_madrid(momento).date() if isinstance(momento, datetime) else momento


def _en_que_quedo(estado: str, clases: Sequence[str]) -> str:
    """Its state, and what its diligencias say of it."""
    if Diligencia.Clase.CADUCADA in clases:
        return _("%(e)s. Sin efecto, por caducidad") % {"e": estado}
    return _("%(e)s. Declarada nula") % {"e": estado} if declarada_nula(clases) else estado


def _acto(resolucion: Resolucion, adoptados: Mapping[UUID, AsuntoSesion]) -> dict[str, object]:
    adoptado = adoptados.get(resolucion.id)
    dia = adoptado.sesion_el if adoptado is not None else resolucion.elevada_el
    anulada = resolucion.estado == Resolucion.Estado.ANULADA
    diligencias = sorted(resolucion.diligencias.all(), key=lambda una: (una.momento, una.id))
    acto: dict[str, object] = {
        "numero": resolucion.numero_completo,
        "fecha": f"{_dia(dia):%d/%m/%Y}" if dia is not None else "",
        "asunto": resolucion.asunto,
        "organo": resolucion.organo_texto,
        "expediente": resolucion.expediente.numero,
        "estado": _en_que_quedo(resolucion.get_estado_display(), [una.clase for una in diligencias]),
        "decision": [] if anulada else resolucion.decision,
    }
    if adoptado is not None:
        acto["sesion"] = adoptado.sesion_numero
    if diligencias:
        acto["nota"] = " ".join(una.texto for una in diligencias)
    if not anulada and resolucion.firmada_el is not None and resolucion.documento is not None:
        acto |= {"firmada": f"{en_madrid(resolucion.firmada_el):%d/%m/%Y}", "csv": resolucion.documento.csv}
    return acto
