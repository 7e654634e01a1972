"""What a definition says of a task that publishes: `datos` of the kinds `publicacion` and `informacion_publica`. Pure.

{"titulo": text, "texto": paragraphs, "dias": hábiles, "identificacion": one of `IDENTIFICACIONES`}, all optional: what is not said, whoever writes
each announcement says. The least days are not here: they are of the law (83.2) and of Secretaría (`legal.tablon`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor

MAXIMO_TITULO, MAXIMO_DIAS, MAXIMO_PARRAFO = 200, 120, 4000
# How whoever is affected is named in what everybody may read (LOPDGDD DA 7.ª)
NADIE, NOMBRE_Y_CIFRAS, SOLO_DOCUMENTO = "nadie", "nombre_y_cifras", "solo_documento"
IDENTIFICACIONES: Mapping[str, str | Promise] = {
    NADIE: gettext_lazy("No nombra a nadie"),
    NOMBRE_Y_CIFRAS: gettext_lazy("Con nombre y apellidos y cuatro cifras del documento de identidad"),
    SOLO_DOCUMENTO: gettext_lazy(
        "Solo con el número completo del documento, sin el nombre: es un anuncio que notifica"
    ),
}


@dato
class DatosDePublicacion:
    """The typed `datos`. `dias`: None, when each announcement says it; `identificacion`: "" when nothing but the law is asked."""

    titulo: str
    texto: tuple[str, ...]
    dias: int | None
    identificacion: str


def leer(datos: Mapping[str, Valor]) -> tuple[DatosDePublicacion, tuple[Problema, ...]]:
    """What they say, and what is wrong with them."""
    problemas: list[Problema] = []
    lector = Lector(dict(datos), "", problemas)
    leidos = DatosDePublicacion(
        titulo=lector.texto("titulo", maximo=MAXIMO_TITULO),
        texto=lector.textos("texto"),
        dias=lector.entero("dias", minimo=1, maximo=MAXIMO_DIAS),
        identificacion=lector.opcion("identificacion", {"", *IDENTIFICACIONES}, por_defecto=""),
    )
    if any(len(parrafo) > MAXIMO_PARRAFO for parrafo in leidos.texto):
        lector.anotar("texto", _("un párrafo pasa de %(n)d caracteres.") % {"n": MAXIMO_PARRAFO})
    lector.sobrantes()
    return leidos, tuple(problemas)


def en_palabras(datos: Mapping[str, Valor]) -> tuple[str, ...]:
    """What they say, in sentences."""
    leidos, _problemas = leer(datos)
    expuesto = ngettext("Se expone %(n)d día hábil.", "Se expone %(n)d días hábiles.", leidos.dias or 0)
    dias = expuesto % {"n": leidos.dias} if leidos.dias else ""
    titulo = _("El anuncio se titula «%(t)s».") % {"t": leidos.titulo} if leidos.titulo else ""
    texto = _("Empieza con un texto ya escrito.") if leidos.texto else ""
    quien = IDENTIFICACIONES.get(leidos.identificacion, "")
    nombra = _("Cómo se nombra a quien afecta: %(q)s.") % {"q": str(quien).lower()} if quien else ""
    return tuple(frase for frase in (dias, titulo, texto, nombra) if frase)
