"""What the trays and the pages of communications show. No rules here, only words and colours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.comunicaciones.models import Comunicacion, Destino


@dato
class FilaComunicacion:
    """A communication of a list: to whom it goes, and whether it was acknowledged."""

    comunicacion: Comunicacion
    a_quien: str
    estado: str
    color: str


def filas(comunicaciones: Sequence[Comunicacion], unidades: Collection[UUID]) -> list[FilaComunicacion]:
    """The rows of a page. Of what the reader's units got, their own acknowledgement counts; of the rest, everybody's."""
    hechas = []
    for comunicacion in comunicaciones:
        destinos = list(comunicacion.destinos.all())
        suyos = [destino for destino in destinos if destino.unidad_id in unidades]
        estado, color = _de_las_suyas(suyos) if suyos else _de_todas(destinos)
        hechas.append(FilaComunicacion(comunicacion, ", ".join(d.unidad.nombre for d in destinos), estado, color))
    return hechas


def _de_las_suyas(destinos: Sequence[Destino]) -> tuple[str, str]:
    if any(destino.acusada_el is None for destino in destinos):
        return _("Falta su acuse"), "yellow"
    return _("Con acuse"), "green"


def _de_todas(destinos: Sequence[Destino]) -> tuple[str, str]:
    con_acuse = sum(destino.acusada_el is not None for destino in destinos)
    if con_acuse == len(destinos):
        return _("Con acuse"), "green"
    return _("%(n)d de %(t)d acuses") % {"n": con_acuse, "t": len(destinos)}, "yellow"


def cabecera(comunicacion: Comunicacion) -> list[Fila]:
    """Who sent it and when."""
    autor = ", ".join(parte for parte in (comunicacion.autor.nombre, comunicacion.cargo) if parte)
    return [
        Fila(_("La envía"), comunicacion.unidad.nombre),
        Fila(_("La escribió"), autor),
        Fila(_("Enviada"), f"{en_madrid(comunicacion.enviada_el):%d/%m/%Y %H:%M}"),
    ]
