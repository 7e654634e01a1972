"""The document of an agreement that an act of the accounts needs."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.consultas import circuito_de
from consistorio.nucleo.errores import Problema
from consistorio.servicios.resoluciones.models import Resolucion

PLENO: Final = "pleno"


def problemas_de_acuerdo(documento_id: UUID | None, campo: str, *, falta: str, del_pleno: str = "") -> list[Problema]:
    """What is wrong with the document of an agreement: it has to be here, signed by all if it is signed here and, if it is an act of the house and it has to be of
    the Pleno, of it. `falta`: what is said when there is none; `del_pleno`: what the Pleno does with it, said when the act is of another organ; "": of any.

    Of one that is neither signed nor decided here, what it says is taken from who notes it.
    """
    documento = Documento.objects.filter(id=documento_id).first() if documento_id is not None else None
    if documento is None:
        return [Problema(campo, falta)]
    problemas = []
    circuito = circuito_de(documento.id)
    if circuito is not None and circuito.estado != circuito.Estado.COMPLETADO:
        problemas.append(Problema(campo, _("Ese documento no está firmado: espere a su firma, o elija otro.")))
    acto = Resolucion.objects.filter(documento=documento).first()
    if acto is not None and del_pleno and acto.organo != PLENO:
        mensaje = _("Ese documento es un acto de %(organo)s, y %(que)s.")
        problemas.append(Problema(campo, mensaje % {"organo": acto.organo_texto, "que": del_pleno}))
    return problemas
