"""Write down in the case the answers of an application that came on paper, or what a case of office is about."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.reglas import huella_de
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.reglas import titulo_de
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.valores import Datos
from consistorio.tramitacion.solicitudes import apertura
from consistorio.tramitacion.solicitudes.consultas import se_contesta_a_mano
from consistorio.tramitacion.solicitudes.eventos import SolicitudTranscrita
from consistorio.tramitacion.solicitudes.models import Transcripcion
from consistorio.tramitacion.solicitudes.reglas import problemas_de_transcripcion

LARGO_QUIEN = 250


@accion(
    "solicitud.transcrita",
    "expediente.titulo.cambiado",
    permiso=TRAMITAR,
    norma="LPACAP arts. 16.5, 66.1 y 70.1",
)
def transcribir(
    *, actor: Actor, expediente_id: UUID, datos: Datos, parcial: bool = False, reloj: Reloj
) -> Transcripcion:
    """Write down the answers that the paper gives, or those of a case of office (raw, as a form sends them): a new version each time,
    never over another.

    The form's own rules judge them. `parcial`: the paper leaves questions without an answer, which are then not asked for. The
    review learns which documents these answers call for, and the case takes the title that they make, as if it had been filed with
    them. Who: tramitador, in an open case that came on paper or was begun of office.
    Writes: Transcripcion, Expediente, Tarea. Emits: solicitud.transcrita,
    expediente.titulo.cambiado (if it does). Raises NoEncontrado, NoPermitido, FaseIncompatible (not
    open, or filed with its answers), Conflicto (nothing changes), DatosIncorrectos (every problem).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    if expediente.estado != Expediente.Estado.ABIERTO or not se_contesta_a_mano(expediente):
        raise FaseIncompatible(
            _(
                "Solo se escriben las respuestas de una solicitud en papel o de lo iniciado de oficio, con el expediente abierto."
            )
        )
    esquema = expediente.version.tipada.formulario
    escritos = reglas.normalizar(esquema, datos)
    problemas = problemas_de_transcripcion(esquema, escritos, parcial=parcial, hoy=hoy(reloj))
    if problemas:
        raise DatosIncorrectos(_("No se han guardado las respuestas."), problemas=problemas)
    limpios = reglas.limpiar(esquema, escritos)
    anterior = Transcripcion.objects.filter(expediente=expediente).order_by("-numero").first()
    if anterior is not None and (anterior.datos, anterior.parcial) == (limpios, parcial):
        raise Conflicto(_("Esas respuestas ya constan en el expediente."))
    transcripcion = Transcripcion.objects.create(
        expediente=expediente,
        numero=anterior.numero + 1 if anterior is not None else 1,
        formulario=expediente.version.formulario,
        datos=limpios,
        huella=huella_de(limpios),
        parcial=parcial,
        transcrita_por=actor.id,
        quien=(f"{actor.nombre}, {actor.cargo}" if actor.cargo else actor.nombre)[:LARGO_QUIEN],
        transcrita_el=reloj.ahora(),
    )
    expedientes.cambiar_datos(expediente, limpios)
    titulo = titulo_de(expediente.version.tipada, apertura.textos_de(esquema, limpios))
    expedientes.cambiar_titulo(expediente, titulo, actor=actor, reloj=reloj)
    apertura.revisar_lo_que_falta(expediente, limpios)
    hecho = SolicitudTranscrita(expediente.id, transcripcion.id, transcripcion.numero, transcripcion.huella)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[transcripcion])
    return transcripcion
