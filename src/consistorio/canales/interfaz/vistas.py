"""Pages of the interface itself: the catalogue of components and the colours of the town."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from consistorio.canales.interfaz.campos import CampoVisible, OpcionVisible, ParteVisible, partes_de_fecha
from consistorio.canales.interfaz.puertas import publica
from consistorio.canales.interfaz.templatetags.componentes import Enlace, Fila, FilaTarea, Hito

COLORES_QUE_SE_CAMBIAN = ("brand", "link", "link-hover", "link-visited", "surface-background", "surface-border")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@publica("hoja de estilo con los colores de la entidad")
@require_safe
@cache_control(public=True, max_age=3600)
def colores(request: HttpRequest) -> HttpResponse:
    """The town's colours as custom properties. Only known names and #rrggbb values get through."""
    elegidos = settings.CONSISTORIO_COLORES
    reglas = "".join(
        f"--govuk-{nombre}-colour:{elegidos[nombre]};"
        for nombre in COLORES_QUE_SE_CAMBIAN
        if _COLOR.fullmatch(elegidos.get(nombre, ""))
    )
    return HttpResponse(f":root{{{reglas}}}\n", content_type="text/css; charset=utf-8")


@publica("catálogo de componentes, sin datos")
@require_safe
def catalogo(request: HttpRequest) -> HttpResponse:
    """Every component in its states, checked with axe in the tests."""
    campos = campos_de_muestra()
    contexto = {
        "titulo": "Catálogo de componentes",
        "campos": campos,
        "errores": [(c.destino_error, c.error) for c in campos if c.error],
        "filas": [
            Fila("Nombre", "Ana Ruiz Pardo", "#", "Cambiar"),
            Fila("Dirección", "Calle Mayor, 12\n45001 Villaejemplo", "#", "Cambiar"),
            Fila("CSV", "CSV-7K2M-9QXD-44TP", codigo=True),
        ],
        "tareas": [
            FilaTarea("Sus datos", "Completado", "#"),
            FilaTarea("Documentos", "Sin empezar", "#", "Ya tenemos su DNI: no hace falta que lo aporte", "blue"),
            FilaTarea("Revise y presente", "Aún no disponible"),
        ],
        "hitos": [
            Hito(datetime(2026, 11, 3, 9, 15, tzinfo=UTC), "Presentó la solicitud", "Registro 2026-E-000417"),
            Hito(
                datetime(2026, 11, 10, 11, 0, tzinfo=UTC),
                "Le pedimos un documento",
                "Falta el plano",
                "actual",
                "#",
                "Aportar el plano",
            ),
            Hito(None, "Resolución", "Antes del 3 de febrero de 2027", "futura"),
        ],
        "enlaces": [
            Enlace("Portada", "/"),
            Enlace("Trámites", "/tramites/"),
            Enlace("Licencia de obra menor", "", actual=True),
        ],
        "pestanas": [Enlace("Documentos", "#", actual=True), Enlace("Trámites", "#"), Enlace("Interesados", "#")],
    }
    if request.GET.get("mensaje"):
        messages.success(request, "Hemos guardado su borrador.")
    return render(request, "interfaz/catalogo.html", contexto)


def campos_de_muestra() -> list[CampoVisible]:
    """One field of each kind, some with an error."""
    opciones = (
        OpcionVisible("propia", "Sí, es de mi propiedad"),
        OpcionVisible("alquiler", "No, vivo de alquiler", "Tenga a mano el contrato", actual=True),
    )
    return [
        CampoVisible(
            "via", "Calle, plaza o avenida", ayuda="Por ejemplo, calle Mayor", error="Escriba el nombre de la calle"
        ),
        CampoVisible("nif", "DNI o NIE", "nif", valor="12345678Z"),
        CampoVisible("presupuesto", "Presupuesto de la obra", "importe", valor="1.200,50"),
        CampoVisible("descripcion", "¿Qué obra va a hacer?", "texto_largo", obligatorio=False),
        CampoVisible(
            "barrio",
            "Barrio",
            "seleccion",
            opciones=(OpcionVisible("", "Elija un barrio"), OpcionVisible("centro", "Centro")),
        ),
        CampoVisible("vivienda", "¿La vivienda es suya?", "opcion", opciones=opciones),
        CampoVisible(
            "afecta", "¿A qué afecta la obra?", "casillas", opciones=opciones, error="Marque al menos una respuesta"
        ),
        CampoVisible("declaro", "Declaro que los datos son ciertos", "declaracion"),
        CampoVisible(
            "desde",
            "¿Desde cuándo vive aquí?",
            "fecha",
            error="La fecha de la mudanza debe ser hoy o anterior",
            partes=partes_de_fecha("desde", "2039-12-03", "x"),
        ),
        CampoVisible(
            "direccion",
            "Dirección",
            "direccion",
            partes=(
                ParteVisible("direccion.via", "Calle", error="Escriba el nombre de la calle"),
                ParteVisible("direccion.numero", "Número", ancho="5"),
            ),
        ),
        CampoVisible(
            "contrato",
            "Contrato de alquiler o escritura",
            "fichero",
            ayuda="PDF, JPG o PNG, hasta 10 MB. Puede hacer una foto con el móvil.",
            error="El archivo «contrato.heic» no se admite. Suba un PDF, JPG o PNG de menos de 10 MB",
        ),
        CampoVisible("clave", "Contraseña", "contrasena"),
    ]
