"""What is decided in session: the matters that wait for one, and what was agreed (ROF 112-113, 202)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.intervenciones.acciones.pleno import LARGO_NUMERO, anotar_dacion_de_cuenta
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion.models import DacionDeCuenta
from consistorio.servicios.resoluciones import consultas
from consistorio.servicios.resoluciones.permisos import ACORDAR, LIBRO

POR_PAGINA = 25


@empleado(ACORDAR)
@require_GET
def asuntos(request: PeticionConActor) -> HttpResponse:
    """The matters ready for a session, in the order in which they were sent (keyset)."""
    registrar_acceso(request.actor, que="resolucion", objeto_id="asuntos_de_sesion", motivo=_("Asuntos para la sesión"))
    desde = identificador(request.GET.get("desde"))
    filas = consultas.asuntos_listos(desde=desde, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:asuntos_de_sesion")
    contexto = {
        "titulo": _("Asuntos para la sesión"),
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{aqui}?desde={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if desde is not None else "",
        "daciones": list(
            DacionDeCuenta.objects.filter(sesion_el=None).select_related("escrito").order_by("id")[:POR_PAGINA]
        ),
    }
    return render(request, "escritorio/asuntos.html", contexto)


class Sesion(Formulario):
    """The session of the Pleno that was told of a report."""

    sesion_el = DiaCorto(gettext_lazy("¿Qué día fue la sesión del Pleno?"))
    sesion_numero = forms.CharField(
        label=gettext_lazy("Número de la sesión"),
        max_length=LARGO_NUMERO,
        help_text=gettext_lazy("Como está en el acta. Por ejemplo, ordinaria 4/2026."),
    )


@empleado(ACORDAR)
@require_http_methods(["GET", "POST"])
def dar_cuenta(request: PeticionConActor, dacion_id: UUID) -> HttpResponse:
    """Note in which session a report of Intervención was told of."""
    dacion = DacionDeCuenta.objects.select_related("escrito").filter(id=dacion_id).first()
    if dacion is None:
        raise NoEncontrado(_("No encontramos ese asunto."))
    form = Sesion(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        anotar_dacion_de_cuenta(
            actor=request.actor,
            dacion_id=dacion.id,
            sesion_el=form.cleaned_data["sesion_el"],
            sesion_numero=form.cleaned_data["sesion_numero"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Está anotado que se dio cuenta al Pleno."))
        return redirect("escritorio:asuntos_de_sesion")

    explicacion = _("Es un punto independiente del orden del día: se da cuenta, y no se vota.")
    pagina = PaginaDeFormulario(
        _("Dar cuenta al Pleno: %(que)s") % {"que": dacion.escrito.get_clase_display()},
        _("Sesiones"),
        explicacion,
        _("Anotar la sesión"),
        reverse("escritorio:asuntos_de_sesion"),
        _("Asuntos para la sesión"),
    )
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(ACORDAR)
@require_GET
def acuerdos(request: PeticionConActor) -> HttpResponse:
    """What was agreed, the newest first (keyset)."""
    registrar_acceso(request.actor, que="resolucion", objeto_id="acuerdos", motivo=_("Acuerdos"))
    antes_de = identificador(request.GET.get("antes"))
    filas = consultas.adoptados(antes_de=antes_de, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:acuerdos")
    contexto = {
        "titulo": _("Acuerdos"),
        "lleva_el_libro": request.actor.puede(LIBRO),
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{aqui}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if antes_de is not None else "",
    }
    return render(request, "escritorio/acuerdos.html", contexto)


@empleado(ACORDAR)
@require_GET
def informe_para_el_pleno(request: PeticionConActor, dacion_id: UUID) -> HttpResponseBase:
    """A report of Intervención that was sent to the Pleno."""
    dacion = DacionDeCuenta.objects.select_related("escrito__documento__contenido").filter(id=dacion_id).first()
    registrar_acceso(request.actor, que="documento", objeto_id=dacion_id, motivo=ACORDAR, permitido=dacion is not None)
    if dacion is None:
        raise NoEncontrado(_("No encontramos ese asunto."))
    return entregar(dacion.escrito.documento)
