"""Keeping away from a case: who abstains, who is challenged and answers, and what their superior decides (LRJSP 23-24; LPACAP 22.2.c, 74)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.organizacion.consultas import actor_de, esta_ausente
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.apartados import apartamiento_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.motor import acceso, operaciones
from consistorio.tramitacion.motor.causas import CAUSAS, en_palabras
from consistorio.tramitacion.motor.consultas_imparcialidad import cuestion_de
from consistorio.tramitacion.motor.models import ActoTramite, CuestionImparcialidad, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones, imparcialidad
from consistorio.tramitacion.motor.permisos import DECIDIR_IMPARCIALIDAD
from consistorio.tramitacion.motor.registro_tipos import tipo_de

FIRMAR = "firma.firmar"
MAXIMO_TEXTO = 4000


@accion("motor.acto.en_firma", "motor.abstencion.comunicada", permiso=VER, norma="LRJSP arts. 23.1, 23.2 y 43")
def abstenerse(*, actor: Actor, expediente_id: UUID, causas: Sequence[str], hechos: str, reloj: Reloj) -> ActoTramite:
    """Say that one must abstain from a case, and why; once signed, one does nothing in it until one's superior decides.

    `causas`: letters of 23.2. Who: whoever of the staff sees the case, of themselves. Writes: Documento, ActoTramite, Tarea; once signed,
    CuestionImparcialidad, Apartamiento. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido (not of the staff, no post to sign
    with), FaseIncompatible (closed, abstained already), DatosIncorrectos.
    """
    expediente = expediente_para(actor, expediente_id, VER, bloquear=True)
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Se abstiene una persona que trabaja en el Ayuntamiento."))
    operaciones.exigir(expediente, "libre")
    if apartamiento_de(expediente.id, actor.id) is not None:
        raise FaseIncompatible(_("Usted ya no interviene en este expediente: no hace falta que se abstenga."))
    exigir_completo(de_causas(causas, hechos), _("La abstención no está completa."))
    imparcialidad.quien_decide(expediente, actor.id, en=hoy(reloj))
    letras = sorted(set(causas))
    parrafos = [
        _("Comunico que debo abstenerme de intervenir en este expediente, por lo siguiente:"),
        *en_palabras(letras),
        hechos.strip(),
        _("No intervendré mientras se decide (artículo 23.1 de la Ley 40/2015)."),
    ]
    return operaciones.dictar(
        expediente,
        "abstencion",
        _diligencia(expediente, _("Abstención"), parrafos, actor),
        datos={"causas": list(letras), "hechos": hechos.strip()},
        tarea=_su_abstencion(expediente, actor, reloj),
        actor=actor,
        reloj=reloj,
    )


@accion("motor.acto.en_firma", "motor.recusacion.contestada", permiso=VER, norma="LRJSP arts. 24.3 y 43")
def contestar_recusacion(*, actor: Actor, tarea_id: UUID, reconoce: bool, texto: str, reloj: Reloj) -> ActoTramite:
    """Say whether the cause for which one is challenged is there; it counts when one signs it.

    Who: the challenged person. Writes: Documento, ActoTramite, Tarea; once signed, CuestionImparcialidad. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido (another person), FaseIncompatible (answered, decided), DatosIncorrectos (denied without saying why).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, VER)
    cuestion = _cuestion(tarea)
    if cuestion.empleado_id != actor.id:
        raise NoPermitido(_("Lo contesta la persona recusada."))
    if cuestion.contestada_el is not None or cuestion.resuelta_el is not None or not tarea.abierta:
        raise FaseIncompatible(_("Esta recusación ya está contestada o decidida."))
    problemas = []
    if not reconoce and len(texto.strip()) < 10:
        problemas.append(Problema("texto", _("Explique por qué no hay causa de recusación.")))
    if len(texto) > MAXIMO_TEXTO:
        problemas.append(_demasiado("texto"))
    exigir_completo(problemas, _("La contestación no está completa."))
    dicho = _("Reconozco la causa de recusación.") if reconoce else _("No se da en mí la causa de recusación.")
    parrafos = [*en_palabras(cuestion.causas), dicho, *([texto.strip()] if texto.strip() else [])]
    return operaciones.dictar(
        expediente,
        "recusacion_contestada",
        _diligencia(expediente, _("Contestación a la recusación"), parrafos, actor),
        datos={"cuestion": str(cuestion.id), "reconoce": reconoce, "texto": texto.strip()},
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


@accion(
    "motor.acto.en_firma",
    "motor.imparcialidad.resuelta",
    permiso=DECIDIR_IMPARCIALIDAD,
    norma="LRJSP arts. 13.1, 23.1, 24.3 a 24.5 y 43; ROF art. 183",
)
def decidir_imparcialidad(
    *,
    actor: Actor,
    tarea_id: UUID,
    estima: bool,
    motivo: str,
    reloj: Reloj,
    sustituto_id: UUID | None = None,
    acuerdo: str = "",
) -> ActoTramite:
    """Decide whether somebody must keep away from a case and who stands in for them; it takes effect when who decides signs it.

    `motivo`: why, after whatever was checked. `acuerdo`: of which session, when the Pleno decides. Who: their superior, with
    `expediente.decidir_imparcialidad`. Writes: Documento, ActoTramite, Tarea; once signed, CuestionImparcialidad, Apartamiento.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (decided; the challenged person still has to answer),
    DatosIncorrectos.
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, DECIDIR_IMPARCIALIDAD)
    cuestion = _cuestion(tarea)
    exigir_decidible(cuestion, reloj)
    problemas = []
    if len(motivo.strip()) < 10 or len(motivo) > MAXIMO_TEXTO:
        problemas.append(Problema("motivo", _("Explique por qué, y qué se ha comprobado.")))
    if tarea.datos.get("pleno") is True and not acuerdo.strip():
        problemas.append(Problema("acuerdo", _("Diga en qué sesión lo acordó el Pleno: nadie está por encima.")))
    if estima:
        problemas += de_sustituto(expediente, cuestion.empleado_id, sustituto_id, reloj)
    exigir_completo(problemas, _("La decisión no está completa."))
    return operaciones.dictar(
        expediente,
        "imparcialidad",
        _decision(
            cuestion, expediente, estima=estima, motivo=motivo.strip(), acuerdo=acuerdo.strip(), quien=sustituto_id
        ),
        datos={
            "cuestion": str(cuestion.id),
            "estima": estima,
            "motivo": motivo.strip(),
            "sustituto": str(sustituto_id) if estima and sustituto_id else "",
            "acuerdo": acuerdo.strip(),
        },
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


def exigir_decidible(cuestion: CuestionImparcialidad, reloj: Reloj) -> None:
    """Assert that it may be decided: not before the challenged person answers, or their day passes (24.3). Raises FaseIncompatible."""
    if cuestion.resuelta_el is not None:
        raise FaseIncompatible(_("Ya se ha decidido sobre esta abstención o recusación."))
    hasta = cuestion.contestar_hasta
    if cuestion.contestada_el is None and hasta is not None and hoy(reloj) <= hasta:
        raise FaseIncompatible(
            _("La persona recusada puede contestar hasta el %(d)s.") % {"d": f"{hasta:%d/%m/%Y}"},
            que_hacer=_("Decida cuando conteste o pase ese día (artículo 24.3 de la Ley 40/2015)."),
        )


def _decision(
    cuestion: CuestionImparcialidad,
    expediente: Expediente,
    *,
    estima: bool,
    motivo: str,
    acuerdo: str,
    quien: UUID | None,
) -> Escrito:
    recusada = cuestion.clase == CuestionImparcialidad.Clase.RECUSACION
    titulo = _("Decisión sobre una recusación") if recusada else _("Decisión sobre una abstención")
    nombre = {"q": cuestion.empleado.nombre}
    if estima:
        decide = _("%(q)s deja de intervenir en este expediente.") % nombre
    else:
        decide = _("%(q)s puede seguir interviniendo en este expediente.") % nombre
    parrafos = [decide]
    if estima and quien is not None:
        parrafos.append(_("Le sustituye en él %(s)s.") % {"s": Empleado.objects.get(id=quien).nombre})
    parrafos.append(motivo)
    if recusada:
        parrafos.append(
            _(
                "El plazo para resolver, que estaba suspendido desde que se presentó la recusación, vuelve a contar (artículo 22.2.c)."
            )
        )
    parrafos.append(
        _(
            "Contra esta decisión no cabe recurso. Puede alegar la recusación en el que presente contra la resolución del procedimiento."
        )
    )
    datos = [(_("Planteada el"), fecha_larga(cuestion.planteada_el))]
    if acuerdo:
        datos.append((_("Acuerdo del Pleno"), acuerdo))
    contenido: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": titulo,
        "datos": [{"rotulo": rotulo, "valor": dicho} for rotulo, dicho in datos],
        "texto": parrafos,
        "norma": _("Artículos 13, 23 y 24 de la Ley 40/2015."),
    }
    return Escrito("comunicacion", contenido, titulo, "TD01")


def _diligencia(expediente: Expediente, titulo: str, parrafos: Sequence[str], actor: Actor) -> Escrito:
    datos: dict[str, object] = {
        "titulo": titulo,
        "asunto": expediente.titulo,
        "expediente": expediente.numero,
        "texto": "\n\n".join(parrafos),
        "quien": actor.cargo or actor.nombre,
    }
    return Escrito("diligencia", datos, titulo, "TD12")


def _su_abstencion(expediente: Expediente, actor: Actor, reloj: Reloj) -> Tarea:
    """The open task of this person's abstention that came back, or a new one, in their hands."""
    suya = expediente.tareas.select_related("unidad").filter(
        codigo="abstencion", tipo="acto", asignada_a_id=actor.id, cerrada_el=None
    )
    tarea = suya.first()
    if tarea is None:
        nueva = operaciones.TareaNueva("abstencion", "acto", _("Abstención"), expediente.fase, expediente.unidad_id)
        tarea = operaciones.crear(expediente, nueva, actor=actor, reloj=reloj)
        tarea.expediente = expediente
        operaciones.asignar(tarea, empleado_id=actor.id, motivo="abstencion", actor=actor, reloj=reloj)
    tarea.expediente = expediente
    return tarea


def _cuestion(tarea: Tarea) -> CuestionImparcialidad:
    cuestion = cuestion_de(tarea)
    if cuestion is None:
        raise NoEncontrado(_("No encontramos esa abstención o recusación."))
    return cuestion


def de_causas(causas: Sequence[str], hechos: str) -> list[Problema]:
    """What is wrong with the causes and the facts of an abstention or a challenge."""
    problemas = []
    if not causas or set(causas) - set(CAUSAS):
        problemas.append(Problema("causas", _("Elija al menos una causa del artículo 23.2 de la Ley 40/2015.")))
    if len(hechos.strip()) < 5:
        problemas.append(Problema("hechos", _("Diga qué relación tiene con el asunto, con lo imprescindible.")))
    if len(hechos) > MAXIMO_TEXTO:
        problemas.append(_demasiado("hechos"))
    return problemas


def de_sustituto(expediente: Expediente, empleado_id: UUID, sustituto_id: UUID | None, reloj: Reloj) -> list[Problema]:
    """Why somebody cannot stand in for another in a case; nothing when they can."""
    if sustituto_id is None or sustituto_id == empleado_id or not en_servicio(sustituto_id, reloj):
        return [Problema("sustituto", _("Elija quién le sustituye: otra persona que trabaje hoy en el Ayuntamiento."))]
    if apartamiento_de(expediente.id, sustituto_id) is not None:
        return [Problema("sustituto", _("Esa persona tampoco puede intervenir en este expediente. Elija a otra."))]
    if esta_ausente(sustituto_id, en=hoy(reloj)):
        return [Problema("sustituto", _("Esa persona está ausente hoy. Elija a otra."))]
    gente = Empleado.objects.select_related("persona").in_bulk([sustituto_id, empleado_id])
    sustituto, apartado = (actor_de(gente[id_], en=hoy(reloj)) for id_ in (sustituto_id, empleado_id))
    if not sustituto.puede(FIRMAR):
        return [Problema("sustituto", _("Esa persona no puede firmar documentos. Elija a otra."))]
    if sin_hacer := _lo_que_no_haria(expediente, apartado, sustituto):
        mensaje = _("Esa persona no puede hacer en este expediente: %(q)s. Elija a otra.") % {"q": ", ".join(sin_hacer)}
        return [Problema("sustituto", mensaje)]
    return []


def _lo_que_no_haria(expediente: Expediente, apartado: Actor, sustituto: Actor) -> list[str]:
    """Kinds of task of the case that who keeps away does, and who would stand in may not."""
    tipos = {tipo_de(tarea.tipo) for tarea in expediente.version.tipada.tareas}
    de_mas = (t for t in tipos if t.permiso in apartado.permisos and not sustituto.puede(t.permiso))
    return sorted(str(tipo.nombre) for tipo in de_mas)


def en_servicio(empleado_id: UUID, reloj: Reloj) -> bool:
    """Whether somebody works here today."""
    empleado = Empleado.objects.filter(id=empleado_id).first()
    dia = hoy(reloj)
    return empleado is not None and empleado.desde <= dia and (empleado.hasta is None or dia <= empleado.hasta)


def _demasiado(campo: str) -> Problema:
    return Problema(campo, _("Escriba %(n)d letras como mucho.") % {"n": MAXIMO_TEXTO})


def exigir_completo(problemas: Sequence[Problema], mensaje: str) -> None:
    """Assert that nothing is wrong. Raises DatosIncorrectos with every problem."""
    if problemas:
        raise DatosIncorrectos(mensaje, problemas=problemas)
