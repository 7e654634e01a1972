"""Material checks of investments, what the Pleno agreed on the control, samples of the income and the annual reports."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consistorio.canales.escritorio import formularios_intervencion as formularios
from consistorio.canales.escritorio.actos.registro import lineas
from consistorio.canales.escritorio.formularios_intervencion import documento_de, importe_de
from consistorio.canales.escritorio.vistas.economia.actos_de_intervencion import DICHAS, acto, al_caso, leyenda
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import acciones
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion import acceso
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.permisos import COMPROBAR, FISCALIZAR
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def designar_comprobacion_factura(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Say who goes to receive what an invoice pays."""
    una = factura_para(request.actor, factura_id, motivo=FISCALIZAR, reloj=reloj_de_la_casa())
    vuelta = (reverse("escritorio:factura", args=[una.id]), _("La factura"))
    return _designar(request, una, None, leyenda(una), vuelta)


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def designar_comprobacion_expediente(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Say who goes to receive what a case buys."""
    caso = expediente_para(request.actor, expediente_id, FISCALIZAR)
    return _designar(request, None, caso, caso.numero, al_caso(caso))


def _designar(
    request: PeticionConActor,
    factura: Factura | None,
    caso: Expediente | None,
    dicho: str,
    vuelta: tuple[str, str],
) -> HttpResponse:
    dia = hoy(reloj_de_la_casa())
    form = formularios.Designacion(request.POST if request.method == "POST" else None, dia, con_importe=factura is None)

    def hacer() -> HttpResponse:
        limpio = form.cleaned_data
        acciones.designar_comprobacion(
            actor=request.actor,
            factura_id=factura.id if factura is not None else None,
            expediente_id=caso.id if caso is not None else None,
            importe=importe_de(limpio.get("importe")),
            designado_id=identificador(limpio["designado"]),
            prevista_el=limpio["prevista"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Designada. Después de la recepción levantará el acta."))
        return redirect("escritorio:comprobaciones")

    explicacion = _("Va por Intervención a la recepción, y levanta el acta (RD 424/2017, artículo 20).")
    pagina = PaginaDeFormulario(
        _("Designar a quien comprueba la inversión"), dicho, explicacion, _("Designarla"), *vuelta
    )
    return atender(request, form, pagina, hacer, sin_mas=DICHAS)


@empleado(COMPROBAR)
@require_http_methods(["GET", "POST"])
def levantar_acta(request: PeticionConActor, comprobacion_id: UUID) -> HttpResponse:
    """The act of a material check."""
    reloj = reloj_de_la_casa()
    una = acceso.comprobacion_para(request.actor, comprobacion_id, motivo="Acta", reloj=reloj)
    form = formularios.Acta(request.POST if request.method == "POST" else None, una, hoy(reloj))
    return acto(
        request,
        form,
        una.asunto,
        (
            _("Acta de comprobación material"),
            _("La firma usted, y después quien recibe por la unidad."),
            _("Escribirla y enviarla a firmar"),
        ),
        (reverse("escritorio:comprobaciones"), _("Comprobaciones")),
        lambda: control.levantar_acta(
            actor=request.actor,
            comprobacion_id=una.id,
            dia=form.cleaned_data["dia"],
            conforme=form.cleaned_data["conforme"] == "si",
            texto=lineas(form.cleaned_data["texto"]),
            asisten=str(form.cleaned_data["asisten"]),
            puesto=str(form.cleaned_data["puesto"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def nuevo_acuerdo(request: PeticionConActor) -> HttpResponse:
    """Note what the Pleno agreed on the control."""
    form = formularios.NuevoAcuerdo(request.POST if request.method == "POST" else None)
    anio = hoy(reloj_de_la_casa()).year
    return acto(
        request,
        form,
        _("Control de Intervención"),
        (_("Anotar un acuerdo sobre el control"), _("Rige desde el día que se diga."), _("Anotarlo")),
        (reverse("escritorio:control_del_anio", args=[anio]), _("Informes")),
        lambda: control.anotar_acuerdo(
            actor=request.actor,
            clave=str(form.cleaned_data["clave"]),
            desde=form.cleaned_data["desde"],
            rige=form.cleaned_data["rige"] == "si",
            documento_id=documento_de(form.cleaned_data["documento"]),
            importe=importe_de(form.cleaned_data["importe"]),
            nota=str(form.cleaned_data["nota"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def nueva_muestra(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note a sample of the income."""
    form = formularios.Muestra(request.POST if request.method == "POST" else None)
    return acto(
        request,
        form,
        _("Ingresos de %(anio)d") % {"anio": anio},
        (
            _("Anotar un control posterior de ingresos"),
            _("Lo que se miró después, y la anomalía que se halló. Va al informe anual."),
            _("Anotarlo"),
        ),
        (reverse("escritorio:control_del_anio", args=[anio]), _("Informes")),
        lambda: control.anotar_control_de_ingresos(
            actor=request.actor,
            ejercicio=anio,
            alcance=str(form.cleaned_data["alcance"]),
            poblacion=int(form.cleaned_data["poblacion"]),
            muestra=int(form.cleaned_data["muestra"]),
            anomalia=str(form.cleaned_data["anomalia"]),
            importe=importe_de(form.cleaned_data["importe"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(FISCALIZAR)
@require_POST
def formar_informe(request: PeticionConActor, anio: int, clase: str) -> HttpResponse:
    """Write an annual report and send it to be signed."""
    try:
        control.formar_informe(actor=request.actor, anio=anio, clase=clase, reloj=reloj_de_la_casa())
    except DatosIncorrectos as error:
        raise NoEncontrado(error.mensaje) from error
    except FaseIncompatible as error:
        messages.error(request, error.mensaje)
    else:
        messages.success(request, _("El informe está en el portafirmas de Intervención."))
    return redirect("escritorio:control_del_anio", anio=anio)


@empleado(FISCALIZAR)
@require_POST
def llevar_informe(request: PeticionConActor, escrito_id: UUID) -> HttpResponse:
    """Put a signed report among the matters for a session of the Pleno."""
    try:
        dacion = acciones.llevar_informe_al_pleno(actor=request.actor, escrito_id=escrito_id, reloj=reloj_de_la_casa())
    except (FaseIncompatible, Conflicto) as error:
        messages.error(request, error.entero)
        return redirect("escritorio:control_del_anio", anio=hoy(reloj_de_la_casa()).year)
    messages.success(request, _("El informe está entre los asuntos de la Secretaría para el Pleno."))
    return redirect("escritorio:control_del_anio", anio=int(dacion.escrito.datos["anio"]))
