### Notices to many holders.

## The message, as it arrives

# Above a text that exists in the other language only.
broadcast-only-it = <i>This notice is available in Italian only.</i>
broadcast-only-en = <i>This notice is in English.</i>
# At the end of the e-mail of a notice with a photo or a document.
broadcast-file-in-chat = The attachment of this notice is in the chat.
# The subject of the e-mail if the text has no first line.
broadcast-subject = A notice for you
mail-why-broadcast = You receive this e-mail because this is the reference address of your PEC mailbox.
mail-always-broadcast = It is a notice from the body that gives you the mailbox.
