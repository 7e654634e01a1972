"""`contabilidad importar-presupuesto`, `importar-liquidacion` and `cargar`: what comes from another program."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consistorio.cli.salida import HECHO, MAL_USO, NO, aviso

if TYPE_CHECKING:
    from consistorio.economia.carga.listados.tipos import Fila, Listado
    from consistorio.economia.presupuesto.tipos import PresupuestoNuevo
    from consistorio.economia.presupuesto.vinculacion import Regla
    from consistorio.nucleo.errores import ErrorDominio
    from consistorio.nucleo.reloj import Reloj

PRESUPUESTO = (
    "Lee un presupuesto publicado y lo carga en una base de usar y tirar, o en la del ayuntamiento con --en-la-villa"
)
LIQUIDACION = (
    "Lee una liquidación publicada, la vuelve a contabilizar en una base de usar y tirar, y escribe sus totales"
)
CARGAR = "Carga la contabilidad de un ejercicio en marcha que viene de otro programa: entera, o nada"
_ANIO = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options of the three."""
    for nombre, ayuda, hacer in (
        ("importar-presupuesto", PRESUPUESTO, _importar_presupuesto),
        ("importar-liquidacion", LIQUIDACION, _importar_liquidacion),
    ):
        orden = ordenes.add_parser(nombre, help=ayuda, description=ayuda)
        orden.add_argument("ficheros", type=Path, nargs="+", metavar="FICHERO", help="de gastos y de ingresos")
        orden.add_argument("--informe", type=Path, required=True, metavar="FICHERO", help="lo que resulta, en JSON")
        orden.add_argument("--ejercicio", type=int, metavar="AÑO", help="si los nombres de los archivos no lo dicen")
        if nombre == "importar-presupuesto":
            orden.add_argument(
                "--en-la-villa",
                action="store_false",
                dest="desechable",
                help="en la contabilidad del ayuntamiento, y no en una de usar y tirar",
            )
            orden.add_argument(
                "--vinculacion",
                type=Path,
                metavar="TABLA.csv",
                help="cómo vinculan los créditos, según las bases (por defecto, las escritas para ese año o las del anterior y, si no hay, por área de gasto y capítulo)",
            )
        orden.set_defaults(hacer=hacer, desechable=True)
    cargar = ordenes.add_parser("cargar", help=CARGAR, description=CARGAR)
    cargar.add_argument("carpeta", type=Path, metavar="CARPETA", help="con las tablas de la carga, en CSV")
    cargar.add_argument("--informe", type=Path, metavar="FICHERO", help="lo que resulta, en JSON")
    cargar.add_argument(
        "--ensayo", action="store_true", help="dice si cuadra, con lo que hay en el ayuntamiento, y lo deshace"
    )
    cargar.set_defaults(hacer=_cargar)


def _importar_presupuesto(args: argparse.Namespace) -> int:
    leido = leer_ficheros(args.ficheros)
    anio = args.ejercicio or anio_de(args.ficheros)
    if anio is None:
        aviso("Diga de qué año es el presupuesto: --ejercicio AÑO.")
        return MAL_USO
    informe = leido.informe("importar-presupuesto", anio) | {"en_la_villa": not args.desechable, "cargado": {}}
    reglas = _vinculacion(args.vinculacion, informe)
    if reglas is None or reglas:
        if not args.desechable:
            informe["cargado"] = _en_la_villa(args.ficheros, anio, informe, reglas=reglas)
        elif not leido.refusados:
            informe["cargado"] = aprobar(leido.listados, anio, informe, reglas=reglas, reloj=reloj_de_prueba(anio))
    return _terminar(args.informe, informe)


