"""An invoice in the words of who sent it: how it is, who has it, what comes next, how long it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consistorio.canales.interfaz.templatetags.componentes import Hito, fecha
from consistorio.economia.facturas import reglas
from consistorio.economia.facturas.consultas import FacturaConRelojes
from consistorio.economia.facturas.models import Factura, PasoFactura
from consistorio.nucleo.reloj import en_madrid
from consistorio.nucleo.tipos import Importe

Texto = str | Promise
E, P = Factura.Estado, PasoFactura.Clase
ESTADOS: Final[Mapping[str, tuple[Texto, str]]] = {
    E.ANOTADA: (gettext_lazy("Buscamos a quién le toca"), "yellow"),
    E.REMITIDA: (gettext_lazy("Pendiente de conformidad"), "blue"),
    E.CONFORMADA: (gettext_lazy("Conformada"), "blue"),
    E.CONTABILIZADA: (gettext_lazy("Pendiente de pago"), "blue"),
    E.PAGADA: (gettext_lazy("Pagada"), "green"),
    E.RECHAZADA: (gettext_lazy("Rechazada"), "red"),
    E.ANULADA: (gettext_lazy("Anulada"), "grey"),
}
DESPUES: Final[Mapping[str, Texto]] = {
    E.ANOTADA: gettext_lazy("La oficina contable la enviará a la unidad que tiene que conformarla."),
    E.REMITIDA: gettext_lazy(
        "La unidad comprobará que ha recibido lo que usted factura. Si está bien, la conformará; si no, la rechazará y le dirá por qué."
    ),
    E.CONFORMADA: gettext_lazy("Intervención reconocerá lo que le debemos y Tesorería se lo pagará."),
    E.CONTABILIZADA: gettext_lazy("Tesorería se la pagará en la cuenta que usted tiene confirmada."),
    E.PAGADA: gettext_lazy("No queda nada por hacer."),
    E.RECHAZADA: gettext_lazy("Corrija lo que se le dice y presente otra factura. Esta ya no se paga."),
    E.ANULADA: gettext_lazy("No queda nada por hacer."),
}
# What was done with it that is of who sent it; what staff write for each other is not
DICHOS: Final[Mapping[str, Texto]] = {
    P.REMITIDA: gettext_lazy("Enviada a la unidad que tiene que conformarla"),
    P.DEVUELTA: gettext_lazy("Esa unidad dijo que no era suya"),
    P.CONFORMADA: gettext_lazy("Conformada: empieza el plazo para pagarla"),
    P.RECHAZADA: gettext_lazy("Rechazada"),
    P.CONTABILIZADA: gettext_lazy("Reconocida la obligación de pagarla"),
    P.DESCONTABILIZADA: gettext_lazy("Corregida su obligación: hay que reconocerla otra vez"),
    P.PAGADA: gettext_lazy("Pagada"),
    P.IMPAGADA: gettext_lazy("El banco devolvió el pago"),
    P.ANULACION_PEDIDA: gettext_lazy("Usted pidió anularla"),
    P.ANULADA: gettext_lazy("Anulada, como usted pidió"),
    P.ANULACION_NEGADA: gettext_lazy("No se anula"),
    P.RECTIFICADA: gettext_lazy("Anotado lo que rebaja, o que no se debía nada"),
    P.DESHECHA: gettext_lazy("Corregido lo que se había anotado: vuelve a estar pendiente"),
    P.TRAIDA: gettext_lazy("Seguimos con ella en otro programa"),
}
CON_TEXTO = (P.RECHAZADA, P.ANULACION_PEDIDA, P.ANULADA, P.ANULACION_NEGADA, P.TRAIDA)


REBAJA: Final[Mapping[str, tuple[Texto, str, Texto]]] = {
    E.CONFORMADA: (
        gettext_lazy("Conformada"),
        "blue",
        gettext_lazy("Intervención rebajará lo que dice de la factura que corrige. No se le paga nada por ella."),
    ),
    E.PAGADA: (gettext_lazy("Rebajada de la factura que corrige"), "green", DESPUES[E.PAGADA]),
    E.ANULADA: (gettext_lazy("Terminada: no se debía nada de lo que corrige"), "grey", DESPUES[E.ANULADA]),
}  # states of one with a negative amount that mean something else than those of the rest


def como_esta(factura: Factura, debido: Decimal) -> tuple[Texto, str]:
    """Its state, with its colour. `debido`: what is owed for it after its rectificativas, in euros."""
    if factura.estado == E.PAGADA and not debido:
        return gettext_lazy("Rebajada entera: no se debe nada"), "grey"
    if factura.obligado < 0 and factura.estado in REBAJA and not _la_anulo(factura):
        return REBAJA[factura.estado][:2]
    return ESTADOS[factura.estado]


def que_viene(factura: Factura) -> Texto:
    """What comes next."""
    return REBAJA[factura.estado][2] if factura.obligado < 0 and factura.estado in REBAJA else DESPUES[factura.estado]


def _la_anulo(factura: Factura) -> bool:
    """Who sent it asked to cancel it, and it was."""
    return factura.anulacion == Factura.Anulacion.ACEPTADA


def quien_la_tiene(una: FacturaConRelojes) -> str:
    """The unit that has to do something with it now, never a person; "" when nobody has."""
    unidad = una.factura.unidad
    if una.la_tiene == "unidad" and unidad is not None:
        return unidad.nombre
    return {"oficina_contable": _("Intervención (oficina contable)"), "tesoreria": _("Tesorería")}.get(una.la_tiene, "")


def plazo_en_curso(una: FacturaConRelojes) -> str:
    """The legal term that runs, with its last day; what may be asked for when it is over. "" when none runs, or nothing is to be paid."""
    relojes, factura = una.relojes, una.factura
    if factura.estado in (E.PAGADA, E.RECHAZADA, E.ANULADA) or factura.obligado < 0:
        return ""
    if relojes.tarde:
        return _(
            "Se ha pasado el plazo legal. Puede reclamar el pago y los intereses de demora (Ley 3/2004, artículos 5 y 7; LCSP, artículos 198 y 199)."
        )
    if relojes.vence_pago is not None:
        return _("Tenemos hasta el %(dia)s para pagarla: %(n)d días desde que se conformó (LCSP, artículo 198.4).") % {
            "dia": fecha(relojes.vence_pago),
            "n": reglas.plazos().pagar,
        }
    return _("Tenemos hasta el %(dia)s para conformarla y después %(n)d días para pagarla (LCSP, artículo 198.4).") % {
        "dia": fecha(relojes.vence_conformidad),
        "n": reglas.plazos().pagar,
    }


def relojes(una: FacturaConRelojes) -> list[tuple[str, str]]:
    """The three clocks: what each counts and its days."""
    pagar, acabada = una.relojes.para_pagar, una.factura.terminada_el is not None
    sin_empezar = _("no llegó a empezar") if acabada else _("todavía no ha empezado")
    return [
        (_("Desde que entró"), _dias(una.relojes.desde_entrada)),
        (_("En conformidad"), _dias(una.relojes.en_conformidad)),
        (_("Para pagarla"), _dias(pagar) if pagar is not None else sin_empezar),
    ]


def _dias(cuantos: int) -> str:
    return ngettext("%(n)d día", "%(n)d días", cuantos) % {"n": cuantos}


def pagado(factura: Factura, debido: Decimal) -> str:
    """When and how much; "" while it is not paid, when it lowers another one or nothing is owed for it."""
    if factura.pagada_el is None or debido <= 0:
        return ""
    importe = factura.a_pagar if factura.a_pagar is not None else factura.total
    return _("El %(dia)s, %(importe)s.") % {"dia": fecha(factura.pagada_el), "importe": Importe(importe or Decimal(0))}


def historia(factura: Factura, pasos: Sequence[PasoFactura], debido: Decimal) -> list[Hito]:
    """What has been done with it, the last first."""
    entro = factura.entrada_el if not factura.entrega.numero_anterior else en_madrid(factura.entrada_el).date()
    hitos = [Hito(entro, _("La presentó"), factura.codigo)]
    for paso, siguiente in zip(pasos, [*pasos[1:], None], strict=True):
        if paso.clase not in DICHOS:
            continue
        if paso.clase == P.PAGADA and siguiente is not None and siguiente.clase == P.DESHECHA:
            hitos.append(Hito(paso.dado_el, _("No quedaba nada por pagar"), ""))  # as it was noted then
            continue
        partes = [paso.unidad.nombre] if paso.unidad is not None and paso.clase == P.REMITIDA else []
        motivo = reglas.motivos().get(paso.motivo)
        partes += [f"{motivo.texto} ({motivo.norma})"] if motivo is not None else []
        partes += [paso.texto] if paso.texto and paso.clase in CON_TEXTO else []
        cuando = factura.pagada_el if paso.clase == P.PAGADA and factura.pagada_el is not None else paso.dado_el
        dicho = _("No se debe nada de ella") if paso.clase == P.PAGADA and not debido else str(DICHOS[paso.clase])
        hitos.append(Hito(cuando, dicho, ". ".join(partes)))
    return hitos[::-1]
