"""Noting facts and accesses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Model

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import escrito, momento_canonico, normalizado
from consistorio.nucleo.dato import dato
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, RelojSistema
from consistorio.plataforma.auditoria.eventos import datos_de, tipo_de
from consistorio.plataforma.auditoria.filas import huellas_de
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscriptores_de, tandas_de
from consistorio.plataforma.base.villa import alias_actual, alias_de_accesos
from consistorio.plataforma.transaccion import recuerdo

Cabeza = tuple[int, str]  # number and hash of the last fact of a chain


@dato
class Nota:
    """A fact to be noted in a chain. `filas`: the rows, as written, that it vouches for (`auditoria.filas`)."""

    cadena: str
    hecho: object
    filas: Sequence[Model] = ()


_Dicho = tuple[Nota, str, object]  # a note, its type and its data


def anotar(cadena: str, hecho: object, *, actor: Actor, reloj: Reloj, filas: Sequence[Model] = ()) -> Evento:
    """Append a registered fact to a chain, in the caller's open transaction, and run those subscribed to its type: see `anotar_varios`."""
    return anotar_varios([Nota(cadena, hecho, filas)], actor=actor, reloj=reloj)[0]


def anotar_varios(notas: Sequence[Nota], *, actor: Actor, reloj: Reloj) -> list[Evento]:
    """Append registered facts to their chains, in that order, in the caller's open transaction; then run those subscribed to each, and then those
    subscribed to many at once.

    The rows of the chains are locked, in the order of their names, until the end of the transaction, and the instants are taken under
    those locks, so that the order of `seq` and of `momento` agree. However many facts, three statements at most. Raises TypeError on an
    unregistered fact or a row whose model is not vouched for, RuntimeError outside a transaction.
    """
    recordadas = recuerdo("auditoria.cabezas")
    if recordadas is None:
        msg = "facts are noted in an open transaction: from an action or an operation of one"
        raise RuntimeError(msg)
    dichos = [(nota, tipo_de(nota.hecho), _datos(nota)) for nota in notas]
    anotados = _encadenados(dichos, recordadas, actor=actor, reloj=reloj)
    avisos = [
        HechoAnotado(
            tipo=tipo,
            cadena=nota.cadena,
            seq=anotado.seq,
            momento=anotado.momento,
            datos=datos,
            hecho=nota.hecho,
            actor=actor,
            reloj=reloj,
        )
        for (nota, tipo, datos), anotado in zip(dichos, anotados, strict=True)
        if isinstance(datos, dict)
    ]
    for aviso in avisos:
        for suscriptor in suscriptores_de(aviso.tipo):
            suscriptor(aviso)
    for suscriptor_de_varios, suyos in tandas_de(avisos).items():
        suscriptor_de_varios(suyos)
    return anotados


def _encadenados(
    dichos: Sequence[_Dicho], recordadas: dict[str, Cabeza], *, actor: Actor, reloj: Reloj
) -> list[Evento]:
    """The facts written at the end of their chains.

    `recordadas`: the heads that this transaction left, whose rows it holds locked, which are not asked for again. They are held against
    the database's when they are moved: after a rollback to a savepoint one may be another, and then it is read.
    """
    anotados = _seguidos(dict(enumerate(dichos)), recordadas, actor=actor, reloj=reloj)
    faltan = {n: dicho for n, dicho in enumerate(dichos) if n not in anotados}
    if faltan:
        cabezas = _bloquear({nota.cadena for nota, _tipo, _datos in faltan.values()})
        anotados |= _seguidos(faltan, cabezas, actor=actor, reloj=reloj)
    if len(anotados) < len(dichos):
        msg = "the head of a chain moved under its lock"
        raise RuntimeError(msg)
    en_orden = [anotados[n] for n in range(len(dichos))]
    recordadas |= _finales(en_orden)
    return en_orden


def _seguidos(
    dichos: Mapping[int, _Dicho], cabezas: Mapping[str, Cabeza], *, actor: Actor, reloj: Reloj
) -> dict[int, Evento]:
    """The facts, by their place, that could be written after those heads: neither those of other chains nor of a chain that ends
    somewhere else."""
    ultimas, anotados = dict(cabezas), dict[int, Evento]()
    for lugar, (nota, tipo, datos) in dichos.items():
        if nota.cadena in ultimas:
            anotado = _evento(nota.cadena, ultimas[nota.cadena], tipo, datos, actor=actor, momento=reloj.ahora())
            ultimas[nota.cadena] = (anotado.seq, anotado.hash)
            anotados[lugar] = anotado
    escritas = _asentar(list(anotados.values()), cabezas) if anotados else set()
    return {lugar: anotado for lugar, anotado in anotados.items() if anotado.cadena in escritas}


