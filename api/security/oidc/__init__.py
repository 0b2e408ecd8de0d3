"""Login by OpenID Connect: the provider says who somebody is and of which groups, the settings what that is worth."""
