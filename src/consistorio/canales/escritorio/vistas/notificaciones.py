"""The paper channel: what happened at the door, and the announcement that replaces a delivery that failed."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.campos import Hora
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Entero, Fecha
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import fecha_corta
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.acciones import anotar_intento_papel, anotar_publicacion
from consistorio.servicios.notificaciones.models import IntentoPapel, Notificacion
from consistorio.servicios.notificaciones.permisos import PAPEL
from consistorio.servicios.notificaciones.tipos import Intento, ResultadoIntento
from consistorio.tramitacion.expedientes.models import DocumentoExpediente


class IntentoDeEntrega(forms.Form):
    """One attempt of delivery, as the acknowledgement says (LPACAP 42.2)."""

    fecha = Fecha(
        label=gettext_lazy("¿Qué día se intentó?"), error_messages={"required": gettext_lazy("Escriba el día.")}
    )
    hora = Hora()
    resultado = forms.ChoiceField(
        label=gettext_lazy("¿Qué pasó?"),
        choices=IntentoPapel.Resultado.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga qué pasó.")},
    )
    receptor = forms.CharField(
        label=gettext_lazy("Si se entregó, ¿quién la recibió?"),
        help_text=gettext_lazy("Nombre y apellidos, como en el acuse."),
        max_length=160,
        required=False,
    )
    otra_persona = forms.BooleanField(label=gettext_lazy("No era la persona destinataria"), required=False)
    receptor_edad = Entero(gettext_lazy("Edad de esa otra persona"), 0, 120, obligatorio=False)
    acuse = forms.ChoiceField(
        label=gettext_lazy("Acuse de recibo escaneado"),
        help_text=gettext_lazy("Añádalo antes al expediente y elíjalo aquí."),
        required=False,
    )


class AnuncioBoe(forms.Form):
    """The announcement in the BOE (LPACAP 44)."""

    fecha = Fecha(label=gettext_lazy("¿Qué día se publicó?"))
    identificador = forms.CharField(
        label=gettext_lazy("Identificador del anuncio"),
        help_text=gettext_lazy("Por ejemplo, BOE-N-2026-123456"),
        max_length=60,
        error_messages={"required": gettext_lazy("Escriba el identificador del anuncio.")},
    )


@empleado(PAPEL)
@require_http_methods(["GET", "POST"])
def intento(request: PeticionConActor, expediente_id: UUID, notificacion_id: UUID) -> HttpResponse:
    """Record an attempt of delivery on paper."""
    notificacion = _notificacion(request, expediente_id, notificacion_id)
    formulario = IntentoDeEntrega(request.POST if request.method == "POST" else None)
    acuse = formulario.fields["acuse"]
    if isinstance(acuse, forms.ChoiceField):
        acuse.choices = [("", _("Todavía no lo tenemos")), *_documentos(expediente_id)]

    def hacer() -> HttpResponse:
        limpio = formulario.cleaned_data
        momento = datetime.combine(limpio["fecha"], limpio["hora"], MADRID).astimezone(UTC)
        anotar_intento_papel(
            actor=request.actor,
            notificacion_id=notificacion_id,
            intento=Intento(
                momento,
                ResultadoIntento(limpio["resultado"]),
                limpio["receptor"],
                not limpio["otra_persona"],
                limpio["receptor_edad"],
            ),
            acuse_id=UUID(limpio["acuse"]) if limpio["acuse"] else None,
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Intento anotado."))
        return redirect("escritorio:comunicaciones", expediente_id=expediente_id)

    numero = notificacion.intentos.count() + 1
    explicacion = _(
        "Intento %(n)d de 2. El segundo se hace en los tres días hábiles siguientes y en otra franja: antes o después de las 15:00."
    ) % {"n": min(numero, 2)}
    pagina = _pagina(notificacion, _("Anotar un intento de entrega"), explicacion, _("Anotar el intento"))
    return atender(request, formulario, pagina, hacer, {"momento": "fecha"})


@empleado(PAPEL)
@require_http_methods(["GET", "POST"])
def anuncio(request: PeticionConActor, expediente_id: UUID, notificacion_id: UUID) -> HttpResponse:
    """Record the announcement that replaces a delivery that could not be made."""
    notificacion = _notificacion(request, expediente_id, notificacion_id)
    formulario = AnuncioBoe(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        anotar_publicacion(
            actor=request.actor,
            notificacion_id=notificacion_id,
            fecha=formulario.cleaned_data["fecha"],
            identificador=formulario.cleaned_data["identificador"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Anuncio anotado. La notificación está practicada."))
        return redirect("escritorio:comunicaciones", expediente_id=expediente_id)

    explicacion = (
        _("No se sabe adónde enviarla. Con el anuncio en el BOE se tiene por notificada (artículo 44).")
        if notificacion.anuncio_sin_envio
        else _("No se pudo entregar. Con el anuncio en el BOE se tiene por notificada (artículo 44).")
    )
    pagina = _pagina(notificacion, _("Anotar el anuncio en el BOE"), explicacion, _("Anotar el anuncio"))
    return atender(request, formulario, pagina, hacer)


def _notificacion(request: PeticionConActor, expediente_id: UUID, notificacion_id: UUID) -> Notificacion:
    hallada = notificacion_para(request.actor, notificacion_id, motivo="entrega en papel")
    if hallada.expediente_id != expediente_id:
        raise NoEncontrado(_("No encontramos esa notificación."))
    return hallada


def _documentos(expediente_id: UUID) -> list[tuple[str, str]]:
    """The newest documents of the case, where the scanned acknowledgement is."""
    suyos = DocumentoExpediente.objects.filter(expediente_id=expediente_id).values("documento_id")
    ultimos = Documento.objects.filter(id__in=suyos).order_by("-fecha_captura")[:50]
    return [(str(d.id), f"{d.titulo} ({fecha_corta(d.fecha_captura)})") for d in ultimos]


def _pagina(notificacion: Notificacion, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:comunicaciones", args=[notificacion.expediente_id])
    leyenda = f"{notificacion.numero} · {notificacion.asunto}"
    return PaginaDeFormulario(titulo, leyenda, explicacion, boton, vuelta, notificacion.expediente.numero)
