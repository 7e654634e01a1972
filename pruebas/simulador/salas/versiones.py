"""Running cases that go on under another version of their procedure: one act, case by case, and none that was not asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import ClassVar

from consistorio.nucleo.actor import Actor
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.motor import acciones
from pruebas.simulador import ojos
from pruebas.simulador.modelo import Modelo

from .sala import Sala, identificador

CODIGO = "obra-de-prueba"
INFORME = {
    "codigo": "informe_tributos",
    "tipo": "informe",
    "fase": "instruccion",
    "nombre": "Informe de Gestión Tributaria",
    "norma": "LPACAP art. 79",
    "area": "tributos",
}


@dataclass
class Versiones(Sala):
    """Two cases of the first version of a procedure that has a second one. `pedidos`: those that are on their way."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {"pasar": ("marta",)}
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {"pasar": ("uno", "otro", "todos", "ninguno")}

    casos: list[str] = field(default_factory=list)
    pedidos: set[int] = field(default_factory=set)
    pasados: set[int] = field(default_factory=set)

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """Both were opened before the second was published, with one task more."""
        definicion = json.loads((DATOS / "licencia-obra-menor.json").read_text())
        definicion |= {"codigo": CODIGO, "nombre": "Obra de prueba", "serie": "OBP", "codigo_propio": "OBRADEPRUEBA"}
        self._publicar(definicion, reloj)
        self.casos = [str(escenario.caso(reloj, procedimiento=CODIGO).id) for _ in range(2)]
        definicion.setdefault("tareas", {}).setdefault("anadir", []).append(INFORME)
        self._publicar(definicion, reloj)

    def _publicar(self, definicion: dict[str, object], reloj: RelojDePrueba) -> None:
        carga = cargar(actor=SISTEMA, contenido=json.dumps(definicion).encode(), reloj=reloj)
        assert carga.version_id is not None, carga
        publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)

    def _cuales(self, sentido: str) -> set[int]:
        return {"uno": {0}, "otro": {1}, "todos": {0, 1}, "ninguno": set()}[sentido]

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """One act at a time; none that moved already; never nobody."""
        cuales = self._cuales(sentido)
        return bool(cuales) and not self.pedidos and not cuales & self.pasados

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """To the version that is published."""
        return acciones.pedir_cambio_de_version(
            actor=quien,
            version_id=vigente(CODIGO).id,
            expedientes=[identificador(self.casos[n]) for n in sorted(self._cuales(sentido))],
            motivo="Para que informe Gestión Tributaria.",
            reloj=reloj,
        )

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """A job moves them."""
        self.pedidos = self._cuales(sentido)

    def al_dia(self, modelo: Modelo) -> None:
        """It has moved some, or all."""
        movidos = {n for n, (version, _estado) in enumerate(self._filas()) if version == 2}
        self.pasados |= self.pedidos & movidos
        self.pedidos -= self.pasados

    def _filas(self) -> list[tuple[object, ...]]:
        filas = {
            str(caso): (numero, estado)
            for caso, numero, estado in ojos.consultar(
                """SELECT e.id::text, v.numero, e.estado FROM expedientes_expediente e
                JOIN catalogo_versionprocedimiento v ON v.id = e.version_id WHERE e.id::text = ANY(%s)""",
                self.casos,
            )
        }
        return [filas[caso] for caso in self.casos]

    def visto(self) -> dict[str, object]:
        """The version under which each goes on."""
        return {"versions": self._filas()}

    def dicho(self) -> dict[str, object]:
        """The first, but for those that moved."""
        return {"versions": [(2 if n in self.pasados else 1, "abierto") for n in range(len(self.casos))]}
