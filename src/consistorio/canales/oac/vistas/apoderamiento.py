"""Powers granted before an official, or accredited at the office."""

from __future__ import annotations

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
from consistorio.canales.oac.formularios_apoderamiento import Apoderar
from consistorio.documental.registro import acciones
from consistorio.documental.registro.apoderamientos import apoderamiento_para, problemas_de_apoderamiento
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Representacion
from consistorio.tramitacion.catalogo.consultas import publicados


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
    contexto = {"titulo": _("Apoderamiento"), "representacion": hallada, "filas": _filas(hallada), "acta": acta}
    return render(request, "oac/apoderamiento.html", contexto)


@empleado("representacion.inscribir")
@require_GET
def documento(request: PeticionConActor, representacion_id: UUID) -> StreamingHttpResponse:
    """The record, or the document that proves it. Raises NoEncontrado when there is none."""
    _hallada, acta = apoderamiento_para(request.actor, representacion_id, motivo="Descargar el apoderamiento")
    if acta is None:
        raise NoEncontrado(_("Este apoderamiento no tiene documento."))
    return entregar(acta)


def _tramites() -> list[tuple[str, str]]:
    return sorted(((v.tipada.codigo, v.tipada.nombre) for v in publicados()), key=lambda uno: uno[1])


def _filas(representacion: Representacion) -> list[Fila]:
    otorga, recibe = representacion.representado, representacion.representante
    alcance = representacion.get_alcance_display()
    if representacion.procedimiento:
        alcance = f"{alcance}: {dict(_tramites()).get(representacion.procedimiento, representacion.procedimiento)}"
    filas = [
        (_("Otorga la representación"), f"{otorga.nombre_completo} ({otorga.nif})"),
        (_("La recibe"), f"{recibe.nombre_completo} ({recibe.nif})"),
        (_("Para qué"), alcance),
        (_("Cómo se acredita"), representacion.get_acreditacion_display()),
        (_("Referencia"), representacion.referencia),
        (_("Vigencia"), f"{representacion.desde:%d/%m/%Y} - {representacion.hasta:%d/%m/%Y}"),
        (_("Estado"), representacion.get_estado_display()),
    ]
    return [Fila(clave, str(valor)) for clave, valor in filas if valor]
