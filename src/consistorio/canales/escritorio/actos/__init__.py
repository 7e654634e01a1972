"""The acts that the desk offers: one for each code that the task kinds name, with its form and the action that it calls.

The engine says which acts a task allows and why not yet (`AccionPosible`); this package says how a person does them.
"""

from consistorio.canales.escritorio.actos import (
    decision,
    declaraciones,
    economia,
    escritos,
    expediente,
    externas,
    gasto,
    imparcialidad,
    instruccion,
    llevados,
    pagos,
    paralizaciones,
    personas,
    pruebas,
    publicidad,
    relaciones,
    representacion,
    revision,
    sesiones,
    tareas,
    terminaciones,
    transcripcion,
)
from consistorio.canales.escritorio.actos.registro import Acto, Ocasion, acto_de, registrados

__all__ = [
    "Acto",
    "Ocasion",
    "acto_de",
    "decision",
    "declaraciones",
    "economia",
    "escritos",
    "expediente",
    "externas",
    "gasto",
    "imparcialidad",
    "instruccion",
    "llevados",
    "pagos",
    "paralizaciones",
    "personas",
    "pruebas",
    "publicidad",
    "registrados",
    "relaciones",
    "representacion",
    "revision",
    "sesiones",
    "tareas",
    "terminaciones",
    "transcripcion",
]
