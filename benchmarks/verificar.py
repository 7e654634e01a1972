"""A million facts checked: chains, leaves, tree, and the rows that they vouch for, as `verificar` does it.

The facts are of the size of those of a submission, in chains of twenty, with honest hashes, written in bulk; the tree and its head are made by the
product. Then what sealing costs when there is nothing new, which happens every five minutes for ever.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from benchmarks.banco import Banco
from benchmarks.cifras import Cifra

META = 60
POR_CADENA = 20
DESPACHO = UUID("01a00000-0000-7000-8000-000000000001")


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
            nuevas = _crecer()
        with banco.gasto() as nada:
            _crecer()
        with banco.gasto() as gasto:
            resultado = verificacion.verificar(
                confianza=confianza_de_la_casa(), nif=str(settings.CONSISTORIO_ENTIDAD["nif"])
            )
        if not resultado.bien or resultado.cifras["hechos"] < hasta:
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
    return cifras


def _crecer() -> int:
    from django.db import transaction

    from consistorio.documental.sellado.operaciones import crecer, hay_que_sellar

    with transaction.atomic():
        return crecer() if hay_que_sellar() else 0


def _sembrar(desde: int, hasta: int) -> None:
    """Facts in new chains, and the heads of these."""
    from django.db import connection

    from consistorio.nucleo.canonico import canonico

    columnas = "id, cadena, seq, tipo, actor_clase, actor_id, momento, datos, hash_previo, hash, canonico"
    comienzo, cadena, previo, cabezas = datetime(2026, 1, 1, tzinfo=UTC), "", "", []
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY auditoria_evento ({columnas}) FROM STDIN") as copia:
            for n in range(desde, hasta):
                seq = n % POR_CADENA + 1
                if seq == 1:
                    cadena, previo = f"banco:{uuid5(DESPACHO, str(n))}", ""
                hecho: dict[str, Any] = {
                    "actor": {"clase": "sistema", "id": DESPACHO},
                    "cadena": cadena,
                    "datos": {
                        "documento_id": uuid5(DESPACHO, f"d{n}"),
                        "expediente_id": uuid5(DESPACHO, f"e{n}"),
                        "huella": hashlib.sha256(b"%d" % n).hexdigest(),
                        "orden": seq,
                        "origen": "solicitud",
                    },
                    "hash_previo": previo,
                    "id": UUID(int=(0x01A0 << 112) + (7 << 76) + (2 << 62) + n),
                    "momento": comienzo + timedelta(seconds=n),
                    "seq": seq,
                    "tipo": "banco.hecho",
                }
                texto = canonico(hecho)
                previo, anterior = hashlib.sha256(texto).hexdigest(), previo
                copia.write_row(
                    (
                        str(hecho["id"]),
                        cadena,
                        seq,
                        hecho["tipo"],
                        "sistema",
                        str(DESPACHO),
                        hecho["momento"],
                        canonico(hecho["datos"]).decode(),
                        anterior,
                        previo,
                        texto.decode(),
                    )
                )
                if seq == POR_CADENA or n == hasta - 1:
                    cabezas.append((cadena, seq, previo))
        with cursor.copy("COPY auditoria_cadena (nombre, seq, hash) FROM STDIN") as copia:
            for cabeza in cabezas:
                copia.write_row(cabeza)
        cursor.execute("VACUUM ANALYZE auditoria_evento, auditoria_cadena, sellado_hoja, sellado_nodo")
