"""Note what comes in: one payment, or all those of a file; and the receipt of what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.tributos import operaciones
from consistorio.servicios.tributos.acceso import bloqueada
from consistorio.servicios.tributos.ingresos import IngresoEscrito, IngresoRevisado, revisar, ya_anotado
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.permisos import COBRAR, DOCUMENTAR
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente

NORMA = "LGT arts. 60 a 62; TRLRHL art. 196; RD 939/2005 arts. 33 a 43"
MAXIMO = 1000


@accion("tributos.cobro.anotado", "tributos.liquidacion.cobrada", "tarea.completada", permiso=COBRAR, norma=NORMA)
def anotar_cobro(*, actor: Actor, escrito: IngresoEscrito, reloj: Reloj) -> Cobro:
    """Note a payment; the same bank reference is the same payment, and answers it again.

    Whatever it does to the debt is kept and said in `Cobro.resultado`: complete, a part, too much, paid twice, of an annulled one; and whether it
    came after its term. Who: with `tributos.cobrar`. Writes: Cobro, Liquidacion, Tarea. Emits: tributos.cobro.anotado, tributos.liquidacion.cobrada,
    tarea.completada. Raises DatosIncorrectos with every problem, Conflicto (that bank reference is of another payment).
    """
    revisado = revisar([escrito], en=hoy(reloj))[0]
    if revisado.problemas:
        raise DatosIncorrectos(_("El cobro no se ha anotado."), problemas=revisado.problemas)
    return _anotar(revisado, actor=actor, reloj=reloj)


@accion("tributos.cobro.anotado", "tributos.liquidacion.cobrada", "tarea.completada", permiso=COBRAR, norma=NORMA)
def anotar_cobros(*, actor: Actor, escritos: Sequence[IngresoEscrito], fichero: str, reloj: Reloj) -> list[Cobro]:
    """Note every payment of a file, or none. Those that were noted before are answered again. `fichero`: its SHA-256.

    Who: with `tributos.cobrar`. Writes and emits the same as `anotar_cobro`, for each. Raises DatosIncorrectos with every problem and its row.
    """
    if not 1 <= len(escritos) <= MAXIMO:
        raise DatosIncorrectos(_("El fichero tiene de 1 a %(n)d cobros.") % {"n": MAXIMO})
    revisados = revisar(escritos, en=hoy(reloj))
    problemas = [
        Problema(f"fila {uno.escrito.fila}", problema.mensaje) for uno in revisados for problema in uno.problemas
    ]
    if problemas:
        raise DatosIncorrectos(_("No se ha anotado ningún cobro."), problemas=problemas)
    # Every case is locked before any debt, and always in the same order
    casos = Liquidacion.objects.filter(referencia__in=[uno.referencia for uno in revisados])
    for expediente_id in sorted(set(casos.values_list("expediente_id", flat=True))):
        bloquear(expediente_id)
    return [_anotar(uno, actor=actor, reloj=reloj, fichero=fichero) for uno in revisados]


def _anotar(revisado: IngresoRevisado, *, actor: Actor, reloj: Reloj, fichero: str = "") -> Cobro:
    liquidacion_id = Liquidacion.objects.values_list("id", flat=True).get(referencia=revisado.referencia)
    liquidacion, expediente = bloqueada(liquidacion_id)
    ingreso = revisado.ingreso()
    anterior = ya_anotado(ingreso, liquidacion)
    if anterior is not None:
        return anterior
    return operaciones.cobrar(liquidacion, expediente, ingreso, actor=actor, reloj=reloj, fichero=fichero)


@accion("tributos.liquidacion.documentada", permiso=DOCUMENTAR, norma="RD 939/2005 art. 41; LRJSP art. 41")
def expedir_justificante(*, actor: Actor, liquidacion_id: UUID, reloj: Reloj) -> Liquidacion:
    """Make the receipt of a debt that was paid, unless its case is already in the archive, which takes no more documents.

    Who: the job; idempotent. Writes: Liquidacion, Documento. Emits: tributos.liquidacion.documentada. Raises NoEncontrado.
    """
    liquidacion, expediente = bloqueada(liquidacion_id)
    if expediente.estado != Expediente.Estado.ARCHIVADO:
        operaciones.expedir_justificante(liquidacion, expediente, actor=actor, reloj=reloj)
    return liquidacion
