"""Pages where the staff log in: password, then second factor."""

from __future__ import annotations

import base64
import time
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from consistorio.canales.acceso import sesiones
from consistorio.canales.acceso.formularios import (
    FormularioCodigo,
    FormularioContrasena,
    FormularioNuevaContrasena,
)
from consistorio.canales.interfaz.cliente import direccion
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado, publica
from consistorio.nucleo.errores import DatosIncorrectos, DemasiadosIntentos
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad import llaves, segundo_factor
from consistorio.plataforma.identidad.acciones import contrasena as acciones_contrasena
from consistorio.plataforma.identidad.acciones import llaves as acciones_llaves
from consistorio.plataforma.identidad.acciones import segundo_factor as acciones_factor
from consistorio.plataforma.identidad.acciones import sesion as acciones_sesion
from consistorio.plataforma.identidad.models import Cuenta, Sesion
from consistorio.plataforma.organizacion.consultas import actor_de, empleado_de_cuenta

MOTIVO = "el personal se identifica aquí"
POR_DEFECTO = "/escritorio/"
CAMBIAR = "/acceso/empleados/contrasena/"
ADMINISTRAR = "sistema.administrar"


@sensitive_post_parameters("contrasena")
@publica(MOTIVO)
@never_cache
@require_http_methods(["GET", "POST"])
def entrar(request: HttpRequest) -> HttpResponseBase:
    """First step: user name and password. The same words whatever was wrong."""
    siguiente = sesiones.destino(request.GET.get("siguiente", ""), por_defecto="")
    formulario = FormularioContrasena(request.POST or None)
    estado = 200
    if request.method == "POST":
        estado = 422
        if formulario.is_valid():
            try:
                cuenta = acciones_contrasena.comprobar_contrasena(
                    actor=sesiones.ACCESO,
                    usuario=formulario.cleaned_data["usuario"],
                    contrasena=formulario.cleaned_data["contrasena"],
                    direccion=direccion(request),
                    maquina=RelojSistema(),
                )
            except DemasiadosIntentos as error:
                cuenta, estado = None, error.estado_http
                formulario.add_error(None, error.entero)
            else:
                if cuenta is not None:
                    return _al_segundo_paso(request, cuenta, siguiente)
                formulario.add_error(None, _("El usuario o la contraseña no son correctos."))
    return _pagina(request, "acceso/empleados.html", _("Acceso del personal"), formulario, estado)


@publica(MOTIVO)
@never_cache
@require_http_methods(["GET", "POST"])
def codigo(request: HttpRequest) -> HttpResponseBase:
    """Second step: a one-time code of the application, or a recovery code."""
    cuenta = sesiones.cuenta_pendiente(request)
    if cuenta is None:
        return HttpResponseRedirect("/acceso/empleados/")
    if not segundo_factor.tiene(cuenta):
        return HttpResponseRedirect("/acceso/empleados/segundo-factor/")
    formulario = FormularioCodigo(request.POST or None)
    medio = _segundo_factor(request, cuenta, formulario, llaves.PARA_ENTRAR)
    if medio:
        return _dentro(request, cuenta, medio)
    return _pagina(request, "acceso/codigo.html", _("Escriba su código"), formulario, _estado(request), cuenta)


@publica(MOTIVO)
@never_cache
@require_http_methods(["GET", "POST"])
def activar(request: HttpRequest) -> HttpResponseBase:
    """Enrolment at the first login: QR and key for the application, its first code, and the recovery codes, once."""
    cuenta = sesiones.cuenta_pendiente(request)
    if cuenta is None or segundo_factor.tiene(cuenta):
        return HttpResponseRedirect("/acceso/empleados/")
    aparato = segundo_factor.preparar(cuenta, visto=request.session.get(sesiones.APARATO))
    request.session[sesiones.APARATO] = aparato.pk
    formulario = FormularioCodigo(request.POST or None)
    formulario.fields["codigo"].help_text = _("El código de 6 cifras que muestra la aplicación.")
    estado = 200
    if request.method == "POST":
        estado = 422
        if formulario.is_valid():
            codigos = acciones_factor.activar(
                actor=sesiones.ACCESO,
                cuenta_id=cuenta.id,
                aparato_id=aparato.pk,
                codigo=formulario.cleaned_data["codigo"],
                maquina=RelojSistema(),
            )
            if codigos is not None:
                _abrir(request, cuenta, Sesion.Medio.CONTRASENA_TOTP)
                guardar = {
                    "titulo": _("Guarde sus códigos de recuperación"),
                    "codigos": codigos,
                    "seguir": CAMBIAR if cuenta.debe_cambiar_contrasena else _primera(cuenta),
                }
                return render(request, "acceso/recuperacion.html", guardar)
            formulario.add_error("codigo", _("Ese código no es correcto. Espere al siguiente y escríbalo."))
    secreto = base64.b32encode(bytes(aparato.bin_key)).decode()
    datos = {
        "titulo": _("Active su segundo factor"),
        "form": formulario,
        "hay_errores": bool(formulario.errors),
        "qr": _qr(segundo_factor.direccion_de(aparato, cuenta)),
        "secreto": " ".join(secreto[i : i + 4] for i in range(0, len(secreto), 4)),
    }
    return render(request, "acceso/activar.html", datos, status=estado)


