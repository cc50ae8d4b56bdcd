"""The units that can be sold once each: their sealed content, and who has them set aside."""
