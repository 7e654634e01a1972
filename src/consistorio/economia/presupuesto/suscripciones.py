"""What this room asks of what others note: it raises in the transaction that notes it. It only reads."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito

_GASTO: Final = ("2", "3", "6")  # what is bought, in the chart


@suscrito("contabilidad.asiento.anotado")
def asiento_directo(hecho: HechoAnotado) -> None:
    """What is bought is owed by the budget, or in 413: an entry by hand that owed it in a concept of no budget would be paid with neither credit nor obligation. Raises
    DatosIncorrectos with every row, in the transaction of who notes it."""
    acreedores = ConceptoNoPresupuestario.objects.filter(naturaleza=ConceptoNoPresupuestario.Naturaleza.ACREEDOR)
    cuentas = tuple(acreedores.values_list("cuenta", flat=True))
    apuntes = Apunte.objects.filter(asiento=UUID(str(hecho.datos["asiento_id"]))).order_by("orden")
    problemas = []
    for n, uno in enumerate(apuntes, 1):
        debe, haber = (uno.debe_id, uno.haber_id) if uno.importe > 0 else (uno.haber_id, uno.debe_id)
        if cuentas and haber.startswith(cuentas) and debe.startswith(_GASTO):
            mensaje = _(
                "Un gasto no se debe en la cuenta %(cuenta)s, que es de un concepto no presupuestario: reconózcalo en el presupuesto, o anótelo en la 413."
            )
            problemas.append(Problema(f"lineas.{n}", mensaje % {"cuenta": haber}))
    if problemas:
        raise DatosIncorrectos(_("El asiento no se ha anotado."), problemas=problemas)
