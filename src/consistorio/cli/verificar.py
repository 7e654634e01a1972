"""`verificar`: recomputes everything that was sealed and says the first thing that differs."""

from __future__ import annotations

import argparse
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509

from consistorio.documental.sellado import cabeceras
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base, cluster_de_la_casa, conexion_a
from consistorio.plataforma.base.errores import OrdenFallida

from .copias.programas import cargar
from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO, aviso, resultado_json

# What pg_restore says of a dump that a newer PostgreSQL wrote: nothing is wrong with the dump
VERSION_AJENA = "unsupported version"


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument(
        "--copia", type=Path, metavar="base.dump", help="comprueba esta copia en una base de usar y tirar"
    )
    analizador.add_argument(
        "--cabecera",
        type=Path,
        metavar="cabecera.json",
        help="comprueba además que nada ha cambiado desde que se publicó",
    )
    analizador.add_argument("--ca", type=Path, metavar="raiz.pem", help="raíz de confianza, además de las de la casa")
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Check the town's database, or a copy of it. 0: nothing differs; 1: something does; 2: a file is not what it has to be; 3: it could not be
    checked."""
    for fichero in (args.copia, args.cabecera, args.ca):
        if fichero is not None and not fichero.is_file():
            aviso(f"No existe el fichero {fichero}.")
            return MAL_USO
    if args.ca is not None and not _hay_certificados(args.ca):
        aviso(f"En {args.ca} no hay ningún certificado en formato PEM.")
        return MAL_USO
    if args.cabecera is not None:
        try:
            cabeceras.leer(args.cabecera.read_bytes())
        except DatosIncorrectos as error:  # it says nothing of the town
            aviso(f"{args.cabecera}: {error.mensaje}")
            return MAL_USO
    if args.copia is not None and tarfile.is_tarfile(args.copia):
        aviso(f"{args.copia.name} es un fichero de «copia»: saque de él base.dump con tar -xf y compruebe ese.")
        return MAL_USO
    if args.copia is None:
        preparar_django()
        return _comprobar(args, con_contenidos=True)
    try:
        with _base_desechable(args.copia) as conexion:
            os.environ["DATABASE_URL"] = conexion.url()
            preparar_django(base=False)
            from django.db import connections

            try:
                return _comprobar(args, con_contenidos=False)
            finally:
                connections.close_all()
    except CopiaIlegible as error:
        return _ilegible(args, str(error))


def _ilegible(args: argparse.Namespace, porque: str) -> int:
    """A dump that cannot be restored is a no: nothing in it can be vouched for."""
    texto = "no se puede leer; está dañada o no es una copia de la base de datos."
    if args.json:
        hallazgo = {"tabla": "", "clave": args.copia.name, "texto": texto}
        resultado_json(
            {"bien": False, "hallazgos": [hallazgo], "avisos": [porque], "cifras": {}, "sin_sellar": None},
        )
    else:
        print(f"{args.copia.name}: {texto}")
        aviso(porque)
    return NO


def _hay_certificados(fichero: Path) -> bool:
    try:
        return bool(x509.load_pem_x509_certificates(fichero.read_bytes()))
    except ValueError:
        return False


def _comprobar(args: argparse.Namespace, *, con_contenidos: bool) -> int:
    from django.conf import settings

    from consistorio.documental.firma.casa import confianza_de_la_casa
    from consistorio.documental.firma.certificados import Confianza
    from consistorio.documental.sellado import publicacion, verificacion
    from consistorio.documental.sellado.almacenados import Almacenados

    confianza = confianza_de_la_casa()
    if args.ca is not None:
        confianza = Confianza((*confianza.raices, *x509.load_pem_x509_certificates(args.ca.read_bytes())))
    publicadas = verificacion.leer_carpeta(publicacion.carpeta()) if con_contenidos else []
    if args.cabecera is not None:
        publicadas.append((args.cabecera.name, args.cabecera.read_bytes()))
    resultado = verificacion.verificar(
        confianza=confianza,
        publicadas=publicadas,
        contenidos=Almacenados() if con_contenidos else None,
        nif=str(settings.CONSISTORIO_ENTIDAD["nif"]),
    )
    if args.json:
        resultado_json(
            {
                "bien": resultado.bien,
                "hallazgos": [{"tabla": h.tabla, "clave": h.clave, "texto": h.texto} for h in resultado.hallazgos],
                "avisos": resultado.avisos,
                "cifras": resultado.cifras,
                "sin_sellar": resultado.sin_sellar,
            }
        )
        return HECHO if resultado.bien else NO
    for hallazgo in resultado.hallazgos:
        print(hallazgo)
    for texto in resultado.avisos:
        aviso(texto)
    print("Comprobado: " + ", ".join(f"{cuantos} {que}" for que, cuantos in resultado.cifras.items()) + ".")
    print(f"Hechos todavía sin sellar: {resultado.sin_sellar}.")
    print("Nada se ha alterado." if resultado.bien else "ALGO SE HA ALTERADO.")
    return HECHO if resultado.bien else NO


@contextmanager
def _base_desechable(copia: Path) -> Iterator[Conexion]:
    """The dump restored into a database of the private cluster that is dropped at the end. Raises CopiaIlegible."""
    os.environ.pop("DATABASE_URL", None)  # never beside the data of a server that is somebody else's
    asegurar_base()
    servidor = conexion_a(cluster_de_la_casa())
    desechable = servidor.con_nombre(f"verificar_{os.getpid()}")
    plantillas.borrar(servidor, desechable.nombre)
    plantillas.crear(servidor, desechable.nombre)
    try:
        try:
            cargar(desechable, copia.absolute())
        except OrdenFallida as error:
            if VERSION_AJENA in error.salida:
                raise
            raise CopiaIlegible(str(error)) from error
        yield desechable
    finally:
        plantillas.borrar(servidor, desechable.nombre)


class CopiaIlegible(Exception):
    """The dump cannot be restored: it is damaged or is not one."""
