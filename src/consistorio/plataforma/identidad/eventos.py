"""Facts of identity."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("identidad.persona.creada", _("Persona dada de alta"))
@dato
class PersonaCreada:
    """A person entered the register of parties."""

    persona_id: UUID
    clase: str


@evento("identidad.persona.actualizada", _("Datos de contacto cambiados"))
@dato
class PersonaActualizada:
    """Some fields of a person changed; which ones, not their values."""

    persona_id: UUID
    campos: tuple[str, ...]


@evento("identidad.canal.elegido", _("Canal de relación elegido"))
@dato
class CanalElegido:
    """A person chose a channel, with effect from a day."""

    persona_id: UUID
    canal: str
    efectos_desde: date


@evento("identidad.peticion.iniciada", _("Identificación pedida"))
@dato
class PeticionIniciada:
    """A browser was sent to identify itself elsewhere."""

    peticion_id: UUID
    medio: str


@evento("identidad.peticion.respondida", _("Identificación respondida"))
@dato
class PeticionRespondida:
    """The identification came back; `codigo` is empty when it succeeded."""

    peticion_id: UUID
    codigo: str


@evento("identidad.sesion.abierta", _("Sesión abierta"))
@dato
class SesionAbierta:
    """Somebody identified themselves."""

    sesion_id: UUID
    medio: str
    nivel: int


@evento("identidad.sesion.cerrada", _("Sesión cerrada"))
@dato
class SesionCerrada:
    """A session ended by its owner's wish or because it was revoked."""

    sesion_id: UUID


@evento("identidad.sesion.representado_elegido", _("Persona representada elegida"))
@dato
class RepresentadoElegido:
    """The session acts for somebody else from now on, or for its owner again (empty)."""

    sesion_id: UUID
    representacion_id: UUID | None


@evento("identidad.sesion.reautenticada", _("Identidad confirmada de nuevo"))
@dato
class SesionReautenticada:
    """The second factor was given again during a session."""

    sesion_id: UUID


@evento("identidad.contrasena.rechazada", _("Contraseña rechazada"))
@dato
class ContrasenaRechazada:
    """A failed attempt; `clave` is a keyed hash of the user name."""

    clave: str


@evento("identidad.segundo_factor.rechazado", _("Segundo factor rechazado"))
@dato
class SegundoFactorRechazado:
    """A code or a passkey that did not match."""

    cuenta_id: UUID


@evento("identidad.segundo_factor.activado", _("Segundo factor activado"))
@dato
class SegundoFactorActivado:
    """An account has a working second factor."""

    cuenta_id: UUID
    clase: str


@evento("identidad.segundo_factor.restablecido", _("Segundo factor retirado por la administración"))
@dato
class SegundoFactorRestablecido:
    """An administrator removed an account's second factors; the next login enrols a new one."""

    cuenta_id: UUID


@evento("identidad.llave.pedida", _("Llave de acceso pedida"))
@dato
class LlavePedida:
    """An account was asked to use a passkey, or to make one; `para` says for what, without its details."""

    cuenta_id: UUID
    para: str


@evento("identidad.llave.guardada", _("Llave de acceso guardada"))
@dato
class LlaveGuardada:
    """An account has one more passkey."""

    cuenta_id: UUID
    llave_id: UUID


@evento("identidad.llave.retirada", _("Llave de acceso retirada"))
@dato
class LlaveRetirada:
    """Its owner gave up a passkey."""

    cuenta_id: UUID
    llave_id: UUID


@evento("identidad.contrasena.cambiada", _("Contraseña cambiada"))
@dato
class ContrasenaCambiada:
    """A new password was set."""

    cuenta_id: UUID


@evento("identidad.cuenta.creada", _("Cuenta creada"))
@dato
class CuentaCreada:
    """A staff account exists."""

    cuenta_id: UUID


@evento("identidad.cuenta.desactivada", _("Cuenta desactivada"))
@dato
class CuentaDesactivada:
    """A staff account may no longer log in."""

    cuenta_id: UUID


@evento("identidad.cuenta.reactivada", _("Cuenta reactivada"))
@dato
class CuentaReactivada:
    """A staff account that had been stopped may log in again."""

    cuenta_id: UUID


@evento("identidad.contrasena.restablecida", _("Contraseña restablecida por la administración"))
@dato
class ContrasenaRestablecida:
    """An administrator gave an account a provisional password."""

    cuenta_id: UUID


@evento("identidad.representacion.otorgada", _("Representación otorgada"))
@dato
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
@dato
class RepresentacionAceptada:
    """The representative accepted."""

    representacion_id: UUID


@evento("identidad.representacion.prorrogada", _("Representación prorrogada"))
@dato
class RepresentacionProrrogada:
    """Who gave a power made it last longer: until `hasta`, and not `antes` (LPACAP 6.6)."""

    representacion_id: UUID
    antes: date
    hasta: date


@evento("identidad.representacion.terminada", _("Representación terminada"))
@dato
class RepresentacionTerminada:
    """Rejected, revoked or renounced."""

    representacion_id: UUID
    estado: str
