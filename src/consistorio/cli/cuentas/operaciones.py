"""`contabilidad ejecutar`: a list of operations, through the use cases, on accounts that nobody keeps."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consistorio.cli.salida import HECHO, MAL_USO, NO, aviso

if TYPE_CHECKING:
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import Reloj

EJECUTAR = "Contabiliza una lista de operaciones en una base de usar y tirar, cierra el ejercicio si ella lo dice, y escribe lo que resulta"
# What an example writes as operations, and here is what closing does
DEL_CIERRE = frozenset({"REG_ANULADOS", "REG_SUBVENCIONES", "REG_RESULTADO", "CIERRE_PRESUPUESTO", "CIERRE"})


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    ejecutar = ordenes.add_parser("ejecutar", help=EJECUTAR, description=EJECUTAR)
    ejecutar.add_argument("fichero", type=Path, metavar="OPERACIONES.json")
    ejecutar.add_argument(
        "--informe", type=Path, required=True, metavar="FICHERO", help="donde se escribe lo que resulta, en JSON"
    )
    ejecutar.set_defaults(hacer=_ejecutar, desechable=True)


def _ejecutar(args: argparse.Namespace) -> int:
    from consistorio.cli.cuentas.guion_forma import problemas_del_fichero

    try:
        leido = json.loads(args.fichero.read_text("utf-8"))
    except OSError as error:
        aviso(f"{args.fichero}: no se puede leer: {error.strerror}.")
        return MAL_USO
    except json.JSONDecodeError as error:
        aviso(f"{args.fichero}: no es JSON: deja de entenderse en la línea {error.lineno}, columna {error.colno}.")
        return MAL_USO
    except UnicodeDecodeError:
        aviso(f"{args.fichero}: no es JSON: no es texto en UTF-8.")
        return MAL_USO
    problemas = problemas_del_fichero(leido)
    if problemas:
        aviso(f"{args.fichero}: no se entiende como lista de operaciones.")
        for problema in problemas:
            aviso(problema)
        return MAL_USO
    anios = sorted({int(str(paso["fecha"])[:4]) for paso in leido["operaciones"]})
    informe = contabilizar(leido, anios)
    args.informe.write_text(json.dumps(informe, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    rechazadas = informe["rechazadas"]
    for una in rechazadas:
        motivos = "; ".join([una["mensaje"], *(problema["mensaje"] for problema in una["problemas"])])
        print(f"{una['n']} {una['tipo']}: {motivos}")
    print(
        f"Hechas: {len(informe['hechas'])}. Rechazadas: {len(rechazadas)}. Ejercicios cerrados: {', '.join(map(str, informe['cerrados'])) or 'ninguno'}."
    )
    return NO if rechazadas or informe["no_cuadra"] else HECHO


def contabilizar(leido: Mapping[str, Any], anios: list[int]) -> dict[str, Any]:
    """Everything that those operations leave: year by year, closing those that they say. On an empty database."""
    from consistorio.cli.cuentas.guion import PERMISOS, ejecutar
    from consistorio.economia.cierre import permisos as de_cierre
    from consistorio.economia.contabilidad import datos
    from consistorio.economia.contabilidad import permisos as de_contabilidad
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.economia.proyectos import permisos as de_proyectos
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import RelojFijo

    actor = Actor.sistema("contabilidad", *PERMISOS, de_contabilidad.ABRIR, de_cierre.CERRAR, de_proyectos.LLEVAR)
    proyectos = leido.get("proyectos")
    if proyectos is None:
        proyectos = deducir_proyectos(leido["operaciones"])
    informe: dict[str, Any] = {
        "proyectos": proyectos,
        "hechas": [],
        "rechazadas": [],
        "cerrados": [],
        "no_cuadra": [],
        "ejercicios": {},
    }
    guion = None
    for anio in anios:
        reloj = RelojFijo(datetime(anio + 1, 1, 1, 12, tzinfo=UTC))
        if anio == anios[0]:
            datos.cargar_plan(reloj=reloj)
        abrir_ejercicio(actor=actor, anio=anio, reloj=reloj)
        pasos = [paso for paso in leido["operaciones"] if str(paso["fecha"]).startswith(str(anio))]
        guion = ejecutar([p for p in pasos if p["tipo"] not in DEL_CIERRE], actor=actor, reloj=reloj, antes=guion)
        informe["hechas"] += guion.hechas
        informe["rechazadas"] += [
            *guion.rechazadas,
            *({**una, "mensaje": "No se conoce esa clase de operación.", "problemas": []} for una in guion.sin_atender),
        ]
        _abrir_proyectos(proyectos, anio, actor, reloj)
        cierra = any(paso["tipo"] in DEL_CIERRE for paso in pasos)
        informe["ejercicios"][str(anio)] = _del_anio(anio, informe, cierra=cierra, actor=actor, reloj=reloj)
    return informe


def _del_anio(anio: int, informe: dict[str, Any], *, cierra: bool, actor: Actor, reloj: Reloj) -> dict[str, Any]:
    from dataclasses import asdict

    from consistorio.economia.cierre.acciones import cerrar_ejercicio
    from consistorio.economia.cierre.calculo import calcular
    from consistorio.economia.cierre.en_datos import como_datos
    from consistorio.economia.cierre.tipos import Criterios
    from consistorio.economia.contabilidad.comprobaciones import comprobar
    from consistorio.economia.contabilidad.consultas import saldos
    from consistorio.economia.presupuesto import consultas
    from consistorio.nucleo.reloj import hoy

    gastos, ingresos = consultas.liquidacion_gastos(anio), consultas.liquidacion_ingresos(anio)
    calculado = calcular(anio, criterios=Criterios(), hoy=hoy(reloj))
    resultado: dict[str, Any] = {
        "saldos": {cuenta: str(saldo.neto) for cuenta, saldo in saldos(anio).items() if saldo.neto},
        "liquidacion_gastos": [_en_texto(asdict(fila)) for fila in gastos],
        "liquidacion_ingresos": [_en_texto(asdict(fila)) for fila in ingresos],
        "totales": _en_texto(asdict(consultas.totales(gastos, ingresos))),
        "reparos": [{"texto": reparo.texto, "impide": reparo.impide} for reparo in calculado.reparos],
        **como_datos(calculado),
    }
    if cierra and not calculado.impedimentos:
        cerrar_ejercicio(actor=actor, anio=anio, criterios=Criterios(), reloj=reloj)
        informe["cerrados"].append(anio)
        resultado["cierre"] = [
            {
                "texto": paso.texto,
                "asientos": [{"debe": p.debe, "haber": p.haber, "importe": str(p.importe)} for p in paso.partidas],
            }
            for paso in calculado.pasos
        ]
        resultado["apertura_siguiente"] = {
            cuenta: str(saldo.neto) for cuenta, saldo in saldos(anio + 1).items() if saldo.neto
        }
    informe["no_cuadra"] += [f"{hallazgo.anio}: {hallazgo.texto}" for hallazgo in comprobar(anio)]
    if cierra:
        informe["no_cuadra"] += [f"{anio}: {texto}" for texto in calculado.impedimentos]
    return resultado


def deducir_proyectos(pasos: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One project a year, of a list that says none: what the budget foresees of capital transfers and of loans pays for its investments, as they may pay for
    nothing else (TRLRHL arts. 5, 40.2 and 49)."""
    from consistorio.cli.cuentas.guion_forma import problemas_de_paso

    deducidos = []
    for paso in pasos:
        if paso["tipo"] == "PRESUPUESTO_INICIAL" and not problemas_de_paso(paso):
            anio = int(str(paso["fecha"])[:4])
            inversiones = {c: Decimal(str(i)) for c, i in paso["creditos"].items() if c.split(".")[-1].startswith("6")}
            financian = {c: Decimal(str(i)) for c, i in paso["previsiones"].items() if c[0] in "79" and Decimal(str(i))}
            if sum(inversiones.values()) >= sum(financian.values()) > 0:
                deducidos.append(
                    {
                        "codigo": f"{anio}-DEDUCIDO",
                        "nombre": "Inversiones del presupuesto",
                        "desde": anio,
                        "hasta": anio,
                        "gasto_total": str(sum(inversiones.values())),
                        "aplicaciones": sorted(inversiones),
                        "agentes": [
                            {"nombre": concepto, "economica": concepto, "aportacion": str(importe)}
                            for concepto, importe in sorted(financian.items())
                        ],
                    }
                )
    return deducidos


