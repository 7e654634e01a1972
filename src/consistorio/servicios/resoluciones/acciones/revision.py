"""Review an act of office: say which (LPACAP 106-107)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.servicios.resoluciones import reglas_revision, revisiones
from consistorio.servicios.resoluciones.consultas import con_numero
from consistorio.servicios.resoluciones.models import Resolucion, Revision
from consistorio.servicios.resoluciones.permisos import PROPONER
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acceso import tarea_para
from consistorio.tramitacion.motor.models import Tarea

CLASE = "clase"


@accion(
    "resolucion.revision.senalada",
    "resolucion.revision.lectura",
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
    open to appeal), or no cause: with its reason, it only remains not to admit it (106.3). `original`: the number of that case, which the actor
    sees, or that of its resolution: of a case of another unit, that one, exactly as it is in its book, and then the unit that reviews reads that case until
    the review is closed, and both say so. `causa`: the letter of 47.1, of a nullity; `motivo`: why it is reviewed.
    Who: staff with `resolucion.proponer` on the case. Writes: Revision, Relacion, Tarea, PermisoExpediente. Emits: RevisionSenalada, LecturaParaRevisar,
    expediente.relacionado, tarea.completada. Raises NoEncontrado, NoPermitido, FaseIncompatible (said already), DatosIncorrectos (every problem).
    """
    tarea, expediente = tarea_para(actor, tarea_id, PROPONER)
    if revisiones.revision_de(expediente) is not None or not tarea.abierta:
        raise FaseIncompatible(_("Ya se ha dicho qué acto se revisa en este expediente."))
    clase = str(tarea.datos.get(CLASE) or Revision.Clase.NULIDAD)
    if not se_puede:
        _sin_acto(tarea, expediente, clase, motivo, actor=actor, reloj=reloj)
        return None
    dicho = _original(actor, expediente, original)
    revisado = dicho.expediente
    dia = hoy(reloj)
    acto = revisiones.acto_de(revisado, en=dia)
    problemas = [
        *reglas_revision.problemas_de_senalar(
            clase, causa, motivo, acto, hasta=revisiones.hasta_cuando(clase, acto.dictado_el, en=dia), hoy=dia
        )
    ]
    ultima = revisiones.resolucion_que_se_revisa(revisado)
    if dicho.resolucion is not None and ultima != dicho.resolucion:
        mensaje = _("Después de esa resolución se firmó otra en el mismo expediente, que es la que se revisa.")
        problemas.append(Problema("original", mensaje))
    if problemas or acto.dictado_el is None:
        raise DatosIncorrectos(_("Ese acto no se puede revisar así."), problemas=problemas)
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
    if not dicho.lo_ve:
        revisiones.dar_lectura(revision, actor=actor, reloj=reloj)
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


@dato
class _Dicho:
    """What was pointed out: the case, its resolution when it was named by it, and whether this person sees that case already."""

    expediente: Expediente
    resolucion: Resolucion | None
    lo_ve: bool


def _original(actor: Actor, expediente: Expediente, escrito: str) -> _Dicho:
    """The case where it was decided. By its number, only if this person sees it; by that of its resolution, of any unit: who reviews it has it
    before them. The passage is noted. Raises DatosIncorrectos, NoPermitido (they read no cases)."""
    resolucion = con_numero(escrito)
    por_numero = Expediente.objects.filter(numero=escrito.strip())
    hallado = resolucion.expediente if resolucion is not None else por_numero.exclude(id=expediente.id).first()
    if hallado is not None and hallado.id != expediente.id:
        try:
            return _Dicho(expediente_para(actor, hallado.id, VER), resolucion, True)
        except NoEncontrado:
            if resolucion is not None:
                registrar_acceso(
                    actor,
                    que="expediente",
                    objeto_id=hallado.id,
                    motivo=_("Revisión de oficio, expediente %(n)s (LPACAP 106)") % {"n": expediente.numero},
                    expediente_id=hallado.id,
                    permitido=True,
                )
                return _Dicho(hallado, resolucion, False)
    mensaje = _("No encontramos esa resolución, ni un expediente con ese número que usted vea.")
    que_hacer = _(
        "Si es de otra unidad, escriba el número de la resolución como está en su libro: pídalo a la Secretaría. "
        "Lo que concedió el silencio en otra unidad lo señala la Secretaría, que ve todos los expedientes."
    )
    raise DatosIncorrectos(mensaje, problemas=[Problema("original", f"{mensaje} {que_hacer}")], que_hacer=que_hacer)
