"""Sending a browser to identify itself elsewhere, and taking the answer back to that same browser once."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.cadenas import de_peticion
from consistorio.plataforma.identidad.eventos import PeticionIniciada, PeticionRespondida
from consistorio.plataforma.identidad.models import AsercionVista, PeticionAcceso
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE
from consistorio.plataforma.identidad.tipos import Identificacion

VIDA_PETICION = timedelta(minutes=15)
_DE_NUEVO = gettext_noop("Vuelva a empezar la identificación.")


@accion("identidad.peticion.iniciada", permiso=IDENTIFICARSE, norma="LPACAP art. 9.2")
def iniciar_peticion(*, actor: Actor, medio: str, nivel: Nivel, vuelve_a: str, maquina: Reloj) -> PeticionAcceso:
    """Open a request for identification that lives fifteen minutes of the machine's clock.

    Who: the login pages. Writes: PeticionAcceso. Emits: identidad.peticion.iniciada. `vuelve_a` is a path of this site.
    """
    ahora = maquina.ahora()
    peticion = PeticionAcceso.objects.create(
        medio=medio, nivel_pedido=int(nivel), vuelve_a=vuelve_a[:500], creada_el=ahora, caduca_el=ahora + VIDA_PETICION
    )
    anotar(de_peticion(peticion.id), PeticionIniciada(peticion.id, medio), actor=actor, reloj=maquina)
    return peticion


@accion("identidad.peticion.respondida", permiso=IDENTIFICARSE, norma="LPACAP art. 9.2")
def responder_peticion(
    *,
    actor: Actor,
    peticion_id: UUID,
    identificacion: Identificacion | None,
    codigo: str = "",
    mensaje: str = "",
    asercion: str = "",
    maquina: Reloj,
) -> str:
    """Keep the verified answer (or why there is none) and return the one-time voucher that the browser will bring.

    Who: the adapters. Writes: PeticionAcceso, AsercionVista. Emits: identidad.peticion.respondida.
    Raises NoEncontrado (unknown or expired request), Conflicto (answered already, or assertion used before).
    """
    ahora = maquina.ahora()
    peticion = PeticionAcceso.objects.select_for_update().filter(id=peticion_id, caduca_el__gt=ahora).first()
    if peticion is None:
        raise NoEncontrado(_("La identificación ha tardado demasiado o no la pedimos."), que_hacer=_(_DE_NUEVO))
    if peticion.respondida_el is not None:
        raise Conflicto(_("Esa respuesta de identificación ya se usó."), que_hacer=_(_DE_NUEVO))
    if asercion:
        _visto, nueva = AsercionVista.objects.get_or_create(asercion=asercion, defaults={"recibida_el": ahora})
        if not nueva:
            raise Conflicto(_("Esa respuesta de identificación ya se usó."), que_hacer=_(_DE_NUEVO))
    vale = secrets.token_urlsafe(32)
    peticion.respondida_el = ahora
    peticion.vale_hash = sha256(vale.encode()).hexdigest()
    peticion.resultado = (
        identificacion.a_datos() if identificacion is not None else {"codigo": codigo or "fallo", "mensaje": mensaje}
    )
    peticion.save(update_fields=["respondida_el", "vale_hash", "resultado"])
    anotar(
        de_peticion(peticion.id),
        PeticionRespondida(peticion.id, "" if identificacion is not None else codigo or "fallo"),
        actor=actor,
        reloj=maquina,
    )
    return vale


def exigir_vale(peticion_id: UUID, vale: str, *, maquina: Reloj) -> PeticionAcceso:
    """Lock an answered request and consume it with its voucher. Its personal data are erased from the row.

    The returned object still carries `resultado`. Raises NoEncontrado, Conflicto.
    """
    ahora = maquina.ahora()
    peticion = PeticionAcceso.objects.select_for_update().filter(id=peticion_id, caduca_el__gt=ahora).first()
    if peticion is None or not peticion.vale_hash:
        raise NoEncontrado(_("La identificación ha tardado demasiado o no la pedimos."), que_hacer=_(_DE_NUEVO))
    if not hmac.compare_digest(peticion.vale_hash, sha256(vale.encode()).hexdigest()):
        raise NoEncontrado(_("La identificación no empezó en este navegador."), que_hacer=_(_DE_NUEVO))
    if peticion.consumida_el is not None:
        raise Conflicto(_("Esa identificación ya se usó."), que_hacer=_(_DE_NUEVO))
    PeticionAcceso.objects.filter(id=peticion.id).update(consumida_el=ahora, resultado={})
    return peticion
