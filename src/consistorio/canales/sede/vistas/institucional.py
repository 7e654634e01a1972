"""Pages that every sede must have (RD 203/2021 art. 11; RD 1112/2018 art. 15; LPACAP 30.7 and 31)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import publica
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.canales.sede.datos_sede import DatosSede, datos_sede
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.accion.automatizadas import ACTUACIONES, Actuacion
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede, publicaciones_vigentes
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.servicios.incidencias import consultas as incidentes

MOTIVO = "contenido mínimo de la sede, RD 203/2021 art. 11"


@publica("hora oficial, LPACAP art. 31.2")
@require_safe
def hora_oficial(request: HttpRequest) -> HttpResponse:
    """The official date and time that rules terms."""
    return render(request, "sede/hora.html", {"titulo": _("Fecha y hora oficial")})


@publica("calendario de días inhábiles, LPACAP arts. 30.7 y 31.3")
@require_safe
def calendario(request: HttpRequest, anio: int | None = None) -> HttpResponse:
    """Inhábiles of a year at the sede."""
    este = en_madrid(reloj_de_la_casa().ahora()).year
    pedido = anio or este
    publicados = calendario_de_la_sede()
    if pedido not in (publicados.anios or ()) and pedido != este:
        raise Http404
    festivos = sorted((dia, motivo) for dia, motivo in publicados.dias.items() if dia.year == pedido)
    contexto = {
        "titulo": _("Calendario de días inhábiles de %(anio)s") % {"anio": pedido},
        "anio": pedido,
        "anios": sorted(publicados.anios or ()),
        "publicado": pedido in (publicados.anios or ()),
        "festivos": festivos,
        "publicaciones": publicaciones_vigentes(anio=pedido),
    }
    return render(request, "sede/calendario.html", contexto)


@publica("declaración de accesibilidad, RD 1112/2018 art. 15")
@require_safe
def accesibilidad(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with contact and complaint."""
    datos = datos_sede()
    hoy = en_madrid(reloj_de_la_casa().ahora()).date()
    vieja = datos.accesibilidad_revisada is not None and datos.accesibilidad_revisada < _hace_un_anio(hoy)
    return render(
        request,
        "sede/accesibilidad.html",
        {"titulo": _("Declaración de accesibilidad"), "datos": datos, "vieja": vieja},
    )


@publica("información de protección de datos, RGPD arts. 13 y 14")
@require_safe
def proteccion_datos(request: HttpRequest) -> HttpResponse:
    """What is done with personal data."""
    return render(request, "sede/proteccion_datos.html", {"titulo": _("Protección de datos"), "datos": datos_sede()})


@publica("ayuda para usar la sede, LPACAP art. 12")
@require_safe
def ayuda(request: HttpRequest) -> HttpResponse:
    """How to get help, by every channel."""
    return render(request, "sede/ayuda.html", {"titulo": _("Ayuda"), "datos": datos_sede()})


@publica(MOTIVO)
@require_safe
def sobre_la_sede(request: HttpRequest) -> HttpResponse:
    """Identity of the sede, its map, rules, means of identification, seals and automated actions."""
    datos = datos_sede()
    contexto = {
        "titulo": _("Sobre esta sede"),
        "datos": datos,
        "direccion": settings.CONSISTORIO_SEDE_URL,
        "actuaciones": [(a.nombre, _de_actuacion(a, datos)) for a in ACTUACIONES.values()],
        "unidades": unidades_vigentes(en=en_madrid(reloj_de_la_casa().ahora()).date()),
    }
    return render(request, "sede/sobre.html", contexto)


@publica("incidencias y ampliaciones de plazo, LPACAP art. 32.4")
@require_safe
def incidencias(request: HttpRequest) -> HttpResponse:
    """Technical incidents and the terms extended because of them."""
    publicadas = incidentes.publicadas(antes_de=identificador(request.GET.get("antes")))
    siguiente = f"?antes={publicadas[-1].id}" if len(publicadas) == incidentes.MAXIMO_EN_LISTA else ""
    contexto = {
        "titulo": _("Incidencias técnicas y plazos ampliados"),
        "incidencias": publicadas,
        "siguiente": siguiente,
    }
    return render(request, "sede/incidencias.html", contexto)


def _de_actuacion(actuacion: Actuacion, datos: DatosSede) -> list[Fila]:
    """What is published of an automated act (LRJSP 41.2; RD 203/2021 art. 11.1.i)."""
    organos = datos.organos_de(actuacion.codigo)
    dada = f", {organos.fecha:%d/%m/%Y}" if organos.fecha else ""
    resolucion = f"{organos.resolucion}{dada}" if organos.resolucion else ""
    filas = (
        (_("Norma"), actuacion.norma),
        (_("Cómo funciona"), actuacion.diseno),
        (_("Datos que usa"), actuacion.datos),
        (_("Firma"), actuacion.firma),
        (_("Resolución que la autoriza"), "\n".join(filter(None, (resolucion, organos.boletin)))),
        (_("Define las especificaciones"), organos.especificaciones),
        (_("La programa"), organos.programacion),
        (_("La mantiene"), organos.mantenimiento),
        (_("La supervisa y controla su calidad"), organos.supervision),
        (_("Audita el sistema y su código"), organos.auditoria),
        (_("Responde de los recursos"), organos.impugnacion),
        (_("Quién la comprueba y cómo se reclama"), organos.rendicion),
    )
    return [Fila(clave, str(valor) or _("Dato pendiente de publicar")) for clave, valor in filas]


def _hace_un_anio(hoy: date) -> date:
    return hoy.replace(year=hoy.year - 1) if (hoy.month, hoy.day) != (2, 29) else date(hoy.year - 1, 2, 28)
