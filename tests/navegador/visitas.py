"""Who opens each page of the staff, and about what of the sown offices. Files and buttons, which are no pages, are told apart."""

from __future__ import annotations

from consistorio.canales.admin_tecnica import urls as admin_tecnica
from consistorio.canales.diseno import urls as diseno
from consistorio.canales.escritorio import urls as escritorio
from consistorio.canales.oac import urls as oac
from consistorio.economia.cierre.models import Rendicion
from consistorio.economia.contabilidad.models import Equivalencia
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.facturas.models import Factura
from consistorio.economia.inventario.models import Bien
from consistorio.economia.presupuesto.models import (
    LineaOperacion,
    ModificacionCredito,
    Nomina,
    Operacion,
    OperacionFutura,
    OperacionPrevia,
    SaldoCerrado,
)
from consistorio.economia.proyectos.models import Agente, Proyecto
from consistorio.economia.recaudacion.models import CobroLeido, CompromisoDeIngreso
from consistorio.economia.tesoreria.models import Arqueo, Conciliacion, MovimientoBancario, PagoPropuesto
from consistorio.economia.tributacion.models import ApunteIva, Compensacion, Declaracion
from consistorio.servicios.intervencion.models import Comprobacion, ListaDeRequisitos, Omision, Reparo, Requisito
from tests.navegador.fichas import Fichas
from tests.navegador.oficinas import tesoreria
from tests.navegador.quien_visita import (
    COBRA,
    INTERVIENE,
    JEFA,
    LIQUIDA,
    ORGANO,
    SECRETARIO,
    TRAMITA,
    Datos,
    Visita,
    caso,
    del_ejercicio,
    nada,
)
from tests.navegador.visitas_concejales import DE_CONCEJALES
from tests.navegador.visitas_fondos import DE_LOS_FONDOS
from tests.navegador.visitas_mesa import DE_LA_MESA
from tests.navegador.visitas_oficinas import (
    DE_LA_ADMINISTRACION,
    DE_LA_CUENTA,
    DE_LA_OFICINA,
    DEL_DISENO,
    DEL_PERSONAL,
    preparado,
)

__all__ = [
    "ANTES_DE_ENTRAR",
    "COBRA",
    "INTERVIENE",
    "JEFA",
    "LIQUIDA",
    "ORGANO",
    "POR_CODIGO",
    "SALAS",
    "SECRETARIO",
    "SOLO_SE_ENVIAN",
    "SON_FICHEROS",
    "TRAMITA",
    "preparado",
]


def reparo(_fichas: Fichas) -> Datos:
    return {"reparo_id": Reparo.objects.exclude(objeto="").get().id}


def por_revisar() -> Requisito:
    """What the program proposes of a list."""
    return Requisito.objects.filter(lista__fase="O", certeza=Requisito.Certeza.PROPUESTA).earliest("numero")


def omision(_fichas: Fichas) -> Datos:
    return {"omision_id": Omision.objects.get().id}


def del_cerrado(fichas: Fichas) -> Datos:
    return {"anio": fichas.operacion.ejercicio_id - 1}


def debido() -> SaldoCerrado:
    """What the year before left to be paid."""
    return SaldoCerrado.objects.filter(clase=SaldoCerrado.Clase.OBLIGACION).earliest("id")


def del_que_viene(fichas: Fichas) -> Datos:
    return {"anio": fichas.operacion.ejercicio_id + 1}


def organica(fichas: Fichas) -> Datos:
    return del_ejercicio(fichas) | {"codigo": "01"}


def del_modelo(fichas: Fichas) -> Datos:
    return {"anio": fichas.operacion.ejercicio_id, "modelo": "303", "periodo": "4T"}


def por_pagar_a_mano() -> Operacion:
    """An obligation that nobody ordered to pay."""
    return Operacion.objects.filter(clase="ADO", signo=1, lineas__saldo__gt=0).latest("id")


def operacion(fichas: Fichas) -> Datos:
    return {"operacion_id": fichas.operacion.id}


def tercero(fichas: Fichas) -> Datos:
    return {"tercero_id": fichas.tercero.id}


def factura(fichas: Fichas) -> Datos:
    return {"factura_id": fichas.factura.id}


