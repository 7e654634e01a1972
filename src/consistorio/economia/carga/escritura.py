"""How a load is noted: each operation again, by the same doors as any other, in one transaction. Whatever is refused is told and the rest goes on being tried, so that
whoever loads hears everything at once; then all of it is undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga import fases, fondos
from consistorio.economia.carga.escrito import LARGO_TEXTO, Escrito
from consistorio.economia.carga.fases import DelAnio
from consistorio.economia.carga.filas import Cerrado, Gasto, Ingreso, LineaModificada, Tablas
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones import gasto, ingresos, modificaciones, otras, pasos_de_modificacion
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaDeModificacion, LineaPedida
from consistorio.economia.proyectos.models import Agente
from consistorio.economia.proyectos.operaciones import asignar_derecho
from consistorio.economia.terceros.operaciones import ficha_de
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_nif

_BAJAS: Final = ("AN", "APL", "INS", "ESP")
# In the same day, what comes first: what others follow
_ORDEN: Final = ("RC", "RCT", "RCN", "ND", "DV", "DR", "DRI", "DRA", "I", "AN", "APL", "INS", "ESP", "DEV", "PDEV")
_DE_CERRADOS: Final = {
    "obligacion": (("realizado", "PC"), ("prescrito", "PRO")),
    "derecho": (("realizado", "CC"), ("anulado", "AC"), ("cancelado", "IC"), ("prescrito", "PRD")),
}


def terceros(t: Tablas, escrito: Escrito) -> None:
    """Their persons and fichas; who is named and is nowhere is told. Writes: Persona, Tercero."""

    def alta(nif: str, **nombre: str) -> None:
        persona = persona_por_nif(nif, **nombre, actor=escrito.actor, reloj=escrito.reloj)
        ficha_de(persona.id, actor=escrito.actor, reloj=escrito.reloj)
        escrito.personas[nif.upper()] = persona.id

    for uno in t.terceros:
        nombre = {c: getattr(uno, c) for c in ("nombre", "apellido1", "apellido2", "razon_social")}
        escrito.intentar("terceros", uno.nif, lambda uno=uno, nombre=nombre: alta(uno.nif, **nombre))  # type: ignore[misc]
    dichos = {uno.tercero.upper() for uno in t.gastos} | {uno.tercero.upper() for uno in t.ingresos}
    dichos |= {uno.tercero.upper() for uno in t.cerrados} | {uno.tercero.upper() for uno in t.depositos}
    dichos |= {uno.tercero.upper() for uno in t.futuros}
    dichos |= {uno.habilitado.upper() for uno in t.fondos} | {uno.entidad.upper() for uno in t.prestamos}
    dichos |= {uno.emisor.upper() for uno in t.facturas_pendientes}
    dichos |= {uno.tercero.upper() for uno in t.cuentas_de_terceros}
    dichos -= {"", fases.VARIOS}
    faltan = dichos - escrito.personas.keys()
    conocidas = Persona.objects.filter(tipo_documento="nif", pais_documento="ES", nif__in=faltan)
    escrito.personas |= {persona.nif: persona.id for persona in conocidas}
    rechazados = {uno.nif.upper() for uno in t.terceros}
    for nif in sorted(dichos - escrito.personas.keys() - rechazados):
        mensaje = _("%(nif)s no está en la tabla de terceros, y no lo conocemos.") % {"nif": nif}
        escrito.problemas.append(Problema("terceros", mensaje))


def modificaciones_de_credito(t: Tablas, escrito: Escrito) -> None:
    """Each file of modification, from its draft to the accounts, in the order of the table. Writes and emits as `modificaciones.contabilizar`."""
    for cual, suyas in groupby(t.modificaciones, key=lambda linea: linea.modificacion):
        lineas = list(suyas)
        escrito.intentar("modificaciones", cual, lambda lineas=lineas: _modificar(lineas, escrito))  # type: ignore[misc]


def _modificar(lineas: Sequence[LineaModificada], escrito: Escrito) -> None:
    primera = lineas[0]
    modificacion = modificaciones.preparar(
        escrito.anio,
        primera.tipo,
        primera.texto,
        [LineaDeModificacion(linea.sentido, linea.codigo, linea.importe) for linea in lineas],
        reorganizacion=False,
        expediente_id=None,
        actor=escrito.actor,
        reloj=escrito.reloj,
        de_otro_programa=True,
    )
    pasos_de_modificacion.informar(
        modificacion.id, primera.fecha, None, actor=escrito.actor, reloj=escrito.reloj, de_otro_programa=True
    )
    pasos_de_modificacion.aprobar(
        modificacion.id,
        primera.organo,
        primera.fecha,
        None,
        actor=escrito.actor,
        reloj=escrito.reloj,
        de_otro_programa=True,
    )
    modificaciones.contabilizar(
        modificacion.id, primera.fecha, actor=escrito.actor, reloj=escrito.reloj, de_otro_programa=True
    )
    escrito.operaciones += 1


def operaciones(lineas: Sequence[DelAnio], escrito: Escrito) -> None:
    """Expense or income, by day and phase, each with its lines; what follows one that was refused is left out. Writes and emits as each operation."""
    siguen = fases.origenes(lineas)
    por_nombre = {fases.nombre(linea): linea for linea in lineas}
    tabla = "gastos" if lineas and isinstance(lineas[0], Gasto) else "ingresos"
    vistas = set[str]()
    for cual, suyas in groupby(sorted(lineas, key=_orden), key=lambda linea: linea.operacion):
        juntas = list(suyas)
        vistas |= {fases.nombre(linea) for linea in juntas}
        faltan = {siguen[n] for linea in juntas if (n := fases.nombre(linea)) in siguen} - escrito.lineas.keys()
        for previa in sorted(faltan - vistas):
            mensaje = _("%(cual)s: sigue a %(previa)s, que es posterior.") % {"cual": cual, "previa": previa}
            escrito.problemas.append(Problema(tabla, mensaje))
        if faltan:
            continue  # what it follows was refused, and said why
        quien = fases.quien(juntas[0], por_nombre, siguen)
        escrito.intentar(tabla, cual, lambda juntas=juntas, quien=quien: _anotar(juntas, siguen, quien, escrito))  # type: ignore[misc]


def _orden(linea: DelAnio) -> tuple[date, int, str, int]:
    clase = fases.clase(linea)
    lugar = clases.FASES.index(clase[0]) + len(_ORDEN) if clases.es_de_fases(clase) else 0
    return linea.fecha, _ORDEN.index(clase) if clase in _ORDEN else lugar, linea.operacion, linea.linea


def _anotar(lineas: Sequence[DelAnio], siguen: dict[str, str], quien: str, escrito: Escrito) -> None:
    primera = lineas[0]
    if {(linea.fecha, fases.clase(linea), linea.tercero) for linea in lineas} != {
        (primera.fecha, fases.clase(primera), primera.tercero)
    }:
        mensaje = _("Sus líneas no dicen la misma fase, fecha y tercero.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    if primera.fecha > escrito.fecha or primera.fecha.year != escrito.anio:
        mensaje = _("Su fecha no es del ejercicio, o es posterior a la de la carga.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    cabecera = Cabecera(
        fecha=primera.fecha,
        texto=(primera.texto or f"{fases.clase(primera)} {primera.operacion}")[:LARGO_TEXTO],
        tercero_id=escrito.personas.get(quien),
        varios=not quien and primera.tercero.upper() == fases.VARIOS,
        factura_id=escrito.de_facturas.get(primera.operacion) if isinstance(primera, Gasto) else None,
        factura=primera.factura if isinstance(primera, Gasto) else "",
    )
    pedidas = []
    for linea in lineas:
        de = siguen.get(fases.nombre(linea))
        origen = escrito.lineas[de] if de is not None else None
        pedidas.append(
            LineaPedida(
                linea.importe,
                codigo="" if origen is not None else fases.codigo(linea),
                origen=origen,
                cuenta=linea.cuenta if fases.clase(linea) != "DV" else "",
            )
        )
    hecha = _gasto(primera, cabecera, pedidas, escrito) if isinstance(primera, Gasto) else None
    if isinstance(primera, Ingreso):
        hecha = _ingreso(primera, cabecera, pedidas, escrito)
    if hecha is None:
        return
    ids = hecha.lineas.filter(importe__gt=0).order_by("orden").values_list("id", flat=True)
    for linea, hecha_id in zip(lineas, ids, strict=False):
        escrito.lineas[fases.nombre(linea)] = hecha_id
        if isinstance(linea, Ingreso) and linea.agente:
            _de_agente(linea, hecha_id, escrito)
    escrito.operaciones += 1


def _gasto(primera: Gasto, cabecera: Cabecera, lineas: Sequence[LineaPedida], escrito: Escrito) -> Operacion:
    clase, actor, reloj = primera.fase, escrito.actor, escrito.reloj
    if primera.fondo:
        return fondos.obligacion(primera, cabecera, lineas, escrito)
    if clase == "P":
        return gasto.ordenar_pago(cabecera, lineas, actor=actor, reloj=reloj)
    if clase in ("R", "PR"):
        descuentos = leer_descuentos(primera.descuentos)
        return gasto.pagar(
            clase, cabecera, lineas, ordinal=primera.ordinal, descuentos=descuentos, actor=actor, reloj=reloj
        )
    if clase == "DV":
        return gasto.devengar(cabecera, lineas, pendiente=primera.cuenta or "4131", actor=actor, reloj=reloj)
    if clases.es_de_fases(clase):
        return gasto.gastar(clase, cabecera, lineas, actor=actor, reloj=reloj)
    return gasto.retener(clase, cabecera, lineas, actor=actor, reloj=reloj, de_otro_programa=True)


def _ingreso(primera: Ingreso, cabecera: Cabecera, lineas: Sequence[LineaPedida], escrito: Escrito) -> Operacion:
    clase, actor, reloj = primera.clase, escrito.actor, escrito.reloj
    if clase == "I":
        return ingresos.ingresar(cabecera, lineas, ordinal=primera.ordinal, actor=actor, reloj=reloj)
    if clase == "DEV":
        return ingresos.acordar_devolucion(cabecera, lineas, actor=actor, reloj=reloj)
    if clase == "PDEV":
        return ingresos.pagar_devolucion(cabecera, lineas, ordinal=primera.ordinal, actor=actor, reloj=reloj)
    if clase in _BAJAS:
        return ingresos.dar_de_baja(clase, cabecera, lineas, actor=actor, reloj=reloj)
    return ingresos.reconocer(clase, cabecera, lineas, ordinal=primera.ordinal, actor=actor, reloj=reloj)


def leer_descuentos(texto: str) -> tuple[Descuento, ...]:
    """`IRPF=150,00 SS=20,00`. Raises DatosIncorrectos."""
    descuentos = []
    for parte in texto.split():
        concepto, _igual, importe = parte.partition("=")
        descuentos.append(Descuento(concepto, Importe.de(importe).euros))
    return tuple(descuentos)


def _de_agente(linea: Ingreso, linea_id: UUID, escrito: Escrito) -> None:
    proyecto, _barra, nombre = linea.agente.partition("/")
    agente = Agente.objects.filter(proyecto__codigo=proyecto, nombre=nombre).first()
    if agente is None:
        mensaje = _("«%(agente)s» no financia ningún proyecto de la carga.") % {"agente": linea.agente}
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    asignar_derecho(agente.id, linea_id, actor=escrito.actor, reloj=escrito.reloj)


def cerrados(leidos: Iterable[Cerrado], filas: Sequence[SaldoCerrado], escrito: Escrito) -> None:
    """What has been done this year to what came of earlier ones. `filas`: theirs, in the same order. Writes and emits as `otras.anotar_cerrados`."""
    for leido, fila in zip(leidos, filas, strict=True):
        cual = f"{leido.anio} {leido.codigo} {leido.tercero}".strip()
        hechos = [(clase, getattr(leido, que)) for que, clase in _DE_CERRADOS[leido.clase] if getattr(leido, que)]
        if leido.rectificado:
            if leido.clase == "obligacion":
                hechos.insert(0, ("RO", -leido.rectificado))
            else:
                hechos.insert(0, ("RS" if leido.rectificado > 0 else "RB", abs(leido.rectificado)))
        for clase, importe in hechos:
            cabecera = Cabecera(escrito.fecha, f"{clases.nombre(clase)}: {cual}"[:LARGO_TEXTO], fila.tercero_id)
            linea = LineaPedida(importe, cerrado=fila.id)
            ordinal = leido.ordinal if clase in otras.CON_DINERO else ""

            def hacer(
                clase: str = clase, cabecera: Cabecera = cabecera, linea: LineaPedida = linea, ordinal: str = ordinal
            ) -> None:
                otras.anotar_cerrados(
                    clase, cabecera, [linea], ordinal=ordinal, actor=escrito.actor, reloj=escrito.reloj
                )
                escrito.operaciones += 1

            escrito.intentar("cerrados", cual, hacer)


def saldos_de_lineas(t: Tablas, escrito: Escrito) -> None:
    """Each line leaves here what it left there: what goes on being spent or collected."""
    for tabla, lineas in (("gastos", tuple[DelAnio, ...](t.gastos)), ("ingresos", tuple[DelAnio, ...](t.ingresos))):
        dichos = {escrito.lineas[n]: linea for linea in lineas if (n := fases.nombre(linea)) in escrito.lineas}
        for hecha in LineaOperacion.objects.filter(id__in=dichos).only("id", "saldo"):
            linea = dichos[hecha.id]
            if hecha.saldo != linea.saldo:
                mensaje = _("%(cual)s: el programa anterior dice que quedan %(dice)s, y aquí quedan %(quedan)s.")
                partes = {"cual": fases.nombre(linea), "dice": Importe(linea.saldo), "quedan": Importe(hecha.saldo)}
                escrito.problemas.append(Problema(tabla, mensaje % partes))
