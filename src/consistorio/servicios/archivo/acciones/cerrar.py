"""Close a case."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.archivo.eventos import IndiceFirmado
from consistorio.servicios.archivo.indice import Entrada, entradas_de, firmar_indice
from consistorio.servicios.archivo.models import Cierre, SelloIndice
from consistorio.servicios.archivo.operaciones import resultado_de, situacion_de
from consistorio.servicios.archivo.reglas import conservar_hasta, impedimentos
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor_operaciones

PERMISO = "expediente.cerrar"


@accion("archivo.indice.firmado", permiso=PERMISO, norma="LPACAP arts. 17 y 70.3; NTI de Expediente electrónico V")
def cerrar(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Cierre:
    """Close a case in which nothing is left to do: index signed with the organ's seal, term of conservation from its series.

    Who: whoever closes cases of the unit. Writes: Cierre, SelloIndice (a job asks for the time stamp), Documento (readable index),
    Expediente, its closing task.
    Emits: archivo.indice.firmado, expediente.cerrado. Raises: FaseIncompatible with every reason why not, NoEncontrado, NoPermitido.
    """
    expediente = expediente_para(actor, expediente_id, PERMISO, bloquear=True)
    razones = impedimentos(situacion_de(expediente))
    if razones:
        raise FaseIncompatible(
            _("El expediente %(n)s todavía no se puede cerrar.") % {"n": expediente.numero},
            problemas=[Problema("", razon) for razon in razones],
        )
    entradas, momento, resultado = entradas_de(expediente), reloj.ahora(), resultado_de(expediente)
    visible = _indice_legible(expediente, entradas, actor=actor, reloj=reloj)
    xml = firmar_indice(expediente, entradas, estado="E02", momento=momento, visible=documentos.leer(visible))
    contenido = guardar_bytes(xml)
    legal = expediente.version.tipada.legal
    cierre = Cierre.objects.create(
        expediente=expediente,
        resultado=resultado,
        momento=momento,
        indice_xml=contenido,
        indice_visible=visible,
        entradas=[entrada.como_dato() for entrada in entradas],
        conservacion=legal.conservacion[:300],
        conservar_hasta=conservar_hasta(hoy(reloj), legal.conservacion_anios),
    )
    SelloIndice.objects.create(cierre=cierre, pendiente_desde=momento)
    encolar("archivo.sellar_indice", cierre_id=cierre.id)
    tarea = expediente.tareas.filter(tipo="cierre", cerrada_el=None).first()
    if tarea is not None:
        motor_operaciones.completar(tarea, {"codigo": resultado}, actor=actor, reloj=reloj, expediente=expediente)
    hecho = IndiceFirmado(expediente.id, contenido.sha256, len(entradas))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    expedientes.cerrar(expediente, resultado=resultado, actor=actor, reloj=reloj)
    return cierre


def _indice_legible(expediente: Expediente, entradas: list[Entrada], *, actor: Actor, reloj: Reloj) -> Documento:
    datos = {
        "numero": expediente.numero,
        "id_eni": expediente.id_eni,
        "titulo": expediente.titulo,
        "procedimiento": expediente.version.tipada.nombre,
        "unidad": expediente.unidad.nombre,
        "abierto": expediente.abierto_el,
        "cerrado": reloj.ahora(),
        "interesados": [str(i.persona) for i in expediente.interesados.filter(hasta=None).select_related("persona")],
        "documentos": [
            {
                "orden": e.orden,
                "id_eni": e.documento.id_eni,
                "titulo": e.documento.titulo,
                "tipo": TIPOS_DOCUMENTALES[e.documento.tipo_documental],
                "fecha": e.incorporado,
                "sha256": e.documento.huella,
            }
            for e in entradas
        ],
    }
    return crear_desde_plantilla(
        "indice",
        datos,
        titulo=_("Índice del expediente %(n)s") % {"n": expediente.numero},
        tipo_documental="TD99",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        actor=actor,
        reloj=reloj,
    )
