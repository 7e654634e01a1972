"""When a later submission may be filed in a case, and what it lacks (LPACAP 24.4, 32.1, 53.1.e, 68, 76, 77, 83, 94 and 123)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.consultas import informacion_en_que_se_alega, periodo_de_prueba_que_corre
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.recursos import exigir_decision, exigir_sin_recurso

MAXIMO_ADJUNTOS = 30
MAXIMO_TEXTO = 20000
CON_TEXTO = ("alegaciones", "informacion", "recurso", "otro")
PIDE_TEXTO = (*CON_TEXTO, "ampliacion", "prueba", "recusacion")


def parte_de(expediente: Expediente, actor: Actor, clase: str = "") -> Interesado:
    """The party for whom the actor files. In a public information, whoever they are, as a party of that submission alone: nothing of them
    is written among those of the case (LPACAP 83.3). Raises NoPermitido.
    """
    partes = expediente.interesados.filter(hasta=None).select_related("persona", "representante")
    propia = partes.filter(persona_id=actor.persona_interesada).first()
    if propia is None:
        propia = partes.filter(representante_id=actor.id).order_by("desde", "id").first()
    if propia is None and clase == Aportacion.Clase.INFORMACION:
        return _de_fuera(expediente, actor)
    if propia is None:
        raise NoPermitido(_("No es parte en este expediente."))
    return propia


def _de_fuera(expediente: Expediente, actor: Actor) -> Interesado:
    persona = Persona.objects.get(id=actor.persona_interesada)
    return Interesado(
        expediente=expediente,
        persona=persona,
        representante=Persona.objects.get(id=actor.id) if actor.representa_a is not None else None,
        papel=Interesado.Papel.INTERESADO,
        canal=Interesado.Canal.ELECTRONICA,
    )


def requerimiento_que_contesta(expediente: Expediente, clase: str) -> Requerimiento | None:
    """The request that a correction answers today: the last one, also out of time (LPACAP 73.3)."""
    return motor.requerimiento_contestable(expediente) if clase == Aportacion.Clase.SUBSANACION else None


def problemas_de_escrito(clase: str, texto: str, adjuntos: int) -> list[Problema]:
    """What a submission lacks, or has too much of. `adjuntos`: how many files."""
    problemas = []
    if clase not in Aportacion.Clase.values:
        problemas.append(Problema("clase", _("Elija qué quiere presentar.")))
    if clase in CON_TEXTO and not texto.strip() and not adjuntos:
        problemas.append(Problema("texto", _("Escriba su texto o adjunte un documento.")))
    if clase == Aportacion.Clase.AMPLIACION and not texto.strip():
        problemas.append(Problema("texto", _("Explique por qué necesita más plazo.")))
    if clase == Aportacion.Clase.PRUEBA and not texto.strip() and not adjuntos:
        problemas.append(Problema("texto", _("Diga qué prueba propone y qué hecho quiere probar con ella.")))
    if clase == Aportacion.Clase.RECUSACION and not texto.strip():
        problemas.append(Problema("texto", _("Diga a quién recusa y por qué.")))
    if clase == Aportacion.Clase.SUBSANACION and not adjuntos and not texto.strip():
        problemas.append(Problema("adjuntos", _("Adjunte el documento que se le pidió.")))
    if len(texto) > MAXIMO_TEXTO:
        problemas.append(Problema("texto", _("El texto es demasiado largo. Adjúntelo como documento.")))
    if adjuntos > MAXIMO_ADJUNTOS:
        problemas.append(Problema("adjuntos", _("Como mucho puede adjuntar %(n)d archivos.") % {"n": MAXIMO_ADJUNTOS}))
    return problemas


def exigir_que_procede(
    expediente: Expediente,
    clase: str,
    texto: str,
    adjuntos: int,
    *,
    parte: Interesado | None,
    reloj: Reloj,
    presentado: datetime | None = None,
) -> Requerimiento | None:
    """The open request that a correction answers. `parte`: who files, or for whom; with one appeal open at most, and only who
    applied withdraws or waives (94.1). `presentado`: when it was filed, if not now: a proof proposed in its days is in time (77.2).

    Raises DatosIncorrectos (every problem), FaseIncompatible (not now).
    """
    problemas = problemas_de_escrito(clase, texto, adjuntos)
    if problemas:
        raise DatosIncorrectos(_("Todavía no se ha presentado."), problemas=problemas)
    if expediente.estado != Expediente.Estado.ABIERTO and clase != Aportacion.Clase.RECURSO:
        raise FaseIncompatible(
            _("El expediente está cerrado y no admite más documentos."),
            que_hacer=_("Presente una instancia general y cite su número."),
        )
    requerimiento = requerimiento_que_contesta(expediente, clase)
    if clase == Aportacion.Clase.SUBSANACION and requerimiento is None:
        raise FaseIncompatible(
            _("No hay nada que corregir en este expediente."),
            que_hacer=_("Para enviar otra cosa elija «Otro escrito»."),
        )
    if clase in (Aportacion.Clase.DESISTIMIENTO, Aportacion.Clase.RENUNCIA):
        _exigir_terminacion(expediente, clase, parte)
    elif clase == Aportacion.Clase.ALEGACIONES:
        motor.exigir(expediente, "alegaciones")
    elif clase == Aportacion.Clase.RECUSACION:
        motor.exigir(expediente, "recusacion")
    elif clase == Aportacion.Clase.AMPLIACION:
        motor.exigir_ampliable(expediente, hoy(reloj))
    elif clase == Aportacion.Clase.PRUEBA and not _en_periodo(expediente, presentado or reloj.ahora()):
        raise FaseIncompatible(
            _("No hay ningún período de prueba abierto."),
            que_hacer=_(
                "Si quiere pedir que se abra, o decir algo sobre los hechos, presente alegaciones (artículo 76.1)."
            ),
        )
    elif clase == Aportacion.Clase.INFORMACION:
        _exigir_informacion(expediente, presentado or reloj.ahora())
    elif clase == Aportacion.Clase.CERTIFICADO:
        motor.exigir_certificable(expediente, en=hoy(reloj))
    elif clase == Aportacion.Clase.RECURSO:
        exigir_decision(expediente, reloj=reloj)
        if parte is not None:
            exigir_sin_recurso(expediente, parte)
    return requerimiento


def _exigir_terminacion(expediente: Expediente, clase: str, parte: Interesado | None) -> None:
    if clase == Aportacion.Clase.DESISTIMIENTO and expediente.version.tipada.declarada:
        raise FaseIncompatible(
            _("Aquí no hay una solicitud de la que desistir: lo que presentó tiene efectos desde su día."),
            que_hacer=_("Si deja la actividad o el derecho, renuncie a lo que declaró."),
        )
    motor.exigir(expediente, "terminacion")
    if parte is not None and parte.papel != Interesado.Papel.SOLICITANTE:
        raise FaseIncompatible(
            _("Solo desiste o renuncia quien presentó la solicitud (artículo 94.1)."),
            que_hacer=_("Si quiere decir algo sobre el expediente, presente alegaciones u otro escrito."),
        )


def _exigir_informacion(expediente: Expediente, presentado: datetime) -> None:
    if informacion_en_que_se_alega(expediente, en=en_madrid(presentado).date()) is None:
        raise FaseIncompatible(
            _("El plazo de la información pública ha terminado."),
            que_hacer=_("Si cree que debe decir algo, presente una instancia general y cite el anuncio."),
        )


def _en_periodo(expediente: Expediente, presentado: datetime) -> bool:
    return periodo_de_prueba_que_corre(expediente, en=en_madrid(presentado).date()) is not None


def motivo_de_que_no_procede(expediente: Expediente, clase: str, *, actor: Actor, reloj: Reloj) -> str:
    """Why the actor may not file this kind of submission today, with what to do instead; empty when they may.

    Raises NoPermitido (not a party).
    """
    parte = parte_de(expediente, actor, clase)
    try:
        exigir_que_procede(expediente, clase, _("Texto"), 0, parte=parte, reloj=reloj)
    except FaseIncompatible as error:
        return error.entero
    return ""
