"""Error pages: what happened, whether anything was filed, what to do now. Never a code or a stack for people."""

from __future__ import annotations

import logging
import secrets
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.puertas import actor_de, publica, puerta_de
from consistorio.nucleo.actor import ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ErrorDominio, lugar_de
from consistorio.plataforma.base.errores import conexion_perdida

registro = logging.getLogger(__name__)
# Letters and figures that are not taken for others when they are read out
LETRAS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dato
class TextosDeError:
    """Fixed texts of one HTTP status."""

    titulo: str | Promise
    presentado: str | Promise
    que_hacer: str | Promise


_NADA = gettext_lazy("No se ha presentado ni cambiado nada.")
TEXTOS: dict[int, TextosDeError] = {
    400: TextosDeError(
        gettext_lazy("No hemos entendido la petición"),
        _NADA,
        gettext_lazy("Vuelva a la página anterior e inténtelo de nuevo."),
    ),
    403: TextosDeError(
        gettext_lazy("No puede abrir esta página"),
        _NADA,
        gettext_lazy("Vuelva a Mi carpeta o identifíquese con otra persona."),
    ),
    404: TextosDeError(
        gettext_lazy("No encontramos esta página"),
        _NADA,
        gettext_lazy("Compruebe la dirección o busque el trámite desde la portada."),
    ),
    409: TextosDeError(
        gettext_lazy("Ahora no se puede hacer este paso"),
        _NADA,
        gettext_lazy("Vuelva a abrir el expediente para ver cómo está ahora."),
    ),
    413: TextosDeError(
        gettext_lazy("El archivo es demasiado grande"),
        gettext_lazy("No hemos guardado el archivo. Su solicitud sigue guardada y todavía no está presentada."),
        gettext_lazy("Pártalo en dos o guárdelo con menos calidad y vuelva a subirlo."),
    ),
    422: TextosDeError(
        gettext_lazy("Hay datos que revisar"),
        _NADA,
        gettext_lazy("Vuelva a la página anterior, corrija estos datos y envíelos otra vez."),
    ),
    429: TextosDeError(
        gettext_lazy("Ha hecho muchos intentos seguidos"),
        _NADA,
        gettext_lazy("Espere unos minutos y vuelva a intentarlo."),
    ),
    500: TextosDeError(
        gettext_lazy("La sede ha fallado"),
        gettext_lazy(
            "Si estaba presentando una solicitud, mire en Mi carpeta: si no aparece con número de registro, no está presentada."
        ),
        gettext_lazy("Inténtelo de nuevo dentro de unos minutos. Lo que guardó como borrador sigue guardado."),
    ),
    503: TextosDeError(
        gettext_lazy("Un servicio que necesitamos no responde"),
        gettext_lazy("Lo que guardó como borrador sigue guardado. Este paso no se ha hecho."),
        gettext_lazy("Inténtelo de nuevo dentro de unos minutos."),
    ),
}

# Whether what was being sent arrived, nobody can say until it is back
SIN_BASE = TextosDeError(
    gettext_lazy("La sede no está disponible en este momento"),
    gettext_lazy(
        "Si estaba presentando una solicitud, mire después en Mi carpeta: si no aparece con número de registro, no está presentada."
    ),
    gettext_lazy("Inténtelo de nuevo dentro de unos minutos. Lo que guardó como borrador sigue guardado."),
)
SEGUNDOS_SIN_BASE = 30

# The staff have neither Mi carpeta nor drafts
_NADA_DEL_PERSONAL = gettext_lazy("No se ha guardado ni cambiado nada.")
DEL_PERSONAL: dict[int, TextosDeError] = {
    estado: TextosDeError(TEXTOS[estado].titulo, _NADA_DEL_PERSONAL, que_hacer)
    for estado, que_hacer in (
        (400, TEXTOS[400].que_hacer),
        (403, gettext_lazy("Si lo necesita para su trabajo, pídalo a quien administra los permisos de su área.")),
        (404, gettext_lazy("Compruebe la dirección o búsquelo por su número o por sus palabras.")),
        (409, TEXTOS[409].que_hacer),
        (413, TEXTOS[413].que_hacer),
        (422, TEXTOS[422].que_hacer),
        (429, TEXTOS[429].que_hacer),
        (503, TEXTOS[503].que_hacer),
    )
}
DEL_PERSONAL[500] = TextosDeError(
    gettext_lazy("El programa ha fallado"),
    gettext_lazy(
        "Lo que estaba haciendo no se queda a medias: o consta entero o no consta. Mírelo donde debería constar antes de repetirlo."
    ),
    gettext_lazy(
        "Si no consta, hágalo otra vez. Si vuelve a fallar, diga la referencia a quien administra el programa y qué estaba haciendo."
    ),
)
DEL_PERSONAL_SIN_BASE = TextosDeError(
    gettext_lazy("El programa no está disponible en este momento"),
    gettext_lazy("Lo último que envió puede no constar. Mírelo cuando el programa vuelva, antes de repetirlo."),
    gettext_lazy("Inténtelo de nuevo dentro de unos minutos. Si dura, avise a quien administra el programa."),
)


