"""The typed view of a procedure's definition, once its three levels are composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.formularios.condiciones import Condicion
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

FASES = ("iniciacion", "ordenacion", "instruccion", "finalizacion", "ejecucion", "archivo")
UNIDADES_PLAZO = frozenset({"dias_habiles", "dias_naturales", "meses", "anios"})
REGIMENES = frozenset({"LPACAP", "LGT", "naturales", "especial"})
# What it is that is filed: an application that waits for a decision (LPACAP 66), or what has effects from its own day (69.3)
SOLICITUD, DECLARACION, COMUNICACION = "solicitud", "declaracion", "comunicacion"
NATURALEZAS = frozenset({SOLICITUD, DECLARACION, COMUNICACION})
SENTIDOS_SILENCIO = frozenset({"estimatorio", "desestimatorio", "no_procede"})
RESPONSABLES_LEGALES = frozenset({"secretaria", "gestion_tributaria", "archivo"})
VIAS = frozenset({"sede", "oficina", "registro_de_otra_administracion", "correo", "cajero", "telefono"})
NIVELES = {"bajo": 1, "sustancial": 2, "alto": 3}
EN_EXPEDIENTE = "expediente"  # an appeal: it is filed in the case of the decision, never by itself
# Who may start it: the interested party, the town hall (LPACAP 58), both, or somebody in another case
INICIACIONES = frozenset({"interesado", "oficio", "ambas", EN_EXPEDIENTE})
# What follows when the term of a case of office ends (LPACAP 25.1)
SILENCIOS_DE_OFICIO = frozenset({"desestimatorio", "caducidad"})
PENDIENTE = "ordenanza: pendiente"
# The kinds of task whose document everybody may read on the notice board
SE_PUBLICAN = frozenset({"publicacion", "informacion_publica"})
NOTIFICAR, DICTAR = (
    "notificar",
    "dictar",
)  # what keeps from lapsing: the notification (LPACAP 25.1.b), or the act alone (106.5, 107.3)
ORGANO_DEL_ACTO = "organo-del-acto"  # whoever gave the decision that is appealed or reviewed (LPACAP 106, 123.1)


@dato
class Termino:
    """A length of time and the regime that counts it. `cumple`: of the term to decide, what keeps from lapsing what began of office."""

    cantidad: int
    unidad: str
    regimen: str = "LPACAP"
    cumple: str = NOTIFICAR


@dato
class Respaldo:
    """Why a legal value is what it is: article, who answers for it, and the days on which it is in force."""

    articulo: str
    responsable: str
    desde: date | None
    hasta: date | None = None
    nota: str = ""
    pendiente: bool = False


@dato
class Organo:
    """Who decides. `codigo` names the organ in `organizacion.Puesto.organo`."""

    codigo: str
    nombre: str


@dato
class Recurso:
    """An appeal that may be lodged against the decision. `tipo`: one of `legales.TIPOS_RECURSO`."""

    tipo: str
    ante: str
    plazo: str
    articulo: str


@dato
class Tarifa:
    """What a fee asks for each unit of its base: `importe` in euros, or the part of a base in euros, `por` what.

    `concepto` is the code by which a task of payment names it; `articulo` is that of the ordenanza.
    """

    concepto: str
    nombre: str
    importe: Decimal
    por: str
    articulo: str

    @property
    def texto(self) -> str:
        """How much, and for what."""
        return f"{f'{self.importe:f}'.replace('.', ',')} €, {self.por}"


@dato
class Comienzo:
    """What the term to decide counts from: `entrada` (or the agreement to begin), or `convocatoria`, with which one. `efectos`: a later day from
    which the call says that it counts (LGS 25.4)."""

    momento: str
    nombre: str = ""
    publicada: date | None = None
    efectos: date | None = None
    boletin: str = ""


@dato
class DatosLegales:
    """The fields that the area sees and cites but does not own, each with its backing.

    `plazo`: None while nobody wrote it, and for ever where nothing is to be decided (`declarada`; LPACAP 21.1, 69.3). `dias_de_tablon`:
    hábiles that its announcements are shown at least; 0 while nobody says it. `dictamen`: from how many euros that of the advisory body is
    mandatory (LPACAP 81.2), None where nobody says it. `prohibicion`: in how long it is decided that what was declared cannot go on (69.4),
    None where nobody says it.
    """

    plazo: Termino | None
    silencio: str
    silencio_de_oficio: str
    organo: Organo
    fin_de_via: bool
    recursos: tuple[Recurso, ...]
    tasa: str
    conservacion: str
    conservacion_anios: int | None
    respaldos: Mapping[str, Respaldo]
    tarifas: tuple[Tarifa, ...] = ()
    comienzo: Comienzo = field(default_factory=lambda: Comienzo("entrada"))
    dictamen: Decimal | None = None
    naturaleza: str = SOLICITUD
    dias_de_tablon: int = 0
    prohibicion: Termino | None = None

    @property
    def declarada(self) -> bool:
        """Whether it has effects from the day on which it is filed: no term, no silence; it is checked afterwards (LPACAP 69.3)."""
        return self.naturaleza != SOLICITUD

    @property
    def tasa_fijada(self) -> str:
        """The fee, or "" while the ordenanza does not set it."""
        return "" if self.tasa == PENDIENTE else self.tasa

    @property
    def conservacion_fijada(self) -> str:
        """How long the case is kept, or "" while the archive's calendar says nothing of such cases."""
        return "" if self.conservacion == PENDIENTE else self.conservacion


