"""Commitments of income at the desk: what others are bound to pay, the rights that fulfil it and what will not come."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.permisos import INGRESO
from consistorio.economia.recaudacion import acciones
from consistorio.economia.recaudacion.compromisos import numerados, pendiente
from consistorio.economia.recaudacion.models import CompromisoDeIngreso
from consistorio.economia.terceros.consultas import buscar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Compromiso(DeUnUso):
    """Who is bound to pay, and what says so."""

    tercero = forms.CharField(
        label=gettext_lazy("Quién se compromete"), max_length=80, help_text=gettext_lazy("Su NIF")
    )
    economica = forms.CharField(label=gettext_lazy("Concepto de ingresos"), max_length=7)
    importe = Euros(label=gettext_lazy("Importe"), max_length=20)
    texto = forms.CharField(label=gettext_lazy("A qué se compromete"), max_length=300)
    fecha = DiaCorto(gettext_lazy("¿Desde qué día?"))
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del convenio o de la resolución"), max_length=40)

    def __init__(self, datos: object, actor: Actor) -> None:
        super().__init__(datos)
        self.actor = actor
        self.persona_id: UUID | None = None
        self.documento_id: UUID | None = None

    def clean_tercero(self) -> str:
        """Who it is. Raises ValidationError."""
        texto = str(self.cleaned_data["tercero"])
        hallados = buscar(self.actor, texto, motivo=INGRESO, limite=2)
        if len(hallados) != 1:
            raise forms.ValidationError(_("Escriba el NIF de un tercero que ya esté dado de alta."))
        self.persona_id = hallados[0].persona_id
        return texto

    def clean_documento(self) -> str:
        """The document. Raises ValidationError."""
        csv = str(self.cleaned_data["documento"])
        try:
            self.documento_id = por_csv(csv).id
        except NoEncontrado as error:
            raise forms.ValidationError(error.mensaje) from error
        return csv


class Derecho(Formulario):
    """The right that fulfils it."""

    derecho = forms.CharField(
        label=gettext_lazy("Número del derecho"), max_length=30, help_text=gettext_lazy("Por ejemplo, 2026/15")
    )


class Anulacion(DeUnUso):
    """What will not come."""

    importe = Euros(label=gettext_lazy("Importe que no llegará"), max_length=20)


@empleado(INGRESO)
@require_GET
def compromisos(request: PeticionConActor, anio: int) -> HttpResponse:
    """Those of a year, the newest first, with what is left of each."""
    ejercicio_de(anio)
    registrar_acceso(request.actor, que="compromisos", objeto_id=str(anio), motivo=INGRESO)
    suyos = CompromisoDeIngreso.objects.filter(anio=anio).select_related("persona", "documento").order_by("-id")
    codigos = {uno.id: codigo for codigo, uno in numerados(anio).items()}
    contexto = {
        "titulo": _("Compromisos de ingreso de %(anio)d") % {"anio": anio},
        "anio": anio,
        "filas": [(codigos[uno.id], uno, pendiente(uno)) for uno in suyos[:POR_PAGINA]],
        "vuelta": reverse("escritorio:operaciones", args=[anio]),
    }
    return render(request, "escritorio/economia/compromisos.html", contexto)


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note one."""
    ejercicio_de(anio)
    form = Compromiso(request.POST if request.method == "POST" else None, request.actor)

    def hacer() -> HttpResponse:
        assert form.persona_id is not None  # noqa: S101  # narrows the type
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.anotar_compromiso(
                actor=request.actor,
                anio=anio,
                economica=form.cleaned_data["economica"],
                persona_id=form.persona_id,
                importe=form.cleaned_data["importe"],
                texto=form.cleaned_data["texto"],
                fecha=form.cleaned_data["fecha"],
                documento_id=form.documento_id,
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("El compromiso está anotado."))
        return redirect("escritorio:compromisos", anio=anio)

    explicacion = _("No mueve la contabilidad: sirve para saber qué dinero ha de llegar y de quién.")
    return atender(
        request, form, _pagina(anio, _("Anotar un compromiso de ingreso"), explicacion, _("Anotarlo")), hacer
    )


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def cumplir(request: PeticionConActor, compromiso_id: UUID) -> HttpResponse:
    """Say which right fulfils it."""
    uno = _uno(compromiso_id)
    form = Derecho(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.cumplir_compromiso(
            actor=request.actor,
            compromiso_id=uno.id,
            linea_id=_linea(uno, form.cleaned_data["derecho"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El derecho cumple el compromiso."))
        return redirect("escritorio:compromisos", anio=uno.anio)

    pagina = _pagina(uno.anio, _("Unir un derecho a un compromiso"), uno.texto, _("Unirlo"))
    return atender(request, form, pagina, hacer, cambios={"linea": "derecho"}, sin_mas=(Conflicto, NoEncontrado))


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def anular(request: PeticionConActor, compromiso_id: UUID) -> HttpResponse:
    """Say what will not come."""
    uno = _uno(compromiso_id)
    form = Anulacion(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.anular_compromiso(
                actor=request.actor,
                compromiso_id=uno.id,
                importe=Decimal(form.cleaned_data["importe"]),
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("Anotado."))
        return redirect("escritorio:compromisos", anio=uno.anio)

    pagina = _pagina(uno.anio, _("Anular un compromiso de ingreso"), uno.texto, _("Anularlo"))
    return atender(request, form, pagina, hacer)


def _linea(uno: CompromisoDeIngreso, dicho: str) -> UUID:
    """The line of a right that is of the concept of a commitment. Raises DatosIncorrectos."""
    anio, _barra, cual = dicho.rpartition(" ")[2].partition("/")
    linea = LineaOperacion.objects.filter(
        operacion__ejercicio=numero(anio) or 0,
        operacion__libro=Operacion.Libro.INGRESO,
        operacion__numero=numero(cual) or 0,
        concepto__economica=uno.economica,
    ).first()
    if linea is None:
        mensaje = _("Ningún derecho del concepto %(c)s tiene ese número.") % {"c": uno.economica}
        raise DatosIncorrectos(mensaje, problemas=[Problema("derecho", mensaje)])
    return linea.id


def _uno(compromiso_id: UUID) -> CompromisoDeIngreso:
    hallado = CompromisoDeIngreso.objects.filter(id=compromiso_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese compromiso."))
    return hallado


def _pagina(anio: int, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:compromisos", args=[anio])
    return PaginaDeFormulario(titulo, _("Economía"), explicacion, boton, vuelta, _("Compromisos de ingreso"))
