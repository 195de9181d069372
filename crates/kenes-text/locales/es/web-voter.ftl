### Páginas de los votantes: la papeleta, la prueba de un dispositivo, buscar la papeleta, un código perdido, la práctica. Traducidas por un programa; decide el texto en inglés.

web-vote-title = Votar
web-vote-script = Para votar hace falta JavaScript: su papeleta se sella en su dispositivo antes de enviarla, y la página tiene que hacerlo allí.
web-vote-practice = Esto es práctica. Aquí nada cuenta.
web-vote-steps = Pasos
web-vote-step-code = Código
web-vote-step-ballot = Papeleta
web-vote-step-review = Revisar
web-vote-step-seal = Sellar y emitir
web-vote-step-receipt = Comprobante
web-vote-until = Puede votar hasta { $until }, y repetir cuantas veces quiera. Solo cuenta su última papeleta.

web-vote-code-head = Su código
web-vote-code = Código de voto
web-vote-code-hint = Está en su hoja o en su mensaje. Si ha llegado por el código QR, ya está aquí. Se queda en su dispositivo.
web-vote-code-practice = En la práctica ya hay un código puesto. En una votación real está en su hoja o en su mensaje.
web-vote-code-go = ¿Estoy en el censo?
web-vote-code-malformed = Eso no es un código de voto. Compárelo letra por letra con su hoja o su mensaje; las mayúsculas y las minúsculas son distintas, y los guiones forman parte de él.
web-vote-code-unlisted = Este código no es de esta elección. Quizá sea de otra elección, o haya una letra cambiada. Si es correcto, pregunte a quienes listan a los votantes.
web-vote-loading = Su dispositivo se prepara …

web-vote-ballot-head = Su papeleta
web-vote-on-roll = Su código es correcto: está en el censo y puede votar.
web-vote-mixed = Los nombres aparecen en un orden distinto para cada votante, para que nadie gane por estar primero.
web-vote-rank-hint = Ponga las candidaturas en su orden. Ordene cuantas quiera. Con el teclado: vaya al botón de una candidatura; flecha arriba o abajo la mueve, un número del 1 al 9 le da ese lugar, 0 la quita.
web-vote-rank-blank = También puede no ordenar ninguna: entonces su papeleta va en blanco.
web-vote-rank-six = Seis lugares bastan en casi todos los recuentos. Aun así puede seguir.
web-vote-order-head = Su orden
web-vote-order-empty = Todavía no ha ordenado ninguna.
web-vote-rest-head = Sin ordenar
web-vote-rest-empty = Todas las candidaturas están ordenadas.
web-vote-in = Poner a continuación
web-vote-up = Subir
web-vote-down = Bajar
web-vote-out = Quitar
web-vote-place = Lugar
web-vote-place-none = ninguno
web-vote-moved = { $name }: lugar { $place }
web-vote-taken-out = { $name }: sin ordenar
web-vote-many-hint = Marque a todas las personas que le gustaría ver elegidas. Si no marca a nadie, su papeleta va en blanco.
web-vote-one-hint = Elija una opción. También puede no elegir ninguna: entonces su papeleta va en blanco.
web-vote-blank = Nadie (papeleta en blanco)
web-vote-said = Lo que dice esta candidatura
web-vote-review = Revisar

web-vote-review-head = ¿Es esto lo que quiere?
web-vote-review-order = Pone las candidaturas en este orden:
web-vote-review-rest = No ordena:
web-vote-review-chosen = Elige:
web-vote-review-blank = Su papeleta va en blanco. Cuenta como papeleta, y no es para nadie.
web-vote-change = Cambiarla
web-vote-seal = Sellar esta papeleta
web-vote-sealing = Su dispositivo sella la papeleta. En un teléfono antiguo puede tardar un minuto.

