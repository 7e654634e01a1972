"""The inner questions of the services, each with the test that misses it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import actor_de, puesto_de_organo
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.archivo import importados
from consistorio.servicios.archivo.acciones import exportar_eni, importar_eni
from consistorio.servicios.archivo.acciones.repartir_importado import incorporar_importado
from consistorio.servicios.comunicaciones import acciones as comunicaciones
from consistorio.servicios.comunicaciones.consultas import visibles_para as comunicaciones_que_ve
from consistorio.servicios.comunicaciones.tipos import Mensaje
from consistorio.servicios.concejales import acciones as concejales
from consistorio.servicios.concejales.consultas import visibles_para as peticiones_que_ve
from consistorio.servicios.concejales.models import PeticionDeInformacion
from consistorio.servicios.estadistica import ambito
from consistorio.servicios.exportaciones import trabajos as copias
from consistorio.servicios.exportaciones.acceso import exportacion_para
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.servicios.intervencion.acceso import omisiones_visibles
from consistorio.servicios.intervencion.models import Omision
from consistorio.servicios.intervencion.tipos_tarea import TareaFiscalizacion
from consistorio.servicios.mejoras import consultas as mejoras
from consistorio.servicios.mejoras.acciones import pedir
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.servicios.notificaciones.tipos_tarea import TareaNotificacion
from consistorio.servicios.redaccion.acciones import soltar_borrador
from consistorio.servicios.redaccion.models import BorradorDocumento, Prestamo
from consistorio.servicios.resoluciones import consultas as resoluciones
from consistorio.servicios.resoluciones.acciones import senalar_acto
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.tipos_revision import TareaActoRevisado
from consistorio.servicios.resoluciones.tipos_tarea import TareaAcuerdo, TareaPropuesta, TareaResolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tributos.consultas import cobrables_para, liquidables_para
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tipos_tarea import TareaPago
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.acciones import asignar_area
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import PUBLICAR
from consistorio.tramitacion.expedientes.models import PermisoExpediente
from consistorio.tramitacion.formularios.operaciones import crear_definicion

from .faltas import NADIE, abierto_a_la_unidad, falta
from .pueblo import Pueblo


@falta("servicios.archivo.acciones.exportar_eni.exportar_eni archivo.exportar")
def _nothing_is_exported_nor_looked_for(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        exportar_eni(actor=pueblo.de_fuera(), expediente_id=NADIE, carpeta=Path("paquete"), reloj=pueblo.reloj)


@falta("servicios.archivo.acciones.importar_eni.importar_eni archivo.importar")
def _nothing_is_imported_nor_opened(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        importar_eni(actor=pueblo.de_fuera(), fichero=Path("no-esta.xml"), reloj=pueblo.reloj)


@falta("servicios.archivo.acciones.repartir_importado.incorporar_importado expediente.tramitar")
def _what_was_imported_goes_to_a_case_that_one_handles(pueblo: Pueblo) -> None:
    actor = pueblo.de_la_unidad("archivo.incorporar", "expediente.ver")
    with pytest.raises(NoPermitido):
        incorporar_importado(
            actor=actor, importacion_id=pueblo.importacion.id, expediente_id=pueblo.expediente.id, reloj=pueblo.reloj
        )


@falta("servicios.archivo.importados.en_espera archivo.incorporar")
def _what_was_imported_is_listed_for_who_may_put_it_in_a_case(pueblo: Pueblo) -> None:
    assert pueblo.importacion.pk
    assert not importados.en_espera(pueblo.de_la_unidad()).exists()


@falta("servicios.comunicaciones.acciones.enviar.enviar expediente.ver")
def _nothing_is_written_about_a_case_that_one_may_not_read(pueblo: Pueblo) -> None:
    actor = pueblo.de_la_unidad("comunicacion.tramitar")
    PermisoExpediente.objects.create(
        expediente=pueblo.expediente, unidad=pueblo.unidad, desde=pueblo.reloj.ahora(), referencia=NADIE
    )
    with pytest.raises(NoPermitido):
        comunicaciones.enviar(
            actor=actor,
            clave=NADIE,
            mensaje=Mensaje(pueblo.unidad.id, "Corte", "El lunes."),
            destinos=[puesto_de_organo("secretaria").unidad_id],
            expediente_id=pueblo.expediente.id,
            tarea_id=None,
            reloj=pueblo.reloj,
        )


@falta("servicios.comunicaciones.consultas.unidades_de expediente.ver")
def _not_even_the_communications_of_ones_unit(pueblo: Pueblo) -> None:
    enviada = comunicaciones.enviar(
        actor=pueblo.de_la_unidad("comunicacion.tramitar"),
        clave=NADIE,
        mensaje=Mensaje(pueblo.unidad.id, "Corte", "El lunes."),
        destinos=[puesto_de_organo("secretaria").unidad_id],
        expediente_id=None,
        tarea_id=None,
        reloj=pueblo.reloj,
    )
    assert enviada not in comunicaciones_que_ve(pueblo.de_la_unidad())


@falta("servicios.mejoras.consultas.responde catalogo.disenar")
def _who_does_not_prepare_the_procedures_of_the_area_does_not_answer_for_it(pueblo: Pueblo) -> None:
    quien = Actor.sistema("prueba", PUBLICAR)
    asignar_area(actor=quien, area="urbanismo", unidad_id=pueblo.unidad.id, nombre="Urbanismo", reloj=pueblo.reloj)
    assert not mejoras.responde(pueblo.de_la_unidad(), PeticionDeArea(area="urbanismo"))


@falta("servicios.mejoras.consultas.por_contestar catalogo.disenar")
def _what_waits_to_be_decided_is_counted_for_who_decides_it(pueblo: Pueblo) -> None:
    pedida = pedir(
        actor=escenario.empleado("nuria", pueblo.reloj),
        procedimiento="licencia-obra-menor",
        unidad_id=pueblo.unidad.id,
        problema="Casi todas las solicitudes llegan sin plano.",
        mejora="Menos requerimientos.",
        reloj=pueblo.reloj,
    )
    quien = Actor.sistema("prueba", PUBLICAR)
    asignar_area(actor=quien, area=pedida.area, unidad_id=pueblo.unidad.id, nombre="Suya", reloj=pueblo.reloj)
    assert mejoras.por_contestar(pueblo.de_la_unidad()) == 0


@falta("tramitacion.catalogo.consultas.por_publicar catalogo.publicar")
def _what_is_in_trial_is_counted_for_who_publishes(pueblo: Pueblo) -> None:
    version = VersionProcedimiento.objects.filter(estado="publicada")[0]
    version.formulario = crear_definicion(codigo="otro", esquema={}, huella="otra", reloj=pueblo.reloj)
    version.id, version.numero, version.estado, version.publicada_el = NADIE, 99, "ensayo", None
    version.publicada_por = version.cargada_por = None
    version.save(force_insert=True)
    assert catalogo.por_publicar(pueblo.de_la_unidad()) == catalogo.PorPublicar()


@falta("servicios.notificaciones.tipos_tarea.TareaNotificacion.acciones notificacion.emitir")
def _the_task_says_who_does_not_notify(pueblo: Pueblo) -> None:
    (accion,) = TareaNotificacion().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert any("no ordena notificaciones" in i for i in accion.impedimentos)


@falta("servicios.resoluciones.consultas.visibles_para resolucion.libro")
def _the_resolutions_of_others_are_not_seen(pueblo: Pueblo) -> None:
    resolucion = Resolucion.objects.create(
        expediente=pueblo.expediente,
        asunto="Licencia",
        sentido="estima",
        fin_de_via=True,
        organo="alcaldia",
        organo_texto="Alcaldía",
        propuesta_por=NADIE,
    )
    assert resolucion not in resoluciones.visibles_para(pueblo.de_fuera("expediente.ver"))


@falta("servicios.resoluciones.tipos_tarea.TareaPropuesta.acciones resolucion.proponer")
def _the_task_says_who_does_not_propose(pueblo: Pueblo) -> None:
    (accion,) = TareaPropuesta().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert any("no redacta propuestas" in i for i in accion.impedimentos)


@falta("servicios.resoluciones.tipos_revision.TareaActoRevisado.acciones resolucion.proponer")
def _the_task_says_who_does_not_say_what_is_reviewed(pueblo: Pueblo) -> None:
    (accion,) = TareaActoRevisado().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert any("quien redacta las propuestas" in i for i in accion.impedimentos)


@falta("servicios.resoluciones.acciones.revision._original expediente.ver")
def _what_is_reviewed_is_of_a_case_that_may_be_read(pueblo: Pueblo) -> None:
    otro = escenario.caso(pueblo.reloj)
    for expediente in (pueblo.expediente, otro):
        PermisoExpediente.objects.create(
            expediente=expediente, unidad=pueblo.unidad, desde=pueblo.reloj.ahora(), referencia=NADIE
        )
    with pytest.raises(NoPermitido):
        senalar_acto(
            actor=pueblo.de_la_unidad("resolucion.proponer"),
            tarea_id=pueblo.tarea.id,
            original=otro.numero,
            motivo="Falta.",
            causa="a",
            reloj=pueblo.reloj,
        )


@falta("servicios.resoluciones.tipos_tarea.TareaResolucion.acciones resolucion.elevar")
def _the_task_says_who_does_not_send_to_be_signed(pueblo: Pueblo) -> None:
    elevar = [a for a in TareaResolucion().acciones(pueblo.tarea, pueblo.de_la_unidad()) if a.codigo == "elevar"]
    assert any("es de la jefatura" in i for i in elevar[0].impedimentos)


@falta("servicios.resoluciones.tipos_tarea.TareaAcuerdo.acciones resolucion.acordar")
def _the_task_says_who_does_not_record_what_was_agreed(pueblo: Pueblo) -> None:
    (accion,) = TareaAcuerdo().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert any("Lo anota la Secretaría" in i for i in accion.impedimentos)


@falta("servicios.estadistica.ambito.opciones control.expedientes")
def _the_whole_town_is_not_offered(pueblo: Pueblo) -> None:
    ofrecidas = ambito.opciones(pueblo.de_la_unidad("expediente.ver"), en=hoy(pueblo.reloj))
    assert ofrecidas
    assert all(opcion.alcance.unidades is not None for opcion in ofrecidas)


@falta("servicios.estadistica.ambito._alcance expediente.ver")
def _small_groups_of_cases_that_may_not_be_seen_are_not_told(pueblo: Pueblo) -> None:
    assert ambito.opciones(pueblo.de_la_unidad(), en=hoy(pueblo.reloj))[0].alcance.protegido


@falta("servicios.redaccion.acciones.prestamos.soltar_borrador expediente.asignar")
def _a_draft_that_another_has_out_is_let_go_by_who_shares_out_the_work(pueblo: Pueblo) -> None:
    administra = Empleado.objects.get(cuenta__usuario="andres")
    borrador = BorradorDocumento.objects.create(
        expediente=pueblo.expediente,
        titulo="Informe",
        tipo_documental="TD13",
        creado_por=administra,
        creado_el=pueblo.reloj.ahora(),
    )
    Prestamo.objects.create(borrador=borrador, empleado=administra, desde=pueblo.reloj.ahora())
    with pytest.raises(NoPermitido):
        soltar_borrador(
            actor=pueblo.de_la_unidad("expediente.ver", "expediente.tramitar"),
            borrador_id=borrador.id,
            motivo="Urge.",
            reloj=pueblo.reloj,
        )


@falta("servicios.exportaciones.acceso.exportacion_para expediente.ver")
def _a_copy_is_not_handed_over_to_who_may_not_read_cases_any_more(pueblo: Pueblo) -> None:
    abierto_a_la_unidad(pueblo)
    with pytest.raises(NoPermitido):
        exportacion_para(pueblo.de_la_unidad(), pueblo.expediente.id, NADIE, reloj=pueblo.reloj)


@falta("servicios.exportaciones.trabajos._hacer expediente.ver")
def _a_copy_is_not_made_for_who_may_not_read_cases(pueblo: Pueblo) -> None:
    administra = Empleado.objects.select_related("persona").get(cuenta__usuario="andres")
    PermisoExpediente.objects.create(
        expediente=pueblo.expediente, empleado=administra, desde=pueblo.reloj.ahora(), referencia=NADIE
    )
    pedida = Exportacion(expediente=pueblo.expediente, solicitante=administra, clase="comprimido", total=1)
    with pytest.raises(NoPermitido):
        copias._hacer(pedida)


@falta("servicios.tributos.consultas.cobrables_para tributos.cobrar")
def _what_there_is_to_collect_is_seen_by_who_collects(pueblo: Pueblo) -> None:
    assert cobrables_para(pueblo.de_fuera()).query.is_empty()


@falta("servicios.tributos.consultas.liquidables_para tributos.liquidar")
def _what_was_liquidated_is_looked_for_by_who_liquidates(pueblo: Pueblo) -> None:
    assert liquidables_para(pueblo.de_fuera()).query.is_empty()


@falta("servicios.tributos.tipos_tarea.TareaPago._por_calcular tributos.liquidar")
def _the_task_says_who_does_not_liquidate(pueblo: Pueblo) -> None:
    hacer = TareaPago()._por_calcular(pueblo.tarea, pueblo.de_la_unidad())[0]
    assert any("quien liquida las tasas" in i for i in hacer.impedimentos)


@falta("servicios.tributos.tipos_tarea.TareaPago._por_cobrar tributos.liquidar")
def _the_annulment_is_offered_to_who_liquidates(pueblo: Pueblo) -> None:
    posibles = TareaPago()._por_cobrar(pueblo.tarea, Liquidacion(), pueblo.de_la_unidad())
    assert [una.codigo for una in posibles] == ["completar_tarea"]


@falta("servicios.intervencion.tipos_tarea.TareaFiscalizacion.acciones intervencion.fiscalizar")
def _the_task_says_who_does_not_examine_what_spends(pueblo: Pueblo) -> None:
    (accion,) = TareaFiscalizacion().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert any("Fiscaliza Intervención" in i for i in accion.impedimentos)


@falta("servicios.intervencion.acceso._ve_todo intervencion.ver")
def _what_was_not_fiscalised_is_seen_by_who_may(pueblo: Pueblo) -> None:
    Omision.objects.create(
        objeto=f"factura:{NADIE}",
        unidad=pueblo.expediente.unidad,
        asunto="Factura",
        importe=1,
        ejercicio=2026,
        como="Se encargó sin fiscalizar.",
        notada_el=pueblo.reloj.ahora(),
        notada_por=NADIE,
        decide=Omision.Decide.PRESIDENCIA,
    )
    assert not omisiones_visibles(pueblo.de_fuera("intervencion.contestar"), en=hoy(pueblo.reloj)).exists()


def _de_una_concejala(pueblo: Pueblo) -> PeticionDeInformacion:
    """What a councillor asked and silence granted."""
    adela = actor_de(Empleado.objects.get(cuenta__usuario="adela"), en=hoy(pueblo.reloj))
    pedido = concejales.Peticion("otra", "El inventario de bienes")
    una = concejales.pedir(actor=adela, clave=uuid4(), pedido=pedido, reloj=pueblo.reloj)
    PeticionDeInformacion.objects.filter(id=una.id).update(
        estado="silencio", forma="vista", resuelta_el=pueblo.reloj.ahora()
    )
    return una


@falta("servicios.concejales.consultas.visibles_para concejales.ver")
def _the_requests_of_a_councillor_are_hers_and_of_who_sees_to_them(pueblo: Pueblo) -> None:
    assert _de_una_concejala(pueblo).pk
    assert not peticiones_que_ve(pueblo.de_fuera("concejales.pedir")).exists()


@falta("servicios.concejales.consultas.visibles_para concejales.pedir")
def _who_is_a_councillor_no_more_sees_not_even_hers(pueblo: Pueblo) -> None:
    una = _de_una_concejala(pueblo)
    adela = actor_de(Empleado.objects.get(id=una.concejal_id), en=hoy(pueblo.reloj))
    assert peticiones_que_ve(adela).exists()
    assert not peticiones_que_ve(replace(adela, permisos=adela.permisos - {"concejales.pedir"})).exists()


@falta("servicios.concejales.acciones.pedir.darse_por_enterado concejales.resolver")
def _who_only_sees_a_request_does_not_know_for_the_organ(pueblo: Pueblo) -> None:
    una = _de_una_concejala(pueblo)
    with pytest.raises(NoPermitido):
        concejales.darse_por_enterado(
            actor=pueblo.de_fuera("concejales.ver", "expediente.ver"), peticion_id=una.id, reloj=pueblo.reloj
        )
