"""Closed years, and what is of no budget (Orden HAP/1781/2013, fifth part, accounts 401, 431, 434, 439 and groups 4 and 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import a_cerrados, clases, reglas
from consistorio.economia.presupuesto.contable_ingresos import PENDIENTES
from consistorio.economia.presupuesto.eventos import CerradoAnotado, ConceptoCreado, NoPresupuestarioAnotado
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones import bloqueos, pendientes
from consistorio.economia.presupuesto.operaciones.asientos import partidas_de
from consistorio.economia.presupuesto.operaciones.escritura import (
    Borrador,
    Trazo,
    cadena,
    escribir,
    problemas_de_origen,
)
from consistorio.economia.presupuesto.operaciones.gasto import (
    exigir,
    problemas_de_descuentos,
    problemas_de_tesoreria,
)
from consistorio.economia.presupuesto.operaciones.lote import Lote, de_otros, no_presupuestarios
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

CON_DINERO: Final = ("PC", "CC")
DE_CERRADOS: Final = ("PC", "PRO", "RO", "CC", "AC", "APC", "IC", "PRD", "RS", "RB")


def anotar_cerrados(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    ordinal: str = "",
    descuentos: Sequence[Descuento] = (),
    pagado_el: date | None = None,
    pagado_a: UUID | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Something happens to balances of closed years, each line with its `cerrado`: paid (PC), prescribed (PRO) or rectified down (RO) obligations; collected
    (CC), annulled (AC), deferred or split into terms (APC), which fall due as DRA, insolvent (IC), prescribed (PRD), or rectified up (RS) or down (RB) rights. `ordinal`: account of the treasury; empty in a CC whose lines say which
    pending collection (554, 559) they put in its place. `descuentos`: what is kept of a PC, as in `gasto.pagar`; `pagado_el` and `pagado_a`: as there.

    Writes and raises as `escribir`. Emits: presupuesto.cerrado.
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(lineas, exige_origen=False)
    if clase not in DE_CERRADOS:
        problemas.append(Problema("clase", _("«%(c)s» no es de ejercicios cerrados.") % {"c": clase}))
    aplican = clase == "CC" and bool(lineas) and all(linea.aplica is not None for linea in lineas)
    problemas += problemas_de_tesoreria(ordinal) if clase in CON_DINERO and not aplican else []
    problemas += problemas_de_descuentos(lineas, descuentos)
    if descuentos and clase != "PC":
        problemas.append(Problema("descuentos", _("Solo se descuenta de lo que se paga.")))
    exigir(problemas)
    cerrados = {linea.cerrado for linea in lineas if linea.cerrado is not None}
    fondos = a_cerrados.fondos_de(cerrados)
    lote = de_otros(cabecera.anio, lineas, cerrados=cerrados, fondos=set(fondos.values()))
    trazos = [
        Trazo(linea.importe, cerrado=lote.cerrados.get(linea.cerrado) if linea.cerrado is not None else None)
        for linea in lineas
    ]
    for trazo in trazos:
        if trazo.cerrado is not None and trazo.cerrado.id in fondos:
            trazo.fondo = lote.fondos[fondos[trazo.cerrado.id]]
    if aplican:
        for trazo, linea in zip(trazos, lineas, strict=True):
            trazo.aplica = lote.lineas.get(linea.aplica) if linea.aplica is not None else None
        ordinal = cuenta_que_se_aplica(trazos)
    problemas = _de_saldos(clase, trazos, cabecera)
    if clase == "PC":
        debidos = bloqueos.debidos_de(trazos, lote, cabecera)
        descontado = bloqueos.descontado_por_embargo(descuentos)
        problemas += bloqueos.problemas_de(
            debidos, reloj=reloj, descontado=descontado, pagado_el=pagado_el, pagado_a=pagado_a
        )
    exigir(problemas)
    no_presupuestarios(lote, [descuento.concepto for descuento in descuentos])
    trazos += [Trazo(d.importe, no_presupuestario=lote.no_presupuestarios[d.concepto]) for d in descuentos]
    return _escribir(clase, Operacion.Libro.CERRADOS, cabecera, lote, trazos, ordinal, actor=actor, reloj=reloj)


def anotar_no_presupuestario(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    ordinal: str,
    pagado_el: date | None = None,
    pagado_a: UUID | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Money of no budget comes in (INP) or goes out (PNP), each line under its concept (`codigo`) or after the one that it gives back (`origen`); what the
    bank sent back of a payment of another year, both. Of a concept
    in which the town owes, no more goes out than what its account owes, the oldest first. `pagado_el` and `pagado_a`: of what goes out, as in `gasto.pagar`.

    Writes and raises as `escribir`. Emits: presupuesto.no_presupuestario.
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(lineas, exige_origen=False)
    if clase not in ("INP", "PNP"):
        problemas.append(Problema("clase", _("«%(c)s» no es un cobro ni un pago no presupuestario.") % {"c": clase}))
    exigir(problemas + problemas_de_tesoreria(ordinal))
    if clase == "PNP":
        lineas = pendientes.repartidas(cabecera, lineas)
    lote = de_otros(cabecera.anio, lineas)
    no_presupuestarios(lote, [linea.codigo for linea in lineas if linea.origen is None or linea.codigo])
    trazos = []
    for linea in lineas:
        origen = lote.lineas.get(linea.origen) if linea.origen is not None else None
        concepto = lote.no_presupuestarios.get(linea.codigo)
        concepto = origen.no_presupuestario or concepto if origen is not None else concepto
        trazos.append(Trazo(linea.importe, no_presupuestario=concepto, origen=origen))
    problemas = problemas_de_origen(clase, [t.origen for t in trazos], cabecera)
    problemas += [
        Problema(f"lineas.{n}", _("La operación de la que sigue no es de un concepto no presupuestario."))
        for n, t in enumerate(trazos)
        if t.no_presupuestario is None
    ]
    if clase == "PNP":
        debidos = bloqueos.debidos_de(trazos, lote, cabecera)
        problemas += bloqueos.problemas_sin_descuentos(debidos, reloj=reloj, pagado_el=pagado_el, pagado_a=pagado_a)
    exigir(problemas)
    return _escribir(
        clase, Operacion.Libro.NO_PRESUPUESTARIO, cabecera, lote, trazos, ordinal, actor=actor, reloj=reloj
    )


def detallar(cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj) -> Operacion:
    """Whose is what the account of a concept already has when the accounts come from another program (INP): no money moves, so that its entry charges and pays the same
    account. All its lines are of the same account.

    Writes and raises as `escribir`. Emits: presupuesto.no_presupuestario.
    """
    exigir_transaccion()
    exigir(reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(lineas, exige_origen=False))
    lote = de_otros(cabecera.anio, lineas)
    no_presupuestarios(lote, [linea.codigo for linea in lineas])
    trazos = [Trazo(una.importe, no_presupuestario=lote.no_presupuestarios[una.codigo]) for una in lineas]
    naturalezas = {t.no_presupuestario.naturaleza for t in trazos if t.no_presupuestario is not None}
    cuentas = {t.no_presupuestario.cuenta for t in trazos if t.no_presupuestario is not None}
    if len(cuentas) != 1 or not naturalezas <= {"acreedor", "cobros"}:
        exigir([Problema("concepto", _("Por terceros se detalla lo que se debe devolver o espera su aplicación."))])
    libro = Operacion.Libro.NO_PRESUPUESTARIO
    return _escribir("INP", libro, cabecera, lote, trazos, cuentas.pop(), actor=actor, reloj=reloj)


def anotar_iva(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    contrapartida: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """VAT of no budget, with no money: each line under its concept. `contrapartida`: 472x or 477x; in a settlement (IVL) each line says the other account
    (`cuenta`). Who decides how much is deducible is `tributacion`.

    Writes and raises as `escribir`. Emits: presupuesto.no_presupuestario.
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(lineas, exige_origen=False)
    if clase not in clases.DE_IVA:
        problemas.append(Problema("clase", _("«%(c)s» no es una operación de IVA.") % {"c": clase}))
    exigir(problemas)
    lote = de_otros(cabecera.anio, lineas)
    no_presupuestarios(lote, [linea.codigo for linea in lineas])
    trazos = [
        Trazo(una.importe, no_presupuestario=lote.no_presupuestarios[una.codigo], cuenta=una.cuenta) for una in lineas
    ]
    libro = Operacion.Libro.NO_PRESUPUESTARIO
    return _escribir(clase, libro, cabecera, lote, trazos, contrapartida, actor=actor, reloj=reloj)


