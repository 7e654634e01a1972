"""The statements that count. Each is one for however many procedures, steps and months; `{casos}` narrows the cases `e` to some units.

Days are of the civil calendar of Madrid: from the day on which something began to the day on which it was over.
"""

CASOS_DE_UNIDADES = "e.unidad_id = ANY(%(unidades)s)"
CASOS_DE_TODAS = "true"

# Those that were open when the period began are found in two ways, each by its index: they are open today, or they were closed later
MOVIMIENTOS = """
WITH m (version_id, mes, iniciados, terminados, previos) AS (
  SELECT e.version_id, date_trunc('month', e.abierto_el AT TIME ZONE 'Europe/Madrid')::date, count(*), 0, 0
    FROM expedientes_expediente e WHERE {casos} AND e.abierto_el >= %(desde)s AND e.abierto_el < %(hasta)s GROUP BY 1, 2
  UNION ALL
  SELECT e.version_id, date_trunc('month', e.cerrado_el AT TIME ZONE 'Europe/Madrid')::date, 0, count(*), 0
    FROM expedientes_expediente e WHERE {casos} AND e.cerrado_el >= %(desde)s AND e.cerrado_el < %(hasta)s GROUP BY 1, 2
  UNION ALL
  SELECT e.version_id, NULL, 0, 0, count(*)
    FROM expedientes_expediente e WHERE {casos} AND e.estado = 'abierto' AND e.abierto_el < %(desde)s GROUP BY 1
  UNION ALL
  SELECT e.version_id, NULL, 0, 0, count(*)
    FROM expedientes_expediente e WHERE {casos} AND e.cerrado_el >= %(desde)s AND e.abierto_el < %(desde)s GROUP BY 1
)
SELECT p.codigo, max(p.nombre), m.mes, sum(m.iniciados)::int, sum(m.terminados)::int, sum(m.previos)::int
  FROM m JOIN catalogo_versionprocedimiento v ON v.id = m.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
 GROUP BY p.codigo, m.mes
"""

# The entry of a case from paper may count from a later moment (LPACAP 68.4)
DECISIONES = """
SELECT codigo, max(nombre), count(*)::int, percentile_cont(0.5) WITHIN GROUP (ORDER BY dias),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY dias), max(dias), (count(*) FILTER (WHERE decidido <= vence))::int
  FROM (
    SELECT p.codigo, p.nombre, z.vence, (z.cumplido_el AT TIME ZONE 'Europe/Madrid')::date AS decidido,
           (z.cumplido_el AT TIME ZONE 'Europe/Madrid')::date - (coalesce(z.reinicio, z.inicio) AT TIME ZONE 'Europe/Madrid')::date AS dias
      FROM motor_plazo z JOIN expedientes_expediente e ON e.id = z.expediente_id
      JOIN catalogo_versionprocedimiento v ON v.id = e.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
     WHERE {casos} AND z.cumplido_el >= %(desde)s AND z.cumplido_el < %(hasta)s
  ) decididos GROUP BY GROUPING SETS ((codigo), ())
"""

# The name that somebody wrote for one case is of no step: tasks out of the model go by their kind
PASOS = """
SELECT codigo, max(nombre), paso, tipo, max(rotulo), count(*)::int, percentile_cont(0.5) WITHIN GROUP (ORDER BY dias),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY dias), max(dias), sum(dias)::int
  FROM (
    SELECT p.codigo, p.nombre, CASE WHEN t.del_modelo THEN t.codigo ELSE '' END AS paso, t.tipo,
           CASE WHEN t.del_modelo THEN t.nombre END AS rotulo,
           (t.cerrada_el AT TIME ZONE 'Europe/Madrid')::date - (t.creada_el AT TIME ZONE 'Europe/Madrid')::date AS dias
      FROM motor_tarea t JOIN expedientes_expediente e ON e.id = t.expediente_id
      JOIN catalogo_versionprocedimiento v ON v.id = e.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
     WHERE {casos} AND t.estado = 'hecha' AND t.cerrada_el >= %(desde)s AND t.cerrada_el < %(hasta)s
  ) hechos GROUP BY codigo, paso, tipo
"""

PENDIENTES = """
SELECT p.codigo, max(p.nombre), CASE WHEN t.del_modelo THEN t.codigo ELSE '' END, t.tipo,
       max(CASE WHEN t.del_modelo THEN t.nombre END), count(*)::int, (count(*) FILTER (WHERE t.vence < %(hoy)s))::int
  FROM motor_tarea t JOIN expedientes_expediente e ON e.id = t.expediente_id
  JOIN catalogo_versionprocedimiento v ON v.id = e.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
 WHERE {casos} AND t.cerrada_el IS NULL GROUP BY p.codigo, 3, t.tipo
"""

# A suspended term is not over
VENCIDOS = """
SELECT p.codigo, max(p.nombre), count(*)::int
  FROM motor_plazo z JOIN expedientes_expediente e ON e.id = z.expediente_id
  JOIN catalogo_versionprocedimiento v ON v.id = e.version_id JOIN catalogo_procedimiento p ON p.id = v.procedimiento_id
 WHERE {casos} AND z.estado IN ('corriendo', 'vencido') AND z.vence < %(hoy)s AND z.cumplido_el IS NULL AND e.estado = 'abierto'
 GROUP BY p.codigo
"""
