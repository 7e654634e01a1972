"""The books: the journal, an entry, the ledger of an account with its running balance, and the balance of sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas_libros as lecturas
from consistorio.canales.escritorio.guardadas import elegida
from consistorio.canales.escritorio.vistas.economia.asientos import se_corrige
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    dia,
    ejercicio_de,
    en_figuras,
    ficheros,
    marco,
)
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad import consultas
from consistorio.economia.contabilidad.acceso import asiento_para
from consistorio.economia.contabilidad.models import Asiento, Cuenta
from consistorio.economia.contabilidad.permisos import ASENTAR, VER
from consistorio.plataforma.organizacion.models import Empleado

ASIENTOS_POR_PAGINA = 25
APUNTES_A_LA_VISTA = 200  # of an entry; the rest, in its file
SAL = "mayor"


@empleado(VER)
@require_GET
def diario(request: PeticionConActor, anio: int) -> HttpResponse:
    """The entries of a year in order."""
    ejercicio_de(anio)
    vista = elegida(request, "diario", anio)
    desde, hasta = dia(vista.filtros.get("desde")), dia(vista.filtros.get("hasta"))
    ultimo, de_dia = numero(request.GET.get("tras")), dia(request.GET.get("dia"))
    tras = (de_dia, ultimo) if ultimo is not None and de_dia is not None else None
    pagina = consultas.diario(anio, desde=desde, hasta=hasta, tras=tras, limite=ASIENTOS_POR_PAGINA)
    consulta = _fechas(desde, hasta)
    esta = f"{reverse('escritorio:diario', args=[anio])}?{consulta}"
    cuentas = {c for uno in pagina.asientos for apunte in uno.apuntes for c in (apunte.debe_id, apunte.haber_id)}
    contexto = {
        **marco(request, anio, "diario"),
        **vista.para_la_pagina(),
        "titulo": _("Libro diario de %(anio)d") % {"anio": anio},
        "asientos": pagina.asientos,
        "nombres": lecturas.nombres_de(cuentas),
        "desde": en_figuras(desde),
        "hasta": en_figuras(hasta),
        "filtrado": bool(desde or hasta),
        "asienta": request.actor.puede(ASENTAR),
        "base": reverse("escritorio:diario", args=[anio]),
        "siguiente": f"{esta}&dia={pagina.sigue[0].isoformat()}&tras={pagina.sigue[1]}" if pagina.sigue else "",
        "anterior": esta if tras else "",
        "descargas": ficheros("escritorio:fichero_del_diario", anio, consulta),
    }
    return render(request, "escritorio/economia/diario.html", contexto)


@empleado(VER)
@require_GET
def fichero_del_diario(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The journal, or what of it is between two days, as a file."""
    ejercicio_de(anio)
    desde, hasta = dia(request.GET.get("desde")), dia(request.GET.get("hasta"))
    return descarga_de_tabla(lecturas.tabla_del_diario(anio, desde=desde, hasta=hasta), formato, f"diario-{anio}")


