#!/usr/bin/env python3
"""Comprueba sin el programa, y sin fiarse del Ayuntamiento, que una actuación está bajo una cabecera publicada.

    python3 comprobar_inclusion.py prueba_inclusion.json cabecera.json [hecho.json]

hecho.json: los bytes de la actuación, tal como los da la sede, o su línea de bitacora.jsonl. Sin él se comprueba que hay algo sellado
en ese lugar, pero no qué. La firma y el sello de tiempo de la cabecera se comprueban con openssl, como dice cabecera.md.
Sale con 0 si todo cuadra, con 1 si no, con 2 si no se puede leer o no se le dan los ficheros. Solo usa la biblioteca estándar de Python.
"""

import hashlib
import json
import re
import sys

RESUMEN = re.compile(r"[0-9a-f]{64}")


def resumen(datos):
    return hashlib.sha256(datos).digest()


def raiz_de(hoja, indice, tamano, camino):
    """La raíz a la que llevan los hermanos del camino (RFC 9162, 2.1.3.2); None si el camino no es de ese lugar."""
    if not 0 <= indice < tamano:
        return None
    fn, sn, r = indice, tamano - 1, hoja
    for hermano in camino:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            r = resumen(b"\1" + hermano + r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = resumen(b"\1" + r + hermano)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None


def leer(fichero, campos):
    """Un objeto JSON con esos campos y ninguno más. ValueError si no lo es."""
    with open(fichero, "rb") as flujo:
        datos = json.load(flujo)
    if not isinstance(datos, dict) or set(datos) != campos:
        raise ValueError(f"{fichero}: no tiene los campos {', '.join(sorted(campos))}")
    for campo in ("raiz", "hash_hoja"):
        if campo in campos and not (isinstance(datos[campo], str) and RESUMEN.fullmatch(datos[campo])):
            raise ValueError(f"{fichero}: {campo} no es un resumen")
    for campo in ("tamano", "indice"):
        if campo in campos and type(datos[campo]) is not int:
            raise ValueError(f"{fichero}: {campo} no es un número")
    return datos


def bytes_del_hecho(fichero):
    """Lo que se resume: una línea de bitacora.jsonl lleva su hash añadido al final."""
    with open(fichero, "rb") as flujo:
        linea = flujo.read().rstrip(b"\n")
    return linea[:-75] + b"}" if linea[-75:-66] == b',"hash":"' else linea


def comprobar(prueba, cabecera, hecho=None):
    """Lo que no cuadra; vacío si todo cuadra. Reciben los ficheros."""
    p = leer(prueba, {"camino", "hash_hoja", "indice", "raiz", "tamano"})
    c = leer(cabecera, {"firma", "momento", "organo", "raiz", "tamano"})
    camino = p["camino"]
    if not isinstance(camino, list) or not all(isinstance(h, str) and RESUMEN.fullmatch(h) for h in camino):
        raise ValueError(f"{prueba}: camino no es una lista de resúmenes")
    malos = []
    raiz = raiz_de(bytes.fromhex(p["hash_hoja"]), p["indice"], p["tamano"], [bytes.fromhex(h) for h in camino])
    if raiz is None or raiz.hex() != p["raiz"]:
        malos.append("el camino no lleva a la raíz de la prueba")
    if (p["raiz"], p["tamano"]) != (c["raiz"], c["tamano"]):
        malos.append("la prueba es de otra cabecera")
    if hecho is not None and resumen(b"\0" + bytes_del_hecho(hecho)).hex() != p["hash_hoja"]:
        malos.append("la actuación no es la de la prueba")
    return malos


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        print(__doc__)
        sys.exit(2)
    try:
        faltas = comprobar(*sys.argv[1:])
    except (ValueError, OSError, RecursionError) as error:
        print(error)
        sys.exit(2)
    print("; ".join(faltas) if faltas else "Está bajo la cabecera.")
    sys.exit(1 if faltas else 0)
