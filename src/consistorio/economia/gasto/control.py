"""The control of what is noted in the budget for a case, whoever notes it and by whichever door (TRLRHL 213-219; RD 424/2017)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.gasto import datos_tarea, reglas
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.servicios.intervencion.consultas import examinado_de
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.models import Expediente


def exento(expediente: Expediente) -> str:
    """Why what the case commits has no previous control, as its procedure says: one of `reglas.EXENTOS`, or ""."""
    dichos = (
        datos_tarea.leer(tarea.tipo, tarea.datos)[0].exento
        for tarea in expediente.version.tipada.tareas
        if tarea.tipo == datos_tarea.AD
    )
    return next((dicho for dicho in dichos if dicho), "")


def comprometido_de(expediente: Expediente) -> Decimal:
    """What a case has authorised in all, less what was given back, in euros."""
    suma = Operacion.objects.filter(
        expediente_id=expediente.id, libro=Operacion.Libro.GASTO, clase__startswith="A"
    ).aggregate(total=Sum("importe"))
    return suma["total"] or Decimal("0.00")


def por_que_no_se_compromete(expediente: Expediente, mas: Decimal = Decimal(0)) -> str:
    """In words, why the case may not have committed what it has and so many euros more; "" when it may."""
    return reglas.por_que_no_se_compromete(
        comprometido_de(expediente) + mas, examinado_de(expediente.id), exento=exento(expediente)
    )


def exigir_control(expediente: Expediente, clase: str, actor: Actor) -> None:
    """Assert that an operation of that class, noted already in this transaction, has the control that it owes. Raises FaseIncompatible, NoPermitido."""
    if reglas.compromete(clase) and (motivo := por_que_no_se_compromete(expediente)):
        raise FaseIncompatible(
            _("El gasto del expediente %(n)s no se puede comprometer.") % {"n": expediente.numero},
            que_hacer=" ".join(
                (motivo, _("Pida la fiscalización en el expediente, y comprométalo cuando sea favorable."))
            ),
        )
    if reglas.reconoce_o_paga(clase) and not actor.puede(FISCALIZAR):
        raise NoPermitido(
            _("La obligación y el pago de un expediente los interviene Intervención (TRLRHL artículo 214)."),
            que_hacer=_("Pida a Intervención que los contabilice."),
        )
