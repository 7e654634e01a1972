"""What is in the database, in SQL: no code of the product says what the product has done."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

# Written although the act is refused: who tried to look, and the proofs of presence that were used up; and the clock, which is ours
AUNQUE_SE_RECHACE = ("auditoria_acceso", "otp_totp_totpdevice", "calendario_desfasereloj")


@dataclass
class Nota:
    """A notification. `aviso`: how its notice ended, each time."""

    id: str
    de: str
    clase: str
    estado: str
    caduca: date | None
    practicada: datetime | None
    puesta: datetime | None
    salida: bool
    evidencia: bool
    avisos: list[str]


@dataclass
class Ficha:
    """A case."""

    id: str
    estado: str
    vence: date
    plazo: str
    abiertas: list[str]
    requerimientos: list[tuple[str, date | None]]
    actos: list[tuple[str, str]]
    informe: bool
    resolucion: tuple[str, int | None, bool] | None
    pasos: list[tuple[str, str]]
    terminacion: str
    notas: list[Nota] = field(default_factory=list)


_FICHAS = """
SELECT e.id::text, e.estado, p.vence, p.estado,
 ARRAY(SELECT codigo FROM motor_tarea WHERE expediente_id = e.id AND cerrada_el IS NULL ORDER BY codigo),
 ARRAY(SELECT estado || ' ' || coalesce(vence::text, '') FROM motor_requerimiento WHERE expediente_id = e.id ORDER BY emitido_el, id),
 ARRAY(SELECT clase || ' ' || estado FROM motor_actotramite WHERE expediente_id = e.id ORDER BY dictado_el, id),
 EXISTS(SELECT 1 FROM motor_informe WHERE expediente_id = e.id AND emitido_el IS NOT NULL),
 (SELECT r.estado || ' ' || coalesce(r.numero::text, '') || ' ' || (r.documento_id IS NOT NULL)::text
  FROM resoluciones_resolucion r WHERE expediente_id = e.id ORDER BY id DESC LIMIT 1),
 ARRAY(SELECT s.papel || ' ' || s.estado FROM firma_pasofirma s WHERE s.circuito_id = (SELECT c.id FROM resoluciones_resolucion r
  JOIN firma_circuito c ON c.referencia = 'resolucion:' || r.id WHERE r.expediente_id = e.id ORDER BY c.id DESC LIMIT 1) ORDER BY s.numero),
 coalesce((SELECT estado FROM motor_terminacion WHERE expediente_id = e.id ORDER BY creada_el DESC, id DESC LIMIT 1), '')
FROM expedientes_expediente e JOIN motor_plazo p ON p.expediente_id = e.id ORDER BY e.id
"""
_NOTAS = """
SELECT n.id::text, split_part(n.referencia, ':', 1), n.clase, n.estado, n.caduca, n.practicada_el, n.puesta_a_disposicion,
 n.salida_id IS NOT NULL, n.evidencia_id IS NOT NULL, n.expediente_id::text,
 ARRAY(SELECT resultado::text FROM notificaciones_aviso a WHERE a.notificacion_id = n.id ORDER BY momento, id)
