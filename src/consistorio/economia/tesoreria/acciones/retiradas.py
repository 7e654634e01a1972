"""A list of payments that is not to be paid is withdrawn: by who pays while nothing left for the bank, between two people once it may have."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.operaciones import retirar_firmas
from consistorio.economia.tesoreria import acceso
from consistorio.economia.tesoreria.acciones.relaciones import LARGO_MOTIVO
from consistorio.economia.tesoreria.eventos import RelacionRetirada, RetiradaPedida, cadena
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.permisos import CONFIRMAR, PAGAR
from consistorio.economia.tesoreria.turnos import MINIMO_MOTIVO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 186, 187 y 196; RD 424/2017 arts. 21 a 23"


@accion("tesoreria.relacion.retirada", permiso=PAGAR, norma=NORMA)
def retirar_relacion(*, actor: Actor, relacion_id: UUID, motivo: str, reloj: Reloj) -> RelacionDePagos:
    """Withdraw a list of which nothing is paid, and which has no file for the bank yet. What it would pay may go in another one.

    Who: with `tesoreria.pagar`. Writes: RelacionDePagos, LineaDePago; takes its document out of the signature folders. Emits: tesoreria.relacion.retirada. Raises
    NoEncontrado, FaseIncompatible (also when its file is made: it is asked, and another person confirms it), DatosIncorrectos.
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    lineas = _sin_pagar(relacion)
    if relacion.fichero_id is not None:
        raise FaseIncompatible(
            _("Su fichero para el banco ya está hecho: puede que se haya enviado."),
            que_hacer=_("Pida que se retire: lo confirma otra persona, en Intervención."),
        )
    relacion.motivo = _leido(motivo)
    return _retirada(relacion, lineas, actor=actor, reloj=reloj)


@accion("tesoreria.relacion.retirada_pedida", permiso=PAGAR, norma=NORMA)
def pedir_retirada(
    *, actor: Actor, relacion_id: UUID, motivo: str, documento_id: UUID | None, reloj: Reloj
) -> RelacionDePagos:
    """Ask that a list whose file is made be withdrawn: it stays as it is until another person confirms it. Asked again, the last one counts. `documento_id`: in which the bank refuses it
    or says that it did not take it; needed of one that was sent.

    Who: with `tesoreria.pagar`. Writes: RelacionDePagos. Emits: tesoreria.relacion.retirada_pedida. Raises NoEncontrado, FaseIncompatible (no file yet, or something of it is paid),
    DatosIncorrectos with every problem.
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    _sin_pagar(relacion)
    if relacion.fichero_id is None:
        raise FaseIncompatible(_("No tiene fichero todavía."), que_hacer=_("Retírela sin más: no hace falta nadie."))
    problemas = list[Problema]()
    try:
        relacion.motivo = _leido(motivo)
    except DatosIncorrectos as error:
        problemas += error.problemas
    if documento_id is not None and not Documento.objects.filter(id=documento_id).exists():
        problemas.append(Problema("documento", _("No encontramos ese documento.")))
    if documento_id is None and relacion.enviada_el is not None:
        problemas.append(Problema("documento", _sin_rechazo()))
    if problemas:
        raise DatosIncorrectos(_("No se ha pedido que se retire."), problemas=problemas)
    relacion.rechazo_id = documento_id
    relacion.retirada_pedida_el, relacion.retirada_pedida_por = reloj.ahora(), actor.id
    relacion.save(update_fields=["motivo", "rechazo", "retirada_pedida_el", "retirada_pedida_por"])
    hecho = RetiradaPedida(relacion.id, documento_id)
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion])
    return relacion


@accion("tesoreria.relacion.retirada", permiso=CONFIRMAR, norma=NORMA)
def confirmar_retirada(*, actor: Actor, relacion_id: UUID, reloj: Reloj) -> RelacionDePagos:
    """Withdraw a list as another person asked. What it would pay may go in another one.

    Who: with `tesoreria.confirmar_retirada`, and not who asked it. Writes: RelacionDePagos, LineaDePago. Emits: tesoreria.relacion.retirada. Raises NoEncontrado, NoPermitido,
    FaseIncompatible (nobody asked it, something of it is paid, or it was sent since and there is no document of the bank).
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    lineas = _sin_pagar(relacion)
    if relacion.retirada_pedida_por is None:
        raise FaseIncompatible(
            _("Nadie ha pedido que se retire."), que_hacer=_("Lo pide antes Tesorería, con su motivo.")
        )
    if relacion.retirada_pedida_por == actor.id:
        raise NoPermitido(
            _("Lo pidió usted: tiene que confirmarlo otra persona."),
            que_hacer=_("Avise a quien lo confirma en Intervención."),
        )
    if relacion.enviada_el is not None and relacion.rechazo_id is None:
        raise FaseIncompatible(_sin_rechazo(), que_hacer=_("Que Tesorería lo pida otra vez, con ese documento."))
    return _retirada(relacion, lineas, actor=actor, reloj=reloj)


def _sin_rechazo() -> str:
    return _("Su fichero se envió al banco: hace falta el documento en el que el banco dice que no lo ha pagado.")


def _leido(motivo: str) -> str:
    if MINIMO_MOTIVO <= len(motivo.strip()) <= LARGO_MOTIVO:
        return motivo.strip()
    mensaje = _("Explique por qué se retira, de %(min)d a %(max)d letras.")
    mal = Problema("motivo", mensaje % {"min": MINIMO_MOTIVO, "max": LARGO_MOTIVO})
    raise DatosIncorrectos(_("La relación no se ha retirado."), problemas=[mal])


def _sin_pagar(relacion: RelacionDePagos) -> list[LineaDePago]:
    """Its payments, of which none is made. Raises FaseIncompatible."""
    lineas = list(relacion.lineas.order_by("orden"))
    terminada = relacion.estado in (RelacionDePagos.Estado.PAGADA, RelacionDePagos.Estado.RETIRADA)
    if terminada or any(linea.estado != LineaDePago.Estado.PENDIENTE for linea in lineas):
        raise FaseIncompatible(
            _("La relación ya se pagó, en todo o en parte, o ya se retiró."),
            que_hacer=_("Si el banco devolvió una transferencia, anote su devolución."),
        )
    return lineas


def _retirada(relacion: RelacionDePagos, lineas: list[LineaDePago], *, actor: Actor, reloj: Reloj) -> RelacionDePagos:
    if relacion.documento_id is not None:
        retirar_firmas(relacion.documento_id, actor=actor, reloj=reloj)
    relacion.estado, relacion.terminada_el = RelacionDePagos.Estado.RETIRADA, reloj.ahora()
    relacion.retirada_por = actor.id
    relacion.save(update_fields=["estado", "motivo", "terminada_el", "retirada_por"])
    for linea in lineas:
        linea.estado, linea.viva = LineaDePago.Estado.RETIRADA, False
    LineaDePago.objects.bulk_update(lineas, ["estado", "viva"])
    hecho = RelacionRetirada(relacion.id)
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion, *lineas])
    return relacion
