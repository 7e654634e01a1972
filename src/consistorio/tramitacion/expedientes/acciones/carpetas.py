"""Arranging the documents of a case in folders. Nothing leaves the case, and its index keeps its own order."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.eventos import (
    CarpetaCambiada,
    CarpetaCreada,
    CarpetaRetirada,
    DocumentosColocados,
)
from consistorio.tramitacion.expedientes.models import Carpeta, DocumentoEnCarpeta, DocumentoExpediente, Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR

MAXIMO_CARPETAS = 60
LARGO_DEL_NOMBRE = 100


@accion("expediente.carpeta.creada", permiso=TRAMITAR, norma="LPACAP arts. 70.1 y 71.1")
def crear_carpeta(
    *, actor: Actor, expediente_id: UUID, nombre: str, reloj: Reloj, padre_id: UUID | None = None
) -> Carpeta:
    """Make a folder, last among its neighbours; `padre_id`: inside of another, which is inside of none.

    Who: who carries the case. Writes: Carpeta. Emits: expediente.carpeta.creada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not open), DatosIncorrectos (the name, one folder too deep, too many).
    """
    expediente = _abierto(expediente_que_lleva(actor, expediente_id, TRAMITAR))
    padre = _carpeta(expediente, padre_id) if padre_id is not None else None
    vecinas = expediente.carpetas.filter(padre=padre)
    problemas = _problemas_de_nombre(nombre, [uno.nombre for uno in vecinas])
    if padre is not None and padre.padre_id is not None:
        problemas.append(Problema("padre", _("Una carpeta que está dentro de otra no puede tener más dentro.")))
    if expediente.carpetas.count() >= MAXIMO_CARPETAS:
        problemas.append(
            Problema("nombre", _("Un expediente tiene %(n)d carpetas como mucho.") % {"n": MAXIMO_CARPETAS})
        )
    if problemas:
        raise DatosIncorrectos(_("No se ha creado la carpeta."), problemas=problemas)
    ultima = vecinas.order_by("-lugar").first()
    carpeta = Carpeta.objects.create(
        expediente=expediente, padre=padre, nombre=nombre.strip(), lugar=ultima.lugar + 1 if ultima else 1
    )
    anotar(expediente.cadena, CarpetaCreada(expediente.id, carpeta.id, padre_id), actor=actor, reloj=reloj)
    return carpeta


@accion("expediente.carpeta.cambiada", permiso=TRAMITAR, norma="LPACAP arts. 70.1 y 71.1")
def cambiar_carpeta(
    *, actor: Actor, expediente_id: UUID, carpeta_id: UUID, nombre: str, lugar: int, reloj: Reloj
) -> Carpeta:
    """Give a folder another name, and the place `lugar` (from 1) among its neighbours.

    Who: who carries the case. Writes: Carpeta. Emits: expediente.carpeta.cambiada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = _abierto(expediente_que_lleva(actor, expediente_id, TRAMITAR))
    carpeta = _carpeta(expediente, carpeta_id)
    vecinas = list(expediente.carpetas.filter(padre=carpeta.padre_id).exclude(id=carpeta.id).order_by("lugar", "id"))
    problemas = _problemas_de_nombre(nombre, [uno.nombre for uno in vecinas])
    if problemas:
        raise DatosIncorrectos(_("No se ha cambiado la carpeta."), problemas=problemas)
    carpeta.nombre = nombre.strip()
    vecinas.insert(max(lugar, 1) - 1, carpeta)
    for numero, vecina in enumerate(vecinas, 1):
        vecina.lugar = numero
    Carpeta.objects.bulk_update(vecinas, ["nombre", "lugar"])
    anotar(expediente.cadena, CarpetaCambiada(expediente.id, carpeta.id), actor=actor, reloj=reloj)
    return carpeta


