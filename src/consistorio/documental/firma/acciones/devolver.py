"""Sending a document back without signing it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import cadena_de_documento
from consistorio.documental.firma import consultas
from consistorio.documental.firma.eventos import CircuitoDevuelto
from consistorio.documental.firma.models import Circuito, PasoFirma
from consistorio.documental.firma.pasos import bloquear_pasos, exigir_firmante
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("firma.circuito.devuelto", permiso="firma.devolver", norma="LPACAP art. 75.1")
def devolver(*, actor: Actor, paso_id: UUID, motivo: str, reloj: Reloj) -> Circuito:
    """Return a document to whoever asked for the signature, with the reason. The other pending steps have no effect any more.

    Who: whoever would sign the step today. Writes: PasoFirma, Circuito. Emits: firma.circuito.devuelto.
    Raises: DatosIncorrectos without a reason; NoEncontrado, NoPermitido, FaseIncompatible.
    """
    texto = motivo.strip()
    if not texto or len(texto) > 1000:
        mensaje = _("Escriba por qué lo devuelve, en 1000 letras como mucho: lo leerá quien lo preparó.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    (paso,) = bloquear_pasos([paso_id])
    circuito = paso.circuito
    firmante = exigir_firmante(paso, consultas.firmante_de(paso, en=hoy(reloj)), actor, en=hoy(reloj))
    momento = reloj.ahora()
    paso.estado, paso.motivo, paso.terminado_el = PasoFirma.Estado.DEVUELTO, texto, momento
    paso.firmante, paso.cargo_texto = firmante.empleado, firmante.cargo_texto[:500]
    paso.save(update_fields=["estado", "motivo", "terminado_el", "firmante", "cargo_texto"])
    circuito.pasos.filter(estado=PasoFirma.Estado.PENDIENTE).update(
        estado=PasoFirma.Estado.CANCELADO, terminado_el=momento
    )
    circuito.estado, circuito.terminado_el = Circuito.Estado.DEVUELTO, momento
    circuito.save(update_fields=["estado", "terminado_el"])
    hecho = CircuitoDevuelto(circuito.id, circuito.documento_id, circuito.referencia, paso.id)
    anotar(cadena_de_documento(circuito.documento_id), hecho, actor=actor, reloj=reloj)
    return circuito
