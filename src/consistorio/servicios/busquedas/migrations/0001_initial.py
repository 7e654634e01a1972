"""The searches that each member of the staff keeps. A new table, at no cost by rows."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [("organizacion", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="BusquedaGuardada",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("nombre", models.CharField(max_length=80)),
                ("texto", models.CharField(max_length=100)),
                ("clase", models.SlugField(blank=True, db_index=False, max_length=20)),
                ("guardada_el", models.DateTimeField()),
                (
                    "empleado",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizacion.empleado",
                    ),
                ),
                (
                    "unidad",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizacion.unidad",
                    ),
                ),
            ],
            options={
                "verbose_name": "búsqueda guardada",
                "indexes": [
                    models.Index(fields=["unidad", "nombre"], condition=Q(unidad__isnull=False), name="busqueda_de_unidad")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["empleado", "nombre"], name="busqueda_nombre_unico"),
                    models.CheckConstraint(condition=~Q(nombre="") & ~Q(texto=""), name="busqueda_dice_algo"),
                ],
            },
        )
    ]
