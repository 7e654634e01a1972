"""Say who else files with the holder of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.operaciones import persona_declarada
from consistorio.tramitacion.formularios import acceso
from consistorio.tramitacion.formularios.eventos import InteresadoDeBorradorCambiado
from consistorio.tramitacion.formularios.models import InteresadoBorrador
from consistorio.tramitacion.formularios.operaciones import cadena_de
from consistorio.tramitacion.formularios.permisos import SOLICITAR

MAXIMO_INTERESADOS = 20


@accion("formularios.borrador.interesado", permiso=SOLICITAR, norma="LPACAP art. 66.2")
def anadir_interesado(
    *,
    actor: Actor,
    borrador_id: UUID,
    nif: str,
    reloj: Reloj,
    nombre: str = "",
    apellido1: str = "",
    apellido2: str = "",
    razon_social: str = "",
    representante_id: UUID | None = None,
    representante: Mapping[str, str] | None = None,
) -> InteresadoBorrador:
    """Add a person who files too. Their power to be represented is asked for when the case is reviewed (LPACAP 5.6).

    Who represents them: a known person (`representante_id`) or one described by nif, nombre, apellido1, apellido2 and
    razon_social (`representante`), whose problems come back with the prefix `representante_`.
    Who: the holder. Writes: InteresadoBorrador, Persona if new. Emits: formularios.borrador.interesado.
    Raises NoEncontrado, DatosIncorrectos (number or name), Conflicto (already there, or too many).
    """
    borrador = acceso.solicitud_en_borrador(actor, borrador_id, bloquear=True)
    persona = persona_declarada(
        {"nif": nif, "nombre": nombre, "apellido1": apellido1, "apellido2": apellido2, "razon_social": razon_social},
        actor=actor,
        reloj=reloj,
    )
    if representante is not None:
        representante_id = persona_declarada(representante, actor=actor, reloj=reloj, prefijo="representante_").id
    if persona.id in (borrador.representado_id or borrador.titular_id,):
        raise Conflicto(_("Esa persona ya presenta la solicitud."))
    if persona.id == representante_id:
        mensaje = _("Nadie puede representarse a sí mismo: escriba el documento de otra persona.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("representante_nif", mensaje)])
    if borrador.interesados.filter(persona=persona).exists():
        raise Conflicto(_("Ya ha añadido a esa persona."))
    if borrador.interesados.count() >= MAXIMO_INTERESADOS:
        raise Conflicto(_("Como mucho puede añadir %(n)d personas.") % {"n": MAXIMO_INTERESADOS})
    interesado = InteresadoBorrador.objects.create(
        borrador=borrador, persona=persona, representante_id=representante_id
    )
    anotar(
        cadena_de(borrador),
        InteresadoDeBorradorCambiado(borrador.id, persona.id, representante_id, quitado=False),
        actor=actor,
        reloj=reloj,
    )
    return interesado


@accion("formularios.borrador.interesado", permiso=SOLICITAR, norma="LPACAP art. 66.2")
def quitar_interesado(*, actor: Actor, borrador_id: UUID, interesado_id: UUID, reloj: Reloj) -> None:
    """Take a person out of those who file.

    Who: the holder. Deletes: InteresadoBorrador. Emits: formularios.borrador.interesado. Raises NoEncontrado, Conflicto.
    """
    borrador = acceso.solicitud_en_borrador(actor, borrador_id, bloquear=True)
    interesado = borrador.interesados.filter(id=interesado_id).first()
    if interesado is None:
        raise NoEncontrado(_("Esa persona ya no está en el borrador."))
    anotar(
        cadena_de(borrador),
        InteresadoDeBorradorCambiado(borrador.id, interesado.persona_id, interesado.representante_id, quitado=True),
        actor=actor,
        reloj=reloj,
    )
    interesado.delete()