def _importar_liquidacion(args: argparse.Namespace) -> int:
    from consistorio.cli.cuentas.liquidaciones import contabilizar
    from consistorio.economia.carga.listados import resumen

    leido = leer_ficheros(args.ficheros)
    anio = args.ejercicio or anio_de(args.ficheros)
    if anio is None:
        aviso("Diga de qué año es la liquidación: --ejercicio AÑO.")
        return MAL_USO
    leido.refusar_sin_ejecutar()
    informe = leido.informe("importar-liquidacion", anio)
    gastos, ingresos = leido.filas("gasto"), leido.filas("ingreso")
    if gastos and ingresos:
        informe["resultado_presupuestario"] = en_texto(resumen.resultado_presupuestario(gastos, ingresos))
    if not leido.refusados:
        informe["contabilizado"] = contabilizar(leido.listados, anio, informe)
    return _terminar(args.informe, informe)


def _cargar(args: argparse.Namespace) -> int:
    from consistorio.economia.carga import permisos
    from consistorio.economia.carga.acciones import cargar_ejercicio, ensayar_carga
    from consistorio.economia.carga.tablas import leer_carpeta
    from consistorio.economia.contabilidad import datos
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    if not args.carpeta.is_dir():
        aviso(f"{args.carpeta}: no es una carpeta.")
        return MAL_USO
    reloj = reloj_de_la_casa()
    informe: dict[str, Any] = {"orden": "cargar", "cargado": False, "cuadra": False, "no_cuadra": []}
    try:
        tablas = leer_carpeta(args.carpeta)
        datos.cargar_plan(reloj=reloj)
        hacer = ensayar_carga if args.ensayo else cargar_ejercicio
        hecho = hacer(actor=Actor.sistema("administracion", permisos.CARGAR), tablas=tablas, reloj=reloj)
    except ErrorDominio as error:
        informe["no_cuadra"] = [{"donde": p.campo, "que": p.mensaje} for p in error.problemas]
        informe["mensaje"] = error.mensaje
        print(error.mensaje, error.que_hacer)
        for problema in error.problemas:
            print(f"{problema.campo}: {problema.mensaje}")
    else:
        informe |= {
            "cargado": not args.ensayo,
            "cuadra": True,
            "ejercicio": hecho.anio,
            "operaciones": hecho.operaciones,
            "asientos": hecho.ultimo_asiento,
            "huella": hecho.huella,
        }
        print(f"Todo cuadra. Operaciones: {hecho.operaciones}. Asientos: {hecho.ultimo_asiento}.")
        if args.ensayo:
            print("Es un ensayo: todo se ha deshecho.")
    if args.informe is not None:
        _escribir(args.informe, informe)
    return HECHO if informe["cuadra"] else NO


class Leido:
    """The files of an import: those that were believed, and those that were not, with why."""

    def __init__(self) -> None:
        self.listados: list[Listado] = []
        self.refusados: list[dict[str, object]] = []

    def filas(self, clase: str) -> list[Fila]:
        """The rows of expense or of income."""
        return [fila for listado in self.listados if listado.clase == clase for fila in listado.filas]

    def refusar_sin_ejecutar(self) -> None:
        """What says a budget and nothing of its execution is no liquidation."""
        for listado in self.listados:
            if any("definitivos" not in fila.importes and "definitivas" not in fila.importes for fila in listado.filas):
                motivo = f"Es «{listado.formato}»: no dice qué se ejecutó."
                self.refusados.append({"fichero": listado.fichero, "motivos": [motivo]})

    def informe(self, orden: str, anio: int) -> dict[str, Any]:
        """What is said of them: rows left out, chapters and totals."""
        from consistorio.economia.carga.listados import resumen

        informe: dict[str, Any] = {
            "orden": orden,
            "ejercicio": anio,
            "ficheros": [
                {
                    "fichero": listado.fichero,
                    "formato": listado.formato,
                    "clase": listado.clase,
                    "aceptadas": len(listado.filas),
                    "rechazadas": [{"fila": r.fila, "motivo": r.motivo} for r in listado.rechazadas],
                    "no_cuadran": [{"fila": r.fila, "motivo": r.motivo} for r in listado.no_cuadran],
                }
                for listado in self.listados
            ],
            "refusados": self.refusados,
            "avisos": resumen.avisos(self.listados),
        }
        for clase, nombre in (("gasto", "gastos"), ("ingreso", "ingresos")):
            if filas := self.filas(clase):
                informe[nombre] = {
                    "capitulos": en_texto(resumen.por_capitulos(filas)),
                    "totales": en_texto(resumen.totales(filas)),
                }
        return informe


