### Budgets and committees. The English file says what is filled in.

## Rules: their names, and what they do

count-rule-seqpav = Aprobación proporcional secuencial (seq-PAV)
count-rule-seqpav-about = Se marca a todas las personas que se aprueban. Cada vez se elige a quien más añade a la satisfacción de todas las papeletas: la primera persona elegida de una papeleta cuenta 1, la segunda 1/2, la tercera 1/3.
count-rule-revseqpav = Aprobación proporcional secuencial inversa (rev-seq-PAV)
count-rule-revseqpav-about = Se marca a todas las personas que se aprueban. Al principio todas están elegidas; sale quien menos falta hace, hasta que quedan tantas como puestos. La primera persona elegida de una papeleta cuenta 1, la segunda 1/2, la tercera 1/3.
count-rule-seqphragmen = Regla secuencial de Phragmén
count-rule-seqphragmen-about = Se marca a todas las personas que se aprueban. Cada puesto es una carga de 1 que sus apoyos reparten para llevar todos lo mismo. Cada vez se elige a quien menos carga a sus apoyos.
count-rule-equal-shares = Método de partes iguales
count-rule-equal-shares-about = Cada votante tiene una parte igual. Quien apoya algo lo paga junto con los demás, cada cual lo mismo o todo lo que le queda, y sigue lo que menos cuesta a sus apoyos por lo que vale. Un proyecto vale lo que cuesta; los puestos valen lo mismo, y los que nadie puede pagar se dan por la regla de Phragmén.
count-rule-equal-shares-cardinality = Método de partes iguales, todos los proyectos valen lo mismo
count-rule-equal-shares-cardinality-about = Cada votante tiene una parte igual del dinero. Quien apoya un proyecto lo paga junto con los demás, cada cual lo mismo o todo lo que le queda, y sigue el proyecto que menos cuesta a cada uno de sus apoyos.
count-rule-greedy = Por votos
count-rule-greedy-about = Los proyectos se financian por orden de votos; el que es demasiado caro para lo que queda se salta.
count-rule-greedy-no-skip = Por votos, sin saltar
count-rule-greedy-no-skip-about = Los proyectos se financian por orden de votos, hasta el primero que es demasiado caro para lo que queda.

## Budgets

count-budget-completed = { $rule }. { $how }
count-budget-add1 = El dinero que queda: uno más para cada votante una y otra vez, mientras los proyectos no cuesten más de lo que hay.
count-budget-add1u = El dinero que queda: uno más para cada votante una y otra vez, mientras los proyectos no cuesten más de lo que hay; después, por votos.
count-budget-utilitarian = El dinero que queda se da por votos.
count-budget-money = Dinero: { $money }. Proyectos: { $projects }. Votos emitidos: { $voters }.
count-budget-share = La parte de cada votante: { $share }.
count-budget-increments = Aumentada en uno para cada votante, tantas veces: { $times }.
count-budget-spent = Gastado: { $spent }. Queda: { $left }.
count-budget-funded = Se financian, en este orden:
count-budget-nothing = No se financia ningún proyecto.
count-budget-by-shares = coste { $cost }, votos { $votes }, pagado por sus apoyos
count-budget-with-the-rest = coste { $cost }, votos { $votes }, pagado con el dinero que quedaba
count-budget-by-votes = coste { $cost }, votos { $votes }
count-budget-full = Pagan { $each } cada uno; votantes: { $voters }.
count-budget-full-points = Pagan { $each } cada uno por { $points } puntos; votantes: { $voters }.
count-budget-last = Dan todo lo que les queda, de { $least } a { $most } cada uno, en total { $sum }; votantes: { $voters }.
count-budget-nothing-left = Ya no les quedaba nada; votantes: { $voters }.
count-budget-no-votes = { $name }: nadie lo votó.
count-budget-stopped = { $name }: no financiado antes de que se detuviera el recuento.
count-budget-not-paid = { $name }: votos { $votes }, coste { $cost }; a sus apoyos les quedan en total { $have }.
count-budget-too-dear = { $name }: votos { $votes }, coste { $cost }; cuando le tocó era más que el dinero que quedaba, o el recuento había acabado.
count-budget-why-shares = { $name } se financia: sus apoyos ({ $votes }) pagan su coste de { $cost } con sus partes, y nada costaba menos a sus apoyos por lo que vale cuando se compró.
count-budget-why-rest = { $name } se financia con el dinero que quedaba: votos { $votes }, coste { $cost }.
count-budget-why-votes = { $name } se financia: votos { $votes }, y su coste de { $cost } se podía pagar cuando le tocó.
count-budget-lot = { $names } eran iguales en todo. Por sorteo: { $chosen }. SHA-256 del texto de abajo: { $hash }
count-budget-project = Proyecto
count-budget-cost = Coste
count-budget-is-funded = Financiado con el número
count-budget-drawing = Qué cuestan los proyectos financiados y quién pagó
count-budget-legend = Una barra es tan larga como el coste. A rayas: de apoyos que dieron todo lo que les quedaba.
count-budget-who-paid = Quién pagó qué
count-budget-paid-each = Pagó cada uno
count-budget-voters = Votantes
count-budget-amounts = Lo que pagaron los apoyos de { $name }
count-budget-all-projects = Todos los proyectos
count-budget-not-funded = No financiados

## Committees

count-committee-gain = añade { $by } a la satisfacción de todas las papeletas, lo máximo
count-committee-left = quedaba cuando se habían ido quienes menos falta hacían
count-committee-removed = { $name } sale en la ronda { $round }: hace menos falta que nadie, { $by }.
count-committee-load = cada una de sus papeletas lleva entonces { $by }, lo mínimo
count-committee-price = sus papeletas pagan { $by } cada una, lo mínimo
count-committee-nobody = nadie aprueba a quienes quedan
count-committee-tie = Rondas anteriores: { $stage }. { $names } son iguales en el número por el que la regla elige a continuación.
count-committee-votes = Aprobaciones de { $name }: { $votes }.
count-committee-chosen = { $name }: elección en la ronda { $round }: { $why }.
count-committee-not-chosen = { $name }: sin elección en ninguna ronda.
count-label-caption-rounds = El número de cada uno que podía ser elegido, ronda por ronda. Marcado está quien la ronda eligió o, si la regla empieza con todos, a quien excluyó
count-label-round = Ronda { $round }

## Several rules side by side

count-compare-title = Varias reglas con las mismas papeletas
count-compare-about = Las mismas papeletas con varias reglas. Esto no decide nada: vale la regla que regía antes de la votación.
count-compare-by-all = Con todas las reglas: { $names }.
count-compare-by-some = Solo con algunas reglas: { $names }.
count-compare-by-none = Con ninguna regla: { $names }.
count-compare-needs-lot = { $rule }: hace falta un sorteo entre { $names }.
count-compare-not-counted = { $rule }: no puede contar estas papeletas.
