"""The acts of the debts: the liquidation and its annulment, signed by the organ that decides the case (LGT 101, 102, 219)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.tributos import operaciones
from consistorio.servicios.tributos.calculo import calcular
from consistorio.servicios.tributos.fundamentos import exigir_anulable, fundamento_de
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar
from consistorio.tramitacion.motor.operaciones.efectos import registrar_clase
from consistorio.tramitacion.motor.operaciones.flujo import exigir


@registrar_clase
class ActoLiquidacion(ClaseActo):
    """The liquidation of a fee (LGT 101)."""

    codigo = "liquidacion"
    nombre = gettext_lazy("Liquidación de la tasa")
    accion = "liquidar"
    origen = "liquidacion"
    tipo_tarea = "pago"
    del_organo = True
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The debt exists, as it was signed, and it is on its way to who owes it; its term runs from the notification."""
        exigir(expediente, "libre")
        calculo, _faltan = calcular(tarea, expediente, reloj=reloj)
        if calculo is None or f"{calculo.factores.importe.euros:.2f}" != acto.datos["importe"]:
            raise FaseIncompatible(_("La cuenta ha cambiado desde que se escribió: hay que hacerla otra vez."))
        liquidacion = operaciones.emitir(
            tarea,
            expediente,
            calculo,
            referencia=acto.datos["referencia"],
            acto_id=acto.documento_id,
            actor=actor,
            reloj=reloj,
        )
        comunicar(
            expediente,
            Comunicacion(acto.documento_id, _("Tiene que pagar una tasa"), f"liquidacion:{liquidacion.id}"),
            destinatarios=(liquidacion.deudor_id,),
            actor=actor,
            reloj=reloj,
        )


@registrar_clase
class ActoAnulacion(ClaseActo):
    """The annulment of a debt that was wrong, also once its case is closed (LGT 219, 220)."""

    codigo = "anulacion_liquidacion"
    nombre = gettext_lazy("Anulación de lo que había que pagar")
    accion = "anular_liquidacion"
    origen = "anulacion_liquidacion"
    del_organo = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Nothing is owed for it, and who owed it is told."""
        exigir_anulable(expediente)
        escrita = str(acto.datos.get("decision") or "")
        fundamento = fundamento_de(expediente, UUID(escrita) if escrita else None)
        if fundamento is None:
            raise FaseIncompatible(_("La resolución en la que se apoya esta anulación ya no está en vigor."))
        liquidacion = (
            Liquidacion.objects.select_for_update(of=("self",))
            .select_related("deudor")
            .get(id=UUID(acto.datos["liquidacion"]), expediente=expediente)
        )
        operaciones.anular(
            liquidacion,
            expediente,
            documento_id=acto.documento_id,
            motivo=acto.datos["motivo"],
            causa=fundamento.causa,
            actor=actor,
            reloj=reloj,
        )
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)
        comunicar(
            expediente,
            Comunicacion(
                acto.documento_id,
                _("Ya no tiene que pagar esta tasa"),
                f"anulacion_liquidacion:{liquidacion.id}",
                comunicaciones.INFORMA,
            ),
            destinatarios=(liquidacion.deudor_id,),
            actor=actor,
            reloj=reloj,
        )
