"""Guarantees, deposits and values: by third party, with how old they are, down to their operations; and the avales that come in and go out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.formularios_terceros import BusquedaDeTercero
from consistorio.canales.escritorio.lecturas_libros import MAXIMO_DE_FILAS
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, documento_con_codigo, ficheros_sin_anio
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Celda, Tabla, descarga_de_tabla
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.depositos import acciones, consultas
from consistorio.economia.depositos.consultas import CONSTITUIDOS, RECIBIDOS
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.depositos.operaciones import LARGO_ENTIDAD, LARGO_GARANTIZA, LARGO_REFERENCIA
from consistorio.economia.depositos.permisos import LLEVAR, VER
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.terceros.consultas import buscar
from consistorio.economia.tesoreria.permisos import PAGAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona

QUE: Final = "depositos"


class NuevoValor(DeUnUso):
    """An aval or another value that comes in."""

    clase = forms.ChoiceField(
        label=gettext_lazy("¿Qué es?"), choices=ValorEnDeposito.Clase.choices, widget=forms.RadioSelect
    )
    persona = forms.CharField(label=gettext_lazy("Quién lo deposita"), max_length=80, help_text=gettext_lazy("Su NIF"))
    entidad = forms.CharField(
        label=gettext_lazy("Banco o aseguradora que responde"), max_length=LARGO_ENTIDAD, required=False
    )
    referencia = forms.CharField(
        label=gettext_lazy("Número que le da esa entidad"), max_length=LARGO_REFERENCIA, required=False
    )
    garantiza = forms.CharField(
        label=gettext_lazy("Qué garantiza"),
        max_length=LARGO_GARANTIZA,
        help_text=gettext_lazy("Por ejemplo: garantía definitiva del contrato 2026/CON/000012"),
    )
    importe = Euros(label=gettext_lazy("Importe"), max_length=20)
    recibido_el = DiaCorto(gettext_lazy("¿Qué día se recibió?"))
    vence = DiaCorto(gettext_lazy("¿Hasta qué día vale?"))
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento, si está en el programa"), max_length=40, required=False
    )

    def __init__(self, datos: object, actor: Actor) -> None:
        super().__init__(datos)
        self.actor = actor
        self.persona_id: UUID | None = None
        self.fields["vence"].required = False

    def clean_persona(self) -> str:
        """Who it is: by their number whole, so that nobody is taken for another. Raises ValidationError."""
        texto = str(self.cleaned_data["persona"])
        numero = "".join(c for c in texto.upper() if c.isalnum())
        hallados = [uno for uno in buscar(self.actor, texto, motivo=LLEVAR, limite=2) if uno.persona.nif == numero]
        if len(hallados) != 1:
            raise forms.ValidationError(_("Escriba el NIF de un tercero que ya esté dado de alta."))
        self.persona_id = hallados[0].persona_id
        return texto


class Salida(DeUnUso):
    """How a value goes out."""

    salida = forms.ChoiceField(
        label=gettext_lazy("¿Cómo sale?"), choices=ValorEnDeposito.Salida.choices, widget=forms.RadioSelect
    )
    fecha = DiaCorto(gettext_lazy("¿Qué día?"))
    motivo = forms.CharField(label=gettext_lazy("¿Por qué?"), max_length=LARGO_GARANTIZA)
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del acuerdo"), max_length=40)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def depositos(request: PeticionConActor) -> HttpResponse:
    """What is live, by third party: the most first, or those that are looked for. What is looked for is sent, not put in the address."""
    form = BusquedaDeTercero(request.POST if request.method == "POST" else None)
    registrar_acceso(request.actor, que=QUE, objeto_id="lista", motivo=VER)
    personas = None
    if request.method == "POST" and form.is_valid():
        personas = [uno.persona_id for uno in buscar(request.actor, form.cleaned_data["texto"], motivo=VER)]
    dia = hoy(reloj_de_la_casa())
    valores = consultas.valores()
    valores = valores.filter(persona__in=personas) if personas is not None else valores
    contexto = {
        "titulo": _("Fianzas, depósitos y avales"),
        "form": form,
        "hay_errores": bool(form.errors),
        "listas": [
            (clase, nombre, *_lista(clase, personas, dia))
            for clase, nombre in (
                (RECIBIDOS, _("Recibidos de otros")),
                (CONSTITUIDOS, _("Constituidos en otros sitios")),
            )
        ],
        "valores": [(uno, uno.vence is not None and uno.vence < dia) for uno in valores[:POR_PAGINA]],
        "tope": POR_PAGINA,
        "lleva": request.actor.puede(LLEVAR),
        "vuelta": reverse("escritorio:economia"),
        "descargas": ficheros_sin_anio("escritorio:fichero_de_depositos"),
    }
    return render(request, "escritorio/economia/depositos.html", contexto, status=422 if form.errors else 200)


def _lista(
    clase: str, personas: Sequence[UUID] | None, dia: date
) -> tuple[list[tuple[consultas.DeTercero, int]], bool, Decimal, Decimal]:
    """Who has something, with how many days old; whether there are more; and, when nobody is looked for, what the accounts say beyond them or short of them."""
    filas = consultas.por_tercero(clase, personas, limite=POR_PAGINA + 1)
    ademas = consultas.sin_detalle(clase, dia) if personas is None else Decimal(0)
    visto = [(una, una.dias(dia)) for una in filas[:POR_PAGINA]]
    return visto, len(filas) > POR_PAGINA, max(ademas, Decimal(0)), max(-ademas, Decimal(0))


@empleado(VER)
@require_GET
def de_tercero(request: PeticionConActor, persona_id: UUID) -> HttpResponse:
    """What is live with a third party, one by one, down to its operation; and its values, also those that went out. Of who has nothing, nothing is told."""
    persona = Persona.objects.filter(id=persona_id).first()
    if persona is None or not consultas.tiene(persona_id):
        raise NoEncontrado(_("No encontramos a esa persona entre quienes tienen algo en depósito."))
    registrar_acceso(request.actor, que=QUE, objeto_id=persona_id, motivo=VER)
    dia = hoy(reloj_de_la_casa())
    contexto = {
        "titulo": persona.nombre_completo,
        "persona": persona,
        "listas": [
            (nombre, [(linea, _dias(linea, dia)) for linea in consultas.depositos(clase, persona_id=persona_id)])
            for clase, nombre in ((RECIBIDOS, _("Recibidos")), (CONSTITUIDOS, _("Constituidos")))
        ],
        "valores": consultas.valores(persona_id=persona_id),
        "fuera": consultas.valores(persona_id=persona_id, fuera=True)[:POR_PAGINA],
        "lleva": request.actor.puede(LLEVAR),
        "propone": request.actor.puede(PAGAR),
        "vuelta": reverse("escritorio:depositos"),
    }
    return render(request, "escritorio/economia/depositos_de_tercero.html", contexto)


def _dias(linea: LineaOperacion, dia: date) -> int:
    return (dia - linea.operacion.fecha).days


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, formato: str) -> HttpResponse:
    """Each guarantee, deposit and value that is live, as a file."""
    registrar_acceso(request.actor, que=QUE, objeto_id="fichero", motivo=VER)
    dia = hoy(reloj_de_la_casa())
    filas: list[Sequence[Celda]] = []
    for clase, nombre in ((RECIBIDOS, _("Recibido")), (CONSTITUIDOS, _("Constituido"))):
        for linea in consultas.depositos(clase)[:MAXIMO_DE_FILAS]:
            quien, operacion = linea.operacion.tercero, linea.operacion
            filas.append(
                (
                    *(nombre, quien.nif if quien else "", quien.nombre_completo if quien else ""),
                    *(operacion.texto, str(operacion), operacion.fecha, _dias(linea, dia), linea.saldo),
                )
            )
    for uno in consultas.valores()[:MAXIMO_DE_FILAS]:
        filas.append(
            (
                *(uno.get_clase_display(), uno.persona.nif, uno.persona.nombre_completo),
                *(uno.garantiza, str(uno), uno.recibido_el, (dia - uno.recibido_el).days, uno.importe),
            )
        )
    cabeceras = [
        _("Clase"),
        _("NIF"),
        _("Tercero"),
        _("Por qué"),
        _("Operación o número"),
        _("Desde"),
        _("Días"),
        _("Importe"),
    ]
    tabla = Tabla(_("Fianzas, depósitos y avales"), cabeceras, filas)
    return descarga_de_tabla(tabla, formato, f"depositos-{dia:%Y-%m-%d}")


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def nuevo_valor(request: PeticionConActor) -> HttpResponse:
    """Note one that comes in."""
    form = NuevoValor(request.POST if request.method == "POST" else None, request.actor)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        nuevo = acciones.ValorNuevo(
            dicho["clase"],
            form.persona_id,
            dicho["garantiza"],
            dicho["importe"],
            dicho["recibido_el"],
            dicho["entidad"],
            dicho["referencia"],
            dicho["vence"],
            documento_con_codigo(dicho["documento"]),
        )
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.recibir_valor(actor=request.actor, nuevo=nuevo, reloj=reloj_de_la_casa())
        messages.success(request, _("El valor está anotado."))
        return redirect("escritorio:depositos")

    explicacion = _("No mueve la contabilidad: lo que se deposita en dinero se anota en «No presupuestario».")
    return atender(request, form, _pagina(_("Anotar un aval u otro valor"), explicacion, _("Anotarlo")), hacer)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def sacar_valor(request: PeticionConActor, valor_id: UUID) -> HttpResponse:
    """Give one back, or charge it."""
    valor = ValorEnDeposito.objects.select_related("persona").filter(id=valor_id).first()
    if valor is None:
        raise NoEncontrado(_("No encontramos ese valor."))
    registrar_acceso(request.actor, que=QUE, objeto_id=valor.persona_id, motivo=LLEVAR)
    form = Salida(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.sacar_valor(
                actor=request.actor,
                valor_id=valor_id,
                salida=dicho["salida"],
                fecha=dicho["fecha"],
                motivo=dicho["motivo"],
                documento_id=documento_con_codigo(dicho["documento"]),
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("La salida está anotada."))
        return redirect("escritorio:depositos_de_tercero", persona_id=valor.persona_id)

    explicacion = _("%(quien)s: %(que)s.") % {"quien": valor.persona.nombre_completo, "que": valor.garantiza}
    titulo = _("Sacar del depósito: %(cual)s") % {"cual": valor}
    return atender(request, form, _pagina(titulo, explicacion, _("Anotar la salida")), hacer, sin_mas=(Conflicto,))


def _pagina(titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:depositos")
    return PaginaDeFormulario(titulo, _("Economía"), explicacion, boton, vuelta, _("Fianzas, depósitos y avales"))
