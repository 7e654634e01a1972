"""Parties that come later, and who acts for them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.consultas import poder_para
from consistorio.plataforma.identidad.operaciones import persona_por_nif
from consistorio.tramitacion.expedientes import operaciones
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.partes_escritas import ParteEscrita, exigir_sin_problemas, revisar
from consistorio.tramitacion.expedientes.permisos import TRAMITAR


@accion("expediente.interesado.anadido", permiso=TRAMITAR, norma="LPACAP arts. 4.1 y 8")
def anadir_interesado(
    *,
    actor: Actor,
    expediente_id: UUID,
    nif: str,
    papel: str,
    canal: str,
    reloj: Reloj,
    nombre: str = "",
    apellido1: str = "",
    apellido2: str = "",
    razon_social: str = "",
) -> Interesado:
    """Add a party that the case did not have: whoever appears, or whose rights the decision may touch (4.1.b-c, 8).

    Who: tramitador. Writes: Interesado, Persona if new. Emits: expediente.interesado.anadido.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos, Conflicto (already a party).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    problemas = []
    if papel not in Interesado.Papel.values:
        problemas.append(Problema("papel", _("Elija en qué calidad interviene.")))
    if canal not in Interesado.Canal.values:
        problemas.append(Problema("canal", _("Elija cómo se le notifica.")))
    if problemas:
        raise DatosIncorrectos(_("Faltan datos de la persona interesada."), problemas=problemas)
    persona = persona_por_nif(
        nif,
        nombre=nombre,
        apellido1=apellido1,
        apellido2=apellido2,
        razon_social=razon_social,
        actor=actor,
        reloj=reloj,
    )
    return operaciones.anadir_interesado(
        expediente,
        persona,
        papel=papel,
        canal=canal,
        correo_aviso=persona.correo,
        telefono_aviso=persona.telefono,
        actor=actor,
        reloj=reloj,
    )


@accion("expediente.interesado.anadido", "identidad.persona.creada", permiso=TRAMITAR, norma="LPACAP arts. 4.1 y 8")
def anadir_varios(*, actor: Actor, expediente_id: UUID, escritas: Sequence[ParteEscrita], reloj: Reloj) -> int:
    """Add the parties of a sheet, all of them or none. Returns how many.

    Who: who carries the case. Writes: Interesado, Persona if new. Emits: expediente.interesado.anadido, one a party.
    Raises NoEncontrado, NoPermitido, Conflicto (the case is closed), DatosIncorrectos (every problem of every row).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise Conflicto(_("El expediente está cerrado: ya no se le añaden personas."))
    exigir_sin_problemas(revisar(expediente, escritas))
    for escrita in escritas:
        persona = persona_por_nif(
            escrita.nif,
            nombre=escrita.nombre,
            apellido1=escrita.apellido1,
            apellido2=escrita.apellido2,
            actor=actor,
            reloj=reloj,
        )
        operaciones.anadir_interesado(
            expediente,
            persona,
            papel=escrita.papel,
            canal=escrita.canal,
            correo_aviso=persona.correo,
            telefono_aviso=persona.telefono,
            actor=actor,
            reloj=reloj,
        )
    return len(escritas)


@accion("expediente.interesado.cambiado", "identidad.persona.creada", permiso=TRAMITAR, norma="LPACAP art. 5")
def cambiar_representante(
    *,
    actor: Actor,
    interesado_id: UUID,
    nif: str,
    reloj: Reloj,
    nombre: str = "",
    apellido1: str = "",
    apellido2: str = "",
) -> Interesado:
    """Note who acts for a party from now on (empty `nif`: nobody). The power is looked up; one still to accredit is allowed (5.6).

    Who: tramitador. Writes: Interesado, Persona if new. Emits: expediente.interesado.cambiado.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos.
    """
    interesado = Interesado.objects.select_related("persona").filter(id=interesado_id, hasta=None).first()
    if interesado is None:
        raise NoEncontrado(_("No encontramos a esa persona en el expediente."))
    expediente = expediente_que_lleva(actor, interesado.expediente_id, TRAMITAR)
    interesado.expediente = expediente
    representante = None
    if nif.strip():
        representante = persona_por_nif(
            nif, nombre=nombre, apellido1=apellido1, apellido2=apellido2, actor=actor, reloj=reloj
        )
        if representante.id == interesado.persona_id:
            mensaje = _("Nadie se representa a sí mismo: escriba el número de otra persona o déjelo vacío.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("nif", mensaje)])
    poder = (
        poder_para(
            representante_id=representante.id,
            representado_id=interesado.persona_id,
            procedimiento=expediente.version.procedimiento.codigo,
            en=hoy(reloj),
        )
        if representante is not None
        else None
    )
    return operaciones.cambiar_representante(
        interesado, representante=representante, representacion=poder, actor=actor, reloj=reloj
    )
