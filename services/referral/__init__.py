"""From a need without a name to a plan, the person's consent, and a sheet that helps and harms nobody if it is found."""
