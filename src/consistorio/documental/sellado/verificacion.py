"""Recomputing everything: chains, leaves, tree, heads, seals, time stamps, the rows that facts vouch for, contents.

It reads the tables of the log and of the tree row by row with SQL of its own and trusts no column that can be recomputed. Only bytes
published outside prove anything against whoever owns the database: give it such a head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

from django.db import connections, transaction
from psycopg import sql

from consistorio.documental.firma import tsa
from consistorio.documental.firma.certificados import Confianza, Estado, Uso, juzgar
from consistorio.documental.firma.firmantes import resumen_de
from consistorio.documental.firma.validacion import ERRORES_DE_LECTURA, Criterio, InformeFirma, Veredicto
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.documental.sellado import arbol, cabeceras
from consistorio.documental.sellado.cabeceras import CabeceraPublicada
from consistorio.documental.sellado.hallazgos import Resultado
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.auditoria.cotejos import ILEGIBLE, cotejar, legible

EVENTO, CADENA, HOJA, NODO = "auditoria_evento", "auditoria_cadena", "sellado_hoja", "sellado_nodo"
CABECERA, SELLO, CONTENIDO = "sellado_cabecera", "sellado_sellocabecera", "almacen_contenido"
_TANDA = 2000
EN_DOS_PROCESOS_DESDE = 16 * 1024 * 1024  # bytes of leaves, a hundred thousand: fewer do not pay for a process
_NO_SE_LEE = "la tabla no se puede leer: tiene valores, o le faltan columnas, con los que este programa no cuenta"
# Instants as canonical text: whoever owns the database can write one that no `datetime` holds
_MOMENTO = """to_char(momento AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_EVENTOS = f"""
SELECT id::text, cadena, seq, tipo, actor_clase, actor_id::text, {_MOMENTO}, datos::text, hash_previo, hash, canonico
FROM auditoria_evento ORDER BY cadena, seq
"""  # noqa: S608 - words of ours
_NODOS_DE_MAS = """
SELECT nivel, indice FROM sellado_nodo
GROUP BY nivel, indice HAVING nivel IS NULL OR indice IS NULL OR nivel < 1 OR indice < 0 OR count(*) > 1
OR (indice::numeric + 1) * power(2::numeric, nivel::int) > %s ORDER BY nivel, indice LIMIT 1000
"""
_HOJAS_REPETIDAS = "SELECT evento_id FROM sellado_hoja GROUP BY evento_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1000"


class Contenidos(Protocol):
    """Where the stored bytes are; None in place of it when only the database is at hand."""

    def resumir(self, sha256: str) -> str | None:
        """The SHA-256 (hex) of what is stored under that name; None when nothing is."""
        ...


@dato
class Casa:
    """What heads are held against: the roots that are trusted and the NIF of whose seal must be on them."""

    confianza: Confianza
    nif: str


def verificar(
    *,
    alias: str = "default",
    confianza: Confianza,
    publicadas: Sequence[tuple[str, bytes]] = (),
    contenidos: Contenidos | None = None,
    nif: str = "",
) -> Resultado:
    """Check the whole database behind `alias`, as it was at one instant. Reads only. The log first: the rest is held against it.

    `publicadas`: (name, bytes) of heads kept outside. `nif`: whose the seal of the heads must be; without it, anybody's who is
    trusted.
    """
    resultado, casa = Resultado(), Casa(confianza, nif)
    guardadas = dict[int, bytes]()
    externas = _leer_publicadas(publicadas, resultado)
    de_fuera = {c.tamano for _n, c in externas}
    with _foto(alias), _el_arbol(alias, de_fuera) as rehecho:
        with legible(alias, resultado, EVENTO, "", _NO_SE_LEE):
            _cadenas(alias, resultado)
        del_arbol, raices = rehecho()
        resultado.sumar(del_arbol)
        with legible(alias, resultado, CABECERA, "", _NO_SE_LEE):
            guardadas = _cabeceras(alias, resultado, raices, casa, de_fuera)
        for nombre, cabecera in externas:
            _contra_publicada(nombre, cabecera, raices, guardadas, resultado, casa)
        cotejar(alias, resultado)
        if contenidos is not None:
            with legible(alias, resultado, CONTENIDO, "", _NO_SE_LEE):
                _contenidos(alias, resultado, contenidos)
    return resultado


@contextmanager
def _foto(alias: str, de_otro: str = "") -> Iterator[None]:
    """One snapshot for everything that is read, so that a town at work does not look altered. `de_otro`: that of another process."""
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            if de_otro:
                # It takes no parameters
                cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(de_otro)))
        yield


