"""Annul a debt that was wrong."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.servicios.tributos.acceso import bloqueada, liquidacion_para_anular
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
    norma="LGT arts. 219, 220 y 221; LPACAP art. 109; LRJSP art. 43",
)
def anular_liquidacion(*, actor: Actor, liquidacion_id: UUID, motivo: str, reloj: Reloj) -> ActoTramite:
    """Write the annulment of a debt: the organ that decides its case signs it, and who owed it is told. What came in has to be given back, and
    the task of payment is to be done again where something still waits for it.

    Who: with `tributos.liquidar`, also of a debt that is paid, whose task is over. Writes: Documento, ActoTramite, Tarea; once signed, Liquidacion.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, DatosIncorrectos (no reason), FaseIncompatible (annulled, or it waits).
    """
    liquidacion_para_anular(actor, liquidacion_id)
    liquidacion, expediente = bloqueada(liquidacion_id)
    motor.exigir(expediente, "libre")
    if liquidacion.estado == Liquidacion.Estado.ANULADA:
        raise FaseIncompatible(_("Esa liquidación ya está anulada."))
    limpio = motivo.strip()
    if not MINIMO <= len(limpio) <= MAXIMO:
        mensaje = _("Explique por qué se anula, en %(n)d caracteres como mucho.") % {"n": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    return motor.dictar(
        expediente,
        "anulacion_liquidacion",
        _escrito(expediente, liquidacion, limpio),
        datos={"liquidacion": str(liquidacion.id), "motivo": limpio},
        actor=actor,
        reloj=reloj,
    )


def _escrito(expediente: Expediente, liquidacion: Liquidacion, motivo: str) -> motor.Escrito:
    datos: dict[str, object] = {
        **cabecera_de(expediente),
        "deudor": {"nombre": liquidacion.deudor.nombre_completo, "nif": liquidacion.deudor.nif},
        "concepto": liquidacion.nombre,
        "importe": str(liquidacion.debido),
        "referencia": liquidacion.referencia_dictada,
        "motivo": motivo,
    }
    if liquidacion.recibido:
        datos["devolucion"] = _("Lo que ya se pagó, %(i)s, se devuelve (LGT artículo 221).") % {
            "i": Importe(liquidacion.recibido)
        }
    titulo = _("Anulación de la liquidación %(r)s") % {"r": liquidacion.referencia_dictada}
    return motor.Escrito("anulacion_liquidacion", datos, titulo, "TD01")
