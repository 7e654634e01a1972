"""Kinds of task of what was declared or communicated (LPACAP 69)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.posibles import acciones_del_acto, esperas_del_expediente
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea


@tipo_tarea("comprobacion")
class TareaComprobacion(TipoTarea):
    """The later control of what was declared or communicated (LPACAP 69.3): it is right, or the parties are heard and a decision is due."""

    nombre = gettext_lazy("Comprobación de lo declarado")
    espera_la_decision = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Follow what is written to its signature; else find it right, ask for its documents, hear the parties, or, once heard, find that it
        is not so. None of them is the main one: whoever checks says which."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        motivos = tuple(self.impedimentos(tarea))
        oida = tarea.expediente.audiencias.filter(notificado_el__isnull=False, cerrado_el__isnull=False).exists()
        conforme = AccionPosible("dar_por_conforme", _("Dar lo declarado por conforme"), impedimentos=motivos)
        pedir = AccionPosible("requerir_documentacion", _("Pedir la documentación"), impedimentos=motivos)
        oir = AccionPosible("abrir_audiencia", _("Dar audiencia: no se cumple"), impedimentos=motivos)
        sin_oir = () if oida else (_("Antes hay que dar audiencia a quien declaró (artículo 82)."),)
        incumple = AccionPosible(
            "apreciar_incumplimiento", _("Apreciar que no puede continuar"), impedimentos=(*sin_oir, *motivos)
        )
        return (incumple, conforme, pedir) if oida else (conforme, pedir, oir, incumple)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """What of the check is open: documents required, a hearing, a report, somebody's power."""
        return esperas_del_expediente(tarea)


@tipo_tarea("alcance_declarado")
class TareaAlcance(TipoTarea):
    """Say whether what was declared may go on, by an appeal or a review that grants in part (LPACAP 69.4)."""

    nombre = gettext_lazy("Qué queda de lo declarado")

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Say it."""
        return (AccionPosible("decir_alcance", _("Decir si puede continuar"), principal=True),)
