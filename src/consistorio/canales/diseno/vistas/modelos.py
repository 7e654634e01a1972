"""The models of the areas: what each says and said, what is in trial with what it would do, and putting it in force or giving it up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.diseno.lecturas import quienes_publican
from consistorio.canales.diseno.lecturas_de_modelos import mostrados
from consistorio.canales.diseno.palabras import solo_en_de
from consistorio.canales.interfaz.descargas import descarga_json
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import acciones, consultas, modelos
from consistorio.tramitacion.catalogo.carga import arriba_de
from consistorio.tramitacion.catalogo.diferencias import diferencias
from consistorio.tramitacion.catalogo.en_palabras import fases_de
from consistorio.tramitacion.catalogo.lugares import con_nombres
from consistorio.tramitacion.catalogo.models import Area, Modelo
from consistorio.tramitacion.catalogo.permisos import DISENAR, PUBLICAR, VER
from consistorio.tramitacion.formularios.valores import Valor, como_datos


@empleado(VER)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """That of each area, and who answers for it."""
    contexto = {
        "titulo": _("Modelos de las áreas"),
        "areas": modelos.modelos_de_areas(en=hoy(reloj_de_la_casa())),
        "puede_publicar": request.actor.puede(PUBLICAR),
        "quien": request.actor.id,
    }
    return render(request, "diseno/modelos.html", contexto)


@empleado(VER)
@require_GET
def ver(request: PeticionConActor, codigo: str) -> HttpResponse:
    """What it says today over the standard model, what is in trial, and what each version changed. Who may not change it reads who does."""
    dia = hoy(reloj_de_la_casa())
    fila = next(iter(modelos.modelos_de_areas(en=dia, areas=[codigo])), None)
    if fila is None:
        raise NoEncontrado(_("No encontramos esa área."))
    en_vigor = _documento(consultas.modelo_vigente(Modelo.Clase.AREA, codigo), codigo)
    leido = modelos.leer_modelo(en_vigor, en=dia)
    contexto: dict[str, object] = {
        "titulo": _("Modelo de «%(a)s»") % {"a": fila.nombre},
        "fila": fila,
        "cambios": leido.cambios,
        "dichas": fases_de(
            leido.definicion,
            areas=_nombres_de_areas(),
            antes=leido.estandar,
            ahora=leido.compuesta,
            tamanos=solo_en_de(leido.compuesta.get("tareas")),
        ),
        "historia": modelos.historia(codigo),
        "es_mia": codigo in consultas.areas_de(request.actor, en=dia),
        "puede_disenar": request.actor.puede(DISENAR),
        "puede_publicar": request.actor.puede(PUBLICAR),
    }
    if fila.ensayo is not None:
        contexto |= _de_ensayo(request, _en_ensayo(fila.ensayo.id))
        contexto["publican"] = quienes_publican(request.actor, en=dia)
    return render(request, "diseno/modelo.html", contexto)


@empleado(DISENAR)
@require_POST
def preparar(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Begin to change it, or go on with the draft that there is."""
    borrador = acciones.abrir_modelo(actor=request.actor, area=codigo, reloj=reloj_de_la_casa())
    return redirect("diseno:borrador", borrador_id=borrador.id)


@empleado(DISENAR)
@require_POST
def retomar(request: PeticionConActor, modelo_id: UUID) -> HttpResponse:
    """Take back what is in trial."""
    borrador = acciones.retomar_modelo(actor=request.actor, modelo_id=modelo_id, reloj=reloj_de_la_casa())
    messages.success(request, _("El modelo ya no está en ensayo: puede seguir cambiándolo."))
    return redirect("diseno:borrador", borrador_id=borrador.id)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, modelo_id: UUID) -> HttpResponse:
    """A version as a file that another town, or this one, can load."""
    modelo = Modelo.objects.filter(id=modelo_id, clase=Modelo.Clase.AREA).first()
    if modelo is None:
        raise NoEncontrado(_("No encontramos ese modelo."))
    return descarga_json(modelos.fichero_de(modelo), f"area-{modelo.codigo}-v{modelo.numero}.json")


