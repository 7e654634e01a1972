"""Entries that Intervención notes by hand, which are of no operation, and how one of them is corrected."""

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
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.rejilla import FILAS, DiaCorto, errores_del_formulario, euros_escritos
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo, ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.acceso import asiento_para
from consistorio.economia.contabilidad.acciones import anotar_asiento, corregir_asiento
from consistorio.economia.contabilidad.ajustes import AJUSTES, LARGO_MOTIVO, AsientoDirecto, LineaDeAjuste
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.contabilidad.permisos import ASENTAR
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ErrorDominio, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

CASILLAS = ("debe", "haber", "importe", "regla")
MAXIMO_FILAS = 200
LARGO_CASILLA = 20


class CabeceraDeAsiento(Formulario):
    """What the rows share."""

    ajuste = forms.ChoiceField(label=gettext_lazy("Clase de ajuste"), choices=list(AJUSTES.items()))
    fecha = DiaCorto(gettext_lazy("Fecha"))
    motivo = forms.CharField(label=gettext_lazy("¿Qué recoge y por qué?"), max_length=LARGO_MOTIVO)
    ambito = forms.ChoiceField(label=gettext_lazy("Ámbito"), choices=Asiento.Ambito.choices)
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo justifica"),
        max_length=40,
        help_text=gettext_lazy("El informe, el cálculo o el acuerdo."),
    )

    def clean_documento(self) -> UUID | None:
        """The document of a code. Raises ValidationError (nobody has that code)."""
        try:
            return documento_con_codigo(str(self.cleaned_data["documento"]))
        except DatosIncorrectos as error:
            raise forms.ValidationError(error.mensaje) from error


class Correccion(Formulario):
    """Why and when."""

    fecha = DiaCorto(gettext_lazy("Fecha de la corrección"))
    motivo = forms.CharField(label=gettext_lazy("¿Por qué se corrige?"), max_length=LARGO_MOTIVO)


@dato
class Fila:
    """A row as it was typed, and what is wrong with it."""

    n: int
    debe: str = ""
    haber: str = ""
    importe: str = ""
    regla: str = ""
    error: str = ""

    @property
    def vacia(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.debe or self.haber or self.importe or self.regla)


