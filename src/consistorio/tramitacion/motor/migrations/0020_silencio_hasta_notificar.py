"""What is taken as withdrawn by law or as lapsed keeps its silence until its decision is notified: the terms that run get theirs back, and the column that
kept it apart goes. Some 2 s per million terms.

The warnings of lapse whose three months had ended were looked at when nothing followed from it: those of open cases are looked at again."""

from django.db import migrations

DEVOLVER = """
UPDATE motor_plazo p
   SET silencio = coalesce(
         nullif(p.silencio_inicial, ''), v.definicion #>> '{legal,silencio,sentido}',
         CASE jsonb_typeof(v.definicion #> '{legal,silencio}') WHEN 'string' THEN v.definicion #>> '{legal,silencio}' END, p.silencio)
  FROM expedientes_expediente e JOIN catalogo_versionprocedimiento v ON v.id = e.version_id
 WHERE e.id = p.expediente_id AND e.estado = 'abierto' AND p.silencio = 'no_procede' AND p.silencio_el IS NULL AND p.cumplido_el IS NULL
   AND EXISTS (SELECT 1 FROM motor_terminacion t WHERE t.expediente_id = p.expediente_id AND t.estado = 'aceptada'
               AND t.clase IN ('desistido', 'no_acreditada', 'caducidad'))
   AND NOT EXISTS (SELECT 1 FROM motor_terminacion t WHERE t.expediente_id = p.expediente_id AND t.estado = 'aceptada'
                   AND t.clase IN ('desistimiento', 'renuncia'))
"""

VOLVER_A_MIRAR = """
UPDATE motor_vencimiento v
   SET procesado_el = NULL
  FROM motor_terminacion t JOIN expedientes_expediente e ON e.id = t.expediente_id
 WHERE v.clase = 'caducidad' AND v.referencia = t.id AND v.procesado_el IS NOT NULL AND NOT v.anulado
   AND t.estado = 'advertida' AND t.cerrada_el IS NULL AND e.estado = 'abierto'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogo', '0010_prohibicion'),
        ('expedientes', '0015_revocacion'),
        ('motor', '0019_listas_al_momento'),
    ]

    operations = [
        migrations.RunSQL(DEVOLVER, migrations.RunSQL.noop),
        migrations.RunSQL(VOLVER_A_MIRAR, migrations.RunSQL.noop),
        migrations.RemoveField(model_name='plazo', name='silencio_inicial'),
    ]