FROM notificaciones_notificacion n ORDER BY n.emitida_el, n.id
"""
# What holds in any town at any moment: each answers the rows that break it
SIEMPRE = {
    "numbers of a registry book with gaps or repeated": """SELECT libro_id, anio, count(*), max(numero) FROM registro_asiento
        GROUP BY 1, 2 HAVING min(numero) <> 1 OR max(numero) <> count(*) OR count(DISTINCT numero) <> count(*)""",
    "a registry book that counts otherwise than its entries": """SELECT l.codigo, l.anio, l.ultimo FROM registro_libro l
        WHERE l.ultimo <> (SELECT count(*) FROM registro_asiento a WHERE a.libro_id = l.codigo AND a.anio = l.anio)""",
    "times of entries against the order of their numbers": """SELECT a.numero_completo FROM registro_asiento a
        JOIN registro_asiento b ON b.libro_id = a.libro_id AND b.anio = a.anio AND b.numero = a.numero + 1
        WHERE b.registrado_el < a.registrado_el""",
    "numbers of resolutions with gaps or repeated": """SELECT libro_id, count(*), max(numero) FROM resoluciones_resolucion
        WHERE numero IS NOT NULL GROUP BY 1 HAVING max(numero) <> count(*) OR count(DISTINCT numero) <> count(*)""",
    "numbers of cases with gaps or repeated": """SELECT serie, anio, count(*), max(orden) FROM expedientes_expediente
        GROUP BY 1, 2 HAVING max(orden) <> count(*) OR count(DISTINCT orden) <> count(*)""",
    "numbers of notifications with gaps": """SELECT count(*), max(split_part(numero, '/', 2)::int) FROM notificaciones_notificacion
        HAVING count(*) <> coalesce(max(split_part(numero, '/', 2)::int), 0)""",
    "the same act notified twice to a person": """SELECT referencia, destinatario_id FROM notificaciones_notificacion
        GROUP BY 1, 2 HAVING count(*) > 1""",
    "put at disposal without its exit, or out without being at disposal": """SELECT id FROM notificaciones_notificacion
        WHERE (puesta_a_disposicion IS NULL) <> (salida_id IS NULL)""",
    "one exit for two notifications": """SELECT salida_id FROM notificaciones_notificacion WHERE salida_id IS NOT NULL
        GROUP BY 1 HAVING count(*) > 1""",
    "an act that took effect without all its signatures": """SELECT a.id FROM motor_actotramite a WHERE a.estado = 'firmado'
        AND a.clase <> 'certificado_silencio' AND (NOT EXISTS (SELECT 1 FROM firma_circuito c WHERE c.documento_id = a.documento_id
        AND c.estado = 'completado') OR EXISTS (SELECT 1 FROM firma_circuito c JOIN firma_pasofirma s ON s.circuito_id = c.id
        WHERE c.documento_id = a.documento_id AND s.estado <> 'firmado'))""",
    "a decision without its two signatures": """SELECT r.id FROM resoluciones_resolucion r WHERE r.estado = 'firmada' AND
        (SELECT count(*) FROM firma_circuito c JOIN firma_pasofirma s ON s.circuito_id = c.id WHERE c.documento_id = r.documento_id
         AND s.estado = 'firmado' AND s.firmante_id IS NOT NULL) <> 2""",
    "numbers of internal communications with gaps or repeated": """SELECT anio, count(*), max(orden) FROM comunicaciones_comunicacion
        GROUP BY 1 HAVING max(orden) <> count(*) OR count(DISTINCT orden) <> count(*)""",
    "money that came in and neither pays a debt nor has to be given back nor was": """SELECT l.referencia FROM tributos_liquidacion l
        WHERE l.recibido <> (SELECT coalesce(sum(c.importe), 0) FROM tributos_cobro c WHERE c.liquidacion_id = l.id)
        OR l.devuelto <> (SELECT coalesce(sum(d.importe), 0) FROM tributos_devolucion d WHERE d.liquidacion_id = l.id)""",
    "a decision that spends with a number and a reparo to settle": """SELECT f.expediente_id FROM intervencion_fiscalizacion f
        JOIN resoluciones_resolucion r ON r.expediente_id = f.expediente_id WHERE r.numero IS NOT NULL
        AND f.estado NOT IN ('favorable', 'observaciones', 'levantado', 'sin_gasto')
        AND NOT (f.estado = 'reparo' AND EXISTS (SELECT 1 FROM intervencion_reparo p WHERE p.documento_id = f.documento_id
            AND p.estado = 'sin_suspender'))""",
    "a book of acts that counts otherwise than its numbers": """SELECT l.codigo, l.ultimo FROM resoluciones_libro l
        WHERE l.ultimo <> (SELECT count(*) FROM resoluciones_resolucion r WHERE r.libro_id = l.id)""",
    "a draft filed twice": """SELECT borrador_id FROM solicitudes_solicitud WHERE borrador_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1""",
    "an entry without one receipt to be made": """SELECT a.id FROM registro_asiento a WHERE libro_id = 'E' AND
        (SELECT count(*) FROM registro_justificante j WHERE j.asiento_id = a.id) <> 1""",
    "a closed case with open tasks": """SELECT e.id FROM expedientes_expediente e JOIN motor_tarea t ON t.expediente_id = e.id
        WHERE e.estado <> 'abierto' AND t.cerrada_el IS NULL AND t.codigo <> 'anulacion_liquidacion'""",
    "documents of a case with gaps in their order": """SELECT expediente_id, count(*), max(orden) FROM expedientes_documentoexpediente
        GROUP BY 1 HAVING max(orden) <> count(*) OR count(DISTINCT orden) <> count(*)""",
    "an assertion of Cl@ve that opened two sessions": """SELECT evidencia->>'asercion' FROM identidad_sesion WHERE medio = 'clave'
        GROUP BY 1 HAVING count(*) > 1""",
    "an identification whose person is still written after it was collected": """SELECT id FROM identidad_peticionacceso
        WHERE consumida_el IS NOT NULL AND resultado <> '{}'""",
    "a document without its content": """SELECT d.id FROM documentos_documento d LEFT JOIN almacen_contenido c
        ON c.sha256 = d.contenido_id WHERE c.sha256 IS NULL""",
}
# What holds once everything has calmed down
AL_FINAL = {
    "an entry whose receipt nobody will make": """SELECT j.asiento_id FROM registro_justificante j WHERE j.documento_id IS NULL""",
    "two receipts of one entry": """SELECT numero_expediente FROM documentos_documento d JOIN registro_justificante j ON j.documento_id = d.id
        JOIN registro_asiento a ON a.id = j.asiento_id GROUP BY a.id HAVING count(*) > 1""",
    "receipts of no entry": """SELECT id FROM documentos_documento d WHERE plantilla = 'justificante'
        AND NOT EXISTS (SELECT 1 FROM registro_justificante j WHERE j.documento_id = d.id)""",
    "notifications that nobody prepares": """SELECT id FROM notificaciones_notificacion WHERE canal = 'electronica'
        AND puesta_a_disposicion IS NULL""",
    "outcomes without proof": """SELECT id FROM notificaciones_notificacion WHERE clase = 'notificacion' AND practicada_el IS NOT NULL
        AND evidencia_id IS NULL""",
    "documents of notifications of nothing": """SELECT id FROM documentos_documento d WHERE plantilla IN ('notificacion', 'evidencia')
        AND NOT EXISTS (SELECT 1 FROM notificaciones_notificacion n WHERE d.id IN (n.cedula_id, n.evidencia_id))""",
    "seals that nobody puts": "SELECT id FROM firma_sellopedido WHERE estado = 'pendiente'",
    "complete circuits whose act waits": """SELECT a.id FROM motor_actotramite a JOIN firma_circuito c ON c.documento_id = a.documento_id
        WHERE a.estado = 'en_firma' AND c.estado <> 'pendiente'""",
    "complete circuits whose decision waits": """SELECT r.id FROM resoluciones_resolucion r JOIN firma_circuito c
        ON c.documento_id = r.documento_id WHERE r.estado = 'en_firma' AND c.estado <> 'pendiente'""",
    "numbered decisions without a document to sign": """SELECT id FROM resoluciones_resolucion WHERE estado = 'en_firma'
        AND documento_id IS NULL""",
    "failed jobs that do not say why": """SELECT j.id FROM procrastinate_jobs j WHERE status = 'failed'
        AND NOT EXISTS (SELECT 1 FROM cola_fallotrabajo f WHERE f.trabajo = j.id)""",
    "jobs left in somebody's hand": "SELECT id, task_name FROM procrastinate_jobs WHERE status = 'doing'",
    "mails left in somebody's hand": "SELECT clave FROM cola_salidaenmano WHERE salio_el IS NULL",
    "notified and never warned": """SELECT n.id FROM notificaciones_notificacion n WHERE clase = 'notificacion'
        AND puesta_a_disposicion IS NOT NULL AND practicada_el IS NULL AND NOT EXISTS
        (SELECT 1 FROM notificaciones_aviso a WHERE a.notificacion_id = n.id AND a.resultado IN ('enviado', 'dudoso'))""",
}


def consultar(orden: str, *valores: object) -> list[tuple[object, ...]]:
    """Rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(orden, valores or None)
        return list(cursor.fetchall())


