### Budgets and committees. The English file says what is filled in.

## Rules: their names, and what they do

count-rule-seqpav = Aprovação proporcional sequencial (seq-PAV)
count-rule-seqpav-about = Marcam-se todas as pessoas que se aprovam. De cada vez é escolhido quem mais acrescenta à satisfação de todos os boletins: a primeira pessoa escolhida de um boletim conta 1, a segunda 1/2, a terceira 1/3.
count-rule-revseqpav = Aprovação proporcional sequencial inversa (rev-seq-PAV)
count-rule-revseqpav-about = Marcam-se todas as pessoas que se aprovam. No início todas estão escolhidas; sai quem menos falta faz, até restarem tantas quantos os lugares. A primeira pessoa escolhida de um boletim conta 1, a segunda 1/2, a terceira 1/3.
count-rule-seqphragmen = Regra sequencial de Phragmén
count-rule-seqphragmen-about = Marcam-se todas as pessoas que se aprovam. Cada lugar é uma carga de 1 que os seus apoios repartem para levarem todos o mesmo. De cada vez é escolhido quem menos carrega os seus apoios.
count-rule-equal-shares = Método das partes iguais
count-rule-equal-shares-about = Cada votante tem uma parte igual. Quem apoia algo paga-o com os outros, cada um o mesmo ou tudo o que lhe resta, e segue-se o que menos custa aos seus apoios pelo que vale. Um projeto vale o que custa; os lugares valem o mesmo, e os que ninguém pode pagar são dados pela regra de Phragmén.
count-rule-equal-shares-cardinality = Método das partes iguais, todos os projetos valem o mesmo
count-rule-equal-shares-cardinality-about = Cada votante tem uma parte igual do dinheiro. Quem apoia um projeto paga-o com os outros, cada um o mesmo ou tudo o que lhe resta, e segue-se o projeto que menos custa a cada um dos seus apoios.
count-rule-greedy = Por votos
count-rule-greedy-about = Os projetos são financiados por ordem de votos; o que é caro de mais para o que resta é saltado.
count-rule-greedy-no-skip = Por votos, sem saltar
count-rule-greedy-no-skip-about = Os projetos são financiados por ordem de votos, até ao primeiro que é caro de mais para o que resta.

## Budgets

count-budget-completed = { $rule }. { $how }
count-budget-add1 = O dinheiro que resta: mais um para cada votante, vez após vez, enquanto os projetos não custarem mais do que há.
count-budget-add1u = O dinheiro que resta: mais um para cada votante, vez após vez, enquanto os projetos não custarem mais do que há; depois, por votos.
count-budget-utilitarian = O dinheiro que resta é dado por votos.
count-budget-money = Dinheiro: { $money }. Projetos: { $projects }. Votos: { $voters }.
count-budget-share = A parte de cada votante: { $share }.
count-budget-increments = Aumentada em um para cada votante, tantas vezes: { $times }.
count-budget-spent = Gasto: { $spent }. Resta: { $left }.
count-budget-funded = São financiados, por esta ordem:
count-budget-nothing = Nenhum projeto é financiado.
count-budget-by-shares = custo { $cost }, votos { $votes }, pago pelos seus apoios
count-budget-with-the-rest = custo { $cost }, votos { $votes }, pago com o dinheiro que restava
count-budget-by-votes = custo { $cost }, votos { $votes }
count-budget-full = Pagam { $each } cada um; votantes: { $voters }.
count-budget-full-points = Pagam { $each } cada um por { $points } pontos; votantes: { $voters }.
count-budget-last = Dão tudo o que lhes resta, de { $least } a { $most } cada um, ao todo { $sum }; votantes: { $voters }.
count-budget-nothing-left = Já não lhes restava nada; votantes: { $voters }.
count-budget-no-votes = { $name }: ninguém votou nele.
count-budget-stopped = { $name }: não financiado antes de a contagem parar.
count-budget-not-paid = { $name }: votos { $votes }, custo { $cost }; aos seus apoios restam ao todo { $have }.
count-budget-too-dear = { $name }: votos { $votes }, custo { $cost }; na sua vez era mais do que o dinheiro que restava, ou a contagem tinha acabado.
count-budget-why-shares = { $name } é financiado: os seus apoios ({ $votes }) pagam o custo de { $cost } com as suas partes, e nada custava menos aos seus apoios pelo que vale quando foi comprado.
count-budget-why-rest = { $name } é financiado com o dinheiro que restava: votos { $votes }, custo { $cost }.
count-budget-why-votes = { $name } é financiado: votos { $votes }, e o custo de { $cost } podia ser pago na sua vez.
count-budget-lot = { $names } eram iguais em tudo. Por sorteio: { $chosen }. SHA-256 do texto abaixo: { $hash }
count-budget-project = Projeto
count-budget-cost = Custo
count-budget-is-funded = Financiado com o número
count-budget-drawing = O que custam os projetos financiados e quem pagou
count-budget-legend = Uma barra é tão longa como o custo. Às riscas: de apoios que deram tudo o que lhes restava.
count-budget-who-paid = Quem pagou o quê
count-budget-paid-each = Pagou cada um
count-budget-voters = Votantes
count-budget-amounts = O que pagaram os apoios de { $name }
count-budget-all-projects = Todos os projetos
count-budget-not-funded = Não financiados

## Committees

count-committee-gain = acrescenta { $by } à satisfação de todos os boletins, o máximo
count-committee-left = restava quando quem menos falta fazia já tinha saído
count-committee-removed = { $name } sai na ronda { $round }: faz menos falta do que todos, { $by }.
count-committee-load = cada um dos seus boletins leva então { $by }, o mínimo
count-committee-price = os seus boletins pagam { $by } cada um, o mínimo
count-committee-nobody = ninguém aprova quem resta
count-committee-tie = Rondas anteriores: { $stage }. { $names } são iguais no número pelo qual a regra escolhe a seguir.
count-committee-votes = Aprovações de { $name }: { $votes }.
count-committee-chosen = { $name }: escolha na ronda { $round }: { $why }.
count-committee-not-chosen = { $name }: sem escolha em nenhuma ronda.
count-label-caption-rounds = O número de cada um que podia ser escolhido, ronda por ronda. Marcado está quem a ronda escolheu ou, se a regra começa com todos, quem ela excluiu
count-label-round = Ronda { $round }

## Several rules side by side

count-compare-title = Várias regras com os mesmos boletins
count-compare-about = Os mesmos boletins com várias regras. Isto não decide nada: vale a regra que vigorava antes da votação.
count-compare-by-all = Com todas as regras: { $names }.
count-compare-by-some = Só com algumas regras: { $names }.
count-compare-by-none = Com nenhuma regra: { $names }.
count-compare-needs-lot = { $rule }: é preciso um sorteio entre { $names }.
count-compare-not-counted = { $rule }: não pode contar estes boletins.
