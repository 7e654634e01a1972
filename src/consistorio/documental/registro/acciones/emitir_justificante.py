"""Making the receipt of an entry as a document and asking for its seal."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma import operaciones as firma
from consistorio.documental.registro import justificante
from consistorio.documental.registro.eventos import JustificanteEmitido
from consistorio.documental.registro.models import Asiento, Justificante
from consistorio.documental.registro.referencias import referencia_de_justificante
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, alias_actual, automatizadas
from consistorio.plataforma.auditoria.operaciones import anotar

automatizadas.declarar(
    automatizadas.Actuacion(
        "recibo",
        gettext_lazy("Recibo de lo que se presenta o se anota en el registro"),
        "LPACAP art. 16.3",
        gettext_lazy("Al terminar cada asiento, el programa compone el recibo con sus datos y lo sella."),
        gettext_lazy(
            "Número, fecha y hora del asiento, personas interesadas, asunto y lista de documentos con su huella."
        ),
        modulos=(__name__,),
    )
)


@accion("registro.justificante.emitido", permiso="registro.emitir_justificante", norma="LPACAP art. 16.3")
def emitir_justificante(*, actor: Actor, asiento_id: UUID, reloj: Reloj) -> Justificante:
    """Make the receipt (PDF) with the organ's seal. Done twice, it is done once.

    When the seal is not at hand the receipt exists all the same, is shown as waiting for it, and a job puts it when it can.
    Its time stamp always comes later, by the signatures' own job.
    Who: the receipts' process, or the office to retry (`registro.emitir_justificante`). Writes Documento, Justificante; emits
    registro.justificante.emitido. Raises NoEncontrado.
    """
    asiento = Asiento.objects.select_related("presentado_por").filter(pk=asiento_id).first()
    estado = Justificante.objects.select_for_update().filter(asiento_id=asiento_id).first()
    if asiento is None or estado is None:
        raise NoEncontrado(_("No existe ese asiento."))
    if estado.documento_id is not None:
        return estado
    documento = documentos.crear_desde_plantilla(
        "justificante",
        justificante.datos_de(asiento),
        titulo=justificante.titulo_de(asiento),
        tipo_documental="TD09",
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        expediente=asiento.numero_expediente,
        nombre=f"justificante-{asiento.numero_completo}.pdf",
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    estado.documento, estado.emitido_el = documento, reloj.ahora()
    estado.estado = Justificante.Estado.SIN_SELLAR
    estado.save()
    referencia = referencia_de_justificante(asiento.id)
    try:
        with transaction.atomic(using=alias_actual()):
            firma.sellar_ahora(documento, referencia=referencia, reloj=reloj)
    except ServicioNoDisponible:
        firma.sellar(documento, referencia=referencia, reloj=reloj)
    # In the document's chain, not in the book's: the receipt must not wait for the lock under which numbers are given
    hecho = JustificanteEmitido(asiento_id=asiento.id, documento_id=documento.id)
    anotar(documentos.cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    estado.refresh_from_db()  # the seal marks it through its own fact
    return estado
