"""What the Junta decides in session: the signed proposal, what was agreed, its number in its own book, and its certificates (ROF 202-207)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.resoluciones import acciones
from consistorio.servicios.resoluciones.models import AsuntoSesion, Resolucion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tests.test_acuerdos import de_la_junta
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from pruebas.simulador import ojos
from pruebas.simulador.actos import NADIE, SIN_ORDEN
from pruebas.simulador.modelo import Modelo

from .sala import Sala, identificador, uno

CODIGO = "licencia-de-la-junta"
ADOPTADOS = ("aprobado", "enmendado")


@dataclass
class Acuerdos(Sala):
    """A case that the Junta decides. `estado`: that of its decision; `asunto`: that of its matter; `mesa`: the session in which it was left."""

    ACTOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "llevar": ("marta",),
        "anotar": ("javier",),
        "elevar": ("marta",),
        "certificar": ("javier",),
        "anular": ("javier",),
        "cerrar_libro": ("javier",),
    }
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {
        "anotar": (*ADOPTADOS, "rechazado", "sobre_la_mesa", "retirado"),
    }

    casos: list[str] = field(default_factory=list)
    estado: str = "propuesta"
    asunto: str = ""
    mesa: date | None = None
    numero: int | None = None
    certificados: int = 0

    def sembrar(self, reloj: RelojDePrueba) -> None:
        """Its proposal is made."""
        definicion = json.loads(de_la_junta())
        definicion |= {
            "codigo": CODIGO,
            "nombre": "Licencia de la Junta",
            "serie": "LJG",
            "codigo_propio": "LICENCIAJUNTA",
        }
        carga = cargar(actor=SISTEMA, contenido=json.dumps(definicion).encode(), reloj=reloj)
        assert carga.version_id is not None, carga
        publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)
        caso = escenario.caso_por_proponer(reloj, procedimiento=CODIGO)
        manos.proponer(caso, "estima", reloj)
        self.casos = [str(caso.id)]

    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """A session comes after the one before; what was agreed has its number for ever; a year that goes on is not closed."""
        return {
            "llevar": self.estado == "propuesta",
            "anotar": self.asunto == "listo" and (self.mesa is None or self.mesa < modelo.hoy),
            "elevar": self.estado == "devuelta",
            "certificar": self.estado == "firmada",
            "anular": False,
            "cerrar_libro": False,
        }[acto]

    def _resolucion(self) -> Resolucion:
        return Resolucion.objects.get(expediente_id=self.casos[0])

    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """In the session of today."""
        caso = identificador(self.casos[0])
        if acto == "llevar":
            return acciones.llevar_a_sesion(actor=quien, expediente_id=caso, motivo_orden=SIN_ORDEN, reloj=reloj)
        if acto == "elevar":
            return acciones.elevar_a_firma(actor=quien, expediente_id=caso, motivo_orden=SIN_ORDEN, reloj=reloj)
        if acto == "certificar":
            return acciones.certificar(
                actor=quien, resolucion_id=self._resolucion().id, finalidad="Para el registro", reloj=reloj
            )
        if acto == "anular":
            return acciones.anular_por_diligencia(
                actor=quien, resolucion_id=self._resolucion().id, motivo="Errata", reloj=reloj
            )
        if acto == "cerrar_libro":
            return acciones.cerrar_libro(actor=quien, codigo="acuerdos_junta", anio=hoy(reloj).year, reloj=reloj)
        asunto = AsuntoSesion.objects.filter(expediente_id=caso).order_by("id").last()
        return acciones.anotar_acuerdo(
            actor=quien,
            tarea_id=(asunto.tarea_id if asunto is not None else None) or NADIE,
            resultado=sentido,
            sesion_el=hoy(reloj),
            sesion_numero="31/2026, ordinaria",
            enmienda=["Conceder, en seis meses."] if sentido == "enmendado" else [],
            motivo="" if sentido in ADOPTADOS else "Falta un informe.",
            reloj=reloj,
        )

    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """What is agreed takes its number now."""
        if acto == "llevar":
            self.estado, self.asunto, self.mesa = "en_sesion", "en_firma", None
        elif acto == "elevar":
            self.estado = "en_firma"
        elif acto == "certificar":
            self.certificados += 1
        elif sentido in ADOPTADOS:
            self.estado, self.asunto, self.numero = "en_firma", "tratado", 1
        elif sentido == "sobre_la_mesa":
            self.asunto, self.mesa = "listo", modelo.hoy
        else:
            self.estado, self.asunto = "propuesta", "tratado"

    def al_dia(self, modelo: Modelo) -> None:
        """The proposal was signed; or the certificate was, or came back."""
        visto = self.visto()
        if self.asunto == "en_firma" and visto["matter"] == "listo":
            self.asunto = "listo"
        if self.estado == "en_firma" and visto["acuerdo"] in (("firmada", self.numero), ("devuelta", self.numero)):
            self.estado = str(visto["acuerdo"][0])  # type: ignore[index]

    def visto(self) -> dict[str, object]:
        """The decision with its number, its last matter, its book and its certificates."""
        caso = self.casos[0]
        [acuerdo] = ojos.consultar("SELECT estado, numero FROM resoluciones_resolucion WHERE expediente_id = %s", caso)
        matter = uno(
            "SELECT estado FROM resoluciones_asuntosesion WHERE expediente_id = %s ORDER BY id DESC LIMIT 1", caso
        )
        return {
            "acuerdo": acuerdo,
            "matter": matter or "",
            "book": uno("SELECT ultimo FROM resoluciones_libro WHERE codigo = 'acuerdos_junta'"),
            "closed": uno("SELECT cerrado_el FROM resoluciones_libro WHERE codigo = 'acuerdos_junta'"),
            "certificates": uno("SELECT count(*) FROM resoluciones_certificado"),
        }

    def dicho(self) -> dict[str, object]:
        """The same, as it has to be."""
        return {
            "acuerdo": (self.estado, self.numero),
            "matter": self.asunto,
            "book": self.numero,
            "closed": None,
            "certificates": self.certificados,
        }
