"""Reads of the invoices. Every list goes through `visibles_para`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from consistorio.economia.facturas import plazo_medio, reglas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.morosidad import Debida, Morosidad, por_areas, vencimiento
from consistorio.economia.facturas.morosidad import morosidad as de_todas
from consistorio.economia.facturas.permisos import CONFORMAR, VER, VER_PROPIAS
from consistorio.economia.terceros import consultas as terceros
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.organizacion.mando import CABEZA, unidades_a_cargo
from consistorio.plataforma.organizacion.models import Puesto

POR_PAGINA = 50
VIVAS = (Factura.Estado.ANOTADA, Factura.Estado.REMITIDA, Factura.Estado.CONFORMADA, Factura.Estado.CONTABILIZADA)
SIN_O = (Factura.Estado.ANOTADA, Factura.Estado.REMITIDA, Factura.Estado.CONFORMADA)


@dato
class FacturaConRelojes:
    """An invoice with its clocks on a day and who has it now: `unidad`, `oficina_contable` or `tesoreria`."""

    factura: Factura
    relojes: reglas.Relojes
    la_tiene: str


def visibles_para(actor: Actor, *, en: date) -> QuerySet[Factura]:
    """All of them with `facturas.ver`; with `facturas.conformar`, those of the units that one heads on that day (the alcaldía, those that nobody
    else does); else none."""
    if actor.puede(VER):
        return Factura.objects.all()
    if not actor.puede(CONFORMAR):
        return Factura.objects.none()
    propias = Q(unidad_id__in=unidades_a_cargo(actor.id, permiso=CONFORMAR, en=en))
    if _es_cabeza(actor, en=en):
        con_quien = Puesto.objects.filter(activo=True, roles__permisos__contains=[CONFORMAR]).values("unidad_id")
        propias |= Q(unidad__isnull=False) & ~Q(unidad_id__in=con_quien)
    return Factura.objects.filter(propias)


def propias(actor: Actor) -> QuerySet[Factura]:
    """Those issued by a citizen, or by whom they represent in this session with a power that is not for one procedure alone (LPACAP 6.4)."""
    if actor.clase is not ClaseActor.CIUDADANO or not actor.puede(VER_PROPIAS) or actor.solo_procedimiento:
        return Factura.objects.none()
    return Factura.objects.filter(emisor__persona_id=actor.persona_interesada)


def pagina_de_propias(
    actor: Actor, *, en: date, antes_de: UUID | None = None, limite: int = POR_PAGINA
) -> list[FacturaConRelojes]:
    """A page of one's own invoices, the newest first, each with its clocks; the look is logged."""
    registrar_acceso(actor, que="factura", objeto_id="propias", motivo="Mis facturas")
    suyas = propias(actor)
    desde = suyas.filter(id=antes_de).values("entrada_el", "id").first() if antes_de is not None else None
    if desde is not None:
        suyas = suyas.filter(Q(entrada_el__lt=desde["entrada_el"]) | Q(entrada_el=desde["entrada_el"], id__lt=antes_de))
    return con_relojes(suyas.select_related("unidad").order_by("-entrada_el", "-id")[:limite], en=en)


def _es_cabeza(actor: Actor, *, en: date) -> bool:
    cabezas = Puesto.objects.filter(organo=CABEZA, activo=True).values_list("unidad_id", flat=True)
    return bool(set(cabezas) & unidades_a_cargo(actor.id, permiso=CONFORMAR, en=en))


def por_conformar(actor: Actor, *, en: date, limite: int = POR_PAGINA) -> list[FacturaConRelojes]:
    """What waits for the conformity of this person, the oldest first."""
    esperan = visibles_para(actor, en=en).filter(estado=Factura.Estado.REMITIDA)
    return con_relojes(esperan.select_related("unidad").order_by("entrada_el", "id")[:limite], en=en)


def buscar(actor: Actor, texto: str, *, en: date, limite: int = POR_PAGINA) -> list[Factura]:
    """Those that one may see with this code, number or issuer's number, the newest first; the look is logged, not what was looked for."""
    registrar_acceso(actor, que="factura", objeto_id="busqueda", motivo="Buscar")
    limpio = texto.strip()
    if not limpio:
        return []
    es_esa = Q(codigo__iexact=limpio) | Q(numero_factura=limpio) | Q(emisor_nif=reglas.nif_sin_prefijo(limpio))
    return list(
        visibles_para(actor, en=en).filter(es_esa).select_related("unidad").order_by("-entrada_el", "-id")[:limite]
    )


