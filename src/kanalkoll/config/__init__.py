"""The only place that knows everybody: settings, addresses, menu, worker and command line."""
