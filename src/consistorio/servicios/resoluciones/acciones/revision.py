"""Review an act of office: say which, and suspend its execution (LPACAP 106-108)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.resoluciones import reglas_revision, revisiones
from consistorio.servicios.resoluciones.colegiados import es_colegiado
from consistorio.servicios.resoluciones.models import Revision
from consistorio.servicios.resoluciones.permisos import PROPONER
from consistorio.tramitacion.expedientes.acceso import expediente_para, expediente_que_lleva
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acceso import tarea_para
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones

CLASE = "clase"


@accion(
    "resolucion.revision.senalada",
    "expediente.relacionado",
    "tarea.completada",
    permiso=PROPONER,
    norma="LPACAP arts. 47.1, 106.1, 106.3, 107 y 110",
)
def senalar_acto(
    *, actor: Actor, tarea_id: UUID, original: str, motivo: str, reloj: Reloj, causa: str = "", se_puede: bool = True
) -> Revision | None:
    """Say which act a case reviews: the last one that a case decided, by its resolution or by silence. Both cases show it.

    `se_puede`: False, and None is given back, when what somebody asked for has no act that may be reviewed (from before the program, or still
    open to appeal), or no cause: with its reason, it only remains not to admit it (106.3). `original`: the number of that case, which the actor sees; `causa`: the letter of 47.1, of a nullity; `motivo`: why it is reviewed.
    Who: staff with `resolucion.proponer` on the case. Writes: Revision, Relacion, Tarea. Emits: RevisionSenalada, expediente.relacionado,
    tarea.completada. Raises NoEncontrado, NoPermitido, FaseIncompatible (said already), DatosIncorrectos (every problem).
    """
    tarea, expediente = tarea_para(actor, tarea_id, PROPONER)
    if revisiones.revision_de(expediente) is not None or not tarea.abierta:
        raise FaseIncompatible(_("Ya se ha dicho qué acto se revisa en este expediente."))
    clase = str(tarea.datos.get(CLASE) or Revision.Clase.NULIDAD)
    if not se_puede:
        _sin_acto(tarea, expediente, clase, motivo, actor=actor, reloj=reloj)
        return None
    revisado = _original(actor, expediente, original)
    dia = hoy(reloj)
    acto = revisiones.acto_de(revisado, en=dia)
    problemas = reglas_revision.problemas_de_senalar(
        clase, causa, motivo, acto, hasta=revisiones.hasta_cuando(clase, acto.dictado_el, en=dia), hoy=dia
    )
    if problemas or acto.dictado_el is None:
        raise DatosIncorrectos(_("Ese acto no se puede revisar así."), problemas=list(problemas))
    revision = revisiones.senalar(
        expediente,
        revisado,
        clase=clase,
        causa=causa,
        motivo=motivo.strip(),
        dictado_el=acto.dictado_el,
        actor=actor,
        reloj=reloj,
    )
    motor.completar(
        tarea, {"codigo": clase, "original": revisado.numero}, actor=actor, reloj=reloj, expediente=expediente
    )
    return revision


def _sin_acto(tarea: Tarea, expediente: Expediente, clase: str, motivo: str, *, actor: Actor, reloj: Reloj) -> None:
    pedida = revisiones.a_instancia(expediente)
    problemas = reglas_revision.problemas_de_no_senalar(clase, motivo, a_instancia=pedida)
    if problemas:
        raise DatosIncorrectos(_("Falta decir por qué no se puede revisar."), problemas=list(problemas))
    tarea.datos = {**tarea.datos, reglas_revision.SIN_ACTO: motivo.strip()[:1000]}
    tarea.save(update_fields=["datos"])
    resultado = {"codigo": reglas_revision.SIN_ACTO, "motivo": motivo.strip()[:1000]}
    motor.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)


def _original(actor: Actor, expediente: Expediente, numero: str) -> Expediente:
    """The case where it was decided, if this person sees it. Raises DatosIncorrectos."""
    hallado = Expediente.objects.filter(numero=numero.strip()).exclude(id=expediente.id).first()
    try:
        if hallado is None:
            raise NoEncontrado(_("No encontramos ese expediente."))
        return expediente_para(actor, hallado.id, VER)
    except NoEncontrado as error:
        mensaje = _("No encontramos ningún expediente con ese número, o usted no lo ve.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("original", mensaje)]) from error


def exigir_suspension(expediente: Expediente) -> Revision:
    """Assert that the execution of what a case reviews may be suspended. Raises FaseIncompatible."""
    motor.exigir(expediente, "suspension_acto")
    revision = revisiones.revision_de(expediente)
    if revision is None:
        raise FaseIncompatible(_("Antes hay que decir qué acto se revisa."))
    if revision.suspendida_el is not None:
        raise FaseIncompatible(_("La ejecución de ese acto ya está suspendida."))
    organo = organo_competente(expediente)
    if es_colegiado(organo.codigo):
        raise FaseIncompatible(
            _("La suspensión la acuerda en sesión el órgano que decide (%(o)s): no la firma una persona sola.")
            % {"o": organo.nombre},
            que_hacer=_(
                "Pida a la Secretaría que la incluya en el orden del día, e incorpore aquí el certificado de lo acordado."
            ),
        )
    motor.exigir_sin_firmar(expediente, "suspension_acto")
    return revision


@accion(
    "motor.acto.en_firma",
    "resolucion.revision.suspendida",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36 y 108; LRJSP art. 43",
)
def suspender_ejecucion(*, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj) -> ActoTramite:
    """Write the suspension of the execution of what is reviewed, which the organ that decides signs; then every party is told.

    `motivo`: what damage, impossible or hard to repair, it would cause. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed,
    Revision. Emits: motor.acto.en_firma; once signed, EjecucionSuspendida. Raises NoEncontrado, NoPermitido, FaseIncompatible,
    DatosIncorrectos (no reason; nobody holds the organ).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    revision = exigir_suspension(expediente)
    if not motivo.strip():
        mensaje = _("Explique qué perjuicio, imposible o difícil de reparar, causaría ejecutarlo.")
        raise DatosIncorrectos(_("La suspensión no está completa."), problemas=[Problema("motivo", mensaje)])
    acto = revisiones.nombre_del_acto(revision)
    titulo = _("Suspensión de la ejecución de un acto")
    datos = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": titulo,
        "datos": [{"rotulo": _("Acto"), "valor": acto}],
        "texto": [
            _("Se suspende la ejecución de %(a)s, mientras se revisa de oficio.") % {"a": acto},
            _("Ejecutarlo podría causar perjuicios imposibles o difíciles de reparar: %(m)s") % {"m": motivo.strip()},
        ],
        "norma": _("Artículo 108 de la Ley 39/2015."),
    }
    return motor.dictar(
        expediente,
        "suspension_acto",
        Escrito("comunicacion", datos, titulo, "TD02"),
        datos={"motivo": motivo.strip()},
        actor=actor,
        reloj=reloj,
    )
