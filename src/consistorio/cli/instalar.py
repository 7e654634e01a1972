"""`instalar`: first run of a real town, without anything of the demo."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import actualizar
from .entorno import preparar_django
from .salida import HECHO, MAL_USO, aviso, resultado_json

if TYPE_CHECKING:
    from consistorio.tramitacion.catalogo.acciones.implantar import Implantacion


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument(
        "--organizacion",
        type=Path,
        metavar="F",
        help="fichero JSON, o carpeta de CSV, con roles, unidades, puestos y empleados",
    )
    analizador.add_argument(
        "--calendario", type=Path, action="append", default=[], metavar="F.csv", help="días inhábiles; puede repetirse"
    )
    analizador.add_argument(
        "--procedimientos",
        type=Path,
        action="append",
        default=[],
        metavar="F",
        help="fichero JSON de un modelo o de un procedimiento, o carpeta con varios; puede repetirse",
    )
    analizador.add_argument(
        "--areas", type=Path, metavar="F.csv", help="qué unidad responde de cada área de los procedimientos"
    )
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Create the tables and load the town's files, all or none. Repeating it changes nothing that exists."""
    dichos = [args.organizacion, args.areas, *args.calendario, *args.procedimientos]
    faltan = [str(f) for f in dichos if f is not None and not f.exists()]
    if faltan:
        aviso("No existe: " + ", ".join(faltan))
        return MAL_USO
    preparar_django(produccion=True, cambia_tablas=True)
    actualizar.ejecutar(argparse.Namespace(comprobar=False, json=False))
    hecho = _cargar(args)
    _contar(hecho)
    if args.json:
        resultado_json(
            {
                "calendarios": hecho.calendarios,
                "unidades": hecho.organizacion.unidades,
                "puestos": hecho.organizacion.puestos,
                "empleados": hecho.organizacion.empleados,
                "areas": hecho.areas,
                "procedimientos": hecho.procedimientos,
                "areas_sin_unidad": list(hecho.sin_unidad),
                "cuentas": [{"usuario": c.usuario, "contrasena": c.contrasena} for c in hecho.organizacion.cuentas],
            }
        )
    return HECHO


def _cargar(args: argparse.Namespace) -> Implantacion:
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.organizacion.ficheros import contenidos_de
    from consistorio.tramitacion.catalogo.acciones.implantar import Ficheros, implantar
    from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION, IMPLANTAR

    ficheros = Ficheros(
        organizacion=contenidos_de(args.organizacion) if args.organizacion else {},
        calendarios={str(f): f.read_bytes() for f in args.calendario},
        areas={str(args.areas): args.areas.read_bytes()} if args.areas else {},
        definiciones={str(f): f.read_bytes() for f in _sueltos(args.procedimientos)},
    )
    return implantar(
        actor=Actor.sistema("instalacion", IMPLANTAR, *DE_LA_INSTALACION), ficheros=ficheros, reloj=reloj_de_la_casa()
    )


def _sueltos(rutas: Sequence[Path]) -> Iterator[Path]:
    """Each file, and those of each folder."""
    for ruta in rutas:
        yield from sorted(ruta.glob("*.json")) if ruta.is_dir() else [ruta]


def _contar(hecho: Implantacion) -> None:
    from django.conf import settings

    from consistorio.plataforma.calendario.models import PublicacionCalendario
    from consistorio.tramitacion.catalogo.consultas import publicados

    nuevos = hecho.organizacion
    aviso(f"Nuevos: {nuevos.unidades} unidades, {nuevos.puestos} puestos, {nuevos.empleados} empleados.")
    aviso(
        f"Calendarios publicados: {hecho.calendarios}. Áreas asignadas: {hecho.areas}. "
        f"Procedimientos publicados: {hecho.procedimientos}."
    )
    if not PublicacionCalendario.objects.exists():
        aviso("Sin calendario: ningún plazo podrá calcularse hasta que se publique (--calendario).")
    if not publicados().exists():
        aviso("Sin procedimientos: la sede no ofrecerá ningún trámite (--procedimientos).")
    if hecho.sin_unidad:
        aviso(
            f"Áreas sin unidad, cuyos expedientes irán a la cabecera del Ayuntamiento: {', '.join(hecho.sin_unidad)}."
        )
    if settings.CONSISTORIO_ENTORNO != "produccion":
        aviso("Los ajustes son de demostración: vale para probar los ficheros. Un ayuntamiento de verdad necesita")
        aviso("CONSISTORIO_PRODUCTO=1 (docs/manual/administracion/instalacion.md).")
    if nuevos.cuentas:
        aviso("Cuentas nuevas. Entregue a cada persona la suya; tendrá que cambiar la contraseña al entrar:")
        for cuenta in nuevos.cuentas:
            aviso(f"  {cuenta.usuario}  {cuenta.contrasena}  {cuenta.nombre}")