DEL_ESCRITORIO: dict[str, Visita] = {
    **DE_LA_MESA,
    **DE_CONCEJALES,
    **DE_LOS_FONDOS,
    "economia": (INTERVIENE, nada),
    **dict.fromkeys(
        ("gastos", "ingresos", "operaciones", "anotar_gasto", "diario", "sumas", "bloquear_fechas", "reabrir_fechas"),
        (INTERVIENE, del_ejercicio),
    ),
    "mayor": (INTERVIENE, del_ejercicio),
    **dict.fromkeys(("bases", "clasificaciones", "fijar_exigencia", "crear_organica"), (INTERVIENE, del_ejercicio)),
    **dict.fromkeys(
        ("presupuesto", "anotar_tramite_presupuesto", "cargar_presupuesto", "prorrogar_presupuesto", "escribir_bases"),
        (INTERVIENE, del_que_viene),
    ),
    "fijar_organos": (INTERVIENE, lambda f: del_ejercicio(f) | {"clase": "generacion"}),
    **dict.fromkeys(("renombrar_organica", "cerrar_organica"), (INTERVIENE, organica)),
    **dict.fromkeys(("previas", "preparar_previa"), (JEFA, del_ejercicio)),
    "previa": (INTERVIENE, lambda _f: {"previa_id": OperacionPrevia.objects.get().id}),
    "aplicacion": (INTERVIENE, lambda f: {"aplicacion_id": f.aplicacion.id}),
    "concepto": (INTERVIENE, lambda f: {"concepto_id": f.concepto.id}),
    "operacion": (INTERVIENE, operacion),
    "corregir_operacion": (
        INTERVIENE,
        lambda _f: {"operacion_id": Operacion.objects.filter(clase="RC").order_by("anotada_el", "numero")[0].id},
    ),
    "asiento_contable": (INTERVIENE, lambda f: {"asiento_id": f.apunte.id}),
    **dict.fromkeys(
        ("ejercicios", "abrir_ejercicio", "reglas", "equivalencias", "nueva_equivalencia"), (INTERVIENE, nada)
    ),
    **dict.fromkeys(("regla", "confirmar_regla", "sustituir_regla"), (INTERVIENE, lambda _f: {"codigo": "R008"})),
    "equivalencia": (
        INTERVIENE,
        lambda _f: {"clase": "gasto", "codigo": Equivalencia.objects.filter(clase="gasto")[0].prefijo},
    ),
    "confirmar_cuenta": (INTERVIENE, lambda f: {"cuenta_id": f.por_confirmar.id}),
    "rechazar_cuenta": (INTERVIENE, lambda f: {"cuenta_id": f.por_confirmar.id}),
    **dict.fromkeys(("terceros", "cuentas_de_carga"), (INTERVIENE, nada)),
    "adjuntar_factura": (
        INTERVIENE,
        lambda _f: {"factura_id": Factura.objects.get(entrega__canal="anterior").id},
    ),
    "ordenar_pago": (COBRA, del_ejercicio),
    "nuevo_tercero": (COBRA, nada),
    **dict.fromkeys(("tercero", "nuevo_documento_de_tercero", "nueva_cuenta"), (COBRA, tercero)),
    "retirar_cuenta": (COBRA, lambda f: {"cuenta_id": f.cuenta.id}),
    "poner_bloqueo": (COBRA, tercero),
    "levantar_bloqueo": (COBRA, lambda f: {"bloqueo_id": f.tercero.bloqueos.get().id}),
    "levantar_cesion": (INTERVIENE, lambda f: {"bloqueo_id": f.tercero.bloqueos.get().id}),
    "confirmar_cesion": (INTERVIENE, lambda f: {"bloqueo_id": f.tercero.bloqueos.get().id}),
    "facturas": (JEFA, nada),
    # sent as it comes, it is conformed: the last of the unit
    **dict.fromkeys(("factura", "devolver_factura", "rechazar_factura", "conformar_factura"), (JEFA, factura)),
    **dict.fromkeys(("recibir_facturas", "recibir_papel", "plazo_medio"), (INTERVIENE, nada)),
    **dict.fromkeys(
        (
            *("remitir_factura", "emisor_de_factura", "contabilizar_factura", "factura_pagada"),
            *("pedir_anulacion_factura", "resolver_anulacion_factura", "avisar_de_factura", "devengar_factura"),
        ),
        (INTERVIENE, factura),
    ),
    **dict.fromkeys(
        (
            *("intervenir_facturas", "obligaciones_por_intervenir", "reparos", "omisiones", "comprobaciones"),
            *("nuevo_acuerdo_de_control", "listas_de_requisitos", "nueva_lista_de_requisitos"),
        ),
        (INTERVIENE, nada),
    ),
    **dict.fromkeys(("rectificar_factura", "deshacer_rectificativa"), (INTERVIENE, factura)),
    "reintegrar_factura": (COBRA, factura),
    **dict.fromkeys(
        ("intervenir_factura", "anotar_omision_factura", "designar_comprobacion_factura"),
        (INTERVIENE, lambda _f: {"factura_id": Factura.objects.get(numero_factura="9").id}),
    ),
    **dict.fromkeys(("anotar_omision_expediente", "designar_comprobacion_expediente"), (INTERVIENE, caso)),
    **dict.fromkeys(("reparo", "aceptar_objecion", "discrepar_de_objecion"), (JEFA, reparo)),
    **dict.fromkeys(("resolver_objecion", "acuerdo_de_objecion"), (SECRETARIO, reparo)),
    **dict.fromkeys(("omision", "devengar_omision", "informar_omision"), (INTERVIENE, omision)),
    **dict.fromkeys(("decidir_omision", "acuerdo_de_omision"), (SECRETARIO, omision)),
    "lista_de_requisitos": (INTERVIENE, lambda _f: {"lista_id": ListaDeRequisitos.objects.get(fase="O").id}),
    "confirmar_requisito": (INTERVIENE, lambda _f: {"requisito_id": por_revisar().id}),
    "levantar_acta": (INTERVIENE, lambda _f: {"comprobacion_id": Comprobacion.objects.get().id}),
    **dict.fromkeys(("control_del_anio", "nueva_muestra"), (INTERVIENE, del_ejercicio)),
    "cierre": (INTERVIENE, del_cerrado),
    "memoria": (INTERVIENE, del_cerrado),
    "nota_de_memoria": (INTERVIENE, lambda f: {**del_cerrado(f), "nota": 24}),
    "reabrir_ejercicio": (INTERVIENE, del_cerrado),
    "cerrar_ejercicio": (INTERVIENE, del_ejercicio),
    "anotar_paso_rendicion": (INTERVIENE, lambda _f: {"rendicion_id": Rendicion.objects.get().id}),
    **dict.fromkeys(
        (
            *(
                "cuentas_de_tesoreria",
                "abrir_ordinal",
                "cargar_extracto",
                "por_ordenar",
                "por_pagar",
                "proponer_pago",
                "relaciones_de_pagos",
                "arqueos",
            ),
            *(
                "nuevo_arqueo",
                "planes_de_fondos",
                "nuevo_plan_de_fondos",
                "traspasar_dinero",
                "nuevo_no_presupuestario",
            ),
        ),
        (COBRA, nada),
    ),
    **dict.fromkeys(("ordinal", "cerrar_ordinal", "conciliacion", "conciliado"), (COBRA, lambda _f: {"codigo": "1"})),
    **dict.fromkeys(
        ("movimiento_sin_aplicar", "transferencia_devuelta"),
        (COBRA, lambda _f: {"movimiento_id": tesoreria.devuelta().id}),
    ),
    "pagar_movimiento": (
        COBRA,
        lambda _f: {"movimiento_id": MovimientoBancario.objects.filter(importe__lt=0).latest("id").id},
    ),
    "pagar_operacion": (COBRA, lambda _f: {"operacion_id": por_pagar_a_mano().id}),
    "deshacer_conciliacion": (COBRA, lambda _f: {"conciliacion_id": Conciliacion.objects.order_by("id")[0].id}),
    **dict.fromkeys(
        ("relacion_de_pagos", "anotar_pagos_de_relacion", "retirar_relacion", "pedir_retirada"),
        (COBRA, lambda _f: {"relacion_id": tesoreria.por_pagar().id}),
    ),
    "retirar_pago_propuesto": (COBRA, lambda _f: {"propuesto_id": PagoPropuesto.objects.get().id}),
    **dict.fromkeys(("depositos", "nuevo_valor"), (COBRA, nada)),
    "depositos_de_tercero": (COBRA, lambda _f: {"persona_id": ValorEnDeposito.objects.get().persona_id}),
    "sacar_valor": (COBRA, lambda _f: {"valor_id": ValorEnDeposito.objects.get().id}),
    "arqueo": (COBRA, lambda _f: {"arqueo_id": Arqueo.objects.get().id}),
    **dict.fromkeys(
        ("proyectos", "no_presupuestarios", "anotar_no_presupuestaria", "amortizar", "deshacer_amortizacion"),
        (INTERVIENE, del_ejercicio),
    ),
    "no_presupuestario": (INTERVIENE, lambda f: del_ejercicio(f) | {"codigo": "IRPF"}),
    **dict.fromkeys(("abrir_proyecto", "inmovilizado", "alta_de_bien"), (INTERVIENE, nada)),
    **dict.fromkeys(
        ("proyecto", "asignar_aplicaciones", "cambiar_proyecto"),
        (INTERVIENE, lambda _f: {"codigo": Proyecto.objects.get().codigo}),
    ),
    "asignar_derecho": (INTERVIENE, lambda _f: {"agente_id": Agente.objects.get(exclusivo=False).id}),
    **dict.fromkeys(("bien", "baja_de_bien"), (INTERVIENE, lambda _f: {"bien_id": Bien.objects.get(numero=1).id})),
    "nuevo_asiento": (INTERVIENE, del_ejercicio),
    **dict.fromkeys(
        (
            *("impuestos", "actividad_de_iva", "factura_recibida", "factura_expedida", "fichero_347"),
            *("anotar_ingreso", "modificaciones", "nueva_modificacion", "dudosos", "dotar_deterioro"),
            "dejar_fuera_del_minimo",
        ),
        (INTERVIENE, del_ejercicio),
    ),
    **dict.fromkeys(("modelo", "presentar_modelo"), (INTERVIENE, del_modelo)),
    "pagar_modelo": (INTERVIENE, lambda _f: {"declaracion_id": Declaracion.objects.get().id}),
    "detallar_retencion": (
        INTERVIENE,
        lambda _f: {"linea_id": LineaOperacion.objects.filter(no_presupuestario="IRPF").latest("id").id},
    ),
    "anular_recibida": (INTERVIENE, lambda _f: {"operacion_id": ApunteIva.objects.get(libro="soportado").operacion_id}),
    "anular_expedida": (
        INTERVIENE,
        lambda _f: {"operacion_id": ApunteIva.objects.get(libro="repercutido").operacion_id},
    ),
    "regularizar_prorrata": (INTERVIENE, lambda f: {"anio": f.operacion.ejercicio_id, "codigo": "AGUA"}),
    "modificacion": (INTERVIENE, lambda _f: {"modificacion_id": ModificacionCredito.objects.get().id}),
    "paso_modificacion": (
        INTERVIENE,
        lambda _f: {"modificacion_id": ModificacionCredito.objects.get().id, "paso": "informar"},
    ),
    **dict.fromkeys(
        ("informacion", "ajuste_de_informacion", "tasa_de_referencia", "remitir_informacion"),
        (INTERVIENE, lambda f: {"anio": f.operacion.ejercicio_id - 1, "trimestre": 4}),
    ),
    **dict.fromkeys(
        (
            *("nominas", "importar_nomina", "plurianuales", "nuevo_futuro", "elevar_limite", "traer_plurianuales"),
            *("prestamos", "reclasificar_deuda", "obligaciones_cerradas", "derechos_cerrados"),
            *("devengados", "nuevo_devengado", "devengar_facturas"),
        ),
        (INTERVIENE, del_ejercicio),
    ),
    "aplicar_devengado": (
        INTERVIENE,
        lambda _f: {"linea_id": LineaOperacion.objects.filter(operacion__clase="DV", saldo__gt=0).latest("id").id},
    ),
    "nuevo_prestamo": (INTERVIENE, nada),
    **dict.fromkeys(("remanentes", "incorporar_remanentes"), (INTERVIENE, del_cerrado)),
    "nomina": (INTERVIENE, lambda _f: {"nomina_id": Nomina.objects.get().id}),
    "pagar_nomina": (COBRA, lambda _f: {"nomina_id": Nomina.objects.get().id}),
    **dict.fromkeys(
        ("futuro", "corregir_futuro", "reajustar_futuro"),
        (INTERVIENE, lambda _f: {"futuro_id": OperacionFutura.objects.earliest("id").id}),
    ),
    **dict.fromkeys(("prestamo", "disponer_prestamo"), (INTERVIENE, lambda _f: {"codigo": "P-1"})),
    "reconocer_cuota": (INTERVIENE, lambda _f: {"codigo": "P-1", "numero": 1}),
    **dict.fromkeys(("saldo_cerrado", "anotar_cerrado"), (INTERVIENE, lambda _f: {"saldo_id": debido().id})),
    "pagar_cerrado": (COBRA, lambda _f: {"saldo_id": debido().id}),
    **dict.fromkeys(("compromisos", "nuevo_compromiso"), (INTERVIENE, del_ejercicio)),
    **dict.fromkeys(
        ("cumplir_compromiso", "anular_compromiso"),
        (INTERVIENE, lambda _f: {"compromiso_id": CompromisoDeIngreso.objects.get().id}),
    ),
    "compensar": (COBRA, lambda f: {"anio": f.operacion.ejercicio_id, "tercero_id": f.tercero.id}),
    "deshacer_compensacion": (COBRA, lambda _f: {"compensacion_id": Compensacion.objects.get().id}),
    **dict.fromkeys(("cobros", "cargar_cobros"), (COBRA, nada)),
    "aplicar_cobro": (COBRA, lambda _f: {"cobro_id": CobroLeido.objects.get(estado="pendiente").id}),
    "corregir_asiento": (INTERVIENE, lambda f: {"asiento_id": f.apunte.id}),
}
SALAS = {
    "acceso": (DEL_PERSONAL, DE_LA_CUENTA),
    "escritorio": (escritorio.urlpatterns, DEL_ESCRITORIO),
    "diseno": (diseno.urlpatterns, DEL_DISENO),
    "oac": (oac.urlpatterns, DE_LA_OFICINA),
    "admin_tecnica": (admin_tecnica.urlpatterns, DE_LA_ADMINISTRACION),
}
# Acts have one address for all of them; their codes are visited one by one.
POR_CODIGO = {"escritorio:acto_expediente", "escritorio:acto_tarea"}
# Nobody is logged in there yet: test_todas_las_paginas.py, test_llaves.py, acceso/tests/test_acceso.py
ANTES_DE_ENTRAR = {"acceso:empleados", "acceso:codigo", "acceso:activar"}
SON_FICHEROS = {
    "escritorio:leer_paso",
    "escritorio:descargar",
    "escritorio:documento_entrada",
    "escritorio:documento_importado",
    "escritorio:documento_libro",
    "admin_tecnica:fichero_version",
    "diseno:fichero",
    "diseno:prueba_de_texto",
    "diseno:fichero_de_modelo",
    "escritorio:estadistica_csv",
    "escritorio:descargar_copia",
    "escritorio:version_borrador",
    "escritorio:pdf_de_borrador",
    "escritorio:modelo_de_partes",
    "escritorio:modelo_de_cobros",
    "escritorio:libro_de_iva",
    "escritorio:documento_de_informacion",
    "escritorio:sugerir_concepto",
    "escritorio:adjunto_comunicacion",
    *(
        f"escritorio:fichero_{cual}"
        for cual in (
            "de_gastos",
            "de_ingresos",
            "del_diario",
            "del_mayor",
            "de_sumas",
            "del_cierre",
            "del_modelo",
            "de_dudosos",
            "de_informacion",
            "de_clasificaciones",
        )
    ),
    *(
        f"escritorio:fichero_{cual}"
        for cual in (
            *(
                "de_cuentas",
                "del_ordinal",
                "por_pagar",
                "por_ordenar",
                "de_relaciones",
                "de_relacion",
                "del_arqueo",
                "de_proyectos",
            ),
            *("de_bienes", "de_no_presupuestarios", "del_no_presupuestario", "de_depositos"),
            *("de_nominas", "de_plurianuales", "de_deuda", "de_cuotas", "de_remanentes", "de_cerrados", "de_fondos"),
            *("de_nominas", "de_plurianuales", "de_deuda", "de_cuotas", "de_remanentes", "de_cerrados"),
            "de_devengados",
        )
    ),
    *("escritorio:documento_de_relacion", "escritorio:documento_del_arqueo", "escritorio:transferencias"),
    *("escritorio:certificado_de_credito", "escritorio:documento_contable"),
    "escritorio:documento_de_tercero",
    "escritorio:documento_de_factura",
    "escritorio:anexo_de_factura",
    "escritorio:conformidad_de_factura",
    *("escritorio:documento_de_control", "escritorio:informe_para_el_pleno"),
    *("escritorio:concejales_documento", "escritorio:concejales_publicado"),
    "escritorio:fichero_del_control",
    "escritorio:fichero_de_requisitos",
    "escritorio:fichero_del_plazo_medio",
    "escritorio:sugerir_aplicacion",
    "oac:libro_pdf",
    "oac:justificante",
    "oac:apoderamiento_documento",
    "oac:apoderamiento_fin",
    "oac:apoderamiento_prorroga",
}
SOLO_SE_ENVIAN = {
    *("acceso:reto_para_entrar", "acceso:reto_para_confirmar", "acceso:alta_llave", "acceso:retirar_llave"),
    *("escritorio:exportar_eni", "escritorio:abrir_libro"),
    *("escritorio:aceptar_previa", "escritorio:devolver_previa", "escritorio:retirar_previa"),
    "escritorio:pedir_certificado_de_credito",
    *("escritorio:hacer_documento_contable", "escritorio:firmar_documento_contable"),
    *(
        "diseno:preparar",
        "diseno:retomar",
        "diseno:preparar_modelo",
        "diseno:retomar_modelo",
        "diseno:ensayar",
        "diseno:mover_pregunta",
        "diseno:guardar_caso",
        "diseno:mover_pagina",
        "diseno:retirar_caso",
    ),
    *("escritorio:reto_de_firma", "escritorio:enviar_correo", "escritorio:imprimir_envio"),
    *("escritorio:formar_rendicion", "escritorio:traspasar_pendientes", "escritorio:anticipar_remanentes"),
    # its page, in test_paginas_del_personal.py
    *(
        "escritorio:preparar_relacion",
        "escritorio:ordenar_lo_reconocido",
        "escritorio:enviar_relacion_a_firma",
        "escritorio:hacer_fichero_de_pagos",
    ),
    *("escritorio:dar_relacion_por_enviada", "escritorio:confirmar_retirada"),
    *("escritorio:liquidar_iva", "escritorio:deshacer_liquidacion", "escritorio:deshacer_regularizacion"),
    *("escritorio:formar_informe_de_control", "escritorio:llevar_informe_al_pleno"),
    *("escritorio:aceptar_mejora", "escritorio:enlazar_mejora", "escritorio:mejora_hecha", "escritorio:mejora_vista"),
    *("escritorio:seguir", "escritorio:dejar_de_seguir", "escritorio:colocar_documentos", "escritorio:retirar_carpeta"),
    *("escritorio:tomar_borrador", "escritorio:incorporar_borrador", "escritorio:convertir_borrador"),
    *(
        "escritorio:releer_documento",
        "escritorio:borrar_busqueda",
        "escritorio:borrar_vista",
        "escritorio:vista_primera",
    ),
    *("escritorio:concejales_certificado", "escritorio:concejales_enterado", "escritorio:concejales_cerrar_ambito"),
    *("escritorio:acusar_comunicacion", "escritorio:mencion_vista"),
    *(
        "admin_tecnica:reintentar",
        "admin_tecnica:contrasena",
        "admin_tecnica:segundo_factor",
        "admin_tecnica:reactivar",
        "admin_tecnica:desactivar",
        "admin_tecnica:revocar_certificado",
        "admin_tecnica:anular_ausencia",
        "admin_tecnica:publicar_incidencia",
        "admin_tecnica:baja_cabeceras",
    ),
}
