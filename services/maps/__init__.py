"""Maps: an answer drawn with local assets only, precise where the data is precise and vague where it is vague."""
