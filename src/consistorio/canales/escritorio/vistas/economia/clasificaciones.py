"""The classifications of the budget of a year at the desk, with their files, and the organic codes that the town makes, renames and closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.economia.marco import POR_PAGINA, anio_de_presupuesto, ficheros, marco
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Celda, Tabla, descarga_de_tabla
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Clasificacion, CodigoOrganico
from consistorio.economia.presupuesto.operaciones.organica import LARGO
from consistorio.economia.presupuesto.organicas import organicas_de, vigentes
from consistorio.economia.presupuesto.permisos import PREPARAR, VER
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.plataforma.organizacion.models import Unidad

LARGO_BUSQUEDA: Final = 60
CORTO: Final = {"data-ancho": "10"}


class Organica(Formulario):
    """An organic code: how it is called and whose it is, since a day."""

    codigo = forms.CharField(
        label=gettext_lazy("Código"),
        max_length=LARGO,
        widget=forms.TextInput(attrs=CORTO),
        help_text=gettext_lazy("Por ejemplo, 01"),
    )
    denominacion = forms.CharField(label=gettext_lazy("Cómo se llama"), max_length=600)
    unidad = forms.TypedChoiceField(
        label=gettext_lazy("Unidad que lo gestiona"), coerce=UUID, empty_value=None, required=False
    )
    desde = DiaCorto(gettext_lazy("¿Desde qué día?"))

    def __init__(self, datos: object, codigo: str = "", puesto: CodigoOrganico | None = None, nombre: str = "") -> None:
        unidad = puesto.unidad_id if puesto is not None else None
        super().__init__(datos, initial={"denominacion": nombre, "unidad": str(unidad or "")})
        unidades = unidades_vigentes(en=hoy(reloj_de_la_casa()))
        self.fields["unidad"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguna")),
            *((str(una.id), una.nombre) for una in unidades),
        ]
        if codigo:
            del self.fields["codigo"]


class Cierre(Formulario):
    """Since when it takes no more."""

    desde = DiaCorto(gettext_lazy("¿Desde qué día?"))


@empleado(VER)
@require_GET
def clasificaciones(request: PeticionConActor, anio: int) -> HttpResponse:
    """The codes of one classification that answer a search, a page at a time."""
    anio_de_presupuesto(anio)
    clase, busca = _clase(request), request.GET.get("q", "").strip()[:LARGO_BUSQUEDA]
    tras = request.GET.get("tras", "")[:LARGO]
    filas = [uno for uno in _filas(anio, clase, busca) if uno.codigo > tras][: POR_PAGINA + 1]
    base, esta = reverse("escritorio:clasificaciones", args=[anio]), urlencode({"clase": clase, "q": busca})
    de_organica = clase == Clasificacion.Clase.ORGANICA
    ahora = vigentes(hoy(reloj_de_la_casa())) if de_organica else {}
    unidades = dict(Unidad.objects.filter(id__in={c.unidad_id for c in ahora.values()}).values_list("id", "nombre"))
    contexto = {
        **marco(request, anio, "presupuesto"),
        "titulo": _("Clasificaciones de %(anio)d") % {"anio": anio},
        "clases": [
            Enlace(str(nombre), f"{base}?{urlencode({'clase': una, 'q': busca})}", una == clase)
            for una, nombre in Clasificacion.Clase.choices
        ],
        "clase": clase,
        "busca": busca,
        "base": base,
        "de_organica": de_organica,
        "breve": not de_organica,
        "filas": [_vista(uno, ahora.get(uno.codigo), unidades) for uno in filas[:POR_PAGINA]],
        "siguiente": f"{base}?{esta}&{urlencode({'tras': filas[POR_PAGINA - 1].codigo})}"
        if len(filas) > POR_PAGINA
        else "",
        "anterior": f"{base}?{esta}" if tras else "",
        "puede": request.actor.puede(PREPARAR) and de_organica,
        "descargas": ficheros("escritorio:fichero_de_clasificaciones", anio, esta),
        "vuelta_presupuesto": reverse("escritorio:presupuesto", args=[anio]),
    }
    return render(request, "escritorio/economia/clasificaciones.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """What the page shows, whole, as a file."""
    anio_de_presupuesto(anio)
    clase, busca = _clase(request), request.GET.get("q", "").strip()[:LARGO_BUSQUEDA]
    ahora = vigentes(hoy(reloj_de_la_casa())) if clase == Clasificacion.Clase.ORGANICA else {}
    filas: list[Sequence[Celda]] = [
        (uno.codigo, uno.denominacion, _de_quien(uno, ahora.get(uno.codigo))) for uno in _filas(anio, clase, busca)
    ]
    tabla = Tabla(str(Clasificacion.Clase(clase).label), (_("Código"), _("Denominación"), _("De quién es")), filas)
    return descarga_de_tabla(tabla, formato, f"clasificacion-{clase}-{anio}")


def _clase(request: PeticionConActor) -> str:
    dicha = request.GET.get("clase", "")
    return dicha if dicha in Clasificacion.Clase.values else str(Clasificacion.Clase.PROGRAMA)


def _filas(anio: int, clase: str, busca: str) -> Iterable[Clasificacion]:
    """Those of a classification; of the organic one of a year whose budget is not loaded, what it will have."""
    if clase == Clasificacion.Clase.ORGANICA and not _abierta(anio):
        futuras = sorted(organicas_de(anio), key=lambda uno: uno.codigo)
        texto = busca.casefold()
        return [
            _por_abrir(anio, uno)
            for uno in futuras
            if uno.codigo.casefold().startswith(texto) or texto in uno.denominacion.casefold()
        ]
    filas = Clasificacion.objects.filter(ejercicio=anio, clase=clase).order_by("codigo")
    return filas.filter(Q(codigo__startswith=busca.upper()) | Q(denominacion__icontains=busca)) if busca else filas


def _abierta(anio: int) -> bool:
    return Clasificacion.objects.filter(ejercicio=anio).exists()


def _por_abrir(anio: int, uno: CodigoOrganico) -> Clasificacion:
    return Clasificacion(
        ejercicio_id=anio,
        clase=Clasificacion.Clase.ORGANICA,
        codigo=uno.codigo,
        denominacion=uno.denominacion,
        propio=True,
    )


def _de_quien(uno: Clasificacion, ahora: CodigoOrganico | None) -> str:
    if ahora is not None and ahora.cerrado:
        return _("Cerrado desde el %(d)s") % {"d": f"{ahora.desde:%d/%m/%Y}"}
    return _("Del Ayuntamiento") if uno.propio else _("De la Orden")


def _vista(uno: Clasificacion, ahora: CodigoOrganico | None, unidades: Mapping[UUID, str]) -> dict[str, object]:
    return {
        "codigo": uno.codigo,
        "nombre": uno.denominacion,
        "de_quien": _de_quien(uno, ahora),
        "unidad": unidades.get(ahora.unidad_id, "") if ahora is not None and ahora.unidad_id else "",
        "cerrado": ahora is not None and ahora.cerrado,
    }


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def crear(request: PeticionConActor, anio: int) -> HttpResponse:
    """Make an organic code."""
    anio_de_presupuesto(anio)
    form = Organica(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        hecho = acciones.crear_organica(
            actor=request.actor,
            codigo=form.cleaned_data["codigo"],
            denominacion=form.cleaned_data["denominacion"],
            unidad_id=form.cleaned_data["unidad"],
            desde=form.cleaned_data["desde"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El código %(c)s está dado de alta.") % {"c": hecho.codigo})
        return redirect(_lista(anio))

    explicacion = _("Vale para el presupuesto del año de ese día y para los siguientes.")
    return atender(request, form, _pagina(anio, _("Dar de alta un código orgánico"), explicacion), hacer)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def renombrar(request: PeticionConActor, anio: int, codigo: str) -> HttpResponse:
    """Give an organic code another name or another unit, since a day."""
    suyo = _suyo(anio, codigo)
    ahora = vigentes(hoy(reloj_de_la_casa())).get(codigo)
    form = Organica(request.POST if request.method == "POST" else None, codigo, ahora, suyo.denominacion)

    def hacer() -> HttpResponse:
        acciones.renombrar_organica(
            actor=request.actor,
            codigo=codigo,
            denominacion=form.cleaned_data["denominacion"],
            unidad_id=form.cleaned_data["unidad"],
            desde=form.cleaned_data["desde"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("El código %(c)s está cambiado.") % {"c": codigo})
        return redirect(_lista(anio))

    explicacion = _("Los años anteriores conservan el nombre que tenían.")
    return atender(request, form, _pagina(anio, _("Cambiar el código %(c)s") % {"c": codigo}, explicacion), hacer)


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def cerrar(request: PeticionConActor, anio: int, codigo: str) -> HttpResponse:
    """Have an organic code take no new application, since a day."""
    suyo = _suyo(anio, codigo)
    form = Cierre(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.cerrar_organica(
            actor=request.actor, codigo=codigo, desde=form.cleaned_data["desde"], reloj=reloj_de_la_casa()
        )
        messages.success(request, _("El código %(c)s está cerrado.") % {"c": codigo})
        return redirect(_lista(anio))

    explicacion = _("%(n)s: no admitirá aplicaciones nuevas. Las que tiene siguen como están.")
    pagina = _pagina(anio, _("Cerrar el código %(c)s") % {"c": codigo}, explicacion % {"n": suyo.denominacion})
    return atender(request, form, pagina, hacer)


def _suyo(anio: int, codigo: str) -> Clasificacion:
    """An organic code of a year. Raises NoEncontrado."""
    suyo = Clasificacion.objects.filter(ejercicio=anio, clase=Clasificacion.Clase.ORGANICA, codigo=codigo).first()
    if suyo is None and not _abierta(anio):
        suyo = next((_por_abrir(anio, uno) for uno in organicas_de(anio) if uno.codigo == codigo), None)
    if suyo is None:
        raise NoEncontrado(_("No encontramos ese código orgánico en %(anio)d.") % {"anio": anio})
    return suyo


def _lista(anio: int) -> str:
    return f"{reverse('escritorio:clasificaciones', args=[anio])}?clase={Clasificacion.Clase.ORGANICA}"


def _pagina(anio: int, titulo: str, explicacion: str) -> PaginaDeFormulario:
    return PaginaDeFormulario(
        titulo,
        _("Economía"),
        explicacion,
        _("Guardarlo"),
        _lista(anio),
        _("Clasificaciones de %(anio)d") % {"anio": anio},
    )
