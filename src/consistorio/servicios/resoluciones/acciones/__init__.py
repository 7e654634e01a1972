"""Use cases of the resolutions."""

from consistorio.servicios.resoluciones.acciones.anular import anular_por_diligencia
from consistorio.servicios.resoluciones.acciones.certificar import certificar
from consistorio.servicios.resoluciones.acciones.documentar import diligenciar, documentar
from consistorio.servicios.resoluciones.acciones.elevar import elevar_a_firma
from consistorio.servicios.resoluciones.acciones.libro import abrir_libro, cerrar_libro, imprimir_libro
from consistorio.servicios.resoluciones.acciones.proponer import proponer, redactar
from consistorio.servicios.resoluciones.acciones.recoger import recoger_certificado, recoger_devolucion, recoger_firma
from consistorio.servicios.resoluciones.acciones.retirar import retirar_propuesta
from consistorio.servicios.resoluciones.acciones.revision import senalar_acto
from consistorio.servicios.resoluciones.acciones.sesiones import (
    anotar_acuerdo,
    llevar_a_sesion,
    recoger_asunto,
    recoger_asunto_devuelto,
)
from consistorio.servicios.resoluciones.acciones.suspension import anotar_suspension, suspender_ejecucion

__all__ = [
    "abrir_libro",
    "anotar_acuerdo",
    "anotar_suspension",
    "anular_por_diligencia",
    "cerrar_libro",
    "certificar",
    "diligenciar",
    "documentar",
    "elevar_a_firma",
    "imprimir_libro",
    "llevar_a_sesion",
    "proponer",
    "recoger_asunto",
    "recoger_asunto_devuelto",
    "recoger_certificado",
    "recoger_devolucion",
    "recoger_firma",
    "redactar",
    "retirar_propuesta",
    "senalar_acto",
    "suspender_ejecucion",
]
