"""The jobs of the queues."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.admin_tecnica import palabras
from consistorio.canales.admin_tecnica.formularios import FiltroTrabajos, Motivo
from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import consultas
from consistorio.plataforma.cola.tipos import EstadoTrabajo, TrabajoEnCola
from consistorio.plataforma.supervision import consultas as supervision
from consistorio.plataforma.supervision.acciones.abandonar_trabajo import abandonar_trabajo
from consistorio.plataforma.supervision.acciones.reintentar_trabajo import reintentar_trabajo

POR_PAGINA = 25


@empleado("colas.administrar")
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """How many in each queue and state, and the newest ones."""
    form = FiltroTrabajos(request.GET)
    datos = form.cleaned_data if form.is_valid() else {}
    estado = EstadoTrabajo(datos["estado"]) if datos.get("estado") else None
    cola = str(datos.get("cola") or "")
    hallados = consultas.trabajos(estado=estado, cola=cola, antes_de=datos.get("antes_de"), limite=POR_PAGINA + 1)
    visibles = hallados[:POR_PAGINA]
    siguiente = ""
    if len(hallados) > POR_PAGINA:
        siguiente = "?" + urlencode({"estado": estado or "", "cola": cola, "antes_de": visibles[-1].id})
    contexto = {
        "titulo": _("Trabajos automáticos"),
        "form": form,
        "resumen": _resumen(),
        "trabajos": [(t, palabras.de_trabajo(t.nombre), palabras.de_cola(t.cola)) for t in visibles],
        "siguiente": siguiente,
        "anterior": request.path if datos.get("antes_de") else "",
    }
    return render(request, "admin_tecnica/trabajos.html", contexto)


@empleado("colas.administrar")
@require_GET
def ver(request: PeticionConActor, trabajo_id: int) -> HttpResponse:
    """One job: what it does, why each attempt failed, what people did about it."""
    trabajo = _trabajo(trabajo_id)
    contexto = {
        "titulo": palabras.de_trabajo(trabajo.nombre),
        "trabajo": trabajo,
        "filas": _filas(trabajo),
        "fallos": consultas.fallos_de(trabajo_id),
        "intervenciones": supervision.intervenciones(trabajo_id),
        "puede_reintentar": trabajo.estado in (EstadoTrabajo.FALLIDO, EstadoTrabajo.ABANDONADO)
        or (trabajo.estado is EstadoTrabajo.EN_ESPERA and trabajo.previsto is not None),
        "puede_abandonar": trabajo.estado in (EstadoTrabajo.FALLIDO, EstadoTrabajo.EN_ESPERA),
    }
    return render(request, "admin_tecnica/trabajo.html", contexto)


@empleado("colas.administrar")
@require_POST
def reintentar(request: PeticionConActor, trabajo_id: int) -> HttpResponse:
    """Try it again now."""
    reintentar_trabajo(actor=request.actor, trabajo_id=trabajo_id, reloj=reloj_de_la_casa())
    messages.success(request, _("El trabajo se reintentará en cuanto un trabajador quede libre."))
    return HttpResponseRedirect(reverse("admin_tecnica:trabajo", args=[trabajo_id]))


@empleado("colas.administrar")
def abandonar(request: PeticionConActor, trabajo_id: int) -> HttpResponse:
    """Give it up, saying why."""
    trabajo = _trabajo(trabajo_id)
    cambio = Cambio(
        _("Abandonar el trabajo %(n)d") % {"n": trabajo_id},
        _("Abandonar"),
        reverse("admin_tecnica:trabajo", args=[trabajo_id]),
        _("Trabajo abandonado."),
        _("No se hará: %(que)s. Puede reintentarlo más adelante.")
        % {"que": palabras.de_trabajo(trabajo.nombre).lower()},
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        Motivo(request.POST or None),
        lambda datos: abandonar_trabajo(
            actor=request.actor, trabajo_id=trabajo_id, motivo=str(datos["motivo"]), reloj=reloj_de_la_casa()
        ),
    )


def _trabajo(trabajo_id: int) -> TrabajoEnCola:
    trabajo = consultas.trabajo_por_id(trabajo_id)
    if trabajo is None:
        raise NoEncontrado(
            _("Ese trabajo no existe o ya se borró."), que_hacer=_("Los terminados se borran a los pocos días.")
        )
    return trabajo


def _resumen() -> list[tuple[str, str, list[tuple[EstadoTrabajo, int, str]]]]:
    """Each queue with how many jobs are in each state that needs eyes, and the address of their list."""
    vivos = (EstadoTrabajo.EN_ESPERA, EstadoTrabajo.EN_CURSO, EstadoTrabajo.FALLIDO, EstadoTrabajo.ABANDONADO)
    return [
        (cola, palabras.de_cola(cola), [(e, n.get(e, 0), "?" + urlencode({"estado": e, "cola": cola})) for e in vivos])
        for cola, n in sorted(consultas.resumen().items())
    ]


def _filas(trabajo: TrabajoEnCola) -> list[Fila]:
    filas = [
        Fila(_("Número"), str(trabajo.id)),
        Fila(_("Nombre interno"), trabajo.nombre, codigo=True),
        Fila(_("Cola"), palabras.de_cola(trabajo.cola)),
        Fila(_("Intentos"), str(trabajo.intentos)),
    ]
    if trabajo.encolado_el:
        filas.append(Fila(_("Pedido"), f"{en_madrid(trabajo.encolado_el):%d/%m/%Y %H:%M:%S}"))
    if trabajo.previsto:
        filas.append(Fila(_("Previsto"), f"{en_madrid(trabajo.previsto):%d/%m/%Y %H:%M:%S}"))
    return [*filas, *(Fila(str(clave), str(valor), codigo=True) for clave, valor in trabajo.ids.items())]
