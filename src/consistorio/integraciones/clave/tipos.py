"""What our side of Cl@ve asks and answers. Apart from `sp`, whose SAML library takes a second to load."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ErrorDominio
from consistorio.plataforma.identidad.tipos import Identificacion


class RespuestaRechazada(ErrorDominio):
    """Cl@ve's answer is not believed, or says no; `codigo`: cancelada, fallida, firma, no_pedida, caducada, forma or datos."""

    estado_http = 422

    def __init__(self, codigo: str, mensaje: str, *, que_hacer: str = "", peticion: UUID | None = None) -> None:
        super().__init__(mensaje, que_hacer=que_hacer or _("Vuelva a intentarlo o entre con certificado electrónico."))
        self.codigo = codigo
        self.peticion = peticion


@dato
class FormularioPost:
    """What the browser must POST to Cl@ve."""

    destino: str
    campos: Mapping[str, str]


@dato
class RespuestaAceptada:
    """A believed answer: to which request, which assertion, and whom it identifies."""

    peticion: UUID
    asercion: str
    identificacion: Identificacion
