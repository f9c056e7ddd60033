/** The home page, findings, unclassified events and the glossary, and the figures of the frame. */
@NullMarked
package io.lotledger.api.dashboard.home;

import org.jspecify.annotations.NullMarked;
