"""Exports to the ENI and seeded changes of them, judged by `eni validar` without a database: the good ones pass and the changed ones do not.
Some are judged too by a reader that shares nothing with the product (`lector`).

    PYTHONPATH=src .venv/bin/python -m pruebas.alteraciones.eni --historia DIR --semilla 1 --cuantos 1000

DIR is what `recorrido` left; more than one may be given, and `--paquetes` takes all that `pruebas.alteraciones.paquetes` made. Each of their files is judged once as it is, and once written again by who
makes the changes, without any: so a refusal comes of the change. docs/verificacion/alteraciones.md says which changes must be refused,
and which nothing signs.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import gc
import hashlib
import io
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from lxml import etree

from consistorio.cli import eni

from .lector import LECTOR, NS, faltas

Cambio = Callable[[Path, Random], str]


def _en(fichero: Path, xpath: str, azar: Random, cambiar: Callable[[str, Random], str]) -> str:
    arbol = etree.parse(str(fichero), LECTOR)
    nodos = arbol.xpath(xpath, namespaces=NS)
    nodo = azar.choice(nodos)
    nodo.text = cambiar(nodo.text or "", azar)
    arbol.write(str(fichero), encoding="UTF-8", xml_declaration=True)
    return f"{fichero.name}: {arbol.getelementpath(nodo)}"


def _un_bit(texto: str, azar: Random) -> str:
    datos = bytearray(base64.b64decode(texto))
    datos[azar.randrange(len(datos))] ^= 1 << azar.randrange(8)
    return base64.b64encode(bytes(datos)).decode()


def _otra_letra(texto: str, azar: Random) -> str:
    donde = azar.randrange(len(texto))
    return texto[:donde] + azar.choice([c for c in "abcdefgh0123456789" if c != texto[donde]]) + texto[donde + 1 :]


def del_indice(paquete: Path, azar: Random) -> str:
    """Any value of the signed index."""
    return _en(paquete / "expediente.xml", "//indcont:DocumentoIndizado/*[not(*)]", azar, _otra_letra)


def de_la_firma(paquete: Path, azar: Random) -> str:
    """A bit of the signature, or of a digest in it."""
    return _en(paquete / "expediente.xml", "//ds:SignatureValue | //ds:DigestValue", azar, _un_bit)


def del_contenido(paquete: Path, azar: Random) -> str:
    """A bit of the bytes of a document."""
    fichero = azar.choice(sorted((paquete / "documentos").glob("*.xml")))
    return _en(fichero, "//cont:ValorBinario", azar, _un_bit)


def cruzados(paquete: Path, azar: Random) -> str:
    """Two documents exchange their identifiers."""
    uno, otro = azar.sample(sorted((paquete / "documentos").glob("*.xml")), 2)
    arboles = [etree.parse(str(f), LECTOR) for f in (uno, otro)]
    nodos = [a.xpath("//meta:Identificador", namespaces=NS)[0] for a in arboles]
    nodos[0].text, nodos[1].text = nodos[1].text, nodos[0].text
    for fichero, arbol in zip((uno, otro), arboles, strict=True):
        arbol.write(str(fichero), encoding="UTF-8", xml_declaration=True)
    return f"{uno.name} y {otro.name}"


def falta_uno(paquete: Path, azar: Random) -> str:
    """A document is not there."""
    fichero = azar.choice(sorted((paquete / "documentos").glob("*.xml")))
    fichero.unlink()
    return fichero.name


def sobra_uno(paquete: Path, azar: Random) -> str:
    """A document of which the index says nothing."""
    fichero = azar.choice(sorted((paquete / "documentos").glob("*.xml")))
    nuevo = fichero.with_name(f"9999_{fichero.name}")
    shutil.copy(fichero, nuevo)
    return _en(nuevo, "//meta:Identificador", azar, lambda t, a: t[:-1] + ("A" if t[-1] != "A" else "B"))


def quitado_del_indice(paquete: Path, azar: Random) -> str:
    """An entry of the index is gone, and its document with it."""
    fichero = paquete / "expediente.xml"
    arbol = etree.parse(str(fichero), LECTOR)
    nodo = azar.choice(arbol.xpath("//indcont:DocumentoIndizado", namespaces=NS))
    nombre = nodo.findtext(f"{{{NS['indcont']}}}IdentificadorDocumento")
    nodo.getparent().remove(nodo)
    arbol.write(str(fichero), encoding="UTF-8", xml_declaration=True)
    for suyo in (paquete / "documentos").glob(f"*{nombre}.xml"):
        suyo.unlink()
    return str(nombre)


CAMBIOS: tuple[Cambio, ...] = (
    *(del_indice, del_indice, de_la_firma, del_contenido, del_contenido, cruzados, falta_uno, sobra_uno, quitado_del_indice),
)  # fmt: skip


def validar(fichero: Path, ca: Path) -> int:
    """The command, in this process: its exit code."""
    analizador = argparse.ArgumentParser()
    eni.configurar(analizador)
    with contextlib.redirect_stdout(io.StringIO()):
        return eni.ejecutar(analizador.parse_args(["validar", str(fichero), "--ca", str(ca)]))


def limpiar() -> None:
    """A command takes what it finds when it starts for what it loaded, and never looks for garbage in it: here, what the one before left."""
    gc.unfreeze()
    gc.collect()


def reescrito(origen: Path, paquete: Path) -> None:
    """The package with all its files read and written again, and nothing changed."""
    shutil.copytree(origen, paquete)
    for fichero in (paquete / "expediente.xml", *(paquete / "documentos").glob("*.xml")):
        etree.parse(str(fichero), LECTOR).write(str(fichero), encoding="UTF-8", xml_declaration=True)


def buenos_rechazados(origen: Path, ca: Path, temporal: Path) -> tuple[int, list[str]]:
    """How many different files were judged, as they are and written again; those that were refused."""
    reescrito(origen, copia := temporal / "reescrito")
    rechazados, vistos = [], set()
    for carpeta in (origen, copia):
        if malos := faltas(carpeta, ca):
            rechazados.append(f"{carpeta}: el otro lector dice {malos}")
        for fichero in (carpeta / "expediente.xml", *sorted((carpeta / "documentos").glob("*.xml"))):
            vistos.add(hashlib.sha256(fichero.read_bytes()).digest())
            if validar(fichero, ca) != 0:
                rechazados.append(f"{fichero}: es bueno y se rechazó")
    shutil.rmtree(copia)
    return len(vistos), rechazados


def main() -> int:
    """0: all the good ones passed and none of the changed ones did."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.alteraciones.eni", description=__doc__)
    analizador.add_argument("--historia", type=Path, default=[], action="append")
    analizador.add_argument("--paquetes", type=Path, help="each of its folders is one more")
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--cuantos", type=int, default=1000, help="changed packages")
    analizador.add_argument("--desde", type=int, default=0, help="number of the first changed one")
    analizador.add_argument("--solo-cambiados", action="store_true", help="the good ones were judged already")
    analizador.add_argument("--otro-cada", type=int, default=10, help="so often the other reader is asked too")
    analizador.add_argument("--minutos", type=float, default=60, help="stop then, with what was done")
    args = analizador.parse_args()
    historias = [*args.historia, *(sorted(args.paquetes.iterdir()) if args.paquetes else ())]
    if not historias:
        analizador.error("say --historia or --paquetes")
    os.environ.pop("DATABASE_URL", None)
    empieza, cuenta, mal = time.monotonic(), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="eni-") as temporal:
        for historia in () if args.solo_cambiados else historias:
            cuantos, rechazados = buenos_rechazados(historia / "eni", historia / "ca.pem", Path(temporal))
            limpiar()
            cuenta["expedientes"] += 1
            cuenta["ficheros buenos distintos"] += cuantos
            mal += len(rechazados)
            print(*rechazados, sep="\n", end="\n" if rechazados else "")
        for numero in range(args.desde, args.desde + args.cuantos):
            if time.monotonic() - empieza > 60 * args.minutos:
                break
            historia = historias[numero % len(historias)]
            paquete, azar, ca = Path(temporal) / "paquete", Random(f"{args.semilla}:{numero}"), historia / "ca.pem"
            shutil.copytree(historia / "eni", paquete)
            cambio = azar.choice(CAMBIOS)
            que = cambio(paquete, azar)
            cuenta[cambio.__name__] += 1
            admitido = [] if validar(paquete / "expediente.xml", ca) == 1 else ["eni validar"]
            if numero % args.otro_cada == 0:
                cuenta["también con el otro lector"] += 1
                admitido += [] if faltas(paquete, ca) else ["el otro lector"]
            if admitido:
                mal += 1
                print(
                    f"semilla {args.semilla}, {numero}: {cambio.__name__} ({que}) lo dio por bueno {' y '.join(admitido)}"
                )
            shutil.rmtree(paquete)
            limpiar()
    print(dict(sorted(cuenta.items())), f"{mal} mal, {time.monotonic() - empieza:.0f} s")
    return 1 if mal else 0


if __name__ == "__main__":
    sys.exit(main())
