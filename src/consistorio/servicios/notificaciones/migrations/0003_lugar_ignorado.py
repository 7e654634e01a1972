"""What has nowhere to go is announced in the BOE, with its reason; a printing keeps the address that it bears.

Cost: an empty table, a trigger, and a column with a constant default that rewrites nothing. A letter that was printed before and
waits to be posted is printed again.
"""

import django.db.models.deletion
from django.db import migrations, models

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("notificaciones", "0002_retirada")]
    operations = [
        migrations.AddField(
            model_name="impresionpapel",
            name="direccion",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="LugarIgnorado",
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
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("lugar", "Se ignora dónde notificarle"),
                            ("desconocida", "Es una persona desconocida: no se sabe quién es"),
                        ],
                        max_length=12,
                    ),
                ),
                ("averiguado", models.CharField(max_length=500)),
                ("momento", models.DateTimeField()),
                ("por", models.UUIDField()),
                (
                    "notificacion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lugar_ignorado",
                        to="notificaciones.notificacion",
                    ),
                ),
            ],
            options={"verbose_name": "lugar de notificación que se ignora"},
        ),
        migrations.AddConstraint(
            model_name="lugarignorado",
            constraint=models.CheckConstraint(
                condition=models.Q(("averiguado", ""), _negated=True), name="lugar_ignorado_averiguado"
            ),
        ),
        hacer_inmutable("notificaciones_lugarignorado"),
    ]
