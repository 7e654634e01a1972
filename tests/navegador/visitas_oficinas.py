"""The visits of the registry office, the administration and the designer, and who has an account."""

from __future__ import annotations

from collections.abc import Callable

from consistorio.canales.acceso import urls as acceso
from consistorio.plataforma.cola.consultas import trabajos
from consistorio.plataforma.organizacion.models import (
    Delegacion,
    Empleado,
    Ocupacion,
    Puesto,
    Suplencia,
    Unidad,
)
from consistorio.servicios.incidencias.models import CaidaDetectada, Incidencia
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, Modelo, VersionProcedimiento
from consistorio.tramitacion.motor.models import CambioDeVersion
from tests.navegador.fichas import Fichas
from tests.navegador.quien_visita import (
    ADMINISTRA,
    JEFA,
    REGISTRO,
    SECRETARIO,
    TRAMITA,
    Datos,
    Visita,
    anio,
    nada,
)


def incidencia(_fichas: Fichas) -> Datos:
    return {"incidencia_id": Incidencia.objects.order_by("id")[0].id}


def asiento(fichas: Fichas) -> Datos:
    return {"asiento_id": fichas.asiento.id}


def ficha(
    modelo: type[Unidad | Puesto | Ocupacion | Empleado | Suplencia | Delegacion],
) -> Callable[[Fichas], Datos]:
    """The identifier of the first row of a table of the organisation."""
    clave = f"{modelo.__name__.lower()}_id"
    return lambda _fichas: {clave: modelo._default_manager.order_by("id")[0].pk}


def version(_fichas: Fichas) -> Datos:
    return {"version_id": VersionProcedimiento.objects.filter(estado="publicada").order_by("id")[0].id}


def otra_version(_fichas: Fichas) -> Datos:
    """The second version of the works licence, to which cases move."""
    return {"version_id": CambioDeVersion.objects.get().version_id}


def preparado(_fichas: Fichas) -> dict[str, object]:
    """The draft of the area of who heads it."""
    return {"borrador_id": BorradorProcedimiento.objects.get().id}


def modelo_en_ensayo(_fichas: Fichas) -> Datos:
    """The model of an area that waits to be published."""
    return {"modelo_id": Modelo.objects.get(estado="ensayo").id}


