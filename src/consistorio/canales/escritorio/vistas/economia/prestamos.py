"""The loans at the desk: what is owed by term, one with its schedule, and drawing from it, recognising an instalment and changing its term."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_prestamos as lecturas
from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.lecturas_tesoreria import suma_de
from consistorio.canales.escritorio.rejilla import LARGO_CODIGO, DiaCorto
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import (
    documento_con_codigo,
    ejercicio_de,
    ficheros,
    ficheros_sin_anio,
    marco_de_otros_anios,
)
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import CuotaPrestamo, Prestamo
from consistorio.economia.presupuesto.operaciones.prestamos import LARGO_CONDICIONES
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, PrestamoNuevo
from consistorio.economia.terceros.consultas import buscar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

DE_LA_DEUDA = ("principal", "inicial", "dispuesto", "amortizado", "intereses", "a_corto", "a_largo", "final")


class DatosDelPrestamo(DeUnUso):
    """What a loan is and when it is paid back."""

    codigo = forms.CharField(
        label=gettext_lazy("Código"), max_length=20, help_text=gettext_lazy("Por ejemplo, P-2026-1")
    )
    denominacion = forms.CharField(label=gettext_lazy("Para qué es"), max_length=200)
    entidad = forms.CharField(
        label=gettext_lazy("Entidad que presta"),
        max_length=80,
        help_text=gettext_lazy("Su NIF, o palabras de su nombre"),
    )
    formalizado = DiaCorto(gettext_lazy("¿Qué día se formalizó?"))
    principal = Euros(label=gettext_lazy("Principal"), max_length=20)
    concepto = forms.CharField(
        label=gettext_lazy("Concepto de ingresos"), max_length=7, help_text=gettext_lazy("Del capítulo 9, como 91300")
    )
    amortiza = forms.CharField(
        label=gettext_lazy("Aplicación que lo amortiza"),
        max_length=LARGO_CODIGO,
        help_text=gettext_lazy("Del capítulo 9, como 011.91300"),
    )
    intereses = forms.CharField(
        label=gettext_lazy("Aplicación de sus intereses"),
        max_length=LARGO_CODIGO,
        help_text=gettext_lazy("Del capítulo 3, como 011.31000"),
    )
    condiciones = forms.CharField(
        label=gettext_lazy("Condiciones"),
        required=False,
        max_length=LARGO_CONDICIONES,
        help_text=gettext_lazy("Tipo de interés, carencia, garantías."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cuotas = forms.CharField(
        label=gettext_lazy("Cuadro de cuotas"),
        max_length=40_000,
        help_text=gettext_lazy(
            "Una línea por cuota: día, lo que amortiza e intereses, con punto y coma. Puede pegarlas de una hoja de cálculo."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def __init__(self, datos: object, actor: Actor) -> None:
        super().__init__(datos)
        self.actor = actor
        self.entidad_id: UUID | None = None

    def clean_entidad(self) -> str:
        """Who lends. Raises ValidationError."""
        texto = str(self.cleaned_data["entidad"])
        hallados = buscar(self.actor, texto, motivo=INGRESO, limite=2)
        if len(hallados) != 1:
            raise forms.ValidationError(_("Escriba el NIF de un tercero que ya esté dado de alta."))
        self.entidad_id = hallados[0].persona_id
        return texto

    def nuevo(self) -> PrestamoNuevo:
        """As the use case wants it."""
        dicho = self.cleaned_data
        return PrestamoNuevo(
            codigo=dicho["codigo"].strip().upper(),
            denominacion=dicho["denominacion"],
            formalizado=dicho["formalizado"],
            principal=dicho["principal"],
            concepto=dicho["concepto"].strip(),
            amortiza=dicho["amortiza"].strip().upper(),
            intereses=dicho["intereses"].strip().upper(),
            entidad_id=self.entidad_id,
            condiciones=dicho["condiciones"],
        )


class DelPrestamo(DeUnUso):
    """What is noted of a loan."""

    fecha = DiaCorto(gettext_lazy("Fecha"))
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    documento = forms.CharField(label=gettext_lazy("Código (CSV) del documento"), max_length=40, required=False)

    def cabecera(self, prestamo: Prestamo) -> Cabecera:
        """As the use case wants it. Raises DatosIncorrectos (no document has that code)."""
        dicho = self.cleaned_data
        return Cabecera(
            fecha=dicho["fecha"],
            texto=dicho["texto"],
            tercero_id=prestamo.entidad_id,
            varios=prestamo.entidad_id is None,
            documento_id=documento_con_codigo(dicho["documento"]),
        )


class Disposicion(DelPrestamo):
    """How much is drawn, and where it comes in."""

    importe = Euros(label=gettext_lazy("Importe que se dispone"), max_length=20)
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería en la que entró"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Por ejemplo, 571. Vacío si todavía no ha entrado."),
    )
    field_order = ["fecha", "importe", "texto", "ordinal", "documento"]


class Cierre(DeUnUso):
    """The day of the change of term."""

    fecha = DiaCorto(gettext_lazy("Fecha"))


@empleado(VER)
@require_GET
def prestamos(request: PeticionConActor, anio: int) -> HttpResponse:
    """What is owed in a year, by loan and term."""
    ejercicio = ejercicio_de(anio)
    filas, abierto = list(consultas.deuda(anio)), ejercicio.estado == "abierto"
    contexto = {
        **marco_de_otros_anios(request, anio, "prestamos"),
        "titulo": _("Préstamos y estado de la deuda"),
        "filas": filas,
        "sumas": [suma_de(getattr(fila, campo) for fila in filas) for campo in DE_LA_DEUDA],
        "por_termino": lecturas.por_termino(anio) if abierto else [],
        "concierta": request.actor.puede(INGRESO),
        "reclasifica": abierto and request.actor.puede(GASTO),
        "descargas": ficheros("escritorio:fichero_de_deuda", anio, ""),
    }
    return render(request, "escritorio/economia/prestamos.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The state of the debt as a file."""
    ejercicio_de(anio)
    return descarga_de_tabla(lecturas.tabla_de_deuda(anio), formato, f"deuda-{anio}")


