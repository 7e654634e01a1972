"""The working notes of a case, outside of it (LPACAP 70.4): writing one, answering it and calling a colleague to it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.vistas.expediente import pagina_del_expediente
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, anotar_problemas, atender
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.acciones import anotar_nota
from consistorio.tramitacion.expedientes.permisos import VER


class Nota(forms.Form):
    """A working note, or the answer to one."""

    texto = forms.CharField(
        label=gettext_lazy("Escriba una nota"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Para avisar a alguien que puede ver el expediente, ponga su usuario con una arroba."),
        error_messages={"required": gettext_lazy("Escriba la nota.")},
    )


@empleado(VER)
@require_http_methods(["GET", "POST"])
def notas(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The notes with their answers, newest first, and writing one."""
    formulario = Nota(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        texto = formulario.cleaned_data["texto"]
        try:
            anotar_nota(actor=request.actor, expediente_id=expediente_id, texto=texto, reloj=reloj_de_la_casa())
            return redirect("escritorio:notas", expediente_id=expediente_id)
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
    expediente = expediente_para(request.actor, expediente_id, VER)
    return pagina_del_expediente(
        request,
        expediente,
        "notas",
        notas=consultas.notas_de(expediente, request.actor),
        avisables=consultas.a_quien_avisar(expediente, en=hoy(reloj_de_la_casa())),
        form=formulario,
        hay_errores=bool(formulario.errors),
    )


@empleado(VER)
@require_http_methods(["GET", "POST"])
def contestar(request: PeticionConActor, expediente_id: UUID, nota_id: UUID) -> HttpResponse:
    """Answer a note. Who wrote it is told."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    nota = expediente.notas.select_related("autor__persona").filter(id=nota_id).first()
    if nota is None:
        raise NoEncontrado(_("No encontramos la nota que quiere contestar."))
    formulario = Nota(request.POST if request.method == "POST" else None)
    formulario.fields["texto"].label = _("Su respuesta")

    def hacer() -> HttpResponse:
        anotar_nota(
            actor=request.actor,
            expediente_id=expediente_id,
            texto=formulario.cleaned_data["texto"],
            responde_a=nota_id,
            reloj=reloj_de_la_casa(),
        )
        return redirect("escritorio:notas", expediente_id=expediente_id)

    pagina = PaginaDeFormulario(
        _("Contestar a una nota"),
        expediente.numero,
        f"{nota.autor.nombre}: {nota.texto}",
        _("Guardar la respuesta"),
        reverse("escritorio:notas", args=[expediente_id]),
        _("Notas de trabajo"),
    )
    return atender(request, formulario, pagina, hacer)
