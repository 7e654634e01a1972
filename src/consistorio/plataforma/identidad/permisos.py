"""Registry of permissions: every code that an action demands, with the words that people read when they give it out.

`ambito` says who may hold it: staff through the roles of their posts, every identified citizen, or only a system process.
A room adds its codes with `declarar` at import time of its `acciones`, or here. A test checks that every action's code is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consistorio.plataforma.accion import ACCIONES


class Ambito(StrEnum):
    """Who may hold a permission."""

    EMPLEADO = "empleado"
    CIUDADANIA = "ciudadania"
    SISTEMA = "sistema"


@dataclass(frozen=True, slots=True)
class Permiso:
    """A permission: code, Spanish label, and who may hold it."""

    codigo: str
    etiqueta: str
    ambitos: frozenset[Ambito]


_REGISTRO: dict[str, Permiso] = {}
_ANUNCIADOS: set[str] = set()


def declarar(codigo: str, etiqueta: str, *ambitos: Ambito) -> Permiso:
    """Register a permission. Without `ambitos` it is one of the staff.

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


def anunciar(codigo: str, etiqueta: str, *ambitos: Ambito) -> None:
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
PROPIOS_DEL_PERSONAL = frozenset({"personal.cuenta"})

declarar(IDENTIFICARSE, "Comprobar identidades y abrir sesiones", Ambito.SISTEMA)
declarar("ciudadania.sesion", "Elegir en nombre de quién actúa y cerrar su sesión", Ambito.CIUDADANIA)
declarar("ciudadania.representacion", "Otorgar, aceptar y terminar representaciones propias", Ambito.CIUDADANIA)
declarar("ciudadania.datos", "Cambiar sus datos de aviso y el canal que prefiere", Ambito.CIUDADANIA)
declarar("personal.cuenta", "Cuidar de su propia cuenta y de su segundo factor")
declarar("representacion.inscribir", "Inscribir en la oficina representaciones y su fin")
declarar("personas.mantener", "Dar de alta personas interesadas y corregir sus datos")
declarar("cuentas.administrar", "Administrar las cuentas y los segundos factores del personal")
declarar("organizacion.administrar", "Administrar unidades, puestos, roles, ocupaciones, suplencias y delegaciones")

# Codes of the rooms above, so that roles can be loaded whatever is installed; the room that owns one may declare it with better words.
_SOLO_CIUDADANIA = (Ambito.CIUDADANIA,)
_AMBOS = (Ambito.CIUDADANIA, Ambito.EMPLEADO)

anunciar("solicitud.rellenar", "Rellenar formularios y guardar borradores", *_AMBOS)
anunciar("solicitud.presentar", "Presentar solicitudes y escritos", *_AMBOS)
anunciar("expediente.ver_propio", "Ver sus expedientes", *_SOLO_CIUDADANIA)
anunciar("notificacion.acceder", "Acceder a sus notificaciones o rechazarlas", *_SOLO_CIUDADANIA)
anunciar("registro.ver", "Consultar el registro")
anunciar("registro.anotar", "Anotar entradas y salidas en el registro")
anunciar("registro.anular", "Anular asientos del registro")
anunciar("registro.redirigir", "Redirigir asientos a otra unidad")
anunciar("expediente.ver", "Ver los expedientes de su unidad")
anunciar("expediente.tramitar", "Tramitar expedientes de su unidad")
anunciar("expediente.asignar", "Repartir y reasignar tareas")
anunciar("expediente.cerrar", "Cerrar expedientes")
anunciar("informe.emitir", "Emitir informes que pide otra unidad")
anunciar("firma.firmar", "Firmar documentos con su puesto")
anunciar("firma.devolver", "Devolver documentos sin firmar")
anunciar("resolucion.proponer", "Proponer resoluciones")
anunciar("resolucion.elevar", "Numerar resoluciones y enviarlas a firma")
anunciar("resolucion.anular", "Anular resoluciones por diligencia")
anunciar("resolucion.libro", "Abrir, cerrar y certificar el libro de resoluciones")
anunciar("notificacion.emitir", "Emitir notificaciones")
anunciar("archivo.exportar", "Exportar expedientes y documentos ENI")
anunciar("archivo.importar", "Importar expedientes y documentos ENI")
anunciar("archivo.transferir", "Pasar al archivo los expedientes cerrados")
anunciar("catalogo.cargar", "Cargar versiones de procedimientos")
anunciar("catalogo.publicar", "Publicar y retirar versiones de procedimientos")
anunciar("calendario.publicar", "Publicar el calendario de días inhábiles")
anunciar("sistema.administrar", "Administrar el funcionamiento de la sede")
anunciar("auditoria.ver", "Consultar el registro de actividad y de accesos")
anunciar("documento.corregir", "Corregir metadatos de documentos")
anunciar("copia.cotejar", "Expedir copias auténticas, del papel y de documentos electrónicos, como personal habilitado")
anunciar("fichero.subir", "Subir ficheros", *_AMBOS)
anunciar("control.expedientes", "Ver expedientes de todas las unidades para su control")
anunciar("notificacion.papel", "Anotar los intentos de notificación en papel")
anunciar("resolucion.certificar", "Certificar resoluciones")
anunciar("colas.administrar", "Ver y reintentar trabajos en segundo plano")
anunciar("catalogo.implantar", "Hacer la primera carga de un ayuntamiento", Ambito.SISTEMA)
anunciar("conservacion.aplicar", "Borrar lo que ha cumplido su plazo de conservación", Ambito.SISTEMA)
anunciar("almacen.mantener", "Mantener el almacén de ficheros", Ambito.SISTEMA)
anunciar("notificacion.preparar", "Preparar notificaciones ya acordadas", Ambito.SISTEMA)
anunciar("notificacion.evidenciar", "Generar las evidencias de las notificaciones", Ambito.SISTEMA)
anunciar("notificacion.avisar", "Enviar avisos de notificaciones", Ambito.SISTEMA)
anunciar("notificacion.caducar", "Dar por rechazadas las notificaciones no abiertas en plazo", Ambito.SISTEMA)
anunciar("resolucion.documentar", "Generar el documento de las resoluciones numeradas", Ambito.SISTEMA)
anunciar("formularios.caducar", "Borrar los borradores caducados", Ambito.SISTEMA)
