### Páginas dos membros: adesão, tarefas, candidatura, lugares. Traduzidas por um programa; decide o texto em inglês.

web-join-title = Aderir com este dispositivo
web-join-text = O seu dispositivo cria uma chave que fica nele. Com ela pode candidatar-se, aceitar um lugar ou guardar uma votação. Para votar não precisa dela.
web-join-code = Código de adesão
web-join-code-hint = Está na sua folha. Se veio pelo código QR ou por uma ligação, já está aqui.
web-join-malformed = Isso não é um código de adesão. Tem 43 letras e algarismos; maiúsculas e minúsculas são diferentes.
web-join-has-key = Este dispositivo já tem uma chave para este conselho. Com outro código pertenceria a duas pessoas.
web-join-button = Aderir com este dispositivo

web-me-title = As minhas tarefas
web-me-no-key = Entrou por uma ligação. Para assinar alguma coisa, adira primeiro com a sua folha no dispositivo que quer usar.
web-me-nothing = Não tem nada à espera.
web-me-sign = Para assinar
web-me-guard = Guardar uma votação
web-me-guard-of = A sua parte na votação para: { $body }
web-me-asked = Obteve um lugar
web-me-elected = A sua eleição é para: { $body }. Responda até { $until }; o silêncio conta como não.
web-me-accept = Aceito
web-me-decline = Não aceito
web-me-stand = Candidatar-se
web-me-stands = Candidata-se a: { $body }.
web-me-stand-in = { $body }: candidatar-se, ou alterá-lo, até { $until }
web-me-held = Os seus lugares
web-me-holds = { $body }, até { $until }
web-me-resign-open = Renunciar
web-me-resign-text = O seu lugar é preenchido com os boletins da eleição que lho deu. Isto não se pode desfazer.
web-me-resign = Renuncio a este lugar
web-me-key = A chave deste dispositivo
web-me-key-text = Se perder este dispositivo, uma cópia da chave permite-lhe continuar. Guarde o ficheiro onde mais ninguém o possa ler.
web-me-key-save = Guardar uma cópia da chave

web-stand-title = Candidatar-se
web-stand-head = Candidatar-se a: { $body }
web-stand-until = As candidaturas apresentam-se até { $until }.
web-stand-statement = O que quer que os votantes saibam
web-stand-hint = Até 200 palavras. Todos o podem ler.
web-stand-down = Retirar a candidatura

web-what-resign = Renuncia ao seu lugar.
web-what-accept = Aceita o lugar que a eleição lhe deu.
web-what-decline = Recusa o lugar que a eleição lhe deu.
web-what-stand = Apresenta a sua candidatura.
web-what-stand-down = Retira a sua candidatura.
