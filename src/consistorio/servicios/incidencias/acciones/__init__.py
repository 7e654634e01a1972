"""Use cases of the incidents."""

from consistorio.servicios.incidencias.acciones.ampliaciones import (
    aplicar_a_expediente,
    dar_por_aplicada,
    proponer_ampliacion,
    recoger_devolucion,
    recoger_firma,
)
from consistorio.servicios.incidencias.acciones.caidas import anotar_caida, descartar_caida, vigilar
from consistorio.servicios.incidencias.acciones.incidencias import anotar_incidencia, publicar, terminar

__all__ = [
    "anotar_caida",
    "anotar_incidencia",
    "aplicar_a_expediente",
    "dar_por_aplicada",
    "descartar_caida",
    "proponer_ampliacion",
    "publicar",
    "recoger_devolucion",
    "recoger_firma",
    "terminar",
    "vigilar",
]
