"""What the supplier is told, and what comes from FACe and goes back to it. FACe gives a number to each filing: its files may repeat."""

from django.db import migrations, models
from django.db.models import PROTECT

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


def clave() -> models.UUIDField:
    return models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("documentos", "0001_initial"), ("facturas", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("entrega", "entrega_una_vez"),
        migrations.AddConstraint(
            "entrega",
            models.UniqueConstraint(
                condition=models.Q(("canal__in", ["papel", "face"]), _negated=True), fields=["huella"], name="entrega_una_vez"
            ),
        ),
        CrearTablas(
            migrations.CreateModel(
                name="AvisoEmisor",
                fields=[
                    ("id", clave()),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("anotada", "Que está anotada"),
                                ("rechazada", "Que se rechaza, y por qué"),
                                ("devuelta", "Que cambia de unidad"),
                                ("pagada", "Que está pagada"),
                                ("impagada", "Que el banco devolvió su pago"),
                                ("anulada", "Que se anula"),
                                ("anulacion_negada", "Que no se anula"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "resultado",
                        models.CharField(
                            choices=[
                                ("enviado", "Enviado por correo"),
                                ("sin_medio", "No se conoce su correo"),
                                ("fallido", "El correo no lo admite"),
                                ("dudoso", "No se sabe si salió"),
                                ("otro_medio", "Avisado por otro medio"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("detalle", models.CharField(blank=True, max_length=200)),
                    ("momento", models.DateTimeField()),
                    (
                        "factura",
                        models.ForeignKey(on_delete=PROTECT, related_name="avisos_al_emisor", to="facturas.factura"),
                    ),
                ],
                options={
                    "verbose_name": "aviso a quien expidió una factura",
                    "verbose_name_plural": "avisos a quienes expidieron facturas",
                    "indexes": [models.Index(fields=["factura", "momento"], name="aviso_emisor")],
                },
            ),
            migrations.CreateModel(
                name="RegistroFace",
                fields=[
                    ("id", clave()),
                    ("numero", models.CharField(max_length=60, unique=True)),
                    ("oficina_contable", models.CharField(blank=True, max_length=10)),
                    ("recogida_el", models.DateTimeField()),
                    ("confirmada_el", models.DateTimeField(blank=True, null=True)),
                    ("anulacion_pedida", models.CharField(blank=True, max_length=60)),
                    ("entrega", models.OneToOneField(on_delete=PROTECT, related_name="face", to="facturas.entrega")),
                ],
                options={
                    "verbose_name": "registro en el punto general de entrada",
                    "verbose_name_plural": "registros en el punto general de entrada",
                },
            ),
            migrations.CreateModel(
                name="DichoFace",
                fields=[
                    ("id", clave()),
                    ("codigo", models.CharField(max_length=4)),
                    ("dicho_el", models.DateTimeField()),
                    (
                        "paso",
                        models.OneToOneField(
                            on_delete=PROTECT, related_name="dicho_a_face", to="facturas.pasofactura"
                        ),
                    ),
                    (
                        "registro",
                        models.ForeignKey(on_delete=PROTECT, related_name="dichos", to="facturas.registroface"),
                    ),
                ],
                options={
                    "verbose_name": "estado dicho al punto general de entrada",
                    "verbose_name_plural": "estados dichos al punto general de entrada",
                },
            ),
            migrations.CreateModel(
                name="AnexoFactura",
                fields=[
                    ("id", clave()),
                    ("orden", models.PositiveIntegerField()),
                    ("documento", models.ForeignKey(on_delete=PROTECT, related_name="+", to="documentos.documento")),
                    ("entrega", models.ForeignKey(on_delete=PROTECT, related_name="anexos", to="facturas.entrega")),
                ],
                options={
                    "verbose_name": "anexo de una factura",
                    "verbose_name_plural": "anexos de facturas",
                    "constraints": [models.UniqueConstraint(fields=["entrega", "orden"], name="anexo_factura_orden")],
                },
            ),
        ),
        hacer_inmutable("facturas_avisoemisor"),
        hacer_inmutable("facturas_dichoface"),
        hacer_inmutable("facturas_anexofactura"),
        hacer_inmutable("facturas_registroface", "numero", "oficina_contable", "entrega_id", "recogida_el"),
    ]
