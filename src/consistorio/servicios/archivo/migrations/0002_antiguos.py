"""Cases of the program that the town hall had before. Two empty tables, whose rows never change."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    dependencies = [
        ("archivo", "0001_initial"),
        ("documentos", "0001_initial"),
        ("expedientes", "0001_initial"),
    ]
    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="ExpedienteAntiguo",
                fields=[
                    (
                        "expediente",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="antiguo",
                            serialize=False,
                            to="expedientes.expediente",
                        ),
                    ),
                    ("numero", models.CharField(max_length=30, unique=True)),
                    ("procedimiento", models.CharField(blank=True, max_length=200)),
                    ("estado", models.CharField(blank=True, max_length=60)),
                    ("sin_identificar", models.JSONField(default=list)),
                    ("huella", models.CharField(max_length=64)),
                    ("importado_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "expediente de otro programa",
                    "constraints": [
                        models.CheckConstraint(condition=Q(huella__regex=r"^[0-9a-f]{64}$"), name="antiguo_huella")
                    ],
                },
            ),
            migrations.CreateModel(
                name="DocumentoAntiguo",
                fields=[
                    (
                        "documento",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="antiguo",
                            serialize=False,
                            to="documentos.documento",
                        ),
                    ),
                    (
                        "antiguo",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="documentos",
                            to="archivo.expedienteantiguo",
                        ),
                    ),
                    ("ruta", models.TextField()),
                    ("fecha", models.DateField(blank=True, null=True)),
                    ("tipo", models.CharField(blank=True, max_length=60)),
                    ("sha256", models.CharField(max_length=64)),
                ],
                options={
                    "verbose_name": "documento de otro programa",
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documento_antiguo_huella"
                        )
                    ],
                },
            ),
        ),
        hacer_inmutable("archivo_expedienteantiguo"),
        hacer_inmutable("archivo_documentoantiguo"),
    ]
