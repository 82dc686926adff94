dead-letters =
    { $count ->
        [one] 📭 <b>1 notice was not delivered</b>
       *[other] 📭 <b>{ $count } notices were not delivered</b>
    }
dead-letters-none = 📬 Everything was delivered, or only waits for its turn.
dead-letter-what =
    <b>{ $place }.</b> { $kind ->
        [order-completed] Order completed
        [credit-received] Top-up received
        [order-still-pending] Order still waiting
        [payment-late] Late payment
        [order-activated] Space is active
        [order-refunded] Order cancelled and refunded
        [payment-failed] Payment failed
        [money-back] Money back on the card
        [credit-adjusted] Credit adjusted
        [login-failures] Failed log-ins
        [new-login] New login
        [chat-unlinked] Chat disconnected
        [reminder] Reminder of an expiry
        [renewal] Outcome of a renewal
        [space] Space alert
        [email-failed] Reference e-mail that doesn't work
        [email-code] Code for a new reference e-mail
        [email-changed] Reference e-mail changed
        [recovery-code] Code for a forgotten password
        [password-changed] Password changed
        [sessions-ended] Session ended by the desk
        [mailbox-suspended] Mailbox suspended
        [mailbox-reopened] Mailbox reopened
        [broadcast] Broadcast
        [withdrawal] Withdrawal of a broadcast
        [admin-broadcast] How a broadcast went
        [maintenance-over] End of maintenance
        [set-limit] Space to be given
        [refund] Refund to carry out
        [take-back] Link to take back
       *[other] Notice to administrators
    }
dead-letter-about = { $mailbox }
dead-letter-about-day = { $mailbox }, expiry of { $day }
dead-letter-by-chat = To the chat <code>{ $target }</code>
dead-letter-by-email = By e-mail to <code>{ $target }</code>
dead-letter-by-mail-server = To the mail server, for <code>{ $target }</code>
dead-letter-by-payment-links = To Stripe, for the link <code>{ $target }</code>
dead-letter-error =
    { $attempts ->
        [one] 1 attempt
       *[other] { $attempts } attempts
    }, the last: { $error }
dead-letter-when = It was due on { $due }
dead-letter-retried = The notice is on its way again.

key-retry-notice = Retry no. { $place }

key-dead-letters = 📭 See what was not delivered
