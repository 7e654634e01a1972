"""One's own contact data and channel of notifications (LPACAP 14, 41)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.templatetags.componentes import fecha
from consistorio.canales.sede.formularios_web import FormularioCanal, FormularioContacto
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad import acciones, consultas
from consistorio.plataforma.identidad.models import Persona, PreferenciaCanal


@ciudadania()
@require_http_methods(["GET", "POST"])
def mis_datos(request: PeticionConActor) -> HttpResponseBase:
    """Contact for notices and, for who is not obliged, the channel of notifications."""
    if request.actor.solo_procedimiento:
        raise NoPermitido(
            _("Su representación es solo para un trámite y no alcanza a los datos de esa persona."),
            que_hacer=_("Actúe en su propio nombre para ver los suyos."),
        )
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
        elegido = acciones.canal.elegir_canal(
            actor=request.actor, canal=canal.cleaned_data["canal"], reloj=reloj_de_la_casa()
        )
        messages.success(
            request,
            _("Hemos anotado su elección. Vale para las notificaciones que hagamos desde el %(dia)s.")
            % {"dia": fecha(elegido.efectos_desde)},
        )
        return redirect("sede:mis_datos")
    malo = bool(contacto.errors or canal.errors)
    contexto = {
        "titulo": _("Mis datos de contacto"),
        "persona": persona,
        "actual": dict(PreferenciaCanal.Canal.choices)[actual],
        "pendiente": consultas.cambio_de_canal_pendiente(persona, en=hoy(reloj_de_la_casa())),
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