def leer_ficheros(ficheros: Iterable[Path]) -> Leido:
    """Read each one; what is refused says why, and the others are read."""
    from consistorio.economia.carga.listados.lectura import leer
    from consistorio.nucleo.errores import DatosIncorrectos

    leido = Leido()
    for fichero in ficheros:
        try:
            leido.listados.append(leer(fichero.name, fichero.read_bytes()))
        except OSError as error:
            leido.refusados.append({"fichero": fichero.name, "motivos": [f"No se puede leer: {error.strerror}."]})
        except DatosIncorrectos as error:
            leido.refusados.append({"fichero": fichero.name, "motivos": _motivos(error)})
    return leido


def anio_de(ficheros: Iterable[Path]) -> int | None:
    """The year that the names of the files say, if they say one."""
    anios = {int(anio) for fichero in ficheros for anio in _ANIO.findall(fichero.stem)}
    return anios.pop() if len(anios) == 1 else None


def aprobar(
    listados: Sequence[Listado],
    anio: int,
    informe: dict[str, Any],
    *,
    reloj: Reloj,
    reglas: Sequence[Regla] | None = None,
    definitivo: bool = False,
) -> dict[str, Any]:
    """Load the budget that they say in accounts that nobody keeps; chapter by chapter, what the accounts hold afterwards. A code that is not of the order is added to those of the town, and said."""
    from datetime import date

    from consistorio.economia.carga.listados.presupuesto import presupuesto_de
    from consistorio.economia.contabilidad import datos
    from consistorio.economia.contabilidad import permisos as de_contabilidad
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.economia.presupuesto import permisos
    from consistorio.economia.presupuesto.acciones import aprobar_presupuesto
    from consistorio.economia.presupuesto.operaciones.presupuesto import es_de_la_orden
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio

    actor = Actor.sistema("administracion", de_contabilidad.ABRIR, permisos.PREPARAR)
    nuevo = presupuesto_de(listados, anio, es_de_la_orden, definitivo=definitivo)
    _decir_propios(nuevo, informe)
    try:
        datos.cargar_plan(reloj=reloj)
        abrir_ejercicio(actor=actor, anio=anio, reloj=reloj)
        aprobar_presupuesto(
            actor=actor,
            nuevo=nuevo,
            reglas=reglas,
            fecha=date(anio, 1, 1),
            texto=f"Presupuesto de {anio}",
            reloj=reloj,
        )
    except ErrorDominio as error:
        informe["refusados"].append({"fichero": "", "motivos": _motivos(error)})
        return {}
    return _por_capitulos(anio)


def _en_la_villa(
    ficheros: Iterable[Path], anio: int, informe: dict[str, Any], *, reglas: Sequence[Regla] | None
) -> dict[str, Any]:
    """Load it in the town as its page does, whole or not at all; chapter by chapter, what the accounts hold afterwards."""
    from datetime import date

    from consistorio.economia.carga.acciones import cargar_presupuesto
    from consistorio.economia.presupuesto import permisos
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    try:
        contenidos = [(fichero.name, fichero.read_bytes()) for fichero in ficheros]
    except OSError:  # which one, and why, is told already
        informe["refusados"].append({"fichero": "", "motivos": ["El presupuesto no se ha cargado."]})
        return {}
    try:
        nuevo = cargar_presupuesto(
            actor=Actor.sistema("administracion", permisos.PREPARAR),
            anio=anio,
            ficheros=contenidos,
            reglas=reglas,
            fecha=date(anio, 1, 1),
            texto=f"Presupuesto de {anio}",
            reloj=reloj_de_la_casa(),
        )
    except ErrorDominio as error:
        informe["refusados"] = [{"fichero": "", "motivos": [*_motivos(error), str(error.que_hacer)]}]
        return {}
    _decir_propios(nuevo, informe)
    return _por_capitulos(anio)


