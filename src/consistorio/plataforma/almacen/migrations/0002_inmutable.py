"""Content never changes once in; only what the antivirus says of it does."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("almacen", "0001_initial"), ("auditoria", "0002_inmutable")]
    operations = [hacer_inmutable("almacen_contenido", "sha256", "tamano", "tipo_mime", "guardado")]
