# What the register desk does: the question, the outcome and the notice to the holder; then the list of the acts.
ask-remind =
    <b>Send the expiry reminder again?</b>

    Mailbox: <b>{ $mailbox }</b>
    Expiry: <b>{ $day }</b>

    It leaves at once, { $where ->
        [chat] to the chat
        [email] by e-mail
       *[both] to the chat and by e-mail
    }, even if it had arrived before.
reminded-again =
    🔔 <b>The reminder is on its way again</b> for { $mailbox }, { $where ->
        [chat] to the chat
        [email] by e-mail
       *[both] to the chat and by e-mail
    }.
reminded-before = ✅ The reminder <b>has already gone out again</b>. No other one leaves.
ask-end =
    <b>End the sessions of { $name }?</b>

    To carry on they will have to log in again, in every chat. I tell them there. The chats stay linked and notices keep arriving.
sessions-ended =
    { $count ->
        [0] { $name } had <b>no session open</b>.
        [one] 🔐 <b>1 session</b> of { $name } has ended.
       *[other] 🔐 <b>{ $count } sessions</b> of { $name } have ended.
    }
ask-suspend =
    <b>Suspend { $mailbox }?</b>

    While it is suspended nothing can be bought. What is active stays, and renewals go on as planned. The holder is told in the chat and by e-mail.

    The register does not reopen it: that is done from here only.
ask-reopen =
    <b>Reopen { $mailbox }?</b>

    Services can be bought again. The holder is told in the chat and by e-mail.
ask-reopen-past =
    <b>Reopen { $mailbox }?</b>

    ⚠️ The expiry of <b>{ $day }</b> has passed: it will not be suspended any more, but { $status ->
        [renewing] being renewed
       *[expired] expired
    }. The holder is told in the chat and by e-mail.
mailbox-suspended = ⏸ <b>{ $mailbox } is suspended.</b> The holder is told.
mailbox-suspended-before = ⏸ <b>{ $mailbox } is suspended</b>: it was so already.
mailbox-reopened =
    ▶️ <b>{ $mailbox } is not suspended any more.</b> It is now { $status ->
        [active] active
        [renewing] being renewed
       *[expired] expired
    }. The holder is told.
mailbox-reopened-before = ▶️ <b>{ $mailbox } is not suspended</b>: it was open already.

key-remind-again = Yes, send it again
key-end-sessions = Yes, end the sessions
key-suspend = Yes, suspend it
key-reopen = Yes, reopen it

notice-sessions-ended =
    🔐 <b>Your professional body has ended your session</b> on { $at }, to keep your account safe.

    To carry on, log in again. Notices keep arriving here.
notice-mailbox-suspended =
    ⏸ <b>Your professional body has suspended the mailbox { $mailbox }.</b>

    While it is suspended nothing can be bought. What is active stays, and renewals go on as planned.

    To know why, please contact your professional body.
notice-mailbox-reopened =
    ▶️ <b>Your professional body has reopened the mailbox { $mailbox }.</b>

    { $status ->
        [active] It is active again, and expires on <b>{ $day }</b>.
        [renewing] The expiry was on <b>{ $day }</b>: the renewal is under way.
       *[expired] It has expired on <b>{ $day }</b>, though: to reactivate it, please contact your professional body.
    }
mail-subject-mailbox-suspended = The mailbox { $mailbox } is suspended
mail-subject-mailbox-reopened = The mailbox { $mailbox } is open again

acts =
    { $page ->
        [1] 📒 <b>What administrators did</b>
       *[other] 📒 <b>What administrators did</b>, page { $page }
    }
acts-none = 📒 There are no acts here.
act-line = <b>{ $at }</b> · { $who }
act-by = admin { $id }
act-by-somebody = Telegram user { $id }
act-by-command-line = command line
act-what =
    { $act ->
        [notice-revived] Notice sent on its way again
        [holder-viewed] Card opened
        [reminder-resent] Expiry reminder sent again
        [sessions-ended] Sessions ended
        [mailbox-suspended] Mailbox suspended
        [mailbox-reopened] Mailbox reopened
        [refund-asked] Refund asked for
        [credit-adjusted] Credit adjusted
        [adjustment-proposed] Adjustment proposed to the others
        [adjustment-approved] Adjustment agreed to
        [adjustment-refused] Adjustment refused
        [payment-assigned] Payment assigned
        [payment-dealt-with] Payment dealt with elsewhere
        [register-imported] Register imported
        [broadcast-confirmed] Broadcast confirmed
        [broadcast-paused] Broadcast paused
        [broadcast-resumed] Broadcast went on
        [broadcast-stopped] Broadcast stopped
        [report-sent] Report of a broadcast downloaded
        [broadcast-withdrawn] Broadcast taken back
        [maintenance-begun] Maintenance begun
        [maintenance-ended] Maintenance ended
        [admin-door-refused] Admin command tried by somebody else
       *[other] Another act: { $name }
    }
act-register =
    { $created ->
        [one] 1 new mailbox
       *[other] { $created } new mailboxes
    }, { $updated ->
        [one] 1 changed
       *[other] { $updated } changed
    }
act-broadcast = no. { $number }
act-door = { $door }
act-about = { $about }
act-erased = holder erased

key-acts = 📒 Acts
