"""Turn an entry of the registry into a case."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import Canal, CanalNotificacion, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.solicitudes import apertura, papel
from consistorio.tramitacion.solicitudes.acceso import asiento_pendiente
from consistorio.tramitacion.solicitudes.models import Solicitud
from consistorio.tramitacion.solicitudes.permisos import ABRIR
from consistorio.tramitacion.solicitudes.tipos import Apertura


@accion("solicitud.presentada", permiso=ABRIR, norma="LPACAP arts. 14.1, 16.4, 21.3.b, 41.1, 66, 68 y 71.1")
def abrir_de_asiento(*, actor: Actor, asiento_id: UUID, pedida: Apertura, reloj: Reloj) -> Solicitud:
    """Open a case with what came in an entry: its parties, its documents, the term from its official time, the first tasks.

    Who: `solicitud.abrir`, in the unit where the entry waits, for a procedure that this person's units answer for.
    Writes: Expediente, Interesado, DocumentoExpediente, Plazo, Tarea, Evidencia, Solicitud. Emits: solicitud.presentada and those
    of every room that it touches. Raises NoEncontrado, NoPermitido, Conflicto (in a case already), DatosIncorrectos.
    """
    asiento = asiento_pendiente(actor, asiento_id, motivo=_("Abrir un expediente"))
    version = catalogo.vigente(pedida.procedimiento)
    documentos = documentos_del(asiento)
    _comprobar(asiento, version, pedida, documentos, actor=actor, reloj=reloj)
    nuevas = [papel.parte_nueva(_pedida(parte, pedida), Canal(asiento.canal)) for parte in partes_del(asiento)]
    expediente, partes = apertura.abrir_caso(version, nuevas, datos={}, textos={}, actor=actor, reloj=reloj)
    suyos = [(documento, pedida.requisitos.get(documento.id, "")) for documento in documentos]
    if not suyos:
        hecha = papel.documento_de_lo_que_llego(asiento, expediente=expediente.numero, actor=actor, reloj=reloj)
        suyos = [(hecha, "")]
    apertura.incorporar_documentos(expediente, suyos, actor=actor, reloj=reloj)
    apertura.acreditar_representantes(expediente, partes, actor=actor, reloj=reloj)
    return papel.empezar_tramitacion(expediente, asiento, suyos, partes=partes, actor=actor, reloj=reloj)


def documentos_del(asiento: Asiento) -> list[Documento]:
    """The documents of an entry, in its order, the main one first."""
    filas = asiento.documentos.select_related("documento").order_by("-principal", "orden")
    return [fila.documento for fila in filas]


def partes_del(asiento: Asiento) -> list[Parte]:
    """The parties of an entry as they were noted."""
    filas = asiento.interesados.select_related("persona", "representante").order_by("orden")
    return [
        Parte(
            fila.persona,
            fila.representante,
            CanalNotificacion(fila.canal_notificacion) if fila.canal_notificacion else None,
            {clave: str(valor) for clave, valor in fila.domicilio.items()},
        )
        for fila in filas
    ]


def _pedida(parte: Parte, pedida: Apertura) -> Parte:
    return replace(
        parte,
        canal=CanalNotificacion(pedida.canal) if pedida.canal else parte.canal,
        domicilio=pedida.domicilio or parte.domicilio,
    )


def _comprobar(
    asiento: Asiento,
    version: VersionProcedimiento,
    pedida: Apertura,
    documentos: list[Documento],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    definicion = version.tipada
    problemas = _problemas_de_tramite(definicion, actor, reloj)
    if not asiento.interesados.exists():
        mensaje = _("Este asiento no tiene persona interesada: únalo a un expediente que ya esté abierto.")
        problemas.append(Problema("", mensaje))
    if pedida.canal and pedida.canal not in {c.value for c in CanalNotificacion}:
        problemas.append(Problema("canal", _("Elija cómo se le notifica.")))
    conocidos = {requisito.codigo for requisito in definicion.formulario.requisitos}
    suyos = {documento.id for documento in documentos}
    for documento_id, requisito in pedida.requisitos.items():
        if documento_id not in suyos or (requisito and requisito not in conocidos):
            problemas.append(Problema(f"documento-{documento_id}", _("Elija qué documento es.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha abierto el expediente."), problemas=problemas)


def _problemas_de_tramite(definicion: Definicion, actor: Actor, reloj: Reloj) -> list[Problema]:
    unidad = catalogo.unidad_de_area(definicion.area, en=hoy(reloj))
    if not definicion.admite_solicitud:
        return [Problema("procedimiento", _("Este procedimiento solo lo inicia el Ayuntamiento, de oficio."))]
    if unidad.id in actor.unidades:
        return []
    mensaje = _("Este trámite lo lleva %(u)s: envíele el asiento.") % {"u": unidad.nombre}
    return [Problema("procedimiento", mensaje)]
