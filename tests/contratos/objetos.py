"""What the doors with an identifier are tried with: things of a neighbour, each in the state in which its door opens for her, and
the sessions of her, of those who have nothing to do with them and of the staff."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from consistorio.documental.registro.models import EdicionLibro
from consistorio.documental.registro.trabajos import emitir_justificante
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, RelojFijo, hoy
from consistorio.plataforma.almacen.deposito import deposito, temporal
from consistorio.plataforma.almacen.models import Subida
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.acciones import representacion as poderes
from consistorio.plataforma.identidad.acciones.sesion import elegir_representado
from consistorio.plataforma.identidad.consultas import actor_de_sesion
from consistorio.plataforma.identidad.models import Persona, Representacion, Sesion
from consistorio.plataforma.identidad.operaciones import inscribir_representacion
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito
from consistorio.plataforma.organizacion.acciones.importacion import importar
from consistorio.plataforma.organizacion.ficheros import leer_contenidos
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.busquedas.models import VistaGuardada
from consistorio.servicios.concejales.models import AmbitoDeUnidad, PeticionDeInformacion
from consistorio.servicios.encargos.models import Encargo
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.servicios.notificaciones.acciones import acceder
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.redaccion.models import Conversion
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, CasoDePrueba, Modelo
from consistorio.tramitacion.expedientes.permisos import VER_TODOS
from consistorio.tramitacion.formularios.acciones import anadir_interesado
from consistorio.tramitacion.formularios.models import AdjuntoBorrador
from consistorio.tramitacion.motor.models import CambioDeVersion
from consistorio.tramitacion.solicitudes.acciones import guardar_escrito
from consistorio.tramitacion.tests import factories
from tests.navegador import villa
from tests.navegador.fichas import Fichas

ANA, PEDRO, LUCIA, MARTA, JUAN, ELENA = (
    "12345678Z",
    "87654321X",
    "X1234567L",
    "11111111H",
    "22222222J",
    "33333333P",
)
PERSONAL = ("nuria", "rosa", "marta", "carmen", "javier", "pablo", "elena", "isabel")
OTRO_PROCEDIMIENTO = "queja-sugerencia"


def una(nif: str) -> Persona:
    return Persona.objects.get(nif=nif)


@dataclass(frozen=True)
class Objetos:
    """`comunes`: what each identifier of an address names; `de_puerta`: what it names in the doors that want it in another state."""

    comunes: dict[str, object]
    de_puerta: dict[str, dict[str, object]]

    def de(self, ruta: str) -> dict[str, object]:
        """What the identifiers of that door name. The longest of the beginnings wins."""
        propios = [puerta for puerta in self.de_puerta if ruta.startswith(puerta)]
        return self.comunes | (self.de_puerta[max(propios, key=len)] if propios else {})


def preparar() -> Objetos:
    """In the town at work: everything of Ana's, and of the unit that handles her cases."""
    reloj, fichas, ana = reloj_de_la_casa(), Fichas.leer(), villa.vecino(una(ANA))
    borrador = villa.borrador_de_obra(una(ANA))
    ahora = datetime.now(UTC)
    adjunto = AdjuntoBorrador.objects.create(
        borrador=borrador,
        requisito="plano",
        contenido="0" * 64,
        nombre="plano.pdf",
        tamano=1,
        tipo_mime="application/pdf",
        subido_el=ahora,
    )
    subida = Subida.objects.create(
        titular=ana.id, nombre="plano.pdf", tamano=10, abierta=ahora, caduca=ahora + timedelta(hours=1)
    )
    otra_parte = anadir_interesado(
        actor=ana, borrador_id=borrador.id, nif=PEDRO, nombre="Pedro", apellido1="Ruiz", reloj=reloj
    )
    guardar_escrito(actor=ana, expediente_id=fichas.largo.id, clase="alegaciones", texto="Alego.", reloj=reloj)
    solicitud = factories.presentar(ana, factories.rellenar_obra(ana, reloj), reloj)
    emitir_justificante(asiento_id=str(solicitud.asiento_id))
    escrito = factories.aportar(solicitud.expediente, reloj, "otro", actor=ana, texto="Otra cosa.")
    leida = Notificacion.objects.get(referencia="carta:con_otra")
    acceder(actor=ana, notificacion_id=leida.id, advertida_el=reloj.ahora(), reloj=reloj)
    pedido = Notificacion.objects.get(id=fichas.papel.id)
    suyo = solicitud.expediente.documentos.order_by("id")[0].documento_id
    copia = Exportacion.objects.create(
        expediente=fichas.largo,
        clase="comprimido",
        solicitante=Empleado.objects.get(cuenta__usuario="nuria"),
        pedida_el=reloj.ahora(),
        estado="hecha",
        caduca_el=reloj.ahora() + timedelta(days=1),
    )
    encargo = Encargo.objects.create(
        clave=copia.id,
        acto="seguir",
        solicitante=copia.solicitante,
        pedido_el=reloj.ahora(),
        caduca_el=reloj.ahora() + timedelta(days=1),
    )
    version = fichas.borrador.versiones.get(numero=1)
    Conversion.objects.create(
        version=version,
        estado="hecha",
        pdf=version.contenido,
        pedida_por=copia.solicitante,
        pedida_el=reloj.ahora(),
    )
    with temporal() as fichero:
        fichero.write_bytes(b"PK")
        deposito().dejar(fichero, copia.nombre)
    concedida = PeticionDeInformacion.objects.get(estado="concedida")
    presentado = {"expediente_id": solicitud.expediente_id}
    return Objetos(
        comunes={
            "borrador_id": borrador.id,
            "adjunto_id": adjunto.id,
            "requisito": "plano",
            "subida_id": subida.id,
            "interesado_id": otra_parte.id,
            "expediente_id": fichas.largo.id,
            "tarea_id": fichas.tarea.id,
            "empleado_id": Empleado.objects.get(cuenta__usuario="nuria").id,
            "documento_id": fichas.en_firma.propuesta_documento_id,
            "asiento_id": fichas.en_la_unidad.id,
            "notificacion_id": fichas.papel.id,
            "paso_id": fichas.paso.id,
            "importacion_id": fichas.importado.id,
            "comunicacion_id": fichas.recibida.id,
            "busqueda_id": fichas.busqueda.id,
            "lista": "gastos",
            "vista_id": VistaGuardada.objects.get().id,
            "ambito_id": AmbitoDeUnidad.objects.get().id,
            "persona_id": una(ANA).id,
            "unidad_id": fichas.largo.unidad_id,
            "nota_id": fichas.mencion.nota_id,
            "mencion_id": fichas.mencion.id,
            "edicion_id": EdicionLibro.objects.get().id,
            "factura_id": fichas.factura.id,
            "exportacion_id": copia.id,
            "encargo_id": encargo.id,
            "carpeta_id": fichas.carpeta.id,
            "representacion": otorgar(una(ANA), una(ELENA)).id,
            "peticion_id": PeticionDeArea.objects.get(estado="abierta").id,
            "codigo": "extender_diligencia",
            "clase": "alegaciones",
            "cual": "documento",
            "verbo": "revocar",
        },
        de_puerta={
            "/borradores/": {"codigo": borrador.esquema.pasos[0].codigo},
            "/mi-carpeta/expedientes/<uuid:expediente_id>/presentada/": presentado,
            "/mi-carpeta/expedientes/<uuid:expediente_id>/recibo/": presentado | {"asiento_id": escrito.asiento_id},
            "/mi-carpeta/documentos/": {"documento_id": suyo},
            "/mi-carpeta/facturas/presentada/": {"asiento_id": solicitud.asiento_id},
            "/escritorio/buscar/": {"clase": "expedientes"},
            "/mi-carpeta/notificaciones/<uuid:notificacion_id>/<slug:cual>.pdf": {"notificacion_id": leida.id},
            "/escritorio/comunicaciones/<uuid:comunicacion_id>/corregir/": {"comunicacion_id": fichas.del_caso.id},
            "/escritorio/comunicaciones/<uuid:comunicacion_id>/adjuntos/": {
                "comunicacion_id": fichas.del_caso.id,
                "adjunto_id": fichas.del_caso.adjuntos.get().id,
            },
            "/escritorio/expedientes/<uuid:expediente_id>/notificaciones/": {"expediente_id": pedido.expediente_id},
            "/escritorio/expedientes/<uuid:expediente_id>/tareas/": {"codigo": "completar_tarea"},
            "/escritorio/concejales/": {
                "anio": hoy(reloj).year,
                "peticion_id": concedida.id,
                "documento_id": concedida.escritos.get().documento_id,
            },
            "/escritorio/borradores/": {"borrador_id": fichas.borrador.id, "numero": 1},
            "/escritorio/procedimientos/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "version_id": vigente("licencia-obra-menor").id,
                "cambio_id": CambioDeVersion.objects.get().id,
                "codigo": "descripcion",
                "paso": "obra",
                "sentido": "estima",
                "documento": "propuesta",
                "caso_id": CasoDePrueba.objects.get().id,
                "modelo_id": Modelo.objects.get(codigo="urbanismo", estado="publicado").id,
            },
            "/escritorio/procedimientos/modelos/": {
                "codigo": "urbanismo",
                "modelo_id": Modelo.objects.get(codigo="urbanismo", estado="publicado").id,
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "comprobar_partes",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/<slug:codigo>/pago/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "tasa_via",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/<slug:codigo>/firmas/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "resolucion",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/<slug:codigo>/publicacion/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "anuncio_previo",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/<slug:codigo>/fiscalizacion/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "control",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/<slug:codigo>/audiencia/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "oir",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/tareas/<slug:codigo>/consulta/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "dictamen",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/cuando/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "clase": "tarea",
                "codigo": "control",
            },
            "/escritorio/procedimientos/<uuid:borrador_id>/documentos/": {
                "borrador_id": BorradorProcedimiento.objects.get().id,
                "codigo": "plano",
            },
            "/escritorio/registro/<uuid:asiento_id>/justificante/": {"asiento_id": solicitud.asiento_id},
            "/escritorio/entradas/<uuid:asiento_id>/documentos/": {
                "documento_id": fichas.en_la_unidad.documentos.get().documento_id
            },
        },
    )


