account =
    👤 <b>Your account</b>

    From here you can see and change what's yours.

key-account = 👤 Account
key-back-to-account = ‹ Account
