"""Permissions of the notifications."""

from __future__ import annotations

from consistorio.plataforma.identidad.permisos import Ambito, declarar

EMITIR = "notificacion.emitir"
PAPEL = "notificacion.papel"
RETIRAR = "notificacion.retirar"
COMPARECER = "notificacion.acceder"
PREPARAR = "notificacion.preparar"
EVIDENCIAR = "notificacion.evidenciar"
AVISAR = "notificacion.avisar"
CADUCAR = "notificacion.caducar"

declarar(EMITIR, "Ordenar que se notifique un acto")
declarar(PAPEL, "Imprimir y enviar en papel, y anotar entregas y anuncios en el BOE")
declarar(RETIRAR, "Dejar sin enviar una carta en papel")
declarar(COMPARECER, "Abrir o rechazar sus notificaciones", Ambito.CIUDADANIA)
declarar(PREPARAR, "Preparar el documento de una notificación", Ambito.SISTEMA)
declarar(EVIDENCIAR, "Hacer el justificante de una notificación", Ambito.SISTEMA)
declarar(AVISAR, "Enviar avisos por correo", Ambito.SISTEMA)
declarar(CADUCAR, "Dar por rechazadas las notificaciones que nadie abrió", Ambito.SISTEMA)
