"""What every page is made of: base page, components, icons, styles, the few scripts. Knows no domain."""
