"""Modifications of credits at the desk: written whole, reported, approved and put in the accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.lecturas_presupuesto import pasos_de_modificacion
from consistorio.canales.escritorio.rejilla import (
    FILAS,
    LARGO_CODIGO,
    LARGO_IMPORTE,
    MAXIMO,
    DiaCorto,
    errores_del_formulario,
    euros_escritos,
    repartir,
)
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, ejercicio_de, marco
from consistorio.canales.escritorio.vistas.economia.pasos_de_modificacion import (
    ORGANOS,
    SIN_EFECTO,
    modificacion_de,
    se_deja,
    titulo_de,
    toca_ahora,
    toca_tambien,
)
from consistorio.canales.escritorio.vistas.economia.proyectos import Euros
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import (
    LineaModificacion,
    LineaOperacion,
    ModificacionCredito,
    Operacion,
)
from consistorio.economia.presupuesto.operaciones.modificaciones import falta_otra_persona
from consistorio.economia.presupuesto.operaciones.pasos_de_modificacion import organos_que_aprueban
from consistorio.economia.presupuesto.operaciones.pruebas import CON_DERECHO
from consistorio.economia.presupuesto.operaciones_de_credito import Excepcional
from consistorio.economia.presupuesto.permisos import MODIFICAR, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import LineaDeModificacion
from consistorio.economia.recaudacion.compromisos import numerados
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import quienes_pueden
from consistorio.tramitacion.expedientes.consultas import por_numero_abreviado

Prueba = LineaModificacion.Prueba
DE_EXCEPCION: Final = ("carga", "cancela", "renovacion")
SENTIDOS: Final = (
    ("alta", gettext_lazy("Sube")),
    ("baja", gettext_lazy("Baja")),
    ("financiacion", gettext_lazy("Financia")),
)


@dato
class FilaDeModificacion:
    """A row as it was typed, with what is wrong. `retencion`: number of the RC that set the credit aside, or of the right or the commitment (C3) that proves what finances."""

    n: int
    sentido: str = "alta"
    codigo: str = ""
    importe: str = ""
    retencion: str = ""
    error: str = ""

    @property
    def vacia(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.codigo or self.importe or self.retencion)


class CabeceraDeModificacion(Formulario):
    """What all the lines share."""

    tipo = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=ModificacionCredito.Tipo.choices)
    texto = forms.CharField(label=gettext_lazy("Para qué"), max_length=LARGO_TEXTO)
    expediente = forms.CharField(label=gettext_lazy("Número de expediente"), required=False, max_length=30)
    reorganizacion = forms.BooleanField(
        label=gettext_lazy("Sigue a una reorganización que aprobó el Pleno"), required=False
    )
    carga = Euros(gettext_lazy("Carga financiera de todo el año, con este préstamo"), required=False)
    cancela = DiaCorto(gettext_lazy("¿Qué día se acaba de devolver el préstamo?"))
    renovacion = DiaCorto(gettext_lazy("¿Qué día se renueva la Corporación?"))

    def __init__(self, datos: object, request: PeticionConActor, **como: object) -> None:
        super().__init__(datos, **como)
        self.actor = request.actor
        self.expediente_id: UUID | None = None
        for nombre in ("cancela", "renovacion"):
            self.fields[nombre].required = False

    def excepcional(self) -> Excepcional | None:
        """What makes lawful that a loan pays current expense, None when it is not said."""
        dicho = self.cleaned_data
        carga, cancela, renovacion = dicho.get("carga"), dicho.get("cancela"), dicho.get("renovacion")
        if carga is None or cancela is None or renovacion is None:
            return None
        return Excepcional(carga, cancela, renovacion)

    def clean(self) -> dict[str, object]:
        """The exception is said whole, or not at all. Raises ValidationError."""
        dichos = super().clean() or self.cleaned_data
        suyos = [nombre for nombre in DE_EXCEPCION if nombre in self.fields and nombre not in self.errors]
        if any(dichos.get(nombre) is not None for nombre in suyos):
            for nombre in (uno for uno in suyos if dichos.get(uno) is None):
                self.add_error(nombre, _("Dígalo también, o deje las tres casillas de la excepción vacías."))
        return dichos

    def comunes(self) -> list[forms.BoundField]:
        """The fields of any modification."""
        return [campo for campo in self if campo.name not in DE_EXCEPCION]

    def de_excepcion(self) -> list[forms.BoundField]:
        """Those of a loan that pays current expense."""
        return [campo for campo in self if campo.name in DE_EXCEPCION]

    def clean_expediente(self) -> str:
        """Of which case. Raises ValidationError."""
        texto = str(self.cleaned_data["expediente"]).strip()
        if not texto:
            return ""
        caso = por_numero_abreviado(self.actor, texto)
        if caso is None:
            raise forms.ValidationError(_("No encontramos ese expediente, o no puede verlo. Compruebe su número."))
        self.expediente_id = caso.id
        return caso.numero


@empleado(VER)
@require_GET
def modificaciones(request: PeticionConActor, anio: int) -> HttpResponse:
    """Those of a year, the newest first."""
    ejercicio = ejercicio_de(anio)
    contexto = {
        **marco(request, anio, "operaciones"),
        "titulo": _("Modificaciones de crédito de %(anio)d") % {"anio": anio},
        "filas": list(ModificacionCredito.objects.filter(ejercicio=anio).order_by("-numero")[:POR_PAGINA]),
        "puede": request.actor.puede(MODIFICAR) and ejercicio.estado == "abierto",
    }
    return render(request, "escritorio/economia/modificaciones.html", contexto)


@empleado(VER)
@require_GET
def modificacion(request: PeticionConActor, modificacion_id: UUID) -> HttpResponse:
    """A file: its lines, its steps and what comes now."""
    una = modificacion_de(modificacion_id)
    lineas = list(una.lineas.select_related("aplicacion", "concepto").order_by("orden"))
    nombres = denominaciones(uno for li in lineas for uno in (li.aplicacion, li.concepto) if uno is not None)
    aprueban = organos_que_aprueban(una, una.aprobada_el or hoy(reloj_de_la_casa()))
    toca, tambien = toca_ahora(una), toca_tambien(una)
    puede = request.actor.puede(MODIFICAR)
    contexto = {
        "titulo": _("Modificación de crédito %(n)s") % {"n": una},
        "una": una,
        "lineas": [
            (linea, nombres.get(linea.aplicacion_id or linea.concepto_id or linea.id, ""), acreditada)
            for linea, acreditada in zip(lineas, _pruebas(una, lineas), strict=True)
        ],
        "aprueban": ", ".join(str(ORGANOS[uno]) for uno in aprueban) if not una.aprobada_el and se_deja(una) else "",
        "operaciones": list(una.operaciones.order_by("id")),
        "pasos": pasos_de_modificacion(una),
        "toca": toca if puede else "",
        "otra_persona": _otra_persona(una, request) if puede and toca == "contabilizar" else None,
        "toca_texto": titulo_de(toca) if toca else "",
        "tambien": tambien if puede else "",
        "tambien_texto": titulo_de(tambien) if tambien else "",
        "deja": SIN_EFECTO if puede and se_deja(una) else "",
        "deja_texto": titulo_de(SIN_EFECTO),
        "vuelta": reverse("escritorio:modificaciones", args=[una.ejercicio_id]),
    }
    return render(request, "escritorio/economia/modificacion.html", contexto)


def _otra_persona(una: ModificacionCredito, request: PeticionConActor) -> list[str] | None:
    """Who else may put it in the accounts, when who looks took all its steps; None when they may."""
    en = hoy(reloj_de_la_casa())
    if not falta_otra_persona(una, request.actor, en):
        return None
    return [uno.nombre for uno in quienes_pueden(MODIFICAR, en=en) if uno.id != request.actor.id]


@empleado(MODIFICAR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor, anio: int) -> HttpResponse:
    """Write a draft, whole."""
    ejercicio = ejercicio_de(anio)
    if ejercicio.estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})
    if request.method != "POST":
        filas = [_propuesta(request), *(FilaDeModificacion(n) for n in range(1, FILAS))]
        inicial = {"tipo": request.GET.get("tipo", "")}
        return _pagina(request, anio, CabeceraDeModificacion(None, request, initial=inicial), filas)
    filas = _leidas(request)
    if request.POST.get("que") == "mas":
        filas += [FilaDeModificacion(n) for n in range(len(filas), min(len(filas) + FILAS, MAXIMO))]
        return _pagina(request, anio, CabeceraDeModificacion(None, request, initial=request.POST.dict()), filas)
    form = CabeceraDeModificacion(request.POST, request)
    lineas, errores = _pedidas(anio, filas)
    if form.is_valid() and not errores:
        try:
            hecha = acciones.preparar_modificacion(
                actor=request.actor,
                anio=anio,
                tipo=form.cleaned_data["tipo"],
                texto=form.cleaned_data["texto"],
                lineas=list(lineas.values()),
                reorganizacion=form.cleaned_data["reorganizacion"],
                expediente_id=form.expediente_id,
                excepcional=form.excepcional(),
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            errores = repartir(form, error, list(lineas))
        else:
            messages.success(request, _("La modificación %(n)s está escrita.") % {"n": hecha})
            return redirect("escritorio:modificacion", modificacion_id=hecha.id)
    return _pagina(request, anio, form, filas, errores)


def _propuesta(request: HttpRequest) -> FilaDeModificacion:
    """The first line, as the page that leads here proposes it."""
    sentido = request.GET.get("sentido", "")
    codigo, importe = (request.GET.get(nombre, "").strip() for nombre in ("codigo", "importe"))
    valido = sentido if sentido in dict(SENTIDOS) else "alta"
    return FilaDeModificacion(0, valido, codigo[:LARGO_CODIGO], importe[:LARGO_IMPORTE])


def _leidas(request: HttpRequest) -> list[FilaDeModificacion]:
    cuantas = min(numero(request.POST.get("filas")) or FILAS, MAXIMO)
    dichos = dict(SENTIDOS)
    return [
        FilaDeModificacion(
            n,
            sentido if (sentido := request.POST.get(f"linea-{n}-sentido", "")) in dichos else "alta",
            request.POST.get(f"linea-{n}-codigo", "").strip().upper()[:LARGO_CODIGO],
            request.POST.get(f"linea-{n}-importe", "").strip()[:LARGO_IMPORTE],
            request.POST.get(f"linea-{n}-retencion", "").strip()[:LARGO_IMPORTE],
        )
        for n in range(cuantas)
    ]


def _pedidas(anio: int, filas: Sequence[FilaDeModificacion]) -> tuple[dict[int, LineaDeModificacion], dict[int, str]]:
    """What is asked for, by its row, and what is wrong with what was typed."""
    lineas, errores = dict[int, LineaDeModificacion](), dict[int, str]()
    for fila in (una for una in filas if not una.vacia):
        importe, mensaje = euros_escritos(fila.importe)
        linea = LineaDeModificacion(fila.sentido, fila.codigo, importe)
        falta = ""
        if fila.retencion and fila.sentido == "financiacion":
            prueba, cual, falta = _prueba(anio, fila, importe)
            linea = replace(linea, prueba=prueba, prueba_id=cual)
        elif fila.retencion:
            retencion, falta = _retencion(anio, fila, importe)
            linea = replace(linea, retencion=retencion)
        if mensaje or falta:
            errores[fila.n] = f"{mensaje} {falta}".strip()
        lineas[fila.n] = linea
    return lineas, errores


def _numero_de(anio: int, dicho: str) -> int:
    """The number of an operation of a year as it is typed: 3, 2026/3 or «DR 2026/3». 0 when it is of another year, or no number."""
    hallado = re.fullmatch(r"[A-Z]{0,4} ?(?:([0-9]{4})/)?([0-9]{1,9})", dicho.strip().upper())
    if hallado is None or hallado[1] not in (None, str(anio)):
        return 0
    return int(hallado[2])


def _la_que_llega(lineas: Iterable[LineaOperacion], importe: Decimal) -> LineaOperacion | None:
    """Of several lines of the same code, the first one that bears an amount; the first, if none does."""
    todas = list(lineas)
    return next((una for una in todas if una.importe >= importe), todas[0] if todas else None)


def _prueba(anio: int, fila: FilaDeModificacion, importe: Decimal) -> tuple[str, UUID | None, str]:
    """What proves what finances: its kind and its id, or what is wrong."""
    dicho = fila.retencion.upper().replace(" ", "")
    if dicho.startswith("C"):
        compromiso = numerados(anio).get(dicho)
        if compromiso is None:
            return "", None, _("No hay ningún compromiso de ingreso %(c)s.") % {"c": fila.retencion}
        return str(Prueba.COMPROMISO), compromiso.id, ""
    lineas = (
        LineaOperacion.objects.select_related("concepto")
        .filter(
            operacion__ejercicio=anio,
            operacion__libro=Operacion.Libro.INGRESO,
            operacion__numero=_numero_de(anio, fila.retencion),
            operacion__clase__in=CON_DERECHO,
            operacion__signo=1,
        )
        .order_by("orden")
    )
    derecho = _la_que_llega((una for una in lineas if str(una.concepto) == fila.codigo), importe)
    if derecho is None:
        return "", None, _("La operación %(n)s no reconoce un derecho de ese concepto.") % {"n": fila.retencion}
    return str(Prueba.DERECHO), derecho.id, ""


def _pruebas(una: ModificacionCredito, lineas: Sequence[LineaModificacion]) -> list[str]:
    """How each line is proved, in words."""
    codigos = {c.id: codigo for codigo, c in numerados(una.ejercicio_id).items()}
    ids = [linea.prueba_id for linea in lineas if linea.prueba_id is not None and linea.prueba == Prueba.DERECHO]
    derechos = {d.id: str(d.operacion) for d in LineaOperacion.objects.select_related("operacion").filter(id__in=ids)}
    dichas = []
    for linea in lineas:
        dicha = ""
        if linea.prueba_id is not None:
            cual = codigos if linea.prueba == Prueba.COMPROMISO else derechos
            dicha = f"{linea.get_prueba_display()} {cual.get(linea.prueba_id, '')}".strip()
        dichas.append(dicha)
    return dichas


def _retencion(anio: int, fila: FilaDeModificacion, importe: Decimal) -> tuple[UUID | None, str]:
    """The line of the RC that set that application aside."""
    lineas = (
        LineaOperacion.objects.filter(
            operacion__ejercicio=anio,
            operacion__libro=Operacion.Libro.GASTO,
            operacion__numero=_numero_de(anio, fila.retencion),
            operacion__clase="RCT",
            saldo__gt=0,
        )
        .select_related("aplicacion")
        .order_by("orden")
    )
    suya = _la_que_llega((linea for linea in lineas if str(linea.aplicacion) == fila.codigo), importe)
    if suya is None:
        return None, _("La operación %(n)s no retiene esa aplicación para transferirla.") % {"n": fila.retencion}
    return suya.id, ""


def _pagina(
    request: PeticionConActor,
    anio: int,
    form: CabeceraDeModificacion,
    filas: Sequence[FilaDeModificacion],
    errores: Mapping[int, str] | None = None,
) -> HttpResponse:
    con_error = [(fila, (errores or {}).get(fila.n, "")) for fila in filas]
    todos = [
        *errores_del_formulario(form),
        *(
            (f"linea-{fila.n}-codigo", _("Línea %(n)d: %(que)s") % {"n": fila.n + 1, "que": mensaje})
            for fila, mensaje in con_error
            if mensaje
        ),
    ]
    sumas = {
        str(nombre): sum((euros_escritos(f.importe)[0] for f in filas if f.importe and f.sentido == clave), Decimal(0))
        for clave, nombre in SENTIDOS
    }
    contexto = {
        "titulo": _("Modificación de crédito de %(anio)d") % {"anio": anio},
        "anio": anio,
        "cabecera": form,
        "filas": con_error,
        "sentidos": SENTIDOS,
        "sumas": sumas.items(),
        "compromisos": [(codigo, c) for codigo, c in numerados(anio).items() if c.importe > c.anulado],
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse("escritorio:modificaciones", args=[anio]),
    }
    return render(request, "escritorio/economia/modificacion_nueva.html", contexto, status=422 if todos else 200)
