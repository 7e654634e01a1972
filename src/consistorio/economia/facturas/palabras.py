"""What an invoice is looked for by: its number here and at who sent it, who that is, and what it is for."""

from __future__ import annotations

from django.db.models import TextField
from django.db.models.functions import Concat

# Series and number together, as many suppliers print them
NUMERO_DE_QUIEN_LA_ENVIA = Concat("serie", "numero_factura", output_field=TextField())
PALABRAS = ("codigo", NUMERO_DE_QUIEN_LA_ENVIA, "emisor_nif", "emisor_nombre", "concepto")
