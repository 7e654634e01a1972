"""The document with which a representative accredits that they may act (LPACAP 5.4 and 5.6)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.tramitacion.formularios.tipos import Requisito

ACREDITACION = "acreditacion_representacion"


def acreditacion() -> Requisito:
    """The requirement. Lacking it does not stop the filing: the town hall asks for it and gives ten days (LPACAP 5.6)."""
    return Requisito(
        ACREDITACION,
        _("Documento que acredita la representación"),
        ayuda=_(
            "Un poder notarial, una autorización firmada con certificado electrónico u otra prueba válida en Derecho. "
            "Si todavía no lo tiene, se lo pediremos después."
        ),
        varios=True,
    )
