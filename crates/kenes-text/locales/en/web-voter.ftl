# Pages of voters: the ballot, the check of a device, looking up a ballot, a lost code, practice.

web-vote-title = Vote
web-vote-script = Voting needs JavaScript: your ballot is sealed on your device before it is sent, and the page has to do that there.
web-vote-practice = This is practice. Nothing here counts.
web-vote-steps = Steps
web-vote-step-code = Code
web-vote-step-ballot = Ballot
web-vote-step-review = Look again
web-vote-step-seal = Seal and cast
web-vote-step-receipt = Receipt
web-vote-until = You can vote until { $until }, and again as often as you like. Only your last ballot counts.

web-vote-code-head = Your code
web-vote-code = Voting code
web-vote-code-hint = It stands on your slip or in your message. If you came by the square code, it is here already. It stays on your device.
web-vote-code-practice = In practice a code is filled in already. In a real vote it stands on your slip or in your message.
web-vote-code-go = Am I on the roll?
web-vote-code-malformed = That is no voting code. Compare it letter by letter with your slip or message; large and small letters differ, and the dashes belong to it.
web-vote-code-unlisted = This code is not one of this election. Perhaps it is that of another election, or a letter is another one. If it is right, ask those who list the voters.
web-vote-loading = Your device gets ready …

web-vote-ballot-head = Your ballot
web-vote-on-roll = Your code is right: you are on the roll and may vote.
web-vote-mixed = The names stand in another order for each voter, so that nobody gains by standing first.
web-vote-rank-hint = Put the candidates in your order. Rank as many as you like. With the keyboard: go to a button of a candidate, then arrow up or down moves, a number from 1 to 9 gives that place, 0 takes out.
web-vote-rank-blank = You may also rank nobody: then your ballot is blank.
web-vote-rank-six = Six places are enough in nearly every count. You can go on all the same.
web-vote-order-head = Your order
web-vote-order-empty = You have ranked nobody so far.
web-vote-rest-head = Not ranked
web-vote-rest-empty = All candidates are ranked.
web-vote-in = Rank next
web-vote-up = Up
web-vote-down = Down
web-vote-out = Take out
web-vote-place = Place
web-vote-place-none = none
web-vote-moved = { $name }: place { $place }
web-vote-taken-out = { $name }: not ranked
web-vote-many-hint = Mark everybody you would like to see elected. If you mark nobody, your ballot is blank.
web-vote-one-hint = Choose one. You may also choose nobody: then your ballot is blank.
web-vote-blank = Nobody (blank ballot)
web-vote-said = What this candidate says
web-vote-review = Look again

web-vote-review-head = Is this what you want?
web-vote-review-order = You put these candidates in this order:
web-vote-review-rest = You do not rank:
web-vote-review-chosen = You choose:
web-vote-review-blank = Your ballot is blank. It is counted as a ballot, and it is for nobody.
web-vote-change = Change it
web-vote-seal = Seal this ballot
web-vote-sealing = Your device seals the ballot. This can take a minute on an old phone.

web-vote-seal-head = Your ballot is sealed
web-vote-seal-text = Nobody can read it now, this device cannot either. It was not sent yet. This is the mark of its seal:
web-vote-seal-words = In words
web-vote-seal-digits = In digits
web-vote-seal-whole = The whole mark
web-vote-cast-text = Send it, and it is in the ballot box.
web-vote-cast = Cast this ballot
web-vote-cast-again = Try to send it once more
web-vote-casting = The ballot is on its way …
web-vote-check-text = Or check first that this device seals what you chose. Write down the mark; the device then opens the seal, and another device looks at what was in it. A ballot that was opened can never be cast: you make a new one afterwards, and the check can be done as often as you like.
web-vote-check = Check my device
web-vote-offline = The council’s machine cannot be reached. Your sealed ballot is still here: try to send it once more when you are connected. (K-BOOTH-095)
web-vote-other-paper = This page and the ballot paper of the election do not fit. Nothing was sent. Load the page again; if it stays so, tell those who guard the vote. (K-BOOTH-096)

web-vote-opened-head = The seal is open
web-vote-opened-text = This ballot cannot be cast any more, and it was sent to nobody. On another device, open this address:
web-vote-opened-give = Give it what this device has opened: as a file, or copied into a message. Then compare the mark there with the one that you saw here.
web-vote-opened-save = Save it as a file
web-vote-opened-copy = Copy it
web-vote-opened-copied = It is copied.
web-vote-opened-note = What you had chosen in this ballot can be read there. If you do not want that, check with other choices than your own.
web-vote-opened-new = Make a new ballot