@empleado("personal.cuenta")
@never_cache
@require_http_methods(["GET", "POST"])
def confirmar(request: PeticionConActor) -> HttpResponseBase:
    """Give the second factor again before an act that wants it fresh."""
    siguiente = sesiones.destino(request.GET.get("siguiente", ""), por_defecto=POR_DEFECTO)
    formulario = FormularioCodigo(request.POST or None)
    cuenta = Cuenta.objects.get(sesiones__id=request.actor.sesion)
    if _segundo_factor(request, cuenta, formulario, llaves.PARA_CONFIRMAR):
        acciones_sesion.confirmar_identidad(
            actor=request.actor, sesion_id=UUID(request.actor.sesion), maquina=RelojSistema()
        )
        return HttpResponseRedirect(siguiente)
    return _pagina(request, "acceso/codigo.html", _("Confirme que es usted"), formulario, _estado(request), cuenta)


@sensitive_post_parameters("actual", "nueva")
@empleado("personal.cuenta")
@never_cache
@require_http_methods(["GET", "POST"])
def cambiar_contrasena(request: PeticionConActor) -> HttpResponseBase:
    """Change one's own password."""
    formulario = FormularioNuevaContrasena(request.POST or None)
    estado = 200
    if request.method == "POST":
        estado = 422
        sesion = Sesion.objects.get(id=request.actor.sesion)
        if formulario.is_valid() and sesion.cuenta is not None:
            try:
                acciones_contrasena.cambiar_contrasena(
                    actor=request.actor,
                    cuenta_id=sesion.cuenta.id,
                    actual=formulario.cleaned_data["actual"],
                    nueva=formulario.cleaned_data["nueva"],
                    maquina=RelojSistema(),
                )
            except DatosIncorrectos as error:
                for problema in error.problemas:
                    formulario.add_error(problema.campo or None, problema.mensaje)
            else:
                return HttpResponseRedirect(_primera(sesion.cuenta))
    return _pagina(request, "acceso/contrasena.html", _("Cambie su contraseña"), formulario, estado)


def _pagina(
    request: HttpRequest,
    plantilla: str,
    titulo: str,
    formulario: FormularioCodigo | FormularioContrasena | FormularioNuevaContrasena,
    estado: int,
    cuenta: Cuenta | None = None,
) -> HttpResponse:
    """`cuenta`: whose passkeys the page offers, if it has any."""
    datos: dict[str, object] = {"titulo": titulo, "form": formulario, "hay_errores": bool(formulario.errors)}
    if cuenta is not None and llaves.de_la_cuenta(cuenta.id):
        datos["reto"] = f"{request.path}llave/"
    return render(request, plantilla, datos, status=estado)


def _segundo_factor(request: HttpRequest, cuenta: Cuenta, formulario: FormularioCodigo, para: str) -> str:
    """How the second factor was given and accepted; empty when it was not, with the reason in the form."""
    maquina = RelojSistema()
    if request.POST.get("llave"):
        if acciones_llaves.comprobar(
            actor=sesiones.ACCESO, cuenta_id=cuenta.id, respuesta=request.POST["llave"], para=para, maquina=maquina
        ):
            return Sesion.Medio.CONTRASENA_LLAVE
        formulario.errors.clear()  # the box of the code is empty on purpose
        formulario.add_error("codigo", _("Esa llave no vale. Vuelva a intentarlo o escriba el código."))
    elif formulario.is_valid():
        verificacion = acciones_factor.comprobar_codigo(
            actor=sesiones.ACCESO, cuenta_id=cuenta.id, codigo=formulario.cleaned_data["codigo"], maquina=maquina
        )
        if verificacion.aceptado:
            return Sesion.Medio.CONTRASENA_TOTP
        formulario.add_error("codigo", _mensaje(verificacion))
    return ""


def _estado(request: HttpRequest) -> int:
    """A page that comes back from a POST has something wrong."""
    return 422 if request.method == "POST" else 200


def _mensaje(verificacion: segundo_factor.Verificacion) -> str:
    if verificacion.en_pausa:
        return _("Ha fallado hace un momento. Espere unos segundos y escriba un código nuevo.")
    return _("Ese código no es correcto o ya se ha usado. Espere al siguiente y escríbalo.")


def _al_segundo_paso(request: HttpRequest, cuenta: Cuenta, siguiente: str) -> HttpResponseBase:
    request.session.flush()
    request.session[sesiones.CUENTA] = [str(cuenta.id), time.time()]
    request.session[sesiones.VUELTA] = siguiente
    paso = "codigo" if segundo_factor.tiene(cuenta) else "segundo-factor"
    return HttpResponseRedirect(f"/acceso/empleados/{paso}/")


def _abrir(request: HttpRequest, cuenta: Cuenta, medio: str) -> None:
    sesion = acciones_sesion.abrir_sesion_personal(
        actor=sesiones.ACCESO,
        cuenta_id=cuenta.id,
        medio=medio,
        direccion=direccion(request),
        maquina=RelojSistema(),
    )
    sesiones.abrir(request, sesion)


def _dentro(request: HttpRequest, cuenta: Cuenta, medio: str) -> HttpResponseBase:
    siguiente = sesiones.destino(str(request.session.get(sesiones.VUELTA, "")), por_defecto=_primera(cuenta))
    _abrir(request, cuenta, medio)
    return HttpResponseRedirect(CAMBIAR if cuenta.debe_cambiar_contrasena else siguiente)


def _primera(cuenta: Cuenta) -> str:
    """Where that person's work is: the desk, or the administration for who has no cases."""
    actor = actor_de(empleado_de_cuenta(cuenta.id), en=hoy(reloj_de_la_casa()))
    return POR_DEFECTO if actor.puede("expediente.ver") or not actor.puede(ADMINISTRAR) else "/administracion/"


def _qr(direccion: str) -> SafeString:
    svg = segno.make(direccion, error="m").svg_inline(scale=5, title=_("Código QR para su aplicación"), omitsize=False)
    return mark_safe(svg)  # noqa: S308 - made here from an address, not from what somebody typed
