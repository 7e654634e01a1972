"""The catalogue of procedures: what is loaded, loading a file, publishing and withdrawing; and which unit answers for each area."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.admin_tecnica import en_mano, palabras
from consistorio.canales.admin_tecnica.formularios import DatosArea, SubidaDeUno
from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar, dia_de_hoy, opciones_de_unidades
from consistorio.canales.interfaz.descargas import descarga_json
from consistorio.canales.interfaz.diagrama import dibujar
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import acciones, consultas
from consistorio.tramitacion.catalogo.diferencias import diferencias
from consistorio.tramitacion.catalogo.en_palabras import NATURALEZAS, fases_de
from consistorio.tramitacion.catalogo.exportar import fichero_de, nombre_de_fichero
from consistorio.tramitacion.catalogo.models import Area, VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones import Carga
from consistorio.tramitacion.catalogo.permisos import CARGAR, PUBLICAR
from consistorio.tramitacion.catalogo.tipos import DatosLegales
from consistorio.tramitacion.formularios.valores import Valor, como_datos

PARA = "catalogo"


@empleado(CARGAR)
@require_GET
def catalogo(request: PeticionConActor) -> HttpResponse:
    """First what waits to be published; then procedures with their versions, and the models that they are read over."""
    procedimientos = consultas.cuadro()
    contexto = {
        "titulo": _("Procedimientos"),
        "procedimientos": procedimientos,
        "por_publicar": [v for p in procedimientos for v in p.versiones.all() if v.estado == v.Estado.ENSAYO],
        "modelos": consultas.modelos_vigentes(),
        "sin_unidad": consultas.areas_sin_unidad(en=dia_de_hoy()),
    }
    return render(request, "admin_tecnica/catalogo.html", contexto)


@empleado(CARGAR)
def cargar(request: PeticionConActor) -> HttpResponse:
    """Check a definition, then load exactly that one: it waits to be published."""
    form = SubidaDeUno(request.POST if request.method == "POST" else None)
    contexto: dict[str, object] = {"titulo": _("Cargar un procedimiento")}
    if form.is_valid():
        try:
            if form.cleaned_data["comprobados"]:
                ficheros = en_mano.recuperar(form.cleaned_data["comprobados"], actor=request.actor, para=PARA)
                (contenido,) = ficheros.values()
                carga = acciones.cargar(actor=request.actor, contenido=contenido, reloj=reloj_de_la_casa())
                return _cargada(request, carga)
            ficheros = _uno_solo(en_mano.leer_subidos(request.FILES.getlist("ficheros")))
            (contenido,) = ficheros.values()
            ensayo = acciones.cargar(actor=request.actor, contenido=contenido, reloj=reloj_de_la_casa(), en_seco=True)
            if ensayo.problemas:
                raise DatosIncorrectos(_("La definición tiene errores."), problemas=ensayo.problemas)
            comprobados = en_mano.guardar(ficheros, actor=request.actor, para=PARA)
            ensayada = contexto | {"ensayo": ensayo, "comprobados": comprobados, "ficheros": sorted(ficheros)}
            return render(request, "admin_tecnica/catalogo_comprobado.html", ensayada)
        except (DatosIncorrectos, Conflicto) as error:
            situados = [Problema("", f"{p.campo}: {p.mensaje}" if p.campo else p.mensaje) for p in error.problemas]
            anotar_problemas(form, DatosIncorrectos(error.mensaje, problemas=situados))
    contexto |= {"form": form, "hay_errores": bool(form.errors)}
    return render(request, "admin_tecnica/catalogo_cargar.html", contexto, status=422 if form.errors else 200)


@empleado(CARGAR)
@require_GET
def version(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """What a version says: its legal values, its steps and its areas."""
    fila = _version(version_id)
    definicion = fila.tipada
    legal, publicada = definicion.legal, _publicada_de(fila)
    areas = dict(Area.objects.values_list("codigo", "nombre"))
    compuesta = como_datos(fila.definicion)
    puestos = consultas.puestos_que_nombran(publicada, compuesta)
    dichas = fases_de(definicion, areas=areas, antes=publicada, ahora=compuesta, puestos=puestos)
    contexto = {
        "titulo": _("%(nombre)s, versión %(n)d") % {"nombre": definicion.nombre, "n": fila.numero},
        "version": fila,
        "definicion": definicion,
        "areas": areas,
        "resumen": [
            Fila(_("Estado"), str(fila.get_estado_display())),
            Fila(_("Área"), areas.get(definicion.area, definicion.area)),
            Fila(_("Qué se presenta"), str(NATURALEZAS[legal.naturaleza])),
            *_plazo_y_silencio(legal),
            Fila(_("Órgano que resuelve"), legal.organo.nombre),
            Fila(_("Tasa"), legal.tasa_fijada or _("Pendiente de que la fije la ordenanza.")),
            Fila(
                _("Cuánto se conserva el expediente"),
                legal.conservacion_fijada
                or _("Pendiente de que lo fije el calendario del Archivo. Mientras tanto no se destruye."),
            ),
            Fila(_("Modelo"), str(fila.modelo)),
            Fila(_("Huella"), fila.huella),
        ],
        "puede_publicar": request.actor.puede(PUBLICAR),
        "la_envio": fila.cargada_por == request.actor.id,
        "cambios": _cambios(compuesta, publicada, puestos),
        "dichas": dichas,
        "dibujo": dibujar(dichas, definicion.tareas),
    }
    return render(request, "admin_tecnica/catalogo_version.html", contexto)


def _publicada_de(fila: VersionProcedimiento) -> dict[str, Valor] | None:
    """With what a version in trial is compared; None where there is nothing to compare."""
    publicada = consultas.publicada(fila.procedimiento.codigo)
    if publicada is None or fila.estado != VersionProcedimiento.Estado.ENSAYO:
        return None
    return como_datos(publicada.definicion)


def _cambios(
    compuesta: Mapping[str, Valor], publicada: dict[str, Valor] | None, puestos: Mapping[str, str]
) -> list[str]:
    """What a version in trial changes of the published one, in words."""
    return [] if publicada is None else [d.texto for d in diferencias(publicada, compuesta, puestos=puestos)]


@empleado(CARGAR)
@require_GET
def fichero(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """A version as a file that another town can load. Raises NoEncontrado, Conflicto (one of before its own layer was kept)."""
    fila = _version(version_id)
    return descarga_json(fichero_de(fila), nombre_de_fichero(fila))


@empleado(PUBLICAR)
def publicar(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """Publish a version, which locks it."""
    fila = _version(version_id)
    cambio = Cambio(
        _("Publicar «%(nombre)s», versión %(n)d") % {"nombre": fila.procedimiento.nombre, "n": fila.numero},
        _("Publicar"),
        reverse("admin_tecnica:version", args=[version_id]),
        _("Versión publicada."),
        _(
            "Desde ahora se tramitará con ella lo que empiece, y ya no se podrá cambiar. Lo empezado sigue con la versión que tenía."
        ),
    )
    return cambiar(
        request,
        cambio,
        _confirmacion(request),
        lambda _d: acciones.publicar(actor=request.actor, version_id=version_id, reloj=reloj_de_la_casa()),
    )


@empleado(PUBLICAR)
def retirar(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """Withdraw a published version."""
    fila = _version(version_id)
    cambio = Cambio(
        _("Retirar «%(nombre)s», versión %(n)d") % {"nombre": fila.procedimiento.nombre, "n": fila.numero},
        _("Retirar"),
        reverse("admin_tecnica:version", args=[version_id]),
        _("Versión retirada."),
        _("La sede dejará de ofrecer este trámite. Lo empezado sigue hasta el final."),
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        _confirmacion(request),
        lambda _d: acciones.retirar(actor=request.actor, version_id=version_id, reloj=reloj_de_la_casa()),
    )


@empleado(PUBLICAR)
def descartar(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """Give up a version in trial."""
    fila = _version(version_id)
    cambio = Cambio(
        _("Descartar «%(nombre)s», versión %(n)d") % {"nombre": fila.procedimiento.nombre, "n": fila.numero},
        _("Descartar"),
        reverse("admin_tecnica:version", args=[version_id]),
        _("Versión descartada."),
        _("No se publicará. Lo que dice se conserva, y se puede partir de ella para preparar otra."),
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        _confirmacion(request),
        lambda _d: acciones.descartar(actor=request.actor, version_id=version_id, reloj=reloj_de_la_casa()),
    )


@empleado(PUBLICAR)
@require_GET
def areas(request: PeticionConActor) -> HttpResponse:
    """Each area of the definitions and the unit that answers for it today."""
    contexto = {"titulo": _("Áreas"), "areas": consultas.areas_con_unidad(en=dia_de_hoy())}
    return render(request, "admin_tecnica/areas.html", contexto)


@empleado(PUBLICAR)
def area(request: PeticionConActor, codigo: str) -> HttpResponse:
    """Give an area to a unit."""
    actual = Area.objects.filter(codigo=codigo).first()
    if actual is None:
        raise NoEncontrado(_("No encontramos esa área."))
    iniciales = {"nombre": actual.nombre, "unidad_id": str(actual.unidad_id or "")}
    form = DatosArea(request.POST or None, initial=iniciales, unidades=opciones_de_unidades(dia_de_hoy()))
    cambio = Cambio(
        _("Quién responde de «%(area)s»") % {"area": actual.nombre},
        _("Guardar"),
        reverse("admin_tecnica:areas"),
        _("Área asignada."),
        _("Vale para lo que empiece desde ahora. Los expedientes abiertos siguen en su unidad."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: acciones.asignar_area(
            actor=request.actor,
            area=codigo,
            unidad_id=UUID(str(d["unidad_id"])),
            nombre=str(d["nombre"]),
            reloj=reloj_de_la_casa(),
        ),
    )


def _confirmacion(request: PeticionConActor) -> forms.Form:
    return forms.Form(request.POST if request.method == "POST" else None)


def _uno_solo(ficheros: dict[str, bytes]) -> dict[str, bytes]:
    if len(ficheros) != 1:
        mensaje = _("Elija un solo fichero: cada uno se comprueba y se carga aparte.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("ficheros", mensaje)])
    return ficheros


def _cargada(request: PeticionConActor, carga: Carga) -> HttpResponse:
    dicho = _("Cargado.") if carga.nueva else _("Ya estaba cargado: no ha cambiado nada.")
    messages.success(request, dicho)
    if carga.version_id is None:
        return HttpResponseRedirect(reverse("admin_tecnica:catalogo"))
    return HttpResponseRedirect(reverse("admin_tecnica:version", args=[carga.version_id]))


def _plazo_y_silencio(legal: DatosLegales) -> list[Fila]:
    """None of both, of what has effects from its day."""
    if legal.declarada or legal.plazo is None:
        return []
    unidad = palabras.UNIDADES_DE_TIEMPO.get(legal.plazo.unidad, legal.plazo.unidad)
    return [
        Fila(_("Plazo para resolver"), f"{legal.plazo.cantidad} {unidad} ({legal.plazo.regimen})"),
        Fila(_("Silencio"), str(palabras.SILENCIOS.get(legal.silencio, legal.silencio))),
    ]


def _version(version_id: UUID) -> VersionProcedimiento:
    fila = VersionProcedimiento.objects.select_related("procedimiento", "modelo").filter(id=version_id).first()
    if fila is None:
        raise NoEncontrado(_("No encontramos esa versión del procedimiento."))
    return fila
