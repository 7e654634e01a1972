"""The projects with affected financing: the list with its deviations, one of them, opening it and saying what is of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import errores_del_formulario, euros_escritos
from consistorio.canales.escritorio.terceros_a_la_vista import textos
from consistorio.canales.escritorio.vistas.economia.marco import ficheros, marco
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Celda, Tabla, descarga_de_tabla
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Aplicacion
from consistorio.economia.presupuesto.permisos import VER
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.economia.proyectos import acciones, anualidades, consultas
from consistorio.economia.proyectos.consultas import Ficha
from consistorio.economia.proyectos.models import Agente, Proyecto
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.economia.proyectos.tipos import AgenteNuevo, ArrastreNuevo, ProyectoNuevo
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

AGENTES, ARRASTRES, MAXIMO = 3, 2, 50  # rows in sight at first, and at most
DERECHOS_A_LA_VISTA = 200
CORTO = {"data-ancho": "10"}


class Euros(forms.CharField):
    """An amount as it is typed. Its value: Decimal euros."""

    def __init__(self, etiqueta: object, **mas: Any) -> None:
        widget = forms.TextInput(attrs={**CORTO, "inputmode": "decimal"})
        super().__init__(label=etiqueta, max_length=20, widget=widget, **mas)  # type: ignore[arg-type]  # lazy text

    def clean(self, value: object) -> Decimal | None:
        """In euros. Raises ValidationError."""
        dicho = super().clean(value)
        if not dicho:
            return None
        importe, mensaje = euros_escritos(str(dicho))
        if mensaje:
            raise forms.ValidationError(mensaje)
        return importe


class DatosDelProyecto(Formulario):
    """What a project is."""

    codigo = forms.CharField(
        label=gettext_lazy("Código"),
        max_length=20,
        widget=forms.TextInput(attrs=CORTO),
        help_text=gettext_lazy("Por ejemplo, 2026-INV-3"),
    )
    nombre = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    gasto_total = Euros(gettext_lazy("Gasto total previsto, de todos sus años"))
    desde = Entero(gettext_lazy("Primer año"), 1990, 2100)
    hasta = Entero(gettext_lazy("Último año"), 1990, 2100)

    def clean_codigo(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["codigo"]).upper()


class DatosDelAgente(Formulario):
    """Who finances a part."""

    nombre = forms.CharField(label=gettext_lazy("Quién financia"), max_length=200)
    economica = forms.CharField(
        label=gettext_lazy("Concepto de ingresos"), max_length=7, widget=forms.TextInput(attrs=CORTO)
    )
    aportacion = Euros(gettext_lazy("Aporta en total"))
    exclusivo = forms.BooleanField(
        label=gettext_lazy("Todo ese concepto es de este proyecto"), required=False, initial=True
    )


class DatosDelArrastre(Formulario):
    """What it brings of a year whose accounts are not here."""

    anio = Entero(gettext_lazy("Año"), 1990, 2100)
    agente = forms.CharField(
        label=gettext_lazy("De quién son los derechos"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Vacío si son obligaciones del proyecto."),
    )
    importe = Euros(gettext_lazy("Importe"))


class Aplicaciones(Formulario):
    """Which applications are whole of a project."""

    anio = Entero(gettext_lazy("Ejercicio"), 1990, 2100)
    codigos = forms.CharField(
        label=gettext_lazy("Aplicaciones"),
        max_length=4000,
        help_text=gettext_lazy("Una en cada línea, con el programa y la económica. Por ejemplo, 1532.61900"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, object]:
        """Find them. Raises ValidationError with all that are not there."""
        dichos = [linea.strip().upper() for linea in str(self.cleaned_data.get("codigos", "")).splitlines()]
        self.ids: list[UUID] = []
        for dicho in filter(None, dichos):
            clave = leer_clave(dicho)
            hallada = (
                clave
                and Aplicacion.objects.filter(
                    ejercicio=self.cleaned_data.get("anio"),
                    organica=clave.organica,
                    programa=clave.programa,
                    economica=clave.economica,
                ).first()
            )
            if not hallada:
                self.add_error("codigos", _("La aplicación %(codigo)s no está en el presupuesto.") % {"codigo": dicho})
            else:
                self.ids.append(hallada.id)
        return self.cleaned_data


class Derecho(Formulario):
    """Which right is of an agent."""

    linea = forms.ChoiceField(label=gettext_lazy("¿Qué derecho es suyo?"), widget=forms.RadioSelect)

    def __init__(self, datos: object, agente: Agente) -> None:
        super().__init__(datos)
        self.suyas = [
            (
                str(una.id),
                f"{una.operacion}, {una.operacion.fecha:%d/%m/%Y}, {Importe(una.importe)}: {una.operacion.texto}",
            )
            for una in consultas.derechos_por_asignar(agente, DERECHOS_A_LA_VISTA)
        ]
        campo = self.fields["linea"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = self.suyas


@empleado(VER)
@require_GET
def proyectos(request: PeticionConActor, anio: int) -> HttpResponse:
    """Every project that runs in a year, with its deviations."""
    fichas = _fichas(anio)
    contexto = {
        **marco(request, anio, "proyectos"),
        "titulo": _("Proyectos de gasto con financiación afectada"),
        "fichas": fichas,
        "gasto_total": _suma(ficha.proyecto.gasto_total for ficha in fichas),
        "acumuladas": _suma(ficha.acumuladas for ficha in fichas),
        "desviacion": _suma(ficha.desviacion for ficha in fichas),
        "lleva": request.actor.puede(LLEVAR),
        "descargas": ficheros("escritorio:fichero_de_proyectos", anio, ""),
    }
    return render(request, "escritorio/economia/proyectos.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The same as a file: a row for each agent."""
    cabeceras = [_("Proyecto"), _("Nombre"), _("Agente"), _("Concepto"), _("Aportación"), _("Coeficiente")]
    cabeceras += [_("Obligaciones del año"), _("Obligaciones acumuladas"), _("Derechos del año")]
    cabeceras += [_("Derechos acumulados"), _("Desviación del ejercicio"), _("Desviación acumulada")]
    filas: list[list[Celda]] = [
        [
            *(ficha.proyecto.codigo, ficha.proyecto.nombre, parte.agente.nombre, parte.agente.economica),
            *(parte.agente.aportacion, f"{parte.desviacion.coeficiente}".replace(".", ",")),
            *(ficha.obligaciones, ficha.acumuladas, parte.financiado.derechos, parte.financiado.derechos_acumulados),
            *(parte.desviacion.del_ejercicio, parte.desviacion.acumulada),
        ]
        for ficha in _fichas(anio)
        for parte in ficha.partes
    ]
    return descarga_de_tabla(
        Tabla(_("Proyectos %(anio)d") % {"anio": anio}, cabeceras, filas), formato, f"proyectos-{anio}"
    )


