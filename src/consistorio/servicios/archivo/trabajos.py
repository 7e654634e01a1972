"""Background work of the archive: the time stamp of the index of what was closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.puertos.sello_tiempo import sello_tiempo
from consistorio.servicios.archivo.acciones.sellar_indice import PERMISO
from consistorio.servicios.archivo.acciones.sellar_indice import sellar_indice as guardar_sello
from consistorio.servicios.archivo.indice import con_sello_de_tiempo
from consistorio.servicios.archivo.models import SelloIndice

_LOTE = 200
_OLVIDADO = timedelta(minutes=10)


@trabajo("archivo.sellar_indice", cola="firma")
def sellar_indice(*, cierre_id: str) -> None:
    """Ask for the time stamp outside any transaction and keep it. While the authority is down it stays pending, with the reason."""
    sello = (
        SelloIndice.objects.filter(pk=UUID(cierre_id), pendiente_desde__isnull=False).select_related("cierre").first()
    )
    if sello is None:
        return
    try:
        xml = con_sello_de_tiempo(almacen.leer(sello.cierre.indice_xml_id), sello_tiempo())
    except ServicioNoDisponible as error:
        SelloIndice.objects.filter(pk=UUID(cierre_id), pendiente_desde__isnull=False).update(
            incidencia=error.mensaje[:300]
        )
        raise
    guardar_sello(actor=Actor.sistema("archivo", PERMISO), cierre_id=UUID(cierre_id), xml=xml, reloj=reloj_de_la_casa())


@periodico("archivo.recuperar", cron="*/10 * * * *")
def recuperar() -> None:
    """Every ten minutes: ask again for the stamps that have waited longer than their job went on trying."""
    limite = reloj_de_la_casa().ahora() - _OLVIDADO
    with transaction.atomic():
        olvidados = SelloIndice.objects.filter(pendiente_desde__lt=limite).order_by("pendiente_desde")
        for identificador in olvidados.values_list("pk", flat=True)[:_LOTE]:
            encolar("archivo.sellar_indice", clave=f"indice:{identificador}", cierre_id=identificador)
