### Budgets and committees. The English file says what is filled in.

## Rules: their names, and what they do

count-rule-seqpav = Ретті пропорционал мақұлдау (seq-PAV)
count-rule-seqpav-about = Сайлаушылар мақұлдайтынның бәрін белгілейді. Әр жолы барлық бюллетеньнің қанағатына ең көп қосатын кандидат таңдалады: бюллетеньдегі бірінші таңдалған 1, екінші 1/2, үшінші 1/3 болып есептеледі.
count-rule-revseqpav = Кері ретті пропорционал мақұлдау (rev-seq-PAV)
count-rule-revseqpav-about = Сайлаушылар мақұлдайтынның бәрін белгілейді. Басында бәрі таңдалған; орын саны қалғанша жоқтығы ең аз білінетін кандидат кетеді. Бюллетеньдегі бірінші таңдалған 1, екінші 1/2, үшінші 1/3 болып есептеледі.
count-rule-seqphragmen = Фрагменнің ретті ережесі
count-rule-seqphragmen-about = Сайлаушылар мақұлдайтынның бәрін белгілейді. Әр орын — 1 жүк, оны жақтаушылар тең көтереді. Әр жолы жақтаушыларына ең аз жүк салатын кандидат таңдалады.
count-rule-equal-shares = Тең үлестер әдісі
count-rule-equal-shares-about = Әр сайлаушының тең үлесі бар. Бірдеңені жақтаушылар оны бірге төлейді, әрқайсысы бірдей немесе қалғанның бәрін; құндылығына қарағанда жақтаушыларына ең арзаны келесі болады. Жобаның құндылығы — құны; орындардың құндылығы бірдей, ешкім төлей алмайтын орындар Фрагмен ережесімен беріледі.
count-rule-equal-shares-cardinality = Тең үлестер әдісі, барлық жобаның құндылығы бірдей
count-rule-equal-shares-cardinality-about = Әр сайлаушыда ақшаның тең үлесі бар. Жобаны жақтаушылар оны бірге төлейді, әрқайсысы бірдей немесе қалғанның бәрін; әр жақтаушыға ең арзан жоба келесі болады.
count-rule-greedy = Дауыс бойынша
count-rule-greedy-about = Жобалар дауыс ретімен қаржыландырылады; қалғанға тым қымбаты өткізіп жіберіледі.
count-rule-greedy-no-skip = Дауыс бойынша, өткізбей
count-rule-greedy-no-skip-about = Жобалар дауыс ретімен, қалғанға тым қымбат бірінші жобаға дейін қаржыландырылады.

## Budgets

