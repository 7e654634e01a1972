"""Appeals: each is a case of its own, related to that of the decision (LPACAP 112-124)."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.tipos import EN_EXPEDIENTE, DatosLegales
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.consultas import acto_recurrido
from consistorio.tramitacion.expedientes.eventos import ExpedienteRelacionado
from consistorio.tramitacion.expedientes.models import Expediente, Interesado, Relacion
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Plazo, Terminacion
from consistorio.tramitacion.motor.operaciones.calendarios import calendario_de_residencia
from consistorio.tramitacion.motor.operaciones.prorrogas import dadas_al_contar
from consistorio.tramitacion.motor.reglas import contar
from consistorio.tramitacion.motor.valores_legales import valor

REPOSICION = "recurso-reposicion"
TRIBUTARIO = "recurso-reposicion-tributario"
ALZADA = "recurso-alzada"


def es_recurrible(original: Expediente, *, en: date) -> bool:
    """Whether there is something to appeal that day: a decision put at disposal, or a negative silence (LPACAP 112.1, 122, 124).

    The decision of an appeal is only taken to court, and where the catalogue says that nothing may be appealed, nothing is.
    """
    if original.version.tipada.iniciacion == EN_EXPEDIENTE or _sin_recurso(original):
        return False
    return motor.puesta_a_disposicion(original) or motor.silencio_producido(original, en=en) == "desestimatorio"


def _sin_recurso(original: Expediente) -> bool:
    """Whether the catalogue says that nothing of what it decides may be appealed (as LPACAP 107.2)."""
    recursos = original.version.tipada.legal.recursos
    return bool(recursos) and all(recurso.tipo == "ninguno" for recurso in recursos)


def exigir_decision(original: Expediente, *, reloj: Reloj) -> None:
    """Assert that there is a decision, or a negative silence, to appeal.

    Whether it comes in time or should be admitted is for the decision to say (116). Raises FaseIncompatible.
    """
    if original.version.tipada.iniciacion == EN_EXPEDIENTE:
        raise FaseIncompatible(
            _("Contra la resolución de un recurso no cabe otro recurso administrativo (artículos 122.3 y 124.3)."),
            que_hacer=_("Puede acudir al juzgado, como dice la notificación."),
        )
    if _sin_recurso(original):
        raise FaseIncompatible(
            _("Contra esta decisión no cabe recurso administrativo."),
            que_hacer=_("Lo que cabe lo dice su notificación. También puede presentar otro escrito."),
        )
    if not es_recurrible(original, en=hoy(reloj)):
        raise FaseIncompatible(
            _("Todavía no hay una resolución notificada que recurrir."),
            que_hacer=_("Mientras tanto puede presentar alegaciones."),
        )


def recurso_que_impide_otro(original: Expediente, persona_id: UUID) -> Expediente | None:
    """The appeal of this person for which they may not lodge another: it is open, or it was decided and the decision that it appealed is
    still the last one (LPACAP 122.3, 124.3). One that they withdrew stops nothing."""
    suyos = (
        Relacion.objects.filter(
            otro=original,
            clase=Relacion.Clase.RECURSO,
            expediente__interesados__persona_id=persona_id,
            expediente__interesados__papel=Interesado.Papel.SOLICITANTE,
        )
        .exclude(Exists(motor.en_pie(Terminacion.objects.filter(expediente=OuterRef("expediente")))))
        .select_related("expediente")
        .order_by("-creada_el")
    )
    ultimo = suyos.first()
    if ultimo is None or ultimo.expediente.estado == Expediente.Estado.ABIERTO:
        return ultimo.expediente if ultimo is not None else None
    otra_decision = Plazo.objects.filter(expediente=original, cumplido_el__gt=ultimo.creada_el).exists()
    return None if otra_decision else ultimo.expediente


def exigir_sin_recurso(original: Expediente, parte: Interesado) -> None:
    """Assert that this party may still appeal. Raises FaseIncompatible."""
    anterior = recurso_que_impide_otro(original, parte.persona_id)
    if anterior is None:
        return
    if anterior.estado == Expediente.Estado.ABIERTO:
        raise FaseIncompatible(
            _("Ya ha presentado un recurso: es el expediente %(n)s.") % {"n": anterior.numero},
            que_hacer=_("Si quiere añadir algo, preséntelo en ese expediente."),
        )
    raise FaseIncompatible(
        _("Ya recurrió esta decisión: se resolvió en el expediente %(n)s (artículos 122.3 y 124.3).")
        % {"n": anterior.numero},
        que_hacer=_("Puede acudir al juzgado, como dice la notificación de aquella resolución."),
    )


def ultimo_dia_para_recurrir(original: Expediente, persona_id: UUID, *, notificada: date, en: date) -> date:
    """The last day on which a party may lodge the appeal that fits, from the day on which the decision was notified to them: a month, of
    the inhábiles of where they live too (LPACAP 30.4, 30.6, 122.1, 124.1; TRLRHL 14.2.c), and what the incidents of the sede gave (32.4)."""
    cuenta = partial(
        contar,
        notificada,
        Duracion(valor("recurso.meses", en=notificada), Unidad.MESES),
        calendario_de_la_sede(en=en),
        interesado=calendario_de_residencia(original, persona_id, en=en),
    )
    vence = cuenta().vence
    dadas = dadas_al_contar(vence, desde=notificada)
    return cuenta(ampliaciones=dadas).vence if dadas else vence


def recurso_que_cabe(legal: DatosLegales) -> str:
    """The procedure of the appeal: reposición where the decision ends the administrative way (LPACAP 123), that of taxes where the law
    demands it before the court (TRLRHL 14.2), else alzada (121)."""
    if any(recurso.tipo == "reposicion_tributaria" for recurso in legal.recursos):
        return TRIBUTARIO
    return REPOSICION if legal.fin_de_via else ALZADA


def abrir_recurso(original: Expediente, parte: Interesado, *, texto: str, actor: Actor, reloj: Reloj) -> Expediente:
    """Open the case of an appeal of this party against the decision of a case, which may be closed: nothing is added to that one.

    Whatever name was given to it (115.2), it is the one that fits: `recurso_que_cabe`. The other parties
    are heard in it (118.2), and what was said of who acts for each one holds (5.6). The caller holds the original's lock, files the
    appeal in the new case and starts its term.
    Writes: Expediente, Interesado, Relacion. Emits: expediente.abierto, expediente.interesado.anadido,
    expediente.representacion.anotada, expediente.relacionado.
    Raises FaseIncompatible, NoEncontrado (the town has not published the procedure).
    """
    exigir_transaccion()
    exigir_decision(original, reloj=reloj)
    exigir_sin_recurso(original, parte)
    version = catalogo.vigente(recurso_que_cabe(original.version.tipada.legal))
    recurso = expedientes.abrir(
        version=version,
        unidad=original.unidad,
        titulo=_("%(r)s contra la decisión del expediente %(n)s") % {"r": version.tipada.nombre, "n": original.numero},
        datos={"motivos": texto},
        actor=actor,
        reloj=reloj,
    )
    partes = original.interesados.filter(hasta=None).select_related("persona", "representante", "representacion")
    for otra in partes.order_by("desde", "id"):
        nueva = expedientes.anadir_interesado(
            recurso,
            otra.persona,
            papel=Interesado.Papel.SOLICITANTE if otra.id == parte.id else Interesado.Papel.INTERESADO,
            canal=otra.canal,
            representante=otra.representante,
            representacion=otra.representacion,
            correo_aviso=otra.correo_aviso,
            telefono_aviso=otra.telefono_aviso,
            domicilio=otra.domicilio,
            direccion_postal=otra.direccion_postal,
            actor=actor,
            reloj=reloj,
        )
        if nueva.acreditacion != otra.acreditacion:
            expedientes.anotar_acreditacion(nueva, otra.acreditacion, actor=actor, reloj=reloj)
    Relacion.objects.create(expediente=recurso, otro=original, clase=Relacion.Clase.RECURSO, creada_el=reloj.ahora())
    for uno, otro in ((recurso, original), (original, recurso)):
        hecho = ExpedienteRelacionado(uno.id, otro.id, Relacion.Clase.RECURSO)
        anotar(uno.cadena, hecho, actor=actor, reloj=reloj)
    return recurso


def silencio_del_recurso(recurso: Expediente, *, reloj: Reloj) -> str:
    """The sense of not deciding an appeal: against a denial by silence, the alzada is then granted (24.1, last paragraph)."""
    original = acto_recurrido(recurso)
    if original is None or recurso.version.procedimiento.codigo != ALZADA:
        return ""
    return "" if motor.puesta_a_disposicion(original) else "estimatorio"
