"""Stop the payments of a third party or send them to another one, and lift it."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.economia.terceros.acceso import tercero_para
from consistorio.economia.terceros.eventos import BloqueoLevantado, BloqueoPuesto, CesionConfirmada
from consistorio.economia.terceros.models import Bloqueo, DocumentoDeTercero, Tercero
from consistorio.economia.terceros.operaciones import exigir_que_es_ajena
from consistorio.economia.terceros.permisos import BLOQUEAR, CONFIRMAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import (
    Conflicto,
    DatosIncorrectos,
    FaseIncompatible,
    NoEncontrado,
    NoPermitido,
    Problema,
)
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base.villa import alias_actual

NORMA = "TRLRHL art. 187; LGT arts. 71 a 73 y 169; LCSP art. 200"
_FACTURA = re.compile(r"factura:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dato
class BloqueoPedido:
    """A block as it was typed. `clase`: of `Bloqueo.Clase`; `a_favor_de`: the Tercero who collects instead; `tope`: in euros, "" without limit;
    `objeto`: "" of everything, or `factura:<uuid>`."""

    clase: str
    documento_id: UUID
    desde: date
    hasta: date | None = None
    a_favor_de: UUID | None = None
    tope: str = ""
    objeto: str = ""


@accion("terceros.bloqueo.puesto", permiso=BLOQUEAR, norma=NORMA)
def poner_bloqueo(*, actor: Actor, tercero_id: UUID, pedido: BloqueoPedido, reloj: Reloj) -> Bloqueo:
    """Stop what is paid to a third party, or send it to who seized or bought it, with the document of its ficha that says so. An assignment of credit stops it until another person
    confirms it (`confirmar_cesion`).

    Who: `terceros.bloquear`. Writes: Bloqueo. Emits: terceros.bloqueo.puesto.
    Raises NoEncontrado, DatosIncorrectos with every problem, Conflicto (that credit is assigned to somebody already).
    """
    tercero = tercero_para(actor, tercero_id, motivo=BLOQUEAR, bloquear=True)
    documento, tope = _leido(tercero, pedido)
    try:
        with transaction.atomic(using=alias_actual()):
            bloqueo = Bloqueo.objects.create(
                tercero=tercero,
                clase=pedido.clase,
                documento=documento,
                a_favor_de_id=pedido.a_favor_de,
                tope=tope.euros if tope is not None else None,
                objeto=pedido.objeto,
                desde=pedido.desde,
                hasta=pedido.hasta,
                puesto_el=reloj.ahora(),
                puesto_por=actor.id,
            )
    except IntegrityError as error:
        if "bloqueo_una_cesion_total" not in str(error):
            raise
        raise Conflicto(
            _("Ese crédito ya está cedido en esas fechas."), que_hacer=_("Levante antes la otra cesión, si ya no vale.")
        ) from error
    hecho = BloqueoPuesto(
        tercero.id,
        bloqueo.id,
        bloqueo.clase,
        bloqueo.a_favor_de_id,
        f"{tope.euros:.2f}" if tope is not None else "",
        bloqueo.desde,
        documento.documento_id,
    )
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[bloqueo])
    return bloqueo


def _leido(tercero: Tercero, pedido: BloqueoPedido) -> tuple[DocumentoDeTercero, Importe | None]:
    problemas, tope = list[Problema](), None
    if pedido.clase not in Bloqueo.Clase.values:
        problemas.append(Problema("clase", _("Elija qué retiene los pagos.")))
    if pedido.tope.strip():
        try:
            tope = Importe.de(pedido.tope)
        except DatosIncorrectos as error:
            problemas.append(Problema("tope", error.mensaje))
        if tope is not None and tope.euros <= 0:
            problemas.append(Problema("tope", _("El límite tiene que ser mayor que cero. Sin límite, déjelo vacío.")))
    if pedido.hasta is not None and pedido.hasta < pedido.desde:
        problemas.append(Problema("hasta", _("El último día no puede ser anterior al primero.")))
    problemas += _problemas_de_quien_cobra(tercero, pedido)
    if pedido.objeto and not _FACTURA.fullmatch(pedido.objeto):
        problemas.append(
            Problema("objeto", _("Un bloqueo alcanza a todo lo que se paga, o a una factura que esté aquí."))
        )
    documento = tercero.documentos.filter(documento_id=pedido.documento_id).first()
    if documento is None:
        mensaje = _("Elija el documento que lo ordena o lo prueba. Si no está en la ficha, añádalo.")
        problemas.append(Problema("documento", mensaje))
    elif pedido.clase == Bloqueo.Clase.CESION and documento.clase != DocumentoDeTercero.Clase.TRABA:
        mensaje = _("El documento de una cesión es el que la comunica: añádalo a la ficha como «%(clase)s» y elíjalo.")
        problemas.append(Problema("documento", mensaje % {"clase": DocumentoDeTercero.Clase.TRABA.label}))
    if problemas or documento is None:
        raise DatosIncorrectos(_("No se ha puesto el bloqueo."), problemas=problemas)
    return documento, tope


def _problemas_de_quien_cobra(tercero: Tercero, pedido: BloqueoPedido) -> list[Problema]:
    if pedido.a_favor_de is None:
        if pedido.clase == Bloqueo.Clase.CESION:
            return [Problema("a_favor_de", _("Diga a quién se cedió el crédito."))]
        return []
    if pedido.a_favor_de == tercero.id:
        return [Problema("a_favor_de", _("Quien cobra en su lugar tiene que ser otro tercero."))]
    if not Tercero.objects.filter(id=pedido.a_favor_de).exists():
        return [Problema("a_favor_de", _("Dé antes de alta como tercero a quien cobra en su lugar."))]
    return []


@accion("terceros.cesion.confirmada", permiso=CONFIRMAR, norma=NORMA)
def confirmar_cesion(*, actor: Actor, bloqueo_id: UUID, cobra: str, reloj: Reloj) -> Bloqueo:
    """Confirm an assignment of credit that somebody else noted: what it reaches is paid to who acquired it, and no more to who assigned it.

    `cobra`: NIF of who acquired it, read and typed again from the document. Who: `terceros.confirmar_cuenta`, neither who noted it nor one of the two parties. Writes: Bloqueo. Emits:
    terceros.cesion.confirmada. Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible (it is none, it was lifted, or it is confirmed).
    """
    tercero, bloqueo = _bloqueado(actor, bloqueo_id, CONFIRMAR)
    if not bloqueo.por_confirmar or bloqueo.levantado_el is not None or bloqueo.a_favor_de is None:
        raise FaseIncompatible(_("No es una cesión que espere confirmación."))
    if bloqueo.puesto_por == actor.id:
        raise NoPermitido(
            _("Esta cesión la anotó usted: tiene que confirmarla otra persona."),
            que_hacer=_("Avise a quien confirma las cuentas en Intervención."),
        )
    for parte in (tercero, bloqueo.a_favor_de):
        exigir_que_es_ajena(parte, actor.id)
    if "".join(c for c in cobra.upper() if c.isalnum()) != bloqueo.a_favor_de.persona.nif:
        mensaje = _(
            "El NIF no es el de quien cobra según lo anotado. Léalo otra vez del documento: si está mal, la Tesorería la levanta y anota otra."
        )
        raise DatosIncorrectos(mensaje, problemas=[Problema("cobra", mensaje)])
    bloqueo.confirmado_el, bloqueo.confirmado_por = reloj.ahora(), actor.id
    bloqueo.save(update_fields=["confirmado_el", "confirmado_por"])
    hecho = CesionConfirmada(tercero.id, bloqueo.id, bloqueo.puesto_por)
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[bloqueo])
    return bloqueo


def _bloqueado(actor: Actor, bloqueo_id: UUID, motivo: str) -> tuple[Tercero, Bloqueo]:
    """The ficha and then the block, both locked. Raises NoEncontrado."""
    tercero_id = Bloqueo.objects.filter(id=bloqueo_id).values_list("tercero_id", flat=True).first()
    if tercero_id is None:
        raise NoEncontrado(_("No encontramos ese bloqueo."))
    tercero = tercero_para(actor, tercero_id, motivo=motivo, bloquear=True)
    bloqueos = Bloqueo.objects.select_for_update(of=("self",)).select_related("a_favor_de__persona")
    return tercero, bloqueos.get(id=bloqueo_id)


@accion("terceros.bloqueo.levantado", permiso=BLOQUEAR, norma=NORMA)
def levantar_bloqueo(*, actor: Actor, bloqueo_id: UUID, documento_id: UUID, reloj: Reloj) -> Bloqueo:
    """Lift a block, with the document of the ficha that says so: of a seizure or an assignment, another one of its class than that with which it was put. What was paid under it
    stays paid so.

    Who: `terceros.bloquear`. Writes: Bloqueo. Emits: terceros.bloqueo.levantado.
    Raises NoEncontrado, DatosIncorrectos, FaseIncompatible (it was lifted, or it is an assignment that was confirmed: `levantar_cesion`).
    """
    tercero, bloqueo = _bloqueado(actor, bloqueo_id, BLOQUEAR)
    if bloqueo.confirmado_el is not None and bloqueo.levantado_el is None:
        raise FaseIncompatible(
            _("Esa cesión está confirmada: no la levanta quien la anota."),
            que_hacer=_("Añada a la ficha el documento que la deja sin efecto y avise a quien la confirmó."),
        )
    return _levantado(tercero, bloqueo, documento_id, actor=actor, reloj=reloj)


@accion("terceros.bloqueo.levantado", permiso=CONFIRMAR, norma=NORMA)
def levantar_cesion(*, actor: Actor, bloqueo_id: UUID, documento_id: UUID, reloj: Reloj) -> Bloqueo:
    """Lift an assignment of credit that was confirmed: what it reached is paid to who assigned it again. Two people see to it, as when it was put: one adds the document to the ficha
    and the other lifts it.

    Who: `terceros.confirmar_cuenta`, neither who noted it, nor who added the document, nor one of the two parties. Writes: Bloqueo. Emits: terceros.bloqueo.levantado.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible (it is none, it is not confirmed, or it was lifted).
    """
    tercero, bloqueo = _bloqueado(actor, bloqueo_id, CONFIRMAR)
    if bloqueo.confirmado_el is None or bloqueo.a_favor_de is None:
        raise FaseIncompatible(_("No es una cesión confirmada: la levanta quien la anotó."))
    anadido_por = tercero.documentos.filter(documento_id=documento_id).values_list("anotado_por", flat=True).first()
    if actor.id in (bloqueo.puesto_por, anadido_por):
        raise NoPermitido(
            _("La cesión, o el documento que la deja sin efecto, los anotó usted: tiene que levantarla otra persona."),
            que_hacer=_("Avise a quien confirma las cuentas en Intervención."),
        )
    for parte in (tercero, bloqueo.a_favor_de):
        exigir_que_es_ajena(parte, actor.id)
    return _levantado(tercero, bloqueo, documento_id, actor=actor, reloj=reloj)


def _levantado(tercero: Tercero, bloqueo: Bloqueo, documento_id: UUID, *, actor: Actor, reloj: Reloj) -> Bloqueo:
    if bloqueo.levantado_el is not None:
        raise FaseIncompatible(_("Ese bloqueo ya estaba levantado."))
    documento = tercero.documentos.filter(documento_id=documento_id).first()
    mensaje = "" if documento is not None else _("Elija el documento que lo levanta. Si no está en la ficha, añádalo.")
    suyo = documento is None or (documento.clase == DocumentoDeTercero.Clase.TRABA and documento != bloqueo.documento)
    if not suyo and (bloqueo.clase == Bloqueo.Clase.EMBARGO or bloqueo.confirmado_el is not None):
        mensaje = _("Elija el documento que lo levanta: no el que lo puso, y añadido a la ficha como «%(clase)s».")
        mensaje %= {"clase": DocumentoDeTercero.Clase.TRABA.label}
    if documento is None or mensaje:
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento", mensaje)])
    bloqueo.levantado_el, bloqueo.levantado_por, bloqueo.documento_fin = reloj.ahora(), actor.id, documento
    bloqueo.save(update_fields=["levantado_el", "levantado_por", "documento_fin"])
    hecho = BloqueoLevantado(tercero.id, bloqueo.id, documento.documento_id)
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[bloqueo])
    return bloqueo
