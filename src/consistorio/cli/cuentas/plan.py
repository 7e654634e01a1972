"""`contabilidad cuenta`, `contabilidad reglas` and `contabilidad equivalencias`: the chart and how it is posted."""

from __future__ import annotations

import argparse

from consistorio.cli.salida import HECHO, MAL_USO, NO, aviso, resultado_json

CUENTA = "Enseña una cuenta y las que cuelgan de ella, o abre un desglose"
REGLAS = "Enseña las reglas de asiento en vigor, o confirma una"
EQUIVALENCIAS = "Enseña a qué cuenta va cada económica, o confirma o cambia una"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options of the three."""
    cuenta = ordenes.add_parser("cuenta", help=CUENTA, description=CUENTA)
    cuenta.add_argument("codigo", metavar="CÓDIGO")
    cuenta.add_argument("--nombre", default="", help="abre con este nombre una cuenta que desglosa otra del plan")
    cuenta.add_argument("--json", action="store_true", help="resultado como un objeto JSON")
    cuenta.set_defaults(hacer=_cuenta)
    reglas = ordenes.add_parser("reglas", help=REGLAS, description=REGLAS)
    reglas.add_argument("--por-revisar", action="store_true", help="solo las que Intervención no ha confirmado")
    reglas.add_argument("--confirmar", default="", metavar="CÓDIGO", help="da por revisada esa regla")
    reglas.add_argument("--motivo", default="", metavar="TEXTO", help="con --confirmar: por qué")
    reglas.add_argument("--json", action="store_true", help="resultado como un objeto JSON")
    reglas.set_defaults(hacer=_reglas)
    equivalencias = ordenes.add_parser("equivalencias", help=EQUIVALENCIAS, description=EQUIVALENCIAS)
    equivalencias.add_argument("clase", choices=("gasto", "ingreso"))
    equivalencias.add_argument("prefijo", nargs="?", default="", help="con qué empiezan las económicas")
    equivalencias.add_argument(
        "--cuenta", default="", help="la cuenta a la que van desde hoy; la de antes, la confirma"
    )
    equivalencias.add_argument("--nota", default="", help="con --cuenta: lo que hay que saber")
    equivalencias.add_argument("--json", action="store_true", help="resultado como un objeto JSON")
    equivalencias.set_defaults(hacer=_equivalencias)


def _cuenta(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad import permisos
    from consistorio.economia.contabilidad.acciones import abrir_cuenta
    from consistorio.economia.contabilidad.consultas import cuentas
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    if args.nombre:
        actor = Actor.sistema("administracion", permisos.ABRIR)
        abrir_cuenta(actor=actor, codigo=args.codigo, nombre=args.nombre, reloj=reloj_de_la_casa())
    filas = list(cuentas(args.codigo))
    if not filas:
        aviso(f"Ninguna cuenta empieza por «{args.codigo}».")
        return NO
    if args.json:
        campos = ("codigo", "nombre", "naturaleza", "epigrafe", "propia")
        resultado_json({"cuentas": [{campo: getattr(fila, campo) for campo in campos} for fila in filas]})
        return HECHO
    for fila in filas:
        print(f"{fila.codigo:<12} {'*' if fila.propia else ' '} {fila.nombre}")
    return HECHO


def _reglas(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad import permisos
    from consistorio.economia.contabilidad.acciones import revisar_regla
    from consistorio.economia.contabilidad.posteo import en_vigor
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    reloj = reloj_de_la_casa()
    if bool(args.confirmar) != bool(args.motivo):
        aviso("--confirmar y --motivo van juntos.")
        return MAL_USO
    if args.confirmar:
        actor = Actor.sistema("administracion", permisos.REGLAS)
        revisar_regla(actor=actor, codigo=args.confirmar, motivo=args.motivo, reloj=reloj)
    filas = en_vigor(hoy(reloj)).order_by("codigo")
    if args.por_revisar:
        filas = filas.filter(revisada_el=None)
    if args.json:
        campos = ("codigo", "operacion", "debe", "haber", "signo", "certeza", "desde", "hasta", "revisada_el")
        resultado_json({"reglas": [{campo: getattr(fila, campo) for campo in campos} for fila in filas]})
        return HECHO
    for fila in filas:
        revisada = "revisada" if fila.revisada_el else fila.certeza
        print(
            f"{fila.codigo}  {fila.debe or '-':>12} a {fila.haber or '-':<12} {fila.signo} {revisada:<10}  {fila.operacion}"
        )
    return HECHO


def _equivalencias(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad import permisos
    from consistorio.economia.contabilidad.acciones import revisar_equivalencia
    from consistorio.economia.contabilidad.equivalencias import en_vigor
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    reloj = reloj_de_la_casa()
    if args.cuenta:
        revisar_equivalencia(
            actor=Actor.sistema("administracion", permisos.REGLAS),
            clase=args.clase,
            prefijo=args.prefijo,
            cuenta=args.cuenta,
            nota=args.nota,
            reloj=reloj,
        )
    filas = en_vigor(hoy(reloj)).filter(clase=args.clase, prefijo__startswith=args.prefijo).order_by("prefijo")
    if args.json:
        campos = ("clase", "prefijo", "cuenta_id", "desde", "nota", "revisada_el")
        resultado_json({"equivalencias": [{campo: getattr(fila, campo) for campo in campos} for fila in filas]})
        return HECHO
    for fila in filas:
        print(
            f"{fila.prefijo:<7} {fila.cuenta_id:<12} {'revisada' if fila.revisada_el else 'por revisar':<11}  {fila.nota}"
        )
    return HECHO
