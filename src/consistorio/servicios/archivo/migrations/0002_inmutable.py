"""A closing is never changed."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("archivo", "0001_initial"), ("auditoria", "0002_inmutable")]
    operations = [
        hacer_inmutable("archivo_cierre"),
        hacer_inmutable("archivo_importacioneni", "id", "id_eni", "original_id", "documento_id", "importado"),
    ]
