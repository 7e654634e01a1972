"""What was published is corrected by another version, never changed (LPACAP art. 30.7)."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("calendario", "0002_publicacion")]
    operations = [hacer_inmutable("calendario_publicacioncalendario")]
