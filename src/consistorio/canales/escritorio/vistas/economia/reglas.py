"""Intervención reviews how operations are posted: the rules of entries, and which account each economic code goes to."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.contabilidad import equivalencias as de_economicas
from consistorio.economia.contabilidad.acciones import revisar_equivalencia, revisar_regla
from consistorio.economia.contabilidad.acciones.revisar import LARGO_MOTIVO, CambioDeRegla
from consistorio.economia.contabilidad.models import Equivalencia, ReglaAsiento
from consistorio.economia.contabilidad.permisos import REGLAS, VER
from consistorio.economia.contabilidad.posteo import en_vigor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

CUENTAS = forms.TextInput(attrs={"data-ancho": "20"})


class Confirmar(Formulario):
    """Why a rule is right."""

    motivo = forms.CharField(
        label=gettext_lazy("¿En qué se apoya?"),
        max_length=LARGO_MOTIVO,
        help_text=gettext_lazy("La norma o el criterio que la confirma."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Sustituir(Formulario):
    """What a rule will say from a day on, and why."""

    debe = forms.CharField(
        label=gettext_lazy("Se carga (debe)"),
        max_length=60,
        widget=CUENTAS,
        help_text=gettext_lazy("Una x por cada cifra libre, y una barra entre alternativas: 6xx|2xx"),
    )
    haber = forms.CharField(label=gettext_lazy("Se abona (haber)"), max_length=60, widget=CUENTAS)
    signo = forms.ChoiceField(label=gettext_lazy("Signo"), choices=ReglaAsiento.Signo.choices)
    desde = DiaCorto(gettext_lazy("Desde el día"))
    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué?"), max_length=LARGO_MOTIVO, widget=forms.Textarea(attrs={"rows": 3})
    )


class RevisarEquivalencia(Formulario):
    """To which account an economic code goes."""

    cuenta = forms.CharField(
        label=gettext_lazy("Cuenta del plan"),
        max_length=12,
        widget=CUENTAS,
        help_text=gettext_lazy("Deje la misma para confirmarla. Otra valdrá desde el día que diga."),
    )
    desde = DiaCorto(gettext_lazy("Desde el día"))
    nota = forms.CharField(
        label=gettext_lazy("¿En qué se apoya?"), max_length=LARGO_MOTIVO, widget=forms.Textarea(attrs={"rows": 3})
    )


class NuevaEquivalencia(RevisarEquivalencia):
    """One that is not there yet."""

    clase = forms.ChoiceField(label=gettext_lazy("¿De gasto o de ingreso?"), choices=Equivalencia.Clase.choices)
    prefijo = forms.CharField(
        label=gettext_lazy("Económica que empieza por"),
        max_length=7,
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    field_order = ("clase", "prefijo", "cuenta", "desde", "nota")


@empleado(VER)
@require_GET
def reglas(request: PeticionConActor) -> HttpResponse:
    """The rules in force, those that Intervención has still to look at first."""
    todas = en_vigor(hoy(reloj_de_la_casa())).order_by("area", "codigo")
    dudosas = todas.exclude(certeza=ReglaAsiento.Certeza.VERIFICADO).filter(revisada_el=None)
    ver = request.GET.get("ver", "")
    base = reverse("escritorio:reglas")
    cuantas = dudosas.count()
    contexto = {
        "titulo": _("Reglas de asiento"),
        "filas": list(todas if ver == "todas" else dudosas),
        "filtros": [
            Enlace(_("Por revisar (%(n)d)") % {"n": cuantas}, base, ver != "todas"),
            Enlace(_("Todas"), f"{base}?ver=todas", ver == "todas"),
        ],
    }
    return render(request, "escritorio/economia/reglas.html", contexto)


@empleado(VER)
@require_GET
def regla(request: PeticionConActor, codigo: str) -> HttpResponse:
    """A rule: each of its versions, the newest first."""
    versiones = list(ReglaAsiento.objects.filter(codigo=codigo.upper()).order_by("-desde"))
    if not versiones:
        raise NoEncontrado(_("No hay ninguna regla de asiento %(codigo)s.") % {"codigo": codigo})
    contexto = {
        "titulo": _("Regla %(codigo)s") % {"codigo": versiones[0].codigo},
        "codigo": versiones[0].codigo,
        "versiones": versiones,
        "puede": request.actor.puede(REGLAS),
    }
    return render(request, "escritorio/economia/regla.html", contexto)


@empleado(REGLAS)
@require_http_methods(["GET", "POST"])
def confirmar_regla(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Confirm the version in force."""
    vigente = _vigente(codigo)
    form = Confirmar(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        motivo = form.cleaned_data["motivo"]
        revisar_regla(actor=request.actor, codigo=vigente.codigo, motivo=motivo, reloj=reloj_de_la_casa())
        messages.success(request, _("Regla confirmada."))
        return redirect("escritorio:regla", codigo=vigente.codigo)

    explicacion = _("«%(operacion)s»: se carga %(debe)s y se abona %(haber)s.") % {
        "operacion": vigente.operacion,
        "debe": vigente.debe or "—",
        "haber": vigente.haber or "—",
    }
    return atender(request, form, _pagina(vigente, _("Confirmar la regla"), explicacion, _("Confirmar")), hacer)


@empleado(REGLAS)
@require_http_methods(["GET", "POST"])
def sustituir_regla(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Write the version that takes its place from a day on."""
    vigente = _vigente(codigo)
    puesto = {"debe": vigente.debe, "haber": vigente.haber, "signo": vigente.signo, "desde": hoy(reloj_de_la_casa())}
    form = Sustituir(request.POST if request.method == "POST" else None, initial=puesto)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        revisar_regla(
            actor=request.actor,
            codigo=vigente.codigo,
            motivo=dicho["motivo"],
            desde=dicho["desde"],
            cambio=CambioDeRegla(dicho["debe"], dicho["haber"], dicho["signo"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Regla cambiada desde el %(dia)s.") % {"dia": f"{dicho['desde']:%d/%m/%Y}"})
        return redirect("escritorio:regla", codigo=vigente.codigo)

    explicacion = _("Lo que ya está anotado no cambia: vale para lo que se anote con fecha de ese día o posterior.")
    return atender(request, form, _pagina(vigente, _("Cambiar la regla"), explicacion, _("Cambiar la regla")), hacer)


@empleado(VER)
@require_GET
def equivalencias(request: PeticionConActor) -> HttpResponse:
    """To which account each economic code goes today."""
    filas = de_economicas.en_vigor(hoy(reloj_de_la_casa())).select_related("cuenta").order_by("clase", "prefijo")
    ver, texto = request.GET.get("ver", ""), request.GET.get("codigo", "").strip()[:12]
    por_revisar = filas.filter(revisada_el=None)
    cuantas = por_revisar.count()
    elegidas = filas if ver == "todas" else por_revisar
    if texto:
        elegidas = elegidas.filter(Q(prefijo__startswith=texto) | Q(cuenta__codigo__startswith=texto))
    base = reverse("escritorio:equivalencias")
    contexto = {
        "titulo": _("Equivalencias con el plan de cuentas"),
        "filas": list(elegidas),
        "texto": texto,
        "ver": ver,
        "base": base,
        "filtros": [
            Enlace(_("Por revisar (%(n)d)") % {"n": cuantas}, base, ver != "todas"),
            Enlace(_("Todas"), f"{base}?ver=todas", ver == "todas"),
        ],
        "puede": request.actor.puede(REGLAS),
    }
    return render(request, "escritorio/economia/equivalencias.html", contexto)


@empleado(REGLAS)
@require_http_methods(["GET", "POST"])
def equivalencia(request: PeticionConActor, clase: str, codigo: str) -> HttpResponse:
    """Confirm the account of an economic code, or write another from a day on."""
    dia = hoy(reloj_de_la_casa())
    vigente = de_economicas.en_vigor(dia).select_related("cuenta").filter(clase=clase, prefijo=codigo).first()
    if vigente is None:
        raise NoEncontrado(_("Esa económica no tiene equivalencia propia hoy."))
    puesto = {"cuenta": vigente.cuenta_id, "desde": dia, "nota": vigente.nota}
    form = RevisarEquivalencia(request.POST if request.method == "POST" else None, initial=puesto)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        revisar_equivalencia(
            actor=request.actor,
            clase=clase,
            prefijo=codigo,
            cuenta=dicho["cuenta"],
            nota=dicho["nota"],
            desde=dicho["desde"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Equivalencia revisada."))
        return redirect("escritorio:equivalencias")

    nombre = vigente.get_clase_display()
    titulo = _("%(clase)s que empieza por %(codigo)s") % {"clase": nombre, "codigo": codigo}
    explicacion = _("Hoy va a la cuenta %(cuenta)s.") % {"cuenta": vigente.cuenta}
    return atender(request, form, _de_equivalencia(titulo, explicacion, _("Guardar la revisión")), hacer)


@empleado(REGLAS)
@require_http_methods(["GET", "POST"])
def nueva_equivalencia(request: PeticionConActor) -> HttpResponse:
    """One for an economic code that has none of its own."""
    form = NuevaEquivalencia(
        request.POST if request.method == "POST" else None, initial={"desde": hoy(reloj_de_la_casa())}
    )

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        revisar_equivalencia(
            actor=request.actor,
            clase=dicho["clase"],
            prefijo=dicho["prefijo"],
            cuenta=dicho["cuenta"],
            nota=dicho["nota"],
            desde=dicho["desde"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Equivalencia escrita."))
        return redirect("escritorio:equivalencias")

    explicacion = _("Entre varias, vale la de más cifras: la de 22100 manda sobre la de 22.")
    return atender(request, form, _de_equivalencia(_("Escribir una equivalencia"), explicacion, _("Escribirla")), hacer)


def _vigente(codigo: str) -> ReglaAsiento:
    vigente = en_vigor(hoy(reloj_de_la_casa())).filter(codigo=codigo.upper()).first()
    if vigente is None:
        raise NoEncontrado(_("No hay ninguna regla de asiento %(codigo)s hoy.") % {"codigo": codigo})
    return vigente


def _pagina(vigente: ReglaAsiento, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:regla", args=[vigente.codigo])
    return PaginaDeFormulario(titulo, str(vigente), explicacion, boton, vuelta, _("La regla"))


def _de_equivalencia(titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:equivalencias")
    return PaginaDeFormulario(titulo, _("Equivalencias"), explicacion, boton, vuelta, _("Equivalencias"))
