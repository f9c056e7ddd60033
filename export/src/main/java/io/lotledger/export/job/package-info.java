/** What is stored for ever of an export job: its events and their parts, under these class names. */
@NullMarked
package io.lotledger.export.job;

import org.jspecify.annotations.NullMarked;
