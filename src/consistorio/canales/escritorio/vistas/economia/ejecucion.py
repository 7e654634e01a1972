"""The execution of the budgets of expense and of income, with their files, and an application or a concept with its operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas_ejecucion as lecturas
from consistorio.canales.escritorio.guardadas import POR_GASTO, POR_INGRESO, Elegida, elegida
from consistorio.canales.escritorio.lecturas_ejecucion import Filtro, Linea
from consistorio.canales.escritorio.terceros_a_la_vista import textos
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de, ficheros, marco
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso, LineaOperacion
from consistorio.economia.presupuesto.permisos import VER
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

COMPANERAS = 12  # of a bolsa, beside one of its applications


@empleado(VER)
@require_GET
def gastos(request: PeticionConActor, anio: int) -> HttpResponse:
    """The budget of expense of a year, as far as it is executed."""
    ejercicio_de(anio)
    vista = elegida(request, "gastos", anio)
    filtro, por = _filtro(vista.filtros), _por(vista.filtros, POR_GASTO)
    filas = lecturas.aplicaciones(anio, filtro)
    cursor = identificador(request.GET.get("tras"))
    ultima = Aplicacion.objects.filter(id=cursor, ejercicio=anio).first() if cursor else None
    lineas: Sequence[Linea]
    if por == "aplicacion":
        halladas = list(lecturas.tras_aplicacion(filas, ultima)[: POR_PAGINA + 1])
        lineas = lecturas.lineas_de(halladas[:POR_PAGINA])
        sigue = str(halladas[POR_PAGINA - 1].id) if len(halladas) > POR_PAGINA else ""
    else:
        lineas, sigue = lecturas.agrupadas(anio, filas, por), ""
    contexto = _contexto(request, vista, anio, filtro, por, POR_GASTO)
    contexto |= {
        "titulo": _("Ejecución del presupuesto de gastos de %(anio)d") % {"anio": anio},
        "columnas": lecturas.columnas_de_gasto(),
        "lineas": lineas,
        "total": lecturas.total_de_gasto(filas) if lineas else None,
        "siguiente": f"{contexto['esta']}&tras={sigue}" if sigue else "",
        "anterior": contexto["esta"] if ultima else "",
    }
    return render(request, "escritorio/economia/ejecucion.html", contexto)


@empleado(VER)
@require_GET
def ingresos(request: PeticionConActor, anio: int) -> HttpResponse:
    """The budget of income of a year, as far as it is executed."""
    ejercicio_de(anio)
    vista = elegida(request, "ingresos", anio)
    filtro, por = _filtro(vista.filtros), _por(vista.filtros, POR_INGRESO)
    filas = lecturas.conceptos(anio, filtro)
    cursor = identificador(request.GET.get("tras"))
    ultimo = ConceptoIngreso.objects.filter(id=cursor, ejercicio=anio).first() if cursor else None
    lineas: Sequence[Linea]
    if por == "concepto":
        desde = filas.filter(economica__gt=ultimo.economica) if ultimo else filas
        hallados = list(desde[: POR_PAGINA + 1])
        lineas = lecturas.lineas_de_conceptos(hallados[:POR_PAGINA])
        sigue = str(hallados[POR_PAGINA - 1].id) if len(hallados) > POR_PAGINA else ""
    else:
        lineas, sigue = lecturas.ingresos_por_capitulo(anio, filas), ""
    contexto = _contexto(request, vista, anio, filtro, por, POR_INGRESO)
    contexto |= {
        "titulo": _("Ejecución del presupuesto de ingresos de %(anio)d") % {"anio": anio},
        "columnas": lecturas.columnas_de_ingreso(),
        "lineas": lineas,
        "total": lecturas.total_de_ingreso(filas) if lineas else None,
        "siguiente": f"{contexto['esta']}&tras={sigue}" if sigue else "",
        "anterior": contexto["esta"] if ultimo else "",
    }
    return render(request, "escritorio/economia/ejecucion.html", contexto)


@empleado(VER)
@require_GET
def fichero_de_gastos(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """What the page shows, whole, as a file."""
    ejercicio_de(anio)
    tabla = lecturas.tabla_de_gasto(anio, _filtro(request.GET), _por(request.GET, POR_GASTO))
    return descarga_de_tabla(tabla, formato, f"gastos-{anio}")


@empleado(VER)
@require_GET
def fichero_de_ingresos(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The same of income."""
    ejercicio_de(anio)
    tabla = lecturas.tabla_de_ingreso(anio, _filtro(request.GET), _por(request.GET, POR_INGRESO))
    return descarga_de_tabla(tabla, formato, f"ingresos-{anio}")