@empleado(PUBLICAR)
@require_http_methods(["GET", "POST"])
def publicar(request: PeticionConActor, modelo_id: UUID) -> HttpResponse:
    """What would be published, whole; sent, it is. What is not what was read is read again."""
    modelo = _en_ensayo(modelo_id)
    fallo: DatosIncorrectos | Conflicto | None = None
    if request.method == "POST":
        try:
            acciones.publicar_modelo(
                actor=request.actor,
                modelo_id=modelo_id,
                visto=request.POST.get("visto", ""),
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            fallo = error
        else:
            messages.success(request, _("El modelo está en vigor, y publicados los procedimientos que cambian con él."))
            return redirect("diseno:modelo", codigo=modelo.codigo)
    contexto = {
        **_de_ensayo(request, modelo),
        "titulo": _("Publicar el modelo de «%(a)s»") % {"a": _nombres_de_areas().get(modelo.codigo, modelo.nombre)},
        "fallo": fallo,
        "hay_errores": fallo is not None,
    }
    return render(request, "diseno/modelo_publicar.html", contexto, status=422 if fallo else 200)


@empleado(PUBLICAR)
@require_http_methods(["GET", "POST"])
def descartar(request: PeticionConActor, modelo_id: UUID) -> HttpResponse:
    """Give up what is in trial."""
    modelo = _en_ensayo(modelo_id)
    if request.method == "POST":
        acciones.descartar_modelo(actor=request.actor, modelo_id=modelo_id, reloj=reloj_de_la_casa())
        messages.success(request, _("Modelo descartado. Lo que está en vigor no ha cambiado."))
        return redirect("diseno:modelo", codigo=modelo.codigo)
    contexto = {
        "titulo": _("Descartar el modelo de «%(a)s» en ensayo")
        % {"a": _nombres_de_areas().get(modelo.codigo, modelo.nombre)},
        "modelo": modelo,
    }
    return render(request, "diseno/modelo_descartar.html", contexto)


def _en_ensayo(modelo_id: UUID) -> Modelo:
    modelo = Modelo.objects.filter(id=modelo_id, clase=Modelo.Clase.AREA, estado=Modelo.Estado.ENSAYO).first()
    if modelo is None:
        raise NoEncontrado(
            _("No encontramos ese modelo en ensayo."),
            que_hacer=_("Puede que ya se haya publicado, retomado o descartado."),
        )
    return modelo


def _de_ensayo(request: PeticionConActor, modelo: Modelo) -> dict[str, object]:
    """What a version in trial changes of the one in force, and what it would do."""
    estandar = como_datos(arriba_de(modelo.codigo).modelo.definicion)
    en_vigor = _documento(consultas.modelo_vigente(Modelo.Clase.AREA, modelo.codigo), modelo.codigo)
    documento = como_datos(modelo.definicion)
    antes, ahora = modelos.sobre(estandar, en_vigor), modelos.sobre(estandar, documento)
    puestos = consultas.puestos_que_nombran(antes, ahora)
    return {
        "ensayo": modelo,
        "cambios_del_ensayo": diferencias(antes, ahora, puestos=puestos),
        "problemas_del_ensayo": con_nombres(
            modelos.leer_modelo(documento, en=hoy(reloj_de_la_casa())).problemas, ahora
        ),
        "mostrados": mostrados(request.actor, documento),
        "lo_envio": modelo.cargado_por == request.actor.id,
    }


def _documento(modelo: Modelo | None, area: str) -> dict[str, Valor]:
    """What a model says; nothing, where an area has none."""
    return modelos.documento_de(modelos.capa_vacia(area, area), 1) if modelo is None else como_datos(modelo.definicion)


def _nombres_de_areas() -> dict[str, str]:
    return dict(Area.objects.values_list("codigo", "nombre"))
