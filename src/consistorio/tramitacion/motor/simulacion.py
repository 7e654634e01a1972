"""A procedure tried on a made-up case, with a moved clock: what opens, for whom and until when. Pure: nothing is written.

What comes next, conditions and terms are those of the engine (`orden`, `reglas`): what is tried is what will happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.tramitacion.catalogo.tipos import Definicion, DefinicionTarea
from consistorio.tramitacion.formularios.valores import Datos
from consistorio.tramitacion.motor.orden import SOLO_DE_SOLICITUDES, hechos_de, que_toca
from consistorio.tramitacion.motor.reglas import contar, duracion_de


@dato
class Paso:
    """Somebody completes a task, so many natural days after the step before. `sentido`: of a proposal or a decision."""

    tarea: str
    dias: int = 0
    sentido: str = ""


@dato
class Suceso:
    """What happened to a task on a day. `que`: `abre`, `no_hace_falta` or `hecha`; `vence`: until when, of one that opens."""

    dia: date
    que: str
    tarea: DefinicionTarea
    vence: date | None = None


@dato
class Simulacion:
    """How it went. `abiertas`: what waits now, in order; `limite`: the last day to decide, None while nobody wrote the term;
    `en_plazo`: whether it was decided by then, None while it is not decided or not known."""

    sucesos: Sequence[Suceso]
    abiertas: Sequence[str]
    hoy: date
    limite: date | None
    en_plazo: bool | None

    @property
    def acabada(self) -> bool:
        """Whether nothing is left to do."""
        return not self.abiertas


@dato
class Caso:
    """A made-up case: what was answered, when it came in, and what was done. `de_oficio`: nobody applied."""

    respuestas: Datos
    entrada: date
    pasos: Sequence[Paso] = field(default_factory=tuple)
    interesados: int = 1
    de_oficio: bool = False


def simular(definicion: Definicion, caso: Caso, calendario: Calendario) -> Simulacion:
    """Play the case. Raises DatosIncorrectos when a step completes what is not open, with every such step."""
    corrida = _Corrida(definicion, caso, calendario)
    problemas = [problema for paso in caso.pasos if (problema := corrida.dar(paso)) is not None]
    if problemas:
        raise DatosIncorrectos(_("El caso no se puede seguir como está escrito."), problemas=problemas)
    return corrida.resultado()


class _Corrida:
    def __init__(self, definicion: Definicion, caso: Caso, calendario: Calendario) -> None:
        self._definicion, self._caso, self._calendario = definicion, caso, calendario
        self._dia = caso.entrada
        self._estados: dict[str, str] = {}
        self._resultados: dict[str, object] = {}
        self._sucesos: list[Suceso] = []
        self._decidido: date | None = None
        plazo = definicion.legal.plazo if definicion.legal.plazo_fijado else None
        self._limite = None if plazo is None else contar(caso.entrada, duracion_de(plazo), calendario).vence
        if caso.de_oficio:
            for tarea in definicion.tareas:
                if tarea.tipo in SOLO_DE_SOLICITUDES:
                    self._abrir(tarea, sobra=True)
        self._avanzar()

    def dar(self, paso: Paso) -> Problema | None:
        """Complete a task; why it cannot be, if it is not open."""
        self._dia += timedelta(days=paso.dias)
        tarea = self._definicion.tarea(paso.tarea)
        if tarea is None or self._estados.get(paso.tarea) != "pendiente":
            abiertas = ", ".join(self._nombres()) or _("ninguna")
            mensaje = _("ese día no está abierta esta tarea. Abiertas: %(l)s.") % {"l": abiertas}
            return Problema(paso.tarea, mensaje)
        self._estados[paso.tarea] = "hecha"
        codigo = "admitida" if tarea.tipo == "revision" else "hecha"
        self._resultados[paso.tarea] = {"codigo": paso.sentido or codigo, "sentido": paso.sentido}
        self._sucesos.append(Suceso(self._dia, "hecha", tarea))
        if tarea.tipo == "notificacion":  # 40.4: at the party's disposal, the duty is met
            self._decidido = self._dia
        self._avanzar()
        return None

    def resultado(self) -> Simulacion:
        """As it is now."""
        abiertas = [tarea.codigo for tarea in self._definicion.tareas if self._estados.get(tarea.codigo) == "pendiente"]
        en_plazo = None
        if self._decidido is not None and self._limite is not None:
            en_plazo = self._decidido <= self._limite
        return Simulacion(self._sucesos, abiertas, self._dia, self._limite, en_plazo)

    def _avanzar(self) -> None:
        while True:
            hechos = hechos_de(self._caso.respuestas, self._resultados, interesados=self._caso.interesados)
            tocan = que_toca(self._definicion, self._estados, hechos)
            for tarea, sobra in tocan:
                self._abrir(tarea, sobra=sobra)
            if not any(sobra for _tarea, sobra in tocan):
                return

    def _abrir(self, tarea: DefinicionTarea, *, sobra: bool) -> None:
        self._estados[tarea.codigo] = "cancelada" if sobra else "pendiente"
        vence = None
        if tarea.plazo_interno is not None and not sobra:
            vence = contar(self._dia, duracion_de(tarea.plazo_interno), self._calendario).vence
        self._sucesos.append(Suceso(self._dia, "no_hace_falta" if sobra else "abre", tarea, vence))

    def _nombres(self) -> list[str]:
        return [t.nombre for t in self._definicion.tareas if self._estados.get(t.codigo) == "pendiente"]
