"""Opening, using and closing sessions."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.acciones.peticion import exigir_vale
from consistorio.plataforma.identidad.cadenas import de_sesion
from consistorio.plataforma.identidad.consultas import PODER_DEL_CERTIFICADO, poderes_para_actuar
from consistorio.plataforma.identidad.eventos import (
    RepresentadoElegido,
    SesionAbierta,
    SesionCerrada,
    SesionReautenticada,
)
from consistorio.plataforma.identidad.models import Cuenta, Persona, Representacion, Sesion
from consistorio.plataforma.identidad.operaciones import (
    huella_con_clave,
    inscribir_representacion,
    persona_por_documento,
    persona_por_nif,
)
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE
from consistorio.plataforma.identidad.tipos import Identificacion

DURACION_CIUDADANIA = timedelta(hours=4)
DURACION_PERSONAL = timedelta(hours=10)


@accion(
    "identidad.sesion.abierta",
    "identidad.persona.creada",
    "identidad.representacion.otorgada",
    permiso=IDENTIFICARSE,
    norma="LPACAP art. 9.2",
)
def abrir_sesion_con_vale(
    *, actor: Actor, peticion_id: UUID, vale: str, direccion: str, maquina: Reloj, reloj: Reloj
) -> tuple[Sesion | None, str, str]:
    """Open the citizen's session with the voucher of an answered request: (session, where to go, error in words).

    The session is None when the identification failed; the words come from the adapter. The level must reach the one
    that was asked for. Writes: Sesion, Persona, Representacion. Raises NoEncontrado, Conflicto.
    """
    peticion = exigir_vale(peticion_id, vale, maquina=maquina)
    if "nif" not in peticion.resultado:
        return None, peticion.vuelve_a, str(peticion.resultado.get("mensaje", ""))
    identificacion = Identificacion.de_datos(peticion.resultado)
    if identificacion.nivel < peticion.nivel_pedido:
        return None, peticion.vuelve_a, _("Este trámite pide una identificación más segura que la que ha usado.")
    sesion = _abrir(identificacion, direccion, actor=actor, maquina=maquina, reloj=reloj)
    return sesion, peticion.vuelve_a, ""


@accion(
    "identidad.sesion.abierta",
    permiso=IDENTIFICARSE,
    norma="RD 311/2022 anexo II op.acc.6 (mecanismo de autenticación)",
)
def abrir_sesion_personal(*, actor: Actor, cuenta_id: UUID, medio: str, direccion: str, maquina: Reloj) -> Sesion:
    """Open the session of an account whose password and second factor were both checked just now.

    Who: the staff login. Writes: Sesion. Emits: identidad.sesion.abierta. Raises NoPermitido (inactive account).
    """
    cuenta = Cuenta.objects.select_for_update().get(id=cuenta_id)
    if not cuenta.activa:
        raise NoPermitido(_("Esta cuenta está desactivada."), que_hacer=_("Hable con quien administra las cuentas."))
    nivel = Nivel.ALTO if medio == Sesion.Medio.CONTRASENA_LLAVE else Nivel.SUSTANCIAL
    ahora = maquina.ahora()
    sesion = Sesion.objects.create(
        cuenta=cuenta,
        medio=medio,
        nivel=int(nivel),
        direccion_hash=huella_con_clave(direccion) if direccion else "",
        abierta_el=ahora,
        vista_el=ahora,
        reautenticada_el=ahora,
        caduca_el=ahora + DURACION_PERSONAL,
    )
    cuenta.last_login = ahora
    cuenta.save(update_fields=["last_login"])
    anotar(de_sesion(sesion), SesionAbierta(sesion.id, medio, int(nivel)), actor=actor, reloj=maquina)
    return sesion


@accion("identidad.sesion.reautenticada", permiso="personal.cuenta", norma="RD 311/2022 anexo II op.acc.6")
def confirmar_identidad(*, actor: Actor, sesion_id: UUID, maquina: Reloj) -> Sesion:
    """Note that the second factor was given again, for acts that want it fresh. Who: its owner. Raises NoEncontrado."""
    sesion = Sesion.objects.select_for_update().filter(id=sesion_id, cerrada_el=None).first()
    if sesion is None or str(sesion.id) != actor.sesion:
        raise NoEncontrado(_("La sesión ya no está abierta."))
    sesion.reautenticada_el = maquina.ahora()
    sesion.save(update_fields=["reautenticada_el"])
    anotar(de_sesion(sesion), SesionReautenticada(sesion.id), actor=actor, reloj=maquina)
    return sesion


@accion("identidad.sesion.cerrada", permiso=IDENTIFICARSE, norma="RD 311/2022 anexo II op.acc.6")
def cerrar_sesion(*, actor: Actor, sesion_id: UUID, maquina: Reloj) -> None:
    """Close a session for good. Closing one that is closed already changes nothing. Emits: identidad.sesion.cerrada."""
    sesion = Sesion.objects.select_for_update().filter(id=sesion_id, cerrada_el=None).first()
    if sesion is not None:
        sesion.cerrada_el = maquina.ahora()
        sesion.save(update_fields=["cerrada_el"])
        anotar(de_sesion(sesion), SesionCerrada(sesion.id), actor=actor, reloj=maquina)


@accion("identidad.sesion.representado_elegido", permiso="ciudadania.sesion", norma="LPACAP art. 5.1")
def elegir_representado(*, actor: Actor, representacion_id: UUID | None, reloj: Reloj) -> Sesion:
    """Act from now on for the person of an accepted power in force, or for oneself (None).

    Who: the representative, in their own session. Writes: Sesion. Raises NoEncontrado (also of the power of a certificate, in a session
    that was not opened with it).
    """
    sesion = Sesion.objects.select_for_update().filter(id=actor.sesion, persona_id=actor.id, cerrada_el=None).first()
    if sesion is None:
        raise NoEncontrado(_("La sesión ya no está abierta."))
    utilizables = poderes_para_actuar(sesion, en=hoy(reloj))
    if representacion_id is not None and not utilizables.filter(id=representacion_id).exists():
        raise NoEncontrado(
            _("No tiene una representación vigente de esa persona."),
            que_hacer=_("Pida a esa persona que la otorgue en la sede, o acepte la que tenga pendiente."),
        )
    sesion.representacion_id = representacion_id
    sesion.save(update_fields=["representacion"])
    anotar(de_sesion(sesion), RepresentadoElegido(sesion.id, representacion_id), actor=actor, reloj=reloj)
    return sesion


def _abrir(identificacion: Identificacion, direccion: str, *, actor: Actor, maquina: Reloj, reloj: Reloj) -> Sesion:
    """Write the session of a verified identification with its evidence."""
    persona = persona_por_documento(
        identificacion.tipo_documento,
        identificacion.pais_documento,
        identificacion.nif,
        nombre=identificacion.nombre,
        apellido1=identificacion.apellido1,
        apellido2=identificacion.apellido2,
        actor=actor,
        reloj=reloj,
    )
    representacion = _de_certificado(identificacion, persona, actor=actor, reloj=reloj)
    evidencia = dict(identificacion.evidencia)
    if representacion is not None:
        evidencia[PODER_DEL_CERTIFICADO] = str(representacion.id)
    ahora = maquina.ahora()
    sesion = Sesion.objects.create(
        persona=persona,
        medio=identificacion.medio,
        nivel=int(identificacion.nivel),
        emisor=identificacion.emisor[:300],
        serie=identificacion.serie[:80],
        huella=identificacion.huella,
        evidencia=evidencia,
        direccion_hash=huella_con_clave(direccion) if direccion else "",
        abierta_el=ahora,
        vista_el=ahora,
        reautenticada_el=ahora,
        caduca_el=ahora + DURACION_CIUDADANIA,
        representacion=representacion,
    )
    anotar(
        de_sesion(sesion),
        SesionAbierta(sesion.id, identificacion.medio, int(identificacion.nivel)),
        actor=actor,
        reloj=maquina,
    )
    return sesion


def _de_certificado(
    identificacion: Identificacion, persona: Persona, *, actor: Actor, reloj: Reloj
) -> Representacion | None:
    """The power that a representative's certificate accredits (LPACAP 5.4), written once per certificate."""
    if not identificacion.organizacion_nif:
        return None
    organizacion = persona_por_nif(
        identificacion.organizacion_nif, razon_social=identificacion.organizacion_nombre, actor=actor, reloj=reloj
    )
    dia = hoy(reloj)
    hasta = min(identificacion.valida_hasta or dia, reglas.ultimo_dia_posible(dia))
    if hasta < dia:
        return None
    propia: dict[str, date] = {"desde__lte": dia, "hasta__gte": dia}
    existente = Representacion.objects.filter(
        representado=organizacion, representante=persona, acreditacion="certificado", estado="vigente", **propia
    ).first()
    return existente or inscribir_representacion(
        representado=organizacion,
        representante=persona,
        alcance=Representacion.Alcance.GENERAL,
        acreditacion=Representacion.Acreditacion.CERTIFICADO,
        desde=dia,
        hasta=hasta,
        estado=Representacion.Estado.VIGENTE,
        referencia=f"{identificacion.emisor[:100]} · {identificacion.serie}"[:160],
        actor=actor,
        reloj=reloj,
    )
