"""The outside: what a social media platform says and does, as plain values.

One folder per platform, the same verbs for all of them (`adapter.Adapter`), one client that is allowed out
(`outside`), one kind of failure (`errors.PlatformError`). No models and no Django here: values in, values
out. Rooms above reach an adapter only through `registry`.
"""
