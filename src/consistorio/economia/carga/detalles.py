"""What details an account or goes on in later years is noted: deposits by third party, loans, commitments of later years, and the accounts of the treasury."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga import fases
from consistorio.economia.carga.escrito import LARGO_TEXTO, Escrito
from consistorio.economia.carga.filas import DepositoLeido, Futuro, PrestamoLeido, Tablas
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.presupuesto.models import CuotaPrestamo, Prestamo
from consistorio.economia.presupuesto.operaciones import otras, prestamos
from consistorio.economia.presupuesto.operaciones.plurianuales import anotar_futuro
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeFuturo, LineaPedida, Plurianual
from consistorio.economia.terceros.reglas import leer_iban
from consistorio.economia.tesoreria import ordinales
from consistorio.economia.tesoreria.models.ordinales import PREFIJOS
from consistorio.nucleo.errores import DatosIncorrectos, Problema


def bancos(t: Tablas, escrito: Escrito) -> None:
    """Each account of the treasury that says its code is opened there, with its IBAN. Writes and emits as `tesoreria.ordinales.abrir`."""
    for banco in t.bancos:
        clase = next((clase for clase, prefijo in PREFIJOS.items() if banco.cuenta.startswith(prefijo)), "")
        pedido = ordinales.OrdinalPedido(
            banco.ordinal, banco.nombre, clase, banco.cuenta, date(escrito.anio, 1, 1), banco.iban
        )
        if banco.ordinal:
            escrito.intentar(
                "bancos",
                banco.cuenta,
                lambda pedido=pedido: ordinales.abrir(pedido, actor=escrito.actor, reloj=escrito.reloj),  # type: ignore[misc]
            )
        elif banco.iban:
            escrito.intentar("bancos", banco.cuenta, lambda banco=banco: leer_iban(banco.iban))  # type: ignore[misc]


def depositos(t: Tablas, escrito: Escrito) -> None:
    """Whose is what the account of each concept has. Writes and emits as `otras.detallar`."""
    for deposito in sorted(t.depositos, key=lambda uno: uno.fecha):
        cual = f"{deposito.concepto} {deposito.tercero}"
        escrito.intentar("depositos", cual, lambda deposito=deposito: _deposito(deposito, escrito))  # type: ignore[misc]


def _deposito(leido: DepositoLeido, escrito: Escrito) -> None:
    texto = _("%(texto)s (%(fecha)s)") % {"texto": leido.texto, "fecha": f"{leido.fecha:%d/%m/%Y}"}
    cabecera = Cabecera(escrito.en_el_anio(leido.fecha), texto[:LARGO_TEXTO], escrito.persona(leido.tercero))
    linea = LineaPedida(leido.saldo, codigo=leido.concepto)
    otras.detallar(cabecera, [linea], actor=escrito.actor, reloj=escrito.reloj)
    escrito.operaciones += 1


def deuda(t: Tablas, asiento: Asiento, escrito: Escrito) -> None:
    """Each with its instalments. `asiento`: the last one of the load. Writes and emits as `prestamos.traer`."""
    for leido in t.prestamos:
        escrito.intentar("prestamos", leido.prestamo, lambda leido=leido: _prestamo(leido, t, asiento, escrito))  # type: ignore[misc]


def _prestamo(leido: PrestamoLeido, t: Tablas, asiento: Asiento, escrito: Escrito) -> None:
    prestamo = Prestamo(
        codigo=leido.prestamo,
        denominacion=leido.denominacion,
        entidad_id=escrito.persona(leido.entidad) if leido.entidad else None,
        formalizado=leido.formalizado,
        principal=leido.principal,
        concepto=leido.concepto,
        amortiza=leido.amortiza,
        intereses=leido.intereses,
        dispuesto=leido.dispuesto,
        amortizado=leido.amortizado,
        a_corto=leido.a_corto,
    )
    cuotas = [
        CuotaPrestamo(vence=c.vence, amortizacion=c.amortizacion, intereses=c.intereses)
        for c in t.cuotas
        if c.prestamo == leido.prestamo
    ]
    del_anio = {"dispuesto": leido.dispuesto_este_anio, "amortizado": leido.amortizado_este_anio}
    prestamos.traer(prestamo, cuotas, del_anio, asiento, actor=escrito.actor, reloj=escrito.reloj)


def futuros(t: Tablas, escrito: Escrito) -> None:
    """What is retained, authorised and committed of later years. Writes and emits as `plurianuales.anotar_futuro`."""
    siguen = fases.origenes(t.futuros)
    orden = sorted(
        t.futuros, key=lambda una: (una.fecha, len(siguen.keys() & {fases.nombre(una)}), una.operacion, una.linea)
    )
    hechas: dict[str, UUID] = {}
    for cual, suyas in groupby(orden, key=lambda una: una.operacion):
        lineas = list(suyas)
        if all(siguen[n] in hechas for linea in lineas if (n := fases.nombre(linea)) in siguen):
            escrito.intentar("futuros", cual, lambda lineas=lineas: _futuro(lineas, siguen, hechas, t, escrito))  # type: ignore[misc]
        else:
            mensaje = _("%(cual)s: sigue a una operación que no se ha anotado, o es posterior.") % {"cual": cual}
            escrito.problemas.append(Problema("futuros", mensaje))


def _futuro(
    lineas: Sequence[Futuro], siguen: dict[str, str], hechas: dict[str, UUID], t: Tablas, escrito: Escrito
) -> None:
    primera = lineas[0]
    cabeceras = {(una.fase, una.fecha, una.tercero, una.supuesto, una.anticipada) for una in lineas}
    if len(cabeceras) > 1 or not escrito.fecha >= primera.fecha >= date(escrito.anio, 1, 1):
        mensaje = _(
            "Sus líneas dicen la misma fase, tercero, caso y fecha, que es del ejercicio y no posterior a la de la carga."
        )
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    quien = fases.quien(primera, {fases.nombre(una): una for una in t.futuros}, siguen)
    cabecera = Cabecera(
        primera.fecha,
        (primera.texto or f"{primera.fase} {primera.operacion}")[:LARGO_TEXTO],
        escrito.persona(quien) if quien else None,
        varios=primera.tercero.upper() == fases.VARIOS,
    )
    pedidas = [
        LineaDeFuturo(una.importe, origen=hechas[siguen[fases.nombre(una)]])
        if fases.nombre(una) in siguen
        else LineaDeFuturo(una.importe, una.anio, una.aplicacion)
        for una in lineas
    ]
    plurianual = Plurianual(primera.supuesto, anticipada=primera.anticipada)
    hecha = anotar_futuro(
        primera.fase, cabecera, pedidas, plurianual, actor=escrito.actor, reloj=escrito.reloj, cargado=True
    )
    for una, hecha_id in zip(lineas, hecha.lineas.order_by("orden").values_list("id", flat=True), strict=True):
        hechas[fases.nombre(una)] = hecha_id
    escrito.operaciones += 1
