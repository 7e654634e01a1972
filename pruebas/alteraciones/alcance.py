"""What is attacked: every column of every table that `verificar` says it answers for, written down by hand from docs/verificacion."""

from __future__ import annotations

BITACORA: dict[str, tuple[str, ...]] = {
    "auditoria_evento": (
        *("id", "cadena", "seq", "tipo", "actor_clase", "actor_id", "momento", "datos", "hash_previo", "hash", "canonico"),
    ),
    "auditoria_cadena": ("nombre", "seq", "hash"),
    "sellado_hoja": ("indice", "evento_id", "hash"),
    "sellado_nodo": ("nivel", "indice", "hash"),
    "sellado_cabecera": ("tamano", "raiz", "momento", "organo", "firma"),
    "sellado_sellocabecera": ("cabecera_id", "respuesta", "sellada_el"),
}  # fmt: skip
# Tables whose rows a fact vouches for, with the columns that it does not. A star: no row of it ever changes.
AVALADAS: dict[str, tuple[str, ...]] = {
    "archivo_cierre*": (),
    "archivo_cierrepedido": ("indice_visible_id", "pendiente_desde", "incidencia"),
    "archivo_documentoantiguo*": (),
    "archivo_expedienteantiguo*": (),
    "archivo_selloindice": ("pendiente_desde", "incidencia"),
    "cierre_cierre": (),
    "cierre_pasoderendicion*": (),
    "cierre_reapertura*": (),
    "cierre_rendicion": (),
    "comunicaciones_adjuntocomunicacion*": (),
    "comunicaciones_comunicacion*": (),
    "comunicaciones_destino": (),
    "contabilidad_asiento*": (),
    "contabilidad_bloqueo*": (),
    "documentos_cotejo*": (),
    "documentos_documento": (),
    "documentos_revisiondocumento*": (),
    "documentos_versionmetadatos*": (),
    "expedientes_documentollevado*": (),
    "expedientes_relaciondeshecha*": (),
    "firma_certificadoempleado": (),
    "incidencias_ampliaciondeplazos": (),
    "incidencias_caidadetectada": (),
    "incidencias_incidencia": (),
    "intervencion_fiscalizacion": (),
    "intervencion_reparo": (),
    "inventario_bien": (),
    "inventario_dotacion*": (),
    "mejoras_mensajedepeticion*": (),
    "mejoras_peticiondearea": ("por_ver",),
    "motor_actotramite": (),
    "motor_cambiodeversion*": (),
    "motor_declaracion": (),
    "motor_ejecucionsuspendida": (),
    "motor_motivodetarea*": (),
    "notificaciones_aviso*": (),
    "notificaciones_comparecencia*": (),
    "notificaciones_envioretirado*": (),
    "notificaciones_impresionpapel*": (),
    "notificaciones_intentopapel*": (),
    "notificaciones_lugarignorado*": (),
    "notificaciones_notificacion": ("cedula_id", "evidencia_id", "salida_id"),
    "notificaciones_publicacionboe*": (),
    "presupuesto_aplicacion": (
        *(
            "iniciales",
            "modificaciones",
            "retenido_gastar",
            "retenido_transferir",
            "retenido_no_disponer",
            "no_disponible",
        ),
        *("autorizado", "dispuesto", "obligado", "ordenado", "pagado"),
    ),
    "presupuesto_bolsa": ("definitivo", "retenido", "no_disponible", "autorizado"),
    "presupuesto_conceptoingreso": (
        *(
            "iniciales",
            "modificaciones",
            "reconocido",
            "anulado",
            "aplazado",
            "cancelado",
            "recaudado",
            "por_devolver",
            "devuelto",
        ),
    ),
    "presupuesto_conceptonopresupuestario": (),
    "presupuesto_fondo": ("entregado", "pagado", "justificado", "repuesto", "reintegrado"),
    "presupuesto_lineamodificacion*": (),
    "presupuesto_lineaoperacion*": ("saldo",),
    "presupuesto_modificacioncredito": (),
    "presupuesto_operacion*": (),
    "presupuesto_presupuesto": (),
    "presupuesto_reglavinculacion*": (),
    "presupuesto_saldocerrado": ("rectificado", "anulado", "cancelado", "prescrito", "realizado", "vigente"),
    "proyectos_agente": (),
    "proyectos_aplicaciondeproyecto*": (),
    "proyectos_arrastre*": (),
    "proyectos_derechodeagente*": (),
    "proyectos_proyecto": (),
    "registro_anulacionasiento*": (),
    "registro_asiento*": (),
    "registro_documentoasiento*": (),
    "registro_interesadoasiento*": (),
    "registro_rectificacionasiento*": (),
    "registro_redireccionasiento*": (),
    "registro_reservanumeros*": (),
    "resoluciones_asuntosesion": (),
    "resoluciones_certificado": (),
    "resoluciones_devolucionfirma*": (),
    "resoluciones_diligencia": (),
    "resoluciones_resolucion": (),
    "resoluciones_revision": (),
    "solicitudes_aportacion*": (),
    "solicitudes_evidencia*": (),
    "solicitudes_iniciodeoficio*": (),
    "solicitudes_solicitud*": (),
    "solicitudes_transcripcion*": (),
    "terceros_bloqueo": (),
    "terceros_cuentatercero": (),
    "terceros_documentodetercero*": (),
    "terceros_tercero*": (),
    "tributos_cobro*": (),
    "tributos_devolucion*": (),
    "tributos_liquidacion": (),
}
# Tables whose state is made again from the facts, with the columns that are compared
REHECHAS: dict[str, tuple[str, ...]] = {
    "expedientes_expediente": ("id", "numero", "id_eni", "version_id", "unidad_id", "fase", "estado", "resultado"),
    "expedientes_interesado": ("expediente_id", "persona_id", "representante_id", "papel", "canal", "hasta"),
    "expedientes_documentoexpediente": ("expediente_id", "orden", "documento_id", "huella"),
    "motor_tarea": ("id", "expediente_id", "codigo", "estado", "unidad_id", "asignada_a_id"),
    "motor_plazo": ("expediente_id", "vence", "estado"),
}
# Columns of those that a fact does not vouch for, and that are held against other facts
COTEJADAS: dict[str, tuple[str, ...]] = {"notificaciones_notificacion": ("cedula_id", "evidencia_id", "salida_id")}
# Contents that some document names: that they are there
CONTENIDO = "almacen_contenido"
# Tables of which another row, with another key, is not found: a content that no document names
SIN_COLAR = (CONTENIDO,)
FIJAS = tuple(tabla.rstrip("*") for tabla in AVALADAS if tabla.endswith("*"))


def avaladas() -> dict[str, tuple[str, ...]]:
    """Table -> columns of which no fact answers."""
    return {tabla.rstrip("*"): libres for tabla, libres in AVALADAS.items()}
