"""Making the documents of some operations, inside the caller's open transaction: they are rendered before anything else is locked, and written and sealed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO, CampoFirma
from consistorio.documental.firma import operaciones as firma
from consistorio.economia.documentacion.consultas import referencia_de, su_caso
from consistorio.economia.documentacion.contenido import PLANTILLA, datos_de
from consistorio.economia.documentacion.eventos import DocumentoEmitido
from consistorio.economia.documentacion.models import DocumentoContable, EmisionFallida
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, automatizadas, exigir_transaccion
from consistorio.plataforma.almacen.deposito import en_tanda
from consistorio.plataforma.auditoria.operaciones import Nota, anotar_varios
from consistorio.plataforma.cola.ejecucion import explicar
from consistorio.plataforma.cola.operaciones import encolar_varios
from consistorio.plataforma.cola.tandas import cada_uno, juntos_o_cada_uno
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.tramitacion.expedientes.models import Expediente

CAMPO_DE_INTERVENCION: Final = "intervencion"

automatizadas.declarar(
    automatizadas.Actuacion(
        "documento_contable",
        gettext_lazy("Documento contable de cada operación"),
        "TRLRHL arts. 200 a 205; RD 500/1990 arts. 52 a 68",
        gettext_lazy(
            "Después de anotar una operación, el programa escribe en un documento lo que consta de ella en la contabilidad y lo sella."
        ),
        gettext_lazy("La operación, sus líneas y su asiento, con quién es, quién la anotó y quién la aprobó."),
        permisos=("documentacion.emitir",),
        modulos=(__name__,),
    )
)
_Compuestos = Mapping[UUID, tuple[Operacion, documentos.Compuesto]]


def emitir(operaciones: Sequence[Operacion], *, actor: Actor, reloj: Reloj) -> dict[UUID, Exception]:
    """Make the documents of some operations, which have none and whose lock the caller holds; those that could not be made, with why.

    When the seal is not at hand they exist all the same, and a job puts it when it can. Those of a case go to it by another job. Writes: Documento, DocumentoContable,
    EmisionFallida. Emits: documentacion.documento.emitido. Raises ServicioNoDisponible (the store: nothing is written).
    """
    exigir_transaccion()
    unidad = _unidad()
    with en_tanda():
        compuestos, fallos = cada_uno(
            {una.id: una for una in operaciones}, lambda una: (una, _compuesto(una, unidad, reloj=reloj))
        )

    def escribir(ids: Sequence[UUID]) -> dict[UUID, None]:
        with transaction.atomic(using=alias_actual()):
            _escribir({uno: compuestos[uno] for uno in ids}, actor=actor, reloj=reloj)
        return dict.fromkeys(ids)

    dichos = juntos_o_cada_uno(list(compuestos), escribir)
    fallos |= {uno: dicho for uno, dicho in dichos.items() if dicho is not None}
    for fallo in fallos.values():
        if isinstance(fallo, ServicioNoDisponible):
            raise fallo
    EmisionFallida.objects.filter(operacion__in=dichos.keys() - fallos.keys()).delete()
    _anotar_fallos(fallos, reloj=reloj)
    return fallos


def _compuesto(operacion: Operacion, unidad: str, *, reloj: Reloj) -> documentos.Compuesto:
    caso_id = su_caso(operacion)
    caso = Expediente.objects.only("numero").filter(id=caso_id).first() if caso_id is not None else None
    nombre = str(operacion).replace("/ ", "-negativo-").replace(" ", "-").replace("/", "-")
    return documentos.componer(
        PLANTILLA,
        datos_de(operacion, momento=reloj.ahora()),
        titulo=_("Documento contable %(o)s") % {"o": operacion},
        tipo_documental="TD99",
        organo=str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        unidad=unidad,
        expediente=caso.numero if caso is not None else "",
        nombre=f"documento-contable-{nombre}.pdf",
        firmas=(
            SELLO_DE_ORGANO,
            CampoFirma(CAMPO_DE_INTERVENCION, _("Intervención"), detalle=_("Firma si se le pide")),
        ),
        reloj=reloj,
    )


def _unidad() -> str:
    """The unit that keeps the accounts, as the header says it: that of Intervención."""
    puesto = Puesto.objects.select_related("unidad").filter(organo="intervencion", activo=True).first()
    return puesto.unidad.nombre if puesto is not None else ""


def _escribir(compuestos: _Compuestos, *, actor: Actor, reloj: Reloj) -> None:
    operaciones = [operacion for operacion, _compuesto in compuestos.values()]
    hechos = documentos.capturar_compuestos([uno for _operacion, uno in compuestos.values()], actor=actor, reloj=reloj)
    filas = DocumentoContable.objects.bulk_create(
        DocumentoContable(operacion=operacion, documento=documento, emitido_el=reloj.ahora())
        for operacion, documento in zip(operaciones, hechos, strict=True)
    )
    firma.sellar_cuanto_antes(
        [(documento, referencia_de(una.id)) for una, documento in zip(operaciones, hechos, strict=True)], reloj=reloj
    )
    anotar_varios(
        [
            Nota(
                documentos.cadena_de_documento(fila.documento_id),
                DocumentoEmitido(fila.operacion_id, fila.documento_id),
                filas=[fila],
            )
            for fila in filas
        ],
        actor=actor,
        reloj=reloj,
    )
    con_caso = [una for una in operaciones if su_caso(una) is not None]
    encolar_varios("documentacion.archivar", [("", {"operacion_id": una.id}) for una in con_caso])


def _anotar_fallos(fallos: Mapping[UUID, Exception], *, reloj: Reloj) -> None:
    for uno, error in fallos.items():
        motivo = (
            str(error)[:300] if isinstance(error, ErrorDominio) else f"{type(error).__name__} {explicar(error)}"[:300]
        )
        cambiadas = EmisionFallida.objects.filter(operacion=uno).update(
            motivo=motivo, intentos=F("intentos") + 1, intentada_el=reloj.ahora()
        )
        if not cambiadas:
            EmisionFallida.objects.create(operacion_id=uno, motivo=motivo, intentada_el=reloj.ahora())
