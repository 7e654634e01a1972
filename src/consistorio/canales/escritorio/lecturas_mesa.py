"""What else waits for who opens the desk, besides their trays of tasks: links with counts, of what each person may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.documental.firma.consultas import cuantos_pendientes_de
from consistorio.economia.facturas import consultas as facturas
from consistorio.economia.facturas.permisos import CONFORMAR
from consistorio.economia.facturas.permisos import VER as VER_FACTURAS
from consistorio.economia.presupuesto.consultas import cuantos_fondos_fuera_de_plazo
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.concejales import consultas as concejales
from consistorio.servicios.concejales.permisos import PEDIR
from consistorio.servicios.concejales.permisos import RESOLVER as RESOLVER_PETICIONES
from consistorio.servicios.intervencion import acceso as control
from consistorio.servicios.intervencion.permisos import CONTESTAR, RESOLVER
from consistorio.servicios.notificaciones.consultas import por_caducar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.expedientes.seguimiento import novedades
from consistorio.tramitacion.motor.consultas_declaraciones import cuantas_por_comprobar
from consistorio.tramitacion.motor.historia import que_paso
from consistorio.tramitacion.motor.mesa import EnMano, cuantas_en_equipo, equipo_de
from consistorio.tramitacion.solicitudes.consultas import VER_REGISTRO, cuantas_sin_repartir

FIRMAR = "firma.firmar"
TOPE = 100


def con_tope(cuantas: int) -> str:
    """A count that stops at a hundred, in words."""
    return f"{cuantas}" if cuantas < TOPE else _("100 o más")


def otras_bandejas(actor: Actor, dia: date) -> list[Enlace]:
    """Of whom they supervise, to sign, entries to accept, notifications about to lapse, what is to be checked. Each count is a statement or a few, whatever waits."""
    otras = []
    equipo = equipo_de(actor, en=dia)
    if equipo:
        otras.append((_("De mi equipo (%s)"), cuantas_en_equipo(equipo), reverse("escritorio:equipo")))
    if actor.puede(FIRMAR):
        por_firmar = cuantos_pendientes_de(Empleado.objects.get(id=actor.id), en=dia, tope=TOPE)
        otras.append((_("Por firmar (%s)"), por_firmar, reverse("escritorio:portafirmas")))
    if actor.puede(VER_REGISTRO):
        entradas = f"{reverse('escritorio:entradas')}?ver=sin_repartir"
        otras.append((_("Entradas por aceptar (%s)"), cuantas_sin_repartir(actor), entradas))
    caducan = por_caducar(actor, en=dia)[:TOPE].count()
    otras.append((_("Notificaciones que caducan pronto (%s)"), caducan, reverse("escritorio:por_caducar")))
    if actor.puede(TRAMITAR) and (por_controlar := cuantas_por_comprobar(actor, tope=TOPE)):
        otras.append((_("Declaraciones por comprobar (%s)"), por_controlar, reverse("escritorio:control")))
    # Who sees them all is told by their list: they are not theirs
    conforma = actor.puede(CONFORMAR) and not actor.puede(VER_FACTURAS)
    if conforma and (esperan := facturas.cuantas_por_conformar(actor, en=dia, tope=TOPE)):
        otras.append((_("Facturas por conformar (%s)"), esperan, f"{reverse('escritorio:facturas')}?ver=por_conformar"))
    if actor.puede(CONTESTAR) and (reparos := control.cuantos_por_contestar(actor, en=dia, tope=TOPE)):
        otras.append((_("Reparos por contestar (%s)"), reparos, reverse("escritorio:reparos")))
    if actor.puede(RESOLVER) and (discrepancias := control.cuantas_discrepancias(TOPE)):
        otras.append((_("Discrepancias por resolver (%s)"), discrepancias, reverse("escritorio:reparos")))
    if actor.puede(RESOLVER) and (omisiones := control.cuantas_por_decidir(TOPE)):
        otras.append((_("Omisiones por decidir (%s)"), omisiones, reverse("escritorio:omisiones")))
    if actor.puede(GASTO):
        otras += _fuera_de_plazo(dia)
    otras += _de_concejales(actor)
    return [Enlace(texto % con_tope(cuantas), url) for texto, cuantas, url in otras]


def _fuera_de_plazo(dia: date) -> list[tuple[str, int, str]]:
    """Payments a justificar whose term ended, for who approves their accounts."""
    cuantos, anio = cuantos_fondos_fuera_de_plazo(dia)
    if not cuantos:
        return []
    lista = f"{reverse('escritorio:fondos_de_habilitados', args=[anio])}?ver=fuera"
    return [(_("Pagos a justificar fuera de plazo (%s)"), cuantos, lista)]


def _de_concejales(actor: Actor) -> list[tuple[str, int, str]]:
    """What councillors asked: for who resolves it, and for who asked it."""
    suyas = []
    peticiones = reverse("escritorio:concejales_peticiones")
    if actor.puede(RESOLVER_PETICIONES) and (esperan := concejales.cuantas_por_resolver(TOPE)):
        suyas.append((_("Peticiones de concejales por resolver (%s)"), esperan, peticiones))
    if actor.puede(RESOLVER_PETICIONES) and (calladas := concejales.cuantas_por_silencio(TOPE)):
        suyas.append((_("Peticiones concedidas por silencio (%s)"), calladas, f"{peticiones}?ver=todas"))
    if actor.puede(PEDIR) and (resueltas := concejales.cuantas_sin_ver(actor, TOPE)):
        suyas.append((_("Peticiones mías resueltas (%s)"), resueltas, reverse("escritorio:concejales")))
    return suyas


@dato
class NovedadVisible:
    """A fact of a case that one follows, in words."""

    id: UUID
    expediente: Expediente
    momento: datetime
    texto: str


def novedades_visibles(actor: Actor, *, antes_de: UUID | None = None, limite: int) -> list[NovedadVisible]:
    """A page of what is new in the cases that one follows, newest first."""
    return [
        NovedadVisible(una.id, una.expediente, una.hito.momento, que_paso(una.hito))
        for una in novedades(actor, antes_de=antes_de, limite=limite)
    ]


@dato
class FilaDeEquipo:
    """A person with what they have in hand, in words."""

    empleado: Empleado
    abiertas: int
    abiertas_texto: str
    vencidas_texto: str
    primera: date | None
    ausente: bool


def filas_de_equipo(gente: Sequence[EnMano]) -> list[FilaDeEquipo]:
    """The rows of the people that one supervises: who is away first, then who is late."""
    filas = sorted(gente, key=lambda uno: (not uno.ausente, -uno.vencidas))
    return [
        FilaDeEquipo(
            uno.empleado, uno.abiertas, con_tope(uno.abiertas), con_tope(uno.vencidas), uno.primera, uno.ausente
        )
        for uno in filas
    ]
