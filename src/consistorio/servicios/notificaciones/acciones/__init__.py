"""Use cases of the notifications."""

from consistorio.servicios.notificaciones.acciones.aviso import anotar_aviso
from consistorio.servicios.notificaciones.acciones.caducar import caducar
from consistorio.servicios.notificaciones.acciones.comparecer import acceder, rechazar
from consistorio.servicios.notificaciones.acciones.correo import (
    anotar_direccion,
    enviar_en_papel,
    enviar_varias,
    imprimir,
    retirar_envio,
)
from consistorio.servicios.notificaciones.acciones.emitir import emitir
from consistorio.servicios.notificaciones.acciones.evidenciar import evidenciar
from consistorio.servicios.notificaciones.acciones.papel import (
    anotar_intento_papel,
    anotar_publicacion,
    declarar_lugar_ignorado,
)
from consistorio.servicios.notificaciones.acciones.preparar import disponer, preparar
from consistorio.servicios.notificaciones.acciones.regla import acordar_regla

__all__ = [
    "acceder",
    "acordar_regla",
    "anotar_aviso",
    "anotar_direccion",
    "anotar_intento_papel",
    "anotar_publicacion",
    "caducar",
    "declarar_lugar_ignorado",
    "disponer",
    "emitir",
    "enviar_en_papel",
    "enviar_varias",
    "evidenciar",
    "imprimir",
    "preparar",
    "rechazar",
    "retirar_envio",
]
