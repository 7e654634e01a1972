"""Use cases of signatures."""

from consistorio.documental.firma.acciones import ampliar, certificados, devolver, sellar
from consistorio.documental.firma.acciones.devolver import devolver as devolver_paso
from consistorio.documental.firma.acciones.firmar import abrir_clave, firmar, firmar_paso

__all__ = ["abrir_clave", "ampliar", "certificados", "devolver", "devolver_paso", "firmar", "firmar_paso", "sellar"]
