"""File something in an existing case: a correction, allegations, an appeal, a withdrawal, a waiver, a certificate of silence, anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.operaciones import asentar, asiento_de_clave
from consistorio.documental.registro.tipos import Canal, CanalNotificacion, DatosComplementarios, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.formularios import acceso as borradores
from consistorio.tramitacion.formularios.operaciones import marcar_presentado
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.consultas_imparcialidad import quienes_nombra
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.motor.operaciones import audiencias, imparcialidad, paralizaciones, publicidad
from consistorio.tramitacion.solicitudes import operaciones
from consistorio.tramitacion.solicitudes.acceso import expediente_en_que_presenta
from consistorio.tramitacion.solicitudes.apertura import acreditar_representantes
from consistorio.tramitacion.solicitudes.escritos import Escrito, escrito_de_borrador
from consistorio.tramitacion.solicitudes.eventos import AportacionPresentada
from consistorio.tramitacion.solicitudes.models import Aportacion, Evidencia
from consistorio.tramitacion.solicitudes.permisos import PRESENTAR
from consistorio.tramitacion.solicitudes.procedencia import exigir_que_procede, parte_de, requerimiento_que_contesta
from consistorio.tramitacion.solicitudes.recursos import abrir_recurso, silencio_del_recurso
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion

# With which who stopped what the town began does something in it (LPACAP 25.2)
MUEVEN_LO_PARADO = ("alegaciones", "prueba", "otro")
TIPO_DOCUMENTAL = {"alegaciones": "TD16", "informacion": "TD16", "recurso": "TD17"}


@accion(
    "solicitud.aportacion.presentada",
    permiso=PRESENTAR,
    norma="LPACAP arts. 10, 16, 22.2.c, 24.4, 32.1, 53.1.e, 68, 76, 77, 83, 94 y 123; LRJSP art. 24",
)
def presentar_escrito(
    *,
    actor: Actor,
    borrador_id: UUID,
    clave_idempotencia: str,
    evidencia: EvidenciaSesion,
    reloj: Reloj,
    canal: str = "sede",
) -> Aportacion:
    """File the draft of a later submission, exactly as it was reviewed: a correction, allegations, an appeal, a withdrawal, a
    waiver, more time, a proof, a challenge, the certificate of silence, anything else.

    A correction lifts the suspension and puts the review back to work; a withdrawal waits for the organ to accept it; an appeal opens
    a related case, also when this one is closed; the rest is for somebody to look at. The same key answers the same submission.
    Who: the holder of the draft, still a party or who acts for it; in a public information, anybody. Writes: Documento, Asiento, Evidencia, Aportacion, Borrador
    (closed), and what the engine does. Emits: solicitud.aportacion.presentada. Raises NoEncontrado, NoPermitido, FaseIncompatible,
    DatosIncorrectos (every problem), Conflicto (it changed since the review, or was filed already).
    """
    clave = operaciones.clave_de(actor, clave_idempotencia)
    referido = borradores.escrito_en_borrador(actor, borrador_id)
    expediente = expediente_en_que_presenta(actor, referido.expediente, referido.borrador.clase, bloquear=True)
    asiento_de_clave(clave)
    anterior = Aportacion.objects.filter(clave_idempotencia=clave).first()
    if anterior is not None:
        return anterior
    borrador = borradores.borrador_para(actor, borrador_id, bloquear=True)
    escrito = escrito_de_borrador(borrador, expediente)
    parte = parte_de(expediente, actor, escrito.clase)
    exigir_que_procede(expediente, escrito.clase, escrito.texto, len(escrito.ficheros), parte=parte, reloj=reloj)
    aportacion = _presentar(escrito, parte, clave=clave, evidencia=evidencia, canal=canal, actor=actor, reloj=reloj)
    marcar_presentado(borrador, reloj=reloj)
    return aportacion


def _presentar(
    escrito: Escrito,
    parte: Interesado,
    *,
    clave: str,
    evidencia: EvidenciaSesion,
    canal: str,
    actor: Actor,
    reloj: Reloj,
) -> Aportacion:
    expediente, clase = escrito.expediente, escrito.clase
    requerimiento = requerimiento_que_contesta(expediente, clase)
    huella = escrito.huella
    operaciones.comprobar_evidencia(evidencia, huella)
    if clase == Aportacion.Clase.RECURSO:  # a case of its own: nothing is added behind the index of the decided one
        expediente = abrir_recurso(expediente, parte, texto=escrito.texto.strip(), actor=actor, reloj=reloj)
        escrito = replace(escrito, expediente=expediente)
    documento, incorporados = _documentos(escrito, parte, huella, actor=actor, reloj=reloj)
    asiento = _asentar(
        expediente, parte, clase, documento, incorporados, clave=clave, canal=canal, actor=actor, reloj=reloj
    )
    quien = operaciones.persona_de(actor.id)
    prueba = operaciones.dejar_evidencia(
        evidencia, persona=quien, documento=documento, huella=huella, actor=actor, reloj=reloj
    )
    aportacion = Aportacion.objects.create(
        expediente=expediente,
        clase=clase,
        presentador_id=parte.persona_id,
        texto=escrito.texto,
        huella=huella,
        documento_id=documento.id,
        asiento_id=asiento.id,
        evidencia=prueba,
        referencia=requerimiento.id if requerimiento else None,
        canal=canal,
        presentada_el=asiento.registrado_el,
        clave_idempotencia=clave,
    )
    anotar(expediente.cadena, _hecho(aportacion), actor=actor, reloj=reloj, filas=[prueba, aportacion])
    if clase == Aportacion.Clase.INFORMACION:
        alegar_en_publico(aportacion, expediente, parte.representante_id, actor=actor, reloj=reloj)
    else:
        efectos(aportacion, expediente, requerimiento, momento=asiento.registrado_el, actor=actor, reloj=reloj)
    return aportacion


def alegar_en_publico(
    aportacion: Aportacion, expediente: Expediente, representante_id: UUID | None, *, actor: Actor, reloj: Reloj
) -> None:
    """What was filed in a public information is owed an answer (LPACAP 83.3). Writes and emits: what the engine does."""
    publicidad.alego(
        expediente,
        aportacion_id=aportacion.id,
        persona_id=aportacion.presentador_id,
        representante_id=representante_id,
        en_papel=Canal(aportacion.canal).es_presencial,
        presentada=aportacion.presentada_el,
        actor=actor,
        reloj=reloj,
    )


def _hecho(aportacion: Aportacion) -> AportacionPresentada:
    return AportacionPresentada(
        aportacion.expediente_id,
        aportacion.id,
        aportacion.clase,
        aportacion.asiento_id,
        aportacion.documento_id,
        aportacion.evidencia_id,
        aportacion.huella,
        aportacion.presentada_el,
    )


def _documentos(
    escrito: Escrito, parte: Interesado, huella: str, *, actor: Actor, reloj: Reloj
) -> tuple[Documento, list[Documento]]:
    expediente, clase, texto = escrito.expediente, escrito.clase, escrito.texto
    esquema = expediente.version.tipada.formulario
    incorporados = []
    for fichero in escrito.ficheros:
        titulo, tipo = operaciones.titulo_de_adjunto(esquema, fichero.requisito, fichero.nombre)
        incorporados.append(
            operaciones.incorporar_adjunto(
                fichero.contenido,
                nombre=fichero.nombre,
                titulo=titulo,
                tipo_documental=tipo,
                actor=actor,
                reloj=reloj,
            )
        )
    etiqueta = str(Aportacion.Clase(clase).label)
    documento = operaciones.crear_documento_de_solicitud(
        procedimiento=expediente.version.procedimiento.nombre,
        interesado=parte.persona,
        representante=parte.representante,
        organo=expediente.unidad.nombre,
        secciones=[
            {
                "titulo": etiqueta,
                "campos": [
                    {"rotulo": _("Expediente"), "valor": f"{expediente.numero}. {expediente.titulo}"},
                    *([{"rotulo": _("Texto"), "valor": texto.strip()}] if texto.strip() else []),
                ],
            }
        ],
        adjuntos=[(d.nombre_fichero, d.huella, d.titulo) for d in incorporados],
        notificacion="",
        titulo=etiqueta,
        tipo_documental=TIPO_DOCUMENTAL.get(clase, "TD14"),
        firma=operaciones.texto_de_firma(actor, huella),
        actor=actor,
        reloj=reloj,
    )
    requisitos = ["", *(fichero.requisito for fichero in escrito.ficheros)]
    for uno, requisito in zip([documento, *incorporados], requisitos, strict=True):
        incorporar_documento(
            expediente,
            documento_id=uno.id,
            huella=uno.huella,
            origen=clase,
            requisito=requisito,
            visible_interesado=clase != Aportacion.Clase.INFORMACION,
            actor=actor,
            reloj=reloj,
        )
    return documento, incorporados


def _asentar(
    expediente: Expediente,
    parte: Interesado,
    clase: str,
    documento: Documento,
    incorporados: Sequence[Documento],
    *,
    clave: str,
    canal: str,
    actor: Actor,
    reloj: Reloj,
) -> Asiento:
    return asentar(
        libro="E",
        asunto=_("%(c)s en el expediente %(n)s") % {"c": Aportacion.Clase(clase).label, "n": expediente.numero},
        interesado=parte.persona,
        representante=parte.representante,
        mas_partes=[Parte(parte.persona, parte.representante, CanalNotificacion(parte.canal))],
        unidad_destino=expediente.unidad,
        canal=canal,
        clave_idempotencia=clave,
        documentos=[
            operaciones.adjunto_de_registro(documento, principal=True),
            *(operaciones.adjunto_de_registro(incorporado) for incorporado in incorporados),
        ],
        complementos=DatosComplementarios(
            numero_expediente=expediente.numero, presentado_por=operaciones.persona_de(actor.id)
        ),
        actor=actor,
        reloj=reloj,
    )


def efectos(
    aportacion: Aportacion,
    expediente: Expediente,
    requerimiento: Requerimiento | None,
    *,
    momento: datetime,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """What a later submission does in the case, whichever way it came: answers a request, asks to end, or waits to be looked at.

    An appeal starts its case, where who acts for others is accredited or checked as in any other (LPACAP 5.3, 5.6).
    """
    if requerimiento is not None or aportacion.clase in MUEVEN_LO_PARADO:
        dia = en_madrid(momento).date()
        paralizaciones.reanudar_si_es_de(expediente, aportacion.presentador_id, dia=dia, actor=actor, reloj=reloj)
    if requerimiento is not None:
        motor.contestar_requerimiento(requerimiento, expediente, presentado=momento, actor=actor, reloj=reloj)
        return
    if aportacion.clase == "recurso":
        _empieza_el_recurso(expediente, momento, actor=actor, reloj=reloj)
        return
    if aportacion.clase in ("desistimiento", "renuncia"):
        motor.abrir_terminacion(
            expediente,
            clase=aportacion.clase,
            estado="pedida",
            referencia=aportacion.id,
            documento_id=aportacion.documento_id,
            actor=actor,
            reloj=reloj,
        )
    if aportacion.clase == Aportacion.Clase.CERTIFICADO:
        motor.pedir_certificado(
            expediente,
            momento=momento,
            documento_id=aportacion.documento_id,
            persona_id=aportacion.presentador_id,
            actor=actor,
            reloj=reloj,
        )
        if not _dice_algo_mas(aportacion):
            return
    nombrados: Sequence[UUID] = ()
    if aportacion.clase == Aportacion.Clase.RECUSACION:
        dia = en_madrid(momento).date()
        nombrados = quienes_nombra(expediente, aportacion.texto, en=hoy(reloj))
        imparcialidad.promovida(expediente, referencia=aportacion.id, desde=dia, actor=actor, reloj=reloj)
    motor.llego_escrito(
        expediente,
        clase=aportacion.clase,
        referencia=aportacion.id,
        documento_id=aportacion.documento_id,
        persona_id=aportacion.presentador_id,
        nombrados=nombrados,
        actor=actor,
        reloj=reloj,
    )
    if aportacion.clase == Aportacion.Clase.ALEGACIONES:
        audiencias.llegaron_alegaciones(expediente, dia=en_madrid(momento).date(), actor=actor, reloj=reloj)


def _dice_algo_mas(aportacion: Aportacion) -> bool:
    """Whether somebody has to look at what came with a petition: a text, files, or a paper, whose words are only in it."""
    en_papel = aportacion.evidencia.clase == Evidencia.Clase.DOCUMENTOS
    return en_papel or bool(aportacion.texto.strip()) or aportacion.asiento.documentos.count() > 1


def _empieza_el_recurso(recurso: Expediente, momento: datetime, *, actor: Actor, reloj: Reloj) -> None:
    partes = recurso.interesados.select_related("representacion").order_by("desde", "id")
    acreditar_representantes(recurso, partes, actor=actor, reloj=reloj)
    silencio = silencio_del_recurso(recurso, reloj=reloj)
    motor.iniciar(recurso, entrada=momento, silencio=silencio, actor=actor, reloj=reloj)
    motor.pedir_comprobacion(recurso, actor=actor, reloj=reloj)
