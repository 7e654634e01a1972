"""Facts of the engine. With those of tasks and of the term, the state of the work can be rebuilt (`reglas.reconstruir`)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("tarea.creada", _("Se ha creado una tarea"))
@dato
class TareaCreada:
    """A task came to be, open or (when its condition does not hold) already cancelled."""

    expediente_id: UUID
    tarea_id: UUID
    codigo: str
    tipo: str
    unidad_id: UUID
    estado: str


@evento("tarea.asignada", _("Se ha asignado una tarea"))
@dato
class TareaAsignada:
    """A task was given to somebody, or back to its unit. `motivo`: a code; `motivo_id`: the reason that was written, if one was asked."""

    expediente_id: UUID
    tarea_id: UUID
    empleado_id: UUID | None
    unidad_id: UUID
    motivo: str
    motivo_id: UUID | None = None


@evento("tarea.adelantada", _("Se ha hecho una tarea antes que otra de un expediente más antiguo"))
@dato
class TareaAdelantada:
    """The order of the entries was altered, for a reason that stays on record (LPACAP 71.2). `anterior_id`: the case that waits."""

    expediente_id: UUID
    tarea_id: UUID
    motivo_id: UUID
    anterior_id: UUID


@evento("tarea.estado", _("Ha cambiado el estado de una tarea"))
@dato
class EstadoDeTareaCambiado:
    """A task is being done, waits for somebody, or goes on."""

    expediente_id: UUID
    tarea_id: UUID
    estado: str


@evento("tarea.completada", _("Se ha completado una tarea"))
@dato
class TareaCompletada:
    """A task was done. `resultado`: its code, if it has one; `motivo_id`: the reason written why its case does not need it, if it was left out."""

    expediente_id: UUID
    tarea_id: UUID
    codigo: str
    resultado: str
    motivo_id: UUID | None = None


@evento("tarea.cancelada", _("Una tarea ha dejado de hacer falta"))
@dato
class TareaCancelada:
    """A task is no longer needed."""

    expediente_id: UUID
    tarea_id: UUID
    codigo: str


@evento("motor.plazo.iniciado", _("Ha empezado el plazo para resolver"))
@dato
class PlazoIniciado:
    """The term to decide started: `inicio`, the entry in the registry or the agreement (LPACAP 21.3, 31.2.c); a call may make it count from before or after."""

    expediente_id: UUID
    inicio: datetime
    vence: date


@evento("motor.plazo.recalculado", _("Ha cambiado el plazo para resolver"))
@dato
class PlazoRecalculado:
    """The term was suspended, went on, was extended, met or missed."""

    expediente_id: UUID
    vence: date
    estado: str
    causa: str


@evento("motor.plazo.ampliado", _("Se ha ampliado el plazo para resolver"))
@dato
class PlazoAmpliado:
    """The maximum term was extended (LPACAP 23)."""

    expediente_id: UUID
    ampliacion_id: UUID
    cantidad: int
    unidad_tiempo: str


@evento("motor.silencio.producido", _("El plazo para resolver ha terminado sin resolución"))
@dato
class SilencioProducido:
    """The term ended without a notified decision. `sentido`: estimatorio, desestimatorio or no_procede (LPACAP 24)."""

    expediente_id: UUID
    fecha: date
    sentido: str


@evento("motor.silencio.sin_efecto", _("No hubo silencio: consta que el plazo se cumplió a tiempo"))
@dato
class SilencioSinEfecto:
    """The term had been taken as ended, and then the proof came that it was met at `momento` (LPACAP 40.4)."""

    expediente_id: UUID
    momento: datetime


@evento("motor.decision.sin_efecto", _("La resolución firmada queda sin efecto: el procedimiento caducó antes"))
@dato
class DecisionSinEfecto:
    """A signed decision stands no more because its procedure had lapsed before it counted (LPACAP 25.1.b). `tarea_id`: where it was taken;
    `referencia`: how its notification and its document name it, empty when the program did not write it."""

    expediente_id: UUID
    tarea_id: UUID
    referencia: str = ""


@evento("motor.silencio.certificado", _("Se ha expedido el certificado de silencio"))
@dato
class SilencioCertificado:
    """The certificate of silence was issued (LPACAP 24.4)."""

    expediente_id: UUID
    documento_id: UUID
    sentido: str


@evento("motor.comunicacion.pedida", _("Se ha pedido enviar una comunicación"))
@dato
class ComunicacionPedida:
    """A document must reach these persons. `efecto`: inicia_plazo (a notification proper) or informa (a communication).

    `destinatarios`: persons who are parties; `referencia`: `requerimiento:<uuid>`, `audiencia:<uuid>`, `comunicacion_inicial:<uuid>`,
    `silencio:<uuid>`, `ampliacion:<uuid>`, `caducidad:<uuid>`, `informe_pedido:<uuid>`, `informe_recibido:<uuid>`,
    `paralizacion:<uuid>`, `periodo_prueba:<uuid>`, `prueba_admitida:<uuid>`, `prueba_rechazada:<uuid>`, `respuesta_alegaciones:<uuid>`,
    `consulta_pedida:<uuid>`, `consulta_recibida:<uuid>`.
    """

    expediente_id: UUID
    documento_id: UUID
    destinatarios: tuple[UUID, ...]
    asunto: str
    efecto: str
    referencia: str


@evento("motor.acto.en_firma", _("Se ha escrito un acto, pendiente de firma"))
@dato
class ActoEnFirma:
    """An act was written; it takes effect when it is signed. `clase`: requerimiento, audiencia, informe, ..."""

    expediente_id: UUID
    acto_id: UUID
    clase: str
    documento_id: UUID


@evento("motor.acto.firmado", _("Se ha firmado un acto"))
@dato
class ActoFirmado:
    """It carries its signature, or the organ's seal when it is automated, and took effect."""

    expediente_id: UUID
    acto_id: UUID
    clase: str
    documento_id: UUID


