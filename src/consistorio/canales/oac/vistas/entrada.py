"""What comes to the counter and what leaves the office."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.formularios import anotar_los_demas, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.oac.formularios_asiento import FormularioAsiento, NuevaEntrada, NuevaSalida
from consistorio.documental.registro import acciones
from consistorio.documental.registro.comprobaciones import problemas_de_salida
from consistorio.documental.registro.consultas import hay_asiento_de_clave
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.solicitudes.acciones import presentar_en_mostrador
from consistorio.tramitacion.solicitudes.en_mostrador import problemas_en_mostrador

OTRA_PERSONA = "otra_persona"
F = TypeVar("F", bound=FormularioAsiento)


@empleado("registro.anotar")
def nueva(request: PeticionConActor) -> HttpResponse:
    """The counter's form; by POST, files the entry. The hidden key makes a second click the same entry."""
    form = _formulario(request, NuevaEntrada)
    if _enviado(request):
        _juzgar_entrada(request, form)
        if form.is_valid():
            try:
                asiento_id, mensaje = _registrar(request, form)
            except DatosIncorrectos as error:
                anotar_problemas(form, error)
            else:
                return _registrado(request, asiento_id, mensaje)
    return _pagina(request, form, _("Nueva entrada"))


@empleado("registro.anotar")
def salida(request: PeticionConActor) -> HttpResponse:
    """The form of an exit; by POST, notes it."""
    form = _formulario(request, NuevaSalida)
    if _enviado(request):
        escrita, clave = form.salida(oficina=request.actor.cargo), _clave(request, form)
        if not hay_asiento_de_clave(clave):
            anotar_los_demas(form, problemas_de_salida(escrita, actor=request.actor, reloj=reloj_de_la_casa()))
        if form.is_valid():
            try:
                asiento = acciones.anotar_salida(
                    actor=request.actor, reloj=reloj_de_la_casa(), clave_idempotencia=clave, salida=escrita
                )
            except DatosIncorrectos as error:
                anotar_problemas(form, error)
            else:
                mensaje = _("Salida registrada con el número %s.") % asiento.numero_completo
                return _registrado(request, asiento.id, mensaje)
    return _pagina(request, form, _("Nueva salida"))


def _formulario(request: PeticionConActor, clase: type[F]) -> F:
    """The form as it opens; as it was sent; or, when one more person was asked for, with what was typed and only its files judged."""
    form = clase(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        anio=hoy(reloj_de_la_casa()).year,
        inicial={"clave": uuid7()},
    )
    if form.is_bound:
        form.full_clean()
    if OTRA_PERSONA in request.POST:
        for nombre in set(form.errors) - {form.campo_de_ficheros}:
            del form.errors[nombre]
    return form


def _enviado(request: PeticionConActor) -> bool:
    return request.method == "POST" and OTRA_PERSONA not in request.POST


def _juzgar_entrada(request: PeticionConActor, form: NuevaEntrada) -> None:
    """Everything wrong at once: what the form sees, its files, and what would be refused when filing."""
    if hay_asiento_de_clave(_clave(request, form)):
        return
    escrita = form.entrada(oficina=request.actor.cargo)
    tramite = form.texto("tramite")
    version = catalogo.vigente(tramite) if tramite else None
    anotar_los_demas(form, problemas_en_mostrador(escrita, version, actor=request.actor, reloj=reloj_de_la_casa()))


def _clave(request: PeticionConActor, form: FormularioAsiento) -> str:
    return f"mostrador:{request.actor.id}:{form.texto('clave')}"


def _registrar(request: PeticionConActor, form: NuevaEntrada) -> tuple[UUID, str]:
    """File it, and open the case when a procedure was chosen. Answers the entry and the words for the official."""
    reloj, clave, entrada = reloj_de_la_casa(), _clave(request, form), form.entrada(oficina=request.actor.cargo)
    if not form.texto("tramite"):
        asiento = acciones.anotar_en_mostrador(
            actor=request.actor, reloj=reloj, clave_idempotencia=clave, entrada=entrada
        )
        return asiento.id, _("Registrado con el número %s.") % asiento.numero_completo
    solicitud = presentar_en_mostrador(
        actor=request.actor,
        reloj=reloj,
        clave_idempotencia=clave,
        entrada=entrada,
        procedimiento=form.texto("tramite"),
    )
    expediente = solicitud.expediente
    mensaje = _("Registrado. Se ha abierto el expediente %(n)s en %(u)s.")
    return solicitud.asiento_id, mensaje % {"n": expediente.numero, "u": expediente.unidad.nombre}


def _registrado(request: PeticionConActor, asiento_id: UUID, mensaje: str) -> HttpResponse:
    messages.success(request, mensaje)
    return HttpResponseRedirect(reverse("oac:asiento", args=[asiento_id]))


def _pagina(request: PeticionConActor, form: FormularioAsiento, titulo: str) -> HttpResponse:
    contexto = {"titulo": titulo, "form": form, "hay_errores": bool(form.errors)}
    return render(request, "oac/nueva.html", contexto, status=422 if form.errors else 200)
