"""A power may be extended before it ends (LPACAP 6.6): its last day goes forward, five years at most from the day of the extension.

Cost: two columns without default, and a check that reads the powers once; nothing is rewritten.
"""

from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas

TABLA = "identidad_representacion"
SIN_CAMBIAR = "representado_id, representante_id, alcance, organismo, procedimiento, acreditacion, desde, inscrita_el"
DISPARADOR = (
    "DROP TRIGGER {tabla}_inmutable ON {tabla}; CREATE TRIGGER {tabla}_inmutable BEFORE UPDATE OF {columnas} OR DELETE ON {tabla} "
    "FOR EACH ROW EXECUTE FUNCTION consistorio_inmutable()"
)
CINCO_ANIOS = (
    "ALTER TABLE {tabla} DROP CONSTRAINT representacion_cinco_anios; ALTER TABLE {tabla} ADD CONSTRAINT representacion_cinco_anios "
    "CHECK (hasta <= ({desde} + interval '5 years')::date)"
)
DESDE = "GREATEST(desde, (prorrogada_el AT TIME ZONE 'Europe/Madrid')::date)"
# Only a power in force, only forward, and with the moment of its extension
MAL_PRORROGADA = (
    "(NEW.hasta, NEW.prorrogada_el) IS DISTINCT FROM (OLD.hasta, OLD.prorrogada_el) AND NOT COALESCE(NEW.hasta > OLD.hasta "
    "AND NEW.prorrogada_el >= COALESCE(OLD.prorrogada_el, OLD.inscrita_el) AND OLD.estado = 'vigente' AND NEW.estado = 'vigente', false)"
)


class Migration(migrations.Migration):
    dependencies = [("identidad", "0002_documento_fin")]
    operations = [
        migrations.AddField(
            model_name="representacion",
            name="prorrogada_el",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="representacion",
            name="documento_prorroga_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.RunSQL(
            CINCO_ANIOS.format(tabla=TABLA, desde=DESDE),
            CINCO_ANIOS.format(tabla=TABLA, desde="desde"),
        ),
        migrations.RunSQL(
            DISPARADOR.format(tabla=TABLA, columnas=SIN_CAMBIAR),
            DISPARADOR.format(tabla=TABLA, columnas=f"{SIN_CAMBIAR}, hasta"),
        ),
        cerrar_filas(TABLA, MAL_PRORROGADA, "prorroga"),
    ]
