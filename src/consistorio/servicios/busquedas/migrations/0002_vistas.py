"""The views of a list that each member of the staff keeps. Two new tables, at no cost by rows."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7


class Migration(migrations.Migration):
    dependencies = [("busquedas", "0001_initial"), ("organizacion", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="VistaGuardada",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("lista", models.SlugField(db_index=False, max_length=30)),
                ("nombre", models.CharField(max_length=80)),
                ("filtros", models.JSONField()),
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
                "verbose_name": "vista guardada",
                "indexes": [
                    models.Index(fields=["unidad", "lista"], condition=Q(unidad__isnull=False), name="vista_de_unidad")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["empleado", "lista", "nombre"], name="vista_nombre_unico"),
                    models.CheckConstraint(
                        condition=~Q(nombre="") & ~Q(lista="") & ~Q(filtros={}), name="vista_dice_algo"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VistaPrimera",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("lista", models.SlugField(db_index=False, max_length=30)),
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
                    "vista",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="primeras",
                        to="busquedas.vistaguardada",
                    ),
                ),
            ],
            options={
                "verbose_name": "vista que se abre primero",
                "constraints": [models.UniqueConstraint(fields=["empleado", "lista"], name="vista_primera_una")],
            },
        ),
    ]
