"""What follows in a case from what is noted for it in the budget."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.operaciones import retirar_firmas
from consistorio.economia.gasto.actos import CERTIFICADO
from consistorio.economia.gasto.casos import casos_de
from consistorio.economia.gasto.certificados import CLASE as CON_CERTIFICADO
from consistorio.economia.gasto.certificados import por_firmar_de
from consistorio.economia.gasto.control import exigir_control
from consistorio.economia.gasto.datos_tarea import OBLIGA
from consistorio.economia.gasto.eventos import CertificadoRetirado, OperacionAnotada
from consistorio.economia.gasto.reglas import reconoce, total
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import retirar_acceso


@suscrito(
    "presupuesto.retenido",
    "presupuesto.gasto",
    "presupuesto.pago.ordenado",
    "presupuesto.pago.hecho",
    "presupuesto.corregido",
)
def al_contabilizar(hecho: HechoAnotado) -> None:
    """An operation of a case, or of several, shows in each, if it has the control that it owes. It locks no case: who comes from a case has it locked already,
    and the rest come from the budget. It raises."""
    operacion = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    for expediente, lineas in _casos(operacion):
        if operacion.signo > 0:
            exigir_control(expediente, operacion.clase, lineas, hecho.actor)
        _decir(hecho, operacion, expediente, lineas)


@suscrito("presupuesto.corregido")
def al_bajar_una_retencion(hecho: HechoAnotado) -> None:
    """Nobody signs the certificate of a retention for more than is held: what waits leaves the portafirmas at once, and its task, which a job locks with its case, is to be done again.
    Who asks for one meanwhile waits for the row of the retention, as this does."""
    negativa = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    if negativa.clase != CON_CERTIFICADO or not negativa.rebaja or negativa.origen_id is None:
        return
    retencion = Operacion.objects.select_for_update(of=("self",)).get(id=negativa.origen_id)
    documentos, actos = por_firmar_de(retencion)
    for documento_id in documentos:
        if retirar_firmas(documento_id, actor=hecho.actor, reloj=hecho.reloj):
            retirado = CertificadoRetirado(retencion.id, documento_id, negativa.id)
            anotar(cadena(retencion.ejercicio_id), retirado, actor=hecho.actor, reloj=hecho.reloj)
            retirar_acceso(referencia=documento_id, momento=hecho.momento)
    for acto in actos:
        if retirar_firmas(acto.documento_id, actor=hecho.actor, reloj=hecho.reloj):
            encolar("gasto.retirar_certificado", acto_id=str(acto.id), correccion_id=str(negativa.id))


@suscrito("presupuesto.cerrado")
def al_pagar_de_cerrados(hecho: HechoAnotado) -> None:
    """What is done as of closed years with what a case owed shows in it. What keeps it from being paid is asked by `intervenciones`."""
    operacion = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    for expediente, lineas in _casos(operacion):
        _decir(hecho, operacion, expediente, lineas)


def _casos(operacion: Operacion) -> Iterator[tuple[Expediente, list[LineaOperacion]]]:
    """The cases of an operation, each with its lines. Raises DatosIncorrectos (there is no such case)."""
    for expediente_id, lineas in sorted(casos_de(operacion).items()):
        expediente = Expediente.objects.select_related("version__procedimiento").filter(id=expediente_id).first()
        if expediente is None:
            mensaje = _("No encontramos ese expediente.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("expediente", mensaje)])
        yield expediente, lineas


def _decir(hecho: HechoAnotado, operacion: Operacion, expediente: Expediente, lineas: list[LineaOperacion]) -> None:
    importe = operacion.importe if operacion.expediente_id else total(linea.importe for linea in lineas)
    anotada = OperacionAnotada(expediente.id, operacion.id, operacion.clase, str(operacion), f"{importe:.2f}")
    anotar(expediente.cadena, anotada, actor=hecho.actor, reloj=hecho.reloj)
    if operacion.signo > 0 and reconoce(operacion.clase):
        encolar("gasto.recoger_obligacion", expediente_id=str(expediente.id))


@suscrito("firma.circuito.completado")
def al_firmar_un_certificado(hecho: HechoAnotado) -> None:
    """The certificate of a retention that is of a case goes there."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == CERTIFICADO and Operacion.objects.filter(id=UUID(identificador), expediente_id__isnull=False).exists():
        documento_id = str(hecho.datos["documento_id"])
        encolar("gasto.recoger_certificado", operacion_id=identificador, documento_id=documento_id)


@suscrito("tarea.creada")
def al_crear_una_tarea(hecho: HechoAnotado) -> None:
    """What it would recognise may be recognised already."""
    if hecho.datos["tipo"] == OBLIGA:
        encolar("gasto.recoger_obligacion", expediente_id=str(hecho.datos["expediente_id"]))
