dead-letters =
    { $count ->
        [one] 📭 <b>1 notice was not delivered</b>
       *[other] 📭 <b>{ $count } notices were not delivered</b>
    }
dead-letters-none = 📬 Everything was delivered, or only waits for its turn.
dead-letter-what = <b>{ $place }.</b> <code>{ $kind }</code>
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