@evento("motor.acto.devuelto", _("Se ha devuelto un acto sin firmar"))
@dato
class ActoDevuelto:
    """It has to be written again; the reason is in the signature's step."""

    expediente_id: UUID
    acto_id: UUID
    clase: str
    documento_id: UUID


@evento("motor.acto.retirado", _("Se ha retirado un acto que esperaba su firma"))
@dato
class ActoRetirado:
    """Nobody signs it any more: it was given up, or the procedure ended in another way."""

    expediente_id: UUID
    acto_id: UUID
    clase: str
    documento_id: UUID


@evento("motor.acto.sin_efecto", _("Se ha firmado un acto que ya no podía surtir efecto"))
@dato
class ActoSinEfecto:
    """What it decided had ceased to be legal when it was signed: it is not notified."""

    expediente_id: UUID
    acto_id: UUID
    clase: str
    documento_id: UUID


@evento("motor.requerimiento.emitido", _("Se ha pedido corregir la solicitud"))
@dato
class RequerimientoEmitido:
    """A correction was asked for (LPACAP 68)."""

    expediente_id: UUID
    requerimiento_id: UUID
    documento_id: UUID
    dias: int
    suspende: bool


@evento("motor.requerimiento.notificado", _("Ha empezado el plazo para corregir la solicitud"))
@dato
class RequerimientoNotificado:
    """The request was notified: its term runs."""

    expediente_id: UUID
    requerimiento_id: UUID
    vence: date


@evento("motor.requerimiento.contestado", _("Se ha contestado al requerimiento"))
@dato
class RequerimientoContestado:
    """Documents came in answer; who reviews decides whether they are enough."""

    expediente_id: UUID
    requerimiento_id: UUID
    en_plazo: bool


@evento("motor.requerimiento.desatendido", _("Ha terminado el plazo sin que se corrija la solicitud"))
@dato
class RequerimientoDesatendido:
    """The term ended without an answer: the engine proposes to take the application as withdrawn (68.1)."""

    expediente_id: UUID
    requerimiento_id: UUID