@empleado(ASENTAR)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note an entry by hand, never of those that operations move."""
    ejercicio_de(anio)
    if request.method != "POST":
        form = CabeceraDeAsiento(None, initial={"fecha": hoy(reloj_de_la_casa())})
        return _pagina(request, anio, form, [Fila(n) for n in range(FILAS)])
    filas = _leer(request)
    if request.POST.get("que") == "mas":
        form = CabeceraDeAsiento(None, initial=request.POST.dict())
        hay = len(filas)
        mas = [Fila(n) for n in range(hay, min(hay + FILAS, MAXIMO_FILAS))]
        return _pagina(request, anio, form, [*filas, *mas])
    form = CabeceraDeAsiento(request.POST)
    lineas, errores = _lineas(filas)
    if form.is_valid() and not errores:
        dicho = form.cleaned_data
        pedido = AsientoDirecto(
            dicho["fecha"],
            dicho["ajuste"],
            dicho["motivo"],
            tuple(lineas.values()),
            ambito=dicho["ambito"],
            documento_id=dicho["documento"],
        )
        try:
            with una_vez(request.POST):
                hecho = anotar_asiento(actor=request.actor, pedido=pedido, reloj=reloj_de_la_casa())
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotado: es este."))
            return redirect("escritorio:asiento_contable", asiento_id=ya.hecho_id)
        except (DatosIncorrectos, Conflicto, NoEncontrado) as error:
            errores = _repartir(form, error, list(lineas))
        else:
            messages.success(request, _("Anotado el asiento %(cual)s.") % {"cual": hecho})
            return redirect("escritorio:asiento_contable", asiento_id=hecho.id)
    con_errores = [Fila(f.n, f.debe, f.haber, f.importe, f.regla, errores[f.n]) if f.n in errores else f for f in filas]
    return _pagina(request, anio, form, con_errores)


@empleado(ASENTAR)
@require_http_methods(["GET", "POST"])
def corregir(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Note the same entry with the sign changed."""
    uno = asiento_para(request.actor, asiento_id)
    form = Correccion(request.POST if request.method == "POST" else None, initial={"fecha": hoy(reloj_de_la_casa())})

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        hecho = corregir_asiento(
            actor=request.actor,
            asiento_id=uno.id,
            fecha=dicho["fecha"],
            motivo=dicho["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Corregido con el asiento %(cual)s.") % {"cual": hecho})
        return redirect("escritorio:asiento_contable", asiento_id=hecho.id)

    vuelta = reverse("escritorio:asiento_contable", args=[uno.id])
    pagina = PaginaDeFormulario(
        _("Corregir el asiento %(cual)s") % {"cual": uno},
        uno.texto,
        _("Se anota otro asiento igual, con los importes negativos. El primero no cambia."),
        _("Anotar la corrección"),
        vuelta,
        _("El asiento"),
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def se_corrige(uno: Asiento) -> bool:
    """Whether an entry was noted by hand and nobody corrected it."""
    de_la_mano = uno.operacion_id is None and uno.clase == Asiento.Clase.OPERACION
    return de_la_mano and not Asiento.objects.filter(operacion_id=uno.id).exists()


def _leer(request: PeticionConActor) -> list[Fila]:
    cuantas = min(numero(request.POST.get("filas")) or FILAS, MAXIMO_FILAS)
    return [
        Fila(n, *(request.POST.get(f"linea-{n}-{casilla}", "").strip()[:LARGO_CASILLA] for casilla in CASILLAS))
        for n in range(cuantas)
    ]


def _lineas(filas: Sequence[Fila]) -> tuple[dict[int, LineaDeAjuste], dict[int, str]]:
    lineas, errores = dict[int, LineaDeAjuste](), dict[int, str]()
    for fila in (una for una in filas if not una.vacia):
        importe, mensaje = euros_escritos(fila.importe)
        if mensaje:
            errores[fila.n] = mensaje
        lineas[fila.n] = LineaDeAjuste(importe, fila.debe, fila.haber, fila.regla.upper())
    return lineas, errores


def _repartir(form: CabeceraDeAsiento, error: ErrorDominio, filas: list[int]) -> dict[int, str]:
    """Put each problem where it is; answers those of the rows. The use case counts them from one."""
    de_filas: dict[int, str] = {}
    for problema in error.problemas:
        campo, _punto, orden = problema.campo.partition(".")
        if campo == "lineas" and orden.isdecimal() and 0 < int(orden) <= len(filas):
            fila = filas[int(orden) - 1]
            de_filas[fila] = f"{de_filas[fila]} {problema.mensaje}" if fila in de_filas else problema.mensaje
        else:
            form.add_error(campo if campo in form.fields else None, problema.mensaje)
    if not error.problemas:
        form.add_error(None, error.entero)
    return de_filas


def _pagina(request: PeticionConActor, anio: int, form: CabeceraDeAsiento, filas: Sequence[Fila]) -> HttpResponse:
    errores = [
        *errores_del_formulario(form),
        *(
            (f"linea-{una.n}-debe", _("Línea %(n)d: %(que)s") % {"n": una.n + 1, "que": una.error})
            for una in filas
            if una.error
        ),
    ]
    contexto = {
        "titulo": _("Anotar un asiento directo en %(anio)d") % {"anio": anio},
        "anio": anio,
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": filas,
        "total": sum((euros_escritos(una.importe)[0] for una in filas if una.importe), Decimal(0)),
        "errores": errores,
        "hay_errores": bool(errores),
        "vuelta": reverse("escritorio:diario", args=[anio]),
    }
    return render(request, "escritorio/economia/asiento_nuevo.html", contexto, status=422 if errores else 200)
