# Pages of the office: the roll, slips, messages.

web-yes = yes
web-no = no
web-print = Print

web-members-title = Members
web-members-count = { $count ->
    [one] One person is on the roll.
   *[other] { $count } people are on the roll.
}
web-members-waiting = { $count ->
    [one] One person got nothing to join with yet.
   *[other] { $count } people got nothing to join with yet.
}
web-members-without = { $count ->
    [one] One person on the roll has no device: a slip with a voting code is enough to vote.
   *[other] { $count } people on the roll have no device: a slip with a voting code is enough to vote.
}
web-members-slips = Slips to print
web-members-send = Write to those who have an e-mail address
web-members-add = Put people on the roll
web-members-list = Names
web-members-list-hint = One name a line, or a table with names and e-mail addresses copied from a sheet or a CSV file. E-mail is not needed.
web-members-preview = Look at the list
web-members-roll = The roll
web-members-name = Name
web-members-state = State
web-members-mail = E-mail
web-members-left = left
web-members-joined = joined with a device
web-members-given = has a joining code
web-members-enrolled = on the roll
web-members-erased = (erased)

web-roll-empty = There is nothing in the list.
web-roll-long = The list is too long. Bring it in parts.
web-roll-no-name = There is no name.
web-roll-long-name = The name is longer than 100 letters.
web-roll-character = There is a sign that cannot be seen.
web-roll-encoding = Some letters cannot be read: save the file in UTF-8.
web-roll-address = This is no e-mail address.
web-roll-language = There are no pages in this language.
web-roll-cells = There are more cells than columns.
web-roll-twice = The same as in line { $line }.
web-roll-same-name = Named like line { $line }, with another address.
web-roll-same-address = The same address as in line { $line }: whoever reads it reads both messages.

web-preview-title = Is this right?
web-preview-good = { $count ->
    [one] One person can be put on the roll.
   *[other] { $count } people can be put on the roll.
}
web-preview-bad = { $count ->
    [one] One line is left out. What is wrong stands beside it.
   *[other] { $count } lines are left out. What is wrong stands beside them.
}
web-preview-unknown = Nobody knows what the column “{ $column }” is; it is left out.
web-preview-line = Line
web-preview-remarks = Remarks
web-preview-left-out = Left out:
web-preview-enrol = { $count ->
    [one] Put one person on the roll
   *[other] Put { $count } people on the roll
}
web-preview-change = Change the list
web-what-enrol = You put people on the roll. The public record shows a sealed number for each and no name.

web-slips-title = Slips to print
web-slips-count = { $count ->
    [one] One slip, for the one person without an e-mail address.
   *[other] { $count } slips, for those without an e-mail address.
}
web-slips-done = They are printed and handed over
web-slip-join-title = Join { $council } with your phone
web-slip-join-text = Scan the square code with the camera, or open the address and type the code. Do it on the phone or computer that you want to use. The code works once and is yours alone. To vote you do not need it.
web-mail-join-subject = Join { $council }
web-mail-join-body = Hello { $name },

    with this link the phone or computer on which you open it joins for you. It works once and is yours alone.

    { $link }

    You need it to stand as a candidate, to accept a seat or to guard a vote. To vote you do not need it.

web-choose = Choose
web-call-title = Call an election
web-call-head = Call the election of: { $body }
web-call-text = { $seats } seats are to be filled. { $eligible } members may vote; who joins later cannot vote this time.
web-call-dates = The earliest dates that the rules allow
web-call-nominations = Candidates come forward until
web-call-opens = The vote opens
web-call-closes = The vote closes
web-call-trustees = Who guards the vote?
web-call-trustees-hint = { $wanted } members who have joined with a device; { $threshold } of them together open the result. Nobody should be asked who stands.
web-call-trustee = Guard number { $number }
web-call-trustees-wrong = Choose as many people as are asked for.
web-call-trustees-twice = Choose each person once.
web-call-small = Only { $eligible } members may vote: the result may show how people voted. All of them know and accept that.
web-call-small-missing = Say that the voters know how few they are.
web-call-title-text = Election of: { $body }
web-call-question-rank = Whom do you want, in which order?
web-call-question-approve = Whom would you like to see in it? Choose as many as you like.
web-call-question-one = Whom do you want?
web-what-call = You call an election.

web-office-title = Office
web-office-elections = Elections
web-office-until = Until { $until }.
web-office-missing = What is missing
web-office-messages = Messages
web-office-messages-text = { $count ->
    [one] One message was not sent by mail.
   *[other] { $count } messages were not sent by mail.
}
web-office-outbox = Messages to hand over
web-task-members = Members are on the roll
web-task-members-go = To the members
web-task-devices = Enough people have joined with a device
web-task-devices-state = { $have } have joined; { $wanted } are needed to guard a vote.
web-task-practice = Practise
web-task-practice-state = See on your own phone what voters will see. Nothing of it counts.
web-task-practice-go = Practise now
web-office-next = Next: { $what }
web-task-call = Call the election of: { $body }
web-task-call-ready = It is due, and everything is there.
web-task-call-waits = It is due. First what stands above has to be there.
web-task-call-go = Call it
web-wait-key = The key is made by those who guard the vote. It waits for:
web-wait-candidates = Candidates come forward.
web-wait-setup = The list of voters has to be certified by:
web-wait-rehearsal = Those who guard the vote try the key on a test ballot. It waits for:
web-wait-opening = Everything is ready. The vote opens by itself.
web-wait-votes = The vote is open.
web-wait-count = The vote is closed. The result is opened by:
web-wait-lot = The count comes to a tie. The lot is opened by those who guard the vote.
web-wait-answers = The result is there. Elected, and asked whether they accept:
web-wait-nothing = Nothing waits.

web-eoffice-title = Look after an election
web-eoffice-sign = Sign
web-eoffice-guard = My part as one who guards the vote
web-eoffice-turnout = { $ballots } ballots were taken; { $voters } members may vote.
web-eoffice-codes = Voting codes
web-eoffice-given = { $given } of { $all } were handed over.
web-eoffice-send = Write to everybody who has an e-mail address
web-eoffice-slips = Slips for everybody else
web-eoffice-code = Code
web-eoffice-lost = Lost?
web-eoffice-again = Show again
web-eoffice-again-for = Show the code of { $name } again
web-code-none = not handed over
web-code-message = in a message
web-code-slip = on a slip
web-code-shown = shown
web-code-again = { $count ->
    [one] shown again once
   *[other] shown again { $count } times
}
web-vslips-count = { $count ->
    [one] One slip.
   *[other] { $count } slips.
}
web-vslips-before = { $count ->
    [one] One slip was handed over before.
   *[other] { $count } slips were handed over before.
} To print them again is counted, and everybody can see how often that was done.
web-vslips-again = Print them again
web-slip-vote-title = Vote in { $council }
web-slip-vote-text = Scan the square code with the camera of a phone, or open the address and type the code. Whoever has this code can vote with it: keep it to yourself. You can vote again; the last ballot counts.
web-mail-vote-subject = Vote in { $council }
web-mail-vote-body = Hello { $name },

    you can vote from { $opens } to { $closes }:

    { $link }

    Your code: { $code }

    Whoever has this code can vote with it: keep it to yourself. You can vote again; the last ballot counts.
web-outbox-text = There is no mail server, or it refused these. Hand them over in another way: copy them into your own mail, or read them out. Then press the button; the text is deleted.
web-outbox-empty = There is nothing.
web-outbox-to = To:
web-outbox-done = Handed over
