"""Compensación at the desk: what is owed to a third party is paid with what that third party owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario, euros_escritos
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, anotar_problemas, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.consultas import por_csv
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto.models import LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros.acceso import tercero_para
from consistorio.economia.tributacion import acciones
from consistorio.economia.tributacion.consultas.deudas import de_tercero
from consistorio.economia.tributacion.models import Compensacion
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Acuerdo(Formulario):
    """The agreement."""

    clase = forms.ChoiceField(label=gettext_lazy("Cómo se compensa"), choices=Compensacion.Clase.choices)
    fecha = DiaCorto(gettext_lazy("¿Con qué fecha?"))
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del acuerdo"), max_length=40)
    documento_id: UUID | None = None

    def clean_documento(self) -> str:
        """The document. Raises ValidationError (nobody has that code)."""
        csv = str(self.cleaned_data["documento"])
        try:
            self.documento_id = por_csv(csv).id
        except NoEncontrado as error:
            raise forms.ValidationError(error.mensaje) from error
        return csv


class Deshecha(Formulario):
    """Why, and when."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha?"))
    texto = forms.CharField(label=gettext_lazy("Por qué se deshace"), max_length=300)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def compensar(request: PeticionConActor, anio: int, tercero_id: UUID) -> HttpResponse:
    """What a third party is owed and owes, with how much of each is compensated."""
    ejercicio_de(anio)
    ficha = tercero_para(request.actor, tercero_id, motivo=PAGAR)
    deudas = de_tercero(anio, ficha.persona_id)
    enviado = request.method == "POST"
    form = Acuerdo(request.POST if enviado else None, initial={"fecha": hoy(reloj_de_la_casa())})
    escritos = {clave: request.POST.get(clave, "").strip()[:20] for clave in _claves(deudas)} if enviado else {}
    errores: dict[str, str] = {}
    if enviado:
        importes, errores = _importes(escritos)
        if form.is_valid() and not errores:
            try:
                with una_vez(request.POST):
                    hecha = _hacer(request, form, ficha.persona_id, importes)
            except YaAnotado as ya:
                messages.success(request, _("Ya estaba anotada: es esta."))
                return redirect("escritorio:operacion", operacion_id=Compensacion.objects.get(id=ya.hecho_id).pago_id)
            except (DatosIncorrectos, Conflicto) as error:
                anotar_problemas(form, error)
            else:
                messages.success(request, _("La compensación está contabilizada, sin mover dinero."))
                return redirect("escritorio:operacion", operacion_id=hecha.pago_id)
    todos = [*errores_del_formulario(form), *errores.items()]
    contexto = {
        "titulo": _("Compensar con %(quien)s") % {"quien": ficha.persona.nombre_completo},
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "grupos": [
            (_("Lo que el ayuntamiento le debe"), _filas(deudas.obligaciones, "obligacion", escritos, errores)),
            (_("Lo que debe de este año"), _filas(deudas.derechos, "derecho", escritos, errores)),
            (_("Lo que debe de años cerrados"), _filas(deudas.cerrados, "cerrado", escritos, errores)),
        ],
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse("escritorio:tercero", args=[ficha.id]),
    }
    return render(request, "escritorio/economia/compensar.html", contexto, status=422 if todos else 200)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def deshacer(request: PeticionConActor, compensacion_id: UUID) -> HttpResponse:
    """Take back all the operations of one."""
    una = Compensacion.objects.select_related("pago").filter(id=compensacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa compensación."))
    form = Deshecha(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        cabecera = Cabecera(form.cleaned_data["fecha"], form.cleaned_data["texto"])
        acciones.deshacer_compensacion(
            actor=request.actor, compensacion_id=una.id, cabecera=cabecera, reloj=reloj_de_la_casa()
        )
        messages.success(request, _("La compensación está deshecha: las deudas vuelven a estar pendientes."))
        return redirect("escritorio:operacion", operacion_id=una.pago_id)

    explicacion = _("Se corrigen a la vez el pago y los cobros de la compensación.")
    vuelta = reverse("escritorio:operacion", args=[una.pago_id])
    pagina = PaginaDeFormulario(
        _("Deshacer una compensación"), _("Economía"), explicacion, _("Deshacerla"), vuelta, str(una.pago), peligro=True
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _hacer(request: PeticionConActor, form: Acuerdo, persona_id: UUID, importes: Mapping[str, Decimal]) -> Compensacion:
    cabecera = Cabecera(
        form.cleaned_data["fecha"], _("Compensación de deudas"), tercero_id=persona_id, documento_id=form.documento_id
    )

    def de(que: str) -> list[LineaPedida]:
        suyas = ((UUID(clave.partition("-")[2]), i) for clave, i in importes.items() if clave.startswith(f"{que}-"))
        if que == "cerrado":
            return [LineaPedida(importe, cerrado=cual) for cual, importe in suyas]
        return [LineaPedida(importe, origen=cual) for cual, importe in suyas]

    return acciones.compensar(
        actor=request.actor,
        clase=form.cleaned_data["clase"],
        cabecera=cabecera,
        obligaciones=de("obligacion"),
        derechos=de("derecho"),
        cerrados=de("cerrado"),
        reloj=reloj_de_la_casa(),
    )


def _claves(deudas: object) -> list[str]:
    return [
        f"{que}-{una.id}"
        for que, suyas in (("obligacion", "obligaciones"), ("derecho", "derechos"), ("cerrado", "cerrados"))
        for una in getattr(deudas, suyas)
    ]


def _importes(escritos: Mapping[str, str]) -> tuple[dict[str, Decimal], dict[str, str]]:
    importes, errores = dict[str, Decimal](), dict[str, str]()
    for clave, texto in escritos.items():
        if texto:
            importe, mensaje = euros_escritos(texto)
            if mensaje:
                errores[clave] = mensaje
            elif importe:
                importes[clave] = importe
    return importes, errores


def _filas(
    suyas: Sequence[LineaOperacion] | Sequence[SaldoCerrado],
    que: str,
    escritos: Mapping[str, str],
    errores: Mapping[str, str],
) -> list[tuple[str, str, Decimal, str, str]]:
    filas = []
    for una in suyas:
        clave = f"{que}-{una.id}"
        nombre = f"{una.operacion}: {una.operacion.texto}" if isinstance(una, LineaOperacion) else str(una)
        queda = una.saldo if isinstance(una, LineaOperacion) else una.pendiente
        filas.append((clave, nombre, queda, escritos.get(clave, ""), errores.get(clave, "")))
    return filas
