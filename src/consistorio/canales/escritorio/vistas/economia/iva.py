"""Invoices with VAT at the desk: those that are received and those that are issued, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.rejilla import (
    FILAS,
    LARGO_CODIGO,
    LARGO_IMPORTE,
    MAXIMO,
    DiaCorto,
    errores_del_formulario,
    euros_escritos,
    repartir,
)
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.gasto import CabeceraDeGasto
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.tributacion import acciones
from consistorio.economia.tributacion.models import ApunteIva, SectorIva
from consistorio.economia.tributacion.operaciones.facturas import ConIva
from consistorio.economia.tributacion.operaciones.liquidaciones import por_ciento_de
from consistorio.economia.tributacion.permisos import LLEVAR
from consistorio.economia.tributacion.tipos import LineaRepercutida, LineaSoportada
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

RECIBIDAS: Final = ("ADO",)
EXPEDIDAS: Final = ("DR", "DRI")


@dato
class FilaDeFactura:
    """A rate of an invoice as it was typed, with what is wrong."""

    n: int
    codigo: str = ""
    base: str = ""
    tipo: str = ""
    sector: str = ""
    destino: str = "comun"
    regimen: str = ""
    error: str = ""

    @property
    def vacia(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.codigo or self.base)


class CabeceraDeFactura(CabeceraDeGasto):
    """What all the lines share."""

    field_order = [
        "clase",
        "fecha",
        "expedida",
        "tercero",
        "factura",
        "texto",
        "ordinal",
        "expediente",
        "documento",
        "antes",
        "antes_prueba",
    ]
    factura = forms.CharField(label=gettext_lazy("Número de la factura"), max_length=80)
    expedida = DiaCorto(gettext_lazy("Fecha de la factura"))
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Si se cobra a la vez. Por ejemplo, 571."),
    )

    def __init__(self, datos: object, actor_y_clases: tuple[PeticionConActor, Sequence[str]], **como: object) -> None:
        super().__init__(datos, actor_y_clases, **como)
        del self.fields["varios"]
        self.fields["tercero"].required = True
        self.fields["tercero"].help_text = _("Su NIF, o palabras de su nombre.")
        if "DRI" not in actor_y_clases[1]:
            del self.fields["ordinal"]

    def clean(self) -> dict[str, object]:
        """One third party alone."""
        limpio: dict[str, object] = super().clean() or self.cleaned_data
        limpio["varios"] = False
        return limpio

    def cabecera(self) -> Cabecera:
        """As the use case wants it."""
        suya = super().cabecera()
        return Cabecera(
            suya.fecha,
            suya.texto,
            tercero_id=suya.tercero_id,
            expediente_id=suya.expediente_id,
            documento_id=suya.documento_id,
            factura=self.cleaned_data["factura"],
            antes=suya.antes,
        )


class Anulacion(Formulario):
    """Why, and when."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha?"))
    texto = forms.CharField(label=gettext_lazy("Por qué se anula"), max_length=300)


class Actividad(Formulario):
    """An activity of the town and what it deducts in a year."""

    codigo = forms.CharField(
        label=gettext_lazy("Código"), max_length=20, help_text=gettext_lazy("Letras mayúsculas y cifras: AGUA")
    )
    nombre = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    clase = forms.ChoiceField(
        label=gettext_lazy("Prorrata"),
        choices=[
            ("general", gettext_lazy("General: un tanto por ciento para todo")),
            ("especial", gettext_lazy("Especial: según en qué se usa")),
        ],
    )
    provisional = forms.IntegerField(
        label=gettext_lazy("Tanto por ciento que se deduce este año"), min_value=0, max_value=100
    )


