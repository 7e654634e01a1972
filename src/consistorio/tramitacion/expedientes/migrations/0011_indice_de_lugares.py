"""Cases are found by the streets of their answers without reading them all."""

from django.db import migrations

from consistorio.plataforma.orden import indice_de_palabras
from consistorio.tramitacion.expedientes.lugares import LUGARES


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0007_respuestas_y_menciones")]
    operations = [migrations.AddIndex("expediente", indice_de_palabras("expediente_lugar_trgm", LUGARES))]
