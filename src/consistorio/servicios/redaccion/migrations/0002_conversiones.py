"""The PDF that is made of a version written as a text. An empty table."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

PROTEGE = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("redaccion", "0001_initial"), ("almacen", "0001_initial"), ("organizacion", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Conversion",
            [
                (
                    "version",
                    models.OneToOneField(
                        on_delete=PROTEGE,
                        primary_key=True,
                        related_name="conversion",
                        serialize=False,
                        to="redaccion.versionborrador",
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Convirtiéndose a PDF"),
                            ("hecha", "Convertida a PDF"),
                            ("fallida", "No se ha podido convertir"),
                        ],
                        default="pendiente",
                        max_length=9,
                    ),
                ),
                ("motivo", models.CharField(blank=True, max_length=500)),
                ("pedida_el", models.DateTimeField()),
                (
                    "pdf",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=PROTEGE, related_name="+", to="almacen.contenido"
                    ),
                ),
                (
                    "pedida_por",
                    models.ForeignKey(on_delete=PROTEGE, related_name="+", to="organizacion.empleado"),
                ),
            ],
            options={
                "verbose_name": "conversión de un borrador",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(estado="hecha", pdf__isnull=False) | (~Q(estado="hecha") & Q(pdf=None)),
                        name="conversion_con_su_pdf",
                    ),
                    models.CheckConstraint(
                        condition=~Q(estado="fallida") | ~Q(motivo=""), name="conversion_por_que_no"
                    ),
                ],
            },
        ),
    ]
