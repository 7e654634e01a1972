"""A version of a form never changes: who started with it ends with it."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("formularios", "0001_initial")]
    operations = [hacer_inmutable("formularios_definicionformulario")]
