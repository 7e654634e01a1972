"""Cases are found by the words of their titles and by the streets of their answers, through one index."""

from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras
from consistorio.tramitacion.expedientes.lugares import LUGARES


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0010_abiertos_de_version")]
    operations = [
        migrations.AddIndex("expediente", indice_de_palabras("expediente_palabras", "titulo", LUGARES)),
        migrations.RemoveIndex("expediente", "expediente_titulo_trgm"),
    ]
