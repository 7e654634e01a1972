"""Use cases of signatures."""

from consistorio.documental.firma.acciones import ampliar, certificados, devolver, sellar
from consistorio.documental.firma.acciones.devolver import devolver as devolver_paso
from consistorio.documental.firma.acciones.firmar import abrir_clave, firmar, firmar_pasos

__all__ = ["abrir_clave", "ampliar", "certificados", "devolver", "devolver_paso", "firmar", "firmar_pasos", "sellar"]
