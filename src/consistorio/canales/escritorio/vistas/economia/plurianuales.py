"""Expense of later years at the desk: the register with its limits, what is noted in it, and what goes to the budget of its year."""

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

from consistorio.canales.escritorio import lecturas_plurianuales as lecturas
from consistorio.canales.escritorio.formularios_impuestos import Euros
from consistorio.canales.escritorio.lecturas_libros import casos_de
from consistorio.canales.escritorio.lecturas_tesoreria import suma_de
from consistorio.canales.escritorio.rejilla import LARGO_CODIGO, DiaCorto
from consistorio.canales.escritorio.terceros_a_la_vista import futuras_a_la_vista, textos_de_futuras
from consistorio.canales.escritorio.una_vez import DeUnUso, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    documento_con_codigo,
    ejercicio_de,
    ficheros,
    marco_de_otros_anios,
)
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Entero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import LimitePlurianual, OperacionFutura
from consistorio.economia.presupuesto.permisos import GASTO, PREPARAR, VER
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Limite(DeUnUso):
    """How far it was raised, and by what agreement."""

    codigo = forms.CharField(
        label=gettext_lazy("Aplicación"), max_length=LARGO_CODIGO, help_text=gettext_lazy("Por ejemplo, 1532.61900")
    )
    anio = Entero(gettext_lazy("Año"), 1990, 2100)
    importe = Euros(label=gettext_lazy("Hasta cuánto se puede comprometer de ese año"), max_length=20)
    del_anio = Euros(
        label=gettext_lazy("Crédito de este año que es de ese proyecto"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Solo si lo dicen las bases: los porcentajes no se cuentan sobre él."),
    )
    por = forms.ChoiceField(label=gettext_lazy("¿Quién lo eleva?"), choices=LimitePlurianual.Por.choices)
    fecha = DiaCorto(gettext_lazy("¿Qué día?"))
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    acuerdo = forms.CharField(label=gettext_lazy("Código (CSV) del acuerdo o de las bases"), max_length=40)


class Traida(DeUnUso):
    """With which day it goes to its budget."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha?"))


@empleado(VER)
@require_GET
def plurianuales(request: PeticionConActor, anio: int) -> HttpResponse:
    """What is committed of the years after, with its limits; what was noted in this one; and what of this one is not yet in its budget."""
    ejercicio, antes = ejercicio_de(anio), identificador(request.GET.get("antes"))
    abierto = ejercicio.estado == "abierto"
    filas = consultas.anualidades(anio) if antes is None else []
    anotadas = list(lecturas.operaciones(anio, antes_de=antes)[: POR_PAGINA + 1])
    sin_traer = list(consultas.sin_traer(anio)[: POR_PAGINA + 1]) if antes is None else []
    esta = reverse("escritorio:plurianuales", args=[anio])
    contexto = {
        **marco_de_otros_anios(request, anio, "plurianuales"),
        "titulo": _("Gastos de ejercicios futuros"),
        "filas": filas,
        "sumas": [suma_de(getattr(f, c) for f in filas) for c in ("retenido", "autorizado", "dispuesto")],
        "anotadas": [(una, lecturas.nombre(una.clase)) for una in anotadas[:POR_PAGINA]],
        "textos": textos_de_futuras(request.actor, anotadas[:POR_PAGINA], en=hoy(reloj_de_la_casa())),
        "sin_traer": sin_traer[:POR_PAGINA],
        "hay_mas_sin_traer": len(sin_traer) > POR_PAGINA,
        "elevados": lecturas.limites_elevados(anio),
        "anota": abierto and request.actor.puede(GASTO),
        "eleva": abierto and request.actor.puede(PREPARAR),
        "siguiente": f"{esta}?antes={anotadas[POR_PAGINA - 1].id}" if len(anotadas) > POR_PAGINA else "",
        "anterior": esta if antes else "",
        "descargas": ficheros("escritorio:fichero_de_plurianuales", anio, ""),
    }
    return render(request, "escritorio/economia/plurianuales.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """The register as a file."""
    ejercicio_de(anio)
    return descarga_de_tabla(lecturas.tabla(anio), formato, f"ejercicios-futuros-{anio}")


@empleado(VER)
@require_GET
def futuro(request: PeticionConActor, futuro_id: UUID) -> HttpResponse:
    """An operation of the register: its annuities, its case, what it follows and what it became."""
    una, en = uno(futuro_id), hoy(reloj_de_la_casa())
    a_la_vista = una.id in futuras_a_la_vista(request.actor, [una], en=en)
    if a_la_vista and una.tercero_id is not None:
        registrar_acceso(
            request.actor, que="operacion_futura", objeto_id=una.id, motivo=VER, expediente_id=una.expediente_id
        )
    lineas = lecturas.lineas_de(una)
    viva = una.signo > 0 and una.clase != lecturas.TRASPASO and lecturas.queda(lineas)
    anota = viva and request.actor.puede(GASTO)
    no_se_reajusta = lecturas.por_que_no_se_reajusta(una)
    contexto = {
        **marco_de_otros_anios(request, una.ejercicio_id, "plurianuales"),
        "titulo": str(una),
        "una": una,
        "a_la_vista": a_la_vista,
        "texto": una.texto if a_la_vista else "",
        "nombre": lecturas.nombre(una.clase),
        "supuesto": dict(lecturas.casos(una.fecha)).get(una.supuesto, una.supuesto),
        "lineas": lineas,
        "caso": next(iter(casos_de(request.actor, [una.expediente_id]).values()), None),
        "correcciones": list(una.correcciones.order_by("id")),
        "siguen": lecturas.SIGUEN.get(una.clase, ()) if anota else (),
        "corrige": anota,
        "reajusta": request.actor.puede(GASTO) and not no_se_reajusta,
        "no_se_reajusta": no_se_reajusta if anota else "",
        "anio": una.ejercicio_id,
        "vuelta": reverse("escritorio:plurianuales", args=[una.ejercicio_id]),
    }
    return render(request, "escritorio/economia/futuro.html", contexto)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def elevar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note that the Pleno or the bases let more be committed."""
    ejercicio_de(anio)
    form = Limite(request.POST if request.method == "POST" else None, initial={"fecha": hoy(reloj_de_la_casa())})

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.elevar_limite(
                actor=request.actor,
                ejercicio=anio,
                codigo=dicho["codigo"].strip().upper(),
                anio=dicho["anio"],
                importe=dicho["importe"],
                del_anio=dicho["del_anio"],
                por=dicho["por"],
                acuerdo_id=documento_con_codigo(dicho["acuerdo"]),
                fecha=dicho["fecha"],
                texto=dicho["texto"],
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("El límite está anotado."))
        return redirect("escritorio:plurianuales", anio=anio)

    pagina = PaginaDeFormulario(
        _("Elevar el límite de un año"),
        _("Ejercicio %(anio)d") % {"anio": anio},
        _("Lo que el Pleno o las bases dejan comprometer de un ejercicio futuro en una aplicación (TRLRHL 174.4 y 5)."),
        _("Anotarlo"),
        reverse("escritorio:plurianuales", args=[anio]),
        _("Ejercicios futuros"),
    )
    return atender(request, form, pagina, hacer, cambios={"documento": "acuerdo"}, sin_mas=(Conflicto,))


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def traer(request: PeticionConActor, anio: int) -> HttpResponse:
    """What earlier years committed of this one goes to its budget; what its credit does not bear is told."""
    ejercicio_de(anio)
    propuesta = {"fecha": min(max(hoy(reloj_de_la_casa()), date(anio, 1, 1)), date(anio, 12, 31))}
    form = Traida(request.POST if request.method == "POST" else None, initial=propuesta)

    def hacer() -> HttpResponse:
        fecha = form.cleaned_data["fecha"]
        if fecha.year != anio:
            raise Conflicto(_("La fecha tiene que ser de %(anio)d.") % {"anio": anio})
        try:
            with una_vez(request.POST):
                hecho = acciones.traer_plurianuales(actor=request.actor, fecha=fecha, reloj=reloj_de_la_casa())
        except YaAnotado:
            return redirect("escritorio:plurianuales", anio=anio)
        cuantas = len(hecho.operaciones)
        dicho = ngettext(
            "%(n)d operación en el presupuesto: %(i)s.", "%(n)d operaciones en el presupuesto: %(i)s.", cuantas
        )
        messages.success(request, dicho % {"n": cuantas, "i": Importe(hecho.importe)})
        for una in hecho.sin_credito:
            datos = {"c": una.codigo, "i": Importe(una.importe), "m": una.motivo}
            messages.warning(request, _("Sin crédito: %(c)s, %(i)s. %(m)s") % datos)
        return redirect("escritorio:plurianuales", anio=anio)

    pagina = PaginaDeFormulario(
        _("Traer al presupuesto de %(anio)d") % {"anio": anio},
        _("Ejercicios futuros"),
        _(
            "Lo que otros años comprometieron de este pasa a su presupuesto antes que nada. Lo que no tenga crédito se queda, y se dice."
        ),
        _("Traerlo"),
        reverse("escritorio:plurianuales", args=[anio]),
        _("Ejercicios futuros"),
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


def uno(futuro_id: UUID) -> OperacionFutura:
    """An operation of the register. Raises NoEncontrado."""
    hallada = OperacionFutura.objects.select_related("tercero", "inicia", "origen").filter(id=futuro_id).first()
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa operación de ejercicios futuros."))
    return hallada
