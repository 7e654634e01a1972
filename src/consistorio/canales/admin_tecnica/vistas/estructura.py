"""Units, posts and roles."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.admin_tecnica import formularios
from consistorio.canales.admin_tecnica.paginas import (
    Cambio,
    cambiar,
    clave,
    dia_de_hoy,
    dia_pedido,
    opciones_de_personas,
    opciones_de_unidades,
)
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad import permisos
from consistorio.plataforma.organizacion import consultas
from consistorio.plataforma.organizacion.acciones import estructura, personal
from consistorio.plataforma.organizacion.models import Ocupacion, Puesto, Rol, Unidad

POR_PAGINA = 25
ADMINISTRAR = "organizacion.administrar"


@empleado(ADMINISTRAR)
@require_GET
def unidades(request: PeticionConActor) -> HttpResponse:
    """The tree of a day."""
    form = formularios.OtroDia(request.GET)
    en = dia_pedido(form)
    contexto = {
        "titulo": _("Unidades"),
        "otro_dia": form,
        "en": en,
        "ramas": consultas.arbol_de_unidades(en=en),
        "hoy": en == dia_de_hoy(),
    }
    return render(request, "admin_tecnica/unidades.html", contexto)


@empleado(ADMINISTRAR)
def nueva_unidad(request: PeticionConActor) -> HttpResponse:
    """A new unit."""
    form = formularios.NuevaUnidad(request.POST or None, unidades=opciones_de_unidades(dia_de_hoy()))
    cambio = Cambio(_("Nueva unidad"), _("Crear la unidad"), reverse("admin_tecnica:unidades"), _("Unidad creada."))
    return cambiar(
        request,
        cambio,
        form,
        lambda d: estructura.crear_unidad(
            actor=request.actor,
            dir3=str(d["dir3"]),
            nombre=str(d["nombre"]),
            padre_id=clave(form.cleaned_data["padre"]),
            desde=form.cleaned_data["desde"],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
def reorganizar(request: PeticionConActor, unidad_id: UUID) -> HttpResponse:
    """Close a unit and open its successor, with the posts."""
    unidad = _unidad(unidad_id)
    iniciales = {"dir3": unidad.dir3, "nombre": unidad.nombre, "padre": str(unidad.padre_id or "")}
    form = formularios.NuevaUnidad(request.POST or None, initial=iniciales, unidades=opciones_de_unidades(dia_de_hoy()))
    cambio = Cambio(
        _("Reorganizar «%(unidad)s»") % {"unidad": unidad.nombre},
        _("Reorganizar"),
        reverse("admin_tecnica:unidades"),
        _("Unidad reorganizada: sus puestos han pasado a la nueva."),
        _(
            "La unidad se cierra el día anterior y empieza la que la sucede. Lo ya tramitado conserva el nombre antiguo."
        ),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: estructura.reorganizar_unidad(
            actor=request.actor,
            unidad_id=unidad_id,
            dir3=str(d["dir3"]),
            nombre=str(d["nombre"]),
            padre_id=clave(form.cleaned_data["padre"]),
            desde=form.cleaned_data["desde"],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
def cerrar(request: PeticionConActor, unidad_id: UUID) -> HttpResponse:
    """Give a unit its last day."""
    unidad = _unidad(unidad_id)
    form = formularios.UltimoDia(request.POST or None)
    cambio = Cambio(
        _("Cerrar «%(unidad)s»") % {"unidad": unidad.nombre},
        _("Cerrar la unidad"),
        reverse("admin_tecnica:unidades"),
        _("Unidad cerrada."),
        _("No debe tener puestos ni otras unidades que dependan de ella."),
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: estructura.cerrar_unidad(
            actor=request.actor, unidad_id=unidad_id, hasta=form.cleaned_data["hasta"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(ADMINISTRAR)
@require_GET
def puestos(request: PeticionConActor) -> HttpResponse:
    """Posts with who answers for each on a day."""
    form = formularios.OtroDia(request.GET)
    en, hoy, unidad = dia_pedido(form), dia_de_hoy(), clave(request.GET.get("unidad"))
    filas = consultas.cuadro_de_puestos(
        en=en, unidad_id=unidad, despues_de=request.GET.get("despues_de", "")[:60], limite=POR_PAGINA + 1
    )
    visibles = filas[:POR_PAGINA]
    siguiente = ""
    if len(filas) > POR_PAGINA:
        fecha = {"en.dia": en.day, "en.mes": en.month, "en.anio": en.year} if en != hoy else {}
        siguiente = "?" + urlencode({**fecha, "unidad": unidad or "", "despues_de": visibles[-1].puesto.codigo})
    contexto = {
        "titulo": _("Puestos"),
        "otro_dia": form,
        "unidad": unidad,
        "en": en,
        "hoy": en == hoy,
        "filas": visibles,
        "siguiente": siguiente,
        "anterior": request.path if request.GET.get("despues_de") else "",
    }
    return render(request, "admin_tecnica/puestos.html", contexto)


@empleado(ADMINISTRAR)
def nuevo_puesto(request: PeticionConActor) -> HttpResponse:
    """A new post."""
    form = formularios.NuevoPuesto(request.POST or None, unidades=opciones_de_unidades(dia_de_hoy()))
    cambio = Cambio(_("Nuevo puesto"), _("Crear el puesto"), reverse("admin_tecnica:puestos"), _("Puesto creado."))
    return cambiar(
        request,
        cambio,
        form,
        lambda d: estructura.crear_puesto(
            actor=request.actor,
            unidad_id=UUID(form.cleaned_data["unidad"]),
            codigo=str(d["codigo"]),
            nombre=str(d["nombre"]),
            organo=str(d["organo"]),
            roles=form.cleaned_data["roles"],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
def roles_de_puesto(request: PeticionConActor, puesto_id: UUID) -> HttpResponse:
    """What the holder of a post may do."""
    puesto = _puesto(puesto_id)
    form = formularios.RolesDePuesto(
        request.POST or None, initial={"roles": list(puesto.roles.values_list("codigo", flat=True))}
    )
    cambio = Cambio(
        _("Roles de «%(puesto)s»") % {"puesto": puesto.nombre},
        _("Guardar"),
        reverse("admin_tecnica:puestos"),
        _("Roles guardados."),
        _("Valen desde ahora para quien ocupa el puesto y para quien lo suple."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: estructura.asignar_roles(
            actor=request.actor, puesto_id=puesto_id, roles=form.cleaned_data["roles"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(ADMINISTRAR)
def ocupar(request: PeticionConActor, puesto_id: UUID) -> HttpResponse:
    """Somebody takes the post."""
    puesto = _puesto(puesto_id)
    form = formularios.Ocupar(request.POST or None, personas=opciones_de_personas(dia_de_hoy()))
    cambio = Cambio(
        _("Quién ocupa «%(puesto)s»") % {"puesto": puesto.nombre},
        _("Nombrar"),
        reverse("admin_tecnica:puestos"),
        _("Puesto ocupado."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: personal.ocupar(
            actor=request.actor,
            empleado_id=UUID(form.cleaned_data["empleado_id"]),
            puesto_id=puesto_id,
            desde=form.cleaned_data["desde"],
            norma=str(d["norma"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
def cesar(request: PeticionConActor, ocupacion_id: UUID) -> HttpResponse:
    """The last day of somebody in a post."""
    ocupacion = Ocupacion.objects.select_related("puesto", "empleado__persona").filter(id=ocupacion_id).first()
    if ocupacion is None:
        raise NoEncontrado(_("No encontramos esa ocupación."))
    form = formularios.UltimoDia(request.POST or None)
    datos = {"persona": ocupacion.empleado.nombre, "puesto": ocupacion.puesto.nombre}
    cambio = Cambio(
        _("Cese de %(persona)s en «%(puesto)s»") % datos,
        _("Anotar el cese"),
        reverse("admin_tecnica:puestos"),
        _("Cese anotado."),
        _("Lo que firmó sigue valiendo. Al día siguiente pierde los permisos del puesto."),
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: personal.cesar(
            actor=request.actor, ocupacion_id=ocupacion_id, hasta=form.cleaned_data["hasta"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(ADMINISTRAR)
@require_GET
def roles(request: PeticionConActor) -> HttpResponse:
    """Roles and what each may do, in words."""
    etiquetas = {codigo: str(permiso.etiqueta) for codigo, permiso in permisos.registrados().items()}
    filas = [(rol, [etiquetas.get(p, p) for p in rol.permisos]) for rol in consultas.roles()]
    return render(request, "admin_tecnica/roles.html", {"titulo": _("Roles"), "filas": filas})


@empleado(ADMINISTRAR)
def rol(request: PeticionConActor, codigo: str = "") -> HttpResponse:
    """A new role, or what an existing one may do."""
    actual = Rol.objects.filter(codigo=codigo).first() if codigo else None
    if codigo and actual is None:
        raise NoEncontrado(_("No encontramos ese rol."))
    iniciales = {"codigo": actual.codigo, "nombre": actual.nombre, "permisos": actual.permisos} if actual else None
    form = formularios.DatosRol(request.POST or None, initial=iniciales)
    if actual:
        form.fields["codigo"].disabled = True
    cambio = Cambio(
        _("Rol «%(rol)s»") % {"rol": actual.nombre} if actual else _("Nuevo rol"),
        _("Guardar"),
        reverse("admin_tecnica:roles"),
        _("Rol guardado."),
        _("Un cambio vale desde ahora para todas las personas que lo tienen."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: estructura.definir_rol(
            actor=request.actor,
            codigo=str(d["codigo"]),
            nombre=str(d["nombre"]),
            permisos=form.cleaned_data["permisos"],
            reloj=reloj_de_la_casa(),
        ),
    )


def _unidad(unidad_id: UUID) -> Unidad:
    unidad = Unidad.objects.filter(id=unidad_id).first()
    if unidad is None:
        raise NoEncontrado(_("No encontramos esa unidad."))
    return unidad


def _puesto(puesto_id: UUID) -> Puesto:
    puesto = Puesto.objects.filter(id=puesto_id, activo=True).first()
    if puesto is None:
        raise NoEncontrado(_("No encontramos ese puesto."))
    return puesto
