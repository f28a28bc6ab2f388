"""Paper: a document of plain blocks, laid out as PDF, as accessible HTML, as text; made in memory, with nothing in it but its words."""
