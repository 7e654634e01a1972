"""A list of payments: prepared, and sent to be signed by three people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario
from consistorio.economia.presupuesto.operaciones.escritura import numerar
from consistorio.economia.presupuesto.tipos import Descuento
from consistorio.economia.tesoreria import acceso, adelantos, prelacion, reglas
from consistorio.economia.tesoreria.documentos import relacion_para_firmar
from consistorio.economia.tesoreria.eventos import RelacionEnFirma, RelacionPreparada, cadena
from consistorio.economia.tesoreria.models import LineaDePago, Ordinal, RelacionDePagos
from consistorio.economia.tesoreria.permisos import PAGAR
from consistorio.economia.tesoreria.prelacion import CERRADO, PorPagar
from consistorio.economia.tesoreria.sin_orden import SIN_ORDEN
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.economia.tesoreria.turnos import NOMBRADOS, problemas_de_turno
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 186, 187 y 196; LO 2/2012 art. 14"
LIBRO = "relacion_pagos"
EMBARGO, RETENIDO_A_TERCEROS = "EMBARGO", "419"
MAXIMO_PAGOS = 2000
LARGO_MOTIVO = 300


@dato
class PagoPedido:
    """Something to be paid (an order of payment, an obligation of an earlier year, a refund, or something of no budget), and what is kept of it: nothing of the last two."""

    id: UUID
    descuentos: tuple[Descuento, ...] = ()

    @property
    def descontado(self) -> Decimal:
        """In euros."""
        return sum((d.importe for d in self.descuentos), CERO)


@accion("tesoreria.relacion.preparada", permiso=PAGAR, norma=NORMA)
def preparar_relacion(
    *, actor: Actor, ordinal: str, fecha: date, pagos: Sequence[PagoPedido], motivo_orden: str = "", reloj: Reloj
) -> RelacionDePagos:
    """Put payments in a list of one ordinal and one day, each whole. `motivo_orden`: why it goes before what has its turn earlier, ordered or not, when it does: debt that is due never waits.

    Who: with `tesoreria.pagar`. Writes: RelacionDePagos, LineaDePago. Emits: tesoreria.relacion.preparada. Raises NoEncontrado (the ordinal), DatosIncorrectos with
    every payment that cannot be made and why, Conflicto (another list took one of them).
    """
    tomar_diario(fecha.year)  # whoever opens the year before again changes what it left to be paid
    suyo = acceso.ordinal(ordinal)
    por_id = {p.id: p for p in prelacion.por_pagar(fecha, solo=[p.id for p in pagos])}
    problemas = _de_cabecera(suyo, fecha, pagos, reloj)
    de_embargo = conceptos_de_embargo()
    de_este = _los_de_ese_anio(fecha, pagos, por_id, problemas, reloj)
    problemas += [p for n, pedido in de_este for p in _de_pago(n, pedido, por_id.get(pedido.id), de_embargo)]
    problemas += _de_conceptos(pagos)
    elegidos = [p.pendiente for p in por_id.values()]
    fuera = adelantos.saltados_al_pagar(elegidos, fecha, cuantos=NOMBRADOS + 1)
    problemas += problemas_de_turno(fuera, motivo_orden)
    if problemas:
        raise DatosIncorrectos(_("La relación de pagos no se ha preparado."), problemas=problemas)
    motivo = motivo_orden.strip() if fuera else ""
    relacion, lineas = _escrita(suyo, fecha, [(p, por_id[p.id]) for p in pagos], motivo, actor=actor, reloj=reloj)
    hecho = RelacionPreparada(
        relacion.id,
        relacion.ejercicio_id,
        relacion.numero,
        suyo.codigo,
        len(lineas),
        f"{relacion.importe:.2f}",
        f"{relacion.liquido:.2f}",
        relacion.huella,
        bool(fuera),
    )
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion, *lineas])
    return relacion


def _de_cabecera(ordinal: Ordinal, fecha: date, pagos: Sequence[PagoPedido], reloj: Reloj) -> list[Problema]:
    problemas = []
    if ordinal.clase != Ordinal.Clase.OPERATIVA:
        problemas.append(Problema("ordinal", _("Se paga desde una cuenta operativa: elija otra.")))
    if fecha < ordinal.desde or (ordinal.hasta is not None and fecha > ordinal.hasta):
        problemas.append(Problema("ordinal", _("Ese día la cuenta no está abierta.")))
    if fecha < hoy(reloj):
        problemas.append(Problema("fecha", _("La fecha de pago no puede ser anterior a hoy.")))
    if not 1 <= len(pagos) <= MAXIMO_PAGOS:
        mensaje = _("Elija de 1 a %(n)d pagos.") % {"n": MAXIMO_PAGOS}
        problemas.append(Problema("pagos", mensaje))
    return problemas


def _los_de_ese_anio(
    fecha: date, pagos: Sequence[PagoPedido], hay: Collection[UUID], problemas: list[Problema], reloj: Reloj
) -> list[tuple[int, PagoPedido]]:
    """The payments to be judged, each with its place. Of a list dated in another year those that are not pending then are not: the date is the cause, and is said once."""
    puestos, este = list(enumerate(pagos)), hoy(reloj).year
    if fecha.year == este or all(pedido.id in hay for pedido in pagos):
        return puestos
    if fecha.year > este:
        mensaje = _("La fecha es de %(otro)d, y lo que se paga está pendiente en %(este)d: ponga un día de %(este)d.")
        problemas.append(Problema("fecha", mensaje % {"otro": fecha.year, "este": este}))
    return [(n, pedido) for n, pedido in puestos if pedido.id in hay]


def conceptos_de_embargo() -> frozenset[str]:
    """The concepts under which what is seized is kept for who seized it: those named so, of account 419. What is kept for the Treasury or for Social Security is not that."""
    suyos = ConceptoNoPresupuestario.objects.filter(
        codigo__startswith=EMBARGO, cuenta__startswith=RETENIDO_A_TERCEROS, de_descuento=True
    )
    return frozenset(suyos.values_list("codigo", flat=True))


def _de_pago(n: int, pedido: PagoPedido, fila: PorPagar | None, de_embargo: Collection[str]) -> list[Problema]:
    if fila is None:
        mensaje = _("No está pendiente de pago: puede que ya esté pagado, o que se haya retirado.")
        return [Problema(f"pagos.{n}", mensaje)]
    dichos = [f"{fila.referencia}: {impedimento}" for impedimento in fila.impedimentos]
    if fila.en_relacion:
        dichos.append(_("%(cual)s: ya está en otra relación de pagos.") % {"cual": fila.referencia})
    if any(d.importe <= 0 or d.importe != round(d.importe, 2) for d in pedido.descuentos):
        dichos.append(_("%(cual)s: los descuentos son euros y céntimos.") % {"cual": fila.referencia})
    if pedido.descuentos and fila.clase in SIN_ORDEN:
        mensaje = _("%(cual)s: de una devolución o de un pago no presupuestario no se descuenta nada.")
        dichos.append(mensaje % {"cual": fila.referencia})
    if pedido.descontado > fila.importe:
        dichos.append(
            _("%(cual)s: los descuentos pasan de lo que se paga, %(cuanto)s.")
            % {"cual": fila.referencia, "cuanto": Importe(fila.importe)}
        )
    if fila.embargado > sum((d.importe for d in pedido.descuentos if d.concepto in de_embargo), CERO):
        dichos.append(
            _("%(cual)s: hay %(cuanto)s embargados. Descuéntelos del pago, en el concepto de los embargos.")
            % {"cual": fila.referencia, "cuanto": Importe(fila.embargado)}
        )
    return [Problema(f"pagos.{n}", dicho) for dicho in dichos]


def _de_conceptos(pagos: Sequence[PagoPedido]) -> list[Problema]:
    codigos = {d.concepto for p in pagos for d in p.descuentos}
    hay = set(
        ConceptoNoPresupuestario.objects.filter(codigo__in=codigos, en_uso=True, de_descuento=True).values_list(
            "codigo", flat=True
        )
    )
    problemas = [
        Problema("descuentos", _("«%(codigo)s» no es un concepto de descuento.") % {"codigo": codigo})
        for codigo in sorted(codigos - hay)
    ]
    ids = [p.id for p in pagos]
    if len(set(ids)) != len(ids):
        problemas.append(Problema("pagos", _("Hay un pago dos veces.")))
    return problemas


def _escrita(
    ordinal: Ordinal,
    fecha: date,
    pagos: Sequence[tuple[PagoPedido, PorPagar]],
    motivo: str,
    *,
    actor: Actor,
    reloj: Reloj,
) -> tuple[RelacionDePagos, list[LineaDePago]]:
    lineas = [
        _linea(n, pedido, fila, fila.persona_id)
        for n, (pedido, fila) in enumerate(pagos, 1)
        if fila.persona_id is not None
    ]
    relacion = RelacionDePagos(
        id=uuid7(),
        ejercicio_id=fecha.year,
        numero=numerar(fecha.year, LIBRO),
        ordinal=ordinal,
        fecha=fecha,
        motivo_orden=motivo,
        importe=sum((linea.importe for linea in lineas), CERO),
        liquido=sum((linea.liquido for linea in lineas), CERO),
        huella=huella_de(lineas),
        preparada_el=reloj.ahora(),
        preparada_por=actor.id,
    )
    for linea in lineas:
        linea.relacion = relacion
    try:
        with transaction.atomic(using=alias_actual()):
            relacion.save(force_insert=True)
            LineaDePago.objects.bulk_create(lineas)
    except IntegrityError as error:
        raise Conflicto(
            _("Alguien ha puesto uno de esos pagos en otra relación mientras preparaba esta."),
            que_hacer=_("Vuelva a la lista de pagos pendientes y elija otra vez."),
        ) from error
    return relacion, lineas


def _linea(n: int, pedido: PagoPedido, fila: PorPagar, persona_id: UUID) -> LineaDePago:
    liquido = fila.importe - pedido.descontado
    return LineaDePago(
        id=uuid7(),
        orden=n,
        operacion_id=fila.operacion_id,
        cerrado_id=fila.id if fila.clase == CERRADO else None,
        propuesto_id=fila.propuesto_id,
        persona_id=persona_id,
        cuenta_id=fila.cuenta_id,
        nombre=fila.nombre[:250],
        iban=fila.iban,
        bic=fila.bic,
        referencia=fila.referencia,
        concepto=fila.texto[:300],
        importe=fila.importe,
        liquido=liquido,
        descuentos=[{"concepto": d.concepto, "importe": f"{d.importe:.2f}"} for d in pedido.descuentos],
    )


def huella_de(lineas: Sequence[LineaDePago]) -> str:
    """Of what is signed."""
    return reglas.huella_de_lineas((linea.referencia, linea.nombre, linea.iban, linea.liquido) for linea in lineas)


@accion("tesoreria.relacion.enviada_a_firma", permiso=PAGAR, norma=NORMA)
def enviar_a_firma(*, actor: Actor, relacion_id: UUID, reloj: Reloj) -> RelacionDePagos:
    """Write its document and send it to the ordenador, the interventor and the tesorero. One that came back is sent again, as it was.

    Who: with `tesoreria.pagar`. Writes: Documento, RelacionDePagos, the circuit. Emits: tesoreria.relacion.enviada_a_firma. Raises NoEncontrado (also when nobody
    holds a post), FaseIncompatible, DatosIncorrectos with every payment that cannot be made any more.
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    if relacion.estado not in (RelacionDePagos.Estado.BORRADOR, RelacionDePagos.Estado.DEVUELTA):
        raise FaseIncompatible(_("La relación no está en preparación: ya se envió a firmar o se terminó."))
    lineas = list(relacion.lineas.order_by("orden"))
    exigir_pagables(relacion, lineas)
    documento = relacion_para_firmar(relacion, lineas, actor=actor, reloj=reloj)
    relacion.documento, relacion.estado = documento, RelacionDePagos.Estado.EN_FIRMA
    relacion.save(update_fields=["documento", "estado"])
    hecho = RelacionEnFirma(relacion.id, documento.id)
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion])
    return relacion


