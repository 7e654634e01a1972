"""The views that are kept of the lists of the accounts: keep one, call it otherwise, delete it, and say with which the list opens."""

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

from consistorio.canales.escritorio.guardadas import ENVIADO, LISTAS, VISTA, Lista, direccion, en_palabras, puestos
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.servicios.busquedas import acciones, consultas
from consistorio.servicios.busquedas.models import MAXIMO_NOMBRE, VistaGuardada
from consistorio.tramitacion.expedientes.permisos import VER


class Nombre(Formulario):
    """What a view is called."""

    nombre = forms.CharField(label=gettext_lazy("Nombre"), max_length=MAXIMO_NOMBRE)


class NuevaVista(Nombre):
    """By which name, and for whom; what it filters goes with it."""

    unidad = forms.ChoiceField(
        label=gettext_lazy("¿Quién la usa?"),
        help_text=gettext_lazy("Cada persona ve con ella solo lo que puede ver."),
        required=False,
    )

    def __init__(self, *args: object, unidades: dict[str, str], filtros: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["unidad"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [("", _("Solo yo")), *unidades.items()]
        for clave, valor in filtros.items():
            self.fields[f"{ENVIADO}{clave}"] = forms.CharField(required=False, initial=valor, widget=forms.HiddenInput)


@empleado(VER)
@require_GET
def vistas(request: PeticionConActor, lista: str) -> HttpResponse:
    """Those of a list: mine, which I may change, and those of my units."""
    una, anio = _lista(request, lista), _anio(request)
    base = direccion(lista, anio)
    contexto = {
        "titulo": _("Vistas de «%(lista)s»") % {"lista": una.nombre},
        "lista": lista,
        "anio": anio,
        "filas": [
            (vista, en_palabras(lista, vista.filtros), f"{base}?{VISTA}={vista.id}")
            for vista in consultas.vistas(request.actor, lista)
        ],
        "primera": consultas.primera(request.actor, lista),
        "yo": request.actor.id,
        "vuelta": f"{base}?{VISTA}=",
        "nombre_de_lista": una.nombre,
    }
    return render(request, "escritorio/economia/vistas_guardadas.html", contexto)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def guardar(request: PeticionConActor, lista: str) -> HttpResponse:
    """Keep the filters that the list was looked at with. They come by POST from its page: they are in no address."""
    una, anio = _lista(request, lista), _anio(request)
    filtros = puestos(lista, request.POST, ENVIADO)
    vigentes = unidades_vigentes(en=hoy(reloj_de_la_casa()))
    suyas = {str(unidad.id): unidad.nombre for unidad in vigentes if unidad.id in request.actor.unidades}
    enviado = "nombre" in request.POST
    formulario = NuevaVista(request.POST if enviado else None, unidades=suyas, filtros=filtros)
    pagina = PaginaDeFormulario(
        _("Guardar esta vista"),
        str(una.nombre),
        _("Filtros: %(filtros)s. Si ya guarda una con ese nombre, esta ocupa su lugar.")
        % {"filtros": en_palabras(lista, filtros) or _("ninguno")},
        _("Guardar"),
        direccion(lista, anio),
        str(una.nombre),
    )

    def hacer() -> HttpResponse:
        unidad = formulario.cleaned_data["unidad"]
        vista = acciones.guardar_vista(
            actor=request.actor,
            lista=lista,
            nombre=formulario.cleaned_data["nombre"],
            filtros=filtros,
            unidad_id=UUID(unidad) if unidad else None,
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Vista guardada."))
        return redirect(f"{direccion(lista, anio)}?{VISTA}={vista.id}")

    if not enviado:  # the list asks: nothing is kept yet
        contexto = {"titulo": pagina.titulo, "pagina": pagina, "form": formulario, "hay_errores": False}
        return render(request, "escritorio/formulario.html", contexto)
    return atender(request, formulario, pagina, hacer, sin_mas=(Conflicto,))


@empleado(VER)
@require_http_methods(["GET", "POST"])
def renombrar(request: PeticionConActor, lista: str, vista_id: UUID) -> HttpResponse:
    """Call one of mine otherwise."""
    _lista(request, lista)
    suya = _vista(request, lista, vista_id)
    formulario = Nombre(request.POST if request.method == "POST" else None, initial={"nombre": suya.nombre})

    def hacer() -> HttpResponse:
        nombre = formulario.cleaned_data["nombre"]
        acciones.renombrar_vista(actor=request.actor, vista_id=suya.id, nombre=nombre, reloj=reloj_de_la_casa())
        messages.success(request, _("Nombre cambiado."))
        return redirect(_organizar(request, lista))

    pagina = PaginaDeFormulario(
        _("Cambiar el nombre de la vista"),
        suya.nombre,
        en_palabras(lista, suya.filtros),
        _("Cambiar el nombre"),
        _organizar(request, lista),
        _("Organizar vistas"),
    )
    return atender(request, formulario, pagina, hacer)


@empleado(VER)
@require_POST
def borrar(request: PeticionConActor, lista: str, vista_id: UUID) -> HttpResponse:
    """Keep one of mine no more."""
    _lista(request, lista)
    suya = _vista(request, lista, vista_id)
    acciones.borrar_vista(actor=request.actor, vista_id=suya.id, reloj=reloj_de_la_casa())
    messages.success(request, _("Vista borrada."))
    return redirect(_organizar(request, lista))


@empleado(VER)
@require_POST
def primera(request: PeticionConActor, lista: str) -> HttpResponse:
    """Open the list with the view that was sent, or with none."""
    _lista(request, lista)
    enviada = identificador(request.POST.get(VISTA))
    cual = _vista(request, lista, enviada, ajenas=True).id if enviada is not None else None
    acciones.elegir_primera(actor=request.actor, lista=lista, vista_id=cual, reloj=reloj_de_la_casa())
    dicho = _("La lista se abrirá con esa vista.") if cual else _("La lista se abrirá sin filtros.")
    messages.success(request, dicho)
    return redirect(_organizar(request, lista))


def _lista(request: PeticionConActor, lista: str) -> Lista:
    """A list whose page this person may open. Raises NoEncontrado, NoPermitido."""
    una = LISTAS.get(lista)
    if una is None:
        raise NoEncontrado(_("No hay ninguna lista así."))
    if not request.actor.puede(una.permiso):
        raise NoPermitido(_("Su puesto no tiene permiso para ver esa lista."))
    return una


def _vista(request: PeticionConActor, lista: str, vista_id: UUID, *, ajenas: bool = False) -> VistaGuardada:
    suyas = consultas.vistas_para(request.actor).filter(id=vista_id, lista=lista)
    vista = (suyas if ajenas else suyas.filter(empleado_id=request.actor.id)).first()
    if vista is None:
        raise NoEncontrado(_("No encontramos esa vista entre las que usted guarda."))
    return vista


def _anio(request: PeticionConActor) -> int:
    """Of which year the list was looked at: this one when nobody says."""
    dicho = numero(request.GET.get("anio") or request.POST.get("anio"))
    return dicho if dicho is not None and 1900 <= dicho <= 9999 else hoy(reloj_de_la_casa()).year


def _organizar(request: PeticionConActor, lista: str) -> str:
    return f"{reverse('escritorio:vistas_guardadas', args=[lista])}?anio={_anio(request)}"
