"""Reads of identities. Reading another person's data is noted in the access log."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.models import (
    NOMBRES,
    Persona,
    PeticionAcceso,
    PreferenciaCanal,
    Representacion,
    Sesion,
)
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito
from consistorio.plataforma.orden import en_castellano

INACTIVIDAD_CIUDADANIA = timedelta(minutes=30)
INACTIVIDAD_PERSONAL = timedelta(minutes=60)
VIGENTES = (Representacion.Estado.PENDIENTE, Representacion.Estado.VIGENTE)
MAXIMO_EN_LISTA = 100
# In the evidence of a session: the power that the certificate which opened it accredits
PODER_DEL_CERTIFICADO = "representacion"
_DE_SESION = (
    *("medio", "nivel", "vista_el", "cuenta__activa", "cuenta__debe_cambiar_contrasena"),
    *(f"representacion__{campo}" for campo in ("estado", "desde", "hasta", "procedimiento")),
    *(f"{quien}__{c}" for quien in ("persona", "representacion__representado") for c in ("clase", *NOMBRES)),
)


def sesion_viva(sesion_id: UUID | str, *, maquina: Reloj) -> Sesion | None:
    """The session, if it was not closed, has not expired and was used lately, read as far as each page needs (`_DE_SESION`).

    `maquina` is the machine's clock.
    """
    ahora = maquina.ahora()
    sesion = (
        Sesion.objects.select_related("persona", "cuenta", "representacion__representado")
        .only(*_DE_SESION)
        .filter(id=sesion_id, cerrada_el=None, caduca_el__gt=ahora)
        .first()
    )
    if sesion is None:
        return None
    margen = INACTIVIDAD_PERSONAL if sesion.cuenta_id else INACTIVIDAD_CIUDADANIA
    if sesion.vista_el + margen < ahora or (sesion.cuenta is not None and not sesion.cuenta.activa):
        return None
    return sesion


def actor_de_sesion(sesion: Sesion, *, en: date) -> Actor:
    """The citizen of a session, acting for whom that session chose while that power lasts.

    Raises NoPermitido for a staff session: `organizacion.consultas.actor_de` knows those.
    """
    if sesion.persona is None:
        raise NoPermitido(_("Esta sesión es del personal del Ayuntamiento."))
    representacion = sesion.representacion
    representa_a, solo_procedimiento = None, ""
    if (
        representacion is not None
        and representacion.estado == "vigente"
        and representacion.desde <= en <= representacion.hasta
    ):
        representa_a, solo_procedimiento = representacion.representado_id, representacion.procedimiento
    return Actor(
        clase=ClaseActor.CIUDADANO,
        id=sesion.persona.id,
        nombre=sesion.persona.nombre_completo,
        permisos=de_ambito(Ambito.CIUDADANIA),
        nivel=Nivel(sesion.nivel),
        medio=sesion.medio,
        representa_a=representa_a,
        solo_procedimiento=solo_procedimiento,
        sesion=str(sesion.id),
    )


def peticion_abierta(peticion_id: UUID, medio: str, *, maquina: Reloj) -> bool:
    """Whether a request for identification by those means still waits for its answer."""
    return PeticionAcceso.objects.filter(
        id=peticion_id, medio=medio, respondida_el=None, caduca_el__gt=maquina.ahora()
    ).exists()


def canal_de(persona: Persona, *, en: date) -> str:
    """Channel of relation in force on a day: electronica or papel (LPACAP 14; RD 203/2021 3.2)."""
    if persona.obligada:
        return PreferenciaCanal.Canal.ELECTRONICA
    preferencia = (
        PreferenciaCanal.objects.filter(persona=persona, efectos_desde__lte=en)
        .order_by("-efectos_desde", "-manifestada_el")
        .first()
    )
    return preferencia.canal if preferencia else PreferenciaCanal.Canal.PAPEL


def canal_elegido_despues(persona: Persona, *, de: datetime, en: date) -> str:
    """The channel that a person chose after a moment and is in force on a day; empty when they chose none (LPACAP 41.1)."""
    preferencia = (
        PreferenciaCanal.objects.filter(persona=persona, manifestada_el__gt=de, efectos_desde__lte=en)
        .order_by("-efectos_desde", "-manifestada_el")
        .first()
    )
    return preferencia.canal if preferencia else ""


def cambio_de_canal_pendiente(persona: Persona, *, en: date) -> PreferenciaCanal | None:
    """The choice of channel that has not taken effect yet."""
    return PreferenciaCanal.objects.filter(persona=persona, efectos_desde__gt=en).order_by("-manifestada_el").first()


def representaciones_de(persona_id: UUID) -> QuerySet[Representacion]:
    """Powers that a person granted or received, newest first, at most a hundred."""
    return (
        Representacion.objects.select_related("representado", "representante")
        .filter(Q(representado_id=persona_id) | Q(representante_id=persona_id))
        .order_by("-inscrita_el")[:MAXIMO_EN_LISTA]
    )


def poderes_para_actuar(sesion: Sesion, *, en: date) -> QuerySet[Representacion]:
    """Accepted powers in force with which who opened a session may act today for others.

    One that a certificate accredits is in the certificate: it serves in the session that was opened with it and in no other, because
    nobody tells us when it is revoked (LPACAP 5.4).
    """
    return Representacion.objects.filter(
        _con_que_acreditarse(sesion),
        representante_id=sesion.persona_id,
        estado=Representacion.Estado.VIGENTE,
        desde__lte=en,
        hasta__gte=en,
    )


def _con_que_acreditarse(sesion: Sesion | None) -> Q:
    del_certificado = Q(acreditacion=Representacion.Acreditacion.CERTIFICADO)
    return ~del_certificado | Q(id=sesion.evidencia.get(PODER_DEL_CERTIFICADO) if sesion is not None else None)


def puede_actuar_por(sesion_id: UUID | str, *, en: date) -> QuerySet[Representacion]:
    """The same in the order of the names of whom they are for, at most a hundred."""
    sesion = Sesion.objects.filter(id=sesion_id).first()
    if sesion is None:
        return Representacion.objects.none()
    return (
        poderes_para_actuar(sesion, en=en)
        .select_related("representado")
        .order_by(
            en_castellano("representado__razon_social"),
            en_castellano("representado__apellido1"),
            en_castellano("representado__nombre"),
            "id",
        )[:MAXIMO_EN_LISTA]
    )


def poder_para(
    *,
    representante_id: UUID,
    representado_id: UUID,
    procedimiento: str,
    en: date,
    organismo: str = "",
    sesion: str = "",
) -> Representacion | None:
    """A power in force that covers acting in a procedure (its code) on a day, the widest first; None when there is none.

    `organismo` is the DIR3 code of the administration; this town hall's by default. `sesion`: the one in which who represents acts;
    the power of a certificate serves in the session that was opened with it, and not at a desk nor when somebody else acts.
    """
    abierta = Sesion.objects.filter(id=sesion, persona_id=representante_id).first() if sesion else None
    nuestro = organismo or settings.CONSISTORIO_ENTIDAD["dir3"]
    candidatas = Representacion.objects.select_related("representado", "representante").filter(
        _con_que_acreditarse(abierta),
        representante_id=representante_id,
        representado_id=representado_id,
        estado=Representacion.Estado.VIGENTE,
    )
    orden = {"general": 0, "organismo": 1, "procedimiento": 2}
    for representacion in sorted(candidatas, key=lambda r: orden[r.alcance]):
        if reglas.cubre(poder_de(representacion), organismo=nuestro, procedimiento=procedimiento, en=en):
            return representacion
    return None


def poder_de(representacion: Representacion) -> reglas.Poder:
    """What the pure rules need of a representation."""
    return reglas.Poder(
        alcance=representacion.alcance,
        organismo=representacion.organismo,
        procedimiento=representacion.procedimiento,
        estado=representacion.estado,
        desde=representacion.desde,
        hasta=representacion.hasta,
    )


@dato
class AcreditacionPoder:
    """What is attached to a case to accredit a representation (LPACAP 5.4; RD 203/2021 32)."""

    titulo: str
    texto: str
    huella: str
    documento_id: UUID | None


def acreditacion_de(representacion: Representacion) -> AcreditacionPoder:
    """The accreditation in words, with its SHA-256; and the document that was brought, if there was one."""
    alcance = representacion.get_alcance_display()
    if representacion.procedimiento:
        alcance = f"{alcance}: {representacion.procedimiento}"
    texto = "\n".join(
        [
            _("%(quien)s, con documento %(nif)s,")
            % {"quien": representacion.representado.nombre_completo, "nif": representacion.representado.nif},
            _("otorga su representación a %(quien)s, con documento %(nif)s.")
            % {"quien": representacion.representante.nombre_completo, "nif": representacion.representante.nif},
            _("Alcance: %(alcance)s.") % {"alcance": alcance},
            _("Vigencia: del %(desde)s al %(hasta)s.")
            % {"desde": f"{representacion.desde:%d/%m/%Y}", "hasta": f"{representacion.hasta:%d/%m/%Y}"},
            *(
                [_("Prorrogada el %(fecha)s.") % {"fecha": f"{en_madrid(representacion.prorrogada_el):%d/%m/%Y}"}]
                if representacion.prorrogada_el
                else []
            ),
            _("Medio de acreditación: %(medio)s.") % {"medio": representacion.get_acreditacion_display()},
            _("Inscripción: %(id)s, de %(fecha)s.")
            % {"id": representacion.id, "fecha": f"{representacion.inscrita_el:%d/%m/%Y %H:%M} UTC"},
        ]
    )
    return AcreditacionPoder(
        titulo=_("Acreditación de la representación"),
        texto=texto,
        huella=hashlib.sha256(texto.encode()).hexdigest(),
        documento_id=representacion.documento_id,
    )
