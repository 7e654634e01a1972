"""The documents of a case by pages, and the folders in which its unit arranges them."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_documentos as lecturas
from consistorio.canales.escritorio.actos.campos import PARA_ELEGIR
from consistorio.canales.escritorio.marcas import con_las_marcas, los_marcados, lugar_de
from consistorio.canales.escritorio.vistas.expediente import pagina_del_expediente
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, anotar_problemas, atender
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes import acciones
from consistorio.tramitacion.expedientes import carpetas as consultas
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.acciones.carpetas import LARGO_DEL_NOMBRE
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER

POR_PAGINA = 50
HALLADOS = 100


@empleado(VER)
@require_http_methods(["GET", "POST"])
def documentos(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """A page of the documents of the case; by POST, those of a kind or with some words: names do not belong in addresses."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    carpetas = consultas.carpetas_de(expediente)
    vista = lecturas.vista_de(expediente, carpetas, request.GET.get("carpeta", ""), request.GET.get("orden", ""))
    texto, tipo = request.POST.get("texto", "").strip()[:100], request.POST.get("tipo", "")
    tras = identificador(request.GET.get("tras"))
    filtra = bool(texto or tipo)
    if filtra:
        puestos = consultas.documentos_que_dicen(expediente, request.actor, texto=texto, tipo=tipo, limite=HALLADOS + 1)
    else:
        puestos = consultas.pagina_de_documentos(
            expediente,
            request.actor,
            carpeta=vista.carpeta,
            sueltos=vista.sueltos,
            orden=vista.orden,
            tras=tras,
            limite=POR_PAGINA + 1,
        )
    tipos = consultas.tipos_de_documentos(expediente, request.actor)
    tope = HALLADOS if filtra else POR_PAGINA
    hay_mas = len(puestos) > tope
    return pagina_del_expediente(
        request,
        expediente,
        "documentos",
        filas=lecturas.documentos_con_firma(puestos[:tope], carpetas),
        carpetas=lecturas.enlaces_de_carpetas(vista, carpetas),
        destinos=carpetas,
        ordenes=lecturas.enlaces_de_orden(vista),
        tipos=[(codigo, TIPOS_DOCUMENTALES[codigo]) for codigo in tipos],
        filtra=filtra,
        texto=texto,
        tipo=tipo,
        hay_mas=hay_mas,
        tope=tope,
        actual=vista.cual,
        no_caben=sum(tipos.values()) > PARA_ELEGIR,
        lugar=lugar_de(request.GET, ("carpeta", "orden", "tras")),
        marcadas=los_marcados(request.GET),
        siguiente=vista.direccion(tras=str(puestos[tope - 1].id)) if hay_mas and not filtra else "",
        anterior=vista.direccion() if tras and not filtra else "",
    )


