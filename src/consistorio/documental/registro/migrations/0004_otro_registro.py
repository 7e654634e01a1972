"""One more way in: paper that was filed at another registry. Cost: reads the table once to check the constraint, about 1 s a
million rows."""

from django.db import migrations, models
from django.db.models import Q

CANALES = [
    ("sede", "Sede electrónica"),
    ("oficina", "Oficina de asistencia en materia de registros"),
    ("cajero", "Cajero ciudadano"),
    ("sir", "Sistema de Interconexión de Registros"),
    ("correo_postal", "Correo postal"),
    ("otro_registro", "Otro registro, en papel"),
    ("api", "Servicio electrónico"),
    ("interno", "Actuación del Ayuntamiento"),
]


class Migration(migrations.Migration):
    dependencies = [("registro", "0003_domicilio_de_la_parte")]
    operations = [
        migrations.AlterField("asiento", "canal", models.CharField(choices=CANALES, max_length=16)),
        migrations.RemoveConstraint("asiento", "asiento_canal"),
        migrations.AddConstraint(
            "asiento",
            models.CheckConstraint(condition=Q(canal__in=[codigo for codigo, _texto in CANALES]), name="asiento_canal"),
        ),
    ]
