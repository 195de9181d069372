//! The stable codes of what can go wrong in a command, with their meaning and the remedy.
//!
//! A code is never renumbered or reused. The text of an error says what and where; what stands here says what to do.

macro_rules! codes {
    ($($variant:ident $number:literal $exit:literal $means:literal $remedy:literal;)*) => {
        /// What went wrong in a command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $means] $variant,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code, such as `K-CLI-012`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => concat!("K-CLI-", $number),)* }
            }

            /// The exit code of the program.
            pub const fn exit(self) -> u8 {
                match self { $(Self::$variant => $exit,)* }
            }

            /// What it means, in one English sentence.
            pub const fn means(self) -> &'static str {
                match self { $(Self::$variant => $means,)* }
            }

            /// What to do.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }
        }
    };
}

codes! {
    // Files.
    Open "001" 2 "A file cannot be opened or read." "Check the path and that you may read the file.";
    Write "002" 1 "A file cannot be written." "Check that the folder exists, that you may write there, and that the disk is not full. Nothing that was there has changed.";
    Exists "003" 1 "A file that would be written is already there." "Nothing is ever overwritten. Choose another folder or name, or move the old file away if you are sure that it is not needed.";
    TooLarge "004" 1 "A file, or one of its lines, is larger than any file of its kind." "Check that it is the right file.";
    Locked "005" 1 "Another command is writing to the archive." "Wait until it has ended and try again.";
    RolledBack "006" 1 "New records could not be written to the archive." "The archive is as it was before. Make room on the disk, or put the archive where you may write, and try again.";
    NotRolledBack "007" 1 "New records could not be written to the archive, and what was written of them could not be taken back." "Repair the disk. The next command that adds to the archive takes the remainder back first.";
    Usage "008" 2 "The options do not fit together." "See --help of the command.";
    Output "009" 1 "The output cannot be written." "Check where the output goes, for example that the disk is not full.";
    NotText "010" 1 "A file is not text in UTF-8." "Check that it is the right file.";
    // Archives.
    Archive "020" 1 "The archive is malformed or cut off." "The copy is damaged, or not an archive of crypto version 1. Fetch it again from where it is published; `kenes election verify` says which check it fails.";
    Compressed "021" 1 "Nothing can be added to a compressed archive." "Unpack it first with `gunzip`.";
    Stage "022" 1 "The election is not at the stage that this step needs." "`kenes election show` says how far it is. The steps are: open, vote, close, tally, shuffle (where a question asks for it), decrypt, result.";
    Setup "023" 1 "The setup in the archive is not valid." "Do not use this archive. `kenes election verify` says which check it fails; tell the administrator.";
    CastBallot "024" 1 "The archive holds a ballot that is not valid." "Do not tally or decrypt. `kenes election verify` names every such ballot; whoever accepts ballots has to explain it.";
    PublishedTally "025" 1 "The encrypted tally in the archive is not that of its ballots." "Do not decrypt. `kenes election verify` says more; the administrator has to explain it.";
    PublishedShuffle "026" 1 "A shuffle in the archive does not verify." "Do not decrypt. The trustee named, or whoever added the shuffle, has to explain it.";
    PublishedDecryption "027" 1 "A partial decryption in the archive does not verify." "The trustee named, or whoever added it, has to explain it.";
    Refused "028" 1 "The audit refuses the archive." "Each failed check has a code that is explained in docs/ERRORS.md. Compare with a copy from elsewhere, and tell the administrator.";
    NoShuffledQuestion "029" 1 "The election has no question whose ballots are shuffled." "Leave the shuffles out: after the tally come the partial decryptions.";
    BoundDocument "030" 1 "The file of bound decryption proofs is malformed or does not fit." "Fetch it again from where the archive is published. Without it a trustee could have given false factors.";
    // Setting up.
    Draft "040" 1 "A draft, template or election is malformed." "Correct the field that is named. A template looks like {\"description\":\"…\",\"name\":\"…\",\"questions\":[{\"answers\":[\"…\",\"…\"],\"min\":1,\"max\":1,\"question\":\"…\"}]}.";
    Question "041" 1 "A question cannot be asked like that." "Write \"TEXT | ANSWER | ANSWER\", with [MIN-MAX], [blank] or [rank] in front if wanted; lists need a template file.";
    Election "042" 1 "The election is not valid." "Correct what is named.";
    Voters "043" 1 "A line of the list of voters is malformed." "Write one voter per line, as ID or ID,WEIGHT, each only once.";
    Folder "044" 1 "A folder for secrets is not empty." "Choose a new folder: the secrets of one role are kept apart from everything else.";
    Credentials "045" 1 "The list of public credentials is not valid." "Ask the credential authority for the list again.";
    Trustees "046" 1 "The keys of the trustees are not valid." "Ask the trustee named for the public key again, and compare its fingerprint by another channel.";
    OtherKey "047" 1 "The election's public key is not that of its trustees." "Use the trustees' files that the election was made with.";
    // Voting.
    PrivateCredential "060" 1 "This is not a private credential." "Check what you typed, or that it is the right file. A credential looks like XXXXX-XXXXXX-XXXXX-XXXXXX.";
    NotListed "061" 1 "The credential is not on this election's list." "Check that the credential is for this election: its file names the election.";
    Answers "062" 1 "The answers are malformed or not allowed." "Give one array per question, such as [[1,0],[2,1,3]]: 0 or 1 per choice (the blank vote first, where allowed), a number per choice where choices are ranked. `kenes election show` lists the questions.";
    Ballot "063" 1 "The ballot is not valid." "It was not added. Make it again for this election, with a listed credential.";
    BallotTwice "064" 1 "The ballot is already in the archive." "Nothing to do: it counts once. To change a vote, make a new ballot.";
    Opening "065" 1 "A challenged ballot does not hold what it is said to hold." "Do not vote with the device that made it, and tell the administrator.";
    OpeningHash "066" 1 "A challenged ballot is not the one whose hash was shown." "Compare the hash again. If it differs, do not vote with the device that made it, and tell the administrator.";
    // Trustees.
    PrivateKey "080" 1 "This is not a trustee's private key." "Check that it is the right file: *.privkey of a single trustee; *.key, together with *.dkey, of a threshold trustee.";
    KeyOfNobody "081" 1 "The key belongs to no trustee of this election." "Check that key and archive are of the same election.";
    NoPassphrase "082" 1 "The key file is protected by a passphrase." "Write the passphrase to a file that only you can read and give it with --passphrase-file.";
    Passphrase "083" 1 "The passphrase is wrong, or the key file was changed." "Try again. Without the right passphrase the key is lost, and the other trustees must be enough.";
    Working "084" 1 "A file of the ceremony is malformed." "Ask whoever made the file for it again.";
    Ceremony "085" 1 "A message of the key ceremony does not hold." "The trustee named is at fault, or whoever carried the message: ask for it again, and if it stays wrong, begin the ceremony again without that trustee.";
    NotMember "086" 1 "This trustee is not part of the ceremony." "Check that the certificates are those of this ceremony, with your own among them.";
    Contributed "087" 1 "The trustee has contributed already." "Nothing to do: each trustee gives one contribution.";
    Contribution "088" 1 "A contribution does not verify." "It was not added. The trustee named has to make it again, from the current archive.";
    UnknownTrustee "089" 1 "There is no trustee with that number." "`kenes election show` lists the trustees.";
    Unbound "090" 1 "A partial decryption comes without its bound proof." "Give the proof with --bound. Only for trustees who use another program: --without-bound.";
    Incomplete "091" 1 "Too few trustees have decrypted." "Wait for the partial decryptions of the trustees named.";
    Result "092" 1 "There is no result." "`kenes election verify` says which trustee's decryption is at fault; without bound proofs a false one cannot be told.";
    Rehearsal "093" 1 "The rehearsal did not succeed." "Do not open the election with these keys. Every trustee has to decrypt the test ballot with the key as it was saved.";
    // The program itself.
    Randomness "100" 1 "The system gives no randomness." "Nothing secret can be made on this machine now.";
    Demo "101" 1 "The demonstration did not go as it should." "This is a fault of kenes. Please report it, with what was printed and the files of the demonstration, which hold no real secret.";
    // Counting.
    NoRule "110" 2 "No rule is named." "Say --rule and the name of the rule that was in force before the vote; `kenes count rules` lists them with their sources.";
    CountFile "111" 1 "A file of ballots or votes is malformed." "Correct what is named, or fetch the file again; nothing was counted. The forms are in docs/COUNTING.md.";
    Contest "112" 1 "Candidates, votes and seats do not go together." "Check the file and the number of seats.";
    NoSeats "113" 2 "The number of seats is not known." "Say --seats and how many seats are filled: this file does not hold the number.";
    NoSuchCandidate "114" 1 "No candidate, or more than one, has the name." "Write the name as it is in the list, or a part of it that no other name has.";
    NeedsLot "115" 1 "Candidates are tied, and only a lot can decide." "Draw the lot in public, by a number that nobody could know or choose beforehand, such as dice thrown before witnesses, and count again with --seed and that number as text. What was counted so far is in the output; docs/COUNTING.md says how the lot is drawn and how to draw it again by hand.";
    NotCounted "116" 1 "The rule cannot count these votes." "Use the rule that the vote was held under, on votes of the kind that it counts (`kenes count rules` says which), with --seats and as many as were to be filled.";
    NoSuchQuestion "117" 1 "The archive has no such question, or it has several and none is named." "Say --question and its number, from 1; `kenes election show` lists the questions.";
    NoResult "118" 1 "The archive has no result yet." "Wait until the trustees have decrypted and the result is published; `kenes election show` says how far the election is.";
    UnknownFile "119" 1 "A file is of no kind that can be counted." "Say --input-format and what the file is, or check that it is the right file.";
    Vacancy "120" 1 "The vacated seat cannot be filled like that." "With --vacating name somebody who was elected by these ballots, with --standing those who were not; without --standing it is everybody who was not.";
    StaysVacant "121" 1 "No paper that could fill the vacated seat names anybody who stands for it." "The seat stays vacant by these ballots: take the next step of your rule for vacancies, such as a count of all ballots (--basis all) or a new vote.";
    // The record.
    RecordUnsound "130" 1 "The files of a record are not sound." "Do not rely on this copy. Fetch the files named again, from where the record is published or from a mirror; if they stay as they are, tell the council and the witnesses.";
    RecordFolder "131" 1 "A folder for a new record is not empty." "Choose a new folder.";
    RecordRead "132" 2 "A file of the record is missing or cannot be read." "Check that the folder is that of a record: it holds the file \"checkpoint\". What is missing can be fetched from any mirror.";
    RecordDamaged "133" 1 "The files are not those of one record." "Do not rely on this copy. `kenes record fsck` says what is wrong; fetch the record again from where it is published or from a mirror.";
    NoSuchAct "134" 1 "The record has no such act." "Check the number or the id. A newer act may be missing from an old copy: fetch it again.";
    Policy "135" 1 "A witness policy is malformed." "Check that it is the right file: a C2SP tlog-policy, as the record has it in the file \"policy\".";
    Receipt "136" 1 "The receipt is refused." "Do not rely on it. Check that it belongs to this record, and ask whoever gave it for a new one.";
    QrTooLarge "137" 1 "The receipt does not fit into a QR code." "Give the file itself, with --out.";
    OtherRecord "138" 1 "The copy is of another record." "Choose another folder for the copy of this record.";
    ShorterRecord "139" 1 "The record is shorter than the copy." "It may be an old copy itself: fetch from where the record is published. If that is where it comes from, acts were taken back: keep your copy and show it to the council and the witnesses.";
    ForkedRecord "140" 1 "The record was signed in two histories." "Keep your copy and the evidence, and show both to the council, its members and the witnesses: only the log's key can have signed both, and it must explain them. Nothing was copied.";
    NoHead "141" 1 "The data hold no signed checkpoint yet." "Start the server: it signs the first checkpoint with the first act.";
    Data "142" 1 "The data folder cannot be used." "Check the path. If the data are damaged, stop the server and restore them from a backup.";
    Export "143" 1 "The static files were not brought up to date." "What is in the folder must be of this record and no longer than it. Otherwise export into a new folder.";
    // Witnesses.
    SigningKey "150" 1 "The key file cannot be used." "Check that it is the right file, and that only its owner can read it (chmod 600). `kenes witness new` makes the key of a witness; `kenes record show` prints that of a record.";
    WitnessRuns "151" 1 "Another process uses the state of this witness." "One witness is one process. Stop the other one, or give each witness a key and a state of its own.";
    WitnessLost "152" 1 "The key was used, and what it cosigned is no longer known." "Put back the state that was last used with this key, and no older copy. If it is lost, retire this key: make a new one with `kenes witness new` and give the new public key to the councils, who change their policies. Never delete FILE.used.";
    WitnessState "153" 1 "The state of the witness is damaged, cannot be read or written, or is that of another key." "Check the path, the disk and that it belongs to this key. If it is damaged, retire the key: make a new one with `kenes witness new` and give the new public key to the councils.";
    Listen "154" 1 "The service cannot listen, or its socket failed." "Check that the address is one of this machine and that no other program uses the port.";
    // Audits.
    AuditRefused "160" 1 "The audit refuses the record." "Do not rely on this copy. The output says what is wrong and what to do about each; compare with a copy from elsewhere.";
    NoRecord "161" 2 "There is no record at this place." "Name the folder with the file \"checkpoint\" (or one with record/ or public/ that has it), an address that begins with https://, or a tar file (.tar, .tar.gz) of such a folder.";
    AuditElection "162" 2 "The file is the archive of one election." "It can be checked alone: `kenes election verify FILE`. Who holds which seat follows only from the record of the council, of which the election is a part.";
    AuditTar "163" 2 "The tar file cannot be unpacked." "It is cut off or damaged, or was not made from the folder of a record, which holds plain files only. Fetch it again, or unpack it yourself and audit the folder.";
    AuditKnown "164" 2 "The file from an earlier audit is none." "Give the file that --remember wrote, or the output of `kenes audit --json` when it accepted the record.";
    NoSuchSeat "165" 2 "The council has no such seat." "Write body and seat as in the first column of the table, both from 0, such as 0/3. `kenes audit` shows the table.";
    AuditChanged "166" 1 "The record changed while it was audited." "Audit again; copy the record first (`kenes record mirror`) where it grows all the time. Nothing was kept.";
    AuditTooMuch "167" 2 "The record is larger than what is fetched for an audit." "Say --limit and more GiB, if the disk has room for them; or copy the record first (`kenes record mirror`) and audit the folder.";
    // Councils.
    CouncilRefused "170" 1 "A rule of the council is against it." "The code K-ACT names the rule; docs/spec/ says what the act needs.";
    CouncilFolder "171" 2 "The folder is not that of a council, or cannot be opened." "Say --data and the folder that `kenes council new` made.";
    CouncilRuns "172" 1 "Another process works on this council." "One process at a time works on a council. Wait until it has ended, or stop it.";
    CouncilDamaged "173" 1 "The record of this council cannot be read, or must not be signed." "Do not go on. `kenes record fsck DIR/public` says what is damaged; restore the folder from a backup, and fetch what is missing from a mirror.";
    CouncilNotMade "174" 1 "The council was not founded." "Choose a new folder where you may write. What was made so far can be deleted: nobody has seen it.";
    Founding "175" 1 "The first act does not open a council." "Name as many founders as the charter wants to sign an enrolment, each once.";
    HostName "176" 2 "The name of the machine cannot stand in the name of a record." "Write a host name in lower case, such as council.example.org.";
    Charter "177" 1 "The charter is none." "docs/spec/charter.md lists every field with its range. The file is canonical JSON: keys in order, no spaces.";
    NotSigned "178" 1 "An act is not signed as it must be." "Have it signed again by everybody who must sign, each with the key in force.";
    NotAnAct "179" 1 "The file is no act to sign or to submit." "Give the file that a command wrote with --out.";
    NotKept "180" 1 "Something could not be written or kept." "Check that the disk is not full and that you may write in the council's folder. What was acknowledged before is safe; try again.";
    MemberKey "181" 1 "The file is not the key, or the joining code, that is needed." "Check that it is the right file: *.key holds a member's keys, *.code a joining code.";
    Unprotected "182" 2 "A new key would be written without a passphrase." "Write a passphrase to a file that only you can read and give it with --passphrase-file; for trials say --no-passphrase.";
    NoSuchMember "183" 1 "No member, or more than one, is called like that." "`kenes council members` lists names, numbers and keys: name the member by any of them.";
    NoMemberKey "184" 1 "The key or the joining code is not on this machine." "Give its file. Or write the act to a file with --out, and have it signed where the key is.";
    OldMemberKey "185" 1 "The key file holds a key that is not in force." "Use the newest key file of this member. If it is lost: `kenes council key recover`.";
    NoSuchElection "186" 1 "No election is named, or not one." "`kenes council elections` lists them: say --election and the first digits of the one that is meant.";
    NoSuchMatter "187" 1 "There is no such seat, motion, recovery or roll call." "`kenes council status`, `seats` and `members` list what there is.";
    OtherBoard "188" 1 "The archive is not that of the election." "Make the election with the template of `kenes council paper`, and give the archive that was set up here.";
    NoBoard "189" 1 "The archive of the election is not on this machine." "Ballots are taken where the election was set up: put its archive into DIR/archives.";
    MissingBlob "190" 1 "A text or a document that the act names is not here." "Write the act on the machine that takes it in, or put the file there first.";
    NeedsNewer "191" 1 "The council adopted rules that this program does not have." "Use a newer program.";
    LotShares "192" 1 "The shares of a lot do not go together." "Ask the trustee named on the file for the share again, made from the closed archive of this election.";
    Jump "193" 1 "This machine's clock is far ahead of the record." "A record's time never goes back, and terms end by it. Look whether the clock is right; if it is, write the time yourself: `kenes council tick --at TIME`.";
    LotRecord "194" 1 "The record does not ask for the lot of this archive." "Give no share. Fetch the record and the archive again from where everybody reads them. If they still differ, somebody wants to know the lot of an end of the vote that there was not: tell the council and the other trustees.";
    // Serving.
    ServeConfig "200" 2 "The file kenes.toml says what cannot be." "The error names the line; docs/OPERATIONS.md lists every setting.";
    BaseUrl "201" 2 "The address under which people reach the council is none." "Write it like https://council.example.org, without anything behind the host and the port.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_sorted() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.code() < b.code()));
        assert!(Code::ALL.iter().all(|code| [1, 2].contains(&code.exit())));
    }
}
