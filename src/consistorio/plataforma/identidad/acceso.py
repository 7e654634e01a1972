"""The narrow door to the data of a person, for whoever keeps them; each look is in the access log."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad.models import Persona

MANTENER = "personas.mantener"
MAXIMO = 20


def persona_para(actor: Actor, persona_id: UUID, *, motivo: str) -> Persona:
    """A person, for whoever holds `personas.mantener`. Raises NoEncontrado, the same for who is not there and who may not look."""
    hallada = Persona.objects.filter(id=persona_id).first() if actor.puede(MANTENER) else None
    registrar_acceso(actor, que="persona", objeto_id=persona_id, motivo=motivo, permitido=hallada is not None)
    if hallada is None:
        raise NoEncontrado(_("No encontramos a esa persona."))
    return hallada


def personas_con_numero(actor: Actor, numero: str, *, motivo: str) -> list[Persona]:
    """Those whose document has this number, of whatever kind or country; the look is logged, not the number. Empty without permission."""
    permitido = actor.puede(MANTENER)
    registrar_acceso(actor, que="persona", objeto_id="busqueda", motivo=motivo, permitido=permitido)
    limpio = "".join(c for c in numero.upper() if c.isalnum())
    if not permitido or not limpio:
        return []
    return list(Persona.objects.filter(nif=limpio).order_by("tipo_documento", "pais_documento")[:MAXIMO])
