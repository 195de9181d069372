### Páginas dos votantes: o boletim, a verificação de um dispositivo, procurar o boletim, um código perdido, o treino. Traduzidas por um programa; decide o texto em inglês.

web-vote-title = Votar
web-vote-script = Para votar é preciso JavaScript: o seu boletim é selado no seu dispositivo antes de ser enviado, e a página tem de o fazer lá.
web-vote-practice = Isto é treino. Nada aqui conta.
web-vote-steps = Passos
web-vote-step-code = Código
web-vote-step-ballot = Boletim
web-vote-step-review = Rever
web-vote-step-seal = Selar e lançar
web-vote-step-receipt = Comprovativo
web-vote-until = Pode votar até { $until }, e repetir quantas vezes quiser. Só conta o seu último boletim.

web-vote-code-head = O seu código
web-vote-code = Código de voto
web-vote-code-hint = Está na sua folha ou na sua mensagem. Se veio pelo código QR, já está aqui. Fica no seu dispositivo.
web-vote-code-practice = No treino já está preenchido um código. Numa votação real está na sua folha ou na sua mensagem.
web-vote-code-go = Estou no caderno?
web-vote-code-malformed = Isso não é um código de voto. Compare-o letra a letra com a sua folha ou mensagem; maiúsculas e minúsculas são diferentes, e os hífenes fazem parte dele.
web-vote-code-unlisted = Este código não é desta eleição. Talvez seja de outra eleição, ou haja uma letra trocada. Se estiver certo, pergunte a quem lista os votantes.
web-vote-loading = O seu dispositivo prepara-se …

web-vote-ballot-head = O seu boletim
web-vote-on-roll = O seu código está certo: está no caderno e pode votar.
web-vote-mixed = Os nomes aparecem numa ordem diferente para cada votante, para que ninguém ganhe por estar primeiro.
web-vote-rank-hint = Ponha os candidatos pela sua ordem. Ordene quantos quiser. Com o teclado: vá ao botão de um candidato; seta para cima ou para baixo move, um número de 1 a 9 dá essa posição, 0 retira.
web-vote-rank-blank = Também pode não ordenar ninguém: então o seu boletim fica em branco.
web-vote-rank-six = Seis posições bastam em quase todos os apuramentos. Pode continuar na mesma.
web-vote-order-head = A sua ordem
web-vote-order-empty = Ainda não ordenou ninguém.
web-vote-rest-head = Por ordenar
web-vote-rest-empty = Todos os candidatos estão ordenados.
web-vote-in = Pôr a seguir
web-vote-up = Subir
web-vote-down = Descer
web-vote-out = Retirar
web-vote-place = Posição
web-vote-place-none = nenhuma
web-vote-moved = { $name }: posição { $place }
web-vote-taken-out = { $name }: por ordenar
web-vote-many-hint = Marque todas as pessoas que gostaria de ver eleitas. Se não marcar ninguém, o seu boletim fica em branco.
web-vote-one-hint = Escolha uma opção. Também pode não escolher nenhuma: então o seu boletim fica em branco.
web-vote-blank = Ninguém (boletim em branco)
web-vote-said = O que diz esta candidatura
web-vote-review = Rever

web-vote-review-head = É isto que quer?
web-vote-review-order = Põe os candidatos por esta ordem:
web-vote-review-rest = Não ordena:
web-vote-review-chosen = Escolhe:
web-vote-review-blank = O seu boletim está em branco. Conta como boletim, e não é para ninguém.
web-vote-change = Alterar
web-vote-seal = Selar este boletim
web-vote-sealing = O seu dispositivo sela o boletim. Num telemóvel antigo pode demorar um minuto.

web-vote-seal-head = O seu boletim está selado
web-vote-seal-text = Agora ninguém o pode ler, nem este dispositivo. Ainda não foi enviado. Esta é a marca do seu selo:
web-vote-seal-words = Em palavras
web-vote-seal-digits = Em algarismos
web-vote-seal-whole = A marca completa
web-vote-cast-text = Envie-o, e estará na urna.
web-vote-cast = Lançar este boletim
web-vote-cast-again = Tentar enviá-lo outra vez
web-vote-casting = O boletim está a caminho …
web-vote-check-text = Ou verifique primeiro que este dispositivo sela o que escolheu. Anote a marca; o dispositivo abre então o selo, e outro dispositivo vê o que lá estava. Um boletim aberto já não pode ser lançado: depois faz um novo, e pode repetir a verificação quantas vezes quiser.
web-vote-check = Verificar o meu dispositivo
web-vote-offline = Não se consegue chegar à máquina do conselho. O seu boletim selado continua aqui: tente enviá-lo outra vez quando tiver ligação. (K-BOOTH-095)
web-vote-other-paper = Esta página e o boletim da eleição não coincidem. Nada foi enviado. Carregue a página de novo; se continuar assim, avise quem guarda a votação. (K-BOOTH-096)

web-vote-opened-head = O selo está aberto
web-vote-opened-text = Este boletim já não pode ser lançado, e não foi enviado a ninguém. Noutro dispositivo, abra este endereço:
web-vote-opened-give = Dê-lhe o que este dispositivo abriu: como ficheiro, ou copiado para uma mensagem. Depois compare a marca que lá aparece com a que viu aqui.
web-vote-opened-save = Guardar como ficheiro
web-vote-opened-copy = Copiar
web-vote-opened-copied = Está copiado.
web-vote-opened-note = Lá pode ler-se o que escolheu neste boletim. Se não o quiser, faça a verificação com escolhas que não sejam as suas.
web-vote-opened-new = Fazer um novo boletim

