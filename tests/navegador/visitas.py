"""Who opens each page of the staff, and about what of the sown offices. Files and buttons, which are no pages, are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consistorio.canales.acceso import urls as acceso
from consistorio.canales.admin_tecnica import urls as admin_tecnica
from consistorio.canales.diseno import urls as diseno
from consistorio.canales.escritorio import urls as escritorio
from consistorio.canales.oac import urls as oac
from consistorio.economia.cierre.models import Rendicion
from consistorio.economia.contabilidad.models import Equivalencia
from consistorio.economia.facturas.models import Factura
from consistorio.economia.inventario.models import Bien
from consistorio.economia.presupuesto.models import LineaOperacion as Retencion
from consistorio.economia.presupuesto.models import ModificacionCredito, Operacion, OperacionPrevia
from consistorio.economia.proyectos.models import Agente, Proyecto
from consistorio.economia.recaudacion.models import CobroLeido, CompromisoDeIngreso
from consistorio.economia.tesoreria.models import Arqueo, Conciliacion
from consistorio.economia.tributacion.models import ApunteIva, Compensacion, Declaracion
from consistorio.plataforma.cola.consultas import trabajos
from consistorio.plataforma.organizacion.models import (
    Delegacion,
    Empleado,
    Ocupacion,
    Puesto,
    Suplencia,
    Unidad,
)
from consistorio.servicios.busquedas.models import VistaGuardada
from consistorio.servicios.concejales.models import PeticionDeInformacion
from consistorio.servicios.incidencias.models import CaidaDetectada, Incidencia
from consistorio.servicios.intervencion.models import Comprobacion, Omision, Reparo
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, Modelo, VersionProcedimiento
from consistorio.tramitacion.motor.models import CambioDeVersion
from tests.navegador.fichas import Fichas
from tests.navegador.oficinas import tesoreria

Datos = Mapping[str, object]
Visita = tuple[str, Callable[[Fichas], Datos]]
TRAMITA, JEFA, ORGANO, SECRETARIO, REGISTRO, ADMINISTRA, COBRA, LIQUIDA, INTERVIENE, CONCEJALA, ALCALDESA = (
    "nuria",
    "marta",
    "carmen",
    "javier",
    "rosa",
    "andres",
    "fernando",
    "olga",
    "teresa",
    "adela",
    "isabel",
)


def nada(_fichas: Fichas) -> Datos:
    return {}


def caso(fichas: Fichas) -> Datos:
    return {"expediente_id": fichas.largo.id}


def en_papel(fichas: Fichas) -> Datos:
    return {"expediente_id": fichas.papel.expediente_id, "notificacion_id": fichas.papel.id}


def reparo(_fichas: Fichas) -> Datos:
    return {"reparo_id": Reparo.objects.exclude(objeto="").get().id}


def omision(_fichas: Fichas) -> Datos:
    return {"omision_id": Omision.objects.get().id}


def de_concejala(estado: str) -> Callable[[Fichas], Datos]:
    """Her request in that state."""
    return lambda _fichas: {"peticion_id": PeticionDeInformacion.objects.get(estado=estado).id}


def incidencia(_fichas: Fichas) -> Datos:
    return {"incidencia_id": Incidencia.objects.order_by("id")[0].id}


def libro_del_anio(fichas: Fichas) -> Datos:
    assert fichas.firmada.libro is not None
    return {"codigo": fichas.firmada.libro.codigo, "anio": fichas.firmada.libro.anio}


def anio(fichas: Fichas) -> Datos:
    return {"anio": libro_del_anio(fichas)["anio"]}


def asiento(fichas: Fichas) -> Datos:
    return {"asiento_id": fichas.asiento.id}


def en_la_unidad(fichas: Fichas) -> Datos:
    return {"asiento_id": fichas.en_la_unidad.id}


def importado(fichas: Fichas) -> Datos:
    return {"importacion_id": fichas.importado.id}


def recibida(fichas: Fichas) -> Datos:
    return {"comunicacion_id": fichas.recibida.id}


def ficha(
    modelo: type[Unidad | Puesto | Ocupacion | Empleado | Suplencia | Delegacion],
) -> Callable[[Fichas], Datos]:
    """The identifier of the first row of a table of the organisation."""
    clave = f"{modelo.__name__.lower()}_id"
    return lambda _fichas: {clave: modelo._default_manager.order_by("id")[0].pk}


def version(_fichas: Fichas) -> Datos:
    return {"version_id": VersionProcedimiento.objects.filter(estado="publicada").order_by("id")[0].id}


def otra_version(_fichas: Fichas) -> Datos:
    """The second version of the works licence, to which cases move."""
    return {"version_id": CambioDeVersion.objects.get().version_id}


def del_ejercicio(fichas: Fichas) -> dict[str, object]:
    return {"anio": fichas.operacion.ejercicio_id}


def del_cerrado(fichas: Fichas) -> Datos:
    return {"anio": fichas.operacion.ejercicio_id - 1}


def del_modelo(fichas: Fichas) -> Datos:
    return {"anio": fichas.operacion.ejercicio_id, "modelo": "303", "periodo": "4T"}


def operacion(fichas: Fichas) -> Datos:
    return {"operacion_id": fichas.operacion.id}


def tercero(fichas: Fichas) -> Datos:
    return {"tercero_id": fichas.tercero.id}


def factura(fichas: Fichas) -> Datos:
    return {"factura_id": fichas.factura.id}


def preparado(_fichas: Fichas) -> dict[str, object]:
    """The draft of the area of who heads it."""
    return {"borrador_id": BorradorProcedimiento.objects.get().id}


def modelo_en_ensayo(_fichas: Fichas) -> Datos:
    """The model of an area that waits to be published."""
    return {"modelo_id": Modelo.objects.get(estado="ensayo").id}


DEL_ESCRITORIO: dict[str, Visita] = {
    "bandeja": (TRAMITA, nada),
    "siguiente": (TRAMITA, nada),
    "repartir": (JEFA, nada),
    "equipo": (JEFA, nada),
    "persona_del_equipo": (JEFA, lambda f: {"empleado_id": f.tarea.asignada_a_id}),
    "control": (TRAMITA, nada),
    "informes_pedidos": (TRAMITA, nada),
    "por_caducar": (TRAMITA, nada),
    "sigo": (TRAMITA, nada),
    "atajos": (TRAMITA, nada),
    "encargos": (TRAMITA, nada),
    "encargar_tareas": (TRAMITA, nada),
    "encargar_expedientes": (TRAMITA, nada),
    "encargo": (TRAMITA, lambda f: {"encargo_id": f.encargo.id}),
    "buscar": (TRAMITA, nada),
    "busquedas": (TRAMITA, nada),
    "guardar_busqueda": (TRAMITA, nada),
    "busqueda_guardada": (TRAMITA, lambda f: {"busqueda_id": f.busqueda.id}),
    "buscar_clase": (TRAMITA, lambda _f: {"clase": "expedientes"}),
    "persona": (TRAMITA, lambda f: {"persona_id": f.largo.interesados.all()[0].persona_id}),
    "entradas": (TRAMITA, nada),
    "entrada": (TRAMITA, en_la_unidad),
    "abrir_entrada": (TRAMITA, en_la_unidad),
    "devolver_entrada": (TRAMITA, en_la_unidad),
    "unir_entrada": (TRAMITA, en_la_unidad),  # sent as it comes, it is joined: the last of the entry's
    "incorporar_importado": (TRAMITA, importado),
    "enviar_importado": (TRAMITA, importado),
    "iniciar_de_oficio": (TRAMITA, nada),
    "expedientes": (TRAMITA, nada),
    "expediente": (TRAMITA, caso),
    "borradores": (TRAMITA, caso),
    "nuevo_borrador": (TRAMITA, caso),
    "borrador": (TRAMITA, lambda f: {"borrador_id": f.borrador.id}),
    "soltar_borrador": (JEFA, lambda f: {"borrador_id": f.borrador.id}),
    "descartar_borrador": (TRAMITA, lambda f: {"borrador_id": f.borrador.id}),
    "carpetas": (TRAMITA, caso),
    "carpeta": (TRAMITA, lambda f: {"expediente_id": f.largo.id, "carpeta_id": f.carpeta.id}),
    "respuestas": (TRAMITA, lambda f: {"expediente_id": f.en_papel.id}),
    "tramites": (TRAMITA, caso),
    "pagos": (TRAMITA, lambda f: {"expediente_id": f.liquidacion.expediente_id}),
    "gasto": (TRAMITA, lambda f: {"expediente_id": f.en_discrepancia.expediente_id}),
    "economia_del_caso": (TRAMITA, lambda f: {"expediente_id": f.por_retener.expediente_id}),
    "interesados": (TRAMITA, caso),
    "importar_partes": (TRAMITA, caso),
    "comunicaciones": (TRAMITA, lambda f: {"expediente_id": f.papel.expediente_id}),
    "notas": (TRAMITA, caso),
    "contestar_nota": (TRAMITA, lambda f: {"expediente_id": f.largo.id, "nota_id": f.mencion.nota_id}),
    "comunicaciones_del_expediente": (TRAMITA, caso),
    "comunicar_expediente": (TRAMITA, caso),
    "comunicaciones_internas": (TRAMITA, nada),
    "buscar_comunicaciones": (TRAMITA, nada),
    "comunicar": (TRAMITA, nada),
    "comunicacion_interna": (TRAMITA, lambda f: {"comunicacion_id": f.del_caso.id}),
    "contestar_comunicacion": (TRAMITA, recibida),
    "corregir_comunicacion": (TRAMITA, lambda f: {"comunicacion_id": f.del_caso.id}),
    "mejoras": (JEFA, nada),
    "nueva_mejora": (TRAMITA, nada),
    "mejora": (JEFA, lambda _f: {"peticion_id": PeticionDeArea.objects.get(estado="aceptada", borrador=None).id}),
    "comentar_mejora": (TRAMITA, lambda _f: {"peticion_id": PeticionDeArea.objects.get(estado="abierta").id}),
    "rechazar_mejora": (JEFA, lambda _f: {"peticion_id": PeticionDeArea.objects.get(estado="abierta").id}),
    "menciones": (TRAMITA, nada),
    "resumen": (TRAMITA, nada),
    "historial": (TRAMITA, caso),
    "plazo": (TRAMITA, caso),
    "copias_de_expediente": (TRAMITA, caso),
    "intento_papel": (TRAMITA, en_papel),
    "anuncio_boe": (TRAMITA, en_papel),
    "documento": (TRAMITA, lambda f: {"documento_id": f.en_firma.propuesta_documento_id}),
    "correo": (TRAMITA, nada),
    "direccion_postal": (TRAMITA, lambda f: {"notificacion_id": f.papel.id}),
    "lugar_ignorado": (TRAMITA, lambda f: {"notificacion_id": f.papel.id}),
    "retirar_envio": (JEFA, lambda f: {"notificacion_id": f.papel.id}),
    "expedir_copia": (SECRETARIO, lambda f: {"documento_id": f.escaneado.id}),
    "corregir_documento": (TRAMITA, lambda f: {"documento_id": f.en_firma.propuesta_documento_id}),
    "estadistica": (JEFA, nada),
    "atrasos": (JEFA, nada),
    "portafirmas": (ORGANO, nada),
    "devolver_paso": (ORGANO, lambda f: {"paso_id": f.paso.id}),
    "tesoreria": (COBRA, nada),
    "liquidaciones": (LIQUIDA, nada),
    "liquidacion": (LIQUIDA, lambda f: {"liquidacion_id": f.liquidacion.id}),
    "vencidas": (COBRA, nada),
    "por_devolver": (COBRA, nada),
    "fichero_de_cobros": (COBRA, nada),
    "cobrar": (COBRA, lambda f: {"liquidacion_id": f.liquidacion.id}),
    "devolver": (COBRA, lambda f: {"liquidacion_id": f.por_devolver.id}),
    "asuntos_de_sesion": (SECRETARIO, nada),
    "acuerdos": (SECRETARIO, nada),
    "libros": (SECRETARIO, nada),
    "libro": (SECRETARIO, libro_del_anio),
    "cerrar_libro": (SECRETARIO, libro_del_anio),
    "imprimir_libro": (SECRETARIO, libro_del_anio),
    "anular_resolucion": (SECRETARIO, lambda f: {"resolucion_id": f.devuelta.id}),
    "certificar_resolucion": (SECRETARIO, lambda f: {"resolucion_id": f.firmada.id}),
    **dict.fromkeys(("concejales", "concejales_pedir", "concejales_decididas"), (CONCEJALA, nada)),
    "concejales_delegacion": ("tomas", del_ejercicio),
    "concejales_cuentas": (CONCEJALA, del_ejercicio),
    **dict.fromkeys(("concejales_peticion", "concejales_ver"), (CONCEJALA, de_concejala("concedida"))),
    "concejales_peticiones": (ALCALDESA, nada),
    "concejales_resolver": (ALCALDESA, de_concejala("pendiente")),
    **dict.fromkeys(("concejales_seguimiento", "concejales_anotar_ambito"), (SECRETARIO, nada)),
    "concejales_consultado": (
        SECRETARIO,
        lambda _f: {"empleado_id": Empleado.objects.get(cuenta__usuario=CONCEJALA).id},
    ),
    **dict.fromkeys(("vistas_guardadas", "guardar_vista"), (INTERVIENE, lambda _f: {"lista": "gastos"})),
    "renombrar_vista": (
        INTERVIENE,
        lambda _f: {"lista": "gastos", "vista_id": VistaGuardada.objects.get().id},
    ),
    "economia": (INTERVIENE, nada),
    **dict.fromkeys(
        ("gastos", "ingresos", "operaciones", "anotar_gasto", "diario", "sumas", "bloquear_fechas", "reabrir_fechas"),
        (INTERVIENE, del_ejercicio),
    ),
    "mayor": (INTERVIENE, del_ejercicio),
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
    "terceros": (INTERVIENE, nada),
    "ordenar_pago": (COBRA, del_ejercicio),
    "nuevo_tercero": (COBRA, nada),
    **dict.fromkeys(("tercero", "nuevo_documento_de_tercero", "nueva_cuenta"), (COBRA, tercero)),
    "retirar_cuenta": (COBRA, lambda f: {"cuenta_id": f.cuenta.id}),
    "poner_bloqueo": (COBRA, tercero),
    "levantar_bloqueo": (COBRA, lambda f: {"bloqueo_id": f.tercero.bloqueos.get().id}),
    "facturas": (JEFA, nada),
    # sent as it comes, it is conformed: the last of the unit
    **dict.fromkeys(("factura", "devolver_factura", "rechazar_factura", "conformar_factura"), (JEFA, factura)),
    **dict.fromkeys(("recibir_facturas", "recibir_papel", "plazo_medio"), (INTERVIENE, nada)),
    **dict.fromkeys(
        (
            *("remitir_factura", "emisor_de_factura", "contabilizar_factura", "factura_pagada"),
            *("pedir_anulacion_factura", "resolver_anulacion_factura", "avisar_de_factura"),
        ),
        (INTERVIENE, factura),
    ),
    **dict.fromkeys(
        (
            *("intervenir_facturas", "obligaciones_por_intervenir", "reparos", "omisiones", "comprobaciones"),
            "nuevo_acuerdo_de_control",
        ),
        (INTERVIENE, nada),
    ),
    **dict.fromkeys(
        ("intervenir_factura", "anotar_omision_factura", "designar_comprobacion_factura"),
        (INTERVIENE, lambda _f: {"factura_id": Factura.objects.get(numero_factura="9").id}),
    ),
    **dict.fromkeys(("anotar_omision_expediente", "designar_comprobacion_expediente"), (INTERVIENE, caso)),
    **dict.fromkeys(("reparo", "aceptar_objecion", "discrepar_de_objecion"), (JEFA, reparo)),
    **dict.fromkeys(("resolver_objecion", "acuerdo_de_objecion"), (SECRETARIO, reparo)),
    **dict.fromkeys(("omision", "devengar_omision", "informar_omision"), (INTERVIENE, omision)),
    **dict.fromkeys(("decidir_omision", "acuerdo_de_omision"), (SECRETARIO, omision)),
    "levantar_acta": (INTERVIENE, lambda _f: {"comprobacion_id": Comprobacion.objects.get().id}),
    **dict.fromkeys(("control_del_anio", "nueva_muestra"), (INTERVIENE, del_ejercicio)),
    "cierre": (INTERVIENE, del_cerrado),
    "reabrir_ejercicio": (INTERVIENE, del_cerrado),
    "cerrar_ejercicio": (INTERVIENE, del_ejercicio),
    "anotar_paso_rendicion": (INTERVIENE, lambda _f: {"rendicion_id": Rendicion.objects.get().id}),
    **dict.fromkeys(
        (
            *(
                "cuentas_de_tesoreria",
                "abrir_ordinal",
                "cargar_extracto",
                "por_pagar",
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
    "deshacer_conciliacion": (COBRA, lambda _f: {"conciliacion_id": Conciliacion.objects.order_by("id")[0].id}),
    **dict.fromkeys(
        ("relacion_de_pagos", "anotar_pagos_de_relacion", "retirar_relacion"),
        (COBRA, lambda _f: {"relacion_id": tesoreria.por_pagar().id}),
    ),
    "arqueo": (COBRA, lambda _f: {"arqueo_id": Arqueo.objects.get().id}),
    **dict.fromkeys(
        ("proyectos", "no_presupuestarios", "anotar_no_presupuestaria", "amortizar", "deshacer_amortizacion"),
        (INTERVIENE, del_ejercicio),
    ),
    "no_presupuestario": (INTERVIENE, lambda f: del_ejercicio(f) | {"codigo": "IRPF"}),
    **dict.fromkeys(("abrir_proyecto", "inmovilizado", "alta_de_bien"), (INTERVIENE, nada)),
    **dict.fromkeys(
        ("proyecto", "asignar_aplicaciones"), (INTERVIENE, lambda _f: {"codigo": Proyecto.objects.get().codigo})
    ),
    "asignar_derecho": (INTERVIENE, lambda _f: {"agente_id": Agente.objects.get(exclusivo=False).id}),
    **dict.fromkeys(("bien", "baja_de_bien"), (INTERVIENE, lambda _f: {"bien_id": Bien.objects.get(numero=1).id})),
    "nuevo_asiento": (INTERVIENE, del_ejercicio),
    **dict.fromkeys(
        (
            *("impuestos", "actividad_de_iva", "factura_recibida", "factura_expedida", "fichero_347"),
            *("anotar_ingreso", "modificaciones", "nueva_modificacion", "dudosos", "dotar_deterioro"),
        ),
        (INTERVIENE, del_ejercicio),
    ),
    **dict.fromkeys(("modelo", "presentar_modelo"), (INTERVIENE, del_modelo)),
    "pagar_modelo": (INTERVIENE, lambda _f: {"declaracion_id": Declaracion.objects.get().id}),
    "detallar_retencion": (
        INTERVIENE,
        lambda _f: {"linea_id": Retencion.objects.filter(no_presupuestario="IRPF").latest("id").id},
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
DE_LA_OFICINA: dict[str, Visita] = {
    "lista": (REGISTRO, nada),
    "nueva": (REGISTRO, nada),
    "salida": (REGISTRO, nada),
    "reservas": (REGISTRO, nada),
    "contactos": (REGISTRO, nada),
    "contacto": (REGISTRO, lambda f: {"persona_id": f.poder.representado_id}),
    "apoderamientos": (REGISTRO, nada),
    "apoderar": (REGISTRO, nada),
    "apoderamiento": (REGISTRO, lambda f: {"representacion_id": f.poder.id}),
    "prorrogar_apoderamiento": (REGISTRO, lambda f: {"representacion_id": f.poder.id}),
    "terminar_apoderamiento": (REGISTRO, lambda f: {"representacion_id": f.poder.id}),
    "libros": (REGISTRO, nada),
    "asiento": (REGISTRO, asiento),
    "anular": (REGISTRO, asiento),
    "redirigir": (REGISTRO, asiento),
    "rectificar": (REGISTRO, asiento),
}
DE_LA_ADMINISTRACION: dict[str, Visita] = {
    **dict.fromkeys(
        (
            *(
                "inicio",
                "ajustes",
                "trabajos",
                "unidades",
                "nueva_unidad",
                "puestos",
                "nuevo_puesto",
                "roles",
                "nuevo_rol",
            ),
            *("personas", "nueva_persona", "sustituciones", "nueva_suplencia", "nueva_delegacion", "nueva_ausencia"),
            *("calendario", "publicar_calendario", "cargar", "accesos", "incidencias", "nueva_incidencia"),
            *("catalogo", "cargar_procedimiento", "areas", "cabeceras", "regla_notificaciones"),
        ),
        (ADMINISTRA, nada),
    ),
    "trabajo": (
        ADMINISTRA,
        lambda _f: {"trabajo_id": trabajos(estado=None, cola="prueba", antes_de=None, limite=1)[0].id},
    ),
    "abandonar": (
        ADMINISTRA,
        lambda _f: {"trabajo_id": trabajos(estado=None, cola="prueba", antes_de=None, limite=1)[0].id},
    ),
    "reorganizar": (ADMINISTRA, ficha(Unidad)),
    "cerrar_unidad": (ADMINISTRA, ficha(Unidad)),
    "roles_de_puesto": (ADMINISTRA, ficha(Puesto)),
    "ocupar": (ADMINISTRA, ficha(Puesto)),
    "cesar": (ADMINISTRA, ficha(Ocupacion)),
    "rol": (ADMINISTRA, lambda _f: {"codigo": "oac"}),
    "persona": (ADMINISTRA, ficha(Empleado)),
    "terminar_suplencia": (ADMINISTRA, lambda _f: {"suplencia_id": Suplencia.objects.order_by("-hasta")[0].id}),
    "revocar_delegacion": (ADMINISTRA, ficha(Delegacion)),
    "calendario_anio": (ADMINISTRA, anio),
    **dict.fromkeys(("cambiar_incidencia", "terminar_incidencia", "ampliar_plazos"), (ADMINISTRA, incidencia)),
    **dict.fromkeys(
        ("caida", "descartar_caida"), (ADMINISTRA, lambda _f: {"caida_id": CaidaDetectada.objects.get().id})
    ),
    "area": (ADMINISTRA, lambda _f: {"codigo": "urbanismo"}),
    "version": (ADMINISTRA, version),
    "publicar_version": (ADMINISTRA, version),
    "retirar_version": (ADMINISTRA, version),
    "descartar_version": (ADMINISTRA, version),
    "legales": (SECRETARIO, nada),
    "legal": (SECRETARIO, lambda _f: {"codigo": "terraza"}),
    "cambiar_legal": (SECRETARIO, lambda _f: {"codigo": "terraza", "campo": "recursos"}),
}
DEL_DISENO: dict[str, Visita] = {
    "lista": (JEFA, nada),
    "publicados": (TRAMITA, nada),
    "publicado": (TRAMITA, version),
    "traer": (JEFA, nada),
    "modelos": (TRAMITA, nada),
    "modelo": (SECRETARIO, lambda _f: {"codigo": "via_publica"}),
    "publicar_modelo": (SECRETARIO, modelo_en_ensayo),
    "descartar_modelo": (SECRETARIO, modelo_en_ensayo),
    "pasar": (JEFA, otra_version),
    "cambio": (JEFA, lambda _f: {"cambio_id": CambioDeVersion.objects.get().id}),
    "borrador": (JEFA, preparado),
    "diagrama": (JEFA, preparado),
    "descartar": (JEFA, preparado),
    "tamano": (JEFA, preparado),
    "sancionador": (JEFA, preparado),
    "probar": (JEFA, preparado),
    "nueva_tarea": (JEFA, preparado),
    "tarea": (JEFA, lambda f: preparado(f) | {"codigo": "informe_area"}),
    "pago": (JEFA, lambda f: preparado(f) | {"codigo": "tasa_via"}),
    "fiscalizacion": (JEFA, lambda f: preparado(f) | {"codigo": "control"}),
    "publicacion": (JEFA, lambda f: preparado(f) | {"codigo": "anuncio_previo"}),
    "audiencia": (JEFA, lambda f: preparado(f) | {"codigo": "oir"}),
    "consulta": (JEFA, lambda f: preparado(f) | {"codigo": "dictamen"}),
    "firmas": (JEFA, lambda f: preparado(f) | {"codigo": "resolucion"}),
    "quitar_tarea": (JEFA, lambda f: preparado(f) | {"codigo": "comprobar_partes"}),
    "cuando": (JEFA, lambda f: preparado(f) | {"clase": "tarea", "codigo": "control"}),
    "nueva_pregunta": (JEFA, lambda f: preparado(f) | {"paso": "obra"}),
    "pregunta": (JEFA, lambda f: preparado(f) | {"paso": "obra", "codigo": "tipo_obra"}),
    "quitar_pregunta": (JEFA, lambda f: preparado(f) | {"paso": "obra", "codigo": "descripcion"}),
    "como_se_ve": (JEFA, preparado),
    "nueva_pagina": (JEFA, preparado),
    "pagina": (JEFA, lambda f: preparado(f) | {"paso": "obra"}),
    "quitar_pagina": (JEFA, lambda f: preparado(f) | {"paso": "declaracion"}),
    "textos": (JEFA, preparado),
    "texto": (JEFA, lambda f: preparado(f) | {"sentido": "estima"}),
    "nuevo_documento": (JEFA, preparado),
    "documento": (JEFA, lambda f: preparado(f) | {"codigo": "plano"}),
    "quitar_documento": (JEFA, lambda f: preparado(f) | {"codigo": "plano"}),
}
DE_LA_CUENTA: dict[str, Visita] = dict.fromkeys(
    ("cuenta", "mi_certificado", "llaves", "confirmar", "contrasena"), (TRAMITA, nada)
)
DEL_PERSONAL = [patron for patron in acceso.urlpatterns if str(patron.pattern).startswith("empleados/")]
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
        )
    ),
    *(
        f"escritorio:fichero_{cual}"
        for cual in (
            *("de_cuentas", "del_ordinal", "por_pagar", "de_relaciones", "de_relacion", "del_arqueo", "de_proyectos"),
            *("de_bienes", "de_no_presupuestarios", "del_no_presupuestario"),
        )
    ),
    *("escritorio:documento_de_relacion", "escritorio:documento_del_arqueo", "escritorio:transferencias"),
    "escritorio:documento_de_tercero",
    "escritorio:documento_de_factura",
    "escritorio:anexo_de_factura",
    "escritorio:conformidad_de_factura",
    "escritorio:documento_de_control",
    *("escritorio:concejales_documento", "escritorio:concejales_publicado"),
    "escritorio:fichero_del_control",
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
    "escritorio:formar_rendicion",
    # its page, in test_paginas_del_personal.py
    *("escritorio:preparar_relacion", "escritorio:enviar_relacion_a_firma", "escritorio:hacer_fichero_de_pagos"),
    "escritorio:dar_relacion_por_enviada",
    *("escritorio:liquidar_iva", "escritorio:deshacer_liquidacion"),
    "escritorio:formar_informe_de_control",
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
