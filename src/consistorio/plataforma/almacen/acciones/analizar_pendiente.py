"""Ask the antivirus about content that waits for it."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.consultas import abrir
from consistorio.plataforma.almacen.eventos import ContenidoAnalizado, ContenidoEnCuarentena
from consistorio.plataforma.almacen.models import Contenido, EstadoAntivirus
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.puertos.antivirus import antivirus


@accion(
    "almacen.contenido.analizado",
    "almacen.contenido.en_cuarentena",
    permiso="almacen.mantener",
    norma="LPACAP art. 14.3; RD 203/2021 art. 39.2; RD 311/2022 op.exp.6",
)
def analizar_pendiente(*, actor: Actor, sha256: str, reloj: Reloj) -> Contenido:
    """Judge one content that is pending; any other is left as it is. What is infected stays, in quarantine.

    Who: the store's own process. Writes: Contenido. Emits: almacen.contenido.analizado or .en_cuarentena (chain `sistema`).
    Raises: ServicioNoDisponible (it stays pending), NoEncontrado, NoPermitido.
    """
    contenido = Contenido.objects.select_for_update().get(pk=sha256)
    if contenido.estado_antivirus != EstadoAntivirus.PENDIENTE:
        return contenido
    with abrir(sha256) as flujo:
        dictamen = antivirus().analizar(flujo)
    if dictamen.limpio:
        contenido.estado_antivirus = EstadoAntivirus.LIMPIO
        hecho: object = ContenidoAnalizado(sha256=sha256)
    else:
        contenido.estado_antivirus, contenido.amenaza = EstadoAntivirus.CUARENTENA, dictamen.amenaza[:200]
        hecho = ContenidoEnCuarentena(sha256=sha256, amenaza=contenido.amenaza)
    contenido.save(update_fields=["estado_antivirus", "amenaza"])
    anotar("sistema", hecho, actor=actor, reloj=reloj)
    return contenido
