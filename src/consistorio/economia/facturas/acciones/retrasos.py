"""Tell who heads that an invoice is late: once for each step of the clocks."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.facturas import operaciones, reglas
from consistorio.economia.facturas.eventos import RetrasoAvisado
from consistorio.economia.facturas.models import AvisoRetraso, Factura
from consistorio.economia.facturas.permisos import VIGILAR
from consistorio.economia.facturas.responsables import INTERVENCION, responsable_de, titular_de_organo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar


@accion("facturas.retraso.avisado", permiso=VIGILAR, norma="Ley 25/2013 art. 10; LCSP art. 198.4")
def avisar_retraso(*, actor: Actor, factura_id: UUID, reloj: Reloj) -> list[AvisoRetraso]:
    """Tell each one whom the steps reached and not told yet say: who heads the unit, who is above them, then Intervención.

    Who: the daily job. Writes: AvisoRetraso; enqueues the mails. Emits: facturas.retraso.avisado. Raises NoEncontrado.
    """
    factura, dia = operaciones.bloqueada(factura_id), hoy(reloj)
    alcanzados = reglas.escalones_alcanzados(factura.fechas, en=dia, plazo=reglas.plazos())
    dados = set(factura.avisos.values_list("escalon", flat=True))
    avisos = []
    for escalon in alcanzados:
        if escalon.codigo in dados:
            continue
        quien = _a_quien(factura, escalon.avisa_a, reloj)
        aviso = AvisoRetraso.objects.create(
            factura=factura,
            escalon=escalon.codigo,
            a_quienes=[quien] if quien is not None else [],
            dado_el=reloj.ahora(),
        )
        hecho = RetrasoAvisado(factura.id, escalon.codigo, tuple(aviso.a_quienes))
        anotar(factura.cadena, hecho, actor=actor, reloj=reloj, filas=[aviso])
        avisos.append(aviso)
    for aviso in avisos:
        if aviso.a_quienes:
            encolar("facturas.enviar_aviso", aviso_id=str(aviso.id))
    return avisos


def _a_quien(factura: Factura, avisa_a: str, reloj: Reloj) -> UUID | None:
    dia = hoy(reloj)
    if avisa_a == INTERVENCION or factura.unidad is None:
        firmante = titular_de_organo(INTERVENCION, en=dia)
    else:
        salvo = factura.unidad.id if avisa_a == "area" else None
        firmante = responsable_de(factura.unidad, en=dia, salvo_de=salvo)
    return firmante.empleado.id if firmante is not None else None
