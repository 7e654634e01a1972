"""Writing to other units: something new, an answer, or the correction of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.formularios_comunicaciones import Hoja, NuevaComunicacion, como_se_escribio
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import con_sus_antecesoras, unidades_vigentes
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.comunicaciones import acciones, consultas
from consistorio.servicios.comunicaciones.acceso import comunicacion_para
from consistorio.servicios.comunicaciones.consultas import unidades_que_reciben
from consistorio.servicios.comunicaciones.models import Comunicacion
from consistorio.servicios.comunicaciones.permisos import COMUNICAR
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.visibilidad import unidades_que_lo_ven

# Where the form shows what the actions refuse of a field that it does not offer is its top
REHUSADO = (Conflicto, NoPermitido)


@empleado(COMUNICAR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor) -> HttpResponse:
    """A communication about no case."""
    vuelta = reverse("escritorio:comunicaciones_internas")
    return _nueva(request, None, vuelta, _("Comunicaciones internas"))


@empleado(COMUNICAR)
@require_http_methods(["GET", "POST"])
def de_expediente(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """One about a case, to units that see it."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    vuelta = reverse("escritorio:comunicaciones_del_expediente", args=[expediente_id])
    return _nueva(request, expediente, vuelta, expediente.numero)


def _nueva(request: PeticionConActor, expediente: Expediente | None, vuelta: str, vuelta_texto: str) -> HttpResponse:
    mias = _las_mias(request)
    reciben = unidades_que_reciben(en=hoy(reloj_de_la_casa()))
    ven = unidades_que_lo_ven(expediente, reciben) if expediente is not None else reciben
    posibles = [unidad for unidad in ven if mias != [unidad]]
    hoja = NuevaComunicacion(
        *_enviado(request),
        actor=request.actor,
        unidades=mias,
        expediente=expediente,
        clase=f"Comunicacion:{expediente.id if expediente else ''}",
    )
    hoja.ofrecer(posibles, expediente)

    def hacer() -> HttpResponse:
        enviada = acciones.enviar(
            actor=request.actor,
            clave=hoja.cleaned_data["clave"],
            mensaje=hoja.mensaje(),
            destinos=[UUID(uno) for uno in hoja.cleaned_data["destinos"]],
            expediente_id=expediente.id if expediente is not None else None,
            tarea_id=identificador(hoja.cleaned_data.get("tarea")),
            reloj=reloj_de_la_casa(),
        )
        return _hecho(request, enviada)

    explicacion = [_("Tendrá número y no se podrá cambiar: un error se corrige con otra comunicación.")]
    if len(mias) == 1:
        explicacion.insert(0, _("Sale en nombre de %(u)s.") % {"u": mias[0].nombre})
    if expediente is not None:
        explicacion.append(_("La verá quien pueda ver el expediente, y no forma parte de él (artículo 70.4)."))
    if not posibles:
        explicacion.append(_("Ahora no hay ninguna unidad que pueda recibirla."))
    pagina = PaginaDeFormulario(
        _("Comunicación a otras unidades"),
        expediente.numero if expediente is not None else _("Comunicaciones internas"),
        " ".join(explicacion),
        _("Enviar"),
        vuelta,
        vuelta_texto,
    )
    return atender(request, hoja, pagina, hacer, sin_mas=REHUSADO)


@empleado(COMUNICAR)
@require_http_methods(["GET", "POST"])
def contestar(request: PeticionConActor, comunicacion_id: UUID) -> HttpResponse:
    """Answer one that my unit got."""
    original = comunicacion_para(request.actor, comunicacion_id, motivo="contestar")
    recibieron = {destino.unidad_id for destino in consultas.destinos_de(original)}
    mias = _las_que_tienen_los_papeles_de(request, recibieron)
    if not mias:
        raise NoPermitido(_("Contesta una comunicación la unidad que la recibió, y la suya no está entre ellas."))
    inicial = {"asunto": (_("Respuesta: %(a)s") % {"a": original.asunto})[:200]}
    hoja = _hoja(request, original, mias, inicial, clase="Respuesta")

    def hacer() -> HttpResponse:
        enviada = acciones.contestar(
            actor=request.actor,
            clave=hoja.cleaned_data["clave"],
            comunicacion_id=comunicacion_id,
            mensaje=hoja.mensaje(),
            reloj=reloj_de_la_casa(),
        )
        return _hecho(request, enviada)

    explicacion = _("Irá a %(u)s, con su número. Si su unidad no había acusado recibo, quedará hecho.")
    pagina = _pagina(original, _("Contestar"), explicacion % {"u": original.unidad.nombre}, _("Enviar la respuesta"))
    return atender(request, hoja, pagina, hacer, sin_mas=REHUSADO)


@empleado(COMUNICAR)
@require_http_methods(["GET", "POST"])
def corregir(request: PeticionConActor, comunicacion_id: UUID) -> HttpResponse:
    """Correct one that my unit sent with another that names it."""
    original = comunicacion_para(request.actor, comunicacion_id, motivo="corregir")
    mias = _las_que_tienen_los_papeles_de(request, {original.unidad_id})
    if not mias:
        raise NoPermitido(_("Corrige una comunicación la unidad que la envió."))
    adjuntos = consultas.adjuntos_de(original)
    inicial = como_se_escribio(original, [a.documento_id for a in adjuntos if a.documento_id is not None])
    hoja = _hoja(request, original, mias, inicial, clase="Correccion")

    def hacer() -> HttpResponse:
        enviada = acciones.corregir(
            actor=request.actor,
            clave=hoja.cleaned_data["clave"],
            comunicacion_id=comunicacion_id,
            mensaje=hoja.mensaje(),
            reloj=reloj_de_la_casa(),
        )
        return _hecho(request, enviada)

    explicacion = _(
        "La que se envió no cambia. Esta irá a las mismas unidades, con otro número, y dirá que la corrige. Los ficheros que la "
        "acompañaban no se copian: si hacen falta, añádalos otra vez."
    )
    pagina = _pagina(original, _("Corregir"), explicacion, _("Enviar la corrección"))
    return atender(request, hoja, pagina, hacer, sin_mas=REHUSADO)


def _las_que_tienen_los_papeles_de(request: PeticionConActor, unidades: set[UUID]) -> list[Unidad]:
    """Of my units of today, those that are one of those or succeed it."""
    return [unidad for unidad in _las_mias(request) if unidades & con_sus_antecesoras([unidad.id])]


def _las_mias(request: PeticionConActor) -> list[Unidad]:
    vigentes = unidades_vigentes(en=hoy(reloj_de_la_casa()))
    return [unidad for unidad in vigentes if unidad.id in request.actor.unidades]


def _hoja(
    request: PeticionConActor, original: Comunicacion, mias: list[Unidad], inicial: Mapping[str, object], *, clase: str
) -> Hoja:
    return Hoja(
        *_enviado(request),
        actor=request.actor,
        unidades=mias,
        expediente=original.expediente,
        clase=f"{clase}:{original.id}",
        initial=inicial,
    )


def _enviado(request: PeticionConActor) -> tuple[Mapping[str, object] | None, Mapping[str, object] | None]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _pagina(original: Comunicacion, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:comunicacion_interna", args=[original.id])
    leyenda = f"{original.numero} · {original.asunto}"
    return PaginaDeFormulario(titulo, leyenda, explicacion, boton, vuelta, original.numero)


def _hecho(request: PeticionConActor, enviada: Comunicacion) -> HttpResponse:
    messages.success(request, _("Comunicación %(n)s enviada.") % {"n": enviada.numero})
    return redirect("escritorio:comunicacion_interna", comunicacion_id=enviada.id)
