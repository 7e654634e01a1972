"""The concepts of no budget: the list with what came in and went out, one of them down to its entries, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.lecturas_libros import MAXIMO_DE_FILAS
from consistorio.canales.escritorio.terceros_a_la_vista import textos
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de, ficheros, marco
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import FORMATOS, Celda, Tabla, descarga_de_tabla
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion
from consistorio.economia.presupuesto.permisos import NO_PRESUPUESTARIO, VER
from consistorio.economia.tesoreria.permisos import PAGAR as PAGAR_TESORERIA
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class NuevoConcepto(Formulario):
    """A concept of the town."""

    codigo = forms.CharField(
        label=gettext_lazy("Código"),
        max_length=20,
        help_text=gettext_lazy("Letras sin tildes, cifras y guiones bajos. Por ejemplo, FIANZAS_OBRA"),
        widget=forms.TextInput(attrs={"data-ancho": "20"}),
    )
    denominacion = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    cuenta = forms.CharField(
        label=gettext_lazy("Cuenta del plan"),
        max_length=12,
        help_text=gettext_lazy("De los grupos 1, 2, 4 o 5. Por ejemplo, 560"),
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    naturaleza = forms.ChoiceField(
        label=gettext_lazy("¿De qué clase es?"),
        choices=ConceptoNoPresupuestario.Naturaleza.choices,
        widget=forms.RadioSelect,
    )
    de_descuento = forms.BooleanField(label=gettext_lazy("Se puede descontar de un pago"), required=False)

    def clean_codigo(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["codigo"]).upper()


@empleado(VER)
@require_GET
def conceptos(request: PeticionConActor, anio: int) -> HttpResponse:
    """Every concept in a year."""
    ejercicio = ejercicio_de(anio)
    filas = consultas.no_presupuestarios(anio)
    contexto = {
        **marco(request, anio, "no_presupuestarios"),
        "titulo": _("Conceptos no presupuestarios de %(anio)d") % {"anio": anio},
        "filas": filas,
        "entro": sum((una.entro for una in filas), Decimal(0)),
        "salio": sum((una.salio for una in filas), Decimal(0)),
        "aplicado": sum((una.aplicado for una in filas), Decimal(0)),
        "mayor": reverse("escritorio:mayor", args=[anio]) if request.actor.puede(VER_CONTABILIDAD) else "",
        "anota": _anota(request, ejercicio),
        "crea": request.actor.puede(NO_PRESUPUESTARIO),
        "descargas": ficheros("escritorio:fichero_de_no_presupuestarios", anio, ""),
    }
    return render(request, "escritorio/economia/no_presupuestarios.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The same as a file."""
    ejercicio_de(anio)
    cabeceras = [_("Concepto"), _("Nombre"), _("Cuenta"), _("Clase"), _("Entró"), _("Salió"), _("Aplicado")]
    filas: list[list[Celda]] = [
        [
            *(una.concepto.codigo, una.concepto.denominacion, una.concepto.cuenta),
            *(una.concepto.get_naturaleza_display(), una.entro, una.salio, una.aplicado, una.saldo),
        ]
        for una in consultas.no_presupuestarios(anio)
    ]
    tabla = Tabla(_("No presupuestario %(anio)d") % {"anio": anio}, [*cabeceras, _("Saldo de su cuenta")], filas)
    return descarga_de_tabla(tabla, formato, f"no-presupuestario-{anio}")


@empleado(VER)
@require_GET
def concepto(request: PeticionConActor, anio: int, codigo: str) -> HttpResponse:
    """A concept in a year: what was done under it, down to the entry."""
    anota = _anota(request, ejercicio_de(anio))
    uno = _concepto(codigo)
    cursor = identificador(request.GET.get("antes"))
    lineas = consultas.lineas_del_concepto(uno.codigo, anio)
    halladas = list((lineas.filter(id__lt=cursor) if cursor else lineas)[: POR_PAGINA + 1])
    base = reverse("escritorio:no_presupuestario", args=[anio, codigo])
    suya = next(una for una in consultas.no_presupuestarios(anio) if una.concepto.codigo == uno.codigo)
    contexto = {
        **marco(request, anio, "no_presupuestarios"),
        "titulo": uno.denominacion,
        "c": uno,
        "suya": suya,
        "lineas": [(linea, *_lados(linea, uno.codigo)) for linea in halladas[:POR_PAGINA]],
        "textos": _textos(request, halladas[:POR_PAGINA]),
        "anota": anota,
        "propone": f"{reverse('escritorio:proponer_pago')}?concepto={uno.codigo}" if _propone(request, uno) else "",
        "ve_asiento": request.actor.puede(VER_CONTABILIDAD),
        "mayor": f"{reverse('escritorio:mayor', args=[anio])}?cuenta={uno.cuenta}",
        "siguiente": f"{base}?antes={halladas[POR_PAGINA - 1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": base if cursor else "",
        "descargas": [
            (reverse("escritorio:fichero_del_no_presupuestario", args=[anio, codigo, formato]), dicho)
            for formato, dicho in FORMATOS.items()
        ],
    }
    return render(request, "escritorio/economia/no_presupuestario.html", contexto)


