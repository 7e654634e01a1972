"""The stories that `recorrido` plays. Each is a function that takes a `Relato` and leaves its case closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from consistorio.cli.recorrido.historias.caducada import caducada
from consistorio.cli.recorrido.historias.concesion import concesion
from consistorio.cli.recorrido.historias.denegacion import denegacion
from consistorio.cli.recorrido.historias.factura import COMIENZO as DE_LA_FACTURA
from consistorio.cli.recorrido.historias.factura import factura
from consistorio.cli.recorrido.historias.mostrador import mostrador
from consistorio.cli.recorrido.historias.procedimiento_nuevo import procedimiento_nuevo
from consistorio.cli.recorrido.historias.representante import representante
from consistorio.cli.recorrido.historias.terraza import COMIENZO as DE_LA_TERRAZA
from consistorio.cli.recorrido.historias.terraza import terraza
from consistorio.cli.recorrido.relato import Relato

HISTORIAS: dict[str, Callable[[Relato], None]] = {
    "caducada": caducada,
    "concesion": concesion,
    "denegacion": denegacion,
    "factura": factura,
    "mostrador": mostrador,
    "procedimiento-nuevo": procedimiento_nuevo,
    "representante": representante,
    "terraza": terraza,
}
# Those whose days are written, whenever they are told; the others begin some weeks ago
COMIENZOS: dict[str, datetime] = {"factura": DE_LA_FACTURA, "terraza": DE_LA_TERRAZA}