@dato
class Norma:
    """A rule that the procedure applies."""

    titulo: str
    articulo: str = ""
    enlace: str = ""


@dato
class Ficha:
    """What the citizen reads before starting."""

    resumen: str
    quien: str
    materia: str
    vias: tuple[str, ...]
    despues: tuple[str, ...]
    normativa: tuple[Norma, ...]
    palabras: tuple[str, ...] = ()
    necesita: tuple[str, ...] = ()
    hecho_vital: str = ""


@dato
class PasoDeFirma:
    """A post that signs the document of a task beside whom the law says. `papel`: one of `firmas.PAPELES`."""

    puesto: str
    papel: str


@dato
class DefinicionTarea:
    """A step of the procedure. `tras` empty means: after every blocking task of the phases before it. `firmas`: those whom the procedure
    adds to its circuit of signatures, in order (`firmas`)."""

    codigo: str
    tipo: str
    fase: str
    nombre: str
    preceptiva: bool = False
    paralela: bool = False
    norma: str = ""
    tras: tuple[str, ...] = ()
    condicion: Condicion | None = None
    area: str = ""
    plazo_interno: Termino | None = None
    datos: Mapping[str, Valor] = field(default_factory=dict)
    firmas: tuple[PasoDeFirma, ...] = ()


@dato
class Definicion:
    """A procedure, ready to run. `tamano`: in which of its sizes (`tamanos`); empty when it has only one. `sancionador`: it
    punishes (LPACAP 63, 89 and 90; LRJSP 25 to 31)."""

    codigo: str
    nombre: str
    serie: str
    clasificacion_sia: str
    clasificacion_propia: str
    area: str
    nivel: int
    iniciacion: str
    tamano: str
    silencio_de_oficio: str
    ficha: Ficha
    legal: DatosLegales
    formulario: Esquema
    titulo_expediente: str
    tareas: tuple[DefinicionTarea, ...]
    sancionador: bool = False

    @property
    def admite_solicitud(self) -> bool:
        """Whether an interested party may start it (LPACAP 66)."""
        return self.iniciacion in {"interesado", "ambas"}

    @property
    def admite_oficio(self) -> bool:
        """Whether the town hall may start it (LPACAP 58)."""
        return self.iniciacion in {"oficio", "ambas"}

    @property
    def declarada(self) -> bool:
        """Whether what starts it is a declaration or a communication, with effects from its day (LPACAP 69.3)."""
        return self.legal.declarada

    def tarea(self, codigo: str) -> DefinicionTarea | None:
        """The task with this code."""
        return next((tarea for tarea in self.tareas if tarea.codigo == codigo), None)

    def clasificacion(self, dir3: str) -> str:
        """The ENI classification: the SIA code, else `<órgano>_PRO_<ID de 30>` (NTI de Expediente, anexo I n. 3)."""
        return self.clasificacion_sia or f"{dir3}_PRO_{self.clasificacion_propia.rjust(30, '0')}"
