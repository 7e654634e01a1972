"""Noting facts and accesses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Model
from psycopg.types.json import Jsonb

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import canonico, normalizado
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, RelojSistema
from consistorio.plataforma.auditoria.eventos import datos_de, tipo_de
from consistorio.plataforma.auditoria.filas import huellas_de
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscriptores_de
from consistorio.plataforma.base.villa import alias_actual, alias_de_accesos

_CABEZAS = "_cabezas_de_la_transaccion"  # of the connection


def anotar(cadena: str, hecho: object, *, actor: Actor, reloj: Reloj, filas: Sequence[Model] = ()) -> Evento:
    """Append a registered fact to a chain, in the caller's open transaction, and run those subscribed to its type.

    `filas`: the rows, as written, that this fact vouches for (`auditoria.filas`).

    The chain's row is locked until the end of the transaction, and the instant is taken under that lock, so that the order
    of `seq` and of `momento` agree. Raises TypeError on an unregistered fact or a row whose model is not vouched for,
    RuntimeError outside a transaction.
    """
    conexion = connections[alias_actual()]
    if not conexion.in_atomic_block:
        msg = "anotar() needs an open transaction: call it from an action or an operation of one"
        raise RuntimeError(msg)
    tipo = tipo_de(hecho)
    dicho = datos_de(hecho)
    datos = normalizado({**dicho, "filas": huellas_de(filas)} if filas else dicho)
    anotado = _encadenado(cadena, tipo, datos, actor=actor, reloj=reloj)
    if isinstance(datos, dict):
        aviso = HechoAnotado(
            tipo=tipo,
            cadena=cadena,
            seq=anotado.seq,
            momento=anotado.momento,
            datos=datos,
            hecho=hecho,
            actor=actor,
            reloj=reloj,
        )
        for suscriptor in suscriptores_de(tipo):
            suscriptor(aviso)
    return anotado


def _encadenado(cadena: str, tipo: str, datos: object, *, actor: Actor, reloj: Reloj) -> Evento:
    """The fact written at the end of its chain.

    The head that this transaction left is not asked for again. It is held against the database's when it is moved: after a rollback
    to a savepoint it may be another, and then it is read.
    """
    cabezas = _cabezas()
    recordada = cabezas.get(cadena)
    if recordada is not None:
        anotado = _evento(cadena, recordada, tipo, datos, actor=actor, momento=reloj.ahora())
        if _asentar(anotado):
            cabezas[cadena] = (anotado.seq, anotado.hash)
            return anotado
    cabeza = _bloquear(cadena)
    anotado = _evento(cadena, cabeza, tipo, datos, actor=actor, momento=reloj.ahora())
    if not _asentar(anotado):
        msg = f"the head of {cadena} moved under its lock"
        raise RuntimeError(msg)
    cabezas[cadena] = (anotado.seq, anotado.hash)
    return anotado


def _cabezas() -> dict[str, tuple[int, str]]:
    """The heads that this transaction left, whose rows it holds locked, by chain."""
    conexion = connections[alias_actual()]
    de_quien, cabezas = getattr(conexion, _CABEZAS, (None, {}))
    transaccion = conexion.atomic_blocks[0]
    if de_quien is not transaccion:
        cabezas = {}
        setattr(conexion, _CABEZAS, (transaccion, cabezas))
    return cabezas


def _evento(
    cadena: str, cabeza: tuple[int, str], tipo: str, datos: object, *, actor: Actor, momento: datetime
) -> Evento:
    """The fact that follows that head, not written yet."""
    identificador, (seq, hash_previo) = uuid7(), cabeza
    contenido = canonico(
        {
            "actor": {"clase": actor.clase, "id": actor.id},
            "cadena": cadena,
            "datos": datos,
            "hash_previo": hash_previo,
            "id": identificador,
            "momento": momento,
            "seq": seq + 1,
            "tipo": tipo,
        }
    )
    return Evento(
        id=identificador,
        cadena=cadena,
        seq=seq + 1,
        tipo=tipo,
        actor_clase=actor.clase.value,
        actor_id=actor.id,
        momento=momento,
        datos=datos,
        hash_previo=hash_previo,
        hash=hashlib.sha256(contenido).hexdigest(),
        canonico=contenido.decode(),
    )


def _bloquear(cadena: str) -> tuple[int, str]:
    """Lock the chain's row (made here the first time) and return its head: last sequence number and hash."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "INSERT INTO auditoria_cadena (nombre, seq, hash) VALUES (%s, 0, '') "
            "ON CONFLICT (nombre) DO UPDATE SET nombre = excluded.nombre RETURNING seq, hash",
            [cadena],
        )
        fila = cursor.fetchone()
    return int(fila[0]), str(fila[1])


def _asentar(evento: Evento) -> bool:
    """Write the fact and move the head of its chain to it, in one statement: whatever the house does passes here. False, and nothing
    is written, when the head is not the one that the fact follows."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "WITH cabeza AS (UPDATE auditoria_cadena SET seq = %(seq)s, hash = %(hash)s "
            "WHERE nombre = %(cadena)s AND seq = %(seq)s - 1 AND hash = %(hash_previo)s RETURNING nombre) "
            "INSERT INTO auditoria_evento "
            "(id, cadena, seq, tipo, actor_clase, actor_id, momento, datos, hash_previo, hash, canonico) SELECT "
            "%(id)s, nombre, %(seq)s, %(tipo)s, %(actor_clase)s, %(actor_id)s, %(momento)s, %(datos)s, "
            "%(hash_previo)s, %(hash)s, %(canonico)s FROM cabeza",
            {campo.name: getattr(evento, campo.name) for campo in evento._meta.concrete_fields}
            | {"datos": Jsonb(evento.datos)},
        )
        escrito = bool(cursor.rowcount == 1)
    evento._state.adding, evento._state.db = False, alias_actual()
    return escrito


def registrar_acceso(
    actor: Actor,
    *,
    que: str,
    objeto_id: UUID | str,
    motivo: str,
    expediente_id: UUID | None = None,
    permitido: bool = True,
) -> None:
    """Note that somebody read personal data (or was refused), on a connection of its own: a rollback does not erase it.

    `que` is a code such as `expediente` or `documento`; `motivo` a phrase without personal data. The machine's clock dates it.
    """
    alias = alias_de_accesos()
    with transaction.atomic(using=alias):
        Acceso.objects.using(alias).create(
            momento=RelojSistema().ahora(),
            actor_clase=actor.clase.value,
            actor_id=actor.id,
            cargo=actor.cargo,
            que=que,
            objeto_id=str(objeto_id),
            expediente_id=expediente_id,
            motivo=motivo,
            resultado="permitido" if permitido else "denegado",
            medio=actor.medio,
        )
