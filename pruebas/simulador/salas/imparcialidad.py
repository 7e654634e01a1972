"""Who must keep away from a case: they say so or are challenged, do nothing in it, and their superior decides (LRJSP 23-24)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar
from uuid import uuid4

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from pruebas.simulador import leyes, ojos
from pruebas.simulador.actos import NADIE
from pruebas.simulador.modelo import CIUDADANIA, Modelo

from .sala import Sala, identificador, ultimo_acto, uno

ANA = CIUDADANIA[0]
APARTADA, SUSTITUTO = "nuria", "sergio"
CLASES = {"abstenerse": "abstencion", "contestar": "recusacion_contestada", "decidir": "imparcialidad"}


@dataclass
class Cuestion:
    """An abstention or a challenge. `contestar`: until when a challenge is answered; `decidida`: how, once signed."""

    clase: str
    contestar: date | None = None
    contestada: bool = False
    decidida: str = "pendiente"


@dataclass
class Imparcialidad(Sala):
    """A case in which somebody may have to keep away. `esperan`: the acts that wait for their signature, and in which sense."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "abstenerse": (APARTADA,),
        "recusar": (ANA,),
        "dar_curso": ("marta",),
        "contestar": (APARTADA,),
        "decidir": ("marta",),
        "intervenir": (APARTADA,),
    }
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {"decidir": ("true", "false")}
    DEJA: ClassVar[frozenset[str]] = frozenset(
        {"formularios_borrador", "formularios_serieborrador", "auditoria_evento", "auditoria_cadena"}
    )

    casos: list[str] = field(default_factory=list)
    cuestiones: list[Cuestion] = field(default_factory=list)
    escrito: str = ""
    apartada: str = ""
    esperan: dict[str, str] = field(default_factory=dict)

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """A case that waits for its proposal."""
        self.casos = [str(escenario.caso_por_proponer(reloj).id)]

    def _abierta(self) -> Cuestion | None:
        return self.cuestiones[-1] if self.cuestiones and self.cuestiones[-1].decidida == "pendiente" else None

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """23.1 and 24.3: from when it is signed, or passed on, she does nothing there until it is decided; and nothing more if she must keep away."""
        abierta = self._abierta()
        if acto == "abstenerse":
            return not self.apartada and acto not in self.esperan
        if acto == "intervenir":
            return not self.apartada
        if acto == "recusar":
            return None if self.escrito else True  # one in each sequence
        if acto == "dar_curso":
            return self.escrito == "presentado" and not self.apartada
        if abierta is None or acto in self.esperan:
            return False
        if acto == "contestar":
            return abierta.clase == "recusacion" and not abierta.contestada
        limite = abierta.contestar
        return abierta.contestada or limite is None or modelo.hoy > limite

    def _tarea(self, **cual: object) -> Tarea:
        tareas = Tarea.objects.filter(expediente_id=self.casos[0], cerrada_el=None, **cual).order_by("id")
        return tareas.last() or Tarea(id=NADIE)

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """Of her, and by whom is above her."""
        caso = identificador(self.casos[0])
        if acto == "abstenerse":
            return motor.abstenerse(
                actor=quien, expediente_id=caso, causas=["b"], hechos="La solicitante es mi cuñada.", reloj=reloj
            )
        if acto == "intervenir":
            borrador = borrador_para(Expediente.objects.get(id=caso), "estima")
            return resoluciones.redactar(actor=quien, expediente_id=caso, borrador=borrador, reloj=reloj)
        if acto == "recusar":
            return self._recusar(quien, reloj)
        if acto == "dar_curso":
            return motor.dar_curso_a_recusacion(
                actor=quien,
                tarea_id=self._tarea(codigo="escrito_recusacion").id,
                empleado_id=_empleado(APARTADA),
                causas=["c"],
                reloj=reloj,
            )
        if acto == "contestar":
            return motor.contestar_recusacion(
                actor=quien,
                tarea_id=self._tarea(codigo="recusacion_contestar").id,
                reconoce=False,
                texto="No conozco a la solicitante.",
                reloj=reloj,
            )
        return motor.decidir_imparcialidad(
            actor=quien,
            tarea_id=self._tarea(cuestion__isnull=False).id,
            estima=sentido == "true",
            motivo="Consta el parentesco en el padrón municipal.",
            sustituto_id=_empleado(SUSTITUTO) if sentido == "true" else None,
            reloj=reloj,
        )

    def _recusar(self, quien: Actor, reloj: RelojDePrueba) -> object:
        guardado = solicitudes.guardar_escrito(
            actor=quien,
            expediente_id=identificador(self.casos[0]),
            clase="recusacion",
            texto="Recuso a Nuria Vidal.",
            reloj=reloj,
        )
        return solicitudes.presentar_escrito(
            actor=quien,
            borrador_id=guardado.borrador.id,
            clave_idempotencia=uuid4().hex,
            evidencia=EvidenciaSesion(),
            reloj=reloj,
        )

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """Acts wait for their signature; a challenge that is passed on sets her apart at once."""
        if acto in CLASES:
            self.esperan[acto] = sentido
        elif acto == "recusar":
            self.escrito = "presentado"
            modelo.entradas += 1
        elif acto == "dar_curso":
            self.escrito, self.apartada = "tramitado", "provisional"
            self.cuestiones.append(Cuestion("recusacion", contestar=leyes.habiles(modelo.hoy, 1)))

    def al_dia(self, modelo: Modelo) -> None:
        """What waited was signed, came back, or was too late."""
        for acto, sentido in list(self.esperan.items()):
            ultimo = ultimo_acto(self.casos[0], CLASES[acto])
            if ultimo is None or ultimo[1] == "en_firma":
                continue
            del self.esperan[acto]
            if ultimo[1] != "firmado":
                continue
            if acto == "abstenerse":
                self.cuestiones.append(Cuestion("abstencion"))
                self.apartada = "provisional"
            elif acto == "contestar":
                self.cuestiones[-1].contestada = True
            else:
                self.cuestiones[-1].decidida = sentido
                self.apartada = "con sustituto" if sentido == "true" else ""

    def visto(self) -> dict[str, object]:
        """The questions, how each was decided, and whether she is set apart."""
        caso = self.casos[0]
        filas = ojos.consultar(
            """SELECT clase, contestada_el IS NOT NULL, coalesce(estimada::text, 'pendiente') FROM motor_cuestionimparcialidad
            WHERE expediente_id = %s ORDER BY id""",
            caso,
        )
        apartada = uno(
            """SELECT CASE WHEN provisional THEN 'provisional' ELSE 'con sustituto' END FROM expedientes_apartamiento
            WHERE expediente_id = %s AND hasta IS NULL""",
            caso,
        )
        papel = uno(
            "SELECT count(*) FROM motor_tarea WHERE expediente_id = %s AND codigo = 'escrito_recusacion' AND cerrada_el IS NULL",
            caso,
        )
        return {"questions": filas, "set apart": apartada or "", "papers": papel}

    def dicho(self) -> dict[str, object]:
        """The same, as it has to be."""
        return {
            "questions": [(una.clase, una.contestada, una.decidida) for una in self.cuestiones],
            "set apart": self.apartada,
            "papers": int(self.escrito == "presentado"),
        }


def _empleado(usuario: str) -> object:
    return Empleado.objects.get(cuenta__usuario=usuario).id
