"""Persons are found by their names without reading them all."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras


class Migration(migrations.Migration):
    dependencies = [("identidad", "0003_prorroga")]
    operations = [
        TrigramExtension(),
        migrations.AddIndex("persona", indice_de_palabras("persona_nombre_trgm", "nombre", "apellido1", "apellido2", "razon_social")),
    ]
