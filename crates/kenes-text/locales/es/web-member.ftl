### Páginas de los miembros: unirse, tareas, candidatura, puestos. Traducidas por un programa; decide el texto en inglés.

web-join-title = Unirse con este dispositivo
web-join-text = Su dispositivo crea una clave que se queda en él. Con ella puede presentarse, aceptar un puesto o custodiar una votación. Para votar no la necesita.
web-join-code = Código para unirse
web-join-code-hint = Está en su hoja. Si ha llegado por el código QR o por un enlace, ya está aquí.
web-join-malformed = Eso no es un código para unirse. Tiene 43 letras y cifras; las mayúsculas y las minúsculas son distintas.
web-join-has-key = Este dispositivo ya tiene una clave para este consejo. Con otro código pertenecería a dos personas.
web-join-button = Unirse con este dispositivo

web-me-title = Mis tareas
web-me-no-key = Ha entrado con un enlace. Para firmar algo, únase primero con su hoja en el dispositivo que quiera usar.
web-me-nothing = No tiene nada pendiente.
web-me-sign = Para firmar
web-me-guard = Custodiar una votación
web-me-guard-of = Su parte en la votación para: { $body }
web-me-asked = Ha obtenido un puesto
web-me-elected = Su elección es para: { $body }. Responda hasta { $until }; el silencio cuenta como no.
web-me-accept = Acepto
web-me-decline = No acepto
web-me-stand = Presentarse
web-me-stands = Se presenta para: { $body }.
web-me-stand-in = { $body }: presentarse, o cambiarlo, hasta { $until }
web-me-held = Sus puestos
web-me-holds = { $body }, hasta { $until }
web-me-resign-open = Renunciar
web-me-resign-text = Su puesto se cubre con las papeletas de la elección que se lo dio. Esto no se puede deshacer.
web-me-resign = Renuncio a este puesto
web-me-key = La clave de este dispositivo
web-me-key-text = Si pierde este dispositivo, una copia de la clave le permite continuar. Guarde el archivo donde solo usted pueda leerlo.
web-me-key-save = Guardar una copia de la clave

web-stand-title = Presentarse
web-stand-head = Presentarse para: { $body }
web-stand-until = Las candidaturas se presentan hasta { $until }.
web-stand-statement = Lo que quiere que sepan los votantes
web-stand-hint = Hasta 200 palabras. Todo el mundo puede leerlo.
web-stand-down = Retirar mi candidatura

web-what-resign = Usted renuncia a su puesto.
web-what-accept = Usted acepta el puesto que le dio la elección.
web-what-decline = Usted rechaza el puesto que le dio la elección.
web-what-stand = Usted presenta su candidatura.
web-what-stand-down = Usted retira su candidatura.
