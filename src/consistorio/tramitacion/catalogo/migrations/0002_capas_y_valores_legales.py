"""What each procedure adds is kept beside what it composes; legal values have rows, of who answers for them; drafts of the areas.

A version that was in preparation is in trial now. The legal values of the newest version of each procedure become rows, written when that
version was loaded. Cost: columns with a constant default or empty, which rewrite no row; one pass over the versions, which are hundreds.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable
from consistorio.tramitacion.catalogo.migrations._cerrojo import CERROJO, CERROJO_ANTERIOR

EN_ENSAYO = """
ALTER TABLE catalogo_versionprocedimiento DISABLE TRIGGER catalogo_version_cerrojo;
UPDATE catalogo_versionprocedimiento SET estado = 'ensayo' WHERE estado = 'borrador';
ALTER TABLE catalogo_versionprocedimiento ENABLE TRIGGER catalogo_version_cerrojo;
"""
VALORES = """
INSERT INTO catalogo_valorlegal (id, procedimiento, campo, valor, desde, hasta, anotado_el)
SELECT gen_random_uuid(), p.codigo, l.key, l.value, NULLIF(l.value->>'desde', '')::date, NULLIF(l.value->>'hasta', '')::date, v.cargada_el
FROM catalogo_procedimiento p
JOIN LATERAL (SELECT * FROM catalogo_versionprocedimiento v WHERE v.procedimiento_id = p.id ORDER BY numero DESC LIMIT 1) v ON true
CROSS JOIN LATERAL jsonb_each(v.definicion->'legal') l;
"""
FIJAS = "OLD.id IS DISTINCT FROM NEW.id OR OLD.codigo <> NEW.codigo OR OLD.abierto_el <> NEW.abierto_el OR NEW.edicion < OLD.edicion"


class Migration(migrations.Migration):
    dependencies = [("catalogo", "0001_initial"), ("organizacion", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("versionprocedimiento", "version_estado_con_fechas"),
        migrations.RunSQL(EN_ENSAYO, migrations.RunSQL.noop),
        migrations.AlterField(
            "versionprocedimiento",
            "estado",
            models.CharField(
                choices=[
                    ("ensayo", "En ensayo"),
                    ("publicada", "Publicada"),
                    ("retirada", "Retirada"),
                    ("descartada", "Descartada"),
                ],
                default="ensayo",
                max_length=10,
            ),
        ),
        migrations.AddField("versionprocedimiento", "capa", models.JSONField(default=dict)),
        migrations.AddField(
            "versionprocedimiento",
            "modelo_area",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versiones_de_area",
                to="catalogo.modelo",
            ),
        ),
        migrations.AddField("versionprocedimiento", "cargada_por", models.UUIDField(blank=True, null=True)),
        migrations.AddField("versionprocedimiento", "publicada_por", models.UUIDField(blank=True, null=True)),
        migrations.AddConstraint(
            "versionprocedimiento",
            models.CheckConstraint(
                condition=Q(
                    Q(estado="ensayo", publicada_el=None, retirada_el=None),
                    Q(estado="publicada", publicada_el__isnull=False, retirada_el=None),
                    Q(estado="retirada", publicada_el__isnull=False, retirada_el__isnull=False),
                    Q(estado="descartada", publicada_el=None, retirada_el__isnull=False),
                    _connector="OR",
                ),
                name="version_estado_con_fechas",
            ),
        ),
        migrations.AddConstraint(
            "versionprocedimiento",
            models.CheckConstraint(
                condition=Q(("cargada_por", None), ("publicada_por", None), Q(("cargada_por", F("publicada_por")), _negated=True), _connector="OR"),
                name="version_la_publica_otra_persona",
            ),
        ),
        migrations.CreateModel(
            name="ValorLegal",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("procedimiento", models.CharField(max_length=60)),
                ("campo", models.CharField(max_length=12)),
                ("valor", models.JSONField()),
                ("desde", models.DateField(blank=True, null=True)),
                ("hasta", models.DateField(blank=True, null=True)),
                ("anotado_el", models.DateTimeField()),
            ],
            options={
                "verbose_name": "valor legal",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(campo__in=["plazo", "silencio", "organo", "recursos", "tasa", "conservacion"]),
                        name="valor_legal_campo",
                    ),
                    models.CheckConstraint(
                        condition=Q(("hasta", None), ("hasta__gte", F("desde")), _connector="OR"),
                        name="valor_legal_periodo",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["procedimiento", "campo", "anotado_el"], name="valor_legal_procedimiento")
                ],
            },
        ),
        migrations.RunSQL(VALORES, migrations.RunSQL.noop),
        hacer_inmutable("catalogo_valorlegal"),
        migrations.CreateModel(
            name="BorradorProcedimiento",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("codigo", models.CharField(max_length=60)),
                ("area", models.CharField(max_length=60)),
                ("capa", models.JSONField()),
                ("edicion", models.PositiveIntegerField(default=1)),
                ("abierto_el", models.DateTimeField()),
                ("editado_el", models.DateTimeField()),
                ("cerrado_el", models.DateTimeField(blank=True, null=True)),
                (
                    "abierto_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizacion.empleado"
                    ),
                ),
                (
                    "editado_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizacion.empleado"
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="borradores",
                        to="catalogo.versionprocedimiento",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="borrador",
                        to="catalogo.versionprocedimiento",
                    ),
                ),
            ],
            options={
                "verbose_name": "borrador de procedimiento",
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(cerrado_el=None), fields=("codigo",), name="borrador_procedimiento_uno_abierto"
                    )
                ],
                "indexes": [models.Index(fields=["area", "cerrado_el"], name="borrador_procedimiento_area")],
            },
        ),
        cerrar_filas("catalogo_borradorprocedimiento", FIJAS, "fija"),
        migrations.RunSQL(CERROJO, CERROJO_ANTERIOR),
    ]
