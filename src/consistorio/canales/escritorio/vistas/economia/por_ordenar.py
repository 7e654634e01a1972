"""What is recognised and waits for its order of payment, by its turn, and the orders that are given of what is ticked in one act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_tesoreria as lecturas
from consistorio.canales.escritorio.guardadas import elegida
from consistorio.canales.escritorio.lecturas_tesoreria import QUE_SE_NOMBRAN, Adelanto, FilaPorPagar
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez
from consistorio.canales.escritorio.vistas.economia.marcas import en_un_campo, filtro_de, lista_marcada, marcados
from consistorio.canales.escritorio.vistas.economia.marco import en_figuras, ficheros_sin_anio, marco_de_tesoreria
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.tesoreria import acciones, adelantos
from consistorio.economia.tesoreria.acciones.ordenes import MAXIMO_DE_ORDENES, MAXIMO_MOTIVO
from consistorio.economia.tesoreria.permisos import VER
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


class Ordenes(Formulario):
    """What the orders share."""

    fecha = DiaCorto(gettext_lazy("¿Con qué fecha se ordenan?"))
    motivo_orden = forms.CharField(
        label=gettext_lazy("¿Por qué se ordenan fuera de su turno?"),
        required=False,
        max_length=MAXIMO_MOTIVO,
        help_text=gettext_lazy("Solo si se adelantan a otras obligaciones. Queda en el texto de las que se adelantan."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@empleado(VER)
@require_http_methods(["GET", "POST"])
def por_ordenar(request: PeticionConActor) -> HttpResponse:
    """What is recognised and nobody has ordered, by its turn, with what stops each. Who is looked for is sent, not put in the address."""
    return _lista(request)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, formato: str) -> HttpResponse:
    """All of it as a file."""
    registrar_acceso(request.actor, que="por_ordenar", objeto_id="fichero", motivo=VER)
    dia_de_hoy = hoy(reloj_de_la_casa())
    tabla = lecturas.tabla_por_ordenar(lecturas.por_ordenar(request.actor, dia_de_hoy))
    return descarga_de_tabla(tabla, formato, f"por-ordenar-{dia_de_hoy.isoformat()}")


def _lista(request: PeticionConActor, sueltos: Sequence[str] = ()) -> HttpResponse:
    registrar_acceso(request.actor, que="por_ordenar", objeto_id="lista", motivo=VER)
    dia_de_hoy, vista = hoy(reloj_de_la_casa()), elegida(request, "por_ordenar")
    todas, filtro = lecturas.por_ordenar(request.actor, dia_de_hoy), filtro_de(vista.filtros)
    contexto = {
        **marco_de_tesoreria("por_ordenar"),
        "titulo": _("Pagos por ordenar"),
        **vista.para_la_pagina(),
        **lista_marcada(request, todas, [fila for fila in todas if filtro.deja(fila)]),
        "turnos": lecturas.turnos(todas),
        "filtro": filtro,
        "vence": en_figuras(filtro.vence),
        "hoy": dia_de_hoy,
        "ordena": request.actor.puede(PAGAR),
        "ve_operacion": request.actor.puede(VER_PRESUPUESTO),
        "errores": [("", mensaje) for mensaje in sueltos],
        "hay_errores": bool(sueltos),
        "descargas": ficheros_sin_anio("escritorio:fichero_por_ordenar"),
    }
    return render(request, "escritorio/economia/por_ordenar.html", contexto, status=422 if sueltos else 200)


@empleado(PAGAR)
@require_POST
def ordenar(request: PeticionConActor) -> HttpResponse:
    """The orders of what was ticked: their day and, if they go before others, why; and then, give them."""
    elegidos, dia_de_hoy = marcados(request), hoy(reloj_de_la_casa())
    if not 1 <= len(elegidos) <= MAXIMO_DE_ORDENES:
        mensaje = _("Marque de 1 a %(n)d obligaciones: se ordenan todas en un solo acto.") % {"n": MAXIMO_DE_ORDENES}
        return _lista(request, [mensaje])
    registrar_acceso(request.actor, que="por_ordenar", objeto_id="ordenes", motivo=PAGAR)
    if request.POST.get("que") == "elegir":
        return _pagina(request, Ordenes(None, initial={"fecha": dia_de_hoy}), dia_de_hoy)
    form = Ordenes(request.POST)
    if form.is_valid():
        try:
            with una_vez(request.POST):
                hechas = acciones.ordenar_lo_reconocido(
                    actor=request.actor,
                    fecha=form.cleaned_data["fecha"],
                    obligaciones=sorted(elegidos),
                    motivo_orden=form.cleaned_data["motivo_orden"],
                    reloj=reloj_de_la_casa(),
                )
        except YaAnotado:
            messages.success(request, _("Ya estaban ordenados: se envió dos veces."))
            return redirect("escritorio:por_pagar")
        except (DatosIncorrectos, Conflicto, FaseIncompatible) as error:
            anotar_problemas(form, error)
        else:
            total = Importe(lecturas.suma_de(una.importe for una in hechas))
            dicho = ngettext("Ordenado %(n)d pago, de %(total)s.", "Ordenados %(n)d pagos, de %(total)s.", len(hechas))
            messages.success(request, dicho % {"n": len(hechas), "total": total})
            return redirect("escritorio:por_pagar")
    return _pagina(request, form, dia_de_hoy)


def _pagina(request: PeticionConActor, form: Ordenes, dia_de_hoy: date) -> HttpResponse:
    elegidos = marcados(request)
    filas: list[FilaPorPagar] = lecturas.por_ordenar(request.actor, dia_de_hoy, solo=elegidos)
    pendientes = [fila.pago.pendiente for fila in filas]
    saltados = adelantos.saltados_al_ordenar(pendientes, dia_de_hoy, cuantos=QUE_SE_NOMBRAN + 1)
    errores = errores_del_formulario(form) if form.is_bound else []
    contexto = {
        "titulo": _("Ordenar los pagos marcados"),
        "form": form,
        "formulario": de_formulario(request.POST),
        "filas": filas,
        "perdidos": len(elegidos) - len(filas),
        "tambien": en_un_campo(sorted(fila.pago.id for fila in filas)),
        "adelanto": Adelanto.de(saltados),
        "total": lecturas.suma(filas),
        "errores": errores,
        "hay_errores": bool(errores),
    }
    return render(request, "escritorio/economia/ordenar_reconocido.html", contexto, status=422 if errores else 200)