def _decir_propios(nuevo: PresupuestoNuevo, informe: dict[str, Any]) -> None:
    if nuevo.propios:
        dichos = ", ".join(f"{propio.clase} {propio.codigo}" for propio in nuevo.propios)
        informe["avisos"].append(
            f"No están en la Orden EHA/3565/2008 y se añaden a la clasificación del ayuntamiento: {dichos}."
        )


def _por_capitulos(anio: int) -> dict[str, Any]:
    from consistorio.economia.presupuesto import consultas

    return {
        "gastos": {c.codigo: f"{c.sumas['iniciales']:.2f}" for c in consultas.por_capitulos(anio)},
        "ingresos": {c.codigo: f"{c.sumas['iniciales']:.2f}" for c in consultas.por_capitulos_de_ingresos(anio)},
    }


def reloj_de_prueba(anio: int) -> Reloj:
    """Just after a year ends: only for accounts that nobody keeps."""
    from datetime import UTC, datetime

    from consistorio.nucleo.reloj import RelojFijo

    return RelojFijo(datetime(anio + 1, 1, 1, 12, tzinfo=UTC))


def _vinculacion(tabla: Path | None, informe: dict[str, Any]) -> list[Regla] | None:
    """The rules of a table of the bases, None without one; none when it is refused, and the report says why."""
    from consistorio.economia.carga.tablas import leer_vinculacion
    from consistorio.nucleo.errores import DatosIncorrectos

    if tabla is None:
        informe["avisos"].append(
            "Los créditos vinculan como dicen las bases escritas de su año; si no las hay, como los del año anterior o, "
            "sin él, por área de gasto y capítulo."
        )
        return None
    try:
        return leer_vinculacion(tabla.read_bytes())
    except OSError as error:
        motivos = [f"No se puede leer: {error.strerror}."]
    except DatosIncorrectos as error:
        motivos = _motivos(error)
    informe["refusados"].append({"fichero": tabla.name, "motivos": motivos})
    return []


def en_texto(valor: Any) -> Any:
    """Amounts as texts with two decimals, however deep."""
    if isinstance(valor, Mapping):
        return {clave: en_texto(uno) for clave, uno in valor.items()}
    return f"{valor:.2f}" if isinstance(valor, Decimal) else valor


def _motivos(error: ErrorDominio) -> list[str]:
    return [error.mensaje, *(problema.mensaje for problema in error.problemas)]


def _terminar(destino: Path, informe: dict[str, Any]) -> int:
    """Write the report and say it. A file or a row that was refused is an exit code of NO, though the rest was taken."""
    _escribir(destino, informe)
    for fichero in informe["ficheros"]:
        print(f"{fichero['fichero']}: {fichero['formato']}, {fichero['aceptadas']} filas.")
        if informe.get("en_la_villa"):
            continue  # it is whole or nothing: what is wrong with each row is why it was not loaded
        for reparo in fichero["rechazadas"]:
            print(f"  fila {reparo['fila']}, no se toma: {reparo['motivo']}")
        for reparo in fichero["no_cuadran"]:
            print(f"  fila {reparo['fila']}, se toma y no cuadra: {reparo['motivo']}")
    for refusado in informe["refusados"]:
        primero, *demas = refusado["motivos"]
        print(f"{refusado['fichero']}: {primero}".removeprefix(": "))
        for motivo in filter(None, demas):
            print(f"  {motivo}")
    for texto in informe["avisos"]:
        print(f"Aviso: {texto}")
    if "resultado_presupuestario" in informe:
        print(f"Resultado presupuestario: {informe['resultado_presupuestario']['total']['resultado']}")
    rechazadas = any(fichero["rechazadas"] for fichero in informe["ficheros"])
    return NO if informe["refusados"] or rechazadas else HECHO


def _escribir(destino: Path, informe: Mapping[str, Any]) -> None:
    destino.write_text(json.dumps(informe, ensure_ascii=False, indent=1) + "\n", "utf-8")
