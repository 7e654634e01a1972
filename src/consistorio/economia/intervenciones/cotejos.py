"""What `verificar` holds of the control: nothing that waits was recognised or paid, and what is in 413 meanwhile is there (TRLRHL 216; RD 424/2017 art. 28)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.clases import TRAMOS
from consistorio.economia.presupuesto.models import ControlOperacion, Operacion
from consistorio.economia.tesoreria.models import LineaDePago
from consistorio.plataforma.auditoria.cotejos import Informe, cotejo
from consistorio.servicios.intervencion.models import Omision, Reparo
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER

_RECONOCIDA = (Factura.Estado.CONTABILIZADA, Factura.Estado.PAGADA)


@cotejo
def nada_que_espera_se_reconocio(alias: str, informe: Informe) -> None:
    """No invoice that waits for a reparo or for an omission has its obligation recognised, and each 413 of an omission is one."""
    omisiones = Omision.objects.using(alias).filter(objeto__startswith="factura:")
    # What was noted again, and goes on, does not wait
    siguen = omisiones.filter(estado=Omision.Estado.CONTINUA).values("objeto")
    esperan = omisiones.exclude(objeto__in=siguen).values_list("objeto", flat=True)
    reparos = Reparo.objects.using(alias).filter(estado__in=POR_RESOLVER, objeto__startswith="factura:")
    for tabla, objetos in (
        ("intervencion_omision", esperan),
        ("intervencion_reparo", reparos.values_list("objeto", flat=True)),
    ):
        for codigo in _reconocidas(alias, objetos):
            informe.falla(tabla, codigo, "espera a que se resuelva, y su obligación está reconocida")
    dichos = Omision.objects.using(alias).exclude(devengo_id=None).values_list("id", "devengo_id")
    hay = set(
        Operacion.objects.using(alias).filter(clase="DV", id__in=[d for _o, d in dichos]).values_list("id", flat=True)
    )
    for omision, devengo in dichos:
        if devengo not in hay:
            informe.falla("intervencion_omision", omision, "dice que está en la cuenta 413, y no lo está")


@cotejo
def lo_contabilizado_tiene_su_control(alias: str, informe: Informe) -> None:
    """Since the first operation whose control was kept, each that commits, recognises or pays has its own; and what a list paid says that it did (RD 424/2017 arts. 7, 18 to 23)."""
    controles = ControlOperacion.objects.using(alias)
    primera = controles.order_by("operacion_id").values_list("operacion_id", flat=True).first()
    if primera is None:
        return
    de_gasto = Q(libro=Operacion.Libro.GASTO, clase__in=[uno for uno in TRAMOS if uno != "P"])
    suyas = Operacion.objects.using(alias).filter(de_gasto | Q(clase="PC"), id__gte=primera, signo=1)
    for operacion in suyas.filter(control=None).order_by("id").iterator():
        informe.falla("presupuesto_operacion", operacion.id, "no consta con qué control se contabilizó")
    en_lista = LineaDePago.objects.using(alias).filter(pago__isnull=False).values("pago")
    sin_lista = controles.filter(intervencion=ControlOperacion.Modo.RELACION).exclude(operacion__in=en_lista)
    for suyo in sin_lista.filter(operacion__correcciones=None).order_by("pk").iterator():
        informe.falla("presupuesto_controloperacion", suyo.pk, "dice que lo pagó una relación, y no está en ninguna")


def _reconocidas(alias: str, objetos: Iterable[str]) -> list[str]:
    ids = {UUID(objeto.partition(":")[2]) for objeto in objetos}
    suyas = Factura.objects.using(alias).filter(id__in=ids, estado__in=_RECONOCIDA)
    return list(suyas.order_by("codigo").values_list("codigo", flat=True))