def otorgar(representado: Persona, representante: Persona, *, procedimiento: str = "") -> Representacion:
    """One gives a power in the sede, the other accepts it."""
    reloj = reloj_de_la_casa()
    poder = poderes.otorgar_en_sede(
        actor=villa.vecino(representado),
        representante={"nif": representante.nif, "nombre": representante.nombre, "apellido1": representante.apellido1},
        alcance="procedimiento" if procedimiento else "organismo",
        procedimiento=procedimiento,
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=300),
        reloj=reloj,
    )
    return poderes.aceptar(actor=villa.vecino(representante), representacion_id=poder.id, reloj=reloj)


def en_nombre_de(poder: Representacion, reloj: Reloj) -> str:
    """A session of who has that power, who chose to use it."""
    navegador = villa.identificar(poder.representante)
    sesion = Sesion.objects.filter(persona=poder.representante).latest("abierta_el")
    elegir_representado(actor=actor_de_sesion(sesion, en=hoy(reloj)), representacion_id=poder.id, reloj=reloj)
    return navegador


def vecinas() -> dict[str, str]:
    """Sessions of who has nothing to do with what is Ana's, though they are citizens. With a power that is over, one is just another."""
    reloj = reloj_de_la_casa()
    de_empresa = Representacion.objects.get(representante=una(MARTA), representado__clase="juridica")
    limitado = otorgar(una(ANA), una(JUAN), procedimiento=OTRO_PROCEDIMIENTO)
    revocado = otorgar(una(ANA), una(PEDRO))
    sesiones = {
        "another citizen for a company that is not a party": en_nombre_de(de_empresa, reloj),
        "a power for another procedure": en_nombre_de(limitado, reloj),
        "a power that ended meanwhile": _con_poder_de_entonces(una(LUCIA)),
        "a power that was revoked meanwhile": en_nombre_de(revocado, reloj),
    }
    poderes.revocar(actor=villa.vecino(una(ANA)), representacion_id=revocado.id, reloj=reloj)
    return sesiones