class Regularizacion(Formulario):
    """The definitive percent, and where its difference goes."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha?"))
    definitiva = forms.IntegerField(
        label=gettext_lazy("Tanto por ciento definitivo"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Déjelo vacío para el que sale de lo facturado."),
    )
    aplicacion = forms.CharField(
        label=gettext_lazy("Aplicación, si se dedujo de más"), max_length=LARGO_CODIGO, required=False
    )
    concepto = forms.CharField(
        label=gettext_lazy("Concepto de ingresos, si se dedujo de menos"), max_length=LARGO_CODIGO, required=False
    )


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def recibida(request: PeticionConActor, anio: int) -> HttpResponse:
    """An invoice that is received: its base to the budget, its VAT to whom it belongs."""
    return _entrada(request, anio, RECIBIDAS)


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def expedida(request: PeticionConActor, anio: int) -> HttpResponse:
    """An invoice that is issued."""
    return _entrada(request, anio, EXPEDIDAS)


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def anular_recibida(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Take back one that was received."""
    return _anular(request, operacion_id, ApunteIva.Libro.SOPORTADO)


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def anular_expedida(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Take back one that was issued."""
    return _anular(request, operacion_id, ApunteIva.Libro.REPERCUTIDO)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def actividad(request: PeticionConActor, anio: int) -> HttpResponse:
    """An activity, new or not, with its prorrata of a year."""
    ejercicio_de(anio)
    form = Actividad(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        con: dict[str, Any] = {
            "codigo": form.cleaned_data["codigo"],
            "reloj": reloj_de_la_casa(),
        }
        if not SectorIva.objects.filter(codigo=form.cleaned_data["codigo"]).exists():
            acciones.abrir_sector(actor=request.actor, **con, nombre=form.cleaned_data["nombre"])
        acciones.fijar_prorrata(
            actor=request.actor,
            **con,
            anio=anio,
            clase=form.cleaned_data["clase"],
            provisional=form.cleaned_data["provisional"],
        )
        messages.success(request, _("La actividad y su prorrata están anotadas."))
        return redirect("escritorio:impuestos", anio=anio)

    explicacion = _("Una actividad que ya existe conserva su nombre. Su prorrata se cambia hasta su primera factura.")
    vuelta = reverse("escritorio:impuestos", args=[anio])
    titulo = _("Actividad sujeta al IVA en %(anio)d") % {"anio": anio}
    pagina = PaginaDeFormulario(titulo, _("Impuestos"), explicacion, _("Anotarla"), vuelta, _("Impuestos"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(NO_PRESUPUESTARIO)
@require_http_methods(["GET", "POST"])
def regularizar(request: PeticionConActor, anio: int, codigo: str) -> HttpResponse:
    """The definitive prorrata of an activity."""
    ejercicio_de(anio)
    form = Regularizacion(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        texto = _("Prorrata definitiva de %(anio)d") % {"anio": anio}
        acciones.regularizar_prorrata(
            actor=request.actor,
            codigo=codigo,
            anio=anio,
            cabecera=Cabecera(form.cleaned_data["fecha"], texto),
            definitiva=form.cleaned_data["definitiva"],
            aplicacion=form.cleaned_data["aplicacion"],
            concepto=form.cleaned_data["concepto"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("La prorrata está regularizada."))
        return redirect("escritorio:impuestos", anio=anio)

    dicho = {"tanto": por_ciento_de(codigo, anio), "anio": anio}
    explicacion = _("Según lo facturado en %(anio)d, la prorrata definitiva es del %(tanto)d %%.") % dicho
    vuelta = reverse("escritorio:impuestos", args=[anio])
    titulo = _("Regularizar la prorrata de %(codigo)s") % {"codigo": codigo}
    pagina = PaginaDeFormulario(titulo, _("Impuestos"), explicacion, _("Regularizarla"), vuelta, _("Impuestos"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, NoEncontrado))


def _anular(request: PeticionConActor, operacion_id: UUID, libro: str) -> HttpResponse:
    una = Operacion.objects.filter(id=operacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    form = Anulacion(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        cabecera = Cabecera(form.cleaned_data["fecha"], form.cleaned_data["texto"])
        accion = acciones.anular_recibida if libro == ApunteIva.Libro.SOPORTADO else acciones.anular_expedida
        hecha = accion(actor=request.actor, operacion_id=una.id, cabecera=cabecera, reloj=reloj_de_la_casa())
        messages.success(request, _("La factura está anulada, con su IVA."))
        return redirect("escritorio:operacion", operacion_id=hecha.id)

    vuelta = reverse("escritorio:operacion", args=[una.id])
    titulo = _("Anular la factura de %(cual)s") % {"cual": una}
    explicacion = _("Se corrigen la operación y su IVA, y los libros registro la llevan en negativo.")
    pagina = PaginaDeFormulario(titulo, _("Impuestos"), explicacion, _("Anularla"), vuelta, str(una), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _entrada(request: PeticionConActor, anio: int, suyas: Sequence[str]) -> HttpResponse:
    ejercicio = ejercicio_de(anio)
    if ejercicio.estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    if request.method != "POST":
        form = CabeceraDeFactura(None, (request, suyas), initial={"fecha": hoy(reloj_de_la_casa())})
        return _pagina(request, anio, suyas, form, [FilaDeFactura(n) for n in range(FILAS)], {})
    filas = _leidas(request.POST)
    if request.POST.get("que") == "mas":
        filas += [FilaDeFactura(n) for n in range(len(filas), min(len(filas) + FILAS, MAXIMO))]
        form = CabeceraDeFactura(None, (request, suyas), initial=request.POST.dict())
        return _pagina(request, anio, suyas, form, filas, {})
    form = CabeceraDeFactura(request.POST, (request, suyas))
    cifras, errores = _cifras(filas)
    if form.is_valid() and not errores:
        try:
            with una_vez(request.POST):
                hecha = _contabilizar(request, form, filas, cifras)
        except YaAnotado:
            messages.success(request, _("Ya estaba anotada."))
            return redirect("escritorio:impuestos", anio=anio)
        except (DatosIncorrectos, Conflicto) as error:
            errores = repartir(form, error, list(cifras))
        else:
            messages.success(request, _("Anotada la operación %(cual)s, con su IVA.") % {"cual": hecha.operacion})
            return redirect("escritorio:operacion", operacion_id=hecha.operacion.id)
    return _pagina(request, anio, suyas, form, filas, errores)


def _contabilizar(
    request: PeticionConActor,
    form: CabeceraDeFactura,
    filas: Sequence[FilaDeFactura],
    cifras: Mapping[int, tuple[Decimal, Decimal]],
) -> ConIva:
    con: dict[str, Any] = {
        "clase": form.cleaned_data["clase"],
        "cabecera": form.cabecera(),
        "expedida": form.cleaned_data["expedida"],
        "reloj": reloj_de_la_casa(),
    }
    por_n = {fila.n: fila for fila in filas}
    if form.cleaned_data["clase"] in RECIBIDAS:
        recibidas = [
            LineaSoportada(
                base,
                tipo,
                por_n[n].codigo,
                sector=por_n[n].sector,
                destino=por_n[n].destino,
                regimen=por_n[n].regimen,
            )
            for n, (base, tipo) in cifras.items()
        ]
        return acciones.soportar(actor=request.actor, **con, lineas=recibidas)
    expedidas = [
        LineaRepercutida(base, tipo, por_n[n].codigo, por_n[n].sector, exenta=not tipo)
        for n, (base, tipo) in cifras.items()
    ]
    return acciones.repercutir(
        actor=request.actor, **con, lineas=expedidas, ordinal=str(form.cleaned_data["ordinal"]).strip()
    )


def _leidas(enviado: Mapping[str, str]) -> list[FilaDeFactura]:
    cuantas = min(numero(enviado.get("filas")) or FILAS, MAXIMO)
    return [
        FilaDeFactura(
            n,
            enviado.get(f"linea-{n}-codigo", "").strip().upper()[:LARGO_CODIGO],
            enviado.get(f"linea-{n}-base", "").strip()[:LARGO_IMPORTE],
            enviado.get(f"linea-{n}-tipo", "").strip()[:6],
            enviado.get(f"linea-{n}-sector", "")[:20],
            enviado.get(f"linea-{n}-destino", "comun")[:11],
            enviado.get(f"linea-{n}-regimen", "")[:16],
        )
        for n in range(cuantas)
    ]


def _cifras(filas: Sequence[FilaDeFactura]) -> tuple[dict[int, tuple[Decimal, Decimal]], dict[int, str]]:
    """Base and rate of each row, and what is wrong with what was typed."""
    cifras, errores = dict[int, tuple[Decimal, Decimal]](), dict[int, str]()
    for fila in (una for una in filas if not una.vacia):
        base, mensaje = euros_escritos(fila.base)
        try:
            tipo = Decimal(fila.tipo.replace(",", ".") or "0")
        except InvalidOperation:
            tipo, mensaje = Decimal(0), _("El tipo es un tanto por ciento: 21, 10, 4 o 0.")
        if mensaje:
            errores[fila.n] = mensaje
        cifras[fila.n] = (base, tipo)
    return cifras, errores


def _pagina(
    request: PeticionConActor,
    anio: int,
    suyas: Sequence[str],
    form: CabeceraDeFactura,
    filas: Sequence[FilaDeFactura],
    errores: Mapping[int, str],
) -> HttpResponse:
    es_recibida = suyas == RECIBIDAS
    todos = [
        *errores_del_formulario(form),
        *(
            (f"linea-{n}-codigo", _("Línea %(n)d: %(que)s") % {"n": n + 1, "que": mensaje})
            for n, mensaje in errores.items()
        ),
    ]
    contexto = {
        "titulo": (_("Factura recibida con IVA, de %(anio)d") if es_recibida else _("Factura expedida, de %(anio)d"))
        % {"anio": anio},
        "anio": anio,
        "es_recibida": es_recibida,
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": [(fila, errores.get(fila.n, "")) for fila in filas],
        "sectores": list(SectorIva.objects.filter(en_uso=True).order_by("codigo")),
        "destinos": ApunteIva.Destino.choices,
        "regimenes": [("", _("Quien expide la factura")), *ApunteIva.Regimen.choices],
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse("escritorio:impuestos", args=[anio]),
    }
    return render(request, "escritorio/economia/factura_iva.html", contexto, status=422 if todos else 200)
