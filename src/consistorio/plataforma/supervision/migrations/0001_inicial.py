"""What somebody did about a job is never changed; nor is the mark of a real town's database, which is never taken back."""

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
                name="VillaReal",
                fields=[
                    ("unica", models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                    ("dir3", models.CharField(max_length=9)),
                    ("marcada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "ayuntamiento de verdad",
                    "constraints": [models.CheckConstraint(condition=Q(("unica", True)), name="villa_real_unica")],
                },
            ),
            migrations.CreateModel(
                name="IntervencionTrabajo",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("trabajo", models.BigIntegerField()),
                    ("nombre", models.CharField(max_length=128)),
                    ("que", models.CharField(choices=[("reintentar", "reintentado"), ("abandonar", "abandonado")], max_length=12)),
                    ("motivo", models.CharField(blank=True, max_length=500)),
                    ("actor_id", models.UUIDField()),
                    ("momento", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "intervención en un trabajo",
                    "indexes": [models.Index(fields=["trabajo", "-momento"], name="intervencion_de_trabajo")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(Q(("que", "abandonar"), _negated=True), Q(("motivo", ""), _negated=True), _connector="OR"),
                            name="intervencion_abandono_con_motivo",
                        )
                    ],
                },
            ),
        ),
        hacer_inmutable("supervision_intervenciontrabajo"),
        hacer_inmutable("supervision_villareal"),
    ]
