"""What has to be looked at before a year is closed: reasons why not yet, and warnings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.economia.cierre.deterioro import Propuesta
from consistorio.economia.cierre.ejecucion import conceptos_fuera_del_remanente
from consistorio.economia.cierre.en_datos import como_datos
from consistorio.economia.cierre.reglas.con_remanente import EntreDosCifras
from consistorio.economia.cierre.reglas.cuadres import descuadres
from consistorio.economia.cierre.reglas.liquidacion import (
    RemanenteDeTesoreria,
    garantias_sin_presupuesto,
)
from consistorio.economia.cierre.reglas.regularizacion import de_apertura
from consistorio.economia.cierre.tipos import Arreglo, CierreCalculado, Reparo
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import a_cerrados
from consistorio.economia.presupuesto.consultas import obligatorios_sin_incorporar, sin_traer
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ModificacionCredito,
    OperacionPrevia,
    Prestamo,
    RemanenteCredito,
    RemanenteQueFinancia,
)
from consistorio.economia.presupuesto.operaciones.prestamos import por_reclasificar
from consistorio.economia.presupuesto.operaciones.remanentes import dado_de_baja_en
from consistorio.economia.presupuesto.tipos import SaldoDeCerrado
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.tipos import Importe

_SALDADAS = {
    "557": gettext_noop("La cuenta de formalización (557) tiene saldo: revise los descuentos de los pagos."),
}
_POR_DEPURAR = {
    "554": gettext_noop("Quedan cobros pendientes de aplicación (554): %(importe)s."),
    "555": gettext_noop("Quedan pagos pendientes de aplicación (555): %(importe)s."),
    "559": gettext_noop("Quedan partidas pendientes de aplicación (559): %(importe)s."),
    "5580": gettext_noop("Quedan pagos a justificar sin cuenta aprobada (5580): %(importe)s."),
}
_AMORTIZABLES = ("211", "212", "214", "215", "216", "217", "218", "206", "203", "221", "241")


def de_lo_anticipado(anio: int, finales: Sequence[RemanenteCredito], exceso: Decimal) -> Iterator[Reparo]:
    """What the next year incorporated before this one is closed, and it does not leave: the next year gives it up first (RD 500/1990 arts. 47 and 48), with credit that a transfer brings if it is spent already."""
    anticipados = RemanenteCredito.objects.filter(ejercicio=anio, vigente=True, provisional=True).order_by("codigo")
    quedan, bajas = {uno.codigo: uno.obligatorio + uno.voluntario for uno in finales}, dado_de_baja_en(anio + 1)
    de_baja, suyos = Decimal(0), list[str]()
    for uno in anticipados:
        queda, baja = quedan.get(uno.codigo, Decimal(0)), bajas.get(uno.codigo, Decimal(0))
        de_baja += min(uno.incorporado, baja)
        suyos += [uno.codigo] if uno.incorporado > baja else []
        if (sobra := uno.incorporado - baja - queda) > 0:
            mensaje = _(
                "De %(codigo)s se incorporaron %(hay)s a %(otro)d y de %(anio)d quedan %(queda)s: dé de baja %(sobra)s de ese crédito en %(otro)d."
            )
            dicho = {"codigo": uno.codigo, "anio": anio, "otro": anio + 1, "queda": Importe(queda)}
            dicho |= {"hay": Importe(uno.incorporado - baja), "sobra": Importe(sobra)}
            yield _por_dar_de_baja(mensaje % dicho, anio + 1, [uno.codigo], sobra)
    usado = sum(
        RemanenteQueFinancia.objects.filter(ejercicio=anio, vigente=True, provisional=True).values_list(
            "usado", flat=True
        ),
        Decimal(0),
    )
    if (sobra := usado - de_baja - exceso) > 0:
        mensaje = _(
            "Con el exceso de financiación afectada se financiaron %(hay)s en %(otro)d y de %(anio)d son %(queda)s: dé de baja %(sobra)s de lo incorporado en %(cuales)s."
        )
        dicho = {"anio": anio, "otro": anio + 1, "queda": Importe(exceso), "cuales": ", ".join(suyos)}
        dicho |= {"hay": Importe(usado - de_baja), "sobra": Importe(sobra)}
        yield _por_dar_de_baja(mensaje % dicho, anio + 1, suyos, sobra)


def _por_dar_de_baja(dicho: str, anio: int, codigos: Sequence[str], sobra: Decimal) -> Reparo:
    """That so much of some applications has to be annulled in a year: what of it is spent already is brought first from other credits (TRLRHL 179 and 180)."""
    codigo = codigos[0] if len(codigos) == 1 else ""
    baja = Arreglo(anio, ModificacionCredito.Tipo.BAJA, "baja", codigo, sobra)
    libre = libre_de(_las_de(anio, codigos))
    if libre >= sobra:
        return Reparo(dicho, impide=True, punto="afectada", arreglos=(baja,))
    mensaje = _(
        "Solo quedan %(libre)s sin gastar ni retener: antes, traiga %(falta)s con una transferencia de crédito, o anule lo que se comprometió y no hace falta."
    )
    gastado = mensaje % {"libre": Importe(libre), "falta": Importe(sobra - libre)}
    trae = Arreglo(anio, ModificacionCredito.Tipo.TRANSFERENCIA, "alta", codigo, sobra - libre)
    return Reparo(f"{dicho} {gastado}", impide=True, punto="afectada", arreglos=(trae, baja))


def libre_de(aplicaciones: Sequence[Aplicacion]) -> Decimal:
    """What of some applications is neither spent nor held, in euros: what they share in a bolsa counts once."""
    de_cada, bolsas = defaultdict[UUID, Decimal](Decimal), dict[UUID, Decimal]()
    for una in aplicaciones:
        de_cada[una.bolsa_id] += max(Decimal(0), una.disponible)
        bolsas[una.bolsa_id] = max(Decimal(0), una.bolsa.disponible)
    return sum((min(suyo, bolsas[bolsa]) for bolsa, suyo in de_cada.items()), Decimal(0))


def _las_de(anio: int, codigos: Sequence[str]) -> list[Aplicacion]:
    """The applications of a year with some codes, with their bolsas."""
    claves = [clave for clave in map(leer_clave, codigos) if clave is not None]
    de_ellas = Aplicacion.objects.select_related("bolsa").filter(
        ejercicio=anio, programa__in={una.programa for una in claves}, economica__in={una.economica for una in claves}
    )
    return [una for una in de_ellas if una.codigo in codigos]


def del_ejercicio(anio: int, *, hoy: date, comprobando: bool) -> Iterator[Reparo]:
    """Of the year itself and of the files that are not finished. `comprobando`: also what its books say when they are worked out again."""
    ejercicio = Ejercicio.objects.filter(anio=anio).first()
    if ejercicio is None:
        yield Reparo(_("No hay contabilidad de %(anio)d.") % {"anio": anio}, impide=True, punto="fechas")
        return
    if ejercicio.estado == Ejercicio.Estado.CERRADO:
        yield Reparo(_("El ejercicio %(anio)d ya está cerrado.") % {"anio": anio}, impide=True, punto="fechas")
    if hoy < date(anio, 12, 31):
        yield Reparo(_("El ejercicio %(anio)d no ha terminado.") % {"anio": anio}, impide=True, punto="fechas")
    yield from _de_fechas(anio, ejercicio)
    # One that never had an entry leaves nothing, and is never closed
    for anterior in Ejercicio.objects.filter(anio__lt=anio, estado=Ejercicio.Estado.ABIERTO, siguiente__gt=1).order_by(
        "anio"
    ):
        yield Reparo(_("Cierre antes el ejercicio %(anio)d.") % {"anio": anterior.anio}, impide=True, punto="fechas")
    for modificacion in ModificacionCredito.objects.filter(
        ejercicio=anio, estado__in=["definitiva", "aprobada"]
    ).order_by("numero"):
        mensaje = _(
            "La modificación de crédito %(n)d está aprobada y sin contabilizar: contabilícela, o déjela sin efecto si no entró en vigor en el año."
        )
        yield Reparo(mensaje % {"n": modificacion.numero}, impide=True, punto="tramites")
    for previa in OperacionPrevia.objects.filter(ejercicio=anio, estado="pendiente").order_by("numero"):
        mensaje = _("La %(previa)s está por revisar: acéptela o devuélvala.")
        yield Reparo(mensaje % {"previa": previa}, impide=True, punto="tramites")
    yield from _de_otros_anios(anio)
    for linea in a_cerrados.de_habilitados(anio):
        mensaje = _(
            "%(operacion)s es de los fondos de un habilitado y no está pagada: se pagará en los ejercicios cerrados del año que viene. Si ya no se va a librar, corríjala antes de cerrar."
        )
        yield Reparo(mensaje % {"operacion": linea.operacion}, impide=False, punto="habilitados")
    for problema in comprobar(anio) if comprobando else ():
        yield Reparo(problema.texto, impide=True)


def _de_otros_anios(anio: int) -> Iterator[Reparo]:
    """What earlier years committed and its budget did not take, and what had to be incorporated (RD 500/1990 arts. 47.3 and 79)."""
    for linea in sin_traer(anio):
        mensaje = _(
            "%(operacion)s comprometió %(importe)s de %(codigo)s que no están en el presupuesto: no hubo crédito."
        )
        datos = {"operacion": linea.operacion, "importe": Importe(linea.saldo), "codigo": linea.codigo}
        yield Reparo(mensaje % datos, impide=False, punto="posteriores")
    for prestamo in Prestamo.objects.filter(formalizado__year__lte=anio).order_by("pk"):
        if por_reclasificar(prestamo, anio):
            mensaje = _("Lo que vence el año que viene del préstamo %(codigo)s no está reclasificado a corto plazo.")
            yield Reparo(mensaje % {"codigo": prestamo.codigo}, impide=False, punto="prestamos")
    for remanente in obligatorios_sin_incorporar(anio - 1):
        mensaje = _("De %(codigo)s quedaron %(importe)s con financiación afectada sin incorporar.")
        importe = remanente.obligatorio - remanente.incorporado
        yield Reparo(
            mensaje % {"codigo": remanente.codigo, "importe": Importe(importe)}, impide=False, punto="afectada"
        )


def _de_fechas(anio: int, ejercicio: Ejercicio) -> Iterator[Reparo]:
    """The entries of the closing are of the last day of the year, and those of the opening of the first day of the next one."""
    siguiente = Ejercicio.objects.filter(anio=anio + 1).first()
    for uno, dia in ((ejercicio, date(anio, 12, 31)), (siguiente, date(anio + 1, 1, 1))):
        if uno is not None and uno.presupuesto_hasta is not None and uno.presupuesto_hasta >= dia:
            mensaje = _("El %(dia)s está bloqueado para el presupuesto: reabra antes la fecha.")
            yield Reparo(mensaje % {"dia": f"{dia:%d/%m/%Y}"}, impide=True, punto="fechas")


def de_saldos(saldos: Mapping[str, Decimal]) -> Iterator[Reparo]:
    """Accounts that end a year at zero, and those that are better cleared."""
    for cuenta, mensaje in _SALDADAS.items():
        if _suma(saldos, cuenta):
            yield Reparo(_(mensaje), impide=True)
    for cuenta, mensaje in _POR_DEPURAR.items():
        if importe := _suma(saldos, cuenta):
            punto = "habilitados" if cuenta == "5580" else "sin_aplicar"
            yield Reparo(_(mensaje) % {"importe": Importe(abs(importe))}, impide=False, punto=punto)
    amortizable = sum((_suma(saldos, cuenta) for cuenta in _AMORTIZABLES), Decimal(0))
    if amortizable and not _suma(saldos, "68"):
        yield Reparo(
            _("No se ha anotado la amortización del inmovilizado de este ejercicio."),
            impide=False,
            punto="amortizacion",
        )


def de_garantias(saldos: Mapping[str, Decimal], por_presupuesto: Mapping[str, Decimal]) -> Iterator[Reparo]:
    """What went out by one way came in by the same one: of no budget no more is given back than was received, or the remnant would count twice what the budget collected or paid."""
    constituidas, recibidas = garantias_sin_presupuesto(saldos, por_presupuesto)
    mensajes = (
        (constituidas, _("De fianzas y depósitos constituidos han salido sin presupuesto %(importe)s de más.")),
        (recibidas, _("De fianzas y depósitos recibidos han salido sin presupuesto %(importe)s de más.")),
    )
    que_hacer = _(
        "Lo que entró por el presupuesto sale por él: corrija esa operación o ese asiento y anótelo por su aplicación o su concepto."
    )
    for quedan, mensaje in mensajes:
        if quedan < 0:
            yield Reparo(f"{mensaje % {'importe': Importe(-quedan)}} {que_hacer}", impide=True)


def de_lo_pagado_con_remanente(entre: EntreDosCifras) -> Iterator[Reparo]:
    """The law does not say which credit of an application is spent first: the town does, when it closes."""
    if entre.minimo == entre.maximo:
        return
    mensaje = _(
        "Con remanente de otros años se pagaron entre %(minimo)s y %(maximo)s, según qué crédito de cada aplicación se gaste antes. Se cuentan %(maximo)s: si es otra cifra, dígala al cerrar."
    )
    datos = {"minimo": Importe(entre.minimo), "maximo": Importe(entre.maximo)}
    yield Reparo(mensaje % datos, impide=False, punto="afectada")


def de_dudoso_cobro(dicha: Propuesta) -> Iterator[Reparo]:
    """What is held to be hardly collected of the rights of earlier years is not less than the law says: the remnant takes what is noted, so less of it would finance what there is not."""
    for fila in dicha.filas:
        if fila.fuera:
            mensaje = _("Del mínimo de dudoso cobro quedan fuera %(importe)s de derechos de %(anio)d: %(motivo)s.")
            datos = {"importe": Importe(fila.fuera), "anio": fila.anio, "motivo": fila.motivo.removesuffix(".")}
            yield Reparo(mensaje % datos, impide=False, punto="dudosos")
    if dicha.anotado < dicha.minimo:
        mensaje = _(
            "El deterioro de los derechos es de %(anotado)s, y el mínimo legal es %(minimo)s (TRLRHL 193 bis): anótelo en «Cobros dudosos» antes de cerrar o diga allí qué derechos quedan fuera de él, y por qué."
        )
        datos = {"anotado": Importe(dicha.anotado), "minimo": Importe(dicha.minimo)}
        yield Reparo(mensaje % datos, impide=True, punto="dudosos")


def de_pendientes(cerrados: tuple[SaldoDeCerrado, ...], finales: Mapping[str, Decimal]) -> Iterator[Reparo]:
    """What is pending by third party has to be what the ledger says, and something has to open the next year."""
    if not any(finales.values()):
        yield Reparo(_("El ejercicio no deja saldo en ninguna cuenta: no hay nada que cerrar."), impide=True)
    duran = {cuenta: saldo for cuenta, saldo in finales.items() if cuenta[0] not in "06789"}
    abiertos = de_apertura(duran)
    por_tercero = a_cerrados.sumas(cerrados)
    for cuenta in sorted({c for c in abiertos if c.startswith(("401", "431"))} | set(por_tercero)):
        dice, suman = abiertos.get(cuenta, Decimal(0)), por_tercero.get(cuenta, Decimal(0))
        if dice != suman:
            mensaje = _("La cuenta %(cuenta)s tiene %(dice)s y lo pendiente por tercero suma %(suman)s.")
            datos = {"cuenta": cuenta, "dice": Importe(abs(dice)), "suman": Importe(abs(suman))}
            yield Reparo(mensaje % datos, impide=True)


def de_remanente_negativo(remanente: RemanenteDeTesoreria) -> Iterator[Reparo]:
    """What a negative remnant for general expenses obliges to (TRLRHL 193.1 to 193.3)."""
    if remanente.para_gastos_generales < 0:
        mensaje = _(
            "El remanente de tesorería para gastos generales es negativo: %(importe)s. El Pleno tiene que bajar en su primera sesión los gastos del presupuesto nuevo por ese importe; si no se puede, con un préstamo; y si tampoco, el presupuesto siguiente se aprueba con ese superávit (TRLRHL 193)."
        )
        yield Reparo(mensaje % {"importe": Importe(remanente.para_gastos_generales)}, impide=False, punto="afectada")


def de_estados(calculado: CierreCalculado) -> Iterator[Reparo]:
    """What the statements say differently of one another is mended before the year is closed: afterwards, only by opening it again. And what a negative remnant asks for."""
    yield from de_remanente_negativo(calculado.remanente)
    if calculado.balance is None:
        return
    for texto in descuadres(como_datos(calculado)):
        yield Reparo(texto, impide=True)
    if directos := calculado.evolucion.directos:
        mensaje = _(
            "Los asientos directos del año cambian el remanente de tesorería en %(importe)s sin pasar por el presupuesto: revíselos."
        )
        yield Reparo(mensaje % {"importe": Importe(directos)}, impide=False)
    if fuera := calculado.evolucion.fuera:
        yield from _de_fuera(calculado.anio, fuera)
    flujos = calculado.flujos
    if flujos.por_clasificar != flujos.por_aplicar:
        mensaje = _(
            "El estado de flujos deja por clasificar %(deja)s y lo que espera a aplicarse explica %(explica)s: revise los asientos directos de tesorería."
        )
        datos = {"deja": Importe(flujos.por_clasificar), "explica": Importe(flujos.por_aplicar)}
        yield Reparo(mensaje % datos, impide=False)


def _de_fuera(anio: int, importe: Decimal) -> Iterator[Reparo]:
    """The town may have such a concept: it is told, and it explains the remnant."""
    conceptos = ", ".join(f"{uno.codigo} ({uno.cuenta})" for uno in conceptos_fuera_del_remanente(anio))
    mensaje = _(
        "Operaciones con cuentas que el remanente no cuenta lo cambian en %(importe)s. Conceptos no presupuestarios: %(conceptos)s. Si son del presupuesto, o su cuenta es otra, corríjalas antes de cerrar."
    )
    if not conceptos:
        mensaje = _(
            "Cobros, pagos o movimientos por cuentas de la tesorería que el remanente no cuenta (5740, 5750) lo cambian en %(importe)s: revíselos antes de cerrar."
        )
    yield Reparo(mensaje % {"importe": Importe(importe), "conceptos": conceptos}, impide=False)


def _suma(saldos: Mapping[str, Decimal], prefijo: str) -> Decimal:
    return sum((saldo for cuenta, saldo in saldos.items() if cuenta.startswith(prefijo)), Decimal(0))
