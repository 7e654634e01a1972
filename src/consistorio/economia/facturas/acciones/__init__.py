"""Use cases of the register of invoices."""

from consistorio.economia.facturas.acciones.anulaciones import (
    pedir_anulacion,
    pedir_anulacion_propia,
    resolver_anulacion,
)
from consistorio.economia.facturas.acciones.avisos import anotar_aviso_al_emisor, avisar_por_otro_medio
from consistorio.economia.facturas.acciones.conformidad import (
    conformar,
    devolver,
    identificar_emisor,
    rechazar,
    remitir,
)
from consistorio.economia.facturas.acciones.devengos import (
    FacturaPorDevengar,
    PorAplicar,
    aplicar_devengado,
    devengar_facturas,
)
from consistorio.economia.facturas.acciones.documentos import documentar_conformidad, recoger_conformidad
from consistorio.economia.facturas.acciones.face import (
    anotar_dicho_a_face,
    anular_por_face,
    confirmar_en_face,
    recoger_de_face,
)
from consistorio.economia.facturas.acciones.originales import adjuntar_original
from consistorio.economia.facturas.acciones.pago import contabilizar, pagada, recoger_pago, soltar_obligacion
from consistorio.economia.facturas.acciones.presentar import presentar
from consistorio.economia.facturas.acciones.recibir import recibir, recibir_papel
from consistorio.economia.facturas.acciones.retrasos import avisar_retraso

__all__ = [
    "FacturaPorDevengar",
    "PorAplicar",
    "adjuntar_original",
    "anotar_aviso_al_emisor",
    "anotar_dicho_a_face",
    "anular_por_face",
    "aplicar_devengado",
    "avisar_por_otro_medio",
    "avisar_retraso",
    "confirmar_en_face",
    "conformar",
    "contabilizar",
    "devengar_facturas",
    "devolver",
    "documentar_conformidad",
    "identificar_emisor",
    "pagada",
    "pedir_anulacion",
    "pedir_anulacion_propia",
    "presentar",
    "rechazar",
    "recibir",
    "recibir_papel",
    "recoger_conformidad",
    "recoger_de_face",
    "recoger_pago",
    "remitir",
    "resolver_anulacion",
    "soltar_obligacion",
]
