"""What stops a payment, or sends part of it to another, as the ficha of the third party says (TRLRHL 187; LGT 71-73 and 169)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.tipos import CERO, Cabecera
from consistorio.economia.terceros.consultas import bloqueos_de, reparto_de
from consistorio.economia.terceros.models import Bloqueo
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe


@dato
class Debido:
    """What is paid to somebody in a line: its place, to whom (a Persona), how many euros, of which invoice."""

    linea: int
    tercero_id: UUID
    importe: Decimal
    factura_id: UUID | None = None


def problemas_de(debidos: Iterable[Debido], cabecera: Cabecera, *, descontado: Decimal | None = None) -> list[Problema]:
    """Why those payments may not go out. `descontado`: what is kept of them, in euros, which must reach what is seized; None while they are only ordered."""
    problemas, embargado = list[Problema](), CERO
    por_quien: defaultdict[tuple[UUID, UUID | None], list[Debido]] = defaultdict(list)
    for debido in debidos:
        por_quien[debido.tercero_id, debido.factura_id].append(debido)
    for (tercero_id, factura_id), suyos in por_quien.items():
        objeto = f"factura:{factura_id}" if factura_id is not None else ""
        bloqueos = bloqueos_de(tercero_id, en=cabecera.fecha, objeto=objeto)
        if not bloqueos:
            continue
        total = sum((uno.importe for uno in suyos), CERO)
        reparto = reparto_de(bloqueos, centimos=int(total * 100))
        clases = {uno.id: uno for uno in bloqueos}
        for parado in reparto.parado_por:
            mensaje = _("El pago a este tercero está parado: %(por)s. Lo levanta la Tesorería en su ficha.")
            dicho = mensaje % {"por": clases[parado].get_clase_display().lower()}
            problemas.append(Problema(f"lineas.{suyos[0].linea}", dicho))
        embargado += sum(
            (
                Decimal(parte.centimos) / 100
                for parte in reparto.partes
                if parte.traba_id is not None and clases[parte.traba_id].clase == Bloqueo.Clase.EMBARGO
            ),
            CERO,
        )
    if descontado is not None and embargado > descontado:
        mensaje = _("Hay %(cuanto)s embargados: descuéntelos del pago, en un concepto no presupuestario.")
        problemas.append(Problema("descuentos", mensaje % {"cuanto": Importe(embargado)}))
    return problemas