web-vote-seal-head = Su papeleta está sellada
web-vote-seal-text = Ahora nadie puede leerla, tampoco este dispositivo. Todavía no se ha enviado. Esta es la marca de su sello:
web-vote-seal-words = En palabras
web-vote-seal-digits = En cifras
web-vote-seal-whole = La marca completa
web-vote-cast-text = Envíela, y estará en la urna.
web-vote-cast = Emitir esta papeleta
web-vote-cast-again = Intentar enviarla otra vez
web-vote-casting = La papeleta está en camino …
web-vote-check-text = O compruebe antes que este dispositivo sella lo que usted eligió. Anote la marca; el dispositivo abre entonces el sello, y otro dispositivo mira qué había dentro. Una papeleta abierta ya no se puede emitir: después hace una nueva, y puede repetir la prueba cuantas veces quiera.
web-vote-check = Comprobar mi dispositivo
web-vote-offline = No se puede llegar a la máquina del consejo. Su papeleta sellada sigue aquí: intente enviarla otra vez cuando tenga conexión. (K-BOOTH-095)
web-vote-other-paper = Esta página y la papeleta de la elección no coinciden. No se ha enviado nada. Cargue de nuevo la página; si sigue igual, avise a quienes custodian la votación. (K-BOOTH-096)

web-vote-opened-head = El sello está abierto
web-vote-opened-text = Esta papeleta ya no se puede emitir, y no se envió a nadie. En otro dispositivo, abra esta dirección:
web-vote-opened-give = Déle lo que este dispositivo ha abierto: como archivo, o copiado en un mensaje. Después compare la marca que aparece allí con la que vio aquí.
web-vote-opened-save = Guardarlo como archivo
web-vote-opened-copy = Copiarlo
web-vote-opened-copied = Está copiado.
web-vote-opened-note = Allí se puede leer lo que eligió en esta papeleta. Si no lo quiere, haga la prueba con otras opciones que no sean las suyas.
web-vote-opened-new = Hacer una papeleta nueva

web-vote-receipt-head = Su papeleta está en la urna
web-vote-receipt-text = Se aceptó el { $time }. Con este comprobante puede encontrarla, y nadie puede ver por él cómo votó.
web-vote-receipt-practice = Se aceptó el { $time }. En una votación real recibiría aquí un comprobante para llevarse.
web-vote-receipt-tracker = Su comprobante
web-vote-receipt-look = Buscar mi papeleta
web-vote-receipt-drawing = Código QR: la dirección donde se encuentra esta papeleta
web-vote-receipt-save = Guardar el comprobante como archivo
web-vote-receipt-file = El archivo muestra, sin preguntar a nadie, que su papeleta está en el registro público.
web-vote-again = Votar otra vez
web-vote-again-text = Puede votar otra vez hasta { $until } con el mismo código. Entonces solo cuenta la papeleta nueva.
web-vote-practice-result = Ver qué había en la urna

web-lost-head = He perdido mi código
web-lost-who = Estas personas se lo pueden mostrar otra vez:
web-lost-text = Si hay una dirección de correo suya en el censo, el código se puede enviar allí otra vez.
web-lost-address = Su dirección de correo
web-lost-send = Enviarlo otra vez
web-lost-title = Su código
web-lost-sent = Si es la dirección que está en el censo, el código se ha enviado allí otra vez. Puede tardar unos minutos.
web-lost-nothing = ¿No ha llegado nada? Entonces esa dirección no está en el censo, o se ha pedido demasiadas veces. Estas personas le pueden mostrar su código:
web-lost-over = Ahora no se puede mostrar ningún código: la votación ha terminado, o todavía no hay códigos.
web-lost-to-vote = A la papeleta

web-cast-closed = La votación ha terminado. Esta papeleta no se ha aceptado.
web-cast-early = La votación todavía no está abierta. Esta papeleta no se ha aceptado.
web-cast-other = Esta papeleta es de otra elección. No se ha aceptado.
web-cast-unlisted = El código de esta papeleta no está en la lista de esta elección. No se ha aceptado.
web-cast-signature = Esta papeleta se cambió por el camino. No se ha aceptado.
web-cast-invalid = Esta papeleta está dañada o no está rellenada como se pide. No se ha aceptado.

