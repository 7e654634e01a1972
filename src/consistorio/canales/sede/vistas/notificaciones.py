"""Notifications: list, warning before opening, accept or refuse (LPACAP 41-43; RD 203/2021 42 and 45)."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.sede import seguimiento
from consistorio.documental.documentos.consultas import leer
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones import acciones, consultas
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.contenido import ActoNotificable
from consistorio.servicios.notificaciones.models import EnvioRetirado, Notificacion
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente

PAGINA = 50
AVISADA = "notificacion_avisada:"
CADUCO = gettext_lazy("El plazo para abrirla ya había terminado. Consta como rechazada, pero puede leerla.")


@ciudadania()
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """Those to open, with their days left; then the rest. Each of the two lists has its pages, and the address says where both are."""
    dia = hoy(reloj_de_la_casa())
    tras, antes = identificador(request.GET.get("tras")), identificador(request.GET.get("antes"))
    por_abrir = consultas.pagina_de_pendientes(request.actor, tras=tras, limite=PAGINA + 1)
    otras = consultas.visibles_para(request.actor).exclude(consultas.POR_ABRIR)
    if antes is not None:
        otras = otras.filter(id__lt=antes)
    pagina = list(otras.select_related("expediente").order_by("-id")[: PAGINA + 1])
    contexto = {
        "titulo": _("Mis notificaciones"),
        "pendientes": [(n, (n.caduca - dia).days if n.caduca else None) for n in por_abrir[:PAGINA]],
        "pendientes_siguiente": _pagina(por_abrir[PAGINA - 1].id, antes) if len(por_abrir) > PAGINA else "",
        "pendientes_anterior": _pagina(None, antes) if tras else "",
        "otras": pagina[:PAGINA],
        "siguiente": _pagina(tras, pagina[PAGINA - 1].id) if len(pagina) > PAGINA else "",
        "anterior": _pagina(tras, None) if antes else "",
    }
    return render(request, "sede/notificaciones.html", contexto)


def _pagina(tras: UUID | None, antes: UUID | None) -> str:
    """Where one list goes on after one of its rows, and the other before one of its."""
    return f"?{urlencode({clave: str(valor) for clave, valor in (('tras', tras), ('antes', antes)) if valor})}"


@ciudadania()
@require_GET
def notificacion(request: PeticionConActor, notificacion_id: UUID) -> HttpResponse:
    """The warning while it is not opened (its content is not shown); the content once it was practised by access."""
    hallada = notificacion_para(request.actor, notificacion_id, motivo=_("Consulta en la sede"))
    if hallada.por_abrir:
        request.session[f"{AVISADA}{hallada.id}"] = reloj_de_la_casa().ahora().isoformat()
        return render(
            request, "sede/notificacion_aviso.html", {"titulo": _("Notificación pendiente"), "notificacion": hallada}
        )
    if hallada.sin_leer:
        informa = hallada.clase == Notificacion.Clase.COMUNICACION
        titulo = _("Comunicación retirada") if informa else _("Notificación retirada")
        sin_efecto = hallada.retirada.motivo == EnvioRetirado.Motivo.SIN_EFECTO
        contexto = {"titulo": titulo, "notificacion": hallada, "informa": informa, "sin_efecto": sin_efecto}
        return render(request, "sede/notificacion_retirada.html", contexto)
    contexto = {
        "titulo": hallada.asunto,
        "notificacion": hallada,
        "acto": ActoNotificable.de_datos(hallada.contenido),
        "turno": _turno(request, hallada.expediente),
        "leida": hallada.estado == Notificacion.Estado.ACCEDIDA,
        "sin_efecto": consultas.quedo_sin_efecto(hallada),
    }
    return render(request, "sede/notificacion.html", contexto)


def _turno(request: PeticionConActor, expediente: Expediente) -> seguimiento.Turno | None:
    """What follows, for who may still see the case."""
    suyo = visibles_para(request.actor).filter(id=expediente.id).exists()
    return seguimiento.turno(expediente, request.actor) if suyo else None


@ciudadania()
@require_POST
def aceptar(request: PeticionConActor, notificacion_id: UUID) -> HttpResponseBase:
    """Open it: from now it counts as notified."""
    abierta = acciones.acceder(
        actor=request.actor,
        notificacion_id=notificacion_id,
        advertida_el=_avisada(request, notificacion_id),
        reloj=reloj_de_la_casa(),
    )
    if abierta.estado == Notificacion.Estado.CADUCADA:
        messages.warning(request, CADUCO)
    return redirect("sede:notificacion", notificacion_id=notificacion_id)


@ciudadania()
@require_POST
def rechazar(request: PeticionConActor, notificacion_id: UUID) -> HttpResponseBase:
    """Refuse it: the procedure goes on as if it had been notified."""
    hallada = acciones.rechazar(
        actor=request.actor,
        notificacion_id=notificacion_id,
        advertida_el=_avisada(request, notificacion_id),
        reloj=reloj_de_la_casa(),
    )
    if hallada.estado == Notificacion.Estado.RECHAZADA:
        messages.success(request, _("Ha rechazado la notificación. Cuenta como notificada y el trámite sigue."))
    elif hallada.estado == Notificacion.Estado.CADUCADA:
        messages.warning(request, CADUCO)
    else:  # opened meanwhile, in another window or by who acts for the same person
        estado = hallada.get_estado_display()
        messages.warning(request, _("No la ha rechazado: ya constaba como «%(e)s».") % {"e": estado})
    return redirect("sede:notificaciones")


@ciudadania()
@require_GET
def documento(request: PeticionConActor, notificacion_id: UUID, cual: str) -> HttpResponse:
    """The notified document, or the proof of what happened with it. Never before it was practised."""
    hallada = notificacion_para(request.actor, notificacion_id, motivo=_("Copia del documento notificado"))
    if hallada.por_abrir:
        raise NoPermitido(
            _("Todavía no ha abierto la notificación."), que_hacer=_("Ábrala y después podrá leer el documento.")
        )
    if hallada.sin_leer:
        raise NoPermitido(_("El Ayuntamiento retiró este envío y ya no se puede leer."))
    pedido = {"documento": hallada.documento, "evidencia": hallada.evidencia, "cedula": hallada.cedula}.get(cual)
    if pedido is None:
        raise NoEncontrado(_("Ese documento todavía no está."), que_hacer=_("Vuelva a mirar en unos minutos."))
    respuesta = HttpResponse(leer(pedido), content_type="application/pdf")
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{hallada.numero.replace("/", "-")}-{cual}.pdf"'
    return respuesta


def _avisada(request: PeticionConActor, notificacion_id: UUID) -> datetime | None:
    """When this session was shown the warning."""
    return parse_datetime(str(request.session.get(f"{AVISADA}{notificacion_id}", "")))
