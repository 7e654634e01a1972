"""Start, review, sign and present in one button, and the confirmation with its receipt."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.respuestas import repartir_problemas, repite_con_problemas
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.canales.sede import palabras, seguimiento, tramites
from consistorio.canales.sede.formularios_web import FormularioRepresentada
from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.models import Justificante
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.formularios import acceso, reglas
from consistorio.tramitacion.formularios.consultas import (
    adjuntos_de,
    borradores_de,
    estado_de,
    hay_danados,
    interesados_de,
)
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.solicitudes import acciones
from consistorio.tramitacion.solicitudes.consultas import huella_para_revisar
from consistorio.tramitacion.solicitudes.models import Solicitud
from consistorio.tramitacion.solicitudes.tipos import CONSENTIMIENTO, EvidenciaSesion


@ciudadania()
@require_http_methods(["GET", "POST"])
def empezar(request: PeticionConActor, codigo: str) -> HttpResponseBase:
    """Before starting: drafts of the same procedure and in whose name; then a new draft."""
    definicion = tramites.publicado(codigo)
    if request.actor.nivel < definicion.nivel:
        nivel = Nivel(definicion.nivel).name.lower()
        return redirect(
            f"{settings.CONSISTORIO_ACCESO_CIUDADANIA}?{urlencode({'siguiente': request.path, 'nivel': nivel})}"
        )
    if request.method == "POST":
        borrador = acciones.empezar(actor=request.actor, procedimiento=codigo, reloj=reloj_de_la_casa())
        return redirect("sede:borrador", borrador_id=borrador.id)
    contexto = {
        "titulo": definicion.nombre,
        "tramite": definicion,
        "borradores": [b for b in borradores_de(request.actor) if b.procedimiento == codigo and not b.es_escrito],
        "representado": getattr(request, "representado_nombre", ""),
    }
    return render(request, "sede/empezar.html", contexto)


@ciudadania()
@require_http_methods(["GET", "POST"])
def empezar_por_otra(request: PeticionConActor, codigo: str) -> HttpResponseBase:
    """Start a draft for somebody who has not registered a power (LPACAP 5.6): who it is, and what follows."""
    definicion = tramites.publicado(codigo)
    formulario = FormularioRepresentada(request.POST or None)
    if request.method == "POST" and formulario.is_valid():
        try:
            borrador = acciones.empezar(
                actor=request.actor,
                procedimiento=codigo,
                representado=formulario.persona(),
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            repartir_problemas(formulario, error)
        else:
            return redirect("sede:borrador", borrador_id=borrador.id)
    malo = bool(formulario.errors)
    contexto = {
        "titulo": _("¿En nombre de quién presenta?"),
        "tramite": definicion,
        "form": formulario,
        "hay_errores": malo,
    }
    return render(request, "sede/empezar_por_otra.html", contexto, status=422 if malo else 200)


def pagina_revisar(
    request: PeticionConActor, *, borrador_id: UUID, problemas: tuple[Problema, ...] = ()
) -> HttpResponse:
    """Everything that will be filed, with a link to change each answer, and the one button."""
    borrador = acceso.solicitud_en_borrador(request.actor, borrador_id)
    esquema, datos = borrador.esquema, como_datos(borrador.datos)
    respuestas = reglas.resumen(esquema, datos)
    estado = estado_de(borrador, en=hoy(reloj_de_la_casa()))
    secciones = [
        (
            e.paso.titulo,
            [
                Fila(r.etiqueta, r.texto, f"/borradores/{borrador.id}/paso/{r.paso}/", _("Cambiar"))
                for r in respuestas
                if r.paso == e.paso.codigo
            ],
        )
        for e in estado.pasos
    ]
    contexto = {
        "titulo": _("Revise y presente"),
        "borrador": borrador,
        "tramite": catalogo.version_de_formulario(borrador.formulario_id).tipada,
        "secciones": [s for s in secciones if s[1]],
        "adjuntos": list(adjuntos_de(borrador)),
        "danados": hay_danados(borrador),
        "interesados": interesados_de(borrador),
        "faltan": estado.faltan,
        "incompleta": not estado.puede_presentarse,
        "huella": huella_para_revisar(borrador),
        "consentimiento": CONSENTIMIENTO,
        "medio": palabras.medio(request.actor.medio),
        "errores": [("", p.mensaje) for p in problemas],
        "hay_errores": bool(problemas),
    }
    return render(request, "sede/borrador_revisar.html", contexto)


@ciudadania()
@require_http_methods(["GET", "POST"])
@repite_con_problemas(pagina_revisar)
def revisar(request: PeticionConActor, *, borrador_id: UUID) -> HttpResponseBase:
    """Review (GET); sign and present (POST). The key is the draft's: pressing twice files once."""
    if request.method == "GET":
        return pagina_revisar(request, borrador_id=borrador_id)
    solicitud = acciones.presentar(
        actor=request.actor,
        borrador_id=borrador_id,
        clave_idempotencia=borrador_id.hex,
        evidencia=EvidenciaSesion(consentimiento=CONSENTIMIENTO, huella_vista=request.POST.get("huella") or "-"),
        reloj=reloj_de_la_casa(),
    )
    return redirect("sede:confirmacion", expediente_id=solicitud.expediente_id)


@ciudadania()
@require_GET
def confirmacion(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """«Solicitud presentada»: number, date, receipt (or that it is being made), and what happens next."""
    caso = expediente_para(request.actor, expediente_id, MIS_EXPEDIENTES)
    solicitud = Solicitud.objects.filter(expediente=caso).first()
    if solicitud is None:  # begun by the town hall, or on paper
        raise NoEncontrado(
            _("Este expediente no empezó con una solicitud presentada aquí."),
            que_hacer=_("Está en Mi carpeta, con todo lo que contiene."),
        )
    definicion = caso.version.tipada
    asiento = asiento_para(request.actor, solicitud.asiento_id, motivo=_("Confirmación de la presentación"))
    contexto = {
        "titulo": palabras.presentada(definicion.legal.naturaleza),
        "expediente": caso,
        "asiento": asiento,
        "justificante": Justificante.objects.filter(asiento=asiento).first(),
        "cuenta_despues": not definicion.declarada
        and en_madrid(asiento.efectivo_el).date() != en_madrid(asiento.presentado_el).date(),
        "ficha": definicion.ficha,
        "plazo": palabras.plazo(definicion.legal),
        "efectos": seguimiento.efectos_en_palabras(caso),
    }
    return render(request, "sede/confirmacion.html", contexto)
