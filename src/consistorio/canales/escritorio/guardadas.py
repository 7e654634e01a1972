"""The lists of the accounts whose filters may be kept as a view, and with which filters one is looked at: those of its address or its form, those of a view, or those
of the view with which it opens for whoever looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.lecturas_facturas import LISTAS as LISTAS_DE_FACTURAS
from consistorio.canales.escritorio.vistas.economia.marco import dia, en_figuras
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.terceros.permisos import VER as VER_TERCEROS
from consistorio.economia.tesoreria.permisos import VER as VER_TESORERIA
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.servicios.busquedas import consultas
from consistorio.servicios.busquedas.models import MAXIMO_TEXTO, VistaGuardada
from consistorio.tramitacion.expedientes.permisos import VER

VISTA: Final = "vista"  # in an address: which view; empty, none of them
ENVIADO: Final = "filtro-"  # before the name of each filter, in the form that keeps them


@dato
class Lista:
    """A list: its name, who may look at it, the fields of its filters with what each is, and whether it is of a year; `por_post`: its filters name persons, and
    are never read from an address. Its address has the same name as its key."""

    nombre: str | Promise
    permiso: str
    campos: Mapping[str, str | Promise]
    con_anio: bool = True
    por_post: bool = False


POR_GASTO: Final = {
    "aplicacion": gettext_lazy("Por aplicación"),
    "bolsa": gettext_lazy("Por bolsa de vinculación"),
    "capitulo": gettext_lazy("Por capítulo"),
    "area": gettext_lazy("Por área de gasto"),
}
POR_INGRESO: Final = {"concepto": gettext_lazy("Por concepto"), "capitulo": gettext_lazy("Por capítulo")}
_POR = gettext_lazy("Agrupación")
_CODIGO, _CAPITULO, _CUENTA = gettext_lazy("Código"), gettext_lazy("Capítulo"), gettext_lazy("Cuenta")
_DIAS: Final = {"desde": gettext_lazy("Desde"), "hasta": gettext_lazy("Hasta")}
LISTAS: Final[Mapping[str, Lista]] = {
    "gastos": Lista(
        gettext_lazy("Gastos"),
        VER_PRESUPUESTO,
        {
            "por": _POR,
            "codigo": _CODIGO,
            "capitulo": _CAPITULO,
            "area": gettext_lazy("Área de gasto"),
            "bolsa": gettext_lazy("Bolsa"),
        },
    ),
    "ingresos": Lista(
        gettext_lazy("Ingresos"), VER_PRESUPUESTO, {"por": _POR, "codigo": _CODIGO, "capitulo": _CAPITULO}
    ),
    "operaciones": Lista(
        gettext_lazy("Operaciones"),
        VER_PRESUPUESTO,
        {"libro": gettext_lazy("Libro"), "clase": gettext_lazy("Clase")},
    ),
    "diario": Lista(gettext_lazy("Diario"), VER_CONTABILIDAD, _DIAS),
    "mayor": Lista(gettext_lazy("Mayor"), VER_CONTABILIDAD, {"cuenta": _CUENTA, **_DIAS}),
    "facturas": Lista(gettext_lazy("Facturas"), VER, {"ver": gettext_lazy("Cuáles")}, con_anio=False),
    "terceros": Lista(
        gettext_lazy("Terceros"),
        VER_TERCEROS,
        {"texto": gettext_lazy("A quién se busca")},
        con_anio=False,
        por_post=True,
    ),
    "por_ordenar": Lista(
        gettext_lazy("Pagos por ordenar"),
        VER_TESORERIA,
        {
            "texto": gettext_lazy("Texto"),
            "vence": gettext_lazy("Vence hasta"),
            "turno": gettext_lazy("Turno"),
            "aplicacion": gettext_lazy("Aplicación"),
            "se_puede": gettext_lazy("Solo lo que se puede ordenar"),
        },
        con_anio=False,
        por_post=True,
    ),
    "por_pagar": Lista(
        gettext_lazy("Pagos pendientes"),
        VER_TESORERIA,
        {
            "texto": gettext_lazy("Texto"),
            "vence": gettext_lazy("Vence hasta"),
            "turno": gettext_lazy("Turno"),
            "se_puede": gettext_lazy("Solo lo que se puede pagar"),
        },
        con_anio=False,
        por_post=True,
    ),
}


@dato
class Elegida:
    """With which filters a list is looked at, by the name of each field, and which view they are of, if they are of one."""

    lista: str
    anio: int | None
    filtros: Mapping[str, str]
    vista: VistaGuardada | None
    guardadas: tuple[VistaGuardada, ...]

    def para_la_pagina(self) -> dict[str, object]:
        """The views of this list, and what is sent to keep the present filters, as `_vistas.html` takes them."""
        base, cual = direccion(self.lista, self.anio), self.vista.id if self.vista is not None else None
        enlaces = [Enlace(una.nombre, f"{base}?{VISTA}={una.id}", una.id == cual) for una in self.guardadas]
        if enlaces:
            enlaces.insert(0, Enlace(_("Sin filtros"), f"{base}?{VISTA}=", not self.filtros))
        campos = [(f"{ENVIADO}{campo}", valor) for campo, valor in self.filtros.items()] if cual is None else []
        return {"guardadas": {"lista": self.lista, "anio": self.anio, "enlaces": enlaces, "campos": campos}}


def elegida(request: PeticionConActor, lista: str, anio: int | None = None) -> Elegida:
    """What a request looks at a list with. Raises NoEncontrado (a view that this person may not see, or of another list)."""
    suyas = tuple(consultas.vistas(request.actor, lista))
    cual: UUID | None = None
    if request.method != "POST" and VISTA in request.GET:
        cual = identificador(request.GET[VISTA])
        if request.GET[VISTA] and cual not in {una.id for una in suyas}:
            raise NoEncontrado(
                _("No encontramos esa vista guardada."), que_hacer=_("Puede que quien la guardó la haya borrado.")
            )
    elif request.method != "POST" and not request.GET and suyas:
        cual = consultas.primera(request.actor, lista)
    vista = next((una for una in suyas if una.id == cual), None)
    de_la_direccion = {} if LISTAS[lista].por_post else request.GET
    pedidos = vista.filtros if vista is not None else request.POST if request.method == "POST" else de_la_direccion
    filtros = puestos(lista, pedidos)
    return Elegida(lista, anio, filtros if vista is None or anio is None else _de_anio(filtros, anio), vista, suyas)


def _de_anio(filtros: Mapping[str, str], anio: int) -> dict[str, str]:
    """The days of a view are of the year that is looked at: the last one goes there, and the other keeps its distance in years."""
    dias = {campo: cual for campo in _DIAS if (cual := dia(filtros.get(campo))) is not None}
    salto = anio - max((uno.year for uno in dias.values()), default=anio)
    return {**filtros, **{campo: en_figuras(_movido(uno, salto)) for campo, uno in dias.items()}}


def _movido(cual: date, anios: int) -> date:
    try:
        return cual.replace(year=cual.year + anios)
    except ValueError:  # 29 February, of a year without it
        return cual.replace(year=cual.year + anios, day=28)


def puestos(lista: str, pedidos: Mapping[str, str], prefijo: str = "") -> dict[str, str]:
    """The filters of a list that say something, of all that was sent."""
    dichos = {campo: pedidos.get(f"{prefijo}{campo}", "").strip()[:MAXIMO_TEXTO] for campo in LISTAS[lista].campos}
    return {campo: valor for campo, valor in dichos.items() if valor}


def direccion(lista: str, anio: int | None) -> str:
    """Where a list is."""
    return reverse(f"escritorio:{lista}", args=[anio] if LISTAS[lista].con_anio else [])


def en_palabras(lista: str, filtros: Mapping[str, str]) -> str:
    """What some filters are, each with its name."""
    campos = LISTAS[lista].campos
    valores: Mapping[str, Mapping[str, str | Promise]] = {
        "por": POR_GASTO | POR_INGRESO,
        "libro": dict(Operacion.Libro.choices),
        "ver": LISTAS_DE_FACTURAS,
        "se_puede": {"1": _("sí")},
    }
    return "; ".join(
        f"{campos[campo]}: {valores.get(campo, {}).get(valor, valor)}"
        for campo, valor in filtros.items()
        if campo in campos
    )
