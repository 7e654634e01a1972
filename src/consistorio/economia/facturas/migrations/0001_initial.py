"""The register of invoices: what arrived stays as it came; an invoice changes until it ends."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("organizacion", "0001_initial"),
        ("registro", "0001_initial"),
        ("terceros", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="LibroFacturas",
                fields=[
                    ("anio", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "verbose_name": "libro de facturas",
                    "verbose_name_plural": "libros de facturas",
                },
            ),
            migrations.CreateModel(
                name="Entrega",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "canal",
                        models.CharField(
                            choices=[
                                ("face", "Punto general de entrada"),
                                ("registro", "Registro"),
                                ("archivo", "Archivo que trajo la oficina contable"),
                                ("papel", "En papel"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("huella", models.CharField(max_length=64)),
                    ("version", models.CharField(blank=True, max_length=6)),
                    ("firma", models.CharField(blank=True, max_length=13)),
                    ("firma_dice", models.TextField(blank=True)),
                    ("entrada_el", models.DateTimeField()),
                    ("recibida_el", models.DateTimeField()),
                    ("recibida_por", models.UUIDField()),
                    (
                        "asiento",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="entregas_de_facturas", to="registro.asiento"
                        ),
                    ),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                ],
                options={
                    "verbose_name": "entrega de facturas",
                    "verbose_name_plural": "entregas de facturas",
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("canal", "papel"), _negated=True), fields=("huella",), name="entrega_una_vez"),
                        models.CheckConstraint(condition=Q(("entrada_el__lte", models.F("recibida_el"))), name="entrega_entra_antes"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Factura",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("orden", models.PositiveIntegerField(default=1)),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("numero", models.PositiveIntegerField()),
                    ("codigo", models.CharField(max_length=20, unique=True)),
                    ("emisor_nif", models.CharField(blank=True, max_length=30)),
                    ("emisor_nombre", models.CharField(blank=True, max_length=250)),
                    ("receptor_nif", models.CharField(blank=True, max_length=30)),
                    ("serie", models.CharField(blank=True, max_length=20)),
                    ("numero_factura", models.CharField(blank=True, max_length=40)),
                    ("clase", models.CharField(blank=True, max_length=2)),
                    ("rectifica", models.CharField(blank=True, max_length=40)),
                    ("fecha", models.DateField(blank=True, null=True)),
                    ("fecha_operacion", models.DateField(blank=True, null=True)),
                    ("moneda", models.CharField(default="EUR", max_length=3)),
                    ("concepto", models.CharField(blank=True, max_length=500)),
                    ("base", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ("repercutido", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ("retenido", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ("total", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ("a_pagar", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ("expediente_dicho", models.CharField(blank=True, max_length=40)),
                    ("iban", models.CharField(blank=True, max_length=34)),
                    ("vencimiento", models.DateField(blank=True, null=True)),
                    ("forma_de_pago", models.CharField(blank=True, max_length=2)),
                    ("cesionario_nif", models.CharField(blank=True, max_length=30)),
                    ("cesionario_nombre", models.CharField(blank=True, max_length=250)),
                    ("cesion_iban", models.CharField(blank=True, max_length=34)),
                    ("oficina_contable", models.CharField(blank=True, max_length=10)),
                    ("organo_gestor", models.CharField(blank=True, max_length=10)),
                    ("unidad_tramitadora", models.CharField(blank=True, max_length=10)),
                    ("problemas", models.JSONField(default=list)),
                    ("motivo_propuesto", models.CharField(blank=True, max_length=20)),
                    ("entrada_el", models.DateTimeField()),
                    ("anotada_el", models.DateTimeField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("anotada", "Anotada"),
                                ("remitida", "Pendiente de conformidad"),
                                ("conformada", "Conformada"),
                                ("rechazada", "Rechazada"),
                                ("contabilizada", "Contabilizada la obligación"),
                                ("pagada", "Pagada"),
                                ("anulada", "Anulada"),
                            ],
                            default="anotada",
                            max_length=14,
                        ),
                    ),
                    ("remitida_el", models.DateTimeField(blank=True, null=True)),
                    ("conformada_el", models.DateTimeField(blank=True, null=True)),
                    ("contabilizada_el", models.DateTimeField(blank=True, null=True)),
                    ("pagada_el", models.DateTimeField(blank=True, null=True)),
                    ("terminada_el", models.DateTimeField(blank=True, null=True)),
                    ("motivo", models.CharField(blank=True, max_length=20)),
                    ("operacion_o_id", models.UUIDField(blank=True, null=True)),
                    (
                        "anulacion",
                        models.CharField(
                            blank=True,
                            choices=[("solicitada", "Anulación pedida"), ("aceptada", "Anulación aceptada"), ("rechazada", "Anulación no aceptada")],
                            max_length=10,
                        ),
                    ),
                    (
                        "duplicada_de",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="duplicadas", to="facturas.factura"),
                    ),
                    ("emisor", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="facturas", to="terceros.tercero")),
                    ("entrega", models.ForeignKey(on_delete=models.PROTECT, related_name="facturas", to="facturas.entrega")),
                    (
                        "expediente",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="facturas", to="expedientes.expediente"),
                    ),
                    ("unidad", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="facturas", to="organizacion.unidad")),
                ],
                options={
                    "verbose_name": "factura",
                    "indexes": [
                        models.Index(fields=["emisor_nif", "numero_factura"], name="factura_emisor_numero"),
                        models.Index(fields=["unidad", "entrada_el"], name="factura_unidad"),
                        models.Index(
                            condition=Q(("estado__in", ["anotada", "remitida", "conformada", "contabilizada"])),
                            fields=["entrada_el"],
                            name="factura_viva",
                        ),
                        models.Index(condition=Q(("estado", "pagada")), fields=["pagada_el"], name="factura_pagada"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("anio", "numero"), name="factura_numero_unico"),
                        models.UniqueConstraint(fields=("entrega", "orden"), name="factura_orden_unico"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ["remitida", "conformada", "contabilizada", "pagada"]), _negated=True),
                                ("unidad__isnull", False),
                                _connector="OR",
                            ),
                            name="factura_con_unidad",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("conformada_el__isnull", False), ("estado__in", ["conformada", "contabilizada", "pagada"])),
                                Q(("estado__in", ["conformada", "contabilizada", "pagada"]), _negated=True),
                                _connector="OR",
                            ),
                            name="factura_conformada_entera",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(
                                    ("contabilizada_el__isnull", False),
                                    ("estado__in", ["contabilizada", "pagada"]),
                                    ("operacion_o_id__isnull", False),
                                ),
                                Q(
                                    ("contabilizada_el", None),
                                    ("operacion_o_id", None),
                                    Q(("estado__in", ["contabilizada", "pagada"]), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="factura_contabilizada_entera",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "pagada"), ("pagada_el__isnull", False)),
                                Q(("pagada_el", None), Q(("estado", "pagada"), _negated=True)),
                                _connector="OR",
                            ),
                            name="factura_pagada_entera",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ["rechazada", "anulada"]), ("terminada_el__isnull", False)),
                                Q(("terminada_el", None), Q(("estado__in", ["rechazada", "anulada"]), _negated=True)),
                                _connector="OR",
                            ),
                            name="factura_terminada_entera",
                        ),
                        models.CheckConstraint(
                            condition=Q(Q(("estado", "rechazada"), _negated=True), Q(("motivo", ""), _negated=True), _connector="OR"),
                            name="factura_rechazo_con_motivo",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AvisoRetraso",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("escalon", models.CharField(max_length=40)),
                    ("a_quienes", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                    ("dado_el", models.DateTimeField()),
                    ("factura", models.ForeignKey(on_delete=models.PROTECT, related_name="avisos", to="facturas.factura")),
                ],
                options={
                    "verbose_name": "aviso de retraso",
                    "verbose_name_plural": "avisos de retraso",
                    "constraints": [models.UniqueConstraint(fields=("factura", "escalon"), name="aviso_retraso_una_vez")],
                },
            ),
            migrations.CreateModel(
                name="ImpuestoFactura",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("orden", models.PositiveIntegerField()),
                    ("codigo", models.CharField(max_length=2)),
                    ("tipo", models.DecimalField(decimal_places=8, max_digits=24)),
                    ("base", models.DecimalField(decimal_places=2, max_digits=14)),
                    ("cuota", models.DecimalField(decimal_places=2, max_digits=14)),
                    ("recargo", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                    ("retenido", models.BooleanField(default=False)),
                    ("factura", models.ForeignKey(on_delete=models.PROTECT, related_name="impuestos", to="facturas.factura")),
                ],
                options={
                    "verbose_name": "impuesto de factura",
                    "verbose_name_plural": "impuestos de facturas",
                    "constraints": [models.UniqueConstraint(fields=("factura", "orden"), name="impuesto_factura_orden")],
                },
            ),
            migrations.CreateModel(
                name="LineaFactura",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("orden", models.PositiveIntegerField()),
                    ("descripcion", models.CharField(blank=True, max_length=2500)),
                    ("cantidad", models.DecimalField(decimal_places=8, max_digits=24)),
                    ("precio", models.DecimalField(decimal_places=8, max_digits=24)),
                    ("bruto", models.DecimalField(decimal_places=8, max_digits=24)),
                    ("factura", models.ForeignKey(on_delete=models.PROTECT, related_name="lineas", to="facturas.factura")),
                ],
                options={
                    "verbose_name": "línea de factura",
                    "verbose_name_plural": "líneas de facturas",
                    "constraints": [models.UniqueConstraint(fields=("factura", "orden"), name="linea_factura_orden")],
                },
            ),
            migrations.CreateModel(
                name="PasoFactura",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("remitida", "Enviada a la unidad"),
                                ("identificada", "Identificada quien la expide"),
                                ("devuelta", "Devuelta: no es de esa unidad"),
                                ("conformada", "Conformada"),
                                ("rechazada", "Rechazada"),
                                ("contabilizada", "Contabilizada la obligación"),
                                ("descontabilizada", "Anulada su obligación"),
                                ("pagada", "Pagada"),
                                ("impagada", "Devuelto su pago"),
                                ("anulacion_pedida", "Quien la presentó pidió anularla"),
                                ("anulada", "Anulada"),
                                ("anulacion_negada", "No se aceptó anularla"),
                            ],
                            max_length=18,
                        ),
                    ),
                    ("texto", models.TextField(blank=True)),
                    ("motivo", models.CharField(blank=True, max_length=20)),
                    ("dado_el", models.DateTimeField()),
                    ("dado_por", models.UUIDField()),
                    ("cargo", models.CharField(blank=True, max_length=250)),
                    ("factura", models.ForeignKey(on_delete=models.PROTECT, related_name="pasos", to="facturas.factura")),
                    ("unidad", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="organizacion.unidad")),
                ],
                options={
                    "verbose_name": "paso de una factura",
                    "verbose_name_plural": "pasos de facturas",
                    "indexes": [models.Index(fields=["factura", "dado_el"], name="paso_factura")],
                },
            ),
        ),
        hacer_inmutable("facturas_entrega"),
        hacer_inmutable("facturas_lineafactura"),
        hacer_inmutable("facturas_impuestofactura"),
        hacer_inmutable("facturas_pasofactura"),
        hacer_inmutable("facturas_avisoretraso"),
        hacer_inmutable(
            "facturas_factura",
            *("entrega_id", "orden", "anio", "numero", "codigo", "emisor_nif", "emisor_nombre", "receptor_nif"),
            *("serie", "numero_factura", "clase", "rectifica", "fecha", "fecha_operacion", "moneda", "concepto", "base", "repercutido"),
            *("retenido", "total", "a_pagar", "expediente_dicho", "expediente_id", "iban", "vencimiento", "forma_de_pago"),
            *("cesionario_nif", "cesionario_nombre", "cesion_iban", "oficina_contable", "organo_gestor", "unidad_tramitadora"),
            *("problemas", "motivo_propuesto", "duplicada_de_id", "entrada_el", "anotada_el"),
        ),
        cerrar_filas(
            "facturas_factura",
            "OLD.terminada_el IS NOT NULL OR (OLD.emisor_id IS NOT NULL AND NEW.emisor_id IS DISTINCT FROM OLD.emisor_id)",
            "terminada",
        ),
    ]
