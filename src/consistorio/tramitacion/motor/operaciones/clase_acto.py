"""What a class of act of procedure is, and how each tells and ends what it was for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from django.utils.functional import Promise

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar
from consistorio.tramitacion.motor.operaciones.flujo import completar


class ClaseActo(ABC):
    """A class of act. `accion`: what writes it; `del_organo`: the law gives it to the organ that decides the case, whose post
    signs, and not to who handles it; `organo`: that to which the law gives it, whoever decides the case, and no delegate;
    `tarea_propia`: its task exists only because of it; `abre_el_tramite`: it opens a step that a procedure may foresee with a task of
    that kind, which is then its task; `fase`: that of its task, the case's if empty; `visible`: the parties see its document in the sede.
    Subclasses hold no state.
    """

    codigo: ClassVar[str]
    nombre: ClassVar[str | Promise]
    accion: ClassVar[str]
    origen: ClassVar[str]
    tipo_tarea: ClassVar[str] = "acto"
    fase: ClassVar[str] = ""
    del_organo: ClassVar[bool] = False
    organo: ClassVar[str] = ""
    tarea_propia: ClassVar[bool] = True
    abre_el_tramite: ClassVar[bool] = False
    visible: ClassVar[bool] = True

    @abstractmethod
    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """What the act does, in the transaction that takes its signature in. Raises Conflicto (or FaseIncompatible) and
        DatosIncorrectos when it has ceased to be legal."""


def a_todos(expediente: Expediente, comunicacion: Comunicacion, *, actor: Actor, reloj: Reloj) -> None:
    """It is on its way to every party (LPACAP 40.1)."""
    destinatarios = comunicaciones.destinatarios_de(expediente)
    comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


def hecha(
    acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj, codigo: str = "firmado"
) -> None:
    """The task of the act is over, with its document. Writes: Tarea."""
    if tarea.abierta:
        resultado = {"codigo": codigo, "documento": str(acto.documento_id)}
        completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
