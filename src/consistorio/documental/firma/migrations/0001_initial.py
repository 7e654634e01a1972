"""What was asked, signed and returned is not deleted; the identity of a certificate and of a step never changes. A step that was
signed, returned or cancelled, and a circuit that ended, never change.
"""

from django.db import migrations, models
from django.db.models import F, Q

import consistorio.documental.firma.tipos
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


def _cerrada(tabla: str) -> tuple[str, str]:
    """The trigger that refuses to change a row of `tabla` once it is no longer pending, and how it is taken away."""
    return (
        f"CREATE TRIGGER {tabla}_cerrada BEFORE UPDATE ON {tabla} "
        "FOR EACH ROW WHEN (OLD.estado <> 'pendiente') EXECUTE FUNCTION consistorio_inmutable()",
        f"DROP TRIGGER {tabla}_cerrada ON {tabla}",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Circuito",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="circuitos", to="documentos.documento")),
                    ("referencia", models.CharField(max_length=120)),
                    (
                        "orden",
                        models.CharField(
                            choices=[("cascada", "cascada"), ("paralelo", "paralelo")],
                            default=consistorio.documental.firma.tipos.Orden["CASCADA"],
                            max_length=8,
                        ),
                    ),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("pendiente", "Pendiente de firma"),
                                ("completado", "Firmado por todos"),
                                ("devuelto", "Devuelto sin firmar"),
                                ("retirado", "Retirado antes de firmarse"),
                            ],
                            default="pendiente",
                            max_length=10,
                        ),
                    ),
                    ("pedido_por", models.UUIDField()),
                    ("pedido_el", models.DateTimeField()),
                    ("terminado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "circuito de firma",
                    "indexes": [models.Index(fields=["referencia"], name="circuito_referencia")],
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("estado", "pendiente")), fields=("documento",), name="circuito_uno_pendiente"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "pendiente"), ("terminado_el", None)),
                                Q(Q(("estado", "pendiente"), _negated=True), ("terminado_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="circuito_terminado_con_fecha",
                        ),
                        models.CheckConstraint(condition=Q(("orden__in", ["cascada", "paralelo"])), name="circuito_orden"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CertificadoEmpleado",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("empleado", models.ForeignKey(on_delete=models.PROTECT, related_name="certificados", to="organizacion.empleado")),
                    ("huella", models.CharField(max_length=64, unique=True)),
                    ("titular", models.CharField(max_length=200)),
                    ("emisor", models.CharField(max_length=200)),
                    ("serie", models.CharField(max_length=80)),
                    ("desde", models.DateTimeField()),
                    ("hasta", models.DateTimeField()),
                    ("pem", models.TextField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[("vigente", "En vigor"), ("revocado", "Revocado"), ("sustituido", "Sustituido por otro")],
                            default="vigente",
                            max_length=10,
                        ),
                    ),
                    ("guardado_el", models.DateTimeField()),
                    ("retirado_el", models.DateTimeField(blank=True, null=True)),
                    ("motivo", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "verbose_name": "certificado de empleado",
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("estado", "vigente")), fields=("empleado",), name="certificado_uno_vigente"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "vigente"), ("retirado_el", None)),
                                Q(Q(("estado", "vigente"), _negated=True), ("retirado_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="certificado_retirado_con_fecha",
                        ),
                        models.CheckConstraint(condition=Q(("hasta__gt", F("desde"))), name="certificado_periodo"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ClaveFirma",
                fields=[
                    (
                        "certificado",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="clave", serialize=False, to="firma.certificadoempleado"
                        ),
                    ),
                    ("sal", models.BinaryField()),
                    ("nonce", models.BinaryField()),
                    ("cifrada", models.BinaryField()),
                ],
                options={
                    "verbose_name": "clave de firma",
                },
            ),
            migrations.CreateModel(
                name="PasoFirma",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("circuito", models.ForeignKey(on_delete=models.PROTECT, related_name="pasos", to="firma.circuito")),
                    ("numero", models.PositiveSmallIntegerField()),
                    ("puesto", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="organizacion.puesto")),
                    ("organo", models.SlugField(blank=True, max_length=60)),
                    ("campo", models.CharField(max_length=40)),
                    (
                        "papel",
                        models.CharField(
                            choices=[
                                (consistorio.documental.firma.tipos.Papel["FIRMA"], "Firma"),
                                (consistorio.documental.firma.tipos.Papel["VISTO_BUENO"], "Visto bueno"),
                                (consistorio.documental.firma.tipos.Papel["FE_PUBLICA"], "Fe pública"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "estado",
                        models.CharField(
                            choices=[("pendiente", "Pendiente"), ("firmado", "Firmado"), ("devuelto", "Devuelto"), ("cancelado", "Sin efecto")],
                            default="pendiente",
                            max_length=10,
                        ),
                    ),
                    ("firmante", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="organizacion.empleado")),
                    (
                        "certificado",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="firma.certificadoempleado"),
                    ),
                    ("cargo_texto", models.CharField(blank=True, max_length=500)),
                    ("norma", models.CharField(blank=True, max_length=300)),
                    ("terminado_el", models.DateTimeField(blank=True, null=True)),
                    ("motivo", models.CharField(blank=True, max_length=1000)),
                ],
                options={
                    "verbose_name": "paso de firma",
                    "indexes": [models.Index(condition=Q(("estado", "pendiente")), fields=["puesto", "id"], name="paso_pendiente_de_puesto")],
                    "constraints": [
                        models.UniqueConstraint(fields=("circuito", "numero"), name="paso_numero_unico"),
                        models.UniqueConstraint(fields=("circuito", "campo"), name="paso_campo_unico"),
                        models.CheckConstraint(condition=Q(("papel__in", ["firma", "visto_bueno", "fe_publica"])), name="paso_papel"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "firmado"), _negated=True),
                                Q(
                                    ("cargo_texto__gt", ""),
                                    ("certificado__isnull", False),
                                    ("firmante__isnull", False),
                                    ("terminado_el__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="paso_firmado_completo",
                        ),
                        models.CheckConstraint(
                            condition=Q(Q(("estado", "devuelto"), _negated=True), ("motivo__gt", ""), _connector="OR"),
                            name="paso_devuelto_con_motivo",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SelloPedido",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("lote", models.UUIDField()),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("campo", models.CharField(max_length=40)),
                    ("referencia", models.CharField(max_length=120)),
                    (
                        "estado",
                        models.CharField(choices=[("pendiente", "Pendiente de sellar"), ("hecho", "Sellado")], default="pendiente", max_length=10),
                    ),
                    ("pedido_el", models.DateTimeField()),
                    ("hecho_el", models.DateTimeField(blank=True, null=True)),
                    ("incidencia", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "verbose_name": "sello pedido",
                    "indexes": [models.Index(fields=["lote"], name="sello_lote")],
                    "constraints": [
                        models.UniqueConstraint(fields=("documento", "campo"), name="sello_uno_por_campo"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "pendiente"), ("hecho_el", None)), Q(("estado", "hecho"), ("hecho_el__isnull", False)), _connector="OR"
                            ),
                            name="sello_hecho_con_fecha",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ampliacion",
                fields=[
                    (
                        "documento",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="ampliacion", serialize=False, to="documentos.documento"
                        ),
                    ),
                    ("pendiente_desde", models.DateTimeField(blank=True, null=True)),
                    ("revision", models.PositiveIntegerField(default=0)),
                    ("hecha_el", models.DateTimeField(blank=True, null=True)),
                    ("incidencia", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "verbose_name": "ampliación de firma",
                    "indexes": [
                        models.Index(condition=Q(("pendiente_desde__isnull", False)), fields=["pendiente_desde"], name="ampliacion_pendiente")
                    ],
                },
            ),
        ),
        hacer_inmutable("firma_circuito", "documento_id", "referencia", "orden", "pedido_por", "pedido_el"),
        hacer_inmutable("firma_pasofirma", "circuito_id", "numero", "puesto_id", "organo", "campo", "papel"),
        hacer_inmutable("firma_certificadoempleado", "empleado_id", "huella", "titular", "emisor", "serie", "desde", "hasta", "pem"),
        hacer_inmutable("firma_sellopedido", "lote", "documento_id", "campo", "referencia", "pedido_el"),
        *(migrations.RunSQL(*_cerrada(tabla)) for tabla in ("firma_pasofirma", "firma_circuito")),
    ]
