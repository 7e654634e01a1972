"""A procedure as a file that another town can load: its own layer, the legal values with which it was tried, and its made-up cases."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Conflicto
from consistorio.tramitacion.catalogo.casos import CLAVE, en_fichero
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.valores_legales import separar
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def documento_de(version: VersionProcedimiento) -> dict[str, Valor]:
    """What `cargar` reads back as the same version over the same models. Codes of tasks, fields and documents are those that they have; the made-up
    cases that are kept of it go with it."""
    _capa, legales = separar(como_datos(version.definicion))
    documento: dict[str, Valor] = {"clase": "procedimiento", **como_datos(version.capa), "legal": legales}
    casos = en_fichero(version.procedimiento.codigo)
    return {**documento, CLAVE: casos} if casos else documento


def fichero_de(version: VersionProcedimiento) -> bytes:
    """The file, in UTF-8, to be read and compared by people too. Raises Conflicto (one of before its own layer was kept)."""
    if not version.capa:
        raise Conflicto(
            _("Esta versión se cargó cuando no se guardaba lo que es suyo."),
            que_hacer=_("Use el fichero con el que se cargó."),
        )
    return json.dumps(documento_de(version), ensure_ascii=False, indent=2).encode() + b"\n"


def nombre_de_fichero(version: VersionProcedimiento) -> str:
    """What the file is called."""
    return f"{version.procedimiento.codigo}-v{version.numero}.json"