def mover(cabecera: Cabecera, importe: LineaPedida, *, desde: str, hasta: str, actor: Actor, reloj: Reloj) -> Operacion:
    """Money goes from an account of the treasury to another, none of them of the fund of a habilitado. Writes and raises as `escribir`. Emits: presupuesto.no_presupuestario."""
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera)
    problemas += problemas_de_tesoreria(desde, "desde") + problemas_de_tesoreria(hasta, "hasta")
    if not reglas.importe_bien(importe.importe):
        problemas.append(Problema("importe", _("El importe son euros y céntimos, y mayor que cero.")))
    if desde == hasta:
        problemas.append(Problema("hasta", _("Elija dos cuentas distintas.")))
    if _de_que_fondos(desde) != _de_que_fondos(hasta):
        mensaje = _(
            "El dinero de los habilitados (5740, 5741, 5750 y 5751) entra y sale con lo que se hace en su fondo."
        )
        problemas.append(Problema("hasta" if _de_que_fondos(hasta) else "desde", mensaje))
    exigir(problemas)
    trazos = [Trazo(importe.importe, cuenta=hasta)]
    libro = Operacion.Libro.NO_PRESUPUESTARIO
    return _escribir("MI", libro, cabecera, Lote(cabecera.anio), trazos, desde, actor=actor, reloj=reloj)


