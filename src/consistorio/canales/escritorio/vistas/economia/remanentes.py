"""The remnants of credit of a closed year at the desk: by class, and how the next one incorporates them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_remanentes as lecturas
from consistorio.canales.escritorio.lecturas_remanentes import FilaIncorporable
from consistorio.canales.escritorio.lecturas_tesoreria import suma_de
from consistorio.canales.escritorio.rejilla import errores_del_formulario, euros_escritos, repartir
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de, ficheros, marco_de_otros_anios
from consistorio.canales.escritorio.vistas.economia.modificaciones import DE_EXCEPCION, CabeceraDeModificacion
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.cierre import acciones as cierre
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import ModificacionCredito, Presupuesto, RemanenteCredito
from consistorio.economia.presupuesto.permisos import MODIFICAR, VER
from consistorio.economia.presupuesto.tipos import LineaDeModificacion
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

INCORPORACION = ModificacionCredito.Tipo.INCORPORACION
A_LA_VISTA = 200  # boxes of a page
CLASES = ("comprometido", "autorizado", "retenido", "no_disponible", "disponible", "obligatorio", "voluntario")


class CabeceraDeIncorporacion(CabeceraDeModificacion):
    """That of a modification, whose kind is known."""

    def __init__(self, datos: object, request: PeticionConActor, **como: object) -> None:
        super().__init__(datos, request, **como)
        for nombre in ("tipo", "reorganizacion", *DE_EXCEPCION):
            del self.fields[nombre]


@empleado(VER)
@require_GET
def remanentes(request: PeticionConActor, anio: int) -> HttpResponse:
    """Those with which a year was closed, by application and class; what may be incorporated, what was, and what the treasury may finance."""
    ejercicio = ejercicio_de(anio)
    filas = lecturas.con_nombres(anio)
    hay = any(uno.incorporable for uno, _nombre, _por_que in filas)
    contexto = {
        **marco_de_otros_anios(request, anio, "remanentes"),
        "titulo": _("Remanentes de crédito"),
        "filas": filas,
        "sumas": [
            suma_de(getattr(uno, c) for uno, _nombre, _por_que in filas)
            for c in (*CLASES, "incorporado", "incorporable")
        ],
        "financiacion": list(consultas.financiacion_de_remanentes(anio)),
        "faltan": list(consultas.obligatorios_sin_incorporar(anio)),
        "abierto": ejercicio.estado == "abierto",
        "anticipa": ejercicio.estado == "abierto"
        and hoy(reloj_de_la_casa()).year > anio
        and request.actor.puede(CERRAR),
        "siguiente": anio + 1,
        "incorpora": hay and request.actor.puede(MODIFICAR) and _esta_abierto(anio + 1),
        "descargas": ficheros("escritorio:fichero_de_remanentes", anio, ""),
    }
    return render(request, "escritorio/economia/remanentes.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """All of them as a file."""
    ejercicio_de(anio)
    return descarga_de_tabla(lecturas.tabla(anio), formato, f"remanentes-{anio}")


@empleado(CERRAR)
@require_POST
def anticipar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Say those with affected financing before the year is closed, or reckon them again."""
    ejercicio_de(anio)
    hechos = cierre.anticipar_remanentes(actor=request.actor, anio=anio, reloj=reloj_de_la_casa())
    n = sum(1 for uno in hechos if isinstance(uno, RemanenteCredito))
    dicho = ngettext(
        "Calculado %(n)d remanente con financiación afectada.",
        "Calculados %(n)d remanentes con financiación afectada.",
        n,
    )
    messages.success(request, dicho % {"n": n})
    return redirect("escritorio:remanentes", anio=anio)


@empleado(MODIFICAR)
@require_http_methods(["GET", "POST"])
def incorporar(request: PeticionConActor, anio: int) -> HttpResponse:
    """Write the file of incorporation of the next year: how much of each remnant, and what finances it."""
    ejercicio_de(anio)
    if not _esta_abierto(anio + 1):
        raise Conflicto(
            _("El presupuesto de %(anio)d no está abierto.") % {"anio": anio + 1},
            que_hacer=_("Los remanentes se incorporan al ejercicio siguiente, cuando tiene su presupuesto."),
        )
    filas, fuentes = lecturas.incorporables(anio), lecturas.fuentes(anio)
    if not filas:
        raise Conflicto(
            _("De %(anio)d no queda remanente que se pueda incorporar.") % {"anio": anio},
            que_hacer=_("Los remanentes se saben al cerrar el ejercicio."),
        )
    if request.method != "POST":
        texto = _("Incorporación de remanentes de %(anio)d") % {"anio": anio}
        return _pagina(request, anio, CabeceraDeIncorporacion(None, request, initial={"texto": texto}), filas, fuentes)
    dicho = {**_de_otras_paginas(request.POST.get("tambien", "")), **request.POST.dict()}
    filas, fuentes = lecturas.escritas(filas, dicho), lecturas.escritas(fuentes, dicho)
    if (ir := numero(request.POST.get("ir"))) is not None:
        form = CabeceraDeIncorporacion(None, request, initial=request.POST.dict())
        return _pagina(request, anio, form, filas, fuentes, cual=ir)
    form = CabeceraDeIncorporacion(request.POST, request)
    lineas, de_que, errores = _pedidas(filas, fuentes)
    if form.is_valid() and not errores:
        try:
            with una_vez(request.POST):
                hecha = acciones.preparar_modificacion(
                    actor=request.actor,
                    anio=anio + 1,
                    tipo=INCORPORACION,
                    texto=form.cleaned_data["texto"],
                    lineas=lineas,
                    expediente_id=form.expediente_id,
                    reloj=reloj_de_la_casa(),
                )
        except YaAnotado as ya:
            return redirect("escritorio:modificacion", modificacion_id=ya.hecho_id)
        except (DatosIncorrectos, Conflicto) as error:
            de_filas = repartir(form, error, list(range(len(lineas))))
            errores = {de_que[n]: mensaje for n, mensaje in de_filas.items()}
        else:
            messages.success(request, _("La modificación %(n)s está escrita. Faltan sus pasos.") % {"n": hecha})
            return redirect("escritorio:modificacion", modificacion_id=hecha.id)
    return _pagina(request, anio, form, filas, fuentes, errores)