@evento("motor.requerimiento.cerrado", _("Se ha dado por corregida la solicitud"))
@dato
class RequerimientoCerrado:
    """Who reviews took the answer as enough, or gave the request up."""

    expediente_id: UUID
    requerimiento_id: UUID


@evento("motor.informe.pedido", _("Se ha pedido un informe"))
@dato
class InformePedido:
    """A report was asked of a unit (LPACAP 79)."""

    expediente_id: UUID
    informe_id: UUID
    unidad_id: UUID
    preceptivo: bool
    vinculante: bool
    suspende: bool
    vence: date


@evento("motor.informe.emitido", _("Se ha emitido un informe"))
@dato
class InformeEmitido:
    """A report was issued (LPACAP 80)."""

    expediente_id: UUID
    informe_id: UUID
    documento_id: UUID
    sentido: str


@evento("motor.informe.vencido", _("Un informe no ha llegado en plazo"))
@dato
class InformeVencido:
    """A report is late: the procedure may go on unless it suspends (LPACAP 80.3)."""

    expediente_id: UUID
    informe_id: UUID


@evento("motor.informe.no_esperado", _("El procedimiento sigue sin un informe que no llegó en plazo"))
@dato
class InformeNoEsperado:
    """Its term is over and nobody waits for it any more (LPACAP 22.1.d, 80.3)."""

    expediente_id: UUID
    informe_id: UUID


@evento("motor.audiencia.abierta", _("Se ha abierto el trámite de audiencia"))
@dato
class AudienciaAbierta:
    """The parties are heard (LPACAP 82)."""

    expediente_id: UUID
    audiencia_id: UUID
    documento_id: UUID
    dias: int


@evento("motor.audiencia.notificada", _("Ha empezado el plazo de audiencia"))
@dato
class AudienciaNotificada:
    """The hearing was notified: its term runs."""

    expediente_id: UUID
    audiencia_id: UUID
    vence: date


@evento("motor.audiencia.cerrada", _("Ha terminado el trámite de audiencia"))
@dato
class AudienciaCerrada:
    """The hearing ended. `causa`: plazo, alegaciones, renuncia (82.3), terminacion of the procedure, or propuesta_retirada: that on which they
    were heard."""

    expediente_id: UUID
    audiencia_id: UUID
    causa: str


@evento("motor.tramite.ampliado", _("Se ha ampliado el plazo de la persona interesada"))
@dato
class TramiteAmpliado:
    """A request or a hearing lasts longer (LPACAP 32.1). `clase`: requerimiento or audiencia; `dias`: hábiles more."""

    expediente_id: UUID
    clase: str
    tramite_id: UUID
    dias: int
    vence: date


@evento("motor.termino.prorrogado", _("Se ha ampliado su plazo por una incidencia técnica de la sede"))
@dato
class TerminoProrrogado:
    """A party's term lasts longer because of an incident (LPACAP 32.4). `clase`: requerimiento, audiencia, prueba, informacion or caducidad."""

    expediente_id: UUID
    clase: str
    tramite_id: UUID
    incidencia_id: UUID
    documento_id: UUID
    vence: date


@evento("motor.terminacion.abierta", _("Se ha iniciado una forma de terminar el procedimiento"))
@dato
class TerminacionAbierta:
    """Withdrawal, waiver, or lapse was asked for, warned of or proposed."""

    expediente_id: UUID
    terminacion_id: UUID
    clase: str
    estado: str


@evento("motor.terminacion.cambiada", _("Ha cambiado una forma de terminar el procedimiento"))
@dato
class TerminacionCambiada:
    """It was accepted (the decision follows) or dropped."""

    expediente_id: UUID
    terminacion_id: UUID
    clase: str
    estado: str


@evento("motor.cambio_de_version.pedido", _("Se ha pedido pasar expedientes a otra versión de su procedimiento"))
@dato
class CambioDeVersionPedido:
    """Who answers for a procedure asked that some of its running cases go on under this version. It is of the procedure's chain."""

    cambio_id: UUID
    version_id: UUID
    casos: int
