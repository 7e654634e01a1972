"""Background work of the archive: the index of what was closed, its signature and its time stamp."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.firma.casa import autoridad_de_la_casa
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.servicios.archivo.acciones.firmar_indice import PERMISO as PERMISO_INDICE
from consistorio.servicios.archivo.acciones.firmar_indice import componer_indice, guardar_indice
from consistorio.servicios.archivo.acciones.sellar_indice import PERMISO
from consistorio.servicios.archivo.acciones.sellar_indice import sellar_indice as guardar_sello
from consistorio.servicios.archivo.indice import con_sello_de_tiempo, entradas_al_cerrar
from consistorio.servicios.archivo.indice import firmar_indice as firmar
from consistorio.servicios.archivo.models import CierrePedido, SelloIndice

_LOTE = 200
_OLVIDADO = timedelta(minutes=10)


@trabajo("archivo.firmar_indice", cola="firma")
def firmar_indice(*, expediente_id: str) -> None:
    """Make and sign the index of a closed case, outside any transaction. Without the seal it stays pending, with the reason."""
    identificador, actor = UUID(expediente_id), Actor.sistema("archivo", PERMISO_INDICE)
    pedido = componer_indice(actor=actor, expediente_id=identificador, reloj=reloj_de_la_casa())
    if pedido.pendiente_desde is None or pedido.indice_visible is None:
        return
    try:
        xml = firmar(
            pedido.expediente,
            entradas_al_cerrar(pedido),
            estado="E02",
            momento=reloj_de_la_casa().ahora(),
            visible=documentos.leer(pedido.indice_visible),
        )
    except ServicioNoDisponible as error:
        CierrePedido.objects.filter(pk=identificador, pendiente_desde__isnull=False).update(
            incidencia=error.mensaje[:300]
        )
        raise
    guardar_indice(actor=actor, expediente_id=identificador, xml=xml, reloj=reloj_de_la_casa())


@trabajo("archivo.sellar_indice", cola="firma")
def sellar_indice(*, cierre_id: str) -> None:
    """Ask for the time stamp outside any transaction and keep it. While the authority is down it stays pending, with the reason."""
    sello = (
        SelloIndice.objects.filter(pk=UUID(cierre_id), pendiente_desde__isnull=False).select_related("cierre").first()
    )
    if sello is None:
        return
    try:
        xml = con_sello_de_tiempo(almacen.leer(sello.cierre.indice_xml_id), autoridad_de_la_casa())
    except ServicioNoDisponible as error:
        SelloIndice.objects.filter(pk=UUID(cierre_id), pendiente_desde__isnull=False).update(
            incidencia=error.mensaje[:300]
        )
        raise
    guardar_sello(actor=Actor.sistema("archivo", PERMISO), cierre_id=UUID(cierre_id), xml=xml, reloj=reloj_de_la_casa())


@periodico("archivo.recuperar", cron="*/10 * * * *")
def recuperar() -> None:
    """Every ten minutes: ask again for the signatures and stamps that have waited longer than their job went on trying."""
    limite = reloj_de_la_casa().ahora() - _OLVIDADO
    with transaction.atomic(using=alias_actual()):
        sin_firmar = CierrePedido.objects.filter(pendiente_desde__lt=limite).order_by("pendiente_desde")
        for identificador in sin_firmar.values_list("pk", flat=True)[:_LOTE]:
            encolar("archivo.firmar_indice", clave=f"cierre:{identificador}", expediente_id=identificador)
        olvidados = SelloIndice.objects.filter(pendiente_desde__lt=limite).order_by("pendiente_desde")
        for identificador in olvidados.values_list("pk", flat=True)[:_LOTE]:
            encolar("archivo.sellar_indice", clave=f"indice:{identificador}", cierre_id=identificador)
