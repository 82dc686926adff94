help =
    ❓ <b>How it works</b>
    <b>1.</b> Log in with the full name of your mailbox and its password.
    <b>2.</b> Open the mailbox, choose the add-on and the GB. You see the full price before you confirm.
    <b>3.</b> You pay from your credit. If it isn't enough, you top up what's missing by card and the order completes by itself.

    ⚠️ <b>Never type your card number here:</b> you only ever pay on Stripe's page.
    <blockquote expandable><b>What does it cost?</b>
    If the mailbox has more than three months to go, you pay for the years that are left. Otherwise it's free until the mailbox expires. If it pays to wait, I'll tell you before you confirm.

    <b>And when the mailbox expires?</b>
    Each add-on is renewed from your credit, in the order that you choose. If the credit isn't enough, it is switched off. I remind you from 90 days before, here and by e-mail. <b>Next renewals</b> shows how much will be taken and when, and lets you top up what's missing. Nothing is taken before that day.

    <b>More than one mailbox?</b>
    One login shows them all.</blockquote>
    <blockquote expandable><b>Commands</b>
    /menu takes you back to the start
    /cancel drops what you're doing
    /logout ends your session
    /account opens your data and the change of password
    /language changes the language
    /privacy tells what data we keep, and how to have it or erase it
    /help shows this page</blockquote>
