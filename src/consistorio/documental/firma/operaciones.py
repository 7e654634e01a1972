"""Asking for signatures and seals, inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import (
    Continuacion,
    anadir_revisiones,
    cadena_de_documento,
    seguir,
)
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.eventos import CircuitoPedido, CircuitoRetirado, DocumentoSellado
from consistorio.documental.firma.manos import huella
from consistorio.documental.firma.models import Ampliacion, Circuito, PasoFirma, SelloPedido
from consistorio.documental.firma.tipos import FirmaPorPoner, Orden, Papel, PasoPedido, SelloPorPoner
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ErrorDominio, Problema, ServicioNoDisponible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.almacen.deposito import en_tanda
from consistorio.plataforma.almacen.operaciones import asentar_hechos, depositar
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.auditoria.operaciones import Nota, anotar, anotar_varios
from consistorio.plataforma.cola.operaciones import encolar, encolar_varios
from consistorio.plataforma.cola.tandas import tandas

if TYPE_CHECKING:
    from consistorio.documental.firma import pades

ACTOR_SELLO = Actor.sistema("sello de órgano", "firma.sellar", "firma.ampliar")


def cadena_de_firmante(empleado_id: UUID) -> str:
    """Name of the chain of facts of an employee's certificates and keys: nobody waits for what others sign."""
    return f"firmante:{empleado_id}"


def pedir_firmas(
    documento: Documento,
    pasos: Sequence[PasoPedido],
    *,
    referencia: str,
    actor: Actor,
    reloj: Reloj,
    orden: str = Orden.CASCADA,
) -> Circuito:
    """Send a document to be signed by the holders of some posts, in that order or all at once.

    Each field must be an empty signature field of the document. Writes: Circuito, PasoFirma. Emits: firma.circuito.pedido.
    Raises: DatosIncorrectos (no steps, unknown role, a field that is not there), Conflicto (it already waits for signatures).
    """
    from consistorio.documental.firma import pades  # slow to load

    exigir_transaccion()
    with documentos.abrir(documento, aunque_en_cuarentena=True) as pdf:
        problemas = _problemas(pasos, pades.campos_vacios(pdf))
    if problemas:
        raise DatosIncorrectos(_("No se pueden pedir estas firmas."), problemas=problemas)
    if Circuito.objects.filter(documento=documento, estado=Circuito.Estado.PENDIENTE).exists():
        raise Conflicto(_("Este documento ya está pendiente de firma."))
    circuito = Circuito.objects.create(
        documento=documento, referencia=referencia, orden=orden, pedido_por=actor.id, pedido_el=reloj.ahora()
    )
    PasoFirma.objects.bulk_create(
        PasoFirma(
            circuito=circuito, numero=numero, puesto=paso.puesto, organo=paso.organo, campo=paso.campo, papel=paso.papel
        )
        for numero, paso in enumerate(pasos, start=1)
    )
    hecho = CircuitoPedido(circuito.id, documento.id, referencia, len(pasos))
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    return circuito


def retirar_firmas(documento_id: UUID, *, actor: Actor, reloj: Reloj) -> bool:
    """Take a document out of the signature folders: what it was for has passed. False when nothing waited any more.

    Signatures that it already has stay on it. Writes: Circuito, PasoFirma. Emits: firma.circuito.retirado.
    """
    exigir_transaccion()
    circuito = (
        Circuito.objects.select_for_update().filter(documento_id=documento_id, estado=Circuito.Estado.PENDIENTE).first()
    )
    if circuito is None:
        return False
    momento = reloj.ahora()
    circuito.pasos.filter(estado=PasoFirma.Estado.PENDIENTE).update(
        estado=PasoFirma.Estado.CANCELADO, terminado_el=momento
    )
    circuito.estado, circuito.terminado_el = Circuito.Estado.RETIRADO, momento
    circuito.save(update_fields=["estado", "terminado_el"])
    hecho = CircuitoRetirado(circuito.id, documento_id, circuito.referencia)
    anotar(cadena_de_documento(documento_id), hecho, actor=actor, reloj=reloj)
    return True


