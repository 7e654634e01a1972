"""The example town at work: something in every list that the staff have, so that each of their pages has what to show."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.db import transaction

from consistorio.canales.escritorio.tests.test_entradas import asignar_areas, llega
from consistorio.canales.escritorio.tests.test_importados import importar, publicar_orden
from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.tests.factories import adjunto, empresa, entrada_de_mostrador, persona, unidad
from consistorio.documental.registro.tipos import Apoderamiento, DatosPersona, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.calendario.reloj import mover_reloj, reloj_de_la_casa
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.acciones.personal import anotar_ausencia
from consistorio.plataforma.organizacion.acciones.sustituciones import designar_suplencia
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.busquedas import acciones as busquedas
from consistorio.servicios.comunicaciones import acciones as comunicaciones
from consistorio.servicios.comunicaciones.tests.factories import enviada as comunicacion
from consistorio.servicios.comunicaciones.tests.factories import mensaje
from consistorio.servicios.comunicaciones.tipos import Fichero
from consistorio.servicios.encargos.acciones import encargar_expedientes
from consistorio.servicios.encargos.models import FilaEncargo
from consistorio.servicios.incidencias import acciones as incidencias
from consistorio.servicios.incidencias.acciones import anotar_incidencia
from consistorio.servicios.incidencias.models import Latido
from consistorio.servicios.incidencias.permisos import VIGILAR
from consistorio.servicios.incidencias.vigilancia import limites_del_dia
from consistorio.servicios.intervencion.tests import gasto
from consistorio.servicios.mejoras import acciones as mejoras
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tests.test_notificar import dispuesta, enviada
from consistorio.servicios.notificaciones.tipos import Intento, ResultadoIntento
from consistorio.servicios.redaccion.acciones import empezar_borrador, subir_version, tomar_borrador
from consistorio.servicios.resoluciones.acciones import anotar_acuerdo, llevar_a_sesion, recoger_asunto
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import DOCUMENTAR
from consistorio.servicios.resoluciones.tests.test_resolver import devolver, documentada, firmar
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.acciones import abrir_borrador, guardar_borrador
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.exportar import documento_de
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes.acciones import (
    anotar_nota,
    colocar_documentos,
    crear_carpeta,
    incorporar,
    relacionar,
    seguir,
)
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones import asignar, guardar_caso
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.permisos import CAMBIAR_VERSION
from consistorio.tramitacion.motor.simulacion import Caso, Paso
from consistorio.tramitacion.motor.versiones import por_pasar, prever
from consistorio.tramitacion.solicitudes.acciones import (
    abrir_de_asiento,
    guardar_escrito,
    presentar_escrito,
    transcribir,
)
from consistorio.tramitacion.solicitudes.tipos import Apertura, EvidenciaSesion
from consistorio.tramitacion.tests.factories import un_pdf
from consistorio.tramitacion.tests.firmas import firmado
from tests.navegador import modelo_sembrado, sobre_la_propuesta, villa
from tests.navegador.fichas import LARGO

DE_LICENCIAS = "LA0009986"
FILAS = 26  # one more than a page of a list


def sembrar() -> None:
    """Cases in every state, a book, entries of the register, jobs that failed and that wait, somebody away."""
    reloj = RelojDePrueba(reloj_de_la_casa().ahora())
    for _ in range(FILAS):
        escenario.caso(reloj)
    largo = escenario.caso(reloj)
    Expediente.objects.filter(id=largo.id).update(titulo=LARGO[:200])
    _mesa(largo, reloj)
    documentada(escenario.caso_por_proponer(reloj), reloj)
    firmar(documentada(escenario.caso_por_proponer(reloj), reloj), reloj)
    devolver(documentada(escenario.caso_por_proponer(reloj), reloj), reloj)
    _cartas(reloj)
    escenario.declarado(reloj)
    _en_prueba(reloj)
    _en_publico(reloj)
    _en_consulta(reloj)
    _en_pago(reloj)
    _en_gasto(reloj)
    _en_cuestion(reloj)
    _en_sesion(reloj)
    sobre_la_propuesta.sembrar(reloj)
    _registro()
    _apoderamiento()
    _entre_unidades(reloj, largo)
    reloj.momento = reloj_de_la_casa().ahora()  # the register's time never goes back, however long the above took
    _registro_de_la_unidad(reloj)
    anotar_incidencia(
        actor=villa.empleado("andres"),
        titulo="No se puede presentar nada",
        descripcion="El registro electrónico no responde.",
        desde=reloj.ahora() - timedelta(hours=2),
        hasta=None,
        reloj=reloj,
    )
    _caida(reloj)
    anotar_ausencia(
        actor=villa.empleado("andres"),
        empleado_id=Empleado.objects.get(cuenta__usuario="sergio").id,
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=14),
        motivo="vacaciones",
        reloj=reloj,
    )
    marta = villa.empleado("marta")
    borrador = abrir_borrador(actor=marta, version_id=vigente("licencia-obra-menor").id, reloj=reloj)
    caso = Caso({"tipo_obra": "interior"}, hoy(reloj), (Paso("comunicacion_inicial", 1), Paso("revision", 3)))
    guardar_caso(actor=marta, borrador_id=borrador.id, nombre="Recién revisada", caso=caso, reloj=reloj)
    capa = como_datos(borrador.capa)
    for tarea in (TASA, ANUNCIO, CONTROL, OIR, DICTAMEN):
        capa = edicion.anadir_tarea(capa, tarea)
    guardar_borrador(actor=marta, borrador_id=borrador.id, edicion=borrador.edicion, capa=capa, reloj=reloj)
    _otra_version(reloj, marta)
    modelo_sembrado.sembrar(reloj, marta=marta, ines=villa.empleado("ines"))
    _mejoras(reloj, marta)
    designar_suplencia(
        actor=villa.empleado("andres"),
        puesto_id=Puesto.objects.get(codigo="intervencion").id,
        suplente_id=Empleado.objects.get(cuenta__usuario="beatriz").id,
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=14),
        norma="Decreto de prueba",
        reloj=reloj,
    )
    trabajos_de_prueba.declarar()
    trabajos_de_prueba.crear_tabla()
    with transaction.atomic():
        encolar("prueba.nunca", objeto_id="x")
    vaciar_colas(colas=["prueba"], propagar=False)


# What the area adds to the works licence, before it says what is paid, published and examined, who is heard and what is asked
OIR: dict[str, Valor] = {
    "codigo": "oir",
    "tipo": "audiencia",
    "fase": "finalizacion",
    "nombre": "Oír a quien lo pidió sobre la propuesta",
    "norma": "LPACAP art. 82",
    "tras": ["propuesta"],
    "datos": {"sobre": "propuesta"},
}
DICTAMEN: dict[str, Valor] = {
    "codigo": "dictamen",
    "tipo": "consulta",
    "fase": "finalizacion",
    "nombre": "Pedir el dictamen de Patrimonio",
    "norma": "LPACAP art. 79.1",
    "tras": ["propuesta"],
}
CONTROL: dict[str, Valor] = {
    "codigo": "control",
    "tipo": "fiscalizacion",
    "fase": "finalizacion",
    "nombre": "Fiscalizar el gasto",
    "norma": "TRLRHL arts. 214 y 219",
    "area": "intervencion",
    "tras": ["propuesta"],
    "condicion": {
        "y": [
            {"campo": "sentido_propuesta", "operador": "igual", "valor": "estima"},
            {"o": [{"campo": "interesados", "operador": "mayor", "valor": 2}]},
        ]
    },
}
ANUNCIO: dict[str, Valor] = {
    "codigo": "anuncio_previo",
    "tipo": "publicacion",
    "fase": "instruccion",
    "nombre": "Anunciar la obra en el tablón",
}
TASA: dict[str, Valor] = {
    "codigo": "tasa_via",
    "tipo": "pago",
    "fase": "instruccion",
    "nombre": "Pagar la tasa por ocupar la calle",
    "norma": "TRLRHL arts. 20.3.g y 26",
    "area": "tributos",
}


def _otra_version(reloj: RelojDePrueba, quien: Actor) -> None:
    """The works licence has a second version: some cases of the first moved to it, one could not, and the rest go on."""
    documento = documento_de(vigente("licencia-obra-menor"))
    tareas = como_datos(documento.get("tareas") or {})
    anadidas = tareas.get("anadir")
    nueva: dict[str, Valor] = {
        "codigo": "mirar_catalogo",
        "tipo": "libre",
        "fase": "instruccion",
        "nombre": "Mirar si el edificio está protegido",
    }
    del documento["casos"]  # those that are kept are of the version before
    documento["tareas"] = {**tareas, "anadir": [*(anadidas if isinstance(anadidas, list) else []), nueva]}
    instalacion = Actor.sistema("prueba", *DE_LA_INSTALACION)
    carga = catalogo.cargar(actor=instalacion, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None
    version = catalogo.publicar(actor=instalacion, version_id=carga.version_id, reloj=reloj)
    previstos = prever(quien, version, en=hoy(reloj), limite=100)
    elegidos = [p.expediente.id for p in previstos if p.obstaculos][:1] + [
        p.expediente.id for p in previstos if not p.obstaculos and p.expediente.titulo != LARGO[:200]
    ][:2]
    cambio = motor.pedir_cambio_de_version(
        actor=quien,
        version_id=version.id,
        expedientes=elegidos,
        motivo="Para mirar también si el edificio está protegido.",
        reloj=reloj,
    )
    for caso_id in por_pasar(cambio.id):
        motor.pasar_de_version(actor=Actor.sistema("versiones", CAMBIAR_VERSION), caso_id=caso_id, reloj=reloj)


def _mejoras(reloj: RelojDePrueba, quien: Actor) -> None:
    """What is asked to change: one that waits, one that was accepted, one that is being prepared and one that was rejected."""
    nuria = villa.empleado("nuria")
    pedidas = [
        mejoras.pedir(
            actor=nuria,
            procedimiento="licencia-obra-menor",
            unidad_id=Expediente.objects.order_by("id")[0].unidad_id,
            problema=problema,
            mejora="Menos requerimientos y cinco días menos en cada expediente.",
            reloj=reloj,
        )
        for problema in (
            "Casi todas las solicitudes llegan sin plano, y hay que pedirlo después.",
            "El informe técnico se pide también para obras que no lo necesitan.",
            "Habría que preguntar el color de la fachada.",
            "Nadie sabe cuándo se anuncia la obra en el tablón.",
        )
    ]
    mejoras.comentar(actor=quien, peticion_id=pedidas[1].id, texto="¿Para cuáles no hace falta?", reloj=reloj)
    mejoras.comentar(actor=nuria, peticion_id=pedidas[1].id, texto="Para las de dentro de la vivienda.", reloj=reloj)
    mejoras.aceptar(actor=quien, peticion_id=pedidas[1].id, reloj=reloj)
    mejoras.aceptar(actor=quien, peticion_id=pedidas[3].id, reloj=reloj)
    mejoras.enlazar_borrador(actor=quien, peticion_id=pedidas[3].id, reloj=reloj)
    mejoras.rechazar(actor=quien, peticion_id=pedidas[2].id, motivo="La ordenanza no lo pide.", reloj=reloj)


def _caida(reloj: RelojDePrueba) -> None:
    """Yesterday the sede was down from nine to half past ten, as its beats say."""
    ayer = hoy(reloj) - timedelta(days=1)
    desde, hasta = limites_del_dia(ayer)
    caida = (desde + timedelta(hours=9), desde + timedelta(hours=10, minutes=30))
    minutos = (desde + timedelta(minutes=n) for n in range(int((hasta - desde) / timedelta(minutes=1))))
    Latido.objects.bulk_create(
        Latido(origen="web", minuto=minuto) for minuto in minutos if not caida[0] <= minuto < caida[1]
    )
    assert incidencias.vigilar(actor=Actor.sistema("vigilancia", VIGILAR), dia=ayer, reloj=reloj) is not None


def _mesa(largo: Expediente, reloj: RelojDePrueba) -> None:
    """Somebody has a task in hand and follows its case, where things happen; another case has a notification about to lapse."""
    nuria = villa.empleado("nuria")
    for tarea in largo.tareas.filter(cerrada_el=None):
        asignar(actor=nuria, tarea_id=tarea.id, empleado_id=nuria.id, reloj=reloj)
    otro = Expediente.objects.exclude(id=largo.id).order_by("id")[0]
    relacionar(actor=nuria, expediente_id=largo.id, otro_id=otro.id, clase="antecedente", reloj=reloj)
    planos = crear_carpeta(actor=nuria, expediente_id=largo.id, nombre="Planos y fotografías", reloj=reloj)
    crear_carpeta(actor=nuria, expediente_id=largo.id, nombre="De antes", padre_id=planos.id, reloj=reloj)
    puestos = [
        incorporar(
            actor=nuria,
            expediente_id=largo.id,
            flujo=admitir(io.BytesIO(un_pdf(titulo)), nombre="plano.pdf"),
            nombre="plano.pdf",
            titulo=titulo,
            tipo_documental="TD99",
            reloj=reloj,
        )
        for titulo in ("Plano de situación", "Plano de la instalación eléctrica y de la carpintería exterior", "Fotos")
    ]
    colocar_documentos(actor=nuria, expediente_id=largo.id, puestos=[puestos[0].id], carpeta_id=planos.id, reloj=reloj)
    contenido = admitir(io.BytesIO(un_pdf("informe")), nombre="informe.pdf")
    informe = empezar_borrador(
        actor=nuria,
        expediente_id=largo.id,
        titulo="Informe jurídico sobre la licencia",
        tipo_documental="TD13",
        contenido=contenido,
        nombre="informe juridico.pdf",
        reloj=reloj,
    )
    subir_version(
        actor=villa.empleado("marta"),
        borrador_id=informe.id,
        contenido=admitir(io.BytesIO(un_pdf("informe " * 900)), nombre="informe.pdf"),
        nombre="informe juridico revisado.pdf",
        nota="Añadidos los fundamentos de derecho y corregida la fecha de la solicitud.",
        sobre=1,
        reloj=reloj,
    )
    tomar_borrador(actor=nuria, borrador_id=informe.id, reloj=reloj)
    encargar_expedientes(
        actor=nuria,
        clave=uuid4(),
        acto="anotar",
        expedientes=list(Expediente.objects.values_list("id", flat=True)[:4]),
        texto="Visita el lunes con la Policía Local.",
        reloj=reloj,
    )
    vaciar_colas(colas=["general"])
    vista = FilaEncargo.objects.order_by("orden")[1]
    FilaEncargo.objects.filter(id=vista.id).update(estado="fallida", motivo="No encontramos ese expediente.")
    seguir(actor=nuria, expediente_id=largo.id, reloj=RelojDePrueba(reloj.momento - timedelta(hours=1)))
    hace_dias = RelojDePrueba(reloj.momento - timedelta(days=8))
    dispuesta(escenario.caso(hace_dias), hace_dias, referencia="prueba:por_caducar")


def _cartas(reloj: RelojDePrueba) -> None:
    """Letters that wait to be printed, that were printed, without an address, posted, and that could not be delivered."""
    marta = villa.empleado("marta")
    dispuesta(escenario.caso(reloj, canal="papel"), reloj)
    impresa = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:impresa")
    notificaciones.imprimir(actor=marta, notificacion_id=impresa.id, reloj=reloj)
    con_otra = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:con_otra")
    notificaciones.imprimir(actor=marta, notificacion_id=con_otra.id, reloj=reloj)
    Notificacion.objects.filter(id=con_otra.id).update(direccion_postal="Calle Ancha, 3, 09001 Villaejemplo")
    sin_direccion = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:sin_direccion")
    Notificacion.objects.filter(id=sin_direccion.id).update(direccion_postal="")
    sin_lugar = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:sin_lugar")
    Notificacion.objects.filter(id=sin_lugar.id).update(direccion_postal="")
    Interesado.objects.filter(expediente_id=sin_lugar.expediente_id).update(domicilio={})
    Persona.objects.filter(id=sin_lugar.destinatario_id).update(
        direccion="", codigo_postal="", municipio="", provincia=""
    )
    notificaciones.declarar_lugar_ignorado(
        actor=marta,
        notificacion_id=sin_lugar.id,
        motivo="lugar",
        averiguado="Se preguntó a la Diputación y a la Agencia Tributaria.",
        consultado=True,
        reloj=reloj,
    )
    enviada(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:enviada")
    devuelta = enviada(escenario.caso(reloj, canal="papel"), reloj, referencia="carta:devuelta")
    assert devuelta.salida is not None
    intento = Intento(devuelta.salida.registrado_el, ResultadoIntento.DESCONOCIDO)
    notificaciones.anotar_intento_papel(actor=marta, notificacion_id=devuelta.id, intento=intento, reloj=reloj)


def _en_prueba(reloj: RelojDePrueba) -> None:
    """A case with its period of proof open, and one that is to be practised."""
    caso, marta = escenario.caso(reloj), escenario.empleado("marta", reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    apertura = motor.abrir_prueba(
        actor=marta, expediente_id=caso.id, causa="hechos", motivo="No consta desde cuándo existe la obra.", reloj=reloj
    )
    firmado(apertura, reloj)
    admitida = motor.admitir_prueba(
        actor=marta,
        expediente_id=caso.id,
        descripcion=LARGO,
        lugar="Sala de reuniones, Plaza Mayor, 1",
        practica_el=reloj.ahora() + timedelta(days=10),
        reloj=reloj,
    )
    firmado(admitida, reloj)


def _en_publico(reloj: RelojDePrueba) -> None:
    """A case in public information, not in the gazette yet, in which somebody alleged."""
    caso, marta = escenario.caso(reloj), escenario.empleado("marta", reloj)
    acto = motor.abrir_informacion(
        actor=marta, expediente_id=caso.id, titulo=LARGO[:200], texto=["Se cambia."], lugar="La oficina", reloj=reloj
    )
    firmado(acto, reloj)
    vecino = escenario.ciudadana("87654321X")
    guardado = guardar_escrito(
        actor=vecino, expediente_id=caso.id, clase="informacion", texto="No estoy de acuerdo.", reloj=reloj
    )
    presentar_escrito(
        actor=vecino,
        borrador_id=guardado.borrador.id,
        clave_idempotencia="oficinas-alega",
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )


def _en_consulta(reloj: RelojDePrueba) -> None:
    """A case that waits for another administration."""
    caso, marta = escenario.caso(reloj), escenario.empleado("marta", reloj)
    acto = motor.consultar(
        actor=marta,
        expediente_id=caso.id,
        clase="informe",
        nif="S4711001J",
        nombre="Junta de Castilla y León",
        asunto=LARGO[:200],
        precepto="Ley 12/2002, artículo 44",
        texto=["Pedimos el informe."],
        dias=10,
        canal="sir",
        suspende=True,
        reloj=reloj,
    )
    firmado(acto, reloj)


def _en_pago(reloj: RelojDePrueba) -> None:
    """Cases that pay: one whose amount is not made yet, one in part and late, and one that paid twice."""
    hace_un_mes = RelojDePrueba(reloj.momento - timedelta(days=40))
    hoy_mismo = RelojDePrueba(reloj.momento)
    plazo: dict[str, Valor] = {"cantidad": 10, "unidad": "dias_naturales"}
    terraza.procedimiento(reloj, {**terraza.AUTOLIQUIDACION, "plazo": plazo})
    terraza.escribir_tarifa(reloj)
    terraza.caso(hoy_mismo, unidad=DE_LICENCIAS)
    for ingresos in (("500",), ("504", "504")):
        debe = terraza.autoliquidada(terraza.caso(hace_un_mes, unidad=DE_LICENCIAS), hace_un_mes)
        for numero, importe in enumerate(ingresos):
            terraza.pagada(debe, hoy_mismo, importe=importe, referencia_banco=f"{debe.referencia}-{numero}")
    mover_reloj(reloj.momento)


def _en_gasto(reloj: RelojDePrueba) -> None:
    """Cases that spend: one that waits for Intervención, and four with a reparo in each of its moments."""
    gasto.procedimiento(reloj)
    gasto.propuesto(reloj)
    gasto.fiscalizado(gasto.propuesto(reloj), reloj, "reparo", ["tramites", "otra"])
    gasto.con_discrepancia(gasto.propuesto(reloj), reloj, "tramites")
    gasto.con_discrepancia(gasto.propuesto(reloj), reloj, "credito")


def _en_cuestion(reloj: RelojDePrueba) -> None:
    """A case in which a party challenges two people: one challenge waits to be passed on, and the other to be answered."""
    caso, ana = escenario.caso(reloj), escenario.ciudadana("12345678Z")
    for numero in range(2):
        guardado = guardar_escrito(actor=ana, expediente_id=caso.id, clase="recusacion", texto=LARGO, reloj=reloj)
        presentar_escrito(
            actor=ana,
            borrador_id=guardado.borrador.id,
            clave_idempotencia=f"oficinas-recusa-{numero}",
            evidencia=EvidenciaSesion(),
            reloj=reloj,
        )
    motor.dar_curso_a_recusacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=Tarea.objects.filter(codigo="escrito_recusacion").order_by("id")[0].id,
        empleado_id=Empleado.objects.get(cuenta__usuario="sergio").id,
        causas=["b", "c"],
        reloj=reloj,
    )


def _en_sesion(reloj: RelojDePrueba) -> None:
    """A matter that waits for a session, and another that was agreed in one."""
    for _numero in range(2):
        caso = escenario.caso_por_proponer(reloj)
        propuesta = manos.proponer(caso, "estima", reloj)
        Resolucion.objects.filter(id=propuesta.id).update(
            organo="junta_gobierno", organo_texto="Junta de Gobierno Local", asunto=LARGO[:240]
        )
        asunto = llevar_a_sesion(
            actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo_orden="Urge", reloj=reloj
        )
        sistema = Actor.sistema("resoluciones", DOCUMENTAR)
        asunto = recoger_asunto(actor=sistema, asunto_id=asunto.id, reloj=reloj)
    assert asunto.tarea_id is not None
    anotar_acuerdo(
        actor=escenario.empleado("javier", reloj),
        tarea_id=asunto.tarea_id,
        resultado="enmendado",
        sesion_el=hoy(reloj),
        sesion_numero="31/2026, ordinaria",
        enmienda=["Conceder la licencia, con un plazo de seis meses."],
        reloj=reloj,
    )


def _registro() -> None:
    rosa, reloj = villa.empleado("rosa"), reloj_de_la_casa()
    for numero in range(FILAS + 1):
        asiento = entrada_de_mostrador(
            actor=rosa,
            reloj=reloj,
            clave_idempotencia=f"oficinas-{numero}",
            asunto=LARGO[:200] if numero == FILAS - 1 else "Queja por ruidos",
            partes=[Parte(empresa(), persona())],
            unidad_id=unidad("LA0009985", "Urbanismo").id,
            documentos=[adjunto()],
        )
    otra = unidad("LA0009988", "Vía Pública")
    registro.redirigir(actor=rosa, asiento_id=asiento.id, unidad_id=otra.id, motivo="Es suyo", reloj=reloj)
    registro.rectificar(
        actor=rosa, asiento_id=asiento.id, campo="asunto", despues="Queja", motivo="Errata", reloj=reloj
    )
    ayer = hoy(reloj) - timedelta(days=1)
    registro.emitir_libro(actor=rosa, libro="E", desde=ayer, hasta=ayer, reloj=reloj)


def _apoderamiento() -> None:
    """Somebody gives a power at the counter, and numbers are taken for a contingency."""
    reloj = reloj_de_la_casa()
    pedido = Apoderamiento(
        representado=DatosPersona("67890123B", "Óscar", "Núñez"),
        representante=DatosPersona("12345678Z", "Ana", "García"),
        acreditacion="apud_acta_presencial",
        alcance="organismo",
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=365),
        identificacion="dni",
        identidad_comprobada=True,
    )
    registro.inscribir_en_oficina(actor=villa.empleado("rosa"), pedido=pedido, reloj=reloj)
    registro.reservar_numeros(actor=villa.empleado("rosa"), libro="E", cuantos=12, motivo=LARGO, reloj=reloj)


def _en_papel(reloj: RelojDePrueba) -> None:
    """A case opened from paper, whose answers were written down twice."""
    asiento, nuria = llega(reloj, asunto="En papel"), escenario.empleado("nuria", reloj)
    solicitud = abrir_de_asiento(
        actor=nuria, asiento_id=asiento.id, pedida=Apertura("licencia-obra-menor"), reloj=reloj
    )
    for texto in ("Cambiar la bañera", LARGO):
        transcribir(
            actor=nuria,
            expediente_id=solicitud.expediente_id,
            datos={"descripcion": texto, "presupuesto": "3000"},
            parcial=True,
            reloj=reloj,
        )


def _registro_de_la_unidad(reloj: RelojDePrueba) -> None:
    asignar_areas(reloj)
    publicar_orden(reloj)
    for asunto in ("Plano que faltaba", LARGO[:200]):
        llega(reloj, asunto=asunto)
    _en_papel(reloj)
    with TemporaryDirectory() as carpeta:
        importar(Path(carpeta), reloj)


def _entre_unidades(reloj: RelojDePrueba, largo: Expediente) -> None:
    """Communications that wait, one with everything that one may have, and a note that was answered."""
    nuria, marta, raul, javier = (villa.empleado(quien) for quien in ("nuria", "marta", "raul", "javier"))
    for _ in range(FILAS):
        comunicacion(raul, mensaje("LA0009988", reloj), ("LA0009986",), reloj)
    plano = Fichero(admitir(io.BytesIO(un_pdf("plano")), nombre="plano.pdf"), "plano.pdf")
    completa = mensaje("LA0009986", reloj, asunto=LARGO[:180], texto=f"{LARGO}\n\n{LARGO}", ficheros=(plano,))
    busquedas.guardar(actor=nuria, nombre="Obras de mi unidad", texto="obra", unidad_id=largo.unidad_id, reloj=reloj)
    del_caso = comunicacion(nuria, completa, ("LA0009981", "LA0009982"), reloj, expediente_id=largo.id)
    comunicaciones.contestar(
        actor=javier,
        clave=uuid4(),
        comunicacion_id=del_caso.id,
        mensaje=mensaje("LA0009982", reloj, asunto="De acuerdo"),
        reloj=reloj,
    )
    corte = comunicacion(nuria, mensaje("LA0009986", reloj), ("LA0009988",), reloj)
    comunicaciones.corregir(
        actor=nuria,
        clave=uuid4(),
        comunicacion_id=corte.id,
        mensaje=mensaje("LA0009986", reloj, asunto="Corte de la plaza"),
        reloj=reloj,
    )
    nota = anotar_nota(actor=marta, expediente_id=largo.id, texto="Falta el plano. ¿Lo pides, @nuria?", reloj=reloj)
    anotar_nota(actor=nuria, expediente_id=largo.id, texto="Pedido.", responde_a=nota.id, reloj=reloj)
