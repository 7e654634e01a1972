"""What somebody did about a job is never changed."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_inicial")]
    operations = [hacer_inmutable("supervision_intervenciontrabajo")]