@contextmanager
def _el_arbol(alias: str, de_fuera: set[int]) -> Iterator[Callable[[], tuple[Resultado, dict[int, bytes]]]]:
    """What recomputes the tree when it is called or, of a large log, has been doing it meanwhile in a process of its own."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT coalesce(pg_relation_size(to_regclass('sellado_hoja')), 0)")
        if int(cursor.fetchone()[0]) < EN_DOS_PROCESOS_DESDE:
            yield partial(_rehacer_arbol, alias, de_fuera)
            return
        cursor.execute("SELECT pg_export_snapshot()")
        foto = str(cursor.fetchone()[0])
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as otro:
        yield otro.submit(_rehacer_arbol_aparte, alias, foto, de_fuera).result


def _rehacer_arbol_aparte(alias: str, foto: str, de_fuera: set[int]) -> tuple[Resultado, dict[int, bytes]]:
    """In a process that was just made: with a connection of its own, since the one that it was born with is its parent's."""
    connections[alias] = connections[alias].copy()
    with _foto(alias, foto):
        return _rehacer_arbol(alias, de_fuera)


def _rehacer_arbol(alias: str, de_fuera: set[int]) -> tuple[Resultado, dict[int, bytes]]:
    resultado, raices = Resultado(), dict[int, bytes]()
    with legible(alias, resultado, HOJA, "", _NO_SE_LEE):
        raices = _arbol(alias, resultado, de_fuera)
    return resultado, raices


def _filas(alias: str, consulta: str) -> Iterator[tuple[object, ...]]:
    """Rows of a query through a cursor of the server: memory does not depend on how many there are."""
    conexion = connections[alias]
    conexion.ensure_connection()
    with conexion.chunked_cursor() as cursor:
        cursor.execute(consulta)
        while filas := cursor.fetchmany(_TANDA):
            yield from filas


def _cadenas(alias: str, resultado: Resultado) -> None:
    """Every event hashes to what it says, follows the one before, and its columns repeat its bytes."""
    cabezas = _cabezas(alias, resultado)
    ultimas: dict[str, tuple[int, str]] = {}
    actual, esperado, previo, hechos = "", 0, "", 0
    for fila in _filas(alias, _EVENTOS):
        clave, cadena, seq, hash_previo, digesto = fila[0], str(fila[1]), _numero(fila[2]), str(fila[8]), str(fila[9])
        if seq is None:
            resultado.falla(EVENTO, clave, f"no tiene número en la cadena {cadena}")
            continue
        if cadena != actual:
            actual, esperado, previo = cadena, 0, ""
        esperado += 1
        if seq != esperado:
            resultado.falla(EVENTO, clave, f"en la cadena {cadena} falta el hecho número {esperado}")
            esperado = seq
        elif hash_previo != previo:
            resultado.falla(EVENTO, clave, "no enlaza con el hecho anterior de su cadena")
        if hashlib.sha256(str(fila[10]).encode()).hexdigest() != digesto:
            resultado.falla(EVENTO, clave, "su contenido no corresponde a su hash")
        elif not _se_repite(fila) and (difiere := _columnas_distintas(fila)) is not None:
            resultado.falla(EVENTO, clave, f"la columna {difiere} no es la que se firmó")
        previo = digesto
        ultimas[cadena] = (seq, digesto)
        hechos += 1
    resultado.contar("hechos", hechos)
    for cadena in sorted(cabezas.keys() | ultimas.keys()):
        cabeza, ultima = cabezas.get(cadena), ultimas.get(cadena, (0, ""))
        if cabeza is None:
            resultado.falla(CADENA, cadena, "falta la cabeza de la cadena")
        elif cadena not in ultimas:
            resultado.falla(CADENA, cadena, "no tiene ningún hecho")
        elif cabeza != ultima:
            resultado.falla(CADENA, cadena, f"dice acabar en el hecho {cabeza[0]} y acaba en el {ultima[0]}")
    resultado.contar("cadenas", len(ultimas))


def _cabezas(alias: str, resultado: Resultado) -> dict[str, tuple[int, str]]:
    """Where each chain says that it ends."""
    cabezas: dict[str, tuple[int, str]] = {}
    for nombre, seq, digesto in _filas(alias, "SELECT nombre, seq, hash FROM auditoria_cadena"):
        numero = _numero(seq)
        if numero is None:
            resultado.falla(CADENA, nombre, "no dice en qué hecho acaba")
            continue
        if str(nombre) in cabezas:
            resultado.falla(CADENA, nombre, "está dos veces")
        cabezas[str(nombre)] = (numero, str(digesto))
    return cabezas


