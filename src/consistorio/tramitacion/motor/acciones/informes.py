"""Ask another unit for a report, and issue it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import unidades_con_personal
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor import acceso, limites, operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Informe, Plazo, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito
from consistorio.tramitacion.motor.operaciones.informes import (
    dejar_de_esperar,
    por_que_esperarlo,
    registrar_peticion,
    suspender_por,
)
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_informe
from consistorio.tramitacion.motor.permisos import INFORMAR


@accion("motor.informe.pedido", "motor.comunicacion.pedida", permiso=TRAMITAR, norma="LPACAP arts. 79 y 22.1.d")
def pedir_informe(
    *,
    actor: Actor,
    expediente_id: UUID,
    unidad_id: UUID,
    asunto: str,
    precepto: str,
    reloj: Reloj,
    preceptivo: bool = False,
    vinculante: bool = False,
    suspende: bool = False,
    dias: int | None = None,
) -> Informe:
    """Ask a unit for a report besides those of the procedure; that unit sees the case until it issues it.

    `precepto`: the rule that demands it or why it is useful (79.1); of one that is `vinculante`, the rule that says so (80.1). `suspende`: only for one that is preceptivo, at most three
    months, and then the parties are told (22.1.d). Who: tramitador. Writes: Tarea, Informe, Suspension, Documento.
    Emits: motor.informe.pedido, motor.comunicacion.pedida. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_informe(expediente)
    problemas = _problemas_de_peticion(asunto, precepto, preceptivo=preceptivo, suspende=suspende, dias=dias)
    if unidad_id not in unidades_con_personal(en=hoy(reloj), permiso=INFORMAR):
        problemas.append(Problema("unidad", _("En esa unidad nadie puede emitir informes hoy. Elija otra.")))
    if problemas:
        raise DatosIncorrectos(_("La petición de informe no está completa."), problemas=problemas)
    tarea = operaciones.crear(
        expediente,
        operaciones.TareaNueva(
            codigo="informe",
            tipo="informe",
            nombre=_("Informe: %(a)s") % {"a": asunto.strip()[:180]},
            fase="instruccion",
            unidad_id=unidad_id,
        ),
        actor=actor,
        reloj=reloj,
    )
    return registrar_peticion(
        tarea,
        expediente,
        asunto=asunto.strip(),
        preceptivo=preceptivo,
        vinculante=vinculante,
        precepto=precepto.strip(),
        suspende=suspende,
        dias=dias,
        actor=actor,
        reloj=reloj,
    )


def _problemas_de_peticion(
    asunto: str, precepto: str, *, preceptivo: bool, suspende: bool, dias: int | None
) -> list[Problema]:
    problemas = []
    if not asunto.strip():
        problemas.append(Problema("asunto", _("Diga sobre qué debe informar.")))
    if not precepto.strip():
        problemas.append(Problema("precepto", _("Diga qué norma exige el informe, o por qué conviene pedirlo.")))
    if suspende and not preceptivo:
        problemas.append(
            Problema("suspende", _("Solo un informe preceptivo puede suspender el plazo (artículo 22.1.d)."))
        )
    caben = limites.de_informe()
    if dias is not None and not caben.admite(dias):
        mensaje = _("El plazo del informe va de %(a)d a %(b)d días hábiles.")
        problemas.append(Problema("dias", mensaje % {"a": caben.minimo, "b": caben.maximo}))
    return problemas


@accion("motor.plazo.recalculado", "motor.comunicacion.pedida", permiso=TRAMITAR, norma="LPACAP art. 22.1.d")
def suspender_por_informe(*, actor: Actor, informe_id: UUID, reloj: Reloj) -> Informe:
    """Decide that the term stops while a mandatory report is awaited: from today, three months at most. The parties are told.

    Who: tramitador of the case's unit. Writes: Informe, Suspension, Plazo, Documento. Emits: motor.plazo.recalculado,
    motor.comunicacion.pedida.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (not preceptivo, already issued, already suspends, term ended).
    """
    informe = _informe(informe_id)
    expediente = expediente_que_lleva(actor, informe.expediente_id, TRAMITAR)
    informe.refresh_from_db()
    if not informe.preceptivo:
        raise FaseIncompatible(_("Solo un informe preceptivo puede suspender el plazo (artículo 22.1.d)."))
    if informe.emitido_el is not None or informe.suspende:
        raise FaseIncompatible(_("Este informe ya se emitió o ya suspende el plazo."))
    if not Plazo.objects.filter(expediente=expediente, estado__in=("corriendo", "suspendido")).exists():
        raise FaseIncompatible(_("El plazo para resolver ya terminó."))
    informe.suspende = True
    informe.save(update_fields=["suspende"])
    suspender_por(informe, expediente, desde=hoy(reloj), actor=actor, reloj=reloj)
    return informe


