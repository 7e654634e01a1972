"""The fixed assets: the list with what is left of each, one with its depreciation, entering and taking out, and depreciating a year."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_terceros import Motivo
from consistorio.canales.escritorio.lecturas_libros import MAXIMO_DE_FILAS, nombres_de
from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.una_vez import CAMPO, DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de, ficheros_sin_anio
from consistorio.canales.escritorio.vistas.economia.proyectos import CORTO, Euros
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Celda, Tabla, descarga_de_tabla
from consistorio.economia.contabilidad.consultas import ejercicios
from consistorio.economia.contabilidad.permisos import VER
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.inventario import acciones, consultas
from consistorio.economia.inventario.acciones import BienNuevo
from consistorio.economia.inventario.acciones.amortizar import LARGO_MOTIVO
from consistorio.economia.inventario.models import Bien, Dotacion
from consistorio.economia.inventario.permisos import LLEVAR
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

LARGO_CUENTA = 12


class Alta(DeUnUso):
    """An asset as it is typed."""

    nombre = forms.CharField(label=gettext_lazy("¿Qué bien es?"), max_length=200)
    cuenta = forms.CharField(
        label=gettext_lazy("Cuenta del plan"),
        max_length=LARGO_CUENTA,
        help_text=gettext_lazy("Por ejemplo, 211 construcciones, 216 mobiliario, 217 informática o 218 vehículos."),
        widget=forms.TextInput(attrs=CORTO),
    )
    valor = Euros(gettext_lazy("Lo que costó, en euros"))
    en_servicio = DiaCorto(gettext_lazy("En servicio desde el día"))
    vida = Entero(
        gettext_lazy("Años en que se amortiza"),
        1,
        200,
        obligatorio=False,
        ayuda=gettext_lazy("Vacío si no se amortiza, como los terrenos."),
    )
    residual = Euros(gettext_lazy("Lo que valdrá al final, en euros"), required=False)
    previa = Euros(gettext_lazy("Lo que ya estaba amortizado, en euros"), required=False)

    def pedido(self) -> BienNuevo:
        """As the use case wants it."""
        dicho = {clave: valor for clave, valor in self.cleaned_data.items() if valor is not None and clave != CAMPO}
        return BienNuevo(**dicho)


class Baja(Formulario):
    """Since when, and why."""

    dia = DiaCorto(gettext_lazy("¿Desde qué día?"))
    causa = forms.CharField(
        label=gettext_lazy("¿Por qué?"), max_length=300, help_text=gettext_lazy("Se vendió, se rompió, se cedió.")
    )


@empleado(VER)
@require_GET
def bienes(request: PeticionConActor) -> HttpResponse:
    """The assets, by their number, with what is left of each."""
    prefijo = _prefijo(request)
    tras = numero(request.GET.get("tras")) or 0
    filas = list(consultas.bienes(prefijo=prefijo, tras=tras)[: POR_PAGINA + 1])
    base = reverse("escritorio:inmovilizado")
    contexto = {
        "titulo": _("Inmovilizado"),
        "filas": consultas.estados(filas[:POR_PAGINA]),
        "total": consultas.total(prefijo=prefijo),
        "prefijo": prefijo,
        "base": base,
        "lleva": request.actor.puede(LLEVAR),
        "anios": ejercicios(),
        "siguiente": f"{base}?cuenta={prefijo}&tras={filas[POR_PAGINA - 1].numero}" if len(filas) > POR_PAGINA else "",
        "anterior": f"{base}?cuenta={prefijo}" if tras else "",
        "descargas": ficheros_sin_anio("escritorio:fichero_de_bienes", f"cuenta={prefijo}" if prefijo else ""),
    }
    return render(request, "escritorio/economia/inmovilizado.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, formato: str) -> HttpResponse:
    """The same as a file."""
    cabeceras = [_("Número"), _("Bien"), _("Cuenta"), _("En servicio"), _("Años"), _("Valor"), _("Valor residual")]
    cabeceras += [_("Amortizado"), _("Valor neto"), _("Baja"), _("Causa de la baja")]
    filas: list[list[Celda]] = [
        [
            *(
                e.bien.numero,
                e.bien.nombre,
                e.bien.cuenta,
                e.bien.en_servicio,
                e.bien.vida,
                e.bien.valor,
                e.bien.residual,
            ),
            *(e.amortizado, e.neto, e.bien.baja, e.bien.causa_baja),
        ]
        for e in consultas.estados(consultas.bienes(prefijo=_prefijo(request))[:MAXIMO_DE_FILAS])
    ]
    return descarga_de_tabla(Tabla(_("Inmovilizado"), cabeceras, filas), formato, "inmovilizado")


def _prefijo(request: PeticionConActor) -> str:
    dicho = request.GET.get("cuenta", "").strip()[:LARGO_CUENTA]
    return dicho if dicho.isascii() and dicho.isdigit() else ""


@empleado(VER)
@require_GET
def bien(request: PeticionConActor, bien_id: UUID) -> HttpResponse:
    """An asset: what it cost, what is used up of it each year, and the operation that paid for it."""
    uno = _bien(bien_id)
    linea = LineaOperacion.objects.select_related("operacion").filter(id=uno.linea_id).first() if uno.linea_id else None
    dotaciones = list(uno.dotaciones.select_related("asiento", "deshecha").order_by("ejercicio", "id"))
    dotado = sum((una.importe for una in dotaciones if una.deshecha_id is None), consultas.CERO)
    contexto = {
        "titulo": str(uno),
        "b": uno,
        "nombre_de_cuenta": nombres_de([uno.cuenta]).get(uno.cuenta, ""),
        "dotaciones": dotaciones,
        "dotado": dotado,
        "neto": uno.valor - uno.previa - dotado,
        "operacion": linea.operacion if linea is not None else None,
        "lleva": request.actor.puede(LLEVAR) and uno.baja is None,
    }
    return render(request, "escritorio/economia/bien.html", contexto)


def _bien(bien_id: UUID) -> Bien:
    uno = Bien.objects.filter(id=bien_id).first()
    if uno is None:
        raise NoEncontrado(_("No encontramos ese bien."))
    return uno


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def alta(request: PeticionConActor) -> HttpResponse:
    """Enter an asset."""
    form = Alta(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        try:
            with una_vez(request.POST):
                [hecho] = acciones.dar_de_alta(actor=request.actor, bienes=[form.pedido()], reloj=reloj_de_la_casa())
        except YaAnotado as ya:
            return redirect("escritorio:bien", bien_id=ya.hecho_id)
        messages.success(request, _("Dado de alta con el número %(n)d.") % {"n": hecho.numero})
        return redirect("escritorio:bien", bien_id=hecho.id)

    explicacion = _(
        "Su gasto se anota aparte, en el presupuesto. Aquí se lleva lo que vale y lo que se gasta con el uso."
    )
    pagina = _pagina(_("Dar de alta un bien"), explicacion, _("Darlo de alta"))
    return atender(request, form, pagina, hacer)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def baja(request: PeticionConActor, bien_id: UUID) -> HttpResponse:
    """Take an asset out."""
    uno = _bien(bien_id)
    form = Baja(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.dar_de_baja(
            actor=request.actor,
            bien_id=uno.id,
            dia=form.cleaned_data["dia"],
            causa=form.cleaned_data["causa"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Dado de baja."))
        return redirect("escritorio:bien", bien_id=uno.id)

    explicacion = _("Deja de amortizarse ese día. El asiento de la baja lo anota Intervención.")
    pagina = _pagina(_("Dar de baja %(cual)s") % {"cual": uno}, explicacion, _("Darlo de baja"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def amortizar(request: PeticionConActor, anio: int) -> HttpResponse:
    """What would be depreciated of a year, asset by asset; and note it in one entry."""
    ejercicio = ejercicio_de(anio)
    if request.method == "POST":
        asiento = acciones.amortizar(actor=request.actor, anio=anio, reloj=reloj_de_la_casa())
        messages.success(request, _("Anotada la amortización en el asiento %(n)d.") % {"n": asiento.numero})
        return redirect("escritorio:asiento_contable", asiento_id=asiento.id)
    filas = consultas.por_amortizar(anio)
    contexto = {
        "titulo": _("Amortización de %(anio)d") % {"anio": anio},
        "anio": anio,
        "abierto": ejercicio.estado == "abierto",
        "filas": filas[:POR_PAGINA],
        "quedan": max(0, len(filas) - POR_PAGINA),
        "total": sum((importe for _bien, importe in filas), consultas.CERO),
        "hechas": Dotacion.objects.filter(ejercicio=anio, deshecha=None).exists(),
    }
    return render(request, "escritorio/economia/amortizar.html", contexto)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def deshacer(request: PeticionConActor, anio: int) -> HttpResponse:
    """Undo what was depreciated of an open year."""
    ejercicio_de(anio)
    form = Motivo(request.POST if request.method == "POST" else None)
    form.fields["motivo"].max_length = LARGO_MOTIVO  # type: ignore[attr-defined]  # a CharField

    def hacer() -> HttpResponse:
        motivo = form.cleaned_data["motivo"]
        acciones.deshacer_amortizacion(actor=request.actor, anio=anio, motivo=motivo, reloj=reloj_de_la_casa())
        messages.success(request, _("Deshecha con asientos de signo contrario."))
        return redirect("escritorio:amortizar", anio=anio)

    titulo = _("Deshacer la amortización de %(anio)d") % {"anio": anio}
    pagina = _pagina(
        titulo, _("Se deshace toda la de ese año. Después puede anotarla otra vez."), _("Deshacerla"), peligro=True
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _pagina(titulo: str, explicacion: str, boton: str, *, peligro: bool = False) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:inmovilizado")
    return PaginaDeFormulario(titulo, _("Inmovilizado"), explicacion, boton, vuelta, _("Inmovilizado"), peligro)
