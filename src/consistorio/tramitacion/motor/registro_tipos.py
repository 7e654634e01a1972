"""Registry of kinds of task. Rooms above register theirs (`tipos_tarea.py` of each app); data composes kinds.

@tipo_tarea("propuesta")
class Propuesta(TipoTarea):
    nombre = gettext_lazy("Propuesta de resolución")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema, ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.catalogo.tipos_conocidos import declarar
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor
from consistorio.tramitacion.motor.models import Tarea

# What a kind offers to do with a step that its case does not need: it is said why, and the case goes on
NO_HACE_FALTA = "no_hace_falta"


@dato
class Contexto:
    """Who acts and when, for what a kind does on creation and completion."""

    actor: Actor
    reloj: Reloj


@dato
class AccionPosible:
    """Something that may be done with a task. With `impedimentos` it may not yet: each says what is missing, in plain words."""

    codigo: str
    etiqueta: str
    principal: bool = False
    impedimentos: tuple[str, ...] = ()


class TipoTarea:
    """A kind of task. Subclasses override what they need; they hold no state.

    `la_anade_el_area`: an area may add tasks of this kind to its procedures; the others come from the standard model or from an act.
    `se_deja_sin_hacer`: its case may not need it, where the law does not demand it and nobody has begun it.
    `espera_la_decision`: nothing is proposed nor decided while one is open. `circuito`: whom the law makes sign its document, when a
    procedure may add others who sign or approve it (`catalogo.firmas`). `permiso`: what doing it asks for besides handling the case,
    which who stands in for another must hold too; `la_hace_quien`: where `permiso` says nothing, what somebody of its unit must hold for a
    procedure to send it there.
    `fecha_de_ley`: its date is of the law or of a term of the parties, and does not move because it waits. `anteriores`: the keys of its `datos`
    that name an earlier task, each with the kinds that it may be of (none: any).
    """

    codigo: ClassVar[str] = ""
    nombre: ClassVar[str | Promise] = ""
    completable_a_mano: ClassVar[bool] = False
    la_anade_el_area: ClassVar[bool] = False
    se_deja_sin_hacer: ClassVar[bool] = False
    espera_la_decision: ClassVar[bool] = False
    circuito: ClassVar[str] = ""
    permiso: ClassVar[str] = ""
    la_hace_quien: ClassVar[str] = ""
    fecha_de_ley: ClassVar[bool] = False
    anteriores: ClassVar[Mapping[str, frozenset[str]]] = {}

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with the `datos` that a definition gives to a task of this kind over its form, each with its place in them."""
        return ()

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """What the `datos` that a definition gives to a task of this kind say, in sentences for people."""
        return ()

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """Whether the facts of a case say by themselves that a task of this kind is not needed in it, whatever its condition."""
        return False

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """Whether, while it is open, a step of the decision (`propuesta`, `resolucion`) waits for it."""
        return self.espera_la_decision

    def al_crear(self, tarea: Tarea, contexto: Contexto) -> None:
        """When the task opens."""

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """What may be done with it, the main thing first."""
        return ()

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """Why it cannot be completed yet."""
        return ()

    def al_completar(self, tarea: Tarea, resultado: Mapping[str, Valor], contexto: Contexto) -> None:
        """When it is done, before the engine looks for the next ones."""


C = TypeVar("C", bound=type[TipoTarea])
_TIPOS: dict[str, TipoTarea] = {}


def tipo_tarea(codigo: str) -> Callable[[C], C]:
    """Register a kind. Raises ValueError when the code is taken by another class."""

    def registrar(clase: C) -> C:
        anterior = _TIPOS.get(codigo)
        if anterior is not None and type(anterior).__qualname__ != clase.__qualname__:
            msg = f"task kind {codigo} is taken by {type(anterior).__qualname__}"
            raise ValueError(msg)
        clase.codigo = codigo
        _TIPOS[codigo] = clase()
        tipo = _TIPOS[codigo]
        declarar(
            codigo,
            tipo.problemas_de_datos,
            circuito=clase.circuito,
            decir=tipo.datos_en_palabras,
            permiso=clase.la_hace_quien or clase.permiso,
            anteriores=clase.anteriores,
        )
        return clase

    return registrar


def tipo_de(codigo: str) -> TipoTarea:
    """The kind with this code. Raises ServicioNoDisponible when no room of this installation runs it."""
    tipo = _TIPOS.get(codigo)
    if tipo is None:
        raise ServicioNoDisponible(
            _("Esta instalación no sabe hacer tareas de tipo «%(codigo)s».") % {"codigo": codigo}
        )
    return tipo


def sobra(tarea: DefinicionTarea, hechos: Datos) -> bool:
    """What its kind says (`TipoTarea.sobra`); one that no room of this installation runs says nothing."""
    tipo = _TIPOS.get(tarea.tipo)
    return tipo is not None and tipo.sobra(tarea, hechos)


def del_area() -> tuple[TipoTarea, ...]:
    """The kinds that an area may add to its procedures, by their code."""
    return tuple(tipo for _codigo, tipo in sorted(_TIPOS.items()) if tipo.la_anade_el_area)


def registrados() -> frozenset[str]:
    """The codes of every kind."""
    return frozenset(_TIPOS)
