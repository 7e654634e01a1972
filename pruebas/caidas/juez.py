"""The judge: tables by plain SQL, files by plain hashing, diaries line by line. It shares no code with the product.

It is handed the town only to run `verificar` and pg_amcheck as the commands that they are.
"""

from __future__ import annotations

import email
import hashlib
import json
import re
import subprocess
from collections import Counter
from datetime import datetime
from email import policy
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from pruebas.caidas.diario import leer

if TYPE_CHECKING:
    from pruebas.caidas.pueblo import Pueblo

Sesion = psycopg.Connection[tuple[object, ...]]
Cifras = dict[str, object]
MAXIMO = 10  # of each kind of failure that is told


def pendientes(url: str) -> int:
    """Jobs in hand or waiting, sweeps apart. More than none while the database does not answer."""
    try:
        with psycopg.connect(url, connect_timeout=5) as sesion:
            return _cuenta(
                sesion,
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND queue_name <> 'barridos'",
            )
    except psycopg.OperationalError:
        return 1


def juzgar(pueblo: Pueblo, *, semilla: int, asientos: int, casos: int) -> tuple[list[str], Cifras]:
    """What is false in what is left (nothing, if all is well), and the figures."""
    fallos: list[str] = []
    cifras: Cifras = {}
    with psycopg.connect(pueblo.url) as sesion:
        juzgar_asientos(sesion, pueblo.var, semilla, asientos, fallos, cifras)
        juzgar_trabajos(sesion, fallos, cifras)
        contar_esperas(sesion, cifras)
        juzgar_contenidos(sesion, pueblo.var, fallos, cifras)
        juzgar_cadenas(sesion, fallos, cifras)
        juzgar_correos(sesion, pueblo.var, fallos, cifras)
        juzgar_casos(sesion, pueblo.var, casos, fallos, cifras)
    juzgar_paginas(pueblo.var, fallos, cifras)
    juzgar_verificar(pueblo, fallos, cifras)
    juzgar_amcheck(pueblo, fallos, cifras)
    return fallos, cifras


def _cuenta(sesion: Sesion, orden: str) -> int:
    fila = sesion.execute(orden).fetchone()
    return int(str(fila[0])) if fila else 0


def _decir(fallos: list[str], que: str, cuales: list[object]) -> None:
    if cuales:
        fallos.append(f"{que} ({len(cuales)}): {', '.join(map(str, cuales[:MAXIMO]))}")


def juzgar_asientos(sesion: Sesion, var: Path, semilla: int, esperados: int, fallos: list[str], cifras: Cifras) -> None:
    """What was acknowledged is there, once, as it was told; numbers without gaps and times in their order."""
    orden = (
        "SELECT clave_idempotencia, numero_completo, id::text FROM registro_asiento WHERE clave_idempotencia LIKE %s"
    )
    escritos = {str(c): (str(n), str(i)) for c, n, i in sesion.execute(orden, [f"caidas-{semilla}-%"])}
    acusados: dict[str, set[tuple[str, str]]] = {}
    respuestas, dudas = 0, 0
    for fichero in sorted(var.glob("escritor-*.jsonl")):
        for linea in leer(fichero):
            if linea["que"] == "hecho":
                acusados.setdefault(linea["clave"], set()).add((linea["numero"], linea["id"]))
                respuestas += 1
            dudas += linea["que"] == "duda"
    _decir(fallos, "acknowledged and lost", sorted(set(acusados) - set(escritos)))
    _decir(fallos, "one request with two answers", sorted(c for c, unos in acusados.items() if len(unos) > 1))
    _decir(fallos, "told otherwise", sorted(c for c in acusados if c in escritos and escritos[c] not in acusados[c]))
    _decir(fallos, "never acknowledged", sorted({f"caidas-{semilla}-{i}" for i in range(esperados)} - set(acusados)))
    if len(escritos) != esperados:
        fallos.append(f"{len(escritos)} entries of {esperados} requests")
    orden = "SELECT libro_id, anio, numero, registrado_el FROM registro_asiento ORDER BY libro_id, anio, numero"
    libros: dict[tuple[object, object], list[tuple[int, datetime]]] = {}
    for libro, anio, numero, momento in sesion.execute(orden):
        libros.setdefault((libro, anio), []).append((int(str(numero)), momento))
    for libro, filas in libros.items():
        if [numero for numero, _ in filas] != list(range(1, len(filas) + 1)):
            fallos.append(f"gaps or repetitions in the numbers of book {libro}")
        if any(a > b for (_, a), (_, b) in pairwise(filas)):
            fallos.append(f"times against the order of numbers in book {libro}")
    sin_hecho = sesion.execute(
        "SELECT a.id FROM registro_asiento a WHERE (SELECT count(*) FROM auditoria_evento e "
        "WHERE e.cadena = 'libro:' || a.libro_id || ':' || a.anio AND e.tipo = 'registro.asiento.practicado' "
        "AND e.datos->>'asiento_id' = a.id::text) <> 1"
    ).fetchall()
    _decir(fallos, "entries without one fact of theirs", [f[0] for f in sin_hecho])
    partidos = sesion.execute(
        "SELECT id FROM registro_asiento a WHERE a.clave_idempotencia LIKE 'caidas-%' AND ("
        "(SELECT count(*) FROM registro_interesadoasiento WHERE asiento_id = a.id) <> 1 "
        "OR NOT EXISTS (SELECT 1 FROM registro_justificante WHERE asiento_id = a.id))"
    ).fetchall()
    _decir(fallos, "entries half written", [f[0] for f in partidos])
    cifras["acusados"], cifras["respuestas"], cifras["dudas"] = len(acusados), respuestas, dudas
    cifras["libros"] = {f"{libro}/{anio}": len(filas) for (libro, anio), filas in libros.items()}


