"""The accounts, held by every verification of the database."""

from __future__ import annotations

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.plataforma.auditoria.cotejos import Informe, cotejo
from consistorio.plataforma.base.villa import en_la_villa


@cotejo
def ejercicios_contables(alias: str, informe: Informe) -> None:
    """Every year of the accounts passes its checks."""
    with en_la_villa(alias):
        for anio in Ejercicio.objects.order_by("anio").values_list("anio", flat=True):
            informe.contar("ejercicios contables")
            for hallazgo in comprobar(anio):
                informe.falla(Ejercicio._meta.db_table, anio, f"{hallazgo.comprobacion}: {hallazgo.texto}")
