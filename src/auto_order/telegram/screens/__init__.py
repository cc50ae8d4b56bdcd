"""Pure functions from things and words to a screen: text and keyboard. No waiting, no looking anything up."""
