"""Keep the time-stamped index that a job built outside any transaction."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.permisos import Ambito, declarar
from consistorio.servicios.archivo.eventos import IndiceSellado
from consistorio.servicios.archivo.models import SelloIndice

PERMISO = declarar(
    "archivo.sellar", _("Añadir el sello de tiempo al índice de un expediente cerrado"), Ambito.SISTEMA
).codigo


@accion("archivo.indice.sellado", permiso=PERMISO, norma="RD 203/2021 art. 50; NTI de Expediente electrónico V")
def sellar_indice(*, actor: Actor, cierre_id: UUID, xml: bytes, reloj: Reloj) -> SelloIndice:
    """Keep `xml`, the index of a closing with its time stamp, beside the one signed then. The first stamp stands.

    Who: the system. Writes: SelloIndice, Contenido. Emits: archivo.indice.sellado.
    """
    sello = SelloIndice.objects.select_for_update(of=("self",)).select_related("cierre__expediente").get(pk=cierre_id)
    if sello.sellado_el is not None:
        return sello
    contenido = guardar_bytes(xml)
    sello.contenido, sello.sellado_el, sello.pendiente_desde, sello.incidencia = contenido, reloj.ahora(), None, ""
    sello.save(update_fields=["contenido", "sellado_el", "pendiente_desde", "incidencia"])
    expediente = sello.cierre.expediente
    hecho = IndiceSellado(expediente.id, contenido.sha256, sello.cierre.indice_xml_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[sello])
    return sello
