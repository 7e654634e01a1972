"""What areas prepare and Intervención reviews."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.escritorio.lecturas_libros import casos_de
from consistorio.canales.escritorio.lecturas_operaciones import documento_de
from consistorio.canales.escritorio.rejilla import FilaEscrita, errores_del_formulario, vistas
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.intervenciones.esperas_de_control import plazos_de_previas
from consistorio.economia.presupuesto import acciones, clases
from consistorio.economia.presupuesto.acceso import previa_para
from consistorio.economia.presupuesto.consultas import por_revisar, previas_visibles_para
from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.economia.presupuesto.operaciones.previas import LARGO_MOTIVO
from consistorio.economia.presupuesto.permisos import GASTO, PREVIA, VER
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Empleado


class Devolucion(Formulario):
    """Why it goes back."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué se devuelve?"),
        max_length=LARGO_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Lo lee quien la preparó. El crédito que retenía queda libre."),
    )


@empleado(VER)
@require_GET
def previas(request: PeticionConActor, anio: int) -> HttpResponse:
    """Those that wait, the oldest first, and the ones that were resolved, the newest first."""
    ejercicio = ejercicio_de(anio)
    antes = identificador(request.GET.get("antes"))
    resueltas = previas_visibles_para(request.actor).filter(ejercicio=anio)
    resueltas = resueltas.exclude(estado=OperacionPrevia.Estado.PENDIENTE)
    if antes is not None:
        resueltas = resueltas.filter(id__lt=antes)
    filas = list(resueltas[: POR_PAGINA + 1])
    esperan = list(por_revisar(request.actor).filter(ejercicio=anio)[:POR_PAGINA]) if antes is None else []
    suyos = {una.preparada_por for una in (*esperan, *filas[:POR_PAGINA])}
    esta = reverse("escritorio:previas", args=[anio])
    contexto = {
        "titulo": _("Operaciones previas de %(anio)d") % {"anio": anio},
        "anio": anio,
        "por_revisar": esperan,
        "plazos": plazos_de_previas(esperan, en=hoy(reloj_de_la_casa())),
        "resueltas": filas[:POR_PAGINA],
        "quien": {uno.id: uno.nombre for uno in Empleado.objects.select_related("persona").filter(id__in=suyos)},
        "prepara": request.actor.puede(PREVIA) and ejercicio.estado == "abierto",
        "siguiente": f"{esta}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": esta if antes else "",
    }
    return render(request, "escritorio/economia/previas.html", contexto)


@empleado(VER)
@require_GET
def previa(request: PeticionConActor, previa_id: UUID) -> HttpResponse:
    """One, with what it asks and what may be done with it."""
    return _pagina(request, previa_id, Devolucion())


@empleado(GASTO)
@require_POST
def aceptar(request: PeticionConActor, previa_id: UUID) -> HttpResponse:
    """It becomes definitive."""
    form = Devolucion()

    def hacer() -> None:
        hecha = acciones.aceptar_previa(actor=request.actor, previa_id=previa_id, reloj=reloj_de_la_casa())
        messages.success(request, _("Aceptada: es la operación %(cual)s.") % {"cual": hecha.operacion})

    return _resolver(request, previa_id, form, hacer)


@empleado(GASTO)
@require_POST
def devolver(request: PeticionConActor, previa_id: UUID) -> HttpResponse:
    """It goes back to its area."""
    form = Devolucion(request.POST)
    if not form.is_valid():
        return _pagina(request, previa_id, form)

    def hacer() -> None:
        motivo = form.cleaned_data["motivo"]
        acciones.devolver_previa(actor=request.actor, previa_id=previa_id, motivo=motivo, reloj=reloj_de_la_casa())
        messages.success(request, _("Devuelta al área, con su motivo. Su crédito está libre."))

    return _resolver(request, previa_id, form, hacer)


@empleado(PREVIA)
@require_POST
def retirar(request: PeticionConActor, previa_id: UUID) -> HttpResponse:
    """Who prepared it takes it back."""
    form = Devolucion()

    def hacer() -> None:
        acciones.retirar_previa(actor=request.actor, previa_id=previa_id, reloj=reloj_de_la_casa())
        messages.success(request, _("Retirada. Su crédito está libre."))

    return _resolver(request, previa_id, form, hacer)


def _resolver(request: PeticionConActor, previa_id: UUID, form: Devolucion, hacer: Callable[[], None]) -> HttpResponse:
    previa_para(request.actor, previa_id, motivo=VER)
    try:
        hacer()
    except ErrorDominio as error:
        dichos = [problema.mensaje for problema in error.problemas] or [error.mensaje]
        return _pagina(request, previa_id, form, sueltos=dichos)
    return redirect("escritorio:previa", previa_id=previa_id)


def _pagina(
    request: PeticionConActor, previa_id: UUID, form: Devolucion, *, sueltos: list[str] | None = None
) -> HttpResponse:
    una = previa_para(request.actor, previa_id, motivo=VER)
    espera = una.estado == OperacionPrevia.Estado.PENDIENTE
    es_suya = una.preparada_por == request.actor.id
    lineas = list(una.lineas.all())
    filas = [FilaEscrita(n, linea.codigo, "", linea.origen_id) for n, linea in enumerate(lineas)]
    nombres = [vista.nombre for vista in vistas(una.ejercicio_id, una.clase, filas, {})]
    errores = [*(("resolver", mensaje) for mensaje in sueltos or []), *errores_del_formulario(form)]
    contexto = {
        "titulo": str(una),
        "una": una,
        "nombre": clases.nombre(una.clase),
        "lineas": list(zip(lineas, nombres, strict=True)),
        "preparo": Empleado.objects.select_related("persona").filter(id=una.preparada_por).first(),
        "caso": next(iter(casos_de(request.actor, [una.expediente_id]).values()), None),
        "documento": documento_de(una.documento_id, request.actor),
        "revisa": espera and not es_suya and request.actor.puede(GASTO),
        "retira": espera and es_suya and request.actor.puede(PREVIA),
        "devolucion": form,
        "errores": errores,
        "hay_errores": bool(errores),
    }
    return render(request, "escritorio/economia/previa.html", contexto, status=422 if errores else 200)
