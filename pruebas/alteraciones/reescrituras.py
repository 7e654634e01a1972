"""The attacks of who recomputes: facts rewritten with their hashes, chains, leaves, nodes, roots and seals, as far as each one goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from pruebas import arbol

from . import alcance, forja
from .arena import Arena, valor
from .ataques import Ataque, Imposible, otro

Hecho = dict[str, object]
FIRMADA, FECHADA = "sellado.cabecera.firmada", "sellado.cabecera.fechada"
# How far the recomputing goes: each level does those before it too
NIVELES = ("hechos", "cadenas", "hojas", "nodos", "raices", "sello")


@dataclass
class Falsificador:
    """`sello`: the organ's key in wrong hands."""

    sello: forja.OtroSello

    def hecho_cambiado(self, arena: Arena, azar: Random) -> None:
        """One fact says something else, and all that follows from it is made again."""
        hechos = _sellados(arena)
        indice = azar.randrange(len(hechos))
        _alterar(hechos[indice], azar)
        self._rehacer(arena, azar, hechos)

    def hecho_quitado(self, arena: Arena, azar: Random) -> None:
        """One fact never happened."""
        hechos = _sellados(arena)
        del hechos[azar.randrange(len(hechos))]
        self._rehacer(arena, azar, hechos)

    def cadena_quitada(self, arena: Arena, azar: Random) -> None:
        """Nothing was ever known of this subject."""
        hechos = _sellados(arena)
        cadena = azar.choice(sorted({str(h["cadena"]) for h in hechos} - {"sistema"}))
        self._rehacer(arena, azar, [h for h in hechos if h["cadena"] != cadena])

    def colas_cruzadas(self, arena: Arena, azar: Random) -> None:
        """From some fact on, what happened to one subject happened to another, and the other way round."""
        hechos = _sellados(arena)
        largas = [c for c in sorted({str(h["cadena"]) for h in hechos} - {"sistema"}) if _largo(hechos, c) > 1]
        if len(largas) < 2:
            raise Imposible
        una, otra = azar.sample(largas, 2)
        desde = azar.randint(1, min(_largo(hechos, una), _largo(hechos, otra)))
        for hecho in hechos:
            if hecho["cadena"] in (una, otra) and int(str(hecho["seq"])) >= desde:
                hecho["cadena"] = otra if hecho["cadena"] == una else una
        self._rehacer(arena, azar, hechos)

    def orden_cambiado(self, arena: Arena, azar: Random) -> None:
        """Two facts of one chain happened the other way round."""
        hechos = _sellados(arena)
        cadena = azar.choice(sorted({str(h["cadena"]) for h in hechos if _largo(hechos, str(h["cadena"])) > 1}))
        suyos = [n for n, h in enumerate(hechos) if h["cadena"] == cadena]
        una, otra = azar.sample(suyos, 2)
        hechos[una]["seq"], hechos[otra]["seq"] = hechos[otra]["seq"], hechos[una]["seq"]
        self._rehacer(arena, azar, hechos)

    def fila_con_su_hecho(self, arena: Arena, azar: Random) -> None:
        """A row is changed and the fact that vouches for it is made to say the new fingerprint."""
        hechos = _sellados(arena)
        tabla, clave, huella = _cambiar_fila(arena, azar, [t for t in alcance.avaladas() if t in arena.columnas])
        for hecho in hechos:
            filas = hecho["datos"].get("filas", {})  # type: ignore[attr-defined]
            if clave in filas.get(tabla, {}):
                filas[tabla][clave] = huella
        self._rehacer(arena, azar, hechos)

    def fila_con_otro_hecho(self, arena: Arena, azar: Random) -> None:
        """A row that never changes is changed, and a new fact, well chained and not sealed yet, vouches for it."""
        tabla, clave, huella = _cambiar_fila(arena, azar, [t for t in alcance.FIJAS if t in arena.columnas])
        [fila] = arena.consultar("SELECT max(seq), max(momento) FROM auditoria_evento WHERE cadena = 'sistema'")
        [previo] = arena.consultar(
            "SELECT hash FROM auditoria_evento WHERE cadena = 'sistema' ORDER BY seq DESC LIMIT 1"
        )
        cuando = (fila[1] if isinstance(fila[1], datetime) else datetime.now(UTC)) + timedelta(seconds=5)
        nuevo = {
            "actor": {"clase": "sistema", "id": str(UUID(int=azar.getrandbits(128)))},
            "cadena": "sistema",
            "datos": {"filas": {tabla: {clave: huella}}},
            "hash_previo": previo[0],
            "id": str(UUID(int=azar.getrandbits(128))),
            "momento": forja.momento(cuando),
            "seq": int(str(fila[0])) + 1,
            "tipo": "registro.asiento.rectificado",
        }
        _insertar(arena, [nuevo])
        orden = "UPDATE auditoria_cadena SET seq = %s, hash = %s WHERE nombre = 'sistema'"
        arena.escribir("auditoria_cadena", orden, nuevo["seq"], hashlib.sha256(forja.bytes_de(nuevo)).hexdigest())

    def _rehacer(self, arena: Arena, azar: Random, hechos: list[Hecho]) -> None:
        """The facts in the order of their leaves, written again with what follows from them as far as the dice say."""
        nivel = NIVELES.index(azar.choice(NIVELES))
        arena.hecho.append(f"rehecho hasta: {NIVELES[nivel]}")
        cabeceras = arena.consultar("SELECT tamano, momento, organo FROM sellado_cabecera ORDER BY 1")
        tamanos = {int(str(c[0])): int(str(c[0])) for c in cabeceras}
        if nivel >= 5:  # each head covers as many facts less as time stamps before it never came
            tamanos = {viejo: sum(h["tipo"] != FECHADA for h in hechos[:viejo]) for viejo in tamanos}
            hechos = self._sin_sellos_de_tiempo(arena, hechos)
        tamanos = {viejo: min(nuevo, len(hechos)) for viejo, nuevo in tamanos.items()}
        _renumerar(hechos, encadenar=nivel >= 1)
        if nivel >= 5:
            _decir_raices(hechos, tamanos)
        arena.escribir(
            "auditoria_evento", "DELETE FROM auditoria_evento WHERE id IN (SELECT evento_id FROM sellado_hoja)"
        )
        _insertar(arena, hechos)
        hojas = [arbol.hoja(forja.bytes_de(h)) for h in hechos]
        raices = {viejo: arbol.raiz(hojas[:nuevo]).hex() for viejo, nuevo in tamanos.items()}
        if nivel >= 1:
            self._cabezas(arena, {str(t): (tamanos[t], raiz) for t, raiz in raices.items()} if nivel >= 5 else {})
        if nivel >= 2:
            _escribir_arbol(arena, hechos, hojas, nodos=nivel >= 3)
        if nivel >= 4:
            for tamano, momento, organo in cabeceras:
                nuevo, raiz = tamanos[int(str(tamano))], raices[int(str(tamano))]
                orden = "UPDATE sellado_cabecera SET raiz = %s WHERE tamano = %s"
                arena.escribir("sellado_cabecera", orden, raiz, tamano)
                if nivel >= 5:
                    firmado = forja.bytes_de({"momento": momento, "organo": organo, "raiz": raiz, "tamano": nuevo})
                    orden = "UPDATE sellado_cabecera SET firma = %s, tamano = %s WHERE tamano = %s"
                    arena.escribir("sellado_cabecera", orden, self.sello.firmar(firmado), nuevo, tamano)

    def _sin_sellos_de_tiempo(self, arena: Arena, hechos: list[Hecho]) -> list[Hecho]:
        """The time stamps, that nobody can forge, never came: neither they nor the facts that say so."""
        arena.escribir("sellado_sellocabecera", "DELETE FROM sellado_sellocabecera")
        sin_sellar = f"tipo = '{FECHADA}' AND id NOT IN (SELECT evento_id FROM sellado_hoja)"
        arena.escribir("auditoria_evento", f"DELETE FROM auditoria_evento WHERE {sin_sellar}")
        return [h for h in hechos if h["tipo"] != FECHADA]

    def _cabezas(self, arena: Arena, raices: dict[str, tuple[int, str]]) -> None:
        """The unsealed facts follow on from the rewritten ones; heads of chains say where each ends."""
        pendientes = _leer(
            arena, "LEFT JOIN sellado_hoja h ON h.evento_id = e.id WHERE h.indice IS NULL ORDER BY e.cadena, e.seq"
        )
        for hecho in pendientes:
            pregunta = "SELECT seq, hash FROM auditoria_evento WHERE cadena = %s AND id <> %s AND seq < %s ORDER BY seq DESC LIMIT 1"
            previos = arena.consultar(pregunta, hecho["cadena"], hecho["id"], hecho["seq"])
            arena.escribir("auditoria_evento", "DELETE FROM auditoria_evento WHERE id = %s", hecho["id"])
            hecho["seq"] = int(str(previos[0][0])) + 1 if previos else 1
            hecho["hash_previo"] = previos[0][1] if previos else ""
            if hecho["tipo"] == FIRMADA and raices:
                hecho["datos"] = dict(zip(("tamano", "raiz"), raices[str(hecho["datos"]["tamano"])], strict=True))  # type: ignore[index]
            _insertar(arena, [hecho])
        arena.escribir("auditoria_cadena", "DELETE FROM auditoria_cadena")
        orden = "INSERT INTO auditoria_cadena SELECT DISTINCT ON (cadena) cadena, seq, hash FROM auditoria_evento ORDER BY cadena, seq DESC"
        arena.escribir("auditoria_cadena", orden)


