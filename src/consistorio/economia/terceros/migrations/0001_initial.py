"""Fichas, accounts and blocks: what was written stays; only how each ends is written later."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import RangeBoundary
from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable
from consistorio.plataforma.identidad.models import RangoDeFechas
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("identidad", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Tercero",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("alta_el", models.DateTimeField()),
                    ("alta_por", models.UUIDField()),
                    ("persona", models.OneToOneField(on_delete=models.PROTECT, related_name="tercero", to="identidad.persona")),
                ],
                options={
                    "verbose_name": "tercero",
                },
            ),
            migrations.CreateModel(
                name="DocumentoDeTercero",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("identificacion", "Identificación"),
                                ("titularidad", "Certificado de titularidad de una cuenta"),
                                ("al_corriente", "Certificado de estar al corriente"),
                                ("traba", "Embargo, cesión, compensación o concurso"),
                                ("otro", "Otro documento"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("valido_hasta", models.DateField(blank=True, null=True)),
                    ("anotado_el", models.DateTimeField()),
                    ("anotado_por", models.UUIDField()),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("tercero", models.ForeignKey(on_delete=models.PROTECT, related_name="documentos", to="terceros.tercero")),
                ],
                options={
                    "verbose_name": "documento de un tercero",
                    "verbose_name_plural": "documentos de terceros",
                    "constraints": [models.UniqueConstraint(fields=("tercero", "documento"), name="tercero_documento_una_vez")],
                },
            ),
            migrations.CreateModel(
                name="CuentaTercero",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("iban", models.CharField(max_length=34)),
                    ("bic", models.CharField(blank=True, max_length=11)),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("pendiente", "Falta que la confirme otra persona"),
                                ("vigente", "En vigor"),
                                ("rechazada", "No se confirmó"),
                                ("sustituida", "Sustituida por otra"),
                                ("retirada", "Retirada"),
                            ],
                            default="pendiente",
                            max_length=10,
                        ),
                    ),
                    ("anotada_el", models.DateTimeField()),
                    ("anotada_por", models.UUIDField()),
                    ("confirmada_el", models.DateTimeField(blank=True, null=True)),
                    ("confirmada_por", models.UUIDField(blank=True, null=True)),
                    ("desde", models.DateField(blank=True, null=True)),
                    ("hasta", models.DateField(blank=True, null=True)),
                    ("terminada_el", models.DateTimeField(blank=True, null=True)),
                    ("terminada_por", models.UUIDField(blank=True, null=True)),
                    ("motivo", models.CharField(blank=True, max_length=300)),
                    ("titularidad", models.ForeignKey(on_delete=models.PROTECT, related_name="cuentas", to="terceros.documentodetercero")),
                    ("tercero", models.ForeignKey(on_delete=models.PROTECT, related_name="cuentas", to="terceros.tercero")),
                ],
                options={
                    "verbose_name": "cuenta de un tercero",
                    "verbose_name_plural": "cuentas de terceros",
                    "indexes": [
                        models.Index(condition=Q(("estado", "pendiente")), fields=["anotada_el"], name="cuenta_por_confirmar"),
                        models.Index(fields=["iban"], name="cuenta_iban"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("estado", "vigente")), fields=("tercero",), name="cuenta_una_en_vigor"),
                        models.UniqueConstraint(condition=Q(("estado", "pendiente")), fields=("tercero",), name="cuenta_una_por_confirmar"),
                        models.CheckConstraint(
                            condition=Q(("confirmada_por", None), Q(("confirmada_por", models.F("anotada_por")), _negated=True), _connector="OR"),
                            name="cuenta_dos_personas",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(
                                    ("confirmada_el", None),
                                    ("confirmada_por", None),
                                    ("desde", None),
                                    ("estado__in", ["pendiente", "rechazada"]),
                                    ("hasta", None),
                                ),
                                Q(
                                    ("confirmada_el__isnull", False),
                                    ("confirmada_por__isnull", False),
                                    ("desde__isnull", False),
                                    ("estado__in", ["vigente", "sustituida", "retirada"]),
                                ),
                                _connector="OR",
                            ),
                            name="cuenta_confirmada_entera",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ["pendiente", "vigente"]), ("hasta", None), ("terminada_el", None), ("terminada_por", None)),
                                Q(
                                    ("estado", "rechazada"),
                                    ("terminada_el__isnull", False),
                                    ("terminada_por__isnull", False),
                                    Q(("motivo", ""), _negated=True),
                                ),
                                Q(
                                    ("estado__in", ["sustituida", "retirada"]),
                                    ("hasta__gte", models.F("desde")),
                                    ("terminada_el__isnull", False),
                                    ("terminada_por__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="cuenta_terminada_entera",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Bloqueo",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("embargo", "Embargo"),
                                ("cesion", "Cesión o endoso del crédito"),
                                ("compensacion", "Compensación de deudas"),
                                ("concurso", "Concurso de acreedores"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("tope", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ("objeto", models.CharField(blank=True, max_length=60)),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField(blank=True, null=True)),
                    ("puesto_el", models.DateTimeField()),
                    ("puesto_por", models.UUIDField()),
                    ("levantado_el", models.DateTimeField(blank=True, null=True)),
                    ("levantado_por", models.UUIDField(blank=True, null=True)),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="bloqueos", to="terceros.documentodetercero")),
                    (
                        "documento_fin",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="terceros.documentodetercero"),
                    ),
                    (
                        "a_favor_de",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="cobra_por_bloqueos", to="terceros.tercero"),
                    ),
                    ("tercero", models.ForeignKey(on_delete=models.PROTECT, related_name="bloqueos", to="terceros.tercero")),
                ],
                options={
                    "verbose_name": "bloqueo de pagos",
                    "verbose_name_plural": "bloqueos de pagos",
                    "indexes": [models.Index(condition=Q(("levantado_el", None)), fields=["tercero", "desde"], name="bloqueo_en_vigor")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(("hasta", None), ("hasta__gte", models.F("desde")), _connector="OR"), name="bloqueo_periodo"
                        ),
                        models.CheckConstraint(condition=Q(("tope", None), ("tope__gt", 0), _connector="OR"), name="bloqueo_tope"),
                        models.CheckConstraint(
                            condition=Q(("a_favor_de", None), Q(("a_favor_de", models.F("tercero")), _negated=True), _connector="OR"),
                            name="bloqueo_a_favor_de_otro",
                        ),
                        models.CheckConstraint(
                            condition=Q(Q(("clase", "cesion"), _negated=True), ("a_favor_de__isnull", False), _connector="OR"),
                            name="bloqueo_cesion_con_cesionario",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("documento_fin", None), ("levantado_el", None), ("levantado_por", None)),
                                Q(("documento_fin__isnull", False), ("levantado_el__isnull", False), ("levantado_por__isnull", False)),
                                _connector="OR",
                            ),
                            name="bloqueo_levantado_entero",
                        ),
                        ExclusionConstraint(
                            condition=Q(("clase", "cesion"), ("levantado_el", None), ("tope", None)),
                            expressions=[
                                ("tercero", "="),
                                ("objeto", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="bloqueo_una_cesion_total",
                        ),
                    ],
                },
            ),
        ),
        hacer_inmutable("terceros_tercero"),
        hacer_inmutable("terceros_documentodetercero"),
        hacer_inmutable("terceros_cuentatercero", *("tercero_id", "iban", "bic", "titularidad_id", "anotada_el", "anotada_por")),
        cerrar_filas(
            "terceros_cuentatercero",
            "OLD.terminada_el IS NOT NULL OR (OLD.confirmada_por IS NOT NULL AND NEW.confirmada_por IS DISTINCT FROM OLD.confirmada_por)",
            "terminada",
        ),
        hacer_inmutable(
            "terceros_bloqueo",
            *("tercero_id", "clase", "documento_id", "a_favor_de_id", "tope", "objeto", "desde", "hasta", "puesto_el", "puesto_por"),
        ),
        cerrar_filas("terceros_bloqueo", "OLD.levantado_el IS NOT NULL", "levantado"),
    ]
