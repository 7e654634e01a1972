"""What the pages of the drafts of a case show."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import tamano
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.puertos.conversion import conversor
from consistorio.servicios.redaccion.consultas import versiones_de
from consistorio.servicios.redaccion.models import BorradorDocumento, Conversion, Prestamo, VersionBorrador
from consistorio.servicios.redaccion.operaciones import quien_lo_tiene
from consistorio.servicios.redaccion.reglas import TEXTOS
from consistorio.tramitacion.expedientes.apartados import por_que_no_interviene
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor.permisos import ASIGNAR

COLORES = {"abierto": "blue", "incorporado": "green", "descartado": "grey"}


@dato
class BorradorVisible:
    """A draft with who has it out, in words."""

    borrador: BorradorDocumento
    color: str
    lo_tiene: str


def _prestamo(borrador: BorradorDocumento) -> Prestamo | None:
    return getattr(borrador, "prestamo", None)


def filas_de(borradores: Sequence[BorradorDocumento]) -> list[BorradorVisible]:
    """The rows of the list."""
    filas = []
    for uno in borradores:
        prestamo = _prestamo(uno)
        filas.append(BorradorVisible(uno, COLORES[uno.estado], quien_lo_tiene(prestamo) if prestamo else ""))
    return filas


@dato
class VersionVisible:
    """A version with how much it grew, in words, and the PDF that was made of it or why not."""

    version: VersionBorrador
    cambio: str
    conversion: Conversion | None
    se_convierte: bool

    @property
    def es_texto(self) -> bool:
        """Whether it goes into the case as the PDF that is made of it."""
        return self.version.contenido.tipo_mime in TEXTOS

    @property
    def lista(self) -> bool:
        """Whether it can be put in the case as it is."""
        return not self.es_texto or (self.conversion is not None and self.conversion.estado == Conversion.Estado.HECHA)


def por_que_no_se_convierte() -> str:
    """Why this town cannot make PDFs of texts; "" when it can."""
    try:
        conversor().comprobar()
    except ServicioNoDisponible as error:
        return error.entero
    return ""


def versiones_visibles(borrador: BorradorDocumento) -> list[VersionVisible]:
    """The versions of a draft, the last first."""
    return [
        VersionVisible(
            una.version,
            _cambio(una.version.numero, una.diferencia),
            getattr(una.version, "conversion", None),
            una.se_convierte,
        )
        for una in versiones_de(borrador)
    ]


def _cambio(numero: int, diferencia: int) -> str:
    if numero == 1:
        return ""
    if not diferencia:
        return _("Igual de larga")
    texto = _("%(t)s más") if diferencia > 0 else _("%(t)s menos")
    return texto % {"t": tamano(abs(diferencia))}


@dato
class Puede:
    """What this person may do with a draft, as its actions would say."""

    escribir: bool
    soltar: bool
    es_suyo: bool
    lo_tiene: str
    apartado: str


def que_puede(borrador: BorradorDocumento, actor: Actor) -> Puede:
    """What a page offers of it."""
    prestamo, expediente = _prestamo(borrador), borrador.expediente
    es_suyo = prestamo is not None and prestamo.empleado_id == actor.id
    apartado = por_que_no_interviene(expediente.id, actor)
    tramita = not apartado and actor.puede(TRAMITAR)
    se_escribe = tramita and borrador.abierto and expediente.estado == Expediente.Estado.ABIERTO
    dirige = actor.puede(ASIGNAR) and expediente.unidad_id in actor.unidades
    return Puede(
        escribir=se_escribe and (prestamo is None or es_suyo),
        soltar=tramita and prestamo is not None and (es_suyo or dirige),
        es_suyo=es_suyo,
        lo_tiene=quien_lo_tiene(prestamo) if prestamo is not None else "",
        apartado=apartado,
    )
