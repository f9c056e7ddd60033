package io.lotledger.api.exports;

import io.lotledger.ingest.testing.MovableClock;
import org.springframework.context.annotation.Primary;

/** The clock of a server under test. */
@Primary
public class MovableServerClock extends MovableClock {}
