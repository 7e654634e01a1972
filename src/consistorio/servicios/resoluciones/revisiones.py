"""The review of an act of office (LPACAP 106-108): which act, of which case, and what its decision does to it. The case that reviews is locked by the caller."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones import libro
from consistorio.servicios.resoluciones.eventos import (
    LecturaParaRevisar,
    RevisionDecidida,
    RevisionSenalada,
    RevisionSinEfecto,
)
from consistorio.servicios.resoluciones.models import Diligencia, Resolucion, Revision
from consistorio.servicios.resoluciones.recursos import se_puede_recurrir
from consistorio.servicios.resoluciones.reglas_revision import (
    CAUSAS,
    DECLARAN,
    FAVORABLES,
    LESIVIDAD,
    SIN_ACTO,
    ActoDecidido,
    problemas_sin_acto,
)
from consistorio.servicios.resoluciones.reglas_revision import problemas_de_declarar as segun_la_regla
from consistorio.servicios.resoluciones.valores_legales import meses_para_la_lesividad
from consistorio.tramitacion.expedientes.acceso import LECTURA
from consistorio.tramitacion.expedientes.eventos import ExpedienteRelacionado
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente, Relacion
from consistorio.tramitacion.expedientes.operaciones import dar_acceso, retirar_acceso
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.motor.operaciones import silencio_producido


def revision_de(expediente: Expediente) -> Revision | None:
    """What a case reviews; None when it reviews nothing, or nobody said it yet."""
    return Revision.objects.filter(expediente=expediente).select_related("original", "resolucion__libro").first()


def resolucion_que_se_revisa(original: Expediente) -> Resolucion | None:
    """The last signed resolution of a case; None when what there is was granted by silence."""
    firmadas = Resolucion.objects.filter(expediente=original, estado=Resolucion.Estado.FIRMADA)
    return firmadas.select_related("libro").order_by("-firmada_el", "-id").first()


def acto_de(original: Expediente, *, en: date) -> ActoDecidido:
    """What a case decided, as the rules of the review look at it."""
    plazo = Plazo.objects.filter(expediente=original).first()
    firmada = resolucion_que_se_revisa(original)
    if firmada is not None and firmada.firmada_el is not None:
        dictado, favorable = en_madrid(firmada.firmada_el).date(), firmada.sentido in FAVORABLES
    elif plazo is not None and silencio_producido(original, en=en) == "estimatorio":
        dictado, favorable = plazo.silencio_el or plazo.vence, True
    else:
        return ActoDecidido(firme_y_dictado=False, favorable=False, recurrible=False, dictado_el=None)
    recurso = Relacion.objects.filter(
        otro=original, clase=Relacion.Clase.RECURSO, expediente__estado=Expediente.Estado.ABIERTO
    ).exists()
    en_plazo = firmada is not None and not firmada.fin_de_via and se_puede_recurrir(original, en=en)
    return ActoDecidido(firme_y_dictado=True, favorable=favorable, recurrible=recurso or en_plazo, dictado_el=dictado)


def sin_acto(expediente: Expediente) -> bool:
    """Whether it was said that what this case asks to review cannot be."""
    return expediente.tareas.filter(tipo="acto_revisado", resultado__codigo=SIN_ACTO).exists()


def a_instancia(expediente: Expediente) -> bool:
    """Whether somebody asked for the review."""
    return expediente.interesados.filter(papel="solicitante").exists()


def hasta_cuando(clase: str, dictado: date | None, *, en: date) -> date | None:
    """The last day on which an act may be declared harmful (107.2); None of a nullity, which may be at any time (106.1)."""
    if clase != LESIVIDAD or dictado is None:
        return None
    return sumar_meses(dictado, meses_para_la_lesividad(en=en))


def senalar(
    expediente: Expediente,
    original: Expediente,
    *,
    clase: str,
    causa: str,
    motivo: str,
    dictado_el: date,
    actor: Actor,
    reloj: Reloj,
) -> Revision:
    """Tie a case to the act that it reviews, and to the case where it was decided; both show it.

    Writes: Revision, Relacion. Emits: RevisionSenalada, expediente.relacionado.
    """
    exigir_transaccion()
    revision = Revision.objects.create(
        expediente=expediente,
        original=original,
        resolucion=resolucion_que_se_revisa(original),
        clase=clase,
        causa=causa,
        motivo=motivo[:1000],
        dictado_el=dictado_el,
        senalada_el=reloj.ahora(),
        senalada_por=actor.id,
    )
    if not Relacion.objects.filter(expediente=expediente, otro=original, clase=Relacion.Clase.REVISION).exists():
        Relacion.objects.create(
            expediente=expediente, otro=original, clase=Relacion.Clase.REVISION, creada_el=reloj.ahora()
        )
        for uno, otro in ((expediente, original), (original, expediente)):
            relacion = ExpedienteRelacionado(uno.id, otro.id, Relacion.Clase.REVISION)
            anotar(uno.cadena, relacion, actor=actor, reloj=reloj)
    hecho = RevisionSenalada(revision.id, expediente.id, original.id, revision.resolucion_id, clase)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[revision])
    return revision


def dar_lectura(revision: Revision, *, actor: Actor, reloj: Reloj) -> None:
    """The unit that reviews reads the case of what it reviews, until its own is closed: both say so, and since when (LPACAP 70, 106).

    Writes: PermisoExpediente. Emits: LecturaParaRevisar.
    """
    exigir_transaccion()
    unidad_id = revision.expediente.unidad_id
    dar_acceso(revision.original_id, referencia=revision.id, causa=LECTURA, momento=reloj.ahora(), unidad_id=unidad_id)
    hecho = LecturaParaRevisar(revision.id, revision.expediente_id, revision.original_id, unidad_id)
    anotar(revision.expediente.cadena, hecho, actor=actor, reloj=reloj)
    anotar(revision.original.cadena, hecho, actor=actor, reloj=reloj)


def pasar_lectura(expediente_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """The review goes on in another unit: who reviews now reads the case, and who did does not any more. Writes: PermisoExpediente. Emits:
    LecturaParaRevisar."""
    exigir_transaccion()
    revision = Revision.objects.select_related("expediente", "original").filter(expediente_id=expediente_id).first()
    if revision is None or not PermisoExpediente.objects.filter(referencia=revision.id, hasta=None).exists():
        return
    retirar_acceso(referencia=revision.id, momento=reloj.ahora())
    dar_lectura(revision, actor=actor, reloj=reloj)


def terminar_lectura(expediente_id: UUID, *, momento: datetime) -> None:
    """The review is over: who read another case for it does not any more. Writes: PermisoExpediente."""
    exigir_transaccion()
    revision_id = Revision.objects.filter(expediente_id=expediente_id).values_list("id", flat=True).first()
    if revision_id is not None:
        retirar_acceso(referencia=revision_id, momento=momento)


def decidir(declaracion: Resolucion, *, actor: Actor, reloj: Reloj) -> None:
    """A resolution was signed: if it decides a review, the act is declared null, or harmful, or is not. One declared null says so in the book.

    Writes: Revision, Diligencia. Emits: RevisionDecidida, in both cases and in the book.
    """
    exigir_transaccion()
    revision = (
        Revision.objects.select_for_update(of=("self",))
        .select_related("original", "expediente", "resolucion__libro")
        .filter(expediente=declaracion.expediente_id)
        .first()
    )
    if revision is None:
        return
    declara = declaracion.sentido in DECLARAN
    revision.resultado = Revision.Resultado.DECLARADA if declara else Revision.Resultado.NO_DECLARADA
    revision.declaracion = declaracion
    revision.save(update_fields=["resultado", "declaracion"])
    diligencia = None
    if declara and revision.clase == Revision.Clase.NULIDAD and revision.resolucion is not None:
        diligencia = _diligencia(revision, declaracion, actor=actor, reloj=reloj)
    hecho = RevisionDecidida(
        revision.id,
        revision.expediente_id,
        revision.original_id,
        declaracion.id,
        revision.clase,
        revision.resultado,
        diligencia.id if diligencia is not None else None,
    )
    _contar(hecho, revision, diligencia, actor=actor, reloj=reloj)


def deshacer(expediente_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """What decided a review stands no more, so neither does what it declared: the act stands again, and the book that said otherwise says it.

    Writes: Revision, Diligencia. Emits: RevisionSinEfecto, in both cases and in the book.
    """
    exigir_transaccion()
    revision = (
        Revision.objects.select_for_update(of=("self",))
        .select_related("original", "expediente", "resolucion__libro", "declaracion__libro")
        .filter(expediente_id=expediente_id)
        .exclude(resultado="")
        .first()
    )
    if revision is None or revision.declaracion is None:
        return
    declaracion = revision.declaracion
    declarada = revision.clase == Revision.Clase.NULIDAD and revision.resultado == Revision.Resultado.DECLARADA
    diligencia = _sin_efecto(revision, declaracion, actor=actor, reloj=reloj) if declarada else None
    revision.resultado, revision.declaracion = "", None
    revision.save(update_fields=["resultado", "declaracion"])
    hecho = RevisionSinEfecto(
        revision.id,
        revision.expediente_id,
        revision.original_id,
        diligencia.id if diligencia is not None else None,
    )
    _contar(hecho, revision, diligencia, actor=actor, reloj=reloj)


def _contar(
    hecho: RevisionDecidida | RevisionSinEfecto,
    revision: Revision,
    diligencia: Diligencia | None,
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """In both cases, and in the book where a diligencia was written."""
    anotar(revision.expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[revision])
    anotar(revision.original.cadena, hecho, actor=actor, reloj=reloj)
    if diligencia is not None:
        anotar(libro.cadena(diligencia.libro), hecho, actor=actor, reloj=reloj, filas=[diligencia])


def _sin_efecto(revision: Revision, declaracion: Resolucion, *, actor: Actor, reloj: Reloj) -> Diligencia | None:
    nula = revision.resolucion
    if nula is None or nula.libro is None:
        return None
    texto = _(
        "Diligencia para hacer constar que la resolución %(d)s, del expediente %(e)s, quedó sin efecto, y con ella la nulidad que declaró de la resolución %(n)s."
    )
    return libro.extender(
        nula.libro,
        Diligencia.Clase.SIN_EFECTO,
        texto % {"n": nula.numero_completo, "d": declaracion.numero_completo, "e": revision.expediente.numero},
        resolucion_id=nula.id,
        actor=actor,
        reloj=reloj,
    )


def _diligencia(revision: Revision, declaracion: Resolucion, *, actor: Actor, reloj: Reloj) -> Diligencia | None:
    nula = revision.resolucion
    if nula is None or nula.libro is None:
        return None
    texto = _(
        "Diligencia para hacer constar que la resolución %(n)s fue declarada nula %(p)s por la resolución %(d)s, en el expediente %(e)s (artículo 106.1 de la Ley 39/2015)."
    )
    return libro.extender(
        nula.libro,
        Diligencia.Clase.NULIDAD,
        texto
        % {
            "n": nula.numero_completo,
            "d": declaracion.numero_completo,
            "e": revision.expediente.numero,
            "p": _("en parte") if declaracion.sentido == "estima_parcial" else _("de pleno derecho"),
        },
        resolucion_id=nula.id,
        actor=actor,
        reloj=reloj,
    )


def nombre_del_acto(revision: Revision) -> str:
    """What is reviewed, as texts name it."""
    if revision.resolucion is None:
        return _("lo concedido por silencio en el expediente %(n)s") % {"n": revision.original.numero}
    return _("la resolución %(r)s, del expediente %(n)s") % {
        "r": revision.resolucion.numero_completo,
        "n": revision.original.numero,
    }


def valores_de(expediente: Expediente) -> dict[str, str | None]:
    """What fills the gaps of the texts of a review; nothing in other cases."""
    revision = revision_de(expediente)
    if revision is None:
        return {"acto_revisado": _("lo que señala la solicitud")} if sin_acto(expediente) else {}
    letra = revision.causa
    return {
        "acto_revisado": nombre_del_acto(revision),
        "dictado_el": fecha_larga(revision.dictado_el),
        "causa_nulidad": _("letra %(l)s: %(t)s") % {"l": letra, "t": _(CAUSAS[letra])} if letra else None,
    }


def problemas_de_declarar(expediente: Expediente, sentido: str, *, en: date) -> tuple[Problema, ...]:
    """Why a review cannot be decided in that sense on that day; nothing in other cases."""
    revision = revision_de(expediente)
    if revision is None:
        return problemas_sin_acto(sentido) if sin_acto(expediente) else ()
    return segun_la_regla(
        revision.clase,
        sentido,
        hasta=hasta_cuando(revision.clase, revision.dictado_el, en=en),
        hoy=en,
        a_instancia=a_instancia(expediente),
    )


def advertencias(expediente: Expediente, sentido: str) -> tuple[str, ...]:
    """What to think of before declaring that an act is null or harmful: the limits of 110."""
    if sentido not in DECLARAN or revision_de(expediente) is None:
        return ()
    return (
        _(
            "Compruebe los límites del artículo 110: no se revisa lo que, por el tiempo que ha pasado u otras circunstancias, sea contrario a la equidad, "
            "la buena fe, el derecho de las personas o las leyes."
        ),
    )


def marcas_de(original: Expediente) -> list[str]:
    """What its reviews say of what a case decided, in words, the oldest first: for whoever looks at that case."""
    filas = Revision.objects.filter(original=original).select_related("expediente", "declaracion__libro")
    return [_marca(una) for una in filas.order_by("senalada_el", "id")[:20]]


def _marca(una: Revision) -> str:
    datos: dict[str, Valor] = {"n": una.expediente.numero}
    if una.resultado == Revision.Resultado.DECLARADA and una.declaracion is not None:
        datos["d"] = una.declaracion.numero_completo
        if una.clase == Revision.Clase.NULIDAD:
            return _("Lo que se decidió aquí se declaró nulo por la resolución %(d)s (expediente %(n)s).") % datos
        return _("Lo que se decidió aquí se declaró lesivo por la resolución %(d)s (expediente %(n)s).") % datos
    if una.resultado:
        return _("Se revisó de oficio lo que se decidió aquí, y sigue en pie (expediente %(n)s).") % datos
    return _("Se revisa de oficio lo que se decidió aquí (expediente %(n)s).") % datos
