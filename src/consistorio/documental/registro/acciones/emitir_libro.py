"""Asking for the printed book of a range of dates."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.documental.registro.eventos import LibroPedido
from consistorio.documental.registro.models import EdicionLibro
from consistorio.documental.registro.tipos import LibroCodigo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("registro.libro.pedido", permiso="registro.emitir_libro", norma="LPACAP art. 16.2")
def emitir_libro(*, actor: Actor, libro: str, desde: date, hasta: date, reloj: Reloj) -> EdicionLibro:
    """Ask for the book of whole past days of one year, both included; a job makes the PDF with its diligencias and seals it.

    Who: registry office (`registro.emitir_libro`). Writes EdicionLibro; emits registro.libro.pedido. Raises DatosIncorrectos.
    """
    problemas: list[Problema] = []
    if libro not in {codigo.value for codigo in LibroCodigo}:
        problemas.append(Problema("libro", _("El libro es E (entrada) o S (salida).")))
    if hasta < desde:
        problemas.append(Problema("hasta", _("La fecha final no puede ser anterior a la inicial.")))
    if desde.year != hasta.year:
        problemas.append(Problema("hasta", _("El libro se emite por años: elija fechas del mismo año.")))
    if hasta >= hoy(reloj):
        problemas.append(Problema("hasta", _("Elija días ya terminados: hoy aún puede haber asientos.")))
    if problemas:
        raise DatosIncorrectos(_("No se puede emitir el libro."), problemas=problemas)
    edicion = EdicionLibro.objects.create(
        libro_id=libro, desde=desde, hasta=hasta, pedida_el=reloj.ahora(), pedida_por=actor.id
    )
    hecho = LibroPedido(edicion_id=edicion.id, libro=libro, desde=desde, hasta=hasta)
    anotar(cadena_de_libro(libro, desde.year), hecho, actor=actor, reloj=reloj)
    return edicion
