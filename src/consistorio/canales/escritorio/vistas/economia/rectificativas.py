"""An invoice with a negative amount: which one it corrects, what of it is lowered, and how that is undone."""

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

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.templatetags.escritorio_cifras import euros
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.consultas import rectificables
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.permisos import VER
from consistorio.economia.intervenciones import acciones
from consistorio.economia.intervenciones.acciones.rectificativas import LARGO_MOTIVO
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR
from consistorio.nucleo.errores import Conflicto, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

DICHAS = (FaseIncompatible, Conflicto)


class DeUnaOriginal(Formulario):
    """Which invoice is corrected, and since when."""

    original = forms.ChoiceField(
        label=gettext_lazy("¿Qué factura rectifica?"),
        help_text=gettext_lazy("Las de quien expide esta. Se propone la que dice la rectificativa."),
        required=False,
    )
    fecha = DiaCorto(gettext_lazy("Fecha"))

    def __init__(self, datos: object, request: PeticionConActor, factura: Factura) -> None:
        en = hoy(reloj_de_la_casa())
        halladas = rectificables(request.actor, factura, en=en)
        dicha = next((str(una.id) for una in halladas if _es_la_que_dice(factura, una)), "")
        super().__init__(datos, initial={"original": dicha, "fecha": en})
        campo = self.fields["original"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.required = "como" not in self.fields
        ninguna = _("Elija una") if campo.required else _("Ninguna de estas")
        campo.choices = [("", ninguna), *((str(una.id), _en_palabras(una)) for una in halladas)]

    @property
    def elegida(self) -> UUID | None:
        """The one that is chosen."""
        return identificador(str(self.cleaned_data["original"]))

    def clean(self) -> dict[str, object]:
        """One is chosen, but where it was paid in another year or nothing was owed."""
        limpio: dict[str, object] = super().clean() or self.cleaned_data
        if limpio.get("como") == "obligacion" and not limpio.get("original"):
            self.add_error("original", _("Elija la factura que se rectifica."))
        return limpio


class Rectificar(DeUnaOriginal):
    """And what it lowers."""

    como = forms.ChoiceField(
        label=gettext_lazy("¿Qué pasó con la factura que rectifica?"),
        choices=[
            (
                "obligacion",
                gettext_lazy(
                    "Está reconocida y no se ha pagado, o no del todo, también si es de otro ejercicio: se rebaja su obligación"
                ),
            ),
            ("ingreso", gettext_lazy("Se pagó en otro ejercicio: lo que devuelven es un derecho ya anotado")),
            ("nada", gettext_lazy("No se debía nada: se rechazó, se anuló o no llegó nunca")),
        ],
        initial="obligacion",
        widget=forms.RadioSelect,
    )
    operacion = forms.CharField(
        label=gettext_lazy("Número del derecho, si es un ingreso"),
        help_text=gettext_lazy("El DR o DRI de este ejercicio, en un concepto de reintegros (38 o 68)."),
        max_length=30,
        required=False,
    )
    motivo = forms.CharField(
        label=gettext_lazy("Por qué no se debía nada, si es el caso"), max_length=LARGO_MOTIVO, required=False
    )
    field_order = ["original", "como", "fecha", "operacion", "motivo"]

    def derecho(self) -> UUID | None:
        """The right that is said, by its number."""
        cual = numero(str(self.cleaned_data["operacion"]).strip().rpartition("/")[2].rpartition(" ")[2])
        anio = self.cleaned_data["fecha"].year
        derechos = Operacion.objects.filter(ejercicio=anio, libro=Operacion.Libro.INGRESO, numero=cual or 0)
        return derechos.values_list("id", flat=True).first()


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def rectificar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """What it lowers of what is owed, or that nothing was."""
    una = factura_para(request.actor, factura_id, motivo=GASTO, reloj=reloj_de_la_casa())
    form = Rectificar(request.POST if request.method == "POST" else None, request, una)

    def hecha() -> Factura:
        reloj, como = reloj_de_la_casa(), form.cleaned_data["como"]
        if como == "nada":
            return acciones.cerrar_rectificativa(
                actor=request.actor,
                factura_id=una.id,
                original_id=form.elegida,
                motivo=form.cleaned_data["motivo"],
                reloj=reloj,
            )
        if como == "ingreso":
            return acciones.rectificar_con_ingreso(
                actor=request.actor,
                factura_id=una.id,
                original_id=form.elegida,
                operacion_id=form.derecho(),
                reloj=reloj,
            )
        fecha = form.cleaned_data["fecha"]
        return acciones.rectificar_obligacion(
            actor=request.actor, factura_id=una.id, original_id=form.elegida, fecha=fecha, reloj=reloj
        )

    explicacion = _(
        "Se anota lo que rebaja, y la rectificativa queda enlazada a la factura que corrige. Si aquella se pagó este año y ya han devuelto el dinero, no se anota aquí: Tesorería anota que devuelven lo pagado. Si ha vuelto solo una parte, Tesorería la anota antes al corregir el pago («Es un reintegro»), y aquí se rebaja lo demás."
    )
    return _pagina(request, una, form, (_("Anotar lo que rectifica"), explicacion, _("Anotarlo")), hecha)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def reintegrar(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Who was paid this year gave it back."""
    una = factura_para(request.actor, factura_id, motivo=PAGAR, reloj=reloj_de_la_casa())
    form = DeUnaOriginal(request.POST if request.method == "POST" else None, request, una)

    def hecha() -> Factura:
        return acciones.reintegrar_factura(
            actor=request.actor,
            factura_id=una.id,
            original_id=form.elegida,
            fecha=form.cleaned_data["fecha"],
            reloj=reloj_de_la_casa(),
        )

    explicacion = _(
        "Lo que rebaja se pagó este año y ha vuelto a la cuenta de la que salió: se corrigen el pago, su orden y la obligación, y el crédito vuelve a su aplicación. De lo que ya se anotó como reintegro no se toma nada otra vez. Si se pagó en otro ejercicio, es un ingreso de este: lo anota Intervención."
    )
    return _pagina(request, una, form, (_("Anotar que devuelven lo pagado"), explicacion, _("Anotarlo")), hecha)


class Deshacer(Formulario):
    """Since when, and why."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    motivo = forms.CharField(
        label=gettext_lazy("Por qué se deshace"),
        help_text=gettext_lazy("Queda en la historia de la factura y en el texto de sus operaciones."),
        max_length=LARGO_MOTIVO,
    )


@empleado(VER)
@require_http_methods(["GET", "POST"])
def deshacer(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """What was noted of it by mistake is taken back, and it waits again."""
    una = factura_para(request.actor, factura_id, motivo=VER, reloj=reloj_de_la_casa())
    form = Deshacer(request.POST if request.method == "POST" else None, initial={"fecha": hoy(reloj_de_la_casa())})

    def hecha() -> Factura:
        return acciones.deshacer_rectificativa(
            actor=request.actor,
            factura_id=una.id,
            fecha=form.cleaned_data["fecha"],
            motivo=form.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )

    explicacion = _(
        "Lo que se contabilizó para anotarla se deshace con las operaciones contrarias, en su mismo ejercicio, y la rectificativa vuelve a estar por anotar. Un derecho o un reintegro que ya estaba anotado se queda como está."
    )
    textos = (_("Deshacer lo anotado"), explicacion, _("Deshacerlo"))
    return _pagina(request, una, form, textos, hecha, dicho=_("Deshecho: la rectificativa vuelve a estar por anotar."))


def _pagina(
    request: PeticionConActor,
    una: Factura,
    form: Formulario,
    textos: tuple[str, str, str],
    accion: Callable[[], Factura],
    *,
    dicho: str = "",
) -> HttpResponse:
    titulo, explicacion, boton = textos
    vuelta = reverse("escritorio:factura", args=[una.id])
    leyenda = f"{una.codigo} · {una.emisor_nombre} · {euros(una.total)}"
    pagina = PaginaDeFormulario(titulo, leyenda, explicacion, boton, vuelta, _("La factura"))

    def hacer() -> HttpResponse:
        accion()
        messages.success(request, dicho or _("Rectificativa anotada."))
        return redirect("escritorio:factura", factura_id=una.id)

    cambios = {"lineas.0": "original", "lineas": "original", "importe": "original"}
    return atender(request, form, pagina, hacer, cambios, sin_mas=DICHAS)


def _es_la_que_dice(factura: Factura, una: Factura) -> bool:
    return bool(factura.rectifica) and factura.rectifica in (
        una.numero_factura,
        una.numero_dicho,
        f"{una.serie}{una.numero_factura}",
    )


def _en_palabras(una: Factura) -> str:
    return f"{una.codigo} · {una.numero_dicho} · {euros(una.total)} · {una.get_estado_display()}"