def _finales(anotados: Sequence[Evento]) -> dict[str, Cabeza]:
    return {anotado.cadena: (anotado.seq, anotado.hash) for anotado in anotados}


def _datos(nota: Nota) -> object:
    dicho = datos_de(nota.hecho)
    return normalizado({**dicho, "filas": huellas_de(nota.filas)} if nota.filas else dicho)


def _evento(cadena: str, cabeza: Cabeza, tipo: str, datos: object, *, actor: Actor, momento: datetime) -> Evento:
    """The fact that follows that head, not written yet."""
    seq, hash_previo, identificador = cabeza[0] + 1, cabeza[1], uuid7()
    contenido = escrito(
        {
            "actor": {"clase": actor.clase.value, "id": str(actor.id)},
            "cadena": cadena,
            "datos": datos,
            "hash_previo": hash_previo,
            "id": str(identificador),
            "momento": momento_canonico(momento),
            "seq": seq,
            "tipo": tipo,
        }
    )
    return Evento(
        id=identificador,
        cadena=cadena,
        seq=seq,
        tipo=tipo,
        actor_clase=actor.clase.value,
        actor_id=actor.id,
        momento=momento,
        datos=datos,
        hash_previo=hash_previo,
        hash=hashlib.sha256(contenido).hexdigest(),
        canonico=contenido.decode(),
    )


def _bloquear(cadenas: Collection[str]) -> dict[str, Cabeza]:
    """Lock the rows of some chains (made here the first time): where each one ends, and with which hash."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "INSERT INTO auditoria_cadena (nombre, seq, hash) SELECT nombre, 0, '' FROM unnest(%s::text[]) AS nombre "
            "ON CONFLICT (nombre) DO UPDATE SET nombre = excluded.nombre RETURNING nombre, seq, hash",
            [sorted(cadenas)],
        )
        return {str(nombre): (int(seq), str(digesto)) for nombre, seq, digesto in cursor.fetchall()}


_COLUMNAS = {
    "id": "uuid",
    "cadena": "text",
    "seq": "bigint",
    "tipo": "text",
    "actor_clase": "text",
    "actor_id": "uuid",
    "momento": "timestamptz",
    "datos": "jsonb",
    "hash_previo": "text",
    "hash": "text",
    "canonico": "text",
}
# As one JSON each: lists of texts full of quotes take longer to write as arrays than everything else
_ASENTAR = f"""
WITH cabeza AS (
  UPDATE auditoria_cadena c SET seq = n.seq, hash = n.hash
  FROM jsonb_to_recordset(%s::jsonb) AS n (nombre text, tras bigint, hash_previo text, seq bigint, hash text)
  WHERE c.nombre = n.nombre AND c.seq = n.tras AND c.hash = n.hash_previo RETURNING c.nombre
)
INSERT INTO auditoria_evento ({", ".join(_COLUMNAS)})
SELECT {", ".join(_COLUMNAS)} FROM jsonb_to_recordset(%s::jsonb) AS n ({", ".join(f"{c} {tipo}" for c, tipo in _COLUMNAS.items())})
WHERE n.cadena IN (SELECT nombre FROM cabeza) RETURNING cadena
"""  # noqa: S608 - words of ours


def _asentar(eventos: Sequence[Evento], cabezas: Mapping[str, Cabeza]) -> set[str]:
    """Write the facts and move the heads of their chains from those, in one statement: whatever the house does passes here. Returns the
    chains in which it was done: in one that ends somewhere else nothing is written."""
    filas = [
        {columna: getattr(evento, columna) for columna in _COLUMNAS}
        | {"id": str(evento.id), "actor_id": str(evento.actor_id), "momento": evento.momento.isoformat()}
        for evento in eventos
    ]
    pasos = [
        {"nombre": n, "tras": cabezas[n][0], "hash_previo": cabezas[n][1], "seq": seq, "hash": digesto}
        for n, (seq, digesto) in _finales(eventos).items()
    ]
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_ASENTAR, [json.dumps(pasos), json.dumps(filas)])
        escritas = {str(cadena) for (cadena,) in cursor.fetchall()}
    for evento in eventos:
        evento._state.adding, evento._state.db = False, alias_actual()
    return escritas


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
