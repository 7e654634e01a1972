"""Documents that are being written: their versions, who has each out, and what becomes of them (LPACAP 70.4)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import ClassVar

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.servicios.redaccion import acciones
from consistorio.servicios.redaccion.models import BorradorDocumento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf
from pruebas.simulador import ojos
from pruebas.simulador.actos import NADIE
from pruebas.simulador.modelo import Modelo

from .sala import Sala, identificador

DOS = ("nuria", "sergio")


@dataclass
class Escrito:
    """A draft: how many versions it has, and who has it out."""

    versiones: int = 1
    tiene: str = ""
    estado: str = "abierto"


@dataclass
class Borradores(Sala):
    """The drafts of a case; the last is the one that is written. Two write it: the one is `nuria`, the other is told by the act."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "empezar": ("nuria",),
        **{
            f"{acto}_{quien}": (quien,)
            for acto in ("subir", "tomar", "soltar", "incorporar", "descartar")
            for quien in DOS
        },
    }
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {
        f"{acto}_{quien}": ("ultima", "ultima", "otra") for acto in ("subir", "incorporar") for quien in DOS
    }
    DEJA: ClassVar[frozenset[str]] = frozenset({"almacen_contenido", "procrastinate_jobs", "procrastinate_events"})

    casos: list[str] = field(default_factory=list)
    escritos: list[Escrito] = field(default_factory=list)

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """A case, and nothing written yet."""
        self.casos = [str(escenario.caso_por_proponer(reloj).id)]

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """Nobody writes over what another has out, nor over a version that they have not seen."""
        if acto == "empezar":
            return True
        que, _, quien = acto.partition("_")
        if not self.escritos:
            return False
        suyo = self.escritos[-1]
        libre = suyo.tiene in ("", quien)
        if que == "soltar":
            return libre
        return suyo.estado == "abierto" and libre and sentido != "otra"

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """A version that was not seen is told by its number."""
        que = acto.partition("_")[0]
        if que == "empezar":
            return acciones.empezar_borrador(
                actor=quien,
                expediente_id=identificador(self.casos[0]),
                titulo=f"Informe {len(self.escritos)}",
                tipo_documental="TD13",
                contenido=admitir(io.BytesIO(un_pdf("Primera.")), nombre="informe.pdf"),
                nombre="informe.pdf",
                reloj=reloj,
            )
        ultimo = BorradorDocumento.objects.filter(expediente_id=self.casos[0]).order_by("id").last()
        suyo = ultimo.id if ultimo is not None else NADIE
        sobre = (self.escritos[-1].versiones if self.escritos else 1) + (1 if sentido == "otra" else 0)
        if que == "subir":
            return acciones.subir_version(
                actor=quien,
                borrador_id=suyo,
                contenido=admitir(io.BytesIO(un_pdf(f"Versión {sobre}.")), nombre="informe.pdf"),
                nombre="informe.pdf",
                sobre=sobre,
                reloj=reloj,
            )
        if que == "incorporar":
            return acciones.incorporar_borrador(actor=quien, borrador_id=suyo, sobre=sobre, reloj=reloj)
        accion = {
            "tomar": acciones.tomar_borrador,
            "soltar": acciones.soltar_borrador,
            "descartar": acciones.descartar_borrador,
        }[que]
        return accion(actor=quien, borrador_id=suyo, reloj=reloj)

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """Given back with its next version, let go, or over."""
        que, _, quien = acto.partition("_")
        if que == "empezar":
            self.escritos.append(Escrito())
            return
        suyo = self.escritos[-1]
        suyo.versiones += que == "subir"
        suyo.tiene = quien if que == "tomar" else ""
        suyo.estado = {"incorporar": "incorporado", "descartar": "descartado"}.get(que, suyo.estado)

    def visto(self) -> dict[str, object]:
        """In the order in which they were begun."""
        filas = ojos.consultar(
            """SELECT (SELECT count(*) FROM redaccion_versionborrador v WHERE v.borrador_id = b.id),
            coalesce((SELECT c.usuario FROM redaccion_prestamo p JOIN organizacion_empleado e ON e.id = p.empleado_id
             JOIN identidad_cuenta c ON c.id = e.cuenta_id WHERE p.borrador_id = b.id), ''), b.estado
            FROM redaccion_borradordocumento b WHERE b.expediente_id = %s ORDER BY b.id""",
            self.casos[0],
        )
        return {"drafts": filas}

    def dicho(self) -> dict[str, object]:
        """The same, as it has to be."""
        return {"drafts": [(uno.versiones, uno.tiene, uno.estado) for uno in self.escritos]}
