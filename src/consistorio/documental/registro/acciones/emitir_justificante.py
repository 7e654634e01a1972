"""Making the receipts of entries as documents, with the organ's seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, alias_actual, automatizadas
from consistorio.plataforma.almacen.deposito import en_tanda
from consistorio.plataforma.auditoria.operaciones import Nota, anotar_varios
from consistorio.plataforma.cola.ejecucion import explicar
from consistorio.plataforma.cola.tandas import cada_uno, juntos_o_cada_uno

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


Hechos = dict[UUID, Exception | None]  # by entry: None, it is made; or why it could not be
_Compuesto = tuple[Justificante, documentos.Compuesto]
_Compuestos = Mapping[UUID, _Compuesto]  # by entry


@accion("registro.justificante.emitido", permiso="registro.emitir_justificante", norma="LPACAP art. 16.3")
def emitir_justificante(*, actor: Actor, asiento_id: UUID, reloj: Reloj, otros: int = 0) -> Hechos:
    """Make the receipt (PDF) of an entry with the organ's seal and, with it, the `otros` oldest that wait and never failed: as many
    statements for all as for one. Done twice, it is done once.

    Says which ones it made and why some could not be; of these only the reason is written (`Justificante.incidencia`). With others it waits
    for nobody and says nothing of what another worker is making, this entry's included; alone, it waits for who is making it.
    When the seal is not at hand the receipts exist all the same, are shown as waiting for it, and a job puts it when it can.
    Their time stamps always come later, by the signatures' own job.
    Who: the receipts' process, or the office to retry (`registro.emitir_justificante`). Writes Documento, Justificante; emits
    registro.justificante.emitido. Raises NoEncontrado.
    """
    filas = Justificante.objects.select_for_update(skip_locked=otros > 0)
    suya = filas.filter(asiento_id=asiento_id).first()
    if suya is None and not otros:
        raise NoEncontrado(_("No existe ese asiento."))
    if suya is not None and suya.documento_id is not None:
        return {asiento_id: None}
    por_hacer = [suya] if suya is not None else []
    if otros:
        esperan = filas.filter(documento=None, incidencia="").exclude(asiento_id=asiento_id)
        por_hacer += esperan.order_by("asiento_id")[:otros]
    # All of them are rendered before anything else is locked
    compuestos, fallos = _componer(por_hacer, reloj=reloj)
    hechos = {**fallos, **_emitir(compuestos, actor=actor, reloj=reloj)}
    _anotar_incidencias(por_hacer, hechos)
    return hechos


def _componer(filas: Sequence[Justificante], *, reloj: Reloj) -> tuple[_Compuestos, Mapping[UUID, Exception]]:
    """Render the receipts, each from its own data; and why some could not be. When the store takes nothing, the rest are not tried."""
    asientos = Asiento.objects.select_related("presentado_por").prefetch_related("interesados", "documentos")
    de_cada_uno = asientos.in_bulk([fila.asiento_id for fila in filas])
    with en_tanda():
        return cada_uno(
            {fila.asiento_id: fila for fila in filas},
            lambda fila: (fila, _compuesto(de_cada_uno[fila.asiento_id], reloj=reloj)),
        )


def _compuesto(asiento: Asiento, *, reloj: Reloj) -> documentos.Compuesto:
    return documentos.componer(
        "justificante",
        justificante.datos_de(asiento),
        titulo=justificante.titulo_de(asiento),
        tipo_documental="TD09",
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        expediente=asiento.numero_expediente,
        nombre=f"justificante-{asiento.numero_completo}.pdf",
        firmas=(SELLO_DE_ORGANO,),
        reloj=reloj,
    )


def _emitir(compuestos: _Compuestos, *, actor: Actor, reloj: Reloj) -> Hechos:
    """Write them together or, when the rows of one spoil those of all, each by itself."""

    def escribir(ids: Sequence[UUID]) -> dict[UUID, None]:
        with transaction.atomic(using=alias_actual()):
            _escribir([compuestos[i] for i in ids], actor=actor, reloj=reloj)
        return dict.fromkeys(ids)

    return juntos_o_cada_uno(list(compuestos), escribir)


def _escribir(compuestos: Sequence[_Compuesto], *, actor: Actor, reloj: Reloj) -> None:
    capturados = documentos.capturar_compuestos(
        [compuesto for _fila, compuesto in compuestos], actor=actor, reloj=reloj
    )
    hechos = list(zip((fila for fila, _hecho in compuestos), capturados, strict=True))
    for fila, documento in hechos:
        fila.documento, fila.emitido_el = documento, reloj.ahora()
        fila.estado, fila.incidencia = Justificante.Estado.SIN_SELLAR, ""
    Justificante.objects.bulk_update(
        [fila for fila, _documento in hechos], ["documento", "emitido_el", "estado", "incidencia"]
    )
    # The seals themselves mark the receipts, through their facts
    firma.sellar_cuanto_antes(
        [(documento, referencia_de_justificante(fila.asiento_id)) for fila, documento in hechos], reloj=reloj
    )
    # In the document's chain, not in the book's: the receipt must not wait for the lock under which numbers are given
    anotar_varios(
        [
            Nota(documentos.cadena_de_documento(documento.id), JustificanteEmitido(fila.asiento_id, documento.id))
            for fila, documento in hechos
        ],
        actor=actor,
        reloj=reloj,
    )


def _anotar_incidencias(filas: Iterable[Justificante], hechos: Mapping[UUID, Exception | None]) -> None:
    fallidas = [(fila, error) for fila in filas if (error := hechos.get(fila.asiento_id)) is not None]
    for fila, error in fallidas:
        fila.incidencia = explicar(error)[:300]
    Justificante.objects.bulk_update([fila for fila, _error in fallidas], ["incidencia"])
