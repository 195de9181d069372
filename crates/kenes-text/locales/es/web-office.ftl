### Páginas de la oficina: el censo, las hojas, los mensajes. Traducidas por un programa; decide el texto en inglés.

web-yes = sí
web-no = no
web-print = Imprimir

web-members-title = Miembros
web-members-count = { $count ->
    [one] Hay una persona en el censo.
   *[other] Hay { $count } personas en el censo.
}
web-members-waiting = { $count ->
    [one] Una persona no ha recibido todavía con qué unirse.
   *[other] { $count } personas no han recibido todavía con qué unirse.
}
web-members-without = { $count ->
    [one] Una persona del censo no tiene dispositivo: para votar le basta una hoja con un código de voto.
   *[other] { $count } personas del censo no tienen dispositivo: para votar les basta una hoja con un código de voto.
}
web-members-slips = Hojas para imprimir
web-members-send = Escribir a quienes tienen correo electrónico
web-members-add = Inscribir a personas en el censo
web-members-list = Nombres
web-members-list-hint = Un nombre por línea, o una tabla con nombres y correos copiada de una hoja de cálculo o de un archivo CSV. El correo no es necesario.
web-members-preview = Revisar la lista
web-members-roll = El censo
web-members-name = Nombre
web-members-state = Estado
web-members-mail = Correo
web-members-left = se fue
web-members-joined = se unió con un dispositivo
web-members-given = tiene un código para unirse
web-members-enrolled = en el censo
web-members-erased = (borrado)

web-roll-empty = No hay nada en la lista.
web-roll-long = La lista es demasiado larga. Tráigala por partes.
web-roll-no-name = Falta el nombre.
web-roll-long-name = El nombre tiene más de 100 letras.
web-roll-character = Hay un signo que no se ve.
web-roll-encoding = Algunas letras no se pueden leer: guarde el archivo en UTF-8.
web-roll-address = Esto no es una dirección de correo.
web-roll-language = No hay páginas en este idioma.
web-roll-cells = Hay más celdas que columnas.
web-roll-twice = Lo mismo que en la línea { $line }.
web-roll-same-name = El mismo nombre que en la línea { $line }, con otra dirección.
web-roll-same-address = La misma dirección que en la línea { $line }: quien la lea leerá los dos mensajes.

web-preview-title = ¿Está bien así?
web-preview-good = { $count ->
    [one] Se puede inscribir a una persona en el censo.
   *[other] Se puede inscribir a { $count } personas en el censo.
}
web-preview-bad = { $count ->
    [one] Queda fuera una línea. Al lado está lo que falla.
   *[other] Quedan fuera { $count } líneas. Al lado está lo que falla.
}
web-preview-unknown = No se sabe qué es la columna «{ $column }»; queda fuera.
web-preview-line = Línea
web-preview-remarks = Observaciones
web-preview-left-out = Queda fuera:
web-preview-enrol = { $count ->
    [one] Inscribir a una persona
   *[other] Inscribir a { $count } personas
}
web-preview-change = Cambiar la lista
web-what-enrol = Usted inscribe a personas en el censo. El registro público muestra un número sellado por cada una y ningún nombre.

web-slips-title = Hojas para imprimir
web-slips-count = { $count ->
    [one] Una hoja, para la única persona sin correo electrónico.
   *[other] { $count } hojas, para quienes no tienen correo electrónico.
}
web-slips-done = Están impresas y entregadas
web-slip-join-title = Únase a { $council } con su teléfono
web-slip-join-text = Escanee el código QR con la cámara, o abra la dirección y escriba el código. Hágalo en el teléfono o el ordenador que quiera usar. El código sirve una sola vez y es solo suyo. Para votar no lo necesita.
web-mail-join-subject = Únase a { $council }
web-mail-join-body = Hola, { $name }:

    con este enlace se une por usted el teléfono o el ordenador en el que lo abra. Sirve una sola vez y es solo suyo.

    { $link }

    Lo necesita para presentarse, aceptar un puesto o custodiar una votación. Para votar no lo necesita.

