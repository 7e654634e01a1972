"""File something in an existing case: a correction, allegations, an appeal, a withdrawal, a waiver, anything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.operaciones import asentar, asiento_de_clave
from consistorio.documental.registro.tipos import CanalNotificacion, DatosComplementarios, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.models import Contenido, Subida
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.solicitudes import operaciones
from consistorio.tramitacion.solicitudes.eventos import AportacionPresentada
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.permisos import PRESENTAR
from consistorio.tramitacion.solicitudes.recursos import abrir_recurso, silencio_del_recurso
from consistorio.tramitacion.solicitudes.reglas import huella_de_escrito
from consistorio.tramitacion.solicitudes.tipos import AdjuntoNuevo, EvidenciaSesion

MAXIMO_ADJUNTOS = 30
MAXIMO_TEXTO = 20000
TIPO_DOCUMENTAL = {"alegaciones": "TD16", "recurso": "TD17"}


@accion("solicitud.aportacion.presentada", permiso=PRESENTAR, norma="LPACAP arts. 16, 32.1, 53.1.e, 68, 76, 94 y 123")
def aportar(
    *,
    actor: Actor,
    expediente_id: UUID,
    clase: str,
    clave_idempotencia: str,
    evidencia: EvidenciaSesion,
    reloj: Reloj,
    texto: str = "",
    adjuntos: Sequence[AdjuntoNuevo] = (),
    canal: str = "sede",
) -> Aportacion:
    """File a later submission. `clase`: subsanacion, alegaciones, recurso, desistimiento, renuncia, ampliacion, otro.

    A correction lifts the suspension and puts the review back to work; a withdrawal waits for the organ to accept it; an appeal opens
    a related case, also when this one is closed; the rest is for somebody to look at. The same key answers the same submission. Who: a party or who acts for it.
    Writes: Documento, Asiento, Evidencia, Aportacion, and what the engine does. Emits: solicitud.aportacion.presentada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, Conflicto, DatosIncorrectos (every problem; nothing was filed).
    """
    clave = operaciones.clave_de(actor, clave_idempotencia)
    expediente = expediente_para(actor, expediente_id, MIS_EXPEDIENTES, bloquear=True)
    asiento_de_clave(clave)
    anterior = Aportacion.objects.filter(clave_idempotencia=clave).first()
    if anterior is not None:
        return anterior
    requerimiento = exigir_legal(expediente, clase, texto, adjuntos, reloj)
    parte = _parte_de(expediente, actor)
    if clase == "recurso":  # it is a case of its own: nothing is added behind the index of the decided one
        expediente = abrir_recurso(expediente, parte, texto=texto.strip(), actor=actor, reloj=reloj)
    contenidos = [_contenido(adjunto, actor) for adjunto in adjuntos]
    huella = huella_de_escrito(clase, texto, [contenido.sha256 for contenido in contenidos])
    operaciones.comprobar_evidencia(evidencia, huella)
    documento, incorporados = _documentos(
        expediente, parte, clase, texto, list(zip(adjuntos, contenidos, strict=True)), huella, actor=actor, reloj=reloj
    )
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
        texto=texto,
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
    efectos(aportacion, expediente, requerimiento, momento=asiento.registrado_el, actor=actor, reloj=reloj)
    return aportacion


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


def exigir_legal(
    expediente: Expediente, clase: str, texto: str, adjuntos: Sequence[AdjuntoNuevo], reloj: Reloj
) -> Requerimiento | None:
    """The open request that a correction answers. Raises when the submission may not be filed now, or is empty."""
    problemas = []
    if clase not in Aportacion.Clase.values:
        problemas.append(Problema("clase", _("Elija qué quiere presentar.")))
    if clase in ("alegaciones", "recurso", "otro") and not texto.strip() and not adjuntos:
        problemas.append(Problema("texto", _("Escriba su texto o adjunte un documento.")))
    if clase == "ampliacion" and not texto.strip():
        problemas.append(Problema("texto", _("Explique por qué necesita más plazo.")))
    if clase == "subsanacion" and not adjuntos and not texto.strip():
        problemas.append(Problema("adjuntos", _("Adjunte el documento que se le pidió.")))
    if len(texto) > MAXIMO_TEXTO:
        problemas.append(Problema("texto", _("El texto es demasiado largo. Adjúntelo como documento.")))
    if len(adjuntos) > MAXIMO_ADJUNTOS:
        problemas.append(Problema("adjuntos", _("Como mucho puede adjuntar %(n)d archivos.") % {"n": MAXIMO_ADJUNTOS}))
    if problemas:
        raise DatosIncorrectos(_("Todavía no se ha presentado."), problemas=problemas)
    if expediente.estado != Expediente.Estado.ABIERTO and clase != "recurso":
        raise FaseIncompatible(
            _("El expediente está cerrado y no admite más documentos."),
            que_hacer=_("Presente una instancia general y cite su número."),
        )
    if clase == "subsanacion":
        requerimiento = motor.requerimiento_contestable(expediente)
        if requerimiento is None:
            raise FaseIncompatible(
                _("No hay nada que corregir en este expediente."),
                que_hacer=_("Para enviar otra cosa elija «Otro escrito»."),
            )
        return requerimiento
    if clase in ("desistimiento", "renuncia"):
        motor.exigir(expediente, "terminacion")
    elif clase == "alegaciones":
        motor.exigir(expediente, "alegaciones")
    elif clase == "ampliacion":
        motor.exigir_ampliable(expediente, hoy(reloj))
    return None


def _contenido(adjunto: AdjuntoNuevo, actor: Actor) -> Contenido:
    """The stored bytes of a file: read now, or of a finished upload that is this person's own."""
    if adjunto.flujo is not None:
        return almacen.admitir(adjunto.flujo, nombre=adjunto.nombre)
    propia = Subida.objects.filter(titular=actor.id, contenido_id=adjunto.contenido).select_related("contenido").first()
    if propia is None or propia.contenido is None:
        raise Conflicto(_("El archivo «%(n)s» no llegó entero. Súbalo otra vez.") % {"n": adjunto.nombre})
    return propia.contenido