def _numero(valor: object) -> int | None:
    """What a column of numbers says; None when it is not one."""
    if type(valor) is int:
        return valor
    try:
        return int(str(valor))
    except ValueError:
        return None


def _sin_decimales(texto: str) -> object:
    """Canonical JSON has no floats."""
    raise ValueError(texto)


_leer_datos = json.JSONDecoder(parse_float=_sin_decimales, parse_constant=_sin_decimales).raw_decode
_escribir_datos = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_texto = json.encoder.encode_basestring


def _se_repite(fila: tuple[Any, ...]) -> bool:
    """Whether the columns, written as the house writes a fact, are its very bytes: so it is in a log that nobody touched, and to see it
    costs a third of taking the bytes apart. What says no here is looked at column by column."""
    try:
        identificador, cadena, seq, tipo, clase, actor, momento, datos, previo, _digesto, canonico = fila
        leidos, fin = _leer_datos(datos)
        if type(seq) is not int or fin != len(datos):
            return False
        escrito = (
            f'{{"actor":{{"clase":{_texto(clase)},"id":{_texto(actor)}}},"cadena":{_texto(cadena)},'
            f'"datos":{_escribir_datos(leidos)},"hash_previo":{_texto(previo)},"id":{_texto(identificador)},'
            f'"momento":{_texto(momento)},"seq":{seq},"tipo":{_texto(tipo)}}}'
        )
    except ILEGIBLE:
        return False
    return bool(escrito == canonico)


def _columnas_distintas(fila: tuple[object, ...]) -> str | None:
    """The first column that does not repeat what the event's bytes say; None when all do."""
    try:
        dicho = json.loads(str(fila[10]))
        pares = (
            ("id", dicho["id"], str(fila[0])),
            ("cadena", dicho["cadena"], fila[1]),
            ("seq", dicho["seq"], fila[2]),
            ("tipo", dicho["tipo"], fila[3]),
            ("actor_clase", dicho["actor"]["clase"], fila[4]),
            ("actor_id", dicho["actor"]["id"], str(fila[5])),
            ("momento", dicho["momento"], fila[6]),
            ("datos", canonico(dicho["datos"]), canonico(json.loads(str(fila[7])))),
            ("hash_previo", dicho["hash_previo"], fila[8]),
        )
    except ILEGIBLE:
        return "canonico"
    return next((nombre for nombre, uno, otro in pares if uno != otro), None)


def _arbol(alias: str, resultado: Resultado, mas_tamanos: set[int]) -> dict[int, bytes]:
    """Leaves and nodes recomputed from the events; returns the roots of the sizes that some head speaks of."""
    tamanos = {_numero(t) for (t,) in _filas(alias, "SELECT tamano FROM sellado_cabecera")} | mas_tamanos
    borde, raices = arbol.Borde(), dict[int, bytes]()
    calculados: dict[tuple[int, int], bytes] = {}
    consulta = (
        "SELECT h.indice, h.hash, h.evento_id::text, e.canonico FROM sellado_hoja h LEFT JOIN auditoria_evento e ON e.id = h.evento_id "
        "ORDER BY h.indice"
    )
    for indice, valor, evento_id, texto in _filas(alias, consulta):
        if _numero(indice) != borde.tamano:
            resultado.falla(HOJA, evento_id if indice is None else indice, f"falta la hoja {borde.tamano}")
            break
        if texto is None:
            resultado.falla(HOJA, indice, f"su hecho {evento_id} ha desaparecido")
            hoja = _en_bytes(str(valor))
        else:
            hoja = arbol.hash_hoja(str(texto).encode())
            if hoja.hex() != valor:
                resultado.falla(HOJA, indice, f"el hecho {evento_id} no es el que se selló")
        for nivel, lugar, nodo in borde.anadir(hoja):
            calculados[nivel, lugar] = nodo
        if len(calculados) >= 200_000:
            _nodos(alias, resultado, calculados)
        if borde.tamano in tamanos:
            raices[borde.tamano] = borde.raiz()
    _nodos(alias, resultado, calculados)
    with connections[alias].cursor() as cursor:
        cursor.execute(_NODOS_DE_MAS, [borde.tamano])
        for nivel, lugar in cursor.fetchall():
            resultado.falla(NODO, f"{nivel}.{lugar}", "no cubre hojas del árbol, o está dos veces")
        cursor.execute(_HOJAS_REPETIDAS)
        for (evento_id,) in cursor.fetchall():
            resultado.falla(HOJA, evento_id, "el hecho está dos veces en el árbol")
    resultado.contar("hojas", borde.tamano)
    return raices


