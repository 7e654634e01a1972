"""Annul a debt that is not owed: an error, or what was decided on it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.servicios.tributos.acceso import bloqueada, liquidacion_para_anular
from consistorio.servicios.tributos.fundamentos import Fundamento, exigir_anulable, fundamento_de
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.permisos import LIQUIDAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones.comunicaciones import cabecera_de

MINIMO, MAXIMO = 10, 600


@accion(
    "motor.acto.en_firma",
    "tributos.liquidacion.anulada",
    permiso=LIQUIDAR,
    norma="LGT arts. 219, 220 y 221; TRLRHL art. 14.2; LPACAP art. 109; LRJSP art. 43",
)
def anular_liquidacion(
    *, actor: Actor, liquidacion_id: UUID, motivo: str, reloj: Reloj, decision_id: UUID | None = None
) -> ActoTramite:
    """Write the annulment of a debt: the organ that decides its case signs it, and who owed it is told. What came in has to be given back, and
    the task of payment is to be done again where something still waits for it. A closed case stays closed.

    `decision_id`: the signed decision that it carries out (`fundamentos`); None, an error in the debt itself. Who: with `tributos.liquidar`, also of a
    debt that is paid, whose task is over. Writes: Documento, ActoTramite, Tarea; once signed, Liquidacion. Emits: motor.acto.en_firma. Raises
    NoEncontrado, NoPermitido, DatosIncorrectos (every problem), FaseIncompatible (annulled, or it waits; its case is in the archive).
    """
    liquidacion_para_anular(actor, liquidacion_id)
    liquidacion, expediente = bloqueada(liquidacion_id)
    exigir_anulable(expediente)
    if liquidacion.estado == Liquidacion.Estado.ANULADA:
        raise FaseIncompatible(_("Esa liquidación ya está anulada."))
    limpio = motivo.strip()
    fundamento, problemas = fundamento_de(expediente, decision_id), []
    if fundamento is None:
        problemas.append(
            Problema(
                "decision",
                _(
                    "Esa resolución no está firmada, no da la razón, o no es de un recurso, una nulidad o una revocación de lo que se decidió aquí."
                ),
            )
        )
    if not MINIMO <= len(limpio) <= MAXIMO:
        problemas.append(
            Problema("motivo", _("Explique por qué se anula, en %(n)d caracteres como mucho.") % {"n": MAXIMO})
        )
    if fundamento is None or problemas:
        raise DatosIncorrectos(_("La anulación no se ha escrito."), problemas=problemas)
    return motor.dictar(
        expediente,
        "anulacion_liquidacion",
        _escrito(expediente, liquidacion, fundamento, limpio),
        datos={
            "liquidacion": str(liquidacion.id),
            "motivo": limpio,
            "decision": str(fundamento.decision_id or ""),
        },
        actor=actor,
        reloj=reloj,
    )


def _escrito(expediente: Expediente, liquidacion: Liquidacion, fundamento: Fundamento, motivo: str) -> motor.Escrito:
    datos: dict[str, object] = {
        **cabecera_de(expediente),
        "deudor": {"nombre": liquidacion.deudor.nombre_completo, "nif": liquidacion.deudor.nif},
        "concepto": liquidacion.nombre,
        "importe": str(liquidacion.debido),
        "referencia": liquidacion.referencia_dictada,
        "fundamento": fundamento.palabras,
        "motivo": motivo,
    }
    por_devolver = liquidacion.recibido - liquidacion.devuelto
    if por_devolver:
        datos["devolucion"] = _("Lo que se pagó, %(i)s, se devuelve (LGT artículos 32 y 221).") % {
            "i": Importe(por_devolver)
        }
    titulo = _("Anulación de la liquidación %(r)s") % {"r": liquidacion.referencia_dictada}
    return motor.Escrito("anulacion_liquidacion", datos, titulo, "TD01")
