"""How long the town takes to pay, and what it owes out of term: by areas, and what each owes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio.vistas.economia.marco import dia as leer_dia
from consistorio.canales.escritorio.vistas.economia.marco import en_figuras
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import FORMATOS, Celda, Tabla, descarga_de_tabla
from consistorio.economia.facturas import consultas
from consistorio.economia.facturas.morosidad import Cuantas, Morosidad, sin_conformar
from consistorio.economia.facturas.permisos import VER
from consistorio.economia.facturas.plazo_medio import trimestre_de
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Unidad

SIN_UNIDAD: Final = "ninguna"  # in an address: what has no unit yet
MOROSIDAD: Final = "morosidad"  # in the address of a file: which of the two tables
MAXIMO: Final = 200


@empleado(VER)
@require_GET
def plazo_medio(request: PeticionConActor) -> HttpResponse:
    """The average period of payment of each area in a period, the arrears, and what one of them owes."""
    desde, hasta = _periodo(request)
    medios, (toda, de_areas) = consultas.pmp(desde=desde, hasta=hasta), consultas.morosidad(desde=desde, hasta=hasta)
    nombres = _nombres([*(m.area for m in medios), *de_areas])
    periodo = {"desde": desde.isoformat(), "hasta": hasta.isoformat()}
    base, elegida = reverse("escritorio:plazo_medio"), request.GET.get("area", "")[:20]
    contexto = {
        "titulo": _("Periodo medio de pago y morosidad"),
        "filas": [(nombres[m.area] if m.area else _("Todo el Ayuntamiento"), m) for m in medios],
        "areas": [
            (nombres[area], f"{base}?{urlencode({**periodo, 'area': area or SIN_UNIDAD})}#debe", suya)
            for area, suya in de_areas.items()
        ],
        "morosidad": toda,
        "debe": _lo_que_debe(elegida, nombres, hasta) if elegida else None,
        "desde": en_figuras(desde),
        "hasta": en_figuras(hasta),
        "base": base,
        "descargas": _descargas(periodo),
        "descargas_de_morosidad": _descargas({**periodo, "que": MOROSIDAD}),
    }
    return render(request, "escritorio/economia/plazo_medio.html", contexto)


@empleado(VER)
@require_GET
def fichero_del_plazo_medio(request: PeticionConActor, formato: str) -> HttpResponse:
    """One of the two tables as a file."""
    desde, hasta = _periodo(request)
    if request.GET.get("que") == MOROSIDAD:
        return descarga_de_tabla(_de_morosidad(desde, hasta), formato, f"morosidad-{desde}-{hasta}")
    cabeceras = [
        *(_("Área"), _("Pagado"), _("Días de lo pagado"), _("Pendiente"), _("Días de lo pendiente")),
        _("Periodo medio de pago"),
    ]
    medios = consultas.pmp(desde=desde, hasta=hasta)
    nombres = _nombres(m.area for m in medios)
    filas: list[list[Celda]] = [
        [
            nombres[m.area] if m.area else _("Todo el Ayuntamiento"),
            *(m.pagado, m.ratio_pagadas, m.pendiente, m.ratio_pendientes, m.pmp),
        ]
        for m in medios
    ]
    tabla = Tabla(_("Periodo medio de pago"), cabeceras, filas)
    return descarga_de_tabla(tabla, formato, f"periodo-medio-de-pago-{desde}-{hasta}")


def _de_morosidad(desde: date, hasta: date) -> Tabla:
    toda, de_areas = consultas.morosidad(desde=desde, hasta=hasta)
    nombres = _nombres(de_areas)
    cabeceras = [
        _("Área"),
        *(_("Pagadas en plazo"), _("Importe"), _("Pagadas fuera de plazo"), _("Importe")),
        *(_("Pendientes en plazo"), _("Importe"), _("Pendientes fuera de plazo"), _("Importe")),
        *(_("Pendientes sin conformar"), _("Importe"), _("Días de la más antigua sin conformar")),
    ]
    filas = [(nombres[area], suya) for area, suya in de_areas.items()]
    filas.append((_("Todo el Ayuntamiento"), toda))
    return Tabla(_("Morosidad"), cabeceras, [[nombre, *_celdas(una), una.dias] for nombre, una in filas])


def _celdas(una: Morosidad) -> list[Celda]:
    partes: tuple[Cuantas, ...] = (
        *(una.pagadas_en_plazo, una.pagadas_fuera, una.pendientes_en_plazo, una.pendientes_fuera),
        una.sin_conformar,
    )
    return [celda for parte in partes for celda in (parte.numero, parte.importe)]


def _lo_que_debe(elegida: str, nombres: dict[str, str], hasta: date) -> dict[str, object]:
    """What an area owed at the end of the period, `MAXIMO` at most."""
    area = "" if elegida == SIN_UNIDAD else elegida
    suyas = consultas.debidas_de(area, dia=hasta, limite=MAXIMO + 1)
    return {
        "area": nombres.get(area, area),
        "filas": [
            (factura, una, (hasta - una.entrada).days, sin_conformar(una, hasta), hasta > una.vence)
            for factura, una in suyas[:MAXIMO]
        ],
        "hay_mas": len(suyas) > MAXIMO,
        "maximo": MAXIMO,
    }


def _periodo(request: PeticionConActor) -> tuple[date, date]:
    """The days that are asked for; the quarter before this one when none are."""
    este, _fin = trimestre_de(hoy(reloj_de_la_casa()))
    anterior = trimestre_de(este - date.resolution)
    desde, hasta = leer_dia(request.GET.get("desde")), leer_dia(request.GET.get("hasta"))
    return (desde, hasta) if desde and hasta and desde <= hasta else anterior


def _nombres(areas: Iterable[str]) -> dict[str, str]:
    """Of some areas, by their unit's DIR3; a code that no unit has is its own name."""
    suyas = set(areas)
    de_unidades = dict(Unidad.objects.filter(dir3__in=suyas - {""}).values_list("dir3", "nombre"))
    return {area: de_unidades.get(area, area) if area else _("Sin unidad") for area in suyas}


def _descargas(consulta: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (f"{reverse('escritorio:fichero_del_plazo_medio', args=[formato])}?{urlencode(consulta)}", dicho)
        for formato, dicho in FORMATOS.items()
    ]
