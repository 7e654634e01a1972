"""Correct a material, factual or arithmetical error (LPACAP 109.2)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.tramitacion.expedientes import diligencias, operaciones
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.consultas import documentos_utiles, organo_competente
from consistorio.tramitacion.expedientes.firmas import pedir_firma_de_quien_lo_hace
from consistorio.tramitacion.expedientes.intervencion import firmante_en
from consistorio.tramitacion.expedientes.models import Expediente, Rectificacion
from consistorio.tramitacion.expedientes.permisos import TRAMITAR

DECISION = "resolucion"  # the origin of the document of a decision


@accion("expediente.error.rectificado", permiso=TRAMITAR, norma="LPACAP art. 109.2")
def rectificar_error(
    *,
    actor: Actor,
    expediente_id: UUID,
    donde_dice: str,
    debe_decir: str,
    motivo: str,
    reloj: Reloj,
    documento_id: UUID | None = None,
) -> Rectificacion:
    """Correct an error with an act of its own: what was written stays, and a diligencia says what it should have said.

    `documento_id`: the document of the case with the error, if it is in one. Who: tramitador, at any time, of office or asked; that of
    a decision is signed by the organ that gave it and, once signed, the engine tells the parties.
    Writes: Rectificacion, Documento, DocumentoExpediente, Circuito. Emits: expediente.error.rectificado.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (every problem, or nobody holds the organ).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Una rectificación la acuerda una persona."))
    _comprobar(donde_dice.strip(), debe_decir.strip(), motivo.strip())
    puesto = (
        documentos_utiles(expediente).filter(documento_id=documento_id).first() if documento_id is not None else None
    )
    if documento_id is not None and puesto is None:
        raise NoEncontrado(_("Ese documento no es de este expediente."))
    organo = _organo(expediente, reloj) if puesto is not None and puesto.origen == DECISION else None
    rectificacion = Rectificacion.objects.create(
        expediente=expediente,
        documento_id=documento_id,
        donde_dice=donde_dice.strip(),
        debe_decir=debe_decir.strip(),
        motivo=motivo.strip(),
        acordada_el=reloj.ahora(),
        acordada_por_id=actor.id,
    )
    firma = None if organo is None else (organo.firmante.empleado.nombre, organo.firmante.cargo_texto)
    documento = diligencias.escribir(
        expediente,
        diligencias.parrafos_de(rectificacion),
        titulo=_("Rectificación de error"),
        firma=firma,
        actor=actor,
        reloj=reloj,
    )
    _pedir_firma(rectificacion, documento, organo, actor=actor, reloj=reloj)
    # Of a decision the parties see it once it is signed and notified
    diligencias.asentar_rectificacion(
        rectificacion, documento, visible_interesado=organo is None, actor=actor, reloj=reloj
    )
    return rectificacion


@dato
class _Organo:
    """The organ that decides the case, and who signs for it today."""

    puesto: Puesto
    firmante: Firmante


def _organo(expediente: Expediente, reloj: Reloj) -> _Organo:
    organo = organo_competente(expediente)
    try:
        puesto = puesto_de_organo(organo.codigo)
        return _Organo(puesto, firmante_en(expediente, puesto, en=hoy(reloj)))
    except NoEncontrado as error:
        raise DatosIncorrectos(
            _("Hoy nadie puede firmar la corrección por «%(o)s»: %(m)s") % {"o": organo.nombre, "m": error.mensaje},
            que_hacer=error.que_hacer,
        ) from error


def _pedir_firma(
    rectificacion: Rectificacion, documento: Documento, organo: _Organo | None, *, actor: Actor, reloj: Reloj
) -> None:
    referencia = f"rectificacion:{rectificacion.id}"
    campo, expediente = diligencias.CAMPO, rectificacion.expediente
    if organo is None:
        pedir_firma_de_quien_lo_hace(
            documento, campo=campo, unidad_id=expediente.unidad_id, referencia=referencia, actor=actor, reloj=reloj
        )
        return
    pedir_firmas(documento, [PasoPedido(organo.puesto, campo)], referencia=referencia, actor=actor, reloj=reloj)
    operaciones.dar_acceso(
        expediente.id,
        referencia=rectificacion.id,
        causa="firma:rectificacion",
        momento=reloj.ahora(),
        empleado_id=organo.firmante.empleado.id,
    )


def _comprobar(donde_dice: str, debe_decir: str, motivo: str) -> None:
    problemas = []
    if not donde_dice:
        problemas.append(Problema("donde_dice", _("Copie el texto que está mal.")))
    if not debe_decir or debe_decir == donde_dice:
        problemas.append(Problema("debe_decir", _("Escriba lo que debe decir.")))
    if not motivo:
        problemas.append(Problema("motivo", _("Explique por qué es un error material, de hecho o aritmético.")))
    if problemas:
        raise DatosIncorrectos(_("La rectificación no está completa."), problemas=problemas)
