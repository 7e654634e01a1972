"""An account of the treasury is opened, inside somebody's open transaction."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Cuenta
from consistorio.economia.terceros.cuentas_propias import dice
from consistorio.economia.terceros.reglas import leer_bic, leer_iban
from consistorio.economia.tesoreria.eventos import OrdinalAbierto, cadena
from consistorio.economia.tesoreria.models import Ordinal
from consistorio.economia.tesoreria.models.ordinales import PREFIJOS
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

CON_BANCO = ("operativa", "restringida")
SIN_BANCO = ("caja", "formalizacion")


@dice
def es_del_ayuntamiento(iban: str, en: date) -> bool:
    """Whether an account is of the town, and not over before a day. That of the money of a habilitado is not asked: it is filled by paying to whom it was entrusted."""
    suyas = Ordinal.objects.filter(Q(hasta=None) | Q(hasta__gte=en), iban=iban, clase__in=CON_BANCO)
    return suyas.exists()


@dato
class OrdinalPedido:
    """An ordinal as it was typed. `clase`: of `Ordinal.Clase`; `cuenta`: its split of the ledger; `iban` and `bic`: "" where there is no bank."""

    codigo: str
    nombre: str
    clase: str
    cuenta: str
    desde: date
    iban: str = ""
    bic: str = ""


def abrir(pedido: OrdinalPedido, *, actor: Actor, reloj: Reloj) -> Ordinal:
    """Open it over its account of the ledger. Writes: Ordinal. Emits: tesoreria.ordinal.abierto. Raises DatosIncorrectos with every problem, Conflicto (its code, account or
    IBAN is already of another)."""
    exigir_transaccion()
    problemas: list[Problema] = []
    iban, bic = _leer(leer_iban, pedido.iban, problemas), _leer(leer_bic, pedido.bic, problemas)
    problemas += problemas_de(pedido)
    if problemas:
        raise DatosIncorrectos(_("El ordinal no se ha abierto."), problemas=problemas)
    ordinal = Ordinal(
        codigo=pedido.codigo,
        nombre=pedido.nombre.strip(),
        clase=pedido.clase,
        cuenta_id=pedido.cuenta,
        iban=iban,
        bic=bic,
        desde=pedido.desde,
    )
    try:
        with transaction.atomic(using=alias_actual()):
            ordinal.save(force_insert=True)
    except IntegrityError as error:
        raise Conflicto(
            _("Ya hay un ordinal con ese código, con esa cuenta o con ese IBAN."),
            que_hacer=_("Compruebe los ordinales abiertos. Uno que se cierra deja libre su IBAN, pero no su cuenta."),
        ) from error
    hecho = OrdinalAbierto(ordinal.codigo, pedido.cuenta, pedido.clase)
    anotar(cadena(pedido.desde.year), hecho, actor=actor, reloj=reloj, filas=[ordinal])
    return ordinal


def _leer(lector: object, texto: str, problemas: list[Problema]) -> str:
    if not texto.strip() or not callable(lector):
        return ""
    try:
        return str(lector(texto))
    except DatosIncorrectos as error:
        problemas.extend(error.problemas)
        return ""


def problemas_de(pedido: OrdinalPedido) -> list[Problema]:
    """What is wrong with it, whatever others there are."""
    problemas = []
    if not (pedido.codigo.isascii() and pedido.codigo.isdigit() and len(pedido.codigo) <= 6):
        problemas.append(Problema("codigo", _("El código son de 1 a 6 cifras.")))
    if not pedido.nombre.strip() or len(pedido.nombre) > 120:
        problemas.append(Problema("nombre", _("Escriba su nombre, en 120 letras como mucho.")))
    if pedido.clase not in PREFIJOS:
        problemas.append(Problema("clase", _("Elija de qué clase es la cuenta.")))
        return problemas
    if pedido.clase in CON_BANCO and not pedido.iban.strip():
        problemas.append(Problema("iban", _("Escriba el IBAN de la cuenta del banco.")))
    if pedido.clase in SIN_BANCO and pedido.iban.strip():
        problemas.append(Problema("iban", _("Una caja o la formalización no tienen IBAN: déjelo vacío.")))
    problemas += _de_cuenta(pedido)
    return problemas


def _de_cuenta(pedido: OrdinalPedido) -> list[Problema]:
    prefijo = PREFIJOS[pedido.clase]
    if pedido.clase == Ordinal.Clase.FORMALIZACION:
        bien = pedido.cuenta == prefijo
        mensaje = _("La cuenta de formalización es la 557.")
    else:
        bien = pedido.cuenta.startswith(prefijo) and len(pedido.cuenta) > len(prefijo)
        mensaje = _("La cuenta tiene que ser un desglose de la %(prefijo)s. Por ejemplo, %(prefijo)s01.") % {
            "prefijo": prefijo
        }
    if not bien:
        return [Problema("cuenta", mensaje)]
    cuenta = Cuenta.objects.filter(codigo=pedido.cuenta).first()
    if cuenta is None or not (cuenta.propia or pedido.clase == Ordinal.Clase.FORMALIZACION):
        mensaje = _("La cuenta %(cuenta)s no está abierta en la contabilidad: pida a Intervención que la abra.")
        return [Problema("cuenta", mensaje % {"cuenta": pedido.cuenta})]
    return []
