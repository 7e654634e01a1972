"""Invoices are found by their numbers, by who sent them and by what they are for, through one index."""

from django.db import migrations

from consistorio.economia.facturas.palabras import PALABRAS
from consistorio.plataforma.orden import indice_de_palabras


class Migration(migrations.Migration):
    dependencies = [("facturas", "0007_hallazgos_asumidos"), ("identidad", "0004_indice_de_palabras")]
    operations = [migrations.AddIndex("factura", indice_de_palabras("factura_palabras", *PALABRAS))]
