"""Open a case at the counter while filing what somebody brings."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro import mostrador
from consistorio.documental.registro.operaciones import asiento_de_clave
from consistorio.documental.registro.tipos import Adjunto, CanalNotificacion, EntradaMostrador, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes import apertura, papel
from consistorio.tramitacion.solicitudes.models import Solicitud
from consistorio.tramitacion.solicitudes.permisos import REGISTRAR


@accion("solicitud.presentada", permiso=REGISTRAR, norma="LPACAP arts. 14.1, 16.4, 16.5, 41.1, 66 y 68")
def presentar_en_mostrador(
    *, actor: Actor, reloj: Reloj, clave_idempotencia: str, entrada: EntradaMostrador, procedimiento: str
) -> Solicitud:
    """File what somebody brings as the application of a procedure: entry, case, parties, documents, term, tasks, all or nothing.

    The unit is the one that answers for the procedure. Nobody is turned away for being obliged to electronic means: the entry
    warns and the review starts with the request of 68.4. The same key answers the same application.
    Who: registry office (`registro.anotar`). Writes and emits: what `anotar_en_mostrador` and `presentar` do.
    Raises DatosIncorrectos (no scanned paper, another unit, no address for paper), NoEncontrado, Conflicto, NoPermitido.
    """
    anterior = asiento_de_clave(clave_idempotencia)
    if anterior is not None:
        return _la_misma(anterior.id)
    version = catalogo.vigente(procedimiento)
    _comprobar(entrada, version.tipada)
    partes = mostrador.partes_de(entrada, actor=actor, reloj=reloj)
    _comprobar_domicilio(partes)
    adjuntos = mostrador.documentos_de(entrada, actor=actor, reloj=reloj)
    nuevas = [papel.parte_nueva(parte, entrada.canal) for parte in partes]
    expediente = apertura.abrir_caso(version, nuevas, datos={}, textos={}, actor=actor, reloj=reloj)
    _exigir_unidad(entrada, expediente)
    documentos = [(documento, "") for documento in _en_orden(adjuntos)]
    apertura.incorporar_documentos(expediente, documentos, actor=actor, reloj=reloj)
    apertura.acreditar_representantes(expediente, actor=actor, reloj=reloj)
    asiento = mostrador.asentar_entrada(
        partes=_con_su_canal(partes, expediente),
        documentos=adjuntos,
        asunto=entrada.asunto,
        unidad=expediente.unidad,
        canal=entrada.canal,
        complementos=mostrador.complementos_de(
            entrada,
            numero_expediente=expediente.numero,
            codigo_sia=version.tipada.clasificacion_sia,
            actor=actor,
            reloj=reloj,
        ),
        clave_idempotencia=clave_idempotencia,
        actor=actor,
        reloj=reloj,
    )
    return papel.empezar_tramitacion(expediente, asiento, documentos, actor=actor, reloj=reloj)


def _la_misma(asiento_id: UUID) -> Solicitud:
    solicitud = Solicitud.objects.filter(asiento_id=asiento_id).select_related("expediente").first()
    if solicitud is None:
        raise Conflicto(
            _("Ya se registró con esta misma petición, sin abrir un expediente."),
            que_hacer=_("La unidad puede abrirlo desde su registro."),
        )
    return solicitud


def _comprobar(entrada: EntradaMostrador, definicion: Definicion) -> None:
    problemas = []
    if "oficina" not in definicion.ficha.vias or not definicion.admite_solicitud:
        problemas.append(Problema("tramite", _("Este trámite no se puede presentar en la oficina.")))
    if not entrada.ficheros:
        mensaje = _(
            "Digitalice lo que trae y adjúntelo: sin la solicitud no se puede abrir el expediente (artículo 16.5)."
        )
        problemas.append(Problema("ficheros", mensaje))
    if problemas:
        raise DatosIncorrectos(_("Todavía no se ha registrado."), problemas=problemas)


def _comprobar_domicilio(partes: list[Parte]) -> None:
    """Paper needs a place (LPACAP 66.1.b). Raises DatosIncorrectos."""
    for parte in partes:
        obligada = parte.persona.obligada or (parte.representante is not None and parte.representante.obligada)
        if obligada or parte.canal is CanalNotificacion.ELECTRONICA or parte.domicilio.get("via"):
            continue
        if not (parte.representante or parte.persona).direccion:
            mensaje = _("Escriba dónde quiere recibir las notificaciones en papel, o elija medios electrónicos.")
            raise DatosIncorrectos(_("Todavía no se ha registrado."), problemas=[Problema("via", mensaje)])


def _exigir_unidad(entrada: EntradaMostrador, expediente: Expediente) -> None:
    if entrada.unidad_id is not None and entrada.unidad_id != expediente.unidad_id:
        mensaje = _("Este trámite lo lleva %(u)s: deje la unidad en blanco o elija esa.") % {
            "u": expediente.unidad.nombre
        }
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])


def _en_orden(adjuntos: list[Adjunto]) -> list[Documento]:
    hallados = Documento.objects.in_bulk([adjunto.documento_id for adjunto in adjuntos])
    return [hallados[adjunto.documento_id] for adjunto in adjuntos]


def _con_su_canal(partes: list[Parte], expediente: Expediente) -> list[Parte]:
    """The parties as the entry notes them: with the channel by which they will in fact be told things."""
    filas = {fila.persona_id: fila.canal for fila in expediente.interesados.all()}
    return [
        Parte(parte.persona, parte.representante, CanalNotificacion(filas[parte.persona.id]), parte.domicilio)
        for parte in partes
    ]
