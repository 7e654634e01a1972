"""What is typed in a grid of the accounts: rows with a code, an amount and what they follow; a day in one box."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.interfaz.campos import de_django, errores_de
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, LineaOperacion
from consistorio.economia.presupuesto.operaciones.lote import reglas_de
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.presupuesto.vinculacion import Clave, bolsa_de, leer_clave
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio
from consistorio.nucleo.tipos import Importe

FILAS: Final = 5  # in sight at first, and added each time
MAXIMO: Final = 500
LARGO_CODIGO: Final = 24
LARGO_IMPORTE: Final = 20


class DiaCorto(forms.DateField):
    """A day in one box, to be typed without leaving the keyboard: 3/11/2026, 3-11-26, 031126."""

    default_error_messages = {
        "required": gettext_lazy("Escriba la fecha."),
        "invalid": gettext_lazy("Escriba una fecha que exista, por ejemplo 3/11/2026."),
    }

    def __init__(self, etiqueta: object) -> None:
        formatos = ["%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d/%m/%y", "%d-%m-%y", "%Y-%m-%d", "%d%m%Y", "%d%m%y"]
        super().__init__(
            label=etiqueta,  # type: ignore[arg-type]  # lazy text
            input_formats=formatos,
            widget=forms.TextInput(attrs={"data-ancho": "10"}),
            help_text=_("Por ejemplo, 3/11/2026"),
        )

    def prepare_value(self, value: object) -> object:
        """As it is typed."""
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


@dato
class FilaEscrita:
    """A row as it was typed. `n`: its place on the page."""

    n: int
    codigo: str = ""
    importe: str = ""
    origen: UUID | None = None

    @property
    def vacia(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.codigo or self.importe or self.origen)


@dato
class FilaVista:
    """A row as it is shown: what was typed, what is known of it and what is wrong. `quedaria`: of its bolsa, once all the rows are noted."""

    escrita: FilaEscrita
    nombre: str = ""
    sigue: str = ""
    bolsa: str = ""
    disponible: Decimal | None = None
    quedaria: Decimal | None = None
    error: str = ""


def leer(enviado: Mapping[str, str]) -> list[FilaEscrita]:
    """The rows of a form that was sent, those that are empty too."""
    cuantas = min(numero(enviado.get("filas")) or FILAS, MAXIMO)
    return [
        FilaEscrita(
            n,
            enviado.get(f"linea-{n}-codigo", "").strip().upper()[:LARGO_CODIGO],
            enviado.get(f"linea-{n}-importe", "").strip()[:LARGO_IMPORTE],
            identificador(enviado.get(f"linea-{n}-origen")),
        )
        for n in range(cuantas)
    ]


def total(filas: Sequence[FilaEscrita]) -> Decimal:
    """What was typed in all of them, in euros; what cannot be read counts as nothing."""
    return sum((euros_escritos(fila.importe)[0] for fila in filas if fila.importe), Decimal(0))


def con_mas(filas: Sequence[FilaEscrita], cuantas: int = FILAS) -> list[FilaEscrita]:
    """The same with empty ones after them."""
    hay = len(filas)
    return [*filas, *(FilaEscrita(n) for n in range(hay, min(hay + cuantas, MAXIMO)))]


def traidas(filas: Sequence[FilaEscrita], lineas: Sequence[LineaOperacion]) -> list[FilaEscrita]:
    """The rows that were typed, and those of an operation for what is left of each. Those that are there are not brought again."""
    escritas = [fila for fila in filas if not fila.vacia]
    ya = {fila.origen for fila in escritas}
    nuevas = [
        FilaEscrita(0, linea.aplicacion.codigo, str(Importe(linea.saldo)).removesuffix(" €"), linea.id)
        for linea in lineas
        if linea.saldo > 0 and linea.id not in ya and linea.aplicacion is not None
    ]
    todas = [FilaEscrita(n, f.codigo, f.importe, f.origen) for n, f in enumerate([*escritas, *nuevas])]
    return con_mas(todas, max(1, FILAS - len(todas)))


def pedidas(filas: Sequence[FilaEscrita]) -> tuple[dict[int, LineaPedida], dict[int, str]]:
    """What is asked for, by its row, and what is wrong with what was typed, by its row too."""
    lineas, errores = dict[int, LineaPedida](), dict[int, str]()
    for fila in (una for una in filas if not una.vacia):
        importe, mensaje = euros_escritos(fila.importe)
        if mensaje:
            errores[fila.n] = mensaje
        lineas[fila.n] = LineaPedida(importe, codigo="" if fila.origen else fila.codigo, origen=fila.origen)
    return lineas, errores


def euros_escritos(texto: str) -> tuple[Decimal, str]:
    """An amount as it was typed, and what is wrong with it."""
    try:
        return Importe.de(texto).euros, ""
    except DatosIncorrectos as error:
        return Decimal(0), error.mensaje


def con_las_demas(vistas_: Sequence[FilaVista], errores: Mapping[int, str]) -> dict[int, str]:
    """What is wrong with what was typed, and what the use case would say of the other rows: when it is not asked, since something else was wrong."""
    todos, faltan_en = dict(errores), set[str]()
    for una in vistas_:
        fila, mensaje = una.escrita, ""
        if fila.vacia or fila.origen is not None:
            continue
        if leer_clave(fila.codigo) is None:
            mensaje = _("«%(codigo)s» no es una aplicación. Escriba el programa y la económica, por ejemplo 920.12000.")
            mensaje %= {"codigo": fila.codigo}
        elif una.disponible is None:
            mensaje = _("La aplicación %(codigo)s no está en el presupuesto.") % {"codigo": fila.codigo}
        elif una.quedaria is not None and una.quedaria < 0 and una.bolsa not in faltan_en:
            faltan_en.add(una.bolsa)
            mensaje = _("Faltan %(cuanto)s: su bolsa tiene %(hay)s de crédito disponible.")
            mensaje %= {"cuanto": Importe(-una.quedaria), "hay": Importe(una.disponible)}
        if mensaje:
            todos[fila.n] = f"{mensaje} {todos[fila.n]}" if fila.n in todos else mensaje
    return todos


def repartir(form: forms.Form, error: ErrorDominio, filas: Sequence[int], grupo: str = "lineas") -> dict[int, str]:
    """Put what a use case refused where it is: on its field, or on its row. Answers those of the rows. `filas`: which row each line was; `grupo`: how they are called."""
    de_filas: dict[int, str] = {}
    for problema in error.problemas:
        campo, _punto, orden = problema.campo.partition(".")
        if campo == grupo and orden.isdecimal() and int(orden) < len(filas):
            fila = filas[int(orden)]
            de_filas[fila] = f"{de_filas[fila]} {problema.mensaje}" if fila in de_filas else problema.mensaje
        else:
            form.add_error(campo if campo in form.fields else None, problema.mensaje)
    if not error.problemas:
        form.add_error(None, error.entero)
    return de_filas


def errores_del_formulario(form: forms.Form) -> list[tuple[str, str]]:
    """Where each error of a heading leads, and its words."""
    sueltos = [("", str(uno)) for uno in form.non_field_errors()]
    return [*sueltos, *((de_django(campo).destino_error, uno) for campo in form for uno in errores_de(campo))]


def vistas(anio: int, clase: str, filas: Sequence[FilaEscrita], errores: Mapping[int, str]) -> list[FilaVista]:
    """The rows with what is known of each: the same queries whatever their number."""
    origenes = _origenes(filas)
    claves = {fila.n: clave for fila in filas if fila.origen is None and (clave := leer_clave(fila.codigo)) is not None}
    aplicaciones = _aplicaciones(anio, claves.values())
    de_fila = {
        fila.n: origenes[fila.origen].aplicacion if fila.origen in origenes else aplicaciones.get(claves.get(fila.n))
        for fila in filas
    }
    sin_aplicacion = {n: clave for n, clave in claves.items() if clave not in aplicaciones}
    bolsas = {n: una.bolsa for n, una in de_fila.items() if una is not None}
    bolsas |= _bolsas_de_nuevas(anio, sin_aplicacion)
    consumo: dict[UUID, Decimal] = {}
    for fila in filas:
        bolsa = bolsas.get(fila.n)
        if bolsa is not None:
            importe, _mensaje = euros_escritos(fila.importe)
            gasta = importe * _cuanto_gasta(clase, de_origen=fila.origen is not None)
            consumo[bolsa.id] = consumo.get(bolsa.id, Decimal(0)) + gasta
    nombres = denominaciones(una for una in de_fila.values() if una is not None)
    return [_vista(fila, de_fila[fila.n], bolsas.get(fila.n), origenes, consumo, errores, nombres) for fila in filas]


def _vista(
    fila: FilaEscrita,
    aplicacion: Aplicacion | None,
    bolsa: Bolsa | None,
    origenes: Mapping[UUID, LineaOperacion],
    consumo: Mapping[UUID, Decimal],
    errores: Mapping[int, str],
    nombres: Mapping[UUID, str],
) -> FilaVista:
    nombre, sigue = "", ""
    if aplicacion is not None:
        nombre = nombres[aplicacion.id] or aplicacion.codigo
    elif bolsa is not None:
        nombre = _("No está en el presupuesto: se creará sin crédito, con cargo a su bolsa")
    elif fila.codigo and fila.origen is None:
        nombre = _("No está en el presupuesto")
    if fila.origen is not None and fila.origen in origenes:
        origen = origenes[fila.origen]
        sigue = _("%(cual)s, quedan %(saldo)s") % {"cual": origen.operacion, "saldo": Importe(origen.saldo)}
    disponible = bolsa.disponible if bolsa is not None else None
    quedaria = bolsa.disponible - consumo.get(bolsa.id, Decimal(0)) if bolsa is not None else None
    return FilaVista(
        fila, nombre, sigue, bolsa.clave if bolsa is not None else "", disponible, quedaria, errores.get(fila.n, "")
    )


def _origenes(filas: Sequence[FilaEscrita]) -> dict[UUID, LineaOperacion]:
    ids = [fila.origen for fila in filas if fila.origen is not None]
    hallados = LineaOperacion.objects.filter(id__in=ids).select_related("operacion", "aplicacion__bolsa")
    return {linea.id: linea for linea in hallados} if ids else {}


def _aplicaciones(anio: int, claves: Collection[Clave]) -> dict[Clave | None, Aplicacion]:
    """Those that are in the budget, of some codes."""
    buscadas = set(claves)
    if not buscadas:
        return {}
    economicas = {clave.economica for clave in buscadas}
    filas = Aplicacion.objects.filter(ejercicio=anio, economica__in=economicas).select_related("bolsa")
    halladas = {Clave(una.organica, una.programa, una.economica): una for una in filas}
    return {clave: halladas[clave] for clave in buscadas if clave in halladas}


def _bolsas_de_nuevas(anio: int, claves: Mapping[int, Clave]) -> dict[int, Bolsa]:
    """The bolsa that would bear an application that is not there yet."""
    if not claves:
        return {}
    reglas = reglas_de(anio)
    de_cada = {n: bolsa_de(clave, reglas) for n, clave in claves.items()}
    bolsas = {una.clave: una for una in Bolsa.objects.filter(ejercicio=anio, clave__in=set(de_cada.values()))}
    return {n: bolsas[clave] for n, clave in de_cada.items() if clave in bolsas}


def _cuanto_gasta(clase: str, *, de_origen: bool) -> int:
    """How many times its amount a row of that class takes from what its bolsa has left: once, or none."""
    if clase not in clases.TRAMOS and not clases.retiene(clase) and clase != "ND":
        return 0
    efecto = clases.sobre_bolsa(clases.sobre_aplicacion(clase, de_retencion=de_origen))
    return sum(signo for contador, signo in efecto.items() if contador != "definitivo")