DE_LA_OFICINA: dict[str, Visita] = {
    "lista": (REGISTRO, nada),
    "nueva": (REGISTRO, nada),
    "salida": (REGISTRO, nada),
    "reservas": (REGISTRO, nada),
    "contactos": (REGISTRO, nada),
    "contacto": (REGISTRO, lambda f: {"persona_id": f.poder.representado_id}),
    "apoderamientos": (REGISTRO, nada),
    "apoderar": (REGISTRO, nada),
    "apoderamiento": (REGISTRO, lambda f: {"representacion_id": f.poder.id}),
    "prorrogar_apoderamiento": (REGISTRO, lambda f: {"representacion_id": f.poder.id}),
    "terminar_apoderamiento": (REGISTRO, lambda f: {"representacion_id": f.poder.id}),
    "libros": (REGISTRO, nada),
    "asiento": (REGISTRO, asiento),
    "anular": (REGISTRO, asiento),
    "redirigir": (REGISTRO, asiento),
    "rectificar": (REGISTRO, asiento),
}
DE_LA_ADMINISTRACION: dict[str, Visita] = {
    **dict.fromkeys(
        (
            *(
                "inicio",
                "ajustes",
                "trabajos",
                "unidades",
                "nueva_unidad",
                "puestos",
                "nuevo_puesto",
                "roles",
                "nuevo_rol",
            ),
            *("personas", "nueva_persona", "sustituciones", "nueva_suplencia", "nueva_delegacion", "nueva_ausencia"),
            *("calendario", "publicar_calendario", "cargar", "accesos", "incidencias", "nueva_incidencia"),
            *("catalogo", "cargar_procedimiento", "areas", "cabeceras", "regla_notificaciones"),
        ),
        (ADMINISTRA, nada),
    ),
    "trabajo": (
        ADMINISTRA,
        lambda _f: {"trabajo_id": trabajos(estado=None, cola="prueba", antes_de=None, limite=1)[0].id},
    ),
    "abandonar": (
        ADMINISTRA,
        lambda _f: {"trabajo_id": trabajos(estado=None, cola="prueba", antes_de=None, limite=1)[0].id},
    ),
    "reorganizar": (ADMINISTRA, ficha(Unidad)),
    "cerrar_unidad": (ADMINISTRA, ficha(Unidad)),
    "roles_de_puesto": (ADMINISTRA, ficha(Puesto)),
    "ocupar": (ADMINISTRA, ficha(Puesto)),
    "cesar": (ADMINISTRA, ficha(Ocupacion)),
    "rol": (ADMINISTRA, lambda _f: {"codigo": "oac"}),
    "persona": (ADMINISTRA, ficha(Empleado)),
    "terminar_suplencia": (ADMINISTRA, lambda _f: {"suplencia_id": Suplencia.objects.order_by("-hasta")[0].id}),
    "revocar_delegacion": (ADMINISTRA, ficha(Delegacion)),
    "calendario_anio": (ADMINISTRA, anio),
    **dict.fromkeys(("cambiar_incidencia", "terminar_incidencia", "ampliar_plazos"), (ADMINISTRA, incidencia)),
    **dict.fromkeys(
        ("caida", "descartar_caida"), (ADMINISTRA, lambda _f: {"caida_id": CaidaDetectada.objects.get().id})
    ),
    "area": (ADMINISTRA, lambda _f: {"codigo": "urbanismo"}),
    "version": (ADMINISTRA, version),
    "publicar_version": (ADMINISTRA, version),
    "retirar_version": (ADMINISTRA, version),
    "descartar_version": (ADMINISTRA, version),
    "legales": (SECRETARIO, nada),
    "legal": (SECRETARIO, lambda _f: {"codigo": "terraza"}),
    "cambiar_legal": (SECRETARIO, lambda _f: {"codigo": "terraza", "campo": "recursos"}),
}
DEL_DISENO: dict[str, Visita] = {
    "lista": (JEFA, nada),
    "publicados": (TRAMITA, nada),
    "publicado": (TRAMITA, version),
    "traer": (JEFA, nada),
    "modelos": (TRAMITA, nada),
    "modelo": (SECRETARIO, lambda _f: {"codigo": "via_publica"}),
    "publicar_modelo": (SECRETARIO, modelo_en_ensayo),
    "descartar_modelo": (SECRETARIO, modelo_en_ensayo),
    "pasar": (JEFA, otra_version),
    "cambio": (JEFA, lambda _f: {"cambio_id": CambioDeVersion.objects.get().id}),
    "borrador": (JEFA, preparado),
    "diagrama": (JEFA, preparado),
    "descartar": (JEFA, preparado),
    "tamano": (JEFA, preparado),
    "sancionador": (JEFA, preparado),
    "probar": (JEFA, preparado),
    "nueva_tarea": (JEFA, preparado),
    "tarea": (JEFA, lambda f: preparado(f) | {"codigo": "informe_area"}),
    "pago": (JEFA, lambda f: preparado(f) | {"codigo": "tasa_via"}),
    "fiscalizacion": (JEFA, lambda f: preparado(f) | {"codigo": "control"}),
    "publicacion": (JEFA, lambda f: preparado(f) | {"codigo": "anuncio_previo"}),
    "audiencia": (JEFA, lambda f: preparado(f) | {"codigo": "oir"}),
    "consulta": (JEFA, lambda f: preparado(f) | {"codigo": "dictamen"}),
    "firmas": (JEFA, lambda f: preparado(f) | {"codigo": "resolucion"}),
    "quitar_tarea": (JEFA, lambda f: preparado(f) | {"codigo": "comprobar_partes"}),
    "cuando": (JEFA, lambda f: preparado(f) | {"clase": "tarea", "codigo": "control"}),
    "nueva_pregunta": (JEFA, lambda f: preparado(f) | {"paso": "obra"}),
    "pregunta": (JEFA, lambda f: preparado(f) | {"paso": "obra", "codigo": "tipo_obra"}),
    "quitar_pregunta": (JEFA, lambda f: preparado(f) | {"paso": "obra", "codigo": "descripcion"}),
    "como_se_ve": (JEFA, preparado),
    "nueva_pagina": (JEFA, preparado),
    "pagina": (JEFA, lambda f: preparado(f) | {"paso": "obra"}),
    "quitar_pagina": (JEFA, lambda f: preparado(f) | {"paso": "declaracion"}),
    "textos": (JEFA, preparado),
    "texto": (JEFA, lambda f: preparado(f) | {"sentido": "estima"}),
    "nuevo_documento": (JEFA, preparado),
    "documento": (JEFA, lambda f: preparado(f) | {"codigo": "plano"}),
    "quitar_documento": (JEFA, lambda f: preparado(f) | {"codigo": "plano"}),
}
DE_LA_CUENTA: dict[str, Visita] = dict.fromkeys(
    ("cuenta", "mi_certificado", "llaves", "confirmar", "contrasena"), (TRAMITA, nada)
)
DEL_PERSONAL = [patron for patron in acceso.urlpatterns if str(patron.pattern).startswith("empleados/")]