def _en_bytes(hexadecimal: str) -> bytes:
    """What a column of hashes says; nothing when it is not a hash."""
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return b""


def _nodos(alias: str, resultado: Resultado, calculados: dict[tuple[int, int], bytes]) -> None:
    """Compare nodes with those kept, and forget them."""
    pendientes = list(calculados.items())
    calculados.clear()
    with connections[alias].cursor() as cursor:
        for inicio in range(0, len(pendientes), _TANDA):
            tanda = pendientes[inicio : inicio + _TANDA]
            cursor.execute(
                "SELECT nivel, indice, hash FROM sellado_nodo WHERE (nivel, indice) IN "
                "(SELECT * FROM unnest(%s::smallint[], %s::bigint[]))",
                [_lista(n for (n, _i), _h in tanda), _lista(i for (_n, i), _h in tanda)],
            )
            guardados = {(n, i): h for n, i, h in cursor.fetchall()}
            for lugar, valor in tanda:
                if guardados.get(lugar) != valor.hex():
                    resultado.falla(NODO, f"{lugar[0]}.{lugar[1]}", "no es el que sale de sus hojas")


def _lista(numeros: Iterable[int]) -> str:
    """An array as PostgreSQL reads it: written by hand it costs a fifth."""
    return "{" + ",".join(map(str, numeros)) + "}"


def _cabeceras(
    alias: str, resultado: Resultado, raices: dict[int, bytes], casa: Casa, de_fuera: set[int]
) -> dict[int, bytes]:
    """Roots, seals and time stamps of the heads kept in the database, and what lies beyond the last one.

    Returns the bytes of those whose size is in `de_fuera`.
    """
    consulta = (
        f"SELECT c.tamano, c.raiz, {_MOMENTO}, c.organo, c.firma, s.respuesta FROM sellado_cabecera c "  # noqa: S608
        "LEFT JOIN sellado_sellocabecera s ON s.cabecera_id = c.tamano ORDER BY c.tamano"
    )
    ultima = 0
    sin_fechar = 0
    guardadas: dict[int, bytes] = {}
    for tamano, raiz, momento, organo, firma, respuesta in _filas(alias, consulta):
        numero = _numero(tamano)
        if numero is None:
            resultado.falla(CABECERA, raiz, "no dice cuántos hechos sella")
            continue
        if numero == ultima:
            resultado.falla(CABECERA, numero, "está dos veces, o lo está su sello de tiempo")
        cabecera = CabeceraPublicada(numero, str(raiz), str(momento), str(organo), str(firma))
        ultima = cabecera.tamano
        if ultima in de_fuera:
            guardadas[ultima] = cabecera.fichero
        if raices.get(cabecera.tamano, b"").hex() != cabecera.raiz:
            resultado.falla(CABECERA, tamano, "su raíz no es la del árbol de ese tamaño")
        try:
            _sello(CABECERA, str(tamano), cabecera, resultado, casa)
            if isinstance(respuesta, bytes | memoryview):
                _tiempo(str(tamano), cabecera, bytes(respuesta), resultado, casa)
        except ILEGIBLE:
            resultado.falla(CABECERA, tamano, "su firma o su sello de tiempo no se pueden leer")
        sin_fechar += respuesta is None
        resultado.contar("cabeceras")
    if sin_fechar:
        resultado.avisos.append(f"{sin_fechar} cabeceras esperan su sello de tiempo.")
    hechos = resultado.cifras.get("hechos", 0)
    resultado.sin_sellar = max(hechos - ultima, 0)
    return guardadas


def _sello(tabla: str, clave: str, cabecera: CabeceraPublicada, resultado: Resultado, casa: Casa) -> None:
    """The organ's seal over a head: intact, and of an issuer that is trusted (when there are roots to say so)."""
    try:
        momento = datetime.fromisoformat(cabecera.momento)
        firma = cabecera.firma_der
    except ValueError:
        resultado.falla(tabla, clave, "no se puede leer")
        return
    informe = validar_cms(firma, cabecera.firmado, Criterio(casa.confianza, momento))
    if informe.ilegible or not informe.firmas:
        resultado.falla(tabla, clave, "la firma de la cabecera está dañada")
        return
    for juicio in informe.firmas:
        _juicio_de_sello(tabla, clave, juicio, resultado, casa)


