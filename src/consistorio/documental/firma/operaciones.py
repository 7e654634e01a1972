"""Asking for signatures and seals, inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import anadir_revision, cadena_de_documento
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.eventos import CircuitoPedido, CircuitoRetirado, DocumentoSellado
from consistorio.documental.firma.manos import huella
from consistorio.documental.firma.models import Ampliacion, Circuito, PasoFirma, SelloPedido
from consistorio.documental.firma.tipos import Orden, Papel, PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import asentar_hecho, depositar
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar

if TYPE_CHECKING:
    from consistorio.documental.firma import pades

TANDA_DE_SELLOS = 50
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
    for inicio in range(0, len(pedidos), TANDA_DE_SELLOS):
        lote = uuid7()
        for documento, referencia in pedidos[inicio : inicio + TANDA_DE_SELLOS]:
            fila, _nuevo = SelloPedido.objects.get_or_create(
                documento=documento,
                campo=campo,
                defaults={"lote": lote, "referencia": referencia, "pedido_el": reloj.ahora()},
            )
            filas.append(fila)
        encolar("firma.sellar", lote=lote)
    return filas


def sellar_ahora(
    documento: Documento,
    *,
    referencia: str,
    reloj: Reloj,
    actor: Actor = ACTOR_SELLO,
    campo: str = SELLO_DE_ORGANO.nombre,
) -> Documento:
    """Put the organ's seal at once, in the caller's transaction (receipts). The time stamp comes later, by its job.

    Writes: RevisionDocumento. Emits: firma.documento.sellado. Raises: ServicioNoDisponible without the seal, Conflicto when the
    field is not there or is taken.
    """
    from consistorio.documental.firma import pades  # slow to load

    exigir_transaccion()
    firmador = sello_de_organo()
    firma = pades.Firma(
        campo,
        reloj.ahora(),
        nombre=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        motivo=_("Sello electrónico: actuación administrativa automatizada"),
    )
    # Its row locked before its bytes are read: a time stamp that a job adds meanwhile would make this seal void
    # (and without its content: whoever waits for the row sees the new one joined to the old content, that is, none)
    actual = Documento.objects.select_for_update().get(id=documento.id)
    contenido = firmar_contenido(actual, firma, firmador)
    anadir_revision(actual, contenido, motivo=_("Sello electrónico del Ayuntamiento"), actor=actor, reloj=reloj)
    documento.contenido, documento.huella, documento.revision = actual.contenido, actual.huella, actual.revision
    hecho = DocumentoSellado(documento.id, referencia, huella(firmador.mano.certificado), contenido.sha256)
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    pedir_ampliacion(documento, reloj=reloj)
    return documento


def firmar_contenido(documento: Documento, firma: pades.Firma, firmador: Firmador) -> Contenido:
    """The present bytes of a document with a signature more, in the store. The revision is for the caller to write."""
    from consistorio.documental.firma import pades  # slow to load

    with documentos.copia_de_trabajo(documento) as fichero:
        with fichero.open("r+b") as pdf:
            pades.firmar(pdf, firma, firmador)
        return asentar_hecho(depositar(fichero), de=documento.contenido)


def pedir_ampliacion(documento: Documento, *, reloj: Reloj) -> None:
    """The document has a new signature: a job must add validation data and time stamp. Until then, it shows."""
    exigir_transaccion()
    Ampliacion.objects.bulk_create(
        [Ampliacion(documento=documento, pendiente_desde=reloj.ahora())],
        update_conflicts=True,
        unique_fields=["documento"],
        update_fields=["pendiente_desde", "incidencia"],
    )
    encolar("firma.ampliar", turno=f"ampliar:{documento.id}", documento_id=documento.id)
