"""Loading the town and its calendar from files: first a check that changes nothing, then the load of exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.admin_tecnica import en_mano
from consistorio.canales.admin_tecnica.formularios import Subida
from consistorio.canales.admin_tecnica.paginas import dia_de_hoy
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.plataforma.calendario import consultas as calendario
from consistorio.plataforma.calendario.acciones import publicar_calendarios
from consistorio.plataforma.calendario.ficheros import FicheroCalendario, leer_calendario
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.acciones.importacion import ensayar, importar
from consistorio.plataforma.organizacion.ficheros import leer_contenidos


@empleado("organizacion.administrar")
def organizacion(request: PeticionConActor) -> HttpResponse:
    """Units, roles, posts and people from files."""
    form = Subida(request.POST if request.method == "POST" else None)
    contexto: dict[str, object] = {"titulo": _("Cargar la organización")}
    if form.is_valid():
        try:
            if form.cleaned_data["comprobados"]:
                ficheros = en_mano.recuperar(form.cleaned_data["comprobados"], actor=request.actor, para="organizacion")
                resultado = importar(actor=request.actor, carga=leer_contenidos(ficheros), reloj=reloj_de_la_casa())
                hecho = contexto | {"resultado": resultado, "cuentas": resultado.cuentas}
                return render(request, "admin_tecnica/cuentas_nuevas.html", hecho)
            ficheros = en_mano.leer_subidos(request.FILES.getlist("ficheros"))
            ensayo = ensayar(actor=request.actor, carga=leer_contenidos(ficheros), reloj=reloj_de_la_casa())
            comprobados = en_mano.guardar(ficheros, actor=request.actor, para="organizacion")
            ensayada = contexto | {"ensayo": ensayo, "comprobados": comprobados, "ficheros": sorted(ficheros)}
            return render(request, "admin_tecnica/carga_comprobada.html", ensayada)
        except (DatosIncorrectos, Conflicto) as error:
            _anotar(form, error)
    contexto |= {"form": form, "hay_errores": bool(form.errors)}
    return render(request, "admin_tecnica/cargar.html", contexto, status=422 if form.errors else 200)


@empleado("calendario.publicar")
def ver_calendario(request: PeticionConActor, anio: int = 0) -> HttpResponse:
    """The inhábiles of a year as they are published, and the way to publish others."""
    anio = anio or dia_de_hoy().year
    publicaciones = calendario.publicaciones_vigentes(anio=anio)
    contexto = {
        "titulo": _("Días inhábiles de %(anio)s") % {"anio": anio},
        "anio": anio,
        "anios": [
            Enlace(str(a), reverse("admin_tecnica:calendario_anio", args=[a]), a == anio)
            for a in (anio - 1, anio, anio + 1)
        ],
        "calendarios": [(p, _dias(p.dias)) for p in publicaciones],
        "faltan": {str(a.label) for a in calendario.Ambito} - {p.get_ambito_display() for p in publicaciones},
    }
    return render(request, "admin_tecnica/calendario.html", contexto)


@empleado("calendario.publicar")
def publicar(request: PeticionConActor) -> HttpResponse:
    """Check calendars, then publish them."""
    form = Subida(request.POST if request.method == "POST" else None)
    contexto: dict[str, object] = {"titulo": _("Publicar días inhábiles")}
    if form.is_valid():
        try:
            if form.cleaned_data["comprobados"]:
                textos = _textos(
                    en_mano.recuperar(form.cleaned_data["comprobados"], actor=request.actor, para="calendario")
                )
                nuevas = publicar_calendarios(actor=request.actor, ficheros=textos, reloj=reloj_de_la_casa())
                messages.success(request, _("Calendarios publicados: %(n)d.") % {"n": len(nuevas)})
                anio = nuevas[0].anio if nuevas else dia_de_hoy().year
                return HttpResponseRedirect(reverse("admin_tecnica:calendario_anio", args=[anio]))
            ficheros = en_mano.leer_subidos(request.FILES.getlist("ficheros"))
            leidos = _leidos(_textos(ficheros))
            comprobados = en_mano.guardar(ficheros, actor=request.actor, para="calendario")
            comprobada = contexto | {"leidos": leidos, "comprobados": comprobados}
            return render(request, "admin_tecnica/calendario_comprobado.html", comprobada)
        except (DatosIncorrectos, Conflicto) as error:
            _anotar(form, error)
    contexto |= {"form": form, "hay_errores": bool(form.errors)}
    return render(request, "admin_tecnica/calendario_publicar.html", contexto, status=422 if form.errors else 200)


def _dias(dias: Mapping[str, str]) -> list[tuple[date, str]]:
    return [(date.fromisoformat(dia), motivo) for dia, motivo in sorted(dias.items())]


def _textos(ficheros: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Raises DatosIncorrectos naming every file that is not UTF-8."""
    textos, problemas = [], []
    for nombre, contenido in sorted(ficheros.items()):
        try:
            textos.append((nombre, contenido.decode("utf-8-sig")))
        except UnicodeDecodeError:
            problemas.append(Problema(nombre, _("No está en UTF-8: guárdelo como «CSV UTF-8».")))
    if problemas:
        raise DatosIncorrectos(_("Hay ficheros que no se pueden leer."), problemas=problemas)
    return textos


def _leidos(textos: list[tuple[str, str]]) -> list[tuple[FicheroCalendario, list[tuple[date, str]]]]:
    """Each file read. Raises DatosIncorrectos with the problems of all."""
    leidos: list[FicheroCalendario] = []
    problemas: list[Problema] = []
    for nombre, texto in textos:
        try:
            leidos.append(leer_calendario(texto.splitlines(), nombre=nombre))
        except DatosIncorrectos as error:
            problemas += error.problemas
    if problemas:
        raise DatosIncorrectos(_("No se ha publicado ningún calendario."), problemas=problemas)
    return [(leido, sorted(leido.dias.items())) for leido in leidos]


def _anotar(form: Subida, error: DatosIncorrectos | Conflicto) -> None:
    """Every problem with its place: they are of the file, not of a field of the page."""
    situados = [p if p.campo == "ficheros" else Problema("", f"{p.campo}: {p.mensaje}") for p in error.problemas]
    anotar_problemas(form, DatosIncorrectos(error.mensaje, problemas=situados))