def _decir_raices(hechos: list[Hecho], tamanos: Mapping[int, int]) -> None:
    """The sealed facts of the heads say the new sizes and roots, one head after another: each is part of the next."""
    suyos = {int(h["datos"]["tamano"]): h for h in hechos if h["tipo"] == FIRMADA}  # type: ignore[index]
    for viejo, nuevo in tamanos.items():
        if viejo in suyos:
            raiz = arbol.raiz([arbol.hoja(forja.bytes_de(h)) for h in hechos[:nuevo]]).hex()
            suyos[viejo]["datos"] |= {"tamano": nuevo, "raiz": raiz}  # type: ignore[operator]
            _renumerar(hechos, encadenar=True)


def _escribir_arbol(arena: Arena, hechos: list[Hecho], hojas: list[bytes], *, nodos: bool) -> None:
    arena.escribir("sellado_hoja", "DELETE FROM sellado_hoja")
    orden = (
        "INSERT INTO sellado_hoja (indice, evento_id, hash) SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::text[])"
    )
    arena.escribir("sellado_hoja", orden, list(range(len(hojas))), [h["id"] for h in hechos], [h.hex() for h in hojas])
    if nodos:
        todos = list(forja.nodos(hojas))
        arena.escribir("sellado_nodo", "DELETE FROM sellado_nodo")
        orden = "INSERT INTO sellado_nodo (nivel, indice, hash) SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::text[])"
        arena.escribir("sellado_nodo", orden, [n[0] for n in todos], [n[1] for n in todos], [n[2].hex() for n in todos])


