# Pages for everybody: seats and the reasons for them, elections, results, the sceptic's page.

web-since = Since
web-gained = How
web-reasons = Reasons
web-ended = Why it ended
web-seat-of = { $body }, seat { $seat }
web-why-seat = { $body }, seat { $seat }: why?
web-seats-described =
    { $seats ->
        [one] { $body } has one seat; elected: { $elected }, filled from the ballots after somebody left: { $countback }, founders: { $founders }, vacant: { $vacant }.
       *[other] { $body } has { $seats } seats; elected: { $elected }, filled from the ballots after somebody left: { $countback }, founders: { $founders }, vacant: { $vacant }.
    }
web-gained-founding = founder, elected by nobody: until the first election
web-gained-election = elected
web-gained-countback = from the ballots of the election, after somebody left
web-seat-asked = { $name } is elected and has until { $until } to accept
web-seat-next = { $name } follows
web-alarms = Look at this
web-alarms-none = There is nothing to look at now.
web-running = Going on now
web-results = Last results
web-all-elections = All elections
web-trust = What you have to trust
web-trust-text = Nobody can give a seat without an election, and nobody can change what was recorded without being noticed. What remains is this:
web-trust-codes = Until the vote closes, this machine keeps the voting codes that it made for those who list the voters. Whoever controls it could vote for people who do not vote. After the close the codes are destroyed.
web-trust-again = Times a voting code was shown or printed again: { $count }
web-to-check = Check everything

web-elections-title = Elections
web-elections-none = No election has been called yet.
web-elections-over = Over
web-vote-closes = The vote closes: { $time }
web-purpose-seats = election to seats, for a whole term
web-purpose-by-election = election to vacant seats, for the rest of the term
web-purpose-referendum = vote of the members on a motion
web-purpose-charter = vote of the members on the rules of the council
web-purpose-trial = practice election
web-trial-banner = This is a practice election. It gives no seat, and nothing follows from it.
web-do-stand = Stand as a candidate
web-do-vote = Vote
web-do-result = See the result
web-do-ballot = Look up my ballot
web-stage-candidates = Candidates come forward until { $until }.
web-stage-preparing = The vote is being prepared. It opens on { $opens }.
web-stage-late = The vote should have opened on { $opens }. Those who prepare it have not finished.
web-stage-open = The vote is open until { $until }.
web-stage-counting = The vote is closed. Those who guard it open the result together.
web-stage-lot = There is a tie that only a lot decides. Those who guard the vote open the lot together.
web-stage-counted = The result is there.
web-stage-void = It ended without a result.
web-next-candidates = After that the ballot paper is fixed, and those who guard the vote make its lock together.
web-next-preparing = Those who guard the vote make its lock together and try it out. Then everybody who may vote gets a code.
web-next-late = If they do not finish, the election ends without a result and has to be called again.
web-next-open = After the close, those who guard the vote open the result together. Single ballots are never opened with a name.
web-next-counting = As soon as enough of them have done their part, the result stands here.
web-next-lot = Nobody could know the lot before the vote was closed.
web-next-counted = Whoever was elected is asked to accept. Anybody can count the ballots again.
web-next-void = Nobody stood, or it was not finished in time. It can be called again.

web-turnout = How many have voted
web-turnout-count =
    { $ballots ->
        [one] One ballot; { $voters } may vote.
       *[other] { $ballots } ballots; { $voters } may vote.
    }
web-turnout-again = Whoever votes again replaces the ballot before; the number counts each ballot that was cast.
web-dates = Dates
web-dates-universal = All times are universal time (UTC).
web-date-what = What
web-date-when = When
web-date-over = over
web-date-nominations = Candidates until
web-date-opens = The vote opens
web-date-closes = The vote closes
web-candidates = Candidates
web-candidates-none = Nobody stands yet.
web-candidates-order = In the order of the ballot paper. It follows from the election and the candidacies by calculation, the same for everybody.
web-statement-gone = There is no text, or it was taken away.
web-who = Who does what
web-who-votes = Who may vote
web-who-votes-count =
    { $people ->
        [one] One member, the only one on the roll when it was frozen
       *[other] { $people } members, those on the roll when it was frozen
    }
