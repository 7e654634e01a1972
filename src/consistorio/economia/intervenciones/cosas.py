"""What is examined, as the control names it: an invoice, an operation of the budget or a case."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.models import Expediente

CERO = Decimal("0.00")


@dato
class Cosa:
    """What the control is about. Amounts in euros; `tercero`: who is paid, in words."""

    objeto: str
    asunto: str
    importe: Decimal
    sin_iva: Decimal
    unidad: Unidad
    expediente: Expediente | None
    tercero: str = ""
    tercero_id: UUID | None = None


def de_factura(factura: Factura) -> Cosa:
    """An invoice: of its unit or, where it has none, of Intervención."""
    return Cosa(
        factura.referencia,
        f"{_('Factura')} {factura.codigo}. {factura.concepto}".strip(". ")[:300],
        factura.obligado,
        factura.base if factura.base is not None else factura.obligado,
        factura.unidad or unidad_de_intervencion(),
        factura.expediente,
        factura.emisor_nombre,
        factura.emisor.persona_id if factura.emisor is not None else None,
    )


def de_expediente(expediente: Expediente, importe: Decimal) -> Cosa:
    """What a case spends."""
    asunto = f"{expediente.version.procedimiento.nombre} {expediente.numero}"
    return Cosa(f"expediente:{expediente.id}", asunto[-300:], importe, importe, expediente.unidad, expediente)


def de_operacion(operacion: Operacion, casos: dict[UUID, Expediente], unidad: Unidad | None) -> Cosa:
    """An obligation that is noted: of the unit of its case or, if it is of none, of the one that is said, or of Intervención."""
    caso = casos.get(operacion.expediente_id) if operacion.expediente_id is not None else None
    suya = caso.unidad if caso is not None else unidad or unidad_de_intervencion()
    tercero = operacion.tercero.nombre_completo if operacion.tercero is not None else ""
    asunto, importe = f"{operacion}. {operacion.texto}"[:300], operacion.importe
    return Cosa(f"operacion:{operacion.id}", asunto, importe, importe, suya, caso, tercero, operacion.tercero_id)


def unidades_de_facturas(operaciones: Iterable[Operacion]) -> dict[UUID, Unidad]:
    """The units that conformed what some obligations recognise, by obligation."""
    suyas = Factura.objects.select_related("unidad").filter(operacion_o_id__in=[una.id for una in operaciones])
    return {
        una.operacion_o_id: una.unidad for una in suyas if una.operacion_o_id is not None and una.unidad is not None
    }


def unidad_de_intervencion() -> Unidad:
    """The unit of the post of Intervención. Raises DatosIncorrectos (no post embodies it)."""
    try:
        return puesto_de_organo("intervencion").unidad
    except NoEncontrado as error:
        mensaje = _("Ningún puesto es el de Intervención.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)]) from error


def de_las_obligaciones(operaciones: Iterable[UUID]) -> dict[UUID, set[str]]:
    """How the control names some obligations, by each: themselves, the invoices that they recognise, and the cases of them and of these."""
    suyas: dict[UUID, set[str]] = {una: {f"operacion:{una}"} for una in operaciones}
    casos = Operacion.objects.filter(id__in=suyas, expediente_id__isnull=False).values_list("id", "expediente_id")
    for una, caso in casos:
        suyas[una].add(f"expediente:{caso}")
    facturas = Factura.objects.filter(operacion_o_id__in=suyas).values_list("operacion_o_id", "id", "expediente_id")
    for obligacion, factura, caso in facturas:
        if obligacion is not None:
            suyas[obligacion] |= {f"factura:{factura}"} | ({f"expediente:{caso}"} if caso is not None else set())
    return suyas
