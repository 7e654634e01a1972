"""On whose behalf one acts, and the representations that one granted or received."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.acceso import sesiones
from consistorio.canales.acceso.formularios import FormularioProrroga, FormularioRepresentacion
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.respuestas import repartir_problemas
from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad import consultas
from consistorio.plataforma.identidad.acciones import representacion as acciones
from consistorio.plataforma.identidad.acciones.sesion import elegir_representado
from consistorio.plataforma.identidad.models import Representacion
from consistorio.plataforma.identidad.operaciones import exigir_prorrogable
from consistorio.tramitacion.catalogo import consultas as catalogo

_VERBOS = {
    "aceptar": (acciones.aceptar, gettext_noop("Ha aceptado la representación.")),
    "rechazar": (acciones.rechazar, gettext_noop("Ha rechazado la representación.")),
    "renunciar": (acciones.renunciar, gettext_noop("Ha renunciado a la representación.")),
    "revocar": (acciones.revocar, gettext_noop("Ha revocado la representación.")),
}


@ciudadania(nivel=Nivel.BAJO)
@never_cache
@require_http_methods(["GET", "POST"])
def en_nombre_de(request: PeticionConActor) -> HttpResponseBase:
    """Choose on whose behalf one acts in this session."""
    siguiente = sesiones.destino(request.GET.get("siguiente", ""), por_defecto="/")
    if request.method == "POST":
        elegida = sesiones.uuid_o_nada(request.POST.get("representacion", ""))
        elegir_representado(actor=request.actor, representacion_id=elegida, reloj=reloj_de_la_casa())
        return HttpResponseRedirect(siguiente)
    poderes = consultas.puede_actuar_por(request.actor.sesion, en=hoy(reloj_de_la_casa()))
    datos = {
        "titulo": _("¿En nombre de quién actúa?"),
        "poderes": _con_tramite(poderes),
        "elegida": getattr(request, "representacion_id", None),
    }
    return render(request, "acceso/en_nombre_de.html", datos)


@ciudadania(nivel=Nivel.BAJO)
@never_cache
@require_GET
def lista(request: PeticionConActor) -> HttpResponseBase:
    """Representations granted and received, with what can be done with each."""
    propia = _de_quien(request.actor)
    todas = list(consultas.representaciones_de(propia))
    if propia != request.actor.id:
        todas += [r for r in consultas.representaciones_de(request.actor.id) if r.id not in {t.id for t in todas}]
    dia = hoy(reloj_de_la_casa())
    datos = {
        "titulo": _("Representaciones"),
        "otorgadas": _con_tramite(r for r in todas if r.representado_id == propia),
        "recibidas": _con_tramite(r for r in todas if r.representante_id in (request.actor.id, propia)),
        "hoy": dia,
    }
    return render(request, "acceso/representaciones.html", datos)


@ciudadania(nivel=Nivel.SUSTANCIAL)
@never_cache
@require_http_methods(["GET", "POST"])
def otorgar(request: PeticionConActor) -> HttpResponseBase:
    """Grant a representation apud acta."""
    formulario = FormularioRepresentacion(request.POST or None, tramites=list(_tramites().items()))
    estado = 200
    if request.method == "POST":
        estado = 422
        if formulario.is_valid():
            dicho = formulario.cleaned_data
            reloj = reloj_de_la_casa()
            try:
                acciones.otorgar_en_sede(
                    actor=request.actor,
                    representante={
                        **{c: dicho[c] for c in ("nif", "nombre", "apellido1", "apellido2")},
                        "razon_social": dicho["nombre"],
                    },
                    alcance=dicho["alcance"],
                    procedimiento=dicho["procedimiento"],
                    desde=hoy(reloj),
                    hasta=dicho["hasta"],
                    reloj=reloj,
                )
            except (DatosIncorrectos, Conflicto) as error:
                repartir_problemas(formulario, error)
            else:
                messages.success(
                    request, _("Ha otorgado la representación. Empieza a servir cuando la otra persona la acepte.")
                )
                return HttpResponseRedirect(reverse("acceso:representaciones"))
    datos = {"titulo": _("Dar su representación"), "form": formulario, "hay_errores": bool(formulario.errors)}
    return render(request, "acceso/otorgar.html", datos, status=estado)


@ciudadania(nivel=Nivel.SUSTANCIAL)
@never_cache
@require_http_methods(["GET", "POST"])
def prorrogar(request: PeticionConActor, representacion: UUID) -> HttpResponseBase:
    """Make a representation that one gave last longer (LPACAP 6.6)."""
    propia = _de_quien(request.actor)
    propias = consultas.representaciones_de(propia)
    poder = next((r for r in propias if r.id == representacion and r.representado_id == propia), None)
    if poder is None:
        raise NoEncontrado(_("No encontramos esa representación."))
    acciones.exigir_quien_otorga(request.actor, poder.alcance)
    exigir_prorrogable(poder, hoy=hoy(reloj_de_la_casa()))
    formulario = FormularioProrroga(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        try:
            acciones.prorrogar(
                actor=request.actor,
                representacion_id=representacion,
                hasta=formulario.cleaned_data["hasta"],
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            repartir_problemas(formulario, error)
        else:
            messages.success(request, _("Ha prorrogado la representación."))
            return HttpResponseRedirect(reverse("acceso:representaciones"))
    datos = {
        "titulo": _("Prorrogar una representación"),
        "form": formulario,
        "poder": poder,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "acceso/prorrogar.html", datos, status=422 if formulario.errors else 200)


@ciudadania(nivel=Nivel.BAJO)
@never_cache
@require_POST
def cambiar(request: PeticionConActor, representacion: UUID, verbo: str) -> HttpResponseBase:
    """Accept, reject, renounce or revoke. Raises NoEncontrado, Conflicto."""
    if verbo not in _VERBOS:
        raise NoEncontrado(_("Esta página no existe."))
    accion, mensaje = _VERBOS[verbo]
    accion(actor=request.actor, representacion_id=representacion, reloj=reloj_de_la_casa())
    messages.success(request, _(mensaje))
    return HttpResponseRedirect(reverse("acceso:representaciones"))


def _de_quien(actor: Actor) -> UUID:
    """Whose powers are shown. Who was sent for one procedure has no business with the other powers of who sent them."""
    return actor.id if actor.solo_procedimiento else actor.persona_interesada


def _tramites() -> dict[str, str]:
    """Name of each published procedure by its code, in Spanish order."""
    definiciones = (version.tipada for version in catalogo.publicados())
    return {d.codigo: d.nombre for d in sorted(definiciones, key=lambda d: clave_orden(d.nombre))}


def _con_tramite(representaciones: Iterable[Representacion]) -> list[tuple[Representacion, str]]:
    """Each with the name of its procedure, if it is for one only."""
    nombres = _tramites()
    return [(r, nombres.get(r.procedimiento, r.procedimiento)) for r in representaciones]


def representado(request: HttpRequest) -> str:
    """Name of who is represented in this session, for other channels' pages; empty when nobody is."""
    return str(getattr(request, "representado_nombre", ""))
