"""Pages where citizens identify themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.acceso import sesiones
from consistorio.canales.interfaz.cliente import direccion
from consistorio.canales.interfaz.politica import anadir_fuentes
from consistorio.canales.interfaz.puertas import actor_de, publica
from consistorio.integraciones.certificado.adaptador import identificar
from consistorio.integraciones.certificado.contrato import ENTORNO, RUTA
from consistorio.integraciones.certificado.lector import CertificadoSinTitular
from consistorio.integraciones.certificado.validacion import CertificadoRechazado
from consistorio.integraciones.clave.tipos import RespuestaRechazada
from consistorio.nucleo.errores import NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.acciones import peticion as acciones_peticion
from consistorio.plataforma.identidad.acciones import sesion as acciones_sesion
from consistorio.plataforma.identidad.consultas import peticion_abierta
from consistorio.plataforma.identidad.models import PeticionAcceso

if TYPE_CHECKING:
    from consistorio.integraciones.clave.sp import ProveedorServicio

MOTIVO = "identificarse es el paso previo a todo lo demás"
POR_DEFECTO = "/"


@publica(MOTIVO)
@never_cache
@require_GET
def elegir(request: HttpRequest) -> HttpResponse:
    """The choice of means, in plain words, with the level that the procedure asks for."""
    siguiente = sesiones.destino(request.GET.get("siguiente", ""), por_defecto=POR_DEFECTO)
    nivel = sesiones.nivel_pedido(request.GET.get("nivel", ""))
    parametros = urlencode({"siguiente": siguiente, "nivel": nivel.name.lower()})
    return render(
        request,
        "acceso/elegir.html",
        {
            "titulo": _("Identifíquese"),
            "parametros": parametros,
            "nivel": nivel.name.lower(),
            "con_certificado": bool(settings.CONSISTORIO_CERTIFICADO_URL),
            "con_clave": bool(settings.CONSISTORIO_CLAVE.get("metadatos")),
            "terminada": getattr(request, "sesion_terminada", False) or "terminada" in request.GET,
            "quien": actor_de(request),
        },
    )


@publica(MOTIVO)
@never_cache
@require_GET
def ir_a_clave(request: HttpRequest) -> HttpResponseBase:
    """Page with the signed request that the browser sends to Cl@ve. Raises ServicioNoDisponible."""
    proveedor = _proveedor()
    peticion = _iniciar(request, "clave")
    formulario = proveedor.pedir(peticion.id, sesiones.nivel_pedido(request.GET.get("nivel", "")))
    respuesta = render(
        request,
        "acceso/ir_a_clave.html",
        {"titulo": _("Ir a Cl@ve"), "formulario": formulario, "campos": formulario.campos},
    )
    partes = urlsplit(formulario.destino)
    anadir_fuentes(respuesta, {"form-action": (f"{partes.scheme}://{partes.netloc}",)})
    return respuesta


@csrf_exempt
@publica("la respuesta de Cl@ve llega de otro sitio, firmada, y solo sirve al navegador que la pidió")
@never_cache
@require_POST
def respuesta_de_clave(request: HttpRequest) -> HttpResponseBase:
    """Where Cl@ve's answer arrives: believed or refused here, collected by the browser that asked."""
    maquina = RelojSistema()
    try:
        aceptada = _proveedor().juzgar(
            request.POST.get("SAMLResponse", ""), abierta=lambda p: peticion_abierta(p, "clave", maquina=maquina)
        )
    except RespuestaRechazada as error:
        if error.peticion is None:
            raise
        vale = acciones_peticion.responder_peticion(
            actor=sesiones.ACCESO,
            peticion_id=error.peticion,
            identificacion=None,
            codigo=error.codigo,
            mensaje=error.entero,
            maquina=maquina,
        )
        return _vuelta(str(error.peticion), vale)
    vale = acciones_peticion.responder_peticion(
        actor=sesiones.ACCESO,
        peticion_id=aceptada.peticion,
        identificacion=aceptada.identificacion,
        asercion=aceptada.asercion,
        maquina=maquina,
    )
    return _vuelta(str(aceptada.peticion), vale)


@publica("los metadatos dicen a Cl@ve con qué clave comprobarnos")
@require_GET
def metadatos_de_clave(request: HttpRequest) -> HttpResponse:
    """Our metadata as a service provider."""
    return HttpResponse(_proveedor().metadatos(), content_type="application/samlmetadata+xml")


