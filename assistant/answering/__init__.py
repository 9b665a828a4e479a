"""From judged passages to an answer: statements, facts of the catalogue, and what a reader has to know."""