def rectificables(actor: Actor, factura: Factura, *, en: date, limite: int = POR_PAGINA) -> list[Factura]:
    """Those of who sent an invoice with a negative amount that it may correct, the one that it says first and then the newest; one may see them all."""
    if factura.emisor_id is None:
        return []
    suyas = visibles_para(actor, en=en).filter(emisor=factura.emisor_id, total__gt=0)
    dicha = Q(numero_factura=factura.rectifica) if factura.rectifica else Q(pk__in=[])
    la_primera = Case(When(dicha, then=0), default=1)
    return list(suyas.order_by(la_primera, "-entrada_el", "-id")[:limite])


def cuantas_por_conformar(actor: Actor, *, en: date, tope: int) -> int:
    """How many wait for the conformity of this person, `tope` at most. One query when none waits in the whole town."""
    if not Factura.objects.filter(estado=Factura.Estado.REMITIDA).exists():
        return 0
    return visibles_para(actor, en=en).filter(estado=Factura.Estado.REMITIDA)[:tope].count()


def falta_su_firma(factura: Factura) -> str:
    """In words, that the document of its conformity waits to be signed; "" when it does not."""
    if factura.conformidad_id is None or factura.conformidad_firmada_el is not None:
        return ""
    return _("Falta firmar el documento de conformidad: está en el portafirmas de quien la conformó.")


def con_relojes(facturas: Sequence[Factura] | QuerySet[Factura], *, en: date) -> list[FacturaConRelojes]:
    """Each one with its clocks."""
    plazos = reglas.plazos()
    return [FacturaConRelojes(f, reglas.relojes(f.fechas, en=en, plazo=plazos), la_tiene(f)) for f in facturas]


def la_tiene(factura: Factura) -> str:
    """Who has to do something with it now; "" when nobody has."""
    return {
        Factura.Estado.ANOTADA.value: "oficina_contable",
        Factura.Estado.REMITIDA.value: "unidad",
        Factura.Estado.CONFORMADA.value: "oficina_contable",
        Factura.Estado.CONTABILIZADA.value: "tesoreria",
    }.get(factura.estado, "")


def atrasadas(actor: Actor, *, en: date, limite: int = POR_PAGINA) -> list[FacturaConRelojes]:
    """Those that are over a term on a day, the one that came in first, first."""
    plazos = reglas.plazos()
    antes = _comienza(en - timedelta(days=min(plazos.conformar, plazos.pagar)))
    vivas = visibles_para(actor, en=en).filter(estado__in=VIVAS, entrada_el__lt=antes).select_related("unidad")
    tarde = (f for f in con_relojes(vivas.order_by("entrada_el", "id"), en=en) if f.relojes.tarde)
    return [f for f, _n in zip(tarde, range(limite), strict=False)]


def por_avisar(*, en: date) -> list[UUID]:
    """The invoices alive for which some step of the clocks has been reached, whether it was told or not."""
    plazos = reglas.plazos()
    primero = min(e.dias for e in plazos.escalones)
    vivas = Factura.objects.filter(estado__in=VIVAS, entrada_el__lt=_comienza(en - timedelta(days=primero - 1)))
    return [
        f.id for f in vivas.order_by("entrada_el", "id") if reglas.escalones_alcanzados(f.fechas, en=en, plazo=plazos)
    ]


def por_avisar_de_otro_modo() -> QuerySet[Factura]:
    """The rejected ones whose sender could not be told by mail, nor by FACe, nor otherwise yet. Of the whole town: each list narrows it."""
    de_rechazo = Factura.objects.filter(estado=Factura.Estado.RECHAZADA, avisos_al_emisor__clase="rechazada")
    supo = Q(avisos_al_emisor__clase="rechazada", avisos_al_emisor__resultado__in=["enviado", "otro_medio"])
    por_face = Q(pasos__clase="rechazada", pasos__dicho_a_face__isnull=False)
    return Factura.objects.filter(id__in=de_rechazo.values("id")).exclude(
        id__in=Factura.objects.filter(supo | por_face).values("id")
    )


def sin_avisar(actor: Actor, *, en: date, limite: int = POR_PAGINA) -> list[FacturaConRelojes]:
    """Those of them that one may see, the oldest first."""
    faltan = visibles_para(actor, en=en).filter(id__in=por_avisar_de_otro_modo().values("id"))
    return con_relojes(faltan.select_related("unidad").order_by("terminada_el", "id")[:limite], en=en)


