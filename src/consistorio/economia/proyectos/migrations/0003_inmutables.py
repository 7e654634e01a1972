"""What is said to be of a project never changes: a trigger each, on tables of a few rows."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("proyectos", "0002_agente_exclusivo_por_anios")]

    operations = [
        hacer_inmutable("proyectos_aplicaciondeproyecto"),
        hacer_inmutable("proyectos_derechodeagente"),
        hacer_inmutable("proyectos_arrastre"),
    ]