@accion("expediente.carpeta.retirada", permiso=TRAMITAR, norma="LPACAP arts. 70.1 y 71.1")
def retirar_carpeta(*, actor: Actor, expediente_id: UUID, carpeta_id: UUID, reloj: Reloj) -> None:
    """Take an empty folder away.

    Who: who carries the case. Writes: Carpeta. Emits: expediente.carpeta.retirada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, Conflicto (there is something in it).
    """
    expediente = _abierto(expediente_que_lleva(actor, expediente_id, TRAMITAR))
    carpeta = _carpeta(expediente, carpeta_id)
    if carpeta.subcarpetas.exists():
        raise Conflicto(
            _("La carpeta «%(n)s» tiene otras dentro.") % {"n": carpeta.nombre},
            que_hacer=_("Quite antes las que tiene dentro."),
        )
    if carpeta.documentos.exists():
        raise Conflicto(
            _("La carpeta «%(n)s» no está vacía.") % {"n": carpeta.nombre},
            que_hacer=_("Pase antes a otra los documentos que tiene."),
        )
    carpeta.delete()
    anotar(expediente.cadena, CarpetaRetirada(expediente.id, carpeta_id), actor=actor, reloj=reloj)


@accion("expediente.documento.colocado", permiso=TRAMITAR, norma="LPACAP arts. 70.1 y 70.2")
def colocar_documentos(
    *,
    actor: Actor,
    expediente_id: UUID,
    puestos: Sequence[UUID],
    carpeta_id: UUID | None,
    reloj: Reloj,
    lugar: int | None = None,
) -> None:
    """Keep documents in a folder of their case (None: in none), together and in the order of the index, from the place `lugar` on (from 1;
    last if it is not said). Who keeps them where they are with another place puts that folder in order by hand.

    Who: who carries the case. Writes: DocumentoEnCarpeta. Emits: expediente.documento.colocado.
    Raises NoEncontrado (also the documents and the folder), NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = _abierto(expediente_que_lleva(actor, expediente_id, TRAMITAR))
    carpeta = _carpeta(expediente, carpeta_id) if carpeta_id is not None else None
    elegidos = list(expediente.documentos.filter(id__in=set(puestos)).order_by("orden"))
    if not elegidos:
        mensaje = _("Marque al menos un documento.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("puestos", mensaje)])
    if len(elegidos) < len(set(puestos)):
        raise NoEncontrado(_("Algún documento de los que marcó no es de este expediente."))
    DocumentoEnCarpeta.objects.filter(puesto__in=elegidos).delete()
    if carpeta is not None:
        _meter(carpeta, elegidos, lugar)
    hecho = DocumentosColocados(expediente.id, carpeta_id, tuple(uno.orden for uno in elegidos))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def _meter(carpeta: Carpeta, elegidos: Sequence[DocumentoExpediente], lugar: int | None) -> None:
    """Make room in a folder and put them there. Places may have gaps: they only say what goes before."""
    dentro = carpeta.documentos.order_by("lugar")
    sitios = list(dentro.values_list("lugar", flat=True))
    indice = len(sitios) if lugar is None else min(max(lugar, 1) - 1, len(sitios))
    primero = sitios[indice] if indice < len(sitios) else (sitios[-1] + 1 if sitios else 1)
    dentro.filter(lugar__gte=primero).update(lugar=F("lugar") + len(elegidos))
    DocumentoEnCarpeta.objects.bulk_create(
        DocumentoEnCarpeta(puesto=puesto, carpeta=carpeta, lugar=numero)
        for numero, puesto in enumerate(elegidos, primero)
    )


def _abierto(expediente: Expediente) -> Expediente:
    """Raises FaseIncompatible when the case is not open."""
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise FaseIncompatible(_("El expediente %(n)s está cerrado.") % {"n": expediente.numero})
    return expediente


def _carpeta(expediente: Expediente, carpeta_id: UUID) -> Carpeta:
    carpeta = expediente.carpetas.filter(id=carpeta_id).first()
    if carpeta is None:
        raise NoEncontrado(_("Esa carpeta no es de este expediente, o ya no está."))
    return carpeta


def _problemas_de_nombre(nombre: str, vecinos: Sequence[str]) -> list[Problema]:
    if not 0 < len(nombre.strip()) <= LARGO_DEL_NOMBRE:
        return [Problema("nombre", _("Escriba el nombre, de %(n)d letras como mucho.") % {"n": LARGO_DEL_NOMBRE})]
    if nombre.strip().lower() in {vecino.lower() for vecino in vecinos}:
        return [Problema("nombre", _("Ya hay ahí una carpeta con ese nombre."))]
    return []
