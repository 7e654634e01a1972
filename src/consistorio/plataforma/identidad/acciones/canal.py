"""How a person wants to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.plataforma.identidad.cadenas import de_persona
from consistorio.plataforma.identidad.eventos import CanalElegido, PersonaActualizada
from consistorio.plataforma.identidad.models import Persona, PreferenciaCanal

DIAS_HABILES_HASTA_EFECTOS = 5


@accion("identidad.canal.elegido", permiso="ciudadania.datos", norma="LPACAP art. 14.1; RD 203/2021 art. 3.2")
def elegir_canal(*, actor: Actor, canal: str, reloj: Reloj) -> PreferenciaCanal:
    """Choose paper or electronic means, with effect from the fifth hábil day after today.

    Who: the person, if not obliged. Writes: PreferenciaCanal. Raises DatosIncorrectos, Conflicto (obliged to electronic means),
    NoPermitido (acting by a power for one procedure only).
    """
    if canal not in PreferenciaCanal.Canal.values:
        mensaje = _("Elija cómo quiere que nos comuniquemos con usted.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("canal", mensaje)])
    _exigir_poder_para_todo(actor)
    persona = Persona.objects.select_for_update().get(id=actor.persona_interesada)
    if persona.obligada:
        raise Conflicto(
            _("La ley le obliga a relacionarse con el Ayuntamiento por medios electrónicos."),
            que_hacer=_("Puede cambiar su correo y su teléfono para los avisos."),
        )
    dia = hoy(reloj)
    efectos = calcular(
        dia, Duracion(DIAS_HABILES_HASTA_EFECTOS, Unidad.DIAS_HABILES), calendario_de_la_sede(en=dia)
    ).vence
    preferencia = PreferenciaCanal.objects.create(
        persona=persona, canal=canal, manifestada_el=reloj.ahora(), efectos_desde=efectos, medio=actor.medio
    )
    anotar(de_persona(persona.id), CanalElegido(persona.id, canal, efectos), actor=actor, reloj=reloj)
    return preferencia


@accion("identidad.persona.actualizada", permiso="ciudadania.datos", norma="LPACAP arts. 41.1, 41.6 y 66.1.b")
def cambiar_contacto(*, actor: Actor, correo: str, telefono: str, reloj: Reloj) -> Persona:
    """Change the mail and telephone for notices, also of the cases that run. Empty ones are allowed: no notice is sent then (41.6).

    Who: the person, or whoever represents them. Writes: Persona. Raises DatosIncorrectos with every problem,
    NoPermitido (acting by a power for one procedure only).
    """
    _exigir_poder_para_todo(actor)
    return _contacto(actor.persona_interesada, correo, telefono, actor=actor, reloj=reloj)


@accion("identidad.persona.actualizada", permiso="personas.mantener", norma="LPACAP art. 12.2; RGPD art. 5.1.d")
def corregir_contacto(
    *, actor: Actor, persona_id: UUID, correo: str, telefono: str, comprobado: bool, reloj: Reloj
) -> Persona:
    """The same, at the counter, when the person or who represents them asks for it there. Also of cases that run.

    `comprobado`: the official saw who asks for it; notices must not be led elsewhere by anybody else. Who: staff of the registry
    office (`personas.mantener`). Writes: Persona. Emits: identidad.persona.actualizada. Raises DatosIncorrectos (every problem),
    NoEncontrado.
    """
    problemas = []
    if not comprobado:
        mensaje = _("Compruebe que lo pide esa persona o quien la representa, y marque la casilla.")
        problemas.append(Problema("comprobado", mensaje))
    return _contacto(persona_id, correo, telefono, otros=problemas, actor=actor, reloj=reloj)


def _exigir_poder_para_todo(actor: Actor) -> None:
    """A power for one procedure does not reach how a person is told of all the others (LPACAP 6.4.c)."""
    if actor.solo_procedimiento:
        raise NoPermitido(
            _("Su representación es solo para un trámite y no alcanza a los datos de esa persona."),
            que_hacer=_("Actúe en su propio nombre, o pida a quien representa una representación más amplia."),
        )


def _contacto(
    persona_id: UUID, correo: str, telefono: str, *, otros: Sequence[Problema] = (), actor: Actor, reloj: Reloj
) -> Persona:
    problemas: list[Problema] = []
    correo = correo.strip()
    if correo:
        try:
            validate_email(correo)
        except ValidationError:
            problemas.append(Problema("correo", _("Escriba el correo completo, por ejemplo ana@ejemplo.es.")))
    cifras = telefono.replace(" ", "").replace("-", "")
    if cifras and not (cifras.removeprefix("+").isdigit() and 9 <= len(cifras) <= 16):
        problemas.append(Problema("telefono", _("Escriba el teléfono con sus 9 cifras, por ejemplo 600123456.")))
    if problemas or otros:
        raise DatosIncorrectos(_("Revise los datos de contacto."), problemas=[*problemas, *otros])
    persona = Persona.objects.select_for_update().filter(id=persona_id).first()
    if persona is None:
        raise NoEncontrado(_("No encontramos a esa persona."))
    cambios = tuple(c for c, v in (("correo", correo), ("telefono", cifras)) if getattr(persona, c) != v)
    persona.correo, persona.telefono, persona.contacto_el = correo, cifras, reloj.ahora()
    persona.save(update_fields=["correo", "telefono", "contacto_el"])
    anotar(de_persona(persona.id), PersonaActualizada(persona.id, cambios), actor=actor, reloj=reloj)
    return persona
