"""What somebody who owns the database orders it, and what `verificar` must say of it."""

from __future__ import annotations

CAMBIADA = "la fila no dice lo que decía cuando se anotó su hecho"
PERDIDA, SIN_HECHO = "la fila ha desaparecido", "ningún hecho responde de esta fila"
# One that copies a row under another key, as whoever slips one in would do
COLADA = (
    'INSERT INTO {tabla} SELECT (jsonb_populate_record(t, \'{{"id": "019f0000-0000-7000-8000-000000000001", {otra}}}\')).* '
    "FROM {tabla} t LIMIT 1"
)
# The table that a finding names, the order, and what the finding says
ALTERACIONES = [
    ("registro_asiento", "UPDATE registro_asiento SET asunto = 'Otro asunto' WHERE libro_id = 'E'", CAMBIADA),
    (
        "registro_asiento",
        "UPDATE registro_asiento SET presentado_el = presentado_el - interval '1 day' WHERE libro_id = 'E'",
        CAMBIADA,
    ),
    ("registro_asiento", "DELETE FROM registro_asiento WHERE libro_id = 'S'", PERDIDA),
    (
        "registro_asiento",
        COLADA.format(
            tabla="registro_asiento", otra='"numero": 99, "numero_completo": "X-99", "clave_idempotencia": "colada"'
        ),
        SIN_HECHO,
    ),
    ("registro_interesadoasiento", "UPDATE registro_interesadoasiento SET nombre = 'Otra persona'", CAMBIADA),
    ("registro_documentoasiento", "UPDATE registro_documentoasiento SET sha256 = repeat('0', 64)", CAMBIADA),
    ("documentos_documento", "UPDATE documentos_documento SET titulo = 'Otro título'", CAMBIADA),
    ("documentos_documento", "UPDATE documentos_documento SET csv = reverse(csv)", CAMBIADA),
    ("documentos_revisiondocumento", "DELETE FROM documentos_revisiondocumento WHERE numero = 2", PERDIDA),
    ("solicitudes_solicitud", "UPDATE solicitudes_solicitud SET datos = '{}'", CAMBIADA),
    ("solicitudes_evidencia", "UPDATE solicitudes_evidencia SET nivel = 0", CAMBIADA),
    ("notificaciones_notificacion", "UPDATE notificaciones_notificacion SET practicada_el = practicada_el - interval '1 day'", CAMBIADA),
    ("notificaciones_comparecencia", "UPDATE notificaciones_comparecencia SET clase = 'rechazo'", CAMBIADA),
    ("resoluciones_resolucion", "UPDATE resoluciones_resolucion SET sentido = 'deniega'", CAMBIADA),
    ("resoluciones_resolucion", "UPDATE resoluciones_resolucion SET decision = '[\"Se concede otra cosa.\"]'", CAMBIADA),
    ("expedientes_expediente", "UPDATE expedientes_expediente SET resultado = 'desestimada'", "«resultado»"),
    ("expedientes_expediente", "DELETE FROM expedientes_documentoexpediente WHERE orden = 2", "«documentos»"),
    ("expedientes_expediente", "DELETE FROM expedientes_interesado", "«interesados»"),
    ("motor_tarea", "UPDATE motor_tarea SET estado = 'cancelada' WHERE tipo = 'informe'", "no está como dicen sus hechos"),
    ("motor_tarea", "DELETE FROM motor_tarea WHERE tipo = 'informe'", "la tarea ha desaparecido"),
    ("motor_plazo", "UPDATE motor_plazo SET vence = vence + 30", "el plazo no es el que resulta de los hechos"),
    ("motor_actotramite", "UPDATE motor_actotramite SET dictado_el = dictado_el - interval '1 day'", CAMBIADA),
    ("motor_actotramite", "DELETE FROM motor_actotramite", PERDIDA),
    ("archivo_cierre", "UPDATE archivo_cierre SET conservacion = 'Se destruye ya'", CAMBIADA),
    ("archivo_cierrepedido", "UPDATE archivo_cierrepedido SET entradas = '[]'", CAMBIADA),
    ("archivo_selloindice", "UPDATE archivo_selloindice SET sellado_el = sellado_el - interval '1 day'", CAMBIADA),
    ("firma_certificadoempleado", "UPDATE firma_certificadoempleado SET titular = 'Otra persona'", CAMBIADA),
    ("firma_certificadoempleado", "DELETE FROM firma_certificadoempleado", PERDIDA),
]  # fmt: skip

