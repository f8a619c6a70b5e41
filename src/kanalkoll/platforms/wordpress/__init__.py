"""WordPress by its own REST interface, wp/v2, with an application password.

The account's address is "https://the.site/wp-json/wp/v2"; `Access.account_id` is the number of the user that
Kanalkoll signs in as, `token` its application password and `secrets["username"]` its name. Posts and comments
are numbered separately by WordPress, so their ids here are "post-12" and "comment-12".
"""