def fichas() -> dict[str, Ficha]:
    """Every case with its term to decide."""
    todas = {}
    for fila in consultar(_FICHAS):
        caso, estado, vence, plazo, abiertas, pedidos, actos, informe, resolucion, pasos, terminacion = fila
        ficha = Ficha(
            str(caso),
            str(estado),
            vence,  # type: ignore[arg-type]
            str(plazo),
            list(abiertas),  # type: ignore[call-overload]
            [_pedido(p) for p in pedidos],  # type: ignore[attr-defined]
            [tuple(a.split(" ")) for a in actos],  # type: ignore[attr-defined]
            bool(informe),
            _resolucion(resolucion),
            [tuple(p.split(" ")) for p in pasos],  # type: ignore[attr-defined]
            str(terminacion),
        )
        todas[ficha.id] = ficha
    for fila in consultar(_NOTAS):
        *datos, caso, avisos = fila
        todas[str(caso)].notas.append(Nota(*datos, list(avisos)))  # type: ignore[arg-type, call-overload]
    return todas


def _pedido(texto: str) -> tuple[str, date | None]:
    estado, _, vence = texto.partition(" ")
    return estado, date.fromisoformat(vence) if vence else None


def _resolucion(texto: object) -> tuple[str, int | None, bool] | None:
    if texto is None:
        return None
    estado, numero, documentada = str(texto).split(" ")
    return estado, int(numero) if numero else None, documentada == "true"


