notice-email-code =
    The code to confirm this address is <b>{ $code }</b>.

    Type it in the Telegram chat by <b>{ TIME($until) }</b>. From then on, notices about { $mailbox } come here.

    If you didn't ask for it, do nothing: without the code nothing changes.
notice-recovery-code =
    The code to set a new password for { $mailbox } is <b>{ $code }</b>.

    Type it in the Telegram chat by <b>{ TIME($until) }</b>.

    <b>Don't give it to anyone</b>, not even to somebody who says they're calling for your professional body. If you didn't ask for it, do nothing: your password stays as it is.
notice-email-changed =
    ✉️ The reference e-mail of { $mailbox } is now <b>{ $address }</b>. Notices go there.

    If you didn't change it, log in at once, check your data and change the password of the mailbox.
notice-password-changed =
    🔑 The password of <b>{ $mailbox }</b> was changed on { $at }.

    From now on, log in with the new one. If you didn't change it, set another one at once.

key-not-me-password = It wasn't me