def _juicio_de_sello(tabla: str, clave: str, juicio: InformeFirma, resultado: Resultado, casa: Casa) -> None:
    """What one signature over a head is worth. Nobody is asked about revocation here: that it could not be checked is no fault."""
    desconocido = juicio.veredicto is Veredicto.INDETERMINADA and juicio.certificado is not Estado.SIN_COMPROBAR
    if juicio.veredicto is Veredicto.NO_VALIDA:
        resultado.falla(tabla, clave, f"la firma de la cabecera no vale: {juicio.explicacion}")
    elif desconocido and casa.confianza.raices:
        resultado.falla(tabla, clave, f"la firma de la cabecera no es del sello del Ayuntamiento: {juicio.explicacion}")
    elif desconocido:
        aviso = "No hay raíces de confianza con las que comprobar de quién es el sello de las cabeceras."
        if aviso not in resultado.avisos:
            resultado.avisos.append(aviso)
    elif casa.nif and (juicio.titular is None or casa.nif not in (juicio.titular.nif_organizacion, juicio.titular.nif)):
        quien = juicio.titular or "alguien que el certificado no nombra"
        resultado.falla(tabla, clave, f"la firma de la cabecera no es del sello del Ayuntamiento: es de {quien}")


def _tiempo(clave: str, cabecera: CabeceraPublicada, respuesta: bytes, resultado: Resultado, casa: Casa) -> None:
    """The time stamp over the published bytes of a head."""
    try:
        ficha = tsa.comprobar(cabeceras.ficha_de(respuesta), resumen_de(cabecera.fichero))
    except ERRORES_DE_LECTURA:
        resultado.falla(SELLO, clave, "el sello de tiempo está dañado o no es de esta cabecera")
        return
    resultado.contar("sellos de tiempo")
    autoridad = ficha.firmante
    juicio = juzgar(
        autoridad.certificado, autoridad.otros, casa.confianza, momento=ficha.momento, uso=Uso.SELLO_DE_TIEMPO
    )
    if casa.confianza.raices and juicio.estado not in {Estado.VALIDO, Estado.SIN_COMPROBAR}:
        resultado.falla(SELLO, clave, f"el sello de tiempo no es de una autoridad reconocida: {juicio.explicacion}")


def _leer_publicadas(
    publicadas: Sequence[tuple[str, bytes]], resultado: Resultado
) -> list[tuple[str, CabeceraPublicada]]:
    leidas = []
    for nombre, contenido in publicadas:
        try:
            leidas.append((nombre, cabeceras.leer(contenido)))
        except DatosIncorrectos as error:
            resultado.falla("cabecera publicada", nombre, error.mensaje)
    return leidas


def _contra_publicada(
    nombre: str,
    cabecera: CabeceraPublicada,
    raices: dict[int, bytes],
    guardadas: dict[int, bytes],
    resultado: Resultado,
    casa: Casa,
) -> None:
    """A head kept outside: everything sealed then is still in the tree, unchanged, and the head itself too."""
    if cabecera.tamano not in guardadas:
        resultado.falla(CABECERA, cabecera.tamano, f"se publicó como «{nombre}» y aquí no está")
    elif guardadas[cabecera.tamano] != cabecera.fichero:
        resultado.falla(CABECERA, cabecera.tamano, f"no es la que se publicó como «{nombre}»")
    raiz = raices.get(cabecera.tamano)
    if raiz is None:
        resultado.falla(HOJA, cabecera.tamano - 1, f"«{nombre}» selló {cabecera.tamano} hechos y aquí hay menos")
    elif raiz.hex() != cabecera.raiz:
        resultado.falla(HOJA, f"0..{cabecera.tamano - 1}", f"lo sellado en «{nombre}» ha cambiado desde que se publicó")
    _sello("cabecera publicada", nombre, cabecera, resultado, casa)
    resultado.contar("cabeceras publicadas")


def _contenidos(alias: str, resultado: Resultado, contenidos: Contenidos) -> None:
    for (sha256,) in _filas(alias, "SELECT sha256 FROM almacen_contenido ORDER BY sha256"):
        hallado = contenidos.resumir(str(sha256))
        if hallado is None:
            resultado.falla(CONTENIDO, sha256, "el fichero no está en el almacén")
        elif hallado != sha256:
            resultado.falla(CONTENIDO, sha256, "el fichero guardado es otro")
        resultado.contar("contenidos")


def leer_carpeta(carpeta: Path) -> list[tuple[str, bytes]]:
    """The heads of a folder of published ones, in order."""
    return [(f.name, f.read_bytes()) for f in sorted(carpeta.glob("*.json"))] if carpeta.is_dir() else []
