"""`consistorio plazo`: when a term ends, with the reasoning (LPACAP 30-31). Needs no database when `--inhabiles` is given."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime
from pathlib import Path

from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible
from consistorio.plataforma.calendario.ficheros import fecha_iso, leer_fechas
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Calendario, CalendarioIncompleto, Computo, Duracion, Unidad

from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO_SE_PUDO, aviso, resultado_json

_POR_QUE: dict[type[Exception], str] = {
    UnicodeDecodeError: "no es un texto UTF-8",
    FileNotFoundError: "no existe",
    IsADirectoryError: "es una carpeta",
    PermissionError: "no tiene permiso para leerlo",
}
_MOMENTO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}))?")


def configurar(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--desde", required=True, type=_momento, metavar="AAAA-MM-DD[Thh:mm]", help="fecha del hecho")
    unidades = parser.add_mutually_exclusive_group(required=True)
    for unidad in (Unidad.DIAS_HABILES, Unidad.DIAS_NATURALES, Unidad.MESES, Unidad.ANIOS, Unidad.HORAS):
        unidades.add_argument(f"--{unidad.value.replace('_', '-')}", dest=unidad.value, type=_entero, metavar="N")
    parser.add_argument(
        "--inhabiles", type=Path, metavar="F.csv", help="días inhábiles de la sede, una fecha por línea"
    )
    parser.add_argument(
        "--inhabiles-interesado", type=Path, metavar="F.csv", help="días inhábiles de donde reside la persona (30.6)"
    )
    parser.add_argument(
        "--registro", action="store_true", help="la fecha es la de presentación en el registro (31.2.b)"
    )
    parser.add_argument("--json", action="store_true", help="el resultado, como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Compute and print. 0 done; 2 wrong usage or a bad file; 3 no database or no calendar published that far."""
    try:
        duracion = _duracion(args)
        desde = _desde(args.desde, duracion)
        por_el_interesado = args.inhabiles_interesado
        interesado = None
        if por_el_interesado is not None:
            # 31.3: in the registry only the sede's calendar counts, so that file is not even read
            interesado = Calendario("residencia") if args.registro else _de_fichero(por_el_interesado)
        calendario = _de_fichero(args.inhabiles) if args.inhabiles is not None else _de_la_sede()
        computo = calcular(desde, duracion, calendario, interesado=interesado, registro=args.registro)
    except CalendarioIncompleto as error:
        aviso(str(error))
        return NO_SE_PUDO
    except DatosIncorrectos as error:
        _contar_problemas(error)
        return MAL_USO
    _imprimir(computo, calendario, en_json=args.json)
    return HECHO


def _momento(texto: str) -> tuple[date, datetime | None]:
    partes = _MOMENTO.fullmatch(texto)
    try:
        if partes is None:
            raise ValueError
        dia = fecha_iso(partes[1])
        hora = datetime.fromisoformat(texto) if partes[2] else None
    except ValueError as error:
        msg = f"«{texto}» no es una fecha AAAA-MM-DD ni un momento AAAA-MM-DDThh:mm"
        raise argparse.ArgumentTypeError(msg) from error
    return dia, hora


def _entero(texto: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,12}", texto):
        msg = f"«{texto}» no es un número entero"
        raise argparse.ArgumentTypeError(msg)
    return int(texto)


def _duracion(args: argparse.Namespace) -> Duracion:
    dadas = [(unidad, getattr(args, unidad.value)) for unidad in Unidad if getattr(args, unidad.value) is not None]
    (unidad, cantidad) = dadas[0]
    return Duracion(cantidad, unidad)


def _desde(momento: tuple[date, datetime | None], duracion: Duracion) -> date | datetime:
    dia, hora = momento
    if duracion.unidad is not Unidad.HORAS:
        return dia
    if hora is None:
        raise DatosIncorrectos("Con --horas, --desde necesita la hora: AAAA-MM-DDThh:mm.")
    return hora


def _de_fichero(ruta: Path) -> Calendario:
    try:
        lineas = ruta.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        motivo = _POR_QUE.get(type(error), str(error.strerror) if isinstance(error, OSError) else "")
        raise DatosIncorrectos(f"No se puede leer {ruta}: {motivo}.") from error
    return Calendario(str(ruta), leer_fechas(lineas, nombre=str(ruta)))


def _de_la_sede() -> Calendario:
    """The calendar published by the town, from its database."""
    preparar_django()
    from django.db import ProgrammingError

    from consistorio.plataforma.calendario.consultas import calendario_de_la_sede  # models need Django set up

    try:
        return calendario_de_la_sede()
    except ProgrammingError as error:
        raise ServicioNoDisponible(
            "La base de datos todavía no está preparada.",
            que_hacer="Ejecute antes «./consistorio instalar» o «./consistorio demo», o indique --inhabiles.",
        ) from error


def _contar_problemas(error: DatosIncorrectos) -> None:
    aviso(error.mensaje)
    for problema in error.problemas:
        aviso(f"{problema.campo}: {problema.mensaje}")
    if error.que_hacer:
        aviso(error.que_hacer)


def _imprimir(computo: Computo, calendario: Calendario, *, en_json: bool) -> None:
    if en_json:
        pasos = [{"fecha": paso.fecha.isoformat(), "texto": paso.texto} for paso in computo.pasos]
        resultado_json({"vence": str(computo), "calendario": calendario.version or calendario.nombre, "pasos": pasos})
        return
    if calendario.version:
        print(f"Calendario: {calendario.version}.")
    for paso in computo.pasos:
        print(f"- {paso.texto}")
    print(computo)
