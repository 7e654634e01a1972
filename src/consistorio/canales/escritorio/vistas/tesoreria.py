"""Collecting: one payment by its reference, those of a file after seeing what it says, and what is late or has to be given back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import descarga_csv
from consistorio.canales.interfaz.formularios import Fecha, Formulario, anotar_problemas
from consistorio.canales.interfaz.lectura_de_hojas import leer_hoja
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tributos import consultas, ingresos
from consistorio.servicios.tributos.acceso import liquidacion_para_cobrar
from consistorio.servicios.tributos.acciones import anotar_cobro, anotar_cobros, anotar_devolucion
from consistorio.servicios.tributos.acciones.cobrar import MAXIMO
from consistorio.servicios.tributos.ingresos import MAXIMO_REFERENCIA, IngresoEscrito
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.permisos import COBRAR

POR_PAGINA = 25
# What was read goes back and forth signed, so that nothing is kept of a file that nobody confirms
CADUCA = 8 * 3600
CAMPOS = ("fila", "referencia", "importe", "fecha", "medio", "referencia_banco")


class BusquedaDeDeuda(Formulario):
    """A reference as it is dictated."""

    referencia = forms.CharField(
        label=gettext_lazy("Referencia para pagar"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Doce cifras. Los espacios no importan."),
    )


class NuevoCobro(Formulario):
    """A payment of a debt."""

    importe = forms.CharField(
        label=gettext_lazy("Importe"), max_length=20, help_text=gettext_lazy("Por ejemplo, 504,00")
    )
    fecha = Fecha(label=gettext_lazy("¿Qué día se pagó?"), help_text=gettext_lazy("Por ejemplo, 23 3 2026"))
    medio = forms.ChoiceField(label=gettext_lazy("¿Cómo?"), choices=Cobro.Medio.choices, widget=forms.RadioSelect)
    referencia_banco = forms.CharField(
        label=gettext_lazy("Referencia del banco o de la caja"),
        max_length=MAXIMO_REFERENCIA,
        help_text=gettext_lazy("La del extracto o la del recibo de caja. Cada referencia se anota una sola vez."),
    )


class NuevaDevolucion(Formulario):
    """Money that was given back."""

    importe = forms.CharField(
        label=gettext_lazy("Importe devuelto"), max_length=20, help_text=gettext_lazy("Por ejemplo, 504,00")
    )
    fecha = Fecha(label=gettext_lazy("¿Qué día salió el dinero?"), help_text=gettext_lazy("Por ejemplo, 23 3 2026"))
    referencia_banco = forms.CharField(
        label=gettext_lazy("Referencia del banco"),
        max_length=MAXIMO_REFERENCIA,
        help_text=gettext_lazy("La de la transferencia. Cada referencia se anota una sola vez."),
    )


class FicheroDeCobros(Formulario):
    """The file."""

    fichero = forms.FileField(
        label=gettext_lazy("Fichero de cobros"),
        help_text=gettext_lazy("Un CSV o un libro de Excel (.xlsx). La primera fila dice qué es cada columna."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fichero"].error_messages |= {
            "required": _("Elija el fichero."),
            "empty": _("El fichero está vacío."),
        }


@empleado(COBRAR)
@require_GET
def tesoreria(request: PeticionConActor) -> HttpResponse:
    """Look for a debt by its reference, which leads to it."""
    buscado = request.GET.get("referencia", "").strip()[:30]
    hallada = consultas.de_referencia(consultas.cobrables_para(request.actor), buscado) if buscado else None
    if hallada is not None:
        return redirect("escritorio:cobrar", liquidacion_id=hallada.id)
    formulario = BusquedaDeDeuda(initial={"referencia": buscado})
    contexto = {"titulo": _("Tesorería"), "form": formulario, "buscado": buscado, "hallada": hallada}
    return render(request, "escritorio/tesoreria.html", contexto)


@empleado(COBRAR)
@require_GET
def vencidas(request: PeticionConActor) -> HttpResponse:
    """What was not paid in its term, the oldest first."""
    ultima = _ultima(request)
    return _lista(
        request,
        consultas.vencidas(request.actor, en=hoy(reloj_de_la_casa()), tras=ultima),
        ultima,
        aqui=reverse("escritorio:vencidas"),
        titulo=_("Liquidaciones sin pagar fuera de plazo"),
        explicacion=_("Su plazo terminó sin que conste el pago. Se exigen por la vía de apremio (LGT artículo 161)."),
        vacio=_("Todo lo que ha vencido está pagado."),
    )


@empleado(COBRAR)
@require_GET
def devoluciones(request: PeticionConActor) -> HttpResponse:
    """What came in and is not owed, the oldest first."""
    ultima = _ultima(request)
    return _lista(
        request,
        consultas.por_devolver(request.actor, tras=ultima.id if ultima is not None else None),
        ultima,
        aqui=reverse("escritorio:por_devolver"),
        titulo=_("Dinero por devolver"),
        explicacion=_("Se pagó de más, dos veces, o lo que estaba anulado (LGT artículo 221)."),
        vacio=_("No hay nada que devolver."),
    )


def _ultima(request: PeticionConActor) -> Liquidacion | None:
    cursor = identificador(request.GET.get("tras"))
    return consultas.cobrables_para(request.actor).filter(id=cursor).first() if cursor else None


def _lista(
    request: PeticionConActor, filas: QuerySet[Liquidacion], ultima: Liquidacion | None, *, aqui: str, **textos: str
) -> HttpResponse:
    halladas = list(filas[: POR_PAGINA + 1])
    pagina = halladas[:POR_PAGINA]
    contexto = {
        **textos,
        "filas": pagina,
        "siguiente": f"{aqui}?tras={pagina[-1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": aqui if ultima is not None else "",
    }
    return render(request, "escritorio/tesoreria_lista.html", contexto)


@empleado(COBRAR)
@require_http_methods(["GET", "POST"])
def cobrar(request: PeticionConActor, liquidacion_id: UUID) -> HttpResponse:
    """A debt with its payments, and noting another."""
    liquidacion = liquidacion_para_cobrar(request.actor, liquidacion_id)
    formulario = NuevoCobro(
        request.POST if request.method == "POST" else None,
        initial={"importe": str(liquidacion.falta).removesuffix(" €") if liquidacion.falta.euros else ""},
    )
    if request.method == "POST" and formulario.is_valid():
        try:
            cobro = anotar_cobro(
                actor=request.actor, escrito=_escrito(formulario, liquidacion), reloj=reloj_de_la_casa()
            )
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
        else:
            messages.success(request, _("Cobro anotado. %(r)s.") % {"r": cobro.get_resultado_display()})
            return redirect("escritorio:cobrar", liquidacion_id=liquidacion.id)
    contexto = {
        "titulo": liquidacion.referencia_dictada,
        "l": liquidacion,
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/cobrar.html", contexto, status=422 if formulario.errors else 200)


@empleado(COBRAR)
@require_http_methods(["GET", "POST"])
def devolver(request: PeticionConActor, liquidacion_id: UUID) -> HttpResponse:
    """Note that what was not owed of a debt was given back."""
    liquidacion = liquidacion_para_cobrar(request.actor, liquidacion_id)
    formulario = NuevaDevolucion(
        request.POST if request.method == "POST" else None,
        initial={"importe": str(liquidacion.a_devolver).removesuffix(" €") if liquidacion.por_devolver else ""},
    )
    if request.method == "POST" and formulario.is_valid():
        limpio = formulario.cleaned_data
        try:
            anotar_devolucion(
                actor=request.actor,
                liquidacion_id=liquidacion.id,
                importe=limpio["importe"],
                dia=limpio["fecha"],
                referencia_banco=limpio["referencia_banco"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
        else:
            messages.success(request, _("Devolución anotada."))
            return redirect("escritorio:cobrar", liquidacion_id=liquidacion.id)
    contexto = {
        "titulo": _("Anotar una devolución"),
        "l": liquidacion,
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/devolver.html", contexto, status=422 if formulario.errors else 200)


def _escrito(formulario: NuevoCobro, liquidacion: Liquidacion) -> IngresoEscrito:
    limpio = formulario.cleaned_data
    dia = limpio["fecha"]
    return IngresoEscrito(
        1,
        liquidacion.referencia,
        limpio["importe"],
        dia.isoformat() if isinstance(dia, date) else "",
        limpio["medio"],
        limpio["referencia_banco"],
    )


@empleado(COBRAR)
@require_http_methods(["GET", "POST"])
def fichero(request: PeticionConActor) -> HttpResponse:
    """Choose a file, look at what each of its payments does with every error beside its row, and note them all."""
    if request.method != "POST":
        return _pagina(request, FicheroDeCobros())
    if "leido" in request.POST:
        return _anotar(request)
    formulario = FicheroDeCobros(request.POST, request.FILES)
    if formulario.is_valid():
        try:
            escritos, huella = _leer(formulario.cleaned_data["fichero"])
            return _pagina(request, FicheroDeCobros(), escritos, huella)
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
    return _pagina(request, formulario)


def _leer(subido: UploadedFile[bytes]) -> tuple[list[IngresoEscrito], str]:
    flujo: BinaryIO = subido.file  # type: ignore[assignment]  # what is uploaded is binary
    escritos = ingresos.leer_filas(leer_hoja(flujo, maximo_filas=MAXIMO + 1))
    flujo.seek(0)
    return escritos, hashlib.sha256(flujo.read()).hexdigest()


def _anotar(request: PeticionConActor) -> HttpResponse:
    try:
        huella, filas = signing.loads(request.POST["leido"], salt=_sal(request), max_age=CADUCA)
    except signing.BadSignature:
        return _pagina(
            request, _con_error(_("Lo que había enviado ha caducado o no es suyo. Elija otra vez el fichero."))
        )
    escritos = [IngresoEscrito(*fila) for fila in filas]
    try:
        cobros = anotar_cobros(actor=request.actor, escritos=escritos, fichero=huella, reloj=reloj_de_la_casa())
    except DatosIncorrectos:  # something changed since it was shown: it is shown again
        return _pagina(request, FicheroDeCobros(), escritos, huella)
    cuantos = len(cobros)
    messages.success(
        request,
        ngettext("Se ha anotado %(n)d cobro.", "Se han anotado %(n)d cobros.", cuantos) % {"n": cuantos},
    )
    return redirect("escritorio:tesoreria")


def _con_error(mensaje: str) -> FicheroDeCobros:
    """The form, whose file has something wrong that was found later."""
    formulario = FicheroDeCobros({})
    formulario.fields["fichero"].required = False
    formulario.add_error("fichero", mensaje)
    return formulario


def _pagina(
    request: PeticionConActor,
    formulario: FicheroDeCobros,
    escritos: Sequence[IngresoEscrito] | None = None,
    huella: str = "",
) -> HttpResponse:
    revisados = ingresos.revisar(escritos, en=hoy(reloj_de_la_casa())) if escritos else []
    malas = sum(bool(uno.problemas) for uno in revisados)
    if escritos is not None and not escritos:
        formulario = _con_error(_("El fichero tiene los nombres de las columnas y ningún cobro debajo."))
    hay_errores = bool(formulario.errors) or bool(malas)
    contexto = {
        "titulo": _("Anotar los cobros de un fichero"),
        "form": formulario,
        "filas": revisados,
        "malas": malas,
        "leido": _firmado(request, escritos, huella) if escritos and not malas else "",
        "maximo": MAXIMO,
        "hay_errores": hay_errores,
    }
    return render(request, "escritorio/fichero_de_cobros.html", contexto, status=422 if hay_errores else 200)


def _firmado(request: PeticionConActor, escritos: Sequence[IngresoEscrito], huella: str) -> str:
    filas = [[getattr(uno, campo) for campo in CAMPOS] for uno in escritos]
    return signing.dumps([huella, filas], salt=_sal(request), compress=True)


def _sal(request: PeticionConActor) -> str:
    return f"cobros:{request.actor.id}"


@empleado(COBRAR)
@require_GET
def modelo(request: PeticionConActor) -> HttpResponse:
    """An empty file to fill in."""
    return descarga_csv(ingresos.modelo(), _("cobros.csv"))
