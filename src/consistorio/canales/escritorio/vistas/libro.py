"""The books of decrees and of acuerdos: their numbers, diligencias, printed volumes and certificates (ROF 198 to 207)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_libro
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.resoluciones import consultas
from consistorio.servicios.resoluciones.acciones import (
    abrir_libro,
    anular_por_diligencia,
    cerrar_libro,
    certificar,
    imprimir_libro,
)
from consistorio.servicios.resoluciones.models import Libro, Resolucion
from consistorio.servicios.resoluciones.permisos import ANULAR, CERTIFICAR, LIBRO

POR_PAGINA = 25


class NadaQueRellenar(forms.Form):
    """It only asks whether to go on."""


class Motivo(forms.Form):
    """Why a number is given up."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué se anula el número?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Escriba por qué se anula el número.")},
    )


class Finalidad(forms.Form):
    """What a certificate is for."""

    finalidad = forms.CharField(
        label=gettext_lazy("¿Para qué se pide?"),
        help_text=gettext_lazy("Por ejemplo: para presentarlo en el Registro de la Propiedad."),
        max_length=300,
        error_messages={"required": gettext_lazy("Escriba para qué se pide el certificado.")},
    )


@empleado(LIBRO)
@require_GET
def libros(request: PeticionConActor) -> HttpResponse:
    """The books, the newest first, and the opening of those of this year that do not exist yet."""
    hechos = list(consultas.libros()[:100])
    contexto = {
        "titulo": _("Libros de resoluciones y acuerdos"),
        "libros": hechos,
        "por_abrir": lecturas_libro.por_abrir(hechos, anio=hoy(reloj_de_la_casa()).year),
    }
    return render(request, "escritorio/libros.html", contexto)


