"""Load a definition: a model, an area's model or a procedure."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import operaciones
from consistorio.tramitacion.catalogo.carga import leer_texto
from consistorio.tramitacion.catalogo.operaciones import Carga
from consistorio.tramitacion.catalogo.permisos import CARGAR


@accion(
    "catalogo.version.cargada",
    "catalogo.modelo.cargado",
    "catalogo.modelo.publicado",
    "catalogo.legal.anotado",
    "catalogo.caso.guardado",
    permiso=CARGAR,
    norma="LPACAP arts. 21.4 y 71",
)
def cargar(*, actor: Actor, contenido: bytes, reloj: Reloj, en_seco: bool = False) -> Carga:
    """Load a file. A procedure becomes a version in trial, and so does the model of an area that a person loads; the same content twice is
    the same version.

    `en_seco`: only check, write nothing and return every problem. Who: with `catalogo.cargar`.
    What it says of its legal values is taken from who answers for them. Writes: Modelo, or Procedimiento, VersionProcedimiento, ValorLegal,
    CasoDePrueba, DefinicionFormulario and Area. Emits: catalogo.version.cargada, catalogo.legal.anotado, catalogo.caso.guardado, or
    catalogo.modelo.cargado and catalogo.modelo.publicado.
    Raises DatosIncorrectos (all problems; not in a dry run), Conflicto (same model number, other content; or another model in trial).
    """
    documento = leer_texto(contenido)
    if en_seco:
        return operaciones.comprobar(documento, actor=actor, reloj=reloj)
    return operaciones.cargar(documento, actor=actor, reloj=reloj)