def _parte_de(expediente: Expediente, actor: Actor) -> Interesado:
    """The party for whom the actor files. Raises NoPermitido."""
    partes = expediente.interesados.filter(hasta=None).select_related("persona", "representante")
    propia = partes.filter(persona_id=actor.persona_interesada).first()
    if propia is None:
        propia = partes.filter(representante_id=actor.id).order_by("desde", "id").first()
    if propia is None:
        raise NoPermitido(_("No es parte en este expediente."))
    return propia


def _documentos(
    expediente: Expediente,
    parte: Interesado,
    clase: str,
    texto: str,
    ficheros: Sequence[tuple[AdjuntoNuevo, Contenido]],
    huella: str,
    *,
    actor: Actor,
    reloj: Reloj,
) -> tuple[Documento, list[Documento]]:
    esquema = expediente.version.tipada.formulario
    incorporados = []
    for adjunto, contenido in ficheros:
        titulo, tipo = operaciones.titulo_de_adjunto(esquema, adjunto.requisito, adjunto.nombre)
        incorporados.append(
            operaciones.incorporar_adjunto(
                contenido, nombre=adjunto.nombre, titulo=titulo, tipo_documental=tipo, actor=actor, reloj=reloj
            )
        )
    etiqueta = Aportacion.Clase(clase).label
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
    requisitos = [""] + [adjunto.requisito for adjunto, _contenido in ficheros]
    for uno, requisito in zip([documento, *incorporados], requisitos, strict=True):
        incorporar_documento(
            expediente,
            documento_id=uno.id,
            huella=uno.huella,
            origen=clase,
            requisito=requisito,
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
    """What a later submission does in the case, whichever way it came: answers a request, asks to end, or waits to be looked at."""
    if requerimiento is not None:
        motor.contestar_requerimiento(requerimiento, expediente, presentado=momento, actor=actor, reloj=reloj)
        return
    if aportacion.clase == "recurso":
        silencio = silencio_del_recurso(expediente, reloj=reloj)
        motor.iniciar(expediente, entrada=momento, silencio=silencio, actor=actor, reloj=reloj)
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
    motor.llego_escrito(
        expediente,
        clase=aportacion.clase,
        referencia=aportacion.id,
        persona_id=aportacion.presentador_id,
        actor=actor,
        reloj=reloj,
    )
