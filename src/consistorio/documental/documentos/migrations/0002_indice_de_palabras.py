"""Documents are found by the words of their titles without reading them all."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras


class Migration(migrations.Migration):
    dependencies = [("documentos", "0001_initial")]
    operations = [
        TrigramExtension(),
        migrations.AddIndex("documento", indice_de_palabras("documento_titulo_trgm", "titulo")),
    ]
