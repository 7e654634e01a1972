"""What signatures do on facts of documents."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.tipos import EXIGEN_ORIGEN, SELLO_DE_COPIA
from consistorio.documental.firma.operaciones import sellar
from consistorio.plataforma.accion import automatizadas
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito

automatizadas.declarar(
    automatizadas.Actuacion(
        "copia_autentica",
        gettext_lazy("Copias auténticas de documentos del expediente"),
        "LPACAP art. 27; RD 203/2021 arts. 47 a 49",
        gettext_lazy(
            "A petición de la persona interesada, o de quien la atiende, el programa copia el documento, le pone un código en cada página y lo sella."
        ),
        gettext_lazy("El documento, su identificador y la fecha de la copia."),
        modulos=(__name__,),
    )
)


@suscrito("documento.copia.expedida")
def sellar_copia(hecho: HechoAnotado) -> None:
    """An authentic copy carries the organ's seal (LPACAP 27.3; RD 203/2021 47); a simple one does not."""
    if hecho.datos["estado_elaboracion"] not in EXIGEN_ORIGEN:
        return
    copia = Documento.objects.get(id=UUID(str(hecho.datos["documento_id"])))
    sellar(copia, referencia=f"copia:{copia.id}", reloj=hecho.reloj, campo=SELLO_DE_COPIA)


@suscrito("documento.copia.cotejada")
def sellar_copia_de_papel(hecho: HechoAnotado) -> None:
    """So does the authentic copy of a paper (LPACAP 27.3; RD 203/2021 art. 48)."""
    copia = Documento.objects.get(id=UUID(str(hecho.datos["documento_id"])))
    sellar(copia, referencia=f"copia:{copia.id}", reloj=hecho.reloj, campo=SELLO_DE_COPIA)
