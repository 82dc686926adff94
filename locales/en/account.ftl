account =
    👤 <b>Your account</b>

    Here you see and change what is about you.

key-account = 👤 Account
key-back-to-account = ‹ Account
