package io.lotledger.intake.x12;

/** The delimiters of an interchange, which its ISA segment defines. */
record X12Delimiters(char element, char component, char segment) {}
