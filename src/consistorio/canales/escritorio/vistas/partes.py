"""Parties of a case from a spreadsheet: what it says is shown before anything is done, and then all of them are added or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import partes_de_hoja
from consistorio.canales.interfaz.descargas import descarga_csv
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.lectura_de_hojas import leer_hoja
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.acceso import expediente_para, lo_lleva
from consistorio.tramitacion.expedientes.acciones import anadir_varios
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.partes_escritas import MAXIMO, ParteEscrita, ParteRevisada, revisar
from consistorio.tramitacion.expedientes.permisos import TRAMITAR

# What was read goes back and forth signed, so that nothing is kept of a sheet that nobody confirms
CADUCA = 8 * 3600
CAMPOS = ("fila", "nif", "nombre", "apellido1", "apellido2", "papel", "canal")


class HojaDePartes(Formulario):
    """The sheet."""

    fichero = forms.FileField(
        label=gettext_lazy("Hoja de cálculo"),
        help_text=gettext_lazy("Un libro de Excel (.xlsx) o un CSV. La primera fila dice qué es cada columna."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fichero"].error_messages |= {
            "required": _("Elija el fichero."),
            "empty": _("El fichero está vacío."),
        }


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def importar(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Choose a sheet, look at what it says with every error beside its row, and add them all."""
    expediente = expediente_para(request.actor, expediente_id, TRAMITAR)
    if not lo_lleva(request.actor, expediente):
        raise NoPermitido(_("Solo añade personas quien lleva el expediente."))
    if request.method != "POST":
        return _pagina(request, expediente, HojaDePartes())
    if "leido" in request.POST:
        return _anadir(request, expediente)
    formulario = HojaDePartes(request.POST, request.FILES)
    if formulario.is_valid():
        try:
            return _pagina(request, expediente, HojaDePartes(), _leer(formulario.cleaned_data["fichero"]))
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
    return _pagina(request, expediente, formulario)


def _leer(subido: UploadedFile[bytes]) -> list[ParteEscrita]:
    flujo: BinaryIO = subido.file  # type: ignore[assignment]  # what is uploaded is binary
    return partes_de_hoja.partes_de(leer_hoja(flujo, maximo_filas=MAXIMO + 1))


def _anadir(request: PeticionConActor, expediente: Expediente) -> HttpResponse:
    try:
        filas = signing.loads(request.POST["leido"], salt=_sal(request, expediente), max_age=CADUCA)
    except signing.BadSignature:
        mensaje = _("Lo que había enviado ha caducado o no es suyo. Elija otra vez el fichero.")
        return _pagina(request, expediente, _con_error(mensaje))
    escritas = [ParteEscrita(*fila) for fila in filas]
    try:
        cuantas = anadir_varios(
            actor=request.actor, expediente_id=expediente.id, escritas=escritas, reloj=reloj_de_la_casa()
        )
    except DatosIncorrectos:  # something changed since it was shown: it is shown again
        return _pagina(request, expediente, HojaDePartes(), escritas)
    messages.success(
        request,
        ngettext("Se ha añadido a %(n)d persona.", "Se ha añadido a %(n)d personas.", cuantas) % {"n": cuantas},
    )
    return redirect("escritorio:interesados", expediente_id=expediente.id)


def _con_error(mensaje: str) -> HojaDePartes:
    """The form, whose file has something wrong that was found later."""
    formulario = HojaDePartes({})
    formulario.fields["fichero"].required = False
    formulario.add_error("fichero", mensaje)
    return formulario


def _pagina(
    request: PeticionConActor,
    expediente: Expediente,
    formulario: HojaDePartes,
    escritas: Sequence[ParteEscrita] | None = None,
) -> HttpResponse:
    revisadas = revisar(expediente, escritas) if escritas else []
    malas = sum(bool(una.problemas) for una in revisadas)
    if escritas is not None and not escritas:
        formulario = _con_error(_("La hoja tiene los nombres de las columnas y ninguna persona debajo."))
    hay_errores = bool(formulario.errors) or bool(malas)
    contexto = {
        "titulo": _("Añadir varias personas"),
        "expediente": expediente,
        "form": formulario,
        "filas": revisadas,
        "malas": malas,
        "errores": _errores(revisadas),
        "leido": _firmado(request, expediente, escritas) if escritas and not malas else "",
        "modelo": reverse("escritorio:modelo_de_partes", args=[expediente.id]),
        "maximo": MAXIMO,
        "hay_errores": hay_errores,
    }
    return render(request, "escritorio/importar_partes.html", contexto, status=422 if hay_errores else 200)


def _errores(revisadas: Sequence[ParteRevisada]) -> list[tuple[str, str]]:
    """What is wrong, row by row, with where it is in the page: a telephone does not show a whole row."""
    return [
        (f"fila-{una.escrita.fila}", _("Fila %(n)d. %(p)s") % {"n": una.escrita.fila, "p": problema})
        for una in revisadas
        for problema in una.problemas
    ]


def _firmado(request: PeticionConActor, expediente: Expediente, escritas: Sequence[ParteEscrita]) -> str:
    filas = [[getattr(una, campo) for campo in CAMPOS] for una in escritas]
    return signing.dumps(filas, salt=_sal(request, expediente), compress=True)


def _sal(request: PeticionConActor, expediente: Expediente) -> str:
    return f"partes:{request.actor.id}:{expediente.id}"


@empleado(TRAMITAR)
@require_GET
def modelo(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """An empty sheet to fill in."""
    expediente_para(request.actor, expediente_id, TRAMITAR)
    return descarga_csv(partes_de_hoja.modelo(), _("personas-interesadas.csv"))
