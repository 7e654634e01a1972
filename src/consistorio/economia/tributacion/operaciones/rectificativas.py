"""An invoice that lowers another one which was received: the obligation and the VAT that it lowers, and its rows in the book (LIVA 80 and 114; RIVA 64)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.correccion import restituir
from consistorio.economia.presupuesto.operaciones.escritura import numerar
from consistorio.economia.presupuesto.operaciones.reintegros import DINERO, deshacer
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.tributacion.consultas.liquidaciones import problemas_de_liquidado
from consistorio.economia.tributacion.eventos import IvaAnotado, IvaAnulado, cadena
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.operaciones.enteras import entera
from consistorio.economia.tributacion.operaciones.facturas import contrario, exigir_nueva, exigir_sin_regularizar
from consistorio.economia.tributacion.reglas import iva
from consistorio.economia.tributacion.tipos import Rebaja
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar


def rectificar(
    obligacion: Operacion,
    importe: Decimal,
    rebajas: Sequence[Rebaja],
    cabecera: Cabecera,
    *,
    expedida: date,
    pagado: bool,
    actor: Actor,
    reloj: Reloj,
) -> list[Operacion]:
    """Lower an obligation by what an invoice says, in all (`importe`, with tax) and by rates; with `pagado`, of what was paid, which comes back. Of one in the book of VAT, what was deducted of
    each rate is lowered in the same share, of no budget, and the invoice has its own rows, below zero. `cabecera.factura`: its number. Answers what was written: the negative of the obligation, or of its VAT where it takes no expense, is the last.

    Writes: Operacion, ApunteIva. Emits: presupuesto.corregido, tributacion.iva.anotado. Raises DatosIncorrectos (more than there is, or of other rates), Conflicto (who buys accrued its
    tax; its prorrata is regularised), and as `reintegros.deshacer`.
    """
    exigir_transaccion()
    tomar_diario(cabecera.anio)
    suyos = list(
        ApunteIva.objects.select_for_update(of=("self",))
        .filter(operacion=obligacion, libro=ApunteIva.Libro.SOPORTADO, anula=None, anulado_por=None)
        .order_by("numero")
    )
    if not suyos:
        return deshacer(obligacion.id, importe, cabecera, pagado=pagado, actor=actor, reloj=reloj)
    _exigir_sencilla(suyos, cabecera.anio)
    de_cada = _por_tipos(suyos, rebajas, importe, cabecera)
    del_iva = defaultdict[UUID, Decimal](Decimal)
    for apunte, _rebaja, menos in de_cada:
        if menos and apunte.operacion_iva_id is not None:
            del_iva[apunte.operacion_iva_id] += menos
    gasto = importe - sum(del_iva.values(), Decimal(0))
    with entera():
        de_gasto = deshacer(obligacion.id, gasto, cabecera, pagado=pagado, actor=actor, reloj=reloj)
        de_iva = {
            cual: deshacer(cual, menos, cabecera, pagado=pagado, actor=actor, reloj=reloj)
            for cual, menos in sorted(del_iva.items())
        }
    escritas = [*(una for suyas in de_iva.values() for una in suyas), *de_gasto]
    negativa, correcciones = escritas[-1], {cual: suyas[-1] for cual, suyas in de_iva.items()}
    filas = [
        _fila(*una, cabecera, expedida, negativa, correcciones.get(una[0].operacion_iva_id or obligacion.id))
        for una in de_cada
    ]
    exigir_nueva(filas[0])
    ApunteIva.objects.bulk_create(filas)
    sumas = (
        sum((una.base for una in filas), Decimal(0)),
        sum((una.cuota for una in filas), Decimal(0)),
        sum((una.deducible for una in filas), Decimal(0)),
    )
    hecho = IvaAnotado(filas[0].libro, cabecera.anio, negativa.id, *(f"{suma:.2f}" for suma in sumas))
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=filas)
    return escritas


def deshacer_rectificativa(
    escritas: Sequence[Operacion], cabecera: Cabecera, *, actor: Actor, reloj: Reloj
) -> list[Operacion]:
    """Take back what `rectificar` wrote, in its year: each negative is restored, what is followed before what follows it, and each of its rows in the book has another one. Answers what is
    written, in the order of `escritas`.

    Writes: Operacion, ApunteIva. Emits: presupuesto.corregido, tributacion.iva.anulado. Raises DatosIncorrectos (its VAT is settled), Conflicto (its prorrata is regularised), and as
    `correccion.restituir`.
    """
    exigir_transaccion()
    tomar_diario(cabecera.anio)
    negativa = escritas[-1]
    suyos = list(
        ApunteIva.objects.select_for_update(of=("self",))
        .filter(operacion=negativa, anula=None, anulado_por=None)
        .order_by("numero")
    )
    if any(uno.sector_id for uno in suyos) and (liquidado := problemas_de_liquidado(cabecera.fecha)):
        raise DatosIncorrectos(_("La rectificativa no se ha deshecho."), problemas=liquidado)
    exigir_sin_regularizar(suyos, cabecera.anio)
    reintegro = any(una.clase in DINERO for una in escritas)
    with entera():
        vuelven = {
            una.id: restituir(una.id, cabecera, reintegro=reintegro, actor=actor, reloj=reloj)
            for una in reversed(escritas)
        }
    if suyos:
        contrarios = [contrario(uno, cabecera, vuelven[negativa.id], vuelven) for uno in suyos]
        ApunteIva.objects.bulk_create(contrarios)
        hecho = IvaAnulado(cabecera.anio, negativa.id, vuelven[negativa.id].id)
        anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=contrarios)
    return [vuelven[una.id] for una in escritas]


def _fila(
    apunte: ApunteIva,
    rebaja: Rebaja,
    menos: Decimal,
    cabecera: Cabecera,
    expedida: date,
    negativa: Operacion,
    del_iva: Operacion | None,
) -> ApunteIva:
    """The row of a rate of who lowers it."""
    return ApunteIva(
        libro=apunte.libro,
        anio=cabecera.anio,
        numero=numerar(cabecera.anio, f"iva_{apunte.libro}"),
        fecha=cabecera.fecha,
        expedida=expedida,
        factura=cabecera.factura.strip(),
        persona_id=apunte.persona_id,
        sector_id=apunte.sector_id,
        destino=apunte.destino,
        inversion=apunte.inversion,
        base=-rebaja.base,
        tipo=apunte.tipo,
        cuota=-rebaja.cuota,
        deducible=-menos,
        operacion=negativa,
        operacion_iva=del_iva if menos else None,
    )


def _exigir_sencilla(suyos: Sequence[ApunteIva], anio: int) -> None:
    if any(uno.regimen for uno in suyos):
        raise Conflicto(
            _("El IVA de la factura original lo declaró el ayuntamiento como comprador."),
            que_hacer=_("Anule la original con su IVA y contabilícela otra vez por lo que queda."),
        )
    exigir_sin_regularizar(suyos, anio)


def _por_tipos(
    suyos: Sequence[ApunteIva], rebajas: Sequence[Rebaja], importe: Decimal, cabecera: Cabecera
) -> list[tuple[ApunteIva, Rebaja, Decimal]]:
    """Each row of the book that is lowered, by what, and what of it had been deducted. Raises DatosIncorrectos."""
    problemas = problemas_de_liquidado(cabecera.fecha) if any(uno.sector_id for uno in suyos) else []
    de_cada = []
    for rebaja in rebajas:
        apunte = next((uno for uno in suyos if uno.tipo == rebaja.tipo and uno.base >= rebaja.base), None)
        if apunte is None:
            mensaje = _("La original no tiene %(base)s al %(tipo)s %% de IVA en el libro de facturas recibidas.")
            dicho = {"base": Importe(rebaja.base), "tipo": f"{rebaja.tipo.normalize():f}"}
            problemas.append(Problema("original", mensaje % dicho))
            continue
        menos = iva.redondeado(rebaja.cuota * apunte.deducible / apunte.cuota) if apunte.cuota else iva.CERO
        de_cada.append((apunte, rebaja, menos))
    if sum((una.base + una.cuota for una in rebajas), Decimal(0)) != importe:
        mensaje = _("Lo que rebaja, %(importe)s, no es la suma de sus bases y su IVA.") % {"importe": Importe(importe)}
        problemas.append(Problema("original", mensaje))
    if problemas:
        raise DatosIncorrectos(_("La rectificativa no se ha contabilizado."), problemas=problemas)
    return de_cada
