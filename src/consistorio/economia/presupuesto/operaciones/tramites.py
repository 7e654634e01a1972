"""The states of the budget, from its draft to its publication (TRLRHL 168-169; RD 500/1990 art. 20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.eventos import TramiteAnotado
from consistorio.economia.presupuesto.models import TramitePresupuesto
from consistorio.economia.presupuesto.operaciones.a_la_vez import de_uno_solo
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.tipos import PresupuestoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Duracion, Unidad

Estado = TramitePresupuesto.Estado
ORDEN: Final = tuple(Estado)
DIAS_DE_EXPOSICION: Final = 15  # working days, TRLRHL 169.1
# Whose act each state is (TRLRHL 168.4, 169.1; the Junta where LBRL 127.1.b reaches): announcements are of nobody
_ORGANOS: Final = {
    Estado.PROYECTO: ("presidencia", "junta"),
    Estado.INICIAL: ("pleno",),
    Estado.DEFINITIVA: ("pleno",),
}


def organos_de(estado: str, *, reclamaciones: bool) -> tuple[str, ...]:
    """Who may bring a budget to a state, whom the law names first; ("",) when it is no act: an announcement, or its exposition ended without claims."""
    if estado == Estado.DEFINITIVA and not reclamaciones:
        return ("",)
    return _ORGANOS.get(Estado(estado), ("",))


def anotar_tramite(
    anio: int,
    estado: str,
    fecha: date,
    *,
    documento_id: UUID | None,
    organo: str = "",
    reclamaciones: bool,
    actor: Actor,
    reloj: Reloj,
) -> TramitePresupuesto:
    """Note that the budget of a year reached a state: each once, after the one before it. Without claims it is definitive when its exposition ends.

    `documento_id`: of the draft, its bases de ejecución; of an act, its agreement; of the others, the announcement, which may lack; `organo`: whose act it is, that of the law if it is not said. Writes: TramitePresupuesto. Emits: presupuesto.tramite. Raises
    DatosIncorrectos with every problem, Conflicto (somebody else noted it meanwhile).
    """
    exigir_transaccion()
    hechos = {uno.estado: uno.fecha for uno in TramitePresupuesto.objects.filter(ejercicio=anio)}
    problemas = problemas_de_orden(ORDEN, hechos, estado, fecha)
    if not problemas and estado == Estado.DEFINITIVA and not reclamaciones:
        problemas += problemas_de_exposicion(hechos[Estado.EXPOSICION], fecha)
    problemas += problemas_de_manana(fecha, reloj)
    pueden = organos_de(estado, reclamaciones=reclamaciones) if estado in Estado.values else ("",)
    if documento_id is None and pueden[0]:
        mensaje = _("Elija el documento del acuerdo.")
        if estado == Estado.PROYECTO:
            mensaje = _("Elija el documento de las bases de ejecución.")
        problemas.append(Problema("documento", mensaje))
    if organo and organo not in pueden:
        nombres = ", ".join(str(TramitePresupuesto.Organo(uno).label) for uno in pueden if uno)
        mensaje = _("Lo hace: %(o)s.") % {"o": nombres} if nombres else _("Ese paso no es un acuerdo de ningún órgano.")
        problemas.append(Problema("organo", mensaje))
    exigir(problemas)
    with de_uno_solo(_("Otra persona ha anotado ese estado mientras tanto.")):
        tramite = TramitePresupuesto.objects.create(
            ejercicio=anio,
            estado=estado,
            fecha=fecha,
            documento_id=documento_id,
            organo=organo or pueden[0],
            reclamaciones=reclamaciones,
        )
    hecho = TramiteAnotado(tramite.id, anio, estado, fecha, documento_id)
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[tramite])
    return tramite


def problemas_de_orden(
    orden: Sequence[TramitePresupuesto.Estado], hechos: Mapping[str, date], estado: str, fecha: date
) -> list[Problema]:
    """Why a state is not the one that comes now. `orden`: those that there are; `hechos`: those that were reached, with their day."""
    if estado not in orden:
        return [Problema("estado", _("Elija un estado del presupuesto."))]
    if estado in hechos:
        return [Problema("estado", _("Ese estado ya está anotado."))]
    if orden.index(Estado(estado)) != len(hechos):
        return [Problema("estado", _("Antes va: %(e)s.") % {"e": orden[len(hechos)].label})]
    if hechos and fecha < max(hechos.values()):
        return [Problema("fecha", _("La fecha es anterior a la del estado en el que está."))]
    return []


def problemas_de_manana(fecha: date, reloj: Reloj) -> list[Problema]:
    """What is noted has happened."""
    if fecha <= hoy(reloj):
        return []
    return [Problema("fecha", _("La fecha no ha llegado: se anota lo que ya ha pasado."))]


def problemas_de_exposicion(desde: date, fecha: date) -> list[Problema]:
    """Nothing is definitive while the exposition that began on a day goes on."""
    duracion = Duracion(DIAS_DE_EXPOSICION, Unidad.DIAS_HABILES)
    termina = calcular(desde, duracion, calendario_de_la_sede(en=desde)).vence
    if fecha > termina:
        return []
    mensaje = _("La exposición termina el %(d)s: hasta entonces puede haber reclamaciones.")
    return [Problema("fecha", mensaje % {"d": f"{termina:%d/%m/%Y}"})]


def exigir_en_vigor(anio: int) -> None:
    """A budget whose states are noted is loaded once it was published (TRLRHL 169.5). Raises DatosIncorrectos."""
    ultimo = TramitePresupuesto.objects.filter(ejercicio=anio).order_by("-fecha", "-id").first()
    if ultimo is not None and not TramitePresupuesto.objects.filter(ejercicio=anio, estado=Estado.PUBLICADA).exists():
        mensaje = _("El presupuesto de %(a)d no está en vigor: está en «%(e)s». Anote antes su publicación.")
        datos = {"a": anio, "e": Estado(ultimo.estado).label}
        exigir([Problema("estado", mensaje % datos)])


def exigir_publicado(anio: int) -> date:
    """The day of its definitive approval. What is loaded from files is in force once every step of its approval is noted, until its publication (TRLRHL 168-169). Raises DatosIncorrectos."""
    hechos = dict(TramitePresupuesto.objects.filter(ejercicio=anio).values_list("estado", "fecha"))
    faltan = [str(estado.label) for estado in ORDEN if estado not in hechos]
    if faltan:
        mensaje = _("El presupuesto de %(a)d no está en vigor. Anote antes los pasos de su aprobación: %(p)s.")
        exigir([Problema("estado", mensaje % {"a": anio, "p": ", ".join(faltan)})])
    return hechos[Estado.DEFINITIVA]


def como_se_aprobo(nuevo: PresupuestoNuevo) -> PresupuestoNuevo:
    """A budget with the document of its agreement, if its states are noted: that of the Pleno, which without claims is the first one. Raises DatosIncorrectos (another day)."""
    hechos = {uno.estado: uno for uno in TramitePresupuesto.objects.filter(ejercicio=nuevo.anio)}
    if Estado.DEFINITIVA not in hechos:
        return nuevo
    definitiva = hechos[Estado.DEFINITIVA]
    if nuevo.aprobado != definitiva.fecha:
        mensaje = _("Su aprobación definitiva está anotada el %(d)s: escriba ese día.")
        exigir([Problema("aprobado", mensaje % {"d": f"{definitiva.fecha:%d/%m/%Y}"})])
    acuerdo = definitiva if definitiva.documento_id is not None else hechos[Estado.INICIAL]
    return replace(nuevo, documento_id=nuevo.documento_id or acuerdo.documento_id)
