"""The book of internal communications, what was sent and got, and the digests that were asked for."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable
from consistorio.plataforma.orden import indice_de_palabras
from consistorio.plataforma.tablas import CrearTablas

PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("almacen", "0001_initial"),
        ("documentos", "0001_initial"),
        ("expedientes", "0003_indice_de_palabras"),  # which brings the trigrams
        ("motor", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="LibroComunicaciones",
                fields=[
                    ("anio", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                ],
                options={"verbose_name": "libro de comunicaciones internas"},
            ),
            migrations.CreateModel(
                name="Comunicacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("clave", models.UUIDField(unique=True)),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("orden", models.PositiveIntegerField()),
                    ("numero", models.CharField(max_length=20, unique=True)),
                    ("unidad", models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="organizacion.unidad")),
                    ("autor", models.ForeignKey(on_delete=PROTECT, related_name="+", to="organizacion.empleado")),
                    ("cargo", models.CharField(blank=True, max_length=160)),
                    ("asunto", models.CharField(max_length=200)),
                    ("texto", models.TextField()),
                    (
                        "expediente",
                        models.ForeignKey(
                            blank=True, db_index=False, null=True, on_delete=PROTECT, related_name="+", to="expedientes.expediente"
                        ),
                    ),
                    ("tarea", models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="motor.tarea")),
                    (
                        "responde_a",
                        models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="respuestas", to="comunicaciones.comunicacion"),
                    ),
                    (
                        "corrige",
                        models.OneToOneField(
                            blank=True, null=True, on_delete=PROTECT, related_name="corregida_por", to="comunicaciones.comunicacion"
                        ),
                    ),
                    ("enviada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "comunicación interna",
                    "indexes": [
                        models.Index(fields=["unidad", "-id"], name="comunicacion_enviadas"),
                        models.Index(fields=["expediente", "-id"], name="comunicacion_de_expediente"),
                        indice_de_palabras("comunicacion_palabras", "asunto", "texto"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=["anio", "orden"], name="comunicacion_numero_de_libro"),
                        models.CheckConstraint(condition=Q(orden__gte=1), name="comunicacion_orden_desde_1"),
                        models.CheckConstraint(condition=~Q(asunto="") & ~Q(texto=""), name="comunicacion_dice_algo"),
                        models.CheckConstraint(condition=Q(responde_a=None) | Q(corrige=None), name="comunicacion_responde_o_corrige"),
                        models.CheckConstraint(
                            condition=Q(tarea=None) | Q(expediente__isnull=False), name="comunicacion_informe_de_expediente"
                        ),
                        models.CheckConstraint(
                            condition=(Q(responde_a=None) | ~Q(responde_a=F("id"))) & (Q(corrige=None) | ~Q(corrige=F("id"))),
                            name="comunicacion_de_otra",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Destino",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "comunicacion",
                        models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="destinos", to="comunicaciones.comunicacion"),
                    ),
                    ("unidad", models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="organizacion.unidad")),
                    ("acusada_el", models.DateTimeField(blank=True, null=True)),
                    (
                        "acusada_por",
                        models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="organizacion.empleado"),
                    ),
                ],
                options={
                    "verbose_name": "destino de una comunicación",
                    "indexes": [
                        models.Index(fields=["unidad", "-comunicacion"], name="destino_recibidas"),
                        models.Index(condition=Q(acusada_el=None), fields=["unidad", "-comunicacion"], name="destino_por_acusar"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=["comunicacion", "unidad"], name="destino_una_vez"),
                        models.CheckConstraint(
                            condition=Q(acusada_el=None, acusada_por=None) | Q(acusada_el__isnull=False, acusada_por__isnull=False),
                            name="destino_acusado_por_alguien",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AdjuntoComunicacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "comunicacion",
                        models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="adjuntos", to="comunicaciones.comunicacion"),
                    ),
                    ("orden", models.PositiveSmallIntegerField()),
                    (
                        "documento",
                        models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="documentos.documento"),
                    ),
                    ("contenido", models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="almacen.contenido")),
                    ("nombre", models.CharField(max_length=250)),
                    ("huella", models.CharField(max_length=64)),
                ],
                options={
                    "verbose_name": "adjunto de una comunicación",
                    "ordering": ["comunicacion", "orden"],
                    "constraints": [
                        models.UniqueConstraint(fields=["comunicacion", "orden"], name="adjunto_orden_en_comunicacion"),
                        models.CheckConstraint(
                            condition=Q(documento=None, contenido__isnull=False) | Q(documento__isnull=False, contenido=None),
                            name="adjunto_documento_o_fichero",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ResumenPedido",
                fields=[
                    (
                        "empleado",
                        models.OneToOneField(
                            on_delete=PROTECT, primary_key=True, related_name="+", serialize=False, to="organizacion.empleado"
                        ),
                    ),
                    ("correo", models.EmailField(max_length=254)),
                    ("pedido_el", models.DateTimeField()),
                    ("ultimo_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={"verbose_name": "resumen diario pedido"},
            ),
        ),
        hacer_inmutable("comunicaciones_comunicacion"),
        hacer_inmutable("comunicaciones_adjuntocomunicacion"),
        hacer_inmutable("comunicaciones_destino", "id", "comunicacion_id", "unidad_id"),
        cerrar_filas("comunicaciones_destino", "OLD.acusada_el IS NOT NULL", "acusado"),
    ]
