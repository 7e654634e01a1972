"""A notification that nobody opens: ten natural days after it was put at disposal it counts as rejected (LPACAP 43.2)."""

from __future__ import annotations

from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
from consistorio.cli.recorrido.historias.concesion import solicitar
from consistorio.cli.recorrido.historias.pasos import CADUCADAS, barrer, cerrar, ejecutar, instruir, notificar, resolver
from consistorio.cli.recorrido.personas import esperar
from consistorio.cli.recorrido.relato import Relato

SOLICITANTE = "X1234567L"
DIA_NOTIFICADA, DIAS_NATURALES = 16, 10


def caducada(relato: Relato) -> None:
    """Play it to the end."""
    var = relato.escenario.var
    adjuntos = {"plano": [croquis(var)], "presupuesto_detallado": [presupuesto(var)], "otros": list(relato.entradas)}
    solicitar(relato, SOLICITANTE, adjuntos=adjuntos)
    instruir(relato)
    resolver(relato, sentido="estima")
    notificar(relato, dia=DIA_NOTIFICADA)
    with relato.paso("ver que espera en Mi carpeta", dia=DIA_NOTIFICADA, hora="20:00", cualquier_dia=True):
        # Seen in the list, with its days left, and not opened
        esperar("a notification at the citizen's disposal", relato.ciudadano(SOLICITANTE).notificacion_pendiente)
    caducar(relato, dia=DIA_NOTIFICADA + DIAS_NATURALES + 1)
    ejecutar(relato, dia=DIA_NOTIFICADA + DIAS_NATURALES + 2)
    cerrar(relato, dia=DIA_NOTIFICADA + DIAS_NATURALES + 4)


def caducar(relato: Relato, *, dia: int) -> None:
    """Ask now for the sweep that the workers do every half hour by the machine's clock, and wait for what it does."""
    with relato.paso("caducar", dia=dia, hora="00:10", cualquier_dia=True):
        barrer(CADUCADAS)
        esperar("the expiry of the notification", relato.ciudadano(SOLICITANTE).sin_notificaciones_pendientes)