@empleado(VER)
@require_GET
def fichero_del_concepto(request: PeticionConActor, anio: int, codigo: str, formato: str) -> HttpResponse:
    """What was done under a concept as a file."""
    uno = _concepto(codigo)
    cabeceras = [
        _("Operación"),
        _("Fecha"),
        _("Texto"),
        _("Entró"),
        _("Salió"),
        _("Aplicado"),
        _("Queda"),
        _("Asiento"),
    ]
    lineas = list(consultas.lineas_del_concepto(uno.codigo, anio)[:MAXIMO_DE_FILAS])
    dichos = _textos(request, lineas)
    filas: list[list[Celda]] = [
        [
            *(str(linea.operacion), linea.operacion.fecha, dichos[linea.operacion_id], *_lados(linea, uno.codigo)),
            *(linea.saldo, linea.operacion.asiento.numero if linea.operacion.asiento is not None else None),
        ]
        for linea in lineas
    ]
    return descarga_de_tabla(Tabla(uno.codigo, cabeceras, filas), formato, f"{uno.codigo.lower()}-{anio}")


def _textos(request: PeticionConActor, lineas: Sequence[LineaOperacion]) -> dict[UUID, str]:
    """What may be read of the operation of each."""
    return textos(request.actor, [linea.operacion for linea in lineas], en=hoy(reloj_de_la_casa()))


def _lados(linea: LineaOperacion, codigo: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """What of a line came in, went out, or was applied."""
    if linea.no_presupuestario_id != codigo:
        return None, None, linea.importe
    return (None, linea.importe, None) if linea.operacion.clase == "PNP" else (linea.importe, None, None)


def _anota(request: PeticionConActor, ejercicio: Ejercicio) -> str:
    """Where a collection or a payment of that year is noted, for who may."""
    abierto = ejercicio.estado == "abierto" and request.actor.puede(NO_PRESUPUESTARIO)
    return reverse("escritorio:anotar_no_presupuestaria", args=[ejercicio.pk]) if abierto else ""


def _propone(request: PeticionConActor, uno: ConceptoNoPresupuestario) -> bool:
    """Whether they may say that what is owed in it be paid by the bank."""
    acreedor = uno.naturaleza == ConceptoNoPresupuestario.Naturaleza.ACREEDOR
    return acreedor and uno.en_uso and request.actor.puede(PAGAR_TESORERIA)


def _concepto(codigo: str) -> ConceptoNoPresupuestario:
    uno = ConceptoNoPresupuestario.objects.filter(codigo=codigo).first()
    if uno is None:
        raise NoEncontrado(_("No encontramos ese concepto no presupuestario."))
    return uno


@empleado(NO_PRESUPUESTARIO)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor) -> HttpResponse:
    """A concept of the town."""
    form = NuevoConcepto(request.POST if request.method == "POST" else None)
    anio = hoy(reloj_de_la_casa()).year

    def hacer() -> HttpResponse:
        hecho = acciones.crear_concepto(actor=request.actor, **form.cleaned_data, reloj=reloj_de_la_casa())
        messages.success(request, _("Creado el concepto %(cual)s.") % {"cual": hecho})
        return redirect("escritorio:no_presupuestarios", anio=anio)

    pagina = PaginaDeFormulario(
        _("Crear un concepto no presupuestario"),
        _("No presupuestario"),
        _("Lo que se cobra o se paga sin ser ingreso ni gasto: fianzas, retenciones, lo que está por aplicar."),
        _("Crearlo"),
        reverse("escritorio:no_presupuestarios", args=[anio]),
        _("No presupuestario"),
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))
