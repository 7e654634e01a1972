"""The memoria of the annual accounts: its notes, what of each is there, what is missing, and the text of one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.vistas.economia.cierre import como_esta
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de, ficheros
from consistorio.canales.escritorio.vistas.formularios import anotar_problemas
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.cierre import acciones
from consistorio.economia.cierre import memoria as de_la_memoria
from consistorio.economia.cierre.memoria import NotaVista
from consistorio.economia.cierre.models import Cierre, NotaDeMemoria, Rendicion
from consistorio.economia.cierre.permisos import RENDIR, VER
from consistorio.economia.cierre.reglas.memoria import INDICADORES, LARGO_TABLA, LARGO_TEXTO
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Nota(Formulario):
    """A note as it is typed; `version` is the one that was read."""

    texto = forms.CharField(
        label=gettext_lazy("Texto"),
        help_text=gettext_lazy("Deje una línea en blanco entre párrafos."),
        max_length=LARGO_TEXTO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    tabla = forms.CharField(
        label=gettext_lazy("Tabla, si hace falta"),
        help_text=gettext_lazy(
            "Una línea por fila y las celdas separadas por punto y coma. La primera línea son los títulos."
        ),
        max_length=LARGO_TABLA,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


@empleado(VER)
@require_GET
def memoria(request: PeticionConActor, anio: int) -> HttpResponse:
    """Its notes in order, with what each one has."""
    ejercicio_de(anio)
    notas, formada = _notas(anio), _formada(anio)
    contexto = {
        "titulo": _("Memoria de %(anio)d") % {"anio": anio},
        "anio": anio,
        "notas": notas,
        "faltan": [nota for nota in notas if nota.falta],
        "formada": formada,
        "descargas": ficheros("escritorio:fichero_del_cierre", anio, ""),
    }
    return render(request, "escritorio/economia/memoria.html", contexto)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def nota(request: PeticionConActor, anio: int, nota: int) -> HttpResponse:
    """A note: its tables, what was typed and, for who prepares the accounts, the form to type it."""
    ejercicio_de(anio)
    una = next((vista for vista in _notas(anio, nota) if vista.nota.numero == nota), None)
    if una is None:
        raise NoEncontrado(_("La memoria no tiene esa nota."))
    escribe = request.actor.puede(RENDIR) and not _formada(anio)
    del_anterior = de_la_memoria.escritas(anio - 1).get(nota) if not una.escrita.version else None
    form = Nota(request.POST if request.method == "POST" else None, initial=_de_partida(una.escrita, del_anterior))
    if request.method == "POST" and form.is_valid():
        try:
            acciones.escribir_nota(
                actor=request.actor, anio=anio, nota=nota, **form.cleaned_data, reloj=reloj_de_la_casa()
            )
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("La nota %(n)d está guardada.") % {"n": nota})
            return redirect("escritorio:memoria", anio=anio)
    contexto = {
        "titulo": una.titulo,
        "anio": anio,
        "una": una,
        "form": form if escribe or form.errors else None,
        "hay_errores": bool(form.errors),
        "del_anterior": del_anterior is not None and del_anterior.hay,
        "versiones": NotaDeMemoria.objects.filter(ejercicio=anio, nota=nota).order_by("-version"),
        "vuelta": reverse("escritorio:memoria", args=[anio]),
    }
    return render(request, "escritorio/economia/nota.html", contexto, status=422 if form.errors else 200)


def _de_partida(escrita: de_la_memoria.NotaEscrita, anterior: de_la_memoria.NotaEscrita | None) -> dict[str, object]:
    """What there is, or what was said the year before."""
    dicha = escrita if anterior is None else anterior
    return {"texto": dicha.texto, "tabla": dicha.tabla, "version": escrita.version}


def _notas(anio: int, nota: int = 0) -> list[NotaVista]:
    """All of them. `nota`: the one that is shown: only the indicators need the average period of payment, and none the list of what has to be looked at."""
    _hecho, _reparos, cuentas = como_esta(anio, repasando=nota == INDICADORES)
    return de_la_memoria.notas(cuentas, de_la_memoria.escritas(anio))


def _formada(anio: int) -> bool:
    """Whether its Cuenta General is formed, and the notes go with it as they are."""
    hecho = Cierre.objects.filter(ejercicio_id=anio, reapertura=None).first()
    if hecho is None:
        return False
    suyas = hecho.rendiciones.filter(clase=Rendicion.Clase.CUENTA_GENERAL)
    return suyas.exclude(estado=Rendicion.Estado.DEVUELTA).exists()
