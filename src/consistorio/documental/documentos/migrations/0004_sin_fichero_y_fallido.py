"""Two more states of the text of a document: its bytes are gone, or reading them failed. Choices only: nothing in the tables changes."""

from django.db import migrations, models

ESTADOS = [
    ("pendiente", "Todavía no se ha leído para buscar en él"),
    ("hecho", "Se puede buscar por lo que dice"),
    ("sin_texto", "No tiene texto: es una imagen o un escaneo"),
    ("protegido", "No se puede leer: tiene contraseña"),
    ("ilegible", "No se puede leer: el fichero está dañado"),
    ("agotado", "No se ha podido leer: pide más tiempo o memoria de lo que se le da"),
    ("sin_fichero", "No se puede leer: su fichero falta en el almacén. Avise a quien administra el sistema"),
    ("fallido", "No se ha podido leer: hubo un fallo. Quien administra el sistema puede ver cuál"),
    ("otro_formato", "Su formato no se lee para buscar en él"),
    ("cuarentena", "En cuarentena: no se lee"),
]


class Migration(migrations.Migration):
    dependencies = [("documentos", "0003_texto")]
    operations = [
        migrations.AlterField(
            "textodocumento", "estado", models.CharField(choices=ESTADOS, default="pendiente", max_length=12)
        ),
    ]
