help =
    ❓ <b>How it works</b>

    <b>Logging in.</b> Use the full name of your mailbox and its password. If you have several mailboxes, one login shows them all.

    <b>Buying.</b> Open the mailbox, choose the add-on and the GB. You see the full price and the renewal before you confirm. If it pays to wait, I'll tell you.

    <b>What it costs.</b> If the mailbox has more than three months to go, you pay for the years that are left. Otherwise it's free until the mailbox expires.

    <b>Paying.</b> Orders are paid from your credit. If it isn't enough, you top up what's missing by card and the order completes by itself.

    <b>Renewing.</b> When the mailbox expires, each add-on is renewed from your credit. If the credit isn't enough, the add-on is switched off.

    <b>Commands</b>
    /menu takes you back to the start
    /cancel drops what you're doing
    /logout ends your session
    /help shows this page

    Never type your card number here: you only ever pay on Stripe's page.
