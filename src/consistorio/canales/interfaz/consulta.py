"""A copy of the town that is only there to be looked at, while the town itself is down (`servir --consulta`): no page acts."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from consistorio.canales.interfaz import paginas_error
from consistorio.nucleo.errores import ErrorDominio

# Doors that take what is sent to them and write nothing of the town: to enter and leave, and to look for what has no place in an address
PUERTAS = frozenset(
    {
        *(
            f"acceso:{puerta}"
            for puerta in ("clave_respuesta", "certificado_entrar", "salir", "en_nombre_de", "empleados")
        ),
        *(f"acceso:{puerta}" for puerta in ("codigo", "reto_para_entrar", "confirmar", "reto_para_confirmar")),
        *("escritorio:buscar", "oac:lista", "sede:verificar", "sede:prueba"),
    }
)
SEGUROS = frozenset({"GET", "HEAD", "OPTIONS"})


class CopiaDeConsulta(ErrorDominio):
    """Here nothing is filed, signed nor changed."""

    estado_http = 503


class SoloConsulta:
    """In a copy to be looked at, what would act is answered with what to do instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vista: object, args: object, kwargs: object) -> HttpResponse | None:
        """Refuse it before anything is read."""
        if not settings.CONSISTORIO_CONSULTA or request.method in SEGUROS:
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in PUERTAS:
            return None
        error = CopiaDeConsulta(
            _("Esta es una copia que solo sirve para consultar: la sede no funciona ahora mismo."),
            que_hacer=_(
                "Puede presentar su escrito en la oficina de registro: constará con la fecha y la hora en que lo entregue. Si esperaba al último día, "
                "mire aquí si se han ampliado los plazos."
            ),
        )
        return paginas_error.de_dominio(request, error)