def _fichas(anio: int) -> list[Ficha]:
    """Those that run in a year, and those that ended before and still hold something."""
    todas = consultas.fichas(list(Proyecto.objects.filter(desde__lte=anio).order_by("codigo")), anio)
    return [ficha for ficha in todas if ficha.proyecto.hasta >= anio or ficha.desviacion]


def _suma(importes: Any) -> Decimal:
    return sum(importes, Decimal(0))


@empleado(VER)
@require_GET
def proyecto(request: PeticionConActor, codigo: str) -> HttpResponse:
    """A project: who finances it, how far each strays from its part, and what is of it."""
    uno = proyecto_de(codigo)
    anio = numero(request.GET.get("anio")) or min(hoy(reloj_de_la_casa()).year, uno.hasta)
    anio = min(max(anio, uno.desde), 2100)
    [ficha] = consultas.fichas([uno], anio)
    suyas = list(Aplicacion.objects.filter(de_proyecto__proyecto=uno).order_by("-ejercicio", "programa", "economica"))
    nombres = denominaciones(suyas)
    derechos = [
        derecho
        for agente in uno.agentes.order_by("nombre")
        for derecho in agente.derechos.select_related("linea__operacion", "agente").order_by("linea_id")
    ]
    contexto = {
        **marco(request, anio, "proyectos"),
        "titulo": f"{uno.codigo} {uno.nombre}",
        "p": uno,
        "anio": anio,
        "anios": range(uno.desde, max(uno.hasta, anio) + 1),
        "ficha": ficha,
        "aplicaciones": [(una, nombres[una.id]) for una in suyas],
        "obligado": _suma(una.obligado for una in suyas),
        "derechos": derechos,
        "textos": textos(request.actor, [uno.linea.operacion for uno in derechos], en=hoy(reloj_de_la_casa())),
        "arrastres": uno.arrastres.select_related("agente").order_by("anio", "agente__nombre"),
        "anualidades": anualidades.anualidades(uno),
        "cambios": anualidades.cambios_de(uno),
        "lleva": request.actor.puede(LLEVAR),
    }
    return render(request, "escritorio/economia/proyecto.html", contexto)