@empleado(LIBRO)
@require_GET
def libro(request: PeticionConActor, codigo: str, anio: int) -> HttpResponse:
    """A page of the book of a year in the order of its numbers (keyset by number)."""
    mostrado = _libro(codigo, anio)
    registrar_acceso(request.actor, que="resolucion", objeto_id=mostrado.id, motivo=str(mostrado))
    desde = request.GET.get("desde", "")
    primero = int(desde) if desde.isdecimal() and len(desde) < 8 else 1
    filas = consultas.indice(mostrado, desde=primero, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:libro", args=[codigo, anio])
    volumen = reverse("escritorio:imprimir_libro", args=[codigo, anio])
    contexto = {
        "titulo": str(mostrado),
        "libro": mostrado,
        "filas": lecturas_libro.filas(filas[:POR_PAGINA], request.actor),
        "siguiente": f"{aqui}?desde={filas[POR_PAGINA].numero}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if primero > 1 else "",
        "diligencias": lecturas_libro.diligencias(mostrado),
        "impresos": lecturas_libro.impresos(mostrado),
        "tomos": [(uno, hasta, f"{volumen}?desde={uno}") for uno, hasta in lecturas_libro.tomos(mostrado)],
        "se_puede_cerrar": mostrado.cerrado_el is None and anio < hoy(reloj_de_la_casa()).year,
    }
    return render(request, "escritorio/libro.html", contexto)


def _libro(codigo: str, anio: int) -> Libro:
    mostrado = consultas.libros().filter(codigo=codigo, anio=anio).first()
    if mostrado is None:
        raise NoEncontrado(_("No hay un libro de %(anio)s con ese nombre.") % {"anio": anio})
    return mostrado


@empleado(LIBRO)
@require_POST
def abrir(request: PeticionConActor, codigo: str, anio: int) -> HttpResponse:
    """Open the book of a year with its diligencia."""
    abrir_libro(actor=request.actor, codigo=codigo, anio=anio, reloj=reloj_de_la_casa())
    messages.success(request, _("Libro abierto. Su diligencia espera la firma de la Secretaría."))
    return redirect("escritorio:libro", codigo=codigo, anio=anio)


@empleado(LIBRO)
@require_http_methods(["GET", "POST"])
def cerrar(request: PeticionConActor, codigo: str, anio: int) -> HttpResponse:
    """What closing the book of a year does (GET), and close it (POST)."""
    por_cerrar = _libro(codigo, anio)

    def hacer() -> HttpResponse:
        cerrar_libro(actor=request.actor, codigo=codigo, anio=anio, reloj=reloj_de_la_casa())
        messages.success(request, _("Libro cerrado. Su diligencia espera la firma de la Secretaría."))
        return redirect("escritorio:libro", codigo=codigo, anio=anio)

    explicacion = _(
        "Ya no entrará ningún número: lo que falte de ese año tendrá que decidirse otra vez. Queda una diligencia que firma la Secretaría. "
        "No se puede deshacer."
    )
    pagina = _pagina_del_libro(
        _("Cerrar el libro"), por_cerrar, lecturas_libro.lo_que_tiene(por_cerrar), explicacion, peligro=True
    )
    return atender(request, NadaQueRellenar(request.POST if request.method == "POST" else None), pagina, hacer)


@empleado(LIBRO)
@require_http_methods(["GET", "POST"])
def imprimir(request: PeticionConActor, codigo: str, anio: int) -> HttpResponse:
    """What printing a volume of the book does (GET), and print it as a PDF that is sealed by a job (POST)."""
    impreso = _libro(codigo, anio)
    desde = request.GET.get("desde", "")
    primero = int(desde) if desde.isdecimal() and len(desde) < 8 else 1
    tomo = next((uno for uno in lecturas_libro.tomos(impreso) if uno[0] == primero), None)
    if tomo is None:
        raise NoEncontrado(_("El %(libro)s no tiene esos números.") % {"libro": impreso})

    def hacer() -> HttpResponse:
        imprimir_libro(actor=request.actor, codigo=codigo, anio=anio, reloj=reloj_de_la_casa(), desde=primero)
        messages.success(request, _("Libro impreso. Se está sellando."))
        return redirect("escritorio:libro", codigo=codigo, anio=anio)

    explicacion = _(
        "Se hace un PDF con lo que dicen hoy esos números, con su índice, y el programa lo sella. Queda guardado entre los documentos del "
        "libro: no se puede quitar, aunque después se imprima otro."
    )
    pagina = _pagina_del_libro(_("Imprimir el libro"), impreso, lecturas_libro.lo_que_lleva(*tomo), explicacion)
    return atender(request, NadaQueRellenar(request.POST if request.method == "POST" else None), pagina, hacer)


def _pagina_del_libro(
    titulo: str, de_que: Libro, contiene: str, explicacion: str, *, peligro: bool = False
) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:libro", args=[de_que.codigo, de_que.anio])
    return PaginaDeFormulario(titulo, str(de_que), f"{contiene} {explicacion}", titulo, vuelta, str(de_que), peligro)


@empleado(LIBRO)
@require_GET
def documento(request: PeticionConActor, codigo: str, anio: int, documento_id: UUID) -> StreamingHttpResponse:
    """A diligencia, a certificate or a printed volume of the book: they are of no case, so the book is their door."""
    de_que = _libro(codigo, anio)
    hallado = lecturas_libro.documento_del_libro(de_que, documento_id)
    registrar_acceso(
        request.actor,
        que="documento",
        objeto_id=documento_id,
        motivo=str(de_que),
        permitido=hallado is not None,
    )
    if hallado is None:
        raise NoEncontrado(_("Ese documento no es de este libro."))
    return entregar(hallado)


@empleado(ANULAR)
@require_http_methods(["GET", "POST"])
def anular(request: PeticionConActor, resolucion_id: UUID) -> HttpResponse:
    """Give up the number of a resolution that was not signed."""
    resolucion = _resolucion(request, resolucion_id)
    formulario = Motivo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        anular_por_diligencia(
            actor=request.actor,
            resolucion_id=resolucion_id,
            motivo=formulario.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Número anulado. La diligencia espera la firma de la Secretaría."))
        return _al_libro(resolucion)

    explicacion = _("El número no se vuelve a usar. En su lugar queda una diligencia que firma la Secretaría.")
    pagina = _pagina(_("Anular el número"), resolucion, explicacion, _("Anular el número"), peligro=True)
    return atender(request, formulario, pagina, hacer)


@empleado(CERTIFICAR)
@require_http_methods(["GET", "POST"])
def pedir_certificado(request: PeticionConActor, resolucion_id: UUID) -> HttpResponse:
    """Ask for a certificate of a signed resolution."""
    resolucion = _resolucion(request, resolucion_id)
    formulario = Finalidad(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        certificar(
            actor=request.actor,
            resolucion_id=resolucion_id,
            finalidad=formulario.cleaned_data["finalidad"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Certificado pedido. Lo firman la Secretaría y la Alcaldía."))
        return _al_libro(resolucion)

    explicacion = _("Lo firma la Secretaría con el visto bueno de la Alcaldía.")
    pagina = _pagina(_("Pedir un certificado"), resolucion, explicacion, _("Pedir el certificado"))
    return atender(request, formulario, pagina, hacer)


def _resolucion(request: PeticionConActor, resolucion_id: UUID) -> Resolucion:
    hallada = consultas.visibles_para(request.actor).filter(id=resolucion_id).first()
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa resolución."))
    return hallada


def _pagina(
    titulo: str, resolucion: Resolucion, explicacion: str, boton: str, *, peligro: bool = False
) -> PaginaDeFormulario:
    leyenda = f"{resolucion.numero_completo} · {resolucion.asunto}"
    vuelta, de_que = reverse("escritorio:libros"), _("Libros de resoluciones y acuerdos")
    if resolucion.en_sesion:
        vuelta, de_que = reverse("escritorio:acuerdos"), _("Acuerdos")
    return PaginaDeFormulario(titulo, leyenda, explicacion, boton, vuelta, de_que, peligro)


def _al_libro(resolucion: Resolucion) -> HttpResponse:
    if resolucion.libro is None:
        return redirect("escritorio:libros")
    return redirect("escritorio:libro", codigo=resolucion.libro.codigo, anio=resolucion.libro.anio)
