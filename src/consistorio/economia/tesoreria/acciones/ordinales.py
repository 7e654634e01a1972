"""Open and close the accounts of the treasury, and note the plan of disposal of funds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.models import Cuenta
from consistorio.economia.terceros.reglas import leer_bic, leer_iban
from consistorio.economia.tesoreria import acceso, consultas, reglas
from consistorio.economia.tesoreria.eventos import OrdinalAbierto, OrdinalCerrado, PlanAnotado, cadena
from consistorio.economia.tesoreria.models import Ordinal, PlanDeFondos, RelacionDePagos
from consistorio.economia.tesoreria.models.ordinales import PREFIJOS
from consistorio.economia.tesoreria.permisos import ORDINAL
from consistorio.economia.tesoreria.reglas import Grupo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 194 a 198; Orden HAP/1781/2013 quinta parte, subgrupo 57"
CON_BANCO = ("operativa", "restringida")
SIN_BANCO = ("caja", "formalizacion")


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


@accion("tesoreria.ordinal.abierto", permiso=ORDINAL, norma=NORMA)
def abrir_ordinal(*, actor: Actor, pedido: OrdinalPedido, reloj: Reloj) -> Ordinal:
    """Open an account of the treasury over its account of the ledger, which `contabilidad.acciones.abrir_cuenta` opened (`apertura.abrir` does both).

    Who: with `tesoreria.ordinal`. Writes: Ordinal. Emits: tesoreria.ordinal.abierto. Raises DatosIncorrectos with every problem, Conflicto (its code, account or
    IBAN is already of another).
    """
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


@accion("tesoreria.ordinal.cerrado", permiso=ORDINAL, norma=NORMA)
def cerrar_ordinal(*, actor: Actor, codigo: str, hasta: date, reloj: Reloj) -> Ordinal:
    """Close an account of the treasury: nothing is left in it, nor waits to be paid from it.

    Who: with `tesoreria.ordinal`. Writes: Ordinal. Emits: tesoreria.ordinal.cerrado. Raises NoEncontrado, FaseIncompatible (closed), DatosIncorrectos with every
    problem.
    """
    ordinal = acceso.ordinal(codigo, bloquear=True)
    if ordinal.hasta is not None:
        raise FaseIncompatible(_("El ordinal ya está cerrado."))
    problemas = []
    if not ordinal.desde <= hasta <= hoy(reloj):
        problemas.append(Problema("hasta", _("Elija un día entre el de su apertura y hoy.")))
    queda = consultas.saldo_contable(ordinal, hasta=hoy(reloj))
    if queda:
        mensaje = _("Le quedan %(cuanto)s: pase antes ese dinero a otra cuenta.") % {"cuanto": Importe(queda)}
        problemas.append(Problema("codigo", mensaje))
    vivas = ordinal.relaciones.exclude(estado__in=[RelacionDePagos.Estado.PAGADA, RelacionDePagos.Estado.RETIRADA])
    if vivas.exists():
        problemas.append(Problema("codigo", _("Tiene relaciones de pagos sin terminar: páguelas o retírelas antes.")))
    if problemas:
        raise DatosIncorrectos(_("El ordinal no se ha cerrado."), problemas=problemas)
    ordinal.hasta = hasta
    ordinal.save(update_fields=["hasta"])
    anotar(cadena(hasta.year), OrdinalCerrado(codigo, hasta), actor=actor, reloj=reloj, filas=[ordinal])
    return ordinal


@accion("tesoreria.plan.anotado", permiso=ORDINAL, norma="TRLRHL art. 187")
def anotar_plan(
    *, actor: Actor, desde: date, grupos: Sequence[Grupo], documento_id: UUID | None, reloj: Reloj
) -> PlanDeFondos:
    """Note the plan of disposal of funds that the Presidencia approved, in force from a day. What the law puts first stays first.

    Who: with `tesoreria.ordinal`. Writes: PlanDeFondos. Emits: tesoreria.plan.anotado. Raises DatosIncorrectos with every problem, Conflicto (there is one from that
    day).
    """
    problemas = reglas.problemas_de_grupos(grupos)
    if documento_id is not None and not Documento.objects.filter(id=documento_id).exists():
        problemas.append(Problema("documento", _("No encontramos el documento del plan.")))
    if problemas:
        raise DatosIncorrectos(_("El plan no se ha anotado."), problemas=problemas)
    plan = PlanDeFondos(
        desde=desde,
        grupos=[{"nombre": g.nombre.strip(), "economicas": list(g.economicas)} for g in grupos],
        documento_id=documento_id,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    try:
        with transaction.atomic(using=alias_actual()):
            plan.save(force_insert=True)
    except IntegrityError as error:
        raise Conflicto(
            _("Ya hay un plan en vigor desde ese día."), que_hacer=_("Anote este desde otro día.")
        ) from error
    anotar(cadena(desde.year), PlanAnotado(plan.id, desde), actor=actor, reloj=reloj, filas=[plan])
    return plan