@empleado(TRAMITAR)
@require_POST
def colocar(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Put what was marked in a folder, or in another place of the one where it is."""
    expediente_para(request.actor, expediente_id, TRAMITAR)
    vuelta = reverse("escritorio:expediente", args=[expediente_id])
    donde_estaban = con_las_marcas(vuelta, request.POST, ("carpeta", "orden", "tras"))
    destino = request.POST.get("destino", "")
    carpeta = identificador(destino)
    if not carpeta and destino != lecturas.SUELTOS:
        messages.error(request, _("Elija a qué carpeta van."))
        return redirect(donde_estaban)
    try:
        acciones.colocar_documentos(
            actor=request.actor,
            expediente_id=expediente_id,
            puestos=los_marcados(request.POST),
            carpeta_id=carpeta,
            lugar=numero(request.POST.get("lugar")),
            reloj=reloj_de_la_casa(),
        )
    except DatosIncorrectos as error:
        messages.error(request, error.mensaje)
        return redirect(donde_estaban)
    messages.success(request, _("Documentos colocados. El índice del expediente no cambia."))
    return redirect(f"{vuelta}?carpeta={destino}")


class NuevaCarpeta(forms.Form):
    """Its name, and inside of which."""

    nombre = forms.CharField(
        label=gettext_lazy("Nombre de la carpeta"),
        max_length=LARGO_DEL_NOMBRE,
        error_messages={"required": gettext_lazy("Escriba el nombre de la carpeta.")},
    )
    padre = forms.TypedChoiceField(
        label=gettext_lazy("¿Dentro de otra?"), required=False, coerce=UUID, empty_value=None
    )


class CambioDeCarpeta(forms.Form):
    """Its name and its place."""

    nombre = NuevaCarpeta.base_fields["nombre"]
    lugar = forms.IntegerField(
        label=gettext_lazy("Lugar entre las de su nivel"),
        min_value=1,
        widget=forms.NumberInput(attrs={"data-ancho": "4"}),
        error_messages={
            "required": gettext_lazy("Escriba en qué lugar va: 1 es el primero."),
            "invalid": gettext_lazy("Escriba el lugar con un número."),
            "min_value": gettext_lazy("El primer lugar es el 1."),
        },
    )


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def carpetas(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The folders of a case, and making one."""
    expediente = expediente_para(request.actor, expediente_id, TRAMITAR)
    suyas = consultas.carpetas_de(expediente)
    formulario = NuevaCarpeta(request.POST if request.method == "POST" else None)
    padre = formulario.fields["padre"]
    if isinstance(padre, forms.ChoiceField):
        sueltas = [(str(una.carpeta.id), una.carpeta.nombre) for una in suyas if una.carpeta.padre_id is None]
        padre.choices = [("", _("No: suelta")), *sueltas]
    if request.method == "POST" and formulario.is_valid():
        try:
            acciones.crear_carpeta(
                actor=request.actor,
                expediente_id=expediente_id,
                nombre=formulario.cleaned_data["nombre"],
                padre_id=formulario.cleaned_data["padre"],
                reloj=reloj_de_la_casa(),
            )
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
        else:
            messages.success(request, _("Carpeta creada."))
            return redirect("escritorio:carpetas", expediente_id=expediente_id)
    contexto = {
        "titulo": _("Carpetas del expediente"),
        "expediente": expediente,
        "carpetas": suyas,
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/carpetas.html", contexto, status=422 if formulario.errors else 200)


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def carpeta(request: PeticionConActor, expediente_id: UUID, carpeta_id: UUID) -> HttpResponse:
    """Change the name or the place of a folder."""
    expediente = expediente_para(request.actor, expediente_id, TRAMITAR)
    suya = expediente.carpetas.filter(id=carpeta_id).first()
    if suya is None:
        raise NoEncontrado(_("Esa carpeta no es de este expediente, o ya no está."))
    formulario = CambioDeCarpeta(
        request.POST if request.method == "POST" else None, initial={"nombre": suya.nombre, "lugar": suya.lugar}
    )

    def hacer() -> HttpResponse:
        acciones.cambiar_carpeta(
            actor=request.actor,
            expediente_id=expediente_id,
            carpeta_id=carpeta_id,
            nombre=formulario.cleaned_data["nombre"],
            lugar=formulario.cleaned_data["lugar"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Carpeta cambiada."))
        return redirect("escritorio:carpetas", expediente_id=expediente_id)

    pagina = PaginaDeFormulario(
        _("Cambiar una carpeta"),
        expediente.numero,
        _("Lo que tiene dentro sigue en ella. El índice del expediente no cambia."),
        _("Guardar"),
        reverse("escritorio:carpetas", args=[expediente_id]),
        _("Carpetas del expediente"),
    )
    return atender(request, formulario, pagina, hacer)


@empleado(TRAMITAR)
@require_POST
def retirar(request: PeticionConActor, expediente_id: UUID, carpeta_id: UUID) -> HttpResponse:
    """Take an empty folder away."""
    try:
        acciones.retirar_carpeta(
            actor=request.actor, expediente_id=expediente_id, carpeta_id=carpeta_id, reloj=reloj_de_la_casa()
        )
    except Conflicto as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("Carpeta quitada."))
    return redirect("escritorio:carpetas", expediente_id=expediente_id)