@empleado(VER)
@require_GET
def asiento(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """An entry: its rows, what asked for it and in which case."""
    uno = asiento_para(request.actor, asiento_id)
    apuntes = list(uno.filas.order_by("orden")[: APUNTES_A_LA_VISTA + 1])
    autor = Empleado.objects.filter(id=uno.autor_id).first()
    contexto = {
        **marco(request, uno.ejercicio_id, "diario"),
        "titulo": _("Asiento %(numero)d de %(anio)d") % {"numero": uno.numero, "anio": uno.ejercicio_id},
        "uno": uno,
        "apuntes": apuntes[:APUNTES_A_LA_VISTA],
        "hay_mas": len(apuntes) > APUNTES_A_LA_VISTA,
        "nombres": lecturas.nombres_de({c for a in apuntes for c in (a.debe_id, a.haber_id)}),
        "total": sum((apunte.importe for apunte in apuntes), Decimal(0)),
        "operacion": lecturas.operacion_de(uno),
        "corrige_a": Asiento.objects.filter(id=uno.operacion_id).first() if uno.operacion_id else None,
        "caso": next(iter(lecturas.casos_de(request.actor, [uno.expediente_id]).values()), None),
        "corrige": request.actor.puede(ASENTAR) and se_corrige(uno),
        "autor": autor.nombre if autor else _("el sistema"),
    }
    return render(request, "escritorio/economia/asiento.html", contexto)


@empleado(VER)
@require_GET
def mayor(request: PeticionConActor, anio: int) -> HttpResponse:
    """The ledger of an account, or of a group, with its balance after each row."""
    ejercicio_de(anio)
    vista = elegida(request, "mayor", anio)
    pedida, cuenta = _cuenta(vista.filtros)
    desde, hasta = dia(vista.filtros.get("desde")), dia(vista.filtros.get("hasta"))
    tras = _marca(request.GET.get("tras"))
    pagina = consultas.mayor(anio, pedida, desde=desde, hasta=hasta, tras=tras, limite=POR_PAGINA) if cuenta else None
    base = reverse("escritorio:mayor", args=[anio])
    consulta = f"cuenta={pedida}&{_fechas(desde, hasta)}".rstrip("&")
    contexto = {
        **marco(request, anio, "mayor"),
        **vista.para_la_pagina(),
        "titulo": _("Mayor de %(cuenta)s en %(anio)d") % {"cuenta": pedida, "anio": anio}
        if cuenta
        else _("Libro mayor de %(anio)d") % {"anio": anio},
        "pedida": pedida,
        "cuenta": cuenta,
        "pagina": pagina,
        "seguida": tras is not None,
        "desde": en_figuras(desde),
        "hasta": en_figuras(hasta),
        "base": base,
        "siguiente": f"{base}?{consulta}&tras={_firmada(pagina.sigue)}" if pagina and pagina.sigue else "",
        "anterior": f"{base}?{consulta}" if tras else "",
        "descargas": ficheros("escritorio:fichero_del_mayor", anio, consulta),
    }
    return render(request, "escritorio/economia/mayor.html", contexto)


@empleado(VER)
@require_GET
def fichero_del_mayor(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The ledger of an account as a file."""
    ejercicio_de(anio)
    pedida, _hallada = _cuenta(request.GET)
    desde, hasta = dia(request.GET.get("desde")), dia(request.GET.get("hasta"))
    tabla = lecturas.tabla_del_mayor(anio, pedida, desde=desde, hasta=hasta)
    return descarga_de_tabla(tabla, formato, f"mayor-{pedida}-{anio}")


@empleado(VER)
@require_GET
def sumas(request: PeticionConActor, anio: int) -> HttpResponse:
    """What was charged and paid to each account, and its balance."""
    ejercicio_de(anio)
    hasta, prefijo, nivel = _de_sumas(request)
    filas = lecturas.sumas(anio, hasta=hasta, prefijo=prefijo, nivel=nivel)
    base = reverse("escritorio:sumas", args=[anio])
    consulta = urlencode({"nivel": nivel, "cuenta": prefijo, **({"hasta": hasta.isoformat()} if hasta else {})})
    contexto = {
        **marco(request, anio, "sumas"),
        "titulo": _("Sumas y saldos de %(anio)d") % {"anio": anio},
        "filas": filas,
        "total": lecturas.total(filas),
        "nivel": nivel,
        "niveles": [
            (0, _("Cada cuenta")),
            (1, _("Grupos")),
            (2, _("Subgrupos")),
            (3, _("Cuentas de 3 cifras")),
            (4, _("Cuentas de 4 cifras")),
        ],
        "prefijo": prefijo,
        "hasta": en_figuras(hasta),
        "filtrado": bool(prefijo or hasta),
        "base": base,
        "mayor": reverse("escritorio:mayor", args=[anio]),
        "descargas": ficheros("escritorio:fichero_de_sumas", anio, consulta),
    }
    return render(request, "escritorio/economia/sumas.html", contexto)


@empleado(VER)
@require_GET
def fichero_de_sumas(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The same as a file."""
    ejercicio_de(anio)
    hasta, prefijo, nivel = _de_sumas(request)
    tabla = lecturas.tabla_de_sumas(anio, hasta=hasta, prefijo=prefijo, nivel=nivel)
    return descarga_de_tabla(tabla, formato, f"sumas-y-saldos-{anio}")


def _de_sumas(request: PeticionConActor) -> tuple[date | None, str, int]:
    nivel = numero(request.GET.get("nivel")) or 0
    return dia(request.GET.get("hasta")), _codigo(request.GET), nivel if nivel in lecturas.NIVELES else 0


def _codigo(pedido: Mapping[str, str]) -> str:
    """The code of an account that was asked for: the figures before its name."""
    dicho = pedido.get("cuenta", "").strip().partition(" ")[0]
    return dicho if dicho.isdecimal() and dicho.isascii() and len(dicho) <= 12 else ""


def _cuenta(pedido: Mapping[str, str]) -> tuple[str, Cuenta | None]:
    codigo = _codigo(pedido)
    cuenta = Cuenta.objects.filter(codigo=codigo).first() if codigo else None
    return codigo or pedido.get("cuenta", "").strip()[:12], cuenta


def _fechas(desde: date | None, hasta: date | None) -> str:
    dichas = {"desde": desde.isoformat() if desde else "", "hasta": hasta.isoformat() if hasta else ""}
    return urlencode({clave: valor for clave, valor in dichas.items() if valor})


def _firmada(marca: consultas.Marca) -> str:
    """Where the next page goes on. Signed: the balance that it carries is one that we counted."""
    partes = [marca.fecha.isoformat(), marca.numero, marca.orden, marca.lado, str(marca.saldo)]
    return signing.dumps(partes, salt=SAL)


def _marca(texto: str | None) -> consultas.Marca | None:
    try:
        fecha, asiento_, orden, lado, saldo = signing.loads(texto or "", salt=SAL)
    except signing.BadSignature:
        return None
    return consultas.Marca(date.fromisoformat(fecha), asiento_, orden, lado, Decimal(saldo))
