"""Open a case at the counter while filing what somebody brings."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro import mostrador
from consistorio.documental.registro.comprobaciones import exigir, huella_de_entrada
from consistorio.documental.registro.operaciones import asiento_de_clave, el_mismo
from consistorio.documental.registro.tipos import Adjunto, CanalNotificacion, EntradaMostrador, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.expedientes.models import Interesado
from consistorio.tramitacion.solicitudes import apertura, papel
from consistorio.tramitacion.solicitudes.en_mostrador import problemas_en_mostrador
from consistorio.tramitacion.solicitudes.models import Solicitud
from consistorio.tramitacion.solicitudes.permisos import REGISTRAR

EPIGRAFE = gettext_noop("Solicitud")


@accion("solicitud.presentada", permiso=REGISTRAR, norma="LPACAP arts. 14.1, 16.4, 16.5, 41.1, 66 y 68")
def presentar_en_mostrador(
    *, actor: Actor, reloj: Reloj, clave_idempotencia: str, entrada: EntradaMostrador, procedimiento: str
) -> Solicitud:
    """File what somebody brings as the application of a procedure: entry, case, parties, documents, term, tasks, all or nothing.

    The unit is the one that answers for the procedure. Nobody is turned away for being obliged to electronic means: the entry
    warns and the review starts with the request of 68.4. The same key with the same content answers the same application.
    Who: registry office (`registro.anotar`). Writes and emits: what `anotar_en_mostrador` and `presentar` do.
    Raises DatosIncorrectos (every problem: `problemas_en_mostrador`), NoEncontrado, Conflicto, NoPermitido.
    """
    anterior, huella = asiento_de_clave(clave_idempotencia), huella_de_entrada(entrada, procedimiento=procedimiento)
    if anterior is not None:
        return _la_misma(el_mismo(anterior, huella).id)
    version = catalogo.vigente(procedimiento)
    exigir(problemas_en_mostrador(entrada, version, actor=actor, reloj=reloj))
    partes = mostrador.partes_de(entrada.partes, actor=actor, reloj=reloj)
    adjuntos = mostrador.documentos_de(entrada.ficheros, actor=actor, reloj=reloj)
    nuevas = [papel.parte_nueva(parte, entrada.canal) for parte in partes]
    expediente, en_el_caso = apertura.abrir_caso(version, nuevas, datos={}, textos={}, actor=actor, reloj=reloj)
    documentos = [(documento, "") for documento in _en_orden(adjuntos)]
    apertura.incorporar_documentos(expediente, documentos, actor=actor, reloj=reloj)
    apertura.acreditar_representantes(expediente, en_el_caso, actor=actor, reloj=reloj)
    asiento = mostrador.asentar_entrada(
        partes=_con_su_canal(partes, en_el_caso),
        documentos=adjuntos,
        asunto=entrada.asunto,
        unidad=expediente.unidad,
        canal=entrada.canal,
        presentado=entrada.presentado,
        numero_reservado=entrada.numero_reservado,
        complementos=mostrador.complementos_de(
            entrada,
            numero_expediente=expediente.numero,
            codigo_sia=version.tipada.clasificacion_sia,
            epigrafe=_(EPIGRAFE),
            actor=actor,
            reloj=reloj,
        ),
        huella=huella,
        clave_idempotencia=clave_idempotencia,
        clave_libre=True,
        actor=actor,
        reloj=reloj,
    )
    return papel.empezar_tramitacion(expediente, asiento, documentos, partes=en_el_caso, actor=actor, reloj=reloj)


def _la_misma(asiento_id: UUID) -> Solicitud:
    return Solicitud.objects.select_related("expediente").get(asiento_id=asiento_id)


def _en_orden(adjuntos: list[Adjunto]) -> list[Documento]:
    hallados = Documento.objects.in_bulk([adjunto.documento_id for adjunto in adjuntos])
    return [hallados[adjunto.documento_id] for adjunto in adjuntos]


def _con_su_canal(partes: list[Parte], en_el_caso: list[Interesado]) -> list[Parte]:
    """The parties as the entry notes them: with the channel by which they will in fact be told things."""
    filas = {fila.persona_id: fila.canal for fila in en_el_caso}
    return [
        Parte(parte.persona, parte.representante, CanalNotificacion(filas[parte.persona.id]), parte.domicilio)
        for parte in partes
    ]
