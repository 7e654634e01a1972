"""`importar-expedientes`: bring in the cases of the program that the town hall had before, and say whether it squares."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

if TYPE_CHECKING:
    from consistorio.servicios.archivo.antiguos.cuadre import Cuadre


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--casos", type=Path, required=True, metavar="F.csv", help="un expediente en cada fila")
    analizador.add_argument("--documentos", type=Path, required=True, metavar="F.csv", help="un fichero en cada fila")
    analizador.add_argument("--carpeta", type=Path, required=True, metavar="DIR", help="donde están los ficheros")
    analizador.add_argument("--ensayo", action="store_true", help="solo comprueba: no escribe nada")
    analizador.add_argument(
        "--con-nombres-distintos",
        action="store_true",
        help="admite a quien tiene aquí otro nombre con el mismo NIF, y guarda el escrito",
    )
    analizador.add_argument("--json", action="store_true", help="el resultado, como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Judge all, bring in what is right, count it again. Once more with the same files, nothing changes."""
    faltan = [str(f) for f in (args.casos, args.documentos) if not f.is_file()]
    faltan += [] if args.carpeta.is_dir() else [str(args.carpeta)]
    if faltan:
        aviso("No existe: " + ", ".join(faltan))
        return MAL_USO
    preparar_django()
    from django.db import OperationalError

    from consistorio.nucleo.errores import ErrorDominio

    try:
        cuadre = _importar(args)
    except (OperationalError, OSError, ErrorDominio) as error:
        aviso(f"No se ha podido importar: {error}")
        aviso("Lo que ya había entrado está entero. Repita la orden con los mismos ficheros para seguir.")
        return NO_SE_PUDO
    if args.json:
        resultado_json(_como_json(cuadre))
    else:
        _contar(cuadre)
    if not cuadre.cuadra:
        return NO_SE_PUDO
    return HECHO if cuadre.completo else NO


def _importar(args: argparse.Namespace) -> Cuadre:
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.servicios.archivo.acciones import preparar_antiguos
    from consistorio.servicios.archivo.antiguos.cuadre import cuadrar
    from consistorio.servicios.archivo.antiguos.entrada import importar_todos
    from consistorio.servicios.archivo.antiguos.revision import revisar
    from consistorio.servicios.archivo.antiguos.tablas import CASOS, DOCUMENTOS, leer_tabla
    from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION

    reloj = reloj_de_la_casa()
    actor = Actor.sistema("importar-expedientes", "archivo.importar", *DE_LA_INSTALACION)
    casos = leer_tabla(CASOS, args.casos.read_bytes())
    documentos = leer_tabla(DOCUMENTOS, args.documentos.read_bytes())
    for nombre, tabla in ((args.casos, casos), (args.documentos, documentos)):
        if tabla.codificacion:
            aviso(f"{nombre}: {len(tabla.filas)} filas, en {tabla.codificacion}, separadas por «{tabla.separador}».")
    revision = revisar(
        casos, documentos, args.carpeta, hoy=hoy(reloj), con_nombres_distintos=args.con_nombres_distintos
    )
    if args.ensayo or not revision.nuevos:
        return cuadrar(revision, revision.nuevos, ensayo=args.ensayo)
    version_id = preparar_antiguos(actor=actor, reloj=reloj)
    importados, fallidos = importar_todos(revision.nuevos, actor=actor, version_id=version_id, reloj=reloj)
    return cuadrar(revision.con_fallidos(fallidos), importados, ensayo=False)


def _contar(cuadre: Cuadre) -> None:
    """The report, for people: what is wrong first, the counts last."""
    for marca, problemas in (("", cuadre.problemas), ("AVISO ", cuadre.avisos)):
        for p in problemas:
            donde = f"{p.tabla}, línea {p.fila}" if p.fila else p.tabla
            print(f"{marca}{donde}{f', {p.campo}' if p.campo else ''}: {p.mensaje}")
    for ruta, octetos in cuadre.sin_nombrar:
        print(f"carpeta, {ruta} ({octetos} octetos): ninguna fila lo nombra")
    for descuadre in cuadre.descuadres:
        print(f"DESCUADRE {descuadre}")
    verbo = "se importarían" if cuadre.ensayo else "importados"
    for nombre, cuenta in (("Expedientes", cuadre.casos), ("Documentos", cuadre.documentos)):
        print(
            f"{nombre}: {cuenta.leidos} leídos = {cuenta.importados} {verbo} + {cuenta.ya_estaban} ya estaban "
            f"+ {cuenta.rechazados} rechazados"
        )
    nombrados, guardados = cuadre.nombrados, cuadre.guardados
    print(f"Ficheros de los que entran: {nombrados.cuantos}, {nombrados.octetos} octetos")
    if not cuadre.ensayo:
        print(f"Guardados, leídos otra vez con su SHA-256: {guardados.cuantos}, {guardados.octetos} octetos")
    print("Cuadra." if cuadre.cuadra else "NO CUADRA.")


def _como_json(cuadre: Cuadre) -> dict[str, object]:
    cuentas = {
        nombre: {
            "leidos": c.leidos,
            "importados": c.importados,
            "ya_estaban": c.ya_estaban,
            "rechazados": c.rechazados,
        }
        for nombre, c in (("casos", cuadre.casos), ("documentos", cuadre.documentos))
    }
    ficheros = {
        nombre: {"cuantos": f.cuantos, "octetos": f.octetos}
        for nombre, f in (("nombrados", cuadre.nombrados), ("guardados", cuadre.guardados))
    }
    return {
        "ensayo": cuadre.ensayo,
        "cuadra": cuadre.cuadra,
        "completo": cuadre.completo,
        **cuentas,
        "ficheros": ficheros,
        "descuadres": list(cuadre.descuadres),
        "sin_nombrar": [{"fichero": ruta, "octetos": octetos} for ruta, octetos in cuadre.sin_nombrar],
        **{
            nombre: [{"tabla": p.tabla, "linea": p.fila, "campo": p.campo, "mensaje": p.mensaje} for p in problemas]
            for nombre, problemas in (("problemas", cuadre.problemas), ("avisos", cuadre.avisos))
        },
    }