@publica(MOTIVO)
@never_cache
@require_GET
def ir_a_certificado(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the certificate port. Raises ServicioNoDisponible when there is none."""
    if not settings.CONSISTORIO_CERTIFICADO_URL:
        raise ServicioNoDisponible(
            _("El acceso con certificado no está configurado en este Ayuntamiento."), que_hacer=_("Entre con Cl@ve.")
        )
    peticion = _iniciar(request, "certificado")
    return HttpResponseRedirect(
        f"{settings.CONSISTORIO_CERTIFICADO_URL}{RUTA}?{urlencode({'peticion': str(peticion.id)})}"
    )


@publica("solo tiene efecto por el socket de confianza del puerto de certificado")
@never_cache
@require_GET
def entrar_con_certificado(request: HttpRequest) -> HttpResponseBase:
    """The certificate port's only page: judges the certificate that TLS proved and sends the browser back.

    Raises NoEncontrado on any other listener: there the environment has no such key, whatever the headers.
    """
    pem = request.META.get(ENTORNO)
    if not isinstance(pem, bytes):
        raise NoEncontrado(_("Esta página no existe."))
    maquina = RelojSistema()
    peticion = sesiones.uuid_o_nada(request.GET.get("peticion", ""))
    if peticion is None or not peticion_abierta(peticion, "certificado", maquina=maquina):
        raise NoEncontrado(
            _("La identificación ha tardado demasiado o no la pedimos."),
            que_hacer=_("Vuelva a empezar la identificación."),
        )
    identificacion, codigo, mensaje = None, "", ""
    if not pem:
        codigo = "sin_certificado"
        mensaje = _(
            "Su navegador no ha enviado ningún certificado. Puede que la ventana para elegirlo esté detrás del navegador, "
            "o que no tenga ninguno instalado. Inténtelo otra vez o entre con Cl@ve."
        )
    else:
        try:
            identificacion = identificar(pem, maquina=maquina)
        except CertificadoRechazado as error:
            codigo, mensaje = error.codigo, error.entero
        except CertificadoSinTitular as error:
            codigo, mensaje = "sin_titular", error.entero
    vale = acciones_peticion.responder_peticion(
        actor=sesiones.ACCESO,
        peticion_id=peticion,
        identificacion=identificacion,
        codigo=codigo,
        mensaje=mensaje,
        maquina=maquina,
    )
    return _vuelta(str(peticion), vale)


@publica("recoge, una sola vez y en el navegador que la pidió, el resultado de una identificación")
@never_cache
@require_GET
def volver(request: HttpRequest) -> HttpResponseBase:
    """Open the session with the one-time voucher, in the browser that asked for it and in no other."""
    pedida = request.session.get(sesiones.PETICION, "")
    peticion = sesiones.uuid_o_nada(request.GET.get("peticion", ""))
    if peticion is None or pedida != str(peticion):
        raise NoEncontrado(
            _("La identificación no empezó en este navegador."), que_hacer=_("Vuelva a empezar la identificación.")
        )
    sesion, siguiente, mensaje = acciones_sesion.abrir_sesion_con_vale(
        actor=sesiones.ACCESO,
        peticion_id=peticion,
        vale=request.GET.get("vale", ""),
        direccion=direccion(request),
        maquina=RelojSistema(),
        reloj=reloj_de_la_casa(),
    )
    request.session.pop(sesiones.PETICION, None)
    if sesion is None:
        parametros = urlencode({"siguiente": siguiente})
        datos = {"titulo": _("No hemos podido identificarle"), "mensaje": mensaje, "parametros": parametros}
        return render(request, "acceso/fallo.html", datos, status=422)
    sesiones.abrir(request, sesion)
    return HttpResponseRedirect(sesiones.destino(siguiente, por_defecto=POR_DEFECTO))


@publica("cualquiera puede cerrar su propia sesión")
@never_cache
@require_POST
def salir(request: HttpRequest) -> HttpResponseBase:
    """Close the session here and on the server."""
    identificador = sesiones.uuid_o_nada(str(request.session.get(sesiones.CLAVE, "")))
    if identificador is not None:
        acciones_sesion.cerrar_sesion(actor=sesiones.ACCESO, sesion_id=identificador, maquina=RelojSistema())
    request.session.flush()
    setattr(request, "actor", None)  # noqa: B010 - nobody is here any more
    respuesta = render(request, "acceso/fuera.html", {"titulo": _("Ha salido")})
    respuesta.headers["Clear-Site-Data"] = '"cache", "storage"'
    return respuesta


def _proveedor() -> ProveedorServicio:
    # The SAML library is a fourth of what the pages take to start: it is loaded when somebody goes to Cl@ve
    from consistorio.integraciones.clave.sp import ProveedorServicio

    return ProveedorServicio.de_ajustes(settings.CONSISTORIO_CLAVE, settings.CONSISTORIO_SEDE_URL)


def _iniciar(request: HttpRequest, medio: str) -> PeticionAcceso:
    peticion = acciones_peticion.iniciar_peticion(
        actor=sesiones.ACCESO,
        medio=medio,
        nivel=sesiones.nivel_pedido(request.GET.get("nivel", "")),
        vuelve_a=sesiones.destino(request.GET.get("siguiente", ""), por_defecto=POR_DEFECTO),
        maquina=RelojSistema(),
    )
    request.session[sesiones.PETICION] = str(peticion.id)
    return peticion


def _vuelta(peticion: str, vale: str) -> HttpResponseRedirect:
    consulta = urlencode({"peticion": peticion, "vale": vale})
    return HttpResponseRedirect(f"{settings.CONSISTORIO_SEDE_URL}{reverse('acceso:volver')}?{consulta}")
