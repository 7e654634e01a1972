"""FACe, the general point of entry of electronic invoices, as the accounting register of a town sees it (Ley 25/2013 arts. 6 and 8)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Protocol, runtime_checkable

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.conexion import conectado


class FaceNoLoAdmite(ErrorDominio):
    """FACe answered, and said no. `codigo`: of its result."""

    estado_http = 409

    def __init__(self, codigo: str, descripcion: str) -> None:
        super().__init__(
            _("FACe no lo admite: %(d)s (%(c)s).") % {"d": descripcion[:300], "c": codigo},
            que_hacer=_("Compruebe en FACe cómo está esa factura y reintente el trabajo."),
        )
        self.codigo = codigo


@dato
class NuevaEnFace:
    """An invoice that waits there. `registrada_el`: when it was filed, None when what FACe says is not understood."""

    numero: str
    oficina_contable: str
    organo_gestor: str = ""
    unidad_tramitadora: str = ""
    registrada_el: datetime | None = None


@dato
class AnexoDeFace:
    """A file that came with an invoice."""

    nombre: str
    contenido: bytes


@dato
class FacturaDeFace:
    """What was filed, and what FACe itself says of it (`importe` in euros, None when it says none)."""

    nombre: str
    contenido: bytes
    numero_factura: str = ""
    serie: str = ""
    importe: Decimal | None = None
    emisor_nif: str = ""
    anexos: tuple[AnexoDeFace, ...] = ()


@dato
class AnulacionEnFace:
    """Somebody asks there to cancel an invoice. `pedida_el`: when, as FACe says it: it tells a request from the next one."""

    numero: str
    oficina_contable: str
    pedida_el: str
    motivo: str


@dato
class EstadoEnFace:
    """Where FACe has an invoice: codes of its two flows."""

    tramitacion: str
    anulacion: str


@runtime_checkable
class Face(Protocol):
    """Who speaks with FACe. Called from jobs, outside any transaction. Every call raises ServicioNoDisponible (nobody knows whether it was done, or it
    was not) and FaceNoLoAdmite."""

    @property
    def activo(self) -> bool:
        """Whether the town uses it."""
        ...

    def nuevas(self) -> list[NuevaEnFace]:
        """Those that wait to be taken, 500 at most: the rest are offered once these are confirmed."""
        ...

    def descargar(self, numero: str) -> FacturaDeFace:
        """What was filed under a number, while it is not confirmed."""
        ...

    def confirmar(self, *, oficina_contable: str, numero: str, codigo: str) -> None:
        """It is in the register with that code: FACe marks it 1300 and offers it no more."""
        ...

    def cambiar_estado(self, *, oficina_contable: str, numero: str, codigo: str, comentario: str) -> None:
        """2400, 2500 or 2600; the comment is read by who sent it."""
        ...

    def consultar(self, numero: str) -> EstadoEnFace:
        """Where FACe has it."""
        ...

    def anulaciones(self) -> list[AnulacionEnFace]:
        """The requests to cancel that wait for an answer, 500 at most."""
        ...

    def contestar_anulacion(self, *, oficina_contable: str, numero: str, codigo: str, comentario: str) -> None:
        """4300, it is cancelled; 4400, it is not, and why."""
        ...

    def comprobar(self) -> None:
        """See that it answers, within a few seconds."""
        ...


def face() -> Face:
    """What is wired in `conf`. Raises ImproperlyConfigured."""
    return conectado("face", Face)
