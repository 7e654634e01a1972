"""Kinds of task of the review of office: `acto_revisado` and `suspension_acto` (LPACAP 106-108)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.servicios.resoluciones import actos_revision, revisiones
from consistorio.servicios.resoluciones.colegiados import es_colegiado
from consistorio.servicios.resoluciones.models import Revision
from consistorio.servicios.resoluciones.permisos import PROPONER
from consistorio.servicios.resoluciones.reglas_revision import SIN_ACTO
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.posibles import acciones_del_acto, por_abrir
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea

__all__ = ["TareaActoRevisado", "TareaSuspension", "actos_revision"]


@tipo_tarea("acto_revisado")
class TareaActoRevisado(TipoTarea):
    """Say which act the case reviews. `datos`: clase, nulidad or lesividad. Nothing is proposed without it."""

    nombre = gettext_lazy("Acto que se revisa")
    espera_la_decision = True

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """It is one of the two reviews of the law."""
        if datos.get("clase") in Revision.Clase.values:
            return ()
        return [Problema("clase", _("la revisión es de nulidad (LPACAP 106) o de lesividad (107)."))]

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Say it."""
        motivos = () if actor.puede(PROPONER) else (_("Lo dice quien redacta las propuestas de resolución."),)
        return (AccionPosible("senalar_acto", _("Decir qué acto se revisa"), principal=True, impedimentos=motivos),)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """Nobody said it."""
        falta = _("Falta decir qué acto se revisa.")
        dicho = revisiones.revision_de(tarea.expediente) is not None
        return () if dicho or SIN_ACTO in tarea.datos else (falta,)


@tipo_tarea("suspension_acto")
class TareaSuspension(TipoTarea):
    """Suspend the execution of what is reviewed or appealed, or say that it is not needed (LPACAP 108, 117)."""

    nombre = gettext_lazy("Suspensión de la ejecución del acto")
    completable_a_mano = True
    se_deja_sin_hacer = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Suspend it, or follow the suspension to its signature."""
        if es_colegiado(organo_competente(tarea.expediente).codigo):
            return por_abrir(tarea, AccionPosible("anotar_suspension", _("Anotar la suspensión acordada en sesión")))
        suspender = AccionPosible("suspender_ejecucion", _("Suspender la ejecución del acto"))
        return acciones_del_acto(tarea) or por_abrir(tarea, suspender)
