"""What `verificar` holds of the control: nothing that waits was recognised or paid, and what is in 413 meanwhile is there (TRLRHL 216; RD 424/2017 art. 28)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import Operacion
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


def _reconocidas(alias: str, objetos: Iterable[str]) -> list[str]:
    ids = {UUID(objeto.partition(":")[2]) for objeto in objetos}
    suyas = Factura.objects.using(alias).filter(id__in=ids, estado__in=_RECONOCIDA)
    return list(suyas.order_by("codigo").values_list("codigo", flat=True))
