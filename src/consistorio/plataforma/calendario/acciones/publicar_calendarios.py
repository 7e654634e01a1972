"""Publishing the inhábiles of a year from files (LPACAP 30.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.accion import accion
from consistorio.plataforma.calendario import operaciones
from consistorio.plataforma.calendario.ficheros import FicheroCalendario, leer_calendario
from consistorio.plataforma.calendario.models import PublicacionCalendario


@accion("calendario.publicado", permiso="calendario.publicar", norma="LPACAP art. 30.7")
def publicar_calendarios(
    *, actor: Actor, ficheros: Iterable[tuple[str, str]], reloj: Reloj
) -> Sequence[PublicacionCalendario]:
    """Publish the calendars of some files, given as (name, text); all or none.

    A file equal to the version in force publishes nothing, so that installing twice is installing once; a different one is a
    new version of that territory and year. Who: Secretaría (`calendario.publicar`). Writes: PublicacionCalendario. Emits:
    calendario.publicado, one a version. Raises DatosIncorrectos with every bad line of every file, NoPermitido.
    """
    leidos: list[FicheroCalendario] = []
    problemas: list[Problema] = []
    for nombre, texto in ficheros:
        try:
            leidos.append(leer_calendario(texto.splitlines(), nombre=nombre))
        except DatosIncorrectos as error:
            problemas.extend(error.problemas)
    if problemas:
        raise DatosIncorrectos(_("No se ha publicado ningún calendario."), problemas=problemas)
    publicadas = [operaciones.publicar(fichero, actor=actor, reloj=reloj) for fichero in leidos]
    return [publicada for publicada in publicadas if publicada is not None]
