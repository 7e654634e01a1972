"""The invoices as their pages show them: the lists, their clocks in words, and what each person may do with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consistorio.documental.firma.validacion import Veredicto
from consistorio.economia.facturas import consultas, obligaciones, reglas
from consistorio.economia.facturas.consultas import FacturaConRelojes
from consistorio.economia.facturas.de_antes import anio_de
from consistorio.economia.facturas.devengos import esta_devengada
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.permisos import CONFORMAR, CONTABILIZAR, RECHAZAR, REGISTRAR, VER
from consistorio.economia.facturas.responsables import responde_por
from consistorio.economia.intervenciones.acciones.rectificativas_deshechas import puede_deshacer
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR
from consistorio.nucleo.actor import Actor
from consistorio.servicios.intervencion.models import Comprobacion, Fiscalizacion, Omision
from consistorio.servicios.intervencion.permisos import FISCALIZAR

LISTAS: Final[Mapping[str, str | Promise]] = {
    "por_conformar": gettext_lazy("Por conformar"),
    "vivas": gettext_lazy("Sin terminar"),
    "atrasadas": gettext_lazy("Fuera de plazo"),
    "sin_obligacion": gettext_lazy("Más de tres meses sin obligación"),
    "sin_avisar": gettext_lazy("Rechazadas sin avisar"),
    "todas": gettext_lazy("Todas"),
}
QUIEN: Final[Mapping[str, str | Promise]] = {
    "oficina_contable": gettext_lazy("Intervención"),
    "tesoreria": gettext_lazy("Tesorería"),
}
# What its signature was worth when it arrived
FIRMAS: Final[Mapping[str, str | Promise]] = {
    Veredicto.VALIDA: gettext_lazy("Válida"),
    Veredicto.NO_VALIDA: gettext_lazy("No es válida"),
    Veredicto.INDETERMINADA: gettext_lazy("No se puede decidir"),
}
# What takes an invoice out of its way: never the first thing that its page offers
DE_VUELTA: Final = frozenset(
    {"rechazar_factura", "devolver_factura", "pedir_anulacion_factura", "adjuntar_factura", "deshacer_rectificativa"}
)
# What may be done with an invoice: its door, its words
ACTOS: Final[Mapping[str, str | Promise]] = {
    "conformar_factura": gettext_lazy("Conformar"),
    "intervenir_factura": gettext_lazy("Intervenir la obligación"),
    "rectificar_factura": gettext_lazy("Anotar lo que rectifica"),
    "reintegrar_factura": gettext_lazy("Anotar que devuelven lo pagado"),
    "rechazar_factura": gettext_lazy("Rechazar"),
    "devolver_factura": gettext_lazy("No es de mi unidad"),
    "remitir_factura": gettext_lazy("Enviar a una unidad"),
    "emisor_de_factura": gettext_lazy("Decir quién la expidió"),
    "deshacer_rectificativa": gettext_lazy("Deshacer lo anotado"),
    "contabilizar_factura": gettext_lazy("Anotar su obligación"),
    "devengar_factura": gettext_lazy("Anotarla en la 413"),
    "anotar_omision_factura": gettext_lazy("Anotar que no se fiscalizó"),
    "designar_comprobacion_factura": gettext_lazy("Designar a quien comprueba la inversión"),
    "factura_pagada": gettext_lazy("Anotar que se pagó"),
    "pedir_anulacion_factura": gettext_lazy("Anotar que piden anularla"),
    "resolver_anulacion_factura": gettext_lazy("Contestar a quien pide anularla"),
    "avisar_de_factura": gettext_lazy("Anotar que se avisó a quien la presentó"),
    "adjuntar_factura": gettext_lazy("Adjuntar su original"),
}


def lista(
    actor: Actor, cual: str, *, en: date, tras: Factura | None, limite: int
) -> tuple[Sequence[FacturaConRelojes], UUID | None]:
    """A page of one of the lists, and the invoice from which the next page goes on. The short ones are shown whole."""
    if cual == "por_conformar":
        return consultas.por_conformar(actor, en=en, limite=limite), None
    if cual == "atrasadas":
        return consultas.atrasadas(actor, en=en, limite=limite), None
    if cual == "sin_obligacion":
        return consultas.sin_obligacion(actor, en=en)[:limite], None
    if cual == "sin_avisar":
        return consultas.sin_avisar(actor, en=en, limite=limite), None
    filas = consultas.visibles_para(actor, en=en).select_related("unidad")
    filas = filas.filter(estado__in=consultas.VIVAS) if cual == "vivas" else filas
    if tras is not None:
        filas = filas.filter(Q(entrada_el__lt=tras.entrada_el) | Q(entrada_el=tras.entrada_el, id__lt=tras.id))
    halladas = list(filas.order_by("-entrada_el", "-id")[: limite + 1])
    sigue = halladas[limite - 1].id if len(halladas) > limite else None
    return consultas.con_relojes(halladas[:limite], en=en), sigue


def reloj_en_palabras(una: FacturaConRelojes) -> str:
    """The clock that runs now, and until when."""
    relojes = una.relojes
    if una.factura.estado in (Factura.Estado.RECHAZADA, Factura.Estado.ANULADA, Factura.Estado.PAGADA):
        return ""
    if relojes.vence_pago is None:
        n, vence = relojes.en_conformidad, relojes.vence_conformidad
        texto = ngettext("Lleva %(n)d día por conformar", "Lleva %(n)d días por conformar", n)
    elif una.factura.obligado < 0:  # nothing is paid of it
        return ""
    else:
        n, vence = relojes.para_pagar or 0, relojes.vence_pago
        texto = ngettext("Lleva %(n)d día por pagar", "Lleva %(n)d días por pagar", n)
    return _("%(reloj)s. Vence el %(dia)s") % {"reloj": texto % {"n": n}, "dia": f"{vence:%d/%m/%Y}"}


def estado_de(factura: Factura) -> str:
    """Its state in words: one that lowers another is not paid."""
    if factura.estado == Factura.Estado.PAGADA and factura.obligado < 0:
        return _("Anotado lo que rectifica")
    return factura.get_estado_display()


def anio_de_antes(factura: Factura, *, en: date) -> int | None:
    """The earlier year of an expense that nobody recognised yet."""
    anio = anio_de(factura)
    return anio if anio < en.year and factura.estado in consultas.SIN_O and factura.obligado > 0 else None


def quien_la_tiene(una: FacturaConRelojes) -> str:
    """The office where it waits, by its name; "" when it waits nowhere."""
    unidad = una.factura.unidad
    return unidad.nombre if una.la_tiene == "unidad" and unidad is not None else str(QUIEN.get(una.la_tiene, ""))


def relojes_de(una: FacturaConRelojes) -> list[tuple[str, str, bool]]:
    """The three clocks, of which one that lowers another has no payment: what each counts, how far it is, and whether it is over its term."""
    relojes, factura = una.relojes, una.factura
    dias = _("%(n)d días")
    conformada = factura.conformada_el is not None
    termino = _("hecho en %(n)d días") if conformada else _("%(n)d días de %(max)d, hasta el %(dia)s")
    conformidad = termino % {
        "n": relojes.en_conformidad,
        "max": reglas.plazos().conformar,
        "dia": f"{relojes.vence_conformidad:%d/%m/%Y}",
    }
    if relojes.vence_pago is None:
        pago = _("no ha empezado: falta la conformidad")
    else:
        hecho = (
            _("hecho en %(n)d días") if factura.pagada_el is not None else _("%(n)d días de %(max)d, hasta el %(dia)s")
        )
        pago = hecho % {
            "n": relojes.para_pagar or 0,
            "max": reglas.plazos().pagar,
            "dia": f"{relojes.vence_pago:%d/%m/%Y}",
        }
    relojes_suyos = [
        (_("Desde que entró"), dias % {"n": relojes.desde_entrada}, False),
        (_("Conformidad"), conformidad, relojes.tarde == "conformidad"),
    ]
    return relojes_suyos if factura.obligado < 0 else [*relojes_suyos, (_("Pago"), pago, relojes.tarde == "pago")]


def actos(factura: Factura, actor: Actor, *, en: date, omitida: bool = False) -> list[tuple[str, str, bool]]:
    """What this person may do with an invoice now: the door of each, its words, and whether it is the one to begin with. `omitida`: it is noted already
    that nobody fiscalised it."""
    estado, pedida = factura.estado, factura.anulacion == Factura.Anulacion.SOLICITADA
    responde = factura.unidad is not None and actor.puede(CONFORMAR) and responde_por(actor, factura.unidad, en=en)
    conformada, rebaja = estado == Factura.Estado.CONFORMADA, factura.obligado < 0
    rechazable = estado in reglas.ANTES["rechazada"]
    caben = {
        "conformar_factura": responde and estado == Factura.Estado.REMITIDA and not pedida,
        "rechazar_factura": rechazable and (responde or (actor.puede(CONFORMAR) and actor.puede(RECHAZAR))),
        "devolver_factura": responde and estado == Factura.Estado.REMITIDA,
        "remitir_factura": actor.puede(REGISTRAR) and estado in reglas.ANTES["remitida"],
        "emisor_de_factura": actor.puede(REGISTRAR)
        and factura.emisor_id is None
        and estado in (Factura.Estado.ANOTADA, Factura.Estado.REMITIDA),
        "contabilizar_factura": actor.puede(CONTABILIZAR) and conformada and not rebaja,
        "intervenir_factura": actor.puede(FISCALIZAR) and conformada and not rebaja,
        "rectificar_factura": conformada and rebaja and actor.puede(GASTO),
        "reintegrar_factura": conformada and rebaja and actor.puede(PAGAR),
        "deshacer_rectificativa": rebaja
        and actor.puede(VER)
        and factura.como_rectificativa.filter(deshecha_el=None).exists()
        and puede_deshacer(actor, factura),
        "devengar_factura": actor.puede(GASTO)
        and estado in consultas.SIN_O
        and factura.obligado > 0
        and not esta_devengada(factura, en.year),
        "anotar_omision_factura": actor.puede(FISCALIZAR) and estado in consultas.SIN_O and not (omitida or rebaja),
        "designar_comprobacion_factura": actor.puede(FISCALIZAR) and estado in consultas.SIN_O and not rebaja,
        "factura_pagada": actor.puede(CONTABILIZAR)
        and estado == Factura.Estado.CONTABILIZADA
        and not obligaciones.esta_aqui(factura),
        "pedir_anulacion_factura": actor.puede(REGISTRAR) and estado in consultas.VIVAS and not pedida,
        "resolver_anulacion_factura": actor.puede(RECHAZAR) and pedida,
        "avisar_de_factura": actor.puede(REGISTRAR)
        and estado == Factura.Estado.RECHAZADA
        and consultas.por_avisar_de_otro_modo().filter(id=factura.id).exists(),
        "adjuntar_factura": actor.puede(REGISTRAR) and factura.entrega.original_id is None,
    }
    suyos = [(puerta, str(texto)) for puerta, texto in ACTOS.items() if caben[puerta]]
    return [(puerta, texto, n == 0 and puerta not in DE_VUELTA) for n, (puerta, texto) in enumerate(suyos)]


def omision_de(factura: Factura) -> Omision | None:
    """What nobody fiscalised of an invoice, as it was noted last."""
    return Omision.objects.filter(objeto=factura.referencia).order_by("-notada_el", "-id").first()


def control_de(factura: Factura) -> dict[str, object]:
    """What the control says of an invoice: its results and its material checks."""
    suyas = Fiscalizacion.objects.filter(objeto=factura.referencia).prefetch_related("reparos").order_by("id")
    return {
        "resultados": [(una, list(una.reparos.all())) for una in suyas],
        "comprobaciones": list(Comprobacion.objects.filter(objeto=factura.referencia).order_by("id")),
    }


def primera_lista(actor: Actor) -> str:
    """The list that opens first: of who conforms, what waits for them; of who sees all, what is not over."""
    return "vivas" if actor.puede(VER) else "por_conformar"