web-ballot-title = Buscar mi papeleta
web-ballot-text = Escriba su comprobante, o escanee su código QR. Aquí nadie puede ver cómo votó usted.
web-ballot-tracker = Comprobante
web-ballot-tracker-hint = 43 letras, cifras y signos; las mayúsculas y las minúsculas son distintas.
web-ballot-look = Buscarla
web-ballot-malformed = Eso no es un comprobante. Tiene 43 letras, cifras y signos.
web-ballot-missing = En la urna de esta elección no hay ninguna papeleta con este comprobante. Si la página dijo que se aceptó, guarde el archivo de su comprobante y muéstreselo a alguien de confianza: lo demuestra.
web-ballot-found = Esta papeleta está en la urna. Es la entrada número { $number } del registro público.
web-ballot-last = Si alguien votó otra vez con el mismo código, solo cuenta la última papeleta. Aquí no se dice si esta es la última; se puede ver en los archivos públicos.

web-opening-title = Comprobar un dispositivo
web-opening-text = Aquí ve en un segundo dispositivo si el primero selló lo que se eligió. La papeleta que abrió para ello ya no se puede emitir. No se envía nada a nadie.
web-opening-script = La comprobación necesita JavaScript: la hace este mismo dispositivo.
web-opening-file = El archivo del otro dispositivo
web-opening-paste = O lo que se copió allí
web-opening-go = Comprobarlo
web-opening-good = Es correcto: esto es lo que dice la papeleta sellada.
web-opening-blank = Una papeleta en blanco.
web-opening-place = { $name }: lugar { $place }
web-opening-chosen = { $name }: elección
web-opening-compare = Ahora compare dos cosas. ¿Es eso lo que se eligió en el otro dispositivo? ¿Y son estas las palabras y cifras que mostró antes de abrir el sello?
web-opening-both = Si las dos coinciden, esta vez el dispositivo hizo lo correcto. Si no, no vote con él y avise a quienes custodian la votación.
web-opening-bad = No es correcto: lo que dice el otro dispositivo no es lo que selló. No vote con él y avise a quienes custodian la votación. Antes, mire si llegó el texto completo.
web-opening-empty = Elija el archivo, o ponga lo que se copió.

web-practice-title = Practicar
web-practice-text = Verá lo que verán los votantes, con tres candidaturas inventadas. Solo está en la memoria de esta máquina: nada de ello llega al registro público, y desaparece cuando el programa se detiene.
web-practice-begin = Empezar a practicar
web-practice-anew = Empezar de nuevo
web-practice-open = Abra esto en su teléfono:
web-practice-loopback = La dirección lleva solo a este ordenador. Ábrala aquí en otra ventana, o inicie el programa de modo que los teléfonos puedan llegar a él.
web-practice-here = Abrir la papeleta
web-practice-count =
    { $count ->
        [one] Una papeleta hasta ahora.
       *[other] { $count } papeletas hasta ahora.
    }
web-practice-result = Ver el resultado
web-practice-drawing = Código QR: la dirección de la papeleta de práctica
web-practice-name = Elección de práctica
web-practice-question = ¿A quién quiere?
web-practice-first = Ana Abeto
web-practice-second = Benito Boj
web-practice-third = Celia Cedro
web-practice-said = Soy de mentira y no prometo nada.
web-practice-result-title = Resultado de la práctica
web-practice-result-text = Se abrió enseguida, con una clave hecha solo para esto. En una votación real, quienes la custodian lo abren juntos después del cierre, y antes se mezcla el orden de las papeletas.
web-practice-result-empty = Todavía no hay ninguna papeleta.
web-practice-result-who = Candidatura
web-practice-result-place = Lugar { $place }
web-practice-result-votes = Votos
web-practice-result-blank = Papeletas en blanco: { $count }
