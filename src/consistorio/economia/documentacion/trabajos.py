"""Background jobs of the accounting documents: they look every few minutes for operations that have none, whoever noted them, so that noting one costs nothing more."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from consistorio.economia.documentacion import acciones
from consistorio.economia.documentacion.models import EmisionFallida, LibroPorDocumentar
from consistorio.economia.documentacion.permisos import EMITIR
from consistorio.economia.presupuesto.models import Numeracion, Operacion
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.tramitacion.expedientes.permisos import VER

INTENTOS: Final = 5
_TANDAS: Final = 50  # a job; the rest, the next one, so that other work gets its turn
_OTRA_VEZ: Final = timedelta(hours=6)
_BARRIDO: Final = 200


@periodico("documentacion.buscar", cron="*/5 * * * *")
def buscar() -> None:
    """Every five minutes: a job for each book with operations that nobody documented, and for what failed some hours ago."""
    numerados = Numeracion.objects.filter(libro__in=Operacion.Libro.values, ultimo__gt=0)
    hechos = {(uno.ejercicio_id, uno.libro): uno for uno in LibroPorDocumentar.objects.all()}
    with transaction.atomic(using=alias_actual()):
        for numeracion in numerados.order_by("ejercicio", "libro"):
            libro = hechos.get((numeracion.ejercicio_id, numeracion.libro))
            if libro is None:
                libro, _nuevo = LibroPorDocumentar.objects.get_or_create(
                    ejercicio_id=numeracion.ejercicio_id, libro=numeracion.libro
                )
            if libro.hasta < numeracion.ultimo:
                encolar("documentacion.emitir", clave=f"documentar:{libro.id}", libro_id=libro.id)
        limite = reloj_de_la_casa().ahora() - _OTRA_VEZ
        fallidas = EmisionFallida.objects.filter(intentada_el__lt=limite, intentos__lt=INTENTOS)
        for operacion_id in fallidas.order_by("intentada_el").values_list("operacion_id", flat=True)[:_BARRIDO]:
            encolar("documentacion.reintentar", clave=f"documentar:{operacion_id}", operacion_id=operacion_id)


@trabajo("documentacion.emitir", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def emitir(*, libro_id: int) -> None:
    """Make the documents of a book, by batches; what is left of a long one, the next job."""
    actor = Actor.sistema("documentos contables", EMITIR)
    for _tanda in range(_TANDAS):
        if not acciones.emitir_documentos(actor=actor, libro_id=libro_id, reloj=reloj_de_la_casa()).quedan:
            return


@trabajo("documentacion.reintentar", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def reintentar(*, operacion_id: str) -> None:
    """Try again what failed; if it fails again, that is noted and counted."""
    actor, cual = Actor.sistema("documentos contables", VER_PRESUPUESTO), UUID(operacion_id)
    try:
        acciones.emitir_documento(actor=actor, operacion_id=cual, reloj=reloj_de_la_casa())
    except Exception as error:
        EmisionFallida.objects.filter(operacion=cual).update(
            intentos=F("intentos") + 1, intentada_el=reloj_de_la_casa().ahora()
        )
        if not isinstance(error, ErrorDominio):
            raise


@trabajo("documentacion.archivar", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def archivar(*, operacion_id: str) -> None:
    """Take the document of an operation to its case."""
    actor = Actor.sistema("documentos contables", VER, EMITIR)
    acciones.archivar_documento(actor=actor, operacion_id=UUID(operacion_id), reloj=reloj_de_la_casa())