def proyecto_de(codigo: str) -> Proyecto:
    """By its code. Raises NoEncontrado."""
    uno = Proyecto.objects.filter(codigo=codigo).first()
    if uno is None:
        raise NoEncontrado(_("No hay ningún proyecto %(codigo)s.") % {"codigo": codigo})
    return uno


class _Filas:
    """The rows of a kind of a form: those that are empty do not count."""

    def __init__(self, enviado: Mapping[str, str], clase: type[Formulario], prefijo: str, cuantas: int) -> None:
        self.prefijo = prefijo
        hay = min(max(numero(enviado.get(f"{prefijo}s")) or cuantas, cuantas), MAXIMO)
        if enviado.get("que") == f"mas_{prefijo}s":
            hay = min(hay + cuantas, MAXIMO)
        self.todas = [self._fila(clase, enviado, n) for n in range(hay)]
        self.escritas = [fila for fila in self.todas if fila.is_bound]

    def _fila(self, clase: type[Formulario], enviado: Mapping[str, str], n: int) -> Formulario:
        suyo = f"{self.prefijo}-{n}"
        campos = [f"{suyo}-{campo}" for campo in clase.base_fields if campo != "exclusivo"]
        escrita = any(enviado.get(campo, "").strip() for campo in campos)
        return clase(enviado if escrita else None, prefix=suyo)

    def rechazar(self, problema: Problema) -> None:
        """Put what a use case refused on its row."""
        _clase, _punto, orden = problema.campo.partition(".")
        self.escritas[int(orden)].add_error(None, problema.mensaje)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def abrir(request: PeticionConActor) -> HttpResponse:
    """Open a project with who finances it and what it brings of earlier years."""
    enviado = request.POST
    juzgar = request.method == "POST" and enviado.get("que") == "abrir"
    form = DatosDelProyecto(enviado if juzgar else None, initial=enviado.dict())
    agentes = _Filas(enviado, DatosDelAgente, "agente", AGENTES)
    arrastres = _Filas(enviado, DatosDelArrastre, "arrastre", ARRASTRES)
    filas = [*agentes.escritas, *arrastres.escritas]
    if juzgar and all([form.is_valid(), *(fila.is_valid() for fila in filas)]):
        try:
            hecho = acciones.abrir_proyecto(
                actor=request.actor, nuevo=_pedido(form, agentes, arrastres), reloj=reloj_de_la_casa()
            )
        except (DatosIncorrectos, Conflicto) as error:
            _repartir(form, agentes, arrastres, error)
        else:
            messages.success(request, _("Abierto el proyecto %(cual)s.") % {"cual": hecho})
            return redirect("escritorio:proyecto", codigo=hecho.codigo)
    errores = [uno for cual in (form, *filas) for uno in errores_del_formulario(cual)] if juzgar else []
    contexto = {
        "titulo": _("Abrir un proyecto de gasto"),
        "form": form,
        "agentes": agentes.todas,
        "arrastres": arrastres.todas,
        "vuelta": reverse("escritorio:proyectos", args=[hoy(reloj_de_la_casa()).year]),
        "errores": errores,
        "hay_errores": bool(errores),
    }
    return render(request, "escritorio/economia/proyecto_nuevo.html", contexto, status=422 if errores else 200)


