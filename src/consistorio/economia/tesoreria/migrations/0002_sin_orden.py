"""Refunds and payments of no budget in the lists of payments: what was proposed to be paid, and a third thing that a line may be of."""

import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models
from django.db.migrations import RunSQL

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable

PROPUESTO = ("id", "concepto_id", "linea_id", "persona_id", "importe", "texto", "fecha", "propuesto_el", "propuesto_por")
LINEA = (
    "id", "relacion_id", "orden", "operacion_id", "cerrado_id", "propuesto_id", "persona_id", "cuenta_id", "nombre", "iban", "bic", "referencia", "concepto",
    "importe", "liquido", "descuentos",
)


class Migration(migrations.Migration):
    dependencies = [
        ("identidad", "0005_persona_por_numero"),
        ("presupuesto", "0009_cerrado_por_su_origen"),
        ("tesoreria", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PagoPropuesto",
            fields=[
                ("id", models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ("importe", models.DecimalField(decimal_places=2, max_digits=14)),
                ("texto", models.CharField(max_length=300)),
                ("fecha", models.DateField()),
                ("propuesto_el", models.DateTimeField()),
                ("propuesto_por", models.UUIDField()),
                ("retirado_el", models.DateTimeField(blank=True, null=True)),
                ("retirado_por", models.UUIDField(blank=True, null=True)),
                ("motivo", models.CharField(blank=True, max_length=300)),
                ("concepto", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="presupuesto.conceptonopresupuestario")),
                ("linea", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="presupuesto.lineaoperacion")),
                ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="identidad.persona")),
            ],
            options={
                "verbose_name": "pago no presupuestario propuesto",
                "verbose_name_plural": "pagos no presupuestarios propuestos",
                "indexes": [models.Index(condition=models.Q(("retirado_el", None)), fields=["fecha"], name="pago_propuesto_vivos")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("importe__gt", 0), models.Q(("texto", ""), _negated=True)), name="pago_propuesto_entero"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("motivo", ""), ("retirado_el", None), ("retirado_por", None)),
                            models.Q(("retirado_el__isnull", False), ("retirado_por__isnull", False), models.Q(("motivo", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pago_propuesto_retirado",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lineadepago",
            name="propuesto",
            field=models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="lineas", to="tesoreria.pagopropuesto"),
        ),
        migrations.RemoveConstraint(model_name="lineadepago", name="linea_pago_de_algo"),
        migrations.AddConstraint(
            model_name="lineadepago",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    django.db.models.expressions.Func(
                        models.F("operacion"), models.F("cerrado"), models.F("propuesto"),
                        function="num_nonnulls", output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="linea_pago_de_algo",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineadepago",
            constraint=models.UniqueConstraint(condition=models.Q(("viva", True)), fields=("propuesto",), name="linea_pago_un_propuesto"),
        ),
        RunSQL(
            sql=[
                "DROP TRIGGER tesoreria_lineadepago_inmutable ON tesoreria_lineadepago",
                "DROP TRIGGER tesoreria_lineadepago_sin_truncar ON tesoreria_lineadepago",
            ],
            reverse_sql=RunSQL.noop,
        ),
        hacer_inmutable("tesoreria_lineadepago", *LINEA),
        hacer_inmutable("tesoreria_pagopropuesto", *PROPUESTO),
        cerrar_filas("tesoreria_pagopropuesto", "OLD.retirado_el IS NOT NULL", "retirado"),
    ]
