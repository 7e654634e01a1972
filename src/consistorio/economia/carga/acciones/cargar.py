"""Load the accounts of a running year, whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.economia.carga import cuadre, cuentas, detalles, escritura, facturas, fondos
from consistorio.economia.carga.diferencias import distinto
from consistorio.economia.carga.en_curso import cargando
from consistorio.economia.carga.escrito import Escrito
from consistorio.economia.carga.eventos import EjercicioCargado
from consistorio.economia.carga.filas import CERO, Tablas
from consistorio.economia.carga.permisos import CARGAR
from consistorio.economia.carga.tablas import regla_de
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.cuentas import desglosar
from consistorio.economia.contabilidad.ejercicios import preparar
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Asiento, Cuenta, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.reglas import emparejar
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.economia.inventario import operaciones as inventario
from consistorio.economia.inventario.operaciones import BienNuevo
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoNoPresupuestario, Presupuesto, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.apertura import abrir
from consistorio.economia.presupuesto.operaciones.otras import crear_concepto
from consistorio.economia.presupuesto.operaciones.presupuesto import cargar
from consistorio.economia.presupuesto.tipos import (
    CodigoPropio,
    CreditoInicial,
    PresupuestoNuevo,
    Prevision,
    SaldoDeCerrado,
)
from consistorio.economia.proyectos import operaciones as proyectos
from consistorio.economia.proyectos.consultas import desviaciones_en
from consistorio.economia.proyectos.tipos import AgenteNuevo, ArrastreNuevo, ProyectoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA: Final = "TRLRHL arts. 200 a 205; Orden HAP/1781/2013"
COMO_MUCHO: Final = 500  # problems that are told
_DATOS: Final = {"ejercicio", "fecha", "aprobado", "crea_aplicaciones", "responsable"}
# What only operations move: the balance that they leave is the one of the other program, and no entry mends it
_DEL_PRESUPUESTO: Final = ("0", "400", "401", "430", "431", "433", "434", "437", "438", "439", "557")


HECHOS: Final = (
    "carga.ejercicio.cargado",
    "presupuesto.apertura",
    "presupuesto.aprobado",
    "contabilidad.cuenta.abierta",
    "proyectos.proyecto.abierto",
    "inventario.bien.alta",
    "terceros.tercero.alta",
    "presupuesto.fondo",
    "presupuesto.no_presupuestario",
    "presupuesto.plurianual",
    "presupuesto.prestamo",
    "presupuesto.prestamo.movido",
    "tesoreria.ordinal.abierto",
    "terceros.cuenta.anotada",
    "facturas.factura.traida",
)


@accion(*HECHOS, permiso=CARGAR, norma=NORMA)
@cargando()
def cargar_ejercicio(*, actor: Actor, tablas: Tablas, reloj: Reloj) -> EjercicioCargado:
    """Load what another program has of a year (`tablas.leer_carpeta`): its opening, its budget, every live operation noted again, and an entry with what no operation
    moves, so that every account has the balance that it had there. Then the year goes on here.

    Who: with `carga.cargar`. Nothing is written unless everything squares to the cent. Writes: what each operation does, in the rooms that own it. Emits:
    carga.ejercicio.cargado and the facts of each operation. Raises DatosIncorrectos with everything that does not square, by name and amounts; Conflicto (the year has
    entries or a budget already, or is closed).
    """
    return _cargar(tablas, actor=actor, reloj=reloj)


@accion(*HECHOS, permiso=CARGAR, norma=NORMA)
@cargando()
def ensayar_carga(*, actor: Actor, tablas: Tablas, reloj: Reloj) -> EjercicioCargado:
    """Load it as `cargar_ejercicio` does, against the people, units, cases and invoices that are here, and undo all of it. Who, raises: the same. Writes nothing."""
    hecho = _cargar(tablas, actor=actor, reloj=reloj)
    transaction.set_rollback(True, using=alias_actual())
    return hecho


def _cargar(tablas: Tablas, *, actor: Actor, reloj: Reloj) -> EjercicioCargado:
    anio, fecha, aprobado, crea = _datos(tablas, hoy(reloj))
    _exigir(cuadre.problemas_de(tablas, anio))
    preparar(anio)
    if Asiento.objects.filter(ejercicio=anio).exists() or Presupuesto.objects.filter(pk=anio).exists():
        raise Conflicto(
            _("El ejercicio %(anio)d ya tiene asientos o presupuesto: no se puede cargar encima.") % {"anio": anio},
            que_hacer=_("La carga se hace sobre un ejercicio vacío."),
        )
    escrito = Escrito(anio, fecha, actor, reloj, leidos={f.fondo: f for f in tablas.fondos})
    _cuentas(tablas, escrito)
    escritura.terceros(tablas, escrito)
    detalles.bancos(tablas, escrito)
    cuentas.proponer(tablas, escrito)
    _exigir(escrito.problemas)
    _apertura(tablas, escrito)
    _presupuesto(tablas, escrito, aprobado=aprobado, crea=crea)
    escritura.modificaciones_de_credito(tablas, escrito)
    _exigir(escrito.problemas)
    _proyectos(tablas, escrito)
    _conceptos(tablas, escrito)
    fondos.que_habia(tablas, escrito)
    facturas.identificar(tablas, escrito)
    escritura.operaciones(tablas.gastos, escrito)
    fondos.resto(tablas, escrito)
    escritura.operaciones(tablas.ingresos, escrito)
    detalles.depositos(tablas, escrito)
    detalles.futuros(tablas, escrito)
    filas = list(SaldoCerrado.objects.filter(ejercicio=anio).order_by("id"))
    escritura.cerrados(tablas.cerrados, filas, escrito)
    if tablas.bienes:
        escrito.intentar("bienes", _("inmovilizado"), lambda: _bienes(tablas, escrito))
    facturas.anotar(tablas, escrito)
    _exigir(escrito.problemas)
    escritura.saldos_de_lineas(tablas, escrito)
    escrito.problemas += _desviaciones(tablas, anio)
    resto, problemas = _resto(tablas, anio)
    _exigir([*escrito.problemas, *problemas])
    filas_del_hecho = [_asiento_de_carga(resto, escrito)] if resto else []
    if tablas.prestamos:
        detalles.deuda(tablas, Asiento.objects.filter(ejercicio=anio).latest("numero"), escrito)
        _exigir(escrito.problemas)
    _exigir([Problema("", hallazgo.texto) for hallazgo in comprobar(anio)])
    ultimo = Ejercicio.objects.get(pk=anio).siguiente - 1
    hecho = EjercicioCargado(anio, tablas.huella, escrito.operaciones, ultimo)
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=filas_del_hecho)
    return hecho


def _exigir(problemas: list[Problema]) -> None:
    if problemas:
        mensaje = _("La carga no cuadra: no se ha cargado nada. Hay %(n)d diferencias.") % {"n": len(problemas)}
        raise DatosIncorrectos(mensaje, problemas=problemas[:COMO_MUCHO])


def _datos(t: Tablas, hoy_es: date) -> tuple[int, date, date, bool]:
    dichos = {uno.dato: uno.valor for uno in t.carga}
    problemas, fechas = list[Problema](), dict[str, date]()
    if sobran := sorted(dichos.keys() - _DATOS):
        problemas.append(Problema("carga", _("Sobran estos datos: %(cuales)s.") % {"cuales": ", ".join(sobran)}))
    anio = int(dichos["ejercicio"]) if dichos.get("ejercicio", "").isdigit() else 0
    for cual in ("fecha", "aprobado"):
        try:
            fechas[cual] = date.fromisoformat(dichos.get(cual, ""))
        except ValueError:
            problemas.append(Problema("carga", _("«%(cual)s» es una fecha, como 2026-06-30.") % {"cual": cual}))
    crea = dichos.get("crea_aplicaciones", "no").lower()
    if crea not in ("si", "sí", "no"):
        problemas.append(Problema("carga", _("«crea_aplicaciones» es «si» o «no».")))
    if not anio or ("fecha" in fechas and (fechas["fecha"].year != anio or fechas["fecha"] > hoy_es)):
        mensaje = _("El ejercicio es un año, y la fecha de la carga, un día suyo que ya ha llegado.")
        problemas.append(Problema("carga", mensaje))
    _exigir(problemas)
    return anio, fechas["fecha"], fechas["aprobado"], crea != "no"


def _cuentas(t: Tablas, escrito: Escrito) -> None:
    """Open what the town splits, before its first entry."""
    nombres: dict[str, str] = {}
    for banco in t.bancos:
        nombres[banco.cuenta] = banco.nombre if banco.ordinal else f"{banco.nombre} {banco.iban}".strip()
    for saldo in (*t.saldos, *t.apertura):
        nombres[saldo.cuenta] = nombres.get(saldo.cuenta) or saldo.nombre
    hay = set(Cuenta.objects.filter(codigo__in=nombres).values_list("codigo", flat=True))
    for cuenta in sorted(nombres.keys() - hay):
        if cuenta.startswith(_DEL_PRESUPUESTO):
            mensaje = _("La cuenta %(cuenta)s no está en el plan: agrupe su saldo en la que la contiene.")
            escrito.problemas.append(Problema("saldos", mensaje % {"cuenta": cuenta}))
        else:

            def abrir_una(cuenta: str = cuenta) -> None:
                desglosar(cuenta, nombres[cuenta], actor=escrito.actor, reloj=escrito.reloj)

            escrito.intentar("saldos", cuenta, abrir_una)


def _apertura(t: Tablas, escrito: Escrito) -> None:
    if not t.apertura and not t.cerrados:
        return
    cerrados = [
        SaldoDeCerrado(
            c.clase,
            c.anio,
            c.cuenta,
            c.inicial,
            c.codigo,
            escrito.personas.get(c.tercero.upper()) if c.tercero else None,
        )
        for c in t.cerrados
    ]
    iniciales = {s.cuenta: s.saldo for s in t.apertura if s.saldo}
    abrir(
        date(escrito.anio, 1, 1),
        iniciales,
        cerrados,
        texto=_("Apertura de la contabilidad"),
        actor=escrito.actor,
        reloj=escrito.reloj,
    )


def _presupuesto(t: Tablas, escrito: Escrito, *, aprobado: date, crea: bool) -> None:
    # An application that an extraordinary credit made is made by it: it binds in itself
    nacidas = {m.codigo for m in t.modificaciones if m.tipo == "extraordinario" and m.sentido == "alta"}
    creditos = tuple(
        CreditoInicial(c.aplicacion, c.iniciales, c.denominacion, c.ampliable)
        for c in t.creditos
        if c.iniciales or c.aplicacion not in nacidas
    )
    previsiones = tuple(Prevision(p.concepto, p.iniciales, p.denominacion) for p in t.previsiones)
    nuevo = PresupuestoNuevo(
        anio=escrito.anio,
        aprobado=aprobado,
        creditos=creditos,
        previsiones=previsiones,
        crea_aplicaciones=crea,
        descuadrado=sum((c.importe for c in creditos), CERO) != sum((p.importe for p in previsiones), CERO),
        propios=tuple(CodigoPropio(c.clase, c.codigo, c.denominacion) for c in t.clasificacion),
    )
    reglas = [regla_de(v) for v in t.vinculacion]
    texto = _("Presupuesto de %(anio)d") % {"anio": escrito.anio}
    cargar(nuevo, reglas, fecha=date(escrito.anio, 1, 1), texto=texto, actor=escrito.actor, reloj=escrito.reloj)


def _proyectos(t: Tablas, escrito: Escrito) -> None:
    aplicaciones = {a.codigo: a.id for a in Aplicacion.objects.filter(ejercicio=escrito.anio)}
    for leido in t.proyectos:
        nuevo = ProyectoNuevo(
            leido.codigo,
            leido.nombre,
            leido.desde,
            leido.hasta,
            leido.gasto_total,
            tuple(
                AgenteNuevo(a.nombre, a.economica, a.aportacion, a.exclusivo)
                for a in t.agentes
                if a.proyecto == leido.codigo
            ),
            tuple(ArrastreNuevo(a.anio, a.importe, a.agente) for a in t.arrastres if a.proyecto == leido.codigo),
        )
        suyas = [aplicaciones[c.aplicacion] for c in t.creditos if c.proyecto == leido.codigo]

        def hacer(nuevo: ProyectoNuevo = nuevo, suyas: list[UUID] = suyas) -> None:
            proyectos.abrir(nuevo, actor=escrito.actor, reloj=escrito.reloj)
            if suyas:
                proyectos.asignar(nuevo.codigo, suyas, actor=escrito.actor, reloj=escrito.reloj)

        escrito.intentar("proyectos", leido.codigo, hacer)


def _conceptos(t: Tablas, escrito: Escrito) -> None:
    """Those of no budget that are not here yet; the balance of each account is that of its concepts."""
    hay = {c.codigo: c for c in ConceptoNoPresupuestario.objects.all()}
    sumas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for leido in t.no_presupuestarias:
        concepto = hay.get(leido.concepto)
        if concepto is None:
            try:
                concepto = crear_concepto(
                    leido.concepto,
                    leido.denominacion,
                    leido.cuenta,
                    leido.naturaleza,
                    de_descuento=False,
                    actor=escrito.actor,
                    reloj=escrito.reloj,
                )
            except DatosIncorrectos as error:
                escrito.problemas += [
                    Problema("no_presupuestarias", f"{leido.concepto}: {p.mensaje}") for p in error.problemas
                ]
                continue
        deudor = concepto.naturaleza in ("deudor", "pagos")
        sumas[concepto.cuenta] += leido.saldo if deudor else -leido.saldo
    for cuenta, suma in sorted(sumas.items()):
        dice = sum((s.saldo for s in t.saldos if s.cuenta.startswith(cuenta)), CERO)
        if dice != suma:
            que = _("saldo de la cuenta %(cuenta)s, por conceptos") % {"cuenta": cuenta}
            escrito.problemas.append(distinto("no_presupuestarias", que, dice, suma))


def _bienes(t: Tablas, escrito: Escrito) -> None:
    bienes = [
        BienNuevo(b.nombre, b.cuenta, b.valor, b.en_servicio, b.vida or None, b.residual, b.amortizado)
        for b in t.bienes
    ]
    inventario.dar_de_alta(bienes, actor=escrito.actor, reloj=escrito.reloj)


def _desviaciones(t: Tablas, anio: int) -> list[Problema]:
    """The financing of each project goes on from where it was: what has come in beyond its part, or is missing."""
    halladas = {(codigo, una.nombre): una.acumulada for codigo, todas in desviaciones_en(anio).items() for una in todas}
    problemas = []
    for agente in t.agentes:
        suma = halladas.get((agente.proyecto, agente.nombre), CERO)
        if suma != agente.desviacion:
            que = _("desviación acumulada de %(proyecto)s, %(agente)s")
            partes = {"proyecto": agente.proyecto, "agente": agente.nombre}
            problemas.append(distinto("agentes", que % partes, agente.desviacion, suma))
    return problemas


def _resto(t: Tablas, anio: int) -> tuple[dict[str, Decimal], list[Problema]]:
    """What is missing from each account to have its balance; and those that only operations move and do not have it."""
    suyos = {cuenta: uno.neto for cuenta, uno in saldos(anio).items()}
    dichos = {s.cuenta: s.saldo for s in t.saldos}
    con_grupo_0 = any(cuenta.startswith("0") for cuenta in dichos)
    problemas, vistas = list[Problema](), set[str]()
    for cuenta in sorted(suyos.keys() | dichos.keys()):
        if not cuenta.startswith(_DEL_PRESUPUESTO) or (cuenta.startswith("0") and not con_grupo_0):
            continue
        prefijo = cuenta[:4] if cuenta.startswith("00") else cuenta[:3]
        if prefijo in vistas:
            continue
        vistas.add(prefijo)
        dice, suma = _prefijo(dichos, prefijo), _prefijo(suyos, prefijo)
        if dice != suma:
            problemas.append(distinto("saldos", _("saldo de la cuenta %(c)s") % {"c": prefijo}, dice, suma))
    resto = {
        cuenta: dichos.get(cuenta, CERO) - suyos.get(cuenta, CERO)
        for cuenta in suyos.keys() | dichos.keys()
        if not cuenta.startswith(_DEL_PRESUPUESTO)
    }
    return {cuenta: importe for cuenta, importe in sorted(resto.items()) if importe}, problemas


def _prefijo(de: Mapping[str, Decimal], prefijo: str) -> Decimal:
    return sum((saldo for cuenta, saldo in de.items() if cuenta.startswith(prefijo)), CERO)


def _asiento_de_carga(resto: Mapping[str, Decimal], escrito: Escrito) -> Asiento:
    """What the year moved without an operation of the budget: what is of no budget, adjustments, money between accounts."""
    deudores = {cuenta: importe for cuenta, importe in resto.items() if importe > 0}
    acreedores = {cuenta: -importe for cuenta, importe in resto.items() if importe < 0}
    nuevo = AsientoNuevo(
        fecha=escrito.fecha,
        texto=_("Carga del programa anterior: lo que no es de operaciones del presupuesto"),
        partidas=emparejar(deudores, acreedores),
    )
    return asentar(nuevo, actor=escrito.actor, reloj=escrito.reloj)
