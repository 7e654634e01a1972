"""The statements that count. Each is one for however many procedures, steps and months; `{casos}` narrows the cases `e` to some units.

Days are of the civil calendar of Madrid: from the day on which something began to the day on which it was over. They are counted first (how
many things took so many days) and by short keys: what is sorted then for a percentile are numbers, and not a row with its words for each case.
"""

from __future__ import annotations

from consistorio.tramitacion.motor.atrasos import ATRASADA

# A version that was given up before it was published: nothing was processed here by it, but cases of another program hang from one
_DE_AQUI = "e.version_id NOT IN (SELECT id FROM catalogo_versionprocedimiento WHERE estado = 'descartada')"
CASOS_DE_UNIDADES = f"e.unidad_id = ANY(%(unidades)s) AND {_DE_AQUI}"
CASOS_DE_TODAS = _DE_AQUI
# What is counted fits in memory, and nothing is compiled: the planner thinks that each count unfolds into a thousand rows
AJUSTES = "SELECT set_config('work_mem', '32MB', true), set_config('jit', 'off', true)"

# In which month of the period each case began and ended, by the beginnings of its months: 0 is before, and no end that it is open
MOVIMIENTOS = """
WITH m AS (
  SELECT e.version_id, width_bucket(e.abierto_el, %(limites)s::timestamptz[]) AS inicio,
         width_bucket(e.cerrado_el, %(limites)s::timestamptz[]) AS fin, count(*) AS cuantos
    FROM expedientes_expediente e
   WHERE {casos} AND e.abierto_el < %(hasta)s AND (e.cerrado_el IS NULL OR e.cerrado_el >= %(desde)s) GROUP BY 1, 2, 3
)
SELECT p.codigo, max(p.nombre), grouping(m.inicio) = 0, coalesce(m.inicio, m.fin), sum(m.cuantos)::int
  FROM m JOIN catalogo_versionprocedimiento v ON v.id = m.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
 GROUP BY GROUPING SETS ((p.codigo, m.inicio), (p.codigo, m.fin))
"""

# The entry of a case from paper may count from a later moment (LPACAP 68.4)
DECISIONES = """
WITH d AS (
  SELECT e.version_id, (z.cumplido_el AT TIME ZONE 'Europe/Madrid')::date <= z.vence AS a_tiempo,
         (z.cumplido_el AT TIME ZONE 'Europe/Madrid')::date - (coalesce(z.reinicio, z.inicio) AT TIME ZONE 'Europe/Madrid')::date AS dias,
         count(*) AS cuantos
    FROM motor_plazo z JOIN expedientes_expediente e ON e.id = z.expediente_id
   WHERE {casos} AND z.cumplido_el >= %(desde)s AND z.cumplido_el < %(hasta)s GROUP BY 1, 2, 3
)
SELECT p.codigo, max(p.nombre), count(*)::int, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY d.dias), max(d.dias),
       (count(*) FILTER (WHERE d.a_tiempo))::int
  FROM d JOIN catalogo_versionprocedimiento v ON v.id = d.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
  CROSS JOIN LATERAL generate_series(1, d.cuantos) GROUP BY GROUPING SETS ((p.codigo), ())
"""

# The name that somebody wrote for one case is of no step: tasks out of the model go by their kind
PASOS = """
WITH d AS (
  SELECT e.version_id, CASE WHEN t.del_modelo THEN t.codigo ELSE '' END AS paso, t.tipo,
         (t.cerrada_el AT TIME ZONE 'Europe/Madrid')::date - (t.creada_el AT TIME ZONE 'Europe/Madrid')::date AS dias,
         max(CASE WHEN t.del_modelo THEN t.nombre END COLLATE "C") AS rotulo, count(*) AS cuantos
    FROM motor_tarea t JOIN expedientes_expediente e ON e.id = t.expediente_id
   WHERE {casos} AND t.estado = 'hecha' AND t.cerrada_el >= %(desde)s AND t.cerrada_el < %(hasta)s GROUP BY 1, 2, 3, 4
)
SELECT p.codigo, max(p.nombre), d.paso, d.tipo, max(d.rotulo), count(*)::int,
       percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY d.dias), max(d.dias), sum(d.dias)::int
  FROM d JOIN catalogo_versionprocedimiento v ON v.id = d.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
  CROSS JOIN LATERAL generate_series(1, d.cuantos) GROUP BY p.codigo, d.paso, d.tipo
"""

PENDIENTES = """
SELECT p.codigo, max(p.nombre), CASE WHEN t.del_modelo THEN t.codigo ELSE '' END, t.tipo,
       max(CASE WHEN t.del_modelo THEN t.nombre END COLLATE "C"), count(*)::int, (count(*) FILTER (WHERE {atrasada}))::int
  FROM motor_tarea t JOIN expedientes_expediente e ON e.id = t.expediente_id
  JOIN catalogo_versionprocedimiento v ON v.id = e.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
 WHERE {casos} AND t.cerrada_el IS NULL GROUP BY p.codigo, 3, t.tipo
""".replace("{atrasada}", ATRASADA)

# A suspended term is not over
VENCIDOS = """
SELECT p.codigo, max(p.nombre), count(*)::int
  FROM motor_plazo z JOIN expedientes_expediente e ON e.id = z.expediente_id
  JOIN catalogo_versionprocedimiento v ON v.id = e.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
 WHERE {casos} AND z.estado IN ('corriendo', 'vencido') AND z.vence < %(hoy)s AND z.cumplido_el IS NULL AND e.estado = 'abierto'
 GROUP BY p.codigo
"""

TODAS = (MOVIMIENTOS, DECISIONES, PASOS, PENDIENTES, VENCIDOS)
