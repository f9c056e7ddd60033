package io.lotledger.api.clock;

import java.time.InstantSource;

/** The clock of this node's machine, where it is not the system's: a bean of a test. */
@FunctionalInterface
public interface MachineClock extends InstantSource {}