def sin_obligacion(actor: Actor, *, en: date) -> list[FacturaConRelojes]:
    """Those noted more than three months before and without an obligation, for the quarterly report (Ley 25/2013 art. 10)."""
    antes = _comienza(reglas.hace_meses(en, reglas.plazos().meses_sin_obligacion))
    viejas = visibles_para(actor, en=en).filter(estado__in=SIN_O, anotada_el__lt=antes).select_related("unidad")
    return con_relojes(viejas.order_by("anotada_el", "id"), en=en)


def deudas(*, hasta: date, desde: date) -> list[plazo_medio.Deuda]:
    """What the average period counts: what was conformed and owed in a period, with its area (the unit), but to other administrations, and what is not paid because it is held
    (RD 635/2014 art. 3.2)."""
    salida, retenidos = list[plazo_medio.Deuda](), terceros.con_pagos_retenidos(en=hasta)
    for factura in _vivas_en(desde, hasta).iterator():
        if reglas.es_administracion(factura.emisor_nif) or (
            factura.pagada_el is None and _retenida(factura, retenidos)
        ):
            continue
        fechas = factura.fechas
        empieza = max(fechas.conformada, fechas.entrada) if fechas.conformada is not None else None
        if empieza is None or empieza > hasta:
            continue
        salida.append(plazo_medio.Deuda(_area(factura), factura.total or Decimal(0), empieza, fechas.pagada))
    return salida


def debidas(*, hasta: date, desde: date) -> list[Debida]:
    """What the table of arrears counts: all that came in and was owed in a period, conformed or not, whoever is owed and whatever holds it (Ley 15/2010 art. 4.3)."""
    return [_debida(factura) for factura in _vivas_en(desde, hasta).iterator()]


def _debida(factura: Factura) -> Debida:
    fechas = factura.fechas
    return Debida(
        area=_area(factura),
        importe=factura.total or Decimal(0),
        entrada=fechas.entrada,
        vence=vencimiento(fechas, plazo=reglas.plazos()),
        conformada=fechas.conformada,
        pagada=fechas.pagada,
    )


def _vivas_en(desde: date, hasta: date) -> QuerySet[Factura]:
    """What came in until the end of a period and was not paid before it, but what nobody owes."""
    nadie_la_debe = [Factura.Estado.RECHAZADA, Factura.Estado.ANULADA]
    llegadas = Factura.objects.filter(entrada_el__lt=_comienza(hasta + timedelta(days=1)), total__gt=0)
    suyas = llegadas.exclude(estado__in=nadie_la_debe).filter(Q(pagada_el=None) | Q(pagada_el__gte=_comienza(desde)))
    return suyas.select_related("unidad").order_by("entrada_el", "id")


def _area(factura: Factura) -> str:
    return factura.unidad.dir3 if factura.unidad is not None else ""


def _retenida(factura: Factura, retenidos: frozenset[tuple[UUID, str]]) -> bool:
    return factura.emisor_id is not None and not retenidos.isdisjoint(
        {(factura.emisor_id, ""), (factura.emisor_id, factura.referencia)}
    )


def pmp(*, desde: date, hasta: date) -> list[plazo_medio.Medio]:
    """The average period of payment of each area in a period, and of the whole town at the end (RD 635/2014 art. 5)."""
    return plazo_medio.plazos_medios(deudas(desde=desde, hasta=hasta), desde=desde, hasta=hasta)


def morosidad(*, desde: date, hasta: date) -> tuple[Morosidad, dict[str, Morosidad]]:
    """The table of arrears of a period, of the whole town and of each area by its unit's DIR3 ("": what has no unit yet) (Ley 15/2010 art. 4.3)."""
    todas = debidas(desde=desde, hasta=hasta)
    return de_todas(todas, desde=desde, hasta=hasta), por_areas(todas, desde=desde, hasta=hasta)


def debidas_de(area: str, *, dia: date, limite: int) -> list[tuple[Factura, Debida]]:
    """What of that table an area owed at the end of a day, the one that came in first, first."""
    suyas = _vivas_en(dia + timedelta(days=1), dia)
    suyas = suyas.filter(unidad__dir3=area) if area else suyas.filter(unidad=None)
    return [(factura, _debida(factura)) for factura in suyas[:limite]]


def _comienza(dia: date) -> datetime:
    return datetime.combine(dia, time.min, tzinfo=MADRID)
