account =
    👤 <b>Il tuo account</b>

    Da qui vedi e cambi quello che ti riguarda.

key-account = 👤 Account
key-back-to-account = ‹ Account
