"""The model of an area has the life of a procedure: its state, who sent it and who published it, and its drafts.

The newest of each code was in force, and is. Cost: columns with a constant default or empty, and one pass over the models, which are tens.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable

FIJAS = ("id", "clase", "codigo", "numero", "nombre", "definicion", "huella", "cargado_el", "cargado_por")
ABRIR = """
DROP TRIGGER catalogo_modelo_inmutable ON catalogo_modelo;
DROP TRIGGER catalogo_modelo_sin_truncar ON catalogo_modelo;
"""
EN_VIGOR = """
UPDATE catalogo_modelo m SET publicado_el = m.cargado_el, estado = CASE WHEN ultimo.id = m.id THEN 'publicado' ELSE 'retirado' END,
  retirado_el = CASE WHEN ultimo.id = m.id THEN NULL ELSE ultimo.cargado_el END
FROM (SELECT DISTINCT ON (clase, codigo) id, clase, codigo, cargado_el FROM catalogo_modelo ORDER BY clase, codigo, numero DESC) ultimo
WHERE ultimo.clase = m.clase AND ultimo.codigo = m.codigo;
"""
HACIA_ATRAS = (
    "NOT ((OLD.estado = 'ensayo' AND NEW.estado IN ('ensayo', 'publicado', 'descartado')) OR "
    "(OLD.estado = 'publicado' AND NEW.estado = 'retirado' AND "
    "(NEW.publicado_el, NEW.publicado_por) IS NOT DISTINCT FROM (OLD.publicado_el, OLD.publicado_por)))"
)
DEL_BORRADOR = "OLD.id IS DISTINCT FROM NEW.id OR OLD.area <> NEW.area OR OLD.abierto_el <> NEW.abierto_el OR NEW.edicion < OLD.edicion"
ESTADOS = [
    ("ensayo", "En ensayo"),
    ("publicado", "En vigor"),
    ("retirado", "Sustituido"),
    ("descartado", "Descartado"),
]


class Migration(migrations.Migration):
    dependencies = [("catalogo", "0006_dias_de_tablon"), ("organizacion", "0001_initial")]

    operations = [
        migrations.RunSQL(ABRIR, hacer_inmutable("catalogo_modelo").sql),
        migrations.AddField(
            "modelo", "estado", models.CharField(choices=ESTADOS, default="ensayo", max_length=10)
        ),
        migrations.AddField("modelo", "cargado_por", models.UUIDField(blank=True, null=True)),
        migrations.AddField("modelo", "publicado_el", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("modelo", "publicado_por", models.UUIDField(blank=True, null=True)),
        migrations.AddField("modelo", "retirado_el", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(EN_VIGOR, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "modelo",
            models.UniqueConstraint(condition=Q(estado="publicado"), fields=("clase", "codigo"), name="modelo_uno_en_vigor"),
        ),
        migrations.AddConstraint(
            "modelo",
            models.UniqueConstraint(condition=Q(estado="ensayo"), fields=("clase", "codigo"), name="modelo_uno_en_ensayo"),
        ),
        migrations.AddConstraint(
            "modelo",
            models.CheckConstraint(
                condition=Q(
                    Q(estado="ensayo", publicado_el=None, retirado_el=None),
                    Q(estado="publicado", publicado_el__isnull=False, retirado_el=None),
                    Q(estado="retirado", publicado_el__isnull=False, retirado_el__isnull=False),
                    Q(estado="descartado", publicado_el=None, retirado_el__isnull=False),
                    _connector="OR",
                ),
                name="modelo_estado_con_fechas",
            ),
        ),
        migrations.AddConstraint(
            "modelo",
            models.CheckConstraint(
                condition=Q(
                    ("cargado_por", None),
                    ("publicado_por", None),
                    Q(("cargado_por", F("publicado_por")), _negated=True),
                    _connector="OR",
                ),
                name="modelo_lo_publica_otra_persona",
            ),
        ),
        hacer_inmutable("catalogo_modelo", *FIJAS),
        cerrar_filas("catalogo_modelo", HACIA_ATRAS, "hacia_delante"),
        migrations.CreateModel(
            name="BorradorModelo",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
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
                        to="catalogo.modelo",
                    ),
                ),
                (
                    "modelo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="borrador",
                        to="catalogo.modelo",
                    ),
                ),
            ],
            options={
                "verbose_name": "borrador del modelo de un área",
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(cerrado_el=None), fields=("area",), name="borrador_modelo_uno_abierto"
                    )
                ],
            },
        ),
        cerrar_filas("catalogo_borradormodelo", DEL_BORRADOR, "fija"),
    ]
