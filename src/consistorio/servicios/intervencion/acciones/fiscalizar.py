"""The result of Intervención on a proposal that spends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion import consultas, operaciones, reglas, requisitos
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.intervencion.requisitos import ControlLimitado, ResultadoLimitado
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acceso import tarea_para
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.comunicaciones import cabecera_de

MAXIMO_APLICACION = 120


@accion(
    "motor.acto.en_firma",
    "intervencion.fiscalizacion.hecha",
    "intervencion.reparo.formulado",
    permiso=FISCALIZAR,
    norma="TRLRHL arts. 214 a 216; RD 424/2017 arts. 7 a 12",
)
def fiscalizar(
    *,
    actor: Actor,
    tarea_id: UUID,
    resultado: str,
    importe: str,
    aplicacion: str,
    causas: Sequence[str],
    texto: Sequence[str],
    limitado: ControlLimitado | None = None,
    reloj: Reloj,
) -> ActoTramite:
    """Write the result of a task of control: signed by who examines, it counts for the proposal as it was then.

    `resultado`: a code of `reglas.RESULTADOS`; `causas`: of `reglas.CAUSAS`, of a reparo; whether it suspends follows from them (216.2).
    `aplicacion`: of the budget, as text, optional; `limitado`: the answers to the list of basic requirements, where the control is limited: a procedure that says its kind and phase is examined by
    its list while there is one in force. Who: who does the task, with `intervencion.fiscalizar`. Writes: Documento, ActoTramite, Tarea; once
    signed, Fiscalizacion, RespuestaDeRequisito, Reparo. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, DatosIncorrectos with every problem,
    FaseIncompatible (nothing is proposed, it has its result, or it waits for its signature).
    """
    tarea, expediente = tarea_para(actor, tarea_id, FISCALIZAR)
    fiscalizacion = Fiscalizacion.objects.filter(tarea=tarea, estado=Fiscalizacion.Estado.PENDIENTE).first()
    huella = operaciones.propuesta_de(expediente)
    if fiscalizacion is None or not tarea.abierta or not huella:
        raise FaseIncompatible(_("En esta tarea no hay ahora nada que fiscalizar."))
    gasto, dia, aplicacion = _leido(importe), hoy(reloj), aplicacion.strip()[:MAXIMO_APLICACION]
    juicio = requisitos.juzgar(
        limitado,
        resultado=resultado,
        causas=causas,
        texto=texto,
        importe=str(gasto) if gasto is not None else "",
        hallazgos=consultas.hallazgos_de(fiscalizacion, expediente, en=dia),
        en=dia,
    )
    problemas = (*_falta_su_lista(limitado, tarea, expediente, dia), *juicio.problemas)
    if problemas or gasto is None:
        raise DatosIncorrectos(_("El resultado no está completo."), problemas=problemas)
    return motor.dictar(
        expediente,
        "fiscalizacion",
        _escrito(expediente, resultado, gasto, aplicacion, juicio),
        datos={
            "resultado": resultado,
            "importe": f"{gasto.euros:.2f}",
            "aplicacion": aplicacion,
            "causas": list(juicio.causas),
            "texto": [parrafo.strip() for parrafo in texto if parrafo.strip()],
            **_de_su_lista(juicio.limitado),
            "huella": huella,
        },
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


def _leido(importe: str) -> Importe | None:
    try:
        gasto = Importe.de(importe)
    except DatosIncorrectos:
        return None
    return gasto if gasto.euros > 0 else None


def _falta_su_lista(
    limitado: ControlLimitado | None, tarea: Tarea, expediente: Expediente, dia: date
) -> tuple[Problema, ...]:
    """What is examined by a list is not examined without it."""
    suya = consultas.lista_del_procedimiento(tarea, expediente, en=dia)
    if suya is None or (limitado is not None and limitado.lista_id == suya.id):
        return ()
    mensaje = _("Este gasto se fiscaliza con la lista de requisitos de «%(l)s»: elíjala y contéstela.") % {"l": suya}
    return (Problema("lista", mensaje),)


def _de_su_lista(limitado: ResultadoLimitado | None) -> dict[str, Valor]:
    """What was answered, to keep it once it is signed."""
    if limitado is None:
        return {}
    return {"lista": str(limitado.lista.id), "requisitos": [uno.como_valor() for uno in limitado.contestados]}


def _escrito(
    expediente: Expediente, resultado: str, gasto: Importe, aplicacion: str, juicio: requisitos.Juicio
) -> motor.Escrito:
    datos: dict[str, object] = {
        **cabecera_de(expediente),
        "resultado": str(reglas.RESULTADOS[resultado]),
        "importe": str(gasto),
        "norma": _("TRLRHL, artículos 214 a 216, y Real Decreto 424/2017."),
    }
    if juicio.limitado is not None:
        datos["control"], datos["requisitos"] = juicio.limitado.en_palabras, juicio.limitado.para_plantilla
    if aplicacion:
        datos["aplicacion"] = aplicacion
    if juicio.texto:
        datos["texto"] = list(juicio.texto)
    if juicio.causas:
        datos["causas"] = [str(reglas.CAUSAS[causa]) for causa in juicio.causas]
        datos["efectos"] = (
            _("El reparo suspende la tramitación hasta que se resuelva (artículo 216.2).")
            if reglas.suspende(juicio.causas)
            else _("El reparo no suspende la tramitación.")
        )
    titulo = _("Fiscalización: %(r)s") % {"r": reglas.RESULTADOS[resultado]}
    return motor.Escrito("fiscalizacion", datos, titulo, "TD13")
