"""Whether an entry of the registry is under a published head: with its proof, or with the code of its receipt."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consistorio.canales.interfaz.campos import CampoVisible, resumen
from consistorio.canales.interfaz.puertas import publica
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.canales.sede.vistas.verificar import buscar
from consistorio.documental.registro.consultas import asiento_del_justificante, hecho_del_asiento
from consistorio.documental.registro.models import Asiento
from consistorio.documental.sellado import consultas as sellado
from consistorio.documental.sellado import pruebas
from consistorio.documental.sellado.models import Cabecera
from consistorio.documental.sellado.pruebas import PruebaInclusion
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.base.rutas import RAIZ

GUION = RAIZ / "docs/verificacion/comprobar_inclusion.py"


@publica("programa con el que cualquiera comprueba una prueba de inclusión: sin datos personales")
@require_safe
def guion(_request: HttpRequest) -> HttpResponse:
    """The script that checks a proof without us: under a hundred lines, of the standard library alone."""
    respuesta = HttpResponse(GUION.read_bytes(), content_type="text/x-python; charset=utf-8")
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{GUION.name}"'
    return respuesta


@publica("comprobar que lo registrado está sellado, LPACAP art. 16.3 y RD 203/2021 art. 21")
@require_http_methods(["GET", "HEAD", "POST"])
def prueba(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of a receipt or for a proof, and say whether it is under a published head. Both can be taken away, to check
    elsewhere."""
    if request.method != "POST":
        return _pagina(request)
    csv = request.POST.get("csv", "").strip()[:60]
    fichero = request.FILES.get("fichero")
    try:
        if csv:
            return _con_csv(request, csv)
        contenido = fichero.read(pruebas.MAXIMO + 1) if fichero else request.POST.get("prueba", "").strip().encode()
        if not contenido:
            return _pagina(
                request, Problema("csv", _("Escriba el código del justificante, o dé la prueba de inclusión."))
            )
        return _respuesta(request, pruebas.leer(contenido))
    except NoEncontrado as error:
        return _pagina(request, Problema("csv", error.entero))
    except DatosIncorrectos as error:
        return _pagina(request, Problema("fichero" if fichero else "prueba", error.mensaje))


def _con_csv(request: HttpRequest, csv: str) -> HttpResponse:
    """The same with the receipt: the proof is made here. Raises NoEncontrado, also when the entry waits for its head."""
    asiento = asiento_del_justificante(buscar(request, csv, _("Comprobación del sellado con su código (CSV)")))
    if asiento is None:
        raise NoEncontrado(_("Ese código no es de un justificante de registro."))
    hecho = hecho_del_asiento(asiento)
    hecha = sellado.prueba_de_inclusion(hecho, cabecera=_cabecera_vista(request))
    match request.POST.get("descargar"):
        case "prueba":
            return _fichero(canonico(hecha.como_json()), "prueba_inclusion.json")
        case "hecho":
            return _fichero(hecho.canonico.encode(), "hecho.json")
    return _respuesta(request, hecha, asiento=asiento, hecho=hecho, csv=csv)


def _cabecera_vista(request: HttpRequest) -> Cabecera | None:
    """The head that the page linked, so that what is downloaded fits together although another one came since. None: the newest."""
    tamano = request.POST.get("tamano", "")
    return sellado.cabecera_de_tamano(int(tamano)) if re.fullmatch(r"[0-9]{1,15}", tamano) else None


def _respuesta(
    request: HttpRequest,
    dada: PruebaInclusion,
    *,
    asiento: Asiento | None = None,
    hecho: Evento | None = None,
    csv: str = "",
) -> HttpResponse:
    cabecera = sellado.cabecera_de(dada)
    suya = hecho is None or dada.de(hecho.canonico.encode())
    contexto = {
        "titulo": _("Está sellado") if cabecera and suya else _("La prueba no vale"),
        "cabecera": cabecera if suya else None,
        "asiento": asiento,
        "csv": csv,
        "filas": [
            Fila(_("Lugar en el árbol"), _("%(n)s de %(de)s") % {"n": dada.indice + 1, "de": dada.tamano}),
            Fila(_("Huella de la actuación"), dada.hash_hoja, codigo=True),
            Fila(_("Huella de la cabecera"), dada.raiz, codigo=True),
        ],
    }
    return render(request, "sede/probado.html", contexto)


def _fichero(contenido: bytes, nombre: str) -> HttpResponse:
    respuesta = HttpResponse(contenido, content_type="application/json")
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


def _pagina(request: HttpRequest, *problemas: Problema) -> HttpResponse:
    errores = {p.campo: p.mensaje for p in problemas}
    campos = [
        CampoVisible(
            "csv",
            _("Código del justificante (CSV)"),
            valor=request.POST.get("csv", "").strip()[:60],
            ayuda=_("Está al pie del justificante de registro. Son cinco grupos de cuatro letras y números."),
            error=errores.get("csv", ""),
            obligatorio=False,
            ancho="20",
        ),
        CampoVisible(
            "fichero",
            _("O el archivo prueba_inclusion.json"),
            tipo="fichero",
            error=errores.get("fichero", ""),
            obligatorio=False,
            acepta=".json,application/json",
        ),
        CampoVisible(
            "prueba",
            _("O su contenido, copiado y pegado"),
            tipo="texto_largo",
            valor=request.POST.get("prueba", "")[: pruebas.MAXIMO],
            error=errores.get("prueba", ""),
            obligatorio=False,
        ),
    ]
    contexto = {
        "titulo": _("Comprobar que un registro está sellado"),
        "campos": campos,
        "errores": resumen(campos, problemas),
        "hay_errores": bool(problemas),
    }
    return render(request, "sede/prueba.html", contexto, status=422 if problemas else 200)
