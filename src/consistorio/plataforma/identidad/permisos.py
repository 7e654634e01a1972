"""Registry of permissions: every code that an action demands, with the words that people read when they give it out.

`ambito` says who may hold it: staff through the roles of their posts, every identified citizen, or only a system process.
A room adds its codes with `declarar` at import time of its `acciones`, or here. A test checks that every action's code is known.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.accion import ACCIONES


class Ambito(StrEnum):
    """Who may hold a permission."""

    EMPLEADO = "empleado"
    CIUDADANIA = "ciudadania"
    SISTEMA = "sistema"


@dato
class Permiso:
    """A permission: code, Spanish label, and who may hold it."""

    codigo: str
    etiqueta: str | Promise
    ambitos: frozenset[Ambito]


_REGISTRO: dict[str, Permiso] = {}
_ANUNCIADOS: set[str] = set()


def declarar(codigo: str, etiqueta: str | Promise, *ambitos: Ambito) -> Permiso:
    """Register a permission; `etiqueta` is lazy (`gettext_lazy`). Without `ambitos` it is one of the staff.

    Replaces one that was only announced. Raises ValueError if another room declared it otherwise.
    """
    permiso = Permiso(codigo, etiqueta, frozenset(ambitos or (Ambito.EMPLEADO,)))
    anterior = _REGISTRO.get(codigo)
    if anterior is not None and anterior != permiso and codigo not in _ANUNCIADOS:
        msg = f"permission {codigo} is already registered as «{anterior.etiqueta}»"
        raise ValueError(msg)
    _ANUNCIADOS.discard(codigo)
    _REGISTRO[codigo] = permiso
    return permiso


def anunciar(codigo: str, etiqueta: str | Promise, *ambitos: Ambito) -> None:
    """Register a permission of a room above, which may declare it itself later, or have done so."""
    if codigo not in _REGISTRO:
        declarar(codigo, etiqueta, *ambitos)
        _ANUNCIADOS.add(codigo)


def registrados() -> dict[str, Permiso]:
    """Every registered permission by its code."""
    return dict(_REGISTRO)


def de_ambito(ambito: Ambito) -> frozenset[str]:
    """The codes that may be held in an ámbito."""
    return frozenset(codigo for codigo, permiso in _REGISTRO.items() if ambito in permiso.ambitos)


def del_personal() -> frozenset[str]:
    """The codes that a role may hold: those declared for the staff, and those that some action asks for and nobody declared.

    The second kind only appears while a room is being built; a test of the whole house refuses it.
    """
    pedidos = {declaracion.permiso for declaracion in ACCIONES.values()}
    return de_ambito(Ambito.EMPLEADO) | frozenset(pedidos - set(_REGISTRO))


def sin_declarar() -> frozenset[str]:
    """The codes that some action asks for and nobody declared."""
    return frozenset({declaracion.permiso for declaracion in ACCIONES.values()} - set(_REGISTRO))


IDENTIFICARSE = "identidad.acceso"
PEDIR_MEJORAS = "mejora.pedir"
# What every member of staff may do
PROPIOS_DEL_PERSONAL = frozenset({"personal.cuenta", "catalogo.ver", PEDIR_MEJORAS})

declarar(IDENTIFICARSE, _("Comprobar identidades y abrir sesiones"), Ambito.SISTEMA)
declarar("ciudadania.sesion", _("Elegir en nombre de quién actúa y cerrar su sesión"), Ambito.CIUDADANIA)
declarar("ciudadania.representacion", _("Otorgar, aceptar y terminar representaciones propias"), Ambito.CIUDADANIA)
declarar("ciudadania.datos", _("Cambiar sus datos de aviso y el canal que prefiere"), Ambito.CIUDADANIA)
declarar("personal.cuenta", _("Cuidar de su propia cuenta y de su segundo factor"))
declarar(PEDIR_MEJORAS, _("Pedir cambios en los procedimientos para su unidad"))
declarar("representacion.inscribir", _("Inscribir en la oficina representaciones y su fin"))
declarar("personas.mantener", _("Dar de alta personas interesadas y corregir sus datos"))
declarar("cuentas.administrar", _("Administrar las cuentas y los segundos factores del personal"))
declarar("organizacion.administrar", _("Administrar unidades, puestos, roles, ocupaciones, suplencias y delegaciones"))

# Codes of the rooms above, so that roles can be loaded whatever is installed; the room that owns one may declare it with better words.
_SOLO_CIUDADANIA = (Ambito.CIUDADANIA,)
_AMBOS = (Ambito.CIUDADANIA, Ambito.EMPLEADO)

anunciar("solicitud.rellenar", _("Rellenar formularios y guardar borradores"), *_AMBOS)
anunciar("solicitud.presentar", _("Presentar solicitudes y escritos"), *_AMBOS)
anunciar("expediente.ver_propio", _("Ver sus expedientes"), *_SOLO_CIUDADANIA)
anunciar("notificacion.acceder", _("Acceder a sus notificaciones o rechazarlas"), *_SOLO_CIUDADANIA)
anunciar("registro.ver", _("Consultar el registro"))
anunciar("registro.anotar", _("Anotar entradas y salidas en el registro"))
anunciar("registro.anular", _("Anular asientos del registro"))
anunciar("registro.redirigir", _("Redirigir asientos a otra unidad"))
anunciar("expediente.ver", _("Ver los expedientes de su unidad"))
anunciar("expediente.tramitar", _("Tramitar expedientes de su unidad"))
anunciar("expediente.asignar", _("Repartir y reasignar tareas"))
anunciar("expediente.cerrar", _("Cerrar expedientes"))
anunciar("estadistica.ver", _("Ver la estadística de las unidades de las que responde"))
anunciar("informe.emitir", _("Emitir informes que pide otra unidad"))
anunciar("firma.firmar", _("Firmar documentos con su puesto"))
anunciar("firma.devolver", _("Devolver documentos sin firmar"))
anunciar("resolucion.proponer", _("Proponer resoluciones"))
anunciar("resolucion.elevar", _("Numerar resoluciones y enviarlas a firma"))
anunciar("resolucion.anular", _("Anular resoluciones por diligencia"))
anunciar("resolucion.libro", _("Abrir, cerrar y certificar el libro de resoluciones"))
anunciar("notificacion.emitir", _("Emitir notificaciones"))
anunciar("archivo.exportar", _("Exportar expedientes y documentos ENI"))
anunciar("archivo.importar", _("Importar expedientes y documentos ENI"))
anunciar("archivo.transferir", _("Pasar al archivo los expedientes cerrados"))
anunciar("catalogo.ver", _("Ver los procedimientos publicados, de todas las áreas"))
anunciar("catalogo.cargar", _("Cargar versiones de procedimientos"))
anunciar("catalogo.publicar", _("Publicar y retirar versiones de procedimientos"))
anunciar("catalogo.disenar", _("Preparar y ensayar los procedimientos de su área"))
anunciar("legal.anotar", _("Escribir los datos legales de los procedimientos de los que responde"))
anunciar("legal.secretaria", _("Responder del plazo, el silencio, el órgano y los recursos de los procedimientos"))
anunciar("legal.gestion_tributaria", _("Responder de las tasas de los procedimientos"))
anunciar("legal.archivo", _("Responder de cuánto se conserva cada clase de expediente"))
anunciar("calendario.publicar", _("Publicar el calendario de días inhábiles"))
anunciar("sistema.administrar", _("Administrar el funcionamiento de la sede"))
anunciar("auditoria.ver", _("Consultar el registro de actividad y de accesos"))
anunciar("documento.corregir", _("Corregir metadatos de documentos"))
anunciar(
    "copia.cotejar", _("Expedir copias auténticas, del papel y de documentos electrónicos, como personal habilitado")
)
anunciar("fichero.subir", _("Subir ficheros"), *_AMBOS)
anunciar("control.expedientes", _("Ver expedientes de todas las unidades para su control"))
anunciar("notificacion.papel", _("Anotar los intentos de notificación en papel"))
anunciar("resolucion.certificar", _("Certificar resoluciones"))
anunciar("colas.administrar", _("Ver y reintentar trabajos en segundo plano"))
anunciar("catalogo.implantar", _("Hacer la primera carga de un ayuntamiento"), Ambito.SISTEMA)
anunciar("conservacion.aplicar", _("Borrar lo que ha cumplido su plazo de conservación"), Ambito.SISTEMA)
anunciar("almacen.mantener", _("Mantener el almacén de ficheros"), Ambito.SISTEMA)
anunciar("notificacion.preparar", _("Preparar notificaciones ya acordadas"), Ambito.SISTEMA)
anunciar("notificacion.evidenciar", _("Generar las evidencias de las notificaciones"), Ambito.SISTEMA)
anunciar("notificacion.avisar", _("Enviar avisos de notificaciones"), Ambito.SISTEMA)
anunciar("notificacion.caducar", _("Dar por rechazadas las notificaciones no abiertas en plazo"), Ambito.SISTEMA)
anunciar("resolucion.documentar", _("Generar el documento de las resoluciones numeradas"), Ambito.SISTEMA)
anunciar("formularios.caducar", _("Borrar los borradores caducados"), Ambito.SISTEMA)
