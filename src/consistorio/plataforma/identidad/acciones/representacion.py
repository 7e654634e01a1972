"""The representative's whole journey in the sede: granting, accepting, rejecting, revoking, renouncing (LPACAP 5-6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad import operaciones, reglas
from consistorio.plataforma.identidad.cadenas import de_representacion
from consistorio.plataforma.identidad.eventos import RepresentacionAceptada
from consistorio.plataforma.identidad.models import Persona, Representacion, Sesion
from consistorio.plataforma.identidad.operaciones import (
    otorgar,
    persona_declarada,
    problemas_de_alcance,
    terminar,
)


@accion(
    "identidad.representacion.otorgada",
    "identidad.persona.creada",
    permiso="ciudadania.representacion",
    norma="LPACAP art. 6.5; RD 203/2021 art. 32",
)
def otorgar_en_sede(
    *,
    actor: Actor,
    representante: Mapping[str, str],
    alcance: str,
    procedimiento: str = "",
    desde: date,
    hasta: date,
    reloj: Reloj,
) -> Representacion:
    """Grant a power apud acta by appearing in the sede; it waits for the representative's acceptance.

    Who: the person represented, identified at least with level SUSTANCIAL; for an organisation, whoever holds its certificate of
    representative or its legal representation, for no more than that one reaches. `representante` carries nif, nombre, apellido1, apellido2, razon_social.
    Writes: Representacion, Persona. Raises NoPermitido, DatosIncorrectos (all problems), Conflicto (overlap).
    """
    exigir_quien_otorga(actor, alcance)
    problemas = problemas_de_alcance(alcance, procedimiento)
    if problemas:
        raise DatosIncorrectos(_("Faltan datos de la representación."), problemas=problemas)
    reglas.exigir_periodo(desde, hasta, hoy=hoy(reloj))
    apoderada = persona_declarada(representante, actor=actor, reloj=reloj)
    otorga = Persona.objects.get(id=actor.persona_interesada)
    return otorgar(
        representado=otorga,
        representante=apoderada,
        alcance=alcance,
        procedimiento=procedimiento,
        acreditacion=Representacion.Acreditacion.APUD_ACTA_SEDE,
        desde=desde,
        hasta=hasta,
        estado=Representacion.Estado.PENDIENTE,
        documento_id=None,
        referencia=f"sesion:{actor.sesion} {actor.medio}",
        actor=actor,
        reloj=reloj,
    )


@accion("identidad.representacion.aceptada", permiso="ciudadania.representacion", norma="LPACAP art. 6.5")
def aceptar(*, actor: Actor, representacion_id: UUID, reloj: Reloj) -> Representacion:
    """The representative accepts. Who: the one named in it, or who acts for that organisation. Raises NoEncontrado, Conflicto."""
    representacion = _propia(_quienes_es(actor), representacion_id, lado="representante")
    if representacion.estado != Representacion.Estado.PENDIENTE:
        raise Conflicto(_("Esta representación ya no está pendiente de aceptar."))
    representacion.estado = Representacion.Estado.VIGENTE
    representacion.aceptada_el = reloj.ahora()
    representacion.save(update_fields=["estado", "aceptada_el"])
    anotar(de_representacion(representacion.id), RepresentacionAceptada(representacion.id), actor=actor, reloj=reloj)
    return representacion


@accion("identidad.representacion.terminada", permiso="ciudadania.representacion", norma="LPACAP art. 6.6")
def rechazar(*, actor: Actor, representacion_id: UUID, reloj: Reloj) -> Representacion:
    """The representative named does not accept. Raises NoEncontrado, Conflicto."""
    representacion = _propia(_quienes_es(actor), representacion_id, lado="representante")
    if representacion.estado != Representacion.Estado.PENDIENTE:
        raise Conflicto(_("Esta representación ya no está pendiente de aceptar."))
    return terminar(representacion, Representacion.Estado.RECHAZADA, actor=actor, reloj=reloj)


@accion("identidad.representacion.terminada", permiso="ciudadania.representacion", norma="LPACAP art. 6.6")
def renunciar(*, actor: Actor, representacion_id: UUID, reloj: Reloj) -> Representacion:
    """The representative gives the power up. Raises NoEncontrado, Conflicto (not in force, or given by the law or a judge)."""
    representacion = _propia(_quienes_es(actor), representacion_id, lado="representante")
    if representacion.estado != Representacion.Estado.VIGENTE:
        raise Conflicto(_("Esta representación no está vigente."))
    _exigir_que_no_es_de_ley(representacion)
    return terminar(representacion, Representacion.Estado.RENUNCIADA, actor=actor, reloj=reloj)


@accion("identidad.representacion.terminada", permiso="ciudadania.representacion", norma="LPACAP art. 6.6")
def revocar(*, actor: Actor, representacion_id: UUID, reloj: Reloj) -> Representacion:
    """The person represented takes the power back, at any time; nobody whom they sent does it for them, unless in their place for everything.

    Raises NoPermitido, NoEncontrado, Conflicto (already ended, or given by the law or a judge).
    """
    _exigir_en_su_lugar(actor, _("No puede revocar una representación en nombre de otra persona."))
    representacion = _propia({actor.persona_interesada}, representacion_id, lado="representado")
    if representacion.estado not in (Representacion.Estado.PENDIENTE, Representacion.Estado.VIGENTE):
        raise Conflicto(_("Esta representación ya había terminado."))
    _exigir_que_no_es_de_ley(representacion)
    return terminar(representacion, Representacion.Estado.REVOCADA, actor=actor, reloj=reloj)


@accion("identidad.representacion.prorrogada", permiso="ciudadania.representacion", norma="LPACAP art. 6.6")
def prorrogar(*, actor: Actor, representacion_id: UUID, hasta: date, reloj: Reloj) -> Representacion:
    """The person represented makes a power in force last longer, five years at most from today; nobody has to accept it again.

    Who: who gave it, identified as to grant one. Emits: identidad.representacion.prorrogada. Raises NoPermitido, NoEncontrado,
    Conflicto (it ended, is pending, or was not inscribed here; overlap), DatosIncorrectos (the day).
    """
    representacion = _propia({actor.persona_interesada}, representacion_id, lado="representado")
    exigir_quien_otorga(actor, representacion.alcance)
    operaciones.exigir_prorrogable(representacion, hoy=hoy(reloj))
    reglas.exigir_prorroga(representacion.hasta, hasta, hoy=hoy(reloj))
    return operaciones.prorrogar(representacion, hasta, actor=actor, reloj=reloj)


def _exigir_que_no_es_de_ley(representacion: Representacion) -> None:
    """Guardianship and the like are no power that somebody gave (LPACAP 6.6, 6.7)."""
    if representacion.acreditacion == Representacion.Acreditacion.LEGAL:
        raise Conflicto(
            _("Esta representación la da la ley o un juez: no se revoca ni se renuncia a ella en la sede."),
            que_hacer=_(
                "Si ha terminado, lleve a la oficina de asistencia la resolución judicial o el documento público en el que consta."
            ),
        )


def exigir_quien_otorga(actor: Actor, alcance: str) -> None:
    """Raises NoPermitido unless the actor may give, or make last, a power of that reach in the name of who gives it."""
    if actor.nivel < Nivel.SUSTANCIAL:
        raise NoPermitido(
            _("Para otorgar una representación necesita identificarse con más seguridad."),
            que_hacer=_("Entre con certificado electrónico o con Cl@ve de nivel medio o alto."),
        )
    propio = _exigir_en_su_lugar(actor, _("No puede otorgar una representación en nombre de otra persona."))
    if propio is None or propio.alcance == Representacion.Alcance.GENERAL:
        return
    if alcance == Representacion.Alcance.GENERAL:
        raise NoPermitido(
            _("Nadie da más poder que el que tiene: el suyo no es para cualquier Administración."),
            que_hacer=_("Elija que sirva ante este Ayuntamiento o para un trámite."),
        )


def _exigir_en_su_lugar(actor: Actor, mensaje: str) -> Representacion | None:
    """Raises NoPermitido unless the actor is who it is about, or stands in their place for everything: by the law, or with the
    certificate of representative. Returns by which power; None when it is themselves."""
    if actor.representa_a is None:
        return None
    propio = Representacion.objects.filter(
        id__in=Sesion.objects.filter(id=actor.sesion).values("representacion"),
        acreditacion__in=["certificado", "legal"],
    ).first()
    if propio is None or propio.alcance == Representacion.Alcance.PROCEDIMIENTO:
        raise NoPermitido(mensaje, que_hacer=_("Pulse «Actuar en su propio nombre» y vuelva a intentarlo."))
    return propio


def _quienes_es(actor: Actor) -> set[UUID]:
    """Oneself and, while acting for an organisation in everything, the organisation: it accepts through whom it sends."""
    if actor.solo_procedimiento:
        return {actor.id}
    entidad = Persona.objects.filter(id=actor.persona_interesada).exclude(clase=Persona.Clase.FISICA).first()
    return {actor.id} if entidad is None else {actor.id, entidad.id}


def _propia(personas: Collection[UUID], representacion_id: UUID, *, lado: str) -> Representacion:
    representacion = (
        Representacion.objects.select_for_update(of=("self",))
        .select_related("representado", "representante")
        .filter(id=representacion_id, **{f"{lado}_id__in": personas})
        .first()
    )
    if representacion is None:
        raise NoEncontrado(_("No encontramos esa representación."))
    return representacion
