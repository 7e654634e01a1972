"""The searches that one keeps: the list, opening one, keeping one, deleting it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import buscador
from consistorio.canales.escritorio.vistas.busqueda import pagina_de_clase, resultados
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.servicios.busquedas import acciones, consultas
from consistorio.servicios.busquedas.models import MAXIMO_NOMBRE, MAXIMO_TEXTO
from consistorio.tramitacion.expedientes.permisos import VER


class Guardar(Formulario):
    """What is looked for, by which name, and for whom."""

    nombre = forms.CharField(label=gettext_lazy("Nombre"), max_length=MAXIMO_NOMBRE)
    texto = forms.CharField(label=gettext_lazy("Qué se busca"), max_length=MAXIMO_TEXTO)
    clase = forms.ChoiceField(label=gettext_lazy("Dónde"), required=False)
    unidad = forms.ChoiceField(
        label=gettext_lazy("¿Quién la usa?"),
        help_text=gettext_lazy("Cada persona encuentra con ella solo lo que puede ver."),
        required=False,
    )

    def __init__(self, *args: object, unidades: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        clases = [(codigo, str(clase.nombre)) for codigo, clase in buscador.CLASES.items()]
        for nombre, opciones in (
            ("clase", [("", _("En todo")), *clases]),
            ("unidad", [("", _("Solo yo")), *unidades.items()]),
        ):
            campo = self.fields[nombre]
            assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
            campo.choices = opciones


@empleado(VER)
@require_GET
def guardadas(request: PeticionConActor) -> HttpResponse:
    """Mine and those of my units."""
    nombres = {codigo: clase.nombre for codigo, clase in buscador.CLASES.items()}
    filas = [(una, nombres.get(una.clase, _("En todo"))) for una in consultas.guardadas(request.actor)]
    contexto = {"titulo": _("Búsquedas guardadas"), "filas": filas, "yo": request.actor.id}
    return render(request, "escritorio/busquedas.html", contexto)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def guardar(request: PeticionConActor) -> HttpResponse:
    """Keep a search. What is looked for comes by POST from the page of what was found: it is in no address."""
    vigentes = unidades_vigentes(en=hoy(reloj_de_la_casa()))
    suyas = {str(unidad.id): unidad.nombre for unidad in vigentes if unidad.id in request.actor.unidades}
    enviado = "nombre" in request.POST
    iniciales = {"texto": request.POST.get("q", "")[:MAXIMO_TEXTO], "clase": request.POST.get("clase", "")}
    formulario = Guardar(request.POST if enviado else None, initial=iniciales, unidades=suyas)

    def hacer() -> HttpResponse:
        dicho = formulario.cleaned_data
        unidad = UUID(dicho["unidad"]) if dicho["unidad"] else None
        acciones.guardar(
            actor=request.actor,
            nombre=dicho["nombre"],
            texto=dicho["texto"],
            clase=dicho["clase"],
            unidad_id=unidad,
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Búsqueda guardada."))
        return redirect("escritorio:busquedas")

    pagina = PaginaDeFormulario(
        _("Guardar una búsqueda"),
        "",
        _("Si ya guarda una con ese nombre, esta ocupa su lugar."),
        _("Guardar"),
        reverse("escritorio:busquedas"),
        _("Búsquedas guardadas"),
    )
    return atender(request, formulario, pagina, hacer, sin_mas=(Conflicto,))


@empleado(VER)
@require_GET
def abrir(request: PeticionConActor, busqueda_id: UUID) -> HttpResponse:
    """What a kept search finds today, for who opens it."""
    guardada = consultas.visibles_para(request.actor).filter(id=busqueda_id).first()
    if guardada is None:
        raise NoEncontrado(_("No encontramos esa búsqueda."))
    if guardada.clase in buscador.CLASES:
        return pagina_de_clase(request, guardada.clase, guardada.texto)
    return resultados(request, guardada.texto)


@empleado(VER)
@require_POST
def borrar(request: PeticionConActor, busqueda_id: UUID) -> HttpResponse:
    """Keep it no more."""
    acciones.borrar(actor=request.actor, busqueda_id=busqueda_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Búsqueda borrada."))
    return redirect("escritorio:busquedas")
