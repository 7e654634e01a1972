"""What the post of Intervención signs of an operation: who signs it, and how it is asked for."""

from __future__ import annotations

from typing import Final

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo, titular_de
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.tramitacion.expedientes.intervencion import firmante_en
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import dar_acceso

ORGANO: Final = "intervencion"


@dato
class FirmaDeIntervencion:
    """The post, who signs for it that day, and the case that it is about, if it is of one."""

    puesto: Puesto
    firmante: Firmante
    expediente: Expediente | None

    @classmethod
    def de(cls, expediente: Expediente | None, *, reloj: Reloj) -> FirmaDeIntervencion:
        """Who signs today, in a case or in none. Raises NoEncontrado (nobody holds the post), Conflicto."""
        puesto, dia = puesto_de_organo(ORGANO), hoy(reloj)
        firmante = titular_de(puesto, en=dia) if expediente is None else firmante_en(expediente, puesto, en=dia)
        return cls(puesto, firmante, expediente)

    def pedir(
        self, documento: Documento, campo: str, *, referencia: str, causa: str, actor: Actor, reloj: Reloj
    ) -> None:
        """Send a document to be signed in that field; who signs may read its case. Writes: Circuito. Emits: firma.circuito.pedido. Raises DatosIncorrectos, Conflicto."""
        pedir_firmas(documento, [PasoPedido(self.puesto, campo)], referencia=referencia, actor=actor, reloj=reloj)
        if self.expediente is not None:
            dar_acceso(
                self.expediente.id,
                referencia=documento.id,
                causa=causa,
                momento=reloj.ahora(),
                empleado_id=self.firmante.empleado.id,
            )
