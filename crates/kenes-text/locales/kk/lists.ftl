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

## A group of persons that has to have a number of seats

count-result-group = Сайланғандардың кемінде мұншасы топтан болуы керек: { $number }. Топ: { $names }.
count-result-group-short = Топтан { $number } адам ғана түсіп отыр.
count-stage-for-group = Қалған орындардың бәрі топтікі: { $names } енді сайлана алмайды және шығарылады. Бюллетеньдер келесі қалауларға өтеді.
count-stage-guarded = Топтан оған тиіс саннан артық қалған жоқ, сондықтан мыналарды шығаруға болмайды: { $names }.
count-outcome-of-group = { $name }: { $votes } дауыс, орнын бірінші алатын топтағы ең көптерінің бірі, сайланды.
count-why-of-group = { $votes } дауыс, топтың орны
count-explain-for-group = { $stage }-кезеңде қалған орындардың бәрі топтікі еді: { $votes } дауысы бар { $name } енді сайлана алмады және шығарылды.
