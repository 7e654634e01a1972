"""The acts of arqueo: how each account would stand, drawing the act up, and one with its signatures."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_tesoreria as lecturas
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    dia,
    documento_con_codigo,
    en_figuras,
    ficheros_sin_anio,
    marco_de_tesoreria,
)
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.acceso import arqueo_para
from consistorio.economia.tesoreria.arqueos import Ensayo, ensayar
from consistorio.economia.tesoreria.models import Arqueo, PlanDeFondos
from consistorio.economia.tesoreria.permisos import ARQUEO, ORDINAL, VER
from consistorio.economia.tesoreria.reglas import Grupo
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

DE_GRUPOS = {f"grupos.{n}": "grupos" for n in range(100)}  # all of them are typed in one box
COLORES = {Arqueo.Estado.FIRMADO: "green", Arqueo.Estado.EN_FIRMA: "blue", Arqueo.Estado.DEVUELTO: "grey"}


class Hasta(Formulario):
    """Until which day."""

    hasta = DiaCorto(gettext_lazy("Hasta qué día"))


class NuevoPlan(Formulario):
    """A plan of disposal of funds as it is typed."""

    desde = DiaCorto(gettext_lazy("En vigor desde el día"))
    grupos = forms.CharField(
        label=gettext_lazy("Grupos, por el orden en que se pagan"),
        max_length=4000,
        help_text=gettext_lazy(
            "Uno en cada línea: su nombre, dos puntos y con qué números empiezan sus económicas. Por ejemplo, Suministros: 221, 222"
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo aprueba"), max_length=40, required=False
    )

    def clean_grupos(self) -> list[Grupo]:
        """As the use case wants them: what is wrong with each is its to say."""
        lineas = [linea for linea in str(self.cleaned_data["grupos"]).splitlines() if linea.strip()]
        partidas = [linea.rpartition(":") for linea in lineas]
        return [
            Grupo(nombre.strip(), tuple(e.strip() for e in numeros.split(",") if e.strip()))
            for nombre, _dos_puntos, numeros in partidas
        ]


@empleado(VER)
@require_GET
def arqueos(request: PeticionConActor) -> HttpResponse:
    """The acts, the newest first."""
    cursor = identificador(request.GET.get("tras"))
    tras = Arqueo.objects.filter(id=cursor).first() if cursor else None
    halladas = list(lecturas.arqueos(tras)[: POR_PAGINA + 1])
    base = reverse("escritorio:arqueos")
    contexto = {
        **marco_de_tesoreria("arqueos"),
        "titulo": _("Actas de arqueo"),
        "filas": [(uno, COLORES[Arqueo.Estado(uno.estado)]) for uno in halladas[:POR_PAGINA]],
        "levanta": request.actor.puede(ARQUEO),
        "siguiente": f"{base}?tras={halladas[POR_PAGINA - 1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": base if tras else "",
    }
    return render(request, "escritorio/economia/arqueos.html", contexto)


@empleado(ARQUEO)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor) -> HttpResponse:
    """How each account would stand on a day and what stops the act; and draw it up."""
    reloj = reloj_de_la_casa()
    enviado = request.method == "POST"
    datos = request.POST if enviado else request.GET
    pedido = dia(datos.get("hasta")) if "hasta" in datos else hoy(reloj)
    form = Hasta(datos if "hasta" in datos else None, initial={"hasta": hoy(reloj)})
    if enviado and form.is_valid():
        try:
            hecho = acciones.levantar_arqueo(actor=request.actor, hasta=form.cleaned_data["hasta"], reloj=reloj)
        except (DatosIncorrectos, Conflicto, NoEncontrado) as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("El acta está en los portafirmas de Alcaldía, Intervención y Tesorería."))
            return redirect("escritorio:arqueo", arqueo_id=hecho.id)
    visto, porque = None, ""
    if pedido is not None:
        try:
            visto = ensayar(pedido, sabido=reloj.ahora(), hoy=hoy(reloj))
        except Conflicto as error:
            porque = error.entero
    errores = errores_del_formulario(form) if form.is_bound else []
    contexto = {
        "titulo": _("Preparar un acta de arqueo"),
        "form": form,
        "visto": visto,
        "total": _existencias(visto),
        "hasta": en_figuras(pedido),
        "porque": porque,
        "impiden": [p.mensaje for p in visto.problemas] if visto is not None else [],
        "errores": errores,
        "hay_errores": bool(errores),
    }
    return render(request, "escritorio/economia/arqueo_nuevo.html", contexto, status=422 if errores else 200)


def _existencias(visto: Ensayo | None) -> object:
    return lecturas.suma_de(s.estado.existencias for _ordinal, s in visto.situaciones) if visto is not None else None


@empleado(VER)
@require_GET
def arqueo(request: PeticionConActor, arqueo_id: UUID) -> HttpResponse:
    """An act: each account, and who has signed it."""
    uno = arqueo_para(request.actor, arqueo_id, motivo=VER)
    lineas = list(uno.lineas.select_related("ordinal").order_by("ordinal_id"))
    contexto = {
        **marco_de_tesoreria("arqueos"),
        "titulo": _("Acta de arqueo hasta el %(dia)s") % {"dia": uno},
        "a": uno,
        "color": COLORES[Arqueo.Estado(uno.estado)],
        "lineas": lineas,
        "total": lecturas.suma_de(linea.existencias for linea in lineas),
        "firmas": lecturas.firmas_de(uno.documento_id),
        "descargas": ficheros_sin_anio("escritorio:fichero_del_arqueo", arqueo_id=uno.id),
    }
    return render(request, "escritorio/economia/arqueo.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, arqueo_id: UUID, formato: str) -> HttpResponse:
    """Its figures as a file."""
    uno = arqueo_para(request.actor, arqueo_id, motivo=VER)
    return descarga_de_tabla(lecturas.tabla_de_arqueo(uno), formato, f"arqueo-{uno.hasta.isoformat()}")


@empleado(VER)
@require_GET
def documento(request: PeticionConActor, arqueo_id: UUID) -> HttpResponseBase:
    """The act that is signed."""
    return entregar(arqueo_para(request.actor, arqueo_id, motivo=VER).documento)


@empleado(VER)
@require_GET
def planes(request: PeticionConActor) -> HttpResponse:
    """The plans of disposal of funds: the one in force and those before."""
    dia_de_hoy = hoy(reloj_de_la_casa())
    todos = list(PlanDeFondos.objects.select_related("documento").order_by("-desde"))
    contexto = {
        **marco_de_tesoreria("planes_de_fondos"),
        "titulo": _("Plan de disposición de fondos"),
        "planes": todos,
        "en_vigor": next((uno for uno in todos if uno.desde <= dia_de_hoy), None),
        "anota": request.actor.puede(ORDINAL),
    }
    return render(request, "escritorio/economia/planes_de_fondos.html", contexto)


@empleado(ORDINAL)
@require_http_methods(["GET", "POST"])
def nuevo_plan(request: PeticionConActor) -> HttpResponse:
    """Note the plan that was approved."""
    form = NuevoPlan(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        hecho = acciones.anotar_plan(
            actor=request.actor,
            desde=dicho["desde"],
            grupos=dicho["grupos"],
            documento_id=documento_con_codigo(dicho["documento"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El plan ordena los pagos desde el %(dia)s.") % {"dia": hecho})
        return redirect("escritorio:planes_de_fondos")

    explicacion = _(
        "La deuda va siempre primero. Después, el personal y lo reconocido en otros años. El plan ordena lo demás."
    )
    pagina = PaginaDeFormulario(
        _("Anotar un plan de disposición de fondos"),
        _("Tesorería"),
        explicacion,
        _("Anotarlo"),
        reverse("escritorio:planes_de_fondos"),
        _("Plan de fondos"),
    )
    return atender(request, form, pagina, hacer, DE_GRUPOS, sin_mas=(Conflicto,))
