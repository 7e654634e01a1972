"""The extension of the budget of the year before at the desk: what is not extended is proposed, and who prepares it says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio import lecturas_presupuesto as lecturas
from consistorio.canales.escritorio.rejilla import (
    FILAS,
    LARGO_CODIGO,
    LARGO_IMPORTE,
    errores_del_formulario,
    euros_escritos,
    repartir,
)
from consistorio.canales.escritorio.vistas.economia.marco import anio_de_presupuesto
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.presupuesto import acciones, alzas_de_prorroga
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import AjusteDeProrroga
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

LARGO_MOTIVO: Final = 300
MAXIMO: Final = 240  # rows of four fields: a form carries a thousand
CLASES: Final = (
    ("afectado", gettext_lazy("Gasto afectado: no sigue")),
    ("termina", gettext_lazy("Servicio que acabó: no sigue")),
    ("ingreso", gettext_lazy("Ingreso de aquel año: no sigue")),
    ("baja", gettext_lazy("Ajuste a la baja")),
)


def _clases(anio: int) -> list[tuple[str, str]]:
    """What a row may be; what goes up, by the reasons that the law admits."""
    suben = [
        (f"alza:{una.codigo}", _("Sube: %(t)s (%(a)s)") % {"t": una.texto.lower(), "a": una.articulo})
        for una in alzas_de_prorroga.causas(date(anio, 1, 1)).values()
    ]
    return [*((clave, str(texto)) for clave, texto in CLASES), *suben]


@dato
class FilaDeAjuste:
    """A row as it was typed. `motivo`: of what goes up, its commitment; `clase`: of what goes up, with its reason after a colon."""

    n: int
    clase: str = "baja"
    codigo: str = ""
    importe: str = ""
    motivo: str = ""

    @property
    def vacia(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.codigo or self.importe)


class Cabecera(Formulario):
    """What the entry says."""

    texto = forms.CharField(label=gettext_lazy("Texto del asiento"), max_length=LARGO_TEXTO)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def prorrogar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Extend the budget of the year before, with its adjustments."""
    anio_de_presupuesto(anio)
    if request.method != "POST":
        puesto = {"texto": _("Prórroga del presupuesto de %(anio)d") % {"anio": anio - 1}}
        return _pagina(request, anio, Cabecera(None, initial=puesto), _propuestas(anio))
    if (numero(request.POST.get("filas")) or 0) > MAXIMO:
        raise Conflicto(_("Caben %(n)d líneas como mucho.") % {"n": MAXIMO}, que_hacer=_que_hacer())
    filas, form = _leidas(request, anio), Cabecera(request.POST)
    if request.POST.get("que") == "mas":
        filas += [FilaDeAjuste(n) for n in range(len(filas), min(len(filas) + FILAS, MAXIMO))]
        return _pagina(request, anio, Cabecera(None, initial=request.POST.dict()), filas)
    ajustes, errores = _pedidos(filas)
    if form.is_valid() and not errores:
        try:
            operacion = acciones.prorrogar_presupuesto(
                actor=request.actor,
                fecha=date(anio, 1, 1),
                ajustes=list(ajustes.values()),
                texto=form.cleaned_data["texto"],
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto, NoEncontrado) as error:
            errores = repartir(form, error, list(ajustes), "ajustes")
        else:
            messages.success(request, _("Prorrogado: %(i)s de créditos.") % {"i": Importe(operacion.importe)})
            return redirect("escritorio:presupuesto", anio=anio)
    return _pagina(request, anio, form, filas, errores)


def _propuestas(anio: int) -> list[FilaDeAjuste]:
    """What the program sees, and some rows more. Raises Conflicto (it does not fit)."""
    vistos = lecturas.no_se_prorroga(anio)
    if len(vistos) > MAXIMO - FILAS:
        mensaje = _("Hay %(n)d créditos e ingresos que no se prorrogan, y aquí no caben.")
        raise Conflicto(mensaje % {"n": len(vistos)}, que_hacer=_que_hacer())
    vistas = [
        FilaDeAjuste(n, uno.clase, uno.codigo, str(Importe(uno.importe)).removesuffix(" €"), uno.motivo)
        for n, uno in enumerate(vistos)
    ]
    return [*vistas, *(FilaDeAjuste(n) for n in range(len(vistas), len(vistas) + FILAS))]


def _que_hacer() -> str:
    return _("Prorróguelo desde la línea de órdenes, con sus ajustes en un archivo: contabilidad prorrogar --ajustes.")


def _leidas(request: HttpRequest, anio: int) -> list[FilaDeAjuste]:
    cuantas = min(numero(request.POST.get("filas")) or FILAS, MAXIMO)
    dichas = dict(_clases(anio))
    return [
        FilaDeAjuste(
            n,
            clase if (clase := request.POST.get(f"linea-{n}-clase", "")) in dichas else "baja",
            request.POST.get(f"linea-{n}-codigo", "").strip().upper()[:LARGO_CODIGO],
            request.POST.get(f"linea-{n}-importe", "").strip()[:LARGO_IMPORTE],
            request.POST.get(f"linea-{n}-motivo", "").strip()[:LARGO_MOTIVO],
        )
        for n in range(cuantas)
    ]


def _pedidos(filas: Sequence[FilaDeAjuste]) -> tuple[dict[int, AjusteDeProrroga], dict[int, str]]:
    ajustes, errores = dict[int, AjusteDeProrroga](), dict[int, str]()
    for fila in (una for una in filas if not una.vacia):
        importe, mensaje = euros_escritos(fila.importe)
        if mensaje:
            errores[fila.n] = mensaje
        clase, _sep, causa = fila.clase.partition(":")
        ajustes[fila.n] = AjusteDeProrroga(clase, fila.codigo, importe, fila.motivo, causa)
    return ajustes, errores


def _pagina(
    request: PeticionConActor,
    anio: int,
    form: Cabecera,
    filas: Sequence[FilaDeAjuste],
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
    antes = lecturas.sumas(anio - 1)
    quitan = sum((euros_escritos(f.importe)[0] for f in filas if f.importe and f.clase in _QUITAN), Decimal(0))
    ponen = sum((euros_escritos(f.importe)[0] for f in filas if f.importe and f.clase.startswith("alza:")), Decimal(0))
    contexto = {
        "titulo": _("Prorrogar el presupuesto de %(anio)d") % {"anio": anio - 1},
        "anio": anio,
        "cabecera": form,
        "filas": con_error,
        "clases": _clases(anio),
        "antes": antes["creditos"],
        "quedan": antes["creditos"] - quitan + ponen,
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse("escritorio:presupuesto", args=[anio]),
    }
    return render(request, "escritorio/economia/prorroga.html", contexto, status=422 if todos else 200)


_QUITAN: Final = ("afectado", "termina", "baja")
