"""Make the readable index of a closed case, and keep the signed one that a job built outside any transaction."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.identidad.permisos import Ambito, declarar
from consistorio.servicios.archivo.eventos import IndiceFirmado
from consistorio.servicios.archivo.indice import entradas_al_cerrar, llevados_de
from consistorio.servicios.archivo.models import Cierre, CierrePedido, SelloIndice
from consistorio.servicios.archivo.reglas import conservar_hasta
from consistorio.tramitacion.expedientes.acceso import bloquear

PERMISO = declarar(
    "archivo.firmar_indice", gettext_lazy("Hacer y firmar con sello el índice de un expediente cerrado"), Ambito.SISTEMA
).codigo


@accion("documento.capturado", permiso=PERMISO, norma="LPACAP art. 70.2; NTI de Expediente electrónico V")
def componer_indice(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> CierrePedido:
    """Render the index that people read, which goes inside the signed one. Twice is once.

    Who: the system. Writes: Documento, CierrePedido. Emits: documento.capturado. Raises NoEncontrado.
    """
    pedido = _pedido(expediente_id)
    if pedido.indice_visible is None:
        pedido.indice_visible = _indice_legible(pedido, actor=actor, reloj=reloj)
        pedido.save(update_fields=["indice_visible"])
    return pedido


@accion(
    "archivo.indice.firmado",
    permiso=PERMISO,
    norma="LPACAP arts. 17 y 70.3; LRJSP arts. 40-42; NTI de Expediente electrónico V",
)
def guardar_indice(*, actor: Actor, expediente_id: UUID, xml: bytes, reloj: Reloj) -> Cierre:
    """Keep `xml`, the index of a closed case signed with the organ's seal, and the term of conservation of its series. The first
    one stands; a job asks for its time stamp.

    Who: the system. Writes: Cierre, SelloIndice, Contenido, CierrePedido. Emits: archivo.indice.firmado. Raises NoEncontrado,
    Conflicto (the readable one was not made).
    """
    expediente = bloquear(expediente_id)
    pedido = _pedido(expediente_id)
    cierre = Cierre.objects.filter(expediente=expediente).first()
    if cierre is not None:
        return cierre
    if pedido.indice_visible is None:
        raise Conflicto(_("El índice de este expediente todavía no está hecho."))
    contenido = guardar_bytes(xml)
    legal = expediente.version.tipada.legal
    cierre = Cierre.objects.create(
        expediente=expediente,
        resultado=pedido.resultado,
        momento=pedido.momento,
        indice_xml=contenido,
        indice_visible=pedido.indice_visible,
        entradas=pedido.entradas,
        conservacion=legal.conservacion[:300],
        conservar_hasta=conservar_hasta(en_madrid(pedido.momento).date(), legal.conservacion_anios),
    )
    pedido.pendiente_desde, pedido.incidencia = None, ""
    pedido.save(update_fields=["pendiente_desde", "incidencia"])
    sello = SelloIndice.objects.create(cierre=cierre, pendiente_desde=reloj.ahora())
    hecho = IndiceFirmado(expediente.id, contenido.sha256, len(pedido.entradas))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[cierre, sello])
    encolar("archivo.sellar_indice", cierre_id=cierre.id)
    return cierre


def _pedido(expediente_id: UUID) -> CierrePedido:
    pedido = (
        CierrePedido.objects.select_for_update(of=("self",))
        .select_related("expediente__unidad", "expediente__version", "indice_visible")
        .filter(pk=expediente_id)
        .first()
    )
    if pedido is None:
        raise NoEncontrado(_("Ese expediente no se ha cerrado."))
    return pedido


def _indice_legible(pedido: CierrePedido, *, actor: Actor, reloj: Reloj) -> Documento:
    expediente = pedido.expediente
    datos = {
        "numero": expediente.numero,
        "id_eni": expediente.id_eni,
        "titulo": expediente.titulo,
        "procedimiento": expediente.version.tipada.nombre,
        "unidad": expediente.unidad.nombre,
        "abierto": expediente.abierto_el,
        "cerrado": pedido.momento,
        "interesados": [str(i.persona) for i in expediente.interesados.filter(hasta=None).select_related("persona")],
        "documentos": [
            {
                "orden": e.orden,
                "id_eni": e.documento.id_eni,
                "titulo": e.documento.titulo,
                "tipo": str(TIPOS_DOCUMENTALES[e.documento.tipo_documental]),
                "fecha": e.incorporado,
                "sha256": e.huella,
            }
            for e in entradas_al_cerrar(pedido)
        ],
        "llevados": [
            {"orden": uno.orden, "id_eni": uno.id_eni, "numero": uno.numero, "fecha": uno.incorporado}
            for uno in llevados_de(expediente)
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
