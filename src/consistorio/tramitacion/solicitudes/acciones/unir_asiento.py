"""Join an entry of the registry to a case that exists already."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento, InteresadoAsiento
from consistorio.documental.registro.tipos import Canal
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.representacion import ACREDITACION
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.motor.reglas import pide_presentacion_electronica
from consistorio.tramitacion.solicitudes import apertura, papel
from consistorio.tramitacion.solicitudes.acceso import asiento_pendiente
from consistorio.tramitacion.solicitudes.acciones.abrir_de_asiento import documentos_del
from consistorio.tramitacion.solicitudes.acciones.presentar_escrito import alegar_en_publico, efectos
from consistorio.tramitacion.solicitudes.eventos import AportacionPresentada
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.permisos import ABRIR
from consistorio.tramitacion.solicitudes.procedencia import exigir_que_procede
from consistorio.tramitacion.solicitudes.recursos import abrir_recurso
from consistorio.tramitacion.solicitudes.reglas import huella_de_escrito


@accion(
    "solicitud.aportacion.presentada",
    permiso=ABRIR,
    norma="LPACAP arts. 16.4, 24.4, 53.1.e, 68, 70, 76, 77, 83, 94 y 123",
)
def unir_asiento(*, actor: Actor, asiento_id: UUID, expediente_id: UUID, clase: str, reloj: Reloj) -> Aportacion:
    """Put what came in an entry into a case, with the effect that it has there on the date of the entry.

    `clase`: subsanacion, alegaciones, recurso (which opens its own related case), desistimiento, renuncia, ampliacion, prueba, recusacion, informacion, certificado, otro. Who:
    `solicitud.abrir` in the unit where the entry waits, and `expediente.tramitar` on a case that they carry. Writes: DocumentoExpediente, Evidencia, Aportacion, and what the engine does.
    Emits: solicitud.aportacion.presentada. Raises NoEncontrado, NoPermitido, Conflicto (in a case already), FaseIncompatible (that
    may not be filed now, or has to be filed electronically: 68.4), DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    asiento = asiento_pendiente(actor, asiento_id, motivo=_("Unir a un expediente"))
    quien = _parte_que_presenta(asiento, expediente)
    requerimiento = exigir_que_procede(
        expediente, clase, asiento.asunto, 0, parte=quien, reloj=reloj, presentado=asiento.registrado_el
    )
    _exigir_canal(asiento, requerimiento)
    if quien is None and clase not in (Aportacion.Clase.OTRO, Aportacion.Clase.INFORMACION):
        raise FaseIncompatible(
            _("Quien lo presenta no es parte en este expediente."),
            que_hacer=_(
                "Añádala antes como persona interesada, únalo como «Otro escrito» o abra con él un expediente aparte."
            ),
        )
    if quien is not None and clase == Aportacion.Clase.RECURSO:
        expediente = abrir_recurso(expediente, quien, texto=asiento.asunto, actor=actor, reloj=reloj)
    documentos = documentos_del(asiento)
    if not documentos:
        documentos = [papel.documento_de_lo_que_llego(asiento, expediente=expediente.numero, actor=actor, reloj=reloj)]
    acredita = requerimiento is not None and requerimiento.clase == Requerimiento.Clase.REPRESENTACION
    requisito = ACREDITACION if acredita else ""
    apertura.incorporar_documentos(
        expediente,
        [(documento, requisito) for documento in documentos],
        origen=clase,
        visibles=clase != Aportacion.Clase.INFORMACION,
        actor=actor,
        reloj=reloj,
    )
    presentador = quien.persona if quien is not None else _quien_presenta(asiento, expediente)
    aportacion = _guardar(
        expediente, asiento, clase, documentos, requerimiento, presentador, requisito=requisito, reloj=reloj
    )
    hecho = AportacionPresentada(
        expediente.id,
        aportacion.id,
        clase,
        asiento.id,
        aportacion.documento_id,
        aportacion.evidencia_id,
        aportacion.huella,
        asiento.registrado_el,
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[aportacion.evidencia, aportacion])
    if clase == Aportacion.Clase.INFORMACION:
        alegar_en_publico(aportacion, expediente, _representante(asiento), actor=actor, reloj=reloj)
    else:
        efectos(aportacion, expediente, requerimiento, momento=asiento.registrado_el, actor=actor, reloj=reloj)
    return aportacion


def _representante(asiento: Asiento) -> UUID | None:
    primera = asiento.interesados.order_by("orden").first()
    return primera.representante_id if primera is not None else None


def _exigir_canal(asiento: Asiento, requerimiento: Requerimiento | None) -> None:
    if requerimiento is None or not Canal(asiento.canal).es_presencial:
        return
    if pide_presentacion_electronica(requerimiento.defectos):
        raise FaseIncompatible(
            _("Se le pidió que presentara la solicitud por la sede: en papel no queda corregida (artículo 68.4)."),
            que_hacer=_("Únalo como «Otro escrito» y recuérdele que lo presente en la sede electrónica."),
        )


def _parte_que_presenta(asiento: Asiento, expediente: Expediente) -> Interesado | None:
    """The party of the case that the entry comes from: a person of the entry, or who acts for a party."""
    personas = [p for fila in asiento.interesados.all() for p in (fila.persona_id, fila.representante_id) if p]
    partes = expediente.interesados.filter(hasta=None).filter(
        Q(persona_id__in=personas) | Q(representante_id__in=personas)
    )
    return partes.select_related("persona").order_by("desde", "id").first()


def _guardar(
    expediente: Expediente,
    asiento: Asiento,
    clase: str,
    documentos: list[Documento],
    requerimiento: Requerimiento | None,
    presentador: Persona,
    *,
    requisito: str,
    reloj: Reloj,
) -> Aportacion:
    huella = huella_de_escrito(
        str(expediente.id),
        clase,
        "",
        [(requisito, documento.huella) for documento in documentos],
        str(requerimiento.id) if requerimiento else "",
    )
    return Aportacion.objects.create(
        expediente=expediente,
        clase=clase,
        presentador=presentador,
        texto="",
        huella=huella,
        documento_id=documentos[0].id,
        asiento_id=asiento.id,
        evidencia=papel.dejar_constancia(
            asiento, _quien_firma(asiento, expediente), documentos[0], huella=huella, reloj=reloj
        ),
        referencia=requerimiento.id if requerimiento else None,
        canal=asiento.canal,
        presentada_el=asiento.registrado_el,
        clave_idempotencia=f"asiento:{asiento.id}",
    )


def _quien_presenta(asiento: Asiento, expediente: Expediente) -> Persona:
    primera = _primera(asiento, expediente)
    return primera.persona


def _quien_firma(asiento: Asiento, expediente: Expediente) -> Persona:
    primera = _primera(asiento, expediente)
    if isinstance(primera, InteresadoAsiento) and primera.representante is not None:
        return primera.representante
    return primera.persona


def _primera(asiento: Asiento, expediente: Expediente) -> InteresadoAsiento | Interesado:
    """The first party of the entry; of the case, where the entry names nobody."""
    del_asiento = asiento.interesados.select_related("persona", "representante").order_by("orden").first()
    return del_asiento or expediente.interesados.select_related("persona").order_by("desde", "id")[0]
