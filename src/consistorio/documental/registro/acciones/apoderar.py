"""Inscribing at the office who may act for whom, and when that ends."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro import actas_de_poder, mostrador
from consistorio.documental.registro.apoderamientos import APUD_ACTA, problemas_de_apoderamiento
from consistorio.documental.registro.comprobaciones import exigir
from consistorio.documental.registro.eventos import (
    ApoderamientoInscrito,
    ApoderamientoProrrogado,
    ApoderamientoTerminado,
)
from consistorio.documental.registro.fin_de_poder import (
    estado_final,
    exigir_viva,
    problemas_de_fin,
)
from consistorio.documental.registro.prorroga_de_poder import problemas_de_prorroga
from consistorio.documental.registro.tipos import (
    Apoderamiento,
    Fichero,
    FinDeApoderamiento,
    ProrrogaDeApoderamiento,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.cadenas import de_representacion
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.plataforma.identidad.operaciones import exigir_prorrogable, otorgar, prorrogar, terminar


@accion(
    "registro.apoderamiento.inscrito",
    "identidad.representacion.otorgada",
    "identidad.persona.creada",
    permiso="representacion.inscribir",
    norma="LPACAP arts. 5.4 y 6.3 a 6.6; RD 203/2021 arts. 32 y 33",
)
def inscribir_en_oficina(*, actor: Actor, pedido: Apoderamiento, reloj: Reloj) -> Representacion:
    """Inscribe a power granted in person (with its record, sealed), by a document, legal, or read in the REA. In force at once.

    Who: staff of the registry office (`representacion.inscribir`). Writes: Representacion, Persona (new ones), Documento.
    Emits: registro.apoderamiento.inscrito, identidad.representacion.otorgada. Raises DatosIncorrectos (every problem),
    Conflicto (one like it in those days), NoPermitido.
    """
    exigir(problemas_de_apoderamiento(pedido, actor=actor, reloj=reloj))
    representado = mostrador.persona_escrita(pedido.representado, "representado_", actor=actor, reloj=reloj)
    representante = mostrador.persona_escrita(pedido.representante, "representante_", actor=actor, reloj=reloj)
    documento = _documento(pedido, representado, representante, actor=actor, reloj=reloj)
    representacion = otorgar(
        representado=representado,
        representante=representante,
        alcance=pedido.alcance,
        procedimiento=pedido.procedimiento,
        acreditacion=pedido.acreditacion,
        desde=pedido.desde,
        hasta=pedido.hasta,
        estado=Representacion.Estado.VIGENTE,
        documento_id=documento.id if documento is not None else None,
        referencia=pedido.referencia,
        actor=actor,
        reloj=reloj,
    )
    identificacion = pedido.identificacion if pedido.acreditacion == APUD_ACTA else ""
    hecho = ApoderamientoInscrito(
        representacion.id, representacion.documento_id, representacion.acreditacion, identificacion
    )
    anotar(de_representacion(representacion.id), hecho, actor=actor, reloj=reloj)
    return representacion


def _documento(
    pedido: Apoderamiento, representado: Persona, representante: Persona, *, actor: Actor, reloj: Reloj
) -> Documento | None:
    if pedido.acreditacion == APUD_ACTA:
        acta = actas_de_poder.de_otorgamiento(pedido, representado, representante)
        return actas_de_poder.levantar(acta, actor=actor, reloj=reloj)
    return _recibido(pedido.fichero, actor=actor, reloj=reloj) if pedido.fichero is not None else None


@accion(
    "registro.apoderamiento.prorrogado",
    "identidad.representacion.prorrogada",
    permiso="representacion.inscribir",
    norma="LPACAP art. 6.6",
)
def prorrogar_en_oficina(
    *, actor: Actor, representacion_id: UUID, pedida: ProrrogaDeApoderamiento, reloj: Reloj
) -> Representacion:
    """Note that who gave a power makes it last longer: in person (with its record, sealed) or by a document.

    Who: staff of the registry office (`representacion.inscribir`). Writes: Representacion, Documento. Emits:
    registro.apoderamiento.prorrogado, identidad.representacion.prorrogada. Raises NoEncontrado, Conflicto (it is over, pending, or was
    not inscribed here; overlap), DatosIncorrectos (every problem), NoPermitido.
    """
    representacion = exigir_viva(representacion_id, reloj=reloj)
    exigir_prorrogable(representacion, hoy=hoy(reloj))
    exigir(problemas_de_prorroga(representacion, pedida, actor=actor, reloj=reloj))
    if pedida.en_persona or pedida.fichero is None:
        acta = actas_de_poder.de_prorroga(representacion, pedida)
        documento = actas_de_poder.levantar(acta, actor=actor, reloj=reloj)
    else:
        documento = _recibido(pedida.fichero, actor=actor, reloj=reloj)
    hasta = pedida.hasta or representacion.hasta
    prorrogar(representacion, hasta, documento_id=documento.id, actor=actor, reloj=reloj)
    hecho = ApoderamientoProrrogado(representacion.id, documento.id, pedida.identificacion if pedida.en_persona else "")
    anotar(de_representacion(representacion.id), hecho, actor=actor, reloj=reloj)
    return representacion


@accion(
    "registro.apoderamiento.terminado",
    "identidad.representacion.terminada",
    permiso="representacion.inscribir",
    norma="LPACAP arts. 6.6 y 6.7",
)
def terminar_en_oficina(
    *, actor: Actor, representacion_id: UUID, fin: FinDeApoderamiento, reloj: Reloj
) -> Representacion:
    """Note that who gave a power revokes it, or that who received it gives it up: in person (with its record, sealed) or by a document.

    Over at once, whatever had accredited it; the cases that run follow by a job of the `motor`.
    Who: staff of the registry office (`representacion.inscribir`). Writes: Representacion, Documento. Emits:
    registro.apoderamiento.terminado, identidad.representacion.terminada. Raises NoEncontrado, Conflicto (it was over),
    DatosIncorrectos (every problem), NoPermitido.
    """
    representacion = exigir_viva(representacion_id, reloj=reloj)
    exigir(problemas_de_fin(representacion, fin, actor=actor))
    if fin.en_persona or fin.fichero is None:
        documento = actas_de_poder.levantar(actas_de_poder.de_fin(representacion, fin), actor=actor, reloj=reloj)
    else:
        documento = _recibido(fin.fichero, actor=actor, reloj=reloj)
    estado = estado_final(representacion, fin.quien)
    terminar(representacion, estado, documento_id=documento.id, actor=actor, reloj=reloj)
    identificacion = fin.identificacion if fin.en_persona else ""
    hecho = ApoderamientoTerminado(representacion.id, documento.id, fin.quien, identificacion)
    anotar(de_representacion(representacion.id), hecho, actor=actor, reloj=reloj)
    return representacion


def _recibido(fichero: Fichero, *, actor: Actor, reloj: Reloj) -> Documento:
    return Documento.objects.get(id=mostrador.documentos_de([fichero], actor=actor, reloj=reloj)[0].documento_id)
