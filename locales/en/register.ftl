# The register of members, sent to the chat by an administrator. Some lines are read at the command line too.
register-ask =
    📥 <b>Send me the register</b>

    A CSV file, as a document, up to 20 MB: one line a mailbox. First I tell you what would change, then you confirm.
register-columns =
    <blockquote expandable>The columns, in any order:
    { $columns }, { $others }

    Dates are written like this: 2027-03-01. Yes and no: true and false. As Excel in Italian saves them is fine too: 01/03/2027, VERO and FALSO.</blockquote>
register-not-asked-for = 📥 Is this the register? Tap below and send it again: I tell you first what it would change.
register-not-a-file = 📎 I am waiting for the register as a <b>CSV file</b>: attach it as a document, not as a text or a photo.
register-progress =
    { $stage ->
        [reading] ⏳ Reading the register
        [comparing] ⏳ Comparing the register
       *[writing] ⏳ Importing the register
    }… { $percent }%
register-would = 🔎 <b>Nothing has changed yet.</b> With this register:
register-nothing-new = ✅ <b>Nothing would change:</b> the register is like this already.
register-money-stays = Credits and active services are not touched.
register-done = ✅ <b>Register imported.</b>
register-done-before = ✅ You have <b>already imported</b> this register.
register-gone = No register waits to be confirmed. If you had confirmed it, you find it among the acts; otherwise please send it again.
register-refused =
    { $count ->
        [one] ⛔ <b>There is 1 error</b>
       *[other] ⛔ <b>There are { $count } errors</b>
    }: nothing was imported. Correct them and send the file again.
register-refused-whole = ⛔ <b>Nothing was imported</b>: { $reason }.
register-refused-more =
    { $count ->
        [one] … and one more: all of them are in the file above.
       *[other] … and { $count } more: all of them are in the file above.
    }
register-problems-caption = ⛔ All { $count } errors in the register.
register-problems-file = register-errors.txt

register-problem = line { $line }, column { $column }
register-problem-of-row = line { $line }
register-holders =
    { $count ->
        [one] 1 new holder
       *[other] { $count } new holders
    }
register-created =
    { $count ->
        [one] 1 new mailbox
       *[other] { $count } new mailboxes
    }
register-updated =
    { $count ->
        [one] 1 mailbox changed
       *[other] { $count } mailboxes changed
    }
register-unchanged =
    { $count ->
        [one] 1 mailbox unchanged
       *[other] { $count } mailboxes unchanged
    }
register-moved =
    { $count ->
        [one] 1 expiry moved:
       *[other] { $count } expiries moved:
    }
register-moved-line = • { $mailbox }: { $before } → { $after }
register-moved-more =
    { $count ->
        [one] … and one more
       *[other] … and { $count } more
    }
register-moved-back =
    { $count ->
        [one] ⚠️ 1 expiry moves back: check that it is right
       *[other] ⚠️ { $count } expiries move back: check that they are right
    }
register-suspended =
    { $count ->
        [one] ⚠️ 1 mailbox is suspended
       *[other] ⚠️ { $count } mailboxes are suspended
    }
register-opened =
    { $count ->
        [one] 1 mailbox is opened again
       *[other] { $count } mailboxes are opened again
    }
register-retyped =
    { $count ->
        [one] 1 mailbox changes its type
       *[other] { $count } mailboxes change their type
    }
register-held =
    { $count ->
        [one] 1 mailbox suspended at the desk stays suspended: reopen it from its card
       *[other] { $count } mailboxes suspended at the desk stay suspended: reopen them from their cards
    }

key-register = 📥 Import the register
key-import-register = Import
key-another-register = 📥 Send another file