def _con_poder_de_entonces(quien: Persona) -> str:
    """A session of who had a power of Ana's until yesterday, chosen when it was in force."""
    entonces = RelojFijo(reloj_de_la_casa().ahora() - timedelta(days=1))
    poder = inscribir_representacion(
        representado=una(ANA),
        representante=quien,
        alcance="organismo",
        acreditacion="documento",
        organismo=settings.CONSISTORIO_ENTIDAD["dir3"],
        desde=hoy(entonces),
        hasta=hoy(entonces),
        estado="vigente",
        actor=villa.vecino(una(ANA)),
        reloj=entonces,
    )
    return en_nombre_de(poder, entonces)


def duena() -> dict[str, str]:
    """A session of whose they are."""
    return {"Ana": villa.identificar(una(ANA))}


def todo_lo_que_se_ve() -> list[str]:
    """Every permission that staff may hold, but those of looking at what is not of one's unit."""
    return sorted(p for p in de_ambito(Ambito.EMPLEADO) if p != VER_TODOS and not p.endswith("_todo"))


def personal_ajeno() -> dict[str, str]:
    """A session of who works in the house, in a unit that has nothing to do with it. With every permission that looks at one's unit: no
    role has more, so that what is closed here is closed to each of them."""
    organizacion = {
        "roles": [{"codigo": "de-todo", "nombre": "De todo en su unidad", "permisos": todo_lo_que_se_ve()}],
        "unidades": [{"dir3": "LA9999999", "nombre": "Otra unidad", "desde": "2020-01-01"}],
        "puestos": [{"codigo": "ajeno", "nombre": "Ajeno", "unidad": "LA9999999", "roles": ["de-todo"]}],
        "empleados": [
            {
                "nif": "00000000T",
                "nombre": "Luis",
                "apellido1": "Gil",
                "usuario": "luis",
                "desde": "2020-01-01",
                "puestos": [{"codigo": "ajeno", "desde": "2020-01-01", "norma": ""}],
            }
        ],
    }
    carga = leer_contenidos({"organizacion.json": json.dumps(organizacion).encode()})
    importar(actor=Actor.sistema("prueba", "organizacion.administrar"), carga=carga, reloj=reloj_de_la_casa())
    cuenta = Empleado.objects.get(persona__nif="00000000T").cuenta
    assert cuenta is not None
    cuenta.debe_cambiar_contrasena = False  # else every door of the staff would send him to change it
    cuenta.save(update_fields=["debe_cambiar_contrasena"])
    return {"another unit": villa.identificar_personal("luis")}


def personal() -> dict[str, str]:
    """A session of each of those whose work it is."""
    return {usuario: villa.identificar_personal(usuario) for usuario in PERSONAL}
