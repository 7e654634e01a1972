"""What will hardly be collected and what may have prescribed of closed years."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto, euros_escritos
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de, ficheros
from consistorio.canales.escritorio.vistas.economia.proyectos import Euros
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Celda, Tabla, descarga_de_tabla
from consistorio.economia.cierre import acciones
from consistorio.economia.cierre.deterioro import LARGO, LARGO_MOTIVO, propuesta
from consistorio.economia.cierre.permisos import CERRAR, VER
from consistorio.economia.presupuesto.consultas import prescripciones
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Deterioro(Formulario):
    """How much, and why it is more than the law asks."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha?"))
    importe = forms.CharField(
        label=gettext_lazy("Importe"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Déjelo vacío para el mínimo legal."),
    )
    motivo = forms.CharField(
        label=gettext_lazy("Por qué es mayor que el mínimo legal"), max_length=LARGO, required=False
    )


class FueraDelMinimo(Formulario):
    """What of the rights of a year is left out of the least, and why."""

    de = forms.TypedChoiceField(label=gettext_lazy("¿De qué año son los derechos?"), coerce=int)
    importe = Euros(
        gettext_lazy("¿Cuánto queda fuera?"),
        help_text=gettext_lazy("Lo que deben otras administraciones o está garantizado. Con 0, nada queda fuera."),
    )
    motivo = forms.CharField(label=gettext_lazy("¿Por qué?"), max_length=LARGO_MOTIVO, required=False)

    def __init__(self, datos: object, anios: Sequence[int]) -> None:
        super().__init__(datos)
        self.fields["de"].choices = [(uno, str(uno)) for uno in anios]  # type: ignore[attr-defined]


@empleado(VER)
@require_GET
def dudosos(request: PeticionConActor, anio: int) -> HttpResponse:
    """What the law asks, year by year, and what is noted; and what may have prescribed."""
    ejercicio = ejercicio_de(anio)
    registrar_acceso(request.actor, que="cerrados", objeto_id=str(anio), motivo=VER)
    dia = hoy(reloj_de_la_casa())
    dicha = propuesta(anio)
    contexto = {
        "titulo": _("Cobros dudosos y prescripciones de %(anio)d") % {"anio": anio},
        "anio": anio,
        "propuesta": dicha,
        "filas": [(fila, int(fila.tanto * 100)) for fila in dicha.filas],
        "falta": dicha.anotado < dicha.minimo,
        "listas": [
            (_("Derechos que pueden haber prescrito"), prescripciones(anio, "derecho", en=dia)[:POR_PAGINA]),
            (_("Obligaciones que pueden haber prescrito"), prescripciones(anio, "obligacion", en=dia)[:POR_PAGINA]),
        ],
        "puede": request.actor.puede(CERRAR) and ejercicio.estado == "abierto",
        "vuelta": reverse("escritorio:cierre", args=[anio]),
        "descargas": ficheros("escritorio:fichero_de_dudosos", anio, ""),
    }
    return render(request, "escritorio/economia/dudosos.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """What may have prescribed, as a file."""
    ejercicio_de(anio)
    registrar_acceso(request.actor, que="cerrados", objeto_id=str(anio), motivo=VER)
    dia = hoy(reloj_de_la_casa())
    filas: list[Sequence[Celda]] = [
        (
            _de_que(uno),
            uno.anio,
            uno.codigo,
            uno.tercero.nif if uno.tercero else "",
            str(uno.tercero or ""),
            uno.pendiente,
        )
        for clase in ("derecho", "obligacion")
        for uno in prescripciones(anio, clase, en=dia)
    ]
    cabeceras = (_("Qué es"), _("Año"), _("Económica"), _("NIF"), _("Nombre"), _("Pendiente"))
    return descarga_de_tabla(Tabla(_("Prescripciones"), cabeceras, filas), formato, f"prescripciones-{anio}")


@empleado(CERRAR)
@require_http_methods(["GET", "POST"])
def dotar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note it."""
    ejercicio_de(anio)
    form = Deterioro(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        dicho = str(form.cleaned_data["importe"]).strip()
        importe, mensaje = euros_escritos(dicho) if dicho else (None, "")
        if mensaje:
            raise DatosIncorrectos(mensaje, problemas=[Problema("importe", mensaje)])
        acciones.dotar_deterioro(
            actor=request.actor,
            anio=anio,
            fecha=form.cleaned_data["fecha"],
            importe=importe,
            motivo=form.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El deterioro está anotado."))
        return redirect("escritorio:dudosos", anio=anio)

    dicha = propuesta(anio)
    explicacion = _("El mínimo legal es %(minimo)s. Lo que hay anotado, %(anotado)s, se revierte a la vez.") % {
        "minimo": Importe(dicha.minimo),
        "anotado": Importe(dicha.anotado),
    }
    vuelta = reverse("escritorio:dudosos", args=[anio])
    titulo = _("Anotar el deterioro de los derechos")
    pagina = PaginaDeFormulario(titulo, _("Economía"), explicacion, _("Anotarlo"), vuelta, _("Cobros dudosos"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(CERRAR)
@require_http_methods(["GET", "POST"])
def dejar_fuera(request: PeticionConActor, anio: int) -> HttpResponse:
    """Say what is left out of the least, and why."""
    ejercicio_de(anio)
    registrar_acceso(request.actor, que="cerrados", objeto_id=str(anio), motivo=CERRAR)
    filas = propuesta(anio).filas
    form = FueraDelMinimo(request.POST if request.method == "POST" else None, [fila.anio for fila in filas])

    def hacer() -> HttpResponse:
        acciones.dejar_fuera_del_minimo(
            actor=request.actor,
            anio=anio,
            de=form.cleaned_data["de"],
            importe=form.cleaned_data["importe"],
            motivo=form.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Anotado: el mínimo ya lo cuenta."))
        return redirect("escritorio:dudosos", anio=anio)

    explicacion = _(
        "El artículo 193 bis de la Ley de Haciendas Locales no dice qué derechos se dejan fuera. Lo decide Intervención, y queda con su nombre, su fecha y su motivo."
    )
    vuelta = reverse("escritorio:dudosos", args=[anio])
    titulo = _("Dejar derechos fuera del mínimo")
    pagina = PaginaDeFormulario(titulo, _("Economía"), explicacion, _("Anotarlo"), vuelta, _("Cobros dudosos"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _de_que(uno: SaldoCerrado) -> str:
    return str(uno.get_clase_display())
