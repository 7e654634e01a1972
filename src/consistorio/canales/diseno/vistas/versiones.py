"""A version of a procedure of the area as a file, and moving running cases to it: which can and which cannot, the act, and how it goes."""

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

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import descarga_json
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.acceso import exigir_area
from consistorio.tramitacion.catalogo.exportar import fichero_de, nombre_de_fichero
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.motor import acciones, versiones
from consistorio.tramitacion.motor.models import CambioDeVersion

POR_PAGINA = 50
TODOS, ELEGIDOS = "todos", "elegidos"


class PasarExpedientes(Formulario):
    """Which cases move, and why."""

    cuales = forms.ChoiceField(
        label=gettext_lazy("¿Qué expedientes pasan?"),
        choices=[
            (ELEGIDOS, gettext_lazy("Solo los que he marcado en esta página")),
            (TODOS, gettext_lazy("Todos los que puedan, también los de las demás páginas")),
        ],
        widget=forms.RadioSelect,
        initial=ELEGIDOS,
    )
    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué pasan?"),
        help_text=gettext_lazy("Queda escrito en el historial de cada expediente. No escriba datos de personas."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def pasar(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """A page of the running cases of other versions, with what would become of each; sent, the act."""
    version = _version_de(request, version_id)
    enviado = request.method == "POST"
    form = PasarExpedientes(request.POST if enviado else None)
    if enviado and form.is_valid():
        marcados = [uno for texto in request.POST.getlist("expediente") if (uno := identificador(texto))]
        try:
            cambio = acciones.pedir_cambio_de_version(
                actor=request.actor,
                version_id=version.id,
                expedientes=None if form.cleaned_data["cuales"] == TODOS else marcados,
                motivo=form.cleaned_data["motivo"],
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("En marcha: aquí verá qué pasa con cada expediente."))
            return redirect("diseno:cambio", cambio_id=cambio.id)
    tras = identificador(request.GET.get("tras"))
    previstos = versiones.prever(request.actor, version, en=hoy(reloj_de_la_casa()), tras=tras, limite=POR_PAGINA + 1)
    pagina = previstos[:POR_PAGINA]
    contexto = {
        "titulo": _("Pasar expedientes a la versión %(n)d") % {"n": version.numero},
        "version": version,
        "previstos": pagina,
        "marcados": set(request.POST.getlist("expediente")),
        "form": form,
        "hay_errores": bool(form.errors),
        "cambios": versiones.cambios_de(version),
        "siguiente": f"?tras={pagina[-1].expediente.id}" if len(previstos) > POR_PAGINA else "",
        "anterior": reverse("diseno:pasar", args=[version.id]) if tras else "",
    }
    return render(request, "diseno/pasar.html", contexto, status=422 if form.errors else 200)


@empleado(DISENAR)
@require_GET
def fichero(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """A version of a procedure of the person's area as a file that this town, or another, can load. Raises NoEncontrado, NoPermitido, Conflicto."""
    version = _version_de(request, version_id)
    return descarga_json(fichero_de(version), nombre_de_fichero(version))


@empleado(DISENAR)
@require_GET
def cambio(request: PeticionConActor, cambio_id: UUID) -> HttpResponse:
    """How an act goes, and what became of each case."""
    fila = CambioDeVersion.objects.select_related("pedido_por__persona").filter(id=cambio_id).first()
    if fila is None:
        raise NoEncontrado(_("No encontramos ese cambio de versión."))
    version = _version_de(request, fila.version_id)
    tras = identificador(request.GET.get("tras"))
    casos = versiones.casos_de(fila, request.actor, tras=tras, limite=POR_PAGINA + 1)
    pagina = casos[:POR_PAGINA]
    contexto = {
        "titulo": _("Expedientes que pasan a la versión %(n)d") % {"n": version.numero},
        "version": version,
        "cambio": fila,
        "avance": versiones.avance_de(fila, request.actor),
        "casos": pagina,
        "siguiente": f"?tras={pagina[-1].id}" if len(casos) > POR_PAGINA else "",
        "anterior": reverse("diseno:cambio", args=[fila.id]) if tras else "",
    }
    return render(request, "diseno/cambio.html", contexto)


def _version_de(request: PeticionConActor, version_id: UUID) -> VersionProcedimiento:
    """A version of a procedure of the person's area. Raises NoEncontrado, NoPermitido."""
    version = VersionProcedimiento.objects.select_related("procedimiento").filter(id=version_id).first()
    if version is None:
        raise NoEncontrado(_("No encontramos esa versión del procedimiento."))
    exigir_area(request.actor, version.tipada.area, reloj=reloj_de_la_casa())
    return version
