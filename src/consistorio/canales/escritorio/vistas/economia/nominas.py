"""The payrolls at the desk: a file is read row by row, noted as one obligation, and paid."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_nominas as lecturas
from consistorio.canales.escritorio.lecturas_libros import nombres_de
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    ejercicio_de,
    ficheros,
    marco_de_otros_anios,
)
from consistorio.canales.escritorio.vistas.economia.pagos_a_mano import MOTIVO_DE_ORDEN, PISTA_DE_ORDEN
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Nomina
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.tesoreria.acciones import pagar_nomina_en_su_turno
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

MAXIMO_OCTETOS = 500_000  # a row for each application: a big town has a few thousand


class Fichero(Formulario):
    """The file of a month."""

    fichero = forms.FileField(
        label=gettext_lazy("Archivo CSV de la nómina"),
        help_text=gettext_lazy(
            "Columnas con punto y coma: aplicacion, bruto, neto y una por cada retención, con el código de su concepto. La última fila, TOTAL."
        ),
    )

    def clean_fichero(self) -> str:
        """What it says. Raises ValidationError (too big, or not text)."""
        subido = self.cleaned_data["fichero"]
        if subido.size > MAXIMO_OCTETOS:
            raise forms.ValidationError(_("El archivo es demasiado grande para una nómina: compruebe que es ese."))
        try:
            return str(subido.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            mensaje = _("El archivo no está en UTF-8. Guárdelo otra vez como «CSV UTF-8» y vuelva a subirlo.")
            raise forms.ValidationError(mensaje) from error


class Nota(DeUnUso):
    """With what it is noted. It carries what was read."""

    contenido = forms.CharField(widget=forms.HiddenInput, max_length=MAXIMO_OCTETOS, strip=False)
    fecha = DiaCorto(gettext_lazy("Fecha de la obligación"))
    texto = forms.CharField(
        label=gettext_lazy("De qué mes y de qué clase es"),
        max_length=LARGO_TEXTO,
        help_text=gettext_lazy("Por ejemplo, Nómina de marzo"),
    )
    ordinal = forms.CharField(
        label=gettext_lazy("Cuenta de la Tesorería que la paga"),
        max_length=12,
        help_text=gettext_lazy("Por ejemplo, 571"),
    )
    motivo = forms.CharField(
        label=gettext_lazy("Por qué se repiten las filas de otra nómina"),
        max_length=LARGO_TEXTO,
        required=False,
        help_text=gettext_lazy("Solo si ya hay otra con las mismas filas."),
    )


class Pago(DeUnUso):
    """When it leaves."""

    fecha = DiaCorto(gettext_lazy("¿Qué día se paga?"))
    motivo_orden = forms.CharField(
        label=MOTIVO_DE_ORDEN, help_text=PISTA_DE_ORDEN, max_length=LARGO_TEXTO, required=False
    )


@empleado(VER)
@require_GET
def nominas(request: PeticionConActor, anio: int) -> HttpResponse:
    """Those of a year, the newest first, with their state, and what all of them add up to."""
    ejercicio, antes = ejercicio_de(anio), identificador(request.GET.get("antes"))
    filas = list(lecturas.nominas(anio, antes_de=antes)[: POR_PAGINA + 1])
    esta = reverse("escritorio:nominas", args=[anio])
    contexto = {
        **marco_de_otros_anios(request, anio, "nominas"),
        "titulo": _("Nóminas"),
        "filas": filas[:POR_PAGINA],
        "sumas": lecturas.sumas(anio),
        "siguiente": f"{esta}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": esta if antes else "",
        "importa": request.actor.puede(GASTO) and ejercicio.estado == "abierto",
        "descargas": ficheros("escritorio:fichero_de_nominas", anio, ""),
    }
    return render(request, "escritorio/economia/nominas.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """All of them as a file."""
    ejercicio_de(anio)
    return descarga_de_tabla(lecturas.tabla_de_nominas(anio), formato, f"nominas-{anio}")


@empleado(VER)
@require_GET
def nomina(request: PeticionConActor, nomina_id: UUID) -> HttpResponse:
    """One: what is due of each application, what is withheld, and where it is noted."""
    una = _una(nomina_id)
    contexto = {
        "titulo": una.texto,
        "una": una,
        "lineas": lecturas.lineas(una),
        "retenciones": lecturas.retenciones(una),
        "desde": nombres_de([una.ordinal]).get(una.ordinal, ""),
        "paga": una.pago_id is None and not una.anulada and request.actor.puede(PAGAR),
        "vuelta": reverse("escritorio:nominas", args=[una.ejercicio_id]),
    }
    return render(request, "escritorio/economia/nomina.html", contexto)


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def importar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Read a file; and then, with everything in sight, note it."""
    ejercicio = ejercicio_de(anio)
    if ejercicio.estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    if request.method != "POST":
        return _subida(request, anio, Fichero(None))
    if request.POST.get("que") != "contabilizar":
        subida = Fichero(request.POST, request.FILES)
        if not subida.is_valid():
            return _subida(request, anio, subida)
        contenido = subida.cleaned_data["fichero"]
        propuesta = {"contenido": contenido, "fecha": hoy(reloj_de_la_casa())}
        return _leida(request, anio, contenido, Nota(None, initial=propuesta))
    form = Nota(request.POST)
    if form.is_valid():
        try:
            return _anotada(request, form)
        except (DatosIncorrectos, Conflicto, FaseIncompatible) as error:
            anotar_problemas(form, error)
    contenido = request.POST.get("contenido", "")
    return _leida(request, anio, contenido, form) if contenido else _subida(request, anio, Fichero(request.POST, {}))


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def pagar(request: PeticionConActor, nomina_id: UUID) -> HttpResponse:
    """Pay it whole."""
    una = _una(nomina_id)
    form = Pago(request.POST if request.method == "POST" else None, initial={"fecha": hoy(reloj_de_la_casa())})

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            pagar_nomina_en_su_turno(
                actor=request.actor,
                nomina_id=una.id,
                fecha=form.cleaned_data["fecha"],
                motivo_orden=form.cleaned_data["motivo_orden"],
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("La nómina está pagada."))
        return redirect("escritorio:nomina", nomina_id=una.id)

    datos = {"neto": Importe(una.neto), "cuenta": una.ordinal, "retenido": Importe(una.retenido)}
    explicacion = _(
        "Se ordena y se paga en un solo acto. Salen %(neto)s de la cuenta %(cuenta)s, y %(retenido)s quedan retenidos en sus conceptos."
    )
    explicacion %= datos
    pagina = PaginaDeFormulario(
        _("Pagar la nómina"),
        una.texto,
        explicacion,
        _("Pagarla"),
        reverse("escritorio:nomina", args=[una.id]),
        una.texto,
    )
    cambios = {"ordinal": "fecha", "lineas": "fecha"}
    return atender(request, form, pagina, hacer, cambios=cambios, sin_mas=(Conflicto, FaseIncompatible, NoEncontrado))


