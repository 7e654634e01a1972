"""Take a document that was filed in the wrong case to the one where it belongs."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.consultas import circuito_de
from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes import diligencias, operaciones
from consistorio.tramitacion.expedientes.acceso import bloquear_juntos, expediente_que_lleva
from consistorio.tramitacion.expedientes.correcciones import ORIGENES_QUE_SE_LLEVAN, exigir_indice_abierto, se_llevo
from consistorio.tramitacion.expedientes.eventos import DocumentoLlevadoAnotado
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, DocumentoLlevado, Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.expedientes.usos import para_que_sirve

MAXIMO_MOTIVO = 600


@accion("expediente.documento.llevado", permiso=TRAMITAR, norma="LPACAP arts. 70.1, 70.2 y 109.2")
def llevar_documento(
    *, actor: Actor, expediente_id: UUID, documento_id: UUID, otro_id: UUID, motivo: str, reloj: Reloj
) -> DocumentoLlevado:
    """A document that came from outside or was added by hand, and is of another case, goes to it: incorporated there, marked here, where it keeps its
    place in the index. A diligencia in each says it, which their parties do not read by themselves; those of this case no longer read the document.
    To the case from which it was taken by mistake it comes back: to its own place there.

    Who: tramitador who carries both. Writes: DocumentoLlevado, Documento, DocumentoExpediente, Circuito. Emits: expediente.documento.llevado and
    expediente.documento.incorporado, in both. Raises NoEncontrado, NoPermitido, FaseIncompatible (either is not open), Conflicto (it was taken
    already, is in the other, is an act of this case or the proof of one, or waits for a signature), DatosIncorrectos (no reason, the same case).
    """
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Un documento lo lleva a otro expediente una persona."))
    motivo = motivo.strip()
    if not 0 < len(motivo) <= MAXIMO_MOTIVO:
        mensaje = _("Escriba el motivo, de %(n)d letras como mucho.") % {"n": MAXIMO_MOTIVO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    if expediente_id == otro_id:
        mensaje = _("Escriba el número de otro expediente: en este ya está.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("numero", mensaje)])
    bloquear_juntos(actor, expediente_id, otro_id)
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    otro = expediente_que_lleva(actor, otro_id, TRAMITAR)
    exigir_indice_abierto(expediente)
    exigir_indice_abierto(otro)
    puesto = _que_se_lleva(expediente, documento_id)
    alli = otro.documentos.filter(documento_id=documento_id).first()
    if alli is not None and not se_llevo(alli):
        raise Conflicto(
            _("Ese documento ya está en el expediente %(n)s.") % {"n": otro.numero},
            que_hacer=_("Si aquí sobra, hágalo constar con una diligencia."),
        )
    destino = alli or operaciones.incorporar_documento(
        otro,
        documento_id=documento_id,
        huella=puesto.documento.huella,
        origen="tramitacion",
        visible_interesado=puesto.visible_interesado,
        actor=actor,
        reloj=reloj,
    )
    llevado = DocumentoLlevado.objects.create(
        puesto=puesto, destino=destino, motivo=motivo, llevado_por=actor.id, llevado_el=reloj.ahora()
    )
    _poner(destino, None, visible=puesto.visible_interesado)
    _poner(puesto, llevado, visible=False)
    _dejar_constancia(llevado, expediente, otro, vuelve=alli is not None, actor=actor, reloj=reloj)
    hecho = DocumentoLlevadoAnotado(expediente.id, documento_id, otro.id, llevado.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[llevado])
    del_otro = DocumentoLlevadoAnotado(otro.id, documento_id, expediente.id, llevado.id)
    anotar(otro.cadena, del_otro, actor=actor, reloj=reloj)
    return llevado


def _poner(puesto: DocumentoExpediente, llevado: DocumentoLlevado | None, *, visible: bool) -> None:
    puesto.llevado, puesto.visible_interesado = llevado, visible
    puesto.save(update_fields=["llevado", "visible_interesado"])


def _que_se_lleva(expediente: Expediente, documento_id: UUID) -> DocumentoExpediente:
    puesto = expediente.documentos.select_related("documento").filter(documento_id=documento_id).first()
    if puesto is None:
        raise NoEncontrado(_("Ese documento no es de este expediente."))
    if se_llevo(puesto):
        raise Conflicto(_("Ese documento ya se llevó a otro expediente."))
    if puesto.origen not in ORIGENES_QUE_SE_LLEVAN:
        raise Conflicto(
            _("«%(t)s» lo hizo este expediente, o tuvo efectos en él: no se lleva a otro.")
            % {"t": puesto.documento.titulo},
            que_hacer=_("Corrija el error con una diligencia. En el otro expediente, haga o añada lo que falte."),
        )
    usos = para_que_sirve(expediente.id, documento_id)
    if usos:
        raise Conflicto(
            _("«%(t)s» es %(q)s: no se lleva a otro.") % {"t": puesto.documento.titulo, "q": usos[0]},
            que_hacer=_("Corrija el error con una diligencia. En el otro expediente, añada el fichero."),
        )
    circuito = circuito_de(documento_id)
    if circuito is not None and circuito.estado == Circuito.Estado.PENDIENTE:
        raise Conflicto(
            _("«%(t)s» espera una firma en este expediente.") % {"t": puesto.documento.titulo},
            que_hacer=_("Llévelo cuando esté firmado, o retire antes la petición de firma."),
        )
    return puesto


def _dejar_constancia(
    llevado: DocumentoLlevado, expediente: Expediente, otro: Expediente, *, vuelve: bool, actor: Actor, reloj: Reloj
) -> None:
    cual = {"t": llevado.puesto.documento.titulo, "i": llevado.puesto.documento.id_eni}
    por_que = _("Motivo: %(t)s") % {"t": llevado.motivo}
    de_aqui = _(
        "El documento n.º %(o)d del índice, «%(t)s», con identificador %(i)s, se incorporó a este expediente por error. "
        "Es del expediente %(n)s, al que se lleva. Aquí conserva su lugar en el índice."
    ) % {**cual, "o": llevado.puesto.orden, "n": otro.numero}
    de_vuelta = _(
        "Vuelve a este expediente el documento «%(t)s», con identificador %(i)s, que se llevó por error al expediente %(n)s. "
        "Conserva su lugar en el índice, el n.º %(o)d."
    )
    traido = _(
        "Se incorpora el documento «%(t)s», con identificador %(i)s, que estaba por error en el expediente %(n)s. "
        "Su lugar en el índice es el n.º %(o)d."
    )
    de_alli = (de_vuelta if vuelve else traido) % {**cual, "o": llevado.destino.orden, "n": expediente.numero}
    for caso, texto in ((expediente, de_aqui), (otro, de_alli)):
        diligencias.extender(
            caso,
            [texto, por_que],
            titulo=_("Documento llevado a otro expediente") if caso is expediente else _("Documento traído"),
            visible_interesado=False,
            actor=actor,
            reloj=reloj,
        )