def de_dominio(request: HttpRequest, error: ErrorDominio) -> HttpResponse:
    """The page of an error of the domain, with its own words where it has them."""
    return pagina(request, error.estado_http, error=error)


def pagina(request: HttpRequest, estado: int, *, error: ErrorDominio | None = None) -> HttpResponse:
    """Render the error page of an HTTP status; HTMX requests get the same content as a fragment."""
    actor = actor_de(request)
    personal = actor is not None and actor.clase is ClaseActor.EMPLEADO
    textos = (DEL_PERSONAL if personal else TEXTOS).get(estado, TEXTOS[500])
    fragmento = request.headers.get("HX-Request") == "true"
    contexto = {
        "estado": estado,
        "textos": textos,
        "error": error,
        "titulo": textos.titulo,
        "fragmento": fragmento,
        "personal": personal,
        "plantilla_base": "interfaz/escritorio.html" if personal else "interfaz/sede.html",
    }
    return render(
        request, "interfaz/error_fragmento.html" if fragmento else "interfaz/error.html", contexto, status=estado
    )


@publica("página de error")
def error_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Bad request (handler400)."""
    return pagina(request, 400)


@publica("página de error")
def error_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Forbidden (handler403)."""
    return pagina(request, 403)


@publica("página de error")
def error_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not found (handler404)."""
    return pagina(request, 404)


@publica("página de error")
def error_500(request: HttpRequest) -> HttpResponse:
    """Unexpected failure (handler500), or no database (503): rendered without it, nor session nor context processors that could fail again.

    A failure is told with a reference, which is in the log beside where it came up.
    """
    from django.template.loader import render_to_string

    error, personal = sys.exc_info()[1], _es_del_personal(request)
    contexto: dict[str, object] = {"personal": personal}
    if conexion_perdida(error):
        contexto["textos"] = DEL_PERSONAL_SIN_BASE if personal else SIN_BASE
        pagina_sin_base = render_to_string("interfaz/error_500.html", contexto)
        return HttpResponse(pagina_sin_base, status=503, headers={"Retry-After": SEGUNDOS_SIN_BASE})
    contexto |= {"textos": (DEL_PERSONAL if personal else TEXTOS)[500], "referencia": _anotada(error)}
    return HttpResponse(render_to_string("interfaz/error_500.html", contexto), status=500)


def _es_del_personal(request: HttpRequest) -> bool:
    """Whether who asks is of the staff, or what they ask for is: it may fail before it is known who they are."""
    actor = actor_de(request)
    if actor is not None:
        return actor.clase is ClaseActor.EMPLEADO
    puerta = puerta_de(request.resolver_match.func) if request.resolver_match is not None else None
    return puerta is not None and puerta.clase == "empleado"


def _anotada(error: BaseException | None) -> str:
    """A reference of a failure, which its line in the log says too: what people read out when they call."""
    letras = "".join(secrets.choice(LETRAS) for _vez in range(8))
    referencia = f"{letras[:4]}-{letras[4:]}"
    registro.error("incident %s: %s", referencia, lugar_de(error) if error is not None else "unknown")
    return referencia


@publica("página de error")
def formulario_caducado(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF failure: the page stood open too long or the browser does not keep cookies."""
    error = ErrorDominio(
        _("La página llevaba mucho tiempo abierta y no hemos podido comprobar que el envío es suyo."),
        que_hacer=_(
            "Vuelva a la página anterior, recárguela y envíe otra vez. Si sigue igual, permita las cookies de esta sede."
        ),
    )
    return pagina(request, 403, error=error)
