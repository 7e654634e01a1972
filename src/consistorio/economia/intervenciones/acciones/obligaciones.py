"""Intervene obligations that are noted already (payrolls, subsidies, what came from elsewhere) and payments, one or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.intervenciones import control, cosas
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion import requisitos
from consistorio.servicios.intervencion.examenes import Examen, examinar
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.intervencion.reglas_de_requisitos import CREDITO, CUMPLE
from consistorio.servicios.intervencion.requisitos import ControlLimitado, Hallado
from consistorio.tramitacion.expedientes.models import Expediente

MAXIMO = 200


@accion(
    "intervencion.examen.hecho",
    "intervencion.escrito.en_firma",
    permiso=FISCALIZAR,
    norma="TRLRHL arts. 214 a 216; RD 424/2017 arts. 18 y 19",
)
def intervenir_obligaciones(
    *,
    actor: Actor,
    operaciones: Sequence[UUID],
    resultado: str,
    causas: Sequence[str],
    texto: Sequence[str],
    unidad_id: UUID | None,
    limitado: ControlLimitado | None = None,
    reloj: Reloj,
) -> list[Fiscalizacion]:
    """Give the result of Intervención on some obligations that are noted, of a case or of none, in one document that its post signs. A reparo that suspends
    stops their payment.

    `unidad_id`: who answers for those that are of no case and of no invoice; a reparo needs one; `limitado`: the answers to the list of basic requirements of their kind of expense, where the control is
    limited, which are of all of them. Who: `intervencion.fiscalizar`. Writes: Fiscalizacion, RespuestaDeRequisito, EscritoDeControl, Documento. Emits: intervencion.examen.hecho, intervencion.escrito.en_firma. Raises DatosIncorrectos with every problem, FaseIncompatible.
    """
    examenes = _examenes(operaciones, unidad_id, resultado, reloj)
    juicio = requisitos.juzgar(
        limitado,
        resultado=resultado,
        causas=causas,
        texto=texto,
        importe="0",
        hallazgos=_hallazgos(examenes),
        en=hoy(reloj),
    )
    if juicio.problemas:
        raise DatosIncorrectos(_("Las obligaciones no se han intervenido."), problemas=juicio.problemas)
    clase = Fiscalizacion.Clase.OBLIGACION
    return examinar(clase, examenes, resultado=resultado, juicio=juicio, actor=actor, reloj=reloj)


def _hallazgos(examenes: Sequence[Examen]) -> dict[str, Hallado]:
    """They are in the budget already: it has no obligation without credit."""
    aplicaciones = ", ".join(dict.fromkeys(uno.aplicacion for uno in examenes if uno.aplicacion))
    return (
        {CREDITO: Hallado(CUMPLE, _("Contabilizado con cargo a %(a)s.") % {"a": aplicaciones})} if aplicaciones else {}
    )


@accion(
    "intervencion.examen.hecho",
    "intervencion.escrito.en_firma",
    permiso=FISCALIZAR,
    norma="TRLRHL arts. 214 a 216; RD 424/2017 arts. 21 a 23",
)
def intervenir_pagos(
    *,
    actor: Actor,
    operaciones: Sequence[UUID],
    resultado: str,
    causas: Sequence[str],
    texto: Sequence[str],
    unidad_id: UUID | None,
    reloj: Reloj,
) -> list[Fiscalizacion]:
    """Give the result of Intervención on the payment of some obligations, in one document that its post signs: once it is, Tesorería may order it, or a
    reparo stops it.

    `unidad_id`: who answers for those that are of no case and of no invoice; a reparo needs one. Who: `intervencion.fiscalizar`. Writes: Fiscalizacion, EscritoDeControl, Documento. Emits:
    intervencion.examen.hecho, intervencion.escrito.en_firma; once signed, gasto.pago.intervenido in its case. Raises DatosIncorrectos with every problem,
    FaseIncompatible.
    """
    examenes = _examenes(operaciones, unidad_id, resultado, reloj)
    ids = [UUID(uno.objeto.partition(":")[2]) for uno in examenes]
    de_antes = [Fiscalizacion.Clase.OBLIGACION]  # what is given again now is that of the payment
    if resultado != "reparo" and (motivo := control.por_que_no_se_paga(ids, en=hoy(reloj), clases=de_antes)):
        raise DatosIncorrectos(_("El pago no se ha intervenido."), problemas=[Problema("operaciones", motivo)])
    dia = hoy(reloj)
    juicio = requisitos.juzgar(None, resultado=resultado, causas=causas, texto=texto, importe="0", hallazgos={}, en=dia)
    if juicio.problemas:
        raise DatosIncorrectos(_("El pago no se ha intervenido."), problemas=juicio.problemas)
    clase = Fiscalizacion.Clase.PAGO
    return examinar(clase, examenes, resultado=resultado, juicio=juicio, actor=actor, reloj=reloj)


def _examenes(operaciones: Sequence[UUID], unidad_id: UUID | None, resultado: str, reloj: Reloj) -> list[Examen]:
    """What is examined of some obligations. A reparo says who answers it: not Intervención. Raises DatosIncorrectos."""
    if not 0 < len(set(operaciones)) <= MAXIMO:
        mensaje = _("Elija al menos una obligación, y no más de %(n)d.") % {"n": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("operaciones", mensaje)])
    # Nobody else gives their result meanwhile
    list(LineaOperacion.objects.select_for_update(of=("self",)).filter(operacion__in=operaciones).order_by("id"))
    suyas = list(Operacion.objects.select_related("tercero").filter(id__in=operaciones).order_by("id"))
    problemas = [
        Problema("operaciones", _("%(o)s no es una obligación.") % {"o": una})
        for una in suyas
        if not control.reconoce(una)
    ]
    if len(suyas) < len(set(operaciones)):
        problemas.append(Problema("operaciones", _("Alguna de las operaciones no existe.")))
    unidad = Unidad.objects.filter(vigente(hoy(reloj)), id=unidad_id).first() if unidad_id is not None else None
    if unidad_id is not None and unidad is None:
        problemas.append(Problema("unidad", _("Elija una unidad que exista hoy.")))
    de_factura = cosas.unidades_de_facturas(suyas)
    de_nadie = [una for una in suyas if una.expediente_id is None and una.id not in de_factura]
    if resultado == "reparo" and de_nadie and unidad is None:
        problemas.append(Problema("unidad", _("Diga qué unidad tiene que contestar el reparo.")))
    if problemas:
        raise DatosIncorrectos(_("Las obligaciones no se han intervenido."), problemas=problemas)
    ids = {una.expediente_id for una in suyas if una.expediente_id is not None}
    casos = Expediente.objects.select_related("unidad", "version__procedimiento").in_bulk(ids)
    aplicaciones: dict[UUID, list[str]] = {}
    lineas = LineaOperacion.objects.filter(operacion__in=suyas).select_related("aplicacion").order_by("orden")
    for linea in lineas:
        if linea.aplicacion is not None:
            aplicaciones.setdefault(linea.operacion_id, []).append(linea.aplicacion.codigo)
    return [
        _examen(una, cosas.de_operacion(una, casos, de_factura.get(una.id, unidad)), aplicaciones.get(una.id, []))
        for una in suyas
    ]


def _examen(operacion: Operacion, cosa: cosas.Cosa, codigos: Sequence[str]) -> Examen:
    distintos = list(dict.fromkeys(codigos))
    varias = _("%(n)d aplicaciones") % {"n": len(distintos)}
    return Examen(
        objeto=cosa.objeto,
        asunto=cosa.asunto,
        importe=cosa.importe,
        unidad=cosa.unidad,
        tercero=cosa.tercero,
        referencia=str(operacion),
        aplicacion=distintos[0] if len(distintos) == 1 else varias if distintos else "",
        expediente=cosa.expediente,
    )
