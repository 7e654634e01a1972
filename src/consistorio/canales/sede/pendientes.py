"""What waits for this person: «Le toca a usted». Reads of several rooms put together, each bounded and through its own door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.templatetags.componentes import fecha
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.notificaciones.consultas import pendientes_de
from consistorio.servicios.tributos.consultas import por_pagar
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.consultas import borradores_de
from consistorio.tramitacion.formularios.recordatorios import SIN_TOCAR
from consistorio.tramitacion.motor.consultas import audiencias_que_corren
from consistorio.tramitacion.motor.models import PeriodoPrueba, Requerimiento

MAXIMO = 20


@dato
class Pendiente:
    """Something to do: what, for which case, until which day, and where."""

    titulo: str
    detalle: str
    url: str
    vence: date | None


def le_toca(actor: Actor, *, ahora: datetime) -> list[Pendiente]:
    """Notifications to open, corrections to send, allegations that may be made, proofs that may be proposed, fees to pay, drafts left for a day; what ends first, first."""
    lista = [
        *_notificaciones(actor),
        *_requerimientos(actor),
        *_audiencias(actor),
        *_pruebas(actor),
        *_pagos(actor),
        *_borradores(actor, ahora),
    ]
    return sorted(lista, key=lambda p: (p.vence is None, p.vence or date.max))[:MAXIMO]


def _hasta(vence: date | None) -> str:
    return _("Hasta el %(dia)s") % {"dia": fecha(vence)} if vence else ""


def _de(expediente: Expediente, vence: date | None) -> str:
    """Of which case, as who asked for it knows it, and until when."""
    return f"{expediente.titulo}. {expediente.numero}. {_hasta(vence)}"


def _notificaciones(actor: Actor) -> list[Pendiente]:
    return [
        Pendiente(
            _("Abra una notificación"),
            _de(n.expediente, n.caduca),
            reverse("sede:notificacion", args=[n.id]),
            n.caduca,
        )
        for n in pendientes_de(actor)[:MAXIMO]
    ]


_LO_PEDIDO: Mapping[str, str | Promise] = {
    Requerimiento.Clase.SUBSANACION: gettext_lazy("Corrija su solicitud"),
    Requerimiento.Clase.REPRESENTACION: gettext_lazy("Acredite la representación"),
    Requerimiento.Clase.DOCUMENTACION: gettext_lazy("Envíe la documentación de lo que declaró"),
}


def _requerimientos(actor: Actor) -> list[Pendiente]:
    abiertos = Requerimiento.objects.filter(expediente__in=visibles_para(actor), estado="notificado").select_related(
        "expediente"
    )
    return [
        Pendiente(
            str(_LO_PEDIDO[r.clase]),
            _de(r.expediente, r.vence),
            reverse("sede:aportar", args=[r.expediente_id, "subsanacion"]),
            r.vence,
        )
        for r in abiertos.order_by("vence", "id")[:MAXIMO]
    ]


def _audiencias(actor: Actor) -> list[Pendiente]:
    abiertas = audiencias_que_corren(actor).select_related("expediente")
    return [
        Pendiente(
            _("Puede presentar alegaciones"),
            _de(a.expediente, a.vence),
            reverse("sede:aportar", args=[a.expediente_id, "alegaciones"]),
            a.vence,
        )
        for a in abiertas[:MAXIMO]
    ]


def _pruebas(actor: Actor) -> list[Pendiente]:
    abiertos = PeriodoPrueba.objects.filter(expediente__in=visibles_para(actor), estado="notificado").select_related(
        "expediente"
    )
    return [
        Pendiente(
            _("Puede proponer pruebas"),
            _de(p.expediente, p.vence),
            reverse("sede:aportar", args=[p.expediente_id, "prueba"]),
            p.vence,
        )
        for p in abiertos.order_by("vence", "id")[:MAXIMO]
    ]


def _pagos(actor: Actor) -> list[Pendiente]:
    return [
        Pendiente(
            _("Pague %(i)s") % {"i": debe.falta},
            _de(debe.expediente, debe.vence),
            reverse("sede:expediente", args=[debe.expediente_id]),
            debe.vence,
        )
        for debe in por_pagar(actor, limite=MAXIMO)
    ]


def _borradores(actor: Actor, ahora: datetime) -> list[Pendiente]:
    return [
        Pendiente(
            _("Termine y presente un borrador"),
            _("%(numero)s. Todavía no está presentado. Lo borraremos el %(dia)s")
            % {"numero": b.numero, "dia": fecha(b.caduca_el)},
            reverse("sede:borrador", args=[b.id]),
            en_madrid(b.caduca_el).date(),
        )
        for b in borradores_de(actor)
        if b.guardado_el <= ahora - SIN_TOCAR
    ][:MAXIMO]
