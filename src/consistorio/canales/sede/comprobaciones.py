"""Checks of the sede, of the system and of health: the minimum contents of article 11 of RD 203/2021."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # names of Django
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.canales.sede.datos_sede import datos_del_ejemplo, datos_sede
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.supervision.comprobaciones import Estado, Hallazgo, comprobacion
from consistorio.plataforma.supervision.produccion import en_produccion


@register(deploy=True)
def contenido_minimo(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """`check --deploy` names what the town has not published yet."""
    try:
        faltan = datos_sede().faltan
    except (OSError, ValueError, TypeError) as error:
        return [Error(_("CONSISTORIO_SEDE_FICHERO no se puede leer: %(error)s") % {"error": error}, id="sede.E001")]
    return [
        Warning(_("Falta en la sede: %(que)s (RD 203/2021 art. 11)") % {"que": falta}, id="sede.W001")
        for falta in faltan
    ]


@comprobacion(gettext_noop("contenidos de la sede"))
def contenidos() -> Hallazgo:
    """What the town has not published of the minimum contents: whoever keeps the sede reads it here, not the citizen."""
    try:
        faltan = datos_sede().faltan
    except (OSError, ValueError, TypeError) as error:
        return Hallazgo(Estado.MAL, _("CONSISTORIO_SEDE_FICHERO no se puede leer: %(error)s") % {"error": error})
    if not faltan:
        return Hallazgo(Estado.BIEN, _("Están todos los contenidos mínimos (RD 203/2021 art. 11)."))
    return Hallazgo(
        Estado.AVISO,
        _("Falta publicar: %(que)s (RD 203/2021 art. 11). Se escriben en CONSISTORIO_SEDE_FICHERO.")
        % {"que": "; ".join(faltan)},
    )


@en_produccion("sede.E002")
def textos_propios() -> list[Problema]:
    """The town's own texts and postal address, not those of the example."""
    fichero = str(settings.CONSISTORIO_SEDE_FICHERO or "")
    if not fichero:
        return [Problema("CONSISTORIO_SEDE_FICHERO", _("falta el fichero con los textos de la sede."))]
    try:
        datos = datos_sede()
        ejemplo = datos_del_ejemplo()
    except (OSError, ValueError, TypeError) as error:
        return [Problema("CONSISTORIO_SEDE_FICHERO", _("no se puede leer: %(error)s.") % {"error": error})]
    if datos.direccion in ("", ejemplo.direccion):
        return [Problema("CONSISTORIO_SEDE_FICHERO", _("ponga en «direccion» la dirección postal del Ayuntamiento."))]
    if datos.titular == ejemplo.titular:
        return [Problema("CONSISTORIO_SEDE_FICHERO", _("«titular» es el del ejemplo. Ponga el Ayuntamiento."))]
    return []
