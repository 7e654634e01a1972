"""File an application: one transaction, on any channel."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.operaciones import asentar, asiento_de_clave
from consistorio.documental.registro.tipos import CanalNotificacion, DatosComplementarios, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios import acceso as borradores
from consistorio.tramitacion.formularios import reglas as formularios
from consistorio.tramitacion.formularios.models import AdjuntoBorrador, Borrador
from consistorio.tramitacion.formularios.operaciones import marcar_presentado
from consistorio.tramitacion.formularios.tipos import Campo, Esquema, Requisito
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.solicitudes import apertura, operaciones
from consistorio.tramitacion.solicitudes.apertura import ParteNueva
from consistorio.tramitacion.solicitudes.consultas import pares_de_personas
from consistorio.tramitacion.solicitudes.eventos import SolicitudPresentada
from consistorio.tramitacion.solicitudes.models import Evidencia, Solicitud
from consistorio.tramitacion.solicitudes.naturaleza import (
    clase_de_lo_presentado,
    efectos_en_el_justificante,
    fichero_de_lo_presentado,
    tipo_de_lo_presentado,
    titulo_de_lo_presentado,
)
from consistorio.tramitacion.solicitudes.permisos import PRESENTAR
from consistorio.tramitacion.solicitudes.reglas import huella_de_presentacion
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion


@dato
class _Presentacion:
    """What is about to be filed, checked."""

    borrador: Borrador
    version: VersionProcedimiento
    definicion: Definicion
    esquema: Esquema
    datos: dict[str, Valor]
    adjuntos: Sequence[AdjuntoBorrador]
    faltan: tuple[Requisito, ...]
    huella: str


@dato
class _Partes:
    """Who files (`presenta`): the person whose business it is, who acts for them, and the others."""

    interesado: Persona
    representante: Persona | None
    otras: tuple[tuple[Persona, Persona | None], ...]

    @property
    def presenta(self) -> Persona:
        return self.representante or self.interesado


@accion("solicitud.presentada", permiso=PRESENTAR, norma="LPACAP arts. 10, 16, 66 y 68")
def presentar(
    *,
    actor: Actor,
    borrador_id: UUID,
    clave_idempotencia: str,
    evidencia: EvidenciaSesion,
    reloj: Reloj,
    canal: str = "sede",
) -> Solicitud:
    """File a draft: documents, case, parties, entry in the registry, term and first tasks, all or nothing.

    A missing document does not stop it (LPACAP 68.1): it is noted for the review. The same key answers the same submission.
    Who: the holder of the draft. Writes: Documento, Expediente, Interesado, Asiento, Plazo, Tarea, Evidencia, Solicitud.
    Emits: solicitud.presentada and those of every room that it touches.
    Raises NoEncontrado, Conflicto (filed already, changed since the review; what is declared, as the day changes), NoPermitido (level), DatosIncorrectos (every problem).
    """
    clave = operaciones.clave_de(actor, clave_idempotencia)
    clave_libre = asiento_de_clave(clave) is None
    anterior = Solicitud.objects.filter(clave_idempotencia=clave).select_related("expediente").first()
    if anterior is not None:
        return anterior
    lista = _comprobar(borradores.solicitud_en_borrador(actor, borrador_id, bloquear=True), actor, reloj)
    operaciones.comprobar_evidencia(evidencia, lista.huella)
    partes = _partes(lista.borrador)
    documento, adjuntos = _documentos(lista, partes, actor=actor, reloj=reloj)
    expediente, en_el_caso = _abrir_expediente(lista, partes, actor=actor, reloj=reloj)
    suyos = [(documento, ""), *((incorporado, adjunto.requisito) for adjunto, incorporado in adjuntos)]
    apertura.incorporar_documentos(expediente, suyos, actor=actor, reloj=reloj)
    apertura.acreditar_representantes(expediente, en_el_caso, actor=actor, reloj=reloj)
    asiento = _asentar(
        lista,
        partes,
        en_el_caso,
        expediente,
        documento,
        adjuntos,
        clave=clave,
        clave_libre=clave_libre,
        canal=canal,
        actor=actor,
        reloj=reloj,
    )
    # The term starts at the official time of the entry, so it can only come after it
    motor.iniciar(expediente, entrada=asiento.registrado_el, presentada=asiento.presentado_el, actor=actor, reloj=reloj)
    apertura.preparar_revision(expediente, lista.faltan, partes=en_el_caso, actor=actor, reloj=reloj)
    prueba = operaciones.dejar_evidencia(
        evidencia,
        persona=partes.presenta,
        documento=documento,
        huella=lista.huella,
        actor=actor,
        reloj=reloj,
    )
    solicitud = _guardar(lista, expediente, documento, asiento, prueba, clave=clave, canal=canal, actor=actor)
    marcar_presentado(lista.borrador, reloj=reloj)
    anotar(expediente.cadena, _hecho(solicitud), actor=actor, reloj=reloj, filas=[prueba, solicitud])
    return solicitud


def _guardar(
    lista: _Presentacion,
    expediente: Expediente,
    documento: Documento,
    asiento: Asiento,
    prueba: Evidencia,
    *,
    clave: str,
    canal: str,
    actor: Actor,
) -> Solicitud:
    return Solicitud.objects.create(
        expediente=expediente,
        formulario_id=lista.borrador.formulario_id,
        borrador_id=lista.borrador.id,
        presentador_id=actor.id,
        datos=lista.datos,
        huella=lista.huella,
        documento_id=documento.id,
        asiento_id=asiento.id,
        evidencia=prueba,
        canal=canal,
        presentada_el=asiento.registrado_el,
        clave_idempotencia=clave,
        faltan=[requisito.codigo for requisito in lista.faltan],
    )


def _hecho(solicitud: Solicitud) -> SolicitudPresentada:
    return SolicitudPresentada(
        solicitud.expediente_id,
        solicitud.id,
        solicitud.asiento_id,
        solicitud.documento_id,
        solicitud.evidencia_id,
        solicitud.huella,
        solicitud.presentada_el,
        len(solicitud.faltan),
    )


def _comprobar(borrador: Borrador, actor: Actor, reloj: Reloj) -> _Presentacion:
    version = catalogo.version_de_formulario(borrador.formulario_id)
    definicion = version.tipada
    operaciones.exigir_nivel(actor, definicion.nivel)
    esquema = borrador.esquema
    datos = formularios.limpiar(esquema, como_datos(borrador.datos))
    problemas = formularios.validar(esquema, datos, hoy=hoy(reloj))
    if problemas:
        raise DatosIncorrectos(
            _("Todavía no se puede presentar: hay respuestas que completar o corregir."),
            que_hacer=_("Su borrador sigue guardado."),
            problemas=problemas,
        )
    visibles = {requisito.codigo for requisito in formularios.requisitos_visibles(esquema, datos)}
    adjuntos = [adjunto for adjunto in borrador.adjuntos.all() if adjunto.requisito in visibles]
    return _Presentacion(
        borrador=borrador,
        version=version,
        definicion=definicion,
        esquema=esquema,
        datos=datos,
        adjuntos=adjuntos,
        faltan=formularios.documentos_que_faltan(esquema, datos, {a.requisito for a in adjuntos}),
        huella=huella_de_presentacion(
            borrador.procedimiento,
            datos,
            [(adjunto.requisito, adjunto.contenido) for adjunto in adjuntos],
            pares_de_personas(borrador),
        ),
    )


def _partes(borrador: Borrador) -> _Partes:
    titular = operaciones.persona_de(borrador.titular_id)
    otras = tuple(
        (otro.persona, otro.representante)
        for otro in borrador.interesados.select_related("persona", "representante").order_by("id")
    )
    if borrador.representado_id is None:
        return _Partes(titular, None, otras)
    return _Partes(operaciones.persona_de(borrador.representado_id), titular, otras)


def _documentos(
    lista: _Presentacion, partes: _Partes, *, actor: Actor, reloj: Reloj
) -> tuple[Documento, list[tuple[AdjuntoBorrador, Documento]]]:
    adjuntos = []
    contenidos = Contenido.objects.in_bulk([adjunto.contenido for adjunto in lista.adjuntos])
    for adjunto in lista.adjuntos:
        titulo, tipo = operaciones.titulo_de_adjunto(lista.esquema, adjunto.requisito, adjunto.nombre)
        documento = operaciones.incorporar_adjunto(
            contenidos[adjunto.contenido],
            nombre=adjunto.nombre,
            titulo=titulo,
            tipo_documental=tipo,
            actor=actor,
            reloj=reloj,
        )
        adjuntos.append((adjunto, documento))
    solicitud = operaciones.crear_documento_de_solicitud(
        procedimiento=lista.definicion.nombre,
        interesado=partes.interesado,
        representante=partes.representante,
        organo=lista.definicion.legal.organo.nombre,
        secciones=_secciones(lista, partes),
        adjuntos=[(a.nombre, d.huella, d.titulo) for a, d in adjuntos],
        notificacion=_texto_notificacion(lista),
        titulo=titulo_de_lo_presentado(lista.definicion),
        fichero=fichero_de_lo_presentado(lista.definicion),
        clase=clase_de_lo_presentado(lista.definicion),
        declaraciones=_declarado(lista),
        tipo_documental=tipo_de_lo_presentado(lista.definicion),
        firma=operaciones.texto_de_firma(actor, lista.huella),
        actor=actor,
        reloj=reloj,
    )
    return solicitud, adjuntos


def _lo_que_declara(lista: _Presentacion) -> list[Campo]:
    """The requirements that a declaration says, and accepts, one by one (LPACAP 69.1); an application only answers them."""
    if not lista.definicion.declarada:
        return []
    return [campo for campo in formularios.campos_visibles(lista.esquema, lista.datos) if campo.tipo == "declaracion"]


def _declarado(lista: _Presentacion) -> list[str]:
    return [f"{campo.etiqueta.rstrip('.')}." for campo in _lo_que_declara(lista) if lista.datos.get(campo.codigo)]


def _secciones(lista: _Presentacion, partes: _Partes) -> list[dict[str, object]]:
    aparte = {campo.codigo for campo in _lo_que_declara(lista)}
    respuestas = [una for una in formularios.resumen(lista.esquema, lista.datos) if una.campo not in aparte]
    secciones: list[dict[str, object]] = [
        {
            "titulo": paso.titulo,
            "campos": [
                {"rotulo": respuesta.etiqueta, "valor": respuesta.texto}
                for respuesta in respuestas
                if respuesta.paso == paso.codigo
            ],
        }
        for paso in lista.esquema.pasos
        if any(respuesta.paso == paso.codigo for respuesta in respuestas)
    ]
    if partes.otras:
        secciones.append(
            {
                "titulo": _("También lo presentan")
                if lista.definicion.declarada
                else _("También presentan esta solicitud"),
                "campos": [
                    {
                        "rotulo": persona.nif,
                        "valor": persona.nombre_completo
                        if representante is None
                        else _("%(p)s, con representante: %(r)s")
                        % {"p": persona.nombre_completo, "r": representante.nombre_completo},
                    }
                    for persona, representante in partes.otras
                ],
            }
        )
    if lista.faltan:
        secciones.append(
            {
                "titulo": _("Documentos que no ha adjuntado"),
                "campos": [
                    {"rotulo": requisito.nombre, "valor": _("Se le pedirá más adelante.")} for requisito in lista.faltan
                ],
            }
        )
    return secciones


def _texto_notificacion(lista: _Presentacion) -> str:
    if texto_de(lista.datos.get("medio_notificacion")) == "papel":
        return _("En papel, salvo que la ley le obligue a recibirlas por internet.")
    return _("Por internet, en la sede electrónica.")


def _abrir_expediente(
    lista: _Presentacion, partes: _Partes, *, actor: Actor, reloj: Reloj
) -> tuple[Expediente, list[Interesado]]:
    todas = [(partes.interesado, partes.representante), *partes.otras]
    return apertura.abrir_caso(
        lista.version,
        [
            _parte(lista, persona, representante, actor, es_quien_pide=persona == partes.interesado)
            for persona, representante in todas
        ],
        datos=lista.datos,
        textos=apertura.textos_de(lista.esquema, lista.datos),
        actor=actor,
        reloj=reloj,
    )


def _parte(
    lista: _Presentacion, persona: Persona, representante: Persona | None, actor: Actor, *, es_quien_pide: bool
) -> ParteNueva:
    """A party. The form asks where the one who asks lives, and where whoever files wants the letters if it is elsewhere: of the others
    for whom they act it says nothing but where the letters go.
    """
    papel = texto_de(lista.datos.get("medio_notificacion")) == "papel"
    domicilio = _direccion(lista.datos.get("domicilio_notificacion"))
    cartas = _direccion(lista.datos.get("direccion_cartas"))
    presenta = actor.id in (persona.id, representante.id if representante else None)
    return ParteNueva(
        persona,
        representante,
        canal=Interesado.Canal.PAPEL if papel else Interesado.Canal.ELECTRONICA,
        correo=texto_de(lista.datos.get("correo_aviso")) if presenta else persona.correo,
        telefono=texto_de(lista.datos.get("telefono_aviso")) if presenta else persona.telefono,
        domicilio=domicilio if es_quien_pide else {},
        direccion_postal=(cartas or ({} if es_quien_pide else domicilio)) if presenta else {},
    )


def _direccion(respuesta: Valor) -> dict[str, Valor]:
    """An address of the form, or nothing when no street was written."""
    return dict(respuesta) if isinstance(respuesta, dict) and texto_de(respuesta.get("via")) else {}


def _asentar(
    lista: _Presentacion,
    partes: _Partes,
    en_el_caso: Sequence[Interesado],
    expediente: Expediente,
    documento: Documento,
    adjuntos: Sequence[tuple[AdjuntoBorrador, Documento]],
    *,
    clave: str,
    clave_libre: bool,
    canal: str,
    actor: Actor,
    reloj: Reloj,
) -> Asiento:
    dia = hoy(reloj)
    asiento = asentar(
        libro="E",
        asunto=titulo_de_lo_presentado(lista.definicion),
        interesado=partes.interesado,
        representante=partes.representante,
        mas_partes=[Parte(fila.persona, fila.representante, CanalNotificacion(fila.canal)) for fila in en_el_caso],
        unidad_destino=expediente.unidad,
        canal=canal,
        clave_idempotencia=clave,
        clave_libre=clave_libre,
        documentos=[
            operaciones.adjunto_de_registro(documento, principal=True),
            *(operaciones.adjunto_de_registro(incorporado) for _adjunto, incorporado in adjuntos),
        ],
        complementos=DatosComplementarios(
            numero_expediente=expediente.numero,
            codigo_sia=lista.definicion.clasificacion_sia,
            presentado_por=partes.presenta,
            observaciones=efectos_en_el_justificante(lista.definicion, dia),
        ),
        actor=actor,
        reloj=reloj,
    )
    if lista.definicion.declarada and en_madrid(asiento.presentado_el).date() != dia:
        raise Conflicto(
            _("Ha cambiado el día mientras se presentaba."), que_hacer=_("Vuelva a pulsar «Firmar y presentar».")
        )
    return asiento
