"""The third parties: who they are, their documents, and the account that one person writes and another confirms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_terceros import (
    BusquedaDeTercero,
    Confirmacion,
    Motivo,
    NuevaCuenta,
    NuevoDocumento,
    NuevoTercero,
)
from consistorio.canales.escritorio.guardadas import elegida
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import FicheroAdmitido, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.terceros import acciones, consultas
from consistorio.economia.terceros.acceso import documento_para, tercero_para
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.economia.terceros.permisos import ALTA, BLOQUEAR, CONFIRMAR, CUENTA, VER
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Empleado


@empleado(VER)
@require_http_methods(["GET", "POST"])
def terceros(request: PeticionConActor) -> HttpResponse:
    """Look for somebody, and what waits to be confirmed by this person. What is looked for is sent, not put in the address."""
    vista = elegida(request, "terceros")
    form = BusquedaDeTercero(request.POST if request.method == "POST" else vista.filtros or None)
    hallados = None
    if form.is_valid():
        hallados = consultas.buscar(request.actor, form.cleaned_data["texto"])
    contexto = {
        "titulo": _("Terceros"),
        **vista.para_la_pagina(),
        "form": form,
        "hallados": hallados,
        "por_confirmar": consultas.por_confirmar(request.actor),
        "hay_de_carga": consultas.hay_de_carga(request.actor),
        "cesiones": consultas.cesiones_por_confirmar(request.actor),
        "da_de_alta": request.actor.puede(ALTA),
        "hay_errores": bool(form.errors),
    }
    return render(request, "escritorio/economia/terceros.html", contexto, status=422 if form.errors else 200)


@empleado(ALTA)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor) -> HttpResponse:
    """Give somebody a ficha; who has one is led to it."""
    form = NuevoTercero(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        ficha = acciones.dar_de_alta(actor=request.actor, persona=form.persona(), reloj=reloj_de_la_casa())
        messages.success(request, _("Esta es su ficha. Añada ahora el certificado de su cuenta."))
        return redirect("escritorio:tercero", tercero_id=ficha.id)

    pagina = PaginaDeFormulario(
        _("Dar de alta a un tercero"),
        _("Terceros"),
        _("Si ya tiene ficha, se abrirá la que hay."),
        _("Dar de alta"),
        reverse("escritorio:terceros"),
        _("Terceros"),
    )
    return atender(request, form, pagina, hacer)


@empleado(VER)
@require_GET
def tercero(request: PeticionConActor, tercero_id: UUID) -> HttpResponse:
    """A ficha: account in force, accounts before, documents and what stops its payments."""
    ficha = tercero_para(request.actor, tercero_id, motivo=VER)
    cuentas = list(ficha.cuentas.select_related("titularidad").order_by("-anotada_el"))
    pendiente = next((una for una in cuentas if una.estado == CuentaTercero.Estado.PENDIENTE), None)
    de_otra_mano = pendiente is not None and pendiente.anotada_por != request.actor.id
    contexto = {
        "titulo": ficha.persona.nombre_completo,
        "ficha": ficha,
        "cuentas": cuentas,
        "vigente": next((una for una in cuentas if una.estado == CuentaTercero.Estado.VIGENTE), None),
        "pendiente": pendiente,
        "quien": _nombres(cuentas),
        "documentos": list(ficha.documentos.select_related("documento").order_by("-anotado_el")),
        "bloqueos": consultas.bloqueos_de(ficha.persona_id, en=hoy(reloj_de_la_casa())),
        "puede_documentos": request.actor.puede(ALTA),
        "puede_cuenta": request.actor.puede(CUENTA),
        "puede_bloquear": request.actor.puede(BLOQUEAR),
        "compensar": _compensar(ficha.id) if request.actor.puede(PAGAR) else "",
        "confirma_cesiones": request.actor.puede(CONFIRMAR),
        "puede_confirmar": de_otra_mano and request.actor.puede(CONFIRMAR),
    }
    return render(request, "escritorio/economia/tercero.html", contexto)


def _compensar(ficha_id: UUID) -> str:
    """Where its debts of the newest open year are compensated."""
    anio = Ejercicio.objects.filter(estado=Ejercicio.Estado.ABIERTO).order_by("-anio").first()
    return reverse("escritorio:compensar", args=[anio.anio, ficha_id]) if anio is not None else ""


@empleado(ALTA)
@require_http_methods(["GET", "POST"])
def documento_nuevo(request: PeticionConActor, tercero_id: UUID) -> HttpResponse:
    """Put a document in a ficha."""
    ficha = tercero_para(request.actor, tercero_id, motivo=ALTA)
    enviado = request.method == "POST"
    form = NuevoDocumento(request.POST if enviado else None, request.FILES if enviado else None)

    def hacer() -> HttpResponse:
        fichero = form.cleaned_data["fichero"]
        assert isinstance(fichero, FicheroAdmitido)  # noqa: S101  # narrows the type
        acciones.incorporar_documento(
            actor=request.actor,
            tercero_id=ficha.id,
            flujo=fichero.contenido,
            nombre=fichero.nombre,
            titulo=form.cleaned_data["titulo"],
            clase=form.cleaned_data["clase"],
            valido_hasta=form.cleaned_data["valido_hasta"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Documento añadido a la ficha."))
        return redirect("escritorio:tercero", tercero_id=ficha.id)

    pagina = _pagina(ficha, _("Añadir un documento"), _("Queda en su ficha y no se puede cambiar."), _("Añadir"))
    return atender(request, form, pagina, hacer)


@empleado(VER)
@require_GET
def documento(request: PeticionConActor, documento_id: UUID) -> HttpResponseBase:
    """The bytes of a document of a ficha."""
    return entregar(documento_para(request.actor, documento_id, motivo=VER))


@empleado(CUENTA)
@require_http_methods(["GET", "POST"])
def cuenta_nueva(request: PeticionConActor, tercero_id: UUID) -> HttpResponse:
    """Write down where somebody asks to be paid."""
    ficha = tercero_para(request.actor, tercero_id, motivo=CUENTA)
    form = NuevaCuenta(request.POST if request.method == "POST" else None, ficha)

    def hacer() -> HttpResponse:
        acciones.anotar_cuenta(
            actor=request.actor,
            tercero_id=ficha.id,
            iban=form.cleaned_data["iban"],
            bic=form.cleaned_data["bic"],
            documento_id=UUID(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Cuenta anotada. No se pagará en ella hasta que la confirme otra persona."))
        return redirect("escritorio:tercero", tercero_id=ficha.id)

    explicacion = _(
        "Otra persona tendrá que leer el certificado y confirmarla. Mientras tanto sigue la cuenta anterior."
    )
    pagina = _pagina(ficha, _("Anotar su cuenta bancaria"), explicacion, _("Anotar la cuenta"))
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible, NoPermitido))


@empleado(CONFIRMAR)
@require_http_methods(["GET", "POST"])
def confirmar(request: PeticionConActor, cuenta_id: UUID) -> HttpResponse:
    """The second person reads the certificate and types the account again."""
    cuenta = _cuenta(request, cuenta_id, CONFIRMAR)
    form = Confirmacion(request.POST if request.method == "POST" else None)
    pendiente = cuenta.estado == CuentaTercero.Estado.PENDIENTE
    if request.method == "POST" and form.is_valid():
        try:
            acciones.confirmar_cuenta(
                actor=request.actor, cuenta_id=cuenta.id, iban=form.cleaned_data["iban"], reloj=reloj_de_la_casa()
            )
        except (FaseIncompatible, NoPermitido) as error:
            form.add_error(None, error.entero)
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Cuenta confirmada. Desde hoy se le paga en ella."))
            return redirect("escritorio:tercero", tercero_id=cuenta.tercero_id)
    contexto = {
        "titulo": _("Confirmar una cuenta bancaria"),
        "cuenta": cuenta,
        "pendiente": pendiente,
        "quien": _nombres([cuenta]).get(cuenta.anotada_por, ""),
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "escritorio/economia/confirmar_cuenta.html", contexto, status=422 if form.errors else 200)


@empleado(CONFIRMAR)
@require_http_methods(["GET", "POST"])
def rechazar(request: PeticionConActor, cuenta_id: UUID) -> HttpResponse:
    """Not confirm it, with the reason."""
    cuenta = _cuenta(request, cuenta_id, CONFIRMAR)
    form = Motivo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.rechazar_cuenta(
            actor=request.actor, cuenta_id=cuenta.id, motivo=form.cleaned_data["motivo"], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Cuenta rechazada: no se pagará en ella."))
        return redirect("escritorio:tercero", tercero_id=cuenta.tercero_id)

    explicacion = _("No se pagará en ella. Quien la anotó verá el motivo.")
    pagina = _pagina(cuenta.tercero, _("Rechazar una cuenta bancaria"), explicacion, _("Rechazar la cuenta"))
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible, NoPermitido))


@empleado(CUENTA)
@require_http_methods(["GET", "POST"])
def retirar(request: PeticionConActor, cuenta_id: UUID) -> HttpResponse:
    """Withdraw the account in force, with the reason."""
    cuenta = _cuenta(request, cuenta_id, CUENTA)
    form = Motivo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.retirar_cuenta(
            actor=request.actor, cuenta_id=cuenta.id, motivo=form.cleaned_data["motivo"], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Cuenta retirada. No se le puede pagar hasta que tenga otra."))
        return redirect("escritorio:tercero", tercero_id=cuenta.tercero_id)

    explicacion = _("Desde hoy no se paga en ella. Para volver a pagarle hará falta otra cuenta confirmada.")
    pagina = _pagina(cuenta.tercero, _("Retirar su cuenta bancaria"), explicacion, _("Retirar la cuenta"))
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible, NoPermitido))


def _cuenta(request: PeticionConActor, cuenta_id: UUID, permiso: str) -> CuentaTercero:
    """An account, by the door of its ficha. Raises NoEncontrado."""
    cuenta = CuentaTercero.objects.select_related("titularidad__documento").filter(id=cuenta_id).first()
    if cuenta is None:
        raise NoEncontrado(_("No encontramos esa cuenta."))
    cuenta.tercero = tercero_para(request.actor, cuenta.tercero_id, motivo=permiso)
    return cuenta


def _nombres(cuentas: list[CuentaTercero]) -> dict[UUID, str]:
    """Who wrote and who confirmed some accounts."""
    ids = {quien for una in cuentas for quien in (una.anotada_por, una.confirmada_por) if quien is not None}
    return {uno.id: uno.nombre for uno in Empleado.objects.filter(id__in=ids)}


def _pagina(ficha: Tercero, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    nombre = ficha.persona.nombre_completo
    return PaginaDeFormulario(
        titulo, nombre, explicacion, boton, reverse("escritorio:tercero", args=[ficha.id]), _("Ficha del tercero")
    )
