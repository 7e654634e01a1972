"""Make a PDF of a version that was written as a text."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.redaccion import operaciones
from consistorio.servicios.redaccion.acceso import documento_en_redaccion_para
from consistorio.servicios.redaccion.consultas import convirtiendose
from consistorio.servicios.redaccion.eventos import ConversionHecha, ConversionPedida
from consistorio.servicios.redaccion.models import Conversion
from consistorio.servicios.redaccion.permisos import CONVERTIR
from consistorio.servicios.redaccion.reglas import TEXTOS
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.permisos import TRAMITAR


@accion("redaccion.conversion.pedida", permiso=TRAMITAR, norma="LPACAP art. 26; RD 203/2021 art. 46")
def pedir_conversion(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> Conversion:
    """Ask for the PDF of the last version of a draft, which a job makes. One that is being made, or is made, is that one; one that failed, or
    whose job is there no more, is tried again.

    Who: tramitador who sees the case. Writes: Conversion. Emits: redaccion.conversion.pedida.
    Raises NoEncontrado, NoPermitido, Conflicto (somebody else has it out, it is over, it is no text).
    """
    borrador = documento_en_redaccion_para(actor, borrador_id, TRAMITAR, bloquear=True)
    operaciones.exigir_que_se_escriba(borrador, actor)
    version = borrador.versiones.select_related("contenido").latest("numero")
    if version.contenido.tipo_mime not in TEXTOS:
        raise Conflicto(
            _("La última versión no es un texto que se pueda convertir."),
            que_hacer=_("Se convierten los de OpenDocument (.odt) y Word (.docx)."),
        )
    ya = Conversion.objects.filter(version=version).first()
    if ya is not None and (ya.estado == Conversion.Estado.HECHA or convirtiendose([ya])):
        return ya
    conversion, _nueva = Conversion.objects.update_or_create(
        version=version,
        defaults={
            "estado": Conversion.Estado.PENDIENTE,
            "motivo": "",
            "pedida_por_id": actor.id,
            "pedida_el": reloj.ahora(),
        },
    )
    hecho = ConversionPedida(borrador.expediente_id, borrador.id, version.numero)
    anotar(borrador.expediente.cadena, hecho, actor=actor, reloj=reloj)
    encolar("redaccion.convertir", version_id=version.id)
    return conversion


@accion("redaccion.conversion.hecha", permiso=CONVERTIR, norma="LPACAP art. 26; RD 203/2021 art. 46")
def anotar_conversion(
    *, actor: Actor, version_id: int, reloj: Reloj, pdf: Admitido | None = None, motivo: str = ""
) -> None:
    """Note the PDF of a version, judged and in the store, or why there is none. Noted already, nothing changes.

    Who: the job that makes them. Writes: Contenido, Conversion. Emits: redaccion.conversion.hecha.
    """
    suya = Conversion.objects.select_related("version__borrador").get(version_id=version_id)
    borrador = suya.version.borrador
    expediente = bloquear(borrador.expediente_id)
    conversion = Conversion.objects.select_for_update().get(version_id=version_id)
    if conversion.estado != Conversion.Estado.PENDIENTE:
        return
    conversion.pdf = almacen.asentar(pdf) if pdf is not None else None
    conversion.estado = Conversion.Estado.HECHA if pdf is not None else Conversion.Estado.FALLIDA
    conversion.motivo = motivo[:500]
    conversion.save(update_fields=["pdf", "estado", "motivo"])
    sha256 = conversion.pdf.sha256 if conversion.pdf is not None else ""
    hecho = ConversionHecha(expediente.id, borrador.id, suya.version.numero, sha256)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
