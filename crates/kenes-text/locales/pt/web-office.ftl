### Páginas da gestão: o caderno, as folhas, as mensagens. Traduzidas por um programa; decide o texto em inglês.

web-yes = sim
web-no = não
web-print = Imprimir

web-members-title = Membros
web-members-count = { $count ->
    [one] No caderno: { $count } pessoa.
   *[other] No caderno: { $count } pessoas.
}
web-members-waiting = { $count ->
    [one] { $count } pessoa ainda não recebeu com que aderir.
   *[other] { $count } pessoas ainda não receberam com que aderir.
}
web-members-without = { $count ->
    [one] { $count } pessoa do caderno não tem dispositivo: para votar basta uma folha com um código de voto.
   *[other] { $count } pessoas do caderno não têm dispositivo: para votar basta uma folha com um código de voto.
}
web-members-slips = Folhas para imprimir
web-members-send = Escrever a quem tem correio eletrónico
web-members-add = Inscrever pessoas no caderno
web-members-list = Nomes
web-members-list-hint = Um nome por linha, ou uma tabela com nomes e endereços de correio copiada de uma folha de cálculo ou de um ficheiro CSV. O correio não é necessário.
web-members-preview = Ver a lista
web-members-roll = O caderno
web-members-name = Nome
web-members-state = Estado
web-members-mail = Correio
web-members-left = saiu
web-members-joined = aderiu com um dispositivo
web-members-given = tem um código de adesão
web-members-enrolled = no caderno
web-members-erased = (apagado)

web-roll-empty = Não há nada na lista.
web-roll-long = A lista é demasiado longa. Traga-a por partes.
web-roll-no-name = Falta o nome.
web-roll-long-name = O nome tem mais de 100 letras.
web-roll-character = Há um sinal que não se vê.
web-roll-encoding = Algumas letras não se conseguem ler: guarde o ficheiro em UTF-8.
web-roll-address = Isto não é um endereço de correio.
web-roll-language = Não há páginas nesta língua.
web-roll-cells = Há mais células do que colunas.
web-roll-twice = O mesmo que na linha { $line }.
web-roll-same-name = O mesmo nome que na linha { $line }, com outro endereço.
web-roll-same-address = O mesmo endereço que na linha { $line }: quem o lê lê as duas mensagens.

web-preview-title = Está certo?
web-preview-good = { $count ->
    [one] Pode ser inscrita no caderno { $count } pessoa.
   *[other] Podem ser inscritas no caderno { $count } pessoas.
}
web-preview-bad = { $count ->
    [one] Fica de fora { $count } linha. Ao lado está o que falha.
   *[other] Ficam de fora { $count } linhas. Ao lado está o que falha.
}
web-preview-unknown = Não se sabe o que é a coluna «{ $column }»; fica de fora.
web-preview-line = Linha
web-preview-remarks = Observações
web-preview-left-out = Fica de fora:
web-preview-enrol = { $count ->
    [one] Inscrever { $count } pessoa
   *[other] Inscrever { $count } pessoas
}
web-preview-change = Alterar a lista
web-what-enrol = Inscreve pessoas no caderno. O registo público mostra um número selado por cada uma e nenhum nome.

web-slips-title = Folhas para imprimir
web-slips-count = { $count ->
    [one] { $count } folha, para quem não tem correio eletrónico.
   *[other] { $count } folhas, para quem não tem correio eletrónico.
}
web-slips-done = Estão impressas e entregues
web-slip-join-title = Adira a { $council } com o seu telemóvel
web-slip-join-text = Leia o código QR com a câmara, ou abra o endereço e escreva o código. Faça-o no telemóvel ou computador que quer usar. O código serve uma só vez e é só seu. Para votar não precisa dele.
web-mail-join-subject = Adira a { $council }
web-mail-join-body = Olá, { $name },

    com esta ligação adere em seu nome o telemóvel ou computador em que a abrir. Serve uma só vez e é só sua.

    { $link }

    Precisa dela para se candidatar, aceitar um lugar ou guardar uma votação. Para votar não precisa dela.

