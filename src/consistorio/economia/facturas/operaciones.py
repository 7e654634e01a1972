"""What changes an invoice inside somebody's open transaction. The row of the invoice is locked by the caller, or here by its identifier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from consistorio.documental.firma.operaciones import retirar_firmas
from consistorio.economia.facturas import eventos, hallazgos, reglas
from consistorio.economia.facturas.models import Factura, PasoFactura, RectificacionDeFactura
from consistorio.economia.facturas.responsables import cargo_en
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad

MAXIMO_A_PESAR = 2000


def bloqueada(factura_id: UUID) -> Factura:
    """An invoice, its row locked until the end of the transaction. Raises NoEncontrado."""
    exigir_transaccion()
    factura = Factura.objects.select_for_update(of=("self",)).select_related("unidad").filter(id=factura_id).first()
    if factura is None:
        raise NoEncontrado(_("No encontramos esa factura."))
    return factura


def exigir(factura: Factura, *estados: str) -> None:
    """Raises FaseIncompatible when the invoice is in none of those states."""
    if factura.estado not in estados:
        raise FaseIncompatible(
            _("Eso no procede con esta factura: está así: %(e)s.") % {"e": factura.get_estado_display()},
            que_hacer=_("Mire en su historia qué pasó con ella."),
        )


def exigir_sin_anulacion(factura: Factura) -> None:
    """Raises FaseIncompatible while who sent the invoice waits to know whether it is cancelled."""
    if factura.anulacion == Factura.Anulacion.SOLICITADA:
        raise FaseIncompatible(
            _("Quien presentó la factura ha pedido anularla."), que_hacer=_("Resuelva antes si se anula.")
        )


def pasar(factura: Factura, estado: str, **campos: object) -> list[str]:
    """Set a state that may follow the present one, with what goes with it. Writes nothing; returns the fields that changed."""
    exigir(factura, *reglas.ANTES[estado])
    factura.estado = estado
    for nombre, valor in campos.items():
        setattr(factura, nombre, valor)
    return ["estado", *(nombre for nombre in campos)]


def dar_paso(
    factura: Factura,
    clase: str,
    hecho: object,
    campos: Sequence[str],
    *,
    texto: str = "",
    motivo: str = "",
    unidad: Unidad | None = None,
    mas: Sequence[Model] = (),
    actor: Actor,
    reloj: Reloj,
) -> PasoFactura:
    """Save what changed of an invoice with its step and its fact. `mas`: other rows that the fact vouches for. Writes: Factura, PasoFactura."""
    exigir_transaccion()
    factura.save(update_fields=list(campos))
    paso = PasoFactura.objects.create(
        factura=factura,
        clase=clase,
        unidad=unidad,
        texto=texto,
        motivo=motivo,
        dado_el=reloj.ahora(),
        dado_por=actor.id,
        cargo=_cargo(factura, actor, reloj),
    )
    filas: list[Model] = [factura, paso, *mas]
    anotar(factura.cadena, hecho, actor=actor, reloj=reloj, filas=filas)
    return paso


def _cargo(factura: Factura, actor: Actor, reloj: Reloj) -> str:
    """In which capacity: of who answers for its unit if it is them ("P. S." included); else their own post."""
    en_su_unidad = cargo_en(actor, factura.unidad, en=hoy(reloj)) if factura.unidad is not None else ""
    return (en_su_unidad or actor.cargo)[:250]


def remitir(factura: Factura, unidad: Unidad, *, texto: str = "", actor: Actor, reloj: Reloj) -> None:
    """Send an invoice to the unit that has to conform it. Writes: Factura, PasoFactura. Emits: facturas.factura.remitida. Raises FaseIncompatible."""
    campos = pasar(factura, Factura.Estado.REMITIDA, unidad=unidad, remitida_el=reloj.ahora())
    hecho = eventos.FacturaRemitida(factura.id, unidad.id)
    dar_paso(factura, PasoFactura.Clase.REMITIDA, hecho, campos, texto=texto, unidad=unidad, actor=actor, reloj=reloj)


def soltar_conformidad(factura: Factura, *, actor: Actor, reloj: Reloj) -> None:
    """Nobody signs the conformity of an invoice that ended otherwise. Writes: Circuito. Emits: firma.circuito.retirado."""
    if factura.conformidad_id is not None and factura.conformidad_firmada_el is None:
        retirar_firmas(factura.conformidad_id, actor=actor, reloj=reloj)


def asumir(factura: Factura, a_pesar: str, *, actor: Actor, reloj: Reloj) -> None:
    """Who is about to conform an invoice, or to recognise what it owes, says why it goes on in spite of what was found in it. Nothing is noted when nothing stops it. Its row is locked.

    Writes: PasoFactura. Emits: facturas.hallazgos.asumidos. Raises Conflicto (the same one is conformed, recognised or paid), DatosIncorrectos with what was found
    (nothing was said, or it is too long).
    """
    visto = hallazgos.de_factura(factura)
    if visto.nunca:
        raise Conflicto(f"{factura.codigo}: {visto.nunca}")
    if not visto.detienen:
        return
    if problemas := [Problema("a_pesar", mensaje) for mensaje in por_que_no_sigue(visto, a_pesar)]:
        raise DatosIncorrectos(_("Hay algo en la factura que la detiene."), problemas=problemas)
    hecho, clase = eventos.HallazgosAsumidos(factura.id, visto.codigos), PasoFactura.Clase.ASUMIDA
    dar_paso(factura, clase, hecho, [], texto=a_pesar.strip(), motivo=visto.codigos[0], actor=actor, reloj=reloj)


def por_que_no_sigue(visto: hallazgos.Visto, a_pesar: str) -> list[str]:
    """In words, what was found in an invoice and who goes on with it has not answered."""
    if visto.nunca:
        return [visto.nunca]
    if len(a_pesar) > MAXIMO_A_PESAR:
        return [_("Escriba como mucho %(n)d letras.") % {"n": MAXIMO_A_PESAR}]
    if not visto.detienen or a_pesar.strip():
        return []
    return [*visto.detienen, _("Rechácela, o diga por qué sigue a pesar de eso.")]


def marcar_contabilizada(
    factura_id: UUID, *, operacion_id: UUID, a_pesar: str = "", actor: Actor, reloj: Reloj
) -> Factura:
    """The budget recognised the obligation of a conformed invoice, in that operation. The same operation once more changes nothing. `a_pesar`: why it goes on in spite of what was found in it (`asumir`).

    Writes: Factura, PasoFactura. Emits: facturas.factura.contabilizada, facturas.hallazgos.asumidos. Raises NoEncontrado, FaseIncompatible (not conformed; somebody asked to
    cancel it), Conflicto (it has another operation), and as `asumir`.
    """
    factura = bloqueada(factura_id)
    if factura.operacion_o_id == operacion_id:
        return factura
    if factura.operacion_o_id is not None:
        raise Conflicto(_("Esa factura ya tiene su obligación reconocida en otra operación."))
    exigir(factura, Factura.Estado.CONFORMADA)
    exigir_sin_anulacion(factura)
    asumir(factura, a_pesar, actor=actor, reloj=reloj)
    campos = pasar(factura, Factura.Estado.CONTABILIZADA, operacion_o_id=operacion_id, contabilizada_el=reloj.ahora())
    hecho = eventos.FacturaContabilizada(factura.id, operacion_id)
    dar_paso(factura, PasoFactura.Clase.CONTABILIZADA, hecho, campos, actor=actor, reloj=reloj)
    return factura


def desmarcar_contabilizada(factura_id: UUID, *, operacion_id: UUID, actor: Actor, reloj: Reloj) -> Factura:
    """The obligation of an invoice was annulled by a negative: it is conformed again, and waits for another one.

    Writes: Factura, PasoFactura. Emits: facturas.factura.descontabilizada. Raises NoEncontrado, FaseIncompatible, Conflicto (another operation).
    """
    factura = bloqueada(factura_id)
    exigir(factura, Factura.Estado.CONTABILIZADA)
    if factura.operacion_o_id != operacion_id:
        raise Conflicto(_("La obligación de esa factura se reconoció en otra operación."))
    campos = pasar(factura, Factura.Estado.CONFORMADA, operacion_o_id=None, contabilizada_el=None)
    hecho = eventos.FacturaDescontabilizada(factura.id, operacion_id)
    dar_paso(factura, PasoFactura.Clase.DESCONTABILIZADA, hecho, campos, actor=actor, reloj=reloj)
    return factura


def marcar_rectificada(
    factura: Factura,
    *,
    original: Factura | None,
    operacion_id: UUID | None,
    escritas: Sequence[UUID] = (),
    de_reintegros: Decimal = Decimal(0),
    motivo: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Factura:
    """What a conformed invoice with a negative amount lowers was noted in that operation, and nothing of it is left to pay; or nothing was owed, and it ends. `escritas`: the operations that were
    written for it; `de_reintegros`: what of it had come back before and they do not take, in euros. Its row is locked.

    Writes: Factura, RectificacionDeFactura, PasoFactura. Emits: facturas.factura.rectificada. Raises FaseIncompatible (not conformed; somebody asked to cancel it).
    """
    exigir(factura, Factura.Estado.CONFORMADA)
    exigir_sin_anulacion(factura)
    ahora = reloj.ahora()
    if operacion_id is not None:
        factura.estado, factura.operacion_o_id = Factura.Estado.PAGADA, operacion_id
        factura.contabilizada_el = factura.pagada_el = ahora
    else:
        factura.estado, factura.terminada_el = Factura.Estado.ANULADA, ahora
    fila = RectificacionDeFactura.objects.create(
        factura=factura,
        original=original,
        operacion_id=operacion_id,
        importe=-factura.obligado,
        motivo=motivo,
        escritas=list(escritas),
        de_reintegros=de_reintegros,
    )
    hecho = eventos.FacturaRectificada(
        factura.id, original.id if original is not None else None, operacion_id, f"{fila.importe:.2f}"
    )
    campos = ["estado", "operacion_o_id", "contabilizada_el", "pagada_el", "terminada_el"]
    clase = PasoFactura.Clase.RECTIFICADA
    dar_paso(factura, clase, hecho, campos, texto=motivo, mas=[fila], actor=actor, reloj=reloj)
    return factura


def desmarcar_rectificada(
    rectificacion: RectificacionDeFactura, *, operacion_id: UUID | None, motivo: str, actor: Actor, reloj: Reloj
) -> Factura:
    """What was noted of a rectificativa is undone, in that operation if it had written any: it waits again. The row of its invoice is locked.

    Writes: Factura, RectificacionDeFactura, PasoFactura. Emits: facturas.factura.rectificacion_deshecha.
    """
    factura = rectificacion.factura
    rectificacion.deshecha_el = reloj.ahora()
    rectificacion.save(update_fields=["deshecha_el"])
    factura.estado, factura.operacion_o_id = Factura.Estado.CONFORMADA, None
    factura.contabilizada_el = factura.pagada_el = factura.terminada_el = None
    hecho = eventos.RectificacionDeshecha(factura.id, factura.id, operacion_id)
    campos = ["estado", "operacion_o_id", "contabilizada_el", "pagada_el", "terminada_el"]
    dar_paso(
        *(factura, PasoFactura.Clase.DESHECHA, hecho, campos),
        texto=motivo,
        mas=[rectificacion],
        actor=actor,
        reloj=reloj,
    )
    return factura


def deber_otra_vez(
    factura_id: UUID, *, rectificativa: Factura, operacion_id: UUID | None, actor: Actor, reloj: Reloj
) -> Factura:
    """Of an invoice that had ended something is owed, because what a rectificativa had lowered of it was undone in that operation. Its supplier is told nothing, even if part of
    it was paid and they were told so; nor is FACe, which does not leave that it is paid.

    Writes: Factura, PasoFactura. Emits: facturas.factura.rectificacion_deshecha. Raises NoEncontrado, FaseIncompatible.
    """
    factura = bloqueada(factura_id)
    exigir(factura, Factura.Estado.PAGADA)
    campos = pasar(factura, Factura.Estado.CONTABILIZADA, pagada_el=None)
    hecho = eventos.RectificacionDeshecha(factura.id, rectificativa.id, operacion_id)
    clase, texto = PasoFactura.Clase.DESHECHA, rectificativa.codigo
    dar_paso(factura, clase, hecho, campos, texto=texto, actor=actor, reloj=reloj)
    return factura


def marcar_pagada(factura_id: UUID, *, pagada_el: datetime, actor: Actor, reloj: Reloj) -> Factura:
    """The money of an invoice left, whole, at that instant. Once more changes nothing.

    Writes: Factura, PasoFactura. Emits: facturas.factura.pagada. Raises NoEncontrado, FaseIncompatible (its obligation is not recognised).
    """
    factura = bloqueada(factura_id)
    if factura.estado == Factura.Estado.PAGADA:
        return factura
    campos = pasar(factura, Factura.Estado.PAGADA, pagada_el=pagada_el)
    dar_paso(factura, PasoFactura.Clase.PAGADA, eventos.FacturaPagada(factura.id), campos, actor=actor, reloj=reloj)
    return factura


def desmarcar_pagada(factura_id: UUID, *, actor: Actor, reloj: Reloj) -> Factura:
    """The bank gave back the money of an invoice: it is owed again. Writes: Factura, PasoFactura. Emits: facturas.factura.impagada.

    Raises NoEncontrado, FaseIncompatible.
    """
    factura = bloqueada(factura_id)
    exigir(factura, Factura.Estado.PAGADA)
    campos = pasar(factura, Factura.Estado.CONTABILIZADA, pagada_el=None)
    dar_paso(factura, PasoFactura.Clase.IMPAGADA, eventos.FacturaImpagada(factura.id), campos, actor=actor, reloj=reloj)
    return factura