def juzgar_paginas(var: Path, fallos: list[str], cifras: Cifras) -> None:
    """Without a database a page says that it is not available (503); one that says 500 failed by itself, whoever was dying."""
    dichos = [(n["estado"], n["ruta"]) for n in leer(var / "tramitador.jsonl") if n["que"] == "fallo"]
    cifras["paginas_que_fallaron"] = {str(estado): n for estado, n in sorted(Counter(e for e, _ in dichos).items())}
    _decir(fallos, "pages that failed by themselves", sorted({ruta for estado, ruta in dichos if estado == 500}))


def juzgar_trabajos(sesion: Sesion, fallos: list[str], cifras: Cifras) -> None:
    """Nothing is left in hand of somebody who is gone; what has no result has a job that waits or that people see as failed."""
    estados = sesion.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1 ORDER BY 1").fetchall()
    cifras["trabajos"] = {str(e): n for e, n in estados}
    fallidos = sesion.execute(
        "SELECT j.task_name, f.clase, f.explicacion, count(*) FROM procrastinate_jobs j "
        "LEFT JOIN LATERAL (SELECT * FROM cola_fallotrabajo WHERE trabajo = j.id ORDER BY id DESC LIMIT 1) f ON true "
        "WHERE j.status = 'failed' GROUP BY 1, 2, 3"
    ).fetchall()
    cifras["fallidos"] = [" · ".join(map(str, f)) for f in fallidos]
    en_mano = sesion.execute(
        "SELECT id, task_name FROM procrastinate_jobs WHERE status = 'doing' AND queue_name <> 'barridos'"
    ).fetchall()
    _decir(fallos, "jobs left in hand of nobody", list(en_mano))
    mudos = sesion.execute(
        "SELECT j.id, j.task_name FROM procrastinate_jobs j WHERE status = 'failed' "
        "AND NOT EXISTS (SELECT 1 FROM cola_fallotrabajo f WHERE f.trabajo = j.id)"
    ).fetchall()
    _decir(fallos, "failed jobs that say no reason", list(mudos))
    perdidos = sesion.execute(
        "SELECT asiento_id FROM registro_justificante t WHERE documento_id IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM procrastinate_jobs j WHERE j.task_name = 'registro.emitir_justificante' "
        "AND j.args->>'asiento_id' = t.asiento_id::text AND j.status IN ('todo', 'failed'))"
    ).fetchall()
    _decir(fallos, "receipts that nobody will make", [f[0] for f in perdidos])
    dobles = sesion.execute(
        "SELECT args->>'asiento_id' FROM procrastinate_jobs WHERE task_name = 'registro.emitir_justificante' "
        "GROUP BY 1 HAVING count(*) > 1"
    ).fetchall()
    _decir(fallos, "receipts asked for twice", [f[0] for f in dobles])
    cifras["justificantes"] = {
        str(e): n for e, n in sesion.execute("SELECT estado, count(*) FROM registro_justificante GROUP BY 1").fetchall()
    }
    de_mas = _cuenta(
        sesion,
        "SELECT count(*) FROM documentos_documento d WHERE plantilla = 'justificante' "
        "AND NOT EXISTS (SELECT 1 FROM registro_justificante j WHERE j.documento_id = d.id)",
    )
    if de_mas:
        fallos.append(f"{de_mas} receipts of no entry")


