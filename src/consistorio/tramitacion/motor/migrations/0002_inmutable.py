"""An extension of the term is an act: it never changes. What was asked of the citizen and on which document does not either."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("motor", "0001_initial")]
    operations = [
        hacer_inmutable("motor_ampliacion"),
        hacer_inmutable("motor_requerimiento", "expediente_id", "documento_id", "defectos", "dias", "suspende", "emitido_el"),
        hacer_inmutable("motor_plazo", "expediente_id", "inicio", "vence_inicial"),
    ]
