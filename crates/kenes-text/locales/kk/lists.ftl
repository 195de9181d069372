### Адамдары бар тізімдердің сөздері. Бағдарлама аударған; ағылшын мәтіні шешеді.

count-result-threshold = Дауыстың { $percent } пайызынан азын алған тізімдерге орын берілмейді.
count-result-below = Одан төмен: { $names }.
count-result-maximum = Ешкімге { $maximum } орыннан артық берілмейді.
count-result-alliance = { $names } алдымен бір тізім ретінде саналады, бірге { $votes }; бәрінің орны: { $seats }. Содан кейін олар сол ережемен бөлінеді.
count-person-list = { $list } орындары: { $names }.
count-person-vacant = Адамы қалмаған тізімдердің бос қалатын орындары: { $seats }.
count-jump-group = Топтың орындары мынадан кем болмауы керек: { $number }.
count-jump-within = { $from } орнына { $to } отырады, екеуі де { $list } тізімінен.
count-jump-between = { $list } тізімінде топтың адамы қалмады: { $from } орны { $other } тізіміндегі { $to } үміткеріне өтеді.
count-jump-short = Ешбір тізімде топтың адамы қалмады: оның орындары: { $seats }.
