"""What became of each entry: a row for those that exist already (an insertion of one row an entry: some 10 s a million)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

LLENAR = """
INSERT INTO solicitudes_reparto (asiento_id, unidad_id, llegada, estado, expediente_id, repartido_el)
SELECT a.id,
       coalesce((SELECT r.a_unidad_id FROM registro_redireccionasiento r WHERE r.asiento_id = a.id ORDER BY r.orden DESC LIMIT 1),
                a.unidad_id),
       a.registrado_el,
       CASE WHEN s.id IS NOT NULL THEN 'abierto' WHEN p.id IS NOT NULL THEN 'unido' WHEN n.id IS NOT NULL THEN 'anulado'
            ELSE 'pendiente' END,
       coalesce(s.expediente_id, p.expediente_id),
       coalesce(s.presentada_el, p.presentada_el, n.anulado_el)
FROM registro_asiento a
LEFT JOIN solicitudes_solicitud s ON s.asiento_id = a.id
LEFT JOIN solicitudes_aportacion p ON p.asiento_id = a.id
LEFT JOIN registro_anulacionasiento n ON n.asiento_id = a.id
WHERE a.libro_id = 'E'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("solicitudes", "0003_peticion_de_mas_plazo"),
        ("registro", "0003_domicilio_de_la_parte"),
        ("expedientes", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]
    operations = [
        migrations.AlterField(
            model_name="evidencia",
            name="clase",
            field=models.CharField(
                choices=[
                    ("sesion", "Sesión identificada"),
                    ("certificado", "Firma con certificado propio"),
                    ("presencial", "Firmada ante personal habilitado"),
                    ("documentos", "Firma en los documentos presentados"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Reparto",
            fields=[
                (
                    "asiento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reparto",
                        serialize=False,
                        to="registro.asiento",
                    ),
                ),
                ("llegada", models.DateTimeField()),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Sin repartir"),
                            ("abierto", "Expediente abierto"),
                            ("unido", "Unido a un expediente"),
                            ("anulado", "Asiento anulado"),
                        ],
                        default="pendiente",
                        max_length=10,
                    ),
                ),
                ("repartido_el", models.DateTimeField(blank=True, null=True)),
                (
                    "expediente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repartos",
                        to="expedientes.expediente",
                    ),
                ),
                (
                    "unidad",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repartos", to="organizacion.unidad"
                    ),
                ),
            ],
            options={
                "verbose_name": "reparto de un asiento",
                "indexes": [
                    models.Index(
                        condition=Q(estado="pendiente"),
                        fields=["unidad", "-llegada", "-asiento"],
                        name="reparto_pendiente",
                    ),
                    models.Index(fields=["unidad", "-llegada", "-asiento"], name="reparto_unidad"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(estado__in=("abierto", "unido"), expediente__isnull=False)
                        | Q(estado__in=("pendiente", "anulado"), expediente=None),
                        name="reparto_con_expediente",
                    ),
                    models.CheckConstraint(
                        condition=Q(estado="pendiente", repartido_el=None)
                        | (~Q(estado="pendiente") & Q(repartido_el__isnull=False)),
                        name="reparto_con_fecha",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LLENAR, migrations.RunSQL.noop),
    ]
