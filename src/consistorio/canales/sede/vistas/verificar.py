"""Verification of documents by their CSV (RD 203/2021 art. 21) and of the event log by its published heads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consistorio.canales.interfaz.campos import CampoVisible, resumen
from consistorio.canales.interfaz.cliente import direccion
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import actor_de, publica
from consistorio.canales.sede.autenticidad import autenticidad
from consistorio.documental.documentos.acceso import documento_con_csv
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.casa import certificados_publicados
from consistorio.documental.sellado import consultas as sellado
from consistorio.nucleo.errores import DemasiadosIntentos, NoEncontrado, Problema
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.identidad import intentos


@publica("verificación por CSV, RD 203/2021 art. 21")
@require_http_methods(["GET", "HEAD", "POST"])
def verificar(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; with a good one show what it is and let it be downloaded. Guessing is slowed down."""
    csv = (request.POST.get("csv") or request.GET.get("csv") or "").strip()[:60]
    if not csv:
        problemas = (Problema("csv", _("Escriba el código del documento.")),) if request.method == "POST" else ()
        return _pagina(request, csv, problemas)
    descarga = "descargar" in request.POST
    motivo = _("Descarga con su código (CSV)") if descarga else _("Verificación con su código (CSV)")
    try:
        hallado = buscar(request, csv, motivo)
    except NoEncontrado as error:
        return _pagina(request, csv, (Problema("csv", error.entero),))
    if descarga:
        return entregar(hallado, guardar=True)
    dicho = autenticidad(hallado)
    contexto = {"titulo": dicho.titulo, "dicho": dicho, "documento": hallado}
    return render(request, "sede/verificado.html", contexto)


def buscar(request: HttpRequest, csv: str, motivo: str) -> Documento:
    """The document of a code; the read is noted. Raises NoEncontrado, DemasiadosIntentos (5 failures of an address in 15 minutes)."""
    actor = actor_de(request)
    try:
        return intentos.intentar(
            f"csv:{direccion(request)}",
            lambda: documento_con_csv(csv, actor=actor, motivo=motivo),
            NoEncontrado,
            maquina=RelojSistema(),
        )
    except DemasiadosIntentos as error:
        raise DemasiadosIntentos(
            _("Ha probado muchos códigos que no existen."), que_hacer=_("Espere 15 minutos y vuelva a intentarlo.")
        ) from error


def _pagina(request: HttpRequest, csv: str, problemas: tuple[Problema, ...]) -> HttpResponse:
    campo = CampoVisible(
        "csv",
        _("Código seguro de verificación (CSV)"),
        valor=csv,
        ayuda=_("Está al pie de cada página. Son cinco grupos de cuatro letras y números."),
        error=" ".join(p.mensaje for p in problemas),
        ancho="20",
    )
    contexto = {
        "titulo": _("Verificar un documento"),
        "campo": campo,
        "errores": resumen([campo], problemas),
        "hay_errores": bool(problemas),
    }
    return render(request, "sede/verificar.html", contexto, status=422 if problemas else 200)


@publica("cabeceras publicadas del árbol de sellado: sin datos personales")
@require_safe
def cabeceras(request: HttpRequest) -> HttpResponse:
    """The published heads of the seal tree, newest first."""
    lista = sellado.cabeceras_publicadas(antes_de=numero(request.GET.get("antes")))
    contexto = {
        "titulo": _("Sellado de las actuaciones"),
        "cabeceras": lista,
        "siguiente": f"?antes={lista[-1].tamano}" if len(lista) == sellado.MAXIMO_EN_LISTA else "",
        "sin_sellar": sellado.sin_sellar(),
    }
    return render(request, "sede/cabeceras.html", contexto)


@publica("fichero de una cabecera publicada: sin datos personales")
@require_safe
def cabecera(request: HttpRequest, tamano: int, cual: str) -> HttpResponse:
    """`cabecera.json` (what was sealed) or `cabecera.tsr` (its time stamp) of a head, to check outside this house."""
    hallada = next((c for c in sellado.cabeceras_publicadas(antes_de=tamano + 1) if c.tamano == tamano), None)
    contenido = (
        sellado.publicada(hallada).fichero
        if hallada and cual == "json"
        else sellado.sello_de(hallada)
        if hallada
        else None
    )
    if contenido is None:
        raise NoEncontrado(_("No hay ninguna cabecera así, o su sello de tiempo todavía no ha llegado."))
    respuesta = HttpResponse(
        contenido, content_type="application/json" if cual == "json" else "application/timestamp-reply"
    )
    respuesta.headers["Content-Disposition"] = f'attachment; filename="cabecera-{tamano}.{cual}"'
    return respuesta


@publica("verificación de certificados y sellos, RD 203/2021 art. 11.2.d y e")
@require_safe
def sellos(request: HttpRequest) -> HttpResponse:
    """How to check the site's certificate and the seals of its documents."""
    contexto = {"titulo": _("Verificar certificados y sellos"), "certificados": certificados_publicados()}
    return render(request, "sede/sellos.html", contexto)
