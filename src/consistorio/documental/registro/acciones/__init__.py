"""Use cases of the registry."""

from django.utils.translation import gettext_lazy as _

from consistorio.documental.registro.acciones.anotar import anotar_en_mostrador, anotar_salida
from consistorio.documental.registro.acciones.anular import anular
from consistorio.documental.registro.acciones.apoderar import (
    inscribir_en_oficina,
    prorrogar_en_oficina,
    terminar_en_oficina,
)
from consistorio.documental.registro.acciones.emitir_libro import emitir_libro
from consistorio.documental.registro.acciones.rectificar import rectificar
from consistorio.documental.registro.acciones.redirigir import redirigir
from consistorio.documental.registro.acciones.reservar import reservar_numeros
from consistorio.plataforma.identidad.permisos import Ambito, declarar

declarar("registro.ver_todo", _("Consultar los asientos de todas las unidades"))
declarar("registro.rectificar", _("Rectificar datos de un asiento"))
declarar("registro.reservar", _("Reservar números del registro para una incidencia"))
declarar("registro.emitir_libro", _("Emitir el libro de registro"))
declarar("registro.emitir_justificante", _("Emitir justificantes de registro"), Ambito.SISTEMA, Ambito.EMPLEADO)
declarar("registro.componer_libro", _("Componer el libro de registro impreso"), Ambito.SISTEMA)

__all__ = [
    "anotar_en_mostrador",
    "anotar_salida",
    "anular",
    "emitir_libro",
    "inscribir_en_oficina",
    "prorrogar_en_oficina",
    "rectificar",
    "redirigir",
    "reservar_numeros",
    "terminar_en_oficina",
]
