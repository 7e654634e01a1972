"""Operations are found by what was written of them, through one index."""

from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras


class Migration(migrations.Migration):
    dependencies = [("presupuesto", "0018_cargado_por_el_banco"), ("identidad", "0004_indice_de_palabras")]
    operations = [migrations.AddIndex("operacion", indice_de_palabras("operacion_palabras", "texto", "factura"))]