web-choose = Elija
web-call-title = Convocar una elección
web-call-head = Convocar la elección de: { $body }
web-call-text = Puestos por cubrir: { $seats }. Miembros que pueden votar: { $eligible }; quien se una después no puede votar esta vez.
web-call-dates = Las primeras fechas que permiten las reglas
web-call-nominations = Candidaturas hasta
web-call-opens = La votación se abre
web-call-closes = La votación se cierra
web-call-trustees = ¿Quién custodia la votación?
web-call-trustees-hint = Miembros que se han unido con un dispositivo: { $wanted }. Juntos abren el resultado { $threshold } de ellos. Mejor no pedírselo a quien se presenta.
web-call-trustee = Custodio número { $number }
web-call-trustees-wrong = Elija tantas personas como se piden.
web-call-trustees-twice = Elija a cada persona una sola vez.
web-call-small = Solo pueden votar { $eligible } miembros: el resultado puede mostrar cómo votó la gente. Todos lo saben y lo aceptan.
web-call-small-missing = Indique que los votantes saben lo pocos que son.
web-call-title-text = Elección de: { $body }
web-call-question-rank = ¿A quién quiere, y en qué orden?
web-call-question-approve = ¿A quién le gustaría ver allí? Elija a tantas personas como quiera.
web-call-question-one = ¿A quién quiere?
web-what-call = Usted convoca una elección.

web-office-title = Oficina
web-office-elections = Elecciones
web-office-until = Hasta { $until }.
web-office-missing = Lo que falta
web-office-messages = Mensajes
web-office-messages-text = { $count ->
    [one] Un mensaje no se envió por correo.
   *[other] { $count } mensajes no se enviaron por correo.
}
web-office-outbox = Mensajes por entregar
web-task-members = Hay miembros en el censo
web-task-members-go = A los miembros
web-task-devices = Bastantes personas se han unido con un dispositivo
web-task-devices-state = Se han unido: { $have }; hacen falta para custodiar una votación: { $wanted }.
web-task-practice = Practicar
web-task-practice-state = Vea en su propio teléfono lo que verán los votantes. Nada de ello cuenta.
web-task-practice-go = Practicar ahora
web-office-next = Lo siguiente: { $what }
web-task-call = Convocar la elección de: { $body }
web-task-call-ready = Ya toca, y está todo.
web-task-call-waits = Ya toca. Primero tiene que estar lo de arriba.
web-task-call-go = Convocarla
web-wait-key = Quienes custodian la votación crean la clave. Falta:
web-wait-candidates = Se presentan candidaturas.
web-wait-setup = La lista de votantes la tiene que certificar:
web-wait-rehearsal = Quienes custodian la votación prueban la clave con una papeleta de prueba. Falta:
web-wait-opening = Todo está listo. La votación se abre sola.
web-wait-votes = La votación está abierta.
web-wait-count = La votación está cerrada. El resultado lo abre:
web-wait-lot = El recuento llega a un empate. Quienes custodian la votación abren el sorteo.
web-wait-answers = Ya hay resultado. Resultaron elegidas, y se les pregunta si aceptan:
web-wait-nothing = No hay nada pendiente.

web-eoffice-title = Cuidar de una elección
web-eoffice-sign = Firmar
web-eoffice-guard = Mi parte como custodio de la votación
web-eoffice-turnout = Papeletas aceptadas: { $ballots }; miembros que pueden votar: { $voters }.
web-eoffice-codes = Códigos de voto
web-eoffice-given = Entregados: { $given } de { $all }.
web-eoffice-send = Escribir a quienes tienen correo electrónico
web-eoffice-slips = Hojas para los demás
web-eoffice-code = Código
web-eoffice-lost = ¿Perdido?
web-eoffice-again = Mostrar otra vez
web-eoffice-again-for = Mostrar otra vez el código de { $name }
web-code-none = sin entregar
web-code-message = en un mensaje
web-code-slip = en una hoja
web-code-shown = mostrado
web-code-again = { $count ->
    [one] mostrado otra vez
   *[other] mostrado otras { $count } veces
}
web-vslips-count = { $count ->
    [one] Una hoja.
   *[other] { $count } hojas.
}
web-vslips-before = { $count ->
    [one] Ya se entregó una hoja.
   *[other] Ya se entregaron { $count } hojas.
} Imprimirlas otra vez se cuenta, y cualquiera puede ver cuántas veces se hizo.
web-vslips-again = Imprimirlas otra vez
web-slip-vote-title = Vote en { $council }
web-slip-vote-text = Escanee el código QR con la cámara de un teléfono, o abra la dirección y escriba el código. Quien tenga este código puede votar con él: no se lo dé a nadie. Puede votar otra vez; cuenta la última papeleta.
web-mail-vote-subject = Vote en { $council }
web-mail-vote-body = Hola, { $name }:

    puede votar de { $opens } a { $closes }:

    { $link }

    Su código: { $code }

    Quien tenga este código puede votar con él: no se lo dé a nadie. Puede votar otra vez; cuenta la última papeleta.
web-outbox-text = No hay servidor de correo, o rechazó estos mensajes. Entréguelos de otro modo: cópielos en su propio correo o léalos en voz alta. Después pulse el botón; el texto se borra.
web-outbox-empty = No hay nada.
web-outbox-to = Para:
web-outbox-done = Entregado
