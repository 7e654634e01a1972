"""The budget of a year at the desk: its states, its load from files and its extension."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_presupuesto as lecturas
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez, usado
from consistorio.canales.escritorio.vistas.economia.marco import anio_de_presupuesto, documento_con_codigo, marco
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario, TodosLosFicheros
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.carga.acciones import cargar_presupuesto
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Presupuesto, TramitePresupuesto
from consistorio.economia.presupuesto.operaciones.tramites import organos_de
from consistorio.economia.presupuesto.permisos import PREPARAR, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

Estado = TramitePresupuesto.Estado
MAXIMO_OCTETOS, MAXIMO_FICHEROS = 10_000_000, 4


class Tramite(DeUnUso):
    """A state that the budget reached: its day, whose act it is and what proves it. `estado`: the one that came next when the page was shown."""

    fecha = DiaCorto(gettext_lazy("¿Qué día fue?"))
    organo = forms.ChoiceField(label=gettext_lazy("¿De qué órgano es el acuerdo?"))
    reclamaciones = forms.BooleanField(
        label=gettext_lazy("Hubo reclamaciones y el Pleno las resolvió"),
        help_text=gettext_lazy("Sin ellas, el acuerdo inicial se hace definitivo al acabar la exposición."),
        required=False,
    )
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo acredita"), max_length=40, required=False
    )
    estado = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, datos: object, estado: TramitePresupuesto.Estado) -> None:
        super().__init__(datos, initial={"estado": estado.value})
        self.toca = estado
        pueden = organos_de(estado, reclamaciones=False)
        nombres = dict(TramitePresupuesto.Organo.choices)
        self.fields["organo"].choices = [(uno, nombres[uno]) for uno in pueden if uno]  # type: ignore[attr-defined]
        if len(pueden) == 1:
            del self.fields["organo"]
        if estado != Estado.DEFINITIVA:
            del self.fields["reclamaciones"]
        if estado in (Estado.PROYECTO, Estado.INICIAL):
            self.fields["documento"].required = True
        if estado == Estado.PROYECTO:
            self.fields["documento"].label = _("Código (CSV) de las bases de ejecución")

    def clean(self) -> dict[str, object]:
        """The state is still the one that comes next. Raises ValidationError."""
        dichos = super().clean() or self.cleaned_data
        if dichos.get("estado") != self.toca:
            mensaje = _("Ahora toca anotar «%(e)s»: vuelva a abrir la página.")
            raise forms.ValidationError(mensaje % {"e": self.toca.label})
        return dichos


class VariosArchivos(forms.FileField):
    """Several files, none of them too big. Its value: the list of them."""

    widget = TodosLosFicheros(attrs={"multiple": True})

    def clean(self, data: object, initial: object = None) -> list[object]:
        """Each. Raises ValidationError."""
        subidos = data if isinstance(data, list) else [data]
        if len(subidos) > MAXIMO_FICHEROS:
            raise forms.ValidationError(_("Son demasiados archivos: %(n)d como mucho.") % {"n": MAXIMO_FICHEROS})
        for uno in subidos or [None]:
            super().clean(uno, initial)
            if getattr(uno, "size", 0) > MAXIMO_OCTETOS:
                raise forms.ValidationError(_("Un archivo es demasiado grande: 10 MB como mucho."))
        return list(subidos)


class Carga(Formulario):
    """The files of a budget, and when it was approved."""

    ficheros = VariosArchivos(
        label=gettext_lazy("Archivos de gastos y de ingresos"),
        help_text=gettext_lazy(
            "En CSV: organica (si se usa), programa, economica, denominacion e iniciales; y economica, denominacion e "
            "iniciales. También los que publican Jerez y Madrid."
        ),
    )
    aprobado = DiaCorto(gettext_lazy("¿Qué día se aprobó definitivamente?"))
    fecha = DiaCorto(gettext_lazy("¿Con qué fecha se anota?"))
    texto = forms.CharField(label=gettext_lazy("Texto del asiento"), max_length=LARGO_TEXTO)

    def __init__(self, datos: object, ficheros: object, anio: int) -> None:
        definitiva = TramitePresupuesto.objects.filter(ejercicio=anio, estado=Estado.DEFINITIVA).first()
        puesto = {
            "aprobado": definitiva.fecha if definitiva is not None else None,
            "fecha": date(anio, 1, 1),
            "texto": _("Presupuesto de %(anio)d") % {"anio": anio},
        }
        super().__init__(datos, ficheros, initial=puesto)


@empleado(VER)
@require_GET
def presupuesto(request: PeticionConActor, anio: int) -> HttpResponse:
    """How the budget of a year is, what happened to it and what comes now."""
    ejercicio = anio_de_presupuesto(anio)
    uno = Presupuesto.objects.filter(pk=anio).first()
    puede = request.actor.puede(PREPARAR)
    toca = lecturas.siguiente(anio)
    abierto = ejercicio is not None and ejercicio.estado == Ejercicio.Estado.ABIERTO
    contexto = {
        **marco(request, anio, "presupuesto"),
        "titulo": _("Presupuesto de %(anio)d") % {"anio": anio},
        "uno": uno,
        "abierto": abierto,
        "sin_abrir": ejercicio is None,
        "pasos": lecturas.pasos(anio),
        "cargas": lecturas.cargas(anio),
        "sumas": lecturas.sumas(anio) if uno is not None else None,
        "toca": toca if puede else None,
        "puede_cargar": puede and abierto and (uno is None or uno.prorrogado) and _publicado(anio),
        "puede_prorrogar": puede and abierto and uno is None and Presupuesto.objects.filter(pk=anio - 1).exists(),
        "otros": _otros_anios(anio),
    }
    return render(request, "escritorio/economia/presupuesto.html", contexto)


def _publicado(anio: int) -> bool:
    """Whether the steps of its approval are noted, until its publication."""
    return TramitePresupuesto.objects.filter(ejercicio=anio, estado=Estado.PUBLICADA).exists()


def _otros_anios(anio: int) -> list[int]:
    anios = set(Ejercicio.objects.values_list("anio", flat=True))
    return sorted((anios | {max(anios) + 1}) - {anio}, reverse=True)[:6] if anios else []


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def anotar_tramite(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note the state that comes now."""
    anio_de_presupuesto(anio)
    if request.method == "POST" and usado(request.POST) is not None:
        return redirect("escritorio:presupuesto", anio=anio)
    toca = lecturas.siguiente(anio)
    if toca is None:
        raise Conflicto(_("El presupuesto de %(anio)d ya está publicado.") % {"anio": anio})
    form = Tramite(request.POST if request.method == "POST" else None, toca)

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.anotar_tramite_del_presupuesto(
                actor=request.actor,
                anio=anio,
                estado=toca,
                fecha=form.cleaned_data["fecha"],
                documento_id=documento_con_codigo(form.cleaned_data["documento"]),
                organo=form.cleaned_data.get("organo", ""),
                reclamaciones=form.cleaned_data.get("reclamaciones", False),
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("Anotado: %(e)s.") % {"e": toca.label})
        return redirect("escritorio:presupuesto", anio=anio)

    explicacion = {
        Estado.PROYECTO: _("La Presidencia forma el presupuesto con sus bases y sus anexos (TRLRHL 168)."),
        Estado.INICIAL: _("El Pleno lo aprueba inicialmente (TRLRHL 168.5)."),
        Estado.EXPOSICION: _("Se anuncia en el boletín de la provincia: quince días hábiles (TRLRHL 169.1)."),
        Estado.DEFINITIVA: _("Si no hubo reclamaciones, lo es al acabar la exposición (TRLRHL 169.1)."),
        Estado.PUBLICADA: _("Entra en vigor publicado, resumido por capítulos (TRLRHL 169.3 y 5)."),
    }[toca]
    return atender(
        request, form, _pagina(anio, str(toca.label), explicacion, _("Anotarlo")), hacer, sin_mas=(Conflicto,)
    )


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def cargar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Load the approved budget from its files, whole or not at all."""
    anio_de_presupuesto(anio)
    form = Carga(request.POST, request.FILES, anio) if request.method == "POST" else Carga(None, None, anio)

    def hacer() -> HttpResponse:
        nuevo = cargar_presupuesto(
            actor=request.actor,
            anio=anio,
            ficheros=[(uno.name, uno.read()) for uno in form.cleaned_data["ficheros"]],
            aprobado=form.cleaned_data["aprobado"],
            fecha=form.cleaned_data["fecha"],
            texto=form.cleaned_data["texto"],
            reloj=reloj_de_la_casa(),
        )
        dicho = _("Cargado: %(c)d créditos y %(p)d previsiones.")
        messages.success(request, dicho % {"c": len(nuevo.creditos), "p": len(nuevo.previsiones)})
        if nuevo.propios:
            codigos = ", ".join(propio.codigo for propio in nuevo.propios)
            aviso = _("No están en la Orden y se añaden a los códigos del ayuntamiento: %(c)s.")
            messages.warning(request, aviso % {"c": codigos})
        return redirect("escritorio:presupuesto", anio=anio)

    explicacion = _(
        "Los créditos vinculan como dicen las bases. Si algo no se puede cargar, se dice todo y no cambia nada."
    )
    pagina = _pagina(anio, _("Cargar el presupuesto de %(anio)d") % {"anio": anio}, explicacion, _("Cargarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, NoEncontrado))


def _pagina(anio: int, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:presupuesto", args=[anio])
    return PaginaDeFormulario(
        titulo, _("Economía"), explicacion, boton, vuelta, _("Presupuesto de %(anio)d") % {"anio": anio}
    )
