"""Collection files at the desk: a file is taken, and what waits is put in its place."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.recaudacion import acciones, consultas
from consistorio.economia.recaudacion.models import CobroLeido
from consistorio.economia.recaudacion.operaciones import resumen
from consistorio.economia.recaudacion.permisos import APLICAR
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

MAXIMO_OCTETOS = 10_000_000


class Archivo(Formulario):
    """A file and where the money came in."""

    fichero = forms.FileField(
        label=gettext_lazy("Archivo CSV"),
        help_text=gettext_lazy("Columnas: fecha, referencia, importe, derecho, concepto y nif, con punto y coma."),
    )
    cuenta = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería en la que entró"),
        max_length=12,
        help_text=gettext_lazy("Por ejemplo, 573"),
    )

    def clean_fichero(self) -> object:
        """Not too big. Raises ValidationError."""
        subido = self.cleaned_data["fichero"]
        if subido.size > MAXIMO_OCTETOS:
            raise forms.ValidationError(_("El archivo es demasiado grande: pártalo."))
        return subido


class Sitio(Formulario):
    """Where a receipt goes."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha se aplica?"))
    derecho = forms.CharField(
        label=gettext_lazy("Número del derecho"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Por ejemplo, 2026/15. Si el cobro no tiene un derecho anterior, déjelo vacío."),
    )
    concepto = forms.CharField(label=gettext_lazy("O concepto de ingresos"), max_length=40, required=False)


@empleado(APLICAR)
@require_GET
def cobros(request: PeticionConActor) -> HttpResponse:
    """What waits to be applied, and the files that were taken."""
    registrar_acceso(request.actor, que="cobros", objeto_id="por_aplicar", motivo=APLICAR)
    esperan = list(consultas.por_aplicar()[: POR_PAGINA + 1])
    contexto = {
        "titulo": _("Cobros por aplicar"),
        "esperan": esperan[:POR_PAGINA],
        "hay_mas": len(esperan) > POR_PAGINA,
        "ficheros": [(uno, resumen(uno)) for uno in consultas.ficheros()[:20]],
        "vuelta": reverse("escritorio:economia"),
    }
    return render(request, "escritorio/economia/cobros.html", contexto)


@empleado(APLICAR)
@require_http_methods(["GET", "POST"])
def cargar(request: PeticionConActor) -> HttpResponse:
    """Take a file, whole or not at all."""
    form = Archivo(request.POST, request.FILES) if request.method == "POST" else Archivo(None)

    def hacer() -> HttpResponse:
        subido = form.cleaned_data["fichero"]
        hecho = acciones.cargar_cobros(
            actor=request.actor,
            nombre=subido.name or "cobros.csv",
            contenido=subido.read(),
            cuenta=form.cleaned_data["cuenta"].strip(),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, resumen(hecho))
        return redirect("escritorio:cobros")

    explicacion = _("Todo entra en cobros pendientes de aplicación, y lo que dice su derecho o su concepto se aplica.")
    pagina = _pagina(_("Cargar un archivo de cobros"), explicacion, _("Cargarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(APLICAR)
@require_http_methods(["GET", "POST"])
def aplicar(request: PeticionConActor, cobro_id: UUID) -> HttpResponse:
    """Put a receipt in its place."""
    cobro = CobroLeido.objects.select_related("fichero", "pendiente").filter(id=cobro_id).first()
    if cobro is None:
        raise NoEncontrado(_("No encontramos ese cobro."))
    form = Sitio(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.aplicar_cobro(
            actor=request.actor,
            cobro_id=cobro.id,
            fecha=form.cleaned_data["fecha"],
            derecho=form.cleaned_data["derecho"],
            concepto=form.cleaned_data["concepto"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El cobro está aplicado."))
        return redirect("escritorio:cobros")

    explicacion = f"{cobro.referencia}: {Importe(cobro.pendiente.saldo)}. {cobro.por_que_espera}"
    pagina = _pagina(_("Aplicar un cobro"), explicacion, _("Aplicarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _pagina(titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:cobros")
    return PaginaDeFormulario(titulo, _("Economía"), explicacion, boton, vuelta, _("Cobros por aplicar"))
