"""Set credit aside for a case, with its certificate."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.gasto import operaciones, reglas
from consistorio.economia.gasto.acceso import tarea_de_gasto
from consistorio.economia.gasto.actos import CERTIFICADO, certificado
from consistorio.economia.gasto.datos_tarea import RC
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import ActoTramite


@accion(
    "presupuesto.retenido",
    "presupuesto.corregido",
    "gasto.operacion.anotada",
    "motor.acto.en_firma",
    permiso=GASTO,
    norma="RD 500/1990 arts. 31 y 32; LCSP art. 118.1",
)
def retener_credito(*, actor: Actor, tarea_id: UUID, aplicacion: str, importe: str, reloj: Reloj) -> ActoTramite:
    """Set credit aside for what a case proposes, and write its certificate, which the post of Intervención signs: then the task is over.

    `aplicacion`: its code in the budget of this year; `importe`: with VAT, as people write it. When the certificate came back unsigned, what was set aside
    stands if nothing changes; else it is given back and set aside again. Who: who does the task, with `presupuesto.gasto`. Writes: Operacion and its
    entry, Documento, ActoTramite, Tarea. Emits: presupuesto.retenido, motor.acto.en_firma. Raises NoEncontrado, NoPermitido, DatosIncorrectos with every
    problem («Faltan 100,00 €…»; nobody holds the post), FaseIncompatible (it waits for its signature), Conflicto (no budget; the year is closed).
    """
    tarea, expediente = tarea_de_gasto(actor, tarea_id, GASTO, RC)
    motor.exigir_sin_firmar(expediente, CERTIFICADO, tarea)
    leido, codigo = reglas.leido(importe), aplicacion.strip()
    problemas = reglas.problemas_del_importe(leido)
    if not codigo:
        problemas.append(Problema("aplicacion", _("Escriba la aplicación. Por ejemplo, 920.22706.")))
    if problemas or leido is None:
        raise DatosIncorrectos(_("El crédito no se ha retenido."), problemas=problemas)
    operacion = operaciones.retener(tarea, expediente, aplicacion=codigo, importe=leido, actor=actor, reloj=reloj)
    return motor.dictar(
        expediente,
        CERTIFICADO,
        certificado(expediente, operacion),
        datos={"operacion": str(operacion.id), "aplicacion": codigo, "importe": f"{leido.euros:.2f}"},
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )
