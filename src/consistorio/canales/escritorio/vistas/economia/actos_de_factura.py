"""What is done with an invoice: conformed, rejected, given back, sent, recognised, paid, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.formularios_facturas import (
    Avisado,
    Conformar,
    Contabilizar,
    Emisor,
    Original,
    Pagada,
    PorQue,
    Rechazar,
    Remitir,
    ResolverAnulacion,
)
from consistorio.canales.escritorio.templatetags.escritorio_cifras import euros
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.facturas import acciones, hallazgos
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.permisos import CONFORMAR, CONTABILIZAR, RECHAZAR, REGISTRAR
from consistorio.economia.facturas.permisos import VER as VER_TODAS
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import MADRID, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

DICHAS = (FaseIncompatible, NoPermitido, Conflicto)


@empleado(CONFORMAR)
@require_http_methods(["GET", "POST"])
def conformar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Say that what is invoiced was received as agreed."""
    una = _factura(request, factura_id, CONFORMAR)
    visto = hallazgos.de_factura(una)
    form = Conformar(request.POST if request.method == "POST" else None, visto)
    explicacion = _("Dice que lo facturado se recibió como se había pactado. Desde hoy cuenta el plazo para pagar.")
    return _acto(
        request,
        una,
        form,
        (
            _("Conformar la factura"),
            explicacion,
            _("Conformar"),
            _("Factura conformada. Su documento llega a su portafirmas: fírmelo cuando pueda, solo o con otros."),
        ),
        lambda: acciones.conformar(
            actor=request.actor,
            factura_id=una.id,
            observaciones=form.cleaned_data["observaciones"],
            a_pesar=form.dicho,
            reloj=reloj_de_la_casa(),
        ),
        visto=visto,
    )