web-who-seats = Seats to fill
web-who-rule = How it is counted
web-who-guards = Who guards the vote
web-who-guards-count =
    { $all ->
        [one] One person alone opens the result, and could read ballots: { $needed } of { $all }.
       *[other] { $needed } of { $all } together open the result; fewer cannot read a ballot.
    }
web-who-lists = Who lists the voters
web-rule-ranking = By rankings (single transferable vote): you put the candidates in your order, and votes that a candidate does not need pass on to your next one.
web-rule-approval = By approval: you mark everybody you would like, and those with most marks are elected.
web-rule-plurality = By most votes: you mark one, and those with most votes are elected.
web-rule-yes-no = More yes than no.

web-result-title = Result
web-result-elected = Elected: { $names }.
web-result-nobody = Nobody was elected.
web-result-yes = The answer is yes.
web-result-no = The answer is no.
web-result-trial = This was practice: nobody is elected by it. The count below shows how it works.
web-result-rule = How it was counted: { $rule }
web-result-seats = Who was elected, and what became of it
web-result-order = Place
web-result-holds = holds seat { $seat }
web-result-follows = takes seat { $seat } when the term before ends
web-result-asked = is asked to accept seat { $seat } until { $until }
web-result-not-there = has not accepted, or does not hold the seat any more
web-result-at = This count was made from the public files at { $time }.
web-result-take = Take it with you
web-result-csv = The count for spreadsheets (CSV)
web-result-json = The count for programs (JSON)
web-result-archive = All ballots and proofs in one file
web-to-election = To the election
web-to-result = To the result
web-answer = Answer
web-votes = Votes
web-answer-yes = yes
web-answer-no = no
web-answer-blank = blank
web-vacancies = Seats that came free
web-vacancies-text = When somebody who was elected leaves or does not accept, the same ballots are counted again for that seat. No new election is needed as long as somebody is left who stood.
web-vacancy-title = A seat from the same ballots
web-vacancy = Seat { $seat } came free on { $since }: { $name } left it or did not accept.
web-vacancy-waiting = It is not filled yet.
web-vacancy-nobody = Nobody was left who stood: a new election is needed.
web-vacancy-filled = The ballots give it to { $name }.
web-vacancy-count = See this count
web-being-checked = This machine is going through its public files just now. Load the page again in a minute.

web-seat-nobody = Nobody holds this seat now.
web-seat-past = Who held it before
web-end-term = the term was over
web-end-resigned = resigned
web-end-left = left the membership
web-end-first-seating = those who were elected first took over
web-why-chain = Step by step
web-why-text = Each step stands in the public files and cannot be changed afterwards without being noticed. Each follows from those before.
web-why-at = As of { $time }, when this machine went through all public files as an outsider would.
web-why-unsound = Something in the public files does not hold. Do not rely on this page before it is explained.
web-details = Details
web-why-hand = Check it yourself
web-why-hand-text = You need not believe this page. On your own computer, the program works out from the public files who holds each seat.
web-why-hand-open = How to check each step

