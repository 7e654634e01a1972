"""What identifies a case, its index and its corrections never change (LPACAP 70, 109.2)."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0001_initial")]
    operations = [
        hacer_inmutable("expedientes_expediente", "id", "numero", "serie", "anio", "orden", "id_eni", "abierto_el"),
        hacer_inmutable(
            "expedientes_documentoexpediente",
            "id",
            "expediente_id",
            "documento_id",
            "orden",
            "incorporado_el",
            "huella",
            "origen",
            "requisito",
        ),
        hacer_inmutable("expedientes_rectificacion"),
    ]