@empleado(CONFORMAR)
@require_http_methods(["GET", "POST"])
def rechazar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Reject it for one of the legal reasons."""
    una = _factura(request, factura_id, CONFORMAR)
    form = Rechazar(request.POST if request.method == "POST" else None, initial={"motivo": una.motivo_propuesto})
    explicacion = _("Solo se rechaza por uno de estos motivos. Quien la presentó podrá corregirla y presentar otra.")
    return _acto(
        request,
        una,
        form,
        (_("Rechazar la factura"), explicacion, _("Rechazar"), _("Factura rechazada.")),
        lambda: acciones.rechazar(
            actor=request.actor,
            factura_id=una.id,
            motivo=form.cleaned_data["motivo"],
            texto=form.cleaned_data["texto"],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(CONFORMAR)
@require_http_methods(["GET", "POST"])
def devolver(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Give back one that is not of one's unit."""
    una = _factura(request, factura_id, CONFORMAR)
    form = PorQue(request.POST if request.method == "POST" else None)
    explicacion = _("Vuelve a Intervención, que la enviará a otra unidad. Si sabe de cuál es, dígalo.")
    return _acto(
        request,
        una,
        form,
        (_("Esta factura no es de mi unidad"), explicacion, _("Devolverla"), _("Factura devuelta a Intervención.")),
        lambda: acciones.devolver(
            actor=request.actor, factura_id=una.id, texto=form.cleaned_data["texto"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def remitir(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Send it to the unit that has to conform it."""
    una = _factura(request, factura_id, REGISTRAR)
    form = Remitir(request.POST if request.method == "POST" else None, hoy(reloj_de_la_casa()))
    explicacion = _("La verá quien dirige esa unidad, o quien le suple.")
    return _acto(
        request,
        una,
        form,
        (_("Enviar la factura a una unidad"), explicacion, _("Enviar"), _("Factura enviada.")),
        lambda: acciones.remitir(
            actor=request.actor,
            factura_id=una.id,
            unidad_id=UUID(form.cleaned_data["unidad"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def identificar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Say who sent it, when its number is not Spanish or is not understood."""
    una = _factura(request, factura_id, REGISTRAR)
    form = Emisor(request.POST if request.method == "POST" else None, request.actor)

    def anotada() -> Factura:
        assert form.hallado is not None  # noqa: S101  # narrows the type
        return acciones.identificar_emisor(
            actor=request.actor, factura_id=una.id, tercero_id=form.hallado, reloj=reloj_de_la_casa()
        )

    explicacion = _("La factura dice «%(nif)s». Lo que dice no cambia.") % {"nif": una.emisor_nif or una.emisor_nombre}
    textos = (_("Decir quién expidió la factura"), explicacion, _("Guardar"), _("Anotado quién la expidió."))
    return _acto(request, una, form, textos, anotada)


@empleado(CONTABILIZAR)
@require_http_methods(["GET", "POST"])
def contabilizar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Note in which operation its obligation was recognised."""
    una = _factura(request, factura_id, CONTABILIZAR)
    visto = hallazgos.de_factura(una)
    form = Contabilizar(request.POST if request.method == "POST" else None, visto, hoy(reloj_de_la_casa()).year)

    def anotada() -> Factura:
        dicha = Operacion.objects.filter(
            libro=Operacion.Libro.GASTO, ejercicio=form.cleaned_data["anio"], numero=form.cleaned_data["numero"]
        ).first()
        if dicha is None:
            mensaje = _("No hay ninguna operación de gasto con ese número en ese ejercicio.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("numero", mensaje)])
        return acciones.contabilizar(
            actor=request.actor,
            factura_id=una.id,
            operacion_id=dicha.id,
            a_pesar=form.dicho,
            reloj=reloj_de_la_casa(),
        )

    explicacion = _("Primero se anota la operación de gasto, y aquí se dice cuál es.")
    textos = (_("Anotar la obligación de la factura"), explicacion, _("Anotarla"), _("Obligación anotada."))
    return _acto(request, una, form, textos, anotada, visto=visto)


@empleado(CONTABILIZAR)
@require_http_methods(["GET", "POST"])
def pagada(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Note when it was paid."""
    una = _factura(request, factura_id, CONTABILIZAR)
    form = Pagada(request.POST if request.method == "POST" else None)
    explicacion = _("Solo para las que tienen su obligación en la contabilidad de otro programa.")
    return _acto(
        request,
        una,
        form,
        (_("Anotar que la factura se pagó"), explicacion, _("Anotarlo"), _("Pago anotado.")),
        lambda: acciones.pagada(
            actor=request.actor,
            factura_id=una.id,
            pagada_el=datetime.combine(form.cleaned_data["fecha"], time(12), tzinfo=MADRID),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def pedir_anulacion(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Note that who sent it asks to cancel it."""
    una = _factura(request, factura_id, REGISTRAR)
    form = PorQue(request.POST if request.method == "POST" else None)
    explicacion = _("Mientras se contesta, nadie puede conformarla.")
    return _acto(
        request,
        una,
        form,
        (_("Anotar que piden anular la factura"), explicacion, _("Anotarlo"), _("Petición anotada.")),
        lambda: acciones.pedir_anulacion(
            actor=request.actor, factura_id=una.id, texto=form.cleaned_data["texto"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(RECHAZAR)
@require_http_methods(["GET", "POST"])
def resolver_anulacion(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Answer who asked to cancel it."""
    una = _factura(request, factura_id, RECHAZAR)
    form = ResolverAnulacion(request.POST if request.method == "POST" else None)
    explicacion = _("Si se anula, la factura termina aquí.")
    return _acto(
        request,
        una,
        form,
        (_("Contestar a quien pide anular la factura"), explicacion, _("Contestar"), _("Contestación anotada.")),
        lambda: acciones.resolver_anulacion(
            actor=request.actor,
            factura_id=una.id,
            acepta=form.cleaned_data["acepta"] == "si",
            texto=form.cleaned_data["texto"],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def avisar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Note how who sent a rejected one was told, since the mail did not reach them."""
    una = _factura(request, factura_id, REGISTRAR)
    form = Avisado(request.POST if request.method == "POST" else None)
    explicacion = _("El correo no le llegó, o no se conoce. Avísele por escrito y anote aquí cómo.")

    def anotado() -> Factura:
        acciones.avisar_por_otro_medio(
            actor=request.actor, factura_id=una.id, como=form.cleaned_data["texto"], reloj=reloj_de_la_casa()
        )
        return una

    textos = (_("Anotar que se avisó a quien presentó la factura"), explicacion, _("Anotarlo"), _("Aviso anotado."))
    return _acto(request, una, form, textos, anotado)


@empleado(REGISTRAR)
@require_http_methods(["GET", "POST"])
def adjuntar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Put beside one that came from another register the file that it had."""
    una = _factura(request, factura_id, REGISTRAR)
    form = Original(request.POST, request.FILES) if request.method == "POST" else Original()
    explicacion = _("Vino del registro de facturas anterior sin su archivo. El que adjunte no se podrá cambiar.")

    def adjuntada() -> Factura:
        subido = form.cleaned_data["fichero"]
        return acciones.adjuntar_original(
            actor=request.actor,
            factura_id=una.id,
            flujo=subido.file,
            nombre=subido.name or "factura",
            reloj=reloj_de_la_casa(),
        )

    textos = (_("Adjuntar el original de la factura"), explicacion, _("Adjuntarlo"), _("Original adjuntado."))
    return _acto(request, una, form, textos, adjuntada)


def _factura(request: PeticionConActor, factura_id: UUID, motivo: str) -> Factura:
    return factura_para(request.actor, factura_id, motivo=motivo, reloj=reloj_de_la_casa())


def _acto(
    request: PeticionConActor,
    una: Factura,
    form: forms.Form,
    textos: tuple[str, str, str, str],
    accion: Callable[[], Factura],
    *,
    visto: hallazgos.Visto | None = None,
) -> HttpResponse:
    """The page of an act and, when it is sent and right, the act; back to the invoice, or to the list if it is no longer theirs to see."""
    titulo, explicacion, boton, dicho = textos

    def hacer() -> HttpResponse:
        hecha = accion()
        messages.success(request, dicho)
        if hecha.estado == Factura.Estado.ANOTADA and not request.actor.puede(VER_TODAS):
            return redirect("escritorio:facturas")
        return redirect("escritorio:factura", factura_id=hecha.id)

    leyenda = f"{una.codigo} · {una.emisor_nombre} · {euros(una.total)}"
    vuelta = reverse("escritorio:factura", args=[una.id])
    pagina = PaginaDeFormulario(titulo, leyenda, explicacion, boton, vuelta, _("La factura"), visto=visto)
    return atender(request, form, pagina, hacer, sin_mas=DICHAS)