def rotas(reglas: dict[str, str]) -> Iterator[str]:
    """Which of these rules do not hold, with the first rows that break them. One question for all of them."""
    todas = " UNION ALL ".join(
        f"SELECT '{nombre}', (SELECT string_agg(x::text, ' ') FROM (SELECT * FROM ({orden}) y LIMIT 5) x)"
        for nombre, orden in ((n.replace("'", "''"), o) for n, o in reglas.items())
    )
    for nombre, filas in consultar(todas):
        if filas is not None:
            yield f"{nombre}: {filas}"


class Huella:
    """A digest of every row that there is: two that are equal, nothing was written between them."""

    def __init__(self) -> None:
        tablas = [
            str(t)
            for (t,) in consultar("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            if t not in AUNQUE_SE_RECHACE
        ]
        partes = (
            f"SELECT '{t}', count(*), coalesce(sum(hashtextextended(ctid::text || xmin::text, 0)), 0) FROM \"{t}\""
            for t in tablas
        )
        self._orden = " UNION ALL ".join(partes)

    def tomar(self) -> dict[str, tuple[object, object]]:
        """By table."""
        return {str(tabla): (cuantas, suma) for tabla, cuantas, suma in consultar(self._orden)}


def cambiadas(antes: dict[str, tuple[object, object]], despues: dict[str, tuple[object, object]]) -> list[str]:
    """The tables that are not as they were."""
    return [tabla for tabla, suma in despues.items() if antes[tabla] != suma]


def cadenas_rotas() -> Iterator[str]:
    """Each chain counts from one, each fact names the one before and is the one that was hashed; its head is the last."""
    anterior: tuple[object, object, object] = ("", 0, "")
    cabezas: dict[object, tuple[object, object]] = {}
    orden = "SELECT cadena, seq, hash_previo, hash, canonico FROM auditoria_evento ORDER BY cadena, seq"
    for cadena, seq, previo, huella, canonico in consultar(orden):
        if cadena != anterior[0]:
            anterior = (cadena, 0, "")
        if seq != int(str(anterior[1])) + 1 or previo != anterior[2]:
            yield f"chain {cadena} breaks at {seq}"
        if hashlib.sha256(str(canonico).encode()).hexdigest() != huella:
            yield f"fact {cadena} {seq} is not the one that was hashed"
        anterior = (cadena, seq, huella)
        cabezas[cadena] = (seq, huella)
    for nombre, seq, huella in consultar("SELECT nombre, seq, hash FROM auditoria_cadena"):
        if cabezas.get(nombre, (0, "")) != (seq, huella):
            yield f"the head of chain {nombre} is not its last fact"


def firmas_de_mas_o_de_menos(almacen: Path) -> Iterator[str]:
    """Each document carries as many signatures as people signed and seals were put; its bytes are those of its name."""
    orden = """SELECT d.id::text, d.contenido_id,
        (SELECT count(*) FROM firma_circuito c JOIN firma_pasofirma s ON s.circuito_id = c.id WHERE c.documento_id = d.id AND s.estado = 'firmado'),
        (SELECT count(*) FROM auditoria_evento e WHERE e.cadena = 'documento:' || d.id AND e.tipo = 'firma.documento.sellado'),
        coalesce((SELECT a.hecha_el IS NOT NULL FROM firma_ampliacion a WHERE a.documento_id = d.id), false)
        FROM documentos_documento d WHERE d.origen_administracion"""
    for documento, sha256, personas, sellos, ampliado in consultar(orden):
        fichero = almacen / str(sha256)[:2] / str(sha256)[2:4] / str(sha256)
        if not fichero.exists():
            yield f"document {documento} has no bytes"
            continue
        datos = fichero.read_bytes()
        if hashlib.sha256(datos).hexdigest() != sha256:
            yield f"document {documento} has other bytes"
        debidas = int(str(personas)) + int(str(sellos))
        puestas = datos.count(b"/ByteRange")
        if puestas < debidas or (puestas > debidas and not ampliado):
            yield f"document {documento} carries {puestas} signatures, and {debidas} are written down"


def marcar_trabajo(numero: int, estado: str, intentos: int) -> None:
    """As the engine of jobs leaves one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status, attempts = %s, scheduled_at = NULL WHERE id = %s",
            [estado, intentos, numero],
        )


def olvidar_codigos() -> None:
    """Half a minute of the machine goes by: the codes of the staff are new, and a wrong one is not held against the next."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE otp_totp_totpdevice SET last_t = -1, throttling_failure_count = 0")