web-check-title = Check everything
web-check-text = You need to believe nobody here, neither this machine nor those who run it. Everything that decides who holds a seat is public, without names of voters, and anybody can go through it on a computer of their own.
web-check-what = What you can check
web-check-what-all = That nothing was changed, taken out or put in afterwards, since the council was founded.
web-check-what-ballots = That every ballot counted is valid, and that the count gives exactly the result shown.
web-check-what-seats = That each seat follows from an election, by the rules that were in force when it was called.
web-check-what-own = That your own ballot is there: look it up on the page of the election with your receipt.
web-check-what-not = What no check can show: whether everybody on the roll is a real person, and whether somebody looked over a shoulder. What you have to trust is listed below.
web-check-program = With the program on your own computer
web-check-program-text = The program kenes is free, and its source is open. It fetches the public files and goes through all of them:
web-check-program-html = The same as a page to keep, in your language:
web-check-copy = With a copy of everything
web-check-copy-text = All public files in one file. Give copies to others: the more there are, the safer everybody is. Then check the copy, without any network:
web-check-copy-button = Take a copy of everything
web-check-files = The same files, one by one:
web-check-known = Remember what you saw
web-check-known-text = This small file says how everything stands today. Keep it. Next month it shows whether anything was changed that was there today:
web-check-known-button = Keep today’s state
web-check-known-compare = Compare it with what others kept: if two of you were shown different histories, the two files prove it.
web-check-own = What this machine found itself
web-check-own-at = Looked at { $time }.
web-check-own-count = Entries: { $entries }; ballots that were counted: { $ballots }. A machine that lies could lie here too: check it on your own.
web-check-own-list = Each thing that was checked
web-check-modules = The programs that run on your device
web-check-modules-text = Ballots are sealed, things are signed and everything is checked on your own device, by small programs that come with these pages. With each page comes the number of its program, and your browser runs no other program than that. The pages have scripts of their own besides, which show and pass on what you enter; they have no such number.
web-check-modules-how = To see that they are the published ones: download one, let your computer tell its number (SHA-256), and compare it with the line here.
web-check-modules-other = Then compare it with what somebody else has whom you trust. Whoever builds the published program of the same version gets the same files, byte for byte, and this page of that program shows the same numbers:
web-check-modules-name = Program
web-check-modules-does = What it does
web-check-modules-number = Number (SHA-256)
web-module-ballot = seals ballots
web-module-person = signs, and checks a ballot that another device opened
web-module-trustee = does the part of somebody who guards a vote
web-module-auditor = checks everything in this page
web-check-passed = It holds.
web-check-failed = It does not hold.
web-check-not-reached = There is nothing of the kind yet.

web-audit-title = Check everything on this device
web-audit-text = A program of this page goes through all public files, here on your device, and works out anew who holds each seat. Nothing has to be installed, and nothing about you is sent.
web-audit-script = Checking on this page needs scripts. Without them, take a copy of everything and check it with the program, as described below.
web-audit-button = Check everything on this device
web-audit-stop = Stop
web-audit-stopped = Stopped. Nothing can be said yet.
web-audit-disk = Check a copy that you or others kept
web-audit-disk-text = Compare what you find with what others find in the same copy. It does not leave your device.
web-audit-tar = A copy in one file (.tar)
web-audit-folder = A copy in a folder
web-audit-loading = The program is being loaded.
web-audit-fetching = Fetching the public files: { $done } of { $all }.
web-audit-reading = Reading the copy.
web-audit-checking = Checking: entry { $done } of { $all }.
web-audit-left = Time left, about: { $time }
web-audit-good = Everything holds.
web-audit-bad = Something does not hold. Do not rely on this council’s pages before it is explained.
web-audit-counted = Entries that were checked: { $entries }; ballots: { $ballots }.
web-audit-took = It took { $time } (minutes and seconds).
web-audit-json = Save what was found, for programs (JSON)
web-audit-html = Save what was found, as a page
web-audit-seats = Who holds which seat, as worked out here
web-audit-term = From { $since } until { $until } at the latest.
web-audit-why = Why?
web-audit-limit = The program comes from the same machine as this page. If you do not want to trust that either, use the program from elsewhere, as described below.
web-audit-no-record = There are no public files of a council in this place. Choose the file or the folder that has “checkpoint” in it.
web-audit-too-much = That is more than a page can check. Use the program on a computer, as described below.
web-audit-no-copy = This is not a copy of the public files: choose a file that ends in .tar, not compressed.
web-audit-unreached = The public files cannot be fetched now. Look at your connection and try again.
web-audit-this-seat = Check this seat on your device
