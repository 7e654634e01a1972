"""Note what an invoice with a negative amount lowers: the obligation of the one that it corrects, what was paid of it and comes back, or an income."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.facturas import obligaciones
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.consultas import falta_su_firma
from consistorio.economia.facturas.devengos import numero_de
from consistorio.economia.facturas.models import Factura, RectificacionDeFactura
from consistorio.economia.facturas.operaciones import bloqueada, marcar_rectificada
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones import reintegros
from consistorio.economia.presupuesto.operaciones.otras import anotar_cerrados
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR
from consistorio.economia.presupuesto.reglas import DE_REINTEGROS, LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.operaciones.rectificativas import rectificar
from consistorio.economia.tributacion.tipos import Rebaja
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion

ORIGINAL: Final = "original"
LARGO_MOTIVO: Final = 300
_IVA: Final = "01"
_NADA_SE_DEBE: Final = (Factura.Estado.RECHAZADA, Factura.Estado.ANULADA)
_OBLIGADAS: Final = (Factura.Estado.CONTABILIZADA, Factura.Estado.PAGADA)


@accion(
    "presupuesto.corregido",
    "presupuesto.cerrado",
    "tributacion.iva.anotado",
    "facturas.factura.rectificada",
    permiso=GASTO,
    norma="Ley 25/2013 art. 9.3; RD 1619/2012 art. 15; Orden HAP/1781/2013, quinta parte",
)
def rectificar_obligacion(
    *, actor: Actor, factura_id: UUID, original_id: UUID | None, fecha: date, reloj: Reloj
) -> Factura:
    """Lower what is left to pay of the obligation of the invoice that a rectificativa corrects: by its negative or, if it is of an earlier year, by rectifying the balance that it left. Of one that was paid in part, what came back
    before, as a reintegro, is of this rectificativa, and only the rest is taken.

    Who: `presupuesto.gasto`, who sees both. Writes: Operacion and its entry, ApunteIva, Factura, RectificacionDeFactura, PasoFactura. Emits: presupuesto.corregido or presupuesto.cerrado, tributacion.iva.anotado,
    facturas.factura.rectificada. Raises NoEncontrado, DatosIncorrectos with every problem (also that less is left to pay), FaseIncompatible, Conflicto.
    """
    factura, original, debida = _las_dos(actor, factura_id, original_id, motivo=GASTO, reloj=reloj)
    tomar_diario(fecha.year)  # nobody notes a reintegro meanwhile
    if debida.ejercicio_id != fecha.year:
        obligaciones.bloqueada(debida.id)
    vuelto = obligaciones.vuelto(debida)
    _exigir_que_no_haya_vuelto(factura, vuelto)
    cabecera = _cabecera(factura, original, fecha)
    if debida.ejercicio_id == fecha.year:
        escritas = _por_su_negativo(factura, debida, cabecera, vuelto, pagado=False, actor=actor, reloj=reloj)
    else:
        escritas = [_de_cerrados(debida, -factura.obligado - vuelto, cabecera, actor=actor, reloj=reloj)]
    return _marcar(factura, original, escritas[-1], escritas, de_reintegros=vuelto, actor=actor, reloj=reloj)


@accion(
    "presupuesto.corregido",
    "tributacion.iva.anotado",
    "facturas.factura.rectificada",
    permiso=PAGAR,
    norma="Ley 25/2013 art. 9.3; RD 1619/2012 art. 15; Orden HAP/1781/2013, quinta parte",
)
def reintegrar_factura(
    *, actor: Actor, factura_id: UUID, original_id: UUID | None, fecha: date, reloj: Reloj
) -> Factura:
    """Who was paid this year gave back what a rectificativa lowers (reintegro of current payments): the negatives of the payment, of its order and of the obligation. The money
    is in the account from which it had left. What was noted before as a reintegro, in the correction of the payment, is this one's: nothing is taken twice.

    Who: `presupuesto.pagar`, who sees both. Writes: as `rectificar_obligacion`. Emits: presupuesto.corregido, tributacion.iva.anotado, facturas.factura.rectificada. Raises NoEncontrado, DatosIncorrectos (also that less was paid, or
    with discounts and not whole), FaseIncompatible, Conflicto.
    """
    factura, original, debida = _las_dos(actor, factura_id, original_id, motivo=PAGAR, reloj=reloj)
    if debida.ejercicio_id == fecha.year:
        tomar_diario(fecha.year)  # nobody else notes a reintegro meanwhile
    else:
        obligaciones.bloqueada(debida.id)
    vuelto = min(obligaciones.vuelto(debida), -factura.obligado)
    if vuelto == -factura.obligado:
        ultimo = [una for una, importe in obligaciones.reintegros_de(debida).items() if importe > 0][-1]
        return _marcar(factura, original, Operacion.objects.get(id=ultimo), actor=actor, reloj=reloj)
    if debida.ejercicio_id != fecha.year:
        mensaje = _(
            "Se pagó en otro ejercicio: lo que devuelven es un ingreso de este (concepto 38 o 68), y lo anota Intervención."
        )
        raise DatosIncorrectos(_("El reintegro no se ha anotado."), problemas=[Problema("fecha", mensaje)])
    cabecera = _cabecera(factura, original, fecha)
    escritas = _por_su_negativo(factura, debida, cabecera, vuelto, pagado=True, actor=actor, reloj=reloj)
    return _marcar(factura, original, escritas[-1], escritas, actor=actor, reloj=reloj)


@accion(
    "facturas.factura.rectificada",
    permiso=GASTO,
    norma="Ley 25/2013 art. 9.3; RD 1619/2012 art. 15; Orden EHA/3565/2008, artículos 38 y 68 de ingresos",
)
def rectificar_con_ingreso(
    *, actor: Actor, factura_id: UUID, original_id: UUID | None, operacion_id: UUID | None, reloj: Reloj
) -> Factura:
    """What a rectificativa lowers was paid in an earlier year: it is a right of this one, noted in that operation of income, of who sent it and of a concept of reintegros.

    Who: `presupuesto.gasto`, who sees it. Writes: Factura, RectificacionDeFactura, PasoFactura. Emits: facturas.factura.rectificada. Raises NoEncontrado, DatosIncorrectos, FaseIncompatible.
    """
    factura = _rebaja(factura_para(actor, factura_id, motivo=GASTO, reloj=reloj))
    original = factura_para(actor, original_id, motivo=GASTO, reloj=reloj) if original_id is not None else None
    problemas = _problemas_de_original(factura, original) if original is not None else []
    derechos = Operacion.objects.filter(libro=Operacion.Libro.INGRESO, signo=1)
    derecho = derechos.filter(id=operacion_id).first() if operacion_id is not None else None
    problemas += _problemas_de_ingreso(factura, derecho)
    if problemas or derecho is None:
        raise DatosIncorrectos(_("La rectificativa no se ha anotado."), problemas=problemas)
    return _marcar(factura, original, derecho, actor=actor, reloj=reloj)


@accion("facturas.factura.rectificada", permiso=GASTO, norma="Ley 25/2013 art. 9.3; RD 1619/2012 art. 15")
def cerrar_rectificativa(
    *, actor: Actor, factura_id: UUID, original_id: UUID | None, motivo: str, reloj: Reloj
) -> Factura:
    """Nothing was owed of what a rectificativa lowers: the one that it corrects was rejected or cancelled, or never reached the town. It ends, and why is said.

    Who: `presupuesto.gasto`, who sees it. Writes: Factura, RectificacionDeFactura, PasoFactura. Emits: facturas.factura.rectificada. Raises NoEncontrado, DatosIncorrectos (no reason; something is
    owed of the original), FaseIncompatible.
    """
    factura = _rebaja(factura_para(actor, factura_id, motivo=GASTO, reloj=reloj))
    original = factura_para(actor, original_id, motivo=GASTO, reloj=reloj) if original_id is not None else None
    problemas = []
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Explique por qué no se debía nada.")))
    if original is not None and original.estado not in _NADA_SE_DEBE:
        mensaje = _("La factura %(codigo)s está así: %(estado)s. Rectifique lo que se debe de ella.")
        dicho = {"codigo": original.codigo, "estado": original.get_estado_display()}
        problemas.append(Problema(ORIGINAL, mensaje % dicho))
    if problemas:
        raise DatosIncorrectos(_("La rectificativa no se ha anotado."), problemas=problemas)
    dicho_por = motivo.strip()[:LARGO_MOTIVO]
    return marcar_rectificada(
        bloqueada(factura.id), original=original, operacion_id=None, motivo=dicho_por, actor=actor, reloj=reloj
    )


def _las_dos(
    actor: Actor, factura_id: UUID, original_id: UUID | None, *, motivo: str, reloj: Reloj
) -> tuple[Factura, Factura, Operacion]:
    """A rectificativa, the one that it corrects and the obligation of this. Raises DatosIncorrectos, FaseIncompatible."""
    factura = _rebaja(factura_para(actor, factura_id, motivo=motivo, reloj=reloj))
    if original_id is None:
        mal = Problema(ORIGINAL, _("Elija la factura que se rectifica."))
        raise DatosIncorrectos(_("La rectificativa no se ha contabilizado."), problemas=[mal])
    original = factura_para(actor, original_id, motivo=motivo, reloj=reloj)
    problemas = _problemas_de_original(factura, original)
    debida = Operacion.objects.filter(id=original.operacion_o_id).first() if original.operacion_o_id else None
    if not problemas and debida is None:
        mensaje = _(
            "Su obligación está en la contabilidad de otro programa: rectifíquela allí, y aquí diga por qué no se debe nada."
        )
        problemas.append(Problema(ORIGINAL, mensaje))
    if problemas or debida is None:
        raise DatosIncorrectos(_("La rectificativa no se ha contabilizado."), problemas=problemas)
    return factura, original, debida


def _rebaja(factura: Factura) -> Factura:
    if factura.obligado >= 0:
        raise FaseIncompatible(
            _("Esta factura no rebaja nada: su importe no es negativo."),
            que_hacer=_("Reconozca su obligación como la de las demás."),
        )
    if factura.estado != Factura.Estado.CONFORMADA:
        raise FaseIncompatible(
            _("La rectificativa está así: %(e)s.") % {"e": factura.get_estado_display()},
            que_hacer=_("Se anota lo que rebaja cuando su unidad la ha conformado."),
        )
    if falta := falta_su_firma(factura):
        raise FaseIncompatible(_("Lo que rebaja no se puede anotar todavía."), que_hacer=falta)
    return factura


def _problemas_de_original(factura: Factura, original: Factura) -> list[Problema]:
    problemas = []
    if original.id == factura.id or original.obligado <= 0:
        problemas.append(Problema(ORIGINAL, _("Elija la factura que se rectifica, con un importe mayor que cero.")))
    if factura.emisor_id is None or original.emisor_id != factura.emisor_id:
        problemas.append(Problema(ORIGINAL, _("La factura que se rectifica es de quien expide esta.")))
    if original.estado not in _OBLIGADAS:
        mensaje = _("La factura %(codigo)s está así: %(estado)s. Sin obligación no hay nada que rebajar.")
        dicho = {"codigo": original.codigo, "estado": original.get_estado_display()}
        problemas.append(Problema(ORIGINAL, mensaje % dicho))
    hay = obligaciones.debido([original])[original.id]
    if not problemas and hay < -factura.obligado:
        mensaje = _("Rebaja %(importe)s, y de la factura %(codigo)s se deben %(hay)s.")
        cuanto = {"importe": str(Importe(-factura.obligado)), "codigo": original.codigo, "hay": str(Importe(hay))}
        problemas.append(Problema(ORIGINAL, mensaje % cuanto))
    return problemas


def _problemas_de_ingreso(factura: Factura, derecho: Operacion | None) -> list[Problema]:
    persona = factura.emisor.persona_id if factura.emisor is not None else None
    if derecho is None or derecho.clase not in ("DR", "DRI"):
        return [Problema("operacion", _("Escriba el número del derecho reconocido, DR o DRI, que lo anota."))]
    problemas = []
    if derecho.tercero_id != persona:
        problemas.append(Problema("operacion", _("Ese derecho es de otro tercero.")))
    if not all(
        linea.concepto is not None and linea.concepto.economica.startswith(DE_REINTEGROS)
        for linea in derecho.lineas.select_related("concepto")
    ):
        problemas.append(Problema("operacion", _("Ese derecho no es de un concepto de reintegros (38 o 68).")))
    ya = RectificacionDeFactura.objects.filter(operacion_id=derecho.id, deshecha_el=None)
    queda = _neto_del_derecho(derecho) - sum((una.importe for una in ya), Decimal(0))
    if queda < -factura.obligado:
        mensaje = _("De ese derecho quedan %(hay)s para rectificativas, y esta rebaja %(importe)s.")
        dicho = {"hay": Importe(queda), "importe": Importe(-factura.obligado)}
        problemas.append(Problema("operacion", mensaje % dicho))
    return problemas


def _neto_del_derecho(derecho: Operacion) -> Decimal:
    """What is left of a right once what was annulled of it (AN) is taken, in euros. Its lines stay locked: one rectificativa at a time."""
    lineas = LineaOperacion.objects.select_for_update(of=("self",)).filter(operacion=derecho).order_by("id")
    suyas = [una.id for una in lineas]
    anulado = LineaOperacion.objects.filter(
        Q(origen__in=suyas) | Q(origen__origen__in=suyas), operacion__clase="AN"
    )  # and what corrects an AN, below zero
    return derecho.importe - (anulado.aggregate(suma=Sum("importe"))["suma"] or Decimal(0))


def _cabecera(factura: Factura, original: Factura, fecha: date) -> Cabecera:
    texto = _("Rectificativa %(codigo)s, de la factura %(original)s")
    dicho = texto % {"codigo": factura.codigo, "original": original.codigo}
    return Cabecera(fecha, dicho[:LARGO_TEXTO], documento_id=factura.entrega.original_id, factura=numero_de(factura))


def _por_su_negativo(
    factura: Factura,
    debida: Operacion,
    cabecera: Cabecera,
    vuelto: Decimal,
    *,
    pagado: bool,
    actor: Actor,
    reloj: Reloj,
) -> list[Operacion]:
    """What is written, its negative the last. `vuelto`: what of it came back already, in euros; `pagado`: whether the rest was paid."""
    if vuelto and ApunteIva.objects.filter(operacion=debida, anula=None, anulado_por=None).exists():
        raise Conflicto(
            _("Una parte ya se devolvió, y el IVA de la factura original está en el libro de facturas recibidas."),
            que_hacer=_("Corrija a mano lo que falta de la obligación y el IVA, en sus páginas."),
        )
    de_iva = factura.impuestos.filter(retenido=False, codigo=_IVA).order_by("orden")
    rebajas = [Rebaja(-uno.base, uno.tipo, -uno.cuota) for uno in de_iva]
    expedida = factura.fecha or cabecera.fecha
    return rectificar(
        *(debida, -factura.obligado - vuelto, rebajas, cabecera),
        expedida=expedida,
        pagado=pagado,
        actor=actor,
        reloj=reloj,
    )


def _exigir_que_no_haya_vuelto(factura: Factura, vuelto: Decimal) -> None:
    """Not all that it lowers was given back already: it would be taken twice."""
    if vuelto >= -factura.obligado:
        mensaje = _(
            "De esa obligación ya se devolvieron %(hay)s, sin rectificativa: anótela en «Anotar que devuelven lo pagado», que no toma nada más."
        )
        mal = Problema(ORIGINAL, mensaje % {"hay": Importe(vuelto)})
        raise DatosIncorrectos(_("La rectificativa no se ha contabilizado."), problemas=[mal])


def _de_cerrados(debida: Operacion, importe: Decimal, cabecera: Cabecera, *, actor: Actor, reloj: Reloj) -> Operacion:
    """What an obligation of an earlier year left to be paid is rectified down."""
    if ApunteIva.objects.filter(operacion=debida, deducible__gt=0, anulado_por=None).exists():
        raise Conflicto(
            _("Del IVA de la factura original se dedujo algo en su ejercicio."),
            que_hacer=_("Rectifique a mano el saldo de ejercicios cerrados y el IVA, en sus páginas."),
        )
    saldos = SaldoCerrado.objects.filter(
        ejercicio=cabecera.anio,
        clase=SaldoCerrado.Clase.OBLIGACION,
        vigente=True,
        linea_origen_id__in=reintegros.lineas_de(debida.id),
    )
    lineas, falta = [], importe
    for saldo in saldos.order_by("id"):
        parte = min(saldo.pendiente, falta)
        falta -= parte
        if parte > 0:
            lineas.append(LineaPedida(parte, cerrado=saldo.id))
    if falta > 0:
        mensaje = _(
            "En los ejercicios cerrados de %(anio)d quedan por pagar %(hay)s de esa factura. Si se pagó, lo que devuelven es un ingreso."
        )
        dicho = {"anio": cabecera.anio, "hay": Importe(importe - falta)}
        raise DatosIncorrectos(
            _("La rectificativa no se ha contabilizado."), problemas=[Problema("importe", mensaje % dicho)]
        )
    return anotar_cerrados("RO", cabecera, lineas, actor=actor, reloj=reloj)


def _marcar(
    factura: Factura,
    original: Factura | None,
    operacion: Operacion,
    escritas: Sequence[Operacion] = (),
    *,
    de_reintegros: Decimal = Decimal(0),
    actor: Actor,
    reloj: Reloj,
) -> Factura:
    """After what the budget locks: nobody else notes it meanwhile."""
    return marcar_rectificada(
        bloqueada(factura.id),
        original=original,
        operacion_id=operacion.id,
        escritas=[una.id for una in escritas],
        de_reintegros=de_reintegros,
        actor=actor,
        reloj=reloj,
    )