web-choose = Escolha
web-call-title = Convocar uma eleição
web-call-head = Convocar a eleição de: { $body }
web-call-text = Lugares a preencher: { $seats }. Membros que podem votar: { $eligible }; quem aderir depois não pode votar desta vez.
web-call-dates = As primeiras datas que as regras permitem
web-call-nominations = Candidaturas até
web-call-opens = A votação abre
web-call-closes = A votação encerra
web-call-trustees = Quem guarda a votação?
web-call-trustees-hint = Membros que aderiram com um dispositivo: { $wanted }; juntos, { $threshold } deles abrem o resultado. Não se deve pedir a quem se candidata.
web-call-trustee = Curador número { $number }
web-call-trustees-wrong = Escolha tantas pessoas quantas se pedem.
web-call-trustees-twice = Escolha cada pessoa uma só vez.
web-call-small = Só { $eligible } membros podem votar: o resultado pode mostrar como as pessoas votaram. Todos o sabem e aceitam.
web-call-small-missing = Indique que os votantes sabem quão poucos são.
web-call-title-text = Eleição de: { $body }
web-call-question-rank = Quem quer, e por que ordem?
web-call-question-approve = Quem gostaria de ver lá? Escolha quantas pessoas quiser.
web-call-question-one = Quem quer?
web-what-call = Convoca uma eleição.

web-office-title = Gestão
web-office-elections = Eleições
web-office-until = Até { $until }.
web-office-missing = O que falta
web-office-messages = Mensagens
web-office-messages-text = { $count ->
    [one] Não foi enviada por correio { $count } mensagem.
   *[other] Não foram enviadas por correio { $count } mensagens.
}
web-office-outbox = Mensagens por entregar
web-task-members = Há membros no caderno
web-task-members-go = Para os membros
web-task-devices = Aderiram pessoas suficientes com um dispositivo
web-task-devices-state = Aderiram: { $have }; são precisas para guardar uma votação: { $wanted }.
web-task-practice = Praticar
web-task-practice-state = Veja no seu próprio telemóvel o que os votantes verão. Nada disso conta.
web-task-practice-go = Praticar agora
web-office-next = A seguir: { $what }
web-task-call = Convocar a eleição de: { $body }
web-task-call-ready = Já é tempo, e está tudo pronto.
web-task-call-waits = Já é tempo. Primeiro tem de estar pronto o que está acima.
web-task-call-go = Convocar
web-wait-key = Quem guarda a votação cria a chave. Falta:
web-wait-candidates = Apresentam-se candidatos.
web-wait-setup = A lista de votantes tem de ser certificada por:
web-wait-rehearsal = Quem guarda a votação experimenta a chave num boletim de teste. Falta:
web-wait-opening = Está tudo pronto. A votação abre sozinha.
web-wait-votes = A votação está aberta.
web-wait-count = A votação está encerrada. O resultado é aberto por:
web-wait-lot = O apuramento chega a um empate. Quem guarda a votação abre o sorteio.
web-wait-answers = Já há resultado. Pessoas eleitas, a quem se pergunta se aceitam:
web-wait-nothing = Não há nada à espera.

web-eoffice-title = Cuidar de uma eleição
web-eoffice-sign = Assinar
web-eoffice-guard = A minha parte como curador da votação
web-eoffice-turnout = Boletins aceites: { $ballots }; membros que podem votar: { $voters }.
web-eoffice-codes = Códigos de voto
web-eoffice-given = Entregues: { $given } de { $all }.
web-eoffice-send = Escrever a todos os que têm correio eletrónico
web-eoffice-slips = Folhas para os restantes
web-eoffice-code = Código
web-eoffice-lost = Perdido?
web-eoffice-again = Mostrar de novo
web-eoffice-again-for = Mostrar de novo o código de { $name }
web-code-none = por entregar
web-code-message = numa mensagem
web-code-slip = numa folha
web-code-shown = mostrado
web-code-again = { $count ->
    [one] mostrado de novo { $count } vez
   *[other] mostrado de novo { $count } vezes
}
web-vslips-count = { $count ->
    [one] { $count } folha.
   *[other] { $count } folhas.
}
web-vslips-before = { $count ->
    [one] Já foi entregue { $count } folha.
   *[other] Já foram entregues { $count } folhas.
} Imprimi-las de novo é contado, e todos podem ver quantas vezes isso foi feito.
web-vslips-again = Imprimi-las de novo
web-slip-vote-title = Vote em { $council }
web-slip-vote-text = Leia o código QR com a câmara de um telemóvel, ou abra o endereço e escreva o código. Quem tiver este código pode votar com ele: não o dê a ninguém. Pode votar de novo; conta o último boletim.
web-mail-vote-subject = Vote em { $council }
web-mail-vote-body = Olá, { $name },

    pode votar de { $opens } a { $closes }:

    { $link }

    O seu código: { $code }

    Quem tiver este código pode votar com ele: não o dê a ninguém. Pode votar de novo; conta o último boletim.
web-outbox-text = Não há servidor de correio, ou ele recusou estas mensagens. Entregue-as de outro modo: copie-as para o seu próprio correio ou leia-as em voz alta. Depois prima o botão; o texto é apagado.
web-outbox-empty = Não há nada.
web-outbox-to = Para:
web-outbox-done = Entregue
