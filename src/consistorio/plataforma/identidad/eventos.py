"""Facts of identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.auditoria.eventos import evento


@evento("identidad.persona.creada", _("Persona dada de alta"))
@dataclass(frozen=True, slots=True)
class PersonaCreada:
    """A person entered the register of parties."""

    persona_id: UUID
    clase: str


@evento("identidad.persona.actualizada", _("Datos de contacto cambiados"))
@dataclass(frozen=True, slots=True)
class PersonaActualizada:
    """Some fields of a person changed; which ones, not their values."""

    persona_id: UUID
    campos: tuple[str, ...]


@evento("identidad.canal.elegido", _("Canal de relación elegido"))
@dataclass(frozen=True, slots=True)
class CanalElegido:
    """A person chose a channel, with effect from a day."""

    persona_id: UUID
    canal: str
    efectos_desde: date


@evento("identidad.peticion.iniciada", _("Identificación pedida"))
@dataclass(frozen=True, slots=True)
class PeticionIniciada:
    """A browser was sent to identify itself elsewhere."""

    peticion_id: UUID
    medio: str


@evento("identidad.peticion.respondida", _("Identificación respondida"))
@dataclass(frozen=True, slots=True)
class PeticionRespondida:
    """The identification came back; `codigo` is empty when it succeeded."""

    peticion_id: UUID
    codigo: str


@evento("identidad.sesion.abierta", _("Sesión abierta"))
@dataclass(frozen=True, slots=True)
class SesionAbierta:
    """Somebody identified themselves."""

    sesion_id: UUID
    medio: str
    nivel: int


@evento("identidad.sesion.cerrada", _("Sesión cerrada"))
@dataclass(frozen=True, slots=True)
class SesionCerrada:
    """A session ended by its owner's wish or because it was revoked."""

    sesion_id: UUID


@evento("identidad.sesion.representado_elegido", _("Persona representada elegida"))
@dataclass(frozen=True, slots=True)
class RepresentadoElegido:
    """The session acts for somebody else from now on, or for its owner again (empty)."""

    sesion_id: UUID
    representacion_id: UUID | None


@evento("identidad.sesion.reautenticada", _("Identidad confirmada de nuevo"))
@dataclass(frozen=True, slots=True)
class SesionReautenticada:
    """The second factor was given again during a session."""

    sesion_id: UUID


@evento("identidad.contrasena.rechazada", _("Contraseña rechazada"))
@dataclass(frozen=True, slots=True)
class ContrasenaRechazada:
    """A failed attempt; `clave` is a keyed hash of the user name."""

    clave: str


@evento("identidad.segundo_factor.rechazado", _("Segundo factor rechazado"))
@dataclass(frozen=True, slots=True)
class SegundoFactorRechazado:
    """A code or a passkey that did not match."""

    cuenta_id: UUID


@evento("identidad.segundo_factor.activado", _("Segundo factor activado"))
@dataclass(frozen=True, slots=True)
class SegundoFactorActivado:
    """An account has a working second factor."""

    cuenta_id: UUID
    clase: str


@evento("identidad.segundo_factor.restablecido", _("Segundo factor retirado por la administración"))
@dataclass(frozen=True, slots=True)
class SegundoFactorRestablecido:
    """An administrator removed an account's second factors; the next login enrols a new one."""

    cuenta_id: UUID


@evento("identidad.llave.pedida", _("Llave de acceso pedida"))
@dataclass(frozen=True, slots=True)
class LlavePedida:
    """An account was asked to use a passkey, or to make one; `para` says for what, without its details."""

    cuenta_id: UUID
    para: str


@evento("identidad.llave.guardada", _("Llave de acceso guardada"))
@dataclass(frozen=True, slots=True)
class LlaveGuardada:
    """An account has one more passkey."""

    cuenta_id: UUID
    llave_id: UUID


@evento("identidad.llave.retirada", _("Llave de acceso retirada"))
@dataclass(frozen=True, slots=True)
class LlaveRetirada:
    """Its owner gave up a passkey."""

    cuenta_id: UUID
    llave_id: UUID


@evento("identidad.contrasena.cambiada", _("Contraseña cambiada"))
@dataclass(frozen=True, slots=True)
class ContrasenaCambiada:
    """A new password was set."""

    cuenta_id: UUID


@evento("identidad.cuenta.creada", _("Cuenta creada"))
@dataclass(frozen=True, slots=True)
class CuentaCreada:
    """A staff account exists."""

    cuenta_id: UUID


@evento("identidad.cuenta.desactivada", _("Cuenta desactivada"))
@dataclass(frozen=True, slots=True)
class CuentaDesactivada:
    """A staff account may no longer log in."""

    cuenta_id: UUID


@evento("identidad.cuenta.reactivada", _("Cuenta reactivada"))
@dataclass(frozen=True, slots=True)
class CuentaReactivada:
    """A staff account that had been stopped may log in again."""

    cuenta_id: UUID


@evento("identidad.contrasena.restablecida", _("Contraseña restablecida por la administración"))
@dataclass(frozen=True, slots=True)
class ContrasenaRestablecida:
    """An administrator gave an account a provisional password."""

    cuenta_id: UUID


@evento("identidad.representacion.otorgada", _("Representación otorgada"))
@dataclass(frozen=True, slots=True)
class RepresentacionOtorgada:
    """A represented person granted a power, or one was inscribed."""

    representacion_id: UUID
    representado_id: UUID
    representante_id: UUID
    alcance: str
    acreditacion: str
    desde: date
    hasta: date


@evento("identidad.representacion.aceptada", _("Representación aceptada"))
@dataclass(frozen=True, slots=True)
class RepresentacionAceptada:
    """The representative accepted."""

    representacion_id: UUID


@evento("identidad.representacion.prorrogada", _("Representación prorrogada"))
@dataclass(frozen=True, slots=True)
class RepresentacionProrrogada:
    """Who gave a power made it last longer: until `hasta`, and not `antes` (LPACAP 6.6)."""

    representacion_id: UUID
    antes: date
    hasta: date


@evento("identidad.representacion.terminada", _("Representación terminada"))
@dataclass(frozen=True, slots=True)
class RepresentacionTerminada:
    """Rejected, revoked or renounced."""

    representacion_id: UUID
    estado: str
