"""An open project changes: what it costs, until when, who finances it and what is of it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.vistas.economia.proyectos import CORTO, Euros, proyecto_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Aplicacion
from consistorio.economia.proyectos import acciones
from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.economia.proyectos.tipos import AgenteNuevo, CambioPedido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Cambio(Formulario):
    """What the project is from a year on; who finances it has a box each."""

    ejercicio = Entero(gettext_lazy("¿Desde qué ejercicio vale el cambio?"), 1990, 2100)
    nombre = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    gasto_total = Euros(gettext_lazy("Gasto total previsto, de todos sus años"))
    hasta = Entero(gettext_lazy("Último año"), 1990, 2100)
    nuevo_nombre = forms.CharField(label=gettext_lazy("Quién lo financia además"), max_length=200, required=False)
    nuevo_economica = forms.CharField(
        label=gettext_lazy("Su concepto de ingresos"),
        max_length=7,
        required=False,
        widget=forms.TextInput(attrs=CORTO),
    )
    nuevo_aportacion = Euros(gettext_lazy("Lo que aporta en total"), required=False)
    nuevo_exclusivo = forms.BooleanField(
        label=gettext_lazy("Todo ese concepto es de este proyecto"), required=False, initial=True
    )
    dejan = forms.MultipleChoiceField(
        label=gettext_lazy("Aplicaciones que dejan de ser suyas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    motivo = forms.CharField(
        label=gettext_lazy("Por qué cambia"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, datos: object, uno: Proyecto) -> None:
        abiertos = list(Ejercicio.objects.filter(estado=Ejercicio.Estado.ABIERTO, anio__gte=uno.desde).order_by("anio"))
        ejercicio = abiertos[0].anio if abiertos else uno.hasta
        inicial = {"nombre": uno.nombre, "gasto_total": _escrito(uno.gasto_total), "hasta": uno.hasta}
        super().__init__(datos, initial=inicial | {"ejercicio": ejercicio})
        self.agentes = {f"aporta_{agente.id.hex}": agente for agente in uno.agentes.order_by("nombre")}
        for campo, agente in self.agentes.items():
            etiqueta = _("Aporta en total %(quien)s (concepto %(cual)s)")
            dicha = etiqueta % {"quien": agente.nombre, "cual": agente.economica}
            self.fields[campo] = Euros(dicha, initial=_escrito(agente.aportacion))
        suyas = list(
            Aplicacion.objects.filter(de_proyecto__proyecto=uno, ejercicio__in=abiertos).order_by(
                "ejercicio", "programa", "economica"
            )
        )
        nombres = denominaciones(suyas)
        campo_dejan = self.fields["dejan"]
        assert isinstance(campo_dejan, forms.MultipleChoiceField)  # noqa: S101  # narrows the type
        campo_dejan.choices = [(str(una.id), f"{una.ejercicio_id} {una.codigo} {nombres[una.id]}") for una in suyas]
        if not campo_dejan.choices:
            del self.fields["dejan"]
        self.order_fields(
            ["ejercicio", "nombre", "gasto_total", "hasta", *self.agentes, "nuevo_nombre", "nuevo_economica"]
        )

    def clean(self) -> dict[str, object]:
        """Who finances it besides is said whole. Raises ValidationError."""
        dichos = {c: self.cleaned_data.get(f"nuevo_{c}") for c in ("nombre", "economica", "aportacion")}
        if any(dichos.values()):
            for campo, valor in dichos.items():
                if not valor and f"nuevo_{campo}" not in self.errors:
                    self.add_error(f"nuevo_{campo}", _("Falta: dígalo, o deje vacío a quien lo financia además."))
        return self.cleaned_data

    @property
    def pedido(self) -> CambioPedido:
        """As the use case takes it."""
        dicho = self.cleaned_data
        nuevos: tuple[AgenteNuevo, ...] = ()
        if dicho["nuevo_nombre"]:
            campos = ("nombre", "economica", "aportacion", "exclusivo")
            nuevos = (AgenteNuevo(**{campo: dicho[f"nuevo_{campo}"] for campo in campos}),)
        return CambioPedido(
            dicho["ejercicio"],
            dicho["nombre"],
            dicho["hasta"],
            dicho["gasto_total"],
            dicho["motivo"],
            {agente.id: dicho[campo] for campo, agente in self.agentes.items()},
            nuevos,
            tuple(UUID(una) for una in dicho.get("dejan", ())),
        )


def _escrito(importe: Decimal) -> str:
    return f"{importe:.2f}".replace(".", ",")


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def cambiar(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Change it, with its reason."""
    uno = proyecto_de(codigo)
    form = Cambio(request.POST if request.method == "POST" else None, uno)

    def hacer() -> HttpResponse:
        acciones.cambiar_proyecto(actor=request.actor, codigo=codigo, pedido=form.pedido, reloj=reloj_de_la_casa())
        messages.success(request, _("El proyecto ha cambiado. Lo que era queda en sus cambios."))
        return redirect("escritorio:proyecto", codigo=codigo)

    pagina = PaginaDeFormulario(
        _("Cambiar el proyecto"),
        uno.nombre,
        _(
            "Las desviaciones de los ejercicios anteriores al cambio siguen como estaban. "
            "Si alguien deja de financiarlo, ponga 0 en lo que aporta."
        ),
        _("Cambiarlo"),
        reverse("escritorio:proyecto", args=[codigo]),
        codigo,
    )
    cambios = {f"aportaciones.{agente.id}": campo for campo, agente in form.agentes.items()}
    cambios |= {"aportaciones": next(iter(form.agentes), ""), "nuevos": "nuevo_nombre", "nuevos.0": "nuevo_nombre"}
    return atender(request, form, pagina, hacer, cambios)
