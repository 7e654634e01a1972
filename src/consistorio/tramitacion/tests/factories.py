"""The example town and its people, for the tests of these rooms. Everything goes through the real actions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import MADRID, Reloj, hoy
from consistorio.plataforma.calendario.acciones.publicar_calendarios import publicar_calendarios
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.catalogo.datos.demo import cargar_todo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios import acciones as formularios
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.models import Aportacion, Solicitud
from consistorio.tramitacion.solicitudes.tipos import AdjuntoNuevo, EvidenciaSesion

# 2026-09-26 is a Saturday: filed at 23:58 on an inhábil day
SABADO_NOCHE = datetime(2026, 9, 26, 23, 58, tzinfo=MADRID)
OBRA: dict[str, dict[str, Valor]] = {
    "obra": {"tipo_obra": "interior", "descripcion": "Cambiar la bañera por un plato de ducha."},
    "lugar": {
        "emplazamiento.via": "Calle Mayor",
        "emplazamiento.numero": "14",
        "emplazamiento.codigo_postal": "09001",
        "emplazamiento.municipio": "Villaejemplo",
    },
    "cuanto": {"presupuesto": "3.200,50"},
    "declaracion": {"declara_propiedad": "si"},
    "contacto": {"medio_notificacion": "electronica", "correo_aviso": "ana@correo.example"},
}


@dataclass
class RelojMovil:
    """A clock that the test moves."""

    momento: datetime = field(default=SABADO_NOCHE)

    def ahora(self) -> datetime:
        """Where it stands."""
        return self.momento

    def ir_a(self, anio: int, mes: int, dia: int, hora: int = 10, minuto: int = 0) -> None:
        """Move it."""
        self.momento = datetime(anio, mes, dia, hora, minuto, tzinfo=MADRID)

    def pasar(self, **tiempo: int) -> None:
        """Let time pass."""
        self.momento += timedelta(**tiempo)


def sembrar_pueblo(reloj: Reloj) -> None:
    """Calendar, units, staff, citizens and procedures."""
    actor = Actor.sistema("pruebas", "calendario.publicar")
    publicar_calendarios(actor=actor, ficheros=ficheros_del_ejemplo(), reloj=reloj)
    demostracion.sembrar(reloj=reloj)
    cargar_todo(reloj=reloj)


def ciudadana(nif: str = "12345678Z", *, representa_a: Persona | None = None, nivel: Nivel = Nivel.SUSTANCIAL) -> Actor:
    """A citizen of the example with an open session."""
    persona = Persona.objects.get(nif=nif)
    return Actor(
        clase=ClaseActor.CIUDADANO,
        id=persona.id,
        nombre=persona.nombre_completo,
        permisos=de_ambito(Ambito.CIUDADANIA),
        nivel=nivel,
        medio="certificado",
        representa_a=representa_a.id if representa_a else None,
        sesion="019505d4-0000-7000-8000-00000000005e",
    )


def personal(puesto: str, reloj: Reloj) -> Actor:
    """Whoever holds that post today."""
    empleado = Empleado.objects.filter(ocupaciones__puesto__codigo=puesto).order_by("-ocupaciones__desde").first()
    assert empleado is not None, puesto
    return actor_de(empleado, en=hoy(reloj))


def rellenar_obra(actor: Actor, reloj: Reloj, *, adjuntos: tuple[str, ...] = ("presupuesto_detallado",)) -> Borrador:
    """A complete draft of a licencia de obra menor, with these documents attached."""
    borrador = solicitudes.empezar(actor=actor, procedimiento="licencia-obra-menor", reloj=reloj)
    for paso, datos in OBRA.items():
        guardado = formularios.guardar_paso(actor=actor, borrador_id=borrador.id, paso=paso, datos=datos, reloj=reloj)
        assert guardado.problemas == (), guardado.problemas
    for requisito in adjuntos:
        formularios.adjuntar(
            actor=actor,
            borrador_id=borrador.id,
            requisito=requisito,
            flujo=io.BytesIO(un_pdf(requisito)),
            nombre=f"{requisito}.pdf",
            reloj=reloj,
        )
    return Borrador.objects.get(id=borrador.id)


def presentar(actor: Actor, borrador: Borrador, reloj: Reloj, *, clave: str = "") -> Solicitud:
    """File a draft with the session's evidence."""
    return solicitudes.presentar(
        actor=actor,
        borrador_id=borrador.id,
        clave_idempotencia=clave or uuid4().hex[:32],
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )


def aportar(
    expediente: Expediente,
    reloj: Reloj,
    clase: str,
    *,
    actor: Actor | None = None,
    texto: str = "",
    adjuntos: Sequence[AdjuntoNuevo] = (),
    clave: str = "",
) -> Aportacion:
    """Write a later submission, as its party, and file it once it is complete."""
    quien = actor or ciudadana()
    guardado = solicitudes.guardar_escrito(
        actor=quien, expediente_id=expediente.id, clase=clase, texto=texto, adjuntos=adjuntos, reloj=reloj
    )
    return solicitudes.presentar_escrito(
        actor=quien,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=clave or uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )


def expediente_de_obra(reloj: Reloj, *, nif: str = "12345678Z") -> Expediente:
    """A case just filed, without the plan."""
    actor = ciudadana(nif)
    return presentar(actor, rellenar_obra(actor, reloj), reloj).expediente


def un_pdf(marca: str) -> bytes:
    """A real PDF of one page, different for each mark."""
    cuerpo = f"BT /F1 12 Tf 72 720 Td ({marca}) Tj ET".encode("latin-1", "replace")
    objetos = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cuerpo), cuerpo),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    salida, posiciones = bytearray(b"%PDF-1.4\n"), []
    for numero, objeto in enumerate(objetos, start=1):
        posiciones.append(len(salida))
        salida += b"%d 0 obj%s endobj\n" % (numero, objeto)
    inicio = len(salida)
    salida += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objetos) + 1)
    salida += b"".join(b"%010d 00000 n \n" % posicion for posicion in posiciones)
    salida += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objetos) + 1, inicio)
    return bytes(salida)
