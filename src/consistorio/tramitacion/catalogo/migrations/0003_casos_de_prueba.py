"""Made-up cases that every version of a procedure must pass before it is published."""

from django.db import migrations, models

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

COLUMNAS = ("id", "procedimiento", "nombre", "caso", "esperado", "guardado_el")


class Migration(migrations.Migration):
    dependencies = [("catalogo", "0002_capas_y_valores_legales")]
    operations = [
        migrations.CreateModel(
            name="CasoDePrueba",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("procedimiento", models.CharField(max_length=60)),
                ("nombre", models.CharField(max_length=160)),
                ("caso", models.JSONField()),
                ("esperado", models.JSONField()),
                ("guardado_el", models.DateTimeField()),
                ("retirado_el", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "caso de prueba",
                "indexes": [
                    models.Index(fields=["procedimiento", "guardado_el"], name="caso_de_prueba_procedimiento")
                ],
            },
        ),
        hacer_inmutable("catalogo_casodeprueba", *COLUMNAS),
    ]
