"""The book: opening it, taking its numbers, its diligencias. Building blocks inside somebody's open transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.resoluciones.colegiados import DE_LIBRO
from consistorio.servicios.resoluciones.eventos import LibroAbierto, ResolucionNumerada
from consistorio.servicios.resoluciones.models import Diligencia, Libro

CODIGO = "resoluciones"
CODIGOS = (CODIGO, *DE_LIBRO)


@dato
class NumeroTomado:
    """A number of the book and the official instant at which it was taken, under the same lock."""

    numero: int
    momento: datetime


def cadena(libro: Libro) -> str:
    """The chain of facts of a book."""
    return cadena_de_libro(libro.codigo, libro.anio)


def de_anio(codigo: str, anio: int) -> Libro:
    """The book of a year as a name, opened or not. Raises NoEncontrado (no such book)."""
    if codigo not in CODIGOS:
        raise NoEncontrado(_("No hay ningún libro con ese nombre."))
    return Libro(codigo=codigo, anio=anio)


def abierto(anio: int, *, actor: Actor, reloj: Reloj, codigo: str = CODIGO, si_cerrado: str = "") -> Libro:
    """The open book of a year, that of resolutions unless `codigo` names another; the first resolution of a year opens it, with its diligencia.

    `si_cerrado`: what to do then, when it is not to decide today. Emits LibroAbierto when it opens it. Raises Conflicto when it is closed.
    """
    exigir_transaccion()
    libro = Libro.objects.filter(codigo=codigo, anio=anio).first()
    if libro is None:
        libro, creado = Libro.objects.get_or_create(
            codigo=codigo, anio=anio, defaults={"id": uuid7(), "abierto_el": reloj.ahora()}
        )
        if creado:
            _abrir(libro, actor=actor, reloj=reloj)
    if libro.cerrado_el is not None:
        raise Conflicto(
            _("El %(libro)s está cerrado.") % {"libro": libro},
            que_hacer=si_cerrado
            or _("Envíe la resolución a la firma con la fecha de hoy: tendrá número del libro abierto."),
        )
    return libro


def _abrir(libro: Libro, *, actor: Actor, reloj: Reloj) -> None:
    diligencia = extender(
        libro,
        Diligencia.Clase.APERTURA,
        _("Diligencia para hacer constar que se abre el %(libro)s del año %(anio)s, en soporte electrónico.")
        % {"libro": libro.nombre, "anio": libro.anio},
        actor=actor,
        reloj=reloj,
    )
    hecho = LibroAbierto(libro.id, libro.anio, diligencia.id)
    anotar(cadena(libro), hecho, actor=actor, reloj=reloj, filas=[diligencia])


def extender(
    libro: Libro,
    clase: Diligencia.Clase,
    texto: str,
    *,
    actor: Actor,
    reloj: Reloj,
    resolucion_id: UUID | None = None,
) -> Diligencia:
    """Write a diligencia in the book and enqueue its document, which the secretario signs. The caller emits the fact."""
    exigir_transaccion()
    diligencia = Diligencia.objects.create(
        id=uuid7(),
        libro=libro,
        clase=clase,
        resolucion_id=resolucion_id,
        texto=texto,
        momento=reloj.ahora(),
        extendida_por=actor.id,
    )
    encolar("resoluciones.diligenciar", diligencia_id=diligencia.id)
    return diligencia


def tomar_numero(
    libro: Libro,
    *,
    resolucion_id: UUID,
    expediente_id: UUID,
    actor: Actor,
    reloj: Reloj,
    en_su_anio: bool = True,
) -> NumeroTomado:
    """Take the next number of an open book together with its fact, in that order and under the book's row lock.

    The official time is taken under that lock, so the order of numbers and of times agree; a rollback gives the number back.
    `en_su_anio`: it belongs to the year in which it is numbered, as a decree; what an organ agreed, to that of its session. Emits
    ResolucionNumerada. Raises Conflicto (closed meanwhile, or the year changed while waiting for the lock).
    """
    exigir_transaccion()
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "UPDATE resoluciones_libro SET ultimo = ultimo + 1 WHERE id = %s AND cerrado_el IS NULL RETURNING ultimo",
            [libro.id],
        )
        fila = cursor.fetchone()
    if fila is None:
        raise Conflicto(_("El libro se ha cerrado mientras tanto. Vuelva a intentarlo."))
    numero = int(fila[0])
    hecho = anotar(
        cadena(libro), ResolucionNumerada(resolucion_id, expediente_id, numero, libro.anio), actor=actor, reloj=reloj
    )
    if en_su_anio and en_madrid(hecho.momento).year != libro.anio:
        raise Conflicto(_("Ha cambiado el año mientras se numeraba. Vuelva a enviarla a la firma."))
    return NumeroTomado(numero, hecho.momento)
