"""The visits of the desk but for its accounts."""

from __future__ import annotations

from consistorio.servicios.intervencion.models import DacionDeCuenta
from consistorio.servicios.mejoras.models import PeticionDeArea
from tests.navegador.fichas import Fichas
from tests.navegador.quien_visita import (
    COBRA,
    JEFA,
    LIQUIDA,
    ORGANO,
    SECRETARIO,
    TRAMITA,
    Datos,
    Visita,
    caso,
    libro_del_anio,
    nada,
)


def en_papel(fichas: Fichas) -> Datos:
    return {"expediente_id": fichas.papel.expediente_id, "notificacion_id": fichas.papel.id}


def en_la_unidad(fichas: Fichas) -> Datos:
    return {"asiento_id": fichas.en_la_unidad.id}


def importado(fichas: Fichas) -> Datos:
    return {"importacion_id": fichas.importado.id}


def recibida(fichas: Fichas) -> Datos:
    return {"comunicacion_id": fichas.recibida.id}


DE_LA_MESA: dict[str, Visita] = {
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
    "dar_cuenta": (SECRETARIO, lambda _f: {"dacion_id": DacionDeCuenta.objects.get().id}),
    "libros": (SECRETARIO, nada),
    "libro": (SECRETARIO, libro_del_anio),
    "cerrar_libro": (SECRETARIO, libro_del_anio),
    "imprimir_libro": (SECRETARIO, libro_del_anio),
    "anular_resolucion": (SECRETARIO, lambda f: {"resolucion_id": f.devuelta.id}),
    "certificar_resolucion": (SECRETARIO, lambda f: {"resolucion_id": f.firmada.id}),
}
