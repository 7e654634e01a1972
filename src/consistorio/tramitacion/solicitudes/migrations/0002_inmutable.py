"""What was filed is kept as it was filed."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("solicitudes", "0001_initial")]
    operations = [
        hacer_inmutable("solicitudes_solicitud"),
        hacer_inmutable("solicitudes_aportacion"),
        hacer_inmutable("solicitudes_evidencia"),
    ]
