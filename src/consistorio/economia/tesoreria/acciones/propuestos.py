"""What of no budget is to be paid by the bank is proposed, and then it waits for a list as what is ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.clases import POR_COBRAR_SIN_PRESUPUESTO
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion
from consistorio.economia.presupuesto.operaciones import pendientes
from consistorio.economia.presupuesto.reglas import en_centimos, faltan, importe_bien
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acceso
from consistorio.economia.tesoreria.consultas import propuestos_pendientes
from consistorio.economia.tesoreria.eventos import PagoNoPresupuestarioPropuesto, PagoPropuestoRetirado, cadena
from consistorio.economia.tesoreria.models import LineaDePago, PagoPropuesto
from consistorio.economia.tesoreria.models.propuestos import LARGO_TEXTO
from consistorio.economia.tesoreria.permisos import PAGAR
from consistorio.economia.tesoreria.sin_orden import queda_de
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 187 y 196; Orden HAP/1781/2013, quinta parte, grupos 4 y 5"
MINIMO_MOTIVO = 10
Naturaleza = ConceptoNoPresupuestario.Naturaleza


@dato
class PagoNuevo:
    """What is to be paid, in euros, and to whom (a Persona). `linea_id`: the operation that it gives back, whose concept and third party need not be said then."""

    importe: Decimal
    texto: str
    concepto: str = ""
    persona_id: UUID | None = None
    linea_id: UUID | None = None


@accion("tesoreria.pago.propuesto", permiso=PAGAR, norma=NORMA)
def proponer_pago(*, actor: Actor, nuevo: PagoNuevo, reloj: Reloj) -> PagoPropuesto:
    """Say that somebody is to be paid part of what is owed in a concept of no budget: no more than that, with what is proposed already, nor what is known to be of others.

    Who: with `tesoreria.pagar`. Writes: PagoPropuesto. Emits: tesoreria.pago.propuesto. Raises DatosIncorrectos with every problem.
    """
    dia = hoy(reloj)
    tomar_diario(dia.year)  # nobody pays, nor proposes, of the same meanwhile
    lineas = LineaOperacion.objects.select_related("operacion", "no_presupuestario")
    linea = lineas.filter(id=nuevo.linea_id).first() if nuevo.linea_id is not None else None
    concepto = ConceptoNoPresupuestario.objects.filter(codigo=nuevo.concepto, en_uso=True).first()
    if linea is not None:
        concepto = linea.no_presupuestario
    de_quien = pendientes.de_quien_es(linea) if linea is not None else None
    persona_id = nuevo.persona_id or de_quien
    problemas = _de_lo_dicho(nuevo, linea)
    problemas += _de_concepto(concepto, linea)
    if persona_id is None or not Tercero.objects.filter(persona_id=persona_id).exists():
        problemas.append(Problema("tercero", _("Diga a quién se paga: alguien que ya esté en «Terceros».")))
    if de_quien is not None and persona_id != de_quien:
        problemas.append(Problema("tercero", _("Es de otro tercero: se devuelve a quien dice la operación.")))
    if concepto is not None and persona_id is not None and not problemas:
        problemas += _de_lo_que_se_debe(nuevo.importe, concepto, linea, persona_id, dia.year)
    if problemas or concepto is None or persona_id is None:
        raise DatosIncorrectos(_("El pago no se ha propuesto."), problemas=problemas)
    pago = PagoPropuesto.objects.create(
        id=uuid7(),
        concepto=concepto,
        linea=linea,
        persona_id=persona_id,
        importe=en_centimos(nuevo.importe),
        texto=nuevo.texto.strip(),
        fecha=dia,
        propuesto_el=reloj.ahora(),
        propuesto_por=actor.id,
    )
    hecho = PagoNoPresupuestarioPropuesto(pago.id, concepto.codigo, f"{pago.importe:.2f}")
    anotar(cadena(dia.year), hecho, actor=actor, reloj=reloj, filas=[pago])
    return pago


def _de_lo_dicho(nuevo: PagoNuevo, linea: LineaOperacion | None) -> list[Problema]:
    problemas = []
    if not importe_bien(nuevo.importe):
        problemas.append(Problema("importe", _("El importe son euros y céntimos, y mayor que cero.")))
    if not 1 <= len(nuevo.texto.strip()) <= LARGO_TEXTO:
        mensaje = _("Escriba de qué es el pago, en %(n)d letras como mucho.")
        problemas.append(Problema("texto", mensaje % {"n": LARGO_TEXTO}))
    if nuevo.linea_id is not None and (
        linea is None or linea.operacion.signo < 0 or linea.operacion.clase in POR_COBRAR_SIN_PRESUPUESTO
    ):
        problemas.append(Problema("linea", _("No encontramos lo que se devuelve.")))
    return problemas


def _de_concepto(concepto: ConceptoNoPresupuestario | None, linea: LineaOperacion | None) -> list[Problema]:
    if concepto is None:
        return [Problema("concepto", _("Elija un concepto no presupuestario en uso."))]
    if concepto.naturaleza == Naturaleza.ACREEDOR or (concepto.naturaleza == Naturaleza.COBROS and linea is not None):
        return []
    mensaje = _("En el concepto %(cual)s no se debe nada a nadie: elija uno de acreedores.")
    if concepto.naturaleza == Naturaleza.COBROS:
        mensaje = _("Del concepto %(cual)s se devuelve un cobro: propóngalo desde él.")
    return [Problema("concepto", mensaje % {"cual": concepto.codigo})]


def _de_lo_que_se_debe(
    importe: Decimal, concepto: ConceptoNoPresupuestario, linea: LineaOperacion | None, persona_id: UUID, anio: int
) -> list[Problema]:
    """What is owed, without what is proposed already, has to bear it."""
    propuestos = list(propuestos_pendientes().filter(concepto__cuenta=concepto.cuenta))
    problemas = []
    if linea is not None:
        quedan = queda_de(linea)
        if importe > quedan:
            dicho = _("de la operación %(cual)s quedan %(hay)s sin proponer.")
            mal = dicho % {"cual": linea.operacion, "hay": Importe(quedan)}
            problemas.append(Problema("importe", faltan(importe - quedan, mal)))
    if concepto.naturaleza == Naturaleza.ACREEDOR:
        quedan = _queda_para(persona_id, concepto.cuenta, propuestos, anio)
        if importe > quedan:
            dicho = _("de lo que se debe en el concepto %(cual)s quedan %(hay)s sin proponer para quien cobra.")
            mal = dicho % {"cual": concepto.codigo, "hay": Importe(quedan)}
            problemas.append(Problema("importe", faltan(importe - quedan, mal)))
    return problemas


def _queda_para(persona_id: UUID, cuenta: str, propuestos: Sequence[PagoPropuesto], anio: int) -> Decimal:
    """What may be proposed for somebody yet: what is theirs, and of what is of nobody known what the others do not take."""
    de_cada_uno, de_nadie = pendientes.debido_a_cada_uno(cuenta, anio)
    propuesto = defaultdict[UUID, Decimal](lambda: CERO)
    for uno in propuestos:
        propuesto[uno.persona_id] += uno.importe
    otros = [max(propuesto[quien] - de_cada_uno.get(quien, CERO), CERO) for quien in propuesto if quien != persona_id]
    hay = de_cada_uno.get(persona_id, CERO) + de_nadie - sum(otros, CERO)
    return max(hay - propuesto[persona_id], CERO)


@accion("tesoreria.pago.retirado", permiso=PAGAR, norma=NORMA)
def retirar_pago_propuesto(*, actor: Actor, propuesto_id: UUID, motivo: str, reloj: Reloj) -> PagoPropuesto:
    """What was proposed is not to be paid. What a list has waits until the list is withdrawn.

    Who: with `tesoreria.pagar`. Writes: PagoPropuesto. Emits: tesoreria.pago.retirado. Raises NoEncontrado, FaseIncompatible, DatosIncorrectos.
    """
    pago = acceso.propuesto_bloqueado(propuesto_id)
    en_lista = pago.lineas.filter(estado__in=[LineaDePago.Estado.PENDIENTE, LineaDePago.Estado.PAGADA])
    if pago.retirado_el is not None or en_lista.exists():
        raise FaseIncompatible(
            _("Ese pago ya se hizo o se retiró, o está en una relación."),
            que_hacer=_("Si está en una relación que no se ha pagado, retire antes la relación."),
        )
    if not MINIMO_MOTIVO <= len(motivo.strip()) <= LARGO_TEXTO:
        mensaje = _("Explique por qué se retira, de %(min)d a %(max)d letras.")
        mal = Problema("motivo", mensaje % {"min": MINIMO_MOTIVO, "max": LARGO_TEXTO})
        raise DatosIncorrectos(_("El pago no se ha retirado."), problemas=[mal])
    pago.retirado_el, pago.retirado_por, pago.motivo = reloj.ahora(), actor.id, motivo.strip()
    pago.save(update_fields=["retirado_el", "retirado_por", "motivo"])
    anotar(cadena(pago.fecha.year), PagoPropuestoRetirado(pago.id), actor=actor, reloj=reloj, filas=[pago])
    return pago
