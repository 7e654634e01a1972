"""Cases are found by part of their number or the words of their titles without reading them all."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0002_direccion_postal")]
    operations = [
        TrigramExtension(),
        migrations.AddIndex("expediente", indice_de_palabras("expediente_titulo_trgm", "titulo")),
        migrations.AddIndex("expediente", GinIndex(OpClass("numero", name="gin_trgm_ops"), name="expediente_numero_trgm")),
    ]