@accion("motor.informe.no_esperado", "tarea.cancelada", permiso=TRAMITAR, norma="LPACAP arts. 22.1.d y 80.3")
def seguir_sin_informe(*, actor: Actor, informe_id: UUID, reloj: Reloj) -> Informe:
    """Go on without a report whose term is over: an optional one at once, a mandatory one after the three months of 22.1.d.

    Who: tramitador of the case's unit. Writes: Informe, Tarea, Suspension, Plazo. Emits: motor.informe.no_esperado, tarea.cancelada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (issued, in signature, or not late enough).
    """
    informe = _informe(informe_id)
    expediente = expediente_que_lleva(actor, informe.expediente_id, TRAMITAR)
    informe.refresh_from_db()
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=informe.tarea_id)
    tarea.expediente = expediente
    if informe.emitido_el is not None or not tarea.abierta:
        raise FaseIncompatible(_("Este informe ya no se espera."))
    operaciones.exigir_sin_firmar(expediente, "informe", tarea)
    motivo = por_que_esperarlo(informe, en=hoy(reloj))
    if motivo:
        raise FaseIncompatible(
            _("Todavía hay que esperar el informe «%(a)s».") % {"a": informe.asunto}, que_hacer=motivo
        )
    dejar_de_esperar(informe, tarea, expediente, actor=actor, reloj=reloj)
    return informe


@accion(
    "motor.acto.en_firma",
    "motor.informe.emitido",
    "tarea.adelantada",
    permiso=INFORMAR,
    norma="LPACAP arts. 26.2.e, 36, 71.2 y 80; LRJSP art. 43",
)
def emitir_informe(
    *,
    actor: Actor,
    informe_id: UUID,
    sentido: str,
    conclusion: str,
    reloj: Reloj,
    antecedentes: Sequence[str] = (),
    consideraciones: Sequence[str] = (),
    condiciones: Sequence[str] = (),
    motivo_orden: str = "",
) -> ActoTramite:
    """Write a report and send it to the writer's portafirmas: it is issued, and the procedure goes on, when it is signed.

    `sentido`: favorable, condicionado (with `condiciones`), desfavorable or sin_sentido. Who: the unit asked, with
    `informe.emitir` and a post to sign with. `motivo_orden`: why, when another alike of an older case had its turn (LPACAP 71.2).
    Writes: Documento, ActoTramite, Tarea, MotivoDeTarea; once signed, Informe.
    Emits: motor.acto.en_firma, tarea.adelantada. Raises NoEncontrado, NoPermitido (no post), FaseIncompatible (issued or waiting),
    DatosIncorrectos.
    """
    informe = _informe(informe_id)
    tarea, expediente = acceso.tarea_para(actor, informe.tarea_id, INFORMAR)
    informe.refresh_from_db()
    if informe.emitido_el is not None:
        raise FaseIncompatible(_("Este informe ya se emitió."))
    operaciones.exigir_sin_firmar(expediente, "informe", tarea)
    _comprobar(sentido, conclusion, condiciones)
    operaciones.respetar_turno(tarea, motivo=motivo_orden, actor=actor, reloj=reloj)
    listas = {"antecedentes": antecedentes, "consideraciones": consideraciones, "condiciones": condiciones}
    llenas = {clave: list(lista) for clave, lista in listas.items() if lista}
    escrito = _escrito(
        informe, tarea, expediente, sentido=sentido, conclusion=conclusion.strip(), listas=llenas, actor=actor
    )
    return operaciones.dictar(
        expediente,
        "informe",
        escrito,
        datos=como_datos({"sentido": sentido, "conclusion": conclusion.strip(), **llenas}),
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


def _escrito(
    informe: Informe,
    tarea: Tarea,
    expediente: Expediente,
    *,
    sentido: str,
    conclusion: str,
    listas: Mapping[str, Sequence[str]],
    actor: Actor,
) -> Escrito:
    datos: dict[str, object] = {
        "asunto": informe.asunto,
        "expediente": expediente.numero,
        "solicitado_por": expediente.unidad.nombre,
        "solicitado_el": informe.pedido_el,
        "emite": actor.cargo or tarea.unidad.nombre,
        "sentido": str(Informe.Sentido(sentido).label),
        "conclusion": conclusion,
        **listas,
    }
    return Escrito("informe", datos, informe.asunto, "TD13")


def _comprobar(sentido: str, conclusion: str, condiciones: Sequence[str]) -> None:
    problemas = []
    if sentido not in Informe.Sentido.values:
        problemas.append(Problema("sentido", _("Elija si el informe es favorable, con condiciones o desfavorable.")))
    if not conclusion.strip():
        problemas.append(Problema("conclusion", _("Escriba la conclusión del informe.")))
    if sentido == Informe.Sentido.CONDICIONADO and not condiciones:
        problemas.append(Problema("condiciones", _("Escriba las condiciones.")))
    if problemas:
        raise DatosIncorrectos(_("El informe no está completo."), problemas=problemas)


def _informe(informe_id: UUID) -> Informe:
    informe = Informe.objects.filter(id=informe_id).first()
    if informe is None:
        raise NoEncontrado(_("No encontramos ese informe."))
    return informe
