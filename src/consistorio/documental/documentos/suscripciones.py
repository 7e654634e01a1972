"""What documents do on facts of the store."""

from __future__ import annotations

from consistorio.documental.documentos.textos import olvidar
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito


@suscrito("almacen.contenido.en_cuarentena")
def olvidar_su_texto(hecho: HechoAnotado) -> None:
    """What is in quarantine is not found by what it says."""
    olvidar(str(hecho.datos["sha256"]))
