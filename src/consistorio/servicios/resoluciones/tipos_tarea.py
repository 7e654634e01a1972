"""Kinds of task of this room: `propuesta` and `resolucion`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.resoluciones import consultas, contexto, tipos_revision
from consistorio.servicios.resoluciones.campos import problemas_de_textos
from consistorio.servicios.resoluciones.colegiados import es_colegiado
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import ACORDAR, ELEVAR, PROPONER
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.catalogo.tipos_conocidos import RESUELVE
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.firmas import firma_que_falta
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor
from consistorio.tramitacion.motor.declaraciones import CONFORME
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import problemas_de_decision
from consistorio.tramitacion.motor.posibles import esperas_del_expediente
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea

__all__ = ["TareaAcuerdo", "TareaPropuesta", "TareaResolucion", "tipos_revision"]


@tipo_tarea("propuesta")
class TareaPropuesta(TipoTarea):
    """Write the proposal (LPACAP 88.7)."""

    nombre = gettext_lazy("Propuesta de resolución")
    permiso = PROPONER

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """What was declared and found right needs no decision (LPACAP 69.3)."""
        return hechos.get("resultado_comprobacion") == CONFORME

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """Its texts name only what a case can say."""
        return problemas_de_textos(datos["textos"], esquema) if datos.get("textos") is not None else ()

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Propose; before, write down what an application on paper says, for the decision to say what it is about."""
        sin_permiso = () if actor.puede(PROPONER) else (_("Su puesto no redacta propuestas de resolución."),)
        impedimentos = (*sin_permiso, *esperas_del_expediente(tarea))
        motivo = tarea.datos.get("retirada")
        etiqueta = (
            _("Redactar otra vez la propuesta (retirada: %(m)s)") % {"m": motivo}
            if motivo
            else _("Redactar la propuesta")
        )
        caben = contexto.sentidos_posibles(tarea.expediente, en=hoy(reloj_de_la_casa()))
        falta = contexto.falta_transcribir(tarea.expediente, caben[0])
        if not falta:
            return (AccionPosible("proponer", etiqueta, principal=True, impedimentos=impedimentos),)
        return (
            AccionPosible("transcribir_solicitud", _("Escribir las respuestas en el expediente"), principal=True),
            AccionPosible("proponer", etiqueta, impedimentos=(falta, *impedimentos)),
        )

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is done by making the proposal, not by hand."""
        hecha = Resolucion.objects.filter(tarea_propuesta_id=tarea.id).exclude(estado=Resolucion.Estado.BORRADOR)
        falta = () if hecha.exists() else (_("Falta hacer la propuesta de resolución."),)
        return (*falta, *esperas_del_expediente(tarea))


@tipo_tarea("resolucion")
class TareaResolucion(TipoTarea):
    """Number, sign (LPACAP 88)."""

    nombre = gettext_lazy("Resolución")
    permiso = ELEVAR
    circuito = RESUELVE

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """What was declared and found right needs no decision (LPACAP 69.3)."""
        return hechos.get("resultado_comprobacion") == CONFORME

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Send it to be signed; or change it first, when it was returned."""
        resolucion = consultas.vigente_de(tarea.expediente_id)
        superada = resolucion is not None and resolucion.estado == Resolucion.Estado.FIRMADA
        if superada:  # another one, overtaken by what happened after
            resolucion = None
        en_sesion = (
            resolucion.en_sesion if resolucion is not None else es_colegiado(organo_competente(tarea.expediente).codigo)
        )
        a_sesion = en_sesion and (resolucion is None or resolucion.numero is None)
        codigo = "llevar_a_sesion" if a_sesion else "elevar"
        etiqueta = _("Llevarla a la sesión") if a_sesion else _("Enviar a la firma")
        if a_sesion and tarea.datos.get("devuelto"):
            etiqueta = _("Llevarla otra vez a la sesión (volvió: %(m)s)") % {"m": tarea.datos["devuelto"]}
        impedimentos: list[str] = []
        if not actor.puede(ELEVAR):
            impedimentos.append(_("Enviar a la firma es de la jefatura o de la Secretaría."))
        impedimentos += esperas_del_expediente(tarea)
        if resolucion is None or resolucion.estado == Resolucion.Estado.BORRADOR:
            impedimentos.append(_("Falta hacer la propuesta de resolución."))
        elif resolucion.estado == Resolucion.Estado.EN_SESION:
            impedimentos.append(_en_que_sesion_espera(resolucion))
        elif resolucion.estado == Resolucion.Estado.EN_FIRMA and resolucion.documento_id is None:
            texto = _("Tiene el número %s. Su documento se está preparando; cuando esté, irá solo a la firma.")
            impedimentos.append(texto % resolucion.numero_completo)
        else:
            impedimentos += self._no_cabe(tarea, resolucion)
        sin_hacer = resolucion is None or resolucion.estado == Resolucion.Estado.BORRADOR
        if sin_hacer and not tarea.expediente.tareas.filter(tipo="propuesta", cerrada_el=None).exists():
            # Its number was annulled, or silence came first: there is no task of the proposal to do it from
            volver = () if superada else (AccionPosible("retirar_propuesta", _("Volver a la instrucción")),)
            elevar = AccionPosible(codigo, etiqueta, impedimentos=tuple(impedimentos))
            return (*TareaPropuesta().acciones(tarea, actor), *volver, elevar)
        if (
            resolucion is not None
            and resolucion.estado == Resolucion.Estado.EN_FIRMA
            and resolucion.documento_id is not None
        ):
            impedimentos.append(_("Está en firma con el número %s.") % resolucion.numero_completo)
        elevar = AccionPosible(codigo, etiqueta, principal=True, impedimentos=tuple(impedimentos))
        otras = []
        if resolucion is not None and resolucion.editable and resolucion.estado != Resolucion.Estado.BORRADOR:
            otras.append(AccionPosible("redactar", _("Cambiar el texto")))
        if resolucion is not None and resolucion.estado == Resolucion.Estado.PROPUESTA:
            otras.append(AccionPosible("retirar_propuesta", _("Retirar la propuesta")))
        return (elevar, *otras)

    def _no_cabe(self, tarea: Tarea, resolucion: Resolucion) -> list[str]:
        """Why the sense that was proposed no longer fits (LPACAP 24.3.a, 84); the return of a signatory says it too."""
        if not resolucion.editable:
            return []
        dia = hoy(reloj_de_la_casa())
        problemas = (
            *problemas_de_decision(tarea.expediente, resolucion.sentido, en=dia),
            *contexto.problemas_de_objeto(tarea.expediente, resolucion.sentido, resolucion.decision),
        )
        return [p.mensaje for p in problemas]

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is done when it is signed."""
        firmada = Resolucion.objects.filter(tarea_id=tarea.id, estado=Resolucion.Estado.FIRMADA)
        return () if firmada.exists() else (_("Falta firmar la resolución."),)


def _en_que_sesion_espera(resolucion: Resolucion) -> str:
    """What a proposal that goes to a session waits for."""
    asunto = consultas.asunto_pendiente_de(resolucion.id)
    falta = firma_que_falta(asunto.propuesta_id) if asunto is not None and asunto.estado == "en_firma" else ""
    return falta or _("Está entre los asuntos de la Secretaría: espera lo que se acuerde en su sesión.")


@tipo_tarea("acuerdo_junta")
class TareaAcuerdo(TipoTarea):
    """Record what the organ decided in session (ROF 206-207)."""

    nombre = gettext_lazy("Acuerdo de la Junta de Gobierno Local")

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Record it."""
        motivos = () if actor.puede(ACORDAR) else (_("Lo anota la Secretaría."),)
        return (AccionPosible("anotar_acuerdo", _("Anotar lo acordado"), principal=True, impedimentos=motivos),)
