"""Resolutions are found by the words of their subject without reading them all."""

from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras


class Migration(migrations.Migration):
    dependencies = [("resoluciones", "0002_acuerdos_en_sesion")]
    operations = [migrations.AddIndex("resolucion", indice_de_palabras("resolucion_palabras", "asunto"))]