# By name, done to a log whose every constraint has been taken away: the order, and a table and words of some finding
ORDENES = {
    "a whole chain deleted": (
        "DELETE FROM auditoria_evento WHERE cadena LIKE 'expediente:%'; DELETE FROM auditoria_cadena WHERE nombre LIKE 'expediente:%'",
        "sellado_hoja", "ha desaparecido",
    ),
    "an empty chain": ("INSERT INTO auditoria_cadena VALUES ('libro:X:2026', 0, '')", "auditoria_cadena", "no tiene ningún hecho"),
    "a clock stopped for ever": ("UPDATE auditoria_evento SET momento = 'infinity' WHERE seq = 1", "auditoria_evento", "la columna momento"),
    "the clock of an entry stopped": ("UPDATE registro_asiento SET registrado_el = 'infinity'", "registro_asiento", "no se puede leer"),
    "facts that cannot be read": (
        "UPDATE auditoria_evento SET datos = jsonb_set(datos, '{filas,registro_asiento}', '\"x\"') WHERE tipo = 'registro.asiento.practicado'",
        "registro_asiento", "no se pueden leer",
    ),
    "a fact of a row that cannot be": (
        "UPDATE auditoria_evento SET datos = jsonb_set(datos, '{filas}', '{\"registro_asiento\": {\"x\": \"00\"}}') WHERE tipo = 'registro.asiento.practicado'",
        "registro_asiento", "no se puede leer",
    ),
    "a fact too deep to be read": (
        "UPDATE auditoria_evento SET canonico = repeat('[', 100000), hash = encode(sha256(repeat('[', 100000)::bytea), 'hex') WHERE tipo = 'registro.asiento.practicado'",
        "auditoria_evento", "la columna canonico",
    ),
    "a fact too deep in its column": (
        "UPDATE auditoria_evento SET datos = (repeat('[', 3000) || repeat(']', 3000))::jsonb WHERE tipo = 'expediente.abierto'",
        "auditoria_evento", "no se pueden leer",
    ),
    "a fact without its number": ("UPDATE auditoria_evento SET seq = NULL WHERE seq = 1", "auditoria_evento", "no tiene número"),
    "a chain without its number": ("UPDATE auditoria_cadena SET seq = NULL", "auditoria_cadena", "no dice en qué hecho acaba"),
    "a leaf without its place": ("UPDATE sellado_hoja SET indice = NULL WHERE indice = 3", "sellado_hoja", "falta la hoja 3"),
    "a head without its size": ("UPDATE sellado_cabecera SET tamano = NULL WHERE tamano = (SELECT min(tamano) FROM sellado_cabecera)", "sellado_cabecera", "no dice cuántos hechos"),
    "a head twice": ("INSERT INTO sellado_cabecera SELECT * FROM sellado_cabecera LIMIT 1", "sellado_cabecera", "está dos veces"),
    "a node without its place": ("INSERT INTO sellado_nodo (hash) VALUES (repeat('0', 64))", "sellado_nodo", "no cubre hojas"),
    "a row twice, once altered": (
        "INSERT INTO registro_asiento SELECT * FROM registro_asiento LIMIT 1; UPDATE registro_asiento SET asunto = 'Otro' WHERE ctid = (SELECT max(ctid) FROM registro_asiento)",
        "registro_asiento", "no dice lo que decía",
    ),
    "a row twice": ("INSERT INTO registro_asiento SELECT * FROM registro_asiento LIMIT 1", "registro_asiento", "está dos veces"),
    "a case twice": ("INSERT INTO expedientes_expediente SELECT * FROM expedientes_expediente", "expedientes_expediente", "está dos veces"),
    "a term without its day": ("UPDATE motor_plazo SET vence = NULL", "motor_tarea", "no se pueden leer"),
    "a party twice": (
        "INSERT INTO expedientes_interesado SELECT * FROM expedientes_interesado", "expedientes_expediente", "está dos veces entre los interesados",
    ),
    "a task twice": ("INSERT INTO motor_tarea SELECT * FROM motor_tarea", "motor_tarea", "está dos veces"),
    "a term twice": ("INSERT INTO motor_plazo SELECT * FROM motor_plazo", "motor_plazo", "dos veces"),
    "a notification without its proof": ("UPDATE notificaciones_notificacion SET evidencia_id = NULL", "notificaciones_notificacion", "el justificante"),
    "a notification of another document": ("UPDATE notificaciones_notificacion SET cedula_id = evidencia_id", "notificaciones_notificacion", "el documento entregado"),
    "a notification under another entry": (
        "UPDATE notificaciones_notificacion SET salida_id = (SELECT id FROM registro_asiento WHERE libro_id = 'E' LIMIT 1)",
        "notificaciones_notificacion", "el asiento de salida",
    ),
    "a subject that is none": ("UPDATE auditoria_evento SET cadena = 'expediente:x' WHERE cadena LIKE 'expediente:%'", "auditoria_evento", "no se pueden leer"),
    "a head deleted": ("DELETE FROM sellado_cabecera WHERE tamano = (SELECT min(tamano) FROM sellado_cabecera)", "sellado_cabecera", "ha desaparecido"),
    "the published head deleted": ("DELETE FROM sellado_cabecera WHERE tamano = (SELECT max(tamano) FROM sellado_cabecera)", "sellado_cabecera", "aquí no está"),
    "a time stamp deleted": ("DELETE FROM sellado_sellocabecera", "sellado_sellocabecera", "ha desaparecido"),
    "a time stamp of another day": ("UPDATE sellado_sellocabecera SET sellada_el = sellada_el - interval '1 day'", "sellado_sellocabecera", "no es lo que dice su hecho"),
    "a node too many": ("INSERT INTO sellado_nodo (nivel, indice, hash) VALUES (9, 7, repeat('0', 64))", "sellado_nodo", "no cubre hojas"),
    "a leaf twice": ("INSERT INTO sellado_hoja SELECT max(indice) OVER () + 1, evento_id, hash FROM sellado_hoja ORDER BY indice LIMIT 1", "sellado_hoja", "está dos veces"),
    "a content without its row": ("DELETE FROM almacen_contenido WHERE sha256 IN (SELECT contenido_id FROM documentos_revisiondocumento)", "almacen_contenido", "ha desaparecido"),
}  # fmt: skip
