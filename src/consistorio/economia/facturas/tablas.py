"""The reports of the law as tables, for pages and for a spreadsheet (`nucleo.hojas.en_csv`)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.facturas.consultas import FacturaConRelojes
from consistorio.economia.facturas.plazo_medio import Medio
from consistorio.nucleo.hojas import TablaDeTexto
from consistorio.nucleo.reloj import en_madrid


def sin_obligacion(facturas: Sequence[FacturaConRelojes]) -> TablaDeTexto:
    """Those noted more than three months before and without an obligation (Ley 25/2013 art. 10.1)."""
    cabeceras = [
        *(
            _("Código"),
            _("Emisor"),
            _("NIF"),
            _("Serie y número"),
            _("Total"),
            _("Entrada"),
            _("Días"),
            _("Estado"),
            _("Unidad"),
        ),
    ]
    filas = [
        [
            c.factura.codigo,
            c.factura.emisor_nombre,
            c.factura.emisor_nif,
            f"{c.factura.serie}{c.factura.numero_factura}",
            importe(c.factura.total),
            f"{en_madrid(c.factura.entrada_el):%d/%m/%Y}",
            str(c.relojes.desde_entrada),
            c.factura.get_estado_display(),
            c.factura.unidad.nombre if c.factura.unidad is not None else "",
        ]
        for c in facturas
    ]
    return TablaDeTexto(cabeceras, filas)


def pmp(medios: Sequence[Medio]) -> TablaDeTexto:
    """The average period of payment of each area, and of the whole town (RD 635/2014 art. 5 and 6)."""
    cabeceras = [
        *(
            _("Área"),
            _("Pagado"),
            _("Ratio de pagadas"),
            _("Pendiente"),
            _("Ratio de pendientes"),
            _("Período medio de pago"),
        ),
    ]
    filas = [
        [
            medio.area or _("Ayuntamiento"),
            importe(medio.pagado),
            importe(medio.ratio_pagadas),
            importe(medio.pendiente),
            importe(medio.ratio_pendientes),
            importe(medio.pmp),
        ]
        for medio in medios
    ]
    return TablaDeTexto(cabeceras, filas)


def importe(numero: Decimal | None) -> str:
    """A number as a Spanish spreadsheet reads it."""
    return f"{numero:.2f}".replace(".", ",") if numero is not None else ""
