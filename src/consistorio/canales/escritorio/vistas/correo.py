"""Letters on paper: what my units have to print and post, what they wait for, and what could not be delivered."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_correo
from consistorio.canales.escritorio.lecturas_mesa import con_tope
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones import consultas, reglas
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.acciones import (
    anotar_direccion,
    declarar_lugar_ignorado,
    enviar_varias,
    imprimir,
    retirar_envio,
)
from consistorio.servicios.notificaciones.models import EnvioRetirado, LugarIgnorado, Notificacion
from consistorio.servicios.notificaciones.permisos import PAPEL, RETIRAR
from consistorio.servicios.notificaciones.tipos import DireccionPostal, PorEnviar, Procedencia

POR_PAGINA = 25
TOPE = 100
PROCEDENCIAS = [
    (
        Procedencia.PERSONA.value,
        gettext_lazy(
            "La dio la persona interesada o quien la representa. Vale también para sus próximos envíos en este expediente, "
            "porque es donde quiere recibirlos (artículo 41.3)"
        ),
    ),
    (
        Procedencia.PADRON.value,
        gettext_lazy("Consta en el padrón. Vale solo para este envío (artículo 41.4)"),
    ),
    (
        Procedencia.OTRO_REGISTRO.value,
        gettext_lazy("Consta en otro registro o la dio otra Administración. Vale solo para este envío"),
    ),
]
LISTAS: dict[str, tuple[str, Callable[[Actor], QuerySet[Notificacion]]]] = {
    "por_enviar": (gettext_lazy("Por enviar"), consultas.por_enviar),  # type: ignore[dict-item]  # a lazy text is a text
    "sin_resultado": (gettext_lazy("Enviadas, sin resultado"), consultas.sin_resultado),  # type: ignore[dict-item]
    "por_publicar": (gettext_lazy("Por publicar en el BOE"), consultas.por_publicar),  # type: ignore[dict-item]
}


class Direccion(forms.Form):
    """Where a letter goes."""

    via = forms.CharField(
        label=gettext_lazy("Calle, número y piso"),
        max_length=200,
        error_messages={"required": gettext_lazy("Escriba la calle y el número.")},
    )
    codigo_postal = forms.CharField(
        label=gettext_lazy("Código postal"),
        max_length=12,
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
        error_messages={"required": gettext_lazy("Escriba el código postal.")},
    )
    municipio = forms.CharField(
        label=gettext_lazy("Municipio"),
        max_length=100,
        error_messages={"required": gettext_lazy("Escriba el municipio.")},
    )
    provincia = forms.CharField(label=gettext_lazy("Provincia"), max_length=60, required=False)
    pais = forms.CharField(
        label=gettext_lazy("País"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Solo si no es España."),
    )
    procedencia = forms.ChoiceField(
        label=gettext_lazy("¿De dónde sale esta dirección?"),
        choices=PROCEDENCIAS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Diga de dónde sale la dirección.")},
    )

    def escrita(self) -> DireccionPostal:
        """The address as it was typed."""
        return DireccionPostal(
            *(str(self.data.get(c, "")) for c in ("via", "codigo_postal", "municipio", "provincia", "pais"))
        )

    def clean(self) -> dict[str, object]:
        """Everything that is wrong with it, at once."""
        datos = super().clean() or {}
        for problema in reglas.problemas_de_direccion(self.escrita()):
            if problema.campo not in self.errors:
                self.add_error(problema.campo, problema.mensaje)
        return datos


class SinLugar(forms.Form):
    """Why a letter is announced without posting it (LPACAP 44)."""

    motivo = forms.ChoiceField(
        label=gettext_lazy("¿Por qué no se puede enviar?"),
        choices=LugarIgnorado.Motivo.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija un motivo.")},
    )
    consultado = forms.BooleanField(
        label=gettext_lazy("He mirado en el padrón y no consta ninguna dirección (artículo 41.4)"),
        error_messages={"required": gettext_lazy("Mire antes en el padrón (artículo 41.4) y márquelo.")},
    )
    averiguado = forms.CharField(
        label=gettext_lazy("¿Qué más se ha hecho para averiguarla?"),
        help_text=gettext_lazy("Por ejemplo, preguntar a otras Administraciones. Consta en el justificante."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Explique qué se ha hecho para averiguarlo.")},
    )


_MOTIVOS = [(motivo.value, motivo.label) for motivo in EnvioRetirado.DE_UNA_PERSONA]


class Retirada(forms.Form):
    """Why a letter is given up."""

    motivo = forms.ChoiceField(
        label=gettext_lazy("¿Por qué no se envía?"),
        choices=_MOTIVOS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija un motivo.")},
    )
    explicacion = forms.CharField(
        label=gettext_lazy("Explíquelo"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Explique el motivo.")},
    )

    def __init__(self, datos: QueryDict | None, *, notificacion: Notificacion) -> None:
        super().__init__(datos)
        motivo = self.fields["motivo"]
        if notificacion.estado == Notificacion.Estado.INFRUCTUOSA:
            motivo.label = _("¿Por qué no se publica?")
        if notificacion.clase == Notificacion.Clase.NOTIFICACION:  # without an address it is announced (LPACAP 44)
            sin_direccion = EnvioRetirado.Motivo.DIRECCION.value
            elegibles = [(valor, texto) for valor, texto in _MOTIVOS if valor != sin_direccion]
            self.fields["motivo"] = forms.ChoiceField(
                label=motivo.label, choices=elegibles, widget=forms.RadioSelect, error_messages=motivo.error_messages
            )


@empleado(PAPEL)
@require_GET
def correo(request: PeticionConActor) -> HttpResponse:
    """A page of the letters of my units, the oldest first: those to post, those that wait for a result, those to announce."""
    cual = request.GET.get("ver", "")
    cual = cual if cual in LISTAS else "por_enviar"
    desde = numero(request.GET.get("desde")) or 0
    todas = (
        LISTAS[cual][1](request.actor)
        .select_related("expediente__unidad", "destinatario", "representante", "salida")
        .prefetch_related("impresiones", "intentos")
    )
    pagina = list(todas[desde : desde + POR_PAGINA + 1])
    registrar_acceso(request.actor, que="notificacion", objeto_id="correo postal", motivo="Correo postal de mi unidad")
    aqui = _lista(cual)
    contexto = {
        "titulo": _("Correo postal"),
        "filtros": _filtros(request.actor, cual),
        "cual": cual,
        "filas": lecturas_correo.filas(pagina[:POR_PAGINA]),
        "puede_retirar": request.actor.puede(RETIRAR),
        "siguiente": f"{aqui}&desde={desde + POR_PAGINA}" if len(pagina) > POR_PAGINA else "",
        "anterior": f"{aqui}&desde={max(desde - POR_PAGINA, 0)}" if desde else "",
    }
    return render(request, "escritorio/correo.html", contexto)


def _filtros(actor: Actor, cual: str) -> list[Enlace]:
    enlaces = []
    for codigo, (texto, lista) in LISTAS.items():
        cuantas = lista(actor)[:TOPE].count()
        enlaces.append(Enlace(f"{texto} ({con_tope(cuantas)})", _lista(codigo), codigo == cual))
    return enlaces


@empleado(PAPEL)
@require_POST
def imprimir_envio(request: PeticionConActor, notificacion_id: UUID) -> HttpResponseBase:
    """The PDF of a letter. Without an address there is none to print yet: to its page, that asks for it."""
    try:
        impreso = imprimir(actor=request.actor, notificacion_id=notificacion_id, reloj=reloj_de_la_casa())
    except DatosIncorrectos as error:
        messages.error(request, error.entero)
        if any(problema.campo == "direccion" for problema in error.problemas):
            return redirect("escritorio:direccion_postal", notificacion_id=notificacion_id)
        return redirect("escritorio:correo")
    respuesta = FileResponse(impreso.pdf, as_attachment=True, filename=impreso.nombre, content_type="application/pdf")
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


@empleado(PAPEL)
@require_POST
def marcar_enviadas(request: PeticionConActor) -> HttpResponse:
    """Take what is marked as posted now. What could not be is told one by one, with what to do."""
    marcadas = [m for m in map(_uuid, request.POST.getlist("notificaciones")) if m is not None]
    if not marcadas:
        messages.error(request, _("Marque al menos un envío."))
        return redirect("escritorio:correo")
    envios = [PorEnviar(m, request.POST.get(f"codigo-{m}", "")) for m in marcadas]
    resultado = enviar_varias(actor=request.actor, envios=envios, reloj=reloj_de_la_casa())
    if resultado.enviadas:
        numeros = {"n": len(resultado.enviadas), "total": len(marcadas)}
        messages.success(request, _("Constan enviadas %(n)d de %(total)d, con su asiento de salida.") % numeros)
    for fallo in resultado.fallidas:
        messages.error(request, fallo.motivo)
    return redirect("escritorio:correo")


@empleado(PAPEL)
@require_http_methods(["GET", "POST"])
def direccion(request: PeticionConActor, notificacion_id: UUID) -> HttpResponse:
    """Write down where a letter goes, or correct it before it leaves."""
    notificacion = notificacion_para(request.actor, notificacion_id, motivo=_("Dirección postal"))
    formulario = Direccion(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        anotar_direccion(
            actor=request.actor,
            notificacion_id=notificacion_id,
            direccion=formulario.escrita(),
            procedencia=Procedencia(formulario.cleaned_data["procedencia"]),
            reloj=reloj_de_la_casa(),
        )
        de_la_persona = formulario.cleaned_data["procedencia"] == Procedencia.PERSONA.value
        de_la_persona = de_la_persona and consultas.parte_de(notificacion).exists()
        messages.success(
            request,
            _("Dirección anotada, también para sus próximos envíos en este expediente. Ya puede imprimirla.")
            if de_la_persona
            else _("Dirección anotada, solo para este envío. Ya puede imprimirla."),
        )
        return redirect("escritorio:correo")

    receptor = notificacion.representante or notificacion.destinatario
    explicacion = (
        _("Ahora se envía a: %(d)s. La que escriba la sustituye.") % {"d": notificacion.direccion_postal}
        if notificacion.direccion_postal
        else _("No consta ninguna. Pídala a esa persona o mire en el padrón.")
    )
    pagina = PaginaDeFormulario(
        _("Dirección de %(p)s") % {"p": receptor.nombre_completo},
        f"{notificacion.numero} · {notificacion.expediente.numero}",
        explicacion,
        _("Guardar la dirección"),
        reverse("escritorio:correo"),
        _("Correo postal"),
    )
    return atender(request, formulario, pagina, hacer)


@empleado(PAPEL)
@require_http_methods(["GET", "POST"])
def lugar_ignorado(request: PeticionConActor, notificacion_id: UUID) -> HttpResponse:
    """Say that nobody knows where to send it: it is announced in the BOE."""
    notificacion = notificacion_para(request.actor, notificacion_id, motivo=_("Lugar que se ignora"))
    formulario = SinLugar(request.POST if request.method == "POST" else None)

    def hacer() -> str:
        declarar_lugar_ignorado(
            actor=request.actor,
            notificacion_id=notificacion_id,
            motivo=formulario.cleaned_data["motivo"],
            averiguado=formulario.cleaned_data["averiguado"],
            consultado=formulario.cleaned_data["consultado"],
            reloj=reloj_de_la_casa(),
        )
        return _("%(n)s se anuncia en el BOE. Publíquelo y anótelo aquí.")

    palabras = PorQueNoVa(
        _("No se sabe adónde enviar la carta de %(p)s"),
        _(
            "Si no hay forma de saber dónde notificarle, se anuncia en el BOE sin intentar la entrega (artículo 44). Si antes del anuncio aparece una "
            "dirección, anótela: se envía como las demás."
        ),
        _("Pasar al anuncio en el BOE"),
        lista="por_enviar",
        despues="por_publicar",
    )
    return _decir_por_que_no_va(request, notificacion, formulario, palabras, hacer)


@empleado(RETIRAR)
@require_http_methods(["GET", "POST"])
def retirar(request: PeticionConActor, notificacion_id: UUID) -> HttpResponse:
    """Give up a letter that makes no sense any more, with its reason."""
    notificacion = notificacion_para(request.actor, notificacion_id, motivo=_("Dejar sin enviar"))
    devuelta = notificacion.estado == Notificacion.Estado.INFRUCTUOSA
    formulario = Retirada(request.POST if request.method == "POST" else None, notificacion=notificacion)

    def hacer() -> str:
        retirar_envio(
            actor=request.actor,
            notificacion_id=notificacion_id,
            motivo=formulario.cleaned_data["motivo"],
            explicacion=formulario.cleaned_data["explicacion"],
            reloj=reloj_de_la_casa(),
        )
        return (
            _("%(n)s no se publicará en el BOE. No se ha notificado con ella.")
            if devuelta
            else _("%(n)s no se enviará. No se ha notificado con ella.")
        )

    lista = "por_publicar" if devuelta else "por_enviar"
    palabras = PorQueNoVa(
        _("Dejar sin publicar en el BOE la carta de %(p)s") if devuelta else _("Dejar sin enviar la carta de %(p)s"),
        _(
            "No se notificará a esta persona con esta carta, en papel ni en la sede, donde ya no podrá leerla: lo que dice no tendrá efecto para ella mientras "
            "no se le notifique de otra manera. Queda en el expediente con su motivo. No se puede deshacer."
        ),
        _("Dejar sin publicar") if devuelta else _("Dejar sin enviar"),
        lista=lista,
        despues=lista,
    )
    return _decir_por_que_no_va(request, notificacion, formulario, palabras, hacer)


@dato
class PorQueNoVa:
    """The words of a page that says why a letter does not go (`titulo` with the place of who receives it), the list it comes from and
    the one where it is seen afterwards."""

    titulo: str
    explicacion: str
    boton: str
    lista: str
    despues: str


def _decir_por_que_no_va(
    request: PeticionConActor,
    notificacion: Notificacion,
    formulario: forms.Form,
    palabras: PorQueNoVa,
    hacer: Callable[[], str],
) -> HttpResponse:
    """The page; when it is sent and right, what `hacer` says is told of the letter in its list."""

    def y_decirlo() -> HttpResponse:
        messages.success(request, hacer() % {"n": notificacion.numero})
        return redirect(_lista(palabras.despues))

    receptor = notificacion.representante or notificacion.destinatario
    pagina = PaginaDeFormulario(
        palabras.titulo % {"p": receptor.nombre_completo},
        f"{notificacion.numero} · {notificacion.expediente.numero}",
        palabras.explicacion,
        palabras.boton,
        _lista(palabras.lista),
        _("Correo postal"),
    )
    return atender(request, formulario, pagina, y_decirlo)


def _lista(cual: str) -> str:
    return f"{reverse('escritorio:correo')}?ver={cual}"


def _uuid(texto: str) -> UUID | None:
    try:
        return UUID(texto)
    except ValueError:
        return None
