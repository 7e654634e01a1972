"""What stops the payments of a third party or sends them to another one: put and lifted, each with its document."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Fecha, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.terceros import acciones
from consistorio.economia.terceros.acceso import tercero_para
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.models import Bloqueo, Tercero
from consistorio.economia.terceros.permisos import BLOQUEAR, CONFIRMAR
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona


class ConDocumento(Formulario):
    """Which document of the ficha says so."""

    documento = forms.ChoiceField(
        label=gettext_lazy("Documento que lo dice"),
        help_text=gettext_lazy("Si no está en la lista, añádalo antes a la ficha."),
    )

    def __init__(self, datos: object, tercero: Tercero) -> None:
        super().__init__(datos)
        campo = self.fields["documento"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [
            ("", _("Elija")),
            *(
                (str(uno.documento_id), f"{uno.documento.titulo} ({uno.anotado_el:%d/%m/%Y})")
                for uno in tercero.documentos.select_related("documento").order_by("-anotado_el")
            ),
        ]


class NuevoBloqueo(ConDocumento):
    """A block as it is typed."""

    clase = forms.ChoiceField(label=gettext_lazy("¿Por qué?"), choices=Bloqueo.Clase.choices, widget=forms.RadioSelect)
    a_favor_de = forms.CharField(
        label=gettext_lazy("NIF de quien cobra en su lugar"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Si nadie cobra en su lugar, déjelo vacío: sus pagos quedan retenidos."),
        widget=forms.TextInput(attrs={"data-ancho": "20"}),
    )
    tope = forms.CharField(
        label=gettext_lazy("Hasta cuánto, en euros"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Sin límite, déjelo vacío."),
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    desde = Fecha(label=gettext_lazy("Desde el día"), help_text=gettext_lazy("Por ejemplo, 23 3 2026"))
    hasta = Fecha(
        label=gettext_lazy("Último día, si lo hay"),
        required=False,
        help_text=gettext_lazy("Por ejemplo, 31 12 2026"),
    )
    field_order = ("clase", "documento", "a_favor_de", "tope", "desde", "hasta")
    cobra: UUID | None = None

    def clean_a_favor_de(self) -> str:
        """Who it is. Raises ValidationError (they have no ficha)."""
        nif = "".join(c for c in str(self.cleaned_data["a_favor_de"]).upper() if c.isalnum())
        if not nif:
            return ""
        persona = Persona.objects.filter(nif=nif).first()
        ficha = Tercero.objects.filter(persona=persona).first() if persona is not None else None
        if ficha is None:
            raise forms.ValidationError(_("Nadie con ese NIF tiene ficha. Dele de alta antes en «Terceros»."))
        self.cobra = ficha.id
        return nif


@empleado(BLOQUEAR)
@require_http_methods(["GET", "POST"])
def poner(request: PeticionConActor, tercero_id: UUID) -> HttpResponse:
    """Stop what is paid to a third party, or send it to another one."""
    ficha = tercero_para(request.actor, tercero_id, motivo=BLOQUEAR)
    form = NuevoBloqueo(request.POST if request.method == "POST" else None, ficha)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        pedido = BloqueoPedido(
            clase=dicho["clase"],
            documento_id=UUID(dicho["documento"]),
            desde=dicho["desde"],
            hasta=dicho["hasta"],
            a_favor_de=form.cobra,
            tope=dicho["tope"],
        )
        acciones.poner_bloqueo(actor=request.actor, tercero_id=ficha.id, pedido=pedido, reloj=reloj_de_la_casa())
        dicho_hecho = _("Anotado: se tendrá en cuenta en los pagos desde ese día.")
        if pedido.clase == Bloqueo.Clase.CESION:
            dicho_hecho = _(
                "Anotada. Hasta que la confirme otra persona, en Intervención, no se paga a ninguno de los dos."
            )
        messages.success(request, dicho_hecho)
        return redirect("escritorio:tercero", tercero_id=ficha.id)

    explicacion = _("Alcanza a todo lo que se le pague desde ese día, hasta que se levante.")
    pagina = _pagina(ficha, _("Retener o desviar sus pagos"), explicacion, _("Anotarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


class Cesionario(Formulario):
    """Who acquired the credit, typed again."""

    cobra = forms.CharField(
        label=gettext_lazy("NIF de quien cobra en su lugar, copiado del documento"),
        max_length=20,
        widget=forms.TextInput(attrs={"data-ancho": "20"}),
    )


@empleado(CONFIRMAR)
@require_http_methods(["GET", "POST"])
def confirmar(request: PeticionConActor, bloqueo_id: UUID) -> HttpResponse:
    """The second person reads what says that a credit was assigned, and types to whom."""
    bloqueo = _bloqueo(bloqueo_id)
    ficha = tercero_para(request.actor, bloqueo.tercero_id, motivo=CONFIRMAR)
    form = Cesionario(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.confirmar_cesion(
            actor=request.actor, bloqueo_id=bloqueo_id, cobra=form.cleaned_data["cobra"], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Confirmada: lo que alcanza se paga a quien adquirió el crédito."))
        return redirect("escritorio:tercero", tercero_id=ficha.id)

    explicacion = _(
        "Abra en su ficha el documento que la comunica, y compruebe que es de quien cede y a quién cede. Mientras no se confirme, no se paga a ninguno de los dos."
    )
    pagina = _pagina(ficha, _("Confirmar la cesión de un crédito"), explicacion, _("Confirmar la cesión"))
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible, NoPermitido))


def _bloqueo(bloqueo_id: UUID) -> Bloqueo:
    bloqueo = Bloqueo.objects.filter(id=bloqueo_id).first()
    if bloqueo is None:
        raise NoEncontrado(_("No encontramos ese bloqueo."))
    return bloqueo


@empleado(BLOQUEAR)
@require_http_methods(["GET", "POST"])
def levantar(request: PeticionConActor, bloqueo_id: UUID) -> HttpResponse:
    """Lift a block that who noted it may lift."""
    return _levantar(request, bloqueo_id, BLOQUEAR, acciones.levantar_bloqueo)


@empleado(CONFIRMAR)
@require_http_methods(["GET", "POST"])
def levantar_cesion(request: PeticionConActor, bloqueo_id: UUID) -> HttpResponse:
    """Lift an assignment of credit that was confirmed."""
    return _levantar(request, bloqueo_id, CONFIRMAR, acciones.levantar_cesion)


def _levantar(
    request: PeticionConActor, bloqueo_id: UUID, permiso: str, levanta: Callable[..., Bloqueo]
) -> HttpResponse:
    bloqueo = _bloqueo(bloqueo_id)
    ficha = tercero_para(request.actor, bloqueo.tercero_id, motivo=permiso)
    form = ConDocumento(request.POST if request.method == "POST" else None, ficha)

    def hacer() -> HttpResponse:
        levanta(
            actor=request.actor,
            bloqueo_id=bloqueo_id,
            documento_id=UUID(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Levantado: se le vuelve a pagar."))
        return redirect("escritorio:tercero", tercero_id=ficha.id)

    explicacion = _("Lo que ya se pagó de otro modo no cambia.")
    titulo = _("Levantar la retención: %(clase)s") % {"clase": bloqueo.get_clase_display()}
    pagina = _pagina(ficha, titulo, explicacion, _("Levantarla"))
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible, NoPermitido))


def _pagina(ficha: Tercero, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:tercero", args=[ficha.id])
    nombre = ficha.persona.nombre_completo
    return PaginaDeFormulario(titulo, nombre, explicacion, boton, vuelta, _("Ficha del tercero"))
