"""What is typed of later years: a retention, an authorisation or a commitment with its annuities, its correction, and annuities that move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio import lecturas_plurianuales as lecturas
from consistorio.canales.escritorio.lecturas_plurianuales import FilaDeFuturo
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario, repartir
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez, usado
from consistorio.canales.escritorio.vistas.economia.gasto import CabeceraDeGasto
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo, ejercicio_de
from consistorio.canales.escritorio.vistas.economia.plurianuales import uno
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones, clases
from consistorio.economia.presupuesto.models import OperacionFutura
from consistorio.economia.presupuesto.operaciones.plurianuales import CLASES
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeFuturo, Plurianual
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

Pagina = dict[str, object]  # what every page of these shares: its words, its address and its year
Hacer = Callable[[list[LineaDeFuturo]], OperacionFutura]


class CabeceraDeFuturo(CabeceraDeGasto):
    """What all the annuities share, and what makes an expense of several years lawful."""

    supuesto = forms.ChoiceField(label=gettext_lazy("Caso que lo permite"))
    inicia = forms.CharField(
        label=gettext_lazy("Operación de este año que lo inicia"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Su número, por ejemplo AD 2026/15. Vacío si es de tramitación anticipada."),
    )
    anticipada = forms.BooleanField(
        label=gettext_lazy("Es de tramitación anticipada: empieza el año que viene"), required=False
    )

    def __init__(self, datos: object, request: PeticionConActor, **como: object) -> None:
        super().__init__(datos, (request, CLASES), **como)
        clase, supuesto = self.fields["clase"], self.fields["supuesto"]
        assert isinstance(clase, forms.ChoiceField)  # noqa: S101  # narrows the type
        assert isinstance(supuesto, forms.ChoiceField)  # noqa: S101  # narrows the type
        clase.choices = [(una, f"{una} · {clases.nombre(una)}") for una in CLASES]
        supuesto.choices = lecturas.casos(hoy(reloj_de_la_casa()))

    def plurianual(self, anio: int) -> Plurianual:
        """As the use case wants it. Raises DatosIncorrectos (no operation has that number)."""
        dicho = self.cleaned_data
        return Plurianual(dicho["supuesto"], dicho["anticipada"], lecturas.que_lo_inicia(anio, dicho["inicia"]))


class Cambio(Formulario):
    """When and why it changes."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    texto = forms.CharField(label=gettext_lazy("¿Por qué?"), max_length=LARGO_TEXTO)
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del acuerdo"), required=False, max_length=40)

    def cabecera(self) -> Cabecera:
        """As the use case wants it. Raises DatosIncorrectos (no document has that code)."""
        dicho = self.cleaned_data
        return Cabecera(
            fecha=dicho["fecha"], texto=dicho["texto"], documento_id=documento_con_codigo(dicho["documento"])
        )


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor, anio: int) -> HttpResponse:
    """Retain, authorise or commit later years; after another operation, with what is left of it."""
    if ejercicio_de(anio).estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    comun: Pagina = {"titulo": _("Anotar un gasto de ejercicios futuros"), "anio": anio}
    comun["aqui"] = reverse("escritorio:nuevo_futuro", args=[anio])
    if request.method != "POST":
        form, filas = _propuesto(request, anio)
        return _pagina(request, form, filas, comun)
    if request.POST.get("que") == "mas":
        form = CabeceraDeFuturo(None, request, initial=request.POST.dict())
        return _pagina(request, form, lecturas.vacias(lecturas.leidas(request.POST)), comun)
    form = CabeceraDeFuturo(request.POST, request)

    def hacer(lineas: list[LineaDeFuturo]) -> OperacionFutura:
        return acciones.anotar_futuro(
            actor=request.actor,
            clase=form.cleaned_data["clase"],
            cabecera=form.cabecera(),
            lineas=lineas,
            plurianual=form.plurianual(anio),
            reloj=reloj_de_la_casa(),
        )

    return _atender(request, form, hacer, comun)


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def corregir(request: PeticionConActor, futuro_id: UUID) -> HttpResponse:
    """Annul it, whole or for part of what is left of each annuity."""
    una = uno(futuro_id)
    titulo = _("Anular %(cual)s o parte de ella") % {"cual": una}

    def hacer(form: Cambio, lineas: list[LineaDeFuturo]) -> OperacionFutura:
        con_algo = [linea for linea in lineas if linea.importe]
        if not con_algo:  # no lines would be all of it
            mensaje = _("Escriba cuánto se anula de algún año.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("lineas", mensaje)])
        return acciones.corregir_futuro(
            actor=request.actor,
            operacion_id=una.id,
            cabecera=form.cabecera(),
            lineas=con_algo,
            reloj=reloj_de_la_casa(),
        )

    return _cambiar(request, una, hacer, titulo=titulo, puerta="corregir_futuro")


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def reajustar(request: PeticionConActor, futuro_id: UUID) -> HttpResponse:
    """Move its annuities between years: how much is left in each."""
    una = uno(futuro_id)
    titulo = _("Reajustar las anualidades de %(cual)s") % {"cual": una}

    def hacer(form: Cambio, lineas: list[LineaDeFuturo]) -> OperacionFutura:
        return acciones.reajustar_futuro(
            actor=request.actor,
            operacion_id=una.id,
            cabecera=form.cabecera(),
            quedan=lineas,
            reloj=reloj_de_la_casa(),
        )

    return _cambiar(request, una, hacer, titulo=titulo, puerta="reajustar_futuro")


def _cambiar(
    request: PeticionConActor,
    una: OperacionFutura,
    hacer: Callable[[Cambio, list[LineaDeFuturo]], OperacionFutura],
    *,
    titulo: str,
    puerta: str,
) -> HttpResponse:
    if (ya := usado(request.POST)) is not None:
        messages.success(request, _("Ya estaba anotada: es esta."))
        return redirect("escritorio:futuro", futuro_id=ya)
    aqui, lineas = reverse(f"escritorio:{puerta}", args=[una.id]), lecturas.lineas_de(una)
    reajusta = puerta == "reajustar_futuro"
    motivo = "" if una.signo > 0 and lecturas.queda(lineas) else _("Lo que está en el presupuesto se corrige en él.")
    if reajusta:
        motivo = lecturas.por_que_no_se_reajusta(una)
    if motivo:
        raise Conflicto(_("No queda nada de %(cual)s que se pueda cambiar aquí.") % {"cual": una}, que_hacer=motivo)
    comun: Pagina = {"titulo": titulo, "aqui": aqui, "anio": una.ejercicio_id, "una": una, "con_nuevas": reajusta}
    if request.method != "POST" or request.POST.get("que") == "mas":
        propuestas = lecturas.por_reajustar(una) if reajusta else lecturas.tras(lineas)
        filas = lecturas.leidas(request.POST) if request.method == "POST" else propuestas
        puesto: dict[str, object] = {"fecha": max(hoy(reloj_de_la_casa()), una.fecha), **request.POST.dict()}
        filas = lecturas.vacias(filas) if reajusta else filas
        return _pagina(request, Cambio(None, initial=puesto), filas, comun)
    form = Cambio(request.POST)
    return _atender(request, form, lambda pedidas: hacer(form, pedidas), comun)


def _atender(request: PeticionConActor, form: Formulario, hacer: Hacer, comun: Pagina) -> HttpResponse:
    filas = lecturas.leidas(request.POST)
    lineas, errores = lecturas.pedidas(filas)
    if form.is_valid() and not errores:
        try:
            with una_vez(request.POST):
                hecha = hacer(list(lineas.values()))
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotada: es esta."))
            return redirect("escritorio:futuro", futuro_id=ya.hecho_id)
        except (DatosIncorrectos, FaseIncompatible, Conflicto) as error:
            errores = repartir(form, error, list(lineas))
        else:
            messages.success(request, _("Anotada: %(cual)s.") % {"cual": hecha})
            return redirect("escritorio:futuro", futuro_id=hecha.id)
    return _pagina(request, form, filas, comun, errores)


def _propuesto(request: PeticionConActor, anio: int) -> tuple[CabeceraDeFuturo, list[FilaDeFuturo]]:
    clase, origen = request.GET.get("clase", ""), identificador(request.GET.get("origen"))
    puesto: dict[str, object] = {"clase": clase if clase in CLASES else "AD", "fecha": hoy(reloj_de_la_casa())}
    anterior = OperacionFutura.objects.select_related("tercero").filter(id=origen).first() if origen else None
    if anterior is None:
        return CabeceraDeFuturo(None, request, initial=puesto), lecturas.vacias()
    puesto |= {"texto": anterior.texto, "varios": anterior.varios, "supuesto": anterior.supuesto}
    puesto |= {"anticipada": anterior.anticipada, "tercero": anterior.tercero.nif if anterior.tercero else ""}
    return CabeceraDeFuturo(None, request, initial=puesto), lecturas.tras(lecturas.lineas_de(anterior))


def _pagina(
    request: PeticionConActor,
    form: Formulario,
    filas: Sequence[FilaDeFuturo],
    comun: Pagina,
    errores: Mapping[int, str] | None = None,
) -> HttpResponse:
    con_error = [replace(fila, error=(errores or {}).get(fila.n, "")) for fila in filas]
    todos = [
        *(errores_del_formulario(form) if form.is_bound else ()),
        *(
            (f"linea-{fila.n}-importe", _("Línea %(n)d: %(que)s") % {"n": fila.n + 1, "que": fila.error})
            for fila in con_error
            if fila.error
        ),
    ]
    contexto = {
        **comun,
        "cabecera": form,
        "filas": con_error,
        "formulario": de_formulario(request.POST),
        "errores": todos,
        "hay_errores": bool(todos),
    }
    return render(request, "escritorio/economia/futuro_nuevo.html", contexto, status=422 if todos else 200)