@empleado(VER)
@require_GET
def aplicacion(request: PeticionConActor, aplicacion_id: UUID) -> HttpResponse:
    """An application: what is left of it and of its bolsa, who else binds with it, and its operations, the newest first."""
    una = Aplicacion.objects.select_related("bolsa").filter(id=aplicacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa aplicación presupuestaria."))
    suyas = una.bolsa.aplicaciones.exclude(id=una.id).order_by("organica", "programa", "economica")
    companeras = list(suyas[:COMPANERAS])
    nombres = denominaciones(companeras)
    contexto = {
        "titulo": _("Aplicación %(codigo)s") % {"codigo": una.codigo},
        "una": una,
        "linea": lecturas.lineas_de([una])[0],
        "columnas": lecturas.columnas_de_gasto(),
        "bolsa": lecturas.bolsa_en_palabras(una.bolsa.clave),
        "companeras": [(otra, nombres[otra.id]) for otra in companeras],
        "de_la_bolsa": f"{reverse('escritorio:gastos', args=[una.ejercicio_id])}?"
        + urlencode({"bolsa": una.bolsa.clave}),
        **_operaciones(request, una.lineas.all(), reverse("escritorio:aplicacion", args=[una.id])),
        **marco(request, una.ejercicio_id, "gastos"),
    }
    return render(request, "escritorio/economia/aplicacion.html", contexto)


@empleado(VER)
@require_GET
def concepto(request: PeticionConActor, concepto_id: UUID) -> HttpResponse:
    """A concept of income with its operations, the newest first."""
    uno = ConceptoIngreso.objects.filter(id=concepto_id).first()
    if uno is None:
        raise NoEncontrado(_("No encontramos ese concepto de ingresos."))
    contexto = {
        "titulo": _("Concepto de ingresos %(codigo)s") % {"codigo": uno.economica},
        "una": uno,
        "linea": lecturas.lineas_de_conceptos([uno])[0],
        "columnas": lecturas.columnas_de_ingreso(),
        **_operaciones(request, uno.lineas.all(), reverse("escritorio:concepto", args=[uno.id])),
        **marco(request, uno.ejercicio_id, "ingresos"),
    }
    return render(request, "escritorio/economia/aplicacion.html", contexto)


def _operaciones(request: PeticionConActor, lineas: QuerySet[LineaOperacion], aqui: str) -> dict[str, object]:
    """A page of what was done to it."""
    cursor = identificador(request.GET.get("antes"))
    filas = lineas.select_related("operacion").order_by("-id")
    halladas = list((filas.filter(id__lt=cursor) if cursor else filas)[: POR_PAGINA + 1])
    operaciones = [linea.operacion for linea in halladas[:POR_PAGINA]]
    return {
        "operaciones": halladas[:POR_PAGINA],
        "textos": textos(request.actor, operaciones, en=hoy(reloj_de_la_casa())),
        "siguiente": f"{aqui}?antes={halladas[POR_PAGINA - 1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": aqui if cursor else "",
    }


def _filtro(pedido: Mapping[str, str]) -> Filtro:
    def dicho(clave: str, largo: int) -> str:
        return pedido.get(clave, "").strip()[:largo]

    return Filtro(dicho("codigo", lecturas.LARGO_FILTRO), dicho("capitulo", 1), dicho("area", 1), dicho("bolsa", 40))


def _por(pedido: Mapping[str, str], vistas: Mapping[str, str | Promise]) -> str:
    por = pedido.get("por", "")
    return por if por in vistas else next(iter(vistas))


def _contexto(
    request: PeticionConActor,
    vista: Elegida,
    anio: int,
    filtro: Filtro,
    por: str,
    vistas: Mapping[str, str | Promise],
) -> dict[str, object]:
    cual = vista.lista
    base = reverse(f"escritorio:{cual}", args=[anio])
    puesto = {clave: valor for clave in ("codigo", "capitulo", "area", "bolsa") if (valor := getattr(filtro, clave))}
    consulta = urlencode({"por": por, **puesto})
    return {
        **marco(request, anio, cual),
        **vista.para_la_pagina(),
        "de_gasto": cual == "gastos",
        "por": por,
        "filtro": filtro,
        "filtrado": bool(puesto),
        "bolsa": lecturas.bolsa_en_palabras(filtro.bolsa) if filtro.bolsa else "",
        "base": base,
        "esta": f"{base}?{consulta}",
        "vistas": [
            Enlace(str(texto), f"{base}?{urlencode({'por': c, **puesto})}", c == por) for c, texto in vistas.items()
        ],
        "descargas": ficheros(f"escritorio:fichero_de_{cual}", anio, consulta),
    }
