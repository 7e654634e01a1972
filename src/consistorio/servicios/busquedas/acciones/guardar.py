"""Keeping a search."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.busquedas.eventos import SeGuardoBusqueda
from consistorio.servicios.busquedas.models import MAXIMO_NOMBRE, MAXIMO_TEXTO, BusquedaGuardada
from consistorio.servicios.busquedas.reglas import es_corta
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.seguimiento import cadena_de

MAXIMO_GUARDADAS = 50


@accion("busqueda.guardada", permiso=VER, norma="LPACAP arts. 20.1 y 71.1; RGPD art. 5.1.c")
def guardar(
    *, actor: Actor, nombre: str, texto: str, clase: str = "", unidad_id: UUID | None = None, reloj: Reloj
) -> BusquedaGuardada:
    """Keep a search by a name; the one that had it before gives way. `unidad_id`: a unit of theirs whose people may use it too.

    Who: staff who may look for cases. Writes: BusquedaGuardada. Emits: busqueda.guardada.
    Raises NoPermitido, DatosIncorrectos (every problem), Conflicto (they keep as many as one may).
    """
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Las búsquedas las guarda el personal."))
    nombre, texto = " ".join(nombre.split()), " ".join(texto.split())
    problemas = [
        Problema(campo, mensaje)
        for campo, mal, mensaje in (
            ("nombre", not nombre, _("Escriba un nombre para encontrarla después.")),
            ("nombre", len(nombre) > MAXIMO_NOMBRE, _("Escriba un nombre más corto.")),
            ("texto", not texto, _("Escriba qué se busca.")),
            ("texto", es_corta(texto), _("Escriba alguna palabra o número de al menos tres letras o cifras.")),
            ("texto", len(texto) > MAXIMO_TEXTO, _("Busque menos palabras.")),
            ("unidad", unidad_id is not None and unidad_id not in actor.unidades, _("Elija una de sus unidades.")),
        )
        if mal
    ]
    if problemas:
        raise DatosIncorrectos(_("No se ha guardado la búsqueda."), problemas=problemas)
    suyas = BusquedaGuardada.objects.filter(empleado_id=actor.id)
    if suyas.exclude(nombre=nombre).count() >= MAXIMO_GUARDADAS:
        raise Conflicto(
            _("Ya guarda %(n)d búsquedas, que es lo más que se puede.") % {"n": MAXIMO_GUARDADAS},
            que_hacer=_("Borre alguna desde «Búsquedas guardadas»."),
        )
    guardada, _nueva = BusquedaGuardada.objects.update_or_create(
        empleado_id=actor.id,
        nombre=nombre,
        defaults={"texto": texto, "clase": clase, "unidad_id": unidad_id, "guardada_el": reloj.ahora()},
    )
    anotar(cadena_de(actor), SeGuardoBusqueda(guardada.id, actor.id, unidad_id), actor=actor, reloj=reloj)
    return guardada