def exigir_pagables(relacion: RelacionDePagos, lineas: Sequence[LineaDePago]) -> None:
    """Hold the payments against what is known now. Raises DatosIncorrectos with everything that changed since they were put in the list."""
    ahora = {p.id: p for p in prelacion.por_pagar(relacion.fecha, solo=[linea.de_que for linea in lineas])}
    problemas, de_embargo = [], conceptos_de_embargo()
    for linea in lineas:
        fila = ahora.get(linea.de_que)
        dichos = list(fila.impedimentos) if fila is not None else [_("ya no está pendiente de pago.")]
        if fila is not None and fila.importe != linea.importe:
            dichos.append(_("lo que queda por pagar ha cambiado: son %(n)s.") % {"n": Importe(fila.importe)})
        retenido = sum((Decimal(d["importe"]) for d in linea.descuentos if d["concepto"] in de_embargo), CERO)
        if fila is not None and fila.embargado > retenido:
            dichos.append(_("hay %(n)s embargados que no se descuentan.") % {"n": Importe(fila.embargado)})
        if fila is not None and not fila.impedimentos and linea.liquido and fila.cuenta_id != linea.cuenta_id:
            dichos.append(_("quien cobra ha cambiado de cuenta."))
        problemas += [Problema(f"pagos.{linea.orden - 1}", f"{linea.referencia}: {dicho}") for dicho in dichos]
    if problemas:
        raise DatosIncorrectos(
            _("La relación ya no se puede pagar como está."),
            problemas=problemas,
            que_hacer=_("Retírela y prepare otra con lo que se pueda pagar."),
        )
