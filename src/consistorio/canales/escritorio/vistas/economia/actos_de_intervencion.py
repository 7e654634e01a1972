"""What is done in the control: results, answers to a reparo, omissions, material checks, agreements and reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio import formularios_intervencion as formularios
from consistorio.canales.escritorio.actos.registro import lineas
from consistorio.canales.escritorio.formularios_intervencion import documento_de, importe_de
from consistorio.canales.escritorio.templatetags.escritorio_cifras import euros
from consistorio.canales.escritorio.vistas.economia.intervencion import pestanas
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, anotar_problemas, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import acciones, consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.nucleo.errores import (
    Conflicto,
    DatosIncorrectos,
    FaseIncompatible,
    NoPermitido,
)
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion import acceso
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.permisos import CONTESTAR, FISCALIZAR, RESOLVER
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente

DICHAS = (FaseIncompatible, NoPermitido, Conflicto)


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def intervenir_factura(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """An invoice with the phases of its expense and its problems, and the result of Intervención on its obligation."""
    reloj = reloj_de_la_casa()
    una = factura_para(request.actor, factura_id, motivo=FISCALIZAR, reloj=reloj)
    vista = consultas.para_intervenir(una, en=hoy(reloj))
    form = formularios.IntervenirFactura(request.POST if request.method == "POST" else None, vista, hoy(reloj))
    if request.method == "POST" and form.is_valid():
        limpio, (actividad, destino) = form.cleaned_data, form.deduce()
        pedida = FacturaPorIntervenir(
            una.id,
            form.elegida,
            str(limpio["aplicacion"]),
            exento=str(limpio["exento"]),
            exento_por=str(limpio["exento_por"]),
            actividad=actividad,
            destino=destino,
            antes=form.motivo_de_antes(),
            a_pesar=form.dicho,
        )
        try:
            acciones.intervenir_facturas(
                actor=request.actor,
                pedidas=[pedida],
                resultado=str(limpio["resultado"]),
                causas=list(limpio["causas"]),
                texto=lineas(limpio["texto"]),
                limitado=form.limitado,
                reloj=reloj,
            )
        except (DatosIncorrectos, *DICHAS) as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Hecho. Firme el resultado en su portafirmas: hasta entonces no se paga."))
            return redirect("escritorio:factura", factura_id=una.id)
    contexto = {
        "titulo": _("Intervenir la obligación"),
        "f": una,
        "v": vista,
        "lineas": [consultas.queda_en(linea) for linea in vista.lineas],
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "escritorio/economia/intervenir_factura.html", contexto, status=422 if form.errors else 200)


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def obligaciones_por_intervenir(request: PeticionConActor) -> HttpResponse:
    """The obligations that no invoice brought and the payments: marked, they get one result."""
    reloj = reloj_de_la_casa()
    de_pagos = request.GET.get("que") == "pagos"
    leer = consultas.sin_pago_intervenido if de_pagos else consultas.sin_resultado
    datos = request.POST if request.method == "POST" else None
    form = formularios.IntervenirObligaciones(datos, hoy(reloj), de_pagos=de_pagos)
    marcadas = [una for dicha in request.POST.getlist("marcada") if (una := identificador(dicha)) is not None]
    if request.method == "POST" and form.is_valid():
        limpio = form.cleaned_data
        obligar = partial(acciones.intervenir_obligaciones, limitado=form.limitado)
        intervenir = acciones.intervenir_pagos if de_pagos else obligar
        try:
            intervenir(
                actor=request.actor,
                operaciones=marcadas,
                resultado=str(limpio["resultado"]),
                causas=list(limpio["causas"]),
                texto=lineas(limpio["texto"]),
                unidad_id=identificador(limpio["unidad"]),
                reloj=reloj,
            )
        except (DatosIncorrectos, *DICHAS) as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Hecho. Firme el resultado en su portafirmas."))
            return redirect(request.get_full_path())
    base = reverse("escritorio:obligaciones_por_intervenir")
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "obligaciones_por_intervenir"),
        "de_pagos": de_pagos,
        "base": base,
        "operaciones": leer(hoy(reloj).year),
        "marcadas": marcadas,
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "escritorio/economia/obligaciones.html", contexto, status=422 if form.errors else 200)


@empleado(CONTESTAR)
@require_http_methods(["GET", "POST"])
def aceptar_objecion(request: PeticionConActor, reparo_id: UUID) -> HttpResponse:
    """Accept a reparo and say how it is mended."""
    form = formularios.Contestacion(request.POST if request.method == "POST" else None)
    explicacion = _("Cuando lo firme, Intervención lo examina otra vez.")
    return _de_reparo(
        request,
        reparo_id,
        form,
        (_("Aceptar el reparo"), explicacion, _("Escribirlo y firmarlo")),
        lambda: control.aceptar_objecion(
            actor=request.actor,
            reparo_id=reparo_id,
            texto=lineas(form.cleaned_data["texto"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(CONTESTAR)
@require_http_methods(["GET", "POST"])
def discrepar_de_objecion(request: PeticionConActor, reparo_id: UUID) -> HttpResponse:
    """Not accept a reparo, with the reasons."""
    form = formularios.NoAceptacion(request.POST if request.method == "POST" else None)
    explicacion = _("Cuando lo firme, lo resuelve la Presidencia o el Pleno. Mientras, sigue suspendido.")
    return _de_reparo(
        request,
        reparo_id,
        form,
        (_("No aceptar el reparo"), explicacion, _("Escribirlo y firmarlo")),
        lambda: control.discrepar_de_objecion(
            actor=request.actor,
            reparo_id=reparo_id,
            texto=lineas(form.cleaned_data["texto"]),
            gasto_del_pleno=form.cleaned_data["gasto_del_pleno"] == "si",
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(RESOLVER)
@require_http_methods(["GET", "POST"])
def resolver_objecion(request: PeticionConActor, reparo_id: UUID) -> HttpResponse:
    """Write how the president settles a discrepancy."""
    form = formularios.Decision(request.POST if request.method == "POST" else None, _levanta())
    explicacion = _("La firma la Alcaldía, y no se puede delegar.")
    return _de_reparo(
        request,
        reparo_id,
        form,
        (_("Resolver la discrepancia"), explicacion, _("Escribirla y enviarla a firmar")),
        lambda: control.resolver_objecion(
            actor=request.actor,
            reparo_id=reparo_id,
            levanta=form.cleaned_data["sentido"] == "si",
            texto=lineas(form.cleaned_data["texto"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(RESOLVER)
@require_http_methods(["GET", "POST"])
def acuerdo_de_objecion(request: PeticionConActor, reparo_id: UUID) -> HttpResponse:
    """Note how the Pleno settled a discrepancy."""
    form = formularios.Acuerdo(request.POST if request.method == "POST" else None, _levanta())
    explicacion = _("Con el certificado del acuerdo.")
    return _de_reparo(
        request,
        reparo_id,
        form,
        (_("Anotar lo que acordó el Pleno"), explicacion, _("Anotarlo")),
        lambda: control.anotar_acuerdo_de_objecion(
            actor=request.actor,
            reparo_id=reparo_id,
            levanta=form.cleaned_data["sentido"] == "si",
            documento_id=documento_de(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        ),
    )


def _levanta() -> list[tuple[str, str]]:
    return [
        ("si", _("Se levanta el reparo: sigue adelante")),
        ("no", _("Se confirma el reparo: hay que subsanarlo")),
    ]


def _de_reparo(
    request: PeticionConActor,
    reparo_id: UUID,
    form: forms.Form,
    textos: tuple[str, str, str],
    accion: Callable[[], object],
) -> HttpResponse:
    uno = acceso.reparo_para(request.actor, reparo_id, motivo="Contestar", reloj=reloj_de_la_casa())
    vuelta = reverse("escritorio:reparo", args=[reparo_id])
    return acto(request, form, uno.fiscalizacion.asunto, textos, (vuelta, _("El reparo")), accion)


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def anotar_omision_factura(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Note that what an invoice pays was not fiscalised."""
    una = factura_para(request.actor, factura_id, motivo=FISCALIZAR, reloj=reloj_de_la_casa())
    form = formularios.NuevaOmision(request.POST if request.method == "POST" else None, con_importe=False)

    def hacer() -> HttpResponse:
        limpio = form.cleaned_data
        omision = acciones.anotar_omision(
            actor=request.actor,
            factura_id=una.id,
            como=str(limpio["como"]),
            decide=str(limpio["decide"]),
            aplicacion=str(limpio["aplicacion"]),
            reloj=reloj_de_la_casa(),
        )
        return _a_la_omision(request, omision.id)

    return _nueva_omision(
        request, form, leyenda(una), (reverse("escritorio:factura", args=[una.id]), _("La factura")), hacer
    )


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def anotar_omision_expediente(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Note that what a case spends was not fiscalised."""
    caso = expediente_para(request.actor, expediente_id, FISCALIZAR)
    form = formularios.NuevaOmision(request.POST if request.method == "POST" else None, con_importe=True)

    def hacer() -> HttpResponse:
        limpio = form.cleaned_data
        omision = acciones.anotar_omision_de_expediente(
            actor=request.actor,
            expediente_id=caso.id,
            importe=importe_de(limpio["importe"]),
            como=str(limpio["como"]),
            decide=str(limpio["decide"]),
            aplicacion=str(limpio["aplicacion"]),
            reloj=reloj_de_la_casa(),
        )
        return _a_la_omision(request, omision.id)

    return _nueva_omision(request, form, caso.numero, al_caso(caso), hacer)


def al_caso(caso: Expediente) -> tuple[str, str]:
    return reverse("escritorio:expediente", args=[caso.id]), _("El expediente")


def _nueva_omision(
    request: PeticionConActor,
    form: forms.Form,
    leyenda: str,
    vuelta: tuple[str, str],
    hacer: Callable[[], HttpResponse],
) -> HttpResponse:
    explicacion = _(
        "Hasta que se decida si continúa, no se reconoce la obligación ni se paga (RD 424/2017, artículo 28)."
    )
    pagina = PaginaDeFormulario(
        _("Anotar que se omitió la fiscalización"), leyenda, explicacion, _("Anotarla"), *vuelta
    )
    return atender(request, form, pagina, hacer, sin_mas=DICHAS)


def _a_la_omision(request: PeticionConActor, omision_id: UUID) -> HttpResponse:
    messages.success(request, _("Omisión anotada. Escriba ahora su informe."))
    return redirect("escritorio:omision", omision_id=omision_id)


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def devengar_omision(request: PeticionConActor, omision_id: UUID) -> HttpResponse:
    """Note in 413 what is owed meanwhile."""
    una = acceso.omision_para(request.actor, omision_id, motivo="Tramitar", reloj=reloj_de_la_casa())
    form = formularios.Devengo(
        request.POST if request.method == "POST" else None, initial={"aplicacion": una.aplicacion}
    )
    explicacion = _("Se anota el gasto contra la cuenta 4131. Al reconocer su obligación, pasa a la cuenta 400.")
    return _de_omision(
        request,
        omision_id,
        form,
        (_("Anotar lo que se debe"), explicacion, _("Anotarlo")),
        lambda: acciones.devengar_omision(
            actor=request.actor,
            omision_id=omision_id,
            aplicacion=str(form.cleaned_data["aplicacion"]),
            actividad=form.deduce()[0],
            destino=form.deduce()[1],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def informar_omision(request: PeticionConActor, omision_id: UUID) -> HttpResponse:
    """Write the report on an omission."""
    form = formularios.Informe(request.POST if request.method == "POST" else None)
    explicacion = _(
        "Dice como mínimo lo que pide el artículo 28.2. El órgano gestor, el objeto y el importe se ponen solos."
    )
    return _de_omision(
        request,
        omision_id,
        form,
        (_("Informe de omisión de la función interventora"), explicacion, _("Escribirlo y enviarlo a firmar")),
        lambda: control.informar_omision(
            actor=request.actor, omision_id=omision_id, informe=form.informe(), reloj=reloj_de_la_casa()
        ),
    )


@empleado(RESOLVER)
@require_http_methods(["GET", "POST"])
def decidir_omision(request: PeticionConActor, omision_id: UUID) -> HttpResponse:
    """Write what the presidencia decides."""
    form = formularios.Decision(request.POST if request.method == "POST" else None, _continua())
    explicacion = _("La firma la Alcaldía. Continuar no exime de las responsabilidades a que haya lugar.")
    return _de_omision(
        request,
        omision_id,
        form,
        (_("Decidir si continúa"), explicacion, _("Escribirla y enviarla a firmar")),
        lambda: control.decidir_omision(
            actor=request.actor,
            omision_id=omision_id,
            continua=form.cleaned_data["sentido"] == "si",
            texto=lineas(form.cleaned_data["texto"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(RESOLVER)
@require_http_methods(["GET", "POST"])
def acuerdo_de_omision(request: PeticionConActor, omision_id: UUID) -> HttpResponse:
    """Note what the Pleno or the Junta agreed."""
    form = formularios.Acuerdo(request.POST if request.method == "POST" else None, _continua())
    return _de_omision(
        request,
        omision_id,
        form,
        (_("Anotar lo que se acordó"), _("Con el certificado del acuerdo."), _("Anotarlo")),
        lambda: control.anotar_decision_de_omision(
            actor=request.actor,
            omision_id=omision_id,
            continua=form.cleaned_data["sentido"] == "si",
            documento_id=documento_de(form.cleaned_data["documento"]),
            reloj=reloj_de_la_casa(),
        ),
    )


def _continua() -> list[tuple[str, str]]:
    return [("si", _("Continúa: se puede reconocer y pagar")), ("no", _("No continúa"))]


def _de_omision(
    request: PeticionConActor,
    omision_id: UUID,
    form: forms.Form,
    textos: tuple[str, str, str],
    accion: Callable[[], object],
) -> HttpResponse:
    una = acceso.omision_para(request.actor, omision_id, motivo="Tramitar", reloj=reloj_de_la_casa())
    vuelta = reverse("escritorio:omision", args=[omision_id])
    return acto(request, form, f"{una.asunto} · {euros(una.importe)}", textos, (vuelta, _("La omisión")), accion)


def leyenda(una: Factura) -> str:
    return f"{una.codigo} · {una.emisor_nombre} · {euros(una.total)}"


def acto(
    request: PeticionConActor,
    form: forms.Form,
    leyenda: str,
    textos: tuple[str, str, str],
    vuelta: tuple[str, str],
    accion: Callable[[], object],
) -> HttpResponse:
    """The page of an act and, when it is sent and right, the act; back to what it is about."""

    def hacer() -> HttpResponse:
        accion()
        messages.success(request, _("Hecho. Si hay que firmarlo, está en el portafirmas de quien lo firma."))
        return redirect(vuelta[0])

    titulo, explicacion, boton = textos
    pagina = PaginaDeFormulario(titulo, leyenda, explicacion, boton, *vuelta)
    return atender(request, form, pagina, hacer, sin_mas=DICHAS)
