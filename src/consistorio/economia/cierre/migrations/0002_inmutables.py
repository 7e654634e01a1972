"""What a closing was, how it was opened again and the steps of its way never change: a trigger each, on tables of a few rows."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

LO_QUE_FUE = (
    "id",
    "ejercicio_id",
    "cerrado_el",
    "autor_id",
    "primer_asiento",
    "ultimo_asiento",
    "primera_apertura",
    "ultima_apertura",
    "cuentas",
    "huella",
)


class Migration(migrations.Migration):
    dependencies = [("cierre", "0001_initial")]

    operations = [
        hacer_inmutable("cierre_cierre", *LO_QUE_FUE),
        hacer_inmutable("cierre_reapertura"),
        hacer_inmutable("cierre_pasoderendicion"),
    ]
