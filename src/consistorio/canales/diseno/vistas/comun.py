"""What every page of a draft does: show a form, save the layer that comes out of it, go back to the draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.diseno.formularios import Confirmar
from consistorio.canales.diseno.lecturas import Leido
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import acciones
from consistorio.tramitacion.formularios.valores import Valor

SIN_GUARDAR = "sin_guardar"  # a button of that name shows the form again with what was chosen in it


@dato
class Pagina:
    """Words of a page. `explicacion`: what is read before the form; `quitar`: where to take the thing away, if it may be; `otras`: other pages about it, with their words; `plantilla`: how it is
    drawn, with `extra`; `al_guardar`: where one goes once it is saved, if not to the draft; `se_guarda_solo`: it saves by itself while somebody writes."""

    titulo: str
    boton: str
    explicacion: str = ""
    quitar: str = ""
    quitar_texto: str = ""
    otras: Sequence[tuple[str, str]] = ()
    peligro: bool = False
    se_guarda_solo: bool = False
    plantilla: str = "diseno/formulario.html"
    extra: Mapping[str, object] = field(default_factory=dict)
    al_guardar: Callable[[], str] | None = None


def atender(
    request: PeticionConActor,
    leido: Leido,
    form: forms.Form,
    pagina: Pagina,
    capa_nueva: Callable[[], Mapping[str, Valor]],
) -> HttpResponse:
    """Show the form; sent and right, save the layer that `capa_nueva` makes. What is refused is said on it, and nothing typed is lost.
    Sent with the button that saves nothing (`SIN_GUARDAR`), it is shown again: the answers of the question that was chosen are there.

    Sent by its script (which asks for JSON) it answers the edition that is saved now, or why nothing was saved; 409, that somebody else did.
    """
    solo = request.headers.get("Accept") == "application/json"
    if SIN_GUARDAR in request.POST:
        form.errors.clear()  # what is typed is shown again with what can be chosen now, and nothing is judged yet
    elif request.method == "POST" and form.is_valid():
        try:
            guardado = acciones.guardar_borrador(
                actor=request.actor,
                borrador_id=leido.borrador.id,
                edicion=form.cleaned_data["edicion"],
                capa=capa_nueva(),
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
            if not error.problemas and error.que_hacer:
                form.add_error(None, error.que_hacer)
            if solo and isinstance(error, Conflicto):
                return JsonResponse({"mensaje": error.entero}, status=409)
        else:
            if solo:
                cuando = en_madrid(guardado.editado_el)
                dicho = _("Guardado a las %(h)s.") % {"h": f"{cuando:%H:%M:%S}"}
                return JsonResponse({"edicion": guardado.edicion, "mensaje": dicho})
            messages.success(request, _("Guardado."))
            return redirect(
                pagina.al_guardar() if pagina.al_guardar else reverse("diseno:borrador", args=[leido.borrador.id])
            )
    if solo and request.method == "POST":
        faltas = " ".join(str(mensaje) for mensajes in form.errors.values() for mensaje in mensajes)
        return JsonResponse({"mensaje": _("Todavía no se ha guardado: %(f)s") % {"f": faltas}}, status=422)
    contexto = {
        "titulo": pagina.titulo,
        "pagina": pagina,
        "leido": leido,
        "form": form,
        "hay_errores": bool(form.errors),
        **pagina.extra,
    }
    return render(request, pagina.plantilla, contexto, status=422 if form.errors else 200)


def enviado(request: PeticionConActor) -> Mapping[str, object] | None:
    """What was sent, if it was."""
    return request.POST if request.method == "POST" else None


def confirmacion(request: PeticionConActor, leido: Leido) -> Confirmar:
    """A form that only asks to be sure."""
    return Confirmar(enviado(request), initial={"edicion": leido.borrador.edicion})
