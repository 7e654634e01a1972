"""The example town's inhábiles, from the files that come with the calendar."""

from collections.abc import Sequence

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.acciones.publicar_calendarios import publicar_calendarios
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


def sembrar() -> Sequence[str]:
    """Publish them all; those already published stay as they are."""
    actor = Actor.sistema("demostracion", "calendario.publicar")
    publicar_calendarios(actor=actor, ficheros=ficheros_del_ejemplo(), reloj=reloj_de_la_casa())
    return ()
