"""A town with its catalogue and a case in a given state, made through the real operations. Shared by the services' tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.datos.demo import sembrar as sembrar_calendario
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion import catalogo
from consistorio.tramitacion.catalogo.acciones import asignar_area, cargar, publicar
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Informe, Tarea
from consistorio.tramitacion.motor.registro_tipos import TipoTarea, registrados, tipo_tarea
from consistorio.tramitacion.tests.firmas import firmar

DATOS = Path(catalogo.__file__).parent / "datos"
SISTEMA = Actor.sistema("prueba", *DE_LA_INSTALACION, "expediente.ver", "expediente.tramitar")
FICHEROS = (
    "modelo-estandar.json",
    "area-urbanismo.json",
    "area-atencion.json",
    "licencia-obra-menor.json",
    "recurso-reposicion.json",
    "recurso-alzada.json",
    "declaracion-responsable-actividad.json",
)
INICIO = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
SIEMBRA = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)  # stories of months end today, when certificates are valid


@dataclass
class RelojDePrueba:
    """A clock that the test moves."""

    momento: datetime = INICIO

    def ahora(self) -> datetime:
        return self.momento

    def avanzar(self, **cuanto: float) -> None:
        self.poner(self.momento + timedelta(**cuanto))

    def poner(self, momento: datetime) -> None:
        """Set it, and the town's, which jobs read."""
        self.momento = momento.astimezone(UTC)
        mover_reloj(self.momento)


def tipos_de_tarea() -> None:
    """Kinds of task of the definitions that no room has registered are stood in by plain ones, in this process."""
    if "cierre" not in registrados():
        tipo_tarea("cierre")(type("Cierre", (TipoTarea,), {}))


def villa(reloj: RelojDePrueba) -> None:
    """People, calendar, who answers for the technical area, and the licence of minor works, published."""
    reloj.poner(reloj.momento)
    demostracion.sembrar(reloj=reloj)
    sembrar_calendario()
    tecnicos = organizacion.unidad_por_dir3("LA0009987", en=hoy(reloj))
    asignar_area(actor=SISTEMA, area="servicios_tecnicos", unidad_id=tecnicos.id, reloj=reloj)
    for nombre in FICHEROS:
        carga = cargar(actor=SISTEMA, contenido=(DATOS / nombre).read_bytes(), reloj=reloj)
        if carga.version_id is not None:
            publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def empleado(usuario: str, reloj: RelojDePrueba) -> Actor:
    """A member of staff of the demo town as an actor of today."""
    fila = Empleado.objects.select_related("persona").get(cuenta__usuario=usuario)
    return organizacion.actor_de(fila, en=hoy(reloj))


def ciudadana(nif: str) -> Actor:
    """A citizen of the demo town, identified by certificate."""
    persona = Persona.objects.get(nif=nif)
    return Actor(
        clase=ClaseActor.CIUDADANO,
        id=persona.id,
        nombre=persona.nombre_completo,
        permisos=de_ambito(Ambito.CIUDADANIA),
        nivel=Nivel.SUSTANCIAL,
        medio="certificado",
    )


def caso(
    reloj: RelojDePrueba,
    *,
    solicitante: str = "12345678Z",
    canal: str = "electronica",
    representante: str = "",
    municipio: str = "Villaejemplo",
    procedimiento: str = "licencia-obra-menor",
) -> Expediente:
    """A case just begun, of one party."""
    return abierto(
        reloj,
        {},
        procedimiento=procedimiento,
        unidad="LA0009986",
        titulo="Reforma de cocina en Calle Mayor, 14",
        solicitante=solicitante,
        canal=canal,
        representante=representante,
        municipio=municipio,
    )


def abierto(
    reloj: RelojDePrueba,
    datos: Mapping[str, Valor],
    *,
    procedimiento: str,
    unidad: str,
    titulo: str,
    solicitante: str,
    canal: str = "electronica",
    representante: str = "",
    municipio: str = "Villaejemplo",
) -> Expediente:
    """A case just begun, of one party, with those answers, in the unit of that code."""
    with transaction.atomic():
        expediente = expedientes.abrir(
            version=vigente(procedimiento),
            unidad=organizacion.unidad_por_dir3(unidad, en=hoy(reloj)),
            titulo=titulo,
            datos=dict(datos),
            actor=SISTEMA,
            reloj=reloj,
        )
        expedientes.anadir_interesado(
            expediente,
            Persona.objects.get(nif=solicitante),
            papel="solicitante",
            canal=canal,
            representante=Persona.objects.get(nif=representante) if representante else None,
            correo_aviso="aviso@correo.example",
            domicilio={"via": "Calle Mayor", "numero": "14", "municipio": municipio},
            actor=SISTEMA,
            reloj=reloj,
        )
        motor.iniciar(expediente, entrada=reloj.ahora(), actor=SISTEMA, reloj=reloj)
    return expediente


def declarado(reloj: RelojDePrueba, **datos: str) -> Expediente:
    """A case begun with a responsible declaration: it has effects from today, and nothing is to be decided."""
    return caso(reloj, procedimiento="declaracion-responsable-actividad", **datos)


def completar(expediente: Expediente, tipo: str, resultado: dict[str, str], reloj: RelojDePrueba) -> None:
    """Close the open task of a kind as done."""
    with transaction.atomic():
        expediente = Expediente.objects.select_related("version__procedimiento", "unidad").get(id=expediente.id)
        tarea = Tarea.objects.get(expediente=expediente, tipo=tipo, cerrada_el=None)
        motor.completar(tarea, resultado, actor=SISTEMA, reloj=reloj, expediente=expediente)


def caso_por_proponer(reloj: RelojDePrueba, **datos: str) -> Expediente:
    """A case whose instruction is over: reviewed, with its report issued, waiting for the proposal."""
    expediente = caso(reloj, **datos)
    completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    return Expediente.objects.get(id=expediente.id)


def caso_informado(reloj: RelojDePrueba) -> Expediente:
    """A case that waits for the proposal, whose unfavourable report was written, and signed as the room of signatures says."""
    expediente = caso(reloj)
    completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    informe = acciones.emitir_informe(
        actor=empleado("pablo", reloj),
        informe_id=Informe.objects.get(expediente=expediente).id,
        sentido="desfavorable",
        conclusion="No cumple las normas urbanísticas.",
        reloj=reloj,
    )
    firmar(UUID(str(informe.documento_id)), reloj)
    return Expediente.objects.get(id=expediente.id)


def emitir_hecho(cadena: str, hecho: object, reloj: RelojDePrueba) -> None:
    """Note a fact of another room, as it would."""
    with transaction.atomic():
        anotar(cadena, hecho, actor=SISTEMA, reloj=reloj)
