"""Powers at the office: the list and its search, one that is granted there or accredited, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import anotar_los_demas, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.canales.oac.formularios_apoderamiento import Apoderar, BuscarPoderes, Prorrogar, Terminar
from consistorio.documental.registro import acciones
from consistorio.documental.registro.apoderamientos import (
    Cuales,
    apoderamiento_para,
    documento_de_fin,
    documento_de_prorroga,
    problemas_de_apoderamiento,
)
from consistorio.documental.registro.apoderamientos import lista as poderes
from consistorio.documental.registro.fin_de_poder import (
    es_de_ley,
    exigir_sin_terminar,
    problemas_de_fin,
    puede_terminar,
)
from consistorio.documental.registro.prorroga_de_poder import problemas_de_prorroga, puede_prorrogar
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Representacion
from consistorio.plataforma.identidad.operaciones import exigir_prorrogable
from consistorio.tramitacion.catalogo.consultas import publicados

POR_PAGINA = 25


@empleado("representacion.inscribir")
@require_http_methods(["GET", "POST"])
def lista(request: PeticionConActor) -> HttpResponse:
    """Powers in force, newest first; by POST, those that fit (names and numbers do not travel in addresses)."""
    form = BuscarPoderes(request.POST or None)
    dicho = form.cleaned_data if form.is_valid() else {}
    dia = hoy(reloj_de_la_casa())
    hallados = poderes(
        request.actor,
        texto=str(dicho.get("texto") or ""),
        cuales=Cuales(dicho.get("cuales") or Cuales.VIGENTES),
        en=dia,
        antes_de=dicho.get("antes_de"),
        cuantos=POR_PAGINA + 1,
    )
    tramites = dict(_tramites())
    contexto = {
        "titulo": _("Apoderamientos"),
        "form": form,
        "poderes": [(uno, _para_que(uno, tramites), *_estado(uno, en=dia)) for uno in hallados[:POR_PAGINA]],
        "siguiente": hallados[POR_PAGINA - 1].id if len(hallados) > POR_PAGINA else None,
        "buscando": form.is_bound,
    }
    return render(request, "oac/apoderamientos.html", contexto)


@empleado("representacion.inscribir")
@require_http_methods(["GET", "POST"])
def inscribir(request: PeticionConActor) -> HttpResponse:
    """The form of a power; by POST, inscribes it."""
    reloj = reloj_de_la_casa()
    form = Apoderar(
        request.POST or None, request.FILES or None, hoy=hoy(reloj), actor=request.actor, tramites=_tramites()
    )
    if request.method == "POST":
        form.full_clean()
        pedido = form.pedido()
        anotar_los_demas(form, problemas_de_apoderamiento(pedido, actor=request.actor, reloj=reloj))
        if form.is_valid():
            try:
                hecha = acciones.inscribir_en_oficina(actor=request.actor, pedido=pedido, reloj=reloj)
            except (DatosIncorrectos, Conflicto) as error:
                anotar_problemas(form, error)
            else:
                messages.success(request, _("Apoderamiento inscrito. Ya se puede usar."))
                return HttpResponseRedirect(reverse("oac:apoderamiento", args=[hecha.id]))
    contexto = {"titulo": _("Inscribir un apoderamiento"), "form": form, "hay_errores": bool(form.errors)}
    return render(request, "oac/apoderar.html", contexto, status=422 if form.errors else 200)


@empleado("representacion.inscribir")
@require_GET
def ver(request: PeticionConActor, representacion_id: UUID) -> HttpResponse:
    """A power, with its record to hand to who granted it."""
    hallada, acta = apoderamiento_para(request.actor, representacion_id, motivo="Consultar el apoderamiento")
    contexto = {
        "titulo": _("Apoderamiento"),
        "representacion": hallada,
        "filas": _filas(hallada),
        "acta": acta,
        "acta_fin": documento_de_fin(hallada),
        "acta_prorroga": documento_de_prorroga(hallada),
        "puede_prorrogar": puede_prorrogar(hallada, reloj=reloj_de_la_casa()),
        "puede_terminar": puede_terminar(hallada, reloj=reloj_de_la_casa()),
    }
    return render(request, "oac/apoderamiento.html", contexto)


@empleado("representacion.inscribir")
@require_http_methods(["GET", "POST"])
def terminar(request: PeticionConActor, representacion_id: UUID) -> HttpResponse:
    """The form of the end of a power; by POST, notes it. Raises Conflicto when it is over."""
    reloj = reloj_de_la_casa()
    hallada, _acta = apoderamiento_para(request.actor, representacion_id, motivo="Anotar el fin del apoderamiento")
    exigir_sin_terminar(hallada, reloj=reloj)
    form = Terminar(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        otorga=hallada.representado.nombre_completo,
        recibe=hallada.representante.nombre_completo,
        de_ley=es_de_ley(hallada),
    )
    if request.method == "POST":
        form.full_clean()
        fin = form.fin(nombre_procedimiento=dict(_tramites()).get(hallada.procedimiento, ""))
        anotar_los_demas(form, problemas_de_fin(hallada, fin, actor=request.actor))
        if form.is_valid():
            acciones.terminar_en_oficina(actor=request.actor, representacion_id=hallada.id, fin=fin, reloj=reloj)
            messages.success(request, _("El apoderamiento ha terminado. Ya no se puede usar."))
            return HttpResponseRedirect(reverse("oac:apoderamiento", args=[hallada.id]))
    contexto = {
        "titulo": _("Anotar que la representación legal ha terminado")
        if es_de_ley(hallada)
        else _("Revocar el apoderamiento o renunciar a él"),
        "de_ley": es_de_ley(hallada),
        "representacion": hallada,
        "filas": _filas(hallada),
        "form": form,
        "hay_errores": bool(form.errors),
        "en_otro_registro": hallada.acreditacion == Representacion.Acreditacion.REA,
    }
    return render(request, "oac/terminar_apoderamiento.html", contexto, status=422 if form.errors else 200)


@empleado("representacion.inscribir")
@require_http_methods(["GET", "POST"])
def prorrogar(request: PeticionConActor, representacion_id: UUID) -> HttpResponse:
    """The form of the extension of a power; by POST, notes it. Raises Conflicto when it cannot be extended."""
    reloj = reloj_de_la_casa()
    hallada, _acta = apoderamiento_para(request.actor, representacion_id, motivo="Anotar la prórroga del apoderamiento")
    exigir_prorrogable(hallada, hoy=hoy(reloj))
    form = Prorrogar(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST":
        form.full_clean()
        pedida = form.prorroga(nombre_procedimiento=dict(_tramites()).get(hallada.procedimiento, ""))
        anotar_los_demas(form, problemas_de_prorroga(hallada, pedida, actor=request.actor, reloj=reloj))
        if form.is_valid():
            try:
                acciones.prorrogar_en_oficina(
                    actor=request.actor, representacion_id=hallada.id, pedida=pedida, reloj=reloj
                )
            except (DatosIncorrectos, Conflicto) as error:
                anotar_problemas(form, error)
            else:
                messages.success(request, _("Prórroga anotada."))
                return HttpResponseRedirect(reverse("oac:apoderamiento", args=[hallada.id]))
    contexto = {
        "titulo": _("Prorrogar el apoderamiento"),
        "representacion": hallada,
        "filas": _filas(hallada),
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "oac/prorrogar_apoderamiento.html", contexto, status=422 if form.errors else 200)


@empleado("representacion.inscribir")
@require_GET
def documento_de_la_prorroga(request: PeticionConActor, representacion_id: UUID) -> StreamingHttpResponse:
    """What records its last extension. Raises NoEncontrado when there is nothing."""
    hallada, _acta = apoderamiento_para(
        request.actor, representacion_id, motivo="Descargar el documento de la prórroga del apoderamiento"
    )
    hecho = documento_de_prorroga(hallada)
    if hecho is None:
        raise NoEncontrado(_("No hay documento de la prórroga de este apoderamiento."))
    return entregar(hecho)


@empleado("representacion.inscribir")
@require_GET
def documento_del_fin(request: PeticionConActor, representacion_id: UUID) -> StreamingHttpResponse:
    """What records its end. Raises NoEncontrado when there is nothing."""
    hallada, _acta = apoderamiento_para(
        request.actor, representacion_id, motivo="Descargar el documento del fin del apoderamiento"
    )
    fin = documento_de_fin(hallada)
    if fin is None:
        raise NoEncontrado(_("No hay documento del fin de este apoderamiento."))
    return entregar(fin)


@empleado("representacion.inscribir")
@require_GET
def documento(request: PeticionConActor, representacion_id: UUID) -> StreamingHttpResponse:
    """The record, or the document that proves it. Raises NoEncontrado when there is none."""
    _hallada, acta = apoderamiento_para(request.actor, representacion_id, motivo="Descargar el apoderamiento")
    if acta is None:
        raise NoEncontrado(_("Este apoderamiento no tiene documento."))
    return entregar(acta)


def _tramites() -> list[tuple[str, str]]:
    return sorted(((v.tipada.codigo, v.tipada.nombre) for v in publicados()), key=lambda uno: clave_orden(uno[1]))


def _para_que(representacion: Representacion, tramites: Mapping[str, str]) -> str:
    alcance = representacion.get_alcance_display()
    if not representacion.procedimiento:
        return alcance
    return f"{alcance}: {tramites.get(representacion.procedimiento, representacion.procedimiento)}"


def _estado(representacion: Representacion, *, en: date) -> tuple[str, str]:
    """Its state in words and the colour of its label; what is over by its date says so."""
    if representacion.terminada_el is not None:
        return representacion.estado_en_palabras, "red"
    if representacion.hasta < en:
        return _("Acabó su plazo"), "grey"
    if representacion.estado == Representacion.Estado.PENDIENTE:
        return representacion.estado_en_palabras, "yellow"
    if representacion.desde > en:
        return _("Todavía no ha empezado"), "blue"
    return _("Vale"), "green"


def _filas(representacion: Representacion) -> list[Fila]:
    otorga, recibe = representacion.representado, representacion.representante
    terminada = representacion.terminada_el
    filas = [
        (_("Otorga la representación"), f"{otorga.nombre_completo} ({otorga.nif})"),
        (_("La recibe"), f"{recibe.nombre_completo} ({recibe.nif})"),
        (_("Para qué"), _para_que(representacion, dict(_tramites()))),
        (_("Cómo se acredita"), representacion.get_acreditacion_display()),
        (_("Referencia"), representacion.referencia),
        (_("Vigencia"), f"{representacion.desde:%d/%m/%Y} - {representacion.hasta:%d/%m/%Y}"),
        (
            _("Prorrogada"),
            f"{en_madrid(representacion.prorrogada_el):%d/%m/%Y %H:%M}" if representacion.prorrogada_el else "",
        ),
        (_("Estado"), _estado(representacion, en=hoy(reloj_de_la_casa()))[0]),
        (_("Terminó"), f"{en_madrid(terminada):%d/%m/%Y %H:%M}" if terminada else ""),
    ]
    return [Fila(clave, str(valor)) for clave, valor in filas if valor]
