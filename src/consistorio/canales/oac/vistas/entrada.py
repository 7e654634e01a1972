"""A new entry at the counter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.formularios import anotar_problemas, domicilio_de
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.oac.formularios import COTEJADO, NuevaEntrada
from consistorio.documental.registro import acciones
from consistorio.documental.registro.tipos import (
    Canal,
    CanalNotificacion,
    DatosComplementarios,
    DatosPersona,
    DocumentacionFisica,
    EntradaMostrador,
    Fichero,
    Transporte,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.solicitudes.acciones import presentar_en_mostrador


@empleado("registro.anotar")
def nueva(request: PeticionConActor) -> HttpResponse:
    """The counter's form; by POST, files the entry. The hidden key makes a second click the same entry."""
    form = NuevaEntrada(
        request.POST or None, initial={"clave": uuid7(), "canal": Canal.OFICINA.value, "documentacion_fisica": "3"}
    )
    if form.is_valid():
        try:
            asiento_id, mensaje = _registrar(request, form)
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, mensaje)
            return HttpResponseRedirect(reverse("oac:asiento", args=[asiento_id]))
    contexto = {"titulo": _("Nueva entrada"), "form": form, "hay_errores": bool(form.errors)}
    return render(request, "oac/nueva.html", contexto, status=422 if form.errors else 200)


def _registrar(request: PeticionConActor, form: NuevaEntrada) -> tuple[UUID, str]:
    """File it, and open the case when a procedure was chosen. Answers the entry and the words for the official."""
    reloj, clave = reloj_de_la_casa(), f"mostrador:{request.actor.id}:{form.cleaned_data['clave']}"
    entrada = _entrada(form, request.actor.cargo, _ficheros(request, form.cleaned_data["validez"] or "EE99"))
    if not form.cleaned_data["tramite"]:
        asiento = acciones.anotar_en_mostrador(
            actor=request.actor, reloj=reloj, clave_idempotencia=clave, entrada=entrada
        )
        return asiento.id, _("Registrado con el número %s.") % asiento.numero_completo
    solicitud = presentar_en_mostrador(
        actor=request.actor,
        reloj=reloj,
        clave_idempotencia=clave,
        entrada=entrada,
        procedimiento=form.cleaned_data["tramite"],
    )
    expediente = solicitud.expediente
    mensaje = _("Registrado. Se ha abierto el expediente %(n)s en %(u)s.")
    return solicitud.asiento_id, mensaje % {"n": expediente.numero, "u": expediente.unidad.nombre}


def _quien_coteja(actor: Actor) -> str:
    return f"{actor.nombre}, {actor.cargo}" if actor.cargo else actor.nombre


def _ficheros(request: PeticionConActor, validez: str) -> list[Fichero]:
    """Take the files in. Raises DatosIncorrectos with what is wrong with each, beside the field."""
    tomados, problemas = [], []
    cotejo = _quien_coteja(request.actor) if validez == COTEJADO else ""
    for subido in request.FILES.getlist("ficheros"):
        nombre = subido.name or "fichero"
        try:
            contenido = admitir(subido.file, nombre=nombre)  # type: ignore[arg-type]  # what is uploaded is binary
            tomados.append(Fichero(contenido, nombre, validez, cotejo))
        except DatosIncorrectos as error:
            problemas += [Problema("ficheros", f"{nombre}: {p.mensaje}") for p in error.problemas]
    if problemas:
        raise DatosIncorrectos(_("No se han podido adjuntar todos los ficheros."), problemas=problemas)
    return tomados


def _entrada(form: NuevaEntrada, oficina: str, ficheros: list[Fichero]) -> EntradaMostrador:
    datos = form.cleaned_data
    return EntradaMostrador(
        asunto=datos["asunto"],
        unidad_id=datos["unidad"].id if datos["unidad"] else None,
        interesado=DatosPersona(datos["nif"], datos["nombre"], datos["apellido1"], datos["apellido2"]),
        representante=_otra(form, "representante"),
        presenta=_otra(form, "presenta"),
        canal=Canal(datos["canal"]),
        canal_notificacion=CanalNotificacion(datos["canal_notificacion"]) if datos["canal_notificacion"] else None,
        domicilio=domicilio_de(datos),
        ficheros=ficheros,
        complementos=DatosComplementarios(
            extracto=datos["extracto"],
            documentacion_fisica=DocumentacionFisica(datos["documentacion_fisica"]),
            transporte=Transporte(datos["transporte"]) if datos["transporte"] else None,
            numero_transporte=datos["numero_transporte"],
            referencia_externa=datos["referencia_externa"],
            numero_expediente=datos["numero_expediente"],
            codigo_sia=datos["codigo_sia"],
            observaciones=datos["observaciones"],
            oficina=oficina[:120],
        ),
    )


def _otra(form: NuevaEntrada, quien: str) -> DatosPersona | None:
    datos = form.cleaned_data
    if not datos[f"{quien}_nif"]:
        return None
    return DatosPersona(datos[f"{quien}_nif"], datos[f"{quien}_nombre"], datos[f"{quien}_apellido1"])
