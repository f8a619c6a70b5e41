"""The municipality's social media accounts: their connection to the platform and the outbox (Dispatch)."""