web-vote-receipt-head = O seu boletim está na urna
web-vote-receipt-text = Foi aceite em { $time }. Com este comprovativo pode encontrá-lo, e ninguém pode ver por ele como votou.
web-vote-receipt-practice = Foi aceite em { $time }. Numa votação real receberia aqui um comprovativo para levar.
web-vote-receipt-tracker = O seu comprovativo
web-vote-receipt-look = Procurar o meu boletim
web-vote-receipt-drawing = Código QR: o endereço onde se encontra este boletim
web-vote-receipt-save = Guardar o comprovativo como ficheiro
web-vote-receipt-file = O ficheiro mostra, sem perguntar a ninguém, que o seu boletim está no registo público.
web-vote-again = Votar de novo
web-vote-again-text = Pode votar de novo até { $until } com o mesmo código. Então só conta o novo boletim.
web-vote-practice-result = Ver o que estava na urna

web-lost-head = Perdi o meu código
web-lost-who = Estas pessoas podem mostrar-lho de novo:
web-lost-text = Se um endereço de correio seu estiver no caderno, o código pode ser enviado para lá outra vez.
web-lost-address = O seu endereço de correio
web-lost-send = Enviar outra vez
web-lost-title = O seu código
web-lost-sent = Se for o endereço do caderno, o código foi enviado para lá outra vez. Pode demorar alguns minutos.
web-lost-nothing = Não chegou nada? Então esse endereço não está no caderno, ou foi pedido demasiadas vezes. Estas pessoas podem mostrar-lhe o seu código:
web-lost-over = Agora não se pode mostrar nenhum código: a votação terminou, ou ainda não há códigos.
web-lost-to-vote = Para o boletim

web-cast-closed = A votação terminou. Este boletim não foi aceite.
web-cast-early = A votação ainda não está aberta. Este boletim não foi aceite.
web-cast-other = Este boletim é de outra eleição. Não foi aceite.
web-cast-unlisted = O código deste boletim não está na lista desta eleição. Não foi aceite.
web-cast-signature = Este boletim foi alterado pelo caminho. Não foi aceite.
web-cast-invalid = Este boletim está danificado ou não está preenchido como se pede. Não foi aceite.

web-ballot-title = Procurar o meu boletim
web-ballot-text = Escreva o seu comprovativo, ou leia o código QR que lá está. Aqui ninguém pode ver como votou.
web-ballot-tracker = Comprovativo
web-ballot-tracker-hint = 43 letras, algarismos e sinais; maiúsculas e minúsculas são diferentes.
web-ballot-look = Procurar
web-ballot-malformed = Isso não é um comprovativo. Tem 43 letras, algarismos e sinais.
web-ballot-missing = Na urna desta eleição não há nenhum boletim com este comprovativo. Se a página disse que foi aceite, guarde o ficheiro do seu comprovativo e mostre-o a alguém de confiança: ele prova-o.
web-ballot-found = Este boletim está na urna. É a entrada número { $number } do registo público.
web-ballot-last = Se alguém votou de novo com o mesmo código, só conta o último boletim. Aqui não se diz se este é o último; pode ver-se nos ficheiros públicos.

web-opening-title = Verificar um dispositivo
web-opening-text = Aqui vê num segundo dispositivo se o primeiro selou o que foi escolhido. O boletim que ele abriu para isso já não pode ser lançado. Nada é enviado a ninguém.
web-opening-script = A verificação precisa de JavaScript: é este mesmo dispositivo que a faz.
web-opening-file = O ficheiro do outro dispositivo
web-opening-paste = Ou o que foi copiado lá
web-opening-go = Verificar
web-opening-good = Está certo: isto é o que diz o boletim selado.
web-opening-blank = Um boletim em branco.
web-opening-place = { $name }: posição { $place }
web-opening-chosen = { $name }: escolha
web-opening-compare = Agora compare duas coisas. É isso que foi escolhido no outro dispositivo? E são estas as palavras e os algarismos que ele mostrou antes de abrir o selo?
web-opening-both = Se as duas coincidirem, o dispositivo fez bem desta vez. Se não, não vote com ele e avise quem guarda a votação.
web-opening-bad = Não está certo: o que o outro dispositivo diz não é o que selou. Não vote com ele e avise quem guarda a votação. Antes disso, veja se o texto veio completo.
web-opening-empty = Escolha o ficheiro, ou ponha o que foi copiado.

web-practice-title = Praticar
web-practice-text = Vê o que os votantes verão, com três candidatos inventados. Está só na memória desta máquina: nada disto chega ao registo público, e desaparece quando o programa para.
web-practice-begin = Começar a praticar
web-practice-anew = Começar de novo
web-practice-open = Abra isto no seu telemóvel:
web-practice-loopback = O endereço leva só a este computador. Abra-o aqui noutra janela, ou inicie o programa de modo que os telemóveis cheguem até ele.
web-practice-here = Abrir o boletim
web-practice-count =
    { $count ->
        [one] { $count } boletim até agora.
       *[other] { $count } boletins até agora.
    }
web-practice-result = Ver o resultado
web-practice-drawing = Código QR: o endereço do boletim de treino
web-practice-name = Eleição de treino
web-practice-question = Quem quer?
web-practice-first = Ana Amieiro
web-practice-second = Bento Buxo
web-practice-third = Clara Cedro
web-practice-said = Sou a fingir e não prometo nada.
web-practice-result-title = Resultado do treino
web-practice-result-text = Foi aberto de imediato, com uma chave feita só para isto. Numa votação real, quem a guarda abre-o em conjunto depois do encerramento, e antes a ordem dos boletins é misturada.
web-practice-result-empty = Ainda não há nenhum boletim.
web-practice-result-who = Candidato
web-practice-result-place = Posição { $place }
web-practice-result-votes = Votos
web-practice-result-blank = Boletins em branco: { $count }
