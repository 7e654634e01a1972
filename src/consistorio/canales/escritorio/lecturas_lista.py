"""What the list of cases shows of each one, in words, and its lists as links with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.lecturas import DIAS_DE_AVISO, situacion_del_plazo
from consistorio.canales.escritorio.lecturas_mesa import con_tope
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.consultas import Primera, primeras_partes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import listado
from consistorio.tramitacion.motor.models import Plazo, Tarea


@dato
class FilaDeCaso:
    """A case in the list. `ultimo_dia`: its last day to be resolved, None while that is not known; `plazo`: how its term goes;
    `siguiente`: its next task, and `quien` has it: the person, or the unit while nobody took it."""

    expediente: Expediente
    parte: Primera | None
    ultimo_dia: date | None
    plazo: str
    siguiente: str
    quien: str


def filas(casos: Sequence[Expediente], *, dia: date) -> list[FilaDeCaso]:
    """The rows of some cases, in three queries however many they are."""
    partes, plazos, tareas = primeras_partes(casos), listado.plazos_de(casos), listado.siguientes_tareas(casos)
    hechas = []
    for caso in casos:
        plazo, tarea = plazos.get(caso.id), tareas.get(caso.id)
        hechas.append(
            FilaDeCaso(
                expediente=caso,
                parte=partes.get(caso.id),
                ultimo_dia=plazo.vence if plazo is not None and plazo.estado != Plazo.Estado.SUSPENDIDO else None,
                plazo=_como_va(plazo, dia),
                siguiente=tarea.nombre if tarea is not None else _sin_tarea(caso),
                quien=_quien(tarea) if tarea is not None else "",
            )
        )
    return hechas


def _como_va(plazo: Plazo | None, dia: date) -> str:
    """How a term goes; nothing while it runs with days to spare, which its date says."""
    if plazo is None:
        return _("No tiene")
    con_dias = plazo.estado == Plazo.Estado.CORRIENDO and plazo.cumplido_el is None
    if con_dias and (plazo.vence - dia).days > DIAS_DE_AVISO:
        return ""
    return situacion_del_plazo(plazo, dia)[0]


def _sin_tarea(caso: Expediente) -> str:
    return _("Nada pendiente") if caso.estado == Expediente.Estado.ABIERTO else str(caso.get_estado_display())


def _quien(tarea: Tarea) -> str:
    return tarea.asignada_a.nombre if tarea.asignada_a else tarea.unidad.nombre


def direccion(cual: str, procedimiento: str = "", **mas: str) -> str:
    """The address of one list."""
    cosas = {"ver": "" if cual == listado.TODOS else cual, "procedimiento": procedimiento, **mas}
    dichas = urlencode({clave: valor for clave, valor in cosas.items() if valor}, safe="/")
    return f"{reverse('escritorio:expedientes')}{'?' if dichas else ''}{dichas}"


def listas(actor: Actor, cual: str, procedimiento: str, *, dia: date) -> list[Enlace]:
    """The lists, with how many cases each one has."""
    cuentas = listado.recuento(actor, dia=dia)
    textos = {
        listado.MIOS: _("Con tareas mías (%s)"),
        listado.DE_MI_UNIDAD: _("De mi unidad (%s)"),
        listado.FUERA_DE_PLAZO: _("Fuera de plazo (%s)"),
        listado.ACABAN_PRONTO: _("Acaban en 10 días (%s)"),
    }
    nombres = {listado.TODOS: _("Todos"), **{una: texto % con_tope(cuentas[una]) for una, texto in textos.items()}}
    return [Enlace(texto, direccion(una), una == cual and not procedimiento) for una, texto in nombres.items()]


def de_cada_procedimiento(actor: Actor, elegido: str) -> list[Enlace]:
    """The running cases of each procedure, as links; without counts when there are more than are counted."""
    grupos = listado.por_procedimiento(actor)
    contados = sum(grupo.cuantos for grupo in grupos) < listado.ENTRE
    return [
        Enlace(
            f"{grupo.nombre} ({grupo.cuantos})" if contados else grupo.nombre,
            direccion(listado.TODOS, grupo.codigo),
            grupo.codigo == elegido,
        )
        for grupo in grupos
    ]
