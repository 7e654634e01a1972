"""The staff and their accounts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.admin_tecnica.formularios import Buscar, MotivoDeRevocacion, NuevaPersona
from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar, clave, dia_de_hoy
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.firma import consultas as firma
from consistorio.documental.firma.acciones import certificados as acciones_certificado
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.acciones import contrasena, segundo_factor
from consistorio.plataforma.organizacion import consultas
from consistorio.plataforma.organizacion.acciones.importacion import ResultadoCarga, importar
from consistorio.plataforma.organizacion.ficheros import comprobada
from consistorio.plataforma.organizacion.models import Empleado

POR_PAGINA = 25
ADMINISTRAR = "organizacion.administrar"


@empleado(ADMINISTRAR)
def personas(request: PeticionConActor) -> HttpResponse:
    """Those in service; by POST those that fit (names do not travel in addresses)."""
    form = Buscar(request.POST or None)
    texto = str(form.cleaned_data["texto"]) if form.is_bound and form.is_valid() else ""
    despues_de = clave(request.POST.get("despues_de"))
    halladas = consultas.personal(en=dia_de_hoy(), texto=texto, despues_de=despues_de, limite=POR_PAGINA + 1)
    registrar_acceso(request.actor, que="personal", objeto_id="lista", motivo=_("Consultar el personal"))
    contexto = {
        "titulo": _("Personas"),
        "form": form,
        "texto": texto,
        "personas": halladas[:POR_PAGINA],
        "siguiente": halladas[POR_PAGINA - 1].id if len(halladas) > POR_PAGINA else "",
    }
    return render(request, "admin_tecnica/personas.html", contexto)


@empleado(ADMINISTRAR)
def nueva(request: PeticionConActor) -> HttpResponse:
    """Somebody begins; with a user name, their provisional password is shown once."""
    form = NuevaPersona(request.POST or None)
    if form.is_valid():
        try:
            resultado = _dar_de_alta(request, form)
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
        else:
            hecho = {"titulo": _("Persona dada de alta"), "cuentas": resultado.cuentas}
            return render(request, "admin_tecnica/cuentas_nuevas.html", hecho)
    contexto = {"titulo": _("Nueva persona"), "form": form, "hay_errores": bool(form.errors)}
    return render(request, "admin_tecnica/persona_nueva.html", contexto, status=422 if form.errors else 200)


@empleado(ADMINISTRAR)
@require_GET
def persona(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """One person: posts of today, account, what can be done with it."""
    quien = _empleado(request, empleado_id, _("Consultar la ficha"))
    contexto = {
        "titulo": quien.nombre,
        "quien": quien,
        "puestos": consultas.puestos_de(quien, en=dia_de_hoy()),
        "puede_cuentas": request.actor.puede("cuentas.administrar"),
        "certificados": firma.certificados_de(quien.id)[:10],
    }
    return render(request, "admin_tecnica/persona.html", contexto)


@empleado("cuentas.administrar")
@require_POST
def restablecer_contrasena(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """A provisional password, shown once."""
    quien = _empleado(request, empleado_id, _("Restablecer su contraseña"))
    provisional = contrasena.restablecer_contrasena(
        actor=request.actor, cuenta_id=_cuenta(quien), maquina=RelojSistema()
    )
    usuario = quien.cuenta.usuario if quien.cuenta else ""
    contexto = {
        "titulo": _("Contraseña restablecida"),
        "cuentas": [{"usuario": usuario, "contrasena": provisional, "nombre": quien.nombre}],
    }
    return render(request, "admin_tecnica/cuentas_nuevas.html", contexto)


@empleado("cuentas.administrar")
@require_POST
def retirar_segundo_factor(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """They lost it: the next login enrols another."""
    quien = _empleado(request, empleado_id, _("Retirar su segundo factor"))
    segundo_factor.restablecer(actor=request.actor, cuenta_id=_cuenta(quien), maquina=RelojSistema())
    messages.success(request, _("Segundo factor retirado. Pondrá otro la próxima vez que entre."))
    return _ficha(empleado_id)


@empleado("cuentas.administrar")
def revocar_certificado(request: PeticionConActor, empleado_id: UUID, certificado_id: UUID) -> HttpResponse:
    """Stop this person's certificate here, with the reason; nobody else's."""
    quien = _empleado(request, empleado_id, _("Revocar su certificado de firma"))
    if not firma.certificados_de(quien.id).filter(id=certificado_id, retirado_el=None).exists():
        raise NoEncontrado(_("Esta persona no tiene ese certificado en vigor."))
    cambio = Cambio(
        _("Revocar el certificado de firma de %(quien)s") % {"quien": quien.nombre},
        _("Revocar el certificado"),
        reverse("admin_tecnica:persona", args=[empleado_id]),
        _("Certificado revocado: esta persona no puede firmar hasta que guarde otro."),
        _(
            "Deja de firmar esta persona, y solo ella; lo que ya firmó sigue valiendo. Aquí se borra su clave, pero el certificado "
            "sigue vivo fuera: si se ha perdido o robado, quien es su titular debe pedir a su emisor que lo revoque."
        ),
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        MotivoDeRevocacion(request.POST or None),
        lambda d: acciones_certificado.revocar_certificado(
            actor=request.actor, certificado_id=certificado_id, motivo=str(d["motivo"]), reloj=reloj_de_la_casa()
        ),
    )


@empleado("cuentas.administrar")
@require_POST
def desactivar(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """Stop the account at once."""
    quien = _empleado(request, empleado_id, _("Desactivar su cuenta"))
    contrasena.desactivar_cuenta(actor=request.actor, cuenta_id=_cuenta(quien), maquina=RelojSistema())
    messages.success(request, _("Cuenta desactivada. Sus sesiones se han cerrado."))
    return _ficha(empleado_id)


@empleado("cuentas.administrar")
@require_POST
def reactivar(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """Let it log in again."""
    quien = _empleado(request, empleado_id, _("Reactivar su cuenta"))
    contrasena.reactivar_cuenta(actor=request.actor, cuenta_id=_cuenta(quien), maquina=RelojSistema())
    messages.success(request, _("Cuenta reactivada."))
    return _ficha(empleado_id)


def _dar_de_alta(request: PeticionConActor, form: NuevaPersona) -> ResultadoCarga:
    """A load of one person: account and employee in one transaction, with the checks of any load."""
    fila = {campo: str(valor or "") for campo, valor in form.cleaned_data.items()}
    try:
        carga = comprobada({"empleados": [fila]}, canonico(fila).hex()[:64])
        return importar(actor=request.actor, carga=carga, reloj=reloj_de_la_casa())
    except DatosIncorrectos as error:
        problemas = [Problema(p.campo.rpartition(".")[2], p.mensaje) for p in error.problemas]
        raise DatosIncorrectos(error.mensaje, problemas=problemas) from error


def _empleado(request: PeticionConActor, empleado_id: UUID, motivo: str) -> Empleado:
    quien = Empleado.objects.select_related("persona", "cuenta").filter(id=empleado_id).first()
    if quien is None:
        raise NoEncontrado(_("No encontramos a esa persona."))
    registrar_acceso(request.actor, que="personal", objeto_id=empleado_id, motivo=motivo)
    return quien


def _cuenta(quien: Empleado) -> UUID:
    if quien.cuenta_id is None:
        raise NoEncontrado(_("Esta persona no tiene cuenta."))
    return quien.cuenta_id


def _ficha(empleado_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin_tecnica:persona", args=[empleado_id]))
