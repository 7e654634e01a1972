"""`instalar`: first run of a real town, without anything of the demo."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from . import actualizar
from .entorno import preparar_django
from .salida import HECHO, MAL_USO, aviso, resultado_json


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
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Create the tables and load the town's organisation and calendar. Repeating it changes nothing that exists."""
    faltan = [str(f) for f in [args.organizacion, *args.calendario] if f is not None and not f.exists()]
    if faltan:
        aviso("No existe: " + ", ".join(faltan))
        return MAL_USO
    preparar_django(produccion=True, cambia_tablas=True)
    actualizar.ejecutar(argparse.Namespace(comprobar=False))
    resultado: dict[str, object] = {"calendarios": _calendarios(args.calendario)}
    if args.organizacion:
        resultado |= _organizacion(args.organizacion)
    if args.json:
        resultado_json(resultado)
    return HECHO


def _calendarios(ficheros: Sequence[Path]) -> int:
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.acciones.publicar_calendarios import publicar_calendarios
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    if not ficheros:
        aviso("Sin calendario: ningún plazo podrá calcularse hasta que se publique (--calendario).")
        return 0
    publicadas = publicar_calendarios(
        actor=Actor.sistema("instalacion", "calendario.publicar"),
        ficheros=[(f.name, f.read_text("utf-8")) for f in ficheros],
        reloj=reloj_de_la_casa(),
    )
    aviso(f"Calendarios publicados: {len(publicadas)}.")
    return len(publicadas)


def _organizacion(ruta: Path) -> dict[str, object]:
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.organizacion.acciones.estructura import ADMINISTRAR
    from consistorio.plataforma.organizacion.acciones.importacion import importar
    from consistorio.plataforma.organizacion.ficheros import leer

    hecho = importar(actor=Actor.sistema("instalacion", ADMINISTRAR), carga=leer(ruta), reloj=reloj_de_la_casa())
    aviso(f"Nuevos: {hecho.unidades} unidades, {hecho.puestos} puestos, {hecho.empleados} empleados.")
    if hecho.cuentas:
        aviso("Cuentas nuevas. Entregue a cada persona la suya; tendrá que cambiar la contraseña al entrar:")
        for cuenta in hecho.cuentas:
            aviso(f"  {cuenta.usuario}  {cuenta.contrasena}  {cuenta.nombre}")
    return {
        "unidades": hecho.unidades,
        "puestos": hecho.puestos,
        "empleados": hecho.empleados,
        "cuentas": [{"usuario": c.usuario, "contrasena": c.contrasena} for c in hecho.cuentas],
    }
