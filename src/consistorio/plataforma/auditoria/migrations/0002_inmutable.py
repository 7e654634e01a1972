"""The log is append-only (ENS op.exp.8)."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0001_initial")]
    operations = [hacer_inmutable("auditoria_evento"), hacer_inmutable("auditoria_acceso")]
