"""What this room does on facts of the budget and of its own: enqueue, so that locks are always taken in the order of the house."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.facturas import pagos
from consistorio.economia.facturas.acciones.documentos import CONFORMIDAD
from consistorio.economia.facturas.avisos import DE_HECHO, Clase
from consistorio.economia.facturas.models import Factura, RegistroFace
from consistorio.economia.facturas.obligaciones import debido
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar


@suscrito("presupuesto.corregido")
def operacion_corregida(hecho: HechoAnotado) -> None:
    """What recognised an obligation may not do so any more. What was paid and came back from who got it was owed: its invoice stays as it is."""
    if hecho.datos.get("reintegro"):
        return
    if "O" in str(hecho.datos["clase"]) and hecho.datos["libro"] == "gasto":
        encolar("facturas.soltar_obligacion", operacion_id=str(hecho.datos["operacion_id"]))


@suscrito("presupuesto.pago.hecho", "presupuesto.cerrado", "presupuesto.no_presupuestario", "presupuesto.corregido")
def pago_anotado(hecho: HechoAnotado) -> None:
    """What is paid may be invoices, or the bank sent it back."""
    if not hecho.datos.get("reintegro") and pagos.paga(str(hecho.datos["clase"])):
        encolar("facturas.recoger_pago", operacion_id=str(hecho.datos["operacion_id"]))


@suscrito("facturas.factura.contabilizada")
def obligacion_anotada(hecho: HechoAnotado) -> None:
    """What it is linked to may be paid already."""
    encolar("facturas.recoger_pago", operacion_id=str(hecho.datos["operacion_id"]))


@suscrito("facturas.factura.rectificada")
def original_rebajada(hecho: HechoAnotado) -> None:
    """Of the one that it corrects nothing more may be owed."""
    if hecho.datos.get("original_id") and hecho.datos.get("operacion_id"):
        encolar("facturas.recoger_pago", operacion_id=str(hecho.datos["operacion_id"]))


@suscrito(*DE_HECHO)
def avisar_al_emisor(hecho: HechoAnotado) -> None:
    """Who sent an invoice is told what happened with it; not that it is paid when its rectificativas left nothing to pay."""
    suya = Factura.objects.filter(id=str(hecho.datos["factura_id"])) if DE_HECHO[hecho.tipo] == Clase.PAGADA else ()
    if 0 not in debido(suya).values():
        _avisar(hecho, DE_HECHO[hecho.tipo])


@suscrito("facturas.anulacion.resuelta")
def avisar_de_la_anulacion(hecho: HechoAnotado) -> None:
    """Who asked to cancel an invoice is told whether it is."""
    _avisar(hecho, Clase.ANULADA if hecho.datos["aceptada"] else Clase.ANULACION_NEGADA)


def _avisar(hecho: HechoAnotado, clase: str) -> None:
    factura_id = str(hecho.datos["factura_id"])
    encolar("facturas.avisar_al_emisor", factura_id=factura_id, clase=clase, numero=hecho.seq)


@suscrito(
    *("facturas.factura.rechazada", "facturas.factura.contabilizada", "facturas.factura.pagada"),
    *("facturas.anulacion.resuelta", "facturas.factura.rectificada"),
)
def decir_a_face(hecho: HechoAnotado) -> None:
    """FACe is told what happened with what came from it, in order."""
    registro = RegistroFace.objects.filter(entrega__facturas=UUID(str(hecho.datos["factura_id"]))).first()
    if registro is not None:
        encolar("facturas.face_decir", turno=registro.cadena, registro_id=registro.id)


@suscrito("facturas.factura.conformada")
def factura_conformada(hecho: HechoAnotado) -> None:
    """Its document is written apart, so that who conforms does not wait for it."""
    encolar("facturas.documentar_conformidad", factura_id=str(hecho.datos["factura_id"]))


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """The conformity of an invoice was signed, or came back."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == CONFORMIDAD:
        firmada = hecho.tipo == "firma.circuito.completado"
        encolar("facturas.recoger_conformidad", documento_id=identificador, firmada=firmada)