def _leer(arena: Arena, desde: str) -> list[Hecho]:
    return [
        json.loads(str(texto)) for (texto,) in arena.consultar(f"SELECT e.canonico FROM auditoria_evento e {desde}")
    ]


def _sellados(arena: Arena) -> list[Hecho]:
    """The facts in the order of their leaves."""
    return _leer(arena, "JOIN sellado_hoja h ON h.evento_id = e.id ORDER BY h.indice")


def _largo(hechos: list[Hecho], cadena: str) -> int:
    return sum(h["cadena"] == cadena for h in hechos)


def _alterar(hecho: Hecho, azar: Random) -> None:
    match azar.choice(("momento", "tipo", "actor", "datos")):
        case "momento":
            cuando = datetime.fromisoformat(str(hecho["momento"])) + timedelta(
                seconds=azar.choice((-86_400, -1, 1, 86_400))
            )
            hecho["momento"] = forja.momento(cuando)
        case "tipo":
            hecho["tipo"] = f"{hecho['tipo']}.x"
        case "actor":
            hecho["actor"] = {"clase": "empleado", "id": str(UUID(int=azar.getrandbits(128)))}
        case _:
            hecho["datos"] = {**hecho["datos"], "nota": azar.randint(1, 999)}  # type: ignore[dict-item]


