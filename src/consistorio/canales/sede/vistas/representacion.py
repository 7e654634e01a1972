"""Acting for another person, the powers granted and received, and one's own contact data (LPACAP 5-6, 14, 41)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.sede import tramites
from consistorio.canales.sede.formularios_web import FormularioCanal, FormularioContacto, FormularioRepresentacion
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad import acciones, consultas
from consistorio.plataforma.identidad.models import Persona, Representacion

ACTOS: dict[str, Callable[..., Representacion]] = {
    "aceptar": acciones.representacion.aceptar,
    "rechazar": acciones.representacion.rechazar,
    "renunciar": acciones.representacion.renunciar,
    "revocar": acciones.representacion.revocar,
}


@ciudadania()
@require_GET
def representar(request: PeticionConActor) -> HttpResponse:
    """For whom this session may act, and every power granted or received."""
    actor, dia = request.actor, hoy(reloj_de_la_casa())
    contexto = {
        "titulo": _("Actuar por otra persona"),
        "posibles": consultas.puede_actuar_por(actor.id, en=dia),
        "recibidas": [r for r in consultas.representaciones_de(actor.id) if r.representante_id == actor.id],
        "otorgadas": [
            r
            for r in consultas.representaciones_de(actor.persona_interesada)
            if r.representado_id == actor.persona_interesada
        ],
    }
    return render(request, "sede/representar.html", contexto)


@ciudadania()
@require_POST
def elegir(request: PeticionConActor) -> HttpResponseBase:
    """Act from now on for the chosen person, or for oneself."""
    elegida = request.POST.get("representacion", "")
    try:
        representacion_id = UUID(elegida) if elegida else None
    except ValueError as error:
        raise NoEncontrado(_("No encontramos esa representación.")) from error
    acciones.sesion.elegir_representado(
        actor=request.actor, representacion_id=representacion_id, reloj=reloj_de_la_casa()
    )
    messages.success(
        request,
        _("Desde ahora actúa en nombre de otra persona.") if elegida else _("Desde ahora actúa en su propio nombre."),
    )
    return redirect("sede:carpeta")


@ciudadania()
@require_POST
def acto(request: PeticionConActor, representacion_id: UUID, cual: str) -> HttpResponseBase:
    """Accept, reject, renounce or revoke a power."""
    if cual not in ACTOS:
        raise NoEncontrado(_("No encontramos esa gestión."))
    ACTOS[cual](actor=request.actor, representacion_id=representacion_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Hemos anotado el cambio en la representación."))
    return redirect("sede:representar")


@ciudadania(nivel=Nivel.SUSTANCIAL)
@require_http_methods(["GET", "POST"])
def otorgar(request: PeticionConActor) -> HttpResponseBase:
    """Grant a power to somebody."""
    opciones = [(d.codigo, d.nombre) for d in tramites.publicados()]
    formulario = FormularioRepresentacion(request.POST or None).con_tramites(opciones)
    if request.method == "POST" and formulario.is_valid():
        datos = formulario.cleaned_data
        try:
            acciones.representacion.otorgar_en_sede(
                actor=request.actor,
                representante={c: datos[c] for c in ("nif", "nombre", "apellido1", "apellido2", "razon_social")},
                alcance=datos["alcance"],
                procedimiento=datos["procedimiento"],
                desde=hoy(reloj_de_la_casa()),
                hasta=datos["hasta"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            for problema in error.problemas:
                formulario.add_error(problema.campo if problema.campo in formulario.fields else None, problema.mensaje)
        except Conflicto as error:
            formulario.add_error(None, str(error))
        else:
            messages.success(request, _("Ha otorgado la representación. Valdrá cuando la otra persona la acepte."))
            return redirect("sede:representar")
    contexto = {
        "titulo": _("Dar poder para que le representen"),
        "formulario": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "sede/otorgar.html", contexto, status=422 if formulario.errors else 200)


@ciudadania()
@require_http_methods(["GET", "POST"])
def mis_datos(request: PeticionConActor) -> HttpResponseBase:
    """Contact for notices and, for who is not obliged, the channel of notifications."""
    persona = Persona.objects.get(id=request.actor.persona_interesada)
    actual = consultas.canal_de(persona, en=hoy(reloj_de_la_casa()))
    enviado = request.POST.get("cual", "")
    contacto = FormularioContacto(
        request.POST if enviado == "contacto" else None,
        initial={"correo": persona.correo, "telefono": persona.telefono},
    )
    canal = FormularioCanal(request.POST if enviado == "canal" else None, initial={"canal": actual})
    if enviado == "contacto" and contacto.is_valid() and _cambiar_contacto(request, contacto):
        return redirect("sede:mis_datos")
    if enviado == "canal" and canal.is_valid():
        acciones.canal.elegir_canal(actor=request.actor, canal=canal.cleaned_data["canal"], reloj=reloj_de_la_casa())
        messages.success(request, _("Hemos anotado su elección. Tendrá efecto dentro de cinco días hábiles."))
        return redirect("sede:mis_datos")
    malo = bool(contacto.errors or canal.errors)
    contexto = {
        "titulo": _("Mis datos de contacto"),
        "persona": persona,
        "contacto": contacto,
        "canal": canal,
        "hay_errores": malo,
    }
    return render(request, "sede/mis_datos.html", contexto, status=422 if malo else 200)


def _cambiar_contacto(request: PeticionConActor, formulario: FormularioContacto) -> bool:
    """Save; with problems they go to the form and the answer is False."""
    datos = formulario.cleaned_data
    try:
        acciones.canal.cambiar_contacto(
            actor=request.actor, correo=datos["correo"], telefono=datos["telefono"], reloj=reloj_de_la_casa()
        )
    except DatosIncorrectos as error:
        for problema in error.problemas:
            formulario.add_error(problema.campo if problema.campo in formulario.fields else None, problema.mensaje)
        return False
    messages.success(request, _("Hemos guardado sus datos de contacto."))
    return True
