"""A million facts checked: chains, leaves, tree, and the rows that they vouch for, as `verificar` does it.

The facts are of the size of those of a submission, in chains of twenty, with honest hashes, written in bulk; the tree and its head are made by the
product. Then what sealing costs when there is nothing new, which happens every five minutes for ever.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from benchmarks.banco import Banco
from benchmarks.cifras import Cifra

META = 60
POR_CADENA = 20
TANDA = 1_000
EVENTO = "auditoria_evento"
COMIENZO = datetime(2026, 1, 1, tzinfo=UTC)
DESPACHO = "01a00000-0000-7000-8000-000000000001"
COLUMNAS = "id, cadena, seq, tipo, actor_clase, actor_id, momento, datos, hash_previo, hash, canonico"


def medir(banco: Banco) -> list[Cifra]:
    """A tenth first, to see how it grows; then all."""
    from django.conf import settings

    from consistorio.documental.firma.casa import confianza_de_la_casa
    from consistorio.documental.sellado import verificacion

    total = int(banco.opciones.get("hechos", banco.cuanto(1_000_000, 20_000)))
    cifras, hechos = [], 0
    for hasta in (total // 10, total):
        _sembrar(hechos, hasta)
        hechos = hasta
        with banco.gasto() as crecer:
            nuevas = _crecer(todo=True)
        with banco.gasto() as nada:
            _crecer()
        verificar = partial(
            verificacion.verificar, confianza=confianza_de_la_casa(), nif=str(settings.CONSISTORIO_ENTIDAD["nif"])
        )
        with banco.gasto() as gasto:
            resultado = verificar()
        if not resultado.bien or not resultado.cifras["hechos"] == resultado.cifras["hojas"] >= hasta:
            raise SystemExit(f"{resultado.hallazgos[:5]} {resultado.cifras}")
        cifras += [
            Cifra(
                que=f"{hasta:,} facts verified",
                valor=round(gasto.pared, 1),
                unidad="s",
                meta=META if hasta == total else None,
                nota=f"{gasto.cpu:.1f} s of our CPU, {gasto.cpu_pg:.1f} of PostgreSQL's",
            ),
            Cifra(
                que=f"Leaves made in the tree, of {hasta:,} facts",
                valor=round(nuevas / crecer.pared),
                unidad="a second",
                nota=f"{crecer.cpu:.1f} s of our CPU, {crecer.cpu_pg:.1f} of PostgreSQL's",
            ),
            Cifra(
                que=f"A round of sealing with nothing new, {hasta:,} facts",
                valor=round(1000 * nada.pared, 1),
                unidad="ms",
                cpu=round(1000 * nada.cpu, 1),
                cpu_pg=round(1000 * nada.cpu_pg, 1),
            ),
        ]
    alterado = _alterar(total // 2)
    textos = [str(hallazgo) for hallazgo in verificar().hallazgos]
    if sum(alterado in texto for texto in textos) != 2 or any(EVENTO in t and alterado not in t for t in textos):
        raise SystemExit(f"{alterado} was altered, and what was found is {textos[:5]}")
    cifras.append(
        Cifra(
            que=f"A letter changed in one of {total:,} facts by who owns the database: found in the log and in the tree, by its name",
            valor=sum(alterado in texto for texto in textos),
            unidad="findings",
            nota=f"and {len(textos) - 2} nodes above it",
        )
    )
    return cifras


def _alterar(n: int) -> str:
    """What whoever owns the database can do to a fact; its identifier."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE auditoria_evento SET canonico = replace(canonico, 'solicitud', 'solicituz') WHERE cadena = %s AND seq = %s "
            "RETURNING id",
            [f"banco:{_uuid(3, n // POR_CADENA)}", n % POR_CADENA + 1],
        )
        fila = cursor.fetchone()
        cursor.execute("SET session_replication_role = DEFAULT")
    return str(fila[0])


def _crecer(*, todo: bool = False) -> int:
    """A round of sealing; `todo`: as the night's, which finds what was sown, whose identifiers are older than the town's last leaf."""
    from django.db import transaction

    from consistorio.documental.sellado import consultas
    from consistorio.documental.sellado.operaciones import crecer, hay_que_sellar

    with transaction.atomic():
        desde = consultas.ENTERO if todo else consultas.suelo()
        return crecer(desde=desde) if hay_que_sellar(desde=desde) else 0


def _sembrar(desde: int, hasta: int) -> None:
    """Facts in new chains, and the heads of these. Their bytes are written here by hand, so that `verificar` judges what the product did not make."""
    from django.db import connection

    previo, cabezas, lineas = "", [], list[str]()
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY auditoria_evento ({COLUMNAS}) FROM STDIN") as copia:
            for n in range(desde, hasta):
                seq = n % POR_CADENA + 1
                if seq == 1:
                    previo = ""
                cadena = f"banco:{_uuid(3, n // POR_CADENA)}"
                linea, previo = _hecho(n, cadena, seq, previo)
                lineas.append(linea)
                if seq == POR_CADENA or n == hasta - 1:
                    cabezas.append(f"{cadena}\t{seq}\t{previo}\n")
                if len(lineas) == TANDA or n == hasta - 1:
                    copia.write("".join(lineas))
                    lineas.clear()
        with cursor.copy("COPY auditoria_cadena (nombre, seq, hash) FROM STDIN") as copia:
            copia.write("".join(cabezas))
        cursor.execute("VACUUM ANALYZE auditoria_evento, auditoria_cadena, sellado_hoja, sellado_nodo")


def _hecho(n: int, cadena: str, seq: int, previo: str) -> tuple[str, str]:
    """A fact as a line of COPY, and its hash."""
    datos = (
        f'{{"documento_id":"{_uuid(1, n)}","expediente_id":"{_uuid(2, n // POR_CADENA)}",'
        f'"huella":"{hashlib.sha256(b"%d" % n).hexdigest()}","orden":{seq},"origen":"solicitud"}}'
    )
    segundos, micros = divmod(n * 250_000, 1_000_000)
    momento = f"{(COMIENZO + timedelta(seconds=segundos)):%Y-%m-%dT%H:%M:%S}.{micros:06d}Z"
    identificador = str(UUID(int=(int(COMIENZO.timestamp() * 1000 + n * 250) << 80) | (7 << 76) | (2 << 62) | n))
    texto = (
        f'{{"actor":{{"clase":"sistema","id":"{DESPACHO}"}},"cadena":"{cadena}","datos":{datos},"hash_previo":"{previo}",'
        f'"id":"{identificador}","momento":"{momento}","seq":{seq},"tipo":"banco.hecho"}}'
    )
    propio = hashlib.sha256(texto.encode()).hexdigest()
    columnas = (identificador, cadena, str(seq), "banco.hecho", "sistema", DESPACHO, momento, datos, previo, propio)
    return "\t".join((*columnas, texto)) + "\n", propio


def _uuid(clase: int, n: int) -> str:
    """An identifier for each thing of a class, always the same."""
    return f"01a00000-0000-7000-8{clase:03d}-{n:012x}"
