"""Ask the antivirus about content that is already stored."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen import operaciones
from consistorio.plataforma.almacen.consultas import abrir
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.puertos.antivirus import Dictamen, antivirus

PERMISO = "almacen.mantener"


def juzgar(*, actor: Actor, sha256: str, reloj: Reloj) -> Contenido:
    """Have one content judged, outside any transaction, and note the verdict. What is infected stays, in quarantine.

    Raises: ServicioNoDisponible (nothing changes), NoEncontrado, NoPermitido.
    """
    with abrir(sha256, aunque_en_cuarentena=True) as flujo:
        dictamen = antivirus().analizar(flujo)
    return anotar_dictamen(actor=actor, sha256=sha256, dictamen=dictamen, reloj=reloj)


@accion(
    "almacen.contenido.analizado",
    "almacen.contenido.en_cuarentena",
    permiso=PERMISO,
    norma="LPACAP art. 14.3; RD 203/2021 art. 39.2; RD 311/2022 op.exp.6",
)
def anotar_dictamen(*, actor: Actor, sha256: str, dictamen: Dictamen, reloj: Reloj) -> Contenido:
    """Note a verdict on stored content.

    Who: the store's own process. Writes: Contenido. Emits: almacen.contenido.analizado or .en_cuarentena when its state changes
    (a clean verdict on what was clean only leaves its signatures written). Raises: NoPermitido.
    """
    return operaciones.aplicar_dictamen(sha256, dictamen, actor=actor, reloj=reloj)
