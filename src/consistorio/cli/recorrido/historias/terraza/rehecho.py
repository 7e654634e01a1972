"""Every state rebuilt from the facts alone: the same machinery as `verificar`, on the town that the story leaves."""

from __future__ import annotations

from django.conf import settings

from consistorio.cli.recorrido.historias.terraza.reparto import dia
from consistorio.cli.recorrido.relato import Relato
from consistorio.documental.firma.casa import confianza_de_la_casa
from consistorio.documental.sellado.almacenados import Almacenados
from consistorio.documental.sellado.verificacion import verificar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea

FINAL = 11  # after the ten points


def rehacer(relato: Relato) -> None:
    """Hold each case, its tasks, its term, its papers and what is paid against the facts of the log."""
    with relato.paso("rehacer todo desde los hechos", dia=dia(6, 8), hora="09:00"):
        hecho = verificar(
            confianza=confianza_de_la_casa(), contenidos=Almacenados(), nif=str(settings.CONSISTORIO_ENTIDAD["nif"])
        )
        relato.comprobar(
            FINAL, "lo que difiere", esperado="nada", hallado="; ".join(map(str, hecho.hallazgos)) or "nada"
        )
        for que, modelo in (("expedientes", Expediente), ("tareas", Tarea)):
            relato.comprobar(
                FINAL, f"{que} que se rehacen", esperado=modelo.objects.count(), hallado=hecho.cifras.get(que, 0)
            )
