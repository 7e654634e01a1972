"""The narrow doors to the councillors' requests and to what was granted; each look of a councillor is in the access log."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.servicios.concejales.consultas import LEIDO, visibles_para
from consistorio.servicios.concejales.models import EscritoDePeticion, PeticionDeInformacion

_E = EscritoDePeticion.Estado


def peticion_para(actor: Actor, peticion_id: UUID, *, motivo: str) -> PeticionDeInformacion:
    """A request that somebody may see. Raises NoEncontrado."""
    hallada = visibles_para(actor).filter(id=peticion_id).first()
    registrar_acceso(actor, que=LEIDO, objeto_id=peticion_id, motivo=motivo, permitido=hallada is not None)
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa petición de información."))
    return hallada


def concedida_para(actor: Actor, peticion_id: UUID, *, motivo: str) -> PeticionDeInformacion:
    """A request whose information is seen: it was granted, by an act or by silence. Raises NoEncontrado, FaseIncompatible."""
    peticion = peticion_para(actor, peticion_id, motivo=motivo)
    if not peticion.se_ve:
        raise FaseIncompatible(
            _("Esta información no está concedida."),
            que_hacer=_("Cuando se conceda, por resolución o por silencio, la verá aquí."),
        )
    return peticion


def documento_para(actor: Actor, peticion_id: UUID, documento_id: UUID, *, motivo: str) -> Documento:
    """A document of which a copy was granted, or one that is signed about the request. Raises NoEncontrado."""
    peticion = peticion_para(actor, peticion_id, motivo=motivo)
    escritos = peticion.escritos.filter(documento_id=documento_id, estado__in=[_E.FIRMADO, _E.SIN_EFECTO])
    copia = peticion.forma == PeticionDeInformacion.Forma.COPIA
    concedido = copia and peticion.se_ve and peticion.documentos.filter(documento_id=documento_id).exists()
    visible = concedido or escritos.exists()
    registrar_acceso(actor, que=LEIDO, objeto_id=documento_id, motivo=motivo, permitido=visible)
    if not visible:
        raise NoEncontrado(_("No encontramos ese documento."))
    return Documento.objects.select_related("contenido").get(id=documento_id)