def contar_esperas(sesion: Sesion, cifras: Cifras) -> None:
    """How long each kind of job waited for its turn, in seconds: half of them, and the one that waited longest."""
    orden = (
        "SELECT j.task_name, count(*), round(percentile_cont(0.5) WITHIN GROUP (ORDER BY s)::numeric, 1), round(max(s)::numeric, 1) "
        "FROM procrastinate_jobs j JOIN LATERAL (SELECT extract(epoch FROM min(at) FILTER (WHERE type = 'started') "
        "- min(at) FILTER (WHERE type = 'deferred')) AS s FROM procrastinate_events WHERE job_id = j.id) e ON s IS NOT NULL "
        "WHERE j.queue_name <> 'barridos' GROUP BY 1 ORDER BY 1"
    )
    cifras["esperas"] = {
        str(nombre): {"cuantos": cuantos, "mitad": float(str(mitad)), "maxima": float(str(maxima))}
        for nombre, cuantos, mitad, maxima in sesion.execute(orden)
    }


def juzgar_contenidos(sesion: Sesion, var: Path, fallos: list[str], cifras: Cifras) -> None:
    """Every row has its bytes, whole, and every document its row. Bytes without a row are counted: they harm nobody."""
    almacen = var / "almacen" / "contenidos"
    filas = {str(s): int(str(t)) for s, t in sesion.execute("SELECT sha256, tamano FROM almacen_contenido")}
    ficheros = {f.name: f for f in almacen.glob("*/*/*") if f.is_file()}
    _decir(fallos, "contents without bytes", sorted(set(filas) - set(ficheros)))
    malos = []
    for sha, fichero in ficheros.items():
        datos = fichero.read_bytes()
        if hashlib.sha256(datos).hexdigest() != sha or (sha in filas and len(datos) != filas[sha]):
            malos.append(sha)
    _decir(fallos, "bytes that are not those of their name", sorted(malos))
    sueltos = sesion.execute(
        "SELECT d.id FROM documentos_documento d LEFT JOIN almacen_contenido c ON c.sha256 = d.contenido_id "
        "WHERE c.sha256 IS NULL OR d.huella <> d.contenido_id"
    ).fetchall()
    _decir(fallos, "documents without their content", [f[0] for f in sueltos])
    de_asiento = sesion.execute(
        "SELECT x.id FROM registro_documentoasiento x LEFT JOIN almacen_contenido c ON c.sha256 = x.sha256 "
        "WHERE c.sha256 IS NULL"
    ).fetchall()
    _decir(fallos, "attachments without their content", [f[0] for f in de_asiento])
    cifras["contenidos"], cifras["ficheros_sin_fila"] = len(filas), len(set(ficheros) - set(filas))
    cifras["a_medias"] = len(list((var / "almacen" / "entrada").glob("*")))


def juzgar_cadenas(sesion: Sesion, fallos: list[str], cifras: Cifras) -> None:
    """Each chain counts from one and each fact names the one before; its head is the last."""
    previo: tuple[object, int, object] = ("", 0, "")
    cabezas: dict[object, tuple[int, object]] = {}
    total = 0
    for cadena, seq, hash_previo, huella, canonico in sesion.execute(
        "SELECT cadena, seq, hash_previo, hash, canonico FROM auditoria_evento ORDER BY cadena, seq"
    ):
        total += 1
        if cadena != previo[0]:
            previo = (cadena, 0, "")
        if int(str(seq)) != previo[1] + 1 or hash_previo != previo[2]:
            fallos.append(f"chain {cadena} breaks at {seq}")
        if hashlib.sha256(str(canonico).encode()).hexdigest() != huella and len(fallos) < MAXIMO:
            fallos.append(f"fact {cadena} {seq} is not the one that was hashed")
        previo = (cadena, int(str(seq)), huella)
        cabezas[cadena] = (int(str(seq)), huella)
    for nombre, seq, huella in sesion.execute("SELECT nombre, seq, hash FROM auditoria_cadena"):
        if cabezas.get(nombre, (0, "")) != (int(str(seq)), huella):
            fallos.append(f"the head of chain {nombre} is not its last fact")
    cifras["hechos"], cifras["cadenas"] = total, len(cabezas)


