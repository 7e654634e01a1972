"""Checks of health of the documents."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.documentos.extraccion import exigir_programas
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.supervision.comprobaciones import Estado, Hallazgo, comprobacion


@comprobacion(gettext_noop("texto de los documentos"))
def texto_de_los_documentos() -> Hallazgo:
    """The programs that read PDF are on this machine."""
    try:
        exigir_programas("application/pdf")
    except ServicioNoDisponible as error:
        mientras = _("Mientras tanto no se busca por lo que dicen los PDF que lleguen; se leerán después.")
        return Hallazgo(Estado.AVISO, f"{error.mensaje} {mientras}")
    return Hallazgo(Estado.BIEN, _("Están los programas que leen el texto de los PDF."))
