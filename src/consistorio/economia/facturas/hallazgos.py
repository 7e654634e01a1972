"""What was found wrong with an invoice, for who is about to conform it or to recognise what it owes: what stops it unless they say why it goes on, and what is only worth knowing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas.comprobaciones import IDENTIDAD, ya_vino
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.reglas import motivos
from consistorio.nucleo.dato import dato

DUPLICADA = "duplicada"
_Estado = Factura.Estado
_TERMINADAS = (_Estado.RECHAZADA, _Estado.ANULADA)
_EN_MARCHA = (_Estado.CONFORMADA, _Estado.CONTABILIZADA, _Estado.PAGADA)


@dato
class Visto:
    """What was found in an invoice, in words. `detienen`: what proposes a reason of rejection that stops it, with `codigos`, its reasons; `avisan`: the rest;
    `identica`: the same one, conformed, recognised or paid already: while it is so, this one goes nowhere."""

    detienen: tuple[str, ...] = ()
    avisan: tuple[str, ...] = ()
    codigos: tuple[str, ...] = ()
    identica: Factura | None = None

    @property
    def nunca(self) -> str:
        """In words, that it goes nowhere; "" when it may."""
        if self.identica is None:
            return ""
        return _("Es la misma que %(c)s, que ya está así: %(e)s. Rechace esta, o anule o rechace antes la otra.") % {
            "c": self.identica.codigo,
            "e": self.identica.get_estado_display(),
        }


def de_factura(factura: Factura) -> Visto:
    """What was found in one."""
    return de_varias([factura])[factura.id]


def de_varias(facturas: Sequence[Factura]) -> dict[UUID, Visto]:
    """What was found in some invoices, in one query."""
    iguales = _iguales(facturas)
    return {una.id: _visto(una, iguales.get(_clave(una), ())) for una in facturas}


def _visto(factura: Factura, iguales: Collection[Factura]) -> Visto:
    detienen, avisan, codigos = list[str](), list[str](), list[str]()
    for problema in factura.problemas:
        codigo = problema["codigo"]
        if codigo == DUPLICADA:
            continue  # the other one may have been rejected since
        if codigo in motivos() and motivos()[codigo].detiene:
            detienen.append(_dicho(problema))
            codigos.append(codigo)
        else:
            avisan.append(_dicho(problema))
    otras = [una for una in iguales if una.id != factura.id]
    identica = next((una for una in otras if una.estado in _EN_MARCHA), None)
    anterior = next((una for una in otras if una.id == factura.duplicada_de_id), None)
    if identica is None and anterior is not None:
        detienen.append(ya_vino(anterior))
        codigos.append(DUPLICADA)
    elif identica is None and otras:
        avisan.append(ya_vino(otras[0]))
    return Visto(tuple(detienen), tuple(avisan), tuple(dict.fromkeys(codigos)), identica)


def _dicho(problema: Mapping[str, str]) -> str:
    donde = problema["donde"]
    return f"{donde[:1].upper()}{donde[1:]}: {problema['mensaje']}" if donde else problema["mensaje"]


def _clave(factura: Factura) -> tuple[object, ...]:
    return tuple(getattr(factura, campo) for campo in IDENTIDAD)


def _iguales(facturas: Sequence[Factura]) -> dict[tuple[object, ...], list[Factura]]:
    """Those of the register with the same issuer, series, number, date and amount as some, neither rejected nor cancelled, the oldest first."""
    con_numero = [una for una in facturas if una.emisor_nif and una.numero_factura]
    if not con_numero:
        return {}
    vivas = Factura.objects.filter(
        emisor_nif__in={una.emisor_nif for una in con_numero},
        numero_factura__in={una.numero_factura for una in con_numero},
    ).exclude(estado__in=_TERMINADAS)
    hechas: dict[tuple[object, ...], list[Factura]] = {}
    for una in vivas.order_by("anotada_el", "id"):
        hechas.setdefault(_clave(una), []).append(una)
    return {clave: suyas for clave in map(_clave, con_numero) if (suyas := hechas.get(clave))}
