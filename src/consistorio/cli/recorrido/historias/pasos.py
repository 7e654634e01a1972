"""Steps that several stories share. Days count from the first day of the story, and those of the staff wait for a working day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from consistorio.cli.recorrido.relato import Relato
from consistorio.nucleo.dato import dato
from consistorio.plataforma.cola.operaciones import encolar


@dato
class Equipo:
    """The staff that a procedure passes through, by user name."""

    tramitadora: str = "nuria"
    jefa: str = "marta"
    tecnico: str = "pablo"
    organo: str = "carmen"
    secretario: str = "javier"
    tributos: str = "olga"


LICENCIAS = Equipo()
CADUCADAS, PLAZOS = "notificaciones.barrer_caducadas", "motor.barrer_plazos"
FAVORABLE: Mapping[str, str] = {
    "sentido": "favorable",
    "consideraciones": "La obra no afecta a la estructura ni a la fachada.\nCumple las normas urbanísticas.",
    "conclusion": "Se informa favorablemente la licencia.",
}


def barrer(que: str) -> None:
    """Ask now for a sweep that the workers do by the machine's clock."""
    with transaction.atomic():
        encolar(que)


def instruir(
    relato: Relato,
    *,
    dia: int = 8,
    informe: Mapping[str, str] = FAVORABLE,
    equipo: Equipo = LICENCIAS,
    varias_partes: bool = False,
) -> None:
    """The application is admitted and, two days later, the technician reports and signs. Several parties are checked before."""
    with relato.paso("admitir", dia=dia, hora="09:00"):
        relato.empleado(equipo.tramitadora).hacer(relato.expediente, "completar_tarea")
    if varias_partes:
        with relato.paso("comprobar las partes", dia=dia, hora="09:20"):
            relato.empleado(equipo.tramitadora).hacer(relato.expediente, "completar_tarea")
    with relato.paso("informar", dia=dia + 2, hora="11:00"):
        relato.empleado(equipo.tecnico).hacer(relato.expediente, "emitir_informe", informe)
    with relato.paso("firmar el informe", dia=dia + 2, hora="11:20"):
        relato.empleado(equipo.tecnico).firmar("Informe")


def resolver(
    relato: Relato, *, sentido: str, dia: int = 12, equipo: Equipo = LICENCIAS, fundamentos: Sequence[str] = ()
) -> None:
    """Proposal, number in the book, signature of the organ and public faith of the secretario. `fundamentos`: in place of the template's."""
    with relato.paso("proponer", dia=dia, hora="09:40"):
        datos = {"sentido": sentido, "decision": "", **({"fundamentos": "\n".join(fundamentos)} if fundamentos else {})}
        relato.empleado(equipo.tramitadora).hacer(relato.expediente, "proponer", datos)
    with relato.paso("enviar a la firma", dia=dia, hora="10:05"):
        relato.empleado(equipo.jefa).hacer(relato.expediente, "elevar")
    with relato.paso("firmar", dia=dia, hora="13:20"):
        relato.empleado(equipo.organo).firmar("Resolución")
    with relato.paso("dar fe", dia=dia, hora="13:45"):
        relato.empleado(equipo.secretario).firmar("Resolución")


def notificar(relato: Relato, *, dia: int = 16, equipo: Equipo = LICENCIAS) -> None:
    """Order the notification of the resolution."""
    with relato.paso("notificar", dia=dia, hora="08:50"):
        relato.empleado(equipo.tramitadora).hacer(relato.expediente, "notificar")


def comparecer(relato: Relato, nif: str, *, dia: int = 17, aceptar: bool = True) -> None:
    """The citizen opens the notification, or rejects it."""
    with relato.paso("comparecer" if aceptar else "rechazar", dia=dia, hora="21:05", cualquier_dia=True):
        relato.ciudadano(nif).comparecer(aceptar=aceptar)


def ejecutar(relato: Relato, *, dia: int = 18, equipo: Equipo = LICENCIAS) -> None:
    """What was granted is paid for: the tax office, which sees the case meanwhile, settles it and says so."""
    with relato.paso("liquidar lo concedido", dia=dia, hora="10:30"):
        relato.empleado(equipo.tributos).hacer(relato.expediente, "completar_tarea")


def cerrar(relato: Relato, *, dia: int = 19, equipo: Equipo = LICENCIAS) -> None:
    """Close the case: its index is signed."""
    with relato.paso("cerrar", dia=dia, hora="12:00"):
        relato.empleado(equipo.jefa).hacer(relato.expediente, "cerrar_expediente")
