"""What the law fixes and Django's constraints cannot say."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

CINCO_ANIOS = """
ALTER TABLE identidad_representacion ADD CONSTRAINT representacion_cinco_anios
  CHECK (hasta <= (desde + interval '5 years')::date);
"""


class Migration(migrations.Migration):
    dependencies = [("identidad", "0001_initial")]
    operations = [
        migrations.RunSQL(CINCO_ANIOS, "ALTER TABLE identidad_representacion DROP CONSTRAINT representacion_cinco_anios"),
        hacer_inmutable("identidad_preferenciacanal"),
        hacer_inmutable(
            "identidad_representacion",
            *("representado_id", "representante_id", "alcance", "organismo", "procedimiento", "acreditacion"),
            *("desde", "hasta", "inscrita_el"),
        ),
    ]
