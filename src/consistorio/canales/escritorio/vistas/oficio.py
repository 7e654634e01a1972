"""Beginning a case of office: which procedure, then the agreement and whom it is about."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.formularios_entradas import ElegirTramite
from consistorio.canales.escritorio.formularios_oficio import IniciarDeOficio
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import anotar_los_demas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.solicitudes import consultas
from consistorio.tramitacion.solicitudes.acciones import iniciar_de_oficio
from consistorio.tramitacion.solicitudes.acciones.iniciar_de_oficio import problemas_de_inicio
from consistorio.tramitacion.solicitudes.permisos import INICIAR_DE_OFICIO


@empleado(INICIAR_DE_OFICIO)
@require_http_methods(["GET", "POST"])
def iniciar(request: PeticionConActor) -> HttpResponse:
    """Choose among the procedures of my unit that may begin so, and begin it."""
    elegido = request.POST.get("procedimiento") or request.GET.get("procedimiento", "")
    versiones = consultas.iniciables_de_oficio(request.actor, reloj_de_la_casa())
    if elegido not in {version.procedimiento.codigo for version in versiones}:
        return _elegir(request, ElegirTramite(request.GET or None, versiones=versiones))
    definicion = vigente(elegido).tipada
    enviado = request.method == "POST"
    formulario = IniciarDeOficio(
        request.POST if enviado else None,
        request.FILES if enviado else None,
        definicion=definicion,
        actor=request.actor,
    )
    if enviado:
        formulario.full_clean()
        suyos = formulario.acuerdo(), formulario.destinatario()
        anotar_los_demas(
            formulario, problemas_de_inicio(elegido, *suyos, actor=request.actor, reloj=reloj_de_la_casa())
        )

    def hacer() -> HttpResponse:
        expediente = iniciar_de_oficio(
            actor=request.actor,
            procedimiento=elegido,
            acuerdo=formulario.acuerdo(),
            destinatario=formulario.destinatario(),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Expediente %(n)s iniciado. Se está notificando.") % {"n": expediente.numero})
        return redirect("escritorio:expediente", expediente_id=expediente.id)

    pagina = PaginaDeFormulario(
        titulo=definicion.nombre,
        leyenda=_("Iniciar de oficio"),
        explicacion=_("El plazo para resolver cuenta desde la fecha del acuerdo (artículo 21.3.a)."),
        boton=_("Iniciar el expediente"),
        vuelta=reverse("escritorio:iniciar_de_oficio"),
        vuelta_texto=_("Elegir otro procedimiento"),
    )
    return atender(request, formulario, pagina, hacer)


def _elegir(request: PeticionConActor, formulario: ElegirTramite) -> HttpResponse:
    contexto = {
        "titulo": _("Iniciar un expediente de oficio"),
        "form": formulario,
        "hay_tramites": formulario.hay_tramites,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/oficio_tramite.html", contexto, status=422 if formulario.errors else 200)
