"""Noting facts and accesses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
    seq, hash_previo = _siguiente(cadena)
    momento = reloj.ahora()
    identificador = uuid7()
    contenido = canonico(
        {
            "actor": {"clase": actor.clase, "id": actor.id},
            "cadena": cadena,
            "datos": datos,
            "hash_previo": hash_previo,
            "id": identificador,
            "momento": momento,
            "seq": seq,
            "tipo": tipo,
        }
    )
    digesto = hashlib.sha256(contenido).hexdigest()
    anotado = Evento(
        id=identificador,
        cadena=cadena,
        seq=seq,
        tipo=tipo,
        actor_clase=actor.clase.value,
        actor_id=actor.id,
        momento=momento,
        datos=datos,
        hash_previo=hash_previo,
        hash=digesto,
        canonico=contenido.decode(),
    )
    _asentar(anotado)
    if isinstance(datos, dict):
        aviso = HechoAnotado(
            tipo=tipo, cadena=cadena, seq=seq, momento=momento, datos=datos, hecho=hecho, actor=actor, reloj=reloj
        )
        for suscriptor in suscriptores_de(tipo):
            suscriptor(aviso)
    return anotado


def _siguiente(cadena: str) -> tuple[int, str]:
    """Lock the chain's row (made here the first time) and return the next sequence number and the previous hash."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "INSERT INTO auditoria_cadena (nombre, seq, hash) VALUES (%s, 0, '') "
            "ON CONFLICT (nombre) DO UPDATE SET nombre = excluded.nombre RETURNING seq, hash",
            [cadena],
        )
        fila = cursor.fetchone()
    return int(fila[0]) + 1, str(fila[1])


def _asentar(evento: Evento) -> None:
    """Write the fact and move the head of its chain to it, in one statement: whatever the house does passes here."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "WITH cabeza AS (UPDATE auditoria_cadena SET seq = %(seq)s, hash = %(hash)s WHERE nombre = %(cadena)s) "
            "INSERT INTO auditoria_evento "
            "(id, cadena, seq, tipo, actor_clase, actor_id, momento, datos, hash_previo, hash, canonico) VALUES "
            "(%(id)s, %(cadena)s, %(seq)s, %(tipo)s, %(actor_clase)s, %(actor_id)s, %(momento)s, %(datos)s, "
            "%(hash_previo)s, %(hash)s, %(canonico)s)",
            {campo.name: getattr(evento, campo.name) for campo in evento._meta.concrete_fields}
            | {"datos": Jsonb(evento.datos)},
        )
    evento._state.adding, evento._state.db = False, alias_actual()


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
