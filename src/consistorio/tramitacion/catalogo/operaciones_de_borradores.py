"""Building blocks over the layer that an area is changing, of a procedure or of its own model, inside somebody's open transaction.

What differs is said once, here: which facts each notes, in which chain, and which version comes out of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.acceso import exigir_area, exigir_edicion
from consistorio.tramitacion.catalogo.eventos import (
    BorradorAbierto,
    BorradorCerrado,
    BorradorDeModeloAbierto,
    BorradorDeModeloCerrado,
    BorradorDeModeloGuardado,
    BorradorGuardado,
)
from consistorio.tramitacion.catalogo.models import BorradorModelo, BorradorProcedimiento
from consistorio.tramitacion.catalogo.operaciones import cadena_de
from consistorio.tramitacion.catalogo.operaciones_de_modelos import cadena_de_area
from consistorio.tramitacion.catalogo.reglas import huella
from consistorio.tramitacion.formularios.valores import Valor

CualquierBorrador = BorradorProcedimiento | BorradorModelo
B = TypeVar("B", BorradorProcedimiento, BorradorModelo)


@dato
class _Suyo:
    """What each kind of draft notes, and where. `clave`: of what it is, the code of a procedure or that of an area."""

    clave: str
    cadena: str
    abierto: Callable[[UUID, str, UUID | None], object]
    guardado: Callable[[UUID, str, int, str], object]
    cerrado: Callable[[UUID, str, UUID | None], object]


def _suyo(borrador: CualquierBorrador) -> _Suyo:
    if isinstance(borrador, BorradorModelo):
        hechos = (BorradorDeModeloAbierto, BorradorDeModeloGuardado, BorradorDeModeloCerrado)
        return _Suyo(borrador.area, cadena_de_area(borrador.area), *hechos)
    return _Suyo(borrador.codigo, cadena_de(borrador.codigo), BorradorAbierto, BorradorGuardado, BorradorCerrado)


def abierto(clase: type[B], clave: str) -> B | None:
    """That of the procedure, or of the area, that is open, locked."""
    de_que = {"area" if clase is BorradorModelo else "codigo": clave}
    return clase.objects.select_for_update().filter(**de_que, cerrado_el=None).first()


def abrir(nuevo: B, *, actor: Actor, reloj: Reloj) -> B:
    """Keep a draft that begins; the one already open of the same thing, when there is one.

    Writes: BorradorProcedimiento or BorradorModelo. Emits: catalogo.borrador.abierto or catalogo.modelo.borrador_abierto. Raises NoPermitido
    (of another area), Conflicto (somebody began the same at once).
    """
    exigir_transaccion()
    suyo = _suyo(nuevo)
    exigir_area(actor, nuevo.area, reloj=reloj)
    if (otro := abierto(type(nuevo), suyo.clave)) is not None:
        exigir_area(actor, otro.area, reloj=reloj)
        return otro
    nuevo.abierto_el = nuevo.editado_el = reloj.ahora()
    nuevo.abierto_por_id = nuevo.editado_por_id = actor.id
    try:
        with transaction.atomic(using=alias_actual()):
            nuevo.save(force_insert=True)
    except IntegrityError as error:  # somebody began the same at the same time
        raise Conflicto(
            _("Alguien acaba de empezar a preparar lo mismo."), que_hacer=_("Abra otra vez la lista: lo verá.")
        ) from error
    anotar(suyo.cadena, suyo.abierto(nuevo.id, suyo.clave, nuevo.base_id), actor=actor, reloj=reloj)
    return nuevo


def bloquear(clase: type[B], borrador_id: UUID, edicion: int, *, actor: Actor, reloj: Reloj) -> B:
    """An open draft, locked, which nobody saved since that edition was read. Raises NoEncontrado, NoPermitido, Conflicto."""
    exigir_transaccion()
    borrador = clase.objects.select_for_update().filter(id=borrador_id, cerrado_el=None).first()
    if borrador is None:
        raise NoEncontrado(_("No encontramos ese borrador: se envió a ensayo o se descartó."))
    exigir_area(actor, borrador.area, reloj=reloj)
    exigir_edicion(borrador, edicion)
    return borrador


def bloquear_cualquiera(borrador_id: UUID, edicion: int, *, actor: Actor, reloj: Reloj) -> CualquierBorrador:
    """The same, of either kind."""
    if BorradorModelo.objects.filter(id=borrador_id).exists():
        return bloquear(BorradorModelo, borrador_id, edicion, actor=actor, reloj=reloj)
    return bloquear(BorradorProcedimiento, borrador_id, edicion, actor=actor, reloj=reloj)


def guardar(borrador: CualquierBorrador, capa: dict[str, Valor], *, actor: Actor, reloj: Reloj) -> None:
    """Keep what a layer says now, if it says something else. Writes: the draft. Emits: catalogo.borrador.guardado or
    catalogo.modelo.borrador_guardado."""
    exigir_transaccion()
    if capa == borrador.capa:
        return
    borrador.capa, borrador.edicion = capa, borrador.edicion + 1
    borrador.editado_el, borrador.editado_por_id = reloj.ahora(), actor.id
    borrador.save(update_fields=["capa", "edicion", "editado_el", "editado_por"])
    suyo = _suyo(borrador)
    hecho = suyo.guardado(borrador.id, suyo.clave, borrador.edicion, huella(capa))
    anotar(suyo.cadena, hecho, actor=actor, reloj=reloj)


def cerrar(borrador: CualquierBorrador, salio_id: UUID | None, *, actor: Actor, reloj: Reloj) -> None:
    """It was sent to trial, as that version, or given up (None). Writes: the draft. Emits: catalogo.borrador.cerrado or
    catalogo.modelo.borrador_cerrado."""
    exigir_transaccion()
    borrador.cerrado_el = reloj.ahora()
    if isinstance(borrador, BorradorModelo):
        borrador.modelo_id = salio_id
        borrador.save(update_fields=["modelo", "cerrado_el"])
    else:
        borrador.version_id = salio_id
        borrador.save(update_fields=["version", "cerrado_el"])
    suyo = _suyo(borrador)
    anotar(suyo.cadena, suyo.cerrado(borrador.id, suyo.clave, salio_id), actor=actor, reloj=reloj)
