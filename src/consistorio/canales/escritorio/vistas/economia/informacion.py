"""The quarterly information: its figures, the adjustments that Intervención types, and what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de, marco
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import FORMATOS, Celda, Tabla, descarga_de_tabla
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.informacion import acciones, consultas
from consistorio.economia.informacion.models import AjusteSec, Remision, TasaDeReferencia
from consistorio.economia.informacion.permisos import REMITIR, VER
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Ajuste(Formulario):
    """An adjustment of national accounts."""

    clase = forms.ChoiceField(label=gettext_lazy("A qué se suma"), choices=AjusteSec.Clase.choices)
    concepto = forms.CharField(label=gettext_lazy("De qué es"), max_length=200)
    importe = Euros(
        label=gettext_lazy("Importe"), max_length=20, help_text=gettext_lazy("Diga abajo si se suma o se resta.")
    )
    resta = forms.BooleanField(label=gettext_lazy("Se resta"), required=False)


class Tasa(Formulario):
    """The rate of reference."""

    por_ciento = forms.CharField(label=gettext_lazy("Tasa, en tanto por ciento"), max_length=6)
    norma = forms.CharField(label=gettext_lazy("Qué acuerdo la fijó"), max_length=200)

    def clean_por_ciento(self) -> Decimal:
        """As a figure. Raises ValidationError."""
        try:
            return Decimal(str(self.cleaned_data["por_ciento"]).replace(",", "."))
        except InvalidOperation as error:
            raise forms.ValidationError(_("Escriba la tasa con cifras, por ejemplo 3,2.")) from error


class Envio(Formulario):
    """When it was sent."""

    fecha = DiaCorto(gettext_lazy("¿Qué día se remitió?"))


@empleado(VER)
@require_GET
def informacion(request: PeticionConActor, anio: int, trimestre: int) -> HttpResponse:
    """A quarter."""
    ejercicio_de(anio)
    uno = consultas.del_trimestre(anio, trimestre)
    remite = request.actor.puede(REMITIR)
    contexto = {
        **marco(request, anio, "informacion"),
        "titulo": _("Información del trimestre %(t)d de %(anio)d") % {"t": trimestre, "anio": anio},
        "trimestre": trimestre,
        "trimestres": [
            Enlace(_("Trimestre %(n)d") % {"n": n}, reverse("escritorio:informacion", args=[anio, n]), n == trimestre)
            for n in consultas.FINES
        ],
        "hasta": uno.hasta,
        "cuadros": consultas.cuadros(uno),
        "ajustes": uno.ajustes,
        "tasa": TasaDeReferencia.objects.filter(anio=anio).first(),
        "remisiones": list(
            Remision.objects.filter(anio=anio, trimestre=trimestre).select_related("documento").order_by("-orden")
        ),
        "remite": remite,
        "puede_enviar": remite and uno.hasta < hoy(reloj_de_la_casa()),
        "descargas": [
            (reverse("escritorio:fichero_de_informacion", args=[anio, trimestre, formato]), dicho)
            for formato, dicho in FORMATOS.items()
        ],
    }
    return render(request, "escritorio/economia/informacion.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, trimestre: int, formato: str) -> HttpResponse:
    """All its tables as one."""
    ejercicio_de(anio)
    suyos = consultas.cuadros(consultas.del_trimestre(anio, trimestre))
    ancho = max(len(cuadro.columnas) for cuadro in suyos)
    filas: list[Sequence[Celda]] = [
        (cuadro.titulo, *fila, *("",) * (ancho - len(fila))) for cuadro in suyos for fila in cuadro.filas
    ]
    cabeceras = (_("Cuadro"), _("Concepto"), *(_("Columna %(n)d") % {"n": n} for n in range(1, ancho)))
    return descarga_de_tabla(
        Tabla(f"{anio} {trimestre}T", cabeceras, filas), formato, f"informacion-{anio}-{trimestre}T"
    )


@empleado(VER)
@require_GET
def documento(request: PeticionConActor, remision_id: UUID) -> HttpResponseBase:
    """The document of what was sent."""
    remision = Remision.objects.select_related("documento__contenido").filter(id=remision_id).first()
    if remision is None:
        raise NoEncontrado(_("No encontramos esa remisión."))
    return entregar(remision.documento)


@empleado(REMITIR)
@require_http_methods(["GET", "POST"])
def ajustar(request: PeticionConActor, anio: int, trimestre: int) -> HttpResponse:
    """Type an adjustment."""
    form = Ajuste(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        importe = form.cleaned_data["importe"]
        acciones.anotar_ajuste(
            actor=request.actor,
            anio=anio,
            trimestre=trimestre,
            clase=form.cleaned_data["clase"],
            concepto=form.cleaned_data["concepto"],
            importe=-importe if form.cleaned_data["resta"] else importe,
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El ajuste está anotado."))
        return redirect("escritorio:informacion", anio=anio, trimestre=trimestre)

    explicacion = _(
        "Cuenta desde este trimestre hasta el final del año. Para quitarlo, anote otro de signo contrario. La recaudación y la 413 que escriba van en lugar de las que propone el programa."
    )
    return atender(request, form, _pagina(anio, trimestre, _("Anotar un ajuste"), explicacion, _("Anotarlo")), hacer)


@empleado(REMITIR)
@require_http_methods(["GET", "POST"])
def tasa(request: PeticionConActor, anio: int, trimestre: int) -> HttpResponse:
    """Type the rate of the year."""
    form = Tasa(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.anotar_tasa(
            actor=request.actor,
            anio=anio,
            por_ciento=form.cleaned_data["por_ciento"],
            norma=form.cleaned_data["norma"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("La tasa está anotada."))
        return redirect("escritorio:informacion", anio=anio, trimestre=trimestre)

    explicacion = _("Es lo que puede crecer el gasto computable en el año, según el acuerdo que la fija.")
    titulo = _("Tasa de referencia de %(anio)d") % {"anio": anio}
    return atender(request, form, _pagina(anio, trimestre, titulo, explicacion, _("Anotarla")), hacer)


@empleado(REMITIR)
@require_http_methods(["GET", "POST"])
def remitir(request: PeticionConActor, anio: int, trimestre: int) -> HttpResponse:
    """Keep what was sent, with its document."""
    form = Envio(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.remitir(
            actor=request.actor,
            anio=anio,
            trimestre=trimestre,
            fecha=form.cleaned_data["fecha"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Guardada como se remitió, con su documento."))
        return redirect("escritorio:informacion", anio=anio, trimestre=trimestre)

    explicacion = _(
        "Se guardan las cifras como están y se hace su documento. El envío se hace en la web del Ministerio."
    )
    titulo = _("Dar por remitida la información")
    return atender(request, form, _pagina(anio, trimestre, titulo, explicacion, _("Guardarla")), hacer)


def _pagina(anio: int, trimestre: int, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:informacion", args=[anio, trimestre])
    return PaginaDeFormulario(titulo, _("Economía"), explicacion, boton, vuelta, _("Información trimestral"))
