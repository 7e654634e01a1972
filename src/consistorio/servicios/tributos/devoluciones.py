"""Money that is given back: as somebody writes it, everything that is wrong with it, and noting it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.tributos.eventos import DevolucionAnotada
from consistorio.servicios.tributos.ingresos import MAXIMO_REFERENCIA
from consistorio.servicios.tributos.models import Devolucion, Liquidacion
from consistorio.tramitacion.expedientes.models import Expediente


@dato
class Salida:
    """Money that left, as the bank says it."""

    importe: Importe
    dia: date
    referencia_banco: str


def leer(liquidacion: Liquidacion, importe: str, dia: date, referencia_banco: str, *, en: date) -> Salida:
    """What was written, if it may be noted of that debt. Raises DatosIncorrectos with every problem."""
    problemas, banco, leido = [], referencia_banco.strip(), None
    try:
        leido = Importe.de(importe)
    except DatosIncorrectos as error:
        problemas.append(Problema("importe", error.mensaje))
    if leido is not None and leido.euros <= 0:
        problemas.append(Problema("importe", _("El importe tiene que ser mayor que cero.")))
    elif leido is not None and leido.euros > liquidacion.por_devolver:
        mensaje = _("Solo quedan %(i)s por devolver.") if liquidacion.por_devolver else _("No queda nada por devolver.")
        problemas.append(Problema("importe", mensaje % {"i": liquidacion.a_devolver}))
    if dia > en:
        problemas.append(Problema("fecha", _("Esa fecha no ha llegado todavía.")))
    elif not liquidacion.cobros.filter(dia__lte=dia).exists():
        problemas.append(Problema("fecha", _("Ese día todavía no se había pagado nada.")))
    if not banco or len(banco) > MAXIMO_REFERENCIA:
        falta = _("Falta la referencia del banco, de %(n)d caracteres como mucho.") % {"n": MAXIMO_REFERENCIA}
        problemas.append(Problema("referencia_banco", falta))
    if problemas or leido is None:
        raise DatosIncorrectos(_("La devolución no se ha anotado."), problemas=problemas)
    return Salida(leido, dia, banco)


def ya_anotada(liquidacion: Liquidacion, importe: str, dia: date, referencia_banco: str) -> Devolucion | None:
    """The one of that bank reference, if it was noted. Raises DatosIncorrectos when it was another one."""
    banco = referencia_banco.strip()
    anterior = Devolucion.objects.select_related("liquidacion").filter(referencia_banco=banco).first()
    if anterior is None:
        return None
    try:
        igual = Importe.de(importe) == anterior.cantidad and dia == anterior.dia
    except DatosIncorrectos:
        igual = False
    if igual and anterior.liquidacion_id == liquidacion.id:
        return anterior
    mensaje = _("Con esa referencia del banco ya se anotó otra devolución: %(i)s el %(d)s.") % {
        "i": anterior.cantidad,
        "d": f"{anterior.dia:%d/%m/%Y}",
    }
    raise DatosIncorrectos(_("La devolución no se ha anotado."), problemas=[Problema("referencia_banco", mensaje)])


def anotar_salida(
    liquidacion: Liquidacion, expediente: Expediente, salida: Salida, *, actor: Actor, reloj: Reloj
) -> Devolucion:
    """What was given back is no longer to be given back. The case and the debt are locked by the caller.

    Writes: Devolucion, Liquidacion. Emits: tributos.devolucion.anotada. Raises Conflicto (that bank reference has just been noted).
    """
    exigir_transaccion()
    devolucion = Devolucion(
        liquidacion=liquidacion,
        importe=salida.importe.euros,
        dia=salida.dia,
        referencia_banco=salida.referencia_banco,
        anotada_el=reloj.ahora(),
        anotada_por=actor.id,
    )
    try:
        with transaction.atomic(using=alias_actual()):
            devolucion.save(force_insert=True)
    except IntegrityError as error:  # somebody else has just noted it of another debt
        raise Conflicto(_("Con esa referencia del banco se acaba de anotar otra devolución.")) from error
    liquidacion.por_devolver -= salida.importe.euros
    liquidacion.devuelto += salida.importe.euros
    liquidacion.save(update_fields=["por_devolver", "devuelto"])
    hecho = DevolucionAnotada(
        expediente.id,
        liquidacion.id,
        devolucion.id,
        f"{devolucion.importe:.2f}",
        f"{liquidacion.por_devolver:.2f}",
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[devolucion, liquidacion])
    return devolucion
