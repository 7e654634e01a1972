"""The control of what is noted in the budget for a case, whoever notes it and by whichever door (TRLRHL 213-219; RD 424/2017)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.gasto import datos_tarea, reglas
from consistorio.economia.gasto.casos import lineas_de, no_debido_de_cerrados, obligaciones_de
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.intervencion.consultas import examinado_de
from consistorio.servicios.intervencion.limites import limite
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import como_datos

DE_COMPROMISO: Final = ("A", "AD", "D")


def exento(expediente: Expediente) -> str:
    """Why what the case commits has no previous control, as its procedure says: one of `reglas.EXENTOS`, or ""."""
    dice = _lo_que_exime(expediente)
    return dice.exento if dice is not None else ""


def _lo_que_exime(expediente: Expediente) -> datos_tarea.DatosDeGasto | None:
    """What its procedure says of the first task that commits and is exempt."""
    dichos = (
        datos_tarea.leer(tarea.tipo, tarea.datos)[0]
        for tarea in expediente.version.tipada.tareas
        if tarea.tipo == datos_tarea.AD
    )
    return next((dicho for dicho in dichos if dicho.exento), None)


def comprometido_de(expediente: Expediente) -> Decimal:
    """What a case has authorised in all, less what was given back and what was left of it in closed years, whose credit lapsed with them (TRLRHL 175), in euros."""
    suyas = Operacion.objects.filter(expediente_id=expediente.id, libro=Operacion.Libro.GASTO)
    autorizado = suyas.filter(clase__startswith="A").aggregate(total=Sum("importe"))["total"] or Decimal("0.00")
    caducado = LineaOperacion.objects.filter(
        operacion__in=suyas.filter(clase__in=DE_COMPROMISO, ejercicio__estado=Ejercicio.Estado.CERRADO)
    ).aggregate(total=Sum("saldo"))["total"]
    return autorizado - (caducado or Decimal("0.00"))


def por_que_no_se_compromete(expediente: Expediente, mas: Decimal = Decimal(0)) -> str:
    """In words, why the case may not have committed what it has and so many euros more; "" when it may."""
    dice = _lo_que_exime(expediente)
    por = dice.exento if dice is not None else ""
    tope = _tope(dice, expediente) if dice is not None else None
    motivo = reglas.por_que_no_se_compromete(
        comprometido_de(expediente) + mas, examinado_de(expediente.id), exento=por, tope=tope
    )
    return " ".join((motivo, _de_antes(expediente))).strip() if motivo else ""


def _de_antes(expediente: Expediente) -> str:
    """In words, that what earlier years committed and did not spend counts while they are open; "" when nothing does."""
    suyas = LineaOperacion.objects.filter(
        operacion__expediente_id=expediente.id,
        operacion__clase__in=DE_COMPROMISO,
        operacion__ejercicio__estado=Ejercicio.Estado.ABIERTO,
        saldo__gt=0,
    )
    por_anio = dict(suyas.values_list("operacion__ejercicio").annotate(total=Sum("saldo")).order_by())
    antes = {anio: total for anio, total in por_anio.items() if anio < max(por_anio)}
    if not antes:
        return ""
    mensaje = _(
        "De %(anio)d queda %(importe)s comprometido sin gastar: si ya no se va a gastar allí, anúlelo en su año."
    )
    return mensaje % {"anio": max(antes), "importe": Importe(sum(antes.values(), Decimal(0)))}


def _tope(dice: datos_tarea.DatosDeGasto, expediente: Expediente) -> Decimal | None:
    """From how many euros on, with the VAT that its form says that it has, what is exempt is exempt no more; None without a limit. Of a contrato menor, that of
    works when all that its case commits goes where works are charged."""
    if dice.exento == "contrato_menor":
        lineas = LineaOperacion.objects.filter(
            operacion__expediente_id=expediente.id,
            operacion__libro=Operacion.Libro.GASTO,
            operacion__clase__startswith="A",
        )
        clave = reglas.contrato_menor_de(lineas.values_list("aplicacion__economica", flat=True))
        return (
            limite(clave, en=date.max).importe * datos_tarea.con_su_iva(dice, como_datos(expediente.datos))
        ).quantize(Decimal("0.01"), ROUND_DOWN)
    return limite("caja_fija", en=date.max).importe if dice.exento == "caja_fija" else None


def por_intervenir(expediente: Expediente, suyas: Sequence[LineaOperacion] | None = None) -> list[Operacion]:
    """The obligations of a case whose payment nobody has intervened, and of which something is left to pay, this year or as of closed years, the first first.
    `suyas`: its lines, when they are at hand."""
    hechas, lineas = _intervenidas(expediente), lineas_de(expediente.id) if suyas is None else suyas
    de_cerrados = no_debido_de_cerrados(lineas)
    debidas = {
        linea.operacion_id: linea.operacion
        for linea in lineas
        if linea.saldo > de_cerrados.get(linea.id, 0)
        and reglas.reconoce(linea.operacion.clase)
        and linea.operacion.clase.endswith("O")
    }
    return [operacion for operacion in debidas.values() if operacion.id not in hechas]


def exigir_control(expediente: Expediente, clase: str, lineas: list[LineaOperacion], actor: Actor) -> None:
    """Assert that what an operation of that class does in a case, noted already in this transaction, has the control that it owes. Raises FaseIncompatible,
    NoPermitido."""
    if reglas.compromete(clase) and (motivo := por_que_no_se_compromete(expediente)):
        raise FaseIncompatible(
            _("El gasto del expediente %(n)s no se puede comprometer.") % {"n": expediente.numero},
            que_hacer=" ".join(
                (motivo, _("Pida la fiscalización en el expediente, y comprométalo cuando sea favorable."))
            ),
        )
    if actor.puede(FISCALIZAR):
        return
    if reglas.reconoce(clase):
        raise NoPermitido(
            _("La obligación de un expediente la interviene Intervención (TRLRHL artículo 214.2)."),
            que_hacer=_("Pida a Intervención que la contabilice."),
        )
    if reglas.paga(clase) and not obligaciones_de(lineas) <= _intervenidas(expediente):
        raise FaseIncompatible(
            _("Intervención no ha intervenido el pago de esa obligación (TRLRHL artículo 214.2)."),
            que_hacer=_("Pida a Intervención que lo intervenga, en la parte «Economía» del expediente %(n)s.")
            % {"n": expediente.numero},
        )


def _intervenidas(expediente: Expediente) -> set[UUID]:
    """The obligations of a case whose payment was intervened, as its facts say."""
    hechos = eventos_de(expediente.cadena).filter(tipo="gasto.pago.intervenido")
    return {UUID(str(dicha)) for dicha in hechos.values_list("datos__operacion_id", flat=True)}
