"""Taking numbers beforehand, for entries on paper while the system is down."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.documental.registro import numeracion
from consistorio.documental.registro.eventos import NumerosReservados
from consistorio.documental.registro.models import ReservaNumeros
from consistorio.documental.registro.motivos import motivo_escrito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar

MAXIMO = 1000


@accion("registro.numeros.reservados", permiso="registro.reservar", norma="RD 203/2021 art. 60; LPACAP art. 16.2")
def reservar_numeros(*, actor: Actor, libro: str, cuantos: int, motivo: str, reloj: Reloj) -> ReservaNumeros:
    """Take the next `cuantos` numbers (1 to 1000) of a book for a contingency, saying why.

    Each is later used by `anotar_en_mostrador` (`EntradaMostrador.numero_reservado`), whose official time is the reservation's and whose time of
    filing is that of the paper; those never used stay in the printed book as reserved. Who: head of the registry office
    (`registro.reservar`). Writes ReservaNumeros, Libro; emits registro.numeros.reservados. Raises DatosIncorrectos.
    """
    motivo = motivo_escrito(motivo)
    if not 1 <= cuantos <= MAXIMO:
        mensaje = _("Se pueden reservar entre 1 y %(maximo)s números.") % {"maximo": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("cuantos", mensaje)])
    reserva = numeracion.reservar(libro, cuantos, motivo=motivo, quien=actor.id, reloj=reloj)
    hecho = NumerosReservados(
        reserva_id=reserva.id,
        libro=reserva.libro_id,
        anio=reserva.anio,
        primero=reserva.primero,
        ultimo=reserva.ultimo,
    )
    anotar(cadena_de_libro(reserva.libro_id, reserva.anio), hecho, actor=actor, reloj=reloj, filas=[reserva])
    return reserva
