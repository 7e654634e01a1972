"""Passkeys of the staff: one's own list, and what the browser asks for when it uses or makes one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consistorio.canales.acceso import sesiones
from consistorio.canales.acceso.formularios import FormularioLlave
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado, publica
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.identidad import llaves
from consistorio.plataforma.identidad.acciones import llaves as acciones
from consistorio.plataforma.identidad.models import Sesion

LISTA = "/acceso/empleados/llaves/"


@empleado("personal.cuenta")
@never_cache
@require_http_methods(["GET", "POST"])
def lista(request: PeticionConActor) -> HttpResponse:
    """One's own passkeys; keeping the one that the browser has just made."""
    formulario = FormularioLlave(request.POST or None)
    if request.method == "POST" and formulario.is_valid():
        try:
            acciones.guardar(
                actor=request.actor,
                nombre=formulario.cleaned_data["nombre"],
                respuesta=request.POST.get("llave", ""),
                maquina=RelojSistema(),
            )
        except ErrorDominio as error:
            formulario.add_error(None, error.mensaje)
        else:
            messages.success(request, _("Llave guardada. Ya puede entrar y firmar con ella."))
            return HttpResponseRedirect(LISTA)
    cuenta = Sesion.objects.values_list("cuenta_id", flat=True).get(id=request.actor.sesion)
    datos = {
        "titulo": _("Mis llaves de acceso"),
        "llaves": llaves.de_la_cuenta(cuenta) if cuenta else [],
        "form": formulario,
        "reto": f"{LISTA}alta/",
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "acceso/llaves.html", datos, status=422 if formulario.errors else 200)


@empleado("personal.cuenta")
@never_cache
@require_POST
def alta(request: PeticionConActor) -> JsonResponse:
    """What the browser needs to make a passkey, against a fresh code of the application."""

    def pedir() -> llaves.Opciones:
        formulario = FormularioLlave(request.POST)
        if not formulario.is_valid():
            raise ErrorDominio(" ".join(str(uno) for errores in formulario.errors.values() for uno in errores))
        opciones = acciones.pedir_alta(
            actor=request.actor, codigo=formulario.cleaned_data["codigo"], maquina=RelojSistema()
        )
        if opciones is None:
            raise ErrorDominio(_("Ese código no es correcto o ya se ha usado. Espere al siguiente y escríbalo."))
        return opciones

    return _opciones(pedir)


@empleado("personal.cuenta")
@never_cache
@require_POST
def retirar(request: PeticionConActor, llave_id: UUID) -> HttpResponse:
    """Give up a passkey."""
    acciones.retirar(actor=request.actor, llave_id=llave_id, maquina=RelojSistema())
    messages.success(request, _("Llave quitada: ya no abre nada."))
    return HttpResponseRedirect(LISTA)


@publica("el personal se identifica aquí")
@never_cache
@require_POST
def reto_para_entrar(request: HttpRequest) -> HttpResponseBase:
    """What the browser needs to use a passkey after the password."""
    cuenta = sesiones.cuenta_pendiente(request)
    if cuenta is None:
        return JsonResponse({"mensaje": _("Ha tardado demasiado. Vuelva a escribir su contraseña.")}, status=403)
    return _opciones(
        lambda: acciones.pedir_para_entrar(actor=sesiones.ACCESO, cuenta_id=cuenta.id, maquina=RelojSistema())
    )


@empleado("personal.cuenta")
@never_cache
@require_POST
def reto_para_confirmar(request: PeticionConActor) -> JsonResponse:
    """What the browser needs to confirm who is here."""
    return _opciones(lambda: acciones.pedir(actor=request.actor, para=llaves.PARA_CONFIRMAR, maquina=RelojSistema()))


def _opciones(pedir: Callable[[], llaves.Opciones]) -> JsonResponse:
    """The options as JSON, or why there are none, in words."""
    try:
        return JsonResponse(dict(pedir()))
    except ErrorDominio as error:
        return JsonResponse({"mensaje": error.entero}, status=error.estado_http)
