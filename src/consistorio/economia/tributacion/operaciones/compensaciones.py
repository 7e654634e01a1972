"""Compensación: what the town owes somebody is paid with what that somebody owes (LGT 71-73; RGR 55-59)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones import correccion, gasto, ingresos, otras
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.acceso import compensacion_bloqueada
from consistorio.economia.tributacion.eventos import CompensacionDeshecha, DeudaCompensada, cadena
from consistorio.economia.tributacion.models import CobroCompensado, Compensacion
from consistorio.economia.tributacion.operaciones.autorrepercusion import FORMALIZACION
from consistorio.economia.tributacion.reglas.iva import redondeado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar


def compensar(
    clase: str,
    cabecera: Cabecera,
    *,
    obligaciones: Sequence[LineaPedida],
    derechos: Sequence[LineaPedida] = (),
    cerrados: Sequence[LineaPedida] = (),
    actor: Actor,
    reloj: Reloj,
) -> Compensacion:
    """Pay obligations of a third party (`obligaciones`, after each) with rights of the same one of this year (`derechos`, after each) or of closed ones
    (`cerrados`), for the same amount, in formalización (557, which stays at zero). `cabecera` says the third party and the agreement (`documento_id`).

    `clase`: of `Compensacion.Clase`. Writes: Operacion (two or three), Compensacion, CobroCompensado. Emits: tributacion.compensacion and those of the operations.
    Raises DatosIncorrectos with every problem, and as they do: a payment that a block stops is stopped here too.
    """
    exigir_transaccion()
    debido, cobrado = _suma(obligaciones), _suma(derechos) + _suma(cerrados)
    problemas = _problemas(clase, cabecera, obligaciones, derechos, cerrados)
    if debido != cobrado:
        mensaje = _("Se pagan %(debido)s y se cobran %(cobrado)s: las dos sumas tienen que ser iguales.")
        dicho = mensaje % {"debido": Importe(debido), "cobrado": Importe(cobrado)}
        problemas.append(Problema("importe", dicho))
    persona_id, documento_id = cabecera.tercero_id, cabecera.documento_id
    if problemas or persona_id is None or documento_id is None:
        raise DatosIncorrectos(_("La compensación no se ha contabilizado."), problemas=problemas)
    pago = gasto.pagar(
        _clase_de_pago(obligaciones), cabecera, obligaciones, ordinal=FORMALIZACION, actor=actor, reloj=reloj
    )
    cobros = list[Operacion]()
    if derechos:
        cobros.append(ingresos.ingresar(cabecera, derechos, ordinal=FORMALIZACION, actor=actor, reloj=reloj))
    if cerrados:
        cobros.append(otras.anotar_cerrados("CC", cabecera, cerrados, ordinal=FORMALIZACION, actor=actor, reloj=reloj))
    compensacion = Compensacion.objects.create(
        clase=clase,
        persona_id=persona_id,
        fecha=cabecera.fecha,
        importe=redondeado(debido),
        documento_id=documento_id,
        pago=pago,
    )
    filas = CobroCompensado.objects.bulk_create(
        [CobroCompensado(operacion=cobro, compensacion=compensacion) for cobro in cobros]
    )
    hecho = DeudaCompensada(compensacion.id, clase, f"{debido:.2f}", documento_id)
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=[compensacion, *filas])
    return compensacion


def deshacer(compensacion_id: UUID, cabecera: Cabecera, *, actor: Actor, reloj: Reloj) -> Compensacion:
    """Take back all its operations together, each with its negative: what was owed and what was due are owed and due again.

    Writes: Compensacion, Operacion. Emits: tributacion.compensacion.deshecha, presupuesto.corregido. Raises NoEncontrado, Conflicto (it is undone), and as
    `correccion.corregir`.
    """
    exigir_transaccion()
    una = compensacion_bloqueada(compensacion_id)
    if una.deshecha is not None:
        raise Conflicto(_("La compensación ya está deshecha."))
    una.deshecha = cabecera.fecha
    una.save(update_fields=["deshecha"])
    hecho = CompensacionDeshecha(una.id, cabecera.fecha, f"{una.importe:.2f}")
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=[una])
    for operacion_id in (una.pago_id, *una.cobros.order_by("operacion_id").values_list("operacion_id", flat=True)):
        correccion.corregir(operacion_id, cabecera, (), actor=actor, reloj=reloj)
    return una


def _problemas(
    clase: str,
    cabecera: Cabecera,
    obligaciones: Sequence[LineaPedida],
    derechos: Sequence[LineaPedida],
    cerrados: Sequence[LineaPedida],
) -> list[Problema]:
    problemas = []
    if clase not in Compensacion.Clase.values:
        problemas.append(Problema("clase", _("Diga si se compensa de oficio o a petición.")))
    if cabecera.tercero_id is None:
        problemas.append(Problema("tercero", _("Diga con quién se compensa.")))
    if cabecera.documento_id is None or not Documento.objects.filter(id=cabecera.documento_id).exists():
        problemas.append(Problema("documento", _("Elija el acuerdo de compensación.")))
    if not obligaciones:
        problemas.append(Problema("obligaciones", _("Diga qué se le debe.")))
    if not derechos and not cerrados:
        problemas.append(Problema("derechos", _("Diga qué debe.")))
    de_quien_se_paga = dict(
        LineaOperacion.objects.filter(id__in=[o.origen for o in obligaciones]).values_list("id", "operacion__tercero")
    )
    no_es_suya = _("Esa obligación no es solo de con quien se compensa: no se puede compensar.")
    problemas += [
        Problema(f"obligaciones.{n}", no_es_suya)
        for n, una in enumerate(obligaciones)
        if _otro(de_quien_se_paga, una.origen, cabecera.tercero_id)
    ]
    de_quien = dict(
        LineaOperacion.objects.filter(id__in=[d.origen for d in derechos]).values_list("id", "operacion__tercero")
    )
    de_antes = dict(SaldoCerrado.objects.filter(id__in=[c.cerrado for c in cerrados]).values_list("id", "tercero"))
    ajeno = _("Ese derecho no es de quien cobra: no se puede compensar.")
    problemas += [
        Problema(f"derechos.{n}", ajeno)
        for n, uno in enumerate(derechos)
        if _otro(de_quien, uno.origen, cabecera.tercero_id)
    ]
    problemas += [
        Problema(f"cerrados.{n}", ajeno)
        for n, uno in enumerate(cerrados)
        if _otro(de_antes, uno.cerrado, cabecera.tercero_id)
    ]
    return problemas


def _otro(de_quien: Mapping[UUID, UUID | None], cual: UUID | None, persona_id: UUID | None) -> bool:
    return cual is None or de_quien.get(cual) != persona_id


def _clase_de_pago(obligaciones: Sequence[LineaPedida]) -> str:
    """R when what is paid was ordered, PR when not."""
    ordenadas = LineaOperacion.objects.filter(
        id__in=[o.origen for o in obligaciones], operacion__clase__endswith="P"
    ).count()
    return "R" if ordenadas else "PR"


def _suma(lineas: Sequence[LineaPedida]) -> Decimal:
    return sum((linea.importe for linea in lineas), Decimal(0))
