"""Kinds of task of this room: `gasto.RC`, `gasto.AD`, `gasto.O` and `gasto.libera`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.gasto import actos, control, datos_tarea, operaciones
from consistorio.economia.gasto.acceso import falta_conformidad
from consistorio.economia.gasto.credito import lleva_cuentas
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion.omisiones import pendiente_de
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import hay_decision, terminacion_aceptada
from consistorio.tramitacion.motor.posibles import acciones_del_acto
from consistorio.tramitacion.motor.registro_tipos import NO_HACE_FALTA, AccionPosible, TipoTarea, tipo_tarea

__all__ = ["TareaCompromiso", "TareaLiberacion", "TareaObligacion", "TareaRetencion", "actos"]


class _TareaDeGasto(TipoTarea):
    """What they share: their `datos`, and that a case may end without spending, unless its procedure demands it: it is said why."""

    se_deja_sin_hacer = True

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with where its amount and its application come from."""
        return datos_tarea.leer(self.codigo, datos, esquema)[1]

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """Where its amount and its application come from, and why it has no previous control."""
        return datos_tarea.en_palabras(self.codigo, datos, esquema)

    def _o_no_hace_falta(self, tarea: Tarea, accion: AccionPosible) -> tuple[AccionPosible, ...]:
        """That action, or to leave it out; where the budget is not kept here, only to say where it is noted."""
        anio = hoy(reloj_de_la_casa()).year
        if not lleva_cuentas(anio):
            motivos = (*accion.impedimentos, _("El presupuesto de este año no se lleva en este programa."))
            constar = AccionPosible(NO_HACE_FALTA, _("Decir en qué contabilidad consta"), principal=True)
            return (AccionPosible(accion.codigo, accion.etiqueta, impedimentos=motivos), constar)
        if tarea.preceptiva or not self.se_deja_sin_hacer or operaciones.linea_de(tarea, anio) is not None:
            return (accion,)
        return (accion, AccionPosible(NO_HACE_FALTA, _("En este expediente no hace falta")))


@tipo_tarea(datos_tarea.RC)
class TareaRetencion(_TareaDeGasto):
    """Set credit aside at the request of the unit, and certify it (RD 500/1990 31-32). Nothing is proposed without it."""

    nombre = gettext_lazy("Retención de crédito")
    la_hace_quien = GASTO

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """What is proposed has its credit."""
        return not terminacion_aceptada(tarea.expediente)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Set it aside; then, follow its certificate to its signature."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        motivos = () if actor.puede(GASTO) else (_("La retención la contabiliza Intervención."),)
        retener = AccionPosible("retener_credito", _("Retener el crédito"), principal=True, impedimentos=motivos)
        return self._o_no_hace_falta(tarea, retener)


@tipo_tarea(datos_tarea.AD)
class TareaCompromiso(_TareaDeGasto):
    """Authorise and commit what was decided (RD 500/1990 54-57), once its decision is signed."""

    nombre = gettext_lazy("Autorización y compromiso del gasto")
    la_hace_quien = GASTO
    anteriores: ClassVar[Mapping[str, frozenset[str]]] = {"sigue_a": frozenset({datos_tarea.RC})}

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Commit it."""
        motivos = [] if actor.puede(GASTO) else [_("El compromiso lo contabiliza Intervención.")]
        if not hay_decision(tarea.expediente):
            motivos.append(_("Falta la resolución firmada que aprueba el gasto."))
        if motivo := control.por_que_no_se_compromete(tarea.expediente):
            motivos.append(motivo)
        comprometer = AccionPosible(
            "comprometer_gasto", _("Comprometer el gasto"), principal=True, impedimentos=tuple(motivos)
        )
        return self._o_no_hace_falta(tarea, comprometer)


@tipo_tarea(datos_tarea.OBLIGA)
class TareaObligacion(_TareaDeGasto):
    """Recognise what is owed for what was received and found right (RD 500/1990 58-60). Intervención intervenes it (TRLRHL 214.2)."""

    nombre = gettext_lazy("Reconocimiento de la obligación")
    la_hace_quien = FISCALIZAR
    anteriores: ClassVar[Mapping[str, frozenset[str]]] = {
        "sigue_a": frozenset({datos_tarea.AD}),
        "conformidad": frozenset(),
    }

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Recognise an invoice."""
        motivos = [] if actor.puede(FISCALIZAR) else [_("La obligación la interviene Intervención.")]
        if falta := falta_conformidad(tarea, tarea.expediente):
            motivos.append(falta)
        if (omision := pendiente_de([f"expediente:{tarea.expediente_id}"])) is not None:
            dicho = _("No se fiscalizó cuando debía: %(e)s.")
            motivos.append(dicho % {"e": str(omision.get_estado_display()).lower()})
        anio = hoy(reloj_de_la_casa()).year
        nada = operaciones.origen_de(tarea, tarea.expediente, anio) is None
        if nada:
            motivos.append(operaciones.nada_comprometido(tarea.expediente, anio))
        reconocer = AccionPosible(
            "reconocer_obligacion", _("Reconocer la obligación"), principal=True, impedimentos=tuple(motivos)
        )
        suyas = self._o_no_hace_falta(tarea, reconocer)
        return suyas if nada else suyas[:1]


@tipo_tarea(datos_tarea.LIBERA)
class TareaLiberacion(_TareaDeGasto):
    """Give back to the budget what was set aside and not spent."""

    nombre = gettext_lazy("Liberar el crédito que no se ha gastado")
    la_hace_quien = GASTO
    se_deja_sin_hacer = False

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Give it back, or say that nothing is left."""
        motivos = () if actor.puede(GASTO) else (_("El crédito lo libera Intervención."),)
        etiqueta = _("Liberar lo que no se ha gastado")
        return self._o_no_hace_falta(
            tarea, AccionPosible("liberar_credito", etiqueta, principal=True, impedimentos=motivos)
        )