@empleado(VER)
@require_GET
def prestamo(request: PeticionConActor, codigo: str) -> HttpResponse:
    """One: its conditions, its schedule and what changed in it."""
    uno = _uno(codigo)
    cuotas = lecturas.cuotas_de(uno)
    anio = hoy(reloj_de_la_casa()).year
    contexto = {
        "titulo": f"{uno.codigo} {uno.denominacion}",
        "uno": uno,
        "por_disponer": uno.principal - uno.dispuesto,
        "a_largo": uno.vivo - uno.a_corto,
        "cuotas": cuotas,
        "sumas": [suma_de(getattr(una, c) for una in cuotas) for c in ("amortizacion", "intereses", "total")],
        "movimientos": lecturas.movimientos_de(uno),
        "dispone": request.actor.puede(INGRESO) and uno.dispuesto < uno.principal,
        "reconoce": request.actor.puede(GASTO),
        "ve_asiento": request.actor.puede(VER_CONTABILIDAD),
        "vuelta": reverse("escritorio:prestamos", args=[anio]),
        "descargas": ficheros_sin_anio("escritorio:fichero_de_cuotas", codigo=uno.codigo),
    }
    return render(request, "escritorio/economia/prestamo.html", contexto)


@empleado(VER)
@require_GET
def fichero_de_cuotas(request: PeticionConActor, codigo: str, formato: str) -> HttpResponse:
    """Its schedule as a file."""
    uno = _uno(codigo)
    return descarga_de_tabla(lecturas.tabla_de_cuotas(uno), formato, f"cuotas-{uno.codigo}")


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor) -> HttpResponse:
    """Note a loan with its schedule."""
    form = DatosDelPrestamo(request.POST if request.method == "POST" else None, request.actor)

    def hacer() -> HttpResponse:
        pedido, cuotas = form.nuevo(), lecturas.leer_cuotas(form.cleaned_data["cuotas"])
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.concertar_prestamo(actor=request.actor, nuevo=pedido, cuotas=cuotas, reloj=reloj_de_la_casa())
        messages.success(request, _("El préstamo está anotado. A las cuentas va cuando se dispone de él."))
        return redirect("escritorio:prestamo", codigo=pedido.codigo)

    explicacion = _("Se anota lo que se firmó con la entidad. Nada va a la contabilidad hasta que se dispone de él.")
    vuelta = reverse("escritorio:prestamos", args=[hoy(reloj_de_la_casa()).year])
    pagina = PaginaDeFormulario(
        _("Anotar un préstamo"), _("Economía"), explicacion, _("Anotarlo"), vuelta, _("Préstamos")
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def disponer(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Draw from it."""
    uno = _uno(codigo)
    queda = uno.principal - uno.dispuesto
    puesto = {
        "fecha": hoy(reloj_de_la_casa()),
        "importe": cifra(queda),
        "texto": _("Disposición de %(p)s") % {"p": uno},
    }
    form = Disposicion(request.POST if request.method == "POST" else None, initial=puesto)

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.disponer_prestamo(
                actor=request.actor,
                codigo=uno.codigo,
                cabecera=form.cabecera(uno),
                importe=form.cleaned_data["importe"],
                ordinal=form.cleaned_data["ordinal"].strip(),
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("La disposición está anotada, con su derecho."))
        return redirect("escritorio:prestamo", codigo=uno.codigo)

    explicacion = _("Quedan %(q)s por disponer.") % {"q": Importe(queda)}
    pagina = _pagina(uno, _("Disponer del préstamo"), explicacion, _("Anotarla"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def reconocer(request: PeticionConActor, codigo: str, numero: int) -> HttpResponse:
    """Recognise what is due of an instalment, to be ordered and paid as anything that is owed."""
    uno = _uno(codigo)
    cuota = CuotaPrestamo.objects.filter(prestamo=uno, numero=numero).first()
    if cuota is None:
        raise NoEncontrado(_("No encontramos esa cuota."))
    texto = _("Cuota %(n)d de %(p)s") % {"n": cuota.numero, "p": uno}
    propuesta = {"fecha": min(cuota.vence, hoy(reloj_de_la_casa())), "texto": texto}
    form = DelPrestamo(request.POST if request.method == "POST" else None, initial=propuesta)

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.reconocer_cuota(
                actor=request.actor,
                codigo=uno.codigo,
                numero=cuota.numero,
                cabecera=form.cabecera(uno),
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("La obligación está anotada. Se ordena y se paga como las demás."))
        return redirect("escritorio:prestamo", codigo=uno.codigo)

    datos = {"a": Importe(cuota.amortizacion), "i": Importe(cuota.intereses), "d": f"{cuota.vence:%d/%m/%Y}"}
    explicacion = _("Vence el %(d)s. Amortiza %(a)s y paga %(i)s de intereses.") % datos
    pagina = _pagina(uno, _("Reconocer una cuota"), explicacion, _("Reconocerla"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def reclasificar(request: PeticionConActor, anio: int) -> HttpResponse:
    """What falls due next year goes to the short term, when the year ends."""
    ejercicio_de(anio)
    form = Cierre(request.POST if request.method == "POST" else None, initial={"fecha": date(anio, 12, 31)})

    def hacer() -> HttpResponse:
        fecha = form.cleaned_data["fecha"]
        if fecha.year != anio:
            raise Conflicto(_("La fecha tiene que ser de %(anio)d.") % {"anio": anio})
        try:
            with una_vez(request.POST):
                hechos = acciones.reclasificar_deuda(actor=request.actor, fecha=fecha, reloj=reloj_de_la_casa())
        except YaAnotado:
            return redirect("escritorio:prestamos", anio=anio)
        dicho = ngettext("%(n)d préstamo ha cambiado de plazo.", "%(n)d préstamos han cambiado de plazo.", len(hechos))
        messages.success(request, dicho % {"n": len(hechos)} if hechos else _("No había nada que cambiar de plazo."))
        return redirect("escritorio:prestamos", anio=anio)

    explicacion = _("Lo que vence en %(s)d pasa de la cuenta 170 a la 520, préstamo a préstamo.") % {"s": anio + 1}
    pagina = PaginaDeFormulario(
        _("Cambiar la deuda a corto plazo"),
        _("Ejercicio %(anio)d") % {"anio": anio},
        explicacion,
        _("Anotarlo"),
        reverse("escritorio:prestamos", args=[anio]),
        _("Préstamos"),
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


def _uno(codigo: str) -> Prestamo:
    hallado = Prestamo.objects.select_related("entidad").filter(pk=codigo).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese préstamo."))
    return hallado


def _pagina(uno: Prestamo, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:prestamo", args=[uno.codigo])
    return PaginaDeFormulario(titulo, f"{uno.codigo} {uno.denominacion}", explicacion, boton, vuelta, uno.codigo)