def juzgar_correos(sesion: Sesion, var: Path, fallos: list[str], cifras: Cifras) -> None:
    """No notice left twice; none is noted as sent that did not leave; what did not leave is seen."""
    salidos: Counter[str] = Counter()
    for fichero in sorted((var / "correo").glob("*.eml")):
        mensaje = email.message_from_bytes(fichero.read_bytes(), policy=policy.default)
        salidos[str(mensaje["Message-ID"])] += 1
    _decir(fallos, "mails sent twice", sorted(m for m, veces in salidos.items() if veces > 1))
    de_avisos = {m.group(1) for m in (re.match(r"<([0-9a-f-]{36})@", uno) for uno in salidos) if m}
    enviados = {
        str(f[0])
        for f in sesion.execute(
            "SELECT notificacion_id FROM notificaciones_aviso WHERE resultado = 'enviado'"
        ).fetchall()
    }
    _decir(fallos, "notices noted as sent that did not leave", sorted(enviados - de_avisos))
    callados = sesion.execute(
        "SELECT n.id FROM notificaciones_notificacion n WHERE canal = 'electronica' AND puesta_a_disposicion IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM notificaciones_aviso a WHERE a.notificacion_id = n.id) "
        "AND practicada_el IS NULL AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE "
        "j.task_name = 'notificaciones.avisar' AND j.args->>'notificacion_id' = n.id::text AND j.status IN ('todo', 'failed'))"
    ).fetchall()
    _decir(fallos, "notifications whose notice nobody will send", [f[0] for f in callados])
    cifras["correos"] = sum(salidos.values())


def juzgar_casos(sesion: Sesion, var: Path, casos: int, fallos: list[str], cifras: Cifras) -> None:
    """Each application that was acknowledged is one case, with one resolution, notified once and closed if it was told so."""
    pasos: dict[str, set[str]] = {}
    for linea in leer(var / "tramitador.jsonl"):
        if linea["que"] == "hecho":
            pasos.setdefault(linea["expediente"], set()).add(linea["clave"])
    filas = {str(i): str(e) for i, e in sesion.execute("SELECT id::text, estado FROM expedientes_expediente")}
    _decir(fallos, "cases acknowledged and lost", sorted(set(pasos) - set(filas)))
    _decir(fallos, "cases that nobody asked for", sorted(set(filas) - set(pasos)))
    if casos and len(pasos) != casos:
        fallos.append(f"{len(pasos)} cases acknowledged of {casos}")
    for expediente, dados in sorted(pasos.items()):
        if "cerrar" in dados and filas.get(expediente) == "abierto":
            fallos.append(f"case {expediente} was closed and is open")
        if "comparecer" in dados:
            veces = _cuenta(
                sesion,
                "SELECT count(*) FROM notificaciones_notificacion WHERE clase = 'notificacion' "
                f"AND expediente_id = '{expediente}' AND estado = 'accedida'",
            )
            if veces != 1:
                fallos.append(f"case {expediente} was notified {veces} times")
        if "firmar_resolucion" in dados:
            veces = _cuenta(
                sesion,
                f"SELECT count(*) FROM resoluciones_resolucion WHERE expediente_id = '{expediente}' AND numero IS NOT NULL",
            )
            if veces != 1:
                fallos.append(f"case {expediente} has {veces} resolutions")
    cifras["casos"] = (
        {paso: sum(paso in dados for dados in pasos.values()) for paso in sorted(set().union(*pasos.values()))}
        if pasos
        else {}
    )


def juzgar_verificar(pueblo: Pueblo, fallos: list[str], cifras: Cifras) -> None:
    hecho = pueblo.orden("consistorio.cli", "verificar", "--json", bien=(0, 1, 3))
    dicho = json.loads(hecho.stdout) if hecho.stdout.strip().startswith("{") else {}
    cifras["verificar"] = dicho.get("cifras", {})
    if hecho.returncode or not dicho.get("bien"):
        fallos.append(
            f"verificar: {hecho.returncode} {json.dumps(dicho.get('hallazgos', ''), ensure_ascii=False)[:1500]} {hecho.stderr[-500:]}"
        )


def juzgar_amcheck(pueblo: Pueblo, fallos: list[str], cifras: Cifras) -> None:
    """Heap against index, with PostgreSQL's own checker."""
    programa = Path(pueblo.cluster.binarios().carpeta) / "pg_amcheck"
    if not programa.exists():
        cifras["pg_amcheck"] = "NOT RUN: it is not installed"
        return
    with psycopg.connect(pueblo.url, autocommit=True) as sesion:
        if sesion.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'amcheck'").fetchone() is None:
            cifras["pg_amcheck"] = "NOT RUN: no extension amcheck"
            return
        datos = sesion.info.get_parameters()
    orden = [str(programa), "-h", datos["host"], "-p", datos.get("port", "5432"), "-U", datos["user"]]
    orden += ["--install-missing", "--heapallindexed", "--parent-check", datos["dbname"]]
    hecho = subprocess.run(orden, check=False, capture_output=True, text=True)
    cifras["pg_amcheck"] = "clean" if hecho.returncode == 0 else "broken"
    if hecho.returncode:
        fallos.append(f"pg_amcheck: {hecho.stdout[-1500:]}{hecho.stderr[-500:]}")
