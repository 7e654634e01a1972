"""A closing is never changed; the time stamp of its index does not change once put, nor does a closing that was asked for once it is
signed.
"""

from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

SELLOS = [
    "CREATE TRIGGER archivo_selloindice_puesto BEFORE UPDATE OR DELETE ON archivo_selloindice "
    "FOR EACH ROW WHEN (OLD.sellado_el IS NOT NULL) EXECUTE FUNCTION consistorio_inmutable()",
    "CREATE TRIGGER archivo_selloindice_sin_truncar BEFORE TRUNCATE ON archivo_selloindice "
    "FOR EACH STATEMENT EXECUTE FUNCTION consistorio_inmutable()",
]
SIN_SELLOS = [
    "DROP TRIGGER archivo_selloindice_puesto ON archivo_selloindice",
    "DROP TRIGGER archivo_selloindice_sin_truncar ON archivo_selloindice",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("almacen", "0001_initial"),
        ("documentos", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="CierrePedido",
                fields=[
                    (
                        "expediente",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="cierre_pedido", serialize=False, to="expedientes.expediente"
                        ),
                    ),
                    ("resultado", models.CharField(max_length=40)),
                    ("momento", models.DateTimeField()),
                    ("entradas", models.JSONField()),
                    (
                        "indice_visible",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento"),
                    ),
                    ("pendiente_desde", models.DateTimeField(blank=True, null=True)),
                    ("incidencia", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "verbose_name": "cierre pedido",
                    "indexes": [
                        models.Index(condition=Q(("pendiente_desde__isnull", False)), fields=["pendiente_desde"], name="cierre_pedido_pendiente")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(("pendiente_desde__isnull", False), ("indice_visible__isnull", False), _connector="OR"),
                            name="cierre_pedido_firmado",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cierre",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.OneToOneField(on_delete=models.PROTECT, related_name="cierre", to="expedientes.expediente")),
                    ("resultado", models.CharField(max_length=40)),
                    ("momento", models.DateTimeField()),
                    ("indice_xml", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="almacen.contenido")),
                    ("indice_visible", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("entradas", models.JSONField()),
                    ("conservacion", models.CharField(max_length=300)),
                    ("conservar_hasta", models.DateField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "cierre de expediente",
                    "constraints": [models.CheckConstraint(condition=Q(("resultado", ""), _negated=True), name="cierre_con_resultado")],
                },
            ),
            migrations.CreateModel(
                name="SelloIndice",
                fields=[
                    (
                        "cierre",
                        models.OneToOneField(on_delete=models.PROTECT, primary_key=True, related_name="sello", serialize=False, to="archivo.cierre"),
                    ),
                    ("pendiente_desde", models.DateTimeField(blank=True, null=True)),
                    ("contenido", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="almacen.contenido")),
                    ("sellado_el", models.DateTimeField(blank=True, null=True)),
                    ("incidencia", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "verbose_name": "sello de tiempo de un índice",
                    "indexes": [
                        models.Index(condition=Q(("pendiente_desde__isnull", False)), fields=["pendiente_desde"], name="sello_indice_pendiente")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                Q(("contenido", None), ("pendiente_desde__isnull", False), ("sellado_el", None)),
                                Q(("contenido__isnull", False), ("pendiente_desde", None), ("sellado_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="sello_indice_pendiente_o_puesto",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ImportacionEni",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("id_eni", models.CharField(max_length=48, unique=True)),
                    ("original", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="almacen.contenido")),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="importacion_eni", to="documentos.documento")),
                    (
                        "expediente",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="importaciones_eni", to="expedientes.expediente"
                        ),
                    ),
                    (
                        "unidad",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="importaciones_eni", to="organizacion.unidad"
                        ),
                    ),
                    ("importado", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "importación ENI",
                    "indexes": [models.Index(condition=Q(("expediente", None)), fields=["unidad", "-importado"], name="importacion_sin_expediente")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(("expediente__isnull", False), ("unidad__isnull", False), _connector="OR"),
                            name="importacion_espera_en_una_unidad",
                        )
                    ],
                },
            ),
        ),
        hacer_inmutable("archivo_cierre"),
        hacer_inmutable("archivo_importacioneni", "id", "id_eni", "original_id", "documento_id", "importado"),
        hacer_inmutable("archivo_cierrepedido", "expediente_id", "resultado", "momento", "entradas"),
        migrations.RunSQL(
            "CREATE TRIGGER archivo_cierrepedido_firmado BEFORE UPDATE ON archivo_cierrepedido "
            "FOR EACH ROW WHEN (OLD.pendiente_desde IS NULL) EXECUTE FUNCTION consistorio_inmutable()",
            "DROP TRIGGER archivo_cierrepedido_firmado ON archivo_cierrepedido",
        ),
        migrations.RunSQL(SELLOS, SIN_SELLOS),
    ]
