"""Enter assets, one or many, and take one out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.inventario import operaciones
from consistorio.economia.inventario.eventos import CADENA, BienDadoDeBaja
from consistorio.economia.inventario.models import Bien
from consistorio.economia.inventario.operaciones import BienNuevo
from consistorio.economia.inventario.permisos import LLEVAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "RD 1372/1986 arts. 17 a 36; Orden HAP/1781/2013, segunda parte"


@accion("inventario.bien.alta", permiso=LLEVAR, norma=NORMA)
def dar_de_alta(*, actor: Actor, bienes: Sequence[BienNuevo], reloj: Reloj) -> list[Bien]:
    """Enter assets, all or none, with consecutive numbers. Who: with `inventario.llevar`. Writes, emits and raises as `operaciones.dar_de_alta`."""
    return operaciones.dar_de_alta(bienes, actor=actor, reloj=reloj)


@accion("inventario.bien.baja", permiso=LLEVAR, norma=NORMA)
def dar_de_baja(*, actor: Actor, bien_id: UUID, dia: date, causa: str, reloj: Reloj) -> Bien:
    """Say that an asset is sold, broken or given since a day. Its entries are those of the right or of the adjustment that says so.

    Who: with `inventario.llevar`. Writes: Bien. Emits: inventario.bien.baja. Raises NoEncontrado, Conflicto (out already, or used up in a later year),
    DatosIncorrectos.
    """
    bien = Bien.objects.select_for_update().filter(id=bien_id).first()
    if bien is None:
        raise NoEncontrado(_("No encontramos ese bien."))
    if bien.baja is not None:
        raise Conflicto(_("Ese bien ya está de baja."))
    problemas = []
    if dia < bien.en_servicio or dia > hoy(reloj):
        problemas.append(Problema("dia", _("El día es posterior a su puesta en servicio, y no posterior a hoy.")))
    if not causa.strip() or len(causa) > 300:
        problemas.append(Problema("causa", _("Diga por qué se da de baja, en 300 letras como mucho.")))
    if problemas:
        raise DatosIncorrectos(_("El bien no se ha dado de baja."), problemas=problemas)
    if bien.dotaciones.filter(ejercicio__gte=dia.year, deshecha=None).exists():
        raise Conflicto(
            _("El bien ya está amortizado por el ejercicio de esa fecha."),
            que_hacer=_("Deshaga antes la amortización de ese ejercicio, o elija un día posterior."),
        )
    bien.baja, bien.causa_baja = dia, causa.strip()
    bien.save(update_fields=["baja", "causa_baja"])
    anotar(CADENA, BienDadoDeBaja(bien.id, dia), actor=actor, reloj=reloj, filas=[bien])
    return bien
