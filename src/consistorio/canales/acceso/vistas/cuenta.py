"""The account of whoever works here: password, and the certificate with which they sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.acceso.formularios import FormularioCertificado
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.firma import consultas
from consistorio.documental.firma.acciones.certificados import MAXIMO_P12, guardar_certificado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

PROPIA = "personal.cuenta"


@empleado(PROPIA)
@never_cache
@require_GET
def ver(request: PeticionConActor) -> HttpResponse:
    """What can be changed in one's own account."""
    return render(request, "acceso/cuenta.html", {"titulo": _("Su cuenta"), **_en_vigor(request)})


@sensitive_post_parameters("contrasena")
@empleado(PROPIA)
@never_cache
@require_http_methods(["GET", "POST"])
def certificado(request: PeticionConActor) -> HttpResponse:
    """One's signing certificate: which one is in force, and keeping another. Neither file nor password stay anywhere."""
    formulario = FormularioCertificado(request.POST or None, request.FILES or None)
    if request.method == "POST" and formulario.is_valid() and _guardar(request, formulario):
        messages.success(request, _("Certificado guardado. Ya puede firmar con él en el portafirmas."))
        return HttpResponseRedirect(reverse("acceso:mi_certificado"))
    contexto = {
        "titulo": _("Mi certificado de firma"),
        "form": formulario,
        "hay_errores": bool(formulario.errors),
        "anteriores": consultas.certificados_de(request.actor.id).exclude(retirado_el=None)[:10],
        **_en_vigor(request),
    }
    return render(request, "acceso/certificado.html", contexto, status=422 if formulario.errors else 200)


def _guardar(request: PeticionConActor, formulario: FormularioCertificado) -> bool:
    """Whether it was kept; every reason against it goes beside its field."""
    fichero = formulario.cleaned_data["p12"]
    try:
        guardar_certificado(
            actor=request.actor,
            p12=fichero.read(MAXIMO_P12 + 1),
            contrasena=formulario.cleaned_data["contrasena"],
            reloj=reloj_de_la_casa(),
        )
    except (DatosIncorrectos, Conflicto, NoPermitido) as error:
        anotar_problemas(formulario, error)
        if not error.problemas and error.que_hacer:
            formulario.add_error(None, error.que_hacer)
        return False
    return True


def _en_vigor(request: PeticionConActor) -> dict[str, object]:
    actual = consultas.certificado_vigente(request.actor.id)
    ahora = reloj_de_la_casa().ahora()
    dias = consultas.dias_hasta_caducar(actual, ahora=ahora) if actual is not None else None
    return {"certificado": actual, "dias": dias}