def _pedidas(
    filas: Sequence[FilaIncorporable], fuentes: Sequence[FilaIncorporable]
) -> tuple[list[LineaDeModificacion], list[str], dict[str, str]]:
    """What is asked for; of which box each line is; and what is wrong with what was typed, by its box."""
    lineas, de_que, errores = list[LineaDeModificacion](), list[str](), dict[str, str]()
    for fila in (*filas, *fuentes):
        if not fila.escrito:
            continue
        importe, mensaje = euros_escritos(fila.escrito)
        if mensaje:
            errores[fila.campo] = mensaje
        elif importe:
            lineas.append(LineaDeModificacion(fila.sentido, fila.codigo, importe, comprometido=fila.comprometido))
            de_que.append(fila.campo)
    if not (lineas or errores):
        errores[filas[0].campo] = _("Escriba cuánto se incorpora de alguna aplicación.")
    return lineas, de_que, errores


def _de_otras_paginas(escrito: str) -> dict[str, str]:
    """What was typed in the boxes that are not in sight, by their name: a form takes a thousand, and this goes in one."""
    try:
        dicho = json.loads(escrito or "{}")
    except ValueError:
        return {}
    return {str(caja): str(cuanto) for caja, cuanto in dicho.items()} if isinstance(dicho, dict) else {}


def _pagina(
    request: HttpRequest,
    anio: int,
    form: CabeceraDeIncorporacion,
    filas: Sequence[FilaIncorporable],
    fuentes: Sequence[FilaIncorporable],
    errores: dict[str, str] | None = None,
    *,
    cual: int | None = None,
) -> HttpResponse:
    """`cual`: the page of boxes; without it that of the first one that is wrong, or that which was in sight."""
    dichos, paginas = errores or {}, max(1, -(-len(filas) // A_LA_VISTA))
    con_error = next((n for n, una in enumerate(filas) if una.campo in dichos), None)
    if con_error is not None:
        cual = con_error // A_LA_VISTA + 1
    cual = min(max(cual or numero(request.POST.get("pagina")) or 1, 1), paginas)
    a_la_vista = filas[(cual - 1) * A_LA_VISTA : cual * A_LA_VISTA]
    ocultas = [*filas[: (cual - 1) * A_LA_VISTA], *filas[cual * A_LA_VISTA :]]
    fuera = {una.campo: una.codigo for una in ocultas}
    todos = [
        *(errores_del_formulario(form) if form.is_bound else ()),
        *((("", f"{fuera[c]}: {mensaje}") if c in fuera else (c, mensaje)) for c, mensaje in dichos.items()),
    ]
    contexto = {
        "titulo": _("Incorporar remanentes a %(anio)d") % {"anio": anio + 1},
        "anio": anio,
        "cabecera": form,
        "tablas": [
            (_("Qué se incorpora"), [(una, dichos.get(una.campo, "")) for una in a_la_vista], _suma(filas)),
            (_("Con qué se financia"), [(una, dichos.get(una.campo, "")) for una in fuentes], _suma(fuentes)),
        ],
        "formulario": de_formulario(request.POST),
        "pagina": cual,
        "paginas": paginas,
        "anterior": cual - 1,
        "siguiente": cual + 1 if cual < paginas else 0,
        "tambien": json.dumps({una.campo: una.escrito for una in ocultas if una.escrito}),
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse("escritorio:remanentes", args=[anio]),
    }
    return render(request, "escritorio/economia/incorporar_remanentes.html", contexto, status=422 if todos else 200)


def _suma(filas: Sequence[FilaIncorporable]) -> Decimal:
    return suma_de(euros_escritos(una.escrito)[0] for una in filas if una.escrito)


def _esta_abierto(anio: int) -> bool:
    abierto = Ejercicio.objects.filter(pk=anio, estado=Ejercicio.Estado.ABIERTO).exists()
    return abierto and Presupuesto.objects.filter(pk=anio).exists()
