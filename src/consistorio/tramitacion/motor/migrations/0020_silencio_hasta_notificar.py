"""What is taken as withdrawn by law or as lapsed keeps its silence until its decision is notified: the terms that run get theirs back, and the column that
kept it apart goes. Some 2 s per million terms."""

from django.db import migrations

DEVOLVER = """
UPDATE motor_plazo p
   SET silencio = coalesce(
         nullif(p.silencio_inicial, ''), v.definicion #>> '{legal,silencio,sentido}',
         CASE jsonb_typeof(v.definicion #> '{legal,silencio}') WHEN 'string' THEN v.definicion #>> '{legal,silencio}' END, p.silencio)
  FROM expedientes_expediente e JOIN catalogo_versionprocedimiento v ON v.id = e.version_id
 WHERE e.id = p.expediente_id AND p.silencio = 'no_procede' AND p.silencio_el IS NULL AND p.cumplido_el IS NULL
   AND EXISTS (SELECT 1 FROM motor_terminacion t WHERE t.expediente_id = p.expediente_id AND t.estado = 'aceptada'
               AND t.clase IN ('desistido', 'no_acreditada', 'caducidad'))
   AND NOT EXISTS (SELECT 1 FROM motor_terminacion t WHERE t.expediente_id = p.expediente_id AND t.estado = 'aceptada'
                   AND t.clase IN ('desistimiento', 'renuncia'))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogo', '0010_prohibicion'),
        ('expedientes', '0015_revocacion'),
        ('motor', '0019_listas_al_momento'),
    ]

    operations = [
        migrations.RunSQL(DEVOLVER, migrations.RunSQL.noop),
        migrations.RemoveField(model_name='plazo', name='silencio_inicial'),
    ]
