"""Where the other program paid each third party waits here for a second person."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga.cuadre_facturas import CUENTAS
from consistorio.economia.carga.escrito import Escrito
from consistorio.economia.carga.filas import CuentaDeTercero, Tablas
from consistorio.economia.terceros.cuentas_propias import exigir_ajena
from consistorio.economia.terceros.models import CuentaTercero
from consistorio.economia.terceros.operaciones import ficha_de, proponer_cuenta
from consistorio.economia.terceros.reglas import leer_bic, leer_iban
from consistorio.nucleo.actor import ClaseActor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.models import Empleado

ESPANA, DE_BANCOS = "ES", ("571", "573")


def proponer(t: Tablas, escrito: Escrito) -> None:
    """Those of the table, but the ones that are in force or wait already. Writes and emits as `terceros.operaciones.proponer_cuenta`."""
    if not t.cuentas_de_terceros:
        return
    quien, del_ayuntamiento = _responsable(t, escrito), _las_del_ayuntamiento(t)
    for cuenta in t.cuentas_de_terceros:
        if quien is not None:
            escrito.intentar(
                CUENTAS,
                cuenta.tercero,
                lambda cuenta=cuenta: _proponer(cuenta, t.huella, quien, del_ayuntamiento, escrito),  # type: ignore[misc]
            )


def _responsable(t: Tablas, escrito: Escrito) -> UUID | None:
    """The member of staff who answers for the accounts, who will not confirm them: who loads or, when it is loaded from the command line, the one that the load names."""
    if escrito.actor.clase is ClaseActor.EMPLEADO:
        return escrito.actor.id
    nif = next((uno.valor.upper() for uno in t.carga if uno.dato == "responsable"), "")
    empleado = Empleado.objects.filter(persona__nif=nif, persona__tipo_documento="nif").first() if nif else None
    if empleado is None:
        mensaje = _(
            "Con cuentas de terceros, «responsable» es el NIF de quien responde de ellas: alguien del personal, que no las podrá confirmar."
        )
        escrito.problemas.append(Problema("carga", mensaje))
        return None
    return empleado.id


def _las_del_ayuntamiento(t: Tablas) -> set[str]:
    """The IBAN of its banks, which the load brings too: not those of the money of habilitados."""
    propias = set()
    for banco in t.bancos:
        try:
            propias |= {leer_iban(banco.iban)} if banco.cuenta.startswith(DE_BANCOS) else set()
        except DatosIncorrectos:
            continue  # it is told with its own row
    return propias


def _proponer(
    leida: CuentaDeTercero, huella: str, quien: UUID, del_ayuntamiento: Collection[str], escrito: Escrito
) -> None:
    problemas, dichos = list[Problema](), {"iban": "", "bic": ""}
    for cual, leer in (("iban", leer_iban), ("bic", leer_bic)):
        try:
            dichos[cual] = leer(getattr(leida, cual))
        except DatosIncorrectos as error:
            problemas += error.problemas
    iban, bic = dichos["iban"], dichos["bic"]
    if iban and not bic and not iban.startswith(ESPANA):
        problemas.append(Problema("", _("Falta el BIC: la cuenta es de fuera de España.")))
    try:
        exigir_ajena(iban, hoy(escrito.reloj), ademas=del_ayuntamiento)
    except DatosIncorrectos as error:
        problemas += error.problemas
    if len(leida.titular) > 200:
        problemas.append(Problema("", _("El titular tiene más de 200 letras.")))
    if problemas:
        raise DatosIncorrectos(_("La cuenta no se ha anotado."), problemas=problemas)
    tercero = ficha_de(escrito.persona(leida.tercero), actor=escrito.actor, reloj=escrito.reloj)
    vivas = tercero.cuentas.filter(estado__in=[CuentaTercero.Estado.PENDIENTE, CuentaTercero.Estado.VIGENTE])
    if vivas.filter(iban=iban).exists():
        return
    cuenta = CuentaTercero(
        tercero=tercero,
        iban=iban,
        bic=bic,
        titular=leida.titular,
        carga=huella,
        anotada_el=escrito.reloj.ahora(),
        anotada_por=quien,
    )
    proponer_cuenta(cuenta, actor=escrito.actor, reloj=escrito.reloj)
