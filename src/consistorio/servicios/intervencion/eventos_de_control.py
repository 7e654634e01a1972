"""Facts of the control that is not of a task of a case: obligations, payments, omissions, material checks, income. They are of the control of the year
(`control:<year>`), and carry ids, codes and amounts: no personal data."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


def cadena_del_control(anio: int) -> str:
    """The chain of what was controlled in a year."""
    return f"control:{anio}"


@evento("intervencion.escrito.en_firma", _("Se escribió un documento de control y se envió a firmar"))
@dato
class EscritoEnFirma:
    """`clase`: of `EscritoDeControl.Clase`; `sobre`: what it is about."""

    escrito_id: UUID
    clase: str
    sobre: str
    documento_id: UUID


@evento("intervencion.escrito.firmado", _("Se firmó un documento de control"))
@dato
class EscritoFirmado:
    """It counts since now."""

    escrito_id: UUID
    clase: str
    sobre: str


@evento("intervencion.escrito.devuelto", _("Se devolvió sin firmar un documento de control"))
@dato
class EscritoDevuelto:
    """It never counted."""

    escrito_id: UUID
    clase: str
    sobre: str


@evento("intervencion.examen.hecho", _("Intervención examinó una obligación o un pago"))
@dato
class ExamenHecho:
    """It waits for its signature. `clase`: obligacion or pago; `objeto`: what is examined; `importe`: in euros."""

    fiscalizacion_id: UUID
    clase: str
    objeto: str
    resultado: str
    importe: str


@evento("intervencion.examen.terminado", _("Quedó el resultado de la intervención de una obligación o de un pago"))
@dato
class ExamenTerminado:
    """`estado`: of `Fiscalizacion.Estado`, once it was signed, sent back, mended or settled."""

    fiscalizacion_id: UUID
    objeto: str
    estado: str


@evento("intervencion.objecion.formulada", _("Intervención formuló un reparo a una obligación o a un pago"))
@dato
class ObjecionFormulada:
    """With its causes; when it suspends, nothing is recognised nor paid until it is settled (TRLRHL 216.2)."""

    reparo_id: UUID
    objeto: str
    causas: tuple[str, ...]
    suspende: bool
    vence: date


@evento("intervencion.objecion.contestada", _("Se contestó o se resolvió un reparo a una obligación o a un pago"))
@dato
class ObjecionContestada:
    """`estado`: accepted, in discrepancy, lifted or confirmed; `resuelve`: presidencia or pleno, in a discrepancy."""

    reparo_id: UUID
    objeto: str
    estado: str
    resuelve: str
    documento_id: UUID


@evento("intervencion.omision.notada", _("Intervención vio que se omitió la función interventora"))
@dato
class OmisionNotada:
    """Nothing of `objeto` is recognised nor paid until it is decided (RD 424/2017 art. 28.1). `importe`: in euros."""

    omision_id: UUID
    objeto: str
    importe: str


@evento("intervencion.omision.devengada", _("Se anotó en la cuenta 413 lo que se debe y no se puede reconocer todavía"))
@dato
class OmisionDevengada:
    """`operacion_id`: of the budget."""

    omision_id: UUID
    operacion_id: UUID


@evento("intervencion.omision.informada", _("Intervención informó de una omisión de la función interventora"))
@dato
class OmisionInformada:
    """The report is signed: it waits for who decides."""

    omision_id: UUID
    documento_id: UUID


@evento("intervencion.omision.decidida", _("Se decidió si continúa lo que no se fiscalizó"))
@dato
class OmisionDecidida:
    """By the presidencia, the Pleno or the Junta de Gobierno Local."""

    omision_id: UUID
    decide: str
    continua: bool
    documento_id: UUID


@evento("intervencion.comprobacion.designada", _("Se designó a quien comprueba una inversión por Intervención"))
@dato
class ComprobacionDesignada:
    """`designado_id`: Empleado."""

    comprobacion_id: UUID
    objeto: str
    designado_id: UUID
    prevista_el: date


@evento("intervencion.comprobacion.hecha", _("Se firmó el acta de comprobación material de una inversión"))
@dato
class ComprobacionHecha:
    """Whether what was received is right."""

    comprobacion_id: UUID
    documento_id: UUID
    conforme: bool


@evento("intervencion.acuerdo.anotado", _("Se anotó un acuerdo del Pleno sobre cómo se ejerce el control"))
@dato
class AcuerdoAnotado:
    """`rige`: from `desde` on it holds, or holds no more."""

    acuerdo_id: UUID
    clave: str
    desde: date
    rige: bool


@evento("intervencion.lista.aprobada", _("Se anotó qué requisitos básicos se comprueban de un tipo de gasto"))
@dato
class ListaAprobada:
    """`rige`: from `desde` on they are checked of that kind and phase, or it is not under limited control any more; `requisitos`: how many they are."""

    lista_id: UUID
    tipo: str
    fase: str
    desde: date
    rige: bool
    requisitos: int


@evento("intervencion.requisito.revisado", _("Intervención confirmó un requisito básico que proponía el programa"))
@dato
class RequisitoRevisado:
    """With its reasons, which its row keeps."""

    requisito_id: UUID
    lista_id: UUID


@evento("intervencion.ingresos.controlados", _("Se anotó un control posterior de los ingresos"))
@dato
class IngresosControlados:
    """A sample, with an anomaly or without."""

    control_id: UUID
    ejercicio: int
    con_anomalia: bool


@evento("intervencion.dacion.pedida", _("Se pidió dar cuenta al Pleno de un informe de Intervención"))
@dato
class DacionPedida:
    """It waits for a session."""

    dacion_id: UUID
    escrito_id: UUID


@evento("intervencion.dacion.anotada", _("Se dio cuenta al Pleno de un informe de Intervención"))
@dato
class DacionAnotada:
    """In which session."""

    dacion_id: UUID
    sesion_el: date
    sesion_numero: str


@evento("intervencion.plazo.vencido", _("Se avisó a Intervención de que algo estaba fuera de plazo"))
@dato
class PlazoVencido:
    """`objeto`: what waits for its result; `vence`: the last day that there was; `a_quien`: Empleado, who heads Intervención."""

    objeto: str
    vence: date
    a_quien: UUID
