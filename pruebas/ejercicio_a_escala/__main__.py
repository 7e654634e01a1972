"""The command: 0 when everything squares before and after the closing, 1 when not."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from pathlib import Path

CIUDADES = {
    "jerez2020": (2020, "jerez/liquidacion_gastos_2020.csv", "jerez/liquidacion_ingresos_2020.json"),
    "jerez2021": (2021, "jerez/liquidacion_gastos_2021.csv", "jerez/liquidacion_ingresos_2021.json"),
    "madrid2017": (2017, "madrid/ejecucion_gastos_2017.csv", "madrid/ejecucion_ingresos_2017.csv"),
}


def main() -> int:
    """Run it on a database that nobody keeps."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.ejercicio_a_escala", description=__doc__)
    analizador.add_argument("--datos", type=Path, required=True, help="folder with the published listings")
    analizador.add_argument("--ciudad", choices=sorted(CIUDADES), default="madrid2017")
    analizador.add_argument("--operaciones", type=int, default=500)
    analizador.add_argument("--semilla", type=int, default=1)
    args = analizador.parse_args()
    anio, *nombres = CIUDADES[args.ciudad]
    from consistorio.cli.desechable import base_desechable

    with base_desechable():
        from consistorio.cli.cuentas.importaciones import aprobar, leer_ficheros, reloj_de_prueba
        from consistorio.economia.contabilidad.comprobaciones import comprobar

        from .azar import Azar

        empieza = time.monotonic()
        leido = leer_ficheros([args.datos / nombre for nombre in nombres])
        informe = leido.informe("a escala", anio)
        aprobar(leido.listados, anio, informe, definitivo=True, reloj=reloj_de_prueba(anio))
        cargado = time.monotonic()
        azar = Azar(anio, args.semilla)
        hecho = azar.ejecutar(args.operaciones)
        faltas = [*informe["refusados"], *azar.faltas()]
        ejecutado = time.monotonic()
        cierre = azar.cerrar()
        faltas += [hallazgo.texto for uno in (anio, anio + 1) for hallazgo in comprobar(uno)]
        cerrado = time.monotonic()
    resumen = {
        "ciudad": args.ciudad,
        "semilla": args.semilla,
        "aplicaciones": len(azar.aplicaciones),
        "hechas": sum(hecho.hechas.values()),
        "rechazadas": hecho.rechazadas,
        "asientos_del_cierre": cierre.ultimo_asiento - cierre.primer_asiento + 1,
        "faltas": faltas,
        "segundos": {
            "cargar": round(cargado - empieza),
            "ejecutar": round(ejecutado - cargado),
            "cerrar": round(cerrado - ejecutado),
        },
        "maquina": f"{platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(resumen, ensure_ascii=False, indent=1))
    return 1 if faltas else 0


if __name__ == "__main__":
    sys.exit(main())
