"""The checks of the platform itself."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola import consultas as cola
from consistorio.plataforma.cola.tipos import EstadoTrabajo
from consistorio.plataforma.puertos.antivirus import antivirus
from consistorio.plataforma.puertos.conversion import conversor
from consistorio.plataforma.puertos.correo import correo
from consistorio.plataforma.puertos.face import face
from consistorio.plataforma.puertos.sello_tiempo import sello_tiempo
from consistorio.plataforma.supervision.comprobaciones import Estado, Hallazgo, comprobacion
from consistorio.plataforma.supervision.privilegios import excesos
from consistorio.plataforma.supervision.produccion import ENTORNO

VERSION_MINIMA = 150_000
RETRASO_QUE_PREOCUPA = timedelta(minutes=5)
RETRASO_GRAVE = timedelta(hours=1)
DISCO_QUE_PREOCUPA = 0.10
DISCO_GRAVE = 0.03


@comprobacion(gettext_noop("base de datos"))
def base_de_datos() -> Hallazgo:
    """It answers, is recent enough, and has this version's tables."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        numero, texto = cursor.fetchone()
    if int(numero) < VERSION_MINIMA:
        return Hallazgo(Estado.MAL, _("PostgreSQL %(version)s es demasiado antiguo.") % {"version": texto})
    ejecutor = MigrationExecutor(connections[alias_actual()])
    pendientes = len(ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()))
    if pendientes:
        faltan = ngettext(
            "Falta %(n)d cambio: ejecute «actualizar».", "Faltan %(n)d cambios: ejecute «actualizar».", pendientes
        )
        return Hallazgo(Estado.MAL, faltan % {"n": pendientes})
    return Hallazgo(Estado.BIEN, f"PostgreSQL {texto}")


@comprobacion(gettext_noop("permisos de la base"))
def permisos_de_la_base() -> Hallazgo:
    """The application cannot change what must never change, whatever happens inside it."""
    hallados = excesos(alias_actual())
    if not hallados:
        return Hallazgo(Estado.BIEN, _("La aplicación no puede cambiar ni borrar lo ya registrado."))
    lista = "; ".join(uno.detalle for uno in hallados[:3]) + ("…" if len(hallados) > 3 else ".")
    return Hallazgo(
        Estado.MAL if settings.CONSISTORIO_ENTORNO == ENTORNO else Estado.AVISO,
        _("El usuario de base de datos de la aplicación puede demasiado: %(lista)s") % {"lista": lista},
    )


@comprobacion(gettext_noop("trabajadores"))
def trabajadores() -> Hallazgo:
    """Somebody takes the jobs, and none waits for too long."""
    vivos, retraso = cola.trabajadores_vivos(), cola.retraso()
    minutos = int(retraso.total_seconds() // 60)
    detalle = _("%(vivos)d en marcha; el trabajo más atrasado espera desde hace %(minutos)d min.") % {
        "vivos": vivos,
        "minutos": minutos,
    }
    if not vivos or retraso > RETRASO_GRAVE:
        return Hallazgo(Estado.MAL, detalle)
    return Hallazgo(Estado.AVISO if retraso > RETRASO_QUE_PREOCUPA else Estado.BIEN, detalle)


@comprobacion(gettext_noop("colas"))
def colas() -> Hallazgo:
    """No job has failed for good without anybody looking at it."""
    fallidos = {nombre: n for nombre, estados in cola.resumen().items() if (n := estados.get(EstadoTrabajo.FALLIDO, 0))}
    if fallidos:
        lista = ", ".join(f"{nombre}: {n}" for nombre, n in sorted(fallidos.items()))
        return Hallazgo(Estado.AVISO, _("Trabajos fallidos: %(lista)s.") % {"lista": lista})
    return Hallazgo(Estado.BIEN, _("Ningún trabajo fallido."))


@comprobacion(gettext_noop("disco"))
def disco() -> Hallazgo:
    """There is room for what comes."""
    uso = shutil.disk_usage(settings.CONSISTORIO_VAR if settings.CONSISTORIO_VAR.exists() else "/")
    libre = uso.free / uso.total
    detalle = _("%(gib)d GiB libres (%(por)d %%).") % {"gib": uso.free // 2**30, "por": round(libre * 100)}
    if libre < DISCO_GRAVE:
        return Hallazgo(Estado.MAL, detalle)
    return Hallazgo(Estado.AVISO if libre < DISCO_QUE_PREOCUPA else Estado.BIEN, detalle)


class _Servicio(Protocol):
    """Something outside that a port reaches."""

    def comprobar(self) -> None: ...


def _de_fuera(servicio: _Servicio, mientras: str) -> Hallazgo:
    """A service of others that is down stops nobody: `mientras` says what waits for it."""
    try:
        servicio.comprobar()
    except ServicioNoDisponible as error:
        return Hallazgo(Estado.AVISO, f"{error.mensaje} {mientras}")
    return Hallazgo(Estado.BIEN, _("Responde."))


@comprobacion(gettext_noop("sellado de tiempo"))
def autoridad_de_sellado() -> Hallazgo:
    """The time-stamp authority answers."""
    return _de_fuera(sello_tiempo(), _("Los sellos de tiempo esperan y se ponen cuando vuelva."))


@comprobacion(gettext_noop("correo"))
def servidor_de_correo() -> Hallazgo:
    """The mail server takes our connection."""
    return _de_fuera(correo(), _("Los avisos esperan y se envían cuando vuelva; los plazos no cambian."))


@comprobacion(gettext_noop("conversión de textos"))
def conversion_de_textos() -> Hallazgo:
    """LibreOffice is there and can be kept apart from the network."""
    return _de_fuera(conversor(), _("Los borradores se suben en PDF mientras tanto."))


@comprobacion(gettext_noop("FACe"))
def punto_general_de_facturas() -> Hallazgo:
    """FACe answers, where the town uses it."""
    if not face().activo:
        return Hallazgo(Estado.BIEN, _("No se usa: no hay CONSISTORIO_FACE_URL."))
    return _de_fuera(face(), _("Las facturas esperan allí, y lo que hay que decirle espera en la cola."))


@comprobacion(gettext_noop("antivirus"))
def analisis_de_ficheros() -> Hallazgo:
    """The antivirus answers."""
    return _de_fuera(antivirus(), _("Lo que llegue mientras tanto se analizará cuando responda."))