def _problemas(pasos: Sequence[PasoPedido], vacios: Sequence[str]) -> list[Problema]:
    if not pasos:
        return [Problema("", _("Indique quién tiene que firmar."))]
    campos = [paso.campo for paso in pasos]
    problemas = [
        Problema(campo, _("El documento no tiene un hueco libre para esa firma."))
        for campo in campos
        if campo not in vacios
    ]
    problemas += [
        Problema(campo, _("Dos firmas no pueden ir en el mismo hueco."))
        for campo in set(campos)
        if campos.count(campo) > 1
    ]
    problemas += [
        Problema(paso.campo, _("No se entiende en calidad de qué se firma."))
        for paso in pasos
        if paso.papel not in set(Papel)
    ]
    return problemas


def cierres_de(documentos_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the documents that everybody signed were signed by the last one. Waits for the signatures that are being put now."""
    exigir_transaccion()
    circuitos = Circuito.objects.select_for_update().filter(documento_id__in=list(documentos_ids)).order_by("id")
    return {
        circuito.documento_id: circuito.terminado_el
        for circuito in circuitos
        if circuito.estado == Circuito.Estado.COMPLETADO and circuito.terminado_el is not None
    }


def sellar(documento: Documento, *, referencia: str, reloj: Reloj, campo: str = SELLO_DE_ORGANO.nombre) -> SelloPedido:
    """Ask for the organ's seal in the field `campo`; a job puts it. Asking twice is asking once.

    Writes: SelloPedido. The job emits: firma.documento.sellado.
    """
    return sellar_varios([(documento, referencia)], reloj=reloj, campo=campo)[0]


def sellar_varios(
    pedidos: Sequence[tuple[Documento, str]], *, reloj: Reloj, campo: str = SELLO_DE_ORGANO.nombre
) -> list[SelloPedido]:
    """Ask for the seal of many documents (document, reference): one job for every fifty."""
    exigir_transaccion()
    filas: list[SelloPedido] = []
    for tanda in tandas(pedidos):
        lote = uuid7()
        SelloPedido.objects.bulk_create(
            [
                SelloPedido(documento=d, campo=campo, lote=lote, referencia=referencia, pedido_el=reloj.ahora())
                for d, referencia in tanda
            ],
            ignore_conflicts=True,
        )
        hechas = SelloPedido.objects.filter(documento__in=[d for d, _r in tanda], campo=campo)
        de_cada_uno = {fila.documento_id: fila for fila in hechas}
        filas += [de_cada_uno[d.id] for d, _r in tanda]
        encolar("firma.sellar", lote=lote)
    return filas


def sellar_ahora(
    pedidos: Sequence[tuple[Documento, str]],
    *,
    reloj: Reloj,
    actor: Actor = ACTOR_SELLO,
    campo: str = SELLO_DE_ORGANO.nombre,
) -> None:
    """Put the organ's seal at once on one document or on many (document, reference), in the caller's transaction (receipts); if one of them
    cannot be sealed, none is. The time stamps come later, by their jobs.

    Writes: RevisionDocumento. Emits: firma.documento.sellado. Raises: ServicioNoDisponible without the seal, Conflicto when the
    field of one is not there or is taken.
    """
    por_poner = [SelloPorPoner(documento.id, campo, referencia) for documento, referencia in pedidos]
    sellados, fallos = poner_sellos(por_poner, actor=actor, reloj=reloj)
    for fallo in fallos.values():
        raise fallo
    for documento, _referencia in pedidos:
        seguir(documento, sellados[documento.id])


def sellar_cuanto_antes(pedidos: Sequence[tuple[Documento, str]], *, reloj: Reloj) -> None:
    """Put the organ's seal on some documents (document, reference) at once or, without the seal at hand, ask for it: a job puts it when it can.

    Writes and emits as `sellar_ahora`, or writes as `sellar_varios`. Raises Conflicto.
    """
    try:
        with transaction.atomic(using=alias_actual()):
            sellar_ahora(pedidos, reloj=reloj)
    except ServicioNoDisponible:
        sellar_varios(pedidos, reloj=reloj)


def poner_sellos(
    pedidos: Sequence[SelloPorPoner], *, actor: Actor, reloj: Reloj
) -> tuple[dict[UUID, Documento], dict[UUID, ErrorDominio]]:
    """Put the organ's seal on one document or on many: see `poner_firmas`.

    Returns the documents as they are now, and why some could not be sealed.
    Writes: RevisionDocumento. Emits: firma.documento.sellado. Raises: ServicioNoDisponible without the seal.
    """
    nombre = str(settings.CONSISTORIO_ENTIDAD["nombre"])
    razon, motivo = (
        _("Sello electrónico: actuación administrativa automatizada"),
        _("Sello electrónico del Ayuntamiento"),
    )
    puestas = poner_firmas(
        [FirmaPorPoner(pedido.documento_id, pedido.campo, nombre, razon, motivo) for pedido in pedidos],
        sello_de_organo(),
        actor=actor,
        reloj=reloj,
    )
    anotar_varios(
        [
            Nota(
                cadena_de_documento(fila.id),
                DocumentoSellado(fila.id, pedido.referencia, puestas.certificado, fila.huella),
            )
            for pedido in pedidos
            if (fila := puestas.documentos.get(pedido.documento_id)) is not None
        ],
        actor=actor,
        reloj=reloj,
    )
    return puestas.documentos, puestas.fallos


@dato
class FirmasPuestas:
    """When they were put and with which certificate; the documents as they are now; and why some could not be signed, of which nothing is
    written."""

    momento: datetime
    certificado: str
    documentos: dict[UUID, Documento]
    fallos: dict[UUID, ErrorDominio]


def poner_firmas(pedidos: Sequence[FirmaPorPoner], firmador: Firmador, *, actor: Actor, reloj: Reloj) -> FirmasPuestas:
    """Sign one document or many with a hand, each one once, in the caller's transaction: as many questions to the database for fifty as
    for one. The time stamps come later, by their jobs.

    What is wrong with the rows of one is raised, and spoils the transaction of all. The facts that say who signed are for the caller.
    Writes: RevisionDocumento. Emits: documento.revisado.
    """
    from consistorio.documental.firma import pades  # slow to load

    exigir_transaccion()
    # Their rows locked before their bytes are read: a time stamp that a job adds meanwhile would make a signature void
    # (and then their contents: whoever waits for a row sees the new one joined to the old content, that is, none)
    filas = Documento.objects.select_for_update(no_key=True).order_by("id")
    actuales = filas.filter(id__in=[p.documento_id for p in pedidos]).prefetch_related("contenido").in_bulk()
    momento = reloj.ahora()
    firmados: list[tuple[FirmaPorPoner, Recibido]] = []
    fallos: dict[UUID, ErrorDominio] = {}
    with en_tanda():
        for pedido in pedidos:
            firma = pades.Firma(pedido.campo, momento, nombre=pedido.nombre, motivo=pedido.razon)
            try:
                firmados.append((pedido, _depositar_firmado(actuales[pedido.documento_id], firma, firmador)))
            except ErrorDominio as error:
                fallos[pedido.documento_id] = error
    hechos = [actuales[pedido.documento_id] for pedido, _recibido in firmados]
    contenidos = asentar_hechos(
        [(recibido, fila.contenido) for (_pedido, recibido), fila in zip(firmados, hechos, strict=True)]
    )
    nuevas = [
        Continuacion(fila, contenido, pedido.motivo)
        for (pedido, _recibido), fila, contenido in zip(firmados, hechos, contenidos, strict=True)
    ]
    anadir_revisiones(nuevas, actor=actor, reloj=reloj)
    pedir_ampliaciones([fila.id for fila in hechos], reloj=reloj)
    return FirmasPuestas(momento, huella(firmador.mano.certificado), {fila.id: fila for fila in hechos}, fallos)


def _depositar_firmado(documento: Documento, firma: pades.Firma, firmador: Firmador) -> Recibido:
    """The present bytes of a document with a signature more, in the store. Bytes without a row harm nobody."""
    from consistorio.documental.firma import pades  # slow to load

    with documentos.copia_de_trabajo(documento) as fichero:
        with fichero.open("r+b") as pdf:
            pades.firmar(pdf, firma, firmador)
        return depositar(fichero, sigue_a=documento.contenido)


def pedir_ampliaciones(documentos_ids: Sequence[UUID], *, reloj: Reloj) -> None:
    """These documents have a new signature: a job each must add validation data and time stamp. Until then, it shows."""
    exigir_transaccion()
    momento = reloj.ahora()
    Ampliacion.objects.bulk_create(
        [Ampliacion(documento_id=i, pendiente_desde=momento, incidencia="") for i in documentos_ids],
        update_conflicts=True,
        unique_fields=["documento"],
        update_fields=["pendiente_desde", "incidencia"],
    )
    encolar_varios("firma.ampliar", [(f"ampliar:{i}", {"documento_id": i}) for i in documentos_ids])