def _pedido(form: DatosDelProyecto, agentes: _Filas, arrastres: _Filas) -> ProyectoNuevo:
    return ProyectoNuevo(
        **form.cleaned_data,
        agentes=tuple(AgenteNuevo(**fila.cleaned_data) for fila in agentes.escritas),
        arrastres=tuple(ArrastreNuevo(**fila.cleaned_data) for fila in arrastres.escritas),
    )


def _repartir(form: DatosDelProyecto, agentes: _Filas, arrastres: _Filas, error: DatosIncorrectos | Conflicto) -> None:
    for problema in error.problemas:
        clase, punto, _orden = problema.campo.partition(".")
        if punto and clase in ("agentes", "arrastres"):
            (agentes if clase == "agentes" else arrastres).rechazar(problema)
        else:
            form.add_error(problema.campo if problema.campo in form.fields else None, problema.mensaje)
    if not error.problemas:
        form.add_error(None, error.mensaje)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def asignar(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Say that the whole expense of some applications is of the project."""
    uno = proyecto_de(codigo)
    anio = min(max(hoy(reloj_de_la_casa()).year, uno.desde), uno.hasta)
    siguen = "\n".join(una.codigo for una in anualidades.por_continuar(uno, anio))
    form = Aplicaciones(request.POST if request.method == "POST" else None, initial={"anio": anio, "codigos": siguen})

    def hacer() -> HttpResponse:
        hechas = acciones.asignar_aplicaciones(
            actor=request.actor, codigo=uno.codigo, aplicaciones=form.ids, reloj=reloj_de_la_casa()
        )
        dicho = ngettext("Asignada %(n)d aplicación.", "Asignadas %(n)d aplicaciones.", len(hechas))
        messages.success(request, dicho % {"n": len(hechas)})
        return redirect("escritorio:proyecto", codigo=uno.codigo)

    explicacion = _("Todo lo que se gaste en ellas contará como gasto del proyecto.")
    if siguen:
        explicacion += " " + _("Las que ve eran suyas el año pasado.")
    pagina = _pagina(uno, _("Asignar aplicaciones"), explicacion, _("Asignarlas"))
    return atender(request, form, pagina, hacer)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def asignar_derecho(request: PeticionConActor, agente_id: UUID) -> HttpResponse:
    """Say that a right is of an agent whose concept finances other things too. Raises Conflicto (there is none to be said)."""
    agente = Agente.objects.select_related("proyecto").filter(id=agente_id).first()
    if agente is None:
        raise NoEncontrado(_("No encontramos a quien financia eso."))
    form = Derecho(request.POST if request.method == "POST" else None, agente)
    if not form.suyas:
        raise Conflicto(
            _("No hay derechos del concepto %(cual)s por asignar.") % {"cual": agente.economica},
            que_hacer=_("Reconozca antes el derecho en su concepto de ingresos."),
        )

    def hacer() -> HttpResponse:
        acciones.asignar_derecho(
            actor=request.actor,
            agente_id=agente.id,
            linea_id=UUID(form.cleaned_data["linea"]),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El derecho cuenta como financiación del proyecto."))
        return redirect("escritorio:proyecto", codigo=agente.proyecto.codigo)

    explicacion = _("Lo que financia %(quien)s, en el concepto %(cual)s. Sus anulaciones irán con él.")
    dicho = explicacion % {"quien": agente.nombre, "cual": agente.economica}
    pagina = _pagina(agente.proyecto, _("Asignar un derecho"), dicho, _("Asignarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _pagina(uno: Proyecto, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:proyecto", args=[uno.codigo])
    return PaginaDeFormulario(titulo, uno.nombre, explicacion, boton, vuelta, uno.codigo)
