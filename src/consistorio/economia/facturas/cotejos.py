"""What `verificar` holds of the register: the numbers of a year go from one to the last of its book, without gaps (Ley 25/2013 art. 8)."""

from __future__ import annotations

from django.db.models import Count, Max, Min

from consistorio.economia.facturas.models import Factura, LibroFacturas
from consistorio.plataforma.auditoria.cotejos import Informe, cotejo


@cotejo
def numeros_seguidos(alias: str, informe: Informe) -> None:
    """Each year's numbers are all there, and its book says which is the last."""
    dichos = dict(LibroFacturas.objects.using(alias).values_list("anio", "ultimo"))
    anios = (
        Factura.objects.using(alias)
        .values("anio")
        .annotate(cuantas=Count("id"), primera=Min("numero"), ultima=Max("numero"))
    )
    hallados = {fila["anio"]: fila for fila in anios.order_by("anio")}
    for anio, ultimo in sorted(dichos.items()):
        fila = hallados.get(anio, {"cuantas": 0, "primera": 1, "ultima": 0})
        if (fila["primera"], fila["ultima"]) != (1, ultimo) or fila["cuantas"] != ultimo:
            informe.falla("facturas_factura", anio, f"hay {fila['cuantas']} facturas y el libro va por la {ultimo}")
    for anio in sorted(set(hallados) - set(dichos)):
        informe.falla("facturas_librofacturas", anio, "hay facturas de ese año y no está su libro")
