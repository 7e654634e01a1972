"""Say what a case has to pay: an autoliquidación, which the program makes, or a liquidation, which the organ signs and is notified."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.tributos import documentos, operaciones
from consistorio.servicios.tributos.acceso import bloqueada
from consistorio.servicios.tributos.calculo import Calculo, calcular
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.permisos import DOCUMENTAR, LIQUIDAR
from consistorio.servicios.tributos.valores_legales import valor
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acceso import tarea_para
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.comunicaciones import cabecera_de, partes_de


@accion(
    "tributos.liquidacion.emitida",
    permiso=LIQUIDAR,
    norma="LGT arts. 120 y 62.1; TRLRHL arts. 26.1 y 27.1; LRJSP art. 41",
)
def autoliquidar(*, actor: Actor, tarea_id: UUID, importe: str, reloj: Reloj) -> Liquidacion:
    """Make the autoliquidación of a task, with the document to pay it. `importe`: that which was seen, in euros with a point.

    Who: who does the task, with `tributos.liquidar`. Writes: Liquidacion, Documento. Emits: tributos.liquidacion.emitida.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (with everything that is missing), Conflicto (it is made, or comes to another amount now).
    """
    tarea, expediente = tarea_para(actor, tarea_id, LIQUIDAR)
    calculo = _calculo(tarea, expediente, "autoliquidacion", reloj)
    _el_mismo(calculo, importe)
    referencia = operaciones.nueva_referencia(en=hoy(reloj))
    return operaciones.emitir(tarea, expediente, calculo, referencia=referencia, actor=actor, reloj=reloj)


@accion(
    "tributos.liquidacion.emitida",
    permiso=DOCUMENTAR,
    norma="LGT arts. 120 y 62.1; TRLRHL arts. 26.1 y 27.1; LRJSP art. 41",
)
def autoliquidar_solo(*, actor: Actor, tarea_id: UUID, reloj: Reloj) -> Liquidacion | None:
    """Make it as soon as its task opens. None when something is missing, or it is made: its task says so.

    Who: the job; idempotent. Writes: Liquidacion, Documento. Emits: tributos.liquidacion.emitida. Raises NoEncontrado.
    """
    expediente_id = Tarea.objects.filter(id=tarea_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise NoEncontrado(_("No encontramos esa tarea."))
    expediente = bloquear(expediente_id)
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=tarea_id)
    tarea.expediente = expediente
    calculo, _faltan = calcular(tarea, expediente, reloj=reloj)
    if calculo is None or not tarea.abierta or operaciones.viva_de(tarea) is not None:
        return None
    referencia = operaciones.nueva_referencia(en=hoy(reloj))
    return operaciones.emitir(tarea, expediente, calculo, referencia=referencia, actor=actor, reloj=reloj)


@accion(
    "motor.acto.en_firma",
    "tributos.liquidacion.emitida",
    permiso=LIQUIDAR,
    norma="LGT arts. 101, 102 y 62.2; TRLRHL arts. 14.2 y 27; LRJSP art. 43",
)
def liquidar(*, actor: Actor, tarea_id: UUID, importe: str, reloj: Reloj) -> ActoTramite:
    """Write the liquidation of a task: the organ that decides signs it, and then it is notified to who owes it. `importe`: that which was seen.

    Who: who does the task, with `tributos.liquidar`. Writes: Documento, ActoTramite, Tarea; once signed, Liquidacion.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (something is missing, or it waits for its signature), Conflicto,
    DatosIncorrectos (nobody holds the organ).
    """
    tarea, expediente = tarea_para(actor, tarea_id, LIQUIDAR)
    calculo = _calculo(tarea, expediente, "liquidacion", reloj)
    _el_mismo(calculo, importe)
    referencia = operaciones.nueva_referencia(en=hoy(reloj))
    return motor.dictar(
        expediente,
        "liquidacion",
        _escrito(expediente, calculo, referencia, reloj),
        datos={"importe": importe, "referencia": referencia},
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


@accion("tributos.liquidacion.fechada", permiso=DOCUMENTAR, norma="LGT art. 62.2; LPACAP art. 30.7")
def fechar_liquidacion(*, actor: Actor, liquidacion_id: UUID, reloj: Reloj) -> bool:
    """Count the last day to pay of one that was notified before the calendar of that year was published. False while it is not.

    Who: the sweep; idempotent. Writes: Liquidacion. Emits: tributos.liquidacion.fechada. Raises NoEncontrado.
    """
    liquidacion, expediente = bloqueada(liquidacion_id)
    return operaciones.fechar(liquidacion, expediente, actor=actor, reloj=reloj)


def _calculo(tarea: Tarea, expediente: Expediente, regimen: str, reloj: Reloj) -> Calculo:
    if tarea.tipo != "pago" or tarea.datos.get("regimen") != regimen or not tarea.abierta:
        raise FaseIncompatible(_("En esta tarea no hay nada que calcular así."))
    if operaciones.viva_de(tarea) is not None:
        raise Conflicto(_("Lo que hay que pagar ya está calculado."))
    calculo, faltan = calcular(tarea, expediente, reloj=reloj)
    if calculo is None:
        raise FaseIncompatible(
            _("Todavía no se puede calcular lo que hay que pagar."),
            que_hacer=" ".join(faltan),
            problemas=[Problema("", falta) for falta in faltan],
        )
    return calculo


def _el_mismo(calculo: Calculo, importe: str) -> None:
    if f"{calculo.factores.importe.euros:.2f}" != importe:
        raise Conflicto(
            _("La cuenta ha cambiado: ahora es %(c)s.") % {"c": calculo.factores.cuenta},
            que_hacer=_("Vuelva a abrir la tarea y compruébela."),
        )


def _escrito(expediente: Expediente, calculo: Calculo, referencia: str, reloj: Reloj) -> motor.Escrito:
    deudor = partes_de(expediente)[0].persona
    meses = valor("reposicion.meses", en=hoy(reloj))
    provisional = Liquidacion(regimen="liquidacion", referencia=referencia)
    datos: dict[str, object] = {
        **cabecera_de(expediente),
        "deudor": {"nombre": deudor.nombre_completo, "nif": deudor.nif},
        "concepto": calculo.tarifa.nombre,
        "cuenta": calculo.factores.cuenta,
        "importe": str(calculo.factores.importe),
        "devengo": calculo.devengo,
        "referencia": provisional.referencia_dictada,
        "plazo": str(documentos.PLAZO_DE_LEY),
        "como_pagar": documentos.como_se_paga(provisional),
        "efectos": _(
            "Si no paga en ese plazo, empieza el periodo ejecutivo y se le exigirán los recargos y los intereses (LGT artículos 26, 28 y 161)."
        ),
        "recursos": _(
            "Puede presentar recurso de reposición ante quien firma este acto en el plazo de %(n)d mes desde el día siguiente al de la "
            "notificación (TRLRHL artículo 14.2). Presentarlo no detiene por sí solo el cobro."
        )
        % {"n": meses},
        "norma": calculo.tarifa.articulo,
    }
    titulo = _("Liquidación: %(n)s") % {"n": calculo.tarifa.nombre}
    return motor.Escrito("liquidacion", datos, titulo, "TD01")
