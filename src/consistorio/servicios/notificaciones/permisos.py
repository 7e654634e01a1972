"""Permissions of the notifications."""

from __future__ import annotations

from consistorio.plataforma.identidad.permisos import Ambito, declarar

declarar("notificacion.emitir", "Ordenar que se notifique un acto")
declarar("notificacion.papel", "Anotar entregas en papel y anuncios en el BOE")
declarar("notificacion.comparecer", "Abrir o rechazar sus notificaciones", Ambito.CIUDADANIA)
declarar("notificacion.preparar", "Preparar el documento de una notificación", Ambito.SISTEMA)
declarar("notificacion.evidenciar", "Hacer el justificante de una notificación", Ambito.SISTEMA)
declarar("notificacion.avisar", "Enviar avisos por correo", Ambito.SISTEMA)
declarar("notificacion.caducar", "Dar por rechazadas las notificaciones que nadie abrió", Ambito.SISTEMA)
