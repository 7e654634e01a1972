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


def declarar(codigo: str, etiqueta: str, *ambitos: Ambito) -> Permiso:
    """Register a permission. Without `ambitos` it is one of the staff. Raises ValueError if the code has another label."""
    permiso = Permiso(codigo, etiqueta, frozenset(ambitos or (Ambito.EMPLEADO,)))
    anterior = _REGISTRO.get(codigo)
    if anterior is not None and anterior != permiso:
        msg = f"permission {codigo} is already registered as «{anterior.etiqueta}»"
        raise ValueError(msg)
    _REGISTRO[codigo] = permiso
    return permiso


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
declarar("representacion.inscribir", "Inscribir representaciones otorgadas en la oficina")
declarar("personas.mantener", "Dar de alta personas interesadas y corregir sus datos")
declarar("personas.ver", "Consultar datos de personas interesadas")
declarar("cuentas.administrar", "Administrar las cuentas y los segundos factores del personal")
declarar("organizacion.ver", "Consultar unidades, puestos y personal")
declarar("organizacion.administrar", "Administrar unidades, puestos, roles, ocupaciones, suplencias y delegaciones")

# Codes of the rooms above, as the contract between builders names them; whoever owns the room may declare more.
_SOLO_CIUDADANIA = (Ambito.CIUDADANIA,)
_AMBOS = (Ambito.CIUDADANIA, Ambito.EMPLEADO)

declarar("solicitud.rellenar", "Rellenar formularios y guardar borradores", *_AMBOS)
declarar("solicitud.presentar", "Presentar solicitudes y escritos", *_AMBOS)
declarar("expediente.ver_propio", "Ver sus expedientes", *_SOLO_CIUDADANIA)
declarar("notificacion.acceder", "Acceder a sus notificaciones o rechazarlas", *_SOLO_CIUDADANIA)
declarar("registro.ver", "Consultar el registro")
declarar("registro.anotar", "Anotar entradas y salidas en el registro")
declarar("registro.anular", "Anular asientos del registro")
declarar("registro.redirigir", "Redirigir asientos a otra unidad")
declarar("expediente.ver", "Ver los expedientes de su unidad")
declarar("expediente.tramitar", "Tramitar expedientes de su unidad")
declarar("expediente.asignar", "Repartir y reasignar tareas")
declarar("expediente.cerrar", "Cerrar expedientes")
declarar("informe.emitir", "Emitir informes que pide otra unidad")
declarar("documento.crear", "Crear documentos e incorporarlos al expediente")
declarar("firma.firmar", "Firmar documentos con su puesto")
declarar("firma.devolver", "Devolver documentos sin firmar")
declarar("resolucion.proponer", "Proponer resoluciones")
declarar("resolucion.elevar", "Numerar resoluciones y enviarlas a firma")
declarar("resolucion.anular", "Anular resoluciones por diligencia")
declarar("resolucion.libro", "Abrir, cerrar y certificar el libro de resoluciones")
declarar("notificacion.emitir", "Emitir notificaciones")
declarar("archivo.exportar", "Exportar expedientes y documentos ENI")
declarar("archivo.importar", "Importar expedientes y documentos ENI")
declarar("catalogo.cargar", "Cargar versiones de procedimientos")
declarar("catalogo.publicar", "Publicar y retirar versiones de procedimientos")
declarar("calendario.publicar", "Publicar el calendario de días inhábiles")
declarar("cola.administrar", "Ver y reintentar trabajos en segundo plano")
declarar("sistema.administrar", "Administrar el funcionamiento de la sede")
declarar("auditoria.ver", "Consultar el registro de actividad y de accesos")
