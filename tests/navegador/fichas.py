"""What the sown offices hold, found by what it is: a case, a letter, a task in each state..."""

from __future__ import annotations

from dataclasses import dataclass

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import PasoFirma
from consistorio.documental.registro.models import Asiento, EdicionLibro, RectificacionAsiento
from consistorio.economia.contabilidad.models import Asiento as AsientoContable
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso, Operacion
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.plataforma.identidad.models import Representacion
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.busquedas.models import BusquedaGuardada
from consistorio.servicios.comunicaciones.models import Comunicacion
from consistorio.servicios.encargos.models import Encargo
from consistorio.servicios.intervencion.models import Reparo
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.redaccion.models import BorradorDocumento
from consistorio.servicios.resoluciones.models import Resolucion, Revision
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.tramitacion.expedientes.models import Carpeta, Expediente, MencionNota
from consistorio.tramitacion.motor.models import Consulta, InformacionPublica, PeriodoPrueba, Tarea
from consistorio.tramitacion.solicitudes.models import Transcripcion

LARGO = "Reforma integral de la vivienda con cambio de distribución, instalaciones y carpintería exterior " * 2
FILAS = 26  # one more than a page of a list


def _de_reparo(**como: str) -> Tarea:
    tarea = Reparo.objects.select_related("tarea").get(objeto="", **como).tarea
    assert tarea is not None
    return tarea


@dataclass(frozen=True)
class Fichas:
    """What the addresses of the pages name."""

    largo: Expediente
    tarea: Tarea
    en_firma: Resolucion
    firmada: Resolucion
    devuelta: Resolucion
    papel: Notificacion
    paso: PasoFirma
    asiento: Asiento
    en_la_unidad: Asiento
    encargo: Encargo
    carpeta: Carpeta
    borrador: BorradorDocumento
    importado: ImportacionEni
    edicion: EdicionLibro
    poder: Representacion
    en_papel: Expediente
    escaneado: Documento
    en_prueba: Expediente
    en_publico: Expediente
    en_consulta: Expediente
    por_liquidar: Tarea
    liquidacion: Liquidacion
    por_devolver: Liquidacion
    por_fiscalizar: Tarea
    con_reparo: Tarea
    en_discrepancia: Tarea
    en_pleno: Tarea
    por_retener: Tarea
    por_comprometer: Tarea
    por_reconocer: Tarea
    por_liberar: Tarea
    por_dar_curso: Tarea
    por_contestar: Tarea
    por_decidir: Tarea
    por_acordar: Tarea
    por_oir: Tarea
    por_senalar: Tarea
    en_revision: Expediente
    en_revision_del_pleno: Expediente
    por_comprobar: Tarea
    recibida: Comunicacion
    del_caso: Comunicacion
    corregida: Comunicacion
    mencion: MencionNota
    busqueda: BusquedaGuardada
    aplicacion: Aplicacion
    concepto: ConceptoIngreso
    operacion: Operacion
    apunte: AsientoContable
    tercero: Tercero
    cuenta: CuentaTercero
    por_confirmar: CuentaTercero
    factura: Factura

    @classmethod
    def leer(cls) -> Fichas:
        """Of the town that `sembrar` left."""
        largo, en_papel = Expediente.objects.get(titulo=LARGO[:200]), Transcripcion.objects.get(numero=2).expediente
        return cls(
            largo=largo,
            tarea=Tarea.objects.filter(expediente=largo, cerrada_el=None).order_by("id")[0],
            en_firma=Resolucion.objects.get(estado="en_firma", libro__codigo="resoluciones"),
            firmada=Resolucion.objects.get(estado="firmada"),
            devuelta=Resolucion.objects.get(estado="devuelta"),
            papel=Notificacion.objects.get(referencia="prueba:1"),
            paso=PasoFirma.objects.filter(
                circuito__documento=Resolucion.objects.get(estado="en_firma", libro__codigo="resoluciones").documento,
                papel="firma",
            )[0],
            asiento=RectificacionAsiento.objects.get().asiento,
            encargo=Encargo.objects.get(acto="anotar"),
            carpeta=Carpeta.objects.get(padre=None),
            borrador=BorradorDocumento.objects.get(),
            en_la_unidad=Asiento.objects.get(asunto="Plano que faltaba"),
            importado=ImportacionEni.objects.get(),
            edicion=EdicionLibro.objects.get(),
            poder=Representacion.objects.get(acreditacion="apud_acta_presencial"),
            en_papel=en_papel,
            escaneado=Documento.objects.filter(
                id__in=en_papel.documentos.values("documento_id"), plantilla="", formato="PDF"
            )[0],
            en_prueba=PeriodoPrueba.objects.get().expediente,
            en_publico=InformacionPublica.objects.get().expediente,
            en_consulta=Consulta.objects.get().expediente,
            por_liquidar=Tarea.objects.filter(tipo="pago").latest("id"),
            por_fiscalizar=Tarea.objects.filter(fiscalizacion__estado="pendiente").latest("fiscalizacion__id"),
            con_reparo=_de_reparo(estado="abierto"),
            en_discrepancia=_de_reparo(resuelve="presidencia"),
            en_pleno=_de_reparo(resuelve="pleno"),
            por_retener=Tarea.objects.get(tipo="gasto.RC"),
            por_comprometer=Tarea.objects.get(tipo="gasto.AD"),
            por_reconocer=Tarea.objects.get(tipo="gasto.O"),
            por_liberar=Tarea.objects.get(tipo="gasto.libera"),
            liquidacion=Liquidacion.objects.get(estado="pendiente", recibido__gt=0),
            por_devolver=Liquidacion.objects.get(por_devolver__gt=0),
            por_dar_curso=Tarea.objects.get(codigo="escrito_recusacion", cerrada_el=None),
            por_contestar=Tarea.objects.get(codigo="recusacion_contestar"),
            por_decidir=Tarea.objects.get(codigo="recusacion"),
            por_acordar=Tarea.objects.get(tipo="acuerdo_junta", cerrada_el=None),
            por_oir=Tarea.objects.get(codigo="alegaciones", cerrada_el=None),
            por_senalar=Tarea.objects.get(tipo="acto_revisado", cerrada_el=None),
            en_revision=Revision.objects.get(clase="nulidad").expediente,
            en_revision_del_pleno=Revision.objects.get(clase="lesividad").expediente,
            por_comprobar=Tarea.objects.get(tipo="comprobacion"),
            recibida=Comunicacion.objects.order_by("id")[0],
            del_caso=Comunicacion.objects.get(expediente=largo, responde_a=None),
            corregida=Comunicacion.objects.get(corregida_por__isnull=False),
            mencion=MencionNota.objects.get(empleado__cuenta__usuario="nuria"),
            busqueda=BusquedaGuardada.objects.get(),
            aplicacion=Aplicacion.objects.filter(programa="920", economica="22000").order_by("-ejercicio")[0],
            concepto=ConceptoIngreso.objects.filter(economica="30200").order_by("-ejercicio")[0],
            operacion=Operacion.objects.filter(clase="ADO").order_by("-ejercicio", "numero")[0],
            apunte=AsientoContable.objects.get(
                operacion_id=Operacion.objects.filter(clase="ADO").order_by("-ejercicio", "numero")[0].id
            ),
            tercero=Tercero.objects.get(persona__nif="B09000001"),
            cuenta=CuentaTercero.objects.filter(estado="vigente").order_by("anotada_el")[0],
            por_confirmar=CuentaTercero.objects.get(estado="pendiente", carga=""),
            factura=Factura.objects.get(numero_factura="7"),
        )
