"""Facts of the third parties. Their chain is `tercero:<uuid>`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("terceros.tercero.alta", _("Se dio de alta a un tercero"))
@dato
class TerceroDadoDeAlta:
    """Somebody of identidad has a ficha."""

    tercero_id: UUID
    persona_id: UUID


@evento("terceros.documento.anotado", _("Se añadió un documento a la ficha de un tercero"))
@dato
class DocumentoAnotado:
    """A document of its ficha. `huella`: SHA-256 of its bytes."""

    tercero_id: UUID
    documento_id: UUID
    clase: str
    huella: str


@evento("terceros.cuenta.anotada", _("Se anotó una cuenta de un tercero, por confirmar"))
@dato
class CuentaAnotada:
    """An account waits for a second person, with the document that proves whose it is or, of one that another program had, the SHA-256 of the load that brought it."""

    tercero_id: UUID
    cuenta_id: UUID
    documento_id: UUID | None
    carga: str = ""


@evento("terceros.cuenta.confirmada", _("Otra persona confirmó la cuenta de un tercero"))
@dato
class CuentaConfirmada:
    """It takes effect on `desde`. `anotada_por`: who wrote it; `sustituye`: the account that ends."""

    tercero_id: UUID
    cuenta_id: UUID
    anotada_por: UUID
    desde: date
    sustituye: UUID | None


@evento("terceros.cuenta.rechazada", _("No se confirmó la cuenta de un tercero"))
@dato
class CuentaRechazada:
    """It never took effect."""

    tercero_id: UUID
    cuenta_id: UUID


@evento("terceros.cuenta.retirada", _("Se retiró la cuenta de un tercero"))
@dato
class CuentaRetirada:
    """Nothing more is paid there."""

    tercero_id: UUID
    cuenta_id: UUID
    hasta: date


@evento("terceros.bloqueo.puesto", _("Se retuvieron o desviaron los pagos de un tercero"))
@dato
class BloqueoPuesto:
    """`clase`: of `Bloqueo.Clase`; `a_favor_de`: the Tercero who collects instead; `tope`: in euros, empty without limit."""

    tercero_id: UUID
    bloqueo_id: UUID
    clase: str
    a_favor_de: UUID | None
    tope: str
    desde: date
    documento_id: UUID


@evento("terceros.cesion.confirmada", _("Otra persona confirmó la cesión de un crédito"))
@dato
class CesionConfirmada:
    """From now on it is paid to who acquired it. `puesto_por`: who noted it."""

    tercero_id: UUID
    bloqueo_id: UUID
    puesto_por: UUID


@evento("terceros.bloqueo.levantado", _("Se levantó un bloqueo de pagos"))
@dato
class BloqueoLevantado:
    """It does not reach what is paid from now on."""

    tercero_id: UUID
    bloqueo_id: UUID
    documento_id: UUID
