"""What happened between the proposal and the decision, which has to tell it: the hearing on the proposal (LPACAP 89.2) and the dictamen of
an advisory body (81.2; LO 3/1980 art. 2.4), with whether the decision follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.reglas import DE_ACUERDO, formula_debida, problemas_de_dictamen
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor, texto_de
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Consulta, TramiteAudiencia
from consistorio.tramitacion.motor.operaciones.audiencias_de_terceros import por_oir
from consistorio.tramitacion.motor.operaciones.flujo import sin_hacer_sobre
from consistorio.tramitacion.motor.sentidos import DE_FONDO

# What an organ agrees in session with an amendment is not what was advised on
CON_ENMIENDA = "con_enmienda"


def secciones_de(resolucion: Resolucion) -> list[Valor]:
    """Its text in sections, those that it has: what its notification says, and what a hearing or a dictamen on it carries."""
    return [
        {"titulo": titulo, "parrafos": list(parrafos)}
        for titulo, parrafos in (
            (_("Antecedentes de hecho"), resolucion.todos_los_antecedentes),
            (_("Fundamentos de derecho"), resolucion.todos_los_fundamentos),
            (_("Parte dispositiva"), resolucion.decision),
        )
        if parrafos
    ]


def dictamen_de(resolucion: Resolucion, expediente: Expediente) -> Consulta | None:
    """The dictamen that was received on the proposal that stands; None when there is none, or what is decided is not about the matter."""
    documento = texto_de(_proposicion(expediente).get("documento_id"))
    if resolucion.sentido not in DE_FONDO or not documento:
        return None
    pedidos = expediente.consultas_externas.filter(
        lleva_id=UUID(documento), tarea__del_modelo=True, recibida_el__isnull=False
    )
    return pedidos.select_related("destinatario").order_by("-recibida_el", "-id").first()


def se_pregunta_por_el_dictamen(resolucion: Resolucion, expediente: Expediente) -> bool:
    """Whether who decides has to say if the dictamen is followed, because the rest does not tell."""
    recibido = dictamen_de(resolucion, expediente)
    return recibido is not None and not _debida(resolucion, expediente, recibido)


def fijar(resolucion: Resolucion, expediente: Expediente, *, dictamen: str) -> None:
    """Write in a resolution what happened since it was proposed. `dictamen`: whether it is followed, where only who decides can say; or
    CON_ENMIENDA.

    The caller saves it. Writes nothing else.
    """
    recibido = dictamen_de(resolucion, expediente)
    dichos = [*map(_de_audiencia, _audiencias(expediente)), *([_de_dictamen(recibido)] if recibido is not None else [])]
    hechos = [dicho for dicho in dichos if dicho]
    razones = []
    if recibido is not None:
        formula = dictamen if dictamen == CON_ENMIENDA else _debida(resolucion, expediente, recibido) or dictamen
        razones = [_formula(recibido, formula)]
    resolucion.posteriores = {"antecedentes": hechos, "fundamentos": razones} if hechos or razones else {}


def problemas(resolucion: Resolucion, expediente: Expediente, *, dictamen: str) -> tuple[Problema, ...]:
    """Why it cannot be decided yet, or not so: what had to be done on the proposal in that sense was not; or the dictamen does not let it."""
    faltan = [
        Problema(
            "",
            _(
                "Para decidir en ese sentido hace falta «%(t)s», y no se ha hecho. Retire la propuesta y hágala otra vez."
            )
            % {"t": nombre},
        )
        for nombre in sin_hacer_sobre(expediente, sentido=resolucion.sentido)
    ]
    if resolucion.sentido in DE_FONDO and por_oir(expediente):
        mensaje = _(
            "Hay personas a las que afecta lo que se pide y que no se han oído (Ley 19/2013, artículo 19.3). Retire la propuesta y déles audiencia."
        )
        faltan.append(Problema("", mensaje))
    recibido = dictamen_de(resolucion, expediente)
    if recibido is None:
        return tuple(faltan)
    propuestos = _propuesto(expediente, _("Fundamentos de derecho"))
    del_dictamen = problemas_de_dictamen(
        resolucion.sentido,
        _debida(resolucion, expediente, recibido) or dictamen,
        conforme=recibido.conforme == Consulta.Conformidad.CONFORME,
        vinculante=recibido.vinculante,
        hay_razones_nuevas=list(resolucion.fundamentos) != list(propuestos),
    )
    return (*faltan, *del_dictamen)


def advertencias(resolucion: Resolucion, expediente: Expediente) -> tuple[str, ...]:
    """What to think of before deciding otherwise than as it was heard (LPACAP 90.2)."""
    if not expediente.version.tipada.sancionador or not _audiencias(expediente):
        return ()
    if list(resolucion.decision) == list(_propuesto(expediente, _("Parte dispositiva"))):
        return ()
    return (
        _(
            "La decisión no es la que se propuso y se dio a conocer. Si agrava la infracción o la sanción, retire la propuesta y dé "
            "audiencia sobre la nueva (art. 90.2)."
        ),
    )


def _debida(resolucion: Resolucion, expediente: Expediente, recibido: Consulta) -> str:
    como_se_propuso = resolucion.sentido == _proposicion(expediente).get("sentido") and list(
        resolucion.decision
    ) == list(_propuesto(expediente, _("Parte dispositiva")))
    conforme = recibido.conforme == Consulta.Conformidad.CONFORME
    return formula_debida(conforme=conforme, como_se_propuso=como_se_propuso)


def _proposicion(expediente: Expediente) -> Mapping[str, Valor]:
    """What was proposed and stands: its sense, its document, its sections."""
    hecha = motor.hechas_en_vigor(expediente, "propuesta").first()
    return hecha.resultado if hecha is not None else {}


def _propuesto(expediente: Expediente, seccion: str) -> Sequence[str]:
    """The paragraphs of a section of the proposal, as it was made."""
    secciones = _proposicion(expediente).get("secciones")
    for una in secciones if isinstance(secciones, list) else []:
        parrafos = una.get("parrafos") if isinstance(una, Mapping) and una.get("titulo") == seccion else None
        if isinstance(parrafos, list):
            return [str(parrafo) for parrafo in parrafos]
    return ()


def _audiencias(expediente: Expediente) -> list[TramiteAudiencia]:
    """The hearings on the proposal that were had."""
    habidas = expediente.audiencias.filter(lleva__isnull=False, notificado_el__isnull=False).exclude(estado="cerrado")
    return list(habidas.order_by("notificado_el", "id"))


def _de_audiencia(una: TramiteAudiencia) -> str:
    if una.notificado_el is None:
        return ""
    notificada = _("El %(d)s se notificó la propuesta de resolución, con %(n)d días hábiles para alegar") % {
        "d": fecha_larga(una.notificado_el),
        "n": una.dias + una.ampliado,
    }
    escritos = una.expediente.tareas.filter(codigo="escrito_alegaciones", creada_el__gte=una.abierta_el).count()
    if not escritos:
        return notificada + _(". No se presentaron alegaciones.")
    return notificada + _(". Se presentaron alegaciones: %(n)d.") % {"n": escritos}


def _de_dictamen(uno: Consulta) -> str:
    if uno.recibida_el is None:
        return ""
    conforme = uno.conforme == Consulta.Conformidad.CONFORME
    texto = (
        _("%(o)s emitió dictamen sobre la propuesta, que se recibió el %(d)s. Es conforme con ella.")
        if conforme
        else _("%(o)s emitió dictamen sobre la propuesta, que se recibió el %(d)s. No es conforme con ella.")
    )
    return texto % {"o": uno.destinatario.nombre_completo, "d": fecha_larga(uno.recibida_el)}


def _formula(uno: Consulta, dictamen: str) -> str:
    organo = {"o": uno.destinatario.nombre_completo}
    if dictamen == DE_ACUERDO:
        return _("Esta resolución se dicta de acuerdo con el dictamen de %(o)s.") % organo
    if dictamen == CON_ENMIENDA:
        return _("Esta resolución se dicta oído el dictamen de %(o)s, con la enmienda acordada en la sesión.") % organo
    return (
        _(
            "Esta resolución se dicta oído el dictamen de %(o)s. Se aparta de él por las razones que dan estos fundamentos (artículo 35.1.c)."
        )
        % organo
    )
