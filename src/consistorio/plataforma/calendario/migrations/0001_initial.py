"""What was published is corrected by another version, never changed (LPACAP art. 30.7); calendars of other municipalities are found
by name (30.6).
"""

from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="DesfaseReloj",
                fields=[
                    ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ("desfase", models.DurationField()),
                ],
                options={
                    "verbose_name": "desfase del reloj",
                    "constraints": [models.CheckConstraint(condition=Q(("id", 1)), name="desfase_una_fila")],
                },
            ),
            migrations.CreateModel(
                name="PublicacionCalendario",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("ambito", models.CharField(choices=[("nacional", "Nacional"), ("autonomico", "Autonómico"), ("local", "Local")], max_length=10)),
                    ("territorio", models.CharField(max_length=5)),
                    ("municipio", models.CharField(blank=True, max_length=80)),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("version", models.PositiveSmallIntegerField()),
                    ("disposicion", models.CharField(max_length=300)),
                    ("cotejada", models.BooleanField(default=False)),
                    ("dias", models.JSONField()),
                    ("huella", models.CharField(max_length=64)),
                    ("publicada_el", models.DateTimeField()),
                    ("publicada_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "calendario de días inhábiles",
                    "verbose_name_plural": "calendarios de días inhábiles",
                    "constraints": [
                        models.UniqueConstraint(fields=("ambito", "territorio", "anio", "version"), name="calendario_version_unica"),
                        models.CheckConstraint(condition=Q(("version__gte", 1)), name="calendario_version_desde_1"),
                        models.CheckConstraint(condition=Q(("anio__range", (1900, 9999))), name="calendario_anio"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("ambito", "nacional"), ("territorio", "ES")),
                                Q(("ambito", "autonomico"), ("territorio__regex", "^[0-9]{2}$")),
                                Q(("ambito", "local"), ("territorio__regex", "^[0-9]{5}$")),
                                _connector="OR",
                            ),
                            name="calendario_territorio_de_su_ambito",
                        ),
                    ],
                },
            ),
        ),
        hacer_inmutable("calendario_publicacioncalendario"),
    ]
