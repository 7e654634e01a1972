"""Kind of task of this room: `pago`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.tributos import actos, datos_tarea
from consistorio.servicios.tributos.calculo import calcular
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.operaciones import viva_de
from consistorio.servicios.tributos.permisos import LIQUIDAR
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import terminacion_aceptada
from consistorio.tramitacion.motor.posibles import acciones_del_acto, firmas_pendientes, por_que_no_se_deja
from consistorio.tramitacion.motor.registro_tipos import (
    NO_HACE_FALTA,
    AccionPosible,
    Contexto,
    TipoTarea,
    tipo_tarea,
)

__all__ = ["TareaPago", "actos"]


@tipo_tarea("pago")
class TareaPago(TipoTarea):
    """A payment: what it comes to, by an autoliquidación or a liquidation that is notified, and its collection. It is over when it is paid."""

    nombre = gettext_lazy("Pago")
    completable_a_mano = True
    la_anade_el_area = True
    se_deja_sin_hacer = True
    la_hace_quien = LIQUIDAR

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with how it is computed and paid."""
        return [Problema("", problema) for problema in datos_tarea.leer(datos, esquema)[1]]

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """As the procedure says in `antes_de`: what waits for the proposal keeps the decision waiting too. Where the procedure ends in
        another way (84, 95) nothing waits."""
        return not terminacion_aceptada(tarea.expediente) and tarea.datos.get("antes_de") in ("propuesta", paso)

    def al_crear(self, tarea: Tarea, contexto: Contexto) -> None:
        """A job makes an autoliquidación by itself."""
        if tarea.datos.get("regimen") == "autoliquidacion":
            encolar("tributos.autoliquidar", tarea_id=tarea.id)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Say what it comes to, or follow its act to its signature; then wait for the money."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        liquidacion = viva_de(tarea)
        if liquidacion is None:
            return self._por_calcular(tarea, actor)
        return self._por_cobrar(tarea, liquidacion, actor)

    def _por_calcular(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        sin_permiso = () if actor.puede(LIQUIDAR) else (_("Lo calcula quien liquida las tasas."),)
        _calculo, faltan = calcular(tarea, tarea.expediente, reloj=reloj_de_la_casa())
        codigo, etiqueta = (
            ("autoliquidar", _("Calcular la autoliquidación"))
            if tarea.datos.get("regimen") == "autoliquidacion"
            else ("liquidar", _("Liquidar la tasa"))
        )
        hacer = AccionPosible(codigo, etiqueta, principal=True, impedimentos=(*sin_permiso, *faltan))
        if tarea.preceptiva:
            return (hacer,)
        return (hacer, AccionPosible(NO_HACE_FALTA, _("En este expediente no hace falta")))

    def _por_cobrar(self, tarea: Tarea, liquidacion: Liquidacion, actor: Actor) -> Sequence[AccionPosible]:
        motivos = tuple(self.impedimentos(tarea))
        seguir = AccionPosible(
            "completar_tarea", _("Seguir sin el pago: se exige por la vía de apremio"), impedimentos=motivos
        )
        if not actor.puede(LIQUIDAR):
            return (seguir,)
        anular = AccionPosible(
            "anular_liquidacion",
            _("Anular una liquidación"),
            impedimentos=firmas_pendientes(tarea, actos.ActoAnulacion.codigo),
        )
        return (seguir, anular)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is not paid. What is owed after the decision does not keep the case open for ever: past its term it is enforced apart (LGT 161)."""
        liquidacion = viva_de(tarea)
        if liquidacion is None:
            return por_que_no_se_deja(tarea)
        if liquidacion.estado == Liquidacion.Estado.COBRADA:
            return ()
        if terminacion_aceptada(tarea.expediente):
            return ()
        vencida = liquidacion.vence is not None and liquidacion.vence < hoy(reloj_de_la_casa())
        if vencida and not tarea.datos.get("antes_de"):
            return ()
        return (_falta_pagar(liquidacion),)


def _falta_pagar(liquidacion: Liquidacion) -> str:
    datos = {"i": liquidacion.falta, "r": liquidacion.referencia_dictada}
    if liquidacion.vence is not None:
        return _("Falta que pague %(i)s, con la referencia %(r)s, hasta el %(d)s.") % {
            **datos,
            "d": f"{liquidacion.vence:%d/%m/%Y}",
        }
    if liquidacion.regimen == Liquidacion.Regimen.LIQUIDACION:
        return _("Falta que se le notifique y que pague %(i)s, con la referencia %(r)s.") % datos
    return _("Falta que pague %(i)s, con la referencia %(r)s.") % datos
