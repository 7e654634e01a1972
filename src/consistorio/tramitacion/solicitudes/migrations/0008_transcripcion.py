"""The answers written down from paper applications; an empty table."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [
        ("expedientes", "0001_initial"),
        ("formularios", "0001_initial"),
        ("solicitudes", "0007_recurso_administrativo"),
    ]
    operations = [
        migrations.CreateModel(
            name="Transcripcion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=consistorio.nucleo.identificadores.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("numero", models.PositiveIntegerField()),
                ("datos", models.JSONField()),
                ("huella", models.CharField(max_length=64)),
                ("parcial", models.BooleanField(default=False)),
                ("transcrita_por", models.UUIDField()),
                ("quien", models.CharField(max_length=250)),
                ("transcrita_el", models.DateTimeField()),
                (
                    "expediente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transcripciones",
                        to="expedientes.expediente",
                    ),
                ),
                (
                    "formulario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="formularios.definicionformulario",
                    ),
                ),
            ],
            options={
                "verbose_name": "transcripción de una solicitud en papel",
                "constraints": [
                    models.UniqueConstraint(fields=["expediente", "numero"], name="transcripcion_numero_unico"),
                    models.CheckConstraint(condition=Q(numero__gte=1), name="transcripcion_desde_1"),
                    models.CheckConstraint(condition=~Q(quien=""), name="transcripcion_con_quien"),
                ],
            },
        ),
        hacer_inmutable("solicitudes_transcripcion"),
    ]
