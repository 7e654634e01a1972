"""Filing what comes on paper: building blocks of the counter, inside an open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.registro import operaciones
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.reglas import aviso_obligado
from consistorio.documental.registro.tipos import (
    Adjunto,
    Canal,
    DatosComplementarios,
    DatosPersona,
    EntradaMostrador,
    Fichero,
    LibroCodigo,
    Parte,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_nif
from consistorio.plataforma.organizacion.models import Unidad

LARGO_COTEJO = 160  # SICRES 4, Observaciones of an annex


def asentar_entrada(
    *,
    asunto: str,
    partes: Sequence[Parte],
    unidad: Unidad,
    canal: Canal,
    documentos: Sequence[Adjunto],
    complementos: DatosComplementarios,
    clave_idempotencia: str,
    actor: Actor,
    reloj: Reloj,
    presentado: datetime | None = None,
    numero_reservado: tuple[int, int] | None = None,
) -> Asiento:
    """File an entry, with the warning of LPACAP 68.4 when somebody obliged to electronic means brings it on paper.

    Writes, emits and raises as `operaciones.asentar`; call it last.
    """
    if canal.es_presencial:
        aviso = aviso_obligado([p.causa_obligacion for p in _personas(partes, complementos) if p.obligada])
        if aviso:
            complementos = replace(complementos, avisos=[*complementos.avisos, aviso])
    return operaciones.asentar(
        libro=LibroCodigo.ENTRADA,
        asunto=asunto,
        interesado=None,
        mas_partes=partes,
        unidad_destino=unidad,
        canal=canal,
        documentos=documentos,
        presentado=presentado,
        complementos=complementos,
        numero_reservado=numero_reservado,
        clave_idempotencia=clave_idempotencia,
        actor=actor,
        reloj=reloj,
    )


def _personas(partes: Sequence[Parte], complementos: DatosComplementarios) -> list[Persona]:
    todas = [persona for parte in partes for persona in (parte.persona, parte.representante)]
    return [persona for persona in (*todas, complementos.presentado_por) if persona is not None]


def partes_de(entrada: EntradaMostrador, *, actor: Actor, reloj: Reloj) -> list[Parte]:
    """Whose business it is, with who represents them. Writes Persona (new ones). Raises DatosIncorrectos, naming the field."""
    exigir_transaccion()
    interesado = persona_escrita(entrada.interesado, "", actor=actor, reloj=reloj)
    representante = (
        persona_escrita(entrada.representante, "representante_", actor=actor, reloj=reloj)
        if entrada.representante
        else None
    )
    return [Parte(interesado, representante, entrada.canal_notificacion, entrada.domicilio)]


def complementos_de(
    entrada: EntradaMostrador, *, actor: Actor, reloj: Reloj, numero_expediente: str = "", codigo_sia: str = ""
) -> DatosComplementarios:
    """The optional fields with who stands at the counter, and the case that the entry opens if it does.

    Writes Persona (if new). Raises DatosIncorrectos.
    """
    exigir_transaccion()
    presenta = persona_escrita(entrada.presenta, "presenta_", actor=actor, reloj=reloj) if entrada.presenta else None
    dichos = entrada.complementos
    return replace(
        dichos,
        presentado_por=presenta,
        numero_expediente=numero_expediente or dichos.numero_expediente,
        codigo_sia=codigo_sia or dichos.codigo_sia,
    )


def documentos_de(entrada: EntradaMostrador, *, actor: Actor, reloj: Reloj) -> list[Adjunto]:
    """The files taken in, as documents of the citizen's with the state of elaboración that was said. Writes Documento."""
    exigir_transaccion()
    return [_incorporado(fichero, actor, reloj) for fichero in entrada.ficheros]


def _incorporado(fichero: Fichero, actor: Actor, reloj: Reloj) -> Adjunto:
    documento = incorporar(
        fichero.contenido,
        titulo=fichero.nombre,
        nombre=fichero.nombre,
        tipo_documental="TD99",
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion=fichero.validez,
        actor=actor,
        reloj=reloj,
    )
    cotejo = _("Cotejado con el papel por %(q)s") % {"q": fichero.cotejado_por} if fichero.cotejado_por else ""
    return operaciones.adjunto_de(documento, observaciones=cotejo[:LARGO_COTEJO])


def persona_escrita(datos: DatosPersona, prefijo: str, *, actor: Actor, reloj: Reloj) -> Persona:
    """The person typed by an official, made if new. Writes Persona. Raises DatosIncorrectos, its fields with `prefijo` before."""
    exigir_transaccion()
    try:
        return persona_por_nif(
            datos.nif,
            nombre=datos.nombre,
            apellido1=datos.apellido1,
            apellido2=datos.apellido2,
            actor=actor,
            reloj=reloj,
        )
    except DatosIncorrectos as error:
        problemas = [Problema(prefijo + p.campo.replace("razon_social", "nombre"), p.mensaje) for p in error.problemas]
        raise DatosIncorrectos(error.mensaje, que_hacer=error.que_hacer, problemas=problemas) from error


def unidad_de(entrada: EntradaMostrador, reloj: Reloj) -> Unidad:
    """The unit to which an entry goes. Raises DatosIncorrectos when none was chosen or it does not exist today."""
    if entrada.unidad_id is None:
        mensaje = _("Elija la unidad a la que va.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return unidad_vigente(entrada.unidad_id, reloj)


def unidad_vigente(unidad_id: UUID, reloj: Reloj) -> Unidad:
    """A unit that exists today. Raises DatosIncorrectos."""
    dia = hoy(reloj)
    unidad = Unidad.objects.filter(pk=unidad_id, desde__lte=dia).first()
    if unidad is None or (unidad.hasta is not None and unidad.hasta < dia):
        mensaje = _("Elija una unidad que exista hoy.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return unidad