def _renumerar(hechos: list[Hecho], *, encadenar: bool) -> None:
    """Numbers without gaps, in the order that they have, and each hash over the one before."""
    if not encadenar:
        return
    for cadena in {str(h["cadena"]) for h in hechos}:
        previo = ""
        suyos = sorted((h for h in hechos if h["cadena"] == cadena), key=lambda h: int(str(h["seq"])))
        for numero, hecho in enumerate(suyos, 1):
            hecho["seq"], hecho["hash_previo"] = numero, previo
            previo = hashlib.sha256(forja.bytes_de(hecho)).hexdigest()


def _insertar(arena: Arena, hechos: list[Hecho]) -> None:
    canonicos = [forja.bytes_de(h) for h in hechos]
    orden = (
        "INSERT INTO auditoria_evento (id, cadena, seq, tipo, actor_clase, actor_id, momento, datos, hash_previo, hash, canonico) "
        "SELECT (c::jsonb->>'id')::uuid, c::jsonb->>'cadena', (c::jsonb->>'seq')::bigint, c::jsonb->>'tipo', c::jsonb->'actor'->>'clase', "
        "(c::jsonb->'actor'->>'id')::uuid, (c::jsonb->>'momento')::timestamptz, c::jsonb->'datos', c::jsonb->>'hash_previo', h, c "
        "FROM unnest(%s::text[], %s::text[]) AS t(h, c)"
    )
    arena.escribir(
        "auditoria_evento", orden, [hashlib.sha256(c).hexdigest() for c in canonicos], [c.decode() for c in canonicos]
    )


def _cambiar_fila(arena: Arena, azar: Random, tablas: list[str]) -> tuple[str, str, str]:
    """Another value in one column of a row; table, key and new fingerprint."""
    tabla = azar.choice(tablas)
    llave, nombre = azar.choice(arena.claves(tabla)), arena.clave[tabla]
    libres = alcance.avaladas()[tabla]
    columna = azar.choice([c for c in arena.columnas[tabla] if c.nombre not in (nombre, *libres)])
    [[antes]] = arena.consultar(f'SELECT "{columna.nombre}" FROM "{tabla}" WHERE "{nombre}" = %s', llave)
    despues = otro(antes, columna, azar)
    if despues in (antes, "infinity"):
        raise Imposible
    arena.escribir(tabla, f'UPDATE "{tabla}" SET "{columna.nombre}" = %s WHERE "{nombre}" = %s', valor(despues), llave)
    columnas = arena.todas[tabla]
    nombres = ", ".join(f'"{c}"' for c in columnas)
    [fila] = arena.consultar(f'SELECT {nombres} FROM "{tabla}" WHERE "{nombre}" = %s', llave)
    return tabla, str(llave), forja.huella_de_fila(dict(zip(columnas, fila, strict=True)), libres)


def reescrituras(falso: Falsificador) -> dict[str, tuple[int, Ataque]]:
    """The attacks and how often each one comes."""
    return {
        "hecho cambiado": (4, falso.hecho_cambiado),
        "hecho quitado": (3, falso.hecho_quitado),
        "cadena quitada": (3, falso.cadena_quitada),
        "colas cruzadas": (3, falso.colas_cruzadas),
        "orden cambiado": (3, falso.orden_cambiado),
        "fila con su hecho": (4, falso.fila_con_su_hecho),
        "fila con otro hecho": (4, falso.fila_con_otro_hecho),
    }