def _de_que_fondos(cuenta: str) -> str:
    """Of the funds of habilitados that an account of the treasury holds, which: 0 a justificar, 1 caja fija; "" of none."""
    return cuenta[3:4] if cuenta.startswith(("5740", "5741", "5750", "5751")) else ""


def crear_concepto(
    codigo: str, denominacion: str, cuenta: str, naturaleza: str, *, de_descuento: bool, actor: Actor, reloj: Reloj
) -> ConceptoNoPresupuestario:
    """A concept of no budget of the town. Writes: ConceptoNoPresupuestario. Emits: presupuesto.concepto. Raises DatosIncorrectos, Conflicto (the code is taken)."""
    exigir_transaccion()
    problemas = []
    if not codigo or not codigo.replace("_", "").isalnum() or not codigo.isascii() or codigo != codigo.upper():
        problemas.append(Problema("codigo", _("El código son letras mayúsculas, cifras y guiones bajos.")))
    if not denominacion.strip():
        problemas.append(Problema("denominacion", _("Ponga nombre al concepto.")))
    if not cuenta.isdigit() or cuenta[:1] not in ("1", "2", "4", "5"):
        problemas.append(Problema("cuenta", _("Su cuenta es de los grupos 1, 2, 4 o 5 del plan.")))
    if naturaleza not in ConceptoNoPresupuestario.Naturaleza.values:
        problemas.append(Problema("naturaleza", _("Diga si es deudor, acreedor, o de cobros o pagos pendientes.")))
    exigir(problemas)
    concepto, nuevo = ConceptoNoPresupuestario.objects.get_or_create(
        codigo=codigo,
        defaults={
            "denominacion": denominacion.strip(),
            "cuenta": cuenta,
            "naturaleza": naturaleza,
            "de_descuento": de_descuento,
        },
    )
    if not nuevo:
        raise Conflicto(_("Ya hay un concepto %(codigo)s.") % {"codigo": codigo})
    anotar(cadena(hoy(reloj).year), ConceptoCreado(codigo, cuenta), actor=actor, reloj=reloj, filas=[concepto])
    return concepto


def cuenta_que_se_aplica(trazos: Sequence[Trazo]) -> str:
    """The account of the pending collections (554, 559) that some lines put in their place. Raises DatosIncorrectos (of none, or of several)."""
    cuentas = {
        t.aplica.no_presupuestario.cuenta
        for t in trazos
        if t.aplica is not None and t.aplica.no_presupuestario is not None
    }
    pendientes_ = [c for c in cuentas if c.startswith(tuple(PENDIENTES))]
    sin_concepto = any(t.aplica is None or t.aplica.no_presupuestario is None for t in trazos)
    negativos = any(t.aplica is not None and t.aplica.importe < 0 for t in trazos)
    if sin_concepto or negativos or len(pendientes_) != 1 or len(cuentas) != 1:
        exigir([Problema("lineas", _("Lo que se aplica no es un cobro pendiente de un mismo concepto."))])
    return pendientes_[0]


def _de_saldos(clase: str, trazos: Sequence[Trazo], cabecera: Cabecera) -> list[Problema]:
    debida = SaldoCerrado.Clase.OBLIGACION if clase in clases.DE_OBLIGACION else SaldoCerrado.Clase.DERECHO
    problemas = []
    for n, trazo in enumerate(trazos):
        cerrado = trazo.cerrado
        if cerrado is None or cerrado.ejercicio_id != cabecera.anio or not cerrado.vigente:
            problemas.append(Problema(f"lineas.{n}", _("No encontramos ese saldo de ejercicios cerrados.")))
        elif cerrado.clase != debida:
            mensaje = _("Ese saldo es de un derecho, y la operación es de obligaciones.")
            if debida == SaldoCerrado.Clase.DERECHO:
                mensaje = _("Ese saldo es de una obligación, y la operación es de derechos.")
            problemas.append(Problema(f"lineas.{n}", mensaje))
        elif clase == "PRO" and trazo.fondo is not None:
            mensaje = _("Es de los fondos de un habilitado, y no prescribe: si no se le va a pagar, rectifíquelo (RO).")
            problemas.append(Problema(f"lineas.{n}", mensaje))
    return problemas


def _escribir(
    clase: str,
    libro: str,
    cabecera: Cabecera,
    lote: Lote,
    trazos: list[Trazo],
    contrapartida: str,
    *,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    borrador = Borrador(
        cabecera=cabecera,
        libro=libro,
        clase=clase,
        hecho=CerradoAnotado if libro == Operacion.Libro.CERRADOS else NoPresupuestarioAnotado,
        trazos=trazos,
        partidas=partidas_de(clase, trazos, contrapartida, cabecera.fecha),
        contrapartida=contrapartida,
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)