web-vote-receipt-head = Your ballot is in the ballot box
web-vote-receipt-text = It was taken at { $time }. With this receipt you can find it, and nobody can see from it how you voted.
web-vote-receipt-practice = It was taken at { $time }. In a real vote you would get a receipt here to take with you.
web-vote-receipt-tracker = Your receipt
web-vote-receipt-look = Look up my ballot
web-vote-receipt-drawing = Square code: the address at which this ballot is found
web-vote-receipt-save = Save the receipt as a file
web-vote-receipt-file = The file shows, without asking anybody, that your ballot is in the public record.
web-vote-again = Vote again
web-vote-again-text = You can vote again until { $until } with the same code. Then only the new ballot counts.
web-vote-practice-result = See what was in the ballot box

web-lost-head = I lost my code
web-lost-who = These people can show it to you again:
web-lost-text = If an e-mail address of yours is on the roll, the code can be sent there again.
web-lost-address = Your e-mail address
web-lost-send = Send it again
web-lost-title = Your code
web-lost-sent = If it is the address on the roll, the code was sent there again. It can take some minutes.
web-lost-nothing = Nothing came? Then no such address is on the roll, or it was asked for too often. These people can show you your code:
web-lost-over = No code can be shown now: the vote is over, or there are no codes yet.
web-lost-to-vote = To the ballot

web-cast-closed = The vote is over. This ballot was not taken.
web-cast-early = The vote is not open yet. This ballot was not taken.
web-cast-other = This ballot belongs to another election. It was not taken.
web-cast-unlisted = The code of this ballot is not on the list of this election. It was not taken.
web-cast-signature = This ballot was changed on its way. It was not taken.
web-cast-invalid = This ballot is damaged or not as the ballot paper asks. It was not taken.

web-ballot-title = Look up my ballot
web-ballot-text = Type your receipt, or scan the square code on it. Nobody can see here how you voted.
web-ballot-tracker = Receipt
web-ballot-tracker-hint = 43 letters, digits and signs; large and small letters differ.
web-ballot-look = Look it up
web-ballot-malformed = That is no receipt. It has 43 letters, digits and signs.
web-ballot-missing = No ballot with this receipt is in the ballot box of this election. If the page said that it was taken, keep the file of your receipt and show it to somebody whom you trust: it proves it.
web-ballot-found = This ballot is in the ballot box. It is entry number { $number } of the public record.
web-ballot-last = Whoever voted again with the same code: only the last ballot counts. Whether this is the last one is not said here; it can be seen in the public files.

web-opening-title = Check a device
web-opening-text = Here you see on a second device whether the first one sealed what was chosen. The ballot that it opened for this can never be cast. Nothing is sent to anybody.
web-opening-script = The check needs JavaScript: this device does it itself.
web-opening-file = The file from the other device
web-opening-paste = Or what was copied there
web-opening-go = Check it
web-opening-good = It holds: this is what the sealed ballot says.
web-opening-blank = A blank ballot.
web-opening-place = { $name }: place { $place }
web-opening-chosen = { $name }: chosen
web-opening-compare = Now compare two things. Is that what was chosen on the other device? And are these the words and digits that it showed before it opened the seal?
web-opening-both = If both are the same, the device did right this time. If not, do not vote with it, and tell those who guard the vote.
web-opening-bad = It does not hold: what the other device says is not what it sealed. Do not vote with it, and tell those who guard the vote. Before that, look whether the whole text came over.
web-opening-empty = Choose the file, or put in what was copied.

web-practice-title = Practise
web-practice-text = You see what voters will see, with three invented candidates. It is only in the memory of this machine: nothing of it comes into the public record, and it is gone when the program stops.
web-practice-begin = Begin to practise
web-practice-anew = Begin anew
web-practice-open = Open this on your phone:
web-practice-loopback = The address leads to this computer alone. Open it here in another window, or start the program so that phones can reach it.
web-practice-here = Open the ballot
web-practice-count =
    { $count ->
        [one] One ballot so far.
       *[other] { $count } ballots so far.
    }
web-practice-result = See the result
web-practice-drawing = Square code: the address of the practice ballot
web-practice-name = Practice election
web-practice-question = Whom do you want?
web-practice-first = Ada Apple
web-practice-second = Ben Birch
web-practice-third = Cleo Cedar
web-practice-said = I am invented, and I promise nothing.
web-practice-result-title = Result of the practice
web-practice-result-text = It was opened at once, with a key made for this alone. In a real vote those who guard it open it together after the close, and the order of the ballots is mixed before.
web-practice-result-empty = There is no ballot yet.
web-practice-result-who = Candidate
web-practice-result-place = Place { $place }
web-practice-result-votes = Votes
web-practice-result-blank = Blank ballots: { $count }
