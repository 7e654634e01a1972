"""The agreements that begin cases of office; an empty table."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("documentos", "0001_initial"), ("solicitudes", "0004_reparto"), ("expedientes", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="InicioDeOficio",
            fields=[
                (
                    "expediente",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="inicio_de_oficio",
                        serialize=False,
                        to="expedientes.expediente",
                    ),
                ),
                (
                    "forma",
                    models.CharField(
                        choices=[
                            ("propia", "Por propia iniciativa (art. 59)"),
                            ("orden", "Por orden de un órgano superior (art. 60)"),
                            ("peticion", "Por petición razonada de otro órgano (art. 61)"),
                            ("denuncia", "Por denuncia (art. 62)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("organo", models.CharField(max_length=160)),
                ("motivo", models.TextField()),
                ("acordado_el", models.DateField()),
                ("documento", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento")),
                ("anotado_el", models.DateTimeField()),
            ],
            options={
                "verbose_name": "inicio de oficio",
                "constraints": [
                    models.CheckConstraint(condition=~Q(motivo="") & ~Q(organo=""), name="inicio_de_oficio_motivado"),
                ],
            },
        ),
        hacer_inmutable("solicitudes_iniciodeoficio"),
    ]
