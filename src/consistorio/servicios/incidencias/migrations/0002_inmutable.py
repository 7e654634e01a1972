"""A decision that was sent to sign says for ever what it says; only what becomes of it is written later."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("incidencias", "0001_initial")]
    operations = [
        hacer_inmutable(
            "incidencias_ampliaciondeplazos",
            "incidencia_id",
            "hasta",
            "motivo",
            "documento_id",
            "propuesta_el",
            "propuesta_por",
        ),
    ]
