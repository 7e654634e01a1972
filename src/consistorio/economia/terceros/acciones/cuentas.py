"""Write down the account of a third party, and that another person confirms it.

The fraud of the changed account is a letter that asks to be paid elsewhere: nothing is paid in an account that only one person saw to.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.terceros import cuentas_propias, reglas
from consistorio.economia.terceros.acceso import tercero_para
from consistorio.economia.terceros.eventos import CuentaConfirmada, CuentaRechazada, CuentaRetirada
from consistorio.economia.terceros.models import CuentaTercero, DocumentoDeTercero, Tercero
from consistorio.economia.terceros.operaciones import exigir_que_es_ajena, proponer_cuenta
from consistorio.economia.terceros.permisos import CONFIRMAR, CUENTA
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 187 y 214.2; RD 424/2017 arts. 21 a 23"
MAXIMO_MOTIVO = 300
MAXIMO_DE_UNA_VEZ = 100


@accion("terceros.cuenta.anotada", permiso=CUENTA, norma=NORMA)
def anotar_cuenta(
    *, actor: Actor, tercero_id: UUID, iban: str, bic: str, documento_id: UUID, reloj: Reloj
) -> CuentaTercero:
    """Write down the account where a third party asks to be paid. Nothing is paid there until another person confirms it, and the one in
    force goes on meanwhile.

    `documento_id`: of its ficha, a certificate of whose account it is, in force. Who: `terceros.cuenta`, and not the third party themselves.
    Writes: CuentaTercero. Emits: terceros.cuenta.anotada.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos with every problem, FaseIncompatible (another one waits, or that one is in force).
    """
    tercero = tercero_para(actor, tercero_id, motivo=CUENTA, bloquear=True)
    numero, codigo, titularidad = _leida(tercero, iban, bic, documento_id, reloj)
    cuenta = CuentaTercero(
        tercero=tercero,
        iban=numero,
        bic=codigo,
        titularidad=titularidad,
        anotada_el=reloj.ahora(),
        anotada_por=actor.id,
    )
    return proponer_cuenta(cuenta, actor=actor, reloj=reloj)


def _leida(
    tercero: Tercero, iban: str, bic: str, documento_id: UUID, reloj: Reloj
) -> tuple[str, str, DocumentoDeTercero]:
    problemas, numero, codigo = list[Problema](), "", ""
    try:
        numero = reglas.leer_iban(iban)
        cuentas_propias.exigir_ajena(numero, hoy(reloj))
    except DatosIncorrectos as error:
        problemas += error.problemas
    try:
        codigo = reglas.leer_bic(bic)
    except DatosIncorrectos as error:
        problemas += error.problemas
    suyos = tercero.documentos.filter(clase=DocumentoDeTercero.Clase.TITULARIDAD)
    titularidad = suyos.filter(documento_id=documento_id).first()
    if titularidad is None:
        mensaje = _("Elija el certificado del banco que dice de quién es la cuenta. Si no está en la ficha, añádalo.")
        problemas.append(Problema("documento", mensaje))
    elif titularidad.valido_hasta is not None and titularidad.valido_hasta < hoy(reloj):
        problemas.append(Problema("documento", _("Ese certificado ha caducado: pida uno nuevo.")))
    if problemas or titularidad is None:
        raise DatosIncorrectos(_("No se ha anotado la cuenta."), problemas=problemas)
    return numero, codigo, titularidad


@accion("terceros.cuenta.confirmada", permiso=CONFIRMAR, norma=NORMA)
def confirmar_cuenta(*, actor: Actor, cuenta_id: UUID, iban: str, reloj: Reloj) -> CuentaTercero:
    """Confirm an account that somebody else wrote: from today it is where the third party is paid, and the one before ends.

    `iban`: read and typed again from the document of the bank. Who: `terceros.confirmar_cuenta`, neither who wrote it nor the third party.
    Writes: CuentaTercero. Emits: terceros.cuenta.confirmada. Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible.
    """
    tercero, cuenta = _por_confirmar(actor, cuenta_id, reloj)
    if reglas.leer_iban(iban) != cuenta.iban:
        mensaje = _(
            "El IBAN no coincide con el anotado. Léalo otra vez del certificado y, si está mal, rechace la cuenta."
        )
        raise DatosIncorrectos(mensaje, problemas=[Problema("iban", mensaje)])
    return _confirmar(tercero, cuenta, actor=actor, reloj=reloj)


@accion("terceros.cuenta.confirmada", permiso=CONFIRMAR, norma=NORMA)
def confirmar_cuentas_de_carga(*, actor: Actor, cuentas: Sequence[UUID], reloj: Reloj) -> list[CuentaTercero]:
    """Confirm several accounts that a load of another program brought, all of them or none: from today their third parties are paid there, and those before end. What another
    program paid to has no certificate here: who confirms holds each against what Tesorería keeps, and reads its number whole.

    Who: `terceros.confirmar_cuenta`, neither who answers for the load nor any of the third parties. Writes: CuentaTercero. Emits: terceros.cuenta.confirmada. Raises NoEncontrado,
    DatosIncorrectos with why each of them is not confirmed (`cuentas`).
    """
    if not 0 < len(cuentas) <= MAXIMO_DE_UNA_VEZ:
        mensaje = _("Marque al menos una cuenta, y no más de %(n)d.") % {"n": MAXIMO_DE_UNA_VEZ}
        raise DatosIncorrectos(mensaje, problemas=[Problema("cuentas", mensaje)])
    de_quien = CuentaTercero.objects.filter(id__in=cuentas).order_by("tercero__persona_id", "id")
    elegidas = [una.id for una in de_quien.exclude(carga="")]
    if len(elegidas) < len(set(cuentas)):
        raise NoEncontrado(_("Alguna de esas cuentas no vino en una carga."))
    por_confirmar, problemas = [], []
    for cuenta_id in elegidas:
        try:
            por_confirmar.append(_por_confirmar(actor, cuenta_id, reloj))
        except (NoPermitido, FaseIncompatible, DatosIncorrectos) as error:
            nombre = CuentaTercero.objects.select_related("tercero__persona").get(id=cuenta_id).tercero.persona
            problemas.append(Problema("cuentas", f"{nombre.nombre_completo}: {error.mensaje}"))
    if problemas:
        raise DatosIncorrectos(_("No se ha confirmado ninguna cuenta."), problemas=problemas)
    return [_confirmar(tercero, cuenta, actor=actor, reloj=reloj) for tercero, cuenta in por_confirmar]


def _por_confirmar(actor: Actor, cuenta_id: UUID, reloj: Reloj) -> tuple[Tercero, CuentaTercero]:
    """An account that somebody else wrote, of somebody else, and its ficha, both locked. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos (it is of the town)."""
    tercero, cuenta = _bloqueada(actor, cuenta_id, CONFIRMAR, CuentaTercero.Estado.PENDIENTE)
    if cuenta.anotada_por == actor.id:
        raise NoPermitido(
            _("Esta cuenta la anotó usted: tiene que confirmarla otra persona."),
            que_hacer=_("Avise a quien confirma las cuentas en Tesorería o en Intervención."),
        )
    exigir_que_es_ajena(tercero, actor.id)
    cuentas_propias.exigir_ajena(cuenta.iban, hoy(reloj))
    return tercero, cuenta


def _confirmar(tercero: Tercero, cuenta: CuentaTercero, *, actor: Actor, reloj: Reloj) -> CuentaTercero:
    dia, ahora = hoy(reloj), reloj.ahora()
    anterior = tercero.cuentas.filter(estado=CuentaTercero.Estado.VIGENTE).first()
    if anterior is not None:
        anterior.estado, anterior.hasta = CuentaTercero.Estado.SUSTITUIDA, dia
        anterior.terminada_el, anterior.terminada_por = ahora, actor.id
        anterior.save(update_fields=["estado", "hasta", "terminada_el", "terminada_por"])
    cuenta.estado, cuenta.desde = CuentaTercero.Estado.VIGENTE, dia
    cuenta.confirmada_el, cuenta.confirmada_por = ahora, actor.id
    cuenta.save(update_fields=["estado", "desde", "confirmada_el", "confirmada_por"])
    hecho = CuentaConfirmada(
        tercero.id, cuenta.id, cuenta.anotada_por, dia, anterior.id if anterior is not None else None
    )
    filas = [cuenta, anterior] if anterior is not None else [cuenta]
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=filas)
    return cuenta


@accion("terceros.cuenta.rechazada", permiso=CONFIRMAR, norma=NORMA)
def rechazar_cuenta(*, actor: Actor, cuenta_id: UUID, motivo: str, reloj: Reloj) -> CuentaTercero:
    """Not confirm an account, and say why: it never takes effect. Also who wrote it may find that it was wrong.

    Who: `terceros.confirmar_cuenta`. Writes: CuentaTercero. Emits: terceros.cuenta.rechazada.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible.
    """
    tercero, cuenta = _bloqueada(actor, cuenta_id, CONFIRMAR, CuentaTercero.Estado.PENDIENTE)
    cuenta.motivo, cuenta.estado = _motivo(motivo), CuentaTercero.Estado.RECHAZADA
    cuenta.terminada_el, cuenta.terminada_por = reloj.ahora(), actor.id
    cuenta.save(update_fields=["motivo", "estado", "terminada_el", "terminada_por"])
    anotar(tercero.cadena, CuentaRechazada(tercero.id, cuenta.id), actor=actor, reloj=reloj, filas=[cuenta])
    return cuenta


@accion("terceros.cuenta.retirada", permiso=CUENTA, norma=NORMA)
def retirar_cuenta(*, actor: Actor, cuenta_id: UUID, motivo: str, reloj: Reloj) -> CuentaTercero:
    """Withdraw the account in force, and say why: from today nothing is paid there. It takes effect at once: it pays nobody.

    Who: `terceros.cuenta`. Writes: CuentaTercero. Emits: terceros.cuenta.retirada.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible.
    """
    tercero, cuenta = _bloqueada(actor, cuenta_id, CUENTA, CuentaTercero.Estado.VIGENTE)
    cuenta.motivo, cuenta.estado, cuenta.hasta = _motivo(motivo), CuentaTercero.Estado.RETIRADA, hoy(reloj)
    cuenta.terminada_el, cuenta.terminada_por = reloj.ahora(), actor.id
    cuenta.save(update_fields=["motivo", "estado", "hasta", "terminada_el", "terminada_por"])
    hecho = CuentaRetirada(tercero.id, cuenta.id, cuenta.hasta)
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[cuenta])
    return cuenta


def _bloqueada(actor: Actor, cuenta_id: UUID, motivo: str, estado: str) -> tuple[Tercero, CuentaTercero]:
    """The ficha and then the account, both locked. Raises NoEncontrado, FaseIncompatible."""
    tercero_id = CuentaTercero.objects.filter(id=cuenta_id).values_list("tercero_id", flat=True).first()
    if tercero_id is None:
        raise NoEncontrado(_("No encontramos esa cuenta."))
    tercero = tercero_para(actor, tercero_id, motivo=motivo, bloquear=True)
    cuenta = CuentaTercero.objects.select_for_update().get(id=cuenta_id)
    if cuenta.estado != estado:
        raise FaseIncompatible(
            _("Eso no procede con esta cuenta: está así: %(e)s.") % {"e": cuenta.get_estado_display()}
        )
    return tercero, cuenta


def _motivo(texto: str) -> str:
    motivo = texto.strip()
    if not motivo or len(motivo) > MAXIMO_MOTIVO:
        mensaje = _("Escriba por qué, en 300 letras como mucho.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    return motivo
