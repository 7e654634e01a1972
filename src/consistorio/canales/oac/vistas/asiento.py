"""One entry and what is done with it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila, Hito
from consistorio.canales.oac.descargas import pdf
from consistorio.canales.oac.formularios import NOMBRES_DE_CAMPO, Envio, Motivo, Rectificacion
from consistorio.documental.registro import acciones
from consistorio.documental.registro.acceso import asiento_para, justificante_para
from consistorio.documental.registro.acciones.rectificar import vigente
from consistorio.documental.registro.justificante import lo_que_es, origen_de, papel_de, plazos_de, transporte_de
from consistorio.documental.registro.models import Asiento, InteresadoAsiento, Justificante
from consistorio.documental.registro.tipos import IDIOMAS, Canal
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.solicitudes.consultas import reparto_de


@empleado("registro.ver")
def ver(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """All of an entry: data, documents, deadlines, history, receipt."""
    asiento = asiento_para(request.actor, asiento_id, motivo="Consultar el asiento en la oficina")
    anulado = hasattr(asiento, "anulacion")
    contexto = {
        "titulo": _("Asiento %(numero)s") % {"numero": asiento.numero_completo},
        "asiento": asiento,
        "filas": _filas(asiento),
        "documentos": [(fila, lo_que_es(fila)) for fila in asiento.documentos.order_by("orden")],
        "plazos": plazos_de(asiento),
        "historia": _historia(asiento),
        "justificante": Justificante.objects.filter(asiento=asiento).first(),
        "anulado": anulado,
        "puede_anular": request.actor.puede("registro.anular") and not anulado,
        "puede_redirigir": request.actor.puede("registro.redirigir") and not anulado,
        "puede_rectificar": request.actor.puede("registro.rectificar"),
    }
    return render(request, "oac/asiento.html", contexto)


@empleado("registro.ver")
def justificante(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """The receipt, to hand to the person or send again."""
    documento = justificante_para(request.actor, asiento_id, motivo="Descargar el justificante en la oficina")
    return pdf(documento)


@empleado("registro.anular")
def anular(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Annul an entry, with its reason."""
    form = Motivo(request.POST or None)
    if form.is_valid():
        try:
            acciones.anular(
                actor=request.actor,
                asiento_id=asiento_id,
                motivo=form.cleaned_data["motivo"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            return _hecho(request, asiento_id, _("Asiento anulado."))
    advertencia = _("El asiento y su número quedan en el libro, marcados como anulados. No se puede deshacer.")
    return _pagina(request, asiento_id, form, _("Anular el asiento"), _("Anular"), advertencia)


@empleado("registro.redirigir")
def redirigir(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Send a misfiled entry to another unit."""
    form = Envio(request.POST or None)
    if form.is_valid():
        try:
            acciones.redirigir(
                actor=request.actor,
                asiento_id=asiento_id,
                unidad_id=form.cleaned_data["unidad"].id,
                motivo=form.cleaned_data["motivo"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Asiento enviado a la otra unidad."))
            return HttpResponseRedirect(reverse("oac:lista"))
    return _pagina(request, asiento_id, form, _("Enviar a otra unidad"), _("Enviar"), "")


@empleado("registro.rectificar")
def rectificar(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Correct a field, keeping what it said."""
    form = Rectificacion(request.POST or None)
    if form.is_valid():
        datos = form.cleaned_data
        try:
            acciones.rectificar(
                actor=request.actor,
                asiento_id=asiento_id,
                campo=datos["campo"],
                despues=datos["despues"],
                motivo=datos["motivo"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            return _hecho(request, asiento_id, _("Dato rectificado. Lo que decía antes se conserva en la historia."))
    return _pagina(request, asiento_id, form, _("Rectificar un dato"), _("Rectificar"), "")


def _hecho(request: PeticionConActor, asiento_id: UUID, mensaje: str) -> HttpResponse:
    messages.success(request, mensaje)
    return HttpResponseRedirect(reverse("oac:asiento", args=[asiento_id]))


def _pagina(
    request: PeticionConActor, asiento_id: UUID, form: forms.Form, titulo: str, boton: str, advertencia: str
) -> HttpResponse:
    asiento = asiento_para(request.actor, asiento_id, motivo=titulo)
    contexto = {
        "titulo": titulo,
        "asiento": asiento,
        "form": form,
        "boton": boton,
        "advertencia": advertencia,
        "hay_errores": bool(form.errors),
    }
    return render(request, "oac/cambio.html", contexto, status=422 if form.errors else 200)


def _filas(asiento: Asiento) -> list[Fila]:
    partes = [_parte(parte) for parte in asiento.interesados.order_by("orden")]
    presento = asiento.presentado_por.nombre_completo if asiento.presentado_por else ""
    filas = [
        (_("Personas interesadas"), "\n".join(partes)),
        (_("Lo trajo"), presento),
        (_("Epígrafe"), vigente(asiento, "epigrafe")),
        (_("Asunto"), vigente(asiento, "asunto")),
        (_("Extracto"), vigente(asiento, "extracto")),
        (_("Expone"), asiento.expone),
        (_("Solicita"), asiento.solicita),
        (_("Idioma"), str(IDIOMAS.get(asiento.idioma, asiento.idioma))),
        (_("Registrado"), f"{en_madrid(asiento.registrado_el):%d/%m/%Y %H:%M:%S}"),
        (_("Presentado"), f"{en_madrid(asiento.presentado_el):%d/%m/%Y %H:%M:%S}"),
        (_("Canal"), Canal(asiento.canal).etiqueta),
        (_("Unidad de destino al registrar"), f"{asiento.unidad_nombre} ({asiento.unidad_dir3})"),
        (_("Expediente"), _expediente(asiento)),
        (_("Código SIA"), vigente(asiento, "codigo_sia")),
        (_("Referencia externa"), vigente(asiento, "referencia_externa")),
        (_("Se presentó antes en"), origen_de(asiento)),
        (_("Transporte"), transporte_de(asiento)),
        (_("Papel"), papel_de(asiento)),
        (_("Observaciones"), vigente(asiento, "observaciones")),
        (_("Avisos"), "\n".join(asiento.avisos)),
    ]
    return [Fila(clave, valor) for clave, valor in filas if valor]


def _parte(parte: InteresadoAsiento) -> str:
    """A party, who represents it and how it is told things."""
    trozos = [f"{parte.nombre} ({parte.nif})"]
    if parte.representante_nombre:
        trozos.append(_("representada por %s") % parte.representante_nombre)
    if parte.canal_notificacion:
        trozos.append(
            _("notificaciones en papel") if parte.canal_notificacion == "papel" else _("notificaciones electrónicas")
        )
    return ", ".join(trozos)


def _expediente(asiento: Asiento) -> str:
    """The case where it is, else the one that was written in the entry."""
    reparto = reparto_de(asiento.id)
    if reparto is None or reparto.expediente is None:
        return vigente(asiento, "numero_expediente")
    return f"{reparto.expediente.numero} ({reparto.expediente.unidad.nombre})"


def _historia(asiento: Asiento) -> list[Hito]:
    hitos = [Hito(asiento.practicado_el, _("Asiento practicado"))]
    for redireccion in asiento.redirecciones.select_related("a_unidad").order_by("orden"):
        titulo = _("Enviado a %s") % redireccion.a_unidad.nombre
        hitos.append(Hito(redireccion.redirigido_el, titulo, redireccion.motivo))
    for una in asiento.rectificaciones.order_by("rectificado_el"):
        titulo = _("Rectificado: %s") % NOMBRES_DE_CAMPO[una.campo]
        hitos.append(
            Hito(
                una.rectificado_el,
                titulo,
                _("Decía «%(antes)s». %(motivo)s") % {"antes": una.antes, "motivo": una.motivo},
            )
        )
    if hasattr(asiento, "anulacion"):
        hitos.append(Hito(asiento.anulacion.anulado_el, _("Anulado"), asiento.anulacion.motivo))
    return hitos
