"""Who compared each scan with its paper; an empty table."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("documentos", "0002_inmutable")]
    operations = [
        migrations.CreateModel(
            name="Cotejo",
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
                ("habilitado", models.UUIDField()),
                ("quien", models.CharField(max_length=250)),
                ("cotejado_el", models.DateTimeField()),
                ("escaneo", models.CharField(max_length=64)),
                (
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cotejo",
                        to="documentos.documento",
                    ),
                ),
            ],
            options={
                "verbose_name": "cotejo de un documento en papel",
                "constraints": [
                    models.CheckConstraint(condition=~Q(quien=""), name="cotejo_con_quien"),
                    models.CheckConstraint(condition=Q(escaneo__regex=r"^[0-9a-f]{64}$"), name="cotejo_escaneo"),
                ],
            },
        ),
        hacer_inmutable("documentos_cotejo"),
    ]
