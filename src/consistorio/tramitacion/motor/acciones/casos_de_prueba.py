"""Keeping made-up cases of a procedure, that its next versions must pass."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo.carga import leer_procedimiento
from consistorio.tramitacion.catalogo.consultas import borrador_para
from consistorio.tramitacion.catalogo.ensayos import MAXIMO_DE_CASOS, casos_de
from consistorio.tramitacion.catalogo.eventos import CasoDePruebaGuardado, CasoDePruebaRetirado
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, CasoDePrueba
from consistorio.tramitacion.catalogo.operaciones import cadena_de
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.ensayos import datos_de, resultado_de
from consistorio.tramitacion.motor.simulacion import Caso, simular

NORMA = "LRJSP art. 5; RD 203/2021 art. 11.1.h"


@accion("catalogo.caso.guardado", permiso=DISENAR, norma=NORMA)
def guardar_caso(*, actor: Actor, borrador_id: UUID, nombre: str, caso: Caso, reloj: Reloj) -> CasoDePrueba:
    """Keep a made-up case with what the draft does with it today: what is sent to trial from now must do the same.

    Who: with `catalogo.disenar`, of the unit that answers for its area. Writes: CasoDePrueba. Emits: catalogo.caso.guardado.
    Raises NoEncontrado, DatosIncorrectos (without a name, or a case that cannot be followed), Conflicto (too many).
    """
    borrador = _borrador(actor, borrador_id, reloj)
    if not nombre.strip():
        raise DatosIncorrectos(_("Ponga un nombre al caso de prueba."))
    if len(casos_de(borrador.codigo)) >= MAXIMO_DE_CASOS:
        raise Conflicto(_("Ya hay %(n)d casos de prueba: retire alguno antes.") % {"n": MAXIMO_DE_CASOS})
    definicion = leer_procedimiento(como_datos(borrador.capa), en=hoy(reloj)).definicion
    hecha = simular(definicion, caso, calendario_de_la_sede(en=hoy(reloj)))
    fila = CasoDePrueba.objects.create(
        procedimiento=borrador.codigo,
        nombre=nombre.strip()[:160],
        caso=datos_de(caso),
        esperado=resultado_de(hecha),
        guardado_el=reloj.ahora(),
    )
    anotar(cadena_de(borrador.codigo), CasoDePruebaGuardado(fila.id, borrador.codigo), actor=actor, reloj=reloj)
    return fila


@accion("catalogo.caso.retirado", permiso=DISENAR, norma=NORMA)
def retirar_caso(*, actor: Actor, borrador_id: UUID, caso_id: UUID, reloj: Reloj) -> None:
    """A case is not asked for any more; it is kept. Who: as `guardar_caso`. Writes: CasoDePrueba. Emits: catalogo.caso.retirado.

    Raises NoEncontrado.
    """
    borrador = _borrador(actor, borrador_id, reloj)
    caso = (
        CasoDePrueba.objects.select_for_update()
        .filter(id=caso_id, procedimiento=borrador.codigo, retirado_el=None)
        .first()
    )
    if caso is None:
        raise NoEncontrado(_("No encontramos ese caso de prueba."))
    caso.retirado_el = reloj.ahora()
    caso.save(update_fields=["retirado_el"])
    anotar(cadena_de(borrador.codigo), CasoDePruebaRetirado(caso.id, borrador.codigo), actor=actor, reloj=reloj)


def _borrador(actor: Actor, borrador_id: UUID, reloj: Reloj) -> BorradorProcedimiento:
    borrador = borrador_para(actor, borrador_id, en=hoy(reloj))
    if borrador is None:
        raise NoEncontrado(_("No encontramos ese borrador en su área."))
    return borrador