def sesiones() -> Counter[tuple[str, str, int]]:
    """How many times each person came in by Cl@ve, with which name and at which level."""
    orden = """SELECT p.nif, concat_ws(' ', p.nombre, p.apellido1, nullif(p.apellido2, '')), s.nivel, count(*) FROM identidad_sesion s
        JOIN identidad_persona p ON p.id = s.persona_id WHERE s.medio = 'clave' GROUP BY 1, 2, 3"""
    return Counter({(str(nif), str(n), int(str(nivel))): int(str(veces)) for nif, n, nivel, veces in consultar(orden)})


def pasos_firmados() -> set[tuple[str, str]]:
    """Each signature that was given, and by whom."""
    orden = """SELECT s.id::text, c.usuario FROM firma_pasofirma s JOIN organizacion_empleado e ON e.id = s.firmante_id
        JOIN identidad_cuenta c ON c.id = e.cuenta_id WHERE s.estado = 'firmado'"""
    return {(str(paso), str(quien)) for paso, quien in consultar(orden)}


def por_firmar() -> dict[str, list[UUID]]:
    """What waits for each person's signature, in order: whose turn has come."""
    orden = """SELECT u.usuario, s.id FROM firma_pasofirma s JOIN firma_circuito c ON c.id = s.circuito_id
        JOIN organizacion_ocupacion o ON o.puesto_id = s.puesto_id AND o.hasta IS NULL JOIN organizacion_empleado e ON e.id = o.empleado_id
        JOIN identidad_cuenta u ON u.id = e.cuenta_id WHERE s.estado = 'pendiente' AND c.estado = 'pendiente' AND NOT EXISTS
        (SELECT 1 FROM firma_pasofirma a WHERE a.circuito_id = c.id AND a.numero < s.numero AND a.estado <> 'firmado'
         AND c.orden = 'cascada') ORDER BY s.id"""
    esperan: dict[str, list[UUID]] = {}
    for usuario, paso in consultar(orden):
        esperan.setdefault(str(usuario), []).append(UUID(str(paso)))
    return esperan
