"""Kinds of task of this room: `fiscalizacion` and `reparo`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.servicios.intervencion import actos, datos_tarea, operaciones, reglas
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import terminacion_aceptada
from consistorio.tramitacion.motor.posibles import acciones_del_acto
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, Contexto, TipoTarea, tipo_tarea

__all__ = ["TareaFiscalizacion", "TareaReparo", "actos"]


@tipo_tarea("fiscalizacion")
class TareaFiscalizacion(TipoTarea):
    """Control of a proposal that spends (TRLRHL 214). The decision waits for it; a reparo that suspends keeps it waiting until it is settled."""

    nombre = gettext_lazy("Fiscalización previa")
    fecha_de_ley = True
    completable_a_mano = True
    la_hace_quien = FISCALIZAR

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with where its amount comes from."""
        return datos_tarea.leer(datos, esquema)[1]

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """Where its amount comes from, what it is charged to, and whether it is urgent."""
        return datos_tarea.en_palabras(datos, esquema)

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """What is proposed spends nothing; unless the procedure says by a condition of its own what is examined."""
        return tarea.condicion is None and hechos.get("sentido_propuesta") in reglas.SIN_GASTO

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """What is examined is the proposal: only the decision waits. Where the procedure ends in another way nothing is spent."""
        return paso == "resolucion" and not terminacion_aceptada(tarea.expediente)

    def al_crear(self, tarea: Tarea, contexto: Contexto) -> None:
        """Ask Intervención, whose term runs from now."""
        operaciones.pedir_segun_definicion(tarea, tarea.expediente, actor=contexto.actor, reloj=contexto.reloj)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Write the result, or follow it to its signature; with a reparo, wait for what the unit does."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        if terminacion_aceptada(tarea.expediente):
            return (_ya_no_se_gasta(),)
        motivos = [] if actor.puede(FISCALIZAR) else [_("Fiscaliza Intervención.")]
        fiscalizacion = Fiscalizacion.objects.filter(tarea=tarea).first()
        if fiscalizacion is not None and fiscalizacion.estado == Fiscalizacion.Estado.REPARO:
            motivos.append(_("Hay un reparo: falta que la unidad lo conteste y se resuelva."))
        if not operaciones.propuesta_de(tarea.expediente):
            motivos.append(_("Falta la propuesta de resolución, que es lo que se fiscaliza."))
        return (AccionPosible("fiscalizar", _("Escribir el resultado"), principal=True, impedimentos=tuple(motivos)),)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It has no result yet, or a reparo that suspends is not settled; unless nothing will be spent."""
        if terminacion_aceptada(tarea.expediente):
            return ()
        fiscalizacion = Fiscalizacion.objects.filter(tarea=tarea).first()
        if fiscalizacion is None or fiscalizacion.estado == Fiscalizacion.Estado.PENDIENTE:
            return (_("Falta el resultado de Intervención."),)
        if Reparo.objects.filter(fiscalizacion=fiscalizacion, estado__in=operaciones.POR_RESOLVER).exists():
            return (_("Hay un reparo que suspende el gasto y no está resuelto (TRLRHL artículo 216.2)."),)
        return ()


@tipo_tarea("reparo")
class TareaReparo(TipoTarea):
    """A reparo that suspends, for the unit that handles the case: mend it, or have the discrepancy settled (TRLRHL 216-217)."""

    nombre = gettext_lazy("Reparo de Intervención")
    fecha_de_ley = True
    completable_a_mano = True

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """It suspends: the decision waits until it is settled."""
        return paso == "resolucion" and not terminacion_aceptada(tarea.expediente)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Accept it or not; then, have it settled by who the law says."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        reparo = Reparo.objects.filter(tarea=tarea).first()
        if reparo is None or terminacion_aceptada(tarea.expediente):
            return (_ya_no_se_gasta(),)
        aceptar = AccionPosible("aceptar_reparo", _("Aceptar el reparo y decir cómo se arregla"), principal=True)
        if reparo.estado == Reparo.Estado.CONFIRMADO:
            return (aceptar,)
        if reparo.estado == Reparo.Estado.DISCREPANCIA and reparo.resuelve == Reparo.Resuelve.PLENO:
            return (AccionPosible("anotar_pleno", _("Anotar lo que acordó el Pleno"), principal=True),)
        if reparo.estado == Reparo.Estado.DISCREPANCIA:
            texto = _("Llevar a la Alcaldía la resolución de la discrepancia")
            return (AccionPosible("resolver_discrepancia", texto, principal=True),)
        return (aceptar, AccionPosible("discrepar", _("No aceptar el reparo")))

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is not settled; unless nothing will be spent."""
        if terminacion_aceptada(tarea.expediente):
            return ()
        reparo = Reparo.objects.filter(tarea=tarea, estado__in=operaciones.POR_RESOLVER).first()
        return () if reparo is None else (str(reparo.get_estado_display()),)


def _ya_no_se_gasta() -> AccionPosible:
    return AccionPosible("completar_tarea", _("Ya no hay ningún gasto que fiscalizar"), principal=True)