count-budget-completed = { $rule }. { $how }
count-budget-add1 = Қалған ақша: жобалар бардан қымбат болмағанша әр сайлаушыға қайта-қайта бірден қосылады.
count-budget-add1u = Қалған ақша: жобалар бардан қымбат болмағанша әр сайлаушыға қайта-қайта бірден қосылады; содан кейін дауыс бойынша.
count-budget-utilitarian = Қалған ақша дауыс бойынша беріледі.
count-budget-money = Ақша: { $money }. Жобалар: { $projects }. Берілген дауыс: { $voters }.
count-budget-share = Әр сайлаушының үлесі: { $share }.
count-budget-increments = Әр сайлаушыға бірден қосылды, рет: { $times }.
count-budget-spent = Жұмсалды: { $spent }. Қалды: { $left }.
count-budget-funded = Осы ретпен қаржыландырылады:
count-budget-nothing = Ешбір жоба қаржыландырылмайды.
count-budget-by-shares = құны { $cost }, дауыс { $votes }, жақтаушылары төледі
count-budget-with-the-rest = құны { $cost }, дауыс { $votes }, қалған ақшамен төленді
count-budget-by-votes = құны { $cost }, дауыс { $votes }
count-budget-full = Әрқайсысы { $each } төледі; сайлаушы: { $voters }.
count-budget-full-points = Әрқайсысы { $points } ұпай үшін { $each } төледі; сайлаушы: { $voters }.
count-budget-last = Қалғанның бәрін берді, әрқайсысы { $least } мен { $most } аралығында, барлығы { $sum }; сайлаушы: { $voters }.
count-budget-nothing-left = Беретін ештеңесі қалмаған; сайлаушы: { $voters }.
count-budget-no-votes = { $name }: ешкім дауыс бермеді.
count-budget-stopped = { $name }: санау тоқтағанша қаржыландырылмады.
count-budget-not-paid = { $name }: дауыс { $votes }, құны { $cost }; жақтаушыларында барлығы { $have } қалды.
count-budget-too-dear = { $name }: дауыс { $votes }, құны { $cost }; кезегі келгенде қалған ақшадан қымбат болды немесе санау аяқталған еді.
count-budget-why-shares = { $name } қаржыландырылады: жақтаушылары ({ $votes }) құнын, { $cost }, үлестерінен төлейді, сатып алынғанда құндылығына қарағанда жақтаушыларына арзаны болмады.
count-budget-why-rest = { $name } қалған ақшамен қаржыландырылады: дауыс { $votes }, құны { $cost }.
count-budget-why-votes = { $name } қаржыландырылады: дауыс { $votes }, кезегі келгенде құнын, { $cost }, төлеуге болды.
count-budget-lot = { $names } бәрінде тең болды. Жеребе бойынша: { $chosen }. Төмендегі мәтіннің SHA-256-сы: { $hash }
count-budget-project = Жоба
count-budget-cost = Құны
count-budget-is-funded = Қаржыландыру нөмірі
count-budget-drawing = Қаржыландырылған жобалардың құны және кім төледі
count-budget-legend = Жолақтың ұзындығы — құны. Жолағы бар: қалғанның бәрін берген жақтаушылардан.
count-budget-who-paid = Кім қанша төледі
count-budget-paid-each = Әрқайсысы төледі
count-budget-voters = Сайлаушылар
count-budget-amounts = { $name } жақтаушылары төлегені
count-budget-all-projects = Барлық жоба
count-budget-not-funded = Қаржыландырылмайды

## Committees

count-committee-gain = барлық бюллетеньнің қанағатына { $by } қосады, ең көбі
count-committee-left = жоқтығы аз білінетіндер кеткенде қалды
count-committee-removed = { $name } { $round }-айналымда кетті: жоқтығы ең аз білінеді, { $by }.
count-committee-load = сонда әр бюллетені { $by } көтереді, ең азы
count-committee-price = әр бюллетені { $by } төлейді, ең азы
count-committee-nobody = қалғандарды ешкім мақұлдамайды
count-committee-tie = Бұған дейінгі айналым: { $stage }. { $names } ереже келесіні таңдайтын сан бойынша тең.
count-committee-votes = { $name }, мақұлдау: { $votes }.
count-committee-chosen = { $name }: { $round }-айналымда таңдалды: { $why }.
count-committee-not-chosen = { $name }: ешбір айналымда таңдалмады.
count-label-caption-rounds = Таңдалуы мүмкін болған әркімнің саны, айналым бойынша. Белгіленген — айналым таңдаған адам; ереже бәрінен басталса — шығарылған адам
count-label-round = { $round }-айналым

## Several rules side by side

count-compare-title = Сол бюллетеньдер бірнеше ережемен
count-compare-about = Сол бюллетеньдер бірнеше ережемен. Бұл ештеңе шешпейді: дауысқа дейін қабылданған ереже қолданылады.
count-compare-by-all = Барлық ережемен: { $names }.
count-compare-by-some = Кейбір ережемен ғана: { $names }.
count-compare-by-none = Ешбір ережемен емес: { $names }.
count-compare-needs-lot = { $rule }: жеребе керек: { $names }.
count-compare-not-counted = { $rule }: бұл бюллетеньдерді санай алмайды.