def _anotada(request: PeticionConActor, form: Nota) -> HttpResponse:
    dicho = form.cleaned_data
    try:
        with una_vez(request.POST):
            hecha = acciones.importar_nomina(
                actor=request.actor,
                contenido=dicho["contenido"],
                cabecera=Cabecera(fecha=dicho["fecha"], texto=dicho["texto"], varios=True),
                ordinal=dicho["ordinal"].strip(),
                motivo=dicho["motivo"],
                reloj=reloj_de_la_casa(),
            )
    except YaAnotado as ya:
        messages.success(request, _("Ya estaba anotada: es esta."))
        return redirect("escritorio:nomina", nomina_id=ya.hecho_id)
    messages.success(request, _("La nómina está contabilizada: %(cual)s.") % {"cual": hecha.operacion})
    return redirect("escritorio:nomina", nomina_id=hecha.id)


def _subida(request: PeticionConActor, anio: int, form: Fichero) -> HttpResponse:
    pagina = PaginaDeFormulario(
        _("Importar una nómina"),
        _("Ejercicio %(anio)d") % {"anio": anio},
        _("Primero se lee y se enseña entera. No se anota nada hasta que usted lo confirme."),
        _("Leerla"),
        reverse("escritorio:nominas", args=[anio]),
        _("Nóminas"),
    )
    contexto = {"titulo": pagina.titulo, "pagina": pagina, "form": form, "hay_errores": bool(form.errors)}
    return render(request, "escritorio/formulario.html", contexto, status=422 if form.errors else 200)


def _leida(request: PeticionConActor, anio: int, contenido: str, form: Nota) -> HttpResponse:
    """The file as it was read, each row with what is wrong with it."""
    lectura = lecturas.leida(anio, contenido)
    errores: Sequence[tuple[str, str]] = errores_del_formulario(form) if form.is_bound else ()
    contexto = {
        "titulo": _("Nómina leída"),
        "anio": anio,
        "form": form,
        "lectura": lectura,
        "errores": [*errores, *(("", uno) for uno in lectura.problemas)],
        "hay_errores": bool(errores or lectura.problemas),
        "vuelta": reverse("escritorio:importar_nomina", args=[anio]),
    }
    return render(
        request, "escritorio/economia/nomina_leida.html", contexto, status=422 if contexto["hay_errores"] else 200
    )


def _una(nomina_id: UUID) -> Nomina:
    una = Nomina.objects.select_related("operacion", "pago").filter(id=nomina_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa nómina."))
    return una