def _abrir_proyectos(proyectos: Sequence[Mapping[str, Any]], anio: int, actor: Actor, reloj: Reloj) -> None:
    """Those that begin in a year, with the applications whose whole expense is theirs."""
    from consistorio.economia.presupuesto.consultas import ejecucion
    from consistorio.economia.proyectos.acciones import abrir_proyecto, asignar_aplicaciones
    from consistorio.economia.proyectos.models import Proyecto
    from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo

    suyas = {aplicacion.codigo: aplicacion.id for aplicacion in ejecucion(anio)}
    for dicho in proyectos:
        codigo = str(dicho["codigo"])
        if not Proyecto.objects.filter(codigo=codigo).exists():
            agentes = tuple(
                AgenteNuevo(str(a["nombre"]), str(a["economica"]), Decimal(str(a["aportacion"])))
                for a in dicho["agentes"]
            )
            nuevo = ProyectoNuevo(
                codigo,
                str(dicho["nombre"]),
                int(dicho["desde"]),
                int(dicho["hasta"]),
                Decimal(str(dicho["gasto_total"])),
                agentes,
            )
            abrir_proyecto(actor=actor, nuevo=nuevo, reloj=reloj)
        aplicaciones = [suyas[codigo] for codigo in dicho["aplicaciones"] if codigo in suyas]
        if aplicaciones:
            asignar_aplicaciones(actor=actor, codigo=codigo, aplicaciones=aplicaciones, reloj=reloj)


def _en_texto(fila: Mapping[str, object]) -> dict[str, str]:
    return {clave: str(valor) for clave, valor in fila.items()}
