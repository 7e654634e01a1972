"""Documents are found by what they say. Those that are here already wait for it: one row each, and their text is read in the background."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

ESTADOS = [
    ("pendiente", "Todavía no se ha leído para buscar en él"),
    ("hecho", "Se puede buscar por lo que dice"),
    ("sin_texto", "No tiene texto: es una imagen o un escaneo"),
    ("protegido", "No se puede leer: tiene contraseña"),
    ("ilegible", "No se puede leer: el fichero está dañado"),
    ("agotado", "No se ha podido leer: pide más tiempo o memoria de lo que se le da"),
    ("otro_formato", "Su formato no se lee para buscar en él"),
    ("cuarentena", "En cuarentena: no se lee"),
]


class Migration(migrations.Migration):
    dependencies = [("documentos", "0002_indice_de_palabras")]
    operations = [
        migrations.CreateModel(
            name="TextoDocumento",
            fields=[
                (
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="texto",
                        serialize=False,
                        to="documentos.documento",
                    ),
                ),
                ("estado", models.CharField(choices=ESTADOS, default="pendiente", max_length=12)),
                ("palabras", django.contrib.postgres.search.SearchVectorField(null=True)),
                ("leido_el", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "texto de un documento",
                "constraints": [
                    models.CheckConstraint(condition=Q(palabras=None) | Q(estado="hecho"), name="texto_solo_de_lo_leido")
                ],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["palabras"], name="texto_palabras"),
                    models.Index(fields=["documento"], condition=Q(estado="pendiente"), name="texto_por_leer"),
                ],
            },
        ),
        migrations.RunSQL(
            sql=[
                "INSERT INTO documentos_textodocumento (documento_id, estado) SELECT id, 'pendiente' FROM documentos_documento"
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
