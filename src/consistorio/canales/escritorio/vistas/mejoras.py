"""What units ask to change in procedures: the list, asking, and a request with what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.mejoras import acciones, consultas
from consistorio.servicios.mejoras.acceso import peticion_para
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.servicios.mejoras.permisos import PEDIR, RESPONDER
from consistorio.tramitacion.catalogo.consultas import publicados

POR_PAGINA = 25
TEXTO = forms.Textarea(attrs={"rows": 5})
POR_ESTADO = {
    "abierta": gettext_lazy("Abiertas"),
    "aceptada": gettext_lazy("Aceptadas"),
    "rechazada": gettext_lazy("Rechazadas"),
    "hecha": gettext_lazy("Hechas"),
}


class NuevaPeticion(Formulario):
    """A request."""

    procedimiento = forms.ChoiceField(label=gettext_lazy("¿De qué procedimiento?"))
    unidad = forms.ChoiceField(label=gettext_lazy("¿Para qué unidad lo pide?"))
    problema = forms.CharField(
        label=gettext_lazy("¿Qué problema hay?"),
        help_text=gettext_lazy("Qué ocurre hoy y a quién. No escriba datos de personas."),
        max_length=4000,
        widget=TEXTO,
    )
    mejora = forms.CharField(
        label=gettext_lazy("¿Qué mejoraría?"),
        help_text=gettext_lazy("Días, pasos o papeles de menos. Cómo hacerlo lo propone el área."),
        max_length=4000,
        widget=TEXTO,
    )

    def __init__(self, datos: object, unidades: list[tuple[str, str]]) -> None:
        super().__init__(datos)
        procedimientos = [(v.procedimiento.codigo, v.procedimiento.nombre) for v in publicados()]
        for campo, opciones in (("procedimiento", procedimientos), ("unidad", unidades)):
            cual = self.fields[campo]
            assert isinstance(cual, forms.ChoiceField)  # noqa: S101  # narrows the type
            cual.choices = opciones if len(opciones) == 1 else [("", _("Elija")), *opciones]


class Mensaje(Formulario):
    """Something to say."""

    texto = forms.CharField(label=gettext_lazy("Mensaje"), max_length=4000, widget=TEXTO)


class Rechazo(Formulario):
    """Why not."""

    motivo = forms.CharField(label=gettext_lazy("¿Por qué se rechaza?"), max_length=2000, widget=TEXTO)


@empleado(PEDIR)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """Those of my units, and those of the areas for which they answer, by state."""
    estado = request.GET.get("estado", "")
    estado = estado if estado in POR_ESTADO else ""
    antes = identificador(request.GET.get("antes"))
    filas = consultas.pagina(request.actor, estado=estado, antes_de=antes, limite=POR_PAGINA + 1)
    base = reverse("escritorio:mejoras")
    aqui = f"{base}?estado={estado}" if estado else f"{base}?"
    contexto = {
        "titulo": _("Peticiones de cambio"),
        "filtros": [
            Enlace(_("Todas"), base, not estado),
            *(Enlace(str(texto), f"{base}?estado={cual}", cual == estado) for cual, texto in POR_ESTADO.items()),
        ],
        "filas": filas[:POR_PAGINA],
        "yo": request.actor.id,
        "siguiente": f"{aqui}&antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if antes else "",
    }
    return render(request, "escritorio/mejoras.html", contexto)


@empleado(PEDIR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor) -> HttpResponse:
    """Ask for a change in the name of one of my units."""
    unidades = [(str(unidad.id), unidad.nombre) for unidad in consultas.unidades_de(request.actor)]
    form = NuevaPeticion(request.POST if request.method == "POST" else None, unidades)

    def hacer() -> HttpResponse:
        peticion = acciones.pedir(
            actor=request.actor,
            procedimiento=form.cleaned_data["procedimiento"],
            unidad_id=UUID(form.cleaned_data["unidad"]),
            problema=form.cleaned_data["problema"],
            mejora=form.cleaned_data["mejora"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Enviada al área que responde del procedimiento. Aquí verá lo que conteste."))
        return redirect("escritorio:mejora", peticion_id=peticion.id)

    pagina = PaginaDeFormulario(
        _("Pedir un cambio en un procedimiento"),
        _("Peticiones de cambio"),
        _("La recibe el área que responde del procedimiento, y la ven las dos unidades."),
        _("Enviar la petición"),
        reverse("escritorio:mejoras"),
        _("Peticiones de cambio"),
    )
    return atender(request, form, pagina, hacer)


@empleado(PEDIR)
@require_GET
def ver(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """A request, what is said about it, what carries it and what it improved."""
    peticion = peticion_para(request.actor, peticion_id)
    responde = consultas.responde(request.actor, peticion)
    contexto = {
        "titulo": _("Petición de cambio"),
        "peticion": peticion,
        "responde": responde,
        "mensajes": consultas.mensajes_de(peticion),
        "borrador": consultas.borrador_abierto(peticion) if responde else None,
        "publicada": consultas.publicada_despues(peticion) if responde else None,
        "resultado": consultas.resultado_de(peticion),
        "por_ver": peticion.por_ver and peticion.pedida_por_id == request.actor.id,
    }
    return render(request, "escritorio/mejora.html", contexto)


@empleado(PEDIR)
@require_http_methods(["GET", "POST"])
def comentar(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """Say something about it."""
    peticion = peticion_para(request.actor, peticion_id)
    form = Mensaje(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.comentar(
            actor=request.actor, peticion_id=peticion_id, texto=form.cleaned_data["texto"], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Mensaje enviado."))
        return redirect("escritorio:mejora", peticion_id=peticion_id)

    explicacion = _("Lo verán su unidad y el área que responde del procedimiento. No se puede cambiar después.")
    pagina = _pagina(peticion, _("Escribir un mensaje"), explicacion, _("Enviar"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(RESPONDER)
@require_http_methods(["GET", "POST"])
def rechazar(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """Do not accept it, with the reason."""
    peticion = peticion_para(request.actor, peticion_id)
    form = Rechazo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.rechazar(
            actor=request.actor, peticion_id=peticion_id, motivo=form.cleaned_data["motivo"], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Petición rechazada: quien la hizo verá el motivo."))
        return redirect("escritorio:mejora", peticion_id=peticion_id)

    pagina = _pagina(peticion, _("Rechazar la petición"), _("Quien la hizo verá el motivo."), _("Rechazar"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(RESPONDER)
@require_POST
def aceptar(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """Accept it."""
    dicho = _("Petición aceptada. Se ha guardado cómo va hoy el procedimiento, para compararlo.")
    return _hacer(request, peticion_id, acciones.aceptar, dicho)


@empleado(RESPONDER)
@require_POST
def enlazar(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """What is being prepared carries it."""
    dicho = _("Cuando se publique lo que se está preparando, la petición quedará hecha.")
    return _hacer(request, peticion_id, acciones.enlazar_borrador, dicho)


@empleado(RESPONDER)
@require_POST
def hecha(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """The version in force carries it."""
    return _hacer(request, peticion_id, acciones.dar_por_hecha, _("Petición hecha: quien la pidió lo verá."))


def _hacer(
    request: PeticionConActor, peticion_id: UUID, accion: Callable[..., PeticionDeArea], dicho: str
) -> HttpResponse:
    """What the area does with it by a button alone, and back to it with what came of that."""
    try:
        accion(actor=request.actor, peticion_id=peticion_id, reloj=reloj_de_la_casa())
    except Conflicto as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, dicho)
    return redirect("escritorio:mejora", peticion_id=peticion_id)


@empleado(PEDIR)
@require_POST
def vista(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """I have seen what is new."""
    acciones.dar_por_vista(actor=request.actor, peticion_id=peticion_id, reloj=reloj_de_la_casa())
    return redirect("escritorio:mejora", peticion_id=peticion_id)


def _pagina(peticion: PeticionDeArea, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    nombre = peticion.procedimiento.nombre
    vuelta = reverse("escritorio:mejora", args=[peticion.id])
    return PaginaDeFormulario(titulo, nombre, explicacion, boton, vuelta, _("La petición"))
