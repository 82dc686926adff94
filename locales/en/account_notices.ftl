notice-email-code =
    The code that confirms this address is <b>{ $code }</b>.

    Write it in the Telegram chat by <b>{ TIME($until) }</b>. From then on the notices about { $mailbox } come here.

    If you did not ask for it, do nothing: without the code nothing changes.
notice-recovery-code =
    The code for a new password of { $mailbox } is <b>{ $code }</b>.

    Write it in the Telegram chat by <b>{ TIME($until) }</b>.

    <b>Give it to nobody</b>, not even to somebody who says they call for your professional body. If you did not ask for it, do nothing: the password stays as it is.
notice-email-changed =
    ✉️ The reference e-mail of { $mailbox } is now <b>{ $address }</b>. Notices go there.

    If that was not you, log in at once, check your data and change the password of the mailbox.
notice-password-changed =
    🔑 The password of <b>{ $mailbox }</b> was changed on { $at }.

    To go on here one has to log in with the new one. If that was not you, set another one at once.

key-not-me-password = It wasn't me
