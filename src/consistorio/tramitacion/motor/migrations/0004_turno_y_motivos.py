"""The turn of each task among those that are alike (LPACAP 71.2), and the reasons that have to stay on record.

Cost: the two columns are filled in for every task, in one statement that rewrites the table, and an index of the open tasks is made:
see the changelog for what it takes per million rows.
"""

from django.db import migrations, models
from django.utils.translation import gettext_lazy as _

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

RELLENAR = """
UPDATE motor_tarea t SET procedimiento_id = v.procedimiento_id, incoada_el = coalesce(p.inicio, e.abierto_el)
FROM expedientes_expediente e JOIN catalogo_versionprocedimiento v ON v.id = e.version_id
LEFT JOIN motor_plazo p ON p.expediente_id = e.id WHERE e.id = t.expediente_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("motor", "0003_tareas_en_espera"),
        ("catalogo", "0001_initial"),
        ("expedientes", "0004_recientes_de_unidad"),
    ]
    operations = [
        migrations.AddField(
            "tarea",
            "procedimiento",
            models.ForeignKey(
                db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="catalogo.procedimiento"
            ),
        ),
        migrations.AddField("tarea", "incoada_el", models.DateTimeField(null=True)),
        # The keys are looked at now: a table with checks that wait for the end cannot be altered
        migrations.RunSQL(
            [RELLENAR, "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"], migrations.RunSQL.noop
        ),
        migrations.AlterField(
            "tarea",
            "procedimiento",
            models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="catalogo.procedimiento"),
        ),
        migrations.AlterField("tarea", "incoada_el", models.DateTimeField()),
        migrations.AddIndex(
            "tarea",
            models.Index(
                condition=models.Q(cerrada_el=None, del_modelo=True, estado__in=["pendiente", "en_curso"]),
                fields=["unidad", "procedimiento", "codigo", "asignada_a", "incoada_el", "id"],
                name="tarea_por_turno",
            ),
        ),
        migrations.CreateModel(
            name="MotivoDeTarea",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("adelanto", _("Adelantada a otra más antigua")),
                            ("delegacion", _("Delegada en otra persona de la unidad")),
                        ],
                        max_length=10,
                    ),
                ),
                ("texto", models.CharField(max_length=600)),
                ("dado_por", models.UUIDField()),
                ("dado_el", models.DateTimeField()),
                (
                    "anterior",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="motor.tarea",
                    ),
                ),
                (
                    "tarea",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="motivos", to="motor.tarea"),
                ),
            ],
            options={
                "verbose_name": "motivo de una tarea",
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(texto=""), name="motivo_con_texto"),
                    models.CheckConstraint(
                        condition=models.Q(clase="adelanto", anterior__isnull=False)
                        | ~models.Q(clase="adelanto") & models.Q(anterior=None),
                        name="motivo_adelanto_a_cual",
                    ),
                ],
            },
        ),
        hacer_inmutable("motor_motivodetarea"),
    ]
