"""Background work of signatures: the seal of automated acts, and the long-term extension of what was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.documental.documentos import consultas as consultas_de_documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma import ampliacion
from consistorio.documental.firma.acciones.ampliar import ampliar as guardar_ampliaciones
from consistorio.documental.firma.acciones.sellar import sellar as sellar_pedidos
from consistorio.documental.firma.casa import (
    autoridad_de_la_casa,
    confianza_de_la_casa,
    revocacion_de_la_casa,
    revocada,
    sello_de_organo,
)
from consistorio.documental.firma.models import Ampliacion, SelloPedido
from consistorio.documental.firma.operaciones import ACTOR_SELLO
from consistorio.documental.firma.tipos import Ampliado
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import en_tanda
from consistorio.plataforma.almacen.operaciones import depositar
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.ejecucion import explicar
from consistorio.plataforma.cola.en_mano import en_mano
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tandas import TANDA, cada_uno, juntos_o_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo

TANDA_DE_AMPLIACIONES = 20
_CARRERAS = 5
_BARRIDO = 200
_OLVIDADO = timedelta(minutes=10)


@trabajo("firma.sellar", cola="firma", prioridad=Prioridad.PRIMERO)
def sellar(*, lote: str) -> None:
    """Seal what a batch asks for, and with it what others ask for meanwhile: fifty documents a job, all in one transaction.

    In a burst the first jobs do the work of all and the others find nothing to do. What fails is noted with its reason, and stops nobody;
    only the job of its own batch tries it again. A revoked seal seals nothing.
    """
    revocado = _sello_revocado(lote)
    if revocado is not None:
        raise revocado
    propios, otros = _por_sellar(lote)
    fallos: dict[UUID, Exception] = {}
    quedan = [*propios, *otros]
    while quedan:
        fallos.update(_sellar(quedan))
        # A document with two requests gets its second seal over the first one
        antes = len(quedan)
        pendientes = SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE, id__in=quedan).exclude(
            id__in=fallos
        )
        quedan = list(pendientes.order_by("id").values_list("id", flat=True))
        if len(quedan) == antes:
            break  # other jobs have them
    for pedido_id, error in fallos.items():
        SelloPedido.objects.filter(id=pedido_id).update(incidencia=explicar(error)[:300])
    suyos = [fallos[i] for i in propios if i in fallos]
    if suyos:  # what may pass is tried again
        raise next((error for error in suyos if isinstance(error, ServicioNoDisponible)), suyos[-1])


def _sellar(pedidos: Sequence[UUID]) -> Mapping[UUID, Exception]:
    """Seal some requests; those that failed."""
    return juntos_o_cada_uno(
        pedidos, lambda ids: sellar_pedidos(actor=ACTOR_SELLO, sello_ids=ids, reloj=reloj_de_la_casa())
    )


def _sello_revocado(lote: str) -> ServicioNoDisponible | None:
    try:
        mano = sello_de_organo().mano
    except ServicioNoDisponible:
        return None  # each request says why it waits
    porque = revocada(mano.certificado, mano.cadena)
    if not porque:
        return None
    SelloPedido.objects.filter(lote=lote, estado=SelloPedido.Estado.PENDIENTE).update(incidencia=porque[:300])
    return ServicioNoDisponible(
        porque, que_hacer=_("Quien administra el sistema debe poner otro sello en CONSISTORIO_SELLO.")
    )


def _por_sellar(lote: str) -> tuple[list[UUID], list[UUID]]:
    """The requests of a batch that wait, and the oldest of others that never failed."""
    pendientes = SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE).order_by("id")
    propios = list(pendientes.filter(lote=lote).values_list("id", flat=True))
    otros = pendientes.exclude(lote=lote).filter(incidencia="")[: max(0, TANDA - len(propios))]
    return propios, list(otros.values_list("id", flat=True))


@trabajo("firma.ampliar", cola="firma", prioridad=Prioridad.EN_BLOQUE)
def ampliar(*, documento_id: str) -> None:
    """Add validation data and a time stamp to a signed document and, with it, to others that wait and never failed. The network is
    asked outside any transaction; what it answered is kept in one.

    While an authority is down the document stays «firmado, pendiente de sello de tiempo» with the reason, and is tried again: by its own
    job or, when that one found it in the hands of another that failed, by the sweep.
    """
    propio = UUID(documento_id)
    pendientes = Ampliacion.objects.filter(pendiente_desde__isnull=False)
    if not pendientes.filter(documento_id=propio).exists():
        return
    otros = pendientes.filter(incidencia="").exclude(documento_id=propio).order_by("pendiente_desde", "documento_id")
    # More than there is room for: other jobs have the first ones in hand
    candidatos = [propio, *otros.values_list("documento_id", flat=True)[: 4 * TANDA_DE_AMPLIACIONES]]
    with en_mano("ampliar", candidatos, como_mucho=TANDA_DE_AMPLIACIONES) as suyos:
        fallos = _ampliar(suyos)
    for identificador, error in fallos.items():
        if identificador != propio or isinstance(error, ServicioNoDisponible):
            Ampliacion.objects.filter(documento_id=identificador).update(incidencia=explicar(error)[:300])
    if propio in fallos:
        raise fallos[propio]


def _ampliar(suyos: Sequence[UUID]) -> dict[UUID, Exception]:
    """Build and keep the extensions of some documents, again over the new signature where somebody signed meanwhile; those that failed."""
    fallos: dict[UUID, Exception] = {}
    quedan = set(suyos)
    for _vuelta in range(_CARRERAS):
        ampliados, sin_hacer = _construir([i for i in suyos if i in quedan])
        fallos |= sin_hacer
        hechos, sin_guardar = _guardar(ampliados)
        fallos |= sin_guardar
        quedan = {a.documento_id for a in ampliados} - hechos - sin_guardar.keys()
        if not quedan:
            return fallos
    cambian = ServicioNoDisponible(_("El documento cambia sin parar y no se puede sellar todavía."))
    return fallos | dict.fromkeys(quedan, cambian)


def _construir(suyos: Sequence[UUID]) -> tuple[list[Ampliado], dict[UUID, Exception]]:
    """Extend in the store those that still wait, in that order, and why one could not be. When an authority does not answer no more are
    tried, and nothing is said of them."""
    pendientes = Documento.objects.filter(id__in=suyos, ampliacion__pendiente_desde__isnull=False)
    documentos = pendientes.prefetch_related("contenido").in_bulk()
    with en_tanda():
        ampliados, fallos = cada_uno(
            {i: documentos[i] for i in suyos if i in documentos},
            lambda documento: Ampliado(documento.id, documento.revision, _ampliado(documento)),
        )
    return list(ampliados.values()), fallos


def _guardar(ampliados: Sequence[Ampliado]) -> tuple[set[UUID], dict[UUID, Exception]]:
    """Keep some extensions; of which documents, and those that failed."""
    de_cada_uno = {ampliado.documento_id: ampliado for ampliado in ampliados}

    def guardar(ids: Sequence[UUID]) -> dict[UUID, None]:
        suyos = [de_cada_uno[i] for i in ids]
        return dict.fromkeys(guardar_ampliaciones(actor=ACTOR_SELLO, ampliados=suyos, reloj=reloj_de_la_casa()))

    dichos = juntos_o_cada_uno(list(de_cada_uno), guardar)
    fallos = {i: error for i, error in dichos.items() if error is not None}
    return dichos.keys() - fallos.keys(), fallos


def _ampliado(documento: Documento) -> Recibido:
    with consultas_de_documentos.copia_de_trabajo(documento) as fichero:
        with fichero.open("r+b") as pdf:
            ampliacion.ampliar(
                pdf,
                confianza=confianza_de_la_casa(),
                revocacion=revocacion_de_la_casa(),
                autoridad=autoridad_de_la_casa(),
            )
        return depositar(fichero)


@periodico("firma.recuperar", cron="*/10 * * * *")
def recuperar() -> None:
    """Every ten minutes: ask again for what has waited longer than its job went on trying."""
    limite = reloj_de_la_casa().ahora() - _OLVIDADO
    with transaction.atomic(using=alias_actual()):
        pendientes = Ampliacion.objects.filter(pendiente_desde__lt=limite).order_by("pendiente_desde")
        for identificador in pendientes.values_list("documento_id", flat=True)[:_BARRIDO]:
            encolar(
                "firma.ampliar",
                clave=f"ampliar:{identificador}",
                turno=f"ampliar:{identificador}",
                documento_id=identificador,
            )
        sellos = SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE, pedido_el__lt=limite)
        for lote in sellos.order_by("lote").values_list("lote", flat=True).distinct()[:_BARRIDO]:
            encolar("firma.sellar", clave=f"sellar:{lote}", lote=lote)
